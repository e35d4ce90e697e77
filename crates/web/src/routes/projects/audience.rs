//! Audiences in words: who they are, what they see, how many people they are today; and a project as each of them finds it.

use crate::accounts::scopes;
use crate::app::App;
use crate::error::{OrFail, Result};
use crate::page::{Here, Page};
use crate::permissions::READERS;
use crate::routes::sectors::told;
use domain::rights::Scope;
use domain::sharing::PUBLISHED;
use domain::{Audience, Commune, FactKind, Lang, Project, Territory};
use std::collections::BTreeSet;

/// What a line of a list tells of a project.
pub struct Line {
    pub id: String,
    pub title: String,
    /// "25.50B Forge, emboutissage…".
    pub activity: String,
    /// "Chalon-sur-Saône (71)".
    pub place: String,
    pub region: String,
    pub kind: String,
    pub cost: String,
    /// For files: euros and cents, "12000000.00".
    pub euros: String,
    pub jobs: String,
}

pub fn line(app: &App, here: &Here, id: &str, project: &Project) -> Line {
    let facts = &project.facts;
    let commune = commune(app, project);
    let kind = facts.get("project.kind").and_then(|datum| Some(app.rulebook.dictionary.get("project.kind")?.show(&datum.value, here.lang)));
    let cost = facts.money("project.cost");
    Line {
        id: id.to_owned(),
        title: project.title.clone(),
        activity: facts.str("project.naf").map(|code| activity(app, code, here.lang)).unwrap_or_default(),
        place: commune.map(place).unwrap_or_default(),
        region: commune.and_then(|c| app.reference.region_name(&c.region)).unwrap_or_default().to_owned(),
        kind: kind.unwrap_or_default(),
        cost: cost.map(|cost| domain::format::money(cost, here.lang)).unwrap_or_default(),
        euros: cost.map(domain::format::euros).unwrap_or_default(),
        jobs: facts.number("project.jobs_created").map(|n| domain::format::number(n, 0, here.lang)).unwrap_or_default(),
    }
}

pub fn commune<'a>(app: &'a App, project: &Project) -> Option<&'a Commune> {
    app.reference.commune(project.facts.str("project.commune")?)
}

/// The territories a project may be shown to: those its commune belongs to, of both phases, the last first.
pub fn territories<'a>(app: &'a App, project: &Project) -> Vec<&'a Territory> {
    let mut all = commune(app, project).map(|commune| app.reference.territories_of(commune)).unwrap_or_default();
    all.sort_by_key(|territory| std::cmp::Reverse(territory.phase));
    all
}

fn place(commune: &Commune) -> String {
    format!("{} ({})", commune.name, commune.department)
}

fn activity(app: &App, code: &str, lang: Lang) -> String {
    app.reference.naf_label(code).map_or_else(|| code.to_owned(), |label| format!("{code} {}", told(code, label, lang).0))
}

/// What everybody reads of a public project: (fact, value).
pub fn published(app: &App, page: &Page, project: &Project) -> Vec<(String, String)> {
    let row = |key: &&str| {
        let spec = app.rulebook.dictionary.get(key)?;
        let value = &project.facts.get(key)?.value;
        let shown = match (&spec.kind, project.facts.str(key)) {
            (FactKind::Commune, _) => commune(app, project).map(place)?,
            (FactKind::Naf, Some(code)) => activity(app, code, page.lang()),
            _ => spec.show(value, page.lang()),
        };
        Some((page.x(&spec.label), shown))
    };
    PUBLISHED.iter().filter_map(row).collect()
}

/// "Territoire d’industrie Grand Chalon (phase 2)", "Bpifrance", "compté sans nom", "public".
pub async fn name(app: &App, here: &Here, audience: &Audience) -> Result<String> {
    match audience {
        Audience::Within(scope) => scopes::name(app, here, scope).await,
        Audience::Counted => Ok(here.t("sharing-counted")),
        Audience::Public => Ok(here.t("sharing-public")),
    }
}

/// How many people of this scope would read the project today.
pub async fn readers(app: &App, here: &Here, scope: &Scope) -> Result<usize> {
    let held = store::people::rights_in(&app.store, scope).await.or_ours(here)?;
    Ok(held.into_iter().filter(|given| READERS.contains(&given.right.role)).map(|given| given.person).collect::<BTreeSet<_>>().len())
}
