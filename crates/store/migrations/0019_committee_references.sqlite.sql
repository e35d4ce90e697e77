-- SQLite drops no constraint: the table is made again, and filled with its own rows before the links to it are checked.
PRAGMA defer_foreign_keys = ON;
CREATE TABLE committee_session_before AS SELECT * FROM committee_session;
DROP TABLE committee_session;
CREATE TABLE committee_session (
    id          TEXT   NOT NULL PRIMARY KEY,
    call        TEXT   NOT NULL,
    wave        TEXT   NOT NULL,
    operator    TEXT   NOT NULL,
    -- Reference of its minutes, which every decision bears.
    reference   TEXT   NOT NULL,
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
INSERT INTO committee_session (id, call, wave, operator, reference, held_on, quorum, grid, ranking, frozen_at, frozen_by, convened_by, created_at)
    SELECT id, call, wave, operator, reference, held_on, quorum, grid, ranking, frozen_at, frozen_by, convened_by, created_at
    FROM committee_session_before;
DROP TABLE committee_session_before;
CREATE INDEX committee_session_by_call ON committee_session (call, held_on, id);
CREATE UNIQUE INDEX committee_session_by_reference ON committee_session (call, reference);
