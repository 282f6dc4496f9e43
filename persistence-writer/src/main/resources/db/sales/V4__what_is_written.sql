-- From here on an event on a reservation is a row if, and only if, after it the payment status is not 'none' or the status is
-- 'booked' or 'cancelled'. A hold that comes to nothing leaves no row: not in `reservations`, not in `reservation_transitions`. The
-- watermark passes over its events. What came before the first row is in `created_at` and `units`.
-- Rows of before that do not match are removed by the next migration, RemoveUnwritten.

-- In `rebuilds`, `last_reservation_id` is now the last id that was given before the events that are kept, and a hold that the core
-- still knows is not counted as missing.

-- Events of schema versions before 3 do not say how many units a reservation has, but for those that move all of them. Null: not
-- known until the next of these.
ALTER TABLE reservations ALTER COLUMN units DROP NOT NULL;

-- Payment statuses of schema version 3.
ALTER TABLE reservations DROP CONSTRAINT reservations_payment_status_check;
ALTER TABLE reservations ADD CONSTRAINT reservations_payment_status_check
    CHECK (payment_status IN ('none', 'started', 'declined', 'authorised', 'captured', 'capture_failed', 'refund_due', 'refunded',
                              'voided'));
ALTER TABLE payments DROP CONSTRAINT payments_status_check;
ALTER TABLE payments ADD CONSTRAINT payments_status_check
    CHECK (status IN ('started', 'declined', 'authorised', 'captured', 'capture_failed', 'refund_due', 'refunded', 'voided'));
