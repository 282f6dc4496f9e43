-- The box office looks for a booking by its reference.
CREATE INDEX reservations_by_reference ON reservations (reference) WHERE reference <> 0;

-- Refunds of a show's bookings. Few bookings have any, and only their rows leave the page when an amount of these changes.
CREATE INDEX reservations_with_refunds ON reservations (show_id, reservation_id DESC)
    WHERE refund_due_amount > 0 OR refunded_amount > 0;
