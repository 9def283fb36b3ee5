-- A copy of the registry's tree, kept by the follower: read whole into memory and never shown, so
-- its days are numbers (since 1970-01-01, 2147483647 for ever) as the forest holds them.
CREATE TABLE tree_nodes (
  id TEXT NOT NULL PRIMARY KEY,
  name TEXT NOT NULL,
  level BIGINT NOT NULL,
  kind BIGINT NOT NULL,
  from_day BIGINT NOT NULL,
  to_day BIGINT NOT NULL
);
CREATE TABLE tree_edges (
  child TEXT NOT NULL,
  parent TEXT NOT NULL,
  relation BIGINT NOT NULL,
  from_day BIGINT NOT NULL,
  to_day BIGINT NOT NULL,
  PRIMARY KEY (child, relation, from_day)
);
-- One row. sequence: the registry's, as applied. revision: this database's own clock when it was
-- applied, which tells two contents apart even if the registry was restored and counts anew.
CREATE TABLE tree_state (
  id BIGINT NOT NULL PRIMARY KEY,
  sequence BIGINT NOT NULL,
  revision BIGINT NOT NULL
);
INSERT INTO tree_state (id, sequence, revision) VALUES (1, 0, 0);
