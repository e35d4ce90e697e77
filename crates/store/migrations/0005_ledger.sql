-- Chains: each entry holds the digest of its content and of the entry before; the head is kept apart, so that a tail
-- cut off is missed.
CREATE TABLE chain_head (
    chain   TEXT   NOT NULL PRIMARY KEY,
    entries BIGINT NOT NULL CHECK (entries >= 0),
    digest  TEXT   NOT NULL
);
INSERT INTO chain_head (chain, entries, digest) VALUES ('ledger', 0, '');

ALTER TABLE audit ADD COLUMN seq BIGINT;
ALTER TABLE audit ADD COLUMN digest TEXT;
CREATE UNIQUE INDEX audit_by_seq ON audit (seq);

-- Counters. They say nothing that the journal does not, and the checks are the last line of defence: no statement of
-- any program takes an envelope beyond what is opened. Amounts are cents, or places.
CREATE TABLE ledger_envelope (
    id             TEXT   NOT NULL PRIMARY KEY,
    name           TEXT   NOT NULL,
    parent         TEXT   REFERENCES ledger_envelope (id),
    unit           TEXT   NOT NULL CHECK (unit IN ('money', 'places')),
    four_eyes_from BIGINT CHECK (four_eyes_from >= 0),
    opened         BIGINT NOT NULL CHECK (opened BETWEEN 0 AND 9007199254740991),
    delegated      BIGINT NOT NULL CHECK (delegated >= 0),
    reserved       BIGINT NOT NULL CHECK (reserved >= 0),
    committed      BIGINT NOT NULL CHECK (committed >= 0),
    lapsed         BIGINT NOT NULL CHECK (lapsed >= 0),
    liquidated     BIGINT NOT NULL,
    paid           BIGINT NOT NULL,
    repaid         BIGINT NOT NULL CHECK (repaid >= 0),
    opened_on      TEXT   NOT NULL,
    closed_on      TEXT,
    CHECK (delegated + reserved + committed + lapsed <= opened),
    CHECK (repaid <= paid AND paid <= liquidated AND liquidated <= committed)
);
CREATE INDEX ledger_envelope_by_parent ON ledger_envelope (parent);

CREATE TABLE ledger_credits (
    envelope  TEXT   NOT NULL REFERENCES ledger_envelope (id),
    year      BIGINT NOT NULL,
    opened    BIGINT NOT NULL CHECK (opened BETWEEN 0 AND 9007199254740991),
    delegated BIGINT NOT NULL CHECK (delegated >= 0),
    paid      BIGINT NOT NULL CHECK (paid >= 0),
    PRIMARY KEY (envelope, year),
    CHECK (delegated + paid <= opened)
);

CREATE TABLE ledger_award (
    id             TEXT   NOT NULL PRIMARY KEY,
    envelope       TEXT   NOT NULL REFERENCES ledger_envelope (id),
    reserved       BIGINT NOT NULL CHECK (reserved >= 0),
    reserved_until TEXT,
    committed      BIGINT NOT NULL,
    commitments    TEXT   NOT NULL,
    schedule       TEXT   NOT NULL,
    liquidated     BIGINT NOT NULL,
    paid           BIGINT NOT NULL,
    repaid         BIGINT NOT NULL CHECK (repaid >= 0),
    last_on        TEXT   NOT NULL,
    closed_on      TEXT,
    CHECK (repaid <= paid AND paid <= liquidated AND liquidated <= committed)
);
CREATE INDEX ledger_award_by_envelope ON ledger_award (envelope);

-- The journal. Triggers refuse to change or erase a line. The key is the client's: one key, one line, for ever.
CREATE TABLE ledger_entry (
    seq        BIGINT NOT NULL PRIMARY KEY CHECK (seq >= 1),
    key        TEXT   NOT NULL UNIQUE,
    written_at BIGINT NOT NULL,
    envelope   TEXT   NOT NULL REFERENCES ledger_envelope (id),
    kind       TEXT   NOT NULL,
    award      TEXT,
    amount     BIGINT NOT NULL CHECK (amount >= 0),
    date       TEXT   NOT NULL,
    decision   TEXT   NOT NULL,
    actor      TEXT   NOT NULL,
    approver   TEXT,
    detail     TEXT   NOT NULL,
    digest     TEXT   NOT NULL
);
CREATE INDEX ledger_entry_by_envelope ON ledger_entry (envelope, seq);
CREATE INDEX ledger_entry_by_award ON ledger_entry (award, seq);

-- A decision that waits for its second pair of eyes. It is settled when its key is in the journal.
CREATE TABLE ledger_proposal (
    id          TEXT   NOT NULL PRIMARY KEY,
    key         TEXT   NOT NULL UNIQUE,
    entry       TEXT   NOT NULL,
    proposed_at BIGINT NOT NULL,
    expires_at  BIGINT NOT NULL
);
