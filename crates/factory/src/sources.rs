//! Every source behind a figure of the dossier, once, in the order of the stations.

use domain::{Project, Site, Source};
use locate::Ranking;
use qualify::{Qualification, Reason};
use schedule::Calendar;

pub fn sources(
    project: &Project,
    qualification: &Qualification,
    ranking: Option<&Ranking>,
    site: Option<&Site>,
    calendar: Option<&Calendar>,
    plan: &finance::Plan,
) -> Vec<Source> {
    let mut all = vec![];
    let mut add = |source: &Source| {
        if !source.title.is_empty() && !all.contains(source) {
            all.push(source.clone());
        }
    };
    project.sources.iter().for_each(&mut add);
    project.facts.0.values().filter_map(|d| d.source.as_ref()).for_each(&mut add);
    for verdict in &qualification.verdicts {
        verdict.reasons.iter().for_each(|r| of_reason(r, &mut add));
    }
    if let Some(site) = site {
        add(&site.source);
        site.labels.iter().for_each(|l| add(&l.source));
        site.anticipations.iter().for_each(|a| add(&a.source));
    }
    for ranked in ranking.iter().flat_map(|r| &r.ranked).take(1) {
        ranked.contributions.iter().filter_map(|c| c.source.as_ref()).for_each(&mut add);
    }
    calendar.iter().flat_map(|c| &c.tasks).for_each(|t| add(&t.source));
    plan.checks.iter().for_each(|c| add(&c.source));
    all
}

fn of_reason(reason: &Reason, add: &mut impl FnMut(&Source)) {
    reason.source.as_deref().into_iter().for_each(&mut *add);
    reason.parts.iter().for_each(|part| of_reason(part, add));
}
