-- A row is valid for reads as of S where valid_from <= S < valid_to; the current one has valid_to
-- 9223372036854775807. Times are microseconds UTC. content: the resource as a serialized message.
-- created: sequence of the plan's first version, one plan a change, which so orders plans by age.
-- periods: "|2021|2021-H1|", to be searched by LIKE.
CREATE TABLE plan_versions (
  organization TEXT NOT NULL,
  plan TEXT NOT NULL,
  valid_from BIGINT NOT NULL,
  valid_to BIGINT NOT NULL,
  created BIGINT NOT NULL,
  kind BIGINT NOT NULL,
  state BIGINT NOT NULL,
  periods TEXT NOT NULL,
  content BYTEA NOT NULL,
  PRIMARY KEY (organization, plan, valid_from)
);
CREATE UNIQUE INDEX plan_current ON plan_versions (organization, plan)
  WHERE valid_to = 9223372036854775807;
CREATE INDEX plan_by_age ON plan_versions (created);
CREATE INDEX plan_by_organization ON plan_versions (organization, created);
-- parent: item above, '' at the top. ordinal: position below it, from 1. order_key: four bytes big
-- endian for each ordinal from the top down, so that the order of bytes is document order.
CREATE TABLE item_versions (
  organization TEXT NOT NULL,
  plan TEXT NOT NULL,
  item TEXT NOT NULL,
  valid_from BIGINT NOT NULL,
  valid_to BIGINT NOT NULL,
  parent TEXT NOT NULL,
  ordinal BIGINT NOT NULL,
  order_key BYTEA NOT NULL,
  level BIGINT NOT NULL,
  section_kind BIGINT NOT NULL,
  status BIGINT NOT NULL,
  content BYTEA NOT NULL,
  PRIMARY KEY (organization, plan, item, valid_from)
);
CREATE UNIQUE INDEX item_current ON item_versions (organization, plan, item)
  WHERE valid_to = 9223372036854775807;
CREATE UNIQUE INDEX item_siblings ON item_versions (organization, plan, parent, ordinal)
  WHERE valid_to = 9223372036854775807;
CREATE INDEX item_order ON item_versions (organization, plan, order_key);
-- What an import read beside what became the plan and its items: findings, and the figures of the
-- preamble.
CREATE TABLE plan_sources (
  organization TEXT NOT NULL,
  plan TEXT NOT NULL,
  sequence BIGINT NOT NULL,
  filename TEXT NOT NULL,
  digest TEXT NOT NULL,
  reading BYTEA NOT NULL,
  PRIMARY KEY (organization, plan, sequence)
);
CREATE TABLE plan_transitions (
  organization TEXT NOT NULL,
  plan TEXT NOT NULL,
  sequence BIGINT NOT NULL,
  from_state BIGINT NOT NULL,
  to_state BIGINT NOT NULL,
  reason TEXT NOT NULL,
  principal TEXT NOT NULL,
  principal_organization TEXT NOT NULL,
  time_us BIGINT NOT NULL,
  PRIMARY KEY (organization, plan, sequence)
);
