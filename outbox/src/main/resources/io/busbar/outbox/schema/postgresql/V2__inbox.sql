-- Busbar, version 2: the inbox, for PostgreSQL 14 and later.
-- Which handler has handled which event, or is at it.

CREATE TABLE IF NOT EXISTS inbox (
  event_id uuid NOT NULL,
  handler text COLLATE "C" NOT NULL,
  token bigint NOT NULL,
  attempts integer NOT NULL,
  lease_until timestamptz,
  done_at timestamptz,
  claimed_at timestamptz NOT NULL,
  PRIMARY KEY (event_id, handler)
);

CREATE INDEX IF NOT EXISTS inbox_claimed ON inbox (claimed_at);

INSERT INTO busbar_schema (version) VALUES (2) ON CONFLICT DO NOTHING;
