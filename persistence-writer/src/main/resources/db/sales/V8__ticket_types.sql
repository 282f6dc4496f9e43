-- What the ticket was sold as: the number of a ticket type in the show's price list. 0, the first, is also what everything
-- was before there were types.
ALTER TABLE booked_seats ADD COLUMN ticket_type smallint NOT NULL DEFAULT 0 CHECK (ticket_type BETWEEN 0 AND 15);
