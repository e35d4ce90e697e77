//! A cell put in a field of a sheet: read by its kind, told when it was mended, refused when it can be read in two ways.

use crate::{Column, Refusal, columns::Target};
use contracts::{Lifecycle, Sheet, field::Kind};
use domain::format::euros;
use domain::{Text, name};
use tabular::{Cell, Read, amount, commune_code, date, digits, figure};

/// Finds the commune that a text names.
pub type Communes<'a> = &'a dyn Fn(&str) -> Result<String, Text>;

/// What a column tells of all its cells.
pub struct Around<'a> {
    pub column: &'a Column,
    pub month_first: bool,
    pub lifecycle: &'a Lifecycle,
    pub communes: Communes<'a>,
}

/// Puts a cell that holds something in the sheet; gives what was mended.
pub fn put(target: &Target, cell: &Cell, around: &Around, sheet: &mut Sheet) -> Result<Option<Text>, Refusal> {
    let Some(field) = &target.field else { return state(cell, around.lifecycle, sheet).map(|()| None) };
    if let Cell::Error(error) = cell {
        return Err((
            Text::new(
                format!("le classeur n’a pas su calculer cette cellule ({error})"),
                format!("the workbook could not compute this cell ({error})"),
            ),
            Text::new("corrigez la formule, ou écrivez la valeur", "mend the formula, or write the value"),
        ));
    }
    let read = match target.kind {
        Kind::Money => amount(cell, around.column.scale.max(1), around.column.decimal.mark())?.map(|cents| format!("{} €", euros(cents))),
        Kind::Date => date(cell, around.month_first)?.map(|date| date.to_string()),
        Kind::Figure => quantity(cell, around)?,
        Kind::Communes => communes(cell, around.communes)?,
        Kind::Partners => Read::Kept(if cell.text().contains('\n') { cell.text() } else { cell.text().replace(';', "\n") }),
        Kind::Flag if matches!(name::fold(&cell.text()).as_str(), "x" | "v" | "1") => Read::Kept("oui".into()),
        Kind::Line if target.key == "holder_number" => {
            let count = cell.text().chars().filter(char::is_ascii_digit).count();
            digits(cell, if count <= 9 { 9 } else { 14 })?
        }
        Kind::Line if target.key == "number" => number(cell)?,
        Kind::Line | Kind::Owner => Read::Kept(cell.text().split_whitespace().collect::<Vec<_>>().join(" ")),
        _ => Read::Kept(cell.text()),
    };
    let (text, why) = match read {
        Read::Nothing => return Ok(None),
        Read::Kept(text) => (text, None),
        Read::Mended(text, why) => (text, Some(why)),
    };
    field.write(sheet, &text, around.lifecycle).map_err(|what| (what, field.hint.clone()))?;
    Ok(why)
}

/// A number of sheet: "2.3" that a spreadsheet took for the second of March is asked.
fn number(cell: &Cell) -> Result<Read<String>, Refusal> {
    match cell {
        Cell::Date(date) => Err((
            Text::new(
                format!("le tableur a fait de ce numéro une date ({date})"),
                format!("the spreadsheet made a date of this number ({date})"),
            ),
            Text::new(
                "mettez la colonne au format texte et récrivez le numéro",
                "set the column to text format and write the number again",
            ),
        )),
        other => Ok(Read::Kept(other.text().split_whitespace().collect::<Vec<_>>().join(" "))),
    }
}

/// A count of jobs, hectares or tonnes, to the hundredth.
fn quantity(cell: &Cell, around: &Around) -> Result<Read<String>, Refusal> {
    let unreadable = |text: &str| {
        (
            Text::new(format!("« {text} » n’est pas un nombre"), format!("“{text}” is not a number")),
            Text::new("écrivez un nombre seul, par exemple 12,5", "write a number alone, for example 12.5"),
        )
    };
    match cell {
        Cell::Number { value, .. } => {
            let hundredths = (value * 100.0).round();
            if !value.is_finite() || hundredths.abs() > 1e15 {
                return Err(unreadable(&value.to_string()));
            }
            let text = format!("{:.2}", hundredths / 100.0);
            if (value * 100.0 - hundredths).abs() > 1e-6 * hundredths.abs().max(1.0) {
                let why = Text::new(format!("{value} arrondi au centième"), format!("{value} rounded to the hundredth"));
                return Ok(Read::Mended(text, why));
            }
            Ok(Read::Kept(text))
        }
        Cell::Text(text) if tabular::unknown(text) => Ok(Read::Nothing),
        // "12 emplois", "3,5 ha": the unit is that of the indicator.
        Cell::Text(text) => match figure(text.trim_end_matches(|c: char| !c.is_ascii_digit()), around.column.decimal.mark()) {
            Ok(found) => Ok(Read::Kept(found.written())),
            Err(tabular::Doubt::Either(small, large)) => Err((
                Text::new(
                    format!("« {text} » : {} ou {} ?", small.written().replace('.', ","), large.written()),
                    format!("“{text}”: {} or {}?", small.written(), large.written()),
                ),
                Text::new("écrivez le nombre sans séparateur de milliers", "write the number without a thousands separator"),
            )),
            Err(tabular::Doubt::Unreadable) => Err(unreadable(text)),
        },
        other => Err(unreadable(&other.text())),
    }
}

/// Codes, with the zeros that a spreadsheet ate; or names, which the country knows.
fn communes(cell: &Cell, find: Communes) -> Result<Read<String>, Refusal> {
    let text = cell.text();
    let (mut codes, mut told) = (Vec::new(), None);
    for word in text.split([',', ';', '/', '\n']).map(str::trim).filter(|word| !word.is_empty()) {
        let coded = word.bytes().any(|b| b.is_ascii_digit());
        let code = if coded {
            match commune_code(&Cell::typed(word))? {
                Read::Nothing => continue,
                Read::Kept(code) => code,
                Read::Mended(code, why) => {
                    told = Some(why);
                    code
                }
            }
        } else {
            let code = find(word).map_err(|what| (what, Text::new("écrivez le code INSEE", "write the INSEE code")))?;
            told = Some(Text::new(format!("« {word} » lu {code}"), format!("“{word}” read as {code}")));
            code
        };
        if !codes.contains(&code) {
            codes.push(code);
        }
    }
    let text = codes.join(", ");
    Ok(match told {
        _ if codes.is_empty() => Read::Nothing,
        Some(why) => Read::Mended(text, why),
        None => Read::Kept(text),
    })
}

fn state(cell: &Cell, lifecycle: &Lifecycle, sheet: &mut Sheet) -> Result<(), Refusal> {
    let wanted = name::fold(&cell.text());
    let known = |s: &&contracts::State| [s.id.as_str(), &s.name.fr, &s.name.en].iter().any(|word| name::fold(word) == wanted);
    let Some(found) = lifecycle.states.iter().find(known) else {
        let text = cell.text();
        let all = |lang| lifecycle.states.iter().map(|s| s.name.get(lang)).collect::<Vec<_>>().join(", ");
        return Err((
            Text::new(format!("« {text} » n’est pas un état du programme"), format!("“{text}” is not a state of the programme")),
            Text::new(format!("états : {}", all(domain::Lang::Fr)), format!("states: {}", all(domain::Lang::En))),
        ));
    };
    sheet.state.clone_from(&found.id);
    Ok(())
}
