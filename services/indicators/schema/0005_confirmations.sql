-- Findings that somebody confirmed with a reason. fingerprint: of the check, the place and all
-- figures that the finding comes from, so that a row says nothing of other figures.
CREATE TABLE finding_confirmations (
  organization TEXT NOT NULL,
  period TEXT NOT NULL,
  fingerprint TEXT NOT NULL,
  indicator TEXT NOT NULL,
  finding TEXT NOT NULL,
  reason TEXT NOT NULL,
  principal TEXT NOT NULL,
  time_us BIGINT NOT NULL,
  PRIMARY KEY (organization, period, fingerprint)
);
