//! Why bring an activity back: what the country imports of it, and how exposed that supply is, by each published method side
//! by side. No method is chosen; a threshold that nobody could read leaves the verdict open, and says so.

use super::super::view::Cited;
use crate::{labels, words};
use diagnose::SectorDiagnosis;
use diagnose::sector::ProductRow;
use diagnose::vulnerability::{self, Verdict};
use domain::{Lang, format};
use factory::sectors::Study;
use reference::sectors::names;
use serde::Serialize;

/// Products on the page and on paper; the files hold them all.
const SHOWN: usize = 12;

/// What is said of the imports of an activity.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Imports {
    /// What is bought, from where, through how many products; in sentences, none when no product leads to the activity.
    pub sentences: Vec<String>,
    pub methods: Vec<MethodView>,
    pub products: Vec<ProductView>,
    /// How many there are, shown or not.
    pub all: usize,
    /// What the amounts are counted in, and the year.
    pub unit: String,
}

/// One method: what its authors found, what it says of this activity, and its criteria.
#[derive(Clone, Debug, Default, Serialize)]
pub struct MethodView {
    pub name: String,
    pub found: String,
    /// Part of the imports that it calls vulnerable, or that it cannot conclude.
    pub part: String,
    pub concludes: bool,
    /// Criterion, threshold or why it has none, source.
    pub criteria: Vec<(String, String, Cited)>,
    pub source: Cited,
}

#[derive(Clone, Debug, Default, Serialize)]
pub struct ProductView {
    pub code: String,
    /// In English, as the nomenclature was published; empty when it has none.
    pub name: String,
    /// Part of the product that leads to the activity.
    pub share: String,
    pub imports: String,
    pub outside: String,
    /// One for each method, in their order: criteria met, and the class of the verdict.
    pub verdicts: Vec<(String, &'static str)>,
}

/// None when no trade by product is held: the page says which file to import.
pub fn imports(study: &Study, found: &SectorDiagnosis, lang: Lang) -> Option<Imports> {
    let needs = study.needs.as_ref()?;
    let mut sentences = Vec::new();
    if let Some(need) = &found.need {
        let (amount, year) = (format!("{} {}", format::number(need.imports, 0, lang), needs.unit.get(lang)), needs.year.to_string());
        let outside = labels::share(outside(need.imports, need.from_outside), lang);
        sentences.push(
            words::with(lang, "sector-imports-amount", &[("amount", &amount), ("year", &year)])
                + " "
                + &words::with(lang, "sector-imports-outside", &[("share", &outside)]),
        );
        let (n, share) = (need.products.to_string(), labels::share(need.exclusive, lang));
        sentences.push(words::with(lang, "sector-imports-products", &[("n", &n), ("share", &share)]));
        if let Some(whole) = &need.undivided {
            let (n, names) = (whole.activities.len().to_string(), whole.activities.join(", "));
            let said = [("level", whole.level.get(lang)), ("n", n.as_str()), ("names", names.as_str())];
            sentences.push(words::with(lang, "sector-imports-together", &said));
        }
    }
    Some(Imports {
        sentences,
        methods: study.methods.iter().map(|of| method(of, found, lang)).collect(),
        products: found.products.iter().take(SHOWN).map(|row| product(study, row, lang)).collect(),
        all: found.products.len(),
        unit: format!("{}, {}", needs.unit.get(lang), needs.year),
    })
}

fn outside(imports: f64, from_outside: f64) -> f64 {
    if imports > 0.0 { from_outside / imports } else { 0.0 }
}

fn method(of: &vulnerability::Method, found: &SectorDiagnosis, lang: Lang) -> MethodView {
    let part = found.need.as_ref().and_then(|need| need.vulnerable.get(&of.id));
    let threshold = |c: &vulnerability::Criterion| match (c.above, &c.missing) {
        (Some(above), _) => words::with(lang, "sector-above", &[("n", &format::number(above, 2, lang))]),
        (None, Some(why)) => why.get(lang).to_owned(),
        (None, None) => words::say(lang, "sector-no-threshold"),
    };
    MethodView {
        name: of.name.get(lang).to_owned(),
        found: of.found.get(lang).to_owned(),
        part: part.map_or_else(|| words::say(lang, "sector-cannot-conclude"), |part| labels::share(*part, lang)),
        concludes: part.is_some(),
        criteria: of.criteria.iter().map(|c| (c.label.get(lang).to_owned(), threshold(c), Cited::of(&c.source, lang))).collect(),
        source: Cited::of(&of.source, lang),
    }
}

/// Name of a product in the nomenclature of the flows, in English.
pub fn product_name(study: &Study, code: &str) -> &'static str {
    study.sectors.flows.as_ref().and_then(|flows| names::product(&flows.nomenclature, code)).unwrap_or_default()
}

fn product(study: &Study, row: &ProductRow, lang: Lang) -> ProductView {
    let part = || labels::share(outside(row.imports, row.from_outside), lang);
    ProductView {
        code: row.product.clone(),
        name: product_name(study, &row.product).to_owned(),
        share: labels::share(row.share, lang),
        imports: format::number(row.imports, 0, lang),
        outside: if row.imports > 0.0 { part() } else { "–".to_owned() },
        verdicts: row.verdicts.iter().map(|of| verdict(of, lang)).collect(),
    }
}

fn verdict(of: &Verdict, lang: Lang) -> (String, &'static str) {
    let (words, class) = match of.vulnerable {
        Some(true) => (words::say(lang, "sector-vulnerable"), "warn"),
        Some(false) => (words::say(lang, "sector-not-vulnerable"), ""),
        None => (words::say(lang, "sector-verdict-open"), ""),
    };
    let (met, all) = (of.met.to_string(), of.criteria.len().to_string());
    let count = words::with(lang, "sector-criteria-met", &[("met", &met), ("of", &all)]);
    (format!("{words} · {count}"), class)
}
