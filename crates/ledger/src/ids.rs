//! Names of envelopes and awards, chosen by whoever opens them: short, printable, the same in an address and a file.

use serde::{Deserialize, Serialize};
use std::fmt;

const LONGEST: usize = 64;

macro_rules! id {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
        #[serde(try_from = "String", into = "String")]
        pub struct $name(String);

        impl $name {
            /// One to 64 letters, digits, `-`, `_` or `.`, without accents; None otherwise.
            pub fn parse(text: &str) -> Option<$name> {
                let allowed = |b: u8| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_' | b'.');
                (!text.is_empty() && text.len() <= LONGEST && text.bytes().all(allowed)).then(|| $name(text.to_owned()))
            }
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }
        impl TryFrom<String> for $name {
            type Error = String;
            fn try_from(text: String) -> Result<$name, String> {
                $name::parse(&text).ok_or_else(|| format!("{text:?}: one to 64 letters, digits, '-', '_' or '.'"))
            }
        }
        impl From<$name> for String {
            fn from(id: $name) -> String {
                id.0
            }
        }
        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }
    };
}

id!(
    /// An envelope: "fonds-friches".
    EnvelopeId
);
id!(
    /// An award, from its reservation to its last payment: the number of the file, "FA-2020-0412".
    AwardId
);
