-- What people are told of a map beside what the core sells by, and its labels as they were mended: the whole map as answers have it.
-- Null: the content says all. The sha256 stays that of what was sent in when the map was made.
ALTER TABLE catalog.seat_maps ADD COLUMN told text, ADD COLUMN version bigint NOT NULL DEFAULT 1;
