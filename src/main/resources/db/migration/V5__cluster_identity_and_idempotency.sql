-- Runs on H2 and on PostgreSQL.
-- What a cluster's API server puts before the provider's names (--oidc-username-prefix, --oidc-groups-prefix).
create table cluster_identity (
  cluster_id      varchar(10)  primary key references cluster on delete cascade,
  username_prefix varchar(200) not null,
  groups_prefix   varchar(200) not null
);

-- Calls that came with an Idempotency-Key; forgotten after a day.
create table idempotent_call (
  -- SHA-256, hex, of the person and the key.
  id           char(64)    primary key,
  person_id    char(64)    not null,
  -- SHA-256, hex, of method, path and body.
  request_hash char(64)    not null,
  claimed_at   timestamp with time zone not null,
  -- Null while the call is under way.
  answer       text
);
create index idempotent_call_person on idempotent_call (person_id, claimed_at);
create index idempotent_call_age on idempotent_call (claimed_at);
