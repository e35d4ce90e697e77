-- Letters that leave at once (missing documents asked, a decision, a proposal that awaits a second person): the steps themselves
-- are the queue, and this says what was told to whom.
CREATE TABLE letter_once (
    -- "application:ID:VERSION", "proposal:ID".
    object TEXT   NOT NULL,
    -- Whom a server took the letter of; empty once everybody concerned was written to.
    reader TEXT   NOT NULL,
    -- When it was taken.
    at     BIGINT NOT NULL,
    -- When the letter left, or was refused for good; until then whoever took it may be no more, and another takes it again.
    sent   BIGINT,
    PRIMARY KEY (object, reader)
);
CREATE INDEX letter_once_by_age ON letter_once (at);
CREATE INDEX application_step_by_time ON application_step (at);
CREATE INDEX application_by_proposal ON application (changed_at) WHERE proposal IS NOT NULL;
CREATE INDEX committee_member_by_person ON committee_member (person);

-- Which of the documents that a call asks a file of an application answers: the slug of its French name, empty for another one.
CREATE TABLE application_document (
    attachment TEXT NOT NULL REFERENCES attachment (id),
    document   TEXT NOT NULL,
    PRIMARY KEY (attachment, document)
);

-- What an application is found by, without accents: its number, its title and the name of its holder.
ALTER TABLE application ADD COLUMN folded TEXT;
-- Its priorities between bars, "|decarbonation|skills|"; whether its decision was notified; what a support in kind was worth, in cents
-- and in days.
ALTER TABLE application ADD COLUMN themes TEXT;
ALTER TABLE application ADD COLUMN notified BIGINT;
ALTER TABLE application ADD COLUMN kind_value BIGINT;
ALTER TABLE application ADD COLUMN kind_days BIGINT;
CREATE INDEX application_by_call_and_age ON application (call, created_at, id);

-- A form of the State's platform that the pages of a call or a measure offer to prefill: its questions as they were read, and which
-- answer of ours fills which.
CREATE TABLE demarche_form (
    demarche  BIGINT NOT NULL PRIMARY KEY,
    call      TEXT,
    measure   TEXT,
    -- Where a prefilled file is opened.
    address   TEXT   NOT NULL,
    -- Both as JSON.
    mapping   TEXT   NOT NULL,
    questions TEXT   NOT NULL,
    read_at   BIGINT NOT NULL,
    CHECK (call IS NOT NULL OR measure IS NOT NULL)
);

-- A recusal in one session hides a file in every list.
CREATE INDEX committee_recusal_by_application ON committee_recusal (application, person);
