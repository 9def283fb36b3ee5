-- Who imported what and when. What was imported before is told by the clock and the audit.
ALTER TABLE plan_sources ADD COLUMN format TEXT NOT NULL DEFAULT '';
ALTER TABLE plan_sources ADD COLUMN principal TEXT NOT NULL DEFAULT '';
ALTER TABLE plan_sources ADD COLUMN principal_organization TEXT NOT NULL DEFAULT '';
ALTER TABLE plan_sources ADD COLUMN time_us BIGINT NOT NULL DEFAULT 0;
UPDATE plan_sources SET
  time_us = COALESCE((SELECT MAX(t.time_us) FROM change_times t
    WHERE t.sequence = plan_sources.sequence), 0),
  principal = COALESCE((SELECT MAX(a.principal) FROM audit_entries a
    WHERE a.sequence = plan_sources.sequence AND a.action = 'plan.import'), ''),
  principal_organization = COALESCE((SELECT MAX(a.organization) FROM audit_entries a
    WHERE a.sequence = plan_sources.sequence AND a.action = 'plan.import'), '');
-- What the last import read where the plan holds something else, because a person's edit was kept.
-- item: '' for the plan itself. content: the resource as the document has it; empty if the document
-- does not have it. Where there is no row it is as the version of the last import's sequence.
CREATE TABLE plan_readings (
  organization TEXT NOT NULL,
  plan TEXT NOT NULL,
  item TEXT NOT NULL,
  content BYTEA NOT NULL,
  PRIMARY KEY (organization, plan, item)
);
