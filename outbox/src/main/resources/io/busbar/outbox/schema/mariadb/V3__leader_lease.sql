-- Busbar, version 3: leader leases, for MariaDB 10.6 and later.
-- Who does what only one may do, and until when the others believe it.

CREATE TABLE IF NOT EXISTS leader_lease (
  name VARCHAR(255) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL PRIMARY KEY,
  holder VARCHAR(255) CHARACTER SET utf8mb4 NOT NULL,
  token BIGINT NOT NULL,
  lease_until DATETIME(3) NOT NULL
) ENGINE = InnoDB;

INSERT IGNORE INTO busbar_schema (version) VALUES (3);
