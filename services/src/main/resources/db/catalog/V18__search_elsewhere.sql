-- Searches read an index outside of PostgreSQL (docs/search.md). What is kept here is which events changed, for those who follow,
-- and the state of each event, which stood beside its words before.
ALTER TABLE catalog.events
  ADD is_public boolean NOT NULL DEFAULT false,
  ADD is_archived boolean NOT NULL DEFAULT false,
  ADD state_changes bigint NOT NULL DEFAULT 0;
COMMENT ON COLUMN catalog.events.is_public IS 'everybody may see it: it was published, or a show of it was on sale once';
UPDATE catalog.events e SET is_public = k.is_public, is_archived = k.is_archived, state_changes = k.state_changes
FROM catalog.event_search k WHERE k.event_id = e.id;

DROP TABLE catalog.event_search, catalog.event_words, catalog.title_words, catalog.show_search CASCADE;
DROP FUNCTION catalog.keep_event_search, catalog.keep_show_search, catalog.keep_city_of_shows, catalog.keep_cities_of_event,
  catalog.count_title_words, catalog.count_state_changes, catalog.keep_event_unarchived, catalog.keep_unlisted_out,
  catalog.take_unlisted_away CASCADE;
ALTER TABLE catalog.events DROP COLUMN search, DROP COLUMN title_key, DROP COLUMN genre_keys, DROP COLUMN further_words;
DROP FUNCTION catalog.search_vector, catalog.fold_all;
DO $do$
BEGIN
  IF EXISTS (SELECT FROM pg_extension e JOIN pg_namespace n ON n.oid = e.extnamespace
             WHERE e.extname = 'pg_trgm' AND n.nspname = 'catalog') THEN
    DROP EXTENSION pg_trgm;
  END IF;
EXCEPTION WHEN dependent_objects_still_exist OR insufficient_privilege THEN
  RAISE NOTICE 'pg_trgm stays: it is another''s';
END
$do$;

-- Each change of its state makes another version of the event.
CREATE FUNCTION catalog.count_state_changes() RETURNS trigger LANGUAGE plpgsql
AS $f$
BEGIN
  NEW.state_changes := OLD.state_changes + 1;
  RETURN NEW;
END
$f$;

CREATE TRIGGER count_state_changes BEFORE UPDATE ON catalog.events
FOR EACH ROW WHEN ((OLD.is_public, OLD.is_archived) IS DISTINCT FROM (NEW.is_public, NEW.is_archived))
EXECUTE FUNCTION catalog.count_state_changes();

-- Which events have changed, themselves or in what their shows and venues say: one row a transaction and event. A transaction's
-- number is given when it begins to write, not when it commits: who follows goes on from the last number below which all
-- transactions have ended. Rows of event 0 are marks of who began to follow.
CREATE TABLE catalog.event_changes (
  txid     xid8 NOT NULL DEFAULT pg_current_xact_id(),
  event_id bigint NOT NULL,
  at       timestamptz NOT NULL DEFAULT clock_timestamp(),
  PRIMARY KEY (txid, event_id)
);

CREATE FUNCTION catalog.note_event_change() RETURNS trigger LANGUAGE plpgsql
AS $f$
BEGIN
  INSERT INTO catalog.event_changes (event_id) VALUES (CASE WHEN TG_OP = 'DELETE' THEN OLD.id ELSE NEW.id END)
  ON CONFLICT DO NOTHING;
  RETURN NULL;
END
$f$;

CREATE TRIGGER note_event_change AFTER INSERT OR UPDATE OR DELETE ON catalog.events
FOR EACH ROW EXECUTE FUNCTION catalog.note_event_change();

-- So that no transactions wait for each other in a circle, each locks events in the order of their ids, and then venues.
CREATE FUNCTION catalog.note_show_change() RETURNS trigger LANGUAGE plpgsql
AS $f$
BEGIN
  IF NEW.state IN ('published', 'closed') THEN
    -- An event is everybody's from when a show of it was first on sale, and one that goes on sale ends its being archived.
    UPDATE catalog.events SET is_public = true, is_archived = is_archived AND NOT (NEW.visibility = 'public'
      AND (TG_OP = 'INSERT' OR OLD.state NOT IN ('published', 'closed')))
    WHERE id = NEW.event_id AND (NOT is_public OR is_archived);
    -- Who changes the venue is waited for, and waits in turn: one of both sees what the other did.
    PERFORM FROM catalog.venues WHERE id = NEW.venue_id FOR SHARE;
  END IF;
  INSERT INTO catalog.event_changes (event_id) VALUES (NEW.event_id) ON CONFLICT DO NOTHING;
  RETURN NULL;
END
$f$;

CREATE TRIGGER note_new_show AFTER INSERT ON catalog.shows
FOR EACH ROW WHEN (NEW.state IN ('published', 'closed')) EXECUTE FUNCTION catalog.note_show_change();

CREATE TRIGGER note_show_change AFTER UPDATE OF state, starts_at, ends_at, visibility, presentation ON catalog.shows
FOR EACH ROW WHEN ((OLD.state IN ('published', 'closed') OR NEW.state IN ('published', 'closed'))
  AND (OLD.state, OLD.starts_at, OLD.ends_at, OLD.visibility, OLD.presentation)
    IS DISTINCT FROM (NEW.state, NEW.starts_at, NEW.ends_at, NEW.visibility, NEW.presentation))
EXECUTE FUNCTION catalog.note_show_change();

CREATE FUNCTION catalog.note_venue_change() RETURNS trigger LANGUAGE plpgsql
AS $f$
BEGIN
  INSERT INTO catalog.event_changes (event_id)
  SELECT DISTINCT event_id FROM catalog.shows WHERE venue_id = NEW.id AND state IN ('published', 'closed')
  ON CONFLICT DO NOTHING;
  RETURN NULL;
END
$f$;

CREATE TRIGGER note_venue_change AFTER UPDATE OF name, city, latitude, longitude, timezone ON catalog.venues
FOR EACH ROW WHEN ((OLD.name, OLD.city, OLD.latitude, OLD.longitude, OLD.timezone)
  IS DISTINCT FROM (NEW.name, NEW.city, NEW.latitude, NEW.longitude, NEW.timezone))
EXECUTE FUNCTION catalog.note_venue_change();
