//! Promised, legal and real delays of formalities, from the dates that followed projects recorded: a page, its files, JSON.

use crate::app::App;
use crate::ask::Asked;
use crate::error::{OrFail, Result, html};
use crate::page::{Here, Nav, Page};
use crate::permissions::Action;
use crate::registry::Registry;
use crate::routes::projects::follow::name;
use crate::table;
use askama::Template;
use axum::extract::{OriginalUri, State};
use axum::response::Response;
use domain::followed::Followed;
use domain::format;
use programmes::procedure::Procedures;
use schedule::delays::{Against, Delay, LEAST, delays};
use serde::Deserialize;

pub fn routes() -> Registry {
    Registry::default().get("/delais", Action::ReadPublic, show).get("/delais/delais.csv", Action::ReadPublic, file).get(
        "/delais/delais.xlsx",
        Action::ReadPublic,
        file,
    )
}

#[derive(Deserialize, Default)]
#[serde(default)]
pub struct Filter {
    /// Identifier of a procedure; all when empty.
    pub procedure: String,
    /// Code of a département; all, and the country, when empty.
    pub departement: String,
}

#[derive(Template)]
#[template(path = "delays.html")]
struct Show {
    page: Page,
    rows: Vec<Row>,
    /// Lines hidden because they stand on too few files.
    hidden: usize,
    least: usize,
    query: String,
    filter: Filter,
    /// To choose from: what was recorded.
    procedures: Vec<(String, String)>,
    departments: Vec<(String, String)>,
    /// Something was recorded, whatever the filter shows.
    any: bool,
}

struct Row {
    procedure: String,
    name: String,
    place: String,
    delay: Delay,
}

/// Delays of every line that counts.
pub async fn all(app: &App, here: &Here) -> Result<Vec<Delay>> {
    let lines = store::followed::counted(&app.store).await.or_ours(here)?;
    let lines: Vec<Followed> = lines.into_iter().map(|line| one_permit(&app.rulebook.procedures, line)).collect();
    Ok(delays(&lines))
}

/// The variants of a permit are one decision of the same group: counted together, here and everywhere, so that none is found by
/// subtraction.
fn one_permit(rules: &Procedures, line: Followed) -> Followed {
    let own = rules.get(&line.procedure).filter(|p| p.decision && p.group.is_some());
    let first = own.and_then(|own| rules.procedures.iter().find(|p| p.decision && p.group == own.group));
    Followed { procedure: first.map_or_else(|| line.procedure.clone(), |p| p.id.clone()), ..line }
}

pub fn kept(all: Vec<Delay>, filter: &Filter) -> Vec<Delay> {
    let wanted = |delay: &Delay| {
        (filter.procedure.is_empty() || delay.procedure == filter.procedure)
            && (filter.departement.is_empty() || delay.department.as_deref() == Some(filter.departement.as_str()))
    };
    all.into_iter().filter(wanted).collect()
}

fn row(app: &App, here: &Here, delay: Delay) -> Row {
    let place = match &delay.department {
        Some(code) => format!("{} ({code})", app.reference.department_name(code).unwrap_or(code)),
        None => here.t("delays-country"),
    };
    Row { procedure: delay.procedure.clone(), name: name(app, &delay.procedure).get(here.lang).to_owned(), place, delay }
}

async fn show(State(app): State<App>, here: Here, Asked(filter): Asked<Filter>) -> Result<Response> {
    let page = here.page(Nav::Sites, here.t("delays-title"));
    let all = all(&app, &here).await?;
    let mut procedures: Vec<(String, String)> =
        all.iter().map(|d| (d.procedure.clone(), name(&app, &d.procedure).get(here.lang).to_owned())).collect();
    procedures.dedup();
    let mut departments: Vec<(String, String)> = all
        .iter()
        .filter_map(|d| d.department.as_ref())
        .map(|code| (code.clone(), app.reference.department_name(code).unwrap_or(code).to_owned()))
        .collect();
    departments.sort();
    departments.dedup();
    let any = !all.is_empty();
    let (shown, hidden): (Vec<Delay>, Vec<Delay>) = kept(all, &filter).into_iter().partition(|d| d.figures.is_some());
    let query = {
        let mut out = form_urlencoded::Serializer::new(String::new());
        out.append_pair("procedure", &filter.procedure).append_pair("departement", &filter.departement);
        out.finish()
    };
    let rows = shown.into_iter().map(|delay| row(&app, &here, delay)).collect();
    html(&here, &Show { page, rows, hidden: hidden.len(), least: LEAST, query, filter, procedures, departments, any })
}

async fn file(State(app): State<App>, here: Here, Asked(filter): Asked<Filter>, OriginalUri(uri): OriginalUri) -> Result<Response> {
    let number = |value: f64| format::number(value, 1, here.lang);
    let against = |a: &Option<Against>| match a {
        Some(a) => [number(a.median), format!("{:.0}", a.kept * 100.0)],
        None => [String::new(), String::new()],
    };
    let rows: Vec<Vec<String>> = kept(all(&app, &here).await?, &filter)
        .into_iter()
        .map(|delay| {
            let row = row(&app, &here, delay);
            let mut cells = vec![row.procedure, row.name, row.place];
            match row.delay.figures {
                None => cells.extend(std::iter::repeat_n(here.t("delays-hidden"), 1).chain(std::iter::repeat_n(String::new(), 9))),
                Some(figures) => {
                    cells.push(figures.filed.to_string());
                    match figures.decided {
                        None => cells.extend(std::iter::repeat_n(here.t("delays-hidden"), 1).chain(std::iter::repeat_n(String::new(), 8))),
                        Some(d) => {
                            cells.push(d.files.to_string());
                            cells.extend(against(&d.promised));
                            cells.extend(against(&d.legal));
                            cells.extend(d.real.map(number));
                            cells.push(format!("{:.0}", d.lost * 100.0));
                        }
                    }
                }
            }
            cells
        })
        .collect();
    let heads = [
        "follow-code",
        "procedure",
        "delays-place",
        "delays-filed",
        "delays-decided",
        "delays-promised",
        "delays-promised-kept",
        "delays-legal",
        "delays-legal-kept",
        "delays-quarter",
        "delays-real",
        "delays-three-quarters",
        "delays-lost",
    ];
    let heads = heads.map(|key| here.t(key));
    let heads: Vec<&str> = heads.iter().map(String::as_str).collect();
    let name = uri.path().rsplit('/').next().unwrap_or_default();
    table::answer(&here, name, &here.t("delays-title"), &heads, &rows)
}
