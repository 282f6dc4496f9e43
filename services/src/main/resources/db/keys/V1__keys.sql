-- Answers that were given under an Idempotency-Key by routes that only touch PostgreSQL. They stood in the schema catalog, as that was
-- left by its version 9 or a later one: those that are there go on counting.
DO $$
BEGIN
  IF EXISTS (SELECT FROM information_schema.columns
             WHERE table_schema = 'catalog' AND table_name = 'idempotency_keys' AND column_name = 'etag') THEN
    ALTER TABLE catalog.idempotency_keys SET SCHEMA keys;
  ELSE
    CREATE TABLE keys.idempotency_keys (
      owner_id   bigint NOT NULL,
      route      text NOT NULL,
      key        text NOT NULL,
      body_hash  bigint NOT NULL,
      status     int NOT NULL,
      location   text,
      etag       text,
      body       bytea NOT NULL,
      created_at timestamptz NOT NULL DEFAULT now(),
      PRIMARY KEY (owner_id, route, key)
    );
    CREATE INDEX idempotency_keys_by_age ON keys.idempotency_keys (created_at);
    CREATE INDEX idempotency_keys_of_owner ON keys.idempotency_keys (owner_id, created_at);
  END IF;
END $$;
