//! From products (Harmonised System, SITC) to activities (divisions of the NAF), and back, with how far it can be trusted.
//!
//! HS → ISIC rev. 4 and SITC rev. 2 → ISIC rev. 2 are the tables of the package concordance (MIT); ISIC rev. 4 and the NAF
//! share their divisions; ISIC rev. 2 → division is a rule of the project. Nothing finer than a division is claimed: below
//! it, ISIC and the NAF part. See `reference/bridges/README.md`.

use diagnose::{Bridge, bridge::Link};
use domain::{Mark, Source};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::OnceLock;

const HS: &str = include_str!("../../../../reference/bridges/hs_isic4.csv");
const SITC: &str = include_str!("../../../../reference/bridges/sitc2_isic2.csv");
const ISIC2: &str = include_str!("../../../../reference/bridges/isic2_nace.csv");

/// How a product was named.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Nomenclature {
    /// Harmonised System, any edition, two to six digits.
    Hs,
    /// SITC rev. 2, two to five digits.
    Sitc2,
}

impl Nomenclature {
    /// From how a data set names it: "HS 2017", "SITC rev. 2".
    pub fn of(name: &str) -> Option<Nomenclature> {
        let name = name.to_uppercase();
        if name.starts_with("HS") || name.starts_with("SH") {
            return Some(Nomenclature::Hs);
        }
        (name.starts_with("SITC") || name.starts_with("CTCI")).then_some(Nomenclature::Sitc2)
    }
}

/// A division that makes a product.
#[derive(Clone, Debug, PartialEq)]
pub struct Division {
    /// "25".
    pub code: String,
    /// Share of the classes the product leads to that are of this division; the shares of a product sum to 1. It is a
    /// count of classes, not of value: nothing tells the value.
    pub share: f64,
}

/// How far the divisions of a product can be trusted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reliability {
    /// One division makes it, by published tables.
    Sure,
    /// Several divisions make it: the shares are only counts of classes.
    Shared,
    /// The last step is a rule of the project, not a published table.
    Rule,
}

/// Where a product is made.
#[derive(Clone, Debug, PartialEq)]
pub struct Bridged {
    /// Greatest share first, then by code. Empty when the product is not in the tables.
    pub divisions: Vec<Division>,
    pub reliability: Reliability,
}

/// Code → codes, a code standing for the longer ones that begin with it.
type Prefixes = BTreeMap<&'static str, Vec<&'static str>>;

struct Tables {
    hs: Prefixes,
    sitc: Prefixes,
    isic2: Prefixes,
}

fn tables() -> &'static Tables {
    static TABLES: OnceLock<Tables> = OnceLock::new();
    let read = |text: &'static str| {
        let rows = text.lines().skip(1).filter_map(|line| line.split_once(','));
        rows.map(|(from, to)| (from, to.split(' ').collect())).collect()
    };
    TABLES.get_or_init(|| Tables { hs: read(HS), sitc: read(SITC), isic2: read(ISIC2) })
}

/// Codes of the Harmonised System that the table holds, each standing for those that begin with it.
pub fn headings() -> impl Iterator<Item = &'static str> {
    tables().hs.keys().copied()
}

/// Classes of the longest code that begins `code`; when `code` is itself shorter than the table, of all those it begins.
fn classes(table: &Prefixes, code: &str) -> BTreeSet<&'static str> {
    let whole = (1..=code.len()).rev().find_map(|len| table.get(code.get(..len)?));
    match whole {
        Some(classes) => classes.iter().copied().collect(),
        None if code.is_empty() => BTreeSet::new(),
        None => {
            let inside = |code: &str| -> BTreeSet<_> {
                table.range(code..).take_while(|(from, _)| from.starts_with(code)).flat_map(|(_, to)| to.iter().copied()).collect()
            };
            // An aggregate ("6344") of a publication that the table does not hold: what its group holds.
            (1..=code.len())
                .rev()
                .map(|len| inside(code.get(..len).unwrap_or_default()))
                .find(|found| !found.is_empty())
                .filter(|_| code.len() > 1)
                .unwrap_or_default()
        }
    }
}

/// Divisions that make a product. Repair and installation (33) and services are left out when something else makes it: the
/// published tables reach them because a class of ISIC rev. 3 held both the making and the repair.
pub fn divisions(nomenclature: Nomenclature, product: &str) -> Bridged {
    let tables = tables();
    let (classes, by_rule) = match nomenclature {
        Nomenclature::Hs => (classes(&tables.hs, product), false),
        Nomenclature::Sitc2 => (classes(&tables.sitc, product), true),
    };
    let mut count: BTreeMap<&str, f64> = BTreeMap::new();
    for class in classes {
        if by_rule {
            let of = tables.isic2.get(class).map(Vec::as_slice).unwrap_or_default();
            of.iter().for_each(|division| *count.entry(division).or_default() += 1.0 / of.len() as f64);
        } else if let Some(division) = class.get(..2) {
            *count.entry(division).or_default() += 1.0;
        }
    }
    let makes = |division: &str| division < "33";
    if count.keys().any(|division| makes(division)) {
        count.retain(|division, _| makes(division));
    }
    let total: f64 = count.values().sum();
    let mut divisions: Vec<Division> = count.into_iter().map(|(code, n)| Division { code: code.to_owned(), share: n / total }).collect();
    divisions.sort_by(|a, b| b.share.total_cmp(&a.share).then_with(|| a.code.cmp(&b.code)));
    let reliability = match divisions.len() {
        _ if by_rule => Reliability::Rule,
        0 | 1 => Reliability::Sure,
        _ => Reliability::Shared,
    };
    Bridged { divisions, reliability }
}

/// The bridge from the products of a data set to activities of any level of the NAF, through the divisions: a share of a
/// product goes evenly to the activities given of its division, which the tables cannot tell apart. `None` when the
/// nomenclature is not one of those that the tables know.
pub fn bridge<'a>(
    nomenclature: &str,
    products: impl IntoIterator<Item = &'a str>,
    activities: impl IntoIterator<Item = &'a str>,
) -> Option<Bridge> {
    let from = Nomenclature::of(nomenclature)?;
    let mut of_division: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for activity in activities {
        if let Some(division) = division_of(activity) {
            of_division.entry(division).or_default().push(activity);
        }
    }
    let mut links = Vec::new();
    for product in products {
        for division in divisions(from, product).divisions {
            let made = of_division.get(division.code.as_str()).map(Vec::as_slice).unwrap_or_default();
            let share = division.share / made.len() as f64;
            links.extend(made.iter().map(|activity| Link { product: product.to_owned(), activity: (*activity).to_owned(), share }));
        }
    }
    Some(Bridge { from: nomenclature.to_owned(), to: "NAF rév. 2".to_owned(), links, source: source(from) })
}

/// Division of an activity of any level of the NAF: "25.50B" → "25".
pub fn division_of(activity: &str) -> Option<&str> {
    activity.get(..2).filter(|division| division.bytes().all(|b| b.is_ascii_digit()))
}

/// Where the tables come from, and how they were read.
pub fn source(nomenclature: Nomenclature) -> Source {
    let table = "concordance (In Song Kim et al.), 201c812, MIT";
    match nomenclature {
        Nomenclature::Hs => Source::new(format!("{table} : SH → CITI rév. 4 ; divisions CITI = NAF"), Mark::Verified),
        Nomenclature::Sitc2 => Source::new(format!("{table} : CTCI rév. 2 → CITI rév. 2 ; puis règle du projet → NAF"), Mark::General),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn codes(nomenclature: Nomenclature, product: &str) -> Vec<String> {
        divisions(nomenclature, product).divisions.into_iter().map(|d| d.code).collect()
    }

    #[test]
    fn products_lead_to_the_divisions_that_make_them_not_to_those_that_repair_them() {
        assert_eq!(codes(Nomenclature::Hs, "870323"), ["29"]);
        assert_eq!(codes(Nomenclature::Hs, "850760"), ["27"]);
        assert_eq!(codes(Nomenclature::Hs, "730890"), ["25"]);
        assert_eq!(divisions(Nomenclature::Hs, "390120").reliability, Reliability::Sure);
        assert_eq!(codes(Nomenclature::Sitc2, "7810"), ["29"]);
        assert_eq!(divisions(Nomenclature::Sitc2, "7810").reliability, Reliability::Rule);
    }

    #[test]
    fn a_shared_product_says_so_and_its_shares_sum_to_one() {
        let medicines = divisions(Nomenclature::Hs, "300490");
        assert_eq!((medicines.reliability, medicines.divisions.len()), (Reliability::Shared, 2));
        for product in tables().hs.iter().filter(|(_, classes)| classes.iter().any(|c| !c.is_empty())).map(|(product, _)| product) {
            let total: f64 = divisions(Nomenclature::Hs, product).divisions.iter().map(|d| d.share).sum();
            assert!((total - 1.0).abs() < 1e-12, "{product}: {total}");
        }
    }

    #[test]
    fn a_bridge_spreads_a_product_over_the_activities_of_its_divisions() {
        let bridge = bridge("HS 2017", ["870323", "300490"], ["29.10Z", "29.20Z", "21.20Z", "62.01Z"]).expect("known nomenclature");
        let told: Vec<_> = bridge.links.iter().map(|l| (l.product.as_str(), l.activity.as_str(), l.share)).collect();
        assert_eq!(told, [("870323", "29.10Z", 0.5), ("870323", "29.20Z", 0.5), ("300490", "21.20Z", told[2].2)]);
        assert!(told[2].2 > 0.0 && told[2].2 < 1.0, "part of medicines is made in a division that was not given");
        assert!(super::bridge("?", ["870323"], ["29"]).is_none());
    }

    #[test]
    fn a_product_that_no_table_holds_leads_nowhere() {
        assert!(codes(Nomenclature::Hs, "").is_empty() && codes(Nomenclature::Hs, "zz").is_empty());
        assert_eq!((division_of("25.50B"), division_of("C")), (Some("25"), None));
        assert_eq!(Nomenclature::of("HS 2017"), Some(Nomenclature::Hs));
        assert_eq!(Nomenclature::of("?"), None);
    }

    #[test]
    fn every_class_of_the_former_isic_has_a_division_but_the_unknown_one() {
        let without: BTreeSet<_> = tables().sitc.values().flatten().filter(|class| !tables().isic2.contains_key(*class)).collect();
        assert_eq!(without.into_iter().copied().collect::<Vec<_>>(), ["9999"]);
    }
}
