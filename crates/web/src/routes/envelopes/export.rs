//! The envelopes, their journal, what their files were given and their payment credits, to take away.

use super::view;
use crate::answer;
use crate::app::App;
use crate::ask::At;
use crate::error::{Failure, OrFail, Result};
use crate::page::Here;
use crate::permissions::{Action, Actor};
use crate::table;
use axum::extract::{OriginalUri, State};
use axum::response::Response;
use domain::{Lang, Text};
use ledger::{Award, AwardId};
use std::collections::BTreeMap;

pub async fn envelopes_csv(State(app): State<App>, here: Here, actor: Actor) -> Result<Response> {
    envelopes(&app, &here, &actor, "enveloppes.csv").await
}

pub async fn envelopes_xlsx(State(app): State<App>, here: Here, actor: Actor) -> Result<Response> {
    envelopes(&app, &here, &actor, "enveloppes.xlsx").await
}

async fn envelopes(app: &App, here: &Here, actor: &Actor, file: &str) -> Result<Response> {
    let heads = match here.lang {
        Lang::Fr => [
            "identifiant",
            "nom",
            "programme",
            "au_dessus",
            "unite",
            "ouvert",
            "delegue",
            "reserve",
            "engage",
            "tombe",
            "reste",
            "liquide",
            "paye",
            "reverse",
            "ouverte_le",
            "vaut_jusqu_au",
            "close_le",
            "sources",
        ],
        Lang::En => [
            "id",
            "name",
            "programme",
            "above",
            "unit",
            "opened",
            "delegated",
            "reserved",
            "committed",
            "lapsed",
            "remaining",
            "liquidated",
            "paid",
            "repaid",
            "opened_on",
            "good_until",
            "closed_on",
            "sources",
        ],
    };
    let rows: Vec<[String; 18]> = view::rows(app, here, actor)
        .await?
        .into_iter()
        .map(|row| {
            let e = &row.envelope;
            let plain = |amount: i64| view::plain(amount, e.unit);
            let sources = row.described.map(|d| d.sources.iter().map(|s| s.title.as_str()).collect::<Vec<_>>().join(" | "));
            [
                row.id.to_string(),
                e.name.get(here.lang).to_owned(),
                row.programme.map(|p| p.name.get(here.lang).to_owned()).unwrap_or_default(),
                e.parent.as_ref().map(ToString::to_string).unwrap_or_default(),
                view::unit(e.unit).get(here.lang).to_owned(),
                plain(e.opened),
                plain(e.delegated),
                plain(e.reserved),
                plain(e.committed),
                plain(e.lapsed),
                plain(e.available()),
                plain(e.liquidated),
                plain(e.paid),
                plain(e.repaid),
                e.opened_on.to_string(),
                view::day(row.until),
                view::day(e.closed_on),
                sources.unwrap_or_default(),
            ]
        })
        .collect();
    table::answer(here, file, &here.t("envelopes-title"), &heads, &rows)
}

pub async fn journal_csv(State(app): State<App>, here: Here, actor: Actor, At(id): At<String>) -> Result<Response> {
    journal(&app, &here, &actor, &id, "csv").await
}

pub async fn journal_xlsx(State(app): State<App>, here: Here, actor: Actor, At(id): At<String>) -> Result<Response> {
    journal(&app, &here, &actor, &id, "xlsx").await
}

async fn journal(app: &App, here: &Here, actor: &Actor, id: &str, ending: &str) -> Result<Response> {
    let row = view::found(app, here, actor, id).await?.remove(0);
    let heads = match here.lang {
        Lang::Fr => [
            "ligne",
            "date",
            "ecriture",
            "dossier_annee_enveloppe",
            "montant",
            "unite",
            "decision",
            "auteur",
            "approbateur",
            "ecrite_a",
            "empreinte",
        ],
        Lang::En => {
            ["line", "date", "entry", "file_year_envelope", "amount", "unit", "decision", "actor", "approver", "written_at", "digest"]
        }
    };
    let lines = view::lines(app, here, actor, &row.id, view::IN_A_FILE).await?;
    // Empty for those who do not read who decided.
    let names = match view::may(app, here, actor, Action::ReadMoney, &row.id).await? {
        true => view::signers(app, here, actor, &lines).await?,
        false => BTreeMap::new(),
    };
    let person = |signature: &str| names.get(signature).cloned().unwrap_or_default();
    let rows: Vec<[String; 11]> = lines
        .iter()
        .map(|line| {
            [
                line.place.entries.to_string(),
                line.entry.date.to_string(),
                line.entry.kind.name().get(here.lang).to_owned(),
                view::about(line),
                view::plain(line.entry.amount, row.envelope.unit),
                view::unit(row.envelope.unit).get(here.lang).to_owned(),
                line.entry.decision.clone(),
                person(&line.entry.actor),
                person(line.entry.approver.as_deref().unwrap_or_default()),
                line.at.to_string(),
                line.place.digest.clone(),
            ]
        })
        .collect();
    table::answer(here, &format!("journal-{}.{ending}", row.id), &row.envelope.name.get(here.lang).replace('/', " "), &heads, &rows)
}

/// `stem-id.xlsx` or `stem-id.csv`, as the address ends.
fn named(uri: &OriginalUri, stem: &str, id: &str) -> String {
    let ending = if uri.path().ends_with(".xlsx") { "xlsx" } else { "csv" };
    format!("{stem}-{id}.{ending}")
}

/// `dossiers.csv` and `.xlsx`: what each file was given on this envelope, for those who read its money.
pub async fn awards(State(app): State<App>, here: Here, actor: Actor, At(id): At<String>, uri: OriginalUri) -> Result<Response> {
    let row = view::found(&app, &here, &actor, &id).await?.remove(0);
    if !view::may(&app, &here, &actor, Action::ReadMoney, &row.id).await? {
        let why = Text::new(
            "Les dossiers d’une enveloppe se lisent par l’État et par les instructeurs des appels qu’elle finance. Connectez-vous.",
            "The files of an envelope are read by the State and by the instructors of the calls it funds. Sign in.",
        );
        return Err(Failure::Refused(here, why));
    }
    let heads = match here.lang {
        Lang::Fr => {
            ["dossier", "reserve", "reserve_jusqu_au", "engage", "liquide", "paye", "reverse", "unite", "derniere_ecriture", "clos_le"]
        }
        Lang::En => ["file", "reserved", "reserved_until", "committed", "liquidated", "paid", "repaid", "unit", "last_entry", "closed_on"],
    };
    let unit = row.envelope.unit;
    let plain = |amount: i64| view::plain(amount, unit);
    let cells = |(file, a): (AwardId, Award)| {
        [
            file.to_string(),
            plain(a.reserved),
            view::day(a.reserved_until),
            plain(a.committed()),
            plain(a.liquidated),
            plain(a.paid),
            plain(a.repaid),
            view::unit(unit).get(here.lang).to_owned(),
            a.last_on.to_string(),
            view::day(a.closed_on),
        ]
    };
    let all = store::ledger::awards(&app.store, &row.id, view::IN_A_FILE).await.or_ours(&here)?;
    let rows: Vec<[String; 10]> = all.into_iter().map(cells).collect();
    let numbers = [false, true, false, true, true, true, true, false, false, false];
    let file = named(&uri, "dossiers", row.id.as_str());
    table::answer_columns(&here, &file, &here.t("awards-title"), &heads, &rows, &numbers).map(answer::unkept)
}

/// `credits.csv` and `.xlsx`: what may be paid each year.
pub async fn credits(State(app): State<App>, here: Here, actor: Actor, At(id): At<String>, uri: OriginalUri) -> Result<Response> {
    let row = view::found(&app, &here, &actor, &id).await?.remove(0);
    let heads = match here.lang {
        Lang::Fr => ["annee", "ouvert", "delegue", "paye", "reste", "unite"],
        Lang::En => ["year", "opened", "delegated", "paid", "remaining", "unit"],
    };
    let unit = row.envelope.unit;
    let plain = |amount: i64| view::plain(amount, unit);
    let credits = row.envelope.credits.iter().map(|(year, c)| {
        let unit = view::unit(unit).get(here.lang).to_owned();
        [year.to_string(), plain(c.opened), plain(c.delegated), plain(c.paid), plain(c.available()), unit]
    });
    let rows: Vec<[String; 6]> = credits.collect();
    let numbers = [true, true, true, true, true, false];
    let file = named(&uri, "credits", row.id.as_str());
    table::answer_columns(&here, &file, &here.t("credits-title"), &heads, &rows, &numbers)
}
