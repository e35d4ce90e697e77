-- An application to a call counts in an action sheet of its territory: its line in the money of the sheet is drawn from it at
-- each of its steps, and by nothing else.

-- The sheet it counts in; while it is a draft, the one it was begun with.
ALTER TABLE application ADD COLUMN sheet TEXT REFERENCES sheet (id);
-- The project of the line it was begun with: at its filing, the sheet that was made from that project is its sheet.
ALTER TABLE application ADD COLUMN project TEXT;
-- JSON: who pays, under which measure and regime, as the rules told it when the application was begun.
ALTER TABLE application ADD COLUMN pays TEXT;
CREATE INDEX application_by_place ON application (phase, territory, id);
CREATE INDEX application_by_sheet ON application (sheet);

-- The application a line is drawn from; absent for a line that was typed.
ALTER TABLE sheet_funding ADD COLUMN application TEXT REFERENCES application (id);
-- A typed line that was taken away because an application is the same request: given back if the application leaves the sheet.
-- Its versions say "replace", then "restore".
ALTER TABLE sheet_funding ADD COLUMN replaced_by TEXT REFERENCES application (id);
CREATE UNIQUE INDEX sheet_funding_by_application ON sheet_funding (application);
