-- What doors did with tickets, in the order of the journal. `check_ins` has the admissions that stand; one that was undone leaves it.
-- The primary key is the event's identity.
CREATE TABLE scans (
    sequence       bigint      NOT NULL,
    event_ordinal  int         NOT NULL CHECK (event_ordinal >= 0),
    reservation_id bigint      NOT NULL,
    ordinal        int         NOT NULL CHECK (ordinal >= 0),
    show_id        bigint      NOT NULL,
    unit           int         NOT NULL,
    step           text        NOT NULL
        CHECK (step IN ('checked_in', 'check_in_undone', 'checked_in_again', 'checked_in_invalid')),
    device_id      bigint      NOT NULL, -- 0: nobody said
    gate           int         NOT NULL, -- 0: nobody said
    scanned_at     timestamptz,          -- by the device's clock; of an undo, the scan that is undone
    told_at        timestamptz NOT NULL,
    PRIMARY KEY (sequence, event_ordinal)
);

CREATE INDEX scans_by_ticket ON scans (reservation_id, ordinal);
