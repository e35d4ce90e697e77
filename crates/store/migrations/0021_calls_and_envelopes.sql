-- Which envelope an application draws on: that of its place in the tree of its call, and which tree that is.

-- Phase of the programme of the call: a territory of the other phase bears the same code. Absent for what was begun before: then only
-- the envelope of its region, or the root, is its own.
ALTER TABLE application ADD COLUMN call_phase BIGINT;

-- INSEE code of the region whose files a session ranks; absent: those of the whole country.
ALTER TABLE committee_session ADD COLUMN region TEXT;
