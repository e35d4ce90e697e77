//! The layers of a GeoPackage as sheets of text, which the reader of the standard takes like any other.

use crate::blob::decode;
use cnig::{MOST_BYTES, MOST_ROWS, Refusal, Rows, Shape, Sheet};
use domain::Text;
use futures_util::TryStreamExt;
use sqlx::sqlite::{SqliteConnectOptions, SqliteConnection, SqliteOwnedBuf, SqliteRow};
use sqlx::{AssertSqlSafe, Column, ConnectOptions, Row, TypeInfo, ValueRef};

/// Text and geometries read in all: pages shared by a forged file must not become gigabytes.
const MOST_READ: usize = 60_000_000;
const MOST_LAYERS: usize = 20;
const MOST_COLUMNS: usize = 300;

/// Only real tables: a view could be made to run for ever.
const LAYERS: &str = "SELECT c.table_name FROM gpkg_contents c JOIN sqlite_master m ON m.name = c.table_name AND m.type = 'table' \
     WHERE c.data_type IN ('features', 'attributes') ORDER BY c.table_name LIMIT 20";

/// Every GeoPackage is a SQLite file, and nothing else that is read here is.
pub fn is_geopackage(bytes: &[u8]) -> bool {
    bytes.starts_with(b"SQLite format 3\0")
}

/// Every layer and table that `gpkg_contents` declares, headings and rows as text, geometries as GeoJSON in their own
/// coordinates.
pub async fn sheets(bytes: &[u8]) -> Result<Vec<Sheet>, Refusal> {
    if bytes.len() > MOST_BYTES {
        let most = MOST_BYTES / 1_000_000;
        return Err((
            Text::new(format!("le fichier dépasse {most} Mo"), format!("the file is over {most} MB")),
            Text::new("ne gardez que les couches utiles", "keep only the useful layers"),
        ));
    }
    read(bytes).await.map_err(|error| {
        (
            Text::new(format!("GeoPackage illisible ({error})"), format!("unreadable GeoPackage ({error})")),
            Text::new("enregistrez de nouveau la couche, ou exportez-la en GeoJSON", "save the layer again, or export it as GeoJSON"),
        )
    })
}

async fn read(bytes: &[u8]) -> Result<Vec<Sheet>, sqlx::Error> {
    let mut bytes = bytes.to_vec();
    // Bytes 18 and 19 say how the file was journalled (SQLite file format 1.3.3): in memory there is no journal to join.
    if let Some(versions) = bytes.get_mut(18..20) {
        versions.fill(1);
    }
    let mut base: SqliteConnection = SqliteConnectOptions::new().in_memory(true).connect().await?;
    base.deserialize(None, SqliteOwnedBuf::try_from(bytes.as_slice())?, true).await?;
    sqlx::raw_sql("PRAGMA trusted_schema = OFF; PRAGMA cell_size_check = ON; PRAGMA query_only = ON").execute(&mut base).await?;
    let layers: Vec<String> = sqlx::query_scalar(LAYERS).fetch_all(&mut base).await?;
    let mut left = MOST_READ;
    let mut sheets = Vec::new();
    for layer in layers.into_iter().take(MOST_LAYERS) {
        let quoted = layer.replace('"', "\"\"");
        let rows = sqlx::query(AssertSqlSafe(format!("SELECT * FROM \"{quoted}\" LIMIT {}", MOST_ROWS + 1)));
        let mut rows = rows.fetch(&mut base);
        let (mut header, mut read): (Vec<String>, Rows) = (Vec::new(), Vec::new());
        while let Some(row) = rows.try_next().await? {
            if header.is_empty() {
                header = row.columns().iter().take(MOST_COLUMNS).map(|c| c.name().to_owned()).collect();
            }
            let cells: Vec<String> = (0..header.len()).map(|at| cell(&row, at)).collect::<Result<_, _>>()?;
            let size: usize = cells.iter().map(String::len).sum();
            left = left.checked_sub(size).ok_or_else(|| sqlx::Error::InvalidArgument("too much data".into()))?;
            read.push((read.len() + 1, cells));
        }
        if !read.is_empty() {
            sheets.push(Sheet { name: layer, header, header_line: 0, rows: read, encoding: "GeoPackage".into(), separator: None });
        }
    }
    Ok(sheets)
}

fn cell(row: &SqliteRow, at: usize) -> Result<String, sqlx::Error> {
    let raw = row.try_get_raw(at)?;
    let kind = raw.type_info().name().to_owned();
    Ok(match (raw.is_null(), kind.as_str()) {
        (true, _) => String::new(),
        (_, "BLOB") => {
            let blob: Vec<u8> = row.try_get_unchecked(at)?;
            decode(&blob).and_then(|g| Shape::new(g).ok()).map_or("?".into(), |shape| shape.geojson())
        }
        (_, "REAL") => row.try_get_unchecked::<f64, _>(at)?.to_string(),
        (_, "INTEGER" | "BOOLEAN") => row.try_get_unchecked::<i64, _>(at)?.to_string(),
        _ => row.try_get_unchecked::<String, _>(at)?.trim().replace('\0', ""),
    })
}
