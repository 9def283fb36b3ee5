-- Every state of every organization, by the sequence of the change that made it: the state as of S
-- is the rows with valid_from <= S < valid_to (9223372036854775807 while current). A change writes
-- the organization anew in all four tables. Days are TEXT, [from_day, to_day), 9999-12-31 for ever.
CREATE TABLE organization_versions (
  id TEXT NOT NULL,
  valid_from BIGINT NOT NULL,
  valid_to BIGINT NOT NULL,
  level BIGINT NOT NULL,
  kind BIGINT NOT NULL,
  from_day TEXT NOT NULL,
  to_day TEXT NOT NULL,
  create_time BIGINT NOT NULL,
  update_time BIGINT NOT NULL,
  PRIMARY KEY (id, valid_from)
);
-- What changed after a sequence, for watchers.
CREATE INDEX organization_versions_changed ON organization_versions (valid_from);
CREATE TABLE organization_names (
  id TEXT NOT NULL,
  valid_from BIGINT NOT NULL,
  valid_to BIGINT NOT NULL,
  display_name TEXT NOT NULL,
  from_day TEXT NOT NULL,
  to_day TEXT NOT NULL,
  PRIMARY KEY (id, valid_from, from_day)
);
CREATE TABLE organization_codes (
  id TEXT NOT NULL,
  valid_from BIGINT NOT NULL,
  valid_to BIGINT NOT NULL,
  scheme BIGINT NOT NULL,
  code TEXT NOT NULL,
  from_day TEXT NOT NULL,
  to_day TEXT NOT NULL,
  PRIMARY KEY (id, valid_from, code, from_day)
);
CREATE INDEX organization_codes_by_code ON organization_codes (code, valid_to);
CREATE TABLE organization_placements (
  id TEXT NOT NULL,
  valid_from BIGINT NOT NULL,
  valid_to BIGINT NOT NULL,
  relation BIGINT NOT NULL,
  parent TEXT NOT NULL,
  from_day TEXT NOT NULL,
  to_day TEXT NOT NULL,
  PRIMARY KEY (id, valid_from, relation, from_day)
);
CREATE INDEX organization_placements_by_parent ON organization_placements (parent, valid_to);
