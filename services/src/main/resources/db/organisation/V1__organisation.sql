-- Who sells: organisations, who works for them, and by which keys programs do. The id of an organisation is the owner_id of its things in
-- the schema catalog.
CREATE TABLE organisation.organisations (
    id bigint PRIMARY KEY,
    name text NOT NULL,
    legal_name text,
    email text,
    phone text,
    country text,
    website text,
    state text NOT NULL CHECK (state IN ('pending', 'approved', 'suspended', 'closed')),
    -- Why it is in this state, as an administrator put it.
    reason text,
    version bigint NOT NULL DEFAULT 1,
    created_at timestamptz NOT NULL DEFAULT now()
);

CREATE INDEX organisations_by_name ON organisation.organisations (lower(name), id);

CREATE TABLE organisation.members (
    organisation_id bigint NOT NULL REFERENCES organisation.organisations,
    person_id bigint NOT NULL,
    role text NOT NULL CHECK (role IN ('owner', 'manager', 'box_office', 'door', 'finance')),
    joined_at timestamptz NOT NULL,
    PRIMARY KEY (organisation_id, person_id)
);

CREATE INDEX members_by_person ON organisation.members (person_id);

-- A row goes when its code is used.
CREATE TABLE organisation.invitations (
    id bigint PRIMARY KEY,
    organisation_id bigint NOT NULL REFERENCES organisation.organisations,
    code_hash bytea NOT NULL UNIQUE,
    role text NOT NULL CHECK (role IN ('owner', 'manager', 'box_office', 'door', 'finance')),
    invited_by bigint NOT NULL,
    created_at timestamptz NOT NULL,
    expires_at timestamptz NOT NULL
);

CREATE INDEX invitations_of ON organisation.invitations (organisation_id, created_at);

CREATE TABLE organisation.keys (
    id bigint PRIMARY KEY,
    organisation_id bigint NOT NULL REFERENCES organisation.organisations,
    name text NOT NULL,
    role text NOT NULL CHECK (role IN ('manager', 'box_office', 'door', 'finance')),
    read_only boolean NOT NULL,
    key_hash bytea NOT NULL,
    made_by bigint NOT NULL,
    created_at timestamptz NOT NULL,
    expires_at timestamptz NOT NULL
);

CREATE INDEX keys_of ON organisation.keys (organisation_id, created_at);

-- How often any of this changed that servers keep in memory: they look at this number, and read the rest when it is another.
CREATE TABLE organisation.revision (number bigint NOT NULL);
INSERT INTO organisation.revision VALUES (0);

CREATE FUNCTION organisation.count_change() RETURNS trigger LANGUAGE plpgsql
AS $f$
BEGIN
  UPDATE organisation.revision SET number = number + 1;
  RETURN NULL;
END
$f$;

CREATE TRIGGER count_change AFTER INSERT OR UPDATE OR DELETE ON organisation.organisations
    FOR EACH STATEMENT EXECUTE FUNCTION organisation.count_change();
CREATE TRIGGER count_change AFTER INSERT OR UPDATE OR DELETE ON organisation.members
    FOR EACH STATEMENT EXECUTE FUNCTION organisation.count_change();
CREATE TRIGGER count_change AFTER INSERT OR UPDATE OR DELETE ON organisation.keys
    FOR EACH STATEMENT EXECUTE FUNCTION organisation.count_change();

-- Each owner so far is an organisation.
DO $$
BEGIN
  IF to_regclass('catalog.venues') IS NOT NULL AND to_regclass('catalog.events') IS NOT NULL THEN
    INSERT INTO organisation.organisations (id, name, state)
    SELECT owner_id, 'Organisation ' || owner_id, 'approved'
    FROM (SELECT owner_id FROM catalog.venues UNION SELECT owner_id FROM catalog.events) owners;
  END IF;
END $$;
