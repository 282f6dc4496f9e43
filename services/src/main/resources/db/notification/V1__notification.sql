-- How far the events were taken.
CREATE TABLE notification.follower (
    name text PRIMARY KEY,
    restore_mark text NOT NULL,
    sequence bigint NOT NULL
);

-- Mails that are to go out or went out. Where to and what they say follows from these rows when they go.
CREATE TABLE notification.outbox (
    id bigint PRIMARY KEY,
    event_key text NOT NULL,
    kind text NOT NULL,
    person_id bigint NOT NULL,
    subject_id bigint NOT NULL, -- the reservation's; of a code, its own
    facts jsonb NOT NULL,
    message_id text NOT NULL,
    state text NOT NULL CHECK (state IN ('waiting', 'sending', 'sent', 'refused', 'given_up', 'dropped')),
    tries int NOT NULL DEFAULT 0,
    made_at timestamptz NOT NULL,
    due_at timestamptz NOT NULL, -- of one that is being sent: when whoever sends it must have died
    done_at timestamptz,
    note text,
    UNIQUE (event_key, kind, person_id)
);

CREATE INDEX outbox_due ON notification.outbox (due_at) WHERE state IN ('waiting', 'sending');
CREATE INDEX outbox_done ON notification.outbox (done_at) WHERE done_at IS NOT NULL;
CREATE INDEX outbox_of_person ON notification.outbox (person_id);

-- Bookings whose owners are told when the show is moved, and which time they were told last.
CREATE TABLE notification.bookings (
    reservation_id bigint NOT NULL,
    person_id bigint NOT NULL,
    show_id bigint NOT NULL,
    starts_at_ms bigint NOT NULL,
    PRIMARY KEY (reservation_id, person_id)
);

CREATE INDEX bookings_of_show ON notification.bookings (show_id);
CREATE INDEX bookings_of_person ON notification.bookings (person_id);

-- Addresses that their mail server said do not exist: nothing more is sent there.
CREATE TABLE notification.undeliverable (
    email_key text PRIMARY KEY,
    reason text NOT NULL,
    since timestamptz NOT NULL
);
