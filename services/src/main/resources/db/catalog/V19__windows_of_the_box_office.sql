-- When the box office sells a show, where that differs from the web.
ALTER TABLE catalog.shows ADD box_office jsonb;
COMMENT ON COLUMN catalog.shows.box_office IS 'null: when customers buy, too';
