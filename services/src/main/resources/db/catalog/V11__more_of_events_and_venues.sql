-- What there is to say of events, venues and halls. Lists of things that have parts are JSON, as they are sent in.
ALTER TABLE catalog.events
  ADD kind text,
  ADD original_title text,
  ADD other_titles jsonb NOT NULL DEFAULT '[]',
  ADD year int,
  ADD credits jsonb NOT NULL DEFAULT '[]',
  ADD images jsonb NOT NULL DEFAULT '[]',
  ADD pictures jsonb NOT NULL DEFAULT '[]',
  ADD trailer text,
  ADD links jsonb NOT NULL DEFAULT '[]',
  ADD further_words text;
COMMENT ON COLUMN catalog.events.pictures IS 'the images, with their sizes as everybody gets them';
COMMENT ON COLUMN catalog.events.further_words IS 'what it is found by besides title, genres and description: other titles, names of people';

ALTER TABLE catalog.events DROP COLUMN search;
ALTER TABLE catalog.events ADD search tsvector NOT NULL GENERATED ALWAYS AS (
  catalog.search_vector(title, genres, description)
  || setweight(to_tsvector('simple'::regconfig, catalog.fold(coalesce(further_words, ''))), 'B')) STORED;
DROP TRIGGER keep_event_search ON catalog.events;
CREATE TRIGGER keep_event_search
AFTER INSERT OR DELETE OR UPDATE OF title, description, genres, language, further_words ON catalog.events
FOR EACH ROW EXECUTE FUNCTION catalog.keep_event_search();

-- Archived: lists and searches leave it out. Each change of its state makes another version of the event.
ALTER TABLE catalog.event_search ADD is_archived boolean NOT NULL DEFAULT false, ADD state_changes bigint NOT NULL DEFAULT 0;

CREATE FUNCTION catalog.count_state_changes() RETURNS trigger LANGUAGE plpgsql
AS $f$
BEGIN
  NEW.state_changes := OLD.state_changes + 1;
  RETURN NEW;
END
$f$;

CREATE TRIGGER count_state_changes BEFORE UPDATE ON catalog.event_search
FOR EACH ROW WHEN ((OLD.is_public, OLD.is_archived) IS DISTINCT FROM (NEW.is_public, NEW.is_archived))
EXECUTE FUNCTION catalog.count_state_changes();

-- A show that goes on sale: its event is not archived any more.
CREATE FUNCTION catalog.keep_event_unarchived() RETURNS trigger LANGUAGE plpgsql
AS $f$
BEGIN
  UPDATE catalog.event_search SET is_archived = false WHERE event_id = NEW.event_id AND is_archived;
  RETURN NULL;
END
$f$;

CREATE TRIGGER keep_event_unarchived AFTER INSERT ON catalog.show_search
FOR EACH ROW EXECUTE FUNCTION catalog.keep_event_unarchived();

ALTER TABLE catalog.venues
  ADD postcode text,
  ADD country text,
  ADD website text,
  ADD directions text,
  ADD accessibility text,
  ADD amenities jsonb NOT NULL DEFAULT '[]';

ALTER TABLE catalog.halls
  ADD directions text,
  ADD accessibility text,
  ADD amenities jsonb NOT NULL DEFAULT '[]',
  ADD cleaning_minutes int;

-- Searches by day ask Java what a day is: in which zones there are venues, and how long the longest show is.
CREATE INDEX venues_by_zone ON catalog.venues (timezone);
CREATE INDEX shows_by_length ON catalog.shows ((ends_at - starts_at));
