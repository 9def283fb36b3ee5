-- write_row: -1 once the write is answered. withdraw_ids: for each of the link's withdrawals the row of
-- link_writes that it is in, a line each; '' while there is none yet.
ALTER TABLE link_versions ADD COLUMN withdraw_ids TEXT NOT NULL DEFAULT '';
-- Those that are still to be written (state 2), for whoever completes them.
CREATE INDEX link_pending ON link_versions (organization, plan) WHERE state = 2;
