-- What a project was opened from: "target:ID", "synergy:ID"; empty otherwise.
ALTER TABLE project ADD COLUMN origin TEXT NOT NULL DEFAULT '';
CREATE INDEX project_by_origin ON project (origin, created_at, id);

-- Who signs the contract of a territory, in each phase. Documents are attachments of "signatory:ID".
CREATE TABLE contract_signatory (
    id           TEXT   NOT NULL PRIMARY KEY,
    phase        BIGINT NOT NULL,
    code         TEXT   NOT NULL,
    organisation TEXT   NOT NULL,
    quality      TEXT   NOT NULL CHECK (quality IN ('intercommunality', 'region', 'state', 'operator', 'company', 'other')),
    -- Who signs for it; empty when not told.
    person       TEXT   NOT NULL,
    -- Null while it has not signed.
    signed_on    TEXT,
    version      BIGINT NOT NULL CHECK (version >= 1),
    author       TEXT   NOT NULL,
    at           BIGINT NOT NULL,
    removed_at   BIGINT
);
CREATE INDEX contract_signatory_by_place ON contract_signatory (phase, code, id);

-- Lists that are read page by page.
CREATE INDEX synergy_by_arrival ON synergy (phase, code, id);
CREATE INDEX news_article_by_open_scope ON news_article (state, scope);
