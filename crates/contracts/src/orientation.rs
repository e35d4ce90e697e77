//! What the State or a region wants backed first, from a day on: axes and themes, with the reason and its source. An orientation
//! changes no sheet: it tells which sheets it favours, and their territories decide.

use crate::{Sheet, Slip};
use domain::{Date, Text, name};
use serde::{Deserialize, Serialize};

#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Orientation {
    pub title: String,
    /// Identifiers of axes of the life cycles.
    pub axes: Vec<String>,
    /// Words that a number, a title or a holder may hold: "décarbonation".
    pub themes: Vec<String>,
    /// Why priorities change.
    pub reason: String,
    /// The text that says so: "Instruction du 28/02/2025".
    pub source: String,
    /// Where it is read; empty when it is not published.
    pub link: String,
    pub from: Date,
    /// Last day it holds; absent while nobody told one.
    pub until: Option<Date>,
}

const LONGEST_LINE: usize = 200;
const LONGEST_TEXT: usize = 4_000;
const THEMES: usize = 20;
/// A shorter word would be found anywhere.
const SHORTEST: usize = 3;

impl Orientation {
    /// Whether it favours a sheet with these axes, whose number, title and holder read so once folded ([`Sheet::folded`]).
    /// A theme is found where a word begins with it: "décarbon" in "Décarbonation du four", "eau" not in "bureau".
    pub fn favours(&self, axes: &[String], folded: &str) -> bool {
        let words = format!(" {folded}");
        let told = |theme: &String| {
            let theme = name::fold(theme);
            !theme.is_empty() && words.contains(&format!(" {theme}"))
        };
        axes.iter().any(|axis| self.axes.contains(axis)) || self.themes.iter().any(told)
    }

    pub fn favours_sheet(&self, sheet: &Sheet) -> bool {
        self.favours(&sheet.axes, &sheet.folded())
    }

    /// Whether it holds on this day.
    pub fn holds_on(&self, day: Date) -> bool {
        self.from <= day && self.until.is_none_or(|until| day <= until)
    }

    /// What is wrong with it, field by field; `axes` are those that exist.
    pub fn slips(&self, axes: &[&str]) -> Vec<Slip> {
        let mut slips = vec![];
        let mut refuse = |field: &str, fr: String, en: String| slips.push(Slip { field: field.into(), what: Text::new(fr, en) });
        for (field, text) in [("title", &self.title), ("reason", &self.reason), ("source", &self.source)] {
            if text.trim().is_empty() {
                refuse(
                    field,
                    "À dire : l’orientation se relira dans des années".into(),
                    "To be told: it will be read again in years".into(),
                );
            }
        }
        for (field, text, most) in [
            ("title", &self.title, LONGEST_LINE),
            ("source", &self.source, LONGEST_LINE),
            ("link", &self.link, LONGEST_LINE),
            ("reason", &self.reason, LONGEST_TEXT),
        ] {
            let length = text.chars().count();
            if length > most {
                refuse(field, format!("{length} caractères : {most} au plus"), format!("{length} characters: {most} at most"));
            }
        }
        if !self.link.is_empty() && !["https://", "http://"].iter().any(|start| self.link.starts_with(start)) {
            refuse("link", "Une adresse commence par https://".into(), "An address begins with https://".into());
        }
        if self.axes.is_empty() && self.themes.is_empty() {
            let (fr, en) = (
                "Cocher un axe ou écrire un thème : sans cela rien n’est favorisé",
                "Tick an axis or write a theme: else nothing is favoured",
            );
            refuse("axes", fr.into(), en.into());
        }
        if let Some(unknown) = self.axes.iter().find(|axis| !axes.contains(&axis.as_str())) {
            refuse("axes", format!("« {unknown} » n’est pas un axe du programme"), format!("“{unknown}” is not an axis of the programme"));
        }
        if self.themes.len() > THEMES {
            refuse("themes", format!("{THEMES} thèmes au plus"), format!("{THEMES} themes at most"));
        }
        if let Some(short) = self.themes.iter().find(|theme| name::fold(theme).chars().count() < SHORTEST) {
            refuse("themes", format!("« {short} » : trois lettres au moins"), format!("“{short}”: three letters at least"));
        }
        if self.until.is_some_and(|until| until < self.from) {
            refuse("until", "Elle finirait avant de commencer".into(), "It would end before it begins".into());
        }
        slips
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn orientation() -> Orientation {
        Orientation {
            title: "Décarbonation et compétences".into(),
            axes: vec!["transition".into()],
            themes: vec!["Résilience".into(), "eau".into()],
            reason: "Priorité du Pack".into(),
            source: "Maire-info, 21/07/2020".into(),
            from: Date::constant(2020, 7, 21),
            ..Orientation::default()
        }
    }

    #[test]
    fn a_sheet_is_favoured_by_its_axis_or_by_a_word_that_begins_as_a_theme() {
        let sheet = |axis: &str, title: &str| Sheet { axes: vec![axis.into()], title: title.into(), ..Sheet::default() };
        for (axis, title, favoured) in [
            ("transition", "Four électrique", true),
            ("foncier", "Pour la resilience des sous-traitants", true),
            ("foncier", "Boucle d’eau tiède", true),
            ("foncier", "Bureau partagé", false),
            ("innovation", "Four électrique", false),
        ] {
            assert_eq!(orientation().favours_sheet(&sheet(axis, title)), favoured, "{title}");
        }
    }

    #[test]
    fn it_holds_from_its_first_day_to_its_last() {
        let until = Orientation { until: Some(Date::constant(2021, 12, 31)), ..orientation() };
        for (day, holds) in [("2020-07-20", false), ("2020-07-21", true), ("2021-12-31", true), ("2022-01-01", false)] {
            assert_eq!(until.holds_on(day.parse().expect("a day")), holds, "{day}");
        }
        assert!(orientation().holds_on(Date::constant(2030, 1, 1)), "no end was told");
    }

    #[test]
    fn what_is_missing_or_wrong_is_said_field_by_field() {
        let known = ["transition", "foncier"];
        assert_eq!(orientation().slips(&known), []);
        let fields = |orientation: Orientation| orientation.slips(&known).into_iter().map(|slip| slip.field).collect::<Vec<_>>();
        assert_eq!(fields(Orientation { title: " ".into(), source: String::new(), ..orientation() }), ["title", "source"]);
        assert_eq!(fields(Orientation { axes: vec![], themes: vec![], ..orientation() }), ["axes"]);
        assert_eq!(fields(Orientation { axes: vec!["attirer".into()], ..orientation() }), ["axes"]);
        assert_eq!(fields(Orientation { themes: vec!["l’".into()], ..orientation() }), ["themes"]);
        assert_eq!(fields(Orientation { until: Some(Date::constant(2019, 1, 1)), ..orientation() }), ["until"]);
        assert_eq!(fields(Orientation { link: "javascript:alert(1)".into(), ..orientation() }), ["link"]);
    }
}
