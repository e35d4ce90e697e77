-- The acts on an envelope (not the lines of its files), found at once among a million lines.
CREATE INDEX ledger_entry_acts ON ledger_entry (envelope, seq) WHERE award IS NULL;
