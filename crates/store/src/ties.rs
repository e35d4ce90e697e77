//! Who owes something to whom. The second person of a decision owes nothing to the first, nor the first to the second: whoever
//! invited somebody, gave them a right or made them a link for their password may well hold their account.

use crate::Store;
use crate::conn::{Conn, Result, cells};
use domain::Text;

/// Every right ever given counts, taken back or not: otherwise taking it back would wash the tie away.
const TIES: &str = "SELECT (SELECT COUNT(*) FROM person_right WHERE person_id = $1 AND given_by = $4) \
     + (SELECT COUNT(*) FROM person_right WHERE person_id = $2 AND given_by = $3) \
     + (SELECT COUNT(*) FROM password_reset WHERE person_id = $1 AND made_by = $4) \
     + (SELECT COUNT(*) FROM password_reset WHERE person_id = $2 AND made_by = $3) AS ties";

/// Whether one of these two, by their signatures, owes an account or a right to the other.
pub async fn tied(store: &Store, one: &str, other: &str) -> Result<bool> {
    between(&mut store.reader().await?, one, other).await
}

pub(crate) async fn between(conn: &mut Conn, one: &str, other: &str) -> Result<bool> {
    let person = |signature: &str| signature.strip_prefix("person:").unwrap_or_default().to_owned();
    let ties = conn.row(TIES, cells![person(one), person(other), one, other], |row| row.whole("ties")).await?;
    Ok(ties.is_some_and(|ties| ties > 0))
}

/// What is told to whoever would be the second person beside somebody they are tied to, and what to do.
pub fn words() -> (Text, Text) {
    (
        Text::new(
            "La seconde personne ne doit rien à la première : l’une de vous deux a invité l’autre, lui a donné un droit ou lui a fait un lien de mot de passe.",
            "The second person owes nothing to the first: one of you two invited the other, gave them a right or made them a link for a password.",
        ),
        Text::new("Faites approuver par quelqu’un d’autre qui décide ici.", "Have somebody else who decides here approve it."),
    )
}
