-- What stands, and what stood. Reads as of sequence S see what stands with version <= S and what
-- stood with version <= S < valid_to. A change updates a row here and keeps the old one there, so
-- that what stands is as small as it can be. content 0: cleared, kept so that history goes on.
-- kind: number of v1.ValueKind. version: sequence of the write, in value_changes.
CREATE TABLE current_values (
  period TEXT NOT NULL,
  organization TEXT NOT NULL,
  indicator TEXT NOT NULL,
  kind BIGINT NOT NULL,
  version BIGINT NOT NULL,
  content BIGINT NOT NULL,
  amount BIGINT NOT NULL,
  as_of TEXT NOT NULL,
  basis BIGINT NOT NULL,
  note TEXT NOT NULL,
  evidence TEXT NOT NULL,
  PRIMARY KEY (period, organization, indicator, kind)
);
CREATE TABLE past_values (
  period TEXT NOT NULL,
  organization TEXT NOT NULL,
  indicator TEXT NOT NULL,
  kind BIGINT NOT NULL,
  version BIGINT NOT NULL,
  valid_to BIGINT NOT NULL,
  content BIGINT NOT NULL,
  amount BIGINT NOT NULL,
  as_of TEXT NOT NULL,
  basis BIGINT NOT NULL,
  note TEXT NOT NULL,
  evidence TEXT NOT NULL,
  PRIMARY KEY (organization, period, indicator, kind, version)
);
-- Who wrote the values of a sequence, when and why.
CREATE TABLE value_changes (
  sequence BIGINT NOT NULL PRIMARY KEY,
  principal TEXT NOT NULL,
  reason TEXT NOT NULL,
  time_us BIGINT NOT NULL
);
INSERT INTO value_changes (sequence, principal, reason, time_us)
  SELECT valid_from, min(principal), min(reason), min(time_us) FROM value_versions
  GROUP BY valid_from;
INSERT INTO current_values (period, organization, indicator, kind, version, content, amount, as_of, basis, note, evidence)
  SELECT period, organization, indicator, 1, valid_from, content, amount, as_of, basis, note, ''
  FROM value_versions WHERE valid_to = 9223372036854775807;
INSERT INTO past_values (period, organization, indicator, kind, version, valid_to, content, amount, as_of, basis, note, evidence)
  SELECT period, organization, indicator, 1, valid_from, valid_to, content, amount, as_of, basis, note, ''
  FROM value_versions WHERE valid_to < 9223372036854775807;
DROP TABLE value_versions;
-- A load of values. load: names its staged rows. state: number of v1.ValueLoad.State. settings: a
-- v1.LoadValuesRequest without rows; digest: of these and all that was sent, empty until it has
-- arrived; errors: a v1.ValueLoad. Sheets are numbered from 0 in the order in which they first
-- came; those before next_sheet are written.
CREATE TABLE value_loads (
  subject TEXT NOT NULL,
  id TEXT NOT NULL,
  load TEXT NOT NULL,
  state BIGINT NOT NULL,
  settings BYTEA NOT NULL,
  from_file BIGINT NOT NULL,
  digest BYTEA NOT NULL,
  row_count BIGINT NOT NULL,
  written_count BIGINT NOT NULL,
  sheet_count BIGINT NOT NULL,
  next_sheet BIGINT NOT NULL,
  error_count BIGINT NOT NULL,
  errors BYTEA NOT NULL,
  sequence BIGINT NOT NULL,
  create_us BIGINT NOT NULL,
  update_us BIGINT NOT NULL,
  PRIMARY KEY (subject, id)
);
-- Rows of a load by organization and period, packed: those of a sheet, in the order in which they
-- came, are those of its chunks.
CREATE TABLE value_load_rows (
  load TEXT NOT NULL,
  sheet BIGINT NOT NULL,
  chunk BIGINT NOT NULL,
  packed BYTEA NOT NULL,
  PRIMARY KEY (load, sheet, chunk)
);
