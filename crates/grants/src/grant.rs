//! A grant as it is published: who gave what to whom, by which act, when it is paid. Names of persons have no place here.

use crate::Line;
use domain::{Cents, Date, Rate, Siret, Text};
use serde::{Deserialize, Serialize};

/// Grants above this amount a year are published (context of the SCDL schema, which follows decree 2017-779). The amount of
/// one line is taken for that of the year: an assumption, shown as such. Below it, one may publish all the same.
pub const THRESHOLD: Cents = Cents::euros(23_000);

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Grant {
    /// Of the line it comes from.
    pub id: String,
    pub funder: Party,
    pub beneficiaries: Vec<Beneficiary>,
    /// What the money is for, in the words of the act.
    pub object: String,
    pub amount: Cents,
    pub asked: Option<Cents>,
    pub paid: Option<Cents>,
    /// Day of the decision that grants.
    pub granted_on: Date,
    /// Day the agreement was signed, when there is one.
    pub signed_on: Option<Date>,
    /// Reference of the decision.
    pub decision: Option<String>,
    pub nature: Nature,
    pub terms: Option<Terms>,
    pub payment: Option<Period>,
    /// Number in the *Répertoire des aides aux entreprises*.
    pub rae: Option<String>,
    /// Given under the de minimis regulation; none when the regime was not told.
    pub de_minimis: Option<bool>,
    pub programme: Option<Named>,
    pub measure: Option<Named>,
    pub call: Option<Named>,
    pub wave: Option<Named>,
    pub place: Option<Place>,
    /// Followed through an application decided here; else typed in the action sheet it helps.
    #[serde(default)]
    pub applied_for: bool,
    /// Day this was last changed.
    pub modified_on: Option<Date>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Party {
    pub name: String,
    pub siret: Option<Siret>,
    /// A company of the trade register; anything else is a public body or an association.
    #[serde(default)]
    pub company: bool,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Beneficiary {
    pub party: Party,
    /// Number in the national register of associations: "W" and nine digits.
    pub rna: Option<String>,
    /// Part of the amount that goes to this one; all of it when it is alone.
    pub share: Rate,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Named {
    pub id: String,
    pub name: String,
}

/// Where the grant helps: a labelled territory, or a commune.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Place {
    pub name: String,
    pub code: String,
    /// "Territoire d’industrie", "commune INSEE".
    pub kind: String,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Nature {
    #[default]
    Money,
    Kind,
    Both,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Terms {
    Once,
    Staggered,
    Other(String),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Period {
    pub first: Date,
    /// The same day when it is paid at once.
    pub last: Date,
}

impl Grant {
    /// Programme, then the call and its wave or else the measure: "pack-rebond/ami-cnam/vague-2". With it, a reader
    /// of the open data knows which wave of which call paid this (SCDL, issue 9).
    pub fn scheme(&self) -> Option<String> {
        let end = match (&self.call, &self.wave, &self.measure) {
            (Some(call), Some(wave), _) => format!("{}/{}", call.id, wave.id),
            (Some(call), None, _) => call.id.clone(),
            (None, _, Some(measure)) => measure.id.clone(),
            _ => return self.programme.as_ref().map(|programme| programme.id.clone()),
        };
        Some(self.programme.as_ref().map_or(end.clone(), |programme| format!("{}/{end}", programme.id)))
    }
}

/// Whether a line is published, or why not: a grant of public money, granted and not given up, that its funder or
/// holder marked as published, or whose amount passes the threshold once the agreement is signed.
pub fn publishable(line: &Line) -> Result<(), Text> {
    let no = |fr: &str, en: &str| Err(Text::new(fr, en));
    if !line.funder.is_public() || !line.is_aid_in_kind_or_grant() {
        return no("Seules les subventions publiques sont publiées.", "Only public grants are published.");
    }
    let Some(granted) = line.granted.as_ref() else { return no("Rien n’est accordé.", "Nothing is granted.") };
    if line.refused.is_some() {
        return no("L’aide a été refusée ou abandonnée.", "The aid was refused or given up.");
    }
    if granted.amount <= THRESHOLD && !line.published {
        return no(
            "Sous 23 000 €, la publication n’est pas obligatoire : cocher « publier » pour le faire.",
            "Up to €23,000 publication is not compulsory: tick “publish” to do it.",
        );
    }
    if line.contracted.is_none() && !line.published {
        return no("La convention n’est pas signée.", "The agreement is not signed.");
    }
    Ok(())
}
