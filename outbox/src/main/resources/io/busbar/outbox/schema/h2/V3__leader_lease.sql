-- Busbar, version 3: leader leases, for H2 2.2 and later.
-- Who does what only one may do, and until when the others believe it.

CREATE TABLE IF NOT EXISTS leader_lease (
  name VARCHAR(255) PRIMARY KEY,
  holder VARCHAR(255) NOT NULL,
  token BIGINT NOT NULL,
  lease_until TIMESTAMP(3) WITH TIME ZONE NOT NULL
);

MERGE INTO busbar_schema (version) KEY (version) VALUES (3);
