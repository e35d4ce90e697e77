-- Who acts: people, the organisations they speak for, what they may do where, and the sessions they opened.

CREATE TABLE organisation (
    id         TEXT   NOT NULL PRIMARY KEY,
    -- epci, region, state_service, operator, company, association
    kind       TEXT   NOT NULL,
    name       TEXT   NOT NULL,
    -- SIREN or SIRET, checked; one organisation of this installation per number.
    number     TEXT   UNIQUE,
    created_at BIGINT NOT NULL
);
CREATE INDEX organisation_by_name ON organisation (name, id);

CREATE TABLE person (
    id            TEXT   NOT NULL PRIMARY KEY,
    -- Lowercase, trimmed: one account per address.
    email         TEXT   NOT NULL UNIQUE,
    name          TEXT   NOT NULL,
    -- argon2 (PHC string); absent until a password is chosen, or for ever when an identity provider vouches.
    password_hash TEXT,
    -- "issuer subject" of the identity provider, when one vouches.
    identity      TEXT   UNIQUE,
    created_at    BIGINT NOT NULL,
    closed_at     BIGINT
);

-- One line of somebody's rights: a role within a scope, in the name of an organisation. Kept after it is taken back.
CREATE TABLE person_right (
    id              TEXT   NOT NULL PRIMARY KEY,
    person_id       TEXT   NOT NULL REFERENCES person (id),
    organisation_id TEXT   NOT NULL REFERENCES organisation (id),
    role            TEXT   NOT NULL,
    scope           TEXT   NOT NULL,
    given_at        BIGINT NOT NULL,
    given_by        TEXT   NOT NULL,
    taken_back_at   BIGINT
);
CREATE INDEX person_right_by_person ON person_right (person_id, taken_back_at);
CREATE INDEX person_right_by_scope ON person_right (scope, taken_back_at);

CREATE TABLE person_session (
    id_hash      TEXT   NOT NULL PRIMARY KEY,
    person_id    TEXT   NOT NULL REFERENCES person (id),
    -- What the browser said of itself, to be recognised in the list of one's sessions.
    device       TEXT   NOT NULL,
    created_at   BIGINT NOT NULL,
    last_seen_at BIGINT NOT NULL,
    expires_at   BIGINT NOT NULL,
    revoked_at   BIGINT
);
CREATE INDEX person_session_by_person ON person_session (person_id, revoked_at);
CREATE INDEX person_session_by_expiry ON person_session (expires_at);
