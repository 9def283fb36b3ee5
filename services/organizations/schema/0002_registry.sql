-- When an organization exists, and as what: its level and kind may change, and it may end and exist
-- again. Versioned like the other facts; takes the place of the columns of organization_versions.
CREATE TABLE organization_standings (
  id TEXT NOT NULL,
  valid_from BIGINT NOT NULL,
  valid_to BIGINT NOT NULL,
  level BIGINT NOT NULL,
  kind BIGINT NOT NULL,
  from_day TEXT NOT NULL,
  to_day TEXT NOT NULL,
  PRIMARY KEY (id, valid_from, from_day)
);
INSERT INTO organization_standings (id, valid_from, valid_to, level, kind, from_day, to_day)
  SELECT id, valid_from, valid_to, level, kind, from_day, to_day FROM organization_versions;
ALTER TABLE organization_versions DROP COLUMN level;
ALTER TABLE organization_versions DROP COLUMN kind;
ALTER TABLE organization_versions DROP COLUMN from_day;
ALTER TABLE organization_versions DROP COLUMN to_day;

CREATE TABLE organization_aliases (
  id TEXT NOT NULL,
  valid_from BIGINT NOT NULL,
  valid_to BIGINT NOT NULL,
  alias TEXT NOT NULL,
  from_day TEXT NOT NULL,
  to_day TEXT NOT NULL,
  PRIMARY KEY (id, valid_from, alias, from_day)
);

-- What happened, one row a change: organization_versions.valid_from of all that it touched is its
-- sequence. organization: the one named, '' for an import. effective_on: '' for a correction.
-- successions: how many the event has. event: an OrganizationEvent.
CREATE TABLE organization_events (
  sequence BIGINT NOT NULL PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  type BIGINT NOT NULL,
  organization TEXT NOT NULL,
  effective_on TEXT NOT NULL,
  successions BIGINT NOT NULL,
  event BYTEA NOT NULL
);

-- Every name and alias of the newest state, in the forms in which people look for them. type as in
-- DatedName; folded: NFKC, lower case, no spaces.
CREATE TABLE organization_search (
  id TEXT NOT NULL,
  type BIGINT NOT NULL,
  name TEXT NOT NULL,
  from_day TEXT NOT NULL,
  to_day TEXT NOT NULL,
  folded TEXT NOT NULL,
  pinyin TEXT NOT NULL,
  initials TEXT NOT NULL
);
CREATE INDEX organization_search_by_id ON organization_search (id);

-- Sections and external units. content: a Section.
CREATE TABLE sections (
  organization TEXT NOT NULL,
  id TEXT NOT NULL,
  valid_from BIGINT NOT NULL,
  valid_to BIGINT NOT NULL,
  display_name TEXT NOT NULL,
  deleted BIGINT NOT NULL,
  content BYTEA NOT NULL,
  PRIMARY KEY (organization, id, valid_from)
);
