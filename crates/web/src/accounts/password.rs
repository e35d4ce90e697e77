//! Hashing passwords: argon2id with the parameters that OWASP recommends (19 MiB, two passes, one lane), on threads that
//! may block, a few at a time so that a crowd at the door does not fill the memory.

use argon2::Argon2;
use argon2::password_hash::phc::PasswordHash;
use argon2::password_hash::{PasswordHasher, PasswordVerifier};
use domain::password::normal;
use tokio::sync::Semaphore;

/// At 19 MiB each.
static AT_ONCE: Semaphore = Semaphore::const_new(4);

/// The digest of a password that nobody has: checked when the account does not exist, so that the answer takes as long.
const NOBODY: &str = "$argon2id$v=19$m=19456,t=2,p=1$cmVib25kLW5vLWFjY291bnQ$5rTdWCdLgYZWfCM7OWVWyDnhk0N7qSXvUOlhO0jUqA4";

/// The digest to keep, as a PHC string with its parameters and its salt.
pub async fn hash(typed: &str) -> Result<String, String> {
    let typed = normal(typed);
    on_its_thread(move || {
        Argon2::default().hash_password(typed.as_bytes()).map(|hash: PasswordHash| hash.to_string()).map_err(|e| e.to_string())
    })
    .await?
}

/// Whether this is the password. Takes the same time when there is none to compare with, and is then false.
pub async fn matches(typed: &str, kept: Option<&str>) -> Result<bool, String> {
    let (typed, there, kept) = (normal(typed), kept.is_some(), kept.unwrap_or(NOBODY).to_owned());
    on_its_thread(move || {
        let kept = PasswordHash::new(&kept).map_err(|e| e.to_string())?;
        Ok(Argon2::default().verify_password(typed.as_bytes(), &kept).is_ok() && there)
    })
    .await?
}

async fn on_its_thread<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> Result<T, String> {
    let permit = AT_ONCE.acquire().await.map_err(|e| e.to_string())?;
    let done = tokio::task::spawn_blocking(work).await.map_err(|e| e.to_string());
    drop(permit);
    done
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_password_is_recognised_and_another_is_not() {
        let kept = hash("trois presses à Saint-Vallier").await.expect("hashed");
        assert!(kept.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"), "{kept}");
        assert_eq!(matches("trois presses a\u{300} Saint-Vallier", Some(&kept)).await, Ok(true));
        assert_eq!(matches("trois presses à Saint-Valliers", Some(&kept)).await, Ok(false));
        assert_ne!(hash("trois presses à Saint-Vallier").await.expect("hashed"), kept, "each digest has its salt");
    }

    #[tokio::test]
    async fn nobody_has_the_password_of_an_account_that_is_not_there() {
        assert!(PasswordHash::new(NOBODY).is_ok());
        assert_eq!(matches("quelque chose d’assez long", None).await, Ok(false));
    }
}
