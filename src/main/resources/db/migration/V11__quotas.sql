-- Runs on H2 and on PostgreSQL.

-- Who made a project, in lower case: what max-projects-per-person counts. Null where it was made earlier: not counted.
alter table project add column created_by_key varchar(320);
create index project_created_by on project (created_by_key);

-- Held while it is counted how many projects a person has made: of two that are made at once, the database lets one go
-- first. Each person has one of 16 rows, so that the table does not grow.
create table project_quota (
  slot integer primary key
);
insert into project_quota (slot) values
  (0), (1), (2), (3), (4), (5), (6), (7), (8), (9), (10), (11), (12), (13), (14), (15);
