//! What awaits whoever signed in. Each section is a function that returns its lines: a part of the product that makes
//! somebody wait adds its own to [`sections`].

use crate::accounts::scopes;
use crate::answer;
use crate::app::App;
use crate::error::{Failure, OrFail, Result};
use crate::page::{Here, Nav, Page};
use crate::permissions::{Action, Actor, Object, Person, can};
use crate::registry::Registry;
use crate::routes::applications;
use crate::routes::contracts::place::held as held_contract;
use crate::routes::projects::shared;
use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use domain::calendar::paris_time;
use domain::rights::{Role, Scope};
use domain::{Date, Text};
use jiff::SignedDuration;
use std::collections::BTreeSet;
use store::blockings::{self, Level};
use store::{PersonId, invitations};

pub fn routes() -> Registry {
    Registry::default().get("/mon-travail", Action::OwnAccount, show)
}

#[derive(Template)]
#[template(path = "work/show.html")]
struct Work {
    page: Page,
    name: String,
    sections: Vec<Section>,
}

pub struct Section {
    pub title: String,
    /// What is said when there is no line.
    pub none: String,
    pub lines: Vec<Line>,
}

/// One thing that awaits, or one place to go.
#[derive(Default)]
pub struct Line {
    /// Address without language; empty when there is nowhere to go.
    pub path: String,
    pub what: String,
    pub detail: String,
    /// Past its date, in words: shown as a warning.
    pub late: String,
    /// Other places to go from here: (address, words).
    pub more: Vec<(String, String)>,
}

async fn sections(app: &App, here: &Here, actor: &Actor, person: &Person) -> Result<Vec<Section>> {
    let mut all = vec![actions(app, here, person).await?, called(app, here, actor, person).await?];
    for more in [proposed(app, here, actor, person).await?, to_call(app, here, actor, person).await?] {
        if !more.lines.is_empty() {
            all.push(more);
        }
    }
    all.extend(desk(app, here, actor).await?);
    let left = orphaned(app, here, actor, person).await?;
    if !left.lines.is_empty() {
        all.push(left);
    }
    if pilots(person).next().is_some() {
        all.push(points(app, here, actor, person).await?);
    }
    if shared::concerns(actor) {
        all.push(opened(app, here, actor, person).await?);
    }
    all.extend([awaited_answers(app, here, actor, person).await?, held(app, here, actor, person).await?]);
    Ok(all)
}

/// What the applications ask, by role; a kind of which there is nothing takes no room.
async fn desk(app: &App, here: &Here, actor: &Actor) -> Result<Vec<Section>> {
    let line = |item: applications::Item| Line {
        path: item.path,
        what: item.what,
        detail: item.detail,
        late: if item.late { here.t("work-late") } else { String::new() },
        more: vec![],
    };
    let section = |found: applications::Section| Section {
        title: here.t(found.key),
        none: String::new(),
        lines: found.items.into_iter().map(line).collect(),
    };
    Ok(applications::awaits(app, here, actor).await?.into_iter().map(section).collect())
}

/// A call by name is shown this long.
const CALLED_DAYS: i64 = 30;
/// Nobody reads more than this on one page; the board of each contract holds all.
const MOST: u32 = 200;

/// Next actions of the sheets this person owns, in every contract, first what is due first.
async fn actions(app: &App, here: &Here, person: &Person) -> Result<Section> {
    let (owner, never, today) = (format!("person:{}", person.id), Date::constant(9999, 12, 31), app.today());
    let own = store::sheets::of_owner(&app.store, &owner, never, MOST).await.or_ours(here)?;
    let lines = own.into_iter().map(|sheet| Line {
        path: format!("/fiches/{}", sheet.id),
        what: sheet.title,
        detail: match sheet.due {
            Some(due) => format!("{}, {}", sheet.next_action, domain::format::short_date(due, here.lang)),
            None => sheet.next_action,
        },
        late: if sheet.due.is_some_and(|due| due < today) { here.t("work-late") } else { String::new() },
        more: vec![],
    });
    Ok(Section { title: here.t("work-actions"), none: here.t("work-actions-none"), lines: lines.collect() })
}

/// What the State or the region proposes to the territories of this person, to decide with the committee, first what is due first.
async fn proposed(app: &App, here: &Here, actor: &Actor, person: &Person) -> Result<Section> {
    let (mut lines, today) = (vec![], app.today());
    let scopes: BTreeSet<&Scope> = person.rights.iter().map(|right| &right.scope).collect();
    for scope in scopes {
        let Scope::Territory { phase, code } = scope else { continue };
        if !held_contract(app, here, *phase, code).is_ok_and(|held| held.may(actor, Action::DecideContract)) {
            continue;
        }
        let asked = store::orientations::of_contract(&app.store, *phase, code, MOST).await.or_ours(here)?;
        lines.extend(asked.into_iter().map(|proposal| {
            let day = domain::format::short_date(proposal.due, here.lang);
            let due = crate::i18n::say(here.lang, "proposal-due", &[("day", &day)]);
            let what = crate::routes::steering::orientations::kind(here.lang, proposal.kind);
            Line {
                path: format!("/fiches/{}#propositions", proposal.sheet),
                what: proposal.title,
                detail: format!("{what} · {due}"),
                late: if proposal.due < today { here.t("work-late") } else { String::new() },
                more: vec![],
            }
        }));
    }
    Ok(Section { title: here.t("work-proposed"), none: String::new(), lines })
}

/// Targets with a next action that this person follows, in the contracts still open to them.
async fn to_call(app: &App, here: &Here, actor: &Actor, person: &Person) -> Result<Section> {
    let mut lines = vec![];
    for kept in store::targets::of_owner(&app.store, &person.id, MOST).await.or_ours(here)? {
        let Ok(contract) = held_contract(app, here, kept.phase, &kept.code) else { continue };
        if !contract.may(actor, Action::ReadContract) {
            continue;
        }
        let due = kept.target.due.map(|due| domain::format::short_date(due, here.lang)).unwrap_or_default();
        lines.push(Line {
            path: format!("{}/cibles/{}", contract.path(), kept.id),
            late: if kept.target.late(app.today()).is_some() { here.t("work-late") } else { String::new() },
            what: kept.target.name,
            detail: format!("{}, {due}", kept.target.next_action),
            ..Line::default()
        });
    }
    Ok(Section { title: here.t("work-targets"), none: String::new(), lines })
}

/// Owners of open sheets who left: their account is closed or holds no right any more. Their sheets wait for nobody, so whoever
/// leads the contract is told, with the table where they are given to somebody at once.
async fn orphaned(app: &App, here: &Here, actor: &Actor, person: &Person) -> Result<Section> {
    let mut lines = vec![];
    let scopes: BTreeSet<&Scope> = person.rights.iter().map(|right| &right.scope).collect();
    for scope in scopes {
        let Scope::Territory { phase, code } = scope else { continue };
        let Ok(contract) = held_contract(app, here, *phase, code) else { continue };
        if !contract.may(actor, Action::EditContract) {
            continue;
        }
        for (key, name, n) in store::sheets::owners(&app.store, *phase, code).await.or_ours(here)? {
            let Some(id) = key.strip_prefix("person:").and_then(PersonId::parse) else { continue };
            if store::people::rights(&app.store, &id).await.or_ours(here)?.is_empty() {
                let query = form_urlencoded::Serializer::new(String::new()).append_pair("responsable", &key).finish();
                lines.push(Line {
                    path: format!("{}/tableau?{query}", contract.path()),
                    what: crate::i18n::say(here.lang, "work-left-line", &[("name", &name), ("n", &n.to_string())]),
                    detail: contract.territory.name.clone(),
                    ..Line::default()
                });
            }
        }
    }
    Ok(Section { title: here.t("work-left"), none: String::new(), lines })
}

/// Where colleagues called this person by name these last weeks, the last first; of contracts still open to them.
async fn called(app: &App, here: &Here, actor: &Actor, person: &Person) -> Result<Section> {
    let mut lines = vec![];
    if let Some(id) = PersonId::parse(&person.id) {
        let since = app.now() - SignedDuration::from_hours(24 * CALLED_DAYS);
        for mention in store::comments::mentions(&app.store, &id, since, 20).await.or_ours(here)? {
            if !held_contract(app, here, mention.phase, &mention.code).is_ok_and(|held| held.may(actor, Action::ReadContract)) {
                continue;
            }
            let body: String = mention.comment.body.chars().take(120).collect();
            lines.push(Line {
                path: format!("/fiches/{}#commentaire-{}", mention.comment.sheet, mention.comment.id),
                what: mention.title,
                detail: format!("{} · {body}", domain::format::short_date(paris_time(mention.comment.at).date(), here.lang)),
                ..Line::default()
            });
        }
    }
    Ok(Section { title: here.t("work-called"), none: here.t("work-called-none"), lines })
}

/// What somebody steers, and the level of the points that are raised to it.
fn pilots(person: &Person) -> impl Iterator<Item = (String, Level)> {
    person.rights.iter().filter_map(|right| match (right.role, &right.scope) {
        (Role::RegionalPilot, Scope::Region(code)) => Some((code.clone(), Level::Region)),
        (Role::NationalPilot, Scope::National) => Some((String::new(), Level::State)),
        _ => None,
    })
}

/// Blocking points that await the answer of a pilot, first what is due first.
async fn points(app: &App, here: &Here, actor: &Actor, person: &Person) -> Result<Section> {
    let (mut lines, today) = (vec![], app.today());
    for (region, level) in pilots(person) {
        let filter = blockings::Filter { region, level: Some(level), state: Some(blockings::State::Open), late_on: None };
        for point in blockings::list(&app.store, &filter, MOST).await.or_ours(here)? {
            if !held_contract(app, here, point.phase, &point.code).is_ok_and(|held| held.may(actor, Action::AnswerBlocking)) {
                continue;
            }
            let due = domain::format::short_date(point.due, here.lang);
            lines.push(Line {
                path: format!("/blocages/{}", point.id),
                what: point.what.chars().take(120).collect(),
                detail: format!("{} · {}", point.title, crate::i18n::say(here.lang, "blocking-due", &[("day", &due)])),
                late: if point.due < today { here.t("work-late") } else { String::new() },
                more: vec![],
            });
        }
    }
    Ok(Section { title: here.t("work-points"), none: here.t("work-points-none"), lines })
}

/// Projects that their holders opened to this person, the last of each scope.
async fn opened(app: &App, here: &Here, actor: &Actor, person: &Person) -> Result<Section> {
    let scopes: BTreeSet<&Scope> = person.rights.iter().map(|right| &right.scope).collect();
    let mut lines = vec![];
    for scope in scopes {
        for found in shared::within(app, here, actor, scope, 10).await? {
            let parts = [found.line.place, found.line.cost, found.scope].into_iter().filter(|part| !part.is_empty());
            lines.push(Line {
                path: format!("/projets/{}", found.line.id),
                what: found.line.title,
                detail: parts.collect::<Vec<_>>().join(" · "),
                ..Line::default()
            });
        }
    }
    if !lines.is_empty() {
        lines.push(Line { path: "/projets/partages".into(), what: here.t("work-opened-all"), ..Line::default() });
    }
    Ok(Section { title: here.t("shared-title"), none: here.t("shared-none"), lines })
}

/// Invitations that nobody answered yet, in the scopes this person manages by a right of their own.
async fn awaited_answers(app: &App, here: &Here, actor: &Actor, person: &Person) -> Result<Section> {
    let mut lines = vec![];
    let scopes: BTreeSet<&Scope> = person.rights.iter().map(|right| &right.scope).collect();
    for scope in scopes {
        let object = scopes::object(app, here, scope).await?;
        if !object.is_some_and(|object| can(actor, Action::ManagePeople, &object)) {
            continue;
        }
        let pending = invitations::pending_in(&app.store, scope, app.now()).await.or_ours(here)?;
        let name = scopes::name(app, here, scope).await?;
        for invitation in pending {
            let until = domain::format::date(paris_time(invitation.expires_at).date(), here.lang);
            lines.push(Line {
                path: format!("/personnes/{scope}"),
                what: format!("{} · {}", invitation.email, scopes::role(here.lang, invitation.right.role)),
                detail: crate::i18n::say(here.lang, "work-invited", &[("scope", &name), ("until", &until)]),
                ..Line::default()
            });
        }
    }
    Ok(Section { title: here.t("work-invitations"), none: here.t("work-invitations-none"), lines })
}

/// The roles this person holds, with the page of each scope.
async fn held(app: &App, here: &Here, actor: &Actor, person: &Person) -> Result<Section> {
    let mut lines = vec![];
    for right in &person.rights {
        let name = scopes::name(app, here, &right.scope).await?;
        let mut more = vec![];
        if let Some(object) = scopes::object(app, here, &right.scope).await?
            && can(actor, Action::ManagePeople, &object)
        {
            more.push((format!("/personnes/{}", right.scope), here.t("work-manage")));
        }
        let path = match &right.scope {
            Scope::Territory { phase, code } => {
                more.insert(0, (format!("/territoires/{phase}/{code}"), here.t("work-territory")));
                format!("/territoires/{phase}/{code}/contrat")
            }
            Scope::Region(code) => {
                more.insert(0, (format!("/pilotage/blocages?region={code}"), here.t("blockings-title")));
                "/pilotage".to_owned()
            }
            Scope::Operator(_) | Scope::OperatorIn { .. } => "/appels".to_owned(),
            Scope::National if can(actor, Action::ReadPortfolio, &Object::Country) => "/pilotage".to_owned(),
            Scope::National => "/personnes".to_owned(),
            Scope::Organisation(_) => "/projets".to_owned(),
        };
        lines.push(Line { path, what: name, detail: scopes::role(here.lang, right.role), more, ..Line::default() });
    }
    Ok(Section { title: here.t("work-scopes"), none: here.t("work-none"), lines })
}

async fn show(State(app): State<App>, here: Here, actor: Actor) -> Result<Response> {
    let person = match actor.person() {
        Some(person) if can(&actor, Action::OwnAccount, &Object::OwnAccount) => person,
        _ => {
            let why = Text::new("Il faut être connecté pour ouvrir cette page.", "Sign in to open this page.");
            return Err(Failure::Refused(here, why));
        }
    };
    let sections = sections(&app, &here, &actor, person).await?;
    let page = here.page(Nav::None, here.t("work-title")).private();
    answer::private(&here, StatusCode::OK, &Work { page, name: person.name.clone(), sections })
}
