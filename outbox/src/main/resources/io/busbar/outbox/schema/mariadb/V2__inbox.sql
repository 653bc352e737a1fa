-- Busbar, version 2: the inbox, for MariaDB 10.6 and later.
-- Which handler has handled which event, or is at it.

CREATE TABLE IF NOT EXISTS inbox (
  event_id CHAR(36) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  handler VARCHAR(512) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
  token BIGINT NOT NULL,
  attempts INT NOT NULL,
  lease_until DATETIME(3),
  done_at DATETIME(3),
  claimed_at DATETIME(3) NOT NULL,
  PRIMARY KEY (event_id, handler),
  KEY inbox_claimed (claimed_at)
) ENGINE = InnoDB;

INSERT IGNORE INTO busbar_schema (version) VALUES (2);
