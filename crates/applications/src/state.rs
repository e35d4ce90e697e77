//! Where an application stands.

use domain::Text;
use serde::{Deserialize, Serialize};

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum State {
    /// Being written by its holder, who alone sees it.
    Draft,
    Filed,
    /// Sent back with the list of what is missing.
    Incomplete,
    /// What was missing has come.
    Completed,
    Inadmissible,
    Admissible,
    /// Services give their advice, one rapporteur sums up.
    Advice,
    /// Before the committee.
    Committee,
    Favourable,
    /// Favourable, once what the committee asks is brought.
    Conditional,
    /// Put off to the next wave, or to a later session.
    Postponed,
    Unfavourable,
    /// The committee wants it, the envelope does not hold enough.
    Waiting,
    /// The favourable decision is notified.
    Notified,
    /// The unfavourable decision is notified.
    Declined,
    /// The contract is signed: the money is committed.
    Contracted,
    /// An advance or an instalment is paid.
    Paying,
    /// The final report is in.
    Reported,
    /// The balance is paid.
    Balanced,
    /// Money is to come back.
    Repayment,
    Closed,
    /// Not started, or not finished, in time.
    Lapsed,
    /// Taken back by its holder.
    Withdrawn,
}

impl State {
    pub const ALL: [State; 23] = [
        State::Draft,
        State::Filed,
        State::Incomplete,
        State::Completed,
        State::Inadmissible,
        State::Admissible,
        State::Advice,
        State::Committee,
        State::Favourable,
        State::Conditional,
        State::Postponed,
        State::Unfavourable,
        State::Waiting,
        State::Notified,
        State::Declined,
        State::Contracted,
        State::Paying,
        State::Reported,
        State::Balanced,
        State::Repayment,
        State::Closed,
        State::Lapsed,
        State::Withdrawn,
    ];

    /// As stored and as written in addresses.
    pub fn code(self) -> &'static str {
        match self {
            State::Draft => "draft",
            State::Filed => "filed",
            State::Incomplete => "incomplete",
            State::Completed => "completed",
            State::Inadmissible => "inadmissible",
            State::Admissible => "admissible",
            State::Advice => "advice",
            State::Committee => "committee",
            State::Favourable => "favourable",
            State::Conditional => "conditional",
            State::Postponed => "postponed",
            State::Unfavourable => "unfavourable",
            State::Waiting => "waiting",
            State::Notified => "notified",
            State::Declined => "declined",
            State::Contracted => "contracted",
            State::Paying => "paying",
            State::Reported => "reported",
            State::Balanced => "balanced",
            State::Repayment => "repayment",
            State::Closed => "closed",
            State::Lapsed => "lapsed",
            State::Withdrawn => "withdrawn",
        }
    }

    pub fn parse(code: &str) -> Option<State> {
        State::ALL.into_iter().find(|state| state.code() == code)
    }

    pub fn name(self) -> Text {
        let (fr, en) = match self {
            State::Draft => ("Brouillon", "Draft"),
            State::Filed => ("Déposée", "Filed"),
            State::Incomplete => ("Incomplète", "Incomplete"),
            State::Completed => ("Complétée", "Completed"),
            State::Inadmissible => ("Irrecevable", "Inadmissible"),
            State::Admissible => ("Recevable", "Admissible"),
            State::Advice => ("En instruction", "Under examination"),
            State::Committee => ("Devant le comité", "Before the committee"),
            State::Favourable => ("Avis favorable", "Favourable"),
            State::Conditional => ("Favorable avec réserves", "Favourable with reservations"),
            State::Postponed => ("Ajournée", "Postponed"),
            State::Unfavourable => ("Avis défavorable", "Unfavourable"),
            State::Waiting => ("Liste d’attente", "Waiting list"),
            State::Notified => ("Décision notifiée", "Decision notified"),
            State::Declined => ("Refus notifié", "Refusal notified"),
            State::Contracted => ("Convention signée", "Contract signed"),
            State::Paying => ("En cours de paiement", "Being paid"),
            State::Reported => ("Rapport final remis", "Final report handed in"),
            State::Balanced => ("Soldée", "Balance paid"),
            State::Repayment => ("Reversement attendu", "Repayment due"),
            State::Closed => ("Close", "Closed"),
            State::Lapsed => ("Caduque", "Lapsed"),
            State::Withdrawn => ("Retirée", "Withdrawn"),
        };
        Text::new(fr, en)
    }

    /// What the committee has said stays inside until it is notified: the holder sees this state instead.
    pub fn as_told_to_the_holder(self) -> State {
        match self {
            State::Favourable | State::Conditional | State::Unfavourable => State::Committee,
            state => state,
        }
    }

    /// Nothing more can happen.
    pub fn is_final(self) -> bool {
        matches!(self, State::Inadmissible | State::Declined | State::Closed | State::Lapsed | State::Withdrawn)
    }

    /// A signed contract stands behind it.
    pub fn has_contract(self) -> bool {
        matches!(self, State::Contracted | State::Paying | State::Reported | State::Balanced | State::Repayment)
    }
}
