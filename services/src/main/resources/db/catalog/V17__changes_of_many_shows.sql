-- Changes of many shows that were asked for with an Idempotency-Key: what is to become of each show, and what became of it. The plan is
-- here before the first show is changed, so that a change that was cut off goes on where it stopped. Kept as long as other keys.
CREATE TABLE catalog.show_changes (
  caller_id  bigint NOT NULL,
  key        text NOT NULL,
  position   int NOT NULL,
  body_hash  bigint NOT NULL,
  show_id    bigint NOT NULL,
  version    bigint NOT NULL,
  starts_at  timestamptz,
  outcome    jsonb,
  created_at timestamptz NOT NULL,
  PRIMARY KEY (caller_id, key, position)
);
CREATE INDEX show_changes_by_age ON catalog.show_changes (created_at);
COMMENT ON COLUMN catalog.show_changes.version IS 'of the show when the change was planned; 0: there was none';
COMMENT ON COLUMN catalog.show_changes.starts_at IS 'when the show is to start; null: that stays';
COMMENT ON COLUMN catalog.show_changes.outcome IS 'null: the show was not come to yet';
