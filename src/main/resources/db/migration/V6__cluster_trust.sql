-- Runs on H2 and on PostgreSQL.
create table cluster_trust (
  cluster_id varchar(10)  primary key references cluster on delete cascade,
  -- SHA-256, hex, of the address and the CA that people's tokens may go to.
  target     char(64)     not null,
  -- What the last look was about, and what came of it; null before the first.
  issuer     varchar(2000),
  client_id  varchar(500),
  state      varchar(30),
  detail     text,
  checked_at timestamp with time zone,
  checked_by varchar(320),
  version    bigint       not null
);
