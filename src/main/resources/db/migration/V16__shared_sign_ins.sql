-- What one instance holds for a sign-in that another one may end. Runs on H2 and on PostgreSQL.

-- States whose answer was accepted: each works once, at one instance. Deleted when the state itself has expired.
create table used_state (
  -- SHA-256, hex, of the state's id.
  state_hash char(64) primary key,
  expires_at timestamp with time zone not null
);
create index used_state_expiry on used_state (expires_at);

-- Kubeconfigs between sign-in and download. Only the browser of the sign-in can open them.
create table pending_download (
  -- SHA-256, hex, of the id in the page's address.
  id_hash     char(64) primary key,
  -- SHA-256, hex, of the recipient's email and issuer; the issuer's is null for the installation's.
  owner_hash  char(64) not null,
  issuer_hash char(64),
  -- Compact JWE. Its key comes from the browser's cookie, which no table holds.
  sealed      text     not null,
  -- Of the column above, in characters.
  sealed_length integer not null,
  created_at  timestamp with time zone not null,
  expires_at  timestamp with time zone not null
);
create index pending_download_owner on pending_download (owner_hash, created_at);
create index pending_download_expiry on pending_download (expires_at);

-- Held while the room for a kind of rows is counted, so that two instances do not give the last of it twice.
create table capacity_lock (
  name varchar(32) primary key
);
insert into capacity_lock (name) values ('pending-download');
