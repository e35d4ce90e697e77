//! A call and its waves: how and when one applies to measures, and on which envelope each measure draws.

use domain::{Date, Source, Text};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// A call: how and when one applies to one or several measures.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Call {
    pub id: String,
    pub name: Text,
    #[schemars(length(min = 1))]
    pub measures: Vec<String>,
    pub operator: String,
    /// What its decisions draw on: an envelope of the same programme. Absent for a call that gives neither money nor
    /// places that are counted.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub envelope: Option<String>,
    /// Of a call with several measures, those whose decisions draw on an envelope of their own: measure = "envelope".
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub draws: BTreeMap<String, String>,
    /// Rolling until exhaustion, or in waves.
    #[serde(default)]
    pub rolling: bool,
    #[serde(default)]
    pub waves: Vec<Wave>,
    #[serde(default)]
    pub note: Text,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(extend("format" = "uri"))]
    pub link: Option<String>,
    #[schemars(length(min = 1))]
    pub sources: Vec<Source>,
}

/// Dates a source gives are filled; the others stay absent and are shown as not known.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Wave {
    pub id: String,
    pub name: Text,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(with = "Option<String>", extend("format" = "date"))]
    pub opens: Option<Date>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(with = "Option<String>", extend("format" = "date"))]
    pub closes: Option<Date>,
    /// "17:00", Europe/Paris. Without it the day alone is known, and the end of the day is meant.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(extend("format" = "clock", "pattern" = "^([01][0-9]|2[0-3]):[0-5][0-9]$"))]
    pub closes_at: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(with = "Option<String>", extend("format" = "date"))]
    pub selection: Option<Date>,
    #[serde(default)]
    pub note: Text,
}

impl Call {
    /// What a decision on this measure draws on; without a measure, what the call as a whole does.
    pub fn envelope_of(&self, measure: Option<&str>) -> Option<&str> {
        measure.and_then(|measure| self.draws.get(measure)).or(self.envelope.as_ref()).map(String::as_str)
    }

    /// Whether some decision of this call draws on that envelope.
    pub fn draws_on(&self, envelope: &str) -> bool {
        self.envelope.as_deref() == Some(envelope) || self.draws.values().any(|other| other == envelope)
    }

    /// The envelopes at the top that its decisions draw on, each once, in the order of its measures. `whole` is that of the call,
    /// which an act may have moved: it stands for the measures that have none of their own, and for nothing when all have one.
    pub fn roots<'a>(&'a self, whole: Option<&'a str>) -> Vec<&'a str> {
        let of = |measure: &'a String| self.draws.get(measure).map(String::as_str).or(whole);
        let mut roots: Vec<&str> = if self.measures.is_empty() { whole.into_iter().collect() } else { vec![] };
        for root in self.measures.iter().filter_map(of) {
            if !roots.contains(&root) {
                roots.push(root);
            }
        }
        roots
    }
}

#[cfg(test)]
mod tests {
    use crate::Rulebook;
    use std::collections::BTreeMap;

    #[test]
    fn a_call_whose_measures_all_have_their_own_envelope_draws_on_none_of_the_whole() {
        let rulebook = Rulebook::load(None).unwrap_or_else(|problems| panic!("{problems:?}"));
        let calls = || rulebook.programmes.iter().flat_map(|programme| &programme.calls);
        let mut call = calls().find(|call| call.id == "rebond-industriel-ami").expect("a call").clone();
        let whole = call.envelope.clone();
        let (aid, engineering) = ("rebond-industriel-aides", "rebond-industriel-ingenierie");
        let mut both = call.roots(whole.as_deref());
        both.sort_unstable();
        assert_eq!(both, [aid, engineering]);
        assert!(call.roots(Some("fonds-vert-ti-2024")).contains(&"fonds-vert-ti-2024"), "an act moved that of the whole");
        assert_eq!(call.roots(None), [engineering]);
        call.draws = call.measures.iter().map(|measure| (measure.clone(), engineering.to_owned())).collect();
        assert_eq!(call.roots(whole.as_deref()), [engineering]);
        call.draws = BTreeMap::new();
        assert_eq!(call.roots(whole.as_deref()), [aid]);
    }
}
