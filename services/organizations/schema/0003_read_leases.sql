-- Processes that answer from memory, one row each while they do. A change is acknowledged once each
-- of them has seen it or can no longer believe in its lease. Not versioned: nothing of the past.
CREATE TABLE read_leases (
  holder TEXT NOT NULL PRIMARY KEY,
  renewal BIGINT NOT NULL,
  seen BIGINT NOT NULL
);
