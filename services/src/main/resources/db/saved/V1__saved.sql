-- Shows that a person wants to come back to.
CREATE TABLE saved.shows (
    person_id bigint NOT NULL,
    show_id bigint NOT NULL,
    saved_at timestamptz NOT NULL,
    PRIMARY KEY (person_id, show_id)
);

CREATE INDEX shows_by_time ON saved.shows (person_id, saved_at DESC, show_id DESC);
