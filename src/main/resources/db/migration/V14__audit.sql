-- Runs on H2 and on PostgreSQL.
create table audit_record (
  -- Milliseconds since 1970, a counter, and random characters: sorts by time.
  id             varchar(40)   primary key,
  happened_at    timestamp with time zone not null,
  action         varchar(40)   not null,
  result         varchar(10)   not null,
  -- PERSON, ANONYMOUS or SYSTEM. An unknown value is empty text, never null.
  actor_kind     varchar(10)   not null,
  actor          varchar(320)  not null,
  actor_key      varchar(320)  not null,
  project_id     varchar(10)   not null,
  cluster_id     varchar(10)   not null,
  object_id      varchar(100)  not null,
  object_name    varchar(400)  not null,
  -- The lower-case email of the person whom the action concerns.
  subject_key    varchar(320)  not null,
  address        varchar(64)   not null,
  forwarded_for  varchar(200)  not null,
  user_agent     varchar(200)  not null,
  request_id     varchar(64)   not null,
  -- The record with the result STARTED that this one completes.
  intent_id      varchar(40)   not null,
  details        text          not null,
  -- HMAC-SHA-256, hex, over the columns above.
  stamp          varchar(64)   not null,
  -- Set once, when the record is chained.
  chain_position bigint        unique,
  previous_mac   varchar(64),
  mac            varchar(64)
);
create index audit_record_project on audit_record (project_id, id);
create index audit_record_intent on audit_record (intent_id);
create index audit_record_time on audit_record (happened_at);

-- One row: the chain's key, its end, and where pruning has ended.
create table audit_chain (
  id              int          primary key,
  -- Compact JWE; empty until the first start.
  sealed_key      varchar(1000) not null,
  last_position   bigint       not null,
  last_mac        varchar(64)  not null,
  pruned_position bigint       not null,
  pruned_mac      varchar(64)  not null,
  -- HMAC-SHA-256, hex, over the columns above but the key.
  mac             varchar(64)  not null
);
insert into audit_chain values (1, '', 0, '', 0, '', '');

create table audit_target (
  name         varchar(20) primary key,
  -- The last position that the target has accepted.
  position     bigint      not null,
  leased_until timestamp with time zone not null
);
