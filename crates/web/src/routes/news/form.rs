//! The form of an article: what was typed, read strictly, and what is kept, written back.

use crate::page::Here;
use crate::routes::projects::form::Typed;
use domain::calendar::read_date;
use domain::rights::Scope;
use domain::{Date, Mark, Source};
use store::news::{Article, Kept};

const LONGEST: usize = 20_000;
const MOST_SOURCES: usize = 20;

/// What is wrong, by field.
pub type Errors = Vec<(&'static str, String)>;

pub fn text<'a>(values: &'a Typed, name: &str) -> &'a str {
    values.get(name).map(|v| v.trim()).unwrap_or_default()
}

/// The same for the summary, away from the fields: what is only told to be filled names its field.
pub fn summary(here: &Here, errors: &Errors) -> Errors {
    let required = here.t("form-required");
    let label = |name: &str| here.t(&format!("article-{}", name.replace('_', "-")));
    let told = |name: &str, why: &String| if *why == required { format!("{}{}{why}", label(name), here.colon()) } else { why.clone() };
    errors.iter().map(|(name, why)| (*name, told(name, why))).collect()
}

/// The article that was typed, or what is wrong with it, each beside its field.
pub fn read(here: &Here, scope: Scope, values: &Typed, today: Date) -> Result<Article, Errors> {
    let mut errors: Errors = vec![];
    let long = |most: usize| crate::i18n::say(here.lang, "article-long", &[("n", &most.to_string())]);
    for (name, needed, most) in
        [("title_fr", true, 200), ("title_en", false, 200), ("signed", true, 120), ("body_fr", true, LONGEST), ("body_en", false, LONGEST)]
    {
        match text(values, name).chars().count() {
            0 if needed => errors.push((name, here.t("form-required"))),
            n if n > most => errors.push((name, long(most))),
            _ => {}
        }
    }
    if text(values, "title_en").is_empty() != text(values, "body_en").is_empty() {
        let name = if text(values, "title_en").is_empty() { "title_en" } else { "body_en" };
        errors.push((name, here.t("article-english-whole")));
    }
    let dated = match read_date(text(values, "dated")) {
        Ok(date) if date > today => Err(here.t("article-future")),
        Ok(date) => Ok(date),
        Err(why) => Err(here.x(&why)),
    };
    let sources = sources(here, text(values, "sources"));
    if let Err(why) = &sources {
        errors.push(("sources", why.clone()));
    }
    match (dated, sources) {
        (Ok(dated), Ok(sources)) if errors.is_empty() => Ok(Article {
            scope,
            title_fr: text(values, "title_fr").to_owned(),
            title_en: text(values, "title_en").to_owned(),
            body_fr: text(values, "body_fr").to_owned(),
            body_en: text(values, "body_en").to_owned(),
            dated,
            signed: text(values, "signed").to_owned(),
            sources,
        }),
        (dated, _) => {
            errors.extend(dated.err().map(|why| ("dated", why)));
            Err(errors)
        }
    }
}

/// One source a line: "Title | https://…", or a title alone.
fn sources(here: &Here, typed: &str) -> Result<Vec<Source>, String> {
    let lines: Vec<&str> = typed.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
    if lines.len() > MOST_SOURCES {
        return Err(crate::i18n::say(here.lang, "article-sources-many", &[("n", &MOST_SOURCES.to_string())]));
    }
    let mut sources = vec![];
    for line in lines {
        let (title, url) = match line.rsplit_once('|') {
            Some((title, url)) => (title.trim(), Some(url.trim())),
            None => (line, None),
        };
        let web = |url: &str| (url.starts_with("https://") || url.starts_with("http://")) && !url.contains(char::is_whitespace);
        if title.is_empty() || line.chars().count() > 600 || url.is_some_and(|url| !web(url)) {
            return Err(crate::i18n::say(here.lang, "article-source-unread", &[("line", line)]));
        }
        sources.push(Source { url: url.map(str::to_owned), ..Source::new(title, Mark::General) });
    }
    Ok(sources)
}

/// The form of an article as it is kept.
pub fn filled(kept: &Kept) -> Typed {
    let a = &kept.article;
    let line = |source: &Source| match &source.url {
        Some(url) => format!("{} | {url}", source.title),
        None => source.title.clone(),
    };
    [
        ("version", kept.version.to_string()),
        ("title_fr", a.title_fr.clone()),
        ("title_en", a.title_en.clone()),
        ("body_fr", a.body_fr.clone()),
        ("body_en", a.body_en.clone()),
        ("dated", a.dated.to_string()),
        ("signed", a.signed.clone()),
        ("sources", a.sources.iter().map(line).collect::<Vec<_>>().join("\n")),
    ]
    .map(|(name, value)| (name.to_owned(), value))
    .into()
}
