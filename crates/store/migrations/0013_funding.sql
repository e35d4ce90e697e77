-- The money of action sheets: financing lines from asked to paid, every version of them; and the files read from the State's
-- form platform.

CREATE TABLE sheet_funding (
    id              TEXT   NOT NULL PRIMARY KEY,
    sheet_id        TEXT   NOT NULL REFERENCES sheet (id),
    version         BIGINT NOT NULL,
    -- The whole line, as JSON; what follows is drawn from it, so that sums are one query.
    line            TEXT   NOT NULL,
    -- Of its sheet.
    phase           BIGINT NOT NULL,
    code            TEXT   NOT NULL,
    region          TEXT   NOT NULL,
    -- 1 when a public person other than the holder pays: the funnel counts those.
    is_public       BIGINT NOT NULL,
    -- Empty when not told.
    programme       TEXT   NOT NULL,
    -- "programme/measure".
    fund            TEXT   NOT NULL,
    operator        TEXT   NOT NULL,
    -- "call" or "call/wave".
    call            TEXT   NOT NULL,
    funder          TEXT   NOT NULL,
    -- Year it was asked, 0 when not asked yet.
    year            BIGINT NOT NULL,
    -- Cents that still hold: those of a refused or lost line are absent, but what was asked.
    asked           BIGINT,
    granted         BIGINT,
    contracted      BIGINT,
    paid            BIGINT,
    refused         BIGINT,
    reason          TEXT,
    -- Days from the step before; to the refusal, from the request.
    days_granted    BIGINT,
    days_contracted BIGINT,
    days_paid       BIGINT,
    days_refused    BIGINT,
    -- 1 when it is open data.
    published       BIGINT NOT NULL,
    created_at      BIGINT NOT NULL,
    changed_at      BIGINT NOT NULL,
    removed_at      BIGINT,
    CHECK (paid IS NULL OR contracted IS NOT NULL AND paid <= contracted),
    CHECK (contracted IS NULL OR granted IS NOT NULL AND contracted <= granted)
);
CREATE INDEX sheet_funding_by_sheet ON sheet_funding (sheet_id, removed_at, created_at, id);
CREATE INDEX sheet_funding_by_region ON sheet_funding (region, is_public, removed_at);
CREATE INDEX sheet_funding_by_territory ON sheet_funding (phase, code, is_public, removed_at);
CREATE INDEX sheet_funding_published ON sheet_funding (published, removed_at, id);

-- Every version whole: who wrote what, when.
CREATE TABLE sheet_funding_version (
    funding_id TEXT   NOT NULL REFERENCES sheet_funding (id),
    version    BIGINT NOT NULL,
    sheet_id   TEXT   NOT NULL,
    -- add, save, remove, restore
    kind       TEXT   NOT NULL,
    line       TEXT   NOT NULL,
    author     TEXT   NOT NULL,
    at         BIGINT NOT NULL,
    PRIMARY KEY (funding_id, version)
);
CREATE INDEX sheet_funding_version_by_sheet ON sheet_funding_version (sheet_id, at);

-- How many times the money changed: sums computed at one value of it hold until the next.
CREATE TABLE funding_clock (
    id      BIGINT NOT NULL PRIMARY KEY,
    changes BIGINT NOT NULL
);
INSERT INTO funding_clock (id, changes) VALUES (1, 0);

-- Where the reading of each form of the platform stands.
CREATE TABLE demarche_pull (
    demarche   BIGINT NOT NULL PRIMARY KEY,
    checkpoint TEXT   NOT NULL,
    changed_at BIGINT NOT NULL
);

-- Files of the platform, the latest state of each.
CREATE TABLE demarche_dossier (
    demarche    BIGINT NOT NULL,
    number      BIGINT NOT NULL,
    state       TEXT   NOT NULL,
    siret       TEXT,
    modified_at BIGINT NOT NULL,
    -- The file, as JSON; emptied when it was erased on the platform.
    content     TEXT   NOT NULL,
    -- The line it feeds, once matched.
    funding_id  TEXT,
    read_at     BIGINT NOT NULL,
    erased_at   BIGINT,
    PRIMARY KEY (demarche, number)
);
CREATE INDEX demarche_dossier_by_siret ON demarche_dossier (siret);
