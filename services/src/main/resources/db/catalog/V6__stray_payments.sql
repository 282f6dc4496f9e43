-- Money that the provider held for reservations the booking core no longer knew. It was given back in full.
CREATE TABLE stray_payments (
    provider_key   text        NOT NULL PRIMARY KEY, -- of the attempt: journal, reservation, attempt
    reservation_id bigint      NOT NULL,
    attempt        int         NOT NULL CHECK (attempt > 0),
    amount         bigint      NOT NULL CHECK (amount > 0), -- minor units
    currency       char(3)     NOT NULL CHECK (currency ~ '^[A-Z]{3}$'),
    voided         boolean     NOT NULL, -- it was set aside, and never taken
    returned_at    timestamptz NOT NULL DEFAULT now()
);
