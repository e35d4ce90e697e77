-- A project without an account: whoever holds its address (only the digest of the token is kept) holds the project.
CREATE TABLE project (
    id         TEXT   NOT NULL PRIMARY KEY,
    token_hash TEXT   NOT NULL UNIQUE,
    title      TEXT   NOT NULL,
    version    BIGINT NOT NULL CHECK (version >= 1),
    created_at BIGINT NOT NULL,
    changed_at BIGINT NOT NULL,
    deleted_at BIGINT
);
CREATE INDEX project_by_deletion ON project (deleted_at);

-- Every version ever saved, whole: undo, comparison and merge need nothing else.
CREATE TABLE project_version (
    project_id    TEXT   NOT NULL REFERENCES project (id),
    version       BIGINT NOT NULL CHECK (version >= 1),
    project       TEXT   NOT NULL,
    author        TEXT   NOT NULL,
    at            BIGINT NOT NULL,
    changed       TEXT   NOT NULL,
    restored_from BIGINT,
    PRIMARY KEY (project_id, version)
);

-- Read-only address of a project, to show it without giving it away.
CREATE TABLE share (
    id         TEXT   NOT NULL PRIMARY KEY,
    project_id TEXT   NOT NULL REFERENCES project (id),
    token_hash TEXT   NOT NULL UNIQUE,
    label      TEXT   NOT NULL,
    created_at BIGINT NOT NULL,
    expires_at BIGINT,
    revoked_at BIGINT
);
CREATE INDEX share_by_project ON share (project_id, created_at, id);
