-- A document never changes once written. record and provenance: the messages RenderedDocument and
-- DocumentProvenance. format: number of Format.
CREATE TABLE documents (
  id TEXT NOT NULL PRIMARY KEY,
  sequence BIGINT NOT NULL,
  organization TEXT NOT NULL,
  template TEXT NOT NULL,
  period TEXT NOT NULL,
  format BIGINT NOT NULL,
  digest TEXT NOT NULL,
  record BYTEA NOT NULL,
  provenance BYTEA NOT NULL
);
CREATE UNIQUE INDEX documents_by_sequence ON documents (sequence);
CREATE INDEX documents_by_organization ON documents (organization, sequence);
-- Files by the SM3 of their bytes in hex, cut into chunks of 256 KiB numbered from 0.
CREATE TABLE blobs (
  digest TEXT NOT NULL PRIMARY KEY,
  size BIGINT NOT NULL,
  chunks BIGINT NOT NULL
);
CREATE TABLE blob_chunks (
  digest TEXT NOT NULL,
  n BIGINT NOT NULL,
  data BYTEA NOT NULL,
  PRIMARY KEY (digest, n)
);
