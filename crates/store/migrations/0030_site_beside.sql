-- Rows that a list in the national standard gives beside its sites: poles, plots, establishments. Kept as given.

CREATE TABLE site_beside (
    import_id TEXT   NOT NULL REFERENCES site_import (id),
    position  BIGINT NOT NULL,
    -- JSON: table, identifier, cells, source.
    held      TEXT   NOT NULL,
    PRIMARY KEY (import_id, position)
);
