//! What is known already of a project, to begin an application with: nothing is typed twice, and what was typed stays.

use crate::{Elsewhere, Form};
use domain::Cents;

/// What a project of the line or an action sheet says of itself.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Known {
    pub title: String,
    pub need: String,
    pub cost: Option<Cents>,
    /// Priorities it serves.
    pub themes: Vec<String>,
    /// Public aid asked or counted on from others than this call.
    pub elsewhere: Vec<Elsewhere>,
}

impl Form {
    /// Fills what is empty. Aid asked of one funder on several lines is declared in one, and at most `lines` are: those
    /// of the largest amounts, since the form says how many it holds.
    pub fn prefill(&mut self, known: Known, lines: usize) {
        if self.title.trim().is_empty() {
            self.title = known.title.trim().chars().take(200).collect();
        }
        if self.need.trim().is_empty() {
            self.need = known.need.trim().to_owned();
        }
        if self.themes.is_empty() {
            self.themes = known.themes;
        }
        self.cost = self.cost.or(known.cost.filter(|cost| cost.0 > 0));
        if self.elsewhere.is_empty() {
            let mut all: Vec<Elsewhere> = vec![];
            for line in known.elsewhere.into_iter().filter(|line| line.amount.0 > 0) {
                match all.iter_mut().find(|other| other.funder == line.funder) {
                    Some(other) => other.amount += line.amount,
                    None => all.push(line),
                }
            }
            all.sort_by_key(|line| std::cmp::Reverse(line.amount));
            all.truncate(lines);
            self.elsewhere = all;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn aid(funder: &str, euros: i64) -> Elsewhere {
        Elsewhere { funder: funder.into(), amount: Cents(euros * 100) }
    }

    #[test]
    fn what_is_known_fills_what_is_empty_and_nothing_else() {
        let known = Known {
            title: " École de production ".into(),
            need: "Former des usineurs".into(),
            cost: Some(Cents(80_000_000)),
            themes: vec!["skills".into()],
            elsewhere: vec![aid("Région", 10), aid("État", 500), aid("Région", 30), aid("Europe", 20), aid("Ville", 0)],
        };
        let mut form = Form { title: "Mon titre".into(), ..Form::default() };
        form.prefill(known.clone(), 2);
        assert_eq!((form.title.as_str(), form.need.as_str(), form.cost), ("Mon titre", "Former des usineurs", Some(Cents(80_000_000))));
        assert_eq!(form.themes, ["skills"]);
        assert_eq!(form.elsewhere, [aid("État", 500), aid("Région", 40)]);
        let typed = Form { need: "Autre".into(), cost: Some(Cents(1)), elsewhere: vec![aid("Moi", 1)], ..form };
        let mut again = typed.clone();
        again.prefill(known, 4);
        assert_eq!(again, typed, "what was typed is replaced");
    }
}
