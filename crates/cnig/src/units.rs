//! Hectares in one standard, square metres in the other: the classic mistake. The perimeter of the row settles it;
//! without a perimeter, only a figure that no French site can have is converted.

use crate::class::Class;
use crate::columns::Column;
use crate::record::{Record, Value};
use crate::report::Correction;
use domain::Text;

/// The largest industrial and port zone of the country is about 10 000 ha.
const MOST_HECTARES: f64 = 12_000.0;
/// A figure this many times the measured area, give or take five, is in the other unit.
const OTHER_UNIT: std::ops::Range<f64> = 2_000.0..50_000.0;

/// Areas of a table in hectares, the whole first, and the perimeter that measures it.
fn hectares(class: Class) -> (&'static [&'static str], &'static str) {
    match class {
        Class::Pole => (&["pole_surface"], ""),
        Class::Site => (&["site_surf_brute", "site_surf_utile", "site_surf_comm_dispo", "site_surf_projet"], "site_geomsurf"),
        Class::Plot => (&["terr_surf_brute"], "terr_geomsurf"),
        _ => (&[], ""),
    }
}

pub fn mend(record: &mut Record, file: &str, columns: &[Column], corrections: &mut Vec<Correction>) {
    let (areas, perimeter) = hectares(record.class);
    let measured = record.shape(perimeter).and_then(|s| s.hectares()).filter(|ha| *ha > 0.05);
    let mut told = |record: &mut Record, name: &str, read: f64, kept: f64, why: Text| {
        let column = columns.iter().position(|c| c.field().is_some_and(|f| f.name == name)).map_or(0, |at| at + 1);
        corrections.push(Correction::new(file, record.line, column, name, &read.to_string(), &kept.to_string(), why));
        record.set(name, Some(Value::Number(kept)));
    };
    for name in areas {
        let Some(read) = record.number(name) else { continue };
        let whole = areas.first().filter(|first| *first != name).and_then(|first| record.number(first));
        let by_perimeter = measured.is_some_and(|ha| OTHER_UNIT.contains(&(read / ha)));
        let by_whole = whole.is_some_and(|ha| ha > 0.0 && read > 100.0 * ha);
        if by_perimeter || by_whole || read > MOST_HECTARES {
            let why = match by_perimeter {
                true => Text::new(
                    "mètres carrés dans une colonne d’hectares, d’après le périmètre : divisé par 10 000",
                    "square metres in a column of hectares, going by the perimeter: divided by 10 000",
                ),
                false => Text::new(
                    "trop grand pour des hectares : ce sont des mètres carrés, divisés par 10 000",
                    "too large for hectares: these are square metres, divided by 10 000",
                ),
            };
            told(record, name, read, read / 10_000.0, why);
        }
    }
    if record.class != Class::Brownfield {
        return;
    }
    let measured = record.shape("geomsurf").and_then(|s| s.hectares()).filter(|ha| *ha > 0.05);
    for name in ["unite_fonciere_surface", "bati_surface", "bati_nombre"] {
        let Some(read) = record.number(name) else { continue };
        let by_perimeter = name == "unite_fonciere_surface" && measured.is_some_and(|ha| OTHER_UNIT.contains(&(ha * 10_000.0 / read)));
        // Square metres are whole in this standard: "1.675" is hectares.
        let small = name == "unite_fonciere_surface" && read.fract() != 0.0 && read < 1_000.0;
        if by_perimeter || small {
            let why = Text::new(
                "hectares dans une colonne de mètres carrés : multiplié par 10 000",
                "hectares in a column of square metres: multiplied by 10 000",
            );
            told(record, name, read, (read * 10_000.0).round(), why);
        } else if read.fract() != 0.0 {
            told(record, name, read, read.round(), Text::new("le standard veut un nombre entier", "the standard wants a whole number"));
        }
    }
}
