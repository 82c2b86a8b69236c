-- A cluster's own OIDC client; all null where it trusts the installation's. Runs on H2 and on PostgreSQL.
alter table cluster add column oidc_issuer_url          varchar(1000);
alter table cluster add column oidc_client_id           varchar(500);
alter table cluster add column oidc_kubelogin_client_id varchar(500);
-- Compact JWE, bound to the cluster's id, the issuer and the client; null for a public client.
alter table cluster add column oidc_sealed_secret       text;
alter table cluster add column oidc_sealed_with         varchar(32);
create index cluster_oidc_client on cluster (oidc_client_id);
create index cluster_oidc_kubelogin_client on cluster (oidc_kubelogin_client_id);
