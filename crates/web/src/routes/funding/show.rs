//! The plan of a sheet: what is counted, asked, granted, paid; what remains; the rules.

use super::attached::{self, Offer};
use super::checks::{self, Told};
use super::lines::{self, Row};
use super::{Names, place, sheet};
use crate::app::App;
use crate::ask::{Asked, At};
use crate::error::{OrFail, Result, html};
use crate::page::{Here, Nav, Page};
use crate::permissions::{Action, Actor, Object, can};
use askama::Template;
use axum::extract::State;
use axum::response::Response;
use domain::Status;
use grants::{Line, Plan, Reached, Step};
use programmes::Rulebook;
use serde::Deserialize;

#[derive(Template)]
#[template(path = "funding/show.html")]
struct Show<'a> {
    page: Page,
    sheet: store::sheets::Stored,
    territory: String,
    rows: Vec<Row>,
    removed: Vec<Row>,
    /// Applications that could count here, for whoever writes the sheet.
    offers: Vec<Offer>,
    /// Whoever reads may not read the applications of this territory.
    unread: bool,
    plan: Plan,
    finance: finance::Plan,
    told: Told,
    /// What was told of the holder, once somebody did.
    holder: Option<store::sheet_holders::Stored>,
    rulebook: &'a Rulebook,
    may_edit: bool,
    said: String,
}

#[derive(Deserialize, Default)]
#[serde(default)]
pub struct Ask {
    porteur: String,
    taille: String,
    jour: String,
    /// What was just done: a key of the words.
    fait: String,
}

impl Show<'_> {
    fn territory_url(&self) -> String {
        self.page.url(format!("/territoires/{}/{}", self.sheet.place.phase, self.sheet.place.code))
    }
    fn base(&self) -> String {
        self.page.url(format!("/fiches/{}", self.sheet.id))
    }
    fn state(&self, line: &Line) -> String {
        match line.reached() {
            Reached::Planned => self.page.t("line-considered"),
            Reached::Refused => self.page.t("line-refused"),
            Reached::Step(step) => self.page.x(&step.name()),
        }
    }
    fn state_class(&self, line: &Line) -> &'static str {
        match line.reached() {
            Reached::Refused => "unmet",
            Reached::Step(Step::Contracted | Step::Paid) => "met",
            _ => "",
        }
    }
    fn amount(&self, line: &Line, step: &Step) -> String {
        line.stage(*step).map_or_else(|| "–".to_owned(), |stage| self.page.money(&stage.amount))
    }
    fn measure(&self, line: &Line) -> String {
        let names = Names(self.rulebook);
        let lang = self.page.lang();
        let fund = line.programme.as_ref().zip(line.measure.as_ref()).map(|(p, m)| names.say_fund(&format!("{p}/{m}"), lang));
        let call = line
            .call
            .as_ref()
            .map(|call| names.say_call(&line.wave.as_ref().map_or_else(|| call.clone(), |wave| format!("{call}/{wave}")), lang));
        [fund, call].into_iter().flatten().collect::<Vec<_>>().join(" · ")
    }
    fn verified(&self, line: &Line) -> bool {
        line.status == Status::Verified
    }
    fn any_drawn(&self) -> bool {
        self.rows.iter().any(|row| row.drawn.is_some())
    }
    /// Columns of the totals: name, what is counted by public persons, everything.
    fn totals(&self) -> Vec<(String, String, String)> {
        let row = |name: String, public: domain::Cents, all: domain::Cents| (name, self.page.money(&public), self.page.money(&all));
        let (public, all) = (&self.plan.public, &self.plan.totals);
        vec![
            row(self.page.t("money-counted"), public.counted, all.counted),
            row(self.page.x(&Step::Asked.name()), public.asked, all.asked),
            row(self.page.x(&Step::Granted.name()), public.granted, all.granted),
            row(self.page.x(&Step::Contracted.name()), public.contracted, all.contracted),
            row(self.page.x(&Step::Paid.name()), public.paid, all.paid),
            row(self.page.t("refused-or-lost"), public.refused, all.refused),
        ]
    }
    fn choices(&self, key: &str) -> Vec<(String, String)> {
        let spec = self.rulebook.dictionary.get(key);
        spec.into_iter()
            .flat_map(|spec| &spec.choices)
            .map(|choice| (choice.id.clone(), if self.page.lang() == domain::Lang::Fr { choice.fr.clone() } else { choice.en.clone() }))
            .collect()
    }
    fn missing(&self) -> Vec<String> {
        let label = |key: &String| match self.rulebook.dictionary.get(key) {
            Some(spec) => self.page.x(&spec.label),
            None if key == factory::PAST_AID => self.page.t("money-past-aid"),
            None => key.clone(),
        };
        self.finance.missing.iter().map(label).collect()
    }
    fn gap_is_negative(&self) -> bool {
        self.plan.gap.is_some_and(|gap| gap.0 < 0)
    }
}

pub async fn show(State(app): State<App>, here: Here, actor: Actor, At(id): At<String>, Asked(ask): Asked<Ask>) -> Result<Response> {
    let sheet = sheet(&app, &here, &actor, Action::ReadContract, &id).await?;
    let all = lines::lines(&app, &here, &actor, &sheet.id).await?;
    let (rows, removed): (Vec<Row>, Vec<Row>) = all.into_iter().partition(|row| row.stored.removed_at.is_none());
    let lines: Vec<Line> = rows.iter().map(|row| row.stored.line.clone()).collect();
    let project = match &sheet.project {
        Some(id) => store::projects::find(&app.store, id).await.or_ours(&here)?,
        None => None,
    };
    let holder = store::sheet_holders::find(&app.store, &sheet.id).await.or_ours(&here)?;
    let known = holder.as_ref().map(|stored| stored.holder.clone()).unwrap_or_default();
    let told = Told { porteur: ask.porteur, taille: ask.taille, jour: ask.jour };
    let finance = checks::plan(&app, &sheet, &lines, project.as_ref(), &known, &told);
    // The form shows what holds, told in the address or kept.
    let or = |told: String, kept: &str| if told.is_empty() { kept.to_owned() } else { told };
    let told = Told { porteur: or(told.porteur, &known.kind), taille: or(told.taille, &known.size), jour: told.jour };
    let said = match ask.fait.as_str() {
        "ajoute" => here.t("money-added"),
        "enregistre" => here.t("money-saved"),
        "porteur" => here.t("holder-saved"),
        "retire" => here.t("money-removed"),
        "retabli" => here.t("money-restored"),
        "rattachee" => here.t("money-attached"),
        "detachee" => here.t("money-detached"),
        _ => String::new(),
    };
    let may_edit = can(&actor, Action::EditContract, &Object::Contract(place(&sheet)));
    let offers = if may_edit { attached::offers(&app, &here, &actor, &sheet).await? } else { vec![] };
    let territory = app.reference.territory(sheet.place.phase, &sheet.place.code);
    let view = Show {
        page: here.page(Nav::Territories, format!("{} – {}", here.t("money-title"), sheet.sheet.title)).private(),
        territory: territory.map_or_else(|| sheet.place.code.clone(), |t| t.name.clone()),
        plan: Plan::new(sheet.sheet.total_cost, &lines),
        unread: !lines::reads_applications(&actor, place(&sheet)),
        may_edit,
        offers,
        rulebook: &app.rulebook,
        sheet,
        rows,
        removed,
        finance,
        told,
        holder,
        said,
    };
    html(&here, &view)
}
