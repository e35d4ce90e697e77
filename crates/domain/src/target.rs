//! A company, or an activity, that a territory wants to bring, and how far it went. A study that ends in a file ends there: what is
//! asked of the engineering of relocation is whom it led to meet.

use crate::lead::choices;
use crate::{Date, Siret, Text};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Target {
    /// Fourteen digits; empty when not known.
    pub siret: String,
    /// The company, or what is looked for while no company is known.
    pub name: String,
    /// Code of the activity: "25.50B"; empty when not known.
    pub activity: String,
    /// Address of the page of the study it was added from, and what that page is called; empty when it was typed.
    pub origin: String,
    pub origin_words: String,
    pub state: Stage,
    /// Why it comes or not.
    pub reason: String,
    pub next_action: String,
    #[schemars(with = "Option<String>")]
    pub due: Option<Date>,
    pub note: String,
    /// Who follows it: a name, and the identifier of their account.
    pub owner: String,
    pub person: Option<String>,
}

choices!(
    /// How far it went.
    Stage {
        ToContact = "to_contact", "à contacter", "to contact";
        Contacted = "contacted", "contactée", "contacted";
        Meeting = "meeting", "rencontrée", "met";
        Visit = "visit", "venue visiter", "came to visit";
        Coming = "coming", "vient", "is coming";
        NotComing = "not_coming", "ne vient pas", "is not coming";
    }
);

impl Stage {
    /// Nothing more is awaited of it.
    pub fn ended(self) -> bool {
        matches!(self, Stage::Coming | Stage::NotComing)
    }
}

impl Target {
    /// What cannot be: the field, and why.
    pub fn wrong(&self) -> Vec<(&'static str, Text)> {
        let mut found = Vec::new();
        if self.name.is_empty() {
            found.push((
                "name",
                Text::new("une cible a un nom, d’entreprise ou d’activité", "a target has a name, of a company or an activity"),
            ));
        }
        if !self.siret.is_empty()
            && let Err(why) = Siret::parse(&self.siret)
        {
            found.push(("siret", why));
        }
        if self.state == Stage::NotComing && self.reason.is_empty() {
            found.push((
                "reason",
                Text::new("dire pourquoi elle ne vient pas, ou « raison inconnue »", "say why it is not coming, or “reason unknown”"),
            ));
        }
        match (self.next_action.is_empty(), self.due) {
            (false, None) => found.push(("due", Text::new("une prochaine action a une date", "a next action has a date"))),
            (true, Some(_)) => {
                found.push(("next_action", Text::new("dire ce qui est à faire à cette date", "say what is to be done then")))
            }
            _ => {}
        }
        let texts = [
            ("name", &self.name, 200),
            ("reason", &self.reason, 500),
            ("next_action", &self.next_action, 200),
            ("note", &self.note, 2_000),
            ("owner", &self.owner, 120),
        ];
        for (field, text, most) in texts {
            if text.chars().count() > most {
                found.push((field, Text::new(format!("{most} caractères au plus"), format!("{most} characters at most"))));
            }
        }
        found
    }
    /// Days past the date of the next action; none when nothing is awaited.
    pub fn late(&self, today: Date) -> Option<i32> {
        let due = self.due.filter(|due| !self.state.ended() && *due < today)?;
        Some((today - due).get_days())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn target() -> Target {
        Target {
            siret: String::new(),
            name: "Emballages Durand".into(),
            activity: "22.22Z".into(),
            origin: String::new(),
            origin_words: String::new(),
            state: Stage::ToContact,
            reason: String::new(),
            next_action: "Appeler".into(),
            due: Some(Date::constant(2026, 12, 1)),
            note: String::new(),
            owner: "Camille".into(),
            person: None,
        }
    }

    fn fields(target: Target) -> Vec<&'static str> {
        target.wrong().into_iter().map(|(field, _)| field).collect()
    }

    #[test]
    fn a_next_action_has_a_date_and_who_does_not_come_has_a_reason() {
        assert_eq!(fields(target()), [] as [&str; 0]);
        assert_eq!(fields(Target { due: None, ..target() }), ["due"]);
        assert_eq!(fields(Target { next_action: String::new(), ..target() }), ["next_action"]);
        assert_eq!(fields(Target { state: Stage::NotComing, ..target() }), ["reason"]);
        assert_eq!(fields(Target { name: String::new(), siret: "12".into(), ..target() }), ["name", "siret"]);
        assert_eq!(fields(Target { note: "x".repeat(2_001), ..target() }), ["note"]);
    }

    #[test]
    fn what_ended_is_never_late() {
        let today = Date::constant(2026, 12, 4);
        assert_eq!(target().late(today), Some(3));
        assert_eq!(target().late(Date::constant(2026, 12, 1)), None, "due today");
        assert_eq!(Target { state: Stage::Coming, ..target() }.late(today), None);
        assert_eq!(Target { due: None, ..target() }.late(today), None);
    }
}
