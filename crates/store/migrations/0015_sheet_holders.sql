-- What the rules of State aid need of the holder of a sheet and the sheet does not say: kind, size, the aid its group received.
CREATE TABLE sheet_holder (
    sheet_id      TEXT   NOT NULL PRIMARY KEY REFERENCES sheet (id),
    version       BIGINT NOT NULL CHECK (version >= 1),
    -- Choices of the dictionary of facts; empty when nobody told.
    kind          TEXT   NOT NULL,
    size          TEXT   NOT NULL,
    -- JSON: aid already received by the group, each with its day, amount, regime.
    past_aid      TEXT   NOT NULL,
    -- Somebody said that the list is whole.
    complete      BIGINT NOT NULL CHECK (complete IN (0, 1)),
    changed_by    TEXT   NOT NULL,
    changed_at    BIGINT NOT NULL
);
