-- Nodes with dated names and levels, each with the revision at which it last changed, so that a
-- process reads only what is newer than what it has. tree_nodes, tree_edges and tree_state serve
-- processes of the version before while both run; a later step drops them.
CREATE TABLE forest_nodes (
  id TEXT NOT NULL PRIMARY KEY,
  revision BIGINT NOT NULL
);
CREATE INDEX forest_nodes_by_revision ON forest_nodes (revision);
CREATE TABLE forest_states (
  node TEXT NOT NULL,
  from_day BIGINT NOT NULL,
  to_day BIGINT NOT NULL,
  level BIGINT NOT NULL,
  kind BIGINT NOT NULL,
  name TEXT NOT NULL,
  PRIMARY KEY (node, from_day)
);
CREATE TABLE forest_edges (
  node TEXT NOT NULL,
  parent TEXT NOT NULL,
  relation BIGINT NOT NULL,
  from_day BIGINT NOT NULL,
  to_day BIGINT NOT NULL,
  PRIMARY KEY (node, relation, from_day, parent)
);
-- One row. sequence: the registry's, as applied. revision: this database's own clock when it was
-- applied, which tells two contents apart even if the registry was restored and counts anew.
-- base_revision: when everything was last replaced, by a snapshot. heard_us: when the registry last
-- said that this is all.
CREATE TABLE forest_head (
  id BIGINT NOT NULL PRIMARY KEY,
  sequence BIGINT NOT NULL,
  revision BIGINT NOT NULL,
  base_revision BIGINT NOT NULL,
  heard_us BIGINT NOT NULL
);
-- What is there serves until the snapshot, which sequence 0 asks for, has come.
INSERT INTO forest_nodes (id, revision)
  SELECT n.id, s.revision FROM tree_nodes n CROSS JOIN tree_state s;
INSERT INTO forest_states (node, from_day, to_day, level, kind, name)
  SELECT id, from_day, to_day, level, kind, name FROM tree_nodes;
INSERT INTO forest_edges (node, parent, relation, from_day, to_day)
  SELECT child, parent, relation, from_day, to_day FROM tree_edges;
INSERT INTO forest_head (id, sequence, revision, base_revision, heard_us)
  SELECT id, 0, revision, revision, 0 FROM tree_state;
