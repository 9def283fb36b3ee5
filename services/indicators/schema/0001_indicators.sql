-- A row is valid for reads as of S where valid_from <= S < valid_to; the current one has valid_to
-- 9223372036854775807. Amounts are millionths; times microseconds UTC; dates text.
CREATE TABLE indicator_versions (
  code TEXT NOT NULL,
  valid_from BIGINT NOT NULL,
  valid_to BIGINT NOT NULL,
  definition BYTEA NOT NULL,
  PRIMARY KEY (code, valid_from)
);
CREATE UNIQUE INDEX indicator_current ON indicator_versions (code)
  WHERE valid_to = 9223372036854775807;
-- content: 0 cleared, 1 number, 2 not applicable, 3 rate without its parts.
CREATE TABLE value_versions (
  organization TEXT NOT NULL,
  period TEXT NOT NULL,
  indicator TEXT NOT NULL,
  valid_from BIGINT NOT NULL,
  valid_to BIGINT NOT NULL,
  content BIGINT NOT NULL,
  amount BIGINT NOT NULL,
  as_of TEXT NOT NULL,
  basis BIGINT NOT NULL,
  note TEXT NOT NULL,
  reason TEXT NOT NULL,
  principal TEXT NOT NULL,
  time_us BIGINT NOT NULL,
  PRIMARY KEY (organization, period, indicator, valid_from)
);
CREATE UNIQUE INDEX value_current ON value_versions (period, organization, indicator)
  WHERE valid_to = 9223372036854775807;
-- What names a cache entry. (node, period): values at or below the node; (node, ''): the tree at or
-- below the node; ('', ''): the whole tree; ('', 'definitions'): the definitions. change_id is 128
-- random bits, so that a restored database never names what another one computed.
CREATE TABLE node_versions (
  node TEXT NOT NULL,
  period TEXT NOT NULL,
  change_id TEXT NOT NULL,
  PRIMARY KEY (node, period)
);
-- state: number of Seal.State. sequence: of the values it covers. changed: of its last move.
CREATE TABLE seals (
  organization TEXT NOT NULL,
  period TEXT NOT NULL,
  state BIGINT NOT NULL,
  sequence BIGINT NOT NULL,
  transition TEXT NOT NULL,
  changed BIGINT NOT NULL,
  time_us BIGINT NOT NULL,
  PRIMARY KEY (organization, period)
);
