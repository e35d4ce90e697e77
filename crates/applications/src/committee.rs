//! A committee session: who sits, who is recused from what, and whether it may decide.
//!
//! A member with a conflict of interest on an application neither sees it, nor scores it, nor counts in its quorum.

use crate::Refusal;
use domain::Text;
use serde::{Deserialize, Serialize};

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Recusal {
    pub application: String,
    pub member: String,
    pub reason: String,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Session {
    /// Members present, by the identifier of their account.
    pub members: Vec<String>,
    /// How many must be present and not recused.
    pub quorum: u32,
    pub recusals: Vec<Recusal>,
    /// Nothing is scored any more; the ranking stands.
    pub frozen: bool,
}

impl Session {
    pub fn recused(&self, member: &str, application: &str) -> bool {
        self.recusals.iter().any(|r| r.member == member && r.application == application)
    }
    /// Members whose voice counts on this application.
    pub fn voices<'a>(&'a self, application: &'a str) -> impl Iterator<Item = &'a str> {
        self.members.iter().map(String::as_str).filter(move |member| !self.recused(member, application))
    }
}

/// Whether this member may score this application now.
pub fn may_score(session: &Session, member: &str, application: &str) -> Result<(), Refusal> {
    if !session.members.iter().any(|m| m == member) {
        return Err(Refusal::new(
            Text::new(
                "Vous n’êtes pas parmi les membres présents de cette séance.",
                "You are not among the members present at this session.",
            ),
            Text::new("Demandez au service qui convoque de vous y inscrire.", "Ask the service that convenes it to enter you."),
        ));
    }
    if session.recused(member, application) {
        return Err(Refusal::new(
            Text::new("Vous êtes déporté de ce dossier : vous ne le notez pas.", "You are recused from this file: you do not score it."),
            Text::new("Un autre membre le note.", "Another member scores it."),
        ));
    }
    match session.frozen {
        true => Err(frozen()),
        false => Ok(()),
    }
}

/// Whether the session may decide on this application: frozen, and enough voices that count.
pub fn may_decide(session: &Session, application: &str) -> Result<(), Refusal> {
    if !session.frozen {
        return Err(Refusal::new(
            Text::new(
                "Le classement n’est pas figé : la séance ne décide pas encore.",
                "The ranking is not frozen: the session does not decide yet.",
            ),
            Text::new("Figez le classement, puis décidez.", "Freeze the ranking, then decide."),
        ));
    }
    let voices = session.voices(application).count();
    if voices < session.quorum as usize {
        return Err(Refusal::new(
            Text::new(
                format!("Le quorum est de {} et {voices} voix comptent sur ce dossier (déports exclus).", session.quorum),
                format!("The quorum is {} and {voices} voices count on this file (recusals excluded).", session.quorum),
            ),
            Text::new(
                "Ajournez le dossier, ou tenez une séance où assez de membres peuvent siéger.",
                "Postpone the file, or hold a session where enough members can sit.",
            ),
        ));
    }
    Ok(())
}

pub(crate) fn frozen() -> Refusal {
    Refusal::new(
        Text::new(
            "Le classement de cette séance est figé : rien ne s’y change plus.",
            "The ranking of this session is frozen: nothing in it changes any more.",
        ),
        Text::new(
            "Une erreur se corrige par une nouvelle séance, qui garde celle-ci.",
            "A mistake is mended by another session, which keeps this one.",
        ),
    )
}
