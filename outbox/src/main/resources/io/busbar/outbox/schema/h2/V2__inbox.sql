-- Busbar, version 2: the inbox, for H2 2.2 and later.
-- Which handler has handled which event, or is at it.

CREATE TABLE IF NOT EXISTS inbox (
  event_id UUID NOT NULL,
  handler VARCHAR(512) NOT NULL,
  token BIGINT NOT NULL,
  attempts INT NOT NULL,
  lease_until TIMESTAMP(3) WITH TIME ZONE,
  done_at TIMESTAMP(3) WITH TIME ZONE,
  claimed_at TIMESTAMP(3) WITH TIME ZONE NOT NULL,
  PRIMARY KEY (event_id, handler)
);

CREATE INDEX IF NOT EXISTS inbox_claimed ON inbox (claimed_at);

MERGE INTO busbar_schema (version) KEY (version) VALUES (2);
