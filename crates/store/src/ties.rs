//! Who owes something to whom. The second person of a decision owes nothing to the first, nor the first to the second: whoever
//! invited somebody, gave them a right or made them a link for their password may well hold their account. Where whoever runs the
//! server asks it ([`crate::ledger::Terms::apart`]), nor were both brought in by the same third, who may well hold both.

use crate::Store;
use crate::conn::{Conn, Result, cells};
use domain::Text;

/// What keeps two people from being the two of one decision.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tie {
    /// One of them owes an account or a right to the other.
    Each,
    /// Somebody else let both in, or made links for their passwords.
    Third,
}

/// Every right ever given counts, taken back or not: otherwise taking it back would wash the tie away.
const EACH: &str = "SELECT (SELECT COUNT(*) FROM person_right WHERE person_id = $1 AND given_by = $4) \
     + (SELECT COUNT(*) FROM person_right WHERE person_id = $2 AND given_by = $3) \
     + (SELECT COUNT(*) FROM password_reset WHERE person_id = $1 AND made_by = $4) \
     + (SELECT COUNT(*) FROM password_reset WHERE person_id = $2 AND made_by = $3) AS ties";
/// Whoever gave the first right opened the account; who gave one later holds nothing by it. A link one asked for oneself is signed by
/// oneself, and is no link of the other's.
const THIRD: &str = "SELECT COUNT(*) AS ties FROM \
     (SELECT given_by AS who FROM person_right WHERE person_id = $1 AND given_at = (SELECT MIN(given_at) FROM person_right WHERE person_id = $1) \
     UNION SELECT made_by FROM password_reset WHERE person_id = $1) a JOIN \
     (SELECT given_by AS who FROM person_right WHERE person_id = $2 AND given_at = (SELECT MIN(given_at) FROM person_right WHERE person_id = $2) \
     UNION SELECT made_by FROM password_reset WHERE person_id = $2) b ON a.who = b.who";

/// What ties these two, by their signatures, if something does.
pub async fn tied(store: &Store, one: &str, other: &str) -> Result<Option<Tie>> {
    between(&mut store.reader().await?, apart(store), one, other).await
}

/// Whether people brought in by the same third are tied too.
pub(crate) fn apart(store: &Store) -> bool {
    crate::ledger::asked(store).apart
}

pub(crate) async fn between(conn: &mut Conn, apart: bool, one: &str, other: &str) -> Result<Option<Tie>> {
    let person = |signature: &str| signature.strip_prefix("person:").unwrap_or_default().to_owned();
    let ties = conn.row(EACH, cells![person(one), person(other), one, other], |row| row.whole("ties")).await?;
    if ties.is_some_and(|ties| ties > 0) {
        return Ok(Some(Tie::Each));
    }
    if !apart {
        return Ok(None);
    }
    let ties = conn.row(THIRD, cells![person(one), person(other)], |row| row.whole("ties")).await?;
    Ok(ties.filter(|ties| *ties > 0).map(|_| Tie::Third))
}

impl Tie {
    /// What is told to whoever would be the second person beside somebody they are tied to, and what to do.
    pub fn words(self) -> (Text, Text) {
        let what = match self {
            Tie::Each => Text::new(
                "La seconde personne ne doit rien à la première\u{a0}: l’une de vous deux a invité l’autre, lui a donné un droit ou lui a fait un lien de mot de passe.",
                "The second person owes nothing to the first: one of you two invited the other, gave them a right or made them a link for a password.",
            ),
            Tie::Third => Text::new(
                "Ici, deux personnes qu’une même troisième a fait entrer ne décident pas à deux\u{a0}: elle vous a invitées toutes deux, ou vous a fait des liens de mot de passe.",
                "Here two people whom the same third brought in do not decide together: they invited both of you, or made you links for your passwords.",
            ),
        };
        (what, Text::new("Faites approuver par quelqu’un d’autre qui décide ici.", "Have somebody else who decides here approve it."))
    }
}
