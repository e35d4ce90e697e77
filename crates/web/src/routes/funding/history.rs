//! Who wrote what of the money of a sheet, and when: each version with what it changed.

use super::edit::Difference;
use super::{fields, lines, sheet};
use crate::app::App;
use crate::ask::At;
use crate::error::{OrFail, Result, html};
use crate::page::{Here, Nav, Page};
use crate::permissions::{Action, Actor};
use askama::Template;
use axum::extract::State;
use axum::response::Response;
use jiff::Timestamp;
use std::collections::BTreeMap;
use store::PersonId;

/// More than anybody reads on a screen.
const MOST: u32 = 300;

struct Entry {
    at: Timestamp,
    who: String,
    funder: String,
    kind: String,
    changes: Vec<Difference>,
}

#[derive(Template)]
#[template(path = "funding/history.html")]
struct History {
    page: Page,
    base: String,
    title: String,
    entries: Vec<Entry>,
    most: bool,
}

impl History {
    fn day(&self, entry: &Entry) -> String {
        self.page.date(&domain::calendar::paris_time(entry.at).date())
    }
}

pub async fn list(State(app): State<App>, here: Here, actor: Actor, At(id): At<String>) -> Result<Response> {
    let sheet = sheet(&app, &here, &actor, Action::ReadContract, &id).await?;
    let mut versions = store::funding::versions(&app.store, &sheet.id, MOST).await.or_ours(&here)?;
    let most = versions.len() as u32 == MOST;
    let named = versions.iter().filter_map(|version| version.application.as_ref()).collect();
    let known = lines::known(&app, &here, &actor, named).await?;
    versions.retain(|version| version.application.as_ref().is_none_or(|id| known.contains_key(id)));
    let numbers: Vec<&str> = known.values().map(|record| record.number.as_str()).collect();
    let page = here.page(Nav::Territories, format!("{} – {}", here.t("money-history"), sheet.sheet.title)).private();
    let mut names = BTreeMap::new();
    for version in &versions {
        if !names.contains_key(&version.author) {
            names.insert(version.author.clone(), who(&app, &here, &version.author, &numbers).await?);
        }
    }
    let entries = versions
        .iter()
        .map(|version| {
            let before = versions.iter().find(|v| v.id == version.id && v.version == version.version - 1);
            let groups = |line| fields::groups(&page, &app.rulebook, &fields::typed(line), &[]);
            let changes = before.filter(|_| version.kind == "save").map(|before| {
                let (old, new) = (groups(&before.line), groups(&version.line));
                let pairs = old.iter().zip(&new).flat_map(|(a, b)| a.fields.iter().zip(&b.fields).map(|(x, y)| (&a.title, x, y)));
                let differ = pairs.filter(|(_, a, b)| a.value != b.value);
                differ.map(|(group, a, b)| Difference { label: format!("{group} – {}", a.label), theirs: a.say(), mine: b.say() }).collect()
            });
            Entry {
                at: version.at,
                who: names.get(&version.author).cloned().unwrap_or_default(),
                funder: version.line.funder_name.clone(),
                kind: page.t(&format!("money-kind-{}", version.kind)),
                changes: changes.unwrap_or_default(),
            }
        })
        .collect();
    let base = here.url(&format!("/fiches/{}/financement", sheet.id));
    html(&here, &History { title: sheet.sheet.title.clone(), entries, most, base, page })
}

/// The name behind a signature; a person whose account is gone keeps none, an application that is not among these `numbers`
/// is not named.
async fn who(app: &App, here: &Here, signature: &str, numbers: &[&str]) -> Result<String> {
    if let Some(number) = signature.strip_prefix("application:") {
        let told = numbers.contains(&number);
        return Ok(if told { crate::i18n::say(here.lang, "money-by-application", &[("number", number)]) } else { here.t("money-by-some") });
    }
    let Some(id) = signature.strip_prefix("person:").and_then(PersonId::parse) else {
        return Ok(here.t("money-by-operator"));
    };
    let person = store::people::find(&app.store, &id).await.or_ours(here)?;
    Ok(person.map_or_else(|| here.t("money-by-nobody"), |person| person.name))
}
