//! Applications to a call: written and filed by a company or a territory, examined by the operator, ranked by its
//! committee, contracted and paid on the envelope of the call.
//!
//! What each reader sees is decided in one place, `told`: a holder sees states, dates and reasons of their own file,
//! never a score, an advice or another applicant.

mod access;
mod apply;
mod attach;
mod backplan;
mod chosen;
mod committee;
mod decisions;
mod desk;
mod documents;
mod draws;
mod export;
mod forms;
mod handed;
mod holder;
mod instruct;
mod law;
mod list;
mod minutes;
mod opening;
mod pays;
mod prefill;
mod scores;
mod sessions;
mod show;
mod steps;
mod terms;
mod themes;
mod told;
pub mod verdict;
mod visit;
pub mod waves;

pub use access::{address, called, knows, object, sees};
pub use desk::{Item, Section, awaits};
pub use handed::{handed, handed_heads};
pub use pays::pays;
pub use terms::of as terms_of;
pub use themes::all as all_themes;

use crate::permissions::Action;
use crate::registry::Registry;

pub fn routes() -> Registry {
    use Action::{Apply, InstructApplication, ReadApplication, ReadCommittee, RunCall, ScoreApplication, WriteActs};
    Registry::default()
        .get("/appels/{id}/vagues", RunCall, opening::form)
        .post("/appels/{id}/vagues", RunCall, opening::open)
        .get("/appels/{id}/enveloppe", WriteActs, attach::show)
        .post("/appels/{id}/enveloppe", WriteActs, attach::write)
        .get("/appels/{id}/enveloppe/rattachements.csv", WriteActs, attach::csv)
        .get("/appels/{id}/enveloppe/rattachements.xlsx", WriteActs, attach::xlsx)
        .get("/appels/{id}/candidatures", ReadApplication, list::list)
        .get("/appels/{id}/candidatures/candidatures.csv", ReadApplication, export::csv)
        .get("/appels/{id}/candidatures/candidatures.xlsx", ReadApplication, export::xlsx)
        .get("/appels/{id}/candidater", Apply, apply::form)
        .post("/appels/{id}/candidater", Apply, apply::create)
        .get("/appels/{id}/candidatures/{number}", ReadApplication, show::show)
        .get("/appels/{id}/candidatures/{number}/candidature.json", ReadApplication, export::json)
        .get("/appels/{id}/candidatures/{number}/retroplanning.ics", ReadApplication, backplan::feed)
        .post("/appels/{id}/candidatures/{number}/brouillon", Apply, holder::save)
        .post("/appels/{id}/candidatures/{number}/demarche", Apply, holder::step)
        .get("/appels/{id}/candidatures/{number}/preremplir/{form}", Apply, prefill::show)
        .get("/appels/{id}/candidatures/{number}/pieces", ReadApplication, documents::list)
        .get("/appels/{id}/candidatures/{number}/pieces.csv", ReadApplication, documents::csv)
        .get("/appels/{id}/candidatures/{number}/pieces.xlsx", ReadApplication, documents::xlsx)
        .post("/appels/{id}/candidatures/{number}/pieces", Apply, documents::add)
        .get("/appels/{id}/candidatures/{number}/pieces/{piece}", ReadApplication, documents::give)
        .post("/appels/{id}/candidatures/{number}/pieces/{piece}", Apply, documents::act)
        .get("/appels/{id}/candidatures/{number}/instruction", InstructApplication, instruct::show)
        .post("/appels/{id}/candidatures/{number}/instruction", InstructApplication, instruct::step)
        .post("/appels/{id}/candidatures/{number}/approbation", InstructApplication, instruct::second)
        .get("/appels/{id}/comites", ReadCommittee, sessions::list)
        .post("/appels/{id}/comites", InstructApplication, sessions::convene)
        .get("/appels/{id}/comites/comites.csv", ReadCommittee, sessions::csv)
        .get("/appels/{id}/comites/comites.xlsx", ReadCommittee, sessions::xlsx)
        .post("/appels/{id}/grille", InstructApplication, sessions::grid)
        .get("/appels/{id}/comites/{session}", ReadCommittee, committee::show)
        .post("/appels/{id}/comites/{session}/membres", InstructApplication, committee::seat)
        .post("/appels/{id}/comites/{session}/deports", ReadCommittee, committee::recuse)
        .post("/appels/{id}/comites/{session}/figer", InstructApplication, committee::freeze)
        .get("/appels/{id}/comites/{session}/notes/{number}", ScoreApplication, scores::form)
        .post("/appels/{id}/comites/{session}/notes/{number}", ScoreApplication, scores::write)
        .post("/appels/{id}/comites/{session}/decisions", InstructApplication, decisions::decide)
        .get("/appels/{id}/comites/{session}/classement.csv", ReadCommittee, minutes::ranking_csv)
        .get("/appels/{id}/comites/{session}/classement.xlsx", ReadCommittee, minutes::ranking_xlsx)
        .get("/appels/{id}/comites/{session}/pv.pdf", ReadCommittee, minutes::pdf)
}
