//! Which passwords are accepted: long ones, that are not the first anybody would try. No rule on kinds of characters:
//! they make passwords that people write down, not stronger ones (NIST SP 800-63B, 3.1.1.2; CNIL, délibération 2022-100).

use crate::Text;
use crate::name::fold;
use unicode_normalization::UnicodeNormalization;

/// In characters.
pub const LEAST: usize = 12;
/// Enough for any sentence; beyond it, hashing would be a way to tire the server.
pub const MOST: usize = 200;

/// Words that begin the passwords people choose most, in French and English, and rows of keys.
const USUAL: [&str; 40] = [
    "abcdefghijklmnopqrstuvwxyz",
    "admin",
    "administrateur",
    "administrator",
    "amour",
    "azerty",
    "azertyuiop",
    "azertyuiopqsdfghjklmwxcvbn",
    "bienvenue",
    "bonjour",
    "changeme",
    "chouchou",
    "coucou",
    "doudou",
    "football",
    "france",
    "iloveyou",
    "industrie",
    "jetaime",
    "letmein",
    "liverpool",
    "loulou",
    "marseille",
    "monmotdepasse",
    "motdepasse",
    "passw0rd",
    "password",
    "princess",
    "qwerty",
    "qwertyuiop",
    "qwertyuiopasdfghjklzxcvbnm",
    "rebond",
    "secret",
    "soleil",
    "sunshine",
    "territoire",
    "territoiresdindustrie",
    "test",
    "toto",
    "welcome",
];

/// The text that is hashed: the same accents typed on two keyboards make the same password.
pub fn normal(typed: &str) -> String {
    typed.nfc().collect()
}

/// # Errors
/// A sentence that says what to change.
pub fn check(typed: &str, email: &str, name: &str) -> Result<(), Text> {
    let length = normal(typed).chars().count();
    if length < LEAST {
        return Err(Text::new(
            format!("{LEAST} caractères au moins : quelques mots qui ne vont pas ensemble font un bon mot de passe."),
            format!("At least {LEAST} characters: a few words that do not belong together make a good password."),
        ));
    }
    if length > MOST {
        return Err(Text::new(format!("{MOST} caractères au plus."), format!("At most {MOST} characters.")));
    }
    let plain = |text: &str| fold(text).replace(' ', "");
    let (folded, email_folded) = (plain(typed), plain(email));
    let local = plain(email.split('@').next().unwrap_or_default());
    if folded == email_folded || (!local.is_empty() && folded == local) || (!name.trim().is_empty() && folded == plain(name)) {
        return Err(Text::new(
            "Le mot de passe ne peut pas être votre adresse ou votre nom.",
            "The password cannot be your address or your name.",
        ));
    }
    if is_usual(&folded) {
        return Err(Text::new(
            "Ce mot de passe est parmi les premiers que l’on essaie : un mot courant, une suite de touches ou une répétition.",
            "This password is among the first that are tried: a common word, a row of keys or a repetition.",
        ));
    }
    Ok(())
}

/// Only usual words, figures in a row and repetitions of them.
fn is_usual(folded: &str) -> bool {
    let letters: String = folded.chars().filter(|c| c.is_alphabetic()).collect();
    let word = shortest_period(&letters);
    letters.is_empty() || word.chars().count() <= 2 || USUAL.iter().any(|usual| *usual == word || usual.repeat(2).contains(&*letters))
}

/// "totototo" → "to": what a text repeats.
fn shortest_period(text: &str) -> String {
    let all: Vec<char> = text.chars().collect();
    let repeats = |n: &usize| all.len().is_multiple_of(*n) && all.iter().zip(all.iter().skip(*n)).all(|(a, b)| a == b);
    let period = (1..=all.len()).find(repeats).unwrap_or(all.len());
    all[..period].iter().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_few_words_that_do_not_belong_together_are_accepted() {
        for good in ["cheval agrafe batterie", "Trois presses à Saint-Vallier", "9f2c77e1b04dk", "émboutîssage-2704!"] {
            assert_eq!(check(good, "camille@exemple.fr", "Camille Roy"), Ok(()), "{good}");
        }
    }

    #[test]
    fn what_is_tried_first_is_refused() {
        let refused = [
            "court",
            "123456789012",
            "azertyuiop12345",
            "AzertyAzerty1",
            "Motdepasse2024!",
            "Password12345",
            "aaaaaaaaaaaaa",
            "totototototo",
            "camille@exemple.fr",
            "Camille Roy-Dupont",
            "Bonjour-Bonjour-1",
        ];
        for bad in refused {
            assert!(check(bad, "camille@exemple.fr", "Camille Roy-Dupont").is_err(), "{bad}");
        }
        assert!(check(&"é".repeat(MOST + 1), "a@b.fr", "").is_err());
    }

    #[test]
    fn two_ways_of_typing_an_accent_are_the_same_password() {
        assert_eq!(normal("e\u{301}tabli"), "établi");
        // Counted in characters, not in bytes: eleven here.
        assert!(check("éééàààùùùîî", "a@b.fr", "").is_err());
    }
}
