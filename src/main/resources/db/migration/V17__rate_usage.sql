-- What instances tell each other about request rates. Runs on H2 and on PostgreSQL.
create table rate_usage (
  id          varchar(43)  primary key,
  instance_id varchar(43)  not null,
  -- Digests of people, addresses and links with the number of their requests; at most 1,000 lines.
  entries     varchar(60000) not null,
  written_at  timestamp with time zone not null
);
create index rate_usage_age on rate_usage (written_at);
