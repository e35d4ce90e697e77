//! *Données essentielles des conventions de subvention* (format 1.1.1 of Etalab, order of 17 November 2017): fourteen
//! columns, the period joined by "_". And the reader of both French formats, which accepts both ways of joining.

use crate::scdl::{COLUMNS, Read, row, sorted};
use crate::table::{csv, plain};
use crate::{Gap, Grant, Nature, Period, Terms};
use domain::{Cents, Date, Problem, Rate, Text};

/// The columns of the regulated format, in its order: those of SCDL but two.
pub const HEADS: [&str; 14] = [
    "nomAttribuant",
    "idAttribuant",
    "dateConvention",
    "referenceDecision",
    "nomBeneficiaire",
    "idBeneficiaire",
    "objet",
    "montant",
    "nature",
    "conditionsVersement",
    "datesPeriodeVersement",
    "idRAE",
    "notificationUE",
    "pourcentageSubvention",
];

/// The file, and the grants that are not in it: those of SCDL, and those whose beneficiary has no SIRET, which this
/// format has no other column for.
pub fn write<'a>(grants: impl IntoIterator<Item = &'a Grant>) -> (Vec<u8>, Vec<(&'a Grant, Vec<Gap>)>) {
    let (complete, mut left_out) = sorted(grants);
    let (complete, without): (Vec<&Grant>, Vec<&Grant>) =
        complete.into_iter().partition(|grant| grant.beneficiaries.iter().all(|b| b.party.siret.is_some()));
    left_out.extend(without.into_iter().map(|grant| {
        (grant, vec![Gap::new("idBeneficiaire", "Indiquer le SIRET du bénéficiaire.", "Tell the SIRET of the beneficiary.")])
    }));
    let cells = |grant: &Grant, to| {
        let [a, b, c, d, e, f, _rna, g, h, i, j, k, l, m, n, _scheme] = row(grant, to, "_");
        [a, b, c, d, e, f, g, h, i, j, k, l, m, n]
    };
    (csv(HEADS, complete.iter().flat_map(|grant| grant.beneficiaries.iter().map(move |to| cells(grant, to)))), left_out)
}

/// Reads a file of either format.
///
/// # Errors
/// The line, the column and what was expected.
pub fn read(bytes: &[u8]) -> Result<Vec<Read>, Problem> {
    let bytes = bytes.strip_prefix("\u{feff}".as_bytes()).unwrap_or(bytes);
    let mut reader = ::csv::ReaderBuilder::new().flexible(false).from_reader(bytes);
    let broken = |error: ::csv::Error| {
        let line = error.position().map_or(1, |p| p.line() as usize);
        problem(line, "", Text::same(error.to_string()))
    };
    let heads = reader.headers().map_err(broken)?.clone();
    let mut all = vec![];
    for record in reader.records() {
        let record = record.map_err(broken)?;
        let line = record.position().map_or(1, |p| p.line() as usize);
        let cell = |name: &str| heads.iter().position(|head| head == name).and_then(|at| record.get(at)).unwrap_or_default().trim();
        all.push(one(&cell).map_err(|(column, why)| problem(line, column, why))?);
    }
    Ok(all)
}

type Why = (&'static str, Text);

fn one<'a>(cell: &impl Fn(&str) -> &'a str) -> Result<Read, Why> {
    let text = |name: &str| plain(cell(name)).to_owned();
    let period = cell("datesPeriodeVersement");
    let (first, last) = period.split_once(['/', '_']).unwrap_or((period, period));
    Ok(Read {
        funder: (text("nomAttribuant"), text("idAttribuant")),
        signed_on: day("dateConvention", cell("dateConvention"))?,
        decision: text("referenceDecision"),
        beneficiary: (text("nomBeneficiaire"), text("idBeneficiaire"), text("rnaBeneficiaire")),
        object: text("objet"),
        amount: amount(cell("montant"))?,
        nature: match cell("nature") {
            "aide en numéraire" => Nature::Money,
            "aide en nature" => Nature::Kind,
            "aide en numéraire;aide en nature" | "aide en nature;aide en numéraire" => Nature::Both,
            other => return Err(("nature", expected(other, "aide en numéraire, aide en nature"))),
        },
        terms: match cell("conditionsVersement") {
            "unique" => Terms::Once,
            "échelonné" => Terms::Staggered,
            "" => return Err(("conditionsVersement", expected("", "unique, échelonné"))),
            other => Terms::Other(plain(other).to_owned()),
        },
        payment: Period { first: day("datesPeriodeVersement", first)?, last: day("datesPeriodeVersement", last)? },
        rae: text("idRAE"),
        de_minimis: match cell("notificationUE") {
            "oui" => true,
            "non" => false,
            other => return Err(("notificationUE", expected(other, "oui, non"))),
        },
        share: share(cell("pourcentageSubvention"))?,
        scheme: text("dispositifAide"),
    })
}

fn expected(read: &str, wanted: &str) -> Text {
    Text::new(format!("« {read} » ; attendu : {wanted}"), format!("“{read}”; expected: {wanted}"))
}

fn day(column: &'static str, text: &str) -> Result<Date, Why> {
    text.trim().parse().map_err(|_| (column, expected(text, "AAAA-MM-JJ")))
}

/// Point for decimals, at most cents.
fn amount(text: &str) -> Result<Cents, Why> {
    let wrong = || ("montant", expected(text, "47800.20"));
    let (whole, cents) = text.split_once('.').unwrap_or((text, ""));
    let digits = |part: &str| part.bytes().all(|b| b.is_ascii_digit());
    if cents.len() > 2 || !digits(cents) || !digits(whole.strip_prefix('-').unwrap_or(whole)) || whole.is_empty() {
        return Err(wrong());
    }
    format!("{whole}{cents:0<2}").parse().map(Cents).map_err(|_| wrong())
}

fn share(text: &str) -> Result<Rate, Why> {
    let wrong = || ("pourcentageSubvention", expected(text, "0.45, 1"));
    let (whole, part) = text.split_once('.').unwrap_or((text, ""));
    if part.len() > 4 || !part.bytes().all(|b| b.is_ascii_digit()) || !matches!(whole, "0" | "1") {
        return Err(wrong());
    }
    let rate: u32 = format!("{whole}{part:0<4}").parse().map_err(|_| wrong())?;
    if (1..=10_000).contains(&rate) { Ok(Rate(rate)) } else { Err(wrong()) }
}

fn problem(line: usize, column: &str, why: Text) -> Problem {
    Problem::at("", line, 0, column, why, Text::new("Corriger la cellule.", "Mend the cell."))
}

const _: () = assert!(COLUMNS.len() == HEADS.len() + 2);
