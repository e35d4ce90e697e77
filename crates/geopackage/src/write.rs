//! Strict records as a GeoPackage 1.3: one layer per table of the standard, and tables of plain text beside them.

use crate::blob::encode;
use cnig::{Class, Field, Kind, Record, Shape, Value, written};
use jiff::Timestamp;
use sqlx::sqlite::{SqliteConnectOptions, SqliteConnection};
use sqlx::{AssertSqlSafe, ConnectOptions};

/// The records of a table of the standard.
pub struct Layer<'a> {
    pub class: Class,
    pub records: Vec<&'a Record>,
}

/// A table of text without geometry: a report.
pub struct Table {
    /// ASCII letters and "_".
    pub name: String,
    pub header: Vec<String>,
    pub rows: Vec<Vec<String>>,
}

/// Clauses 1.1.1.1.1 (identity), 1.1.2, 1.1.3 and 2.1.5 of OGC 12-128r18.
const CORE: &str = "PRAGMA application_id = 1196444487; PRAGMA user_version = 10300; \
    CREATE TABLE gpkg_spatial_ref_sys (srs_name TEXT NOT NULL, srs_id INTEGER PRIMARY KEY, organization TEXT NOT NULL, \
      organization_coordsys_id INTEGER NOT NULL, definition TEXT NOT NULL, description TEXT); \
    CREATE TABLE gpkg_contents (table_name TEXT NOT NULL PRIMARY KEY, data_type TEXT NOT NULL, identifier TEXT UNIQUE, \
      description TEXT DEFAULT '', last_change DATETIME NOT NULL, min_x DOUBLE, min_y DOUBLE, max_x DOUBLE, max_y DOUBLE, \
      srs_id INTEGER, CONSTRAINT fk_gc_r_srs_id FOREIGN KEY (srs_id) REFERENCES gpkg_spatial_ref_sys(srs_id)); \
    CREATE TABLE gpkg_geometry_columns (table_name TEXT NOT NULL, column_name TEXT NOT NULL, geometry_type_name TEXT NOT NULL, \
      srs_id INTEGER NOT NULL, z TINYINT NOT NULL, m TINYINT NOT NULL, CONSTRAINT pk_geom_cols PRIMARY KEY (table_name, column_name), \
      CONSTRAINT fk_gc_tn FOREIGN KEY (table_name) REFERENCES gpkg_contents(table_name), \
      CONSTRAINT fk_gc_srs FOREIGN KEY (srs_id) REFERENCES gpkg_spatial_ref_sys (srs_id)); \
    INSERT INTO gpkg_spatial_ref_sys VALUES ('Undefined cartesian SRS', -1, 'NONE', -1, 'undefined', NULL), \
      ('Undefined geographic SRS', 0, 'NONE', 0, 'undefined', NULL), \
      ('WGS 84 geodetic', 4326, 'EPSG', 4326, 'GEOGCS[\"WGS 84\",DATUM[\"WGS_1984\",SPHEROID[\"WGS 84\",6378137,298.257223563,\
AUTHORITY[\"EPSG\",\"7030\"]],AUTHORITY[\"EPSG\",\"6326\"]],PRIMEM[\"Greenwich\",0,AUTHORITY[\"EPSG\",\"8901\"]],\
UNIT[\"degree\",0.0174532925199433,AUTHORITY[\"EPSG\",\"9122\"]],AUTHORITY[\"EPSG\",\"4326\"]]', 'longitude/latitude')";

/// The bytes of a GeoPackage. `now` is written as the date of the layers.
pub async fn write(layers: &[Layer<'_>], tables: &[Table], now: Timestamp) -> Result<Vec<u8>, sqlx::Error> {
    let mut base: SqliteConnection = SqliteConnectOptions::new().in_memory(true).connect().await?;
    let now = now.strftime("%Y-%m-%dT%H:%M:%S.000Z").to_string();
    sqlx::raw_sql(CORE).execute(&mut base).await?;
    sqlx::raw_sql("BEGIN").execute(&mut base).await?;
    for layer in layers {
        put_layer(&mut base, layer, &now).await?;
    }
    for table in tables {
        put_table(&mut base, table, &now).await?;
    }
    sqlx::raw_sql("COMMIT").execute(&mut base).await?;
    Ok(base.serialize(None).await?.to_vec())
}

/// The field whose geometry is the layer's own: the perimeter, or else the place.
fn main_geometry(class: Class) -> Option<&'static Field> {
    let surface = class.fields().iter().find(|f| matches!(f.kind, Kind::Surface | Kind::WktSurface));
    surface.or_else(|| class.fields().iter().find(|f| f.kind.is_geometry()))
}

fn quoted(name: &str) -> String {
    format!("\"{}\"", name.replace('"', "\"\""))
}

async fn contents(base: &mut SqliteConnection, name: &str, kind: &str, now: &str, bounds: Option<[f64; 4]>) -> Result<(), sqlx::Error> {
    let srs = (kind == "features").then_some(4326_i64);
    let [min_x, min_y, max_x, max_y] = bounds.map_or([None; 4], |b| b.map(Some));
    sqlx::query("INSERT INTO gpkg_contents VALUES ($1, $2, $1, '', $3, $4, $5, $6, $7, $8)")
        .bind(name)
        .bind(kind)
        .bind(now)
        .bind(min_x)
        .bind(min_y)
        .bind(max_x)
        .bind(max_y)
        .bind(srs)
        .execute(base)
        .await?;
    Ok(())
}

async fn put_layer(base: &mut SqliteConnection, layer: &Layer<'_>, now: &str) -> Result<(), sqlx::Error> {
    let name = layer.class.name().replace('-', "_");
    let main = main_geometry(layer.class);
    let fields: Vec<&Field> = layer.class.fields().iter().filter(|f| main.is_none_or(|m| m.name != f.name)).collect();
    let columns: Vec<String> = fields
        .iter()
        .map(|f| {
            let kind = match f.kind {
                Kind::Number => "DOUBLE",
                Kind::Whole | Kind::Year => "INTEGER",
                Kind::Date => "DATE",
                _ => "TEXT",
            };
            format!("{} {kind}", quoted(&f.name))
        })
        .collect();
    let surface = main.is_some_and(|m| matches!(m.kind, Kind::Surface | Kind::WktSurface));
    let geometry = match (main, surface) {
        (None, _) => "",
        (_, true) => "MULTIPOLYGON",
        // A brownfield without a perimeter, an establishment on several buildings: any kind of place.
        _ => "GEOMETRY",
    };
    let own = if main.is_some() { format!(", geom {geometry}") } else { String::new() };
    let sql = format!("CREATE TABLE {} (fid INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL{own}, {})", quoted(&name), columns.join(", "));
    sqlx::query(AssertSqlSafe(sql)).execute(&mut *base).await?;
    let corners =
        layer.records.iter().filter_map(|r| r.shape(&main?.name)).flat_map(Shape::coords).fold(None, |box_: Option<[f64; 4]>, c| {
            let [a, b, x, y] = box_.unwrap_or([c.x, c.y, c.x, c.y]);
            Some([a.min(c.x), b.min(c.y), x.max(c.x), y.max(c.y)])
        });
    contents(base, &name, if main.is_some() { "features" } else { "attributes" }, now, corners).await?;
    if main.is_some() {
        sqlx::query("INSERT INTO gpkg_geometry_columns VALUES ($1, 'geom', $2, 4326, 0, 0)")
            .bind(&name)
            .bind(geometry)
            .execute(&mut *base)
            .await?;
    }
    let marks: Vec<String> = (1..=fields.len() + usize::from(main.is_some())).map(|n| format!("${n}")).collect();
    let names: Vec<String> = main.map(|_| "geom".to_owned()).into_iter().chain(fields.iter().map(|f| quoted(&f.name))).collect();
    let sql = format!("INSERT INTO {} ({}) VALUES ({})", quoted(&name), names.join(", "), marks.join(", "));
    for record in &layer.records {
        let mut query = sqlx::query(AssertSqlSafe(sql.clone()));
        if let Some(main) = main {
            query = query.bind(record.shape(&main.name).map(encode));
        }
        for field in &fields {
            query = match record.get(&field.name) {
                Some(Value::Number(number)) if field.kind == Kind::Whole => query.bind(*number as i64),
                Some(Value::Number(number)) => query.bind(*number),
                Some(Value::Year(year)) => query.bind(i64::from(*year)),
                value => query.bind(value.map(|v| written(field, v))),
            };
        }
        query.execute(&mut *base).await?;
    }
    Ok(())
}

async fn put_table(base: &mut SqliteConnection, table: &Table, now: &str) -> Result<(), sqlx::Error> {
    let columns: Vec<String> = table.header.iter().map(|h| format!("{} TEXT", quoted(h))).collect();
    let sql = format!("CREATE TABLE {} (fid INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL, {})", quoted(&table.name), columns.join(", "));
    sqlx::query(AssertSqlSafe(sql)).execute(&mut *base).await?;
    contents(base, &table.name, "attributes", now, None).await?;
    let marks: Vec<String> = (1..=table.header.len()).map(|n| format!("${n}")).collect();
    let names: Vec<String> = table.header.iter().map(|h| quoted(h)).collect();
    let sql = format!("INSERT INTO {} ({}) VALUES ({})", quoted(&table.name), names.join(", "), marks.join(", "));
    for row in &table.rows {
        let mut query = sqlx::query(AssertSqlSafe(sql.clone()));
        for at in 0..table.header.len() {
            query = query.bind(row.get(at).cloned());
        }
        query.execute(&mut *base).await?;
    }
    Ok(())
}
