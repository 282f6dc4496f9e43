-- When a show lets people in. Null: from some time before its start (catalog.check-in-before-start-ms), until its end.
ALTER TABLE catalog.shows ADD COLUMN check_in_from timestamptz;
ALTER TABLE catalog.shows ADD COLUMN check_in_until timestamptz;
