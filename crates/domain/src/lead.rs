//! Somebody who came to see a site: for what, and how it ended. Five years after the label most sites are said to be empty:
//! why those who came left is worth more than one more showcase.

use crate::{Date, Text};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Lead {
    /// Identifier of the site.
    pub site: String,
    #[schemars(with = "String")]
    pub received: Date,
    pub need: Need,
    /// Hundredths of a hectare.
    pub area: Option<i64>,
    /// Confidential: operators only.
    pub name: String,
    pub closing: Closing,
    #[schemars(with = "Option<String>")]
    pub closed: Option<Date>,
    /// Why it ended so, in words that may be shown without the name.
    pub reason: String,
    /// Confidential.
    pub note: String,
}

macro_rules! choices {
    ($(#[$doc:meta])* $name:ident { $($variant:ident = $code:literal, $fr:literal, $en:literal;)* }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
        #[serde(rename_all = "snake_case")]
        pub enum $name { $($variant),* }

        impl $name {
            pub const ALL: &[$name] = &[$($name::$variant),*];

            /// As it is written in a form and in a base.
            pub fn code(self) -> &'static str {
                match self { $($name::$variant => $code),* }
            }

            pub fn parse(code: &str) -> Option<$name> {
                $name::ALL.iter().copied().find(|one| one.code() == code)
            }

            pub fn label(self) -> Text {
                match self { $($name::$variant => Text::new($fr, $en)),* }
            }
        }
    };
}

pub(crate) use choices;

choices!(
    /// What was looked for.
    Need {
        Plant = "plant", "une usine nouvelle", "a new plant";
        Extension = "extension", "l’extension d’une usine voisine", "the extension of a nearby plant";
        Relocation = "relocation", "une relocalisation", "a relocation";
        Logistics = "logistics", "de la logistique", "logistics";
        Energy = "energy", "une installation d’énergie", "an energy facility";
        Data = "data", "un centre de données", "a data centre";
        Other = "other", "autre chose", "something else";
    }
);

choices!(
    /// Where it stands, or how it ended.
    Closing {
        Open = "open", "en cours", "open";
        Settled = "settled", "installé sur le site", "settled on the site";
        TooSmall = "too_small", "parti : surface ou forme du terrain", "left: area or shape of the land";
        Power = "power", "parti : puissance électrique", "left: electric power";
        Delay = "delay", "parti : délai des autorisations", "left: delay of permits";
        Price = "price", "parti : prix", "left: price";
        Labour = "labour", "parti : main-d’œuvre", "left: labour";
        Access = "access", "parti : desserte", "left: access";
        Elsewhere = "elsewhere", "parti : choix d’un autre site", "left: chose another site";
        Dropped = "dropped", "projet abandonné", "project dropped";
        Unknown = "unknown", "sans suite, raison inconnue", "no follow-up, reason unknown";
    }
);

impl Lead {
    /// What cannot be: the field, and why.
    pub fn wrong(&self, today: Date) -> Vec<(&'static str, Text)> {
        let mut found = Vec::new();
        if self.received > today {
            found.push(("received", Text::new("cette date est dans l’avenir", "this date is in the future")));
        }
        match (self.closing, self.closed) {
            (Closing::Open, Some(_)) => found.push(("closing", Text::new("une demande close a une issue", "a closed lead has an outcome"))),
            (Closing::Open, None) => {}
            (_, None) => found.push(("closed", Text::new("une issue a une date", "an outcome has a date"))),
            (_, Some(closed)) if closed < self.received => {
                found.push(("closed", Text::new("cette date est avant la demande", "this date is before the request")));
            }
            (_, Some(closed)) if closed > today => {
                found.push(("closed", Text::new("cette date est dans l’avenir", "this date is in the future")));
            }
            _ => {}
        }
        if self.area.is_some_and(|area| !(1..=1_000_000).contains(&area)) {
            found.push(("area", Text::new("une surface est entre 0,01 et 10 000 hectares", "an area is between 0.01 and 10,000 hectares")));
        }
        for (field, text, most) in [("name", &self.name, 200), ("reason", &self.reason, 500), ("note", &self.note, 2_000)] {
            if text.chars().count() > most {
                found.push((field, Text::new(format!("{most} caractères au plus"), format!("{most} characters at most"))));
            }
        }
        found
    }
}
