//! The funnel as a drawing: four bars on one scale. The table beside it carries the same figures.

use super::report::Row;
use crate::page::Page;
use grants::Step;
use std::fmt::Write;

const LEFT: f64 = 150.0;
const WIDTH: f64 = 900.0;
const ROW: f64 = 44.0;

/// Nothing when there is nothing to draw.
pub fn svg(total: &Row, page: &Page) -> String {
    let amounts = Step::ALL.map(|step| total.steps[step as usize]);
    let most = amounts.iter().flatten().map(|(_, amount)| amount.0).max().unwrap_or_default();
    if most <= 0 {
        return String::new();
    }
    let height = ROW * 4.0 + 8.0;
    let label = page.t("steering-chart");
    let mut out = format!(r#"<svg class="bars" viewBox="0 0 {WIDTH} {height}" role="img" aria-label="{label}">"#);
    for (at, step) in Step::ALL.into_iter().enumerate() {
        let y = ROW * at as f64 + 6.0;
        let name = page.x(&step.name());
        let _ = write!(out, r#"<text x="0" y="{:.0}" class="b">{name}</text>"#, y + 20.0);
        let Some((n, amount)) = amounts[at] else {
            let _ = write!(out, r#"<text x="{LEFT}" y="{:.0}">{}</text>"#, y + 20.0, page.t("steering-few"));
            continue;
        };
        let length = (amount.0 as f64 / most as f64 * (WIDTH - LEFT - 260.0)).max(2.0);
        let words = format!("{} · {}", page.money(&amount), page.t1("steering-files", "n", n));
        let _ = write!(
            out,
            r#"<rect x="{LEFT}" y="{y:.0}" width="{length:.1}" height="28" rx="3" class="s{at}"/><text x="{:.1}" y="{:.0}">{words}</text>"#,
            LEFT + length + 10.0,
            y + 20.0
        );
    }
    out.push_str("</svg>");
    out
}
