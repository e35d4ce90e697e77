-- Who reads the page of a site: everybody while a site has no row here, or what the last act said.
CREATE TABLE site_page (
    site_id    TEXT   NOT NULL PRIMARY KEY,
    restricted BIGINT NOT NULL CHECK (restricted IN (0, 1)),
    version    BIGINT NOT NULL CHECK (version >= 1),
    author     TEXT   NOT NULL,
    at         BIGINT NOT NULL
);
CREATE INDEX IF NOT EXISTS site_row_by_site ON site_row (site_id);
