-- The owner's binding exactly as it was made: the prefix and the role may change later. Runs on H2 and on PostgreSQL.
alter table cluster_reconcile add column bound_role     varchar(253);
alter table cluster_reconcile add column bound_username varchar(600);
-- Older rows do not tell the role. The name is most likely the one with the prefix of today.
update cluster_reconcile set bound_username = coalesce(
    (select i.username_prefix from cluster_identity i where i.cluster_id = cluster_reconcile.cluster_id), '')
    || bound_owner where bound_owner is not null;

-- A client certificate that was requested and is not in use yet; all null where none was.
alter table cluster add column renewal_request      varchar(253);
-- The private key as compact JWE, bound to the cluster's id and the request's name.
alter table cluster add column renewal_sealed_key   text;
alter table cluster add column renewal_sealed_with  varchar(32);
-- Of the request's public key: SHA-256, hex.
alter table cluster add column renewal_fingerprint  varchar(64);
alter table cluster add column renewal_requested_at timestamp with time zone;
alter table cluster add column renewal_state        varchar(20);
alter table cluster add column renewal_detail       varchar(1000);
create index cluster_renewal on cluster (renewal_request);
