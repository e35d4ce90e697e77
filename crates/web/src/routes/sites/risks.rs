//! What Géorisques says of a site, asked by whoever keeps it. Each answer is a proposal: accepted, it is a word of the keeper, over
//! what lists say, and it is taken back like any other.

use super::catalogue::{attribute_label, shown};
use super::keep::Errors;
use crate::app::App;
use crate::error::{OrFail, Result};
use crate::page::{Here, Page};
use crate::permissions::Actor;
use crate::routes::projects::form::Typed;
use domain::{Lang, Site, Text};
use reference::standard::{Proposal, Risks, risks_at};
use store::site_said::{self, Characteristic, Kept, Said, Word};
use tokio::sync::Semaphore;

/// An answer of the day is not asked again: what was shown is what is accepted.
const DAYS: i32 = 1;
/// Sites asked of at once: a question holds a thread for seconds, and whoever insists holds no more of them.
static TURNS: Semaphore = Semaphore::const_new(4);

/// A proposal as it is shown.
pub struct Proposed {
    pub key: &'static str,
    pub label: String,
    /// As the form sends it back, whatever the language.
    pub sent: String,
    pub value: String,
    pub source: String,
    /// What the site says today; empty when nothing.
    pub now: String,
}

pub struct Found {
    pub proposals: Vec<Proposed>,
    /// Known somewhere in the commune, in the words of the register.
    pub commune: Vec<String>,
    pub untold: Vec<String>,
}

/// A characteristic that was accepted.
pub struct Own {
    pub key: String,
    pub label: String,
    pub value: String,
    pub source: String,
    pub version: i64,
}

/// None when this server asks nobody. When it asks for several sites already, nothing is asked, and that is told.
pub async fn ask(app: &App, here: &Here, site: &Site) -> Result<Option<Risks>> {
    if app.services.is_none() {
        return Ok(None);
    }
    let Ok(turn) = TURNS.try_acquire() else {
        let why = Text::new(
            "Géorisques est interrogé pour plusieurs sites à la fois : recommencez dans une minute.",
            "Géorisques is being asked of several sites at once: try again in a minute.",
        );
        return Ok(Some(Risks { untold: vec![why], ..Risks::default() }));
    };
    let (reader, commune, place, today) = (app.clone(), site.commune.clone(), site.position.filter(|p| !p.approximate), app.today());
    let asking = move || {
        let found = reader.services.as_ref().map(|client| risks_at(client, commune.as_deref(), place, today, DAYS));
        // Given back here, and not when whoever asked went away.
        drop(turn);
        found
    };
    tokio::task::spawn_blocking(asking).await.or_ours(here)
}

impl Found {
    pub fn of(risks: Risks, site: &Site, page: &Page) -> Found {
        let lang = page.lang();
        let proposed = |p: Proposal| Proposed {
            label: attribute_label(p.key, lang),
            sent: sent(&p),
            value: shown(p.key, &p.datum.value, lang),
            source: p.datum.source.map(|s| dated(&s, page)).unwrap_or_default(),
            now: site.attributes.get(p.key).map(|datum| shown(p.key, &datum.value, lang)).unwrap_or_default(),
            key: p.key,
        };
        let mut untold: Vec<String> = risks.untold.iter().map(|why| page.x(why)).collect();
        // Two questions that meet the same wall are told once.
        untold.dedup();
        Found {
            proposals: risks.proposals.into_iter().map(proposed).collect(),
            commune: risks.commune.into_iter().map(|(label, _)| label).collect(),
            untold,
        }
    }
}

pub fn own(words: &[Kept], page: &Page) -> Vec<Own> {
    let one = |kept: &Kept| match &kept.said {
        Some(Said::Characteristic(said)) => Some(Own {
            key: said.key.clone(),
            label: attribute_label(&said.key, page.lang()),
            value: shown(&said.key, &said.datum.value, page.lang()),
            source: said.datum.source.as_ref().map(|s| dated(s, page)).unwrap_or_default(),
            version: kept.version,
        }),
        _ => None,
    };
    words.iter().filter_map(one).collect()
}

fn sent(proposal: &Proposal) -> String {
    proposal.datum.value.show(Lang::Fr)
}

/// "API Géorisques (georisques.gouv.fr), zonage sismique de la commune 71076, 23/11/2026".
fn dated(source: &domain::Source, page: &Page) -> String {
    match &source.date {
        Some(day) => format!("{}, {}", source.title, page.short_date(day)),
        None => source.title.clone(),
    }
}

/// Writes what the keeper accepted among what Géorisques says today; no error when it is done.
pub async fn accept(app: &App, here: &Here, actor: &Actor, site: &Site, values: &Typed) -> Result<Errors> {
    let wanted = values.keys().filter(|name| name.starts_with("risque.")).count();
    if wanted == 0 {
        return Ok(vec![("risques", here.t("keep-risks-none"))]);
    }
    let Some(found) = ask(app, here, site).await? else { return Ok(vec![("risques", here.t("keep-risks-off"))]) };
    let seen = |p: &Proposal| values.get(&format!("risque.{}", p.key)).is_some_and(|seen| *seen == sent(p));
    let chosen: Vec<Proposal> = found.proposals.into_iter().filter(seen).collect();
    if chosen.len() != wanted {
        return Ok(vec![("risques", here.t("keep-risks-changed"))]);
    }
    let words = site_said::of_site(&app.store, &site.id).await.or_ours(here)?;
    let said = chosen.into_iter().map(|Proposal { key, datum }| {
        let said = Said::Characteristic(Characteristic { key: key.to_owned(), datum });
        let word = Word { site: site.id.clone(), about: said.about(), said: Some(said), application: String::new() };
        // Accepted again after it was taken back, it stands on top of what took it back.
        let version = words.iter().find(|kept| kept.about == word.about).map_or(0, |kept| kept.version);
        (word, version)
    });
    let done = site_said::say_all(&app.store, said.collect(), &actor.signature(), app.now()).await;
    Ok(if done.or_stored(here)? { vec![] } else { vec![("risques", here.t("keep-moved"))] })
}
