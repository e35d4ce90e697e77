-- How people come in: invitations, passwords forgotten, tries that slow down, browsers that are known, and the way back
-- from an identity provider. Only digests of secrets are kept.

-- Language of the mails they are sent.
ALTER TABLE person ADD COLUMN lang TEXT NOT NULL DEFAULT 'fr';
-- Who took a right back.
ALTER TABLE person_right ADD COLUMN taken_back_by TEXT;
-- What the identity provider wants to hear when its session is to be ended too.
ALTER TABLE person_session ADD COLUMN id_token TEXT;

-- One right offered to one address, by a link that is used once.
CREATE TABLE invitation (
    id              TEXT   NOT NULL PRIMARY KEY,
    token_hash      TEXT   NOT NULL UNIQUE,
    email           TEXT   NOT NULL,
    name            TEXT   NOT NULL,
    organisation_id TEXT   NOT NULL REFERENCES organisation (id),
    role            TEXT   NOT NULL,
    scope           TEXT   NOT NULL,
    lang            TEXT   NOT NULL,
    invited_at      BIGINT NOT NULL,
    invited_by      TEXT   NOT NULL,
    expires_at      BIGINT NOT NULL,
    accepted_at     BIGINT,
    accepted_by     TEXT,
    revoked_at      BIGINT
);
CREATE INDEX invitation_by_scope ON invitation (scope, invited_at);
CREATE INDEX invitation_by_email ON invitation (email, accepted_at);

CREATE TABLE password_reset (
    token_hash TEXT   NOT NULL PRIMARY KEY,
    person_id  TEXT   NOT NULL REFERENCES person (id),
    made_at    BIGINT NOT NULL,
    made_by    TEXT   NOT NULL,
    expires_at BIGINT NOT NULL,
    used_at    BIGINT
);
CREATE INDEX password_reset_by_person ON password_reset (person_id, used_at);

-- How many tries failed in a row, by subject: an account, an address of the network, a known browser. Digests.
CREATE TABLE sign_in_try (
    subject  TEXT   NOT NULL PRIMARY KEY,
    failures BIGINT NOT NULL,
    last_at  BIGINT NOT NULL,
    until_at BIGINT NOT NULL
);
CREATE INDEX sign_in_try_by_age ON sign_in_try (last_at);

-- A browser that already signed in to this account: its tries are counted apart, so that whoever guesses from
-- elsewhere does not lock its owner out.
CREATE TABLE known_browser (
    id_hash   TEXT   NOT NULL PRIMARY KEY,
    person_id TEXT   NOT NULL REFERENCES person (id),
    known_at  BIGINT NOT NULL
);
CREATE INDEX known_browser_by_person ON known_browser (person_id);

-- Somebody who left for the identity provider and is awaited back.
CREATE TABLE identity_errand (
    id_hash    TEXT   NOT NULL PRIMARY KEY,
    state      TEXT   NOT NULL,
    nonce      TEXT   NOT NULL,
    verifier   TEXT   NOT NULL,
    back       TEXT   NOT NULL,
    expires_at BIGINT NOT NULL
);
