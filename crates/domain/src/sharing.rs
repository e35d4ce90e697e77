//! Whom the holder of a project shows it to, besides whoever has its address. The holder alone chooses, and takes back;
//! nothing chosen is private. Each audience is chosen apart: a project may be shown to its territory and to one operator,
//! and be counted without a name.

use crate::Cents;
use crate::rights::Scope;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::str::FromStr;

#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Audience {
    /// Leads and referents of a territory, or instructors of an operator: they read the project and its dossier.
    Within(Scope),
    /// Counted among others without its name, its company or its commune; nothing of it is shown alone.
    Counted,
    /// Everybody reads what [`PUBLISHED`] lists, and nothing else.
    Public,
}

/// The facts that a public project shows: what it is and where, never who.
pub const PUBLISHED: [&str; 10] = [
    "project.naf",
    "project.commune",
    "project.cost",
    "project.kind",
    "holder.kind",
    "project.jobs_created",
    "project.jobs_kept",
    "project.start",
    "project.themes",
    "site.area_ha",
];

impl fmt::Display for Audience {
    /// "territory:2:ti-2704", "operator:bpifrance", "counted", "public".
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Audience::Within(scope) => scope.fmt(f),
            Audience::Counted => f.write_str("counted"),
            Audience::Public => f.write_str("public"),
        }
    }
}

impl FromStr for Audience {
    type Err = String;
    fn from_str(text: &str) -> Result<Audience, String> {
        match text {
            "counted" => Ok(Audience::Counted),
            "public" => Ok(Audience::Public),
            _ => match text.parse()? {
                scope @ (Scope::Territory { .. } | Scope::Operator(_)) => Ok(Audience::Within(scope)),
                _ => Err(format!("{text:?}: territory:PHASE:CODE, operator:…, counted or public")),
            },
        }
    }
}

/// Everything one project is open to; empty: private.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sharing(pub BTreeSet<Audience>);

impl Sharing {
    pub fn scopes(&self) -> impl Iterator<Item = &Scope> {
        self.0.iter().filter_map(|audience| match audience {
            Audience::Within(scope) => Some(scope),
            _ => None,
        })
    }
    pub fn is_public(&self) -> bool {
        self.0.contains(&Audience::Public)
    }
}

/// A figure of anonymous projects rests on at least this many different holders.
pub const FLOOR: usize = 5;
/// And no holder weighs this share of it, in hundredths: knowing one's own, one would know the other's.
const DOMINANT: i64 = 85;

/// A project as it is counted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Anonymous {
    /// What tells holders apart: the SIREN, else the project. Never shown.
    pub holder: String,
    /// What it is counted under: a region, a section of activity.
    pub group: String,
    pub cost: Cents,
}

/// A figure that gives no project away.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Figure {
    /// None: the groups too small to be shown alone, together.
    pub group: Option<String>,
    pub projects: usize,
    /// None when one holder makes nearly all of it.
    pub cost: Option<Cents>,
}

/// Counts and costs by group. Groups that could give a project away go together, with the smallest of the others while
/// that is not enough: all lines add up to the same total in every table, so none is found by subtraction. Empty when all
/// together are too few.
pub fn figures(projects: &[Anonymous]) -> Vec<Figure> {
    let mut groups: BTreeMap<&str, Vec<&Anonymous>> = BTreeMap::new();
    for project in projects {
        groups.entry(&project.group).or_default().push(project);
    }
    let (mut shown, mut rest): (Vec<_>, Vec<_>) = groups.into_iter().partition(|(_, group)| is_enough(group) && !is_dominated(group));
    shown.sort_by_key(|(name, group)| (std::cmp::Reverse(group.len()), *name));
    while !rest.is_empty() && (!is_enough(&together(&rest)) || is_dominated(&together(&rest))) {
        match shown.pop() {
            Some(smallest) => rest.push(smallest),
            None => break,
        }
    }
    let rest = together(&rest);
    let figure = |group: Option<String>, projects: &[&Anonymous]| Figure {
        group,
        projects: projects.len(),
        cost: (!is_dominated(projects)).then(|| projects.iter().map(|project| project.cost).sum()),
    };
    let mut figures: Vec<Figure> = shown.into_iter().map(|(name, group)| figure(Some(name.to_owned()), &group)).collect();
    if is_enough(&rest) {
        figures.push(figure(None, &rest));
    }
    figures
}

fn together<'a>(groups: &[(&str, Vec<&'a Anonymous>)]) -> Vec<&'a Anonymous> {
    groups.iter().flat_map(|(_, group)| group.iter().copied()).collect()
}

fn by_holder<'a>(projects: &[&'a Anonymous]) -> BTreeMap<&'a str, i64> {
    let mut holders = BTreeMap::new();
    for project in projects {
        *holders.entry(project.holder.as_str()).or_default() += project.cost.0;
    }
    holders
}

fn is_enough(projects: &[&Anonymous]) -> bool {
    by_holder(projects).len() >= FLOOR
}

fn is_dominated(projects: &[&Anonymous]) -> bool {
    let holders = by_holder(projects);
    let total: i64 = holders.values().sum();
    let most = holders.values().max().copied().unwrap_or(0);
    i128::from(most) * 100 >= i128::from(total) * i128::from(DOMINANT)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn project(holder: usize, group: &str, euros: i64) -> Anonymous {
        Anonymous { holder: holder.to_string(), group: group.into(), cost: Cents(euros * 100) }
    }

    #[test]
    fn an_audience_is_written_and_read_back_and_a_region_is_none() {
        for text in ["territory:2:ti-2704", "operator:bpifrance", "counted", "public"] {
            assert_eq!(text.parse::<Audience>().map(|audience| audience.to_string()).as_deref(), Ok(text));
        }
        for text in ["", "region:27", "national", "organisation:00ab", "private"] {
            assert!(text.parse::<Audience>().is_err(), "{text}");
        }
    }

    #[test]
    fn nothing_is_said_of_fewer_than_five_holders() {
        let four: Vec<_> = (0..4).map(|n| project(n, "27", 100)).collect();
        assert_eq!(figures(&four), []);
        // One company with many projects is still one company.
        let same: Vec<_> = (0..20).map(|n| project(n % 4, "27", 100)).collect();
        assert_eq!(figures(&same), []);
        let five: Vec<_> = (0..5).map(|n| project(n, "27", 100)).collect();
        assert_eq!(figures(&five), [Figure { group: Some("27".into()), projects: 5, cost: Some(Cents(50_000)) }]);
    }

    #[test]
    fn a_small_group_takes_the_smallest_other_with_it_so_that_no_subtraction_finds_it() {
        let mut all: Vec<_> = (0..9).map(|n| project(n, "27", 100)).collect();
        all.extend((10..16).map(|n| project(n, "84", 100)));
        all.push(project(20, "11", 700));
        let shown = figures(&all);
        let lines: Vec<_> = shown.iter().map(|line| (line.group.as_deref(), line.projects)).collect();
        assert_eq!(lines, [(Some("27"), 9), (None, 7)], "84 hides the only project of 11");
        // One that weighs nearly all of such a line takes the next group in too.
        let last = all.len() - 1;
        all[last] = project(20, "11", 7_000);
        assert_eq!(figures(&all), [Figure { group: None, projects: 16, cost: Some(Cents(850_000)) }]);
    }

    #[test]
    fn a_holder_who_makes_nearly_all_of_a_figure_hides_it() {
        let mut all: Vec<_> = (0..6).map(|n| project(n, "27", 1)).collect();
        all.push(project(9, "27", 1_000));
        assert_eq!(figures(&all), [Figure { group: None, projects: 7, cost: None }]);
    }
}
