//! The room that the law leaves for new lines beside those of the holder, each cap with its reason.
//!
//! Caps use what is *sure*: a proposal must be legal whatever the unknown facts turn out to be.

use crate::case::{Case, Entry, is_free_of_support, sum};
use crate::cumulation::{Regime, groups, regime, shared};
use crate::say::say;
use crate::{Candidate, own_share};
use domain::{AidRegime, Answer, Cents, Instrument, LineState, Text};
use programmes::state_aid::in_force;
use std::collections::BTreeSet;

/// The candidates that `covers` accepts may not add more than `room` (cents) in all.
pub(crate) struct Cap<'c> {
    pub room: Cents,
    pub covers: Box<dyn Fn(&Candidate) -> bool + 'c>,
    pub why: Text,
    /// The room is the same whatever else is chosen: the search may use it as a bound.
    pub fixed: bool,
}

/// Caps on a choice of candidates; they depend on the choice because a regime brings its own obligations with it.
pub(crate) fn caps<'c>(case: &'c Case, entries: &[Entry], chosen: &[&Candidate]) -> Vec<Cap<'c>> {
    let mut caps = vec![Cap {
        room: case.cost - sum(entries, |_| true, |e| e.line.amount),
        covers: Box::new(|_| true),
        why: say!("le coût est alors couvert", "the cost is then covered"),
        fixed: true,
    }];
    let de_minimis = sum(entries, |l| l.regime == AidRegime::DeMinimis, |e| e.line.aid);
    caps.push(Cap {
        room: case.de_minimis_free - de_minimis,
        covers: Box::new(|c| c.regime == AidRegime::DeMinimis),
        why: say!(
            "il reste {x} sous le plafond de minimis",
            "{x} is left under the de minimis ceiling",
            x = case.de_minimis_free.minus_or_zero(de_minimis)
        ),
        fixed: true,
    });
    same_costs(case, entries, chosen, &mut caps);
    let regional = |l: AidRegime| l == AidRegime::Regional;
    if entries.iter().any(|e| regional(e.line.regime)) || chosen.iter().any(|c| regional(c.regime)) {
        let least =
            in_force(&case.rules.own_contribution, case.on).map_or(Cents::ZERO, |rule| own_share::least_own(rule.least, case.whole()));
        caps.push(Cap {
            room: case.cost - least - sum(entries, |l| !is_free_of_support(l), |e| e.line.amount),
            covers: Box::new(|c| c.is_aid() || c.funder.is_public()),
            why: say!("{x} doivent venir sans soutien public", "{x} must come free of public support", x = least),
            fixed: false,
        });
    }
    if let Some(rule) = in_force(&case.rules.own_share, case.on).filter(|_| case.own_share_applies() != Answer::NotMet) {
        let (_, others, private) = own_share_parts(entries);
        let public = case.cost.minus_or_zero(private);
        caps.push(Cap {
            room: public - own_share::least_own(rule.least, public) - others,
            covers: Box::new(|c| matches!(c.kind, Instrument::Grant | Instrument::Equity)),
            why: say!(
                "le porteur doit apporter {r} des financements publics",
                "the holder must bring {r} of the public financing",
                r = rule.least
            ),
            fixed: true,
        });
    }
    caps
}

/// Ceilings of each regime, of aids together on the same costs, and of public aid in all.
fn same_costs<'c>(case: &'c Case, entries: &[Entry], chosen: &[&Candidate], caps: &mut Vec<Cap<'c>>) {
    // A proposal bears on the whole eligible cost: a stand-in shows which declared aids would share it.
    let mut with = entries.to_vec();
    with.push(stand_in());
    let (groups, together) = groups(case, &with);
    let is_new = |e: &Entry| with.last().is_some_and(|last| std::ptr::eq(e, last));
    for (base, members) in groups.iter().filter(|(_, members)| members.iter().any(|e| is_new(e))) {
        let aid = |keep: &dyn Fn(&Entry) -> bool| members.iter().filter(|e| !is_new(e) && keep(e)).map(|e| e.line.aid).sum::<Cents>();
        for aid_regime in [AidRegime::Regional, AidRegime::Sme] {
            let range = case.range(aid_regime, *base);
            caps.push(Cap {
                room: range.sure - aid(&|e| e.line.regime == aid_regime),
                covers: Box::new(move |c| c.regime == aid_regime),
                why: say!("le plafond certain de ce régime est {x}", "the sure ceiling of this regime is {x}", x = range.sure),
                fixed: true,
            });
        }
        let declared = members.iter().filter(|e| !is_new(e)).filter_map(|e| regime(case, e.line.regime));
        let regimes: BTreeSet<Regime> =
            declared.chain(chosen.iter().filter(|c| c.is_aid()).filter_map(|c| regime(case, c.regime))).collect();
        // Beside another scheme whose ceiling is not known, nothing can be computed: the check then says "unknown".
        let computable = regimes.contains(&Regime::Regional) || regimes.contains(&Regime::Sme);
        if let Some(range) = shared(case, &regimes, *base).filter(|_| computable) {
            caps.push(Cap {
                room: range.sure - aid(&|e| regime(case, e.line.regime).is_some()),
                covers: Box::new(|c| c.is_aid() && regime(case, c.regime).is_some()),
                why: say!(
                    "les aides aux mêmes coûts sont plafonnées ensemble à {x}",
                    "aids on the same costs share a ceiling of {x}",
                    x = range.sure
                ),
                fixed: false,
            });
        }
    }
    let rate = in_force(&case.rules.state_grant, case.on).map(|rule| rule.public_total);
    let most = rate.map_or(together, |rate| together.share(rate));
    caps.push(Cap {
        room: most - sum(entries, |_| true, |e| e.line.aid),
        covers: Box::new(Candidate::is_aid),
        why: say!("le total des aides publiques est plafonné à {x}", "public aid in all is capped at {x}", x = most),
        fixed: true,
    });
}

fn stand_in() -> Entry {
    let line = crate::Line {
        label: Text::default(),
        funder: domain::Funder::State,
        instrument: Instrument::Grant,
        regime: AidRegime::None,
        state: LineState::Considered,
        measure: None,
        amount: Cents::ZERO,
        aid: Cents(1),
        proposed: true,
        because: Text::default(),
    };
    Entry { line, base: None, low: Cents::ZERO }
}

/// (own share, other public money, private money) in the sense of CGCT L1111-10.
pub(crate) fn own_share_parts(entries: &[Entry]) -> (Cents, Cents, Cents) {
    let own = sum(entries, crate::case::is_own, |e| e.line.amount);
    let others = sum(entries, |l| !crate::case::is_own(l) && l.funder.is_public(), |e| e.line.amount);
    let private = sum(entries, |l| !crate::case::is_own(l) && !l.funder.is_public(), |e| e.line.amount);
    (own, others, private)
}
