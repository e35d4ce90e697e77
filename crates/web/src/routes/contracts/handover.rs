//! A project lead leaves: one file holds all a successor needs, and a page says what it holds.

use super::place::{Held, names, opened};
use super::signatories;
use crate::answer;
use crate::app::App;
use crate::ask::At;
use crate::error::{OrFail, Result};
use crate::page::{Here, Nav, Page};
use crate::permissions::{Action, Actor};
use crate::routes::{applications, funding};
use crate::table;
use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use contracts::field;
use domain::Date;
use domain::rights::Scope;
use serde_json::json;
use std::collections::BTreeMap;
use std::io::Write;
use store::sheets::{self, Recorded, Stored};
use store::{audit, blockings, comments};
use zip::write::SimpleFileOptions;

/// Whoever has so many decisions reads them in the file, not on a page.
const MOST: u32 = 100_000;

/// All a successor needs, read at one time.
struct Kept {
    sheets: Vec<Stored>,
    decisions: Vec<Recorded>,
    comments: Vec<comments::Comment>,
    blockings: Vec<blockings::Blocking>,
    /// Financing lines that stand, typed or following an application, as whoever leaves reads them.
    money: Vec<funding::Row>,
    /// Applications of the territory, a row each.
    applications: Vec<Vec<String>>,
    /// Who signs the contract.
    signatories: Vec<store::signatories::Kept>,
    /// (name, address, roles)
    people: Vec<(String, String, String)>,
    names: BTreeMap<String, String>,
}

#[derive(Template)]
#[template(path = "contracts/handover.html")]
struct About<'a> {
    page: Page,
    held: Held<'a>,
    sheets: usize,
    decisions: usize,
    late: usize,
    comments: usize,
    blockings: usize,
    money: usize,
    applications: usize,
    signatories: usize,
    people: usize,
}

/// The first page of the file: readable without this server.
#[derive(Template)]
#[template(path = "contracts/cover.html")]
struct Cover<'a> {
    page: Page,
    held: &'a Held<'a>,
    date: String,
    counts: Vec<(String, usize)>,
    /// (number, title, owner, next action, due, days late)
    late: Vec<(String, String, String, String, String, i32)>,
    people: &'a [(String, String, String)],
    blockings: Vec<(String, String, String)>,
    total: usize,
    synthetic: bool,
}

async fn kept(app: &App, here: &Here, actor: &Actor, held: &Held<'_>) -> Result<Kept> {
    let (phase, code) = (held.place.phase, held.place.code.as_str());
    let sheets = sheets::all(&app.store, phase, code).await.or_ours(here)?;
    let decisions = sheets::decisions_since(&app.store, phase, code, Date::constant(1900, 1, 1), MOST).await.or_ours(here)?;
    let comments = comments::of_contract(&app.store, phase, code).await.or_ours(here)?;
    let scope = Scope::Territory { phase, code: code.to_owned() };
    let mut people = vec![];
    let rights = store::people::rights_in(&app.store, &scope).await.or_ours(here)?;
    for person in store::people::in_scope(&app.store, &scope).await.or_ours(here)? {
        let roles = rights.iter().filter(|r| r.person == person.id).map(|r| r.right.role.code()).collect::<Vec<_>>().join(", ");
        people.push((person.name, person.email, roles));
    }
    let signatures = decisions.iter().map(|d| d.author.as_str()).chain(comments.iter().map(|c| c.author.as_str()));
    let names = names(app, here, signatures).await?;
    let blockings = blockings::of_contract(&app.store, phase, code).await.or_ours(here)?;
    let money = store::funding::of_contract(&app.store, phase, code).await.or_ours(here)?;
    let money = funding::readable(app, here, actor, money).await?;
    let applications = applications::handed(app, here, actor, phase, code).await?;
    let signatories = signatories::of_contract(app, here, held).await?;
    Ok(Kept { sheets, decisions, comments, blockings, money, applications, signatories, people, names })
}

fn is_late(stored: &Stored, today: Date) -> bool {
    stored.sheet.due.is_some_and(|due| due < today)
}

pub async fn about(State(app): State<App>, here: Here, actor: Actor, At((phase, code)): At<(u8, String)>) -> Result<Response> {
    let held = opened(&app, &here, &actor, (phase, &code), Action::EditContract)?;
    let kept = kept(&app, &here, &actor, &held).await?;
    let view = About {
        page: here.page(Nav::Territories, here.t("handover-title")).private(),
        sheets: kept.sheets.len(),
        decisions: kept.decisions.len(),
        late: kept.sheets.iter().filter(|s| is_late(s, app.today())).count(),
        comments: kept.comments.iter().filter(|c| c.withdrawn_at.is_none()).count(),
        blockings: kept.blockings.len(),
        money: kept.money.len(),
        applications: kept.applications.len(),
        signatories: kept.signatories.len(),
        people: kept.people.len(),
        held,
    };
    answer::private(&here, StatusCode::OK, &view)
}

pub async fn file(State(app): State<App>, here: Here, actor: Actor, At((phase, code)): At<(u8, String)>) -> Result<Response> {
    let held = opened(&app, &here, &actor, (phase, &code), Action::EditContract)?;
    let kept = kept(&app, &here, &actor, &held).await?;
    let bytes = packed(&app, &here, &held, &kept)?;
    let object = format!("contract:{phase}:{code}");
    let detail = json!({ "sheets": kept.sheets.len(), "bytes": bytes.len() });
    // It leaves this server: who took it, and when, is kept.
    audit::record(&app.store, &actor.signature(), "contract.hand_over", &object, detail, app.now()).await.or_ours(&here)?;
    Ok(answer::unkept(answer::file(&format!("passation-{phase}-{code}-{}.zip", app.today()), "application/zip", bytes)))
}

fn packed(app: &App, here: &Here, held: &Held, kept: &Kept) -> Result<Vec<u8>> {
    let page = here.page(Nav::Territories, here.t("handover-title"));
    let name = |signature: &str| kept.names.get(signature).cloned().unwrap_or_else(|| signature.to_owned());
    let title = |id: &store::SheetId| {
        kept.sheets.iter().find(|s| s.id == *id).map(|s| (s.sheet.number.clone(), s.sheet.title.clone())).unwrap_or_default()
    };
    let rows = |late: bool| -> Vec<Vec<String>> {
        let chosen = kept.sheets.iter().filter(|s| !late || is_late(s, app.today()));
        chosen.map(|s| sheet_row(s, held, &page)).collect()
    };
    let heads = sheet_heads(held, &page);
    let heads: Vec<&str> = heads.iter().map(String::as_str).collect();
    let decisions: Vec<Vec<String>> = kept
        .decisions
        .iter()
        .map(|d| {
            let (number, title) = title(&d.sheet);
            let words = crate::routes::sheets::history::decided(d.clone(), held.lifecycle, &kept.names, &page);
            vec![
                number,
                title,
                words.name,
                words.committee,
                d.decision.held_on.to_string(),
                words.reason,
                words.from,
                words.to,
                words.missing,
                words.author,
                words.undone,
            ]
        })
        .collect();
    let comments: Vec<Vec<String>> = kept
        .comments
        .iter()
        .filter(|c| c.withdrawn_at.is_none())
        .map(|c| {
            let (number, title) = title(&c.sheet);
            vec![number, title, c.at.to_string(), name(&c.author), c.body.clone()]
        })
        .collect();
    let people: Vec<Vec<String>> = kept.people.iter().map(|(a, b, c)| vec![a.clone(), b.clone(), c.clone()]).collect();
    let points: Vec<Vec<String>> = kept
        .blockings
        .iter()
        .map(|b| vec![title(&b.sheet).0, b.title.clone(), b.what.clone(), b.level.code().into(), b.state.code().into(), b.due.to_string()])
        .collect();
    let money: Vec<Vec<String>> = kept
        .money
        .iter()
        .map(|row| {
            let (number, title) = title(&row.stored.sheet);
            [number, title].into_iter().chain(funding::cells(row)).collect()
        })
        .collect();
    let t = |key: &str| page.t(key);
    let words = |keys: &[&str]| keys.iter().map(|key| t(key)).collect::<Vec<_>>();
    let decision_heads = words(&[
        "handover-number",
        "handover-sheet",
        "handover-decision",
        "handover-committee",
        "handover-day",
        "handover-reason",
        "handover-from",
        "handover-to",
        "handover-missing",
        "handover-author",
        "handover-undone",
    ]);
    let comment_heads = words(&["handover-number", "handover-sheet", "handover-when", "handover-author", "handover-comment"]);
    let people_heads = words(&["handover-name", "handover-mail", "handover-roles"]);
    let point_heads = words(&["handover-number", "handover-sheet", "handover-what", "handover-level", "handover-state", "handover-due"]);
    let money_heads: Vec<String> =
        words(&["handover-number", "handover-sheet"]).into_iter().chain(funding::heads(page.lang()).map(str::to_owned)).collect();
    let signatory_heads = words(&signatories::HEADS);
    let signatories: Vec<Vec<String>> = kept.signatories.iter().map(|one| signatories::told(&page, one).to_vec()).collect();
    let book = |title: &str, heads: &[&str], rows: &[Vec<String>]| table::xlsx(here, title, heads, rows);
    fn plain(list: &[String]) -> Vec<&str> {
        list.iter().map(String::as_str).collect()
    }
    let json = json!({
        "format": "rebond-contract-1",
        "phase": held.place.phase,
        "code": held.place.code,
        "territory": held.territory.name,
        "written_on": app.today().to_string(),
        "sheets": kept.sheets.iter().map(|s| json!({ "id": s.id.as_str(), "version": s.version, "sheet": s.sheet })).collect::<Vec<_>>(),
    });
    let files: Vec<(&str, Vec<u8>)> = vec![
        ("lisez-moi.html", cover(app, held, kept, page.here.clone())?.into_bytes()),
        ("fiches.xlsx", book(&t("handover-sheets"), &heads, &rows(false))?),
        ("fiches.json", serde_json::to_vec_pretty(&json).or_ours(here)?),
        ("retards.xlsx", book(&t("handover-late"), &heads, &rows(true))?),
        ("decisions.xlsx", book(&t("handover-decisions"), &plain(&decision_heads), &decisions)?),
        ("commentaires.xlsx", book(&t("handover-comments"), &plain(&comment_heads), &comments)?),
        ("blocages.xlsx", book(&t("handover-blockings"), &plain(&point_heads), &points)?),
        ("financement.xlsx", book(&t("money-title"), &plain(&money_heads), &money)?),
        ("candidatures.xlsx", book(&t("applications-title"), &applications::handed_heads(page.lang()), &kept.applications)?),
        ("signataires.xlsx", book(&t("signatories-title"), &plain(&signatory_heads), &signatories)?),
        ("personnes.xlsx", book(&t("handover-people"), &plain(&people_heads), &people)?),
    ];
    let mut zip = zip::ZipWriter::new(std::io::Cursor::new(vec![]));
    for (name, bytes) in files {
        zip.start_file(name, SimpleFileOptions::default().compression_method(zip::CompressionMethod::Stored)).or_ours(here)?;
        zip.write_all(&bytes).or_ours(here)?;
    }
    zip.finish().map(std::io::Cursor::into_inner).or_ours(here)
}

fn sheet_heads(held: &Held, page: &Page) -> Vec<String> {
    let lifecycle = held.lifecycle;
    let own = ["state", "accelerated"].map(|key| page.x(&field::label(key, lifecycle)));
    own.into_iter().chain(field::all(lifecycle).into_iter().map(|f| page.x(&f.label))).collect()
}

fn sheet_row(stored: &Stored, held: &Held, page: &Page) -> Vec<String> {
    let (sheet, lifecycle, lang) = (&stored.sheet, held.lifecycle, page.lang());
    let own = ["state", "accelerated"].map(|key| field::show(key, sheet, lang, lifecycle));
    own.into_iter().chain(field::all(lifecycle).into_iter().map(|f| f.input(sheet, lang))).collect()
}

fn cover(app: &App, held: &Held, kept: &Kept, here: Here) -> Result<String> {
    let page = here.page(Nav::Territories, here.t("handover-title"));
    let mut late: Vec<&Stored> = kept.sheets.iter().filter(|s| is_late(s, app.today())).collect();
    late.sort_by_key(|s| s.sheet.due);
    let row = |s: &Stored| {
        let due = s.sheet.due.unwrap_or_default();
        let owner = s.sheet.owner.as_ref().map_or_else(String::new, |o| o.name.clone());
        let days = super::card::days(due, app.today());
        (s.sheet.number.clone(), s.sheet.title.clone(), owner, s.sheet.next_action.clone(), page.short_date(&due), days)
    };
    let open = kept.blockings.iter().filter(|b| b.state == blockings::State::Open);
    let cover = Cover {
        date: page.date(&app.today()),
        counts: held
            .lifecycle
            .states
            .iter()
            .map(|s| (page.x(&s.name), kept.sheets.iter().filter(|k| k.sheet.state == s.id).count()))
            .collect(),
        late: late.into_iter().map(row).collect(),
        people: &kept.people,
        blockings: open.map(|b| (b.title.clone(), b.what.clone(), page.short_date(&b.due))).collect(),
        total: kept.sheets.len(),
        synthetic: kept.sheets.iter().any(|s| s.sheet.synthetic),
        page,
        held,
    };
    cover.render().or_ours(&here)
}
