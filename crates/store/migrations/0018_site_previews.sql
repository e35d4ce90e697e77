-- Lists of sites that somebody has looked at and not yet imported: whichever server made the preview, any may take it in.
CREATE TABLE site_preview (
    file_sha256 TEXT   NOT NULL PRIMARY KEY,
    -- What was read of the file, as JSON.
    reading     TEXT   NOT NULL,
    seen_at     BIGINT NOT NULL
);
