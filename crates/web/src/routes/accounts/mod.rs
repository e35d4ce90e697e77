//! Coming in, one's own account, and leaving.

pub mod account;
mod identity;
mod invitation;
mod letters;
pub mod reset;
mod sign_in;

use crate::permissions::Action::{OwnAccount, SignIn};
use crate::registry::Registry;

/// How long a link to choose a new password opens.
pub const RESET_HOURS: i64 = 2;

pub fn routes() -> Registry {
    Registry::default()
        .get("/connexion", SignIn, sign_in::form)
        .post("/connexion", SignIn, sign_in::sign_in)
        .post("/connexion/quitter", SignIn, sign_in::sign_out)
        .get("/connexion/identite", SignIn, identity::leave)
        .get("/connexion/retour", SignIn, identity::back_again)
        .get("/connexion/oubli", SignIn, reset::ask)
        .post("/connexion/oubli", SignIn, reset::send)
        .get("/mot-de-passe/{secret}", SignIn, reset::form)
        .post("/mot-de-passe/{secret}", SignIn, reset::choose)
        .get("/invitations/{secret}", SignIn, invitation::form)
        .post("/invitations/{secret}", SignIn, invitation::accept)
        .get("/compte", OwnAccount, account::show)
        .post("/compte/nom", OwnAccount, account::rename)
        .post("/compte/mot-de-passe", OwnAccount, account::password)
        .post("/compte/sessions", OwnAccount, account::sessions)
        .post("/compte/courrier", OwnAccount, letters::choose)
        .get("/courrier/{secret}", SignIn, letters::ask_stop)
        .post("/courrier/{secret}", SignIn, letters::stop)
        .get("/compte/fermer", OwnAccount, account::ask_close)
        .post("/compte/fermer", OwnAccount, account::close)
}
