//! The paper of a committee as the dossier prints it: the same lines as the page, in the same order.

use super::committee::{Moved, Paper};
use super::signatories::HEADS as SIGNATORY_HEADS;
use crate::routes::sheets::history::Decided;
use dossier::paper::{self, Part};

pub fn paper(view: &Paper) -> paper::Paper {
    let page = &view.page;
    let t = |key: &str| page.t(key);
    let part = |heading: String, none: &str| Part {
        heading,
        note: String::new(),
        heads: vec![],
        figures: vec![],
        rows: vec![],
        none: page.t(none),
    };
    let mut states: Vec<Vec<String>> = view.counts.iter().map(|(name, n)| vec![name.clone(), page.count(n)]).collect();
    states.push(vec![t("contract-total"), page.count(view.total)]);
    let mut parts = vec![
        Part {
            heads: vec![t("state"), t("contract-sheets")],
            figures: vec![1],
            rows: states,
            ..part(t("contract-states"), "contract-empty")
        },
        Part {
            rows: view.decisions.iter().map(|(_, title, decided)| vec![title.clone(), told(view, decided)]).collect(),
            ..part(page.t1("committee-decided", "day", &view.since_words), "committee-no-decision")
        },
        Part {
            heads: ["contract-number", "sheet-title", "committee-fields", "committee-by"].map(t).to_vec(),
            rows: view.moved.iter().map(|moved| changed(view, moved)).collect(),
            note: if view.cut { t("committee-cut") } else { String::new() },
            ..part(page.t1("committee-changed", "day", &view.since_words), "committee-no-change")
        },
        Part {
            heads: ["contract-number", "sheet-title", "contract-owner", "sheet-next", "sheet-due"].map(t).to_vec(),
            rows: view
                .late
                .iter()
                .map(|s| {
                    let due = format!("{} ({})", s.due, page.t1("days-late", "n", s.days_late));
                    vec![s.number.clone(), s.title.clone(), s.owner.clone(), s.next_action.clone(), due]
                })
                .collect(),
            ..part(format!("{} ({})", t("late-title"), page.count(view.late_count)), "late-none")
        },
        Part {
            rows: view
                .blockings
                .iter()
                .map(|(_, title, what, level, due)| vec![what.clone(), title.clone(), level.clone(), page.t1("blocking-due", "day", due)])
                .collect(),
            ..part(t("blockings-title"), "blockings-none")
        },
    ];
    if !view.orientations.is_empty() {
        let rows = view.orientations.iter().map(|o| vec![o.title.clone(), o.favours.clone(), format!("{} · {}", o.perimeter, o.while_)]);
        parts.push(Part { rows: rows.collect(), ..part(t("orientations-covering"), "orientations-none") });
    }
    if !view.proposed.is_empty() {
        let rows = view.proposed.iter().map(|(_, title, what, why, due)| {
            vec![title.clone(), format!("{what} · {}", page.t1("proposal-due", "day", due)), why.clone()]
        });
        parts.push(Part { rows: rows.collect(), ..part(t("work-proposed"), "proposals-none") });
    }
    parts.push(Part {
        heads: SIGNATORY_HEADS.map(t).to_vec(),
        rows: view.signatories.iter().map(|told| told.to_vec()).collect(),
        ..part(t("signatories-title"), "signatories-none")
    });
    let invented = format!("{} {}", t("contract-synthetic"), t("contract-synthetic-text"));
    paper::Paper {
        title: t("committee-title"),
        place: format!("{} – {}", view.held.territory.name, page.t1("phase", "n", view.held.place.phase)),
        about: vec![(t("committee-made"), view.today.clone()), (t("committee-since"), view.since_words.clone())],
        warning: if view.synthetic { invented } else { String::new() },
        parts,
    }
}

fn changed(view: &Paper, moved: &Moved) -> Vec<String> {
    let title = if moved.new { format!("{} ({})", moved.title, view.page.t("committee-new")) } else { moved.title.clone() };
    vec![moved.number.clone(), title, moved.fields.clone(), moved.who.clone()]
}

/// One decision in one line.
fn told(view: &Paper, d: &Decided) -> String {
    let page = &view.page;
    let way = if d.moved { format!(" ({} → {})", d.from, d.to) } else { String::new() };
    let mut line = format!("{}{way}, {}, {}. {} {}", d.name, d.committee, d.held_on, d.reason, page.t1("decision-by", "name", &d.author));
    for (key, name, value) in [("decision-missing", "pieces", &d.missing), ("decision-undone", "day", &d.undone)] {
        if !value.is_empty() {
            line.push_str(" · ");
            line.push_str(&page.t1(key, name, value));
        }
    }
    line
}
