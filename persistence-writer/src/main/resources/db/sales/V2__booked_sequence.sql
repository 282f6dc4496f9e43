-- The sequence of the command that booked the seat; 0: booked before this column was there. When a database is put back in
-- part, seats that were booked beyond the watermark can be told by it, and taken out of the way of what was booked before.
ALTER TABLE booked_seats ADD COLUMN booked_sequence bigint NOT NULL DEFAULT 0 CHECK (booked_sequence >= 0);
