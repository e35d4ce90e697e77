//! Why bring an activity back: what the country imports of it, and how exposed that supply is, by each published method side
//! by side. No method is chosen; a threshold that nobody could read leaves the verdict open, and says so.

use crate::page::{Here, Page};
use diagnose::sector::ProductRow;
use diagnose::vulnerability::{Judged, Method, Verdict};
use diagnose::{SectorDiagnosis, TerritoryDiagnosis};
use domain::{Source, Text};
use factory::sectors::Study;

/// Products shown on the page; the files hold them all.
const SHOWN: usize = 12;

/// The file of the products, each judged by each criterion of each method.
pub const FILE: &str = "produits";

/// What the page says of the imports of an activity.
pub struct Imports {
    /// What is bought, from where, through how many products; in a sentence.
    pub sentences: Vec<String>,
    pub methods: Vec<Row>,
    pub products: Vec<Product>,
    /// How many there are, shown or not.
    pub all: usize,
    /// "2023", and what the amounts are counted in.
    pub unit: String,
}

/// One method: what its authors found, what it says of this activity, and its criteria.
pub struct Row {
    pub name: String,
    pub found: String,
    /// Part of the imports that it calls vulnerable, or that it cannot conclude.
    pub part: String,
    pub concludes: bool,
    /// Criterion, threshold or why it has none, source with its mark.
    pub criteria: Vec<(String, String, String)>,
    pub source: String,
}

pub struct Product {
    pub code: String,
    pub share: String,
    pub imports: String,
    pub outside: String,
    /// One for each method, in their order: criteria met, and the verdict.
    pub verdicts: Vec<(String, &'static str)>,
}

/// None when no trade by product is held: the page says which file to import.
pub fn imports(study: &Study, found: &SectorDiagnosis, page: &Page) -> Option<Imports> {
    let needs = study.needs.as_ref()?;
    let mut sentences = Vec::new();
    if let Some(need) = &found.need {
        let outside = if need.imports > 0.0 { need.from_outside / need.imports } else { 0.0 };
        let amount = format!("{} {}", page.number(&need.imports, 0), page.x(&needs.unit));
        sentences.push(
            page.t2("sectors-imports-amount", "amount", amount, "year", needs.year)
                + " "
                + &page.t1("sectors-imports-outside", "share", page.share(&outside)),
        );
        sentences.push(page.t2("sectors-imports-products", "n", need.products, "share", page.share(&need.exclusive)));
    }
    Some(Imports {
        sentences,
        methods: study.methods.iter().map(|method| row(method, found, page)).collect(),
        products: found.products.iter().take(SHOWN).map(|p| product(p, page)).collect(),
        all: found.products.len(),
        unit: format!("{}, {}", page.x(&needs.unit), needs.year),
    })
}

fn row(method: &Method, found: &SectorDiagnosis, page: &Page) -> Row {
    let part = found.need.as_ref().and_then(|need| need.vulnerable.get(&method.id));
    let threshold = |above: Option<f64>, missing: &Option<Text>| match (above, missing) {
        (Some(above), _) => page.t1("sectors-above", "n", page.number(&above, 2)),
        (None, Some(why)) => page.x(why).to_owned(),
        (None, None) => page.t("sectors-no-threshold"),
    };
    Row {
        name: page.x(&method.name).to_owned(),
        found: page.x(&method.found).to_owned(),
        part: part.map_or_else(|| page.t("sectors-cannot-conclude"), |part| page.share(part)),
        concludes: part.is_some(),
        criteria: method
            .criteria
            .iter()
            .map(|c| (page.x(&c.label).to_owned(), threshold(c.above, &c.missing), cited(&c.source, page)))
            .collect(),
        source: cited(&method.source, page),
    }
}

fn product(row: &ProductRow, page: &Page) -> Product {
    let outside = if row.imports > 0.0 { row.from_outside / row.imports } else { 0.0 };
    Product {
        code: row.product.clone(),
        share: page.share(&row.share),
        imports: page.number(&row.imports, 0),
        outside: if row.imports > 0.0 { page.share(&outside) } else { "–".to_owned() },
        verdicts: row.verdicts.iter().map(|v| verdict(v, page)).collect(),
    }
}

fn verdict(verdict: &Verdict, page: &Page) -> (String, &'static str) {
    let (words, class) = match verdict.vulnerable {
        Some(true) => ("sectors-vulnerable", "warn"),
        Some(false) => ("sectors-not-vulnerable", ""),
        None => ("sectors-verdict-open", ""),
    };
    let count = page.t2("sectors-criteria-met", "met", verdict.met, "of", verdict.criteria.len());
    (format!("{} · {count}", page.t(words)), class)
}

fn cited(source: &Source, page: &Page) -> String {
    format!("{} · {}", source.title, page.mark(&source.mark))
}

/// Headings of the file, in the order of [`cells`].
pub const HEADS: [&str; 14] = [
    "product",
    "product-share",
    "imports",
    "outside",
    "unit",
    "year",
    "method",
    "method-year",
    "criterion",
    "measured",
    "threshold",
    "met",
    "verdict",
    "source",
];

/// One row for each criterion of each method on each product.
pub fn cells(study: &Study, found: &SectorDiagnosis, here: &Here) -> Vec<[String; 14]> {
    let (unit, year) = study.needs.as_ref().map(|n| (n.unit.get(here.lang).to_owned(), n.year.to_string())).unwrap_or_default();
    let number = |n: f64| format!("{}", (n * 1e6).round() / 1e6);
    let yes_no = |answer: Option<bool>| here.t(answer.map_or("sectors-unknown", |yes| if yes { "yes" } else { "no" }));
    let one = |p: &ProductRow, v: &Verdict, c: &Judged| {
        [
            p.product.clone(),
            number(p.share),
            number(p.imports),
            number(p.from_outside),
            unit.clone(),
            year.clone(),
            v.name.get(here.lang).to_owned(),
            v.year.to_string(),
            c.label.get(here.lang).to_owned(),
            c.value.map(number).unwrap_or_default(),
            c.above.map(number).or(c.missing.as_ref().map(|why| why.get(here.lang).to_owned())).unwrap_or_default(),
            yes_no(c.met),
            yes_no(v.vulnerable),
            c.source.title.clone(),
        ]
    };
    let judged = found.products.iter().flat_map(|p| p.verdicts.iter().map(move |v| (p, v)));
    judged.flat_map(|(p, v)| v.criteria.iter().map(move |c| (p, v, c))).map(|(p, v, c)| one(p, v, c)).collect()
}

/// What is known of the activity besides, as (what, figure with its meaning): complexity, gathering, and for a territory what
/// leaks out and what a job sets in motion.
pub fn facts(found: &SectorDiagnosis, page: &Page) -> Vec<(String, String)> {
    let number = |value: f64, decimals| page.number(&value, decimals);
    let mut facts = Vec::new();
    if let Some(complexity) = found.complexity {
        facts.push((page.t("sectors-complexity"), page.t1("sectors-complexity-said", "n", number(complexity, 2))));
    }
    if let Some(gathered) = found.agglomeration {
        let between = format!("{} – {}", number(gathered.low, 3), number(gathered.high, 3));
        facts.push((page.t("sectors-gathered"), page.t1("sectors-gathered-said", "between", between)));
    }
    if let Some(gap) = &found.gap {
        let millions = |cents: domain::Cents| number(cents.0 as f64 / 1e8, 1);
        let between = format!("{} – {}", millions(gap.gap.low), millions(gap.gap.high));
        let said = page.t2("sectors-gap-said", "millions", millions(gap.gap.central), "between", between);
        facts.push((page.t1("sectors-gap-of", "branch", page.x(&gap.label)), said));
    }
    if let Some(jobs) = found.multiplier.and_then(|m| m.jobs) {
        let between = format!("{} – {}", number(jobs.low, 2), number(jobs.high, 2));
        let said = page.t2("sectors-multiplier-said", "n", number(jobs.central, 2), "between", between);
        facts.push((page.t("sectors-multiplier"), said));
    }
    facts
}

/// What the territory buys elsewhere, every branch, as a file holds it.
pub fn gaps(made: &TerritoryDiagnosis, here: &Here, data: &str) -> Vec<[String; 7]> {
    let millions = |cents: domain::Cents| format!("{}", (cents.0 as f64 / 1e6).round() / 100.0);
    let one = |g: &diagnose::territory::BranchGap| {
        let jobs = g.multiplier.jobs.map(|jobs| format!("{}", (jobs.central * 1e3).round() / 1e3)).unwrap_or_default();
        let (low, high) = (millions(g.gap.low), millions(g.gap.high));
        [g.branch.clone(), g.label.get(here.lang).to_owned(), millions(g.gap.central), low, high, jobs, data.to_owned()]
    };
    made.gaps.iter().map(one).collect()
}
