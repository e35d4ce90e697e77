//! What somebody should look at, as a letter: what is late, what is due this week, what others changed of their sheets,
//! where they were called, what awaits their answer, what the applications ask of them, which projects were opened to them.
//! Whoever sends letters calls this; nothing to say is no letter.

use crate::accounts::letters::address;
use crate::app::App;
use crate::error::Failure;
use crate::i18n::say;
use crate::page::Here;
use crate::permissions::{Actor, Person, READERS};
use crate::routes::applications::{self, Item, Section};
use contracts::field;
use domain::rights::{Role, Scope};
use domain::{Audience, Date, Lang, format};
use jiff::{Span, Timestamp};
use std::sync::Arc;
use store::blockings::{self, Level};
use store::people::{self, Given};
use store::sheets::{self, Line};
use store::{PersonId, StoreError, comments, orientations, sharing};

/// A letter in plain text.
#[derive(Clone, Debug, PartialEq)]
pub struct Digest {
    pub subject: String,
    pub body: String,
}

/// Nobody reads more lines than this in a letter; the pages hold all.
const MOST: u32 = 200;

/// For this person, since the last letter; None when there is nothing to say.
pub async fn of(app: &App, person: &PersonId, since: Timestamp, today: Date, lang: Lang) -> Result<Option<Digest>, StoreError> {
    let owner = format!("person:{person}");
    let week = today.saturating_add(Span::new().days(8));
    let never = Date::constant(9999, 12, 31);
    let due = sheets::of_owner(&app.store, &owner, week, MOST).await?;
    let (late, soon): (Vec<&Line>, Vec<&Line>) = due.iter().partition(|line| line.due.is_some_and(|d| d < today));
    let mut parts = vec![];
    let line = |line: &Line| {
        let day = line.due.map_or_else(String::new, |d| format::short_date(d, lang));
        let words = say(lang, "digest-line", &[("title", &line.title), ("action", &line.next_action), ("day", &day)]);
        format!("- {words}\n  {}", sheet(app, lang, line.id.as_str()))
    };
    parts.push(("digest-late", late.into_iter().map(line).collect::<Vec<_>>()));
    parts.push(("digest-soon", soon.into_iter().map(line).collect()));
    let mut changed = vec![];
    for own in sheets::of_owner(&app.store, &owner, never, MOST).await?.iter().filter(|own| own.changed_at >= since) {
        let Some(lifecycle) = app.rulebook.lifecycle(own.phase) else { continue };
        let versions = sheets::versions(&app.store, &own.id).await?;
        let others = versions.iter().filter(|v| v.at >= since && v.author != owner);
        let mut labels: Vec<String> =
            others.flat_map(|v| &v.changed).map(|key| field::label(key, lifecycle).get(lang).to_owned()).collect();
        labels.sort();
        labels.dedup();
        if !labels.is_empty() {
            changed.push(format!("- {} ({})\n  {}", own.title, labels.join(", "), sheet(app, lang, own.id.as_str())));
        }
    }
    parts.push(("digest-changed", changed));
    let called = comments::mentions(&app.store, person, since, MOST).await?;
    let called = called.iter().map(|m| format!("- {}\n  {}", m.title, sheet(app, lang, m.comment.sheet.as_str())));
    parts.push(("digest-called", called.collect()));
    let rights = people::rights(&app.store, person).await?;
    parts.push(("digest-awaited", awaited(app, &rights, lang).await?));
    parts.push(("digest-proposed", proposed(app, &rights, lang).await?));
    for section in asked(app, person, &rights, lang).await? {
        let told = section.items.into_iter().filter(|item| item.news.is_none_or(|at| at >= since));
        parts.push((section.key, told.map(|item| in_a_letter(app, lang, &item)).collect()));
    }
    parts.push(("digest-opened", opened(app, &rights, since, lang).await?));
    let count: usize = parts.iter().map(|(_, lines)| lines.len()).sum();
    if count == 0 {
        return Ok(None);
    }
    let filled = parts.iter().filter(|(_, lines)| !lines.is_empty());
    let body = filled.map(|(key, lines)| format!("{}\n\n{}\n", say(lang, key, &[]), lines.join("\n"))).collect::<Vec<_>>().join("\n");
    Ok(Some(Digest { subject: say(lang, "digest-subject", &[("n", &count.to_string())]), body }))
}

/// What the applications ask of somebody.
async fn asked(app: &App, person: &PersonId, rights: &[Given], lang: Lang) -> Result<Vec<Section>, StoreError> {
    let rights = rights.iter().map(|given| given.right.clone()).collect();
    let actor = Actor::Person(Arc::new(Person { id: person.to_string(), name: String::new(), rights }));
    let here = Here::of(if lang == Lang::En { "/en" } else { "/" });
    applications::awaits(app, &here, &actor).await.map_err(|failure| match failure {
        Failure::Ours(_, why) => StoreError::Unreadable { what: "application".into(), why },
        other => StoreError::Unreadable { what: "application".into(), why: format!("{other:?}") },
    })
}

fn in_a_letter(app: &App, lang: Lang, item: &Item) -> String {
    let key = if item.late { "digest-desk-late" } else { "digest-desk" };
    let words = say(lang, key, &[("what", &item.what), ("detail", &item.detail)]);
    format!("- {words}\n  {}", address(app, lang, &item.path))
}

/// Blocking points that a pilot has to answer.
async fn awaited(app: &App, rights: &[Given], lang: Lang) -> Result<Vec<String>, StoreError> {
    let mut lines = vec![];
    for given in rights {
        let (region, level) = match (given.right.role, &given.right.scope) {
            (Role::RegionalPilot, Scope::Region(code)) => (code.clone(), Level::Region),
            (Role::NationalPilot, Scope::National) => (String::new(), Level::State),
            _ => continue,
        };
        let filter = blockings::Filter { region, level: Some(level), state: Some(blockings::State::Open), late_on: None };
        for point in blockings::list(&app.store, &filter, MOST).await? {
            let day = format::short_date(point.due, lang);
            let words = say(lang, "digest-awaited-line", &[("title", &point.title), ("what", &point.what), ("day", &day)]);
            lines.push(format!("- {words}\n  {}", address(app, lang, &format!("/blocages/{}", point.id))));
        }
    }
    Ok(lines)
}

/// What is proposed to the territories of whoever decides there with a committee.
async fn proposed(app: &App, rights: &[Given], lang: Lang) -> Result<Vec<String>, StoreError> {
    let mut lines = vec![];
    for given in rights.iter().filter(|given| matches!(given.right.role, Role::ProjectLead | Role::Referent)) {
        let Scope::Territory { phase, code } = &given.right.scope else { continue };
        for proposal in orientations::of_contract(&app.store, *phase, code, MOST).await? {
            let day = format::short_date(proposal.due, lang);
            let what = crate::routes::steering::orientations::kind(lang, proposal.kind);
            let words = say(lang, "digest-proposed-line", &[("title", &proposal.title), ("what", &what), ("day", &day)]);
            lines.push(format!("- {words}\n  {}", sheet(app, lang, proposal.sheet.as_str())));
        }
    }
    Ok(lines)
}

/// Projects that were opened since to somebody who may read them.
async fn opened(app: &App, rights: &[Given], since: Timestamp, lang: Lang) -> Result<Vec<String>, StoreError> {
    let mut lines = vec![];
    for scope in rights.iter().filter(|given| READERS.contains(&given.right.role)).map(|given| &given.right.scope) {
        for shown in sharing::shown_to(&app.store, &Audience::Within(scope.clone()), MOST).await? {
            let line = format!("- {}\n  {}", shown.stored.project.title, address(app, lang, &format!("/projets/{}", shown.stored.id)));
            if shown.since >= since && !lines.contains(&line) {
                lines.push(line);
            }
        }
    }
    Ok(lines)
}

fn sheet(app: &App, lang: Lang, id: &str) -> String {
    address(app, lang, &format!("/fiches/{id}"))
}
