CREATE TABLE coats (hook int PRIMARY KEY, owner_id bigint NOT NULL);
