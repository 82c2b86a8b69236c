-- What earlier versions kept of clusters had no longest length. Runs on H2 and on PostgreSQL.
-- A repair kept what was sent with each step, up to 4 MiB a hundred times; what was done stays in its count.
update role_repair set steps = '[]' where char_length(steps) > 262144;
-- As whom a cluster knew a person, and its words about a token: asked again at the next check.
update cluster_trust set state = null, detail = null where char_length(detail) > 65536;
update cluster_reconcile set conditions = null where char_length(conditions) > 65536;
-- The groups of a person come again with the next sign-in.
update person set known_groups = '[]' where char_length(known_groups) > 131072;
-- Answers to calls with an Idempotency-Key are kept for a day.
delete from idempotent_call where char_length(answer) > 262144;
