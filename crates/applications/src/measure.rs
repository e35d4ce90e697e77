//! The measure an application asks for and what its rule allows. It is kept with the form, so that filing, report, decision
//! and contract are held to one rule, and a rule that changes later changes no file already begun.
//!
//! What no source gives bounds nothing: an unknown rule refuses no amount.

use crate::{PaymentRules, Refusal};
use domain::{Cents, Lang, Rate, Text, format};
use serde::{Deserialize, Serialize};

#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Chosen {
    pub id: String,
    pub name: Text,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub least: Option<Cents>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub most: Option<Cents>,
    /// The most, as a share of the eligible spend that the form then the contract tell.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rate: Option<Rate>,
    /// What that spend is made of, as the rule names it.
    #[serde(default)]
    pub base: Text,
    /// Who says so.
    #[serde(default)]
    pub source: String,
    /// How it is paid, when its rule or who grants it tells; None: the service says it, and why.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rules: Option<PaymentRules>,
    /// The largest advance, when its own text sets one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub advance: Option<Rate>,
    /// The envelope of this measure, where its call has one for it; None: it draws on that of the call, which an act may change.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub draws: Option<String>,
}

impl Chosen {
    /// The most it gives on this eligible spend; None when no source tells.
    pub fn most_on(&self, eligible: Option<Cents>) -> Option<Cents> {
        let part = self.rate.zip(eligible).map(|(rate, eligible)| eligible.share(rate));
        match (self.most, part) {
            (Some(most), Some(part)) => Some(most.min(part)),
            (most, part) => most.or(part),
        }
    }

    /// "au plus 50 % de l’assiette (équipements), au plus 800 000 €"; None when no source gives a bound.
    pub fn terms(&self) -> Option<Text> {
        let bounded = self.rate.is_some() || self.most.is_some() || self.least.is_some_and(|least| least.0 > 0);
        bounded.then(|| Text::each(|lang| self.written(lang)))
    }

    fn written(&self, lang: Lang) -> String {
        let money = |amount: Cents| format::money(amount, lang);
        let mut parts = vec![];
        if let Some(rate) = self.rate {
            let (rate, base) = (format::percent(rate, lang), self.base.get(lang));
            let of = if base.is_empty() { String::new() } else { format!(" ({base})") };
            parts.push(match lang {
                Lang::Fr => format!("au plus {rate} de l’assiette{of}"),
                Lang::En => format!("at most {rate} of the base{of}"),
            });
        }
        let figures = match (self.least.filter(|least| least.0 > 0), self.most, lang) {
            (Some(least), Some(most), Lang::Fr) if least == most => format!("{}, ni plus ni moins", money(most)),
            (Some(least), Some(most), Lang::En) if least == most => format!("{}, no more and no less", money(most)),
            (Some(least), Some(most), Lang::Fr) => format!("de {} à {}", money(least), money(most)),
            (Some(least), Some(most), Lang::En) => format!("from {} to {}", money(least), money(most)),
            (Some(least), None, Lang::Fr) => format!("au moins {}", money(least)),
            (Some(least), None, Lang::En) => format!("at least {}", money(least)),
            (None, Some(most), Lang::Fr) => format!("au plus {}", money(most)),
            (None, Some(most), Lang::En) => format!("at most {}", money(most)),
            (None, None, _) => String::new(),
        };
        if !figures.is_empty() {
            parts.push(figures);
        }
        parts.join(", ")
    }

    /// Refuses a way of paying that is not the one of the measure.
    pub fn paid_by(&self, rules: PaymentRules) -> Result<(), Refusal> {
        let Some(known) = self.rules.filter(|known| *known != rules) else { return Ok(()) };
        let (known, name) = (known.name(), &self.name);
        Err(Refusal::new(
            Text::new(
                format!("La mesure « {} » se paie ainsi : {}.", name.fr, known.fr),
                format!("The measure “{}” is paid this way: {}.", name.en, known.en),
            ),
            Text::new("Choisissez cette règle de paiement.", "Choose that rule of payment."),
        ))
    }

    /// Refuses an amount that the measure does not give, with its source and the amount that would pass.
    pub fn gives(&self, amount: Cents, eligible: Option<Cents>) -> Result<(), Refusal> {
        let most = self.most_on(eligible);
        let over = most.is_some_and(|most| amount > most);
        if !over && self.least.is_none_or(|least| amount >= least) {
            return Ok(());
        }
        let terms = self.terms().unwrap_or_default();
        let what = Text::each(|lang| {
            let (amount, name, terms) = (format::money(amount, lang), self.name.get(lang), terms.get(lang));
            let source = match (self.source.is_empty(), lang) {
                (true, _) => String::new(),
                (false, Lang::Fr) => format!(" Source : {}.", self.source),
                (false, Lang::En) => format!(" Source: {}.", self.source),
            };
            match lang {
                Lang::Fr => format!("{amount} : la mesure « {name} » donne {terms}.{source}"),
                Lang::En => format!("{amount}: the measure “{name}” gives {terms}.{source}"),
            }
        });
        // On a small spend, the share can fall under the least that the measure gives: then nothing passes.
        if matches!((self.least, most), (Some(least), Some(most)) if most < least) {
            let mend = Text::new(
                "Sur cette dépense la mesure ne donne rien : corrigez la dépense éligible, ou demandez une autre mesure.",
                "On this spend the measure gives nothing: mend the eligible spend, or ask for another measure.",
            );
            return Err(Refusal::amount(what, mend, Cents::ZERO));
        }
        let passes = if over { most } else { self.least }.unwrap_or_default();
        let mend = Text::each(|lang| match (over, lang) {
            (true, Lang::Fr) => format!("Le montant le plus élevé qui passe est {}.", format::money(passes, lang)),
            (true, Lang::En) => format!("The highest amount that passes is {}.", format::money(passes, lang)),
            (false, Lang::Fr) => format!("Le plus petit montant qui passe est {}.", format::money(passes, lang)),
            (false, Lang::En) => format!("The lowest amount that passes is {}.", format::money(passes, lang)),
        });
        Err(Refusal::amount(what, mend, passes))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn measure(least: Option<i64>, most: Option<i64>, rate: Option<u32>) -> Chosen {
        let name = Text::same("Mesure");
        Chosen { name, least: least.map(Cents::euros), most: most.map(Cents::euros), rate: rate.map(Rate::percent), ..Chosen::default() }
    }

    fn passes(measure: &Chosen, euros: i64, eligible: i64) -> Option<i64> {
        measure.gives(Cents::euros(euros), Some(Cents::euros(eligible))).err().map(|refusal| refusal.passes.expect("an amount").0 / 100)
    }

    #[test]
    fn each_rule_refuses_what_it_does_not_give_and_tells_what_passes() {
        let accelerator = measure(Some(6_000), Some(10_000), None);
        assert_eq!([20_000, 10_000, 6_000, 5_999].map(|euros| passes(&accelerator, euros, 0)), [Some(10_000), None, None, Some(6_000)]);
        let volunteer = measure(Some(4_000), Some(4_000), None);
        assert_eq!([5_000, 4_000, 3_999].map(|euros| passes(&volunteer, euros, 0)), [Some(4_000), None, Some(4_000)]);
        let school = measure(None, Some(800_000), Some(50));
        assert_eq!(passes(&school, 900_000, 4_000_000), Some(800_000), "the cap");
        assert_eq!(passes(&school, 500_001, 1_000_000), Some(500_000), "the rate");
        assert_eq!(passes(&school, 500_000, 1_000_000), None);
        let floor = measure(Some(50_000), None, Some(50));
        assert_eq!((passes(&floor, 40_000, 80_000), passes(&floor, 50_000, 100_000)), (Some(0), None), "under the floor, nothing");
    }

    #[test]
    fn an_unknown_rule_refuses_nothing_and_says_nothing() {
        let unknown = measure(None, None, None);
        assert_eq!((passes(&unknown, 900_000_000, 0), unknown.terms()), (None, None));
        let school = Chosen { base: Text::new("équipements", "equipment"), ..measure(None, Some(800_000), Some(50)) };
        let terms = school.terms().expect("known");
        assert_eq!(&*terms.en, "at most 50% of the base (equipment), at most €800,000");
    }
}
