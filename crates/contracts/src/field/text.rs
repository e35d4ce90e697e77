//! From a sheet to text and back, field by field.

use super::table;
use crate::{Figure, Indicator, Lifecycle, Milestone, Owner, Partner, Sheet};
use domain::calendar::read_date;
use domain::{Cents, Date, Lang, Siren, Siret, Text, format, name};

/// Fields that are a text and nothing else.
macro_rules! texts {
    ($($field:ident),*) => {
        fn plain<'a>(key: &str, sheet: &'a Sheet) -> Option<&'a String> {
            match key { $(stringify!($field) => Some(&sheet.$field),)* _ => None }
        }
        fn plain_mut<'a>(key: &str, sheet: &'a mut Sheet) -> Option<&'a mut String> {
            match key { $(stringify!($field) => Some(&mut sheet.$field),)* _ => None }
        }
    };
}
texts!(
    number,
    title,
    source,
    next_action,
    holder,
    contact,
    elected,
    industrial,
    context,
    objectives,
    actions,
    results,
    links,
    site,
    naf,
    sector,
    dependencies,
    land,
    permits,
    readiness,
    lock,
    derogation,
    needs
);

fn date_mut<'a>(key: &str, sheet: &'a mut Sheet) -> Option<&'a mut Option<Date>> {
    match key {
        "due" => Some(&mut sheet.due),
        "starts" => Some(&mut sheet.starts),
        "ends" => Some(&mut sheet.ends),
        "first_commitment" => Some(&mut sheet.first_commitment),
        _ => None,
    }
}

fn date(key: &str, sheet: &Sheet) -> Option<Date> {
    match key {
        "due" => sheet.due,
        "starts" => sheet.starts,
        "ends" => sheet.ends,
        "first_commitment" => sheet.first_commitment,
        _ => None,
    }
}

fn part(key: &str) -> Option<(&str, &str)> {
    key.strip_prefix("indicator.")?.split_once('.')
}

pub(super) fn input(key: &str, sheet: &Sheet, lang: Lang) -> String {
    if let Some(text) = plain(key, sheet) {
        return text.clone();
    }
    if let Some((id, part)) = part(key) {
        let Some(indicator) = sheet.indicators.get(id) else { return String::new() };
        return match part {
            "target" => indicator.target.map_or_else(String::new, |f| f.input(lang)),
            "measured" => indicator.measured.map_or_else(String::new, |f| f.input(lang)),
            "on" => indicator.on.map_or_else(String::new, |d| d.to_string()),
            "source" => indicator.source.clone(),
            "status" => table::STATUS.iter().find(|s| s.1 == indicator.status).map_or_else(String::new, |s| s.0.into()),
            _ => String::new(),
        };
    }
    match key {
        "axes" => sheet.axes.join(", "),
        "communes" => sheet.communes.join(", "),
        "published" => yes(sheet.published, lang).into(),
        "owner" => sheet.owner.as_ref().map_or_else(String::new, |o| o.name.clone()),
        "holder_number" => sheet.holder_number.clone().unwrap_or_default(),
        "partners" => lines(sheet.partners.iter().map(|p| {
            let role = table::ROLES.iter().find(|r| r.0 == p.role).map_or("", |r| if lang == Lang::Fr { r.1 } else { r.2 });
            format!("{}{}{role}", p.name, if lang == Lang::Fr { " : " } else { ": " })
        })),
        "milestones" => lines(sheet.milestones.iter().map(|m| {
            let done = match (m.done, lang) {
                (false, _) => "",
                (true, Lang::Fr) => " (fait)",
                (true, Lang::En) => " (done)",
            };
            format!("{}{}{}{done}", m.on, if lang == Lang::Fr { " : " } else { ": " }, m.what)
        })),
        "total_cost" => sheet.total_cost.map_or_else(String::new, amount),
        "eligible_base" => sheet.eligible_base.map_or_else(String::new, amount),
        "maturity" => {
            sheet.maturity.and_then(|m| table::MATURITY.iter().find(|row| row.1 == m)).map_or_else(String::new, |row| row.0.into())
        }
        _ => date(key, sheet).map_or_else(String::new, |d| d.to_string()),
    }
}

pub(super) fn write(key: &str, sheet: &mut Sheet, text: &str, lifecycle: &Lifecycle) -> Result<(), Text> {
    let text = &clean(text);
    if let Some(field) = plain_mut(key, sheet) {
        *field = text.clone();
        return Ok(());
    }
    if let Some(field) = date_mut(key, sheet) {
        *field = filled(text).map(read_date).transpose()?;
        return Ok(());
    }
    if let Some((id, part)) = part(key) {
        return indicator(id, part, sheet, text, lifecycle);
    }
    match key {
        "axes" => sheet.axes = axes(text, lifecycle)?,
        "communes" => sheet.communes = communes(text)?,
        "published" => sheet.published = flag(text)?,
        "owner" => {
            // The same name is the same person: an account is not lost because its name was typed again.
            if sheet.owner.as_ref().is_none_or(|owner| owner.name != *text) {
                sheet.owner = Owner::named(text);
            }
        }
        "holder_number" => sheet.holder_number = filled(text).map(number).transpose()?,
        "partners" => sheet.partners = text.lines().filter_map(filled).map(partner).collect(),
        "milestones" => {
            let read = |(i, line): (usize, &str)| filled(line).map(|line| milestone(i + 1, line));
            sheet.milestones = text.lines().enumerate().filter_map(read).collect::<Result<_, _>>()?;
        }
        "total_cost" => sheet.total_cost = filled(text).map(cost).transpose()?,
        "eligible_base" => sheet.eligible_base = filled(text).map(cost).transpose()?,
        "maturity" => sheet.maturity = filled(text).map(|t| choice(t, table::MATURITY)).transpose()?,
        _ => return Err(Text::new(format!("« {key} » n’est pas un champ d’une fiche"), format!("“{key}” is not a field of a sheet"))),
    }
    Ok(())
}

pub(super) fn show(key: &str, sheet: &Sheet, lang: Lang, lifecycle: &Lifecycle) -> String {
    let text = |t: &Text| t.get(lang).to_owned();
    match key {
        "state" => lifecycle.state(&sheet.state).map_or_else(|| sheet.state.clone(), |s| text(&s.name)),
        "axes" => {
            sheet.axes.iter().map(|id| lifecycle.axis(id).map_or_else(|| id.clone(), |a| text(&a.name))).collect::<Vec<_>>().join(", ")
        }
        "accelerated" => yes(sheet.accelerated, lang).into(),
        "synthetic" => yes(sheet.synthetic, lang).into(),
        "total_cost" => sheet.total_cost.map_or_else(String::new, |c| format::money(c, lang)),
        "eligible_base" => sheet.eligible_base.map_or_else(String::new, |c| format::money(c, lang)),
        "maturity" => {
            let found = sheet.maturity.and_then(|m| table::MATURITY.iter().find(|row| row.1 == m));
            found.map_or_else(String::new, |row| if lang == Lang::Fr { row.2.into() } else { row.3.into() })
        }
        "due" | "starts" | "ends" | "first_commitment" => date(key, sheet).map_or_else(String::new, |d| format::short_date(d, lang)),
        _ => match key.strip_prefix("indicator.") {
            Some(id) if !id.contains('.') => sheet.indicators.get(id).map_or_else(String::new, |i| indicator_words(i, lang)),
            _ => input(key, sheet, lang),
        },
    }
}

fn indicator_words(indicator: &Indicator, lang: Lang) -> String {
    let fr = lang == Lang::Fr;
    let mut words = vec![];
    if let Some(target) = indicator.target {
        words.push(format!("{} {}", if fr { "cible" } else { "target" }, target.show(lang)));
    }
    if let Some(measured) = indicator.measured {
        let on = indicator.on.map_or_else(String::new, |d| format!(" ({})", format::short_date(d, lang)));
        words.push(format!("{} {}{on}", if fr { "mesuré" } else { "measured" }, measured.show(lang)));
    }
    if words.is_empty() && indicator.source.is_empty() {
        return String::new();
    }
    let status = table::STATUS.iter().find(|s| s.1 == indicator.status);
    words.extend(status.map(|s| if fr { s.2.to_lowercase() } else { s.3.to_lowercase() }));
    if !indicator.source.is_empty() {
        words.push(format!("source{} {}", if fr { "\u{a0}:" } else { ":" }, indicator.source));
    }
    words.join(", ")
}

/// Line ends of any system, no other control character, nothing around.
fn clean(text: &str) -> String {
    let unified = text.replace("\r\n", "\n").replace('\r', "\n");
    unified.chars().filter(|c| !c.is_control() || matches!(c, '\n' | '\t')).collect::<String>().trim().to_owned()
}

fn filled(text: &str) -> Option<&str> {
    let text = text.trim();
    (!text.is_empty()).then_some(text)
}

fn lines(items: impl Iterator<Item = String>) -> String {
    items.collect::<Vec<_>>().join("\n")
}

fn yes(flag: bool, lang: Lang) -> &'static str {
    match (flag, lang) {
        (true, Lang::Fr) => "oui",
        (true, Lang::En) => "yes",
        (false, Lang::Fr) => "non",
        (false, Lang::En) => "no",
    }
}

fn flag(text: &str) -> Result<bool, Text> {
    match name::fold(text).as_str() {
        "oui" | "yes" | "true" | "on" | "1" | "x" | "vrai" => Ok(true),
        "" | "non" | "no" | "false" | "off" | "0" | "faux" => Ok(false),
        _ => Err(Text::new(format!("« {text} » n’est ni oui ni non"), format!("“{text}” is neither yes nor no"))),
    }
}

/// "1250000 €" or "1250000.50 €": never a lone separator before three digits, which would be refused.
fn amount(cents: Cents) -> String {
    let (sign, abs) = (if cents.0 < 0 { "-" } else { "" }, cents.0.unsigned_abs());
    if abs % 100 == 0 { format!("{sign}{} €", abs / 100) } else { format!("{sign}{}.{:02} €", abs / 100, abs % 100) }
}

fn cost(text: &str) -> Result<Cents, Text> {
    let cents = text.parse::<Cents>().map_err(|why| why.words())?;
    if cents.0 < 0 {
        return Err(Text::new(format!("« {text} » : un coût n’est pas négatif"), format!("“{text}”: a cost is not negative")));
    }
    Ok(cents)
}

fn number(text: &str) -> Result<String, Text> {
    let digits: String = text.chars().filter(|c| !c.is_whitespace()).collect();
    if digits.len() == 9 { Siren::parse(&digits).map(|s| s.0) } else { Siret::parse(text).map(|s| s.0) }
}

fn choice<T: Copy>(text: &str, rows: &[(&str, T, &str, &str)]) -> Result<T, Text> {
    let wanted = name::fold(text);
    let found = rows.iter().find(|(id, _, fr, en)| [id, fr, en].iter().any(|word| name::fold(word) == wanted));
    found.map(|row| row.1).ok_or_else(|| {
        let all = |lang| rows.iter().map(|r| if lang == Lang::Fr { r.2 } else { r.3 }).collect::<Vec<_>>().join(", ");
        Text::new(
            format!("« {text} » n’est pas un choix possible ; choix : {}", all(Lang::Fr)),
            format!("“{text}” is not a possible choice; choices: {}", all(Lang::En)),
        )
    })
}

fn axes(text: &str, lifecycle: &Lifecycle) -> Result<Vec<String>, Text> {
    let mut axes = vec![];
    for word in text.split([',', ';', '\n']).filter_map(filled) {
        let wanted = name::fold(word);
        let found = lifecycle.axes.iter().find(|a| [&a.id, &*a.name.fr, &*a.name.en].iter().any(|known| name::fold(known) == wanted));
        let Some(axis) = found else {
            let all = |lang| lifecycle.axes.iter().map(|a| a.name.get(lang)).collect::<Vec<_>>().join(", ");
            return Err(Text::new(
                format!("« {word} » n’est pas un axe du programme ; axes : {}", all(Lang::Fr)),
                format!("“{word}” is not an axis of the programme; axes: {}", all(Lang::En)),
            ));
        };
        if !axes.contains(&axis.id) {
            axes.push(axis.id.clone());
        }
    }
    Ok(axes)
}

fn communes(text: &str) -> Result<Vec<String>, Text> {
    let mut codes = vec![];
    for word in text.split([',', ';', '\n']).filter_map(filled) {
        let code = word.to_uppercase();
        let (head, tail) = (code.get(..2).unwrap_or_default(), code.get(2..).unwrap_or_default());
        let department = matches!(head, "2A" | "2B") || head.bytes().all(|b| b.is_ascii_digit());
        if code.len() != 5 || !department || !tail.bytes().all(|b| b.is_ascii_digit()) {
            return Err(Text::new(
                format!("« {word} » n’est pas un code INSEE de commune ; cinq caractères, comme 71076 ou 2A004"),
                format!("“{word}” is not the INSEE code of a commune; five characters, such as 71076 or 2A004"),
            ));
        }
        if !codes.contains(&code) {
            codes.push(code);
        }
    }
    Ok(codes)
}

/// "Bpifrance : financeur"; what follows the last colon is a role only when it is one.
fn partner(line: &str) -> Partner {
    if let Some((who, word)) = line.rsplit_once(':') {
        let wanted = name::fold(word);
        if let Some((role, ..)) = table::ROLES.iter().find(|(_, fr, en)| *fr == wanted || *en == wanted) {
            return Partner { name: who.trim().into(), role: *role };
        }
    }
    Partner { name: line.into(), role: table::ROLES[0].0 }
}

fn milestone(number: usize, line: &str) -> Result<Milestone, Text> {
    let (on, what) = line.split_once(':').unwrap_or((line, ""));
    let on = read_date(on).map_err(|why| Text::new(format!("Ligne {number} : {}", why.fr), format!("Line {number}: {}", why.en)))?;
    let what = what.trim();
    let undone = ["(fait)", "(done)"].iter().find_map(|mark| what.strip_suffix(mark));
    let (what, done) = undone.map_or((what, false), |rest| (rest.trim_end(), true));
    if what.is_empty() {
        return Err(Text::new(
            format!("Ligne {number} : écrire la date, deux-points, puis le jalon"),
            format!("Line {number}: write the date, a colon, then the milestone"),
        ));
    }
    Ok(Milestone { on, what: what.into(), done })
}

fn indicator(id: &str, part: &str, sheet: &mut Sheet, text: &str, lifecycle: &Lifecycle) -> Result<(), Text> {
    if lifecycle.indicator(id).is_none() {
        return Err(Text::new(
            format!("« {id} » n’est pas un indicateur du programme"),
            format!("“{id}” is not an indicator of the programme"),
        ));
    }
    let mut indicator = sheet.indicators.get(id).cloned().unwrap_or_default();
    match part {
        "target" => indicator.target = filled(text).map(Figure::parse).transpose()?,
        "measured" => indicator.measured = filled(text).map(Figure::parse).transpose()?,
        "on" => indicator.on = filled(text).map(read_date).transpose()?,
        "source" => indicator.source = text.into(),
        "status" => indicator.status = filled(text).map(|t| choice(t, table::STATUS)).transpose()?.unwrap_or_default(),
        _ => {
            return Err(Text::new(
                format!("« {part} » n’est pas une part d’un indicateur"),
                format!("“{part}” is not a part of an indicator"),
            ));
        }
    }
    if indicator.is_empty() {
        sheet.indicators.remove(id);
    } else {
        sheet.indicators.insert(id.into(), indicator);
    }
    Ok(())
}
