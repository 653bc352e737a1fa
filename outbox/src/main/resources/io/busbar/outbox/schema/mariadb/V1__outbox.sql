-- Busbar, version 1: the outbox, for MariaDB 10.6 and later.
-- A row in outbox is an event that is not known to be on the bus; there is no status column. Times are UTC.

CREATE TABLE IF NOT EXISTS outbox (
  id BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY,
  event_id CHAR(36) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  owner INT,
  ordering_key VARCHAR(1024) CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin,
  bus VARCHAR(1600) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  attempts SMALLINT DEFAULT 0 NOT NULL,
  due_at DATETIME(3),
  created_at DATETIME(3) DEFAULT (UTC_TIMESTAMP(3)) NOT NULL,
  source VARCHAR(256) CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin NOT NULL,
  detail_type VARCHAR(128) CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin NOT NULL,
  detail MEDIUMBLOB NOT NULL,
  encoding SMALLINT DEFAULT 0 NOT NULL,
  headers MEDIUMTEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin,
  KEY outbox_key (ordering_key(255), id),
  KEY outbox_due (due_at)
) ENGINE = InnoDB;

CREATE TABLE IF NOT EXISTS outbox_node (
  node INT NOT NULL AUTO_INCREMENT PRIMARY KEY,
  lease_until DATETIME(3) NOT NULL,
  host VARCHAR(255) CHARACTER SET utf8mb4
) ENGINE = InnoDB;

CREATE TABLE IF NOT EXISTS outbox_dead (
  id BIGINT NOT NULL PRIMARY KEY,
  event_id CHAR(36) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  ordering_key VARCHAR(1024) CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin,
  bus VARCHAR(1600) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  attempts SMALLINT NOT NULL,
  due_at DATETIME(3),
  created_at DATETIME(3) NOT NULL,
  source VARCHAR(256) CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin NOT NULL,
  detail_type VARCHAR(128) CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin NOT NULL,
  detail MEDIUMBLOB NOT NULL,
  encoding SMALLINT NOT NULL,
  headers MEDIUMTEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin,
  dead_at DATETIME(3) DEFAULT (UTC_TIMESTAMP(3)) NOT NULL,
  code VARCHAR(256) CHARACTER SET utf8mb4 NOT NULL,
  error VARCHAR(4096) CHARACTER SET utf8mb4 NOT NULL
) ENGINE = InnoDB;

-- One row for each of the locks that strictly ordered writers share.
CREATE TABLE IF NOT EXISTS outbox_lane (lane INT NOT NULL PRIMARY KEY) ENGINE = InnoDB;

INSERT IGNORE INTO outbox_lane (lane)
  WITH RECURSIVE lanes AS (SELECT 0 AS lane UNION ALL SELECT lane + 1 FROM lanes WHERE lane < 255) SELECT lane FROM lanes;

-- Which scripts were applied.
CREATE TABLE IF NOT EXISTS busbar_schema (
  version INT PRIMARY KEY,
  applied_at DATETIME(3) DEFAULT (UTC_TIMESTAMP(3)) NOT NULL
);

INSERT IGNORE INTO busbar_schema (version) VALUES (1);
