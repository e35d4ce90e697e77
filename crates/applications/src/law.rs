//! What the rules of public money (crate `finance`) answered on an application, on the day it is filed and on that of its
//! contract: kept with both, so that whoever examines reads what the holder was told.
//!
//! A broken rule stops nothing by itself: the plan may still be mended. Two of them take away the aid as a whole, and not what
//! is too much of it: these want a written reason, which stays in the file (`docs/decisions/0040`).

use crate::Refusal;
use domain::{Answer, Cents, Date, Lang, Text, format};
use serde::{Deserialize, Serialize};

/// Rules of which a breach loses the whole aid: ordered before the application, above the de minimis ceiling.
const LOSE_ALL: [&str; 2] = ["incentive_effect", "de_minimis"];

/// Whether something was ordered or works began, as the holder tells it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Ordered {
    Nothing,
    /// Day of the first order or of the start of works, past or foreseen.
    On(Date),
}

#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Judged {
    /// The rules in force on this day.
    pub on: Date,
    pub rules: Vec<Ruled>,
    /// Names of the facts that would settle what is unknown.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub missing: Vec<Text>,
    /// Why it goes on against a rule that loses the aid, as whoever files or signs wrote it.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub despite: String,
}

/// One rule and its answer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ruled {
    /// As the crate `finance` calls it: "de_minimis", "incentive_effect", "own_share_L1111_10"…
    pub rule: String,
    pub name: Text,
    pub answer: Answer,
    pub because: Text,
    /// Most aid, or least own share, that the rule accepts.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub passes: Option<Cents>,
    /// As cited: "CGCT L1111-10 III".
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub article: Option<String>,
    pub source: String,
}

impl Ruled {
    /// It is broken, and the aid is lost as a whole.
    pub fn loses_all(&self) -> bool {
        self.answer == Answer::NotMet && LOSE_ALL.contains(&self.rule.as_str())
    }

    /// What to do about a broken rule; None when it is not broken.
    pub fn mend(&self) -> Option<Text> {
        if self.answer != Answer::NotMet {
            return None;
        }
        let with = |fr: &str, en: &str, passes: Cents| {
            Text::new(fr.replace("{}", &format::money(passes, Lang::Fr)), en.replace("{}", &format::money(passes, Lang::En)))
        };
        Some(match (self.rule.as_str(), self.passes) {
            ("incentive_effect", _) => Text::new(
                "Ne demandez cette aide que pour des dépenses qui ne sont pas encore commandées.",
                "Ask for this aid only for costs that are not ordered yet.",
            ),
            ("de_minimis", Some(passes)) => with(
                "Demandez en tout au plus {} au titre de ce règlement, ou une aide d’un autre régime.",
                "Ask for at most {} in all under this regulation, or for aid under another scheme.",
                passes,
            ),
            ("own_share_L1111_10" | "own_contribution", Some(passes)) => with(
                "Portez la part du porteur à {} au moins, ou demandez moins.",
                "Bring the holder’s share to at least {}, or ask for less.",
                passes,
            ),
            (_, Some(passes)) => with("Ramenez le total à {} au plus.", "Bring the total down to at most {}.", passes),
            (_, None) => Text::new("Voyez avec le service de l’appel.", "See it with the service of the call."),
        })
    }
}

impl Judged {
    /// Broken rules that lose the aid as a whole.
    pub fn lost(&self) -> impl Iterator<Item = &Ruled> {
        self.rules.iter().filter(|ruled| ruled.loses_all())
    }

    /// Refuses to go on against a rule that loses the aid as long as nobody writes why.
    pub fn holds(&self) -> Result<(), Refusal> {
        if !self.despite.trim().is_empty() || self.lost().next().is_none() {
            return Ok(());
        }
        let what = Text::each(|lang| {
            let colon = if lang == Lang::Fr { " : " } else { ": " };
            let said = |ruled: &Ruled| format!("{}{colon}{}", ruled.name.get(lang), ruled.because.get(lang));
            self.lost().map(said).collect::<Vec<_>>().join(" ")
        });
        let mend = Text::each(|lang| {
            let mends = self.lost().filter_map(Ruled::mend).map(|mend| mend.get(lang).to_owned());
            let reason = match lang {
                Lang::Fr => "Sinon, écrivez pourquoi le dossier va plus loin : cette raison y reste.",
                Lang::En => "Otherwise write why the file goes on: that reason stays in it.",
            };
            mends.chain([reason.to_owned()]).collect::<Vec<_>>().join(" ")
        });
        Err(Refusal::new(what, mend))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn judged(rules: &[(&str, Answer)]) -> Judged {
        let ruled = |(rule, answer): &(&str, Answer)| Ruled {
            rule: (*rule).to_owned(),
            name: Text::same(rule),
            answer: *answer,
            because: Text::same("Parce que."),
            passes: Some(Cents::euros(1_000)),
            article: None,
            source: String::new(),
        };
        Judged { on: Date::constant(2024, 3, 1), rules: rules.iter().map(ruled).collect(), ..Judged::default() }
    }

    #[test]
    fn only_a_rule_that_loses_the_whole_aid_wants_a_reason() {
        let plan = judged(&[("own_share_L1111_10", Answer::NotMet), ("de_minimis", Answer::Unknown), ("incentive_effect", Answer::Met)]);
        assert_eq!(plan.holds(), Ok(()), "a plan that can be mended, and what is unknown, refuse nothing");
        for rule in LOSE_ALL {
            let mut lost = judged(&[("cumulation", Answer::NotMet), (rule, Answer::NotMet)]);
            let refusal = lost.holds().expect_err("a reason is wanted");
            assert!(refusal.what.fr.starts_with(rule) && !refusal.what.fr.contains("cumulation"), "{refusal:?}");
            assert!(refusal.mend.en.ends_with("that reason stays in it."), "{refusal:?}");
            lost.despite = " \n".into();
            assert!(lost.holds().is_err(), "blanks are no reason");
            lost.despite = "Le devis signé ne porte pas sur l’assiette.".into();
            assert_eq!(lost.holds(), Ok(()));
        }
    }

    #[test]
    fn each_broken_rule_says_how_to_mend_it_and_the_others_nothing() {
        let plan = judged(&[("own_share_L1111_10", Answer::NotMet), ("public_aid_total", Answer::NotMet), ("cumulation", Answer::Unknown)]);
        let mends: Vec<Option<String>> = plan.rules.iter().map(|ruled| ruled.mend().map(|mend| mend.en.to_string())).collect();
        assert_eq!(
            mends,
            [
                Some("Bring the holder’s share to at least €1,000, or ask for less.".to_owned()),
                Some("Bring the total down to at most €1,000.".to_owned()),
                None
            ]
        );
    }
}
