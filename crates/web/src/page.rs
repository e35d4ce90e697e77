//! What every template knows: the language, the place in the navigation, and how figures and dates are written.

use crate::accept::Accept;
use crate::i18n;
use crate::permissions::{Actor, manages_people};
use axum::extract::{FromRequestParts, OriginalUri};
use axum::http::Method;
use axum::http::request::Parts;
use domain::calendar::paris_time;
use domain::{Answer, Cents, Date, Lang, Mark, Position, Rate, Status, Text, format};
use jiff::Timestamp;
use std::convert::Infallible;

/// Where a request stands: its language (the `/en` prefix) and its address without that prefix.
#[derive(Clone, Debug)]
pub struct Here {
    pub lang: Lang,
    /// "/sites?region=Bretagne".
    pub path: String,
    pub who: Who,
    /// Asked to be read: an address that can be gone back to.
    pub read: bool,
    /// A page is wanted rather than data: the address says so (`f=html`), or else the client's Accept header.
    pub wants_page: bool,
}

/// Who asks, as far as the top of a page tells.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum Who {
    #[default]
    Visitor,
    Operator,
    Person {
        name: String,
        manages: bool,
    },
}

impl Here {
    pub fn of(path_and_query: &str) -> Here {
        let (lang, path) = match path_and_query.strip_prefix("/en") {
            Some("") => (Lang::En, "/".into()),
            Some(rest) if rest.starts_with('?') => (Lang::En, format!("/{rest}")),
            Some(rest) if rest.starts_with('/') => (Lang::En, rest.into()),
            _ => (Lang::Fr, path_and_query.into()),
        };
        Here { lang, path, who: Who::Visitor, read: false, wants_page: false }
    }
    pub fn t(&self, key: &str) -> String {
        i18n::say(self.lang, key, &[])
    }
    /// What rules, data and stations say, in this language, where no page is made yet: a title, an error, a choice.
    pub fn x(&self, text: &Text) -> String {
        i18n::of(text, self.lang)
    }
    /// What stands between a name and what is said of it: French puts a space before its colon, which never ends a line.
    pub fn colon(&self) -> &'static str {
        match self.lang {
            Lang::Fr => "\u{a0}: ",
            Lang::En => ": ",
        }
    }
    /// What stands between two sayings of one list.
    pub fn semicolon(&self) -> &'static str {
        match self.lang {
            Lang::Fr => "\u{a0}; ",
            Lang::En => "; ",
        }
    }
    pub fn url(&self, path: &str) -> String {
        address(self.lang, path)
    }
    pub fn page(&self, nav: Nav, title: impl Into<String>) -> Page {
        Page { here: self.clone(), nav, title: title.into(), private: false, scripts: vec![] }
    }
}

fn address(lang: Lang, path: &str) -> String {
    match lang {
        Lang::Fr => path.to_owned(),
        Lang::En if path == "/" => "/en".to_owned(),
        Lang::En => format!("/en{path}"),
    }
}

impl<S: Send + Sync> FromRequestParts<S> for Here {
    type Rejection = Infallible;
    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Here, Infallible> {
        let uri = match OriginalUri::from_request_parts(parts, state).await {
            Ok(OriginalUri(uri)) => uri,
            Err(never) => match never {},
        };
        let who = match parts.extensions.get::<Actor>() {
            Some(Actor::Operator) => Who::Operator,
            Some(actor @ Actor::Person(person)) => Who::Person { name: person.name.clone(), manages: manages_people(actor) },
            _ => Who::Visitor,
        };
        let read = parts.method == Method::GET;
        let mut asked = form_urlencoded::parse(uri.query().unwrap_or_default().as_bytes());
        let format = asked.find(|(name, _)| name == "f").map(|(_, format)| format == "html");
        let wants_page = format.unwrap_or_else(|| Accept::of(&parts.headers).prefers_page());
        Ok(Here { who, read, wants_page, ..Here::of(uri.path_and_query().map_or("/", |p| p.as_str())) })
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Nav {
    Home,
    Territories,
    Sites,
    Projects,
    Measures,
    Calls,
    Sectors,
    Steering,
    News,
    None,
}

#[derive(Clone, Debug)]
pub struct Page {
    pub here: Here,
    pub nav: Nav,
    pub title: String,
    /// A page behind an unguessable address: never indexed, never cached, never told to other sites.
    pub private: bool,
    /// Scripts of `ui/dist` this page needs besides `app.js`.
    pub scripts: Vec<&'static str>,
}

impl Page {
    pub fn private(mut self) -> Page {
        self.private = true;
        self
    }
    pub fn script(mut self, name: &'static str) -> Page {
        self.scripts.push(name);
        self
    }
    pub fn lang(&self) -> Lang {
        self.here.lang
    }
    pub fn colon(&self) -> &'static str {
        self.here.colon()
    }
    pub fn semicolon(&self) -> &'static str {
        self.here.semicolon()
    }
    /// What a tag says of a text that is French in every language: the title of a source, which is a proper name. A screen reader
    /// then reads it as French; nothing on a page that is.
    pub fn french(&self) -> &'static str {
        match self.lang() {
            Lang::Fr => "",
            Lang::En => " lang=\"fr\"",
        }
    }
    /// A word of a list of the national standard, in the reader's language; files and addresses keep the French one.
    pub fn listed<'a>(&self, word: &'a str) -> &'a str {
        cnig::told(word, self.lang())
    }
    pub fn t(&self, key: &str) -> String {
        self.here.t(key)
    }
    /// A message with one value: its key, the name of the value in the message, the value.
    pub fn t1(&self, key: &str, name: &str, value: impl ToString) -> String {
        i18n::say(self.lang(), key, &[(name, &value.to_string())])
    }
    pub fn t2(&self, key: &str, name: &str, value: impl ToString, name2: &str, value2: impl ToString) -> String {
        i18n::say(self.lang(), key, &[(name, &value.to_string()), (name2, &value2.to_string())])
    }
    /// Address of a page in the reader's language; `path` begins with "/".
    pub fn url(&self, path: impl AsRef<str>) -> String {
        address(self.lang(), path.as_ref())
    }
    /// This very page in the other language.
    pub fn other_url(&self) -> String {
        address(self.lang().other(), &self.here.path)
    }
    pub fn is(&self, nav: &str) -> bool {
        format!("{:?}", self.nav).eq_ignore_ascii_case(nav)
    }
    pub fn x(&self, text: &Text) -> String {
        self.here.x(text)
    }
    /// The title of a source, French in every language: its signs stay with their words.
    pub fn titled(&self, title: &str) -> String {
        i18n::unbroken(title)
    }
    /// A sentence a study tells already in the reader's language: its signs stay with their words.
    pub fn told(&self, sentence: &str) -> String {
        i18n::unbroken(sentence)
    }
    pub fn money(&self, amount: &Cents) -> String {
        format::money(*amount, self.lang())
    }
    /// The same as [`Page::x`], of a text made on the spot.
    pub fn say(&self, text: Text) -> String {
        self.x(&text)
    }
    pub fn percent(&self, rate: &Rate) -> String {
        format::percent(*rate, self.lang())
    }
    /// A share between 0 and 1 as a whole percentage.
    pub fn share(&self, share: &f64) -> String {
        format::percent(Rate((share * 100.0).round() as u32 * 100), self.lang())
    }
    pub fn number(&self, value: &f64, decimals: usize) -> String {
        format::number(*value, decimals, self.lang())
    }
    /// Latitude then longitude, in degrees.
    pub fn place(&self, place: &Position) -> String {
        let between = if self.lang() == Lang::Fr { "\u{a0}; " } else { ", " };
        format!("{}{between}{}", self.number(&place.lat, 4), self.number(&place.lon, 4))
    }
    pub fn count(&self, value: impl std::borrow::Borrow<usize>) -> String {
        format::number(*value.borrow() as f64, 0, self.lang())
    }
    pub fn date(&self, date: &Date) -> String {
        format::date(*date, self.lang())
    }
    pub fn short_date(&self, date: &Date) -> String {
        format::short_date(*date, self.lang())
    }
    /// On a clock in Paris.
    pub fn moment(&self, at: &Timestamp) -> String {
        format::moment(paris_time(*at), self.lang())
    }
    pub fn month(&self, date: &Date) -> String {
        format::month(*date, self.lang())
    }
    /// Class of a tag for a three-valued answer: colour is never the only sign, the word goes with it.
    pub fn answer_class(&self, answer: &Answer) -> &'static str {
        match answer {
            Answer::Met => "met",
            Answer::NotMet => "unmet",
            Answer::Unknown => "unknown",
        }
    }
    pub fn answer_sign(&self, answer: &Answer) -> &'static str {
        match answer {
            Answer::Met => "✓",
            Answer::NotMet => "✕",
            Answer::Unknown => "?",
        }
    }
    pub fn answer(&self, answer: &Answer) -> String {
        match answer {
            Answer::Met => self.t("answer-met"),
            Answer::NotMet => self.t("answer-unmet"),
            Answer::Unknown => self.t("answer-unknown"),
        }
    }
    /// How a source was read, in words.
    pub fn mark(&self, mark: &Mark) -> String {
        match mark {
            Mark::Verified => self.t("mark-verified"),
            Mark::Partial => self.t("mark-partial"),
            Mark::General => self.t("mark-general"),
            Mark::Assumed => self.t("mark-assumed"),
            Mark::Computed => self.t("mark-computed"),
        }
    }
    pub fn status(&self, status: &Status) -> String {
        match status {
            Status::Declared => self.t("status-declared"),
            Status::Verified => self.t("status-verified"),
            Status::Assumed => self.t("status-assumed"),
            Status::Computed => self.t("status-computed"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_is_written_with_the_marks_of_the_language() {
        let place = Position { lat: 46.78, lon: 4.85, approximate: false };
        let told = |path: &str| Here::of(path).page(Nav::Sites, "").place(&place);
        assert_eq!((told("/").as_str(), told("/en").as_str()), ("46,78\u{a0}; 4,85", "46.78, 4.85"));
    }

    #[test]
    fn what_is_told_before_a_page_is_made_keeps_its_signs_too() {
        let why = Text::new("date illisible : « hier »", "unreadable date: “hier”");
        let told = ["/", "/en"].map(|path| Here::of(path).x(&why));
        assert_eq!(told, ["date illisible\u{a0}: «\u{a0}hier\u{a0}»", "unreadable date: “hier”"]);
    }

    #[test]
    fn the_prefix_alone_decides_the_language() {
        for (address, lang, path) in [
            ("/", Lang::Fr, "/"),
            ("/en", Lang::En, "/"),
            ("/en/sites?q=a", Lang::En, "/sites?q=a"),
            ("/entreprises", Lang::Fr, "/entreprises"),
            ("/en?x=1", Lang::En, "/?x=1"),
        ] {
            let here = Here::of(address);
            assert_eq!((here.lang, here.path.as_str()), (lang, path), "{address}");
        }
    }
}
