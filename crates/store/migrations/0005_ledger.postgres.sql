-- What only PostgreSQL understands: lines of the journal and of the audit are added, never changed nor erased.
CREATE FUNCTION append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION '% is append-only', TG_TABLE_NAME; END $$;
CREATE TRIGGER ledger_entry_is_not_changed BEFORE UPDATE OR DELETE ON ledger_entry
FOR EACH ROW EXECUTE FUNCTION append_only();
CREATE TRIGGER ledger_entry_is_not_emptied BEFORE TRUNCATE ON ledger_entry EXECUTE FUNCTION append_only();
CREATE TRIGGER audit_is_not_changed BEFORE UPDATE ON audit
FOR EACH ROW WHEN (OLD.seq IS NOT NULL) EXECUTE FUNCTION append_only();
CREATE TRIGGER audit_is_not_erased BEFORE DELETE ON audit FOR EACH ROW EXECUTE FUNCTION append_only();
CREATE TRIGGER audit_is_not_emptied BEFORE TRUNCATE ON audit EXECUTE FUNCTION append_only();
