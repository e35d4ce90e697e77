//! Who signs the contract of a territory, as published contracts name them: the intercommunalities, the region, the State through its
//! prefect, operators, companies.

use domain::{Date, Text};

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Signatory {
    pub organisation: String,
    pub quality: Quality,
    /// Who signs for it; empty when not told.
    pub person: String,
    /// None while it has not signed.
    pub signed_on: Option<Date>,
}

/// As what an organisation signs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Quality {
    Intercommunality,
    Region,
    /// Through its prefect.
    State,
    Operator,
    Company,
    Other,
}

impl Quality {
    pub const ALL: [Quality; 6] =
        [Quality::Intercommunality, Quality::Region, Quality::State, Quality::Operator, Quality::Company, Quality::Other];
    /// Those whom every contract that could be read names.
    pub const EXPECTED: [Quality; 3] = [Quality::Intercommunality, Quality::Region, Quality::State];

    pub fn code(self) -> &'static str {
        match self {
            Quality::Intercommunality => "intercommunality",
            Quality::Region => "region",
            Quality::State => "state",
            Quality::Operator => "operator",
            Quality::Company => "company",
            Quality::Other => "other",
        }
    }
    pub fn parse(code: &str) -> Option<Quality> {
        Quality::ALL.into_iter().find(|quality| quality.code() == code)
    }
    pub fn label(self) -> Text {
        match self {
            Quality::Intercommunality => Text::new("intercommunalité (EPCI)", "intercommunality (EPCI)"),
            Quality::Region => Text::new("région", "region"),
            Quality::State => Text::new("État (préfet)", "State (prefect)"),
            Quality::Operator => Text::new("opérateur", "operator"),
            Quality::Company => Text::new("entreprise", "company"),
            Quality::Other => Text::new("autre signataire", "other signatory"),
        }
    }
}

impl Signatory {
    /// What cannot be: the field, and why.
    pub fn wrong(&self, today: Date) -> Vec<(&'static str, Text)> {
        let mut found = Vec::new();
        if self.organisation.is_empty() {
            found.push(("organisation", Text::new("dire quelle organisation signe", "say which organisation signs")));
        }
        for (field, text) in [("organisation", &self.organisation), ("person", &self.person)] {
            if text.chars().count() > 200 {
                found.push((field, Text::new("200 caractères au plus", "200 characters at most")));
            }
        }
        if self.signed_on.is_some_and(|day| day > today) {
            let why = "cette date est dans l’avenir : la laisser vide tant que ce n’est pas signé";
            found.push(("signed_on", Text::new(why, "this date is in the future: leave it empty until it is signed")));
        }
        found
    }
}

/// Those that are expected and have not signed yet, in their order.
pub fn awaited<'a>(signatories: impl IntoIterator<Item = &'a Signatory>) -> Vec<Quality> {
    let mut awaited = Quality::EXPECTED.to_vec();
    for signatory in signatories {
        if signatory.signed_on.is_some() {
            awaited.retain(|quality| *quality != signatory.quality);
        }
    }
    awaited
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_contract_awaits_its_intercommunality_its_region_and_the_state_until_they_sign() {
        let day = Date::constant(2024, 3, 1);
        let one = |quality, signed_on| Signatory { organisation: "X".into(), quality, person: String::new(), signed_on };
        let signed = [one(Quality::Region, Some(day)), one(Quality::State, None), one(Quality::Operator, Some(day))];
        assert_eq!(awaited(&signed), [Quality::Intercommunality, Quality::State]);
        assert_eq!(awaited([]), Quality::EXPECTED);
        assert!(signed[0].wrong(day).is_empty());
        let wrong = Signatory { organisation: String::new(), ..one(Quality::Region, Some(day.tomorrow().expect("a day"))) };
        assert_eq!(wrong.wrong(day).iter().map(|(field, _)| *field).collect::<Vec<_>>(), ["organisation", "signed_on"]);
        assert!(Quality::ALL.into_iter().all(|quality| Quality::parse(quality.code()) == Some(quality)));
    }
}
