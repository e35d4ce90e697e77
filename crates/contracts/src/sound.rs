//! What a sheet must be before it is stored.

use crate::{Lifecycle, Sheet, field};
use domain::{Status, Text};
use std::ops::Deref;

/// A sheet that its life cycle has admitted. Nothing else makes one than [`admit`], [`admit_edit`] and
/// [`crate::decide`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sound {
    sheet: Sheet,
    open: bool,
}

impl Sound {
    pub fn is_open(&self) -> bool {
        self.open
    }
    pub fn into_sheet(self) -> Sheet {
        self.sheet
    }
}

impl Deref for Sound {
    type Target = Sheet;
    fn deref(&self) -> &Sheet {
        &self.sheet
    }
}

/// What is wrong with one field.
#[derive(Clone, Debug, PartialEq)]
pub struct Slip {
    /// Key of the field: "due", "indicator.jobs_created.source".
    pub field: String,
    pub what: Text,
}

const LONGEST_LINE: usize = 400;
const LONGEST_TEXT: usize = 20_000;

/// Judges a whole sheet, as it is created, imported or brought back.
///
/// # Errors
/// Everything that is wrong, field by field.
pub fn admit(lifecycle: &Lifecycle, sheet: &Sheet) -> Result<Sound, Vec<Slip>> {
    let mut slips = Slips(vec![]);
    let state = lifecycle.state(&sheet.state);
    if state.is_none() {
        slips.add(
            "state",
            format!("« {} » n’est pas un état du programme", sheet.state),
            format!("“{}” is not a state of the programme", sheet.state),
        );
    }
    if sheet.title.trim().is_empty() {
        slips.add("title", "Donner un intitulé", "Give a title");
    }
    let open = state.is_some_and(|s| s.open);
    follow(sheet, open, &mut slips);
    for axis in sheet.axes.iter().filter(|id| lifecycle.axis(id).is_none()) {
        slips.add("axes", format!("« {axis} » n’est pas un axe du programme"), format!("“{axis}” is not an axis of the programme"));
    }
    if let (Some(starts), Some(ends)) = (sheet.starts, sheet.ends)
        && ends < starts
    {
        slips.add("ends", "La fin est avant le début", "The end is before the start");
    }
    for (key, cost) in [("total_cost", sheet.total_cost), ("eligible_base", sheet.eligible_base)] {
        if cost.is_some_and(|c| c.0 < 0) {
            slips.add(key, "Un coût n’est pas négatif", "A cost is not negative");
        }
    }
    if let (Some(total), Some(base)) = (sheet.total_cost, sheet.eligible_base)
        && base > total
    {
        slips.add("eligible_base", "L’assiette éligible dépasse le coût total", "The eligible base is above the total cost");
    }
    indicators(lifecycle, sheet, &mut slips);
    lengths(lifecycle, sheet, &mut slips);
    if slips.0.is_empty() { Ok(Sound { sheet: sheet.clone(), open }) } else { Err(slips.0) }
}

/// Judges a sheet whose fields were edited: its state and its pace stay what they were.
///
/// # Errors
/// As [`admit`], and any change that only a decision makes.
pub fn admit_edit(lifecycle: &Lifecycle, before: &Sheet, after: &Sheet) -> Result<Sound, Vec<Slip>> {
    let mut slips = Slips(vec![]);
    if before.state != after.state {
        slips.add("state", "L’état change par une décision", "The state changes by a decision");
    }
    if before.accelerated != after.accelerated {
        slips.add("accelerated", "Une fiche est accélérée par une décision", "A sheet is accelerated by a decision");
    }
    if before.synthetic != after.synthetic {
        slips.add("synthetic", "Une fiche inventée le reste", "An invented sheet stays so");
    }
    match admit(lifecycle, after) {
        Ok(sound) if slips.0.is_empty() => Ok(sound),
        Ok(_) => Err(slips.0),
        Err(found) => Err(slips.0.into_iter().chain(found).collect()),
    }
}

struct Slips(Vec<Slip>);

impl Slips {
    fn add(&mut self, field: &str, fr: impl AsRef<str>, en: impl AsRef<str>) {
        self.0.push(Slip { field: field.into(), what: Text::new(fr, en) });
    }
}

/// One owner and one dated next action while the sheet is open; none once it is closed.
fn follow(sheet: &Sheet, open: bool, slips: &mut Slips) {
    let owned = sheet.owner.as_ref().is_some_and(|o| !o.name.trim().is_empty());
    let acting = !sheet.next_action.trim().is_empty();
    if open {
        if !owned {
            slips.add(
                "owner",
                "Dire qui s’en occupe : une fiche ouverte a toujours un responsable",
                "Say who takes care of it: an open sheet always has an owner",
            );
        }
        if !acting {
            slips.add(
                "next_action",
                "Dire la prochaine action : une fiche ouverte en a toujours une",
                "Say the next action: an open sheet always has one",
            );
        }
        if sheet.due.is_none() {
            slips.add("due", "Donner la date de la prochaine action", "Give the date of the next action");
        }
    } else {
        if sheet.owner.is_some() {
            slips.add("owner", "Une fiche close n’a plus de responsable", "A closed sheet has no owner any more");
        }
        if acting {
            slips.add("next_action", "Une fiche close n’a plus de prochaine action", "A closed sheet has no next action any more");
        }
        if sheet.due.is_some() {
            slips.add("due", "Une fiche close n’a plus d’échéance", "A closed sheet has no due date any more");
        }
    }
}

fn indicators(lifecycle: &Lifecycle, sheet: &Sheet, slips: &mut Slips) {
    for (id, indicator) in &sheet.indicators {
        if lifecycle.indicator(id).is_none() {
            slips.add(
                &format!("indicator.{id}"),
                format!("« {id} » n’est pas un indicateur du programme"),
                format!("“{id}” is not an indicator of the programme"),
            );
        }
        if indicator.measured.is_some() && indicator.on.is_none() {
            slips.add(&format!("indicator.{id}.on"), "Dire quand cela a été mesuré", "Say when it was measured");
        }
        if indicator.status == Status::Verified && indicator.source.trim().is_empty() {
            slips.add(
                &format!("indicator.{id}.source"),
                "Un chiffre vérifié dit par quelle source ; sans source il est déclaré",
                "A verified figure says by which source; without one it is declared",
            );
        }
    }
}

fn lengths(lifecycle: &Lifecycle, sheet: &Sheet, slips: &mut Slips) {
    for field in field::all(lifecycle) {
        let most = match field.kind {
            field::Kind::Line | field::Kind::Owner => LONGEST_LINE,
            field::Kind::Paragraph | field::Kind::Partners | field::Kind::Milestones => LONGEST_TEXT,
            _ => continue,
        };
        let length = field.input(sheet, domain::Lang::Fr).chars().count();
        if length > most {
            slips.add(&field.key, format!("{length} caractères : {most} au plus"), format!("{length} characters: {most} at most"));
        }
    }
}
