//! What the holder types. A draft may lack anything; what it lacks is told, and filing waits for it.

use crate::{Chosen, Frozen, Judged, Ordered};
use domain::{Cents, Project, Text};
use serde::{Deserialize, Serialize};

/// A document that the measure asks for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Document {
    pub name: Text,
    /// The holder says it is ready.
    pub ready: bool,
    /// Working days the holder thinks it takes.
    pub days: u32,
}

/// Money asked of somebody else for the same project, declared by the holder.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Elsewhere {
    pub funder: String,
    pub amount: Cents,
}

/// Where the project of an application is: sums are told there. It opens the file to nobody.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Seat {
    pub phase: u8,
    pub code: String,
    /// INSEE code of the region that steers it.
    pub region: String,
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Form {
    pub title: String,
    pub need: String,
    /// Forecast eligible spend.
    pub cost: Option<Cents>,
    pub asked: Option<Cents>,
    #[serde(default)]
    pub documents: Vec<Document>,
    #[serde(default)]
    pub elsewhere: Vec<Elsewhere>,
    /// Priorities the project serves, as the holder tells them: words of the dictionary of facts.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub themes: Vec<String>,
    /// What it asks for, with the bounds of its rule. None: begun before measures were chosen, nothing bounds it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub measure: Option<Chosen>,
    /// It was begun with the owner's address of its project. False: the project was shared, or read by a link, and its holder may
    /// close it; or the application is older than this word.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub owned: bool,
    /// What its rules said of the project on the day it was filed; None: it began from no project, or from one that whoever files
    /// may not read.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub verdict: Option<Frozen>,
    /// None: not told.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ordered: Option<Ordered>,
    /// Why it is filed against a rule that loses the aid.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub despite: String,
    /// What the rules of public money answered on the day it was filed; None: the call gives no amount, or it is older than this.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub law: Option<Box<Judged>>,
    /// What they read, without the amount asked: the contract is judged on it again.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub known: Option<Box<Project>>,
    /// Kept at the filing when no territory was named and whoever filed held the project. None: it was named, or is not known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub seat: Option<Seat>,
}

impl Form {
    /// Public aid already asked elsewhere, as declared.
    pub fn asked_elsewhere(&self) -> Cents {
        self.elsewhere.iter().map(|line| line.amount).sum()
    }

    /// What remains to type before filing, in the order of the form. `in_money`: the call gives an amount.
    pub fn lacks(&self, in_money: bool) -> Vec<Text> {
        let mut lacks = vec![];
        let mut lack = |missing: bool, fr: &str, en: &str| {
            if missing {
                lacks.push(Text::new(fr, en));
            }
        };
        lack(self.title.trim().is_empty(), "le nom du projet", "the name of the project");
        lack(self.need.trim().is_empty(), "le besoin, en quelques phrases", "the need, in a few sentences");
        if in_money {
            lack(self.cost.is_none_or(|cost| cost.0 <= 0), "la dépense éligible prévue", "the forecast eligible spend");
            lack(self.asked.is_none_or(|asked| asked.0 <= 0), "le montant demandé", "the amount asked");
            let above = matches!((self.asked, self.cost), (Some(asked), Some(cost)) if cost.0 > 0 && asked > cost);
            lack(
                above,
                "un montant demandé qui ne dépasse pas la dépense éligible",
                "an amount asked that is not above the eligible spend",
            );
        }
        for document in self.documents.iter().filter(|document| !document.ready) {
            lacks.push(Text::new(format!("la pièce « {} »", document.name.fr), format!("the document “{}”", document.name.en)));
        }
        lacks
    }
}
