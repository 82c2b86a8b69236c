-- Runs on H2 and on PostgreSQL.

-- Whoever has signed in, as the provider last described them: what their own shares are judged by
-- while they are away, and how lists name them.
create table person (
  person_key   varchar(320) primary key,
  email        varchar(320) not null,
  name         varchar(200) not null,
  -- A JSON array of names.
  known_groups text         not null,
  seen_at      timestamp with time zone not null
);

alter table project_member add column added_at timestamp with time zone;
update project_member set added_at =
  (select p.created_at from project p where p.id = project_member.project_id);
alter table project_member alter column added_at set not null;
