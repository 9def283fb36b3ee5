-- Every version of every seal, valid as other versions are. set_id: of an indicator set, '' for all
-- indicators. state, target: numbers of Seal.State; target 0 is a reopening. submitted, approved: as
-- of which sequence the values count above, 0 not at all; cells: JSON of what counts otherwise and of
-- what is open. asked: digest of what the transition asked for. change_id: as in node_versions.
CREATE TABLE seal_versions (
  organization TEXT NOT NULL,
  period TEXT NOT NULL,
  set_id TEXT NOT NULL,
  valid_from BIGINT NOT NULL,
  valid_to BIGINT NOT NULL,
  change_id TEXT NOT NULL,
  state BIGINT NOT NULL,
  submitted BIGINT NOT NULL,
  approved BIGINT NOT NULL,
  cells TEXT NOT NULL,
  target BIGINT NOT NULL,
  asked TEXT NOT NULL,
  transition TEXT NOT NULL,
  principal TEXT NOT NULL,
  reason TEXT NOT NULL,
  time_us BIGINT NOT NULL,
  PRIMARY KEY (period, organization, set_id, valid_from)
);
CREATE UNIQUE INDEX seal_current ON seal_versions (period, organization, set_id)
  WHERE valid_to = 9223372036854775807;
-- What was filed has not changed since: what was approved is what was submitted.
INSERT INTO seal_versions (organization, period, set_id, valid_from, valid_to, change_id, state,
    submitted, approved, cells, target, asked, transition, principal, reason, time_us)
  SELECT organization, period, '', changed, 9223372036854775807,
    organization || '~' || period || '~' || changed || '~' || time_us, state,
    CASE WHEN state = 1 THEN 0 ELSE sequence END, CASE WHEN state = 3 THEN sequence ELSE 0 END,
    '', state, '', transition, '', '', time_us
  FROM seals;
DROP TABLE seals;
