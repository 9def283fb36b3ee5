-- What nodes were: their facts while from_revision <= revision < to_revision, written when other
-- facts, or none, took their place.
CREATE TABLE forest_past (
  node TEXT NOT NULL,
  from_revision BIGINT NOT NULL,
  to_revision BIGINT NOT NULL,
  PRIMARY KEY (node, to_revision)
);
CREATE INDEX forest_past_by_revision ON forest_past (to_revision);
CREATE TABLE forest_past_states (
  node TEXT NOT NULL,
  to_revision BIGINT NOT NULL,
  from_day BIGINT NOT NULL,
  to_day BIGINT NOT NULL,
  level BIGINT NOT NULL,
  kind BIGINT NOT NULL,
  name TEXT NOT NULL,
  PRIMARY KEY (node, to_revision, from_day)
);
CREATE TABLE forest_past_edges (
  node TEXT NOT NULL,
  to_revision BIGINT NOT NULL,
  parent TEXT NOT NULL,
  relation BIGINT NOT NULL,
  from_day BIGINT NOT NULL,
  to_day BIGINT NOT NULL,
  PRIMARY KEY (node, to_revision, relation, from_day, parent)
);
-- A share of a succession, or one row with an empty key for a succession without shares. Holds while
-- from_revision <= revision < to_revision, which is 9223372036854775807 for those that hold now.
-- sequence: the registry's when the event was recorded.
CREATE TABLE forest_successions (
  event TEXT NOT NULL,
  source TEXT NOT NULL,
  target TEXT NOT NULL,
  from_day BIGINT NOT NULL,
  sequence BIGINT NOT NULL,
  key TEXT NOT NULL,
  billionths BIGINT NOT NULL,
  from_revision BIGINT NOT NULL,
  to_revision BIGINT NOT NULL,
  PRIMARY KEY (event, source, target, key, from_revision)
);
CREATE INDEX forest_successions_by_revision ON forest_successions (from_revision);
-- Each revision at which these tables were written, with the registry's sequence applied by it.
CREATE TABLE forest_applied (
  revision BIGINT NOT NULL PRIMARY KEY,
  sequence BIGINT NOT NULL
);
-- whole_sequence: the sequence as those write it who write all of these tables. Where it differs, a
-- process of the version before wrote last: what only the others are for is missing, so a snapshot is
-- asked for.
-- kept_revision: since when the past is kept.
ALTER TABLE forest_head ADD COLUMN whole_sequence BIGINT NOT NULL DEFAULT 0;
ALTER TABLE forest_head ADD COLUMN kept_revision BIGINT NOT NULL DEFAULT 0;
UPDATE forest_head SET whole_sequence = -1, kept_revision = revision WHERE revision > 0;
