-- Articles that those who steer publish, beside the files of the server.
CREATE TABLE news_article (
    id         TEXT   NOT NULL PRIMARY KEY,
    -- For whom its author writes, as rights write it: "national", "region:27", "territory:2:ti-2704", "operator:bpifrance".
    scope      TEXT   NOT NULL,
    -- draft, published, withdrawn
    state      TEXT   NOT NULL,
    title_fr   TEXT   NOT NULL,
    -- Empty, with its text, when the article is in French alone.
    title_en   TEXT   NOT NULL,
    body_fr    TEXT   NOT NULL,
    body_en    TEXT   NOT NULL,
    -- Day of the article, as its author gives it.
    dated      TEXT   NOT NULL,
    -- Who signs it, as readers see it.
    signed     TEXT   NOT NULL,
    -- JSON: the sources its author names.
    sources    TEXT   NOT NULL,
    version    BIGINT NOT NULL CHECK (version >= 1),
    author     TEXT   NOT NULL,
    at         BIGINT NOT NULL
);
CREATE INDEX news_article_by_state ON news_article (state, dated, id);
CREATE INDEX news_article_by_scope ON news_article (scope, dated, id);

-- Every earlier state of an article, the last one included.
CREATE TABLE news_article_version (
    article_id TEXT   NOT NULL REFERENCES news_article (id),
    version    BIGINT NOT NULL CHECK (version >= 1),
    -- write, publish, withdraw, reopen
    act        TEXT   NOT NULL,
    article    TEXT   NOT NULL,
    author     TEXT   NOT NULL,
    at         BIGINT NOT NULL,
    PRIMARY KEY (article_id, version)
);

-- A company or an activity that a territory wants to bring, and how far it went. Confidential to those who read the contract.
CREATE TABLE relocation_target (
    id         TEXT   NOT NULL PRIMARY KEY,
    phase      BIGINT NOT NULL,
    code       TEXT   NOT NULL,
    -- INSEE code of the region that steers the territory.
    region     TEXT   NOT NULL,
    -- Empty when not known.
    siret      TEXT   NOT NULL,
    name       TEXT   NOT NULL,
    -- Code of the activity (NAF): "25.50B"; empty when not known.
    activity   TEXT   NOT NULL,
    -- Address of the line of the study it was added from, and its words; empty when it was typed.
    origin     TEXT   NOT NULL,
    origin_words TEXT NOT NULL,
    state      TEXT   NOT NULL,
    -- Why it came or not, once it is known.
    reason     TEXT   NOT NULL,
    next_action TEXT  NOT NULL,
    due        TEXT,
    note       TEXT   NOT NULL,
    -- Who follows it: a name, and the account that bears it or nothing.
    owner      TEXT   NOT NULL,
    owner_person TEXT NOT NULL,
    version    BIGINT NOT NULL CHECK (version >= 1),
    author     TEXT   NOT NULL,
    at         BIGINT NOT NULL,
    removed_at BIGINT
);
CREATE INDEX relocation_target_by_owner ON relocation_target (owner_person, due, id);
CREATE INDEX relocation_target_by_place ON relocation_target (phase, code, state, due, id);

-- Every earlier state of a target, the last one included.
CREATE TABLE relocation_target_version (
    target_id TEXT   NOT NULL REFERENCES relocation_target (id),
    version   BIGINT NOT NULL CHECK (version >= 1),
    target    TEXT   NOT NULL,
    author    TEXT   NOT NULL,
    at        BIGINT NOT NULL,
    PRIMARY KEY (target_id, version)
);

-- What those who keep a site say of it, over what lists say: one row per procedure or wave of a label.
CREATE TABLE site_said (
    site_id     TEXT   NOT NULL,
    -- anticipation, label
    kind        TEXT   NOT NULL,
    -- The group of procedures, or the wave of the label.
    subject     TEXT   NOT NULL,
    -- JSON; empty once it is taken back.
    said        TEXT   NOT NULL,
    -- The application whose favourable decision a label comes from; empty otherwise.
    application TEXT   NOT NULL,
    version     BIGINT NOT NULL CHECK (version >= 1),
    author      TEXT   NOT NULL,
    at          BIGINT NOT NULL,
    PRIMARY KEY (site_id, kind, subject)
);

CREATE TABLE site_said_version (
    site_id TEXT   NOT NULL,
    kind    TEXT   NOT NULL,
    subject TEXT   NOT NULL,
    version BIGINT NOT NULL CHECK (version >= 1),
    said    TEXT   NOT NULL,
    author  TEXT   NOT NULL,
    at      BIGINT NOT NULL,
    PRIMARY KEY (site_id, kind, subject, version)
);
