-- What searches go by, so that none looks at every event or show.

-- Words of the title alone: they are looked for first.
CREATE INDEX events_by_title_words ON catalog.events USING gin (to_tsvector('simple'::regconfig, catalog.fold(title)));

-- How long the longest show is: whatever began longer ago is over, and need not be looked at.
CREATE INDEX shows_by_length ON catalog.shows ((ends_at - starts_at));

-- Without it PostgreSQL knows nothing of how many events are in a language, and chooses badly.
CREATE INDEX events_by_language ON catalog.events (lower(language));
