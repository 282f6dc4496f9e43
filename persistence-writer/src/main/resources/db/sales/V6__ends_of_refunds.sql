-- A payment whose money bought nothing comes to an end with its refund: 'refunded', or 'voided' where nothing was ever taken.
ALTER TABLE reservations DROP CONSTRAINT reservations_payment_status_check;
ALTER TABLE reservations ADD CONSTRAINT reservations_payment_status_check
    CHECK (payment_status IN ('none', 'started', 'declined', 'authorised', 'captured', 'capture_failed', 'refund_due', 'refunded',
                              'voided'));
ALTER TABLE payments DROP CONSTRAINT payments_status_check;
ALTER TABLE payments ADD CONSTRAINT payments_status_check
    CHECK (status IN ('started', 'declined', 'authorised', 'captured', 'capture_failed', 'refund_due', 'refunded', 'voided'));

UPDATE payments p
SET status = CASE f.status WHEN 'void' THEN 'voided' ELSE 'refunded' END
FROM refunds f
WHERE f.reservation_id = p.reservation_id AND f.attempt = p.attempt
  AND f.reason IN ('seats_gone', 'unexpected_approval') AND f.status <> 'due' AND p.status = 'refund_due';
