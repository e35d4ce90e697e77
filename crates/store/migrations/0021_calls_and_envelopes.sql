-- Which envelope an application draws on: that of its place in the tree of its call, and which tree that is.

-- Phase of the programme of the call: a territory of the other phase bears the same code. Absent for what was begun before: then only
-- the envelope of its region, or the root, is its own.
ALTER TABLE application ADD COLUMN call_phase BIGINT;

-- INSEE code of the region whose files a session ranks; absent: those of the whole country.
ALTER TABLE committee_session ADD COLUMN region TEXT;

-- Which envelope a call draws on, when its file names none, or another from now on: an act of two persons, of which the latest approved
-- holds. Nothing is erased.
CREATE TABLE call_envelope (
    id          TEXT   NOT NULL PRIMARY KEY,
    call        TEXT   NOT NULL,
    envelope    TEXT   NOT NULL REFERENCES ledger_envelope (id),
    -- Day and reference of the decision it rests on.
    decided_on  TEXT   NOT NULL,
    decision    TEXT   NOT NULL,
    proposed_by TEXT   NOT NULL,
    proposed_at BIGINT NOT NULL,
    -- Nobody approves it any more after that.
    expires_at  BIGINT NOT NULL,
    approved_by TEXT,
    approved_at BIGINT,
    CHECK (approved_by <> proposed_by),
    CHECK ((approved_by IS NULL) = (approved_at IS NULL))
);
CREATE INDEX call_envelope_by_call ON call_envelope (call, approved_at, id);
