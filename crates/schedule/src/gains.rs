//! What each anticipation wins alone: months on the opening, and the interest not carried meanwhile.

use crate::anticipation::Useful;
use crate::calendar::{Gain, Task};
use crate::formalities::Formalities;
use crate::station::Scenario;
use domain::{Cents, Date, Facts, Lang, Rate, Text, format};

/// Under this many months (about nine hours) nothing was won.
pub const NOTHING: f64 = 0.01;

/// Interest on the whole cost while the opening waits: cost × yearly rate × months / 12, simple interest. `None` until
/// the cost and the holder's rate (`project.interest_rate`, per cent a year) are known: no source gives a rate.
pub fn carried(facts: &Facts, months: f64) -> Option<Cents> {
    let (cost, percent) = (facts.money("project.cost")?, facts.number("project.interest_rate")?);
    let yearly = cost.share(Rate((percent * 100.0).round().max(0.0) as u32));
    // Thousandths of a month: money is never multiplied by a float.
    let thousandths = (months * 1000.0).round() as i128;
    i64::try_from(i128::from(yearly.0) * thousandths / 12_000).ok().map(Cents)
}

/// The anticipations whose removal, one at a time, moves the expected opening; largest first. Two that cover one
/// another win nothing alone: their gains do not add up, and the text says so.
pub fn gains<'a>(formalities: &'a Formalities<'a>, useful: &[Useful<'a>], here: &Scenario<'a>, facts: &Facts, start: Date) -> Vec<Gain> {
    let mut gains: Vec<Gain> = Vec::new();
    for (i, dropped) in useful.iter().enumerate() {
        let others: Vec<Useful<'a>> = useful.iter().enumerate().filter(|(j, _)| *j != i).map(|(_, u)| *u).collect();
        let months = Scenario::new(formalities, &others, here.left.clone(), start).path.length - here.path.length;
        if months >= NOTHING {
            let carried = carried(facts, months);
            gains.push(Gain {
                anticipation: dropped.anticipation.procedure.clone(),
                name: dropped.group.name.clone(),
                months,
                carried,
                because: sentence(months, carried),
                status: dropped.anticipation.status,
                source: dropped.anticipation.source.clone(),
            });
        }
    }
    gains.sort_by(|a, b| b.months.total_cmp(&a.months));
    gains
}

fn sentence(months: f64, carried: Option<Cents>) -> Text {
    Text::each(|lang| {
        let months = format::number(months, 1, lang);
        match (carried.map(|amount| format::money(amount, lang)), lang) {
            (Some(amount), Lang::Fr) => format!("sans elle, ouverture {months} mois plus tard : {amount} d’intérêts portés en plus"),
            (Some(amount), Lang::En) => format!("without it, opening {months} months later: {amount} more interest carried"),
            (None, Lang::Fr) => {
                format!("sans elle, ouverture {months} mois plus tard ; le coût de portage attend le coût et le taux du porteur")
            }
            (None, Lang::En) => {
                format!("without it, opening {months} months later; the carrying cost waits for the holder’s cost and rate")
            }
        }
    })
}

/// What can begin in the first month, the steps that hold the opening first: the list to start from.
pub fn first_steps(tasks: &[Task], start: Date) -> Vec<String> {
    let month = crate::window::day(start, 1.0);
    let to_start = |t: &&Task| t.anticipated.is_none() && t.under_way.is_none() && t.pessimistic > 0.0;
    let mut soon: Vec<&Task> = tasks.iter().filter(to_start).filter(|t| t.earliest_start < month).collect();
    // Stable: steps that slip as much stay in the order of the calendar.
    soon.sort_by(|a, b| a.float_months.total_cmp(&b.float_months));
    soon.into_iter().map(|t| t.id.clone()).collect()
}
