//! Shifted rows. A text that holds the separator, or a list value such as "entrepôts, logistique" cut in two, pushes
//! the rest of the row under the wrong headings. The kinds of the fields say where the row fits; when two places fit as
//! well, the row is asked about, never guessed.

use crate::cell::{Around, Found, read, same};
use crate::field::{Field, Kind, List};
use domain::Text;

/// A row laid under its headings.
pub enum Aligned {
    AsItIs,
    /// The cells as they should be, the column (from 0) where the row was mended, what was read and kept there, and why.
    Mended {
        cells: Vec<String>,
        column: usize,
        read: String,
        kept: String,
        why: Text,
    },
    /// No place fits, or several do.
    Lost(Text, Text),
}

/// Cells beyond the headings that are still taken for one cut text.
const MOST_EXTRA: usize = 4;

/// Does the cell fit the field? `None`: it says nothing either way.
fn fits(field: Option<&Field>, cell: &str, around: Around) -> Option<bool> {
    let field = field?;
    let free = matches!(field.kind, Kind::Text | Kind::Id | Kind::Ids | Kind::Code | Kind::Codes | Kind::Basias | Kind::OwnerCodes);
    if free || cell.is_empty() {
        return None;
    }
    let wanted = |text: &str| matches!(field.kind, Kind::Url | Kind::Urls) && text.starts_with("http");
    match field.kind {
        Kind::Url | Kind::Urls => Some(wanted(cell)),
        Kind::Email | Kind::Contact => Some(cell.contains('@') || cell.starts_with("http")),
        Kind::Choice if field.list == List::Open => match read(field, cell, around) {
            Found::Kept(_) => Some(true),
            Found::Mended(crate::Value::Text(text), _) => Some(field.values.contains(&text)),
            _ => Some(false),
        },
        _ => Some(!matches!(read(field, cell, around), Found::Lost(..))),
    }
}

/// Lays a row under the fields of its columns (`None`: a column the table has not).
pub fn align(columns: &[Option<&'static Field>], cells: &[String], separator: Option<char>, around: Around) -> Aligned {
    let width = columns.len();
    let used = cells.iter().rposition(|c| !c.is_empty()).map_or(0, |at| at + 1);
    let extra = used.saturating_sub(width);
    if let Some(mended) = cut_value(columns, cells, extra, around) {
        // A row that stays under the wrong headings once mended is refused, as it would be if it came mended.
        let wrong = matches!(&mended, Aligned::Mended { cells, .. } if misfits(columns, cells, around));
        return if wrong { lost(width, used) } else { mended };
    }
    let cell = |at: usize| cells.get(at).map_or("", String::as_str);
    if extra == 0 {
        return if misfits(columns, cells, around) { lost(width, used) } else { Aligned::AsItIs };
    }
    if extra > MOST_EXTRA {
        return lost(width, used);
    }
    // Misfits of the columns before each place, laid straight, and after it, laid shifted.
    let wrong = |column: usize, at: usize| usize::from(fits(columns[column], cell(at), around) == Some(false));
    let straight: Vec<usize> = sums((0..width).map(|c| wrong(c, c)));
    let shifted: Vec<usize> = sums((0..width).map(|c| wrong(c, c + extra)));
    let places = (0..width).filter(|c| columns[*c].is_none_or(|f| matches!(f.kind, Kind::Text | Kind::Choice)));
    let joined = |c: usize| cells[c..=c + extra].join(&separator.map(String::from).unwrap_or_default());
    let mut found: Vec<(usize, usize)> = places
        .map(|c| {
            let own = usize::from(fits(columns[c], &joined(c), around) == Some(false));
            (straight[c] + shifted[width] - shifted[c + 1] + own, c)
        })
        .collect();
    found.sort_unstable();
    match found.as_slice() {
        [(0, at)] => merged(cells, *at, extra, width, joined(*at)),
        [(0, at), (next, _), ..] if *next > 0 => merged(cells, *at, extra, width, joined(*at)),
        _ => lost(width, used),
    }
}

fn sums(values: impl Iterator<Item = usize>) -> Vec<usize> {
    let mut all = vec![0];
    all.extend(values.scan(0, |sum, v| {
        *sum += v;
        Some(*sum)
    }));
    all
}

/// Most of what can be judged in the row is wrong: it is not under its headings.
fn misfits(columns: &[Option<&'static Field>], cells: &[String], around: Around) -> bool {
    let judged: Vec<bool> = columns.iter().zip(cells).filter_map(|(f, cell)| fits(*f, cell, around)).collect();
    let wrong = judged.iter().filter(|fit| !**fit).count();
    wrong >= 4 && wrong * 2 > judged.len()
}

fn merged(cells: &[String], at: usize, extra: usize, width: usize, kept: String) -> Aligned {
    let mut mended: Vec<String> = cells[..at].to_vec();
    mended.push(kept.clone());
    mended.extend_from_slice(&cells[at + extra + 1..]);
    mended.truncate(width);
    Aligned::Mended {
        cells: mended,
        column: at,
        read: cells[at..=at + extra].join(" ⎸ "),
        kept,
        why: Text::new(
            "ce texte contient le séparateur et n’était pas entre guillemets : la suite de la ligne est remise sous ses colonnes",
            "this text holds the separator and was not between quotes: the rest of the row is put back under its columns",
        ),
    }
}

/// A list value with a comma, cut into two cells, as in the official example of SITE-ECO.
fn cut_value(columns: &[Option<&'static Field>], cells: &[String], extra: usize, around: Around) -> Option<Aligned> {
    let width = columns.len();
    for at in 0..width.min(cells.len().saturating_sub(1)) {
        let Some(field) = columns[at].filter(|f| f.kind == Kind::Choice) else { continue };
        let whole = field
            .values
            .iter()
            .find(|v| v.split_once(", ").is_some_and(|(a, b)| same(a, &cells[at]) && same(b, &cells[at + 1])) && !cells[at + 1].is_empty());
        let Some(whole) = whole.filter(|_| !field.values.iter().any(|v| same(v, &cells[at]))) else { continue };
        let mut shifted = cells[..at].to_vec();
        shifted.push(whole.clone());
        let mut straight = shifted.clone();
        shifted.extend_from_slice(&cells[at + 2..]);
        straight.push(String::new());
        straight.extend_from_slice(&cells[at + 2..]);
        let wrong = |row: &[String]| columns.iter().zip(row).filter(|(f, cell)| fits(**f, cell, around) == Some(false)).count();
        // Without a cell too many, the row was cut and its next value is gone, unless everything after it is one place off.
        let off = extra > 0 || wrong(&shifted) < wrong(&straight);
        let (mut row, why) = match off {
            true => (
                shifted,
                Text::new(
                    "valeur de liste coupée en deux par sa virgule : la suite de la ligne est remise sous ses colonnes",
                    "list value cut in two by its comma: the rest of the row is put back under its columns",
                ),
            ),
            false => {
                let lost = columns.get(at + 1).copied().flatten().map_or("", |f| f.name.as_str());
                (
                    straight,
                    Text::new(
                        format!("valeur de liste coupée en deux par sa virgule : « {lost} » n’est pas dans la ligne et reste inconnu"),
                        format!("list value cut in two by its comma: “{lost}” is not in the row and stays unknown"),
                    ),
                )
            }
        };
        row.truncate(width);
        let read = format!("{} ⎸ {}", cells[at], cells[at + 1]);
        return Some(Aligned::Mended { cells: row, column: at, read, kept: whole.clone(), why });
    }
    None
}

fn lost(width: usize, used: usize) -> Aligned {
    let what = match used > width {
        true => Text::new(format!("{used} cellules pour {width} colonnes"), format!("{used} cells for {width} columns")),
        false => Text::new(
            "les valeurs ne correspondent pas à leurs colonnes : ligne décalée",
            "the values do not match their columns: shifted row",
        ),
    };
    Aligned::Lost(
        what,
        Text::new(
            "un texte qui contient le séparateur doit être entre guillemets",
            "a text that holds the separator must be between quotes",
        ),
    )
}
