-- What searches read besides: small rows instead of events and their descriptions, shows in the order of time within a city,
-- and the words that misspelt ones are compared with. Triggers keep all of it true, in the transaction that changes an event,
-- a show or a venue.
--
-- So that no transactions wait for each other in a circle, each locks first the event or the venue it changes, or in which a
-- show is, then rows of event_search in the order of their ids, and only with these what else there is of these events, of
-- title_words the last.

-- Of an event, what it is chosen by.
CREATE TABLE catalog.event_search (
  event_id     bigint PRIMARY KEY,
  title_key    text NOT NULL,
  title_words  tsvector NOT NULL,
  genre_keys   text[] NOT NULL,
  language_key text,
  city_keys    text[] NOT NULL DEFAULT '{}'
);
COMMENT ON COLUMN catalog.event_search.city_keys IS 'where it has shows that can be found, over or not';

-- All its words, apart from what else is looked at.
CREATE TABLE catalog.event_words (
  event_id  bigint PRIMARY KEY,
  words     tsvector NOT NULL,
  city_keys text[] NOT NULL DEFAULT '{}'
);

-- Each word that is in some title, and how many titles it is in.
CREATE TABLE catalog.title_words (
  word   text PRIMARY KEY,
  events int NOT NULL
);

-- Adds the words of one title, and takes away those of another, in the order of the words: transactions that change one event
-- each may wait for one another, but not in a circle.
CREATE FUNCTION catalog.count_title_words(added tsvector, removed tsvector) RETURNS void LANGUAGE sql
AS $f$
  INSERT INTO catalog.title_words AS known (word, events)
  SELECT word, sum(change) FROM (
    SELECT unnest(tsvector_to_array(added)), 1
    UNION ALL
    SELECT unnest(tsvector_to_array(removed)), -1
  ) AS changes (word, change)
  GROUP BY word HAVING sum(change) <> 0 ORDER BY word
  ON CONFLICT (word) DO UPDATE SET events = known.events + excluded.events;
  DELETE FROM catalog.title_words WHERE word = ANY (tsvector_to_array(removed)) AND events <= 0;
$f$;

CREATE FUNCTION catalog.keep_event_search() RETURNS trigger LANGUAGE plpgsql
AS $f$
DECLARE
  before tsvector := '';
  now_is tsvector := '';
BEGIN
  IF TG_OP <> 'INSERT' THEN
    before := to_tsvector('simple'::regconfig, OLD.title_key);
  END IF;
  IF TG_OP <> 'DELETE' THEN
    now_is := to_tsvector('simple'::regconfig, NEW.title_key);
    INSERT INTO catalog.event_search (event_id, title_key, title_words, genre_keys, language_key)
    VALUES (NEW.id, NEW.title_key, now_is, NEW.genre_keys, lower(NEW.language))
    ON CONFLICT (event_id) DO UPDATE SET title_key = excluded.title_key, title_words = excluded.title_words,
      genre_keys = excluded.genre_keys, language_key = excluded.language_key;
    INSERT INTO catalog.event_words (event_id, words) VALUES (NEW.id, NEW.search)
    ON CONFLICT (event_id) DO UPDATE SET words = excluded.words;
  END IF;
  IF TG_OP = 'UPDATE' THEN
    UPDATE catalog.show_search SET genre_keys = NEW.genre_keys, language_key = lower(NEW.language)
    WHERE event_id = NEW.id AND (genre_keys, language_key) IS DISTINCT FROM (NEW.genre_keys, lower(NEW.language));
  END IF;
  IF before <> now_is THEN
    PERFORM catalog.count_title_words(now_is, before);
  END IF;
  RETURN NULL;
END
$f$;

CREATE TRIGGER keep_event_search AFTER INSERT OR DELETE OR UPDATE OF title, description, genres, language ON catalog.events
FOR EACH ROW EXECUTE FUNCTION catalog.keep_event_search();

-- The shows that can be found, with what of event and venue they are chosen by.
CREATE TABLE catalog.show_search (
  show_id      bigint PRIMARY KEY,
  event_id     bigint NOT NULL,
  venue_id     bigint NOT NULL,
  starts_at    timestamptz NOT NULL,
  ends_at      timestamptz NOT NULL,
  genre_keys   text[] NOT NULL,
  language_key text,
  city_key     text
);

-- A show's event and venue never change.
CREATE FUNCTION catalog.keep_show_search() RETURNS trigger LANGUAGE plpgsql
AS $f$
BEGIN
  IF NEW.state IN ('published', 'closed') THEN
    -- Whoever is changing event or venue is waited for, and waits in turn.
    INSERT INTO catalog.show_search
      (show_id, event_id, venue_id, starts_at, ends_at, genre_keys, language_key, city_key)
    SELECT NEW.id, NEW.event_id, NEW.venue_id, NEW.starts_at, NEW.ends_at, e.genre_keys, lower(e.language), v.city_key
    FROM catalog.events e, catalog.venues v WHERE e.id = NEW.event_id AND v.id = NEW.venue_id
    FOR SHARE
    ON CONFLICT (show_id) DO UPDATE SET starts_at = excluded.starts_at, ends_at = excluded.ends_at;
  ELSIF EXISTS (SELECT FROM catalog.show_search WHERE show_id = NEW.id) THEN
    PERFORM FROM catalog.event_search WHERE event_id = NEW.event_id FOR UPDATE;
    DELETE FROM catalog.show_search WHERE show_id = NEW.id;
  END IF;
  RETURN NULL;
END
$f$;

CREATE TRIGGER keep_show_search AFTER INSERT OR UPDATE OF state, starts_at, ends_at ON catalog.shows
FOR EACH ROW EXECUTE FUNCTION catalog.keep_show_search();

-- However many shows an event has there, its cities are looked up once.
CREATE FUNCTION catalog.keep_city_of_shows() RETURNS trigger LANGUAGE plpgsql
AS $f$
DECLARE
  moved bigint[];
BEGIN
  SELECT array_agg(event_id) INTO moved FROM (
    SELECT event_id FROM catalog.event_search
    WHERE event_id IN (SELECT event_id FROM catalog.show_search WHERE venue_id = NEW.id)
    ORDER BY event_id FOR UPDATE) locked;
  UPDATE catalog.show_search SET city_key = NEW.city_key WHERE venue_id = NEW.id;
  UPDATE catalog.event_search k SET city_keys = now_in.cities FROM (
    SELECT event_id, coalesce(array_agg(DISTINCT city_key ORDER BY city_key) FILTER (WHERE city_key IS NOT NULL), '{}') AS cities
    FROM catalog.show_search WHERE event_id = ANY (moved) GROUP BY event_id) now_in
  WHERE k.event_id = now_in.event_id AND k.city_keys <> now_in.cities;
  UPDATE catalog.event_words w SET city_keys = k.city_keys FROM catalog.event_search k
  WHERE k.event_id = ANY (moved) AND w.event_id = k.event_id AND w.city_keys <> k.city_keys;
  RETURN NULL;
END
$f$;

CREATE TRIGGER keep_city_of_shows AFTER UPDATE OF city ON catalog.venues
FOR EACH ROW WHEN (OLD.city_key IS DISTINCT FROM NEW.city_key) EXECUTE FUNCTION catalog.keep_city_of_shows();

CREATE FUNCTION catalog.keep_cities_of_event() RETURNS trigger LANGUAGE plpgsql
AS $f$
DECLARE
  event bigint := CASE WHEN TG_OP = 'DELETE' THEN OLD.event_id ELSE NEW.event_id END;
  before text[];
  now_in text[];
BEGIN
  -- First the lock, and then a look at the shows: what another transaction has just added is among them.
  SELECT city_keys INTO before FROM catalog.event_search WHERE event_id = event FOR UPDATE;
  SELECT coalesce(array_agg(DISTINCT city_key ORDER BY city_key), '{}') INTO now_in
  FROM catalog.show_search WHERE event_id = event AND city_key IS NOT NULL;
  IF now_in <> before THEN
    UPDATE catalog.event_search SET city_keys = now_in WHERE event_id = event;
    UPDATE catalog.event_words SET city_keys = now_in WHERE event_id = event;
  END IF;
  RETURN NULL;
END
$f$;

CREATE TRIGGER keep_cities_of_event AFTER INSERT OR DELETE ON catalog.show_search
FOR EACH ROW EXECUTE FUNCTION catalog.keep_cities_of_event();

-- What there is already.
ALTER TABLE catalog.show_search DISABLE TRIGGER keep_cities_of_event;
INSERT INTO catalog.show_search
SELECT s.id, s.event_id, s.venue_id, s.starts_at, s.ends_at, e.genre_keys, lower(e.language), v.city_key
FROM catalog.shows s JOIN catalog.events e ON e.id = s.event_id JOIN catalog.venues v ON v.id = s.venue_id
WHERE s.state IN ('published', 'closed');
ALTER TABLE catalog.show_search ENABLE TRIGGER keep_cities_of_event;
ALTER TABLE catalog.show_search ADD FOREIGN KEY (show_id) REFERENCES catalog.shows ON DELETE CASCADE;
INSERT INTO catalog.event_search
SELECT e.id, e.title_key, to_tsvector('simple'::regconfig, e.title_key), e.genre_keys, lower(e.language),
  coalesce(now_in.cities, '{}')
FROM catalog.events e LEFT JOIN (
  SELECT event_id, array_agg(DISTINCT city_key ORDER BY city_key) AS cities
  FROM catalog.show_search WHERE city_key IS NOT NULL GROUP BY event_id) now_in ON now_in.event_id = e.id;
ALTER TABLE catalog.event_search ADD FOREIGN KEY (event_id) REFERENCES catalog.events ON DELETE CASCADE;
INSERT INTO catalog.event_words
SELECT e.id, e.search, k.city_keys FROM catalog.events e JOIN catalog.event_search k ON k.event_id = e.id;
ALTER TABLE catalog.event_words ADD FOREIGN KEY (event_id) REFERENCES catalog.events ON DELETE CASCADE;
INSERT INTO catalog.title_words
SELECT word, count(*) FROM catalog.event_search, unnest(tsvector_to_array(title_words)) AS word GROUP BY word;

-- Without fastupdate: a search does not go through what was not sorted in yet.
CREATE INDEX event_search_by_title ON catalog.event_search USING gin (title_words) WITH (fastupdate = off);
CREATE INDEX event_search_by_genre ON catalog.event_search USING gin (genre_keys) WITH (fastupdate = off);
CREATE INDEX event_search_by_city ON catalog.event_search USING gin (city_keys) WITH (fastupdate = off);
CREATE INDEX event_search_by_language ON catalog.event_search (language_key);
CREATE INDEX event_words_by_word ON catalog.event_words USING gin (words) WITH (fastupdate = off);
CREATE INDEX event_words_by_city ON catalog.event_words USING gin (city_keys) WITH (fastupdate = off);
DO $do$
DECLARE
  home text;
BEGIN
  SELECT n.nspname INTO home FROM pg_extension e JOIN pg_namespace n ON n.oid = e.extnamespace WHERE e.extname = 'pg_trgm';
  EXECUTE format('CREATE INDEX title_words_alike ON catalog.title_words USING gin (word %I.gin_trgm_ops)', home);
END
$do$;

CREATE INDEX show_search_by_start ON catalog.show_search (starts_at, event_id);
CREATE INDEX show_search_by_city ON catalog.show_search (city_key, starts_at, event_id);
CREATE INDEX show_search_by_venue ON catalog.show_search (venue_id, starts_at);
CREATE INDEX show_search_by_event ON catalog.show_search (event_id, starts_at, show_id);
-- How long the longest is: whatever began longer ago is over.
CREATE INDEX show_search_by_length ON catalog.show_search ((ends_at - starts_at));

-- What the tables above have taken over.
DROP INDEX catalog.events_by_title, catalog.events_by_title_words, catalog.events_by_words, catalog.events_by_genre,
  catalog.events_by_language, catalog.shows_by_length;

-- Until PostgreSQL looks at them by itself, it would choose badly.
ANALYZE catalog.event_search, catalog.event_words, catalog.title_words, catalog.show_search;
