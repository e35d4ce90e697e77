//! From products (Harmonised System, SITC) to activities of the NAF, and back, with how far it can be trusted.
//!
//! HS → ISIC rev. 4 and SITC rev. 2 → ISIC rev. 2 are the tables of the package concordance (MIT); ISIC rev. 4 and the NAF
//! share their divisions; ISIC rev. 4 class → NACE classes and ISIC rev. 2 → division are rules of the project. Nothing finer
//! than what a table tells is claimed: an amount of one ISIC class is never cut between the activities that share it. See
//! `reference/bridges/README.md`.

use diagnose::{
    Bridge,
    bridge::{Link, Undivided},
};
use domain::{Mark, Source, Text};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::OnceLock;

pub(crate) const HS: &str = include_str!("../../../../reference/bridges/hs_isic4.csv");
pub(crate) const SITC: &str = include_str!("../../../../reference/bridges/sitc2_isic2.csv");
pub(crate) const ISIC2: &str = include_str!("../../../../reference/bridges/isic2_nace.csv");
pub(crate) const ISIC4: &str = include_str!("../../../../reference/bridges/isic4_nace.csv");

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
    /// ISIC rev. 4 class → classes of NACE rev. 2, without their dot. Divisions 01 to 33 only.
    nace: Prefixes,
}

fn tables() -> &'static Tables {
    static TABLES: OnceLock<Tables> = OnceLock::new();
    let read = |text: &'static str| {
        let rows = text.lines().skip(1).filter_map(|line| line.split_once(','));
        rows.map(|(from, to)| (from, to.split(' ').collect())).collect()
    };
    TABLES.get_or_init(|| Tables { hs: read(HS), sitc: read(SITC), isic2: read(ISIC2), nace: read(ISIC4) })
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

/// Divisions that make a product: [`levels`] brought to two digits.
pub fn divisions(nomenclature: Nomenclature, product: &str) -> Bridged {
    let mut count: BTreeMap<&str, f64> = BTreeMap::new();
    for (level, share) in levels(nomenclature, product) {
        *count.entry(level.get(..2).unwrap_or(level)).or_default() += share;
    }
    let mut divisions: Vec<Division> = count.into_iter().map(|(code, share)| Division { code: code.to_owned(), share }).collect();
    divisions.sort_by(|a, b| b.share.total_cmp(&a.share).then_with(|| a.code.cmp(&b.code)));
    let reliability = match divisions.len() {
        _ if nomenclature == Nomenclature::Sitc2 => Reliability::Rule,
        0 | 1 => Reliability::Sure,
        _ => Reliability::Shared,
    };
    Bridged { divisions, reliability }
}

/// The finest levels that the tables give for a product, with its share of each: an ISIC rev. 4 class ("2599") when the NAF is
/// known to cut it, else a division ("25"). Shares count classes and sum to 1. Repair and installation (33) and services are
/// left out when something else makes it: the published tables reach them because a class of ISIC rev. 3 held both the making
/// and the repair.
fn levels(nomenclature: Nomenclature, product: &str) -> BTreeMap<&'static str, f64> {
    let tables = tables();
    let mut count: BTreeMap<&'static str, f64> = BTreeMap::new();
    match nomenclature {
        Nomenclature::Hs => {
            for class in classes(&tables.hs, product) {
                let known = tables.nace.contains_key(class);
                let level = if known { Some(class) } else { class.get(..2) };
                level.into_iter().for_each(|level| *count.entry(level).or_default() += 1.0);
            }
        }
        Nomenclature::Sitc2 => {
            for class in classes(&tables.sitc, product) {
                let of = tables.isic2.get(class).map(Vec::as_slice).unwrap_or_default();
                for division in of {
                    *count.entry(*division).or_default() += 1.0 / of.len() as f64;
                }
            }
        }
    }
    let makes = |level: &str| level < "33";
    if count.keys().any(|level| makes(level)) {
        count.retain(|level, _| makes(level));
    }
    let total: f64 = count.values().sum();
    count.values_mut().for_each(|n| *n /= total);
    count
}

/// The activities, of those given, that a level holds: of an ISIC class, those of its NACE classes and what contains them.
fn held<'a>(level: &str, activities: &BTreeSet<&'a str>) -> Vec<&'a str> {
    let Some(nace) = tables().nace.get(level) else {
        return activities.iter().copied().filter(|activity| division_of(activity) == Some(level)).collect();
    };
    let holds = |activity: &str| {
        let digits: String = activity.chars().filter(char::is_ascii_digit).collect();
        nace.iter().any(|class| digits.len() >= 2 && (digits.starts_with(class) || class.starts_with(&digits)))
    };
    activities.iter().copied().filter(|activity| division_of(activity).is_some() && holds(activity)).collect()
}

/// The bridge from the products of a data set to activities of any level of the NAF. The share of a product that goes to an
/// ISIC class goes whole to each activity of the class: nothing tells how they part it, so that amount is theirs together,
/// and [`Bridge::undivided`] says with which others. `None` when the nomenclature is not one of those that the tables know.
pub fn bridge<'a>(
    nomenclature: &str,
    products: impl IntoIterator<Item = &'a str>,
    activities: impl IntoIterator<Item = &'a str>,
) -> Option<Bridge> {
    let from = Nomenclature::of(nomenclature)?;
    let activities: BTreeSet<&str> = activities.into_iter().collect();
    let mut of_level: BTreeMap<&'static str, Vec<&str>> = BTreeMap::new();
    let mut links = Vec::new();
    for product in products {
        let mut shares: BTreeMap<&str, f64> = BTreeMap::new();
        for (level, share) in levels(from, product) {
            let made = of_level.entry(level).or_insert_with(|| held(level, &activities));
            for activity in &*made {
                *shares.entry(*activity).or_default() += share;
            }
        }
        links.extend(shares.into_iter().map(|(activity, share)| Link {
            product: product.to_owned(),
            activity: activity.to_owned(),
            share,
        }));
    }
    let mut undivided: BTreeMap<String, Undivided> = BTreeMap::new();
    for (level, made) in of_level.into_iter().filter(|(_, made)| made.len() > 1) {
        let with: Vec<String> = made.iter().map(|activity| (*activity).to_owned()).collect();
        for activity in made {
            let known = undivided.entry(activity.to_owned()).or_default();
            if known.activities.len() < with.len() {
                *known = Undivided { level: level_name(level), activities: with.clone() };
            }
        }
    }
    Some(Bridge { from: nomenclature.to_owned(), to: "NAF rév. 2".to_owned(), links, undivided, source: source(from) })
}

fn level_name(level: &str) -> Text {
    match level.len() {
        4 => Text::new(format!("classe {level} de la CITI rév. 4"), format!("ISIC rev. 4 class {level}")),
        _ => Text::new(format!("division {level} de la NAF"), format!("NAF division {level}")),
    }
}

/// The class of ISIC rev. 4 that is one class of NACE and nothing else, from the digits of that class ("2920").
pub fn alone(nace: &str) -> Option<&'static str> {
    tables().nace.iter().find(|(_, held)| **held == [nace]).map(|(isic, _)| *isic)
}

/// The class of ISIC rev. 4 that holds a class of NACE, alone or with others, from the digits of that class ("2594"); none above
/// division 33.
pub fn holder(nace: &str) -> Option<&'static str> {
    tables().nace.iter().find(|(_, held)| held.contains(&nace)).map(|(isic, _)| *isic)
}

/// Division of an activity of any level of the NAF: "25.50B" → "25".
pub fn division_of(activity: &str) -> Option<&str> {
    activity.get(..2).filter(|division| division.bytes().all(|b| b.is_ascii_digit()))
}

/// Where the tables come from, and how they were read.
pub fn source(nomenclature: Nomenclature) -> Source {
    let table = "concordance (In Song Kim et al.), 201c812, MIT";
    match nomenclature {
        Nomenclature::Hs => Source::new(format!("{table} : SH → CITI rév. 4 ; puis table du projet → classes de la NAF"), Mark::General),
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
    fn a_product_goes_to_the_class_that_makes_it_not_to_its_whole_division() {
        let known = ["29.10Z", "29.20Z", "29.31Z", "29.32Z", "21.20Z", "62.01Z"];
        let bridge = bridge("HS 2017", ["870323", "871639", "300490"], known).expect("known nomenclature");
        let told: Vec<_> = bridge.links.iter().map(|l| (l.product.as_str(), l.activity.as_str())).collect();
        assert_eq!(told[..2], [("870323", "29.10Z"), ("871639", "29.20Z")], "cars are not made by makers of trailers: {told:?}");
        assert_eq!(bridge.links[0].share, 1.0);
        let medicines = bridge.links.iter().find(|l| l.product == "300490").expect("medicines lead somewhere");
        assert!(medicines.share > 0.0 && medicines.share < 1.0, "part of medicines is made in a class that was not given");
        assert!(super::bridge("?", ["870323"], ["29"]).is_none());
    }

    #[test]
    fn what_the_tables_do_not_divide_stays_whole_and_says_with_which_activities() {
        let known = ["25.93Z", "25.94Z", "25.99A", "25.99B", "25.50A"];
        let bridge = bridge("HS 2017", ["731815"], known).expect("known nomenclature");
        let shares: BTreeSet<String> = bridge.links.iter().map(|l| format!("{} {}", l.activity, l.share)).collect();
        let screws = bridge.links.iter().find(|l| l.activity == "25.94Z").expect("screws");
        assert!(bridge.links.iter().filter(|l| l.activity != "25.50A").all(|l| l.share == screws.share), "{shares:?}");
        let together = &bridge.undivided["25.94Z"];
        assert_eq!(together.activities, ["25.93Z", "25.94Z", "25.99A", "25.99B"]);
        assert!(together.level.fr.contains("2599") && !bridge.undivided.contains_key("25.50A"));
        let former = super::bridge("SITC rev. 2", ["7810"], ["29.10Z", "29.20Z"]).expect("known nomenclature");
        assert!(former.undivided["29.20Z"].level.en.contains("division 29"), "the former products only tell a division");
        let flores = super::bridge("HS 2017", ["870323"], ["29", "30"]).expect("known nomenclature");
        assert_eq!((flores.links.len(), flores.undivided.len()), (1, 0), "a division is known by itself");
    }

    #[test]
    fn every_class_of_nace_up_to_33_belongs_to_one_class_of_isic_of_its_division() {
        let mut seen = BTreeSet::new();
        for (isic, nace) in &tables().nace {
            for class in nace {
                assert!(seen.insert(*class), "{class} twice");
                assert_eq!(isic[..2], class[..2]);
            }
        }
        assert_eq!(seen.len(), 284, "classes of NACE rev. 2 in divisions 01 to 33");
        let products = tables().hs.values().flatten().filter(|class| !class.is_empty() && **class < "34");
        let without: BTreeSet<_> = products.filter(|class| !tables().nace.contains_key(*class)).collect();
        assert!(without.is_empty(), "{without:?}");
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
