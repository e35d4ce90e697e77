-- The last day of an envelope, by the latest act that set one: nothing is reserved nor committed after it. The journal says it too.
ALTER TABLE ledger_envelope ADD COLUMN last_day TEXT;
