-- Types are BIGINT, TEXT and BYTEA only; times are microseconds UTC.

-- One row, updated first by every writing transaction, which so waits for the writer before it.
CREATE TABLE change_clock (
  id BIGINT NOT NULL PRIMARY KEY,
  sequence BIGINT NOT NULL,
  time_us BIGINT NOT NULL
);
INSERT INTO change_clock (id, sequence, time_us) VALUES (1, 0, 0);

-- One row a tick, kept as long as history is: which tick a moment of the past saw.
CREATE TABLE change_times (
  sequence BIGINT NOT NULL PRIMARY KEY,
  time_us BIGINT NOT NULL
);
CREATE UNIQUE INDEX change_times_by_time ON change_times (time_us);

-- What was answered to a request_id, so that a retry is answered the same and applied once.
CREATE TABLE requests (
  subject TEXT NOT NULL,
  method TEXT NOT NULL,
  request_id TEXT NOT NULL,
  fingerprint BYTEA NOT NULL,
  answer BYTEA NOT NULL,
  sequence BIGINT NOT NULL,
  time_us BIGINT NOT NULL,
  PRIMARY KEY (subject, method, request_id)
);
CREATE INDEX requests_by_time ON requests (time_us);

-- Events to be relayed, in commit order.
CREATE TABLE outbox (
  sequence BIGINT NOT NULL,
  n BIGINT NOT NULL,
  id TEXT NOT NULL,
  type TEXT NOT NULL,
  subject TEXT NOT NULL,
  partition_key TEXT NOT NULL,
  data TEXT NOT NULL,
  time_us BIGINT NOT NULL,
  published_us BIGINT,
  PRIMARY KEY (sequence, n)
);
CREATE INDEX outbox_unpublished ON outbox (sequence, n) WHERE published_us IS NULL;

-- Who did what to which resource; append-only. chain is filled in sequence order afterwards.
CREATE TABLE audit_entries (
  sequence BIGINT NOT NULL,
  n BIGINT NOT NULL,
  time_us BIGINT NOT NULL,
  principal TEXT NOT NULL,
  organization TEXT NOT NULL,
  on_behalf_of TEXT NOT NULL,
  client TEXT NOT NULL,
  action TEXT NOT NULL,
  resource TEXT NOT NULL,
  detail TEXT NOT NULL,
  trace_id TEXT NOT NULL,
  chain BYTEA,
  PRIMARY KEY (sequence, n)
);
CREATE INDEX audit_entries_by_resource ON audit_entries (resource, sequence);

-- One holder a name over all replicas of a service.
CREATE TABLE leases (
  name TEXT NOT NULL PRIMARY KEY,
  holder TEXT NOT NULL,
  until_us BIGINT NOT NULL
);
