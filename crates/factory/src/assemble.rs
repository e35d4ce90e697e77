//! One project through the stations.

use crate::exchanges::Looking;
use crate::{Dossier, calls, foreseen, sited};
use crate::{candidates::candidates, derive::derive, missing::missing, sources::sources, stations::stations};
use domain::followed::Followed;
use domain::{Facts, Position, Project, Site};
use locate::{Ranking, Weights};
use programmes::Rulebook;
use reference::Reference;
use schedule::Calendar;
use std::collections::BTreeSet;

/// What a project is judged against. Everything that could vary is here: the same setting gives the same bytes.
pub struct Setting<'a> {
    pub rulebook: &'a Rulebook,
    pub reference: &'a Reference,
    /// Sites to choose among: the project's own table and imported lists.
    pub sites: &'a [Site],
    /// Those of them that only some people read: ranked with the others, and nothing else is built on them, as the line of a
    /// project is the same for everybody who reads it.
    pub restricted: BTreeSet<String>,
    pub weights: Weights,
    /// How far the weights drawn may be from these, as a share of them; `None`: any weighting.
    pub margin: Option<f64>,
    pub draws: usize,
    pub seed: u64,
    /// How many of the first sites are told with their values and their reasons: all of them, unless whoever asks shows few.
    pub explained: usize,
    /// Dates that the project recorded of its formalities: its calendar starts from where they stand.
    pub followed: Vec<Followed>,
    /// What is held to find exchanges around; none: they are not studied.
    pub exchanges: Option<Looking<'a>>,
}

impl<'a> Setting<'a> {
    pub fn new(rulebook: &'a Rulebook, reference: &'a Reference, sites: &'a [Site]) -> Setting<'a> {
        let (weights, restricted) = (Weights::default(), BTreeSet::new());
        Setting {
            rulebook,
            reference,
            sites,
            restricted,
            weights,
            margin: None,
            draws: 2_000,
            seed: 20_200_720,
            explained: usize::MAX,
            followed: Vec::new(),
            exchanges: None,
        }
    }
}

pub fn assemble(project: &Project, setting: &Setting) -> Dossier {
    let mut project = project.clone();
    let place = derive(&mut project, setting.reference, &setting.rulebook.state_aid);
    let on = project.judged_on;
    let qualification = qualify::qualify(&project.facts, &setting.rulebook.programmes, &setting.rulebook.dictionary, on);

    let origin = place.as_ref().and_then(|p| p.commune.position);
    let ranking = seeks_site(&project.facts).then(|| rank(&project, origin, setting));
    let chosen = project.facts.str("site.id").map(str::to_owned);
    let open = |id: &String| !setting.restricted.contains(id);
    let site = chosen
        .or_else(|| ranking.as_ref().and_then(|r| r.ranked.iter().map(|r| &r.site).find(|id| open(id))).cloned())
        .filter(open)
        .and_then(|id| setting.sites.iter().find(|s| s.id == id).cloned());

    let calendar = builds(&project.facts).then(|| schedule(&project, site.as_ref(), setting));
    let plan = finance::plan(&project, &candidates(&qualification, setting.rulebook, &project.facts), &setting.rulebook.state_aid);

    let around = site.as_ref().and_then(|site| site.position).or(origin);
    let exchanges = setting.exchanges.and_then(|looking| looking.count(around, project.facts.str("project.naf")));
    let stations = stations(&qualification, ranking.as_ref(), site.as_ref(), calendar.as_ref(), &plan, exchanges);
    let missing = missing(&qualification, calendar.as_ref(), &plan, &setting.rulebook.dictionary);
    let sources = sources(&project, &qualification, ranking.as_ref(), site.as_ref(), calendar.as_ref(), &plan);
    Dossier { format: 1, project, place, qualification, ranking, site, calendar, plan, stations, missing, sources }
}

/// The sites ranked for a project of any kind, as [`assemble`] ranks them, without the stations that no weight moves.
pub fn ranking(project: &Project, setting: &Setting) -> Ranking {
    let mut project = project.clone();
    let place = derive(&mut project, setting.reference, &setting.rulebook.state_aid);
    rank(&project, place.and_then(|p| p.commune.position), setting)
}

fn rank(project: &Project, origin: Option<Position>, setting: &Setting) -> Ranking {
    let Setting { draws, seed, margin, explained, .. } = *setting;
    let options = locate::Options { draws, seed, margin, explained, on: project.judged_on };
    let sites = foreseen::foreseen(project, setting.sites, setting.rulebook, setting.reference);
    locate::rank(&project.facts, origin, sites, &setting.weights, options)
}

/// From where the project and its site already stand.
fn schedule(project: &Project, site: Option<&Site>, setting: &Setting) -> Calendar {
    let start = foreseen::start(project);
    let (rules, of_calls) = calls::with_calls(project, setting.rulebook, start);
    let rules = &*rules;
    let options = schedule::Options { draws: setting.draws, seed: setting.seed };
    let (facts, told) = sited::answered(&project.facts, site);
    let (site, mut progress) = match site.map(|site| sited::ahead(site, &facts, rules, start)) {
        Some((site, progress)) => (Some(site), progress),
        None => (None, Vec::new()),
    };
    progress.extend(sited::recorded(&setting.followed));
    let mut calendar = schedule::calendar_from(&facts, site.as_deref(), &progress, rules, start, options);
    calendar.notes.extend(told.into_iter().chain(of_calls));
    let commitment = setting.reference.state_commitment();
    if site.as_deref().is_some_and(|site| commitment.covers(site)) {
        let promised = |id: &str| commitment.months(id);
        calendar.promises = schedule::promise(&calendar, rules, &progress, &promised, &commitment.source);
    }
    calendar
}

/// A project looks for a site when its holder says so, and by default when it builds and has not chosen one.
fn seeks_site(facts: &Facts) -> bool {
    match facts.bool("site.needed") {
        Some(needed) => needed,
        None => facts.str("site.id").is_none() && matches!(facts.str("project.kind"), Some("new_plant" | "relocation")),
    }
}

/// Recruitments, studies and courses need no building permit.
pub(crate) fn builds(facts: &Facts) -> bool {
    match facts.str("project.kind") {
        Some("new_plant" | "extension" | "relocation" | "brownfield" | "site") => true,
        Some("hiring" | "study" | "collective") => false,
        _ => facts.number("site.floor_m2").is_some() || facts.number("site.area_ha").is_some() || facts.bool("site.needed") == Some(true),
    }
}
