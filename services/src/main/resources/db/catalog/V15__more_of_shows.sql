-- What there is to say of shows that the booking core need not know.
ALTER TABLE catalog.shows
  ADD doors_at timestamptz,
  ADD presentation jsonb NOT NULL DEFAULT '{}',
  ADD visibility text NOT NULL DEFAULT 'public' CHECK (visibility IN ('public', 'unlisted')),
  ADD cleaning_minutes int,
  ADD allow_overlap boolean NOT NULL DEFAULT false,
  ADD end_is_estimated boolean NOT NULL DEFAULT false;

-- What is in a hall when.
DROP INDEX catalog.shows_by_hall;
CREATE INDEX shows_by_hall ON catalog.shows (hall_id, starts_at);

-- An unlisted show is in no list: not put there, and taken away when it becomes one.
CREATE FUNCTION catalog.keep_unlisted_out() RETURNS trigger LANGUAGE plpgsql
AS $f$
BEGIN
  IF EXISTS (SELECT FROM catalog.shows WHERE id = NEW.show_id AND visibility = 'unlisted') THEN
    RETURN NULL;
  END IF;
  RETURN NEW;
END
$f$;

CREATE TRIGGER keep_unlisted_out BEFORE INSERT ON catalog.show_search
FOR EACH ROW EXECUTE FUNCTION catalog.keep_unlisted_out();

CREATE FUNCTION catalog.take_unlisted_away() RETURNS trigger LANGUAGE plpgsql
AS $f$
BEGIN
  PERFORM FROM catalog.event_search WHERE event_id = NEW.event_id FOR UPDATE;
  DELETE FROM catalog.show_search WHERE show_id = NEW.id;
  RETURN NULL;
END
$f$;

CREATE TRIGGER take_unlisted_away AFTER UPDATE OF visibility ON catalog.shows
FOR EACH ROW WHEN (NEW.visibility = 'unlisted' AND OLD.visibility <> 'unlisted') EXECUTE FUNCTION catalog.take_unlisted_away();
