-- Steering: the sheets of a region or of the whole country, what they promise, and priorities that change.

-- What each sheet says it will bring and was seen to bring, drawn from its version that stands, so that sums are one query.
CREATE TABLE sheet_indicator (
    sheet_id  TEXT   NOT NULL REFERENCES sheet (id),
    -- Identifier of the life cycle.
    indicator TEXT   NOT NULL,
    -- Hundredths; absent when nobody told.
    target    BIGINT,
    measured  BIGINT,
    -- 1 when the measure was verified, 0 when it was declared.
    verified  BIGINT NOT NULL CHECK (verified IN (0, 1)),
    PRIMARY KEY (sheet_id, indicator)
);

-- Lists of a region and of the country, each in its orders.
CREATE INDEX sheet_by_region_place ON sheet (region, phase, code, rank, id);
CREATE INDEX sheet_by_region_due ON sheet (region, due, id);
CREATE INDEX sheet_by_region_change ON sheet (region, changed_at, id);
CREATE INDEX sheet_by_country_due ON sheet (due, id);
CREATE INDEX sheet_by_country_change ON sheet (changed_at, id);
CREATE INDEX sheet_decision_by_kind ON sheet_decision (kind, undone_at, sheet_id);

-- What the State or a region wants backed first.
CREATE TABLE orientation (
    id            TEXT   NOT NULL PRIMARY KEY,
    -- INSEE code; empty for the whole country.
    region        TEXT   NOT NULL,
    -- One more at each thing done with it.
    version       BIGINT NOT NULL,
    -- Title, axes, themes, reason, source, as JSON.
    content       TEXT   NOT NULL,
    -- "2026-03-01"; "9999-12-31" while no end was told.
    from_on       TEXT   NOT NULL,
    until_on      TEXT   NOT NULL,
    author        TEXT   NOT NULL,
    at            BIGINT NOT NULL,
    -- Taken back: kept, and said with its reason.
    withdrawn_at  BIGINT,
    withdrawn_by  TEXT,
    withdrawn_why TEXT
);
CREATE INDEX orientation_by_region ON orientation (region, withdrawn_at, until_on);

-- Accelerating or reorienting a sheet, proposed to its territory, which decides with its committee or declines. That it was
-- decided is not written here: a decision of that kind, recorded since and not undone, says it.
CREATE TABLE orientation_proposal (
    id             TEXT   NOT NULL PRIMARY KEY,
    orientation_id TEXT   NOT NULL REFERENCES orientation (id),
    sheet_id       TEXT   NOT NULL REFERENCES sheet (id),
    phase          BIGINT NOT NULL,
    code           TEXT   NOT NULL,
    region         TEXT   NOT NULL,
    -- "accelerated" or "reoriented".
    kind           TEXT   NOT NULL,
    why            TEXT   NOT NULL,
    -- "2026-03-01": an answer is expected by then.
    due            TEXT   NOT NULL,
    -- "open", "declined", "withdrawn".
    state          TEXT   NOT NULL,
    author         TEXT   NOT NULL,
    at             BIGINT NOT NULL,
    answered_at    BIGINT,
    answered_by    TEXT,
    answer         TEXT
);
CREATE INDEX orientation_proposal_by_sheet ON orientation_proposal (sheet_id, state);
CREATE INDEX orientation_proposal_by_contract ON orientation_proposal (phase, code, state, due);
CREATE INDEX orientation_proposal_by_orientation ON orientation_proposal (orientation_id, state, sheet_id);
