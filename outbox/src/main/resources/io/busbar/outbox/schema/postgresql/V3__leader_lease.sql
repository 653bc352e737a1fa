-- Busbar, version 3: leader leases, for PostgreSQL 14 and later.
-- Who does what only one may do, and until when the others believe it.

CREATE TABLE IF NOT EXISTS leader_lease (
  name text COLLATE "C" PRIMARY KEY,
  holder text NOT NULL,
  token bigint NOT NULL,
  lease_until timestamptz NOT NULL
);

INSERT INTO busbar_schema (version) VALUES (3) ON CONFLICT DO NOTHING;
