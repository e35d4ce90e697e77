-- Steering: the sheets of a region or of the whole country, and what they promise.

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
