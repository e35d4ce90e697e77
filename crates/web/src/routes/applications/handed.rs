//! The applications that whoever takes over a territory must know of: those filed for it, and those it writes itself, with the
//! names of the files its lead may read.

use super::access::{self, sees};
use super::{documents, export, told};
use crate::app::App;
use crate::error::{OrFail, Result};
use crate::page::Here;
use crate::permissions::Actor;
use applications::State as Stands;
use domain::Lang;
use domain::calendar::paris_time;
use domain::rights::{Role, Scope};
use std::collections::BTreeSet;
use store::OrganisationId;
use store::applications::{self as kept, Record};

/// Whoever has more reads them on the page of each call.
const MOST: u32 = 10_000;

pub fn handed_heads(lang: Lang) -> [&'static str; 9] {
    match lang {
        Lang::Fr => ["numero", "projet", "porteur", "appel", "etat", "deposee_le", "demande", "pieces", "adresse"],
        Lang::En => ["number", "project", "holder", "call", "state", "filed_on", "asked", "documents", "address"],
    }
}

/// As whoever leaves reads them: a draft is there when it is theirs, a file when they may open it.
pub async fn handed(app: &App, here: &Here, actor: &Actor, phase: u8, code: &str) -> Result<Vec<Vec<String>>> {
    let mut records = kept::of_territory(&app.store, phase, code, &Stands::ALL, MOST).await.or_ours(here)?;
    let scope = Scope::Territory { phase, code: code.to_owned() };
    let rights = actor.person().map_or(&[][..], |person| person.rights.as_slice());
    let leads = rights.iter().filter(|right| right.role == Role::ProjectLead && right.scope == scope);
    let organisations: BTreeSet<&str> = leads.map(|right| right.organisation.as_str()).collect();
    for organisation in organisations.into_iter().filter_map(OrganisationId::parse) {
        let drafts = kept::of_holder(&app.store, &organisation, &[Stands::Draft], MOST).await.or_ours(here)?;
        let here_too = |record: &Record| record.place.as_ref().is_some_and(|place| place.phase == phase && place.code == code);
        records.extend(drafts.into_iter().filter(here_too));
    }
    let mut rows = vec![];
    for record in records {
        let Some(seen) = sees(actor, &record, &[]) else { continue };
        let life = &record.life;
        let files = if documents::reads(seen) { documents::names(app, here, &record).await? } else { vec![] };
        let call = access::called(app, here, &record.call).map(|called| called.call.name.get(here.lang).to_owned());
        rows.push(vec![
            record.number.clone(),
            life.form.title.clone(),
            export::holder_name(app, here, &record.organisation).await?,
            call.unwrap_or_else(|_| record.call.clone()),
            told::state(life, seen).name().get(here.lang).to_owned(),
            record.filed_at.map(|at| paris_time(at).date().to_string()).unwrap_or_default(),
            export::plain(life.form.asked),
            files.join("\n"),
            format!("{}{}", app.base_url, here.url(&access::address(&record))),
        ]);
    }
    Ok(rows)
}
