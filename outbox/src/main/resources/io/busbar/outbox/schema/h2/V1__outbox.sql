-- Busbar, version 1: the outbox, for H2 2.2 and later.
-- A row in outbox is an event that is not known to be on the bus; there is no status column.

CREATE TABLE IF NOT EXISTS outbox (
  id BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  event_id UUID NOT NULL,
  owner INT,
  ordering_key VARCHAR(1024),
  bus VARCHAR(1600) NOT NULL,
  attempts SMALLINT DEFAULT 0 NOT NULL,
  due_at TIMESTAMP(3) WITH TIME ZONE,
  created_at TIMESTAMP(3) WITH TIME ZONE DEFAULT CURRENT_TIMESTAMP NOT NULL,
  source VARCHAR(256) NOT NULL,
  detail_type VARCHAR(128) NOT NULL,
  detail VARBINARY(1048576) NOT NULL,
  encoding SMALLINT DEFAULT 0 NOT NULL,
  headers VARCHAR(1048576)
);

CREATE INDEX IF NOT EXISTS outbox_key ON outbox (ordering_key, id);

CREATE INDEX IF NOT EXISTS outbox_due ON outbox (due_at);

CREATE TABLE IF NOT EXISTS outbox_node (
  node INT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  lease_until TIMESTAMP(3) WITH TIME ZONE NOT NULL,
  host VARCHAR(255)
);

CREATE TABLE IF NOT EXISTS outbox_dead (
  id BIGINT PRIMARY KEY,
  event_id UUID NOT NULL,
  ordering_key VARCHAR(1024),
  bus VARCHAR(1600) NOT NULL,
  attempts SMALLINT NOT NULL,
  due_at TIMESTAMP(3) WITH TIME ZONE,
  created_at TIMESTAMP(3) WITH TIME ZONE NOT NULL,
  source VARCHAR(256) NOT NULL,
  detail_type VARCHAR(128) NOT NULL,
  detail VARBINARY(1048576) NOT NULL,
  encoding SMALLINT NOT NULL,
  headers VARCHAR(1048576),
  dead_at TIMESTAMP(3) WITH TIME ZONE DEFAULT CURRENT_TIMESTAMP NOT NULL,
  code VARCHAR(256) NOT NULL,
  error VARCHAR(4096) NOT NULL
);

-- One row for each of the locks that strictly ordered writers share.
CREATE TABLE IF NOT EXISTS outbox_lane (lane INT PRIMARY KEY);

MERGE INTO outbox_lane (lane) KEY (lane) SELECT r.lane FROM SYSTEM_RANGE(0, 255) AS r(lane);

-- Which scripts were applied.
CREATE TABLE IF NOT EXISTS busbar_schema (
  version INT PRIMARY KEY,
  applied_at TIMESTAMP(3) WITH TIME ZONE DEFAULT CURRENT_TIMESTAMP NOT NULL
);

MERGE INTO busbar_schema (version) KEY (version) VALUES (1);
