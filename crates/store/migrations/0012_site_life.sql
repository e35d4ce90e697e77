-- What really happened to the formalities of a project: one line per procedure, as its holder recorded it.
CREATE TABLE followed (
    project_id   TEXT   NOT NULL REFERENCES project (id),
    procedure_id TEXT   NOT NULL,
    department   TEXT   NOT NULL,
    site_id      TEXT,
    filed_on     TEXT   NOT NULL,
    complete_on  TEXT,
    legal_on     TEXT,
    promised_on  TEXT,
    decided_on   TEXT,
    outcome      TEXT   NOT NULL,
    -- 1: counted in the public statistics; the holder may say no.
    counted      BIGINT NOT NULL CHECK (counted IN (0, 1)),
    version      BIGINT NOT NULL CHECK (version >= 1),
    author       TEXT   NOT NULL,
    at           BIGINT NOT NULL,
    PRIMARY KEY (project_id, procedure_id)
);

-- Who came to see a site, for what, and how it ended. The name is confidential: only operators read it.
CREATE TABLE lead (
    id          TEXT   NOT NULL PRIMARY KEY,
    site_id     TEXT   NOT NULL,
    received_on TEXT   NOT NULL,
    need        TEXT   NOT NULL,
    -- Hectares wanted, in hundredths; null when not told.
    area        BIGINT,
    name        TEXT   NOT NULL,
    outcome     TEXT   NOT NULL,
    closed_on   TEXT,
    reason      TEXT   NOT NULL,
    note        TEXT   NOT NULL,
    version     BIGINT NOT NULL CHECK (version >= 1),
    author      TEXT   NOT NULL,
    at          BIGINT NOT NULL,
    removed_at  BIGINT
);
CREATE INDEX lead_by_site ON lead (site_id, received_on, id);

-- Every earlier state of a lead: nothing an operator wrote is lost.
CREATE TABLE lead_version (
    lead_id TEXT   NOT NULL REFERENCES lead (id),
    version BIGINT NOT NULL CHECK (version >= 1),
    lead    TEXT   NOT NULL,
    author  TEXT   NOT NULL,
    at      BIGINT NOT NULL,
    PRIMARY KEY (lead_id, version)
);
