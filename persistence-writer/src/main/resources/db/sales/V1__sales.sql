-- The schema `sales`: what the booking core says has happened, as rows.
--
-- Everything here is a projection of the event log, written by one process (the persistence writer) and by nothing else;
-- dropping the schema loses nothing that the event log still has. Rules that hold throughout:
--   * Ids, amounts and times are the journal's. Amounts are minor units of `currency`.
--   * Texts are the SBE schema's enum names in lower case.
--   * No person's data: customers are numeric ids.
--   * No foreign keys: a batch of one transaction writes a reservation before its parts, and what refers to what is fixed by
--     the events. Checking it again for each row would halve the writer's speed.
--   * `last_sequence` is the sequence of the command that a row's state came from. A row never goes back to an older one,
--     so that writing the same events again changes nothing.

-- How far the event log has been written. It moves in the same transaction as the rows, by compare-and-set, which is what
-- makes the writing exactly once and fences off a second writer.
CREATE TABLE writer_watermark (
    only_row   boolean     NOT NULL DEFAULT true PRIMARY KEY CHECK (only_row),
    journal_id bigint      NOT NULL,
    sequence   bigint      NOT NULL CHECK (sequence >= 0),
    updated_at timestamptz NOT NULL DEFAULT now()
);

-- Holds and bookings: one record with one id, as it is after its last step.
CREATE TABLE reservations (
    reservation_id    bigint      NOT NULL PRIMARY KEY,
    show_id           bigint      NOT NULL,
    customer_id       bigint      NOT NULL,
    status            text        NOT NULL
        CHECK (status IN ('held', 'paying', 'booked', 'cancelled', 'expired', 'released')),
    payment_status    text        NOT NULL
        CHECK (payment_status IN
               ('none', 'started', 'declined', 'authorised', 'captured', 'capture_failed', 'refund_due')),
    reference         bigint      NOT NULL CHECK (reference >= 0), -- 0: no booking was made of the hold yet
    currency          char(3)     NOT NULL CHECK (currency ~ '^[A-Z]{3}$'),
    amount            bigint      NOT NULL CHECK (amount >= 0),    -- of the units that are not cancelled
    paid_amount       bigint      NOT NULL CHECK (paid_amount >= 0),
    refund_due_amount bigint      NOT NULL CHECK (refund_due_amount >= 0),
    refunded_amount   bigint      NOT NULL CHECK (refunded_amount >= 0),
    units             int         NOT NULL CHECK (units >= 0),     -- that are not cancelled
    created_at        timestamptz NOT NULL,
    deadline_at       timestamptz,                                 -- null: none
    updated_at        timestamptz NOT NULL,
    last_sequence     bigint      NOT NULL CHECK (last_sequence > 0)
) WITH (fillfactor = 75); -- a reservation changes some five times; room on the page lets that happen without index work

-- A customer's bookings, newest first. Reservation ids are a plain sequence, so their order is the order of creation.
CREATE INDEX reservations_by_customer ON reservations (customer_id, reservation_id DESC);
CREATE INDEX reservations_by_show ON reservations (show_id, reservation_id DESC);

-- Every step of every reservation, in the order of the journal. The primary key is the event's identity.
CREATE TABLE reservation_transitions (
    sequence          bigint      NOT NULL CHECK (sequence > 0),
    ordinal           int         NOT NULL CHECK (ordinal >= 0),
    reservation_id    bigint      NOT NULL,
    show_id           bigint      NOT NULL,
    step              text        NOT NULL,
    status            text        NOT NULL,
    payment_status    text        NOT NULL,
    at                timestamptz NOT NULL,
    amount            bigint      NOT NULL,
    paid_amount       bigint      NOT NULL,
    refund_due_amount bigint      NOT NULL,
    refunded_amount   bigint      NOT NULL,
    step_amount       bigint      NOT NULL, -- the attempt's or refund's that the step is about
    attempt           int         NOT NULL, -- 0: not about a payment
    refund            int         NOT NULL, -- 0: not about a refund
    decline_reason    text        NOT NULL,
    refund_reason     text        NOT NULL,
    units             int         NOT NULL, -- how many the step moved
    PRIMARY KEY (sequence, ordinal)
);

CREATE INDEX reservation_transitions_by_reservation ON reservation_transitions (reservation_id, sequence, ordinal);

-- The tickets of booked reservations: one a unit. unit >= 0 is a seat index of the show's seat map, unit < 0 a place in
-- general admission area -(unit + 1).
CREATE TABLE booked_seats (
    reservation_id bigint NOT NULL,
    ordinal        int    NOT NULL CHECK (ordinal >= 0),
    show_id        bigint NOT NULL,
    unit           int    NOT NULL,
    price          bigint NOT NULL CHECK (price >= 0),
    status         text   NOT NULL CHECK (status IN ('booked', 'cancelled')),
    PRIMARY KEY (reservation_id, ordinal)
);

-- Promise 1 once more, where it cannot be argued with: a seat of a show is sold to one booking at a time.
CREATE UNIQUE INDEX booked_seats_sold_once ON booked_seats (show_id, unit) WHERE unit >= 0 AND status = 'booked';

-- Payment attempts.
CREATE TABLE payments (
    reservation_id bigint      NOT NULL,
    attempt        int         NOT NULL CHECK (attempt > 0),
    amount         bigint      NOT NULL CHECK (amount >= 0),
    currency       char(3)     NOT NULL CHECK (currency ~ '^[A-Z]{3}$'),
    status         text        NOT NULL
        CHECK (status IN ('started', 'declined', 'authorised', 'captured', 'capture_failed', 'refund_due')),
    updated_at     timestamptz NOT NULL,
    last_sequence  bigint      NOT NULL CHECK (last_sequence > 0),
    PRIMARY KEY (reservation_id, attempt)
) WITH (fillfactor = 75);

-- Money that goes back, or went back, or (void) in the end did not have to.
CREATE TABLE refunds (
    reservation_id bigint      NOT NULL,
    refund         int         NOT NULL CHECK (refund > 0),
    attempt        int         NOT NULL CHECK (attempt >= 0), -- whose money it is
    amount         bigint      NOT NULL CHECK (amount >= 0),
    currency       char(3)     NOT NULL CHECK (currency ~ '^[A-Z]{3}$'),
    status         text        NOT NULL CHECK (status IN ('due', 'refunded', 'void')),
    reason         text        NOT NULL,
    updated_at     timestamptz NOT NULL,
    last_sequence  bigint      NOT NULL CHECK (last_sequence > 0),
    PRIMARY KEY (reservation_id, refund)
) WITH (fillfactor = 75);

-- Tickets that were used.
CREATE TABLE check_ins (
    reservation_id bigint      NOT NULL,
    ordinal        int         NOT NULL CHECK (ordinal >= 0),
    show_id        bigint      NOT NULL,
    unit           int         NOT NULL,
    checked_in_at  timestamptz NOT NULL,
    PRIMARY KEY (reservation_id, ordinal)
);

CREATE INDEX check_ins_by_show ON check_ins (show_id, checked_in_at);
