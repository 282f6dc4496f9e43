-- Venues, halls, seat maps, events, shows. Ids are random 63-bit numbers made by the program.

CREATE EXTENSION IF NOT EXISTS unaccent SCHEMA catalog;
CREATE EXTENSION IF NOT EXISTS pg_trgm SCHEMA catalog;

-- unaccent() is only STABLE, since its dictionary might be changed; naming the dictionary, and nobody changing it, makes it
-- fit for indexes and generated columns. The extension may have been there before, in another schema.
DO $do$
DECLARE
  home text;
BEGIN
  SELECT n.nspname INTO home FROM pg_extension e JOIN pg_namespace n ON n.oid = e.extnamespace WHERE e.extname = 'unaccent';
  EXECUTE format(
    'CREATE FUNCTION catalog.fold(text) RETURNS text LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
     AS $f$ SELECT lower(%1$I.unaccent(%2$L::regdictionary, $1)) $f$',
    home, quote_ident(home) || '.unaccent');
END
$do$;

CREATE FUNCTION catalog.fold_all(text[]) RETURNS text[] LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
AS $f$ SELECT coalesce(array_agg(catalog.fold(part)), '{}') FROM unnest($1) AS part $f$;

CREATE FUNCTION catalog.search_vector(title text, genres text[], description text) RETURNS tsvector
LANGUAGE sql IMMUTABLE PARALLEL SAFE
AS $f$
  SELECT setweight(to_tsvector('simple'::regconfig, catalog.fold(title)), 'A')
      || setweight(to_tsvector('simple'::regconfig, array_to_string(catalog.fold_all(genres), ' ')), 'B')
      || setweight(to_tsvector('simple'::regconfig, catalog.fold(coalesce(description, ''))), 'D')
$f$;

CREATE TABLE catalog.venues (
  id          bigint PRIMARY KEY,
  owner_id    bigint NOT NULL,
  external_id text,
  name        text NOT NULL,
  address     text,
  city        text,
  latitude    double precision,
  longitude   double precision,
  timezone    text NOT NULL,
  version     bigint NOT NULL DEFAULT 1,
  created_at  timestamptz NOT NULL DEFAULT now(),
  updated_at  timestamptz NOT NULL DEFAULT now(),
  name_key    text NOT NULL GENERATED ALWAYS AS (catalog.fold(name)) STORED,
  city_key    text GENERATED ALWAYS AS (catalog.fold(city)) STORED,
  UNIQUE (owner_id, external_id)
);
CREATE INDEX venues_by_name ON catalog.venues (name_key, id);
CREATE INDEX venues_by_city ON catalog.venues (city_key);

CREATE TABLE catalog.halls (
  id          bigint PRIMARY KEY,
  venue_id    bigint NOT NULL REFERENCES catalog.venues,
  owner_id    bigint NOT NULL,
  external_id text,
  name        text NOT NULL,
  version     bigint NOT NULL DEFAULT 1,
  created_at  timestamptz NOT NULL DEFAULT now(),
  updated_at  timestamptz NOT NULL DEFAULT now(),
  UNIQUE (venue_id, external_id)
);

CREATE TABLE catalog.seat_maps (
  id         bigint PRIMARY KEY,
  hall_id    bigint NOT NULL REFERENCES catalog.halls,
  owner_id   bigint NOT NULL,
  name       text NOT NULL,
  content    bytea NOT NULL,
  sha256     bytea NOT NULL,
  seats      int NOT NULL,
  areas      int NOT NULL,
  created_at timestamptz NOT NULL DEFAULT now(),
  UNIQUE (hall_id, sha256)
);

CREATE TABLE catalog.seats (
  seat_map_id bigint NOT NULL REFERENCES catalog.seat_maps ON DELETE CASCADE,
  seat_index  int NOT NULL,
  seat_id     text NOT NULL,
  label       text NOT NULL,
  "row"       text NOT NULL,
  section     text NOT NULL,
  PRIMARY KEY (seat_map_id, seat_index)
);

CREATE TABLE catalog.events (
  id               bigint PRIMARY KEY,
  owner_id         bigint NOT NULL,
  external_id      text,
  title            text NOT NULL,
  description      text,
  genres           text[] NOT NULL,
  language         text,
  duration_minutes int,
  age_rating       text,
  version          bigint NOT NULL DEFAULT 1,
  created_at       timestamptz NOT NULL DEFAULT now(),
  updated_at       timestamptz NOT NULL DEFAULT now(),
  title_key        text NOT NULL GENERATED ALWAYS AS (catalog.fold(title)) STORED,
  genre_keys       text[] NOT NULL GENERATED ALWAYS AS (catalog.fold_all(genres)) STORED,
  search           tsvector NOT NULL GENERATED ALWAYS AS (catalog.search_vector(title, genres, description)) STORED,
  UNIQUE (owner_id, external_id)
);
CREATE INDEX events_by_words ON catalog.events USING gin (search);
CREATE INDEX events_by_genre ON catalog.events USING gin (genre_keys);
DO $do$
DECLARE
  home text;
BEGIN
  SELECT n.nspname INTO home FROM pg_extension e JOIN pg_namespace n ON n.oid = e.extnamespace WHERE e.extname = 'pg_trgm';
  EXECUTE format('CREATE INDEX events_by_title ON catalog.events USING gin (title_key %I.gin_trgm_ops)', home);
END
$do$;

CREATE TABLE catalog.shows (
  id                     bigint PRIMARY KEY,
  owner_id               bigint NOT NULL,
  external_id            text,
  venue_id               bigint NOT NULL REFERENCES catalog.venues,
  hall_id                bigint NOT NULL REFERENCES catalog.halls,
  event_id               bigint NOT NULL REFERENCES catalog.events,
  seat_map_id            bigint NOT NULL REFERENCES catalog.seat_maps,
  starts_at              timestamptz NOT NULL,
  ends_at                timestamptz NOT NULL,
  on_sale_from           timestamptz,
  on_sale_until          timestamptz,
  cancel_until           timestamptz,
  currency               char(3) NOT NULL,
  hold_ttl_ms            bigint NOT NULL,
  max_units_per_hold     int NOT NULL,
  max_units_per_customer int NOT NULL,
  stranded_seat_rule     boolean NOT NULL,
  prices                 jsonb,
  blocks                 jsonb NOT NULL DEFAULT '{}',
  state                  text NOT NULL CHECK (state IN ('draft', 'publishing', 'published', 'closed', 'cancelled', 'archived')),
  intent                 jsonb,
  version                bigint NOT NULL DEFAULT 1,
  created_at             timestamptz NOT NULL DEFAULT now(),
  updated_at             timestamptz NOT NULL DEFAULT now(),
  UNIQUE (event_id, external_id)
);
COMMENT ON COLUMN catalog.shows.intent IS 'what is to be told to the booking core and was not yet marked as done';
CREATE INDEX shows_by_start ON catalog.shows (starts_at, id);
CREATE INDEX shows_by_venue ON catalog.shows (venue_id, starts_at, id);
CREATE INDEX shows_by_event ON catalog.shows (event_id, starts_at, id);
CREATE INDEX shows_by_hall ON catalog.shows (hall_id);
CREATE INDEX shows_by_seat_map ON catalog.shows (seat_map_id);
CREATE INDEX shows_intended ON catalog.shows (id) WHERE intent IS NOT NULL;
CREATE INDEX shows_to_archive ON catalog.shows (ends_at) WHERE state IN ('published', 'closed', 'cancelled');

CREATE TABLE catalog.idempotency_keys (
  owner_id   bigint NOT NULL,
  route      text NOT NULL,
  key        text NOT NULL,
  body_hash  bigint NOT NULL,
  status     int NOT NULL,
  body       bytea NOT NULL,
  created_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (owner_id, route, key)
);
CREATE INDEX idempotency_keys_by_age ON catalog.idempotency_keys (created_at);
