-- The latest end of a show that was ever in force: what is irreversible, archiving above all, goes by it, since ends_at can be
-- edited. Whatever changes ends_at raises it in the same statement.
ALTER TABLE catalog.shows ADD COLUMN latest_ends_at timestamptz;
UPDATE catalog.shows SET latest_ends_at = ends_at;
ALTER TABLE catalog.shows ALTER COLUMN latest_ends_at SET NOT NULL;
ALTER TABLE catalog.shows ADD CHECK (latest_ends_at >= ends_at);

DROP INDEX catalog.shows_to_archive;
CREATE INDEX shows_to_archive ON catalog.shows (latest_ends_at, id) WHERE state IN ('published', 'closed', 'cancelled');

-- What an organisation has is counted whenever it makes something.
CREATE INDEX halls_of_owner ON catalog.halls (owner_id);
CREATE INDEX seat_maps_of_owner ON catalog.seat_maps (owner_id) INCLUDE (seats);
CREATE INDEX shows_of_owner ON catalog.shows (owner_id) WHERE state <> 'archived';
CREATE INDEX idempotency_keys_of_owner ON catalog.idempotency_keys (owner_id, created_at);
