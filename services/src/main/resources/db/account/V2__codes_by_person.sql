-- The last code of a session, and the addresses that it has proved, are looked for by the session's person alone.
CREATE INDEX codes_by_person ON account.codes (person_id, made_at DESC);
