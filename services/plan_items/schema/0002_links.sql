-- What was decided of a plan's figures. A row is valid for reads as of S where valid_from <= S <
-- valid_to; the current one has valid_to 9223372036854775807. A decision is one row however often
-- its state moves. write_id: the row of link_writes that its value is in, '' if none yet; write_row: its
-- place there. content: the Link as a serialized message.
CREATE TABLE link_versions (
  organization TEXT NOT NULL,
  plan TEXT NOT NULL,
  measurement TEXT NOT NULL,
  valid_from BIGINT NOT NULL,
  valid_to BIGINT NOT NULL,
  state BIGINT NOT NULL,
  principal TEXT NOT NULL,
  write_id TEXT NOT NULL,
  write_row BIGINT NOT NULL,
  content BYTEA NOT NULL,
  PRIMARY KEY (organization, plan, measurement, valid_from)
);
CREATE UNIQUE INDEX link_current ON link_versions (organization, plan, measurement)
  WHERE valid_to = 9223372036854775807;
-- What is to be sent to the indicators, until it is answered. id: its request_id there. request: the
-- BatchUpdateValuesRequest byte for byte, so that every retry is the same.
CREATE TABLE link_writes (
  organization TEXT NOT NULL,
  plan TEXT NOT NULL,
  id TEXT NOT NULL,
  request BYTEA NOT NULL,
  PRIMARY KEY (organization, plan, id)
);
-- By what words a figure is known again (normalized), and what they mean; indicator '' with rejected
-- 0: none. section: the heading that they stood under.
CREATE TABLE link_memory (
  organization TEXT NOT NULL,
  phrase TEXT NOT NULL,
  section TEXT NOT NULL,
  unit TEXT NOT NULL,
  indicator TEXT NOT NULL,
  rejected BIGINT NOT NULL,
  sequence BIGINT NOT NULL,
  PRIMARY KEY (organization, phrase, section, unit, indicator)
);
CREATE INDEX link_memory_latest ON link_memory (organization, sequence);
