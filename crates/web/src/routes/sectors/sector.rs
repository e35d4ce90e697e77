//! One activity: where it is in France, what is near it, and whom to call by the two roads of relocation.

use super::map::{self, Shaded};
use super::territory::{Ask, SUPPLIERS, new_project};
use super::{calls, files, place, products, report, suppliers, waiting, weights};
use crate::app::App;
use crate::ask::{Asked, At, query};
use crate::error::{Failure, OrNotFound, Result, html};
use crate::page::{Here, Nav, Page};
use crate::permissions::Actor;
use crate::routes::contracts::targets;
use crate::table;
use askama::Template;
use axum::extract::State;
use axum::response::{IntoResponse, Redirect, Response};
use diagnose::SectorDiagnosis;
use diagnose::sector::{Near, ZoneRow};
use diagnose::suppliers::Supplier;
use domain::{Lang, Text};
use dossier::sectors::{Cited, Company, Imports, ProductView, called, company, departments, imports, known, sources, stands_on};
use factory::sectors::{Study, Wanted};
use reference::{Perimeter, PerimeterKey};
use std::collections::BTreeMap;
use std::sync::Arc;

/// Zones shown on the page; the files hold them all.
const ZONES: usize = 20;
/// Employers named on each road, on the page and by the API.
pub const SHOWN: usize = 40;

/// The file of the companies here that could bring production back; that of the suppliers bears the name of their road.
const COMPANIES: &str = "entreprises-ici";
/// The files of the activities near this one, and of its jobs by département.
const NEAR: &str = "proches";
const DEPARTMENTS: &str = "departements";

/// "25.50B", or "25": the levels at which jobs are counted, by Urssaf and by Flores.
pub fn is_class(code: &str) -> bool {
    let digits = |bytes: &[u8]| bytes.iter().all(u8::is_ascii_digit);
    match code.as_bytes() {
        [a, b] => digits(&[*a, *b]),
        [a, b, b'.', c, d, letter] => digits(&[*a, *b, *c, *d]) && letter.is_ascii_uppercase(),
        _ => false,
    }
}

#[derive(Template)]
#[template(path = "sectors/sector.html")]
struct Show<'a> {
    page: Page,
    study: &'a SectorDiagnosis,
    basis: Vec<(String, String)>,
    sources: Vec<Cited>,
    map: Option<Shaded<'a>>,
    /// What the country imports of it; none when no trade is held.
    imports: Option<Imports>,
    facts: Vec<(String, String)>,
    suppliers: Vec<Company>,
    /// Where a project of each candidate, of each zone and of each near activity is opened.
    candidate_projects: Vec<String>,
    zone_projects: Vec<String>,
    /// The same of each département and of each product.
    department_projects: Vec<String>,
    product_projects: Vec<String>,
    /// What the zones are, and the study of each.
    zones: String,
    zone_links: Vec<String>,
    near_projects: Vec<String>,
    /// The same rows, to take away.
    supplier_files: Vec<(&'static str, String)>,
    establishments: bool,
    /// Address of this page.
    base: String,
    /// The territory asked for: as typed, its name, and why it is none.
    typed: String,
    /// Greatest distance asked, least size, and the weights that the form keeps.
    within: String,
    sizes: Vec<(u32, bool)>,
    weighed: Vec<(String, String)>,
    /// How many companies there are, and how they are sorted.
    called: String,
    /// What relatedness is learned on: name, address, whether it is shown.
    routes: Vec<(String, String, bool)>,
    /// Whose convention is followed, in the same way.
    conventions: Vec<(String, String, bool)>,
    place: Option<String>,
    unknown: String,
    second: bool,
    tabs: Vec<(String, String, bool)>,
    files: Vec<(&'static str, String)>,
    near_files: Vec<(&'static str, String)>,
    department_files: Vec<(&'static str, String)>,
    /// The whole study, for the territory asked for when there is one.
    report: Vec<(String, String)>,
    open_project: String,
    /// Where whoever asks follows targets: the address that adds one, the name of the territory.
    follows: Vec<(String, String)>,
    missing: Vec<Text>,
}

pub async fn show(State(app): State<App>, here: Here, actor: Actor, At(naf): At<String>, Asked(ask): Asked<Ask>) -> Result<Response> {
    let name = name(&app, &here, &naf)?;
    let title = here.page(Nav::Sectors, String::new()).t1("sectors-sector-title", "name", &name);
    let study = match waiting::page(&app, &here, &title).await? {
        Ok(study) => study,
        Err(page) => return Ok(page),
    };
    let page = here.page(Nav::Sectors, title);
    // Jobs counted by division: the page of what is counted, which says so by its name.
    if let Some(code) = study.counted(&naf).filter(|code| *code != naf) {
        let query = query(ask.iter().map(|(name, value)| (name.as_str(), value.as_str())));
        let mark = if query.is_empty() { "" } else { "?" };
        return Ok(Redirect::to(&format!("{}{mark}{query}", page.url(format!("/filieres/{code}")))).into_response());
    }
    let typed = ask.get("pour").map(|t| t.trim().to_owned()).unwrap_or_default();
    let (place, unknown) = match (typed.is_empty(), app.reference.find_perimeter(&typed)) {
        (true, _) => (None, String::new()),
        (_, Ok(place)) => (Some(place), String::new()),
        (_, Err(why)) => (None, page.x(&why)),
    };
    let commune = place.as_ref().and_then(|p| largest(&app, p)).unwrap_or_default();
    let found = diagnosis(&app, &study, &naf, place.clone(), &ask, SHOWN).await.map_err(|why| Failure::Absent(here.clone(), why))?;
    let second = calls::second(&ask);
    let base = page.url(format!("/filieres/{naf}"));
    let kept = calls::kept(&ask, &typed);
    let to = |road: &str| format!("{base}{}#relocaliser", calls::asking(&kept, &[("voie", road)]));
    let jobs = &study.national.jobs;
    let rows = if second { &found.national_suppliers } else { &found.reinternalise };
    let kind = if second { "new_plant" } else { "relocation" };
    // A company from here is where it is; one from elsewhere would come to the territory.
    let candidate = |found: &Supplier| {
        let place = if second { commune.as_str() } else { &found.establishment.commune };
        let named = found.establishment.name.as_ref().map_or_else(|| name.clone(), |company| format!("{name} ({company})"));
        new_project(&page, &naf, &named, place, kind)
    };
    let in_zone = |zone: &ZoneRow| {
        let members = app.reference.perimeter(&PerimeterKey::of_zone(found.basis.zones, &zone.zone));
        let commune = members.and_then(|members| largest(&app, &members)).unwrap_or_default();
        new_project(&page, &naf, &name, &commune, "new_plant")
    };
    let map = jobs.activity(&naf).map(|column| map::shaded(&app, jobs, column, &page));
    let seats = seats(&app);
    let in_department = |code: &str| new_project(&page, &naf, &name, seats.get(code).copied().unwrap_or_default(), "new_plant");
    let departments = map.iter().flat_map(|map| &map.rows).map(|(_, code, ..)| in_department(code));
    let imports = imports(&study, &found, page.lang());
    // What is bought abroad could be made here again.
    let again = |product: &ProductView| new_project(&page, &naf, &format!("{name} ({})", product.code), &commune, "relocation");
    let of_zone = |zone: &ZoneRow| page.url(place::address(&PerimeterKey::of_zone(found.basis.zones, &zone.zone), ""));
    let beside = |near: &Near| new_project(&page, &near.activity, &page.x(&near.label), &commune, "new_plant");
    let named = |file: &str| format!("{base}/{file}{}", calls::asking(&kept, &[]));
    let both = |stem: &str| vec![("CSV", named(&format!("{stem}.csv"))), ("XLSX", named(&format!("{stem}.xlsx")))];
    let listed = |ending: &str| named(&format!("{}.{ending}", if second { SUPPLIERS } else { COMPANIES }));
    // A territory that is not known has no study: the refusal is on the page.
    let whole = |file: &str| if unknown.is_empty() { named(file) } else { format!("{base}/{file}") };
    let [pdf, xlsx, json] = report::FILES.map(whole);
    let with = |name: &str, value: &str| {
        let others: Vec<_> = kept.iter().filter(|(other, _)| other != name).cloned().collect();
        format!("{base}{}#donnees", calls::asking(&others, &[(name, value)]))
    };
    let routes = calls::routes(&study, &ask, &page, &|route| with(calls::ROUTE, route));
    let conventions = calls::conventions(&ask, &|convention| with(calls::CONVENTION, convention));
    let view = Show {
        basis: stands_on(&found.basis, page.lang()),
        sources: sources(&found.basis, page.lang()),
        department_projects: departments.collect(),
        product_projects: imports.iter().flat_map(|imports| &imports.products).map(again).collect(),
        map,
        imports,
        facts: known(&found, page.lang()),
        candidate_projects: rows.iter().map(candidate).collect(),
        zone_projects: found.zones.iter().take(ZONES).map(in_zone).collect(),
        zones: page.x(&found.basis.zones.named()),
        zone_links: found.zones.iter().take(ZONES).map(of_zone).collect(),
        near_projects: found.near.iter().map(beside).collect(),
        establishments: study.sectors.establishments.is_some(),
        tabs: vec![(page.t("sectors-tab-return"), to(""), !second), (page.t("sectors-tab-bring"), to(SUPPLIERS), second)],
        files: [("CSV", "zones.csv"), ("XLSX", "zones.xlsx")].map(|(name, file)| (name, format!("{base}/{file}"))).to_vec(),
        near_files: both(NEAR),
        department_files: both(DEPARTMENTS),
        open_project: new_project(&page, &naf, &name, &commune, kind),
        follows: targets::follows(&app, &here, &actor),
        place: place.map(|p| page.x(&p.name)),
        missing: study.sectors.missing.clone(),
        suppliers: rows.iter().map(|found| company(&study, &app.reference, found, page.lang())).collect(),
        supplier_files: vec![("CSV", listed("csv")), ("XLSX", listed("xlsx"))],
        report: vec![(page.t("sectors-pdf"), pdf), ("XLSX".to_owned(), xlsx), ("JSON".to_owned(), json)],
        study: &found,
        base,
        within: ask.get("rayon").cloned().unwrap_or_default(),
        sizes: calls::SIZES.map(|size| (size, size == calls::limits(&ask).1)).to_vec(),
        weighed: kept
            .iter()
            .filter(|(name, _)| name.starts_with("w-") || [calls::ROUTE, calls::CONVENTION].contains(&name.as_str()))
            .cloned()
            .collect(),
        routes,
        conventions,
        called: called(&found, SHOWN, second, page.lang()),
        typed,
        unknown,
        second,
        page,
    };
    html(&here, &view)
}

/// Name of the activity, or nothing at this address.
fn name(app: &App, here: &Here, naf: &str) -> Result<String> {
    let known = is_class(naf).then(|| app.reference.naf_label(naf)).flatten();
    known.map(|french| told(naf, french, here.lang).0.to_owned()).or_not_found(here)
}

/// The name of an activity as the study gives it: in English where there is one, else the French title of the NAF, and whether it is.
pub fn told<'a>(naf: &str, french: &'a str, lang: Lang) -> (&'a str, bool) {
    match reference::sectors::names::english(naf).filter(|_| lang == Lang::En) {
        Some(english) => (english, false),
        None => (french, true),
    }
}

pub fn largest(app: &App, place: &Perimeter) -> Option<String> {
    place.communes.iter().filter_map(|c| app.reference.commune(c)).max_by_key(|c| c.population).map(|c| c.code.clone())
}

/// The largest commune of each département.
fn seats(app: &App) -> BTreeMap<&str, &str> {
    let mut seats: BTreeMap<&str, (Option<u32>, &str)> = BTreeMap::new();
    for commune in app.reference.communes() {
        let seat = seats.entry(commune.department.as_str()).or_insert((commune.population, commune.code.as_str()));
        if commune.population > seat.0 {
            *seat = (commune.population, commune.code.as_str());
        }
    }
    seats.into_iter().map(|(department, (_, code))| (department, code)).collect()
}

/// The study of an activity, for a territory when one is given, with the weights, distance and size of the address, `shown`
/// companies on each road; the refusal says what to check.
pub async fn diagnosis(
    app: &App,
    study: &Arc<Study>,
    naf: &str,
    place: Option<Perimeter>,
    ask: &Ask,
    shown: usize,
) -> Result<SectorDiagnosis, Text> {
    let (app, study, naf, weights, how) = (app.clone(), study.clone(), naf.to_owned(), weights::read(ask), calls::how(ask));
    let whom = calls::search(ask, place.as_ref().and_then(|place| calls::origin(&app, &study, place)), shown);
    let stopped = |_| Text::new("l’étude s’est arrêtée : réessayez dans un instant", "the study stopped: try again in a moment");
    let work = move || {
        let sites = app.sites();
        let wanted = place.as_ref().map(|place| Wanted { place, sites: &sites, weights });
        study.activity(&naf, wanted, whom, how, app.today())
    };
    tokio::task::spawn_blocking(work).await.map_err(stopped)?
}

/// The study of an activity, to take away: whole, or one of its tables.
pub async fn file(State(app): State<App>, here: Here, At((naf, file)): At<(String, String)>, Asked(ask): Asked<Ask>) -> Result<Response> {
    let name = name(&app, &here, &naf)?;
    let stem = file.strip_suffix(".csv").or(file.strip_suffix(".xlsx")).unwrap_or_default();
    let whole = report::FILES.contains(&file.as_str());
    if !whole && !["zones", NEAR, DEPARTMENTS, SUPPLIERS, COMPANIES, products::FILE].contains(&stem) {
        return Err(Failure::NotFound(here));
    }
    let typed = ask.get("pour").map(|t| t.trim()).unwrap_or_default();
    let place = match typed.is_empty() {
        true => None,
        false => Some(app.reference.find_perimeter(typed).map_err(|why| Failure::Bad(here.clone(), why))?),
    };
    let study = waiting::file(&app, &here).await?;
    let asked = place.as_ref().map(|place| place.name.clone());
    // A file holds them all; paper, the first.
    let shown = if file.ends_with(".pdf") { SHOWN } else { usize::MAX };
    let found = diagnosis(&app, &study, &naf, place, &ask, shown).await.map_err(|why| Failure::Absent(here.clone(), why))?;
    if whole {
        return report::answer(&app, &here, study, found, asked, &file).await;
    }
    if stem == products::FILE {
        if study.needs.is_none() {
            return Err(Failure::Absent(here.clone(), Text::each(|lang| crate::i18n::say(lang, "sectors-no-trade", &[]))));
        }
        let heads = products::HEADS.map(|head| here.t(&format!("sectors-head-{head}")));
        let rows = products::cells(&study, &found, &here);
        let numbers = [false, false, true, true, true, false, true, false, true, false, true, false, false, false, false, false];
        return table::answer_columns(&here, &file, &name, &heads.each_ref().map(String::as_str), &rows, &numbers);
    }
    // On what the figures stand, and on what the similarity was learned: companies may be real where jobs are invented.
    let bearing = files::bearing(&found.basis, here.lang);
    if [SUPPLIERS, COMPANIES].contains(&stem) {
        if study.sectors.establishments.is_none() {
            return Err(Failure::Absent(here.clone(), Text::each(|lang| crate::i18n::say(lang, "sectors-no-establishments", &[]))));
        }
        let mut heads = suppliers::HEADS.map(|head| here.t(&format!("sectors-head-{head}"))).to_vec();
        heads.extend(files::bearing_heads(&here));
        let list = if stem == SUPPLIERS { &found.national_suppliers } else { &found.reinternalise };
        let row = |one: &Supplier| [suppliers::cells(company(&study, &app.reference, one, here.lang), one), bearing.to_vec()].concat();
        let (heads, rows): (Vec<&str>, Vec<_>) = (heads.iter().map(String::as_str).collect(), list.iter().map(row).collect());
        return table::answer(&here, &file, &name, &heads, &rows);
    }
    let data = here.t(if found.basis.synthetic { "sectors-synthetic" } else { "sectors-real" });
    let keys: &[&str] = match stem {
        NEAR => &["code", "activity", "near-phi", "data"],
        DEPARTMENTS => &["code", "department", "jobs", "share-of-country", "data"],
        _ => &["rank", "zone", "name", "jobs", "establishments", "quotient", "warning", "data"],
    };
    let mut rows: Vec<Vec<String>> = match stem {
        NEAR => {
            let row = |n: &Near| vec![n.activity.clone(), n.label.get(here.lang).to_owned(), format!("{:.4}", n.proximity), data.clone()];
            found.near.iter().map(row).collect()
        }
        DEPARTMENTS => {
            let jobs = &study.national.jobs;
            let there = jobs.activity(&naf).map(|at| departments(&app.reference, jobs, at).rows).unwrap_or_default();
            let row = |(department, code, jobs, share): (String, String, f64, f64)| {
                vec![code, department, jobs.to_string(), format!("{share:.4}"), data.clone()]
            };
            there.into_iter().map(row).collect()
        }
        _ => {
            let row = |z: &ZoneRow| {
                let (jobs, establishments) = (z.jobs.to_string(), z.establishments.to_string());
                let (name, quotient) = (z.name.get(here.lang).to_owned(), format!("{:.3}", z.quotient));
                let warning = if z.hangs { here.t("sectors-hangs") } else { String::new() };
                vec![z.rank.to_string(), z.zone.clone(), name, jobs, establishments, quotient, warning, data.clone()]
            };
            found.zones.iter().map(row).collect()
        }
    };
    rows.iter_mut().for_each(|row| row.extend_from_slice(&bearing));
    let mut heads: Vec<String> = keys.iter().map(|key| here.t(&format!("sectors-head-{key}"))).collect();
    heads.extend(files::bearing_heads(&here));
    let heads: Vec<&str> = heads.iter().map(String::as_str).collect();
    table::answer(&here, &file, &name, &heads, &rows)
}

/// A share as a percentage with one decimal.
fn percent(share: &f64, page: &Page) -> String {
    domain::format::percent(domain::Rate((share * 1_000.0).round() as u32 * 10), page.lang())
}
