-- Who finds an event: everybody, from when a show of it was first on sale; before that its organisation alone.
ALTER TABLE catalog.event_search ADD owner_id bigint, ADD is_public boolean NOT NULL DEFAULT false;
UPDATE catalog.event_search k SET owner_id = e.owner_id, is_public = EXISTS (
  SELECT FROM catalog.shows s WHERE s.event_id = e.id AND s.state NOT IN ('draft', 'publishing'))
FROM catalog.events e WHERE e.id = k.event_id;
ALTER TABLE catalog.event_search ALTER owner_id SET NOT NULL;
CREATE INDEX event_search_by_owner ON catalog.event_search (owner_id, event_id);

CREATE OR REPLACE FUNCTION catalog.keep_event_search() RETURNS trigger LANGUAGE plpgsql
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
    INSERT INTO catalog.event_search (event_id, owner_id, title_key, title_words, genre_keys, language_key)
    VALUES (NEW.id, NEW.owner_id, NEW.title_key, now_is, NEW.genre_keys, lower(NEW.language))
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

CREATE OR REPLACE FUNCTION catalog.keep_show_search() RETURNS trigger LANGUAGE plpgsql
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
    UPDATE catalog.event_search SET is_public = true WHERE event_id = NEW.event_id AND NOT is_public;
  ELSIF EXISTS (SELECT FROM catalog.show_search WHERE show_id = NEW.id) THEN
    PERFORM FROM catalog.event_search WHERE event_id = NEW.event_id FOR UPDATE;
    DELETE FROM catalog.show_search WHERE show_id = NEW.id;
  END IF;
  RETURN NULL;
END
$f$;

-- What an answer says beside its body, so that a retry is answered the same.
ALTER TABLE catalog.idempotency_keys ADD location text, ADD etag text;
