//! The contract of a territory: its board, its table, what is late, the paper of a committee, the hand-over.

pub mod ask;
mod board;
mod bulk;
pub mod card;
mod committee;
mod handover;
mod new;
pub mod place;
mod printed;
mod signatories;
mod table;
mod target;
pub mod targets;

use crate::permissions::Action;
use crate::registry::Registry;

pub fn routes() -> Registry {
    Registry::default()
        // To those who may not read the contract it shows what everybody may see of it.
        .get("/territoires/{phase}/{code}/contrat", Action::ReadPublic, board::board)
        .get("/territoires/{phase}/{code}/contrat/tableau", Action::ReadContract, table::table)
        .get("/territoires/{phase}/{code}/contrat/retards", Action::ReadContract, table::late)
        .get("/territoires/{phase}/{code}/contrat/comite", Action::ReadContract, committee::paper)
        .get("/territoires/{phase}/{code}/contrat/comite/{file}", Action::ReadContract, committee::file)
        .get("/territoires/{phase}/{code}/contrat/nouvelle", Action::EditContract, new::form)
        .post("/territoires/{phase}/{code}/contrat/nouvelle", Action::EditContract, new::create)
        .post("/territoires/{phase}/{code}/contrat/lot", Action::EditContract, bulk::preview)
        .post("/territoires/{phase}/{code}/contrat/lot/appliquer", Action::EditContract, bulk::apply)
        .get("/territoires/{phase}/{code}/contrat/lots/{batch}", Action::ReadContract, bulk::outcome)
        .post("/territoires/{phase}/{code}/contrat/lots/{batch}/annuler", Action::EditContract, bulk::undo)
        .get("/territoires/{phase}/{code}/contrat/passation", Action::EditContract, handover::about)
        .get("/territoires/{phase}/{code}/contrat/passation.zip", Action::EditContract, handover::file)
        .get("/territoires/{phase}/{code}/contrat/export/{file}", Action::ReadContract, table::export)
        .get("/territoires/{phase}/{code}/contrat/signataires", Action::ReadContract, signatories::list)
        .post("/territoires/{phase}/{code}/contrat/signataires", Action::EditContract, signatories::add)
        .get("/territoires/{phase}/{code}/contrat/signataires.csv", Action::ReadContract, signatories::file)
        .get("/territoires/{phase}/{code}/contrat/signataires.xlsx", Action::ReadContract, signatories::file)
        .post("/territoires/{phase}/{code}/contrat/signataires/{signatory}", Action::EditContract, signatories::change)
        .post("/territoires/{phase}/{code}/contrat/signataires/{signatory}/pieces", Action::EditContract, signatories::attach)
        .get("/territoires/{phase}/{code}/contrat/signataires/{signatory}/pieces/{piece}", Action::ReadContract, signatories::give)
        .post("/territoires/{phase}/{code}/contrat/signataires/{signatory}/pieces/{piece}", Action::EditContract, signatories::act)
        .get("/territoires/{phase}/{code}/contrat/cibles", Action::ReadContract, targets::list)
        .post("/territoires/{phase}/{code}/contrat/cibles", Action::EditContract, target::create)
        .get("/territoires/{phase}/{code}/contrat/cibles/nouvelle", Action::EditContract, target::fresh)
        .get("/territoires/{phase}/{code}/contrat/cibles/fichiers/{file}", Action::ReadContract, targets::export)
        .get("/territoires/{phase}/{code}/contrat/cibles/{target}", Action::ReadContract, target::show)
        .post("/territoires/{phase}/{code}/contrat/cibles/{target}", Action::EditContract, target::save)
}
