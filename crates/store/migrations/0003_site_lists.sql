-- One import of one file of sites, with what was taken and what was rejected.
CREATE TABLE site_import (
    id           TEXT   NOT NULL PRIMARY KEY,
    list         TEXT   NOT NULL,
    file         TEXT   NOT NULL,
    file_sha256  TEXT   NOT NULL,
    source       TEXT   NOT NULL,
    author       TEXT   NOT NULL,
    imported_at  BIGINT NOT NULL,
    withdrawn_at BIGINT,
    sites        BIGINT NOT NULL CHECK (sites >= 0),
    rejected     BIGINT NOT NULL CHECK (rejected >= 0)
);
-- The same file counts once in a list; once withdrawn, it may come back.
CREATE UNIQUE INDEX site_import_once ON site_import (list, file_sha256) WHERE withdrawn_at IS NULL;
CREATE INDEX site_import_by_time ON site_import (imported_at, id);

CREATE TABLE site_row (
    import_id TEXT   NOT NULL REFERENCES site_import (id),
    position  BIGINT NOT NULL,
    site_id   TEXT   NOT NULL,
    site      TEXT   NOT NULL,
    PRIMARY KEY (import_id, position),
    UNIQUE (import_id, site_id)
);

CREATE TABLE site_rejected (
    import_id TEXT   NOT NULL REFERENCES site_import (id),
    position  BIGINT NOT NULL,
    problem   TEXT   NOT NULL,
    PRIMARY KEY (import_id, position)
);
