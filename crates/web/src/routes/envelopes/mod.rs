//! Where every euro and every place of the programmes is: what was opened by an act, what is decided, what remains.
//!
//! Anyone sees the envelopes that the programme files open or that a call draws on, those below them, and the acts on them. Lines
//! on files (reservations, awards, payments) are shown to the operator of the server, to the State, and to the instructors of the
//! calls that draw on the envelope: who asks is confidential until a grant is published.

mod acts;
mod decide;
mod export;
mod list;
mod open;
mod proposals;
mod show;
pub mod view;
pub mod write;

use crate::permissions::Action;
use crate::registry::Registry;

pub use decide::refused;
pub use proposals::{Waiting, awaiting, tie_key};

pub fn routes() -> Registry {
    Registry::default()
        .get("/enveloppes", Action::ReadPublic, list::list)
        .get("/enveloppes/enveloppes.csv", Action::ReadPublic, export::envelopes_csv)
        .get("/enveloppes/enveloppes.xlsx", Action::ReadPublic, export::envelopes_xlsx)
        .get("/enveloppes/{id}", Action::ReadPublic, show::show)
        .get("/enveloppes/{id}/journal.csv", Action::ReadPublic, export::journal_csv)
        .get("/enveloppes/{id}/journal.xlsx", Action::ReadPublic, export::journal_xlsx)
        .get("/enveloppes/{id}/dossiers.csv", Action::ReadMoney, export::awards)
        .get("/enveloppes/{id}/dossiers.xlsx", Action::ReadMoney, export::awards)
        .get("/enveloppes/{id}/credits.csv", Action::ReadPublic, export::credits)
        .get("/enveloppes/{id}/credits.xlsx", Action::ReadPublic, export::credits)
        .post("/enveloppes/{id}/decisions", Action::DecideMoney, decide::decide)
        .post("/enveloppes/{id}/propositions/{proposal}", Action::DecideMoney, proposals::settle)
        .get("/enveloppes/{id}/actes", Action::WriteActs, acts::show)
        .post("/enveloppes/{id}/actes", Action::WriteActs, acts::act)
        .get("/enveloppes/{id}/au-dessous", Action::WriteActs, open::below_form)
        .post("/enveloppes/{id}/au-dessous", Action::WriteActs, open::below)
        .get("/enveloppes/nouvelle", Action::WriteActs, open::root_form)
        .post("/enveloppes/nouvelle", Action::WriteActs, open::root)
}
