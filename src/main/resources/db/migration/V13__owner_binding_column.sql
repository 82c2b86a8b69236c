-- Runs on H2 and on PostgreSQL. Version 4 copied it to cluster_reconcile; nothing has read it since.
alter table cluster drop column owner_bound_at;
