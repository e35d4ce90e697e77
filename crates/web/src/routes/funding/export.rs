//! The lines of a sheet as a table to take away: stable headings, amounts with a point, days in ISO.

use super::json::origin;
use super::lines::{Row, lines};
use super::sheet;
use crate::app::App;
use crate::ask::At;
use crate::error::Result;
use crate::page::Here;
use crate::permissions::{Action, Actor};
use crate::table;
use axum::extract::State;
use axum::response::Response;
use domain::format::euros;
use domain::{Lang, Status};
use grants::Step;

const HEADS: [(&str, &str); 30] = [
    ("ligne", "line"),
    ("financeur", "funder"),
    ("type_financeur", "funder_kind"),
    ("siret_financeur", "funder_siret"),
    ("operateur", "operator"),
    ("programme", "programme"),
    ("mesure", "measure"),
    ("appel", "call"),
    ("vague", "wave"),
    ("instrument", "instrument"),
    ("regime", "regime"),
    ("assiette", "base"),
    ("taux_pct", "rate_pct"),
    ("prevu", "planned"),
    ("demande", "asked"),
    ("demande_le", "asked_on"),
    ("accorde", "granted"),
    ("accorde_le", "granted_on"),
    ("conventionne", "contracted"),
    ("conventionne_le", "contracted_on"),
    ("paye", "paid"),
    ("paye_le", "paid_on"),
    ("motif_refus", "refusal_reason"),
    ("refuse_le", "refused_on"),
    ("mots_refus", "refusal_words"),
    ("pieces", "proofs"),
    ("verifie", "verified"),
    ("publie", "published"),
    ("origine", "origin"),
    ("candidature", "application"),
];

/// Headings, in the order of [`cells`].
pub fn heads(lang: Lang) -> [&'static str; 30] {
    HEADS.map(|(fr, en)| if lang == Lang::Fr { fr } else { en })
}

pub async fn csv(State(app): State<App>, here: Here, actor: Actor, At(id): At<String>) -> Result<Response> {
    file(&app, &here, &actor, &id, "csv").await
}

pub async fn xlsx(State(app): State<App>, here: Here, actor: Actor, At(id): At<String>) -> Result<Response> {
    file(&app, &here, &actor, &id, "xlsx").await
}

async fn file(app: &App, here: &Here, actor: &Actor, id: &str, ending: &str) -> Result<Response> {
    let sheet = sheet(app, here, actor, Action::ReadContract, id).await?;
    let lines = lines(app, here, actor, &sheet.id).await?;
    let rows: Vec<[String; 30]> = lines.iter().filter(|row| row.stored.removed_at.is_none()).map(cells).collect();
    table::answer(here, &format!("financement-{}.{ending}", sheet.id), &here.t("money-title"), &heads(here.lang), &rows)
}

/// One line, with where it comes from: somebody of the territory, or the application that it follows.
pub fn cells(row: &Row) -> [String; 30] {
    let line = &row.stored.line;
    let text = |text: &Option<String>| text.clone().unwrap_or_default();
    let code = |value: serde_json::Result<serde_json::Value>| value.ok().and_then(|v| v.as_str().map(str::to_owned)).unwrap_or_default();
    let amount = |step| line.stage(step).map(|s| euros(s.amount)).unwrap_or_default();
    let on = |step| line.stage(step).map(|s| s.on.to_string()).unwrap_or_default();
    let proofs = Step::ALL.into_iter().filter_map(|step| line.stage(step)).map(|s| s.proof.as_str()).collect::<Vec<_>>().join(" | ");
    let refusal = line.refused.as_ref();
    let [asked, granted, contracted, paid] = Step::ALL.map(amount);
    let [asked_on, granted_on, contracted_on, paid_on] = Step::ALL.map(on);
    let yes = |yes: bool| if yes { "1" } else { "0" }.to_owned();
    [
        row.stored.id.to_string(),
        line.funder_name.clone(),
        code(serde_json::to_value(line.funder)),
        line.funder_siret.as_ref().map(|s| s.0.clone()).unwrap_or_default(),
        text(&line.operator),
        text(&line.programme),
        text(&line.measure),
        text(&line.call),
        text(&line.wave),
        code(serde_json::to_value(line.instrument)),
        code(serde_json::to_value(line.regime)),
        line.base.map(euros).unwrap_or_default(),
        line.rate.map(|rate| format!("{}.{:02}", rate.0 / 100, rate.0 % 100)).unwrap_or_default(),
        euros(line.planned),
        asked,
        asked_on,
        granted,
        granted_on,
        contracted,
        contracted_on,
        paid,
        paid_on,
        refusal.map(|r| r.reason.code().to_owned()).unwrap_or_default(),
        refusal.map(|r| r.on.to_string()).unwrap_or_default(),
        refusal.map(|r| r.words.clone()).unwrap_or_default(),
        proofs,
        yes(line.status == Status::Verified),
        yes(line.published),
        origin(row).to_owned(),
        row.drawn.as_ref().map(|(number, _)| number.clone()).unwrap_or_default(),
    ]
}
