-- Images, each once however many organisations have it, named by the SHA-256 of the bytes that were sent. A row is there before the first
-- byte of it is stored, so that what a crash leaves in the store always has one.
CREATE TABLE media.images (
    hash text PRIMARY KEY,
    width integer NOT NULL,
    height integer NOT NULL,
    -- Of the sizes there are.
    widths integer[] NOT NULL,
    -- Of all sizes together.
    bytes bigint NOT NULL,
    -- Whether all of them are in the store.
    stored boolean NOT NULL DEFAULT false,
    -- When somebody last sent it, or removed it.
    touched_at timestamptz NOT NULL
);

-- Which organisation has which.
CREATE TABLE media.owned (
    organisation_id bigint NOT NULL,
    hash text NOT NULL REFERENCES media.images,
    added_at timestamptz NOT NULL,
    PRIMARY KEY (organisation_id, hash)
);

CREATE INDEX owned_by_hash ON media.owned (hash);
CREATE INDEX images_by_time ON media.images (touched_at);
