//! What one cell says: a number, an area, a yes or a no. Never a guess.

use super::columns::AreaUnit;
use cnig::{Mark, number, unknown};
use domain::{Text, format, name};

pub use cnig::Refusal;

/// Area in hectares. The unit is that of the cell, or that of the heading; without either the row is refused, as it is
/// when the figure is not plausible in the unit given.
pub fn area(cell: &str, heading: AreaUnit, mark: Option<Mark>) -> Result<Option<f64>, Refusal> {
    let lower = cell.to_lowercase().replace('²', "2");
    let (figure, unit) = match ["hectares", "hectare", "ha"].iter().find_map(|u| lower.strip_suffix(u)) {
        Some(rest) => (rest, AreaUnit::Hectare),
        None => lower.strip_suffix("m2").map_or((lower.as_str(), heading), |rest| (rest, AreaUnit::SquareMetre)),
    };
    let Some(value) = number(figure.trim(), mark)? else { return Ok(None) };
    let ask = |fr: String, en: String| {
        Err((
            Text::new(fr, en),
            Text::new(
                "écrivez l’unité dans l’en-tête, « surface (ha) » ou « surface (m²) », ou dans la cellule",
                "write the unit in the heading, “area (ha)” or “area (m²)”, or in the cell",
            ),
        ))
    };
    if value < 0.0 {
        return ask(format!("une surface ne peut pas être négative ({cell})"), format!("an area cannot be negative ({cell})"));
    }
    match unit {
        AreaUnit::Unknown => ask(format!("« {cell} » : hectares ou mètres carrés ?"), format!("“{cell}”: hectares or square metres?")),
        // The largest industrial and port zone of the country is about 10 000 ha; no site is smaller than 100 m².
        AreaUnit::Hectare if value > 12_000.0 => {
            let (fr, en) = (format::number(value, 2, domain::Lang::Fr), format::number(value, 2, domain::Lang::En));
            ask(format!("{fr} ha : ne serait-ce pas des mètres carrés ?"), format!("{en} ha: are these not square metres?"))
        }
        AreaUnit::SquareMetre if value > 0.0 && value < 100.0 => {
            ask(format!("{cell} m² : ne serait-ce pas des hectares ?"), format!("{cell} m²: are these not hectares?"))
        }
        AreaUnit::Hectare => Ok(Some(value)),
        AreaUnit::SquareMetre => Ok(Some(value / 10_000.0)),
    }
}

/// "oui", "non", "yes", "x", "1"… None when empty or said unknown; the error is for anything else.
pub fn yes_no(cell: &str) -> Result<Option<bool>, Refusal> {
    let folded = name::fold(cell);
    match folded.as_str() {
        text if unknown(text) => Ok(None),
        "oui" | "o" | "yes" | "y" | "vrai" | "true" | "x" | "1" => Ok(Some(true)),
        "non" | "n" | "no" | "faux" | "false" | "0" => Ok(Some(false)),
        _ => Err((
            Text::new(format!("« {cell} » n’est ni oui ni non : laissé inconnu"), format!("“{cell}” is neither yes nor no: left unknown")),
            Text::new("écrivez oui, non ou rien", "write yes, no or nothing"),
        )),
    }
}
