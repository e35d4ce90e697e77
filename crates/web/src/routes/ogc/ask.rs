//! What a request asks of the open data, read strictly: an unknown, repeated or unreadable parameter is a 400 that says
//! which; and how answers are given, as JSON or as a page.

use crate::accept::Accept;
use crate::app::App;
use crate::error::Failure;
use crate::page::Here;
use axum::extract::{FromRequestParts, OriginalUri};
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use domain::{Lang, Problem, Text};
use std::collections::BTreeMap;
use std::convert::Infallible;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    Json,
    Html,
    Csv,
    Xlsx,
    TileJson,
}

impl Format {
    pub fn name(self) -> &'static str {
        match self {
            Format::Json => "json",
            Format::Html => "html",
            Format::Csv => "csv",
            Format::Xlsx => "xlsx",
            Format::TileJson => "tilejson",
        }
    }

    /// How much the client wants it.
    fn weight(self, accept: &Accept) -> u16 {
        match self {
            Format::Json | Format::TileJson => accept.json(),
            Format::Html => accept.weight("text/html"),
            Format::Csv => accept.weight("text/csv"),
            Format::Xlsx => accept.weight("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
        }
    }
}

/// One request.
pub struct Call {
    pub here: Here,
    /// Public address of the server, with the language: "https://rebond.example/en".
    pub base: String,
    params: BTreeMap<String, String>,
    /// Parameters said twice.
    repeated: Vec<String>,
    accept: Accept,
    headers: HeaderMap,
}

/// A refusal, told to a browser as a page and to a program as a problem (RFC 9457): see [`Failure`].
#[derive(Debug)]
pub struct Wrong(Failure);

impl FromRequestParts<App> for Call {
    type Rejection = Infallible;
    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Call, Infallible> {
        let here = Here::from_request_parts(parts, app).await?;
        let uri = OriginalUri::from_request_parts(parts, app).await?.0;
        let (mut params, mut repeated) = (BTreeMap::new(), vec![]);
        for (name, value) in form_urlencoded::parse(uri.query().unwrap_or_default().as_bytes()) {
            if params.insert(name.to_string(), value.into_owned()).is_some() {
                repeated.push(name.into_owned());
            }
        }
        let base = format!("{}{}", app.base_url, here.url("/").trim_end_matches('/'));
        Ok(Call { base, here, params, repeated, accept: Accept::of(&parts.headers), headers: parts.headers.clone() })
    }
}

impl Call {
    pub fn get(&self, name: &str) -> Option<&str> {
        self.params.get(name).map(String::as_str)
    }

    pub fn params(&self) -> impl Iterator<Item = (&str, &str)> {
        self.params.iter().map(|(name, value)| (name.as_str(), value.as_str()))
    }

    /// Refuses what is not among these names (`f` always is), and picks the format among those that are offered.
    pub fn format(&self, offered: &[Format], known: &[&str]) -> Result<Format, Wrong> {
        self.only(known)?;
        match self.get("f") {
            // Of those wanted as much, the first offered: `max_by_key` keeps the last.
            None => match offered.iter().rev().max_by_key(|format| format.weight(&self.accept)) {
                Some(best) if best.weight(&self.accept) > 0 => Ok(*best),
                _ => Err(self.unread(&offered.iter().map(|f| f.name()).collect::<Vec<_>>().join(", "))),
            },
            Some(name) => offered.iter().copied().find(|f| f.name() == name).ok_or_else(|| {
                let names = offered.iter().map(|f| f.name()).collect::<Vec<_>>().join(", ");
                self.bad(Text::new(
                    format!("f={} n’existe pas ici : choisir {names}", cut(name)),
                    format!("f={} does not exist here: choose {names}", cut(name)),
                ))
            }),
        }
    }

    /// Refuses a client that reads nothing of what there is.
    pub fn unread(&self, names: &str) -> Wrong {
        let what = Text::new(
            format!("rien de ce que demande l’en-tête Accept n’existe ici ; il y a {names} (paramètre f)"),
            format!("nothing that the Accept header asks for exists here; there is {names} (parameter f)"),
        );
        Wrong(Failure::Format(self.here.clone(), what))
    }

    /// Whether the client takes one of these media types.
    pub fn takes(&self, media: &[&str]) -> bool {
        media.iter().any(|media| self.accept.weight(media) > 0)
    }

    /// Refuses a parameter that is repeated, or not among these names.
    pub fn only(&self, known: &[&str]) -> Result<(), Wrong> {
        if let Some(name) = self.repeated.first() {
            let name = cut(name);
            return Err(
                self.bad(Text::new(format!("le paramètre {name} est donné deux fois"), format!("the parameter {name} is given twice")))
            );
        }
        match self.params.keys().find(|name| *name != "f" && !known.contains(&name.as_str())) {
            None => Ok(()),
            Some(name) => {
                let (name, all) = (cut(name), known.iter().chain(&["f"]).copied().collect::<Vec<_>>().join(", "));
                Err(self.bad(Text::new(
                    format!("paramètre inconnu « {name} » ; ceux d’ici : {all}"),
                    format!("unknown parameter “{name}”; those of this address: {all}"),
                )))
            }
        }
    }

    pub fn bad(&self, what: Text) -> Wrong {
        Wrong(Failure::Bad(self.here.clone(), what))
    }

    pub fn problem(&self, problem: &Problem) -> Wrong {
        self.bad(Text::each(|lang| sentence(problem, lang)))
    }

    pub fn missing(&self, what: Text) -> Wrong {
        Wrong(Failure::Absent(self.here.clone(), what))
    }

    /// Logged with its cause; the reader sees none of it.
    pub fn ours(&self, cause: impl std::fmt::Display) -> Wrong {
        Wrong(Failure::ours(&self.here, cause))
    }

    /// Address of a path of the product, in the language of the request.
    pub fn url(&self, path: &str) -> String {
        format!("{}{path}", self.base)
    }

    /// This very address with these parameters set (or, with none, taken away).
    pub fn with(&self, changes: &[(&str, Option<&str>)]) -> String {
        let mut query = form_urlencoded::Serializer::new(String::new());
        for (name, value) in &self.params {
            if !changes.iter().any(|(changed, _)| changed == name) {
                query.append_pair(name, value);
            }
        }
        for (name, value) in changes {
            if let Some(value) = value {
                query.append_pair(name, value);
            }
        }
        let path = self.url(self.here.path.split('?').next().unwrap_or_default());
        let query = query.finish();
        if query.is_empty() { path } else { format!("{path}?{query}") }
    }

    /// The answer, or 304 when the reader already holds this version; `more` are further headers.
    pub fn answer(
        &self,
        media: &'static str,
        version: &str,
        more: &[(header::HeaderName, String)],
        body: impl Into<axum::body::Body>,
    ) -> Response {
        let tag = format!("W/\"{version}-{}\"", self.here.lang.code());
        let known = self.headers.get(header::IF_NONE_MATCH).and_then(|v| v.to_str().ok()).unwrap_or_default();
        let held = !version.is_empty() && known.split(',').any(|t| t.trim() == tag || t.trim() == "*");
        let mut response =
            if held { StatusCode::NOT_MODIFIED.into_response() } else { ([(header::CONTENT_TYPE, media)], body.into()).into_response() };
        let headers = response.headers_mut();
        // Data of public pages: caches may keep them, and ask whether they still hold.
        headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("public, no-cache"));
        if let (false, Ok(tag)) = (version.is_empty(), HeaderValue::from_str(&tag)) {
            headers.insert(header::ETAG, tag);
        }
        for (name, value) in more {
            if let Ok(value) = HeaderValue::from_str(value) {
                headers.insert(name.clone(), value);
            }
        }
        response
    }

    pub fn json(&self, media: &'static str, version: &str, value: &serde_json::Value) -> Response {
        self.answer(media, version, &[], value.to_string())
    }
}

/// What is wrong with a parameter, as people read it: "filter, caractère 12 : propriété inconnue « nom » ; choisir parmi…".
fn sentence(problem: &Problem, lang: Lang) -> String {
    let (line, character, colon, semicolon) = match lang {
        Lang::Fr => ("ligne", "caractère", "\u{a0}: ", "\u{a0}; "),
        Lang::En => ("line", "character", ": ", "; "),
    };
    let mut told = problem.field.clone();
    // A filter is one line, unless it is JSON.
    if problem.line > 1 {
        told += &format!(", {line} {}", problem.line);
    }
    if problem.column > 0 {
        told += &format!(", {character} {}", problem.column);
    }
    let mend = problem.mend.get(lang);
    let semicolon = if mend.is_empty() { "" } else { semicolon };
    told + colon + problem.what.get(lang) + semicolon + mend
}

/// The beginning of what was typed, to show it.
pub fn cut(text: &str) -> String {
    text.chars().take(60).collect()
}

impl IntoResponse for Wrong {
    fn into_response(self) -> Response {
        self.0.into_response()
    }
}
