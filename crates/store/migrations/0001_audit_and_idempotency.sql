-- One text for SQLite and PostgreSQL: TEXT and BIGINT only. Times are microseconds since 1970 in UTC, JSON is TEXT.
-- Identifiers and digests are lowercase hexadecimal, so that every collation orders them alike.

-- Who did what to which object, and when. Rows are only ever added.
CREATE TABLE audit (
    id     TEXT   NOT NULL PRIMARY KEY,
    at     BIGINT NOT NULL,
    who    TEXT   NOT NULL,
    what   TEXT   NOT NULL,
    object TEXT   NOT NULL,
    detail TEXT   NOT NULL
);
CREATE INDEX audit_by_time ON audit (at, id);
CREATE INDEX audit_by_object ON audit (object, at, id);

-- The answer given to a request that carried a key: the same request gets the same answer, once.
CREATE TABLE idempotency (
    digest   TEXT   NOT NULL PRIMARY KEY,
    request  TEXT   NOT NULL,
    response TEXT,
    at       BIGINT NOT NULL
);
CREATE INDEX idempotency_by_time ON idempotency (at);
