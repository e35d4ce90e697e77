-- The key of whoever operates this installation; only its digest is kept.
CREATE TABLE operator_key (
    key_hash   TEXT   NOT NULL PRIMARY KEY,
    label      TEXT   NOT NULL,
    created_at BIGINT NOT NULL,
    revoked_at BIGINT
);

CREATE TABLE operator_session (
    id_hash      TEXT   NOT NULL PRIMARY KEY,
    key_hash     TEXT   NOT NULL REFERENCES operator_key (key_hash),
    created_at   BIGINT NOT NULL,
    last_seen_at BIGINT NOT NULL,
    expires_at   BIGINT NOT NULL,
    revoked_at   BIGINT
);
CREATE INDEX operator_session_by_key ON operator_session (key_hash);
CREATE INDEX operator_session_by_expiry ON operator_session (expires_at);
