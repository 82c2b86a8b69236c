-- Runs on H2 and on PostgreSQL.
-- When a person first signed in. Null in rows of earlier versions, which do not know it.
alter table person add column first_seen_at timestamp with time zone;
