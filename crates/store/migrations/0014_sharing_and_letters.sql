-- Whom the holder of a project shows it to, besides whoever has its address; letters sent at a chosen pace; jobs that one
-- server of several does.

-- What stands now; the audit keeps what was opened and closed, and when.
CREATE TABLE project_sharing (
    project_id TEXT   NOT NULL REFERENCES project (id),
    -- "territory:2:ti-2704", "operator:bpifrance", "counted", "public".
    audience   TEXT   NOT NULL,
    since      BIGINT NOT NULL,
    PRIMARY KEY (project_id, audience)
);
CREATE INDEX project_sharing_by_audience ON project_sharing (audience, since, project_id);

-- How often somebody wants the letter that says what awaits them, and when the last one was made: the guard of two
-- servers that would write to the same person. Who has no line is at the usual pace.
CREATE TABLE person_letter (
    person_id TEXT   NOT NULL PRIMARY KEY REFERENCES person (id),
    -- "never", "daily", "weekly".
    pace      TEXT   NOT NULL,
    -- Up to when the last letter told.
    told_at   BIGINT NOT NULL,
    -- Tries of the letter that did not leave.
    failures  BIGINT NOT NULL
);

-- The link at the foot of each letter, that stops them without signing in. Only digests.
CREATE TABLE letter_stop (
    token_hash TEXT   NOT NULL PRIMARY KEY,
    person_id  TEXT   NOT NULL REFERENCES person (id),
    made_at    BIGINT NOT NULL
);
CREATE INDEX letter_stop_by_age ON letter_stop (made_at);

-- When a job was last taken: of several servers, one takes it.
CREATE TABLE job (
    name     TEXT   NOT NULL PRIMARY KEY,
    taken_at BIGINT NOT NULL
);
