//! Why a page could not be read, and whether asking again helps.

use domain::Text;
use std::time::Duration;

#[derive(Clone, Debug, PartialEq)]
pub enum Failure {
    /// The server was too slow for that many files: ask for fewer.
    TooHeavy(Text),
    /// Busy or away: ask again, after this long when it says so.
    Away(Text, Option<Duration>),
    /// Asking again changes nothing: the token, the number, the query.
    Refused(Text),
}

impl Failure {
    pub fn why(&self) -> &Text {
        match self {
            Failure::TooHeavy(why) | Failure::Away(why, _) | Failure::Refused(why) => why,
        }
    }

    pub(crate) fn away(fr: &str, en: &str) -> Failure {
        Failure::Away(Text::new(fr, en), None)
    }

    pub(crate) fn refused(fr: impl AsRef<str>, en: impl AsRef<str>) -> Failure {
        Failure::Refused(Text::new(fr, en))
    }
}
