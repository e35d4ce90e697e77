//! An orientation and its proposals in words, for every page that shows them: those of steering, of a contract, of a sheet.

use super::perimeter;
use crate::app::App;
use crate::error::{OrFail, Result};
use crate::i18n::say;
use crate::page::Page;
use crate::permissions::{Action, Actor, Object, Place, can};
use crate::routes::contracts::card::days;
use crate::routes::contracts::place::names;
use contracts::{DecisionKind, Sheet};
use domain::calendar::paris_time;
use domain::{Date, Lang};
use store::SheetId;
use store::orientations::{self, State, Stored};

/// An orientation as it is read.
pub struct Told {
    pub id: String,
    pub title: String,
    /// "Tout le pays", "Bretagne".
    pub perimeter: String,
    /// Axes and themes it favours.
    pub favours: String,
    pub reason: String,
    pub source: String,
    /// Empty when nothing is published.
    pub link: String,
    /// "du 1er mars au 31 décembre", "à partir du 1er mars".
    pub while_: String,
    /// In force, not begun, over or withdrawn: a key of the messages.
    pub stands: &'static str,
    /// Why it was withdrawn, and when; empty otherwise.
    pub withdrawn: String,
    pub taken_on: String,
    /// Whoever reads may open its page.
    pub opens: bool,
    /// Open sheets of the contract it is shown on that it favours.
    pub favoured: usize,
}

/// The names of axes, whatever the programme they belong to.
pub fn axis(app: &App, page: &Page, id: &str) -> String {
    let found = app.rulebook.lifecycles.iter().rev().find_map(|(_, lifecycle)| lifecycle.axis(id));
    found.map_or_else(|| id.to_owned(), |axis| page.x(&axis.name))
}

pub fn stands(stored: &Stored, today: Date) -> &'static str {
    match stored {
        Stored { withdrawn: Some(_), .. } => "orientation-withdrawn",
        stored if stored.holds_on(today) => "orientation-holds",
        stored if today < stored.orientation.from => "orientation-to-come",
        _ => "orientation-over",
    }
}

pub fn told(app: &App, page: &Page, actor: &Actor, stored: &Stored) -> Told {
    let orientation = &stored.orientation;
    let mut favours: Vec<String> = orientation.axes.iter().map(|id| axis(app, page, id)).collect();
    favours.extend(orientation.themes.iter().map(|theme| page.t1("orientation-theme", "theme", theme)));
    let withdrawn = stored.withdrawn.as_ref().map_or_else(String::new, |withdrawn| {
        let day = page.date(&paris_time(withdrawn.at).date());
        page.t2("orientation-withdrawn-why", "day", day, "why", &withdrawn.why)
    });
    let reads = |code: &str| can(actor, Action::ReadPortfolio, &Object::Region(code.to_owned()));
    let opens = if stored.region.is_empty() { app.reference.regions().any(|(code, _)| reads(code)) } else { reads(&stored.region) };
    Told {
        id: stored.id.to_string(),
        title: orientation.title.clone(),
        perimeter: perimeter(app, &page.here, &stored.region),
        favours: favours.join(", "),
        reason: orientation.reason.clone(),
        source: orientation.source.clone(),
        link: orientation.link.clone(),
        while_: match &orientation.until {
            Some(until) => page.t2("orientation-from-to", "from", page.date(&orientation.from), "to", page.date(until)),
            None => page.t1("orientation-from", "from", page.date(&orientation.from)),
        },
        stands: stands(stored, app.today()),
        withdrawn,
        taken_on: page.date(&paris_time(stored.at).date()),
        opens,
        favoured: 0,
    }
}

/// The orientations that cover a contract today, with how many of its open sheets each favours.
pub async fn covering(app: &App, page: &Page, actor: &Actor, place: &Place) -> Result<Vec<Told>> {
    let stored = orientations::covering(&app.store, &place.region, app.today()).await.or_ours(&page.here)?;
    if stored.is_empty() {
        return Ok(vec![]);
    }
    let sheets = app.reports.portfolio().candidates(app, &place.region).await.or_ours(&page.here)?;
    let own = || sheets.iter().filter(|sheet| sheet.phase == place.phase && sheet.code == place.code);
    let count = |stored: &Stored| own().filter(|sheet| stored.orientation.favours(&sheet.axes, &sheet.folded)).count();
    Ok(stored.iter().map(|stored| Told { favoured: count(stored), ..told(app, page, actor, stored) }).collect())
}

/// What stands for one sheet: the orientations that favour it today, and what was proposed to its territory.
pub async fn proposals(
    app: &App,
    page: &Page,
    actor: &Actor,
    place: &Place,
    id: &SheetId,
    sheet: &Sheet,
) -> Result<(Vec<Told>, Vec<Said>)> {
    let covering = orientations::covering(&app.store, &place.region, app.today()).await.or_ours(&page.here)?;
    let favouring = covering.iter().filter(|stored| stored.orientation.favours_sheet(sheet));
    let favouring = favouring.map(|stored| told(app, page, actor, stored)).collect();
    let made = orientations::of_sheet(&app.store, id).await.or_ours(&page.here)?;
    let answered = made.iter().filter_map(|p| p.answered.as_ref().map(|(_, by, _)| by.as_str()));
    let signed = made.iter().map(|p| p.author.as_str()).chain(answered);
    let names = names(app, &page.here, signed).await?;
    let name = |signature: &str| names.get(signature).cloned().unwrap_or_default();
    let said = made.iter().map(|proposal| Said {
        id: proposal.id.to_string(),
        orientation: proposal.orientation.to_string(),
        words: kind(page.lang(), proposal.kind),
        why: proposal.why.clone(),
        who: name(&proposal.author),
        on: page.short_date(&paris_time(proposal.at).date()),
        kind: proposal.kind.code(),
        due: page.short_date(&proposal.due),
        late: if proposal.state == State::Open { days(proposal.due, app.today()).max(0) } else { 0 },
        open: proposal.state == State::Open,
        stands: state(page, proposal.state),
        answer: proposal.answered.as_ref().map_or_else(String::new, |(at, by, words)| {
            let day = page.short_date(&paris_time(*at).date());
            [name(by), day, words.clone()].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(", ")
        }),
    });
    Ok((favouring, said.collect()))
}

/// A proposal as the page of its sheet tells it.
pub struct Said {
    pub id: String,
    pub orientation: String,
    /// "Accélérer".
    pub words: String,
    pub why: String,
    pub who: String,
    pub on: String,
    /// "accelerated", "reoriented": the decision to record.
    pub kind: &'static str,
    pub due: String,
    pub late: i32,
    pub open: bool,
    /// In words.
    pub stands: String,
    /// Who answered, when, with which words; empty before.
    pub answer: String,
}

/// "Accélérer", "Réorienter".
pub fn kind(lang: Lang, kind: DecisionKind) -> String {
    say(lang, if kind == DecisionKind::Accelerated { "proposal-accelerated" } else { "proposal-reoriented" }, &[])
}

pub fn state(page: &Page, state: State) -> String {
    page.t(match state {
        State::Open => "proposal-open",
        State::Decided => "proposal-decided",
        State::Declined => "proposal-declined",
        State::Withdrawn => "proposal-withdrawn",
    })
}
