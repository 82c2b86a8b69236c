-- Held by whoever names a client as a cluster's own, while it is looked whether another project has
-- it: of two who do so at once the database lets one go first. Runs on H2 and on PostgreSQL.
create table client_claim (
  -- SHA-256, hex, of the issuer and the client's id. A row stays; it says nothing of who has the client.
  id char(64) primary key
);
