//! What the country imports of an activity, product by product and criterion by criterion, and what a territory buys
//! elsewhere, branch by branch: as files hold them. What the page says of it is told by `dossier`.

use crate::page::Here;
use diagnose::input_output::Gap;
use diagnose::sector::ProductRow;
use diagnose::vulnerability::{Judged, Verdict};
use diagnose::{SectorDiagnosis, TerritoryDiagnosis};
use dossier::sectors::product_name;
use factory::sectors::Study;

/// The file of the products, each judged by each criterion of each method.
pub const FILE: &str = "produits";

/// Headings of the file, in the order of [`cells`].
pub const HEADS: [&str; 16] = [
    "product",
    "product-name",
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
    "data",
];

/// One row for each criterion of each method on each product; each says whether the trade is real.
pub fn cells(study: &Study, found: &SectorDiagnosis, here: &Here) -> Vec<[String; 16]> {
    let invented = study.needs.as_ref().is_some_and(|needs| needs.synthetic);
    let data = here.t(if invented { "sectors-synthetic" } else { "sectors-real" });
    let (unit, year) = study.needs.as_ref().map(|n| (n.unit.get(here.lang).to_owned(), n.year.to_string())).unwrap_or_default();
    let number = |n: f64| format!("{}", (n * 1e6).round() / 1e6);
    let yes_no = |answer: Option<bool>| here.t(answer.map_or("sectors-unknown", |yes| if yes { "yes" } else { "no" }));
    let one = |p: &ProductRow, v: &Verdict, c: &Judged| {
        [
            p.product.clone(),
            product_name(study, &p.product).to_owned(),
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
            data.clone(),
        ]
    };
    let judged = found.products.iter().flat_map(|p| p.verdicts.iter().map(move |v| (p, v)));
    judged.flat_map(|(p, v)| v.criteria.iter().map(move |c| (p, v, c))).map(|(p, v, c)| one(p, v, c)).collect()
}

/// What the territory buys elsewhere, every branch, as a file holds it.
pub fn gaps(made: &TerritoryDiagnosis, here: &Here, data: &str) -> Vec<[String; 11]> {
    let from = made.gaps_from.as_ref().map(|from| from.get(here.lang).to_owned()).unwrap_or_default();
    let millions = |cents: domain::Cents| format!("{}", (cents.0 as f64 / 1e6).round() / 100.0);
    let one = |g: &diagnose::territory::BranchGap| {
        let jobs = g.multiplier.jobs.map(|jobs| format!("{}", (jobs.central * 1e3).round() / 1e3)).unwrap_or_default();
        let (low, high) = (millions(g.gap.low), millions(g.gap.high));
        let unmet = |of: fn(Gap) -> domain::Cents| g.unmet.map(|unmet| millions(of(unmet))).unwrap_or_default();
        let (name, gap) = (g.label.get(here.lang).to_owned(), millions(g.gap.central));
        let [unmet_central, unmet_low, unmet_high] = [unmet(|gap| gap.central), unmet(|gap| gap.low), unmet(|gap| gap.high)];
        [g.branch.clone(), name, gap, low, high, unmet_central, unmet_low, unmet_high, jobs, from.clone(), data.to_owned()]
    };
    made.gaps.iter().map(one).collect()
}
