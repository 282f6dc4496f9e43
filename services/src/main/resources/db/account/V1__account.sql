-- Where mails about a hold or booking go, as its buyer typed it.
CREATE TABLE account.contacts (
    person_id bigint NOT NULL,
    reservation_id bigint NOT NULL,
    email text NOT NULL,
    email_key text NOT NULL, -- the same for addresses that differ in case alone
    language text NOT NULL,
    typed_at timestamptz NOT NULL,
    PRIMARY KEY (person_id, reservation_id)
);

CREATE INDEX contacts_by_address ON account.contacts (email_key, typed_at DESC);
CREATE INDEX contacts_by_time ON account.contacts (typed_at);

-- What was agreed to and what was not, each time it was said.
CREATE TABLE account.consents (
    person_id bigint NOT NULL,
    reservation_id bigint NOT NULL,
    kind text NOT NULL,
    said_at timestamptz NOT NULL,
    given boolean NOT NULL,
    PRIMARY KEY (person_id, reservation_id, kind, said_at)
);

-- Codes sent by mail. The code itself is nowhere: it follows from the id, by a key that the database does not have.
CREATE TABLE account.codes (
    id bigint PRIMARY KEY,
    person_id bigint NOT NULL, -- who asked, and alone may use it
    email text NOT NULL,
    email_key text NOT NULL,
    language text NOT NULL,
    key_number int NOT NULL,
    made_at timestamptz NOT NULL,
    expires_at timestamptz NOT NULL,
    tries int NOT NULL DEFAULT 0,
    used_at timestamptz
);

CREATE INDEX codes_by_address ON account.codes (email_key, made_at DESC);
CREATE INDEX codes_by_time ON account.codes (made_at);
