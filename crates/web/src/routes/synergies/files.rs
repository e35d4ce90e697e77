//! What a territory holds beside its leads, to take away: the flows declared there, the synergies that are followed. Each holds what
//! whoever asks reads on the page.

use super::list::{Ask, kept_flows};
use super::seen::{reads, seen};
use super::title::title;
use crate::answer;
use crate::app::App;
use crate::ask::{Asked, At};
use crate::error::{Failure, OrFail, Result};
use crate::page::Here;
use crate::permissions::Actor;
use crate::routes::contracts::place::held;
use crate::table;
use axum::extract::{OriginalUri, State};
use axum::response::Response;
use connect::{Milli, Unit, substance_told};
use domain::{Lang, Text};
use store::flows::Kept;
use store::synergies::{self, Synergy};

/// `stem.xlsx` or `stem.csv`, as the address ends.
fn named(uri: &OriginalUri, stem: &str) -> String {
    let ending = if uri.path().ends_with(".xlsx") { "xlsx" } else { "csv" };
    format!("{stem}.{ending}")
}

/// A number of units and their symbol.
fn quantity(thousandths: Option<i64>, unit: &str) -> [String; 2] {
    let amount = thousandths.map(|amount| Milli(amount).as_units().to_string()).unwrap_or_default();
    [amount, Unit::of(unit).map_or_else(|| unit.to_owned(), |unit| unit.symbol().to_owned())]
}

/// `flux.csv` and `.xlsx`: the declared flows that whoever asks may read, under the filters of the page.
pub async fn flows(
    State(app): State<App>,
    here: Here,
    actor: Actor,
    At((phase, code)): At<(u8, String)>,
    Asked(ask): Asked<Ask>,
    uri: OriginalUri,
) -> Result<Response> {
    let seen = seen(&app, &here, &actor, phase, &code).await?;
    let heads = match here.lang {
        Lang::Fr => ["identifiant", "etablissement", "siret", "sens", "code", "flux", "quantite_an", "unite", "acces", "compte_sans_nom"],
        Lang::En => ["id", "establishment", "siret", "side", "code", "flow", "quantity_year", "unit", "access", "counted_without_name"],
    };
    let matching = app.connect.on(app.today());
    let row = |kept: &Kept| {
        let declared = &kept.declared;
        let what = declared.substance.parse().map(|substance| substance_told(&substance, matching).get(here.lang).to_owned());
        let year = declared.amount.or(declared.months.map(|months| months.iter().sum::<i64>()));
        let [amount, unit] = quantity(year, &declared.unit);
        [
            kept.id.to_string(),
            declared.name.clone(),
            declared.siret.clone(),
            here.t(if declared.side == "supply" { "flow-supply" } else { "flow-demand" }),
            declared.substance.clone(),
            what.unwrap_or_default(),
            amount,
            unit,
            here.t(if declared.shared { "flow-is-shared" } else { "flow-is-private" }),
            here.t(if declared.counted { "yes" } else { "no" }),
        ]
    };
    let rows: Vec<[String; 10]> = kept_flows(&app, &ask, &seen).into_iter().map(row).collect();
    let numbers = [false, false, false, false, false, false, true, false, false, false];
    table::answer_columns(&here, &named(&uri, "flux"), &here.t("flows-title"), &heads, &rows, &numbers).map(answer::unkept)
}

/// `suivies.csv` and `.xlsx`: the synergies that are followed, for whoever reads them one by one.
pub async fn followed(
    State(app): State<App>,
    here: Here,
    actor: Actor,
    At((phase, code)): At<(u8, String)>,
    uri: OriginalUri,
) -> Result<Response> {
    let held = held(&app, &here, phase, &code)?;
    if !reads(&actor, &held.place) {
        let why = Text::new(
            "Les pistes suivies se lisent dans le territoire : elles nomment des entreprises qui ne se sont ouvertes qu’à lui.",
            "The leads that are followed are read in the territory: they name companies that opened up to it alone.",
        );
        return Err(Failure::Refused(here, why));
    }
    let heads = match here.lang {
        Lang::Fr => ["identifiant", "piste", "etat", "animateur", "declare_an", "verifie_an", "unite"],
        Lang::En => ["id", "lead", "state", "animator", "declared_year", "verified_year", "unit"],
    };
    let row = |one: Synergy| {
        let [declared, unit] = quantity(one.detected.declared, &one.detected.unit);
        let [verified, _] = quantity(one.verified, &one.detected.unit);
        let state = one.state.label().get(here.lang).to_owned();
        [one.id.to_string(), title(&one.detected, here.lang), state, one.animator, declared, verified, unit]
    };
    let all = synergies::of_place(&app.store, phase, &code, 0, u32::MAX).await.or_ours(&here)?;
    let rows: Vec<[String; 7]> = all.into_iter().map(row).collect();
    let numbers = [false, false, false, false, true, true, false];
    table::answer_columns(&here, &named(&uri, "suivies"), &here.t("synergies-followed"), &heads, &rows, &numbers).map(answer::unkept)
}
