//! Dated legal rules on public money, as data (`rules/state-aid/*.toml`): a project judged in 2020 uses the rules of 2020.
//!
//! Nothing here decides: the station `finance` applies these figures. Each rule says from when to when it holds and where
//! it was read; a date that no source gives stays absent.

use crate::model::{Validity, euro, percent};
use domain::dictionary::nearest;
use domain::{Cents, Date, Problem, Rate, Source, Text};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Every rule of every file of `rules/state-aid/`. Within one list, periods never overlap ([`StateAid::gather`]).
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct StateAid {
    pub de_minimis: Vec<DeMinimisRule>,
    pub regional: Vec<RegionalMap>,
    pub large_project: Vec<LargeProjectSteps>,
    pub size: Vec<SizeRule>,
    pub sme_aid: Vec<SmeAidRule>,
    pub own_share: Vec<OwnShareRule>,
    pub own_contribution: Vec<OwnContributionRule>,
    pub state_grant: Vec<StateGrantRule>,
    pub dotation: Vec<DotationRule>,
    pub incentive_effect: Vec<PlainRule>,
    pub cumulation: Vec<PlainRule>,
}

/// A rule that holds between two dates.
pub trait Dated {
    fn valid(&self) -> &Validity;
    fn name(&self) -> &Text;
}

macro_rules! rules {
    ($($(#[$doc:meta])* $name:ident { $($(#[$field_doc:meta])* $field:ident : $kind:ty,)* })*) => {$(
        $(#[$doc])*
        #[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
        #[serde(deny_unknown_fields)]
        pub struct $name {
            pub name: Text,
            #[serde(default)]
            pub valid: Validity,
            pub source: Source,
            $($(#[$field_doc])* pub $field: $kind,)*
        }
        impl Dated for $name {
            fn valid(&self) -> &Validity {
                &self.valid
            }
            fn name(&self) -> &Text {
                &self.name
            }
        }
    )*};
}

rules! {
    /// A rule without figures: what it asks is in the code, where it was read is here.
    PlainRule {}
    /// Small aid that needs no approval, up to a ceiling per single undertaking.
    DeMinimisRule {
        #[serde(with = "euro")]
        #[schemars(with = "String")]
        ceiling: Cents,
        window: Window,
        /// Years that the ceiling covers.
        years: u8,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        lower: Option<LowerCeiling>,
        /// What a regulation of its own allows to a service of general economic interest: told, not judged.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        general_interest: Option<OwnCeiling>,
    }
    /// Regional-aid map: the largest share of the eligible cost, by zone and size of firm.
    RegionalMap {
        /// Above this eligible cost, the SME bonus is lost for the whole project.
        #[serde(with = "euro")]
        #[schemars(with = "String")]
        bonus_up_to: Cents,
        #[serde(with = "percent")]
        #[schemars(with = "String")]
        medium_bonus: Rate,
        #[serde(with = "percent")]
        #[schemars(with = "String")]
        small_bonus: Rate,
        zones: Vec<ZoneRate>,
    }
    /// R × (A + 0.50 B + 0 C): A is the cost up to `full_up_to`, B from there to `half_up_to`, C above.
    LargeProjectSteps {
        #[serde(with = "euro")]
        #[schemars(with = "String")]
        full_up_to: Cents,
        #[serde(with = "euro")]
        #[schemars(with = "String")]
        half_up_to: Cents,
    }
    /// Sizes from the smallest to the largest; a firm beyond all of them is large.
    SizeRule {
        steps: Vec<SizeStep>,
    }
    /// Investment aid to SMEs outside the regional-aid zones.
    SmeAidRule {
        #[serde(with = "percent")]
        #[schemars(with = "String")]
        medium: Rate,
        #[serde(with = "percent")]
        #[schemars(with = "String")]
        small: Rate,
    }
    /// Least share of the public financing that a local authority brings to its own investment.
    OwnShareRule {
        #[serde(with = "percent")]
        #[schemars(with = "String")]
        least: Rate,
        /// Share asked when the operation belongs to a field led by another tier ("chef de file").
        #[serde(with = "percent")]
        #[schemars(with = "String")]
        led_field: Rate,
        led_field_source: Source,
        /// Kinds of holder (choices of `holder.kind`) that it binds.
        holders: Vec<String>,
    }
    /// Share of the eligible cost that the beneficiary of a regional aid finances without any public support.
    OwnContributionRule {
        #[serde(with = "percent")]
        #[schemars(with = "String")]
        least: Rate,
    }
    /// Payment rules of the State's investment grants. A share that no source gives is absent.
    StateGrantRule {
        #[serde(with = "percent")]
        #[schemars(with = "String")]
        advance: Rate,
        #[serde(default, with = "percent_option", skip_serializing_if = "Option::is_none")]
        #[schemars(with = "Option<String>")]
        advance_guaranteed: Option<Rate>,
        /// Advance and instalments together, at most.
        #[serde(default, with = "percent_option", skip_serializing_if = "Option::is_none")]
        #[schemars(with = "Option<String>")]
        cumulated: Option<Rate>,
        /// The same, when the planned duration is above `long_months`.
        #[serde(default, with = "percent_option", skip_serializing_if = "Option::is_none")]
        #[schemars(with = "Option<String>")]
        cumulated_long: Option<Rate>,
        #[serde(default)]
        long_months: Option<u32>,
        /// Total public aid, as a share of the forecast eligible expenditure.
        #[serde(with = "percent")]
        #[schemars(with = "String")]
        public_total: Rate,
    }
    /// Delays of the State's grants to local authorities under the CGCT, in years; past them the grant lapses.
    DotationRule {
        /// From the notification to the start of works, and what may be added on request.
        start_years: u8,
        start_more: u8,
        /// From that start to the end of works, and what may be added.
        end_years: u8,
        end_more: u8,
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Window {
    /// The current fiscal year and those before it.
    FiscalYears,
    /// The years that end on the day of the grant.
    Rolling,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ZoneRate {
    /// A choice of `place.afr_zone`.
    pub zone: String,
    /// Rate of a large firm; the smallest of the zone when it depends on the region.
    #[serde(with = "percent")]
    #[schemars(with = "String")]
    pub large: Rate,
    /// The highest of the zone, when it depends on the region.
    #[serde(default, with = "percent_option", skip_serializing_if = "Option::is_none")]
    #[schemars(with = "Option<String>")]
    pub large_most: Option<Rate>,
    /// A large firm is eligible only for a new economic activity.
    #[serde(default)]
    pub large_needs_new_activity: bool,
    pub source: Source,
}

/// A lower de minimis ceiling for some activities.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct LowerCeiling {
    /// How the codes of these activities begin.
    pub naf: Vec<String>,
    #[serde(with = "euro")]
    #[schemars(with = "String")]
    pub ceiling: Cents,
    /// What they are, in words.
    pub name: Text,
    pub source: Source,
}

/// A ceiling that another regulation sets.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct OwnCeiling {
    #[serde(with = "euro")]
    #[schemars(with = "String")]
    pub ceiling: Cents,
    pub source: Source,
}

/// At most this size: headcount below, and turnover or balance sheet at most.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct SizeStep {
    /// A choice of `holder.size`.
    pub size: String,
    pub headcount_below: u32,
    #[serde(with = "euro")]
    #[schemars(with = "String")]
    pub turnover: Cents,
    #[serde(with = "euro")]
    #[schemars(with = "String")]
    pub balance_sheet: Cents,
    pub source: Source,
}

/// The rule of this list in force that day, if one is known.
pub fn in_force<T: Dated>(rules: &[T], on: Date) -> Option<&T> {
    rules.iter().find(|rule| rule.valid().contains(on))
}

impl StateAid {
    /// Reads one file. The result holds only what that file holds; see [`StateAid::gather`] for all of them.
    pub fn parse(file: &str, text: &str) -> Result<StateAid, Vec<Problem>> {
        toml::from_str(text).map_err(|error| vec![located(file, text, &error)])
    }

    /// Reads every (name, text) of `rules/state-aid/` into one rulebook; periods that overlap are refused.
    pub fn gather<'a>(files: impl IntoIterator<Item = (&'a str, &'a str)>) -> Result<StateAid, Vec<Problem>> {
        let (mut all, mut problems) = (StateAid::default(), Vec::new());
        for (file, text) in files {
            match StateAid::parse(file, text) {
                Ok(part) => {
                    all.add(part);
                    problems.extend(all.overlaps(file));
                }
                Err(found) => problems.extend(found),
            }
        }
        if problems.is_empty() { Ok(all) } else { Err(problems) }
    }

    /// Adds the rules of another file.
    pub fn add(&mut self, part: StateAid) {
        self.de_minimis.extend(part.de_minimis);
        self.regional.extend(part.regional);
        self.large_project.extend(part.large_project);
        self.size.extend(part.size);
        self.sme_aid.extend(part.sme_aid);
        self.own_share.extend(part.own_share);
        self.own_contribution.extend(part.own_contribution);
        self.state_grant.extend(part.state_grant);
        self.dotation.extend(part.dotation);
        self.incentive_effect.extend(part.incentive_effect);
        self.cumulation.extend(part.cumulation);
    }

    /// Two rules of one list that hold on the same day: the plan would not know which to follow.
    pub fn overlaps(&self, file: &str) -> Vec<Problem> {
        [
            overlap(file, "de_minimis", &self.de_minimis),
            overlap(file, "regional", &self.regional),
            overlap(file, "large_project", &self.large_project),
            overlap(file, "size", &self.size),
            overlap(file, "sme_aid", &self.sme_aid),
            overlap(file, "own_share", &self.own_share),
            overlap(file, "own_contribution", &self.own_contribution),
            overlap(file, "state_grant", &self.state_grant),
            overlap(file, "dotation", &self.dotation),
            overlap(file, "incentive_effect", &self.incentive_effect),
            overlap(file, "cumulation", &self.cumulation),
        ]
        .into_iter()
        .flatten()
        .collect()
    }
}

fn overlap<T: Dated>(file: &str, list: &str, rules: &[T]) -> Option<Problem> {
    let clash = |a: &Validity, b: &Validity| {
        let before = |end: Option<Date>, start: Option<Date>| matches!((end, start), (Some(end), Some(start)) if end < start);
        !before(a.until, b.from) && !before(b.until, a.from)
    };
    let (newest, older) = rules.split_last()?;
    let other = older.iter().find(|rule| clash(rule.valid(), newest.valid()))?;
    Some(Problem::at(
        file,
        0,
        0,
        format!("{list}.valid"),
        Text::new(
            format!("« {} » et « {} » s’appliquent le même jour", other.name().fr, newest.name().fr),
            format!("“{}” and “{}” hold on the same day", other.name().en, newest.name().en),
        ),
        Text::new(
            "donner à l’ancienne règle une date « until » antérieure à la date « from » de la nouvelle",
            "give the older rule an “until” date before the “from” date of the newer one",
        ),
    ))
}

/// A message of the TOML reader as a problem with its line, its column and the field it stands on.
pub(crate) fn located(file: &str, text: &str, error: &toml::de::Error) -> Problem {
    let start = error.span().map_or(0, |span| span.start.min(text.len()));
    let before = text.get(..start).unwrap_or_default();
    let line = before.matches('\n').count();
    let column = before.rsplit('\n').next().map_or(0, |l| l.chars().count()) + 1;
    let current = text.lines().nth(line).unwrap_or_default();
    let table = text.lines().take(line + 1).filter(|l| l.starts_with('[')).last().unwrap_or_default();
    let table = table.trim().trim_matches(['[', ']']);
    let key = current.split_once('=').map_or("", |(key, _)| key.trim());
    let field = [table, key].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(".");
    let message = error.message();
    let quoted: Vec<&str> = message.split('`').skip(1).step_by(2).collect();
    let (what, mend) = match quoted.split_first() {
        Some((word, known)) if message.starts_with("unknown field") || message.starts_with("unknown variant") => (
            Text::new(format!("« {word} » n’est pas connu ici"), format!("“{word}” is not known here")),
            match nearest(word, known.iter().copied()) {
                Some(near) => Text::new(format!("écrire « {near} »"), format!("write “{near}”")),
                None => Text::each(|lang| match lang {
                    domain::Lang::Fr => format!("un de ceux-ci : {}", known.join(", ")),
                    domain::Lang::En => format!("one of: {}", known.join(", ")),
                }),
            },
        ),
        Some((word, _)) if message.starts_with("missing field") => (
            Text::new(format!("« {word} » manque"), format!("“{word}” is missing")),
            Text::new(format!("ajouter une ligne « {word} = … »"), format!("add a line “{word} = …”")),
        ),
        _ => (
            Text::new(format!("valeur illisible : {message}"), format!("unreadable value: {message}")),
            Text::new("comparer avec une règle voisine du même fichier", "compare with a neighbouring rule of the same file"),
        ),
    };
    Problem::at(file, line + 1, column, field, what, mend)
}

/// Rates that a file may leave out.
mod percent_option {
    use super::{Rate, percent};
    use serde::{Deserialize, Deserializer, Serializer};
    pub fn serialize<S: Serializer>(rate: &Option<Rate>, serializer: S) -> Result<S::Ok, S::Error> {
        match rate {
            Some(rate) => serializer.serialize_some(&rate.0),
            None => serializer.serialize_none(),
        }
    }
    pub fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Rate>, D::Error> {
        let text = Option::<String>::deserialize(deserializer)?;
        text.map(|t| percent::parse(&t).map_err(serde::de::Error::custom)).transpose()
    }
}
