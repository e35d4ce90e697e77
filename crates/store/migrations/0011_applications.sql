-- Applications to calls, from draft to closing; the grids, sessions and scores of their committees; the dates that an
-- operator set for a wave of which no source gives any.

CREATE TABLE application (
    id           TEXT   NOT NULL PRIMARY KEY,
    -- What people say of it, and its number in the ledger: "A-7K3F9Q2M".
    number       TEXT   NOT NULL UNIQUE,
    call         TEXT   NOT NULL,
    -- Slug of the operator of the call.
    operator     TEXT   NOT NULL,
    wave         TEXT   NOT NULL,
    -- Envelope of the ledger it draws on, if the call has one.
    envelope     TEXT,
    organisation TEXT   NOT NULL REFERENCES organisation (id),
    -- Territory and region that may see it, if its holder named one.
    phase        BIGINT,
    territory    TEXT,
    region       TEXT,
    title        TEXT   NOT NULL,
    state        TEXT   NOT NULL,
    asked        BIGINT,
    decided      BIGINT,
    paid         BIGINT NOT NULL,
    -- The whole life, as the crate `applications` holds it.
    life         TEXT   NOT NULL,
    -- One more at each change: whoever started from another one is told.
    version      BIGINT NOT NULL,
    -- A step that waits for a second person.
    proposal     TEXT,
    created_at   BIGINT NOT NULL,
    created_by   TEXT   NOT NULL,
    filed_at     BIGINT,
    -- SHA-256 of what was filed.
    receipt      TEXT,
    changed_at   BIGINT NOT NULL
);
CREATE INDEX application_by_call ON application (call, wave, state, id);
CREATE INDEX application_by_organisation ON application (organisation, id);
CREATE INDEX application_by_region ON application (region, state, id);
CREATE INDEX application_by_operator ON application (operator, organisation);

CREATE TABLE application_step (
    application TEXT   NOT NULL REFERENCES application (id),
    version     BIGINT NOT NULL,
    at          BIGINT NOT NULL,
    who         TEXT   NOT NULL,
    -- Second person, where two are wanted.
    approver    TEXT,
    step        TEXT   NOT NULL,
    before      TEXT   NOT NULL,
    after       TEXT   NOT NULL,
    wave        TEXT   NOT NULL,
    -- Of the request: sent again, it takes one step and gets the same answer.
    key         TEXT   NOT NULL,
    PRIMARY KEY (application, version),
    UNIQUE (application, key)
);

CREATE TABLE call_wave_act (
    id         TEXT   NOT NULL PRIMARY KEY,
    call       TEXT   NOT NULL,
    wave       TEXT   NOT NULL,
    opens_at   BIGINT NOT NULL,
    closes_at  BIGINT,
    reason     TEXT   NOT NULL,
    who        TEXT   NOT NULL,
    at         BIGINT NOT NULL,
    CHECK (closes_at IS NULL OR closes_at > opens_at)
);
CREATE INDEX call_wave_act_by_call ON call_wave_act (call, wave, at, id);

CREATE TABLE call_grid (
    call      TEXT   NOT NULL,
    version   BIGINT NOT NULL,
    grid      TEXT   NOT NULL,
    who       TEXT   NOT NULL,
    at        BIGINT NOT NULL,
    -- A score was given on it: it is not edited any more.
    frozen_at BIGINT,
    PRIMARY KEY (call, version)
);

CREATE TABLE committee_session (
    id          TEXT   NOT NULL PRIMARY KEY,
    call        TEXT   NOT NULL,
    wave        TEXT   NOT NULL,
    operator    TEXT   NOT NULL,
    -- Reference of its minutes, which every decision bears.
    reference   TEXT   NOT NULL UNIQUE,
    held_on     TEXT   NOT NULL,
    quorum      BIGINT NOT NULL CHECK (quorum >= 1),
    grid        BIGINT NOT NULL,
    -- The ranked list, once frozen.
    ranking     TEXT,
    frozen_at   BIGINT,
    frozen_by   TEXT,
    convened_by TEXT   NOT NULL,
    created_at  BIGINT NOT NULL,
    FOREIGN KEY (call, grid) REFERENCES call_grid (call, version),
    CHECK ((ranking IS NULL) = (frozen_at IS NULL))
);
CREATE INDEX committee_session_by_call ON committee_session (call, held_on, id);

CREATE TABLE committee_member (
    session TEXT NOT NULL REFERENCES committee_session (id),
    person  TEXT NOT NULL REFERENCES person (id),
    PRIMARY KEY (session, person)
);

CREATE TABLE committee_recusal (
    session     TEXT   NOT NULL REFERENCES committee_session (id),
    application TEXT   NOT NULL REFERENCES application (id),
    person      TEXT   NOT NULL REFERENCES person (id),
    reason      TEXT   NOT NULL,
    who         TEXT   NOT NULL,
    at          BIGINT NOT NULL,
    PRIMARY KEY (session, application, person)
);

CREATE TABLE committee_score (
    session     TEXT   NOT NULL REFERENCES committee_session (id),
    application TEXT   NOT NULL REFERENCES application (id),
    person      TEXT   NOT NULL REFERENCES person (id),
    -- Version of the grid it was given on.
    grid        BIGINT NOT NULL,
    points      TEXT   NOT NULL,
    comments    TEXT   NOT NULL,
    at          BIGINT NOT NULL,
    PRIMARY KEY (session, application, person)
);
