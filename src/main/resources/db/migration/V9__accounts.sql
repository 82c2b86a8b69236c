-- Runs on H2 and on PostgreSQL.

-- The account at the provider that a person's address belongs to: iss and sub of its ID tokens.
-- Null in rows of earlier versions; the next sign-in fills it in.
alter table person add column issuer  varchar(2000);
alter table person add column subject varchar(255);

-- Other accounts that brought the address of a known person. An admin decides about each.
create table account_change (
  id            varchar(10)   primary key,
  person_key    varchar(320)  not null references person on delete cascade,
  issuer        varchar(2000) not null,
  subject       varchar(255)  not null,
  name          varchar(200)  not null,
  first_seen_at timestamp with time zone not null,
  seen_at       timestamp with time zone not null,
  -- Null while the change waits.
  refused_at    timestamp with time zone,
  refused_by    varchar(320)
);
create index account_change_person on account_change (person_key);
