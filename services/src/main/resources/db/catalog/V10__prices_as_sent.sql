-- Prices are kept as they are sent in: "default" was "defaultAmount", and what a period costs stood apart from its time.
CREATE FUNCTION catalog.prices_as_sent(kept jsonb) RETURNS jsonb LANGUAGE plpgsql AS $$
DECLARE
  sent jsonb := kept - 'defaultAmount' - 'types' - 'periods';
BEGIN
  IF kept ? 'defaultAmount' THEN
    sent := sent || jsonb_build_object('default', kept -> 'defaultAmount');
  END IF;
  IF jsonb_typeof(kept -> 'types') = 'array' THEN
    sent := sent || jsonb_build_object('types', (
      SELECT coalesce(jsonb_agg(catalog.prices_as_sent(type) ORDER BY place), '[]')
      FROM jsonb_array_elements(kept -> 'types') WITH ORDINALITY AS listed (type, place)));
  END IF;
  IF jsonb_typeof(kept -> 'periods') = 'array' THEN
    sent := sent || jsonb_build_object('periods', (
      SELECT coalesce(jsonb_agg(
        jsonb_build_object('from', to_char(to_timestamp((period ->> 'fromMs')::bigint / 1000.0) AT TIME ZONE 'UTC',
          'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')) || (catalog.prices_as_sent(period -> 'prices') - 'periods') ORDER BY place), '[]')
      FROM jsonb_array_elements(kept -> 'periods') WITH ORDINALITY AS listed (period, place)));
  END IF;
  RETURN sent;
END $$;

UPDATE catalog.shows SET prices = catalog.prices_as_sent(prices) WHERE jsonb_typeof(prices) = 'object';
UPDATE catalog.shows SET intent = jsonb_set(intent, '{prices}', catalog.prices_as_sent(intent -> 'prices'))
WHERE jsonb_typeof(intent -> 'prices') = 'object';

DROP FUNCTION catalog.prices_as_sent(jsonb);

-- An organizer's own shows, in the order of time.
DROP INDEX catalog.shows_of_owner;
CREATE INDEX shows_of_owner ON catalog.shows (owner_id, starts_at, id);
