-- What an establishment gives or looks for: matter, heat, water, what can be shared. Private to who declared it until it is shared
-- with its territory.
CREATE TABLE flow (
    id           TEXT   NOT NULL PRIMARY KEY,
    -- Organisation whose flow it is; empty: declared by the lead of the territory, for it.
    organisation TEXT   NOT NULL,
    phase        BIGINT NOT NULL,
    code         TEXT   NOT NULL,
    -- Empty when not told.
    siret        TEXT   NOT NULL,
    name         TEXT   NOT NULL,
    naf          TEXT   NOT NULL,
    commune      TEXT   NOT NULL,
    side         TEXT   NOT NULL CHECK (side IN ('supply', 'demand')),
    -- "waste:07 07 08*", "material:wood", "heat:90", "purchase:gaz".
    substance    TEXT   NOT NULL,
    unit         TEXT   NOT NULL,
    -- Thousandths of the unit in a year; null when not told.
    amount       BIGINT CHECK (amount >= 0),
    -- JSON: thousandths of the unit, from January to December; null when not told.
    months       TEXT,
    minimum      BIGINT CHECK (minimum >= 0),
    from_on      TEXT,
    until_on     TEXT,
    -- Cents per unit; null when not told.
    price        BIGINT,
    disposal     BIGINT,
    treatment    BIGINT,
    -- Basis points of its need that a demand can replace.
    substitution BIGINT CHECK (substitution BETWEEN 0 AND 10000),
    -- Rubrics of the classified installation, with "|" between; empty when not told.
    rubrics      TEXT   NOT NULL,
    shared       BIGINT NOT NULL CHECK (shared IN (0, 1)),
    counted      BIGINT NOT NULL CHECK (counted IN (0, 1)),
    version      BIGINT NOT NULL CHECK (version >= 1),
    author       TEXT   NOT NULL,
    at           BIGINT NOT NULL,
    removed_at   BIGINT
);
CREATE INDEX flow_by_place ON flow (phase, code, id);
CREATE INDEX flow_by_organisation ON flow (organisation, id);

-- A lead that is followed, from its detection to what it saves each year, or to why it stopped.
CREATE TABLE synergy (
    id          TEXT   NOT NULL PRIMARY KEY,
    phase       BIGINT NOT NULL,
    code        TEXT   NOT NULL,
    region      TEXT   NOT NULL,
    kind        TEXT   NOT NULL CHECK (kind IN ('substitution', 'sharing')),
    title       TEXT   NOT NULL,
    -- Identifiers of the flows it comes from; empty for a synergy that was noted by hand.
    supply      TEXT   NOT NULL,
    demand      TEXT   NOT NULL,
    -- JSON: the lead and its reasons as they were when it was detected.
    found       TEXT   NOT NULL,
    state       TEXT   NOT NULL,
    animator    TEXT   NOT NULL,
    sheet_id    TEXT   REFERENCES sheet (id),
    unit        TEXT   NOT NULL,
    -- Thousandths of the unit a year; cents a year. Null when not told.
    declared    BIGINT CHECK (declared >= 0),
    verified    BIGINT CHECK (verified >= 0),
    gain        BIGINT,
    version     BIGINT NOT NULL CHECK (version >= 1),
    author      TEXT   NOT NULL,
    at          BIGINT NOT NULL
);
CREATE INDEX synergy_by_place ON synergy (phase, code, state, id);
-- The same two flows are followed once.
CREATE UNIQUE INDEX synergy_by_flows ON synergy (phase, code, supply, demand);

-- Each of its steps, in order: what was done, when, by whom.
CREATE TABLE synergy_step (
    synergy_id TEXT   NOT NULL REFERENCES synergy (id),
    version    BIGINT NOT NULL CHECK (version >= 1),
    state      TEXT   NOT NULL,
    on_day     TEXT   NOT NULL,
    body       TEXT   NOT NULL,
    declared   BIGINT,
    verified   BIGINT,
    author     TEXT   NOT NULL,
    at         BIGINT NOT NULL,
    PRIMARY KEY (synergy_id, version)
);
