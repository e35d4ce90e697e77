ALTER TABLE committee_session DROP CONSTRAINT IF EXISTS committee_session_reference_key;
CREATE UNIQUE INDEX IF NOT EXISTS committee_session_by_reference ON committee_session (call, reference);
