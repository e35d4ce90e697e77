//! The State's promise on a labelled site, as a clock: what a file deposited today should get, and when; beside it, what
//! files really got.

use crate::app::App;
use crate::error::Result;
use crate::page::Here;
use crate::routes::delays;
use crate::routes::projects::follow::{name, promised_on};
use domain::{Anticipation, AnticipationState, Date, Site, Text};
use schedule::delays::{Decided, Delay};

pub struct Clock {
    pub procedure: String,
    pub name: Text,
    pub months: u32,
    pub if_filed_today: Date,
    /// Granted already on this site, and still good.
    pub obtained: bool,
    /// Real delays of the département, else of the country, when enough files tell.
    pub real: Option<Decided>,
    /// Where those come from, in the reader's language.
    pub place: String,
}

/// Procedures promised, and the group that anticipates each.
const PROMISED: [(&str, &str); 2] = [("PC", "building_permit"), ("AE_DECISION", "environmental_authorisation")];

/// None when no source says that the promise covers this site.
pub async fn clocks(app: &App, here: &Here, site: &Site) -> Result<Vec<Clock>> {
    let commitment = app.reference.state_commitment();
    if !commitment.covers(site) {
        return Ok(vec![]);
    }
    let all = delays::all(app, here).await?;
    let today = app.today();
    let clock = |(procedure, group): (&str, &str)| {
        let holds = |a: &Anticipation| schedule::expires(a, &app.rulebook.procedures).is_none_or(|end| end >= today);
        let done = |a: &Anticipation| a.procedure == group && a.state == AnticipationState::Obtained && holds(a);
        let (real, place) = real(app, here, &all, procedure, &site.department);
        Some(Clock {
            procedure: procedure.to_owned(),
            name: name(app, procedure),
            months: commitment.months(procedure)?,
            if_filed_today: promised_on(app, Some(site), procedure, today)?,
            obtained: site.anticipations.iter().any(done),
            real,
            place,
        })
    };
    Ok(PROMISED.into_iter().filter_map(clock).collect())
}

/// Real delays of the département when they can be shown, else of the country.
fn real(app: &App, here: &Here, all: &[Delay], procedure: &str, department: &str) -> (Option<Decided>, String) {
    let of = |wanted: Option<&str>| {
        let row = all.iter().find(|d| d.procedure == procedure && d.department.as_deref() == wanted)?;
        row.figures.as_ref()?.decided.clone()
    };
    match of(Some(department)) {
        Some(here_found) => (Some(here_found), app.reference.department_name(department).unwrap_or(department).to_owned()),
        None => (of(None), here.t("delays-country")),
    }
}
