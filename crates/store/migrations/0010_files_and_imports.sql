-- Files that people give, kept in pieces of text (base64): a backup, a copy to the other engine and a restore hold them
-- without a word, and no folder has to follow the database.
CREATE TABLE file (
    id         TEXT   NOT NULL PRIMARY KEY,
    -- As its giver named it.
    name       TEXT   NOT NULL,
    -- Media type found in its content, never the one that was claimed.
    kind       TEXT   NOT NULL,
    bytes      BIGINT NOT NULL CHECK (bytes >= 0),
    sha256     TEXT   NOT NULL,
    created_at BIGINT NOT NULL,
    created_by TEXT   NOT NULL
);

CREATE TABLE file_piece (
    file_id  TEXT   NOT NULL REFERENCES file (id),
    position BIGINT NOT NULL,
    body     TEXT   NOT NULL,
    PRIMARY KEY (file_id, position)
);

-- A file attached to something: "sheet:ID", "application:ID".
CREATE TABLE attachment (
    id         TEXT   NOT NULL PRIMARY KEY,
    file_id    TEXT   NOT NULL REFERENCES file (id),
    object     TEXT   NOT NULL,
    -- Whose quota it counts in: "territory:2:ti-2704", "organisation:ID".
    owner      TEXT   NOT NULL,
    added_at   BIGINT NOT NULL,
    added_by   TEXT   NOT NULL,
    -- Removed, and still there to be brought back; its bytes are kept and counted until it is erased.
    removed_at BIGINT,
    removed_by TEXT,
    erased_at  BIGINT
);
CREATE INDEX attachment_by_object ON attachment (object, added_at, id);
CREATE INDEX attachment_by_removal ON attachment (removed_at);

-- Bytes attached by one owner: a guarded counter, so that two uploads at once do not pass together.
CREATE TABLE attachment_use (
    owner TEXT   NOT NULL PRIMARY KEY,
    bytes BIGINT NOT NULL CHECK (bytes >= 0)
);

-- A table of action sheets on its way in, from the upload to its end; any server of several can show where it stands.
CREATE TABLE sheet_import (
    id         TEXT   NOT NULL PRIMARY KEY,
    phase      BIGINT NOT NULL,
    code       TEXT   NOT NULL,
    file_id    TEXT   NOT NULL REFERENCES file (id),
    -- draft, reading, ready, writing, done, undone, failed
    state      TEXT   NOT NULL,
    -- How the file is read, as JSON, and what its rows do not say; empty until somebody has looked.
    layout     TEXT   NOT NULL,
    defaults   TEXT   NOT NULL,
    rows_done  BIGINT NOT NULL,
    rows_total BIGINT NOT NULL,
    -- What was found, then what was written, as JSON.
    result     TEXT   NOT NULL,
    author     TEXT   NOT NULL,
    created_at BIGINT NOT NULL,
    -- Last sign of life of the server that works on it.
    touched_at BIGINT NOT NULL,
    ended_at   BIGINT
);
CREATE INDEX sheet_import_by_contract ON sheet_import (phase, code, created_at, id);

-- How a territory reads files with these headings.
CREATE TABLE sheet_layout (
    phase    BIGINT NOT NULL,
    code     TEXT   NOT NULL,
    headings TEXT   NOT NULL,
    layout   TEXT   NOT NULL,
    author   TEXT   NOT NULL,
    at       BIGINT NOT NULL,
    PRIMARY KEY (phase, code, headings)
);
