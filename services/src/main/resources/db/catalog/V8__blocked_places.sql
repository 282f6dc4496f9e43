-- How many places of a show's areas are not for sale, by area id.
ALTER TABLE catalog.shows ADD COLUMN blocked_places jsonb NOT NULL DEFAULT '{}';
