alter table cluster add column external_server       varchar(2000);
-- Null in rows that were sealed before keys were rotated; the next rotation fills it in.
alter table cluster add column sealed_with           varchar(32);
alter table cluster add column credentials_expire_at timestamp with time zone;
alter table cluster add column cluster_uid           varchar(100);
alter table cluster add column verified_at           timestamp with time zone;
-- Until now a cluster was kept only after it had answered.
update cluster set verified_at = created_at;
create index cluster_sealed_with on cluster (sealed_with);
