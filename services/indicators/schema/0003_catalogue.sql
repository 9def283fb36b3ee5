-- Definitions by edition: an edition defines the periods that end on effective_from or later ('' for
-- all), until the next edition of the code. definition: an Indicator.
CREATE TABLE indicator_editions (
  code TEXT NOT NULL,
  effective_from TEXT NOT NULL,
  valid_from BIGINT NOT NULL,
  valid_to BIGINT NOT NULL,
  definition BYTEA NOT NULL,
  PRIMARY KEY (code, effective_from, valid_from)
);
CREATE UNIQUE INDEX indicator_edition_current ON indicator_editions (code, effective_from)
  WHERE valid_to = 9223372036854775807;
CREATE INDEX indicator_editions_by_change ON indicator_editions (valid_from);
INSERT INTO indicator_editions (code, effective_from, valid_from, valid_to, definition)
  SELECT code, '', valid_from, valid_to, definition FROM indicator_versions;
DROP TABLE indicator_versions;

-- indicator_set: an IndicatorSet, its state left out.
CREATE TABLE indicator_sets (
  id TEXT NOT NULL,
  valid_from BIGINT NOT NULL,
  valid_to BIGINT NOT NULL,
  indicator_set BYTEA NOT NULL,
  PRIMARY KEY (id, valid_from)
);
CREATE UNIQUE INDEX indicator_set_current ON indicator_sets (id)
  WHERE valid_to = 9223372036854775807;
