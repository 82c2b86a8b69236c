-- Sessions of the console, which all instances read. Runs on H2 and on PostgreSQL.
create table console_session (
  -- Derived from the secret in the browser's cookie; it does not lead back to it.
  id         varchar(64) primary key,
  -- An HMAC of the email address: counts a person's sessions and names no one.
  person_id  varchar(64) not null,
  -- The person, as compact JWE; its key needs the browser's secret and one of encryption-keys.
  content    text not null,
  created_at timestamp with time zone not null,
  -- To the minute. Not indexed, so that PostgreSQL changes it in place.
  used_at    timestamp with time zone not null,
  ends_at    timestamp with time zone not null
);
create index console_session_person on console_session (person_id, created_at);
