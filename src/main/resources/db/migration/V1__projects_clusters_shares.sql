-- Runs on H2 and on PostgreSQL.
create table project (
  id         varchar(10)  primary key,
  name       varchar(100) not null,
  created_at timestamp with time zone not null,
  version    bigint       not null
);

create table project_member (
  project_id   varchar(10)  not null references project on delete cascade,
  person_key   varchar(320) not null,
  email        varchar(320) not null,
  project_role varchar(10)  not null check (project_role in ('OWNER', 'EDITOR', 'VIEWER')),
  primary key (project_id, person_key)
);
create index project_member_person on project_member (person_key);

create table cluster (
  id                 varchar(10)   primary key,
  project_id         varchar(10)   not null references project,
  name               varchar(100)  not null,
  server             varchar(2000) not null,
  ca_pem             text,
  owner_email        varchar(320)  not null,
  -- Compact JWE; names the key that sealed it and is bound to the cluster's id.
  sealed_credentials text          not null,
  created_at         timestamp with time zone not null,
  owner_bound_at     timestamp with time zone,
  version            bigint        not null
);
create index cluster_project on cluster (project_id);

create table share (
  id             varchar(10)  primary key,
  cluster_id     varchar(10)  not null references cluster on delete cascade,
  -- SHA-256, hex; the token is kept nowhere.
  token_hash     char(64)     not null unique,
  created_by     varchar(320) not null,
  created_by_key varchar(320) not null,
  created_at     timestamp with time zone not null,
  revoked_at     timestamp with time zone,
  revoked_by     varchar(320),
  version        bigint       not null
);
create index share_cluster on share (cluster_id);
