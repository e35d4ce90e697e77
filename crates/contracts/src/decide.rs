//! What a committee decides of a sheet: who, when, why, and what it changes.

use crate::{Change, Evidence, Lifecycle, Sheet, Slip, Sound, admit, changed, difference, field};
use domain::{Date, Text};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum DecisionKind {
    /// To the next state, with no other word of the programme for it.
    Moved,
    /// Put in the contract after it was signed.
    New,
    Accelerated,
    /// Priorities changed, or the funder refused: the project takes another way.
    Reoriented,
    Dropped,
}

impl DecisionKind {
    pub const ALL: [DecisionKind; 5] =
        [DecisionKind::Moved, DecisionKind::New, DecisionKind::Accelerated, DecisionKind::Reoriented, DecisionKind::Dropped];

    /// As stored and as written in addresses.
    pub fn code(self) -> &'static str {
        match self {
            DecisionKind::Moved => "moved",
            DecisionKind::New => "new",
            DecisionKind::Accelerated => "accelerated",
            DecisionKind::Reoriented => "reoriented",
            DecisionKind::Dropped => "dropped",
        }
    }
    pub fn parse(code: &str) -> Option<DecisionKind> {
        DecisionKind::ALL.into_iter().find(|k| k.code() == code)
    }
    pub fn name(self) -> Text {
        let (fr, en) = match self {
            DecisionKind::Moved => ("Changement d’état", "Change of state"),
            DecisionKind::New => ("Nouvelle fiche", "New sheet"),
            DecisionKind::Accelerated => ("Accélérée", "Accelerated"),
            DecisionKind::Reoriented => ("Réorientée", "Reoriented"),
            DecisionKind::Dropped => ("Abandonnée", "Dropped"),
        };
        Text::new(fr, en)
    }
}

/// As it is recorded.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Decision {
    pub kind: DecisionKind,
    /// The state it leads to, where the kind leaves a choice.
    #[serde(default)]
    pub to: Option<String>,
    /// Identifier of the committee, or of whoever decides.
    pub committee: String,
    pub held_on: Date,
    pub reason: String,
    /// Identifiers of the pieces that were seen.
    #[serde(default)]
    pub evidence: Vec<String>,
}

/// A decision that can be recorded.
#[derive(Clone, Debug, PartialEq)]
pub struct Decided {
    pub sheet: Sound,
    pub difference: Vec<Change>,
    /// Pieces that the life cycle asks and that were not seen: said wherever the decision is shown.
    pub missing: Vec<Evidence>,
}

/// Why a decision is not recorded, with the field of the form it stands at ("" for the whole).
pub type Refusal = Slip;

/// Applies a decision. `edits` are fields the committee changes with it (key, typed text): what a reorientation
/// changes, the next action that follows.
///
/// # Errors
/// Everything that is wrong; nothing is changed.
pub fn decide(
    lifecycle: &Lifecycle,
    before: &Sheet,
    decision: &Decision,
    edits: &[(String, String)],
    today: Date,
) -> Result<Decided, Vec<Refusal>> {
    let mut refusals = vec![];
    let mut refuse = |field: &str, fr: String, en: String| refusals.push(Slip { field: field.into(), what: Text::new(fr, en) });
    let state = lifecycle.state(&before.state).map_or_else(|| Text::same(&before.state), |s| s.name.clone());
    let Some(transition) = lifecycle.transition(decision.kind, &before.state, decision.to.as_deref()) else {
        let name = decision.kind.name();
        let other = |lang| {
            let names: Vec<String> =
                lifecycle.from(&before.state).map(|t| name_of(t.decision, t.to.as_deref(), lifecycle).get(lang).to_lowercase()).collect();
            names.join(", ")
        };
        refuse(
            "decision",
            format!(
                "« {} » ne se décide pas pour une fiche à l’état « {} » ; se décident : {}",
                name.fr,
                state.fr,
                other(domain::Lang::Fr)
            ),
            format!("“{}” cannot be decided of a sheet in the state “{}”; what can be: {}", name.en, state.en, other(domain::Lang::En)),
        );
        return Err(refusals);
    };
    if !transition.decided_by.contains(&decision.committee) {
        let who = |lang| {
            let name = |id: &String| lifecycle.committee(id).map_or_else(|| id.clone(), |c| c.name.get(lang).to_lowercase());
            transition.decided_by.iter().map(name).collect::<Vec<_>>().join(", ")
        };
        refuse(
            "committee",
            format!("Cela se décide par : {}", who(domain::Lang::Fr)),
            format!("This is decided by: {}", who(domain::Lang::En)),
        );
    }
    if decision.reason.trim().is_empty() {
        refuse(
            "reason",
            "Dire pourquoi : la décision se relira dans des années".into(),
            "Say why: the decision will be read again in years".into(),
        );
    }
    if decision.held_on > today {
        refuse(
            "held_on",
            "Une décision porte la date où elle a été prise : celle-ci est à venir".into(),
            "A decision bears the date it was taken: this one is still to come".into(),
        );
    }
    let mut after = before.clone();
    if let Some(to) = &transition.to {
        after.state.clone_from(to);
    }
    after.accelerated |= decision.kind == DecisionKind::Accelerated;
    let fields = field::all(lifecycle);
    for (key, text) in edits {
        let written = match fields.iter().find(|f| f.key == *key) {
            Some(field) => field.write(&mut after, text, lifecycle),
            None => Err(Text::new(format!("« {key} » n’est pas un champ d’une fiche"), format!("“{key}” is not a field of a sheet"))),
        };
        if let Err(what) = written {
            refusals.push(Slip { field: key.clone(), what });
        }
    }
    if !lifecycle.is_open(&after.state) {
        (after.owner, after.next_action, after.due) = (None, String::new(), None);
    }
    if is_nothing(decision.kind, before, &after) {
        let what = match decision.kind {
            DecisionKind::Accelerated => Text::new(
                "Cette fiche est déjà accélérée : la décision ne change rien",
                "This sheet is accelerated already: the decision changes nothing",
            ),
            DecisionKind::Reoriented => Text::new(
                "Une réorientation change quelque chose : l’intitulé, l’axe, le porteur, les actions, le calendrier…",
                "A reorientation changes something: the title, axis, holder, actions, calendar…",
            ),
            _ => Text::new("Cette décision ne change rien à la fiche", "This decision changes nothing of the sheet"),
        };
        refusals.push(Slip { field: "decision".into(), what });
    }
    match admit(lifecycle, &after) {
        Ok(sheet) if refusals.is_empty() => {
            let missing = transition.evidence.iter().filter(|e| !decision.evidence.contains(&e.id)).cloned().collect();
            Ok(Decided { difference: difference(before, &sheet, lifecycle), sheet, missing })
        }
        Ok(_) => Err(refusals),
        Err(slips) => {
            refusals.extend(slips);
            Err(refusals)
        }
    }
}

/// Who acts next is not what a committee decides: alone it makes no decision.
fn is_nothing(kind: DecisionKind, before: &Sheet, after: &Sheet) -> bool {
    let follow = ["owner", "next_action", "due"];
    let what: Vec<String> = changed(before, after).into_iter().filter(|key| !follow.contains(&key.as_str())).collect();
    match kind {
        DecisionKind::Accelerated => before.accelerated,
        // Going back one state is not yet another way.
        DecisionKind::Reoriented => what.iter().all(|key| key == "state"),
        _ => what.is_empty(),
    }
}

fn name_of(kind: DecisionKind, to: Option<&str>, lifecycle: &Lifecycle) -> Text {
    match (kind, to.and_then(|to| lifecycle.state(to))) {
        (DecisionKind::Moved, Some(state)) => state.name.clone(),
        _ => kind.name(),
    }
}
