//! Which envelope of a tree a file draws on.

use crate::history::{entry, envelope};
use ledger::{Balances, Kind, Unit, drawn, held};

fn open(balances: &mut Balances, name: &str, parent: Option<&str>, amount: i64) {
    let kind = Kind::Opening {
        name: domain::Text::same(name),
        parent: parent.map(envelope),
        unit: Unit::Money,
        four_eyes_from: None,
        until: None,
    };
    balances.apply(&entry(name, kind, if parent.is_none() { amount } else { 0 }, "2021-01-04")).expect("opened");
    if let Some(parent) = parent {
        balances.apply(&entry(parent, Kind::Delegation { to: envelope(name) }, amount, "2021-01-04")).expect("delegated");
    }
}

#[test]
fn the_nearest_open_envelope_of_the_tree_is_drawn_on_and_what_was_delegated_is_not_gone() {
    let mut balances = Balances::default();
    open(&mut balances, "fonds", None, 1_000);
    open(&mut balances, "autre", None, 500);
    let on = |balances: &Balances, territory: Option<&str>, region: Option<&str>| {
        drawn(&balances.envelopes, &envelope("fonds"), territory, region).to_string()
    };
    assert_eq!(on(&balances, Some("ti-2702"), Some("27")), "fonds", "nothing was delegated");
    open(&mut balances, "fonds.region-27", Some("fonds"), 1_000);
    open(&mut balances, "fonds.ti-2702", Some("fonds.region-27"), 400);
    assert_eq!(on(&balances, Some("ti-2702"), Some("27")), "fonds.ti-2702");
    assert_eq!(on(&balances, Some("ti-2704"), Some("27")), "fonds.region-27");
    assert_eq!(on(&balances, None, Some("27")), "fonds.region-27", "of the other phase, or a company of the region");
    assert_eq!(on(&balances, Some("ti-8401"), Some("84")), "fonds");
    assert_eq!(on(&balances, None, None), "fonds");
    // Whoever draws on the root finds nothing there; the tree still holds the whole.
    assert_eq!(balances.envelopes[&envelope("fonds")].available(), 0);
    assert_eq!(held(&balances.envelopes, &envelope("fonds")), 1_000);
    assert_eq!(held(&balances.envelopes, &envelope("fonds.region-27")), 1_000);
    assert_eq!(held(&balances.envelopes, &envelope("autre")), 500);
    // Closed, it hands back what it had, and is passed over.
    balances.apply(&entry("fonds.ti-2702", Kind::Closing, 400, "2021-02-01")).expect("closed");
    assert_eq!(on(&balances, Some("ti-2702"), Some("27")), "fonds.region-27");
    assert_eq!(held(&balances.envelopes, &envelope("fonds")), 1_000);
}

#[test]
fn an_envelope_of_another_tree_is_never_drawn_on_for_its_name() {
    let mut balances = Balances::default();
    open(&mut balances, "fonds", None, 1_000);
    // Named as a branch of the fund, and opened at the top.
    open(&mut balances, "fonds.region-27", None, 500);
    assert_eq!(drawn(&balances.envelopes, &envelope("fonds"), None, Some("27")), envelope("fonds"));
}
