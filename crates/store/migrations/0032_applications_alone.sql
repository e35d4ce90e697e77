-- An application that counts in no action sheet is in the sums of steering too: one row, drawn from its life at each of its steps, and
-- gone as soon as a sheet counts it.

CREATE TABLE application_funding (
    application     TEXT   NOT NULL PRIMARY KEY REFERENCES application (id),
    -- The whole line, as JSON, as it would be in a sheet; what follows is drawn from it.
    line            TEXT   NOT NULL,
    -- The territory its holder named; else the one its project is in, when whoever filed it held the project; else 0 and empty.
    phase           BIGINT NOT NULL,
    code            TEXT   NOT NULL,
    region          TEXT   NOT NULL,
    -- 1 when its holder named the territory: its lead and its region read the application, so they count it.
    is_opened       BIGINT NOT NULL,
    -- As in sheet_funding.
    is_public       BIGINT NOT NULL,
    programme       TEXT   NOT NULL,
    fund            TEXT   NOT NULL,
    operator        TEXT   NOT NULL,
    call            TEXT   NOT NULL,
    funder          TEXT   NOT NULL,
    year            BIGINT NOT NULL,
    asked           BIGINT,
    granted         BIGINT,
    contracted      BIGINT,
    paid            BIGINT,
    refused         BIGINT,
    reason          TEXT,
    days_granted    BIGINT,
    days_contracted BIGINT,
    days_paid       BIGINT,
    days_refused    BIGINT,
    -- The call without its wave: a line may be typed so.
    of_call         TEXT   NOT NULL,
    changed_at      BIGINT NOT NULL
);
CREATE INDEX application_funding_by_region ON application_funding (region, is_public);
CREATE INDEX application_funding_by_territory ON application_funding (phase, code, is_public);
-- Whether a sheet of the same territory holds a line about the same request.
CREATE INDEX sheet_funding_by_request ON sheet_funding (phase, code, call, is_public, removed_at);
