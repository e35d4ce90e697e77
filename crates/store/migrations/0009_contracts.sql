-- The contracts of territories: their action sheets, every version of them, what committees decided, what people said of
-- them, and the blocking points that rise to the region and the State.

CREATE TABLE sheet (
    id          TEXT   NOT NULL PRIMARY KEY,
    -- The territory, (phase, code), and the INSEE code of the region that steers it.
    phase       BIGINT NOT NULL,
    code        TEXT   NOT NULL,
    region      TEXT   NOT NULL,
    number      TEXT   NOT NULL,
    title       TEXT   NOT NULL,
    holder      TEXT   NOT NULL,
    state       TEXT   NOT NULL,
    -- 1 while somebody has something to do; the life cycle says in which states.
    is_open     BIGINT NOT NULL,
    -- ",competences,foncier,"
    axes        TEXT   NOT NULL,
    -- "person:ID" or a folded name; empty once closed. owner_name is how it is shown.
    owner       TEXT   NOT NULL,
    owner_name  TEXT   NOT NULL,
    next_action TEXT   NOT NULL,
    -- "2026-03-01"; "9999-12-31" once closed, so that it sorts last on both engines.
    due         TEXT   NOT NULL,
    accelerated BIGINT NOT NULL,
    published   BIGINT NOT NULL,
    synthetic   BIGINT NOT NULL,
    total_cost  BIGINT,
    -- Number with its digits padded: "2.10" after "2.9".
    rank        TEXT   NOT NULL,
    -- Number, title and holder, lowercase, without accents.
    folded      TEXT   NOT NULL,
    -- The project of the line it was made from.
    project_id  TEXT,
    version     BIGINT NOT NULL,
    created_at  BIGINT NOT NULL,
    changed_at  BIGINT NOT NULL
);
CREATE INDEX sheet_by_rank ON sheet (phase, code, rank, id);
CREATE INDEX sheet_by_due ON sheet (phase, code, due, id);
CREATE INDEX sheet_by_change ON sheet (phase, code, changed_at, id);
CREATE INDEX sheet_by_state ON sheet (phase, code, state, due, id);
CREATE INDEX sheet_by_owner ON sheet (owner, due, id);
CREATE INDEX sheet_by_open_owner ON sheet (phase, code, is_open, owner, owner_name);
CREATE INDEX sheet_by_region ON sheet (region, state);
CREATE INDEX sheet_by_origin ON sheet (phase, code, synthetic);
CREATE INDEX sheet_by_project ON sheet (project_id);

-- Every version whole, so that any can be compared, merged or brought back.
CREATE TABLE sheet_version (
    sheet_id      TEXT   NOT NULL REFERENCES sheet (id),
    version       BIGINT NOT NULL,
    sheet         TEXT   NOT NULL,
    author        TEXT   NOT NULL,
    at            BIGINT NOT NULL,
    -- Keys of what changed since the version before, as JSON.
    changed       TEXT   NOT NULL,
    restored_from BIGINT,
    -- What was done together is undone together.
    batch         TEXT,
    PRIMARY KEY (sheet_id, version)
);
CREATE INDEX sheet_version_by_batch ON sheet_version (batch);
CREATE INDEX sheet_version_by_time ON sheet_version (at);

CREATE TABLE sheet_decision (
    id         TEXT   NOT NULL PRIMARY KEY,
    sheet_id   TEXT   NOT NULL REFERENCES sheet (id),
    -- The version it made: what it changed is the difference with the one before.
    version    BIGINT NOT NULL,
    phase      BIGINT NOT NULL,
    code       TEXT   NOT NULL,
    kind       TEXT   NOT NULL,
    committee  TEXT   NOT NULL,
    held_on    TEXT   NOT NULL,
    reason     TEXT   NOT NULL,
    from_state TEXT   NOT NULL,
    to_state   TEXT   NOT NULL,
    -- Pieces seen and missing, as JSON lists of identifiers.
    seen       TEXT   NOT NULL,
    missing    TEXT   NOT NULL,
    author     TEXT   NOT NULL,
    at         BIGINT NOT NULL,
    -- Undone with the batch it came in: kept, and said.
    undone_at  BIGINT,
    undone_by  TEXT
);
CREATE INDEX sheet_decision_by_sheet ON sheet_decision (sheet_id, at);
CREATE INDEX sheet_decision_by_contract ON sheet_decision (phase, code, held_on);

CREATE TABLE sheet_comment (
    id           TEXT   NOT NULL PRIMARY KEY,
    sheet_id     TEXT   NOT NULL REFERENCES sheet (id),
    author       TEXT   NOT NULL,
    at           BIGINT NOT NULL,
    body         TEXT   NOT NULL,
    withdrawn_at BIGINT
);
CREATE INDEX sheet_comment_by_sheet ON sheet_comment (sheet_id, at);

CREATE TABLE sheet_mention (
    comment_id TEXT   NOT NULL REFERENCES sheet_comment (id),
    person_id  TEXT   NOT NULL REFERENCES person (id),
    at         BIGINT NOT NULL,
    PRIMARY KEY (comment_id, person_id)
);
CREATE INDEX sheet_mention_by_person ON sheet_mention (person_id, at);

CREATE TABLE sheet_blocking (
    id        TEXT   NOT NULL PRIMARY KEY,
    sheet_id  TEXT   NOT NULL REFERENCES sheet (id),
    phase     BIGINT NOT NULL,
    code      TEXT   NOT NULL,
    region    TEXT   NOT NULL,
    -- "region" or "state": who is asked.
    level     TEXT   NOT NULL,
    what      TEXT   NOT NULL,
    -- "open", "answered", "lifted".
    state     TEXT   NOT NULL,
    -- "2026-03-01": an answer is expected by then.
    due       TEXT   NOT NULL,
    version   BIGINT NOT NULL,
    raised_at BIGINT NOT NULL,
    raised_by TEXT   NOT NULL
);
CREATE INDEX sheet_blocking_by_sheet ON sheet_blocking (sheet_id, raised_at);
CREATE INDEX sheet_blocking_by_region ON sheet_blocking (region, state, due);
CREATE INDEX sheet_blocking_by_state ON sheet_blocking (state, due);

-- Its history: raised, answered, asked again, passed to the State, lifted.
CREATE TABLE sheet_blocking_step (
    id          TEXT   NOT NULL PRIMARY KEY,
    blocking_id TEXT   NOT NULL REFERENCES sheet_blocking (id),
    at          BIGINT NOT NULL,
    author      TEXT   NOT NULL,
    kind        TEXT   NOT NULL,
    body        TEXT   NOT NULL
);
CREATE INDEX sheet_blocking_step_by_blocking ON sheet_blocking_step (blocking_id, at);
