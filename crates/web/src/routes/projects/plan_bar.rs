//! The financing plan as one bar: its message, its parts, what each kind of money brings, and the drawing that leaves.

use super::drawn::{escape, lines, look, sheet};
use crate::page::Page;
use domain::{Cents, Instrument};
use dossier::sectors::Ink;
use finance::Plan;
use std::fmt::Write;

/// Units of the whole bar.
const WIDTH: i64 = 1000;
const HEIGHT: f64 = 40.0;
const LINE: f64 = 18.0;
/// Characters of a label before its amount; a part narrower than its number does not carry it.
const LABEL: usize = 88;
const NARROW: i64 = 24;

pub struct Part {
    pub x: i64,
    pub width: i64,
    pub class: &'static str,
    /// Kind of money, as a message.
    kind: &'static str,
    label: String,
    amount: Cents,
}

impl Part {
    pub fn title(&self, page: &Page) -> String {
        format!("{}{}{}", self.label, page.colon(), page.money(&self.amount))
    }
}

/// What the bar says, in a sentence.
pub fn message(plan: &Plan, page: &Page) -> String {
    match plan.cost {
        None => page.t("financing-plan"),
        Some(cost) if plan.gap > Cents::ZERO => page.t2("plan-message-gap", "gap", page.money(&plan.gap), "cost", page.money(&cost)),
        Some(cost) if plan.total > cost => page.t2("plan-message-over", "total", page.money(&plan.total), "cost", page.money(&cost)),
        Some(cost) => {
            let granted: Cents = plan.lines.iter().filter(|line| line.instrument == Instrument::Grant).map(|line| line.amount).sum();
            page.t2("plan-message-whole", "cost", page.money(&cost), "grants", page.money(&granted))
        }
    }
}

/// What the whole bar stands for: the cost, or the money when there is more of it.
pub fn whole(plan: &Plan) -> Cents {
    plan.cost.unwrap_or_default().max(plan.total)
}

/// The plan as one bar of 1 000 units; the last part takes the rounding.
pub fn parts(plan: &Plan, page: &Page) -> Vec<Part> {
    let whole = whole(plan).0;
    if whole <= 0 {
        return vec![];
    }
    let at = |amount: i64| (i128::from(amount) * i128::from(WIDTH) / i128::from(whole)) as i64;
    let mut parts = vec![];
    let mut done = 0;
    let mut add = |amount: Cents, class, kind, label| {
        let x = at(done);
        done += amount.0;
        parts.push(Part { x, width: (at(done) - x - 2).max(1), class, kind, label, amount });
    };
    for line in &plan.lines {
        let (class, kind) = match line.instrument {
            Instrument::OwnFunds | Instrument::Equity => ("fill-ink", "plan-own"),
            Instrument::Loan | Instrument::SubordinatedLoan | Instrument::Leasing => ("fill-petrol", "plan-lent"),
            Instrument::Grant => ("fill-accent", "plan-granted"),
            Instrument::InKind => continue,
        };
        add(line.amount, class, kind, page.x(&line.label));
    }
    if !plan.gap.is_zero() {
        add(plan.gap, "fill-rule", "plan-gap", page.t("plan-gap"));
    }
    parts
}

/// The key of the bar: each colour, what it stands for and how much of it there is.
pub fn kinds(parts: &[Part], page: &Page) -> Vec<(&'static str, String)> {
    let mut kinds: Vec<(&'static str, &'static str, Cents)> = vec![];
    for part in parts {
        match kinds.iter_mut().find(|(class, ..)| *class == part.class) {
            Some((.., sum)) => *sum += part.amount,
            None => kinds.push((part.class, part.kind, part.amount)),
        }
    }
    kinds.into_iter().map(|(class, kind, sum)| (class, format!("{}{}{}", page.t(kind), page.colon(), page.money(&sum)))).collect()
}

/// The bar as a drawing of its own: each part has a number, and its line under the bar.
pub fn svg(plan: &Plan, page: &Page) -> String {
    let whole = whole(plan);
    let look = |part| look(part, Ink::Attributes);
    let (mut bar, mut below) = (String::new(), String::new());
    let mut y = HEIGHT + 36.0;
    for (at, part) in parts(plan, page).iter().enumerate() {
        let Part { x, width, class, .. } = *part;
        let number = at + 1;
        let _ = write!(
            bar,
            r#"<rect x="{x}" y="0" width="{width}" height="{HEIGHT}" {}><title>{}</title></rect>"#,
            look(class),
            escape(&part.title(page))
        );
        if width >= NARROW {
            let on = look(if class == "fill-rule" { "on-light" } else { "on-dark" });
            let _ = write!(bar, r#"<text x="{}" y="25" {on}>{number}</text>"#, x + width / 2);
        }
        let share = part.amount.rate_of(whole).map(|rate| page.percent(&rate)).unwrap_or_default();
        let _ = write!(
            below,
            r#"<rect x="0" y="{}" width="12" height="12" {}/><text x="{WIDTH}" y="{y}" {}>{} · {share}</text>"#,
            y - 11.0,
            look(class),
            look("end"),
            page.money(&part.amount)
        );
        for line in lines(&format!("{number}. {}", part.label), LABEL) {
            let _ = write!(below, r#"<text x="22" y="{y}" {}>{}</text>"#, look("text"), escape(&line));
            y += LINE;
        }
        y += 8.0;
    }
    format!("{}{bar}{below}</svg>", sheet(&message(plan, page), WIDTH as f64, y - LINE))
}
