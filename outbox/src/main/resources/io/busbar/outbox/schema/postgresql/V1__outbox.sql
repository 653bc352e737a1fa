-- Busbar, version 1: the outbox, for PostgreSQL 14 and later.
-- A row in outbox is an event that is not known to be on the bus; there is no status column.

CREATE TABLE IF NOT EXISTS outbox (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  event_id uuid NOT NULL,
  owner integer,
  ordering_key text COLLATE "C",
  bus text NOT NULL,
  attempts smallint DEFAULT 0 NOT NULL,
  due_at timestamptz,
  created_at timestamptz DEFAULT clock_timestamp() NOT NULL,
  source text NOT NULL,
  detail_type text NOT NULL,
  detail bytea NOT NULL,
  encoding smallint DEFAULT 0 NOT NULL,
  headers text
) WITH (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 5000, autovacuum_vacuum_cost_delay = 0);

-- Only rows with a key pay for this one, and only delayed rows for the next.
CREATE INDEX IF NOT EXISTS outbox_key ON outbox (ordering_key, id) WHERE ordering_key IS NOT NULL;

CREATE INDEX IF NOT EXISTS outbox_due ON outbox (due_at) WHERE due_at IS NOT NULL;

CREATE TABLE IF NOT EXISTS outbox_node (
  node integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  lease_until timestamptz NOT NULL,
  host text
);

CREATE TABLE IF NOT EXISTS outbox_dead (
  id bigint PRIMARY KEY,
  event_id uuid NOT NULL,
  ordering_key text COLLATE "C",
  bus text NOT NULL,
  attempts smallint NOT NULL,
  due_at timestamptz,
  created_at timestamptz NOT NULL,
  source text NOT NULL,
  detail_type text NOT NULL,
  detail bytea NOT NULL,
  encoding smallint NOT NULL,
  headers text,
  dead_at timestamptz DEFAULT clock_timestamp() NOT NULL,
  code text NOT NULL,
  error text NOT NULL
);

-- Which scripts were applied.
CREATE TABLE IF NOT EXISTS busbar_schema (
  version integer PRIMARY KEY,
  applied_at timestamptz DEFAULT clock_timestamp() NOT NULL
);

INSERT INTO busbar_schema (version) VALUES (1) ON CONFLICT DO NOTHING;
