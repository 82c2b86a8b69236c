-- What is kept of looking after each cluster's roles. Runs on H2 and on PostgreSQL.

-- One row an instance of the server; it lives as long as the instance renews it.
create table server_instance (
  id          varchar(36) primary key,
  alive_until timestamp with time zone not null
);

create table cluster_reconcile (
  cluster_id  varchar(10)  primary key references cluster on delete cascade,
  -- The instance that looks after the cluster; free when that instance lives no more.
  claimed_by  varchar(36),
  -- APPLY or REPORT; null means as the installation.
  mode        varchar(10) check (mode in ('APPLY', 'REPORT')),
  -- The owner whom we bound to the owner's role, once.
  bound_owner varchar(320),
  -- JSON; written only when something in it changes.
  conditions  text
);
create index cluster_reconcile_claimed on cluster_reconcile (claimed_by);

insert into cluster_reconcile (cluster_id, bound_owner)
  select id, case when owner_bound_at is null then null else owner_email end from cluster;

create table role_repair (
  id          varchar(36)  primary key,
  cluster_id  varchar(10)  not null references cluster on delete cascade,
  made_at     timestamp with time zone not null,
  -- Whose wish it was: an email, or empty for the timer.
  made_by     varchar(320) not null,
  step_count  integer      not null,
  -- JSON: the plan's steps as they were carried out.
  steps       text         not null
);
create index role_repair_cluster on role_repair (cluster_id, made_at);
