//! What the sums need of a line, drawn from it at each save.

use crate::conn::{Cell, cells};
use domain::{Cents, Date, Funder};
use grants::{Line, Step};

/// From `is_public` to `published`, in the order of the statements that write them.
pub(super) fn columns(line: &Line) -> Vec<Cell> {
    let mut columns = sums(line);
    columns.push(i64::from(grants::publishable(line).is_ok()).into());
    columns
}

/// From `is_public` to `days_refused`: what is added up.
pub(super) fn sums(line: &Line) -> Vec<Cell> {
    let empty = |text: &Option<String>| text.clone().unwrap_or_default();
    let joined = |parts: [&Option<String>; 2]| parts.iter().filter_map(|part| part.as_deref()).collect::<Vec<_>>().join("/");
    let amount = |step: Step| line.stage(step).map(|stage| stage.amount.0);
    let kept = |step: Step| amount(step).filter(|_| line.refused.is_none());
    let lost = line.refused.as_ref().map(|_| amount(Step::Granted).or(amount(Step::Asked)).unwrap_or(line.planned.0));
    let to_refusal = line.refused.as_ref().zip(line.asked.as_ref()).map(|(refusal, asked)| days(asked.on, refusal.on));
    // A service may date a step before the one it follows: that is no delay.
    let lived = |days: Option<i64>| days.filter(|days| *days >= 0);
    cells![
        i64::from(line.funder.is_public()),
        empty(&line.programme),
        if line.measure.is_some() { joined([&line.programme, &line.measure]) } else { String::new() },
        empty(&line.operator),
        if line.call.is_some() { joined([&line.call, &line.wave]) } else { String::new() },
        funder(line.funder),
        line.asked.as_ref().map_or(0, |stage| i64::from(stage.on.year())),
        amount(Step::Asked),
        kept(Step::Granted),
        kept(Step::Contracted),
        kept(Step::Paid),
        lost,
        line.refused.as_ref().map(|refusal| refusal.reason.code().to_owned()),
        lived(line.days(Step::Asked, Step::Granted)),
        lived(line.days(Step::Granted, Step::Contracted)),
        lived(line.days(Step::Contracted, Step::Paid)),
        lived(to_refusal),
    ]
}

fn days(from: Date, to: Date) -> i64 {
    from.until(to).map_or(0, |span| i64::from(span.get_days()))
}

fn funder(funder: Funder) -> String {
    // The code of the domain, as its JSON has it: "state", "region"…
    serde_json::to_value(funder).ok().and_then(|value| value.as_str().map(str::to_owned)).unwrap_or_default()
}

/// Cents of a column that may be absent.
pub(super) fn cents(amount: Option<i64>) -> Cents {
    Cents(amount.unwrap_or_default())
}
