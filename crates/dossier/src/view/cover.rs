//! The first page: what the project is, where, who carries it, its key figures and where it stands on the line.

use super::Pen;
use crate::labels;
use domain::{Status, format};
use factory::StationState;
use serde::Serialize;

#[derive(Serialize)]
pub struct Cover {
    summary: String,
    /// Label and text: place, territory, holder, date.
    lines: Vec<(String, String)>,
    figures: Vec<Figure>,
    stations: Vec<StationView>,
}

#[derive(Serialize)]
struct Figure {
    label: String,
    value: String,
    /// Who stands behind the figure, in words; none when the figure is not known.
    status: Option<String>,
    verified: bool,
}

#[derive(Serialize)]
struct StationView {
    name: String,
    state: &'static str,
    state_label: String,
    summary: String,
}

pub fn cover(pen: &Pen) -> Cover {
    Cover {
        summary: pen.text(&pen.dossier.project.summary),
        lines: lines(pen),
        figures: figures(pen),
        stations: pen
            .dossier
            .stations
            .iter()
            .map(|s| StationView {
                name: labels::station(s.id, pen.lang),
                state: match s.state {
                    StationState::Done => "done",
                    StationState::Open => "open",
                    StationState::NotNeeded => "not-needed",
                },
                state_label: labels::station_state(s.state, pen.lang),
                summary: pen.text(&s.summary),
            })
            .collect(),
    }
}

fn lines(pen: &Pen) -> Vec<(String, String)> {
    let dossier = pen.dossier;
    let mut lines = vec![];
    let place = dossier.place.as_ref().map(|p| {
        let town = format!("{} ({})", p.commune.name, p.commune.code);
        let around = [p.epci_name.as_deref(), Some(p.department_name.as_str()), Some(p.region_name.as_str())];
        std::iter::once(town.as_str()).chain(around.into_iter().flatten()).collect::<Vec<_>>().join(", ")
    });
    lines.push((pen.say("place"), place.unwrap_or_else(|| pen.say("not-known"))));
    if let Some(place) = &dossier.place {
        let one = |t: &factory::TerritoryRef| {
            pen.with("territory-phase", &[("name", &t.name), ("code", &t.code), ("phase", &t.phase.to_string())])
        };
        let territories = place.territories.iter().map(one).collect::<Vec<_>>().join(" ; ");
        lines.push((pen.say("territory"), if territories.is_empty() { pen.say("no-territory") } else { territories }));
    }
    lines.push((pen.say("holder"), holder(pen)));
    lines.push((pen.say("judged-on"), pen.with("judged-on-rules", &[("date", &format::date(dossier.project.judged_on, pen.lang))])));
    lines
}

fn holder(pen: &Pen) -> String {
    let shown = |key: &str| pen.dossier.project.facts.get(key).map(|datum| labels::fact_value(pen.dossier, key, datum, pen.lang));
    let kind = shown("holder.kind").map(|kind| match shown("holder.size").filter(|_| pen.dossier.plan.size != finance::Size::Unknown) {
        Some(size) => format!("{kind}, {size}"),
        None => kind,
    });
    let siret = shown("holder.siret").map(|siret| format!("SIRET\u{a0}{siret}"));
    let parts: Vec<String> = [shown("holder.name"), kind, siret].into_iter().flatten().collect();
    if parts.is_empty() { pen.say("not-known") } else { parts.join(" · ") }
}

fn figures(pen: &Pen) -> Vec<Figure> {
    let computed =
        |label: String, value: String| Figure { label, value, status: Some(labels::status(Status::Computed, pen.lang)), verified: false };
    let mut figures: Vec<Figure> = ["project.cost", "project.jobs_created"].into_iter().map(|key| told(pen, key)).collect();
    if pen.dossier.ranking.is_some() {
        figures.push(told(pen, "site.area_ha"));
    } else if pen.dossier.project.facts.get("project.jobs_kept").is_some() {
        figures.push(told(pen, "project.jobs_kept"));
    }
    if let Some(site) = &pen.dossier.site {
        let place =
            if site.commune_name.is_empty() { site.department.clone() } else { format!("{} ({})", site.commune_name, site.department) };
        let status = if site.name == place { None } else { Some(place) };
        figures.push(Figure { label: pen.say("figure-site"), value: site.name.clone(), status, verified: false });
    }
    if let Some(calendar) = &pen.dossier.calendar {
        figures.push(computed(pen.say("figure-ready"), format::month(calendar.opening.p50, pen.lang)));
        if let Some(works) = &calendar.works {
            figures.push(computed(pen.say("figure-opening"), format::month(works.p50, pen.lang)));
        }
    }
    let plan = &pen.dossier.plan;
    if plan.cost.is_some() {
        let mut aid = computed(pen.say("figure-aid"), format::money(plan.aid, pen.lang));
        aid.status = plan.intensity.map(|rate| pen.with("aid-share", &[("share", &format::percent(rate, pen.lang))])).or(aid.status);
        figures.push(aid);
    }
    figures
}

fn told(pen: &Pen, key: &str) -> Figure {
    let label = pen.fact_label(key);
    match pen.dossier.project.facts.get(key) {
        Some(datum) => Figure {
            label,
            value: labels::fact_value(pen.dossier, key, datum, pen.lang),
            status: Some(labels::status(datum.status, pen.lang)),
            verified: datum.status == Status::Verified,
        },
        None => Figure { label, value: pen.say("not-known"), status: None, verified: false },
    }
}
