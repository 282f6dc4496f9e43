-- When a database was put back to a state older than what the event log keeps, it is rebuilt from the booking core's state after
-- one command, taken from a snapshot, and from the events that are kept. Each time leaves a row here that says what could not be
-- made again. What `lost_after` and `lost_through` enclose has no transitions, unless they were there before.
CREATE TABLE rebuilds (
    lost_after            bigint      NOT NULL CHECK (lost_after >= 0), -- the database had everything up to here
    lost_through          bigint      NOT NULL,                         -- the event log keeps what comes after
    snapshot_sequence     bigint      NOT NULL,                         -- the state was that after this command
    first_reservation_id  bigint      NOT NULL, -- reservations were given ids from this one
    last_reservation_id   bigint      NOT NULL, -- to this one since the database was as it was put back; of these,
    missing_reservations  bigint      NOT NULL, -- so many have no row: archived meanwhile, or holds that came to nothing
    unfinished_reservations bigint    NOT NULL, -- so many rows were not over, and the core does not know them any more
    rebuilt_at            timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (lost_after, snapshot_sequence),
    CHECK (lost_after < lost_through AND lost_through <= snapshot_sequence)
);

-- 0: the row is as its last step left it. Else the snapshot's sequence: as long as `last_sequence` is not beyond it, the row is
-- what the state says, and `updated_at` the snapshot's time; or, where `last_sequence` is before it, the row was not over when its
-- events were lost, and nobody knows how it ended.
ALTER TABLE reservations ADD COLUMN rebuilt_sequence bigint NOT NULL DEFAULT 0 CHECK (rebuilt_sequence >= 0);
