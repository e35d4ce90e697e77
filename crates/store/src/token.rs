//! Secrets given to people: addresses of projects, share links, operator keys and sessions. Only SHA-256 is stored.
//!
//! A stored token is found by its digest, so a comparison never runs over the secret and its time says nothing.

use rand::{TryRng, rngs::SysRng};
use sha2::{Digest, Sha256};
use std::fmt;

const ALPHABET: &[u8; 62] = b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
const LENGTH: usize = 24;

/// Twenty-four letters and digits drawn by the operating system: 142 bits. Never logged: `Debug` hides it.
#[derive(Clone, PartialEq, Eq)]
pub struct Token(String);

/// The digest of a [`Token`], which is what the database knows.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct TokenHash(pub(crate) String);

impl TokenHash {
    /// The digest as it names something in a page; it opens nothing.
    pub fn as_text(&self) -> &str {
        &self.0
    }
    pub fn parse(text: &str) -> Option<TokenHash> {
        let well_formed = text.len() == 64 && text.bytes().all(|b| matches!(b, b'0'..=b'9' | b'a'..=b'f'));
        well_formed.then(|| TokenHash(text.to_owned()))
    }
}

impl Token {
    pub fn random() -> Token {
        let mut text = String::with_capacity(LENGTH);
        while text.len() < LENGTH {
            // 248 is the largest multiple of 62 in a byte: beyond it some letters would come more often.
            let drawn = random_bytes::<32>().into_iter().filter(|b| *b < 248);
            text.extend(drawn.take(LENGTH - text.len()).map(|b| char::from(ALPHABET[usize::from(b % 62)])));
        }
        Token(text)
    }

    /// None when the text does not have the shape of a token: it then opens nothing and the database is not asked.
    pub fn parse(text: &str) -> Option<Token> {
        let well_formed = text.len() == LENGTH && text.bytes().all(|b| b.is_ascii_alphanumeric());
        well_formed.then(|| Token(text.to_owned()))
    }

    /// The secret itself, to put in an address or a cookie.
    pub fn expose(&self) -> &str {
        &self.0
    }

    pub fn hash(&self) -> TokenHash {
        TokenHash(sha256(self.0.as_bytes()))
    }
}

impl fmt::Debug for Token {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Token(…)")
    }
}

/// SHA-256 in lowercase hexadecimal: the digest of tokens and of imported files.
pub fn sha256(bytes: &[u8]) -> String {
    hex(&Sha256::digest(bytes))
}

pub(crate) fn random_hex(bytes: usize) -> String {
    hex(&random_bytes::<32>()[..bytes.min(32)])
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|b| format!("{b:02x}")).collect()
}

fn random_bytes<const N: usize>() -> [u8; N] {
    let mut bytes = [0; N];
    // Without a source of secrets nothing here is safe: stopping is the only right answer.
    SysRng.try_fill_bytes(&mut bytes).expect("the operating system gives random bytes");
    bytes
}
