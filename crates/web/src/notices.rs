//! The letters that do not wait for Monday: to the holder when a file is incomplete or decided, to whoever may be the second
//! person when a step awaits one. Same mail, same foot and same choice as the letters of [`crate::rounds`].

use crate::accounts::letters;
use crate::accounts::mail::Mailer;
use crate::app::App;
use crate::error::Failure;
use crate::i18n::say;
use crate::page::Here;
use crate::permissions::{Action, Actor, Person, can};
use crate::routes::{applications as pages, envelopes};
use domain::calendar::paris_time;
use domain::rights::Scope;
use domain::{Lang, format};
use jiff::{SignedDuration, Timestamp};
use std::collections::BTreeSet;
use std::sync::Arc;
use store::applications::{self, Record};
use store::letters::{Reader, reader_of};
use store::notices::{self as kept, Kind, News};
use store::{ApplicationId, PersonId, StoreError, Token, people, ties};

/// What is older was told by the letter of the week, or nobody could be told.
const DAYS: i64 = 3;

/// What a letter says, in the language of its reader.
struct Words {
    subject: String,
    body: String,
}

/// Writes the letters about what happened since; gives how many left.
pub async fn write(app: &App, mail: &Mailer, now: Timestamp) -> Result<usize, StoreError> {
    let mut sent = 0;
    for news in kept::since(&app.store, now - SignedDuration::from_hours(24 * DAYS), now).await? {
        let letters = match letters_of(app, &news).await {
            Ok(letters) => letters,
            // What cannot be told hinders nothing of what came after it.
            Err(cause) => {
                tracing::error!(%cause, object = %news.object, "what happened could not be told; tried again at the next round");
                continue;
            }
        };
        let mut told = true;
        for (reader, words) in letters {
            let stop = Token::random();
            if !kept::claim(&app.store, &news.object, &reader, &stop.hash(), now).await? {
                continue;
            }
            match mail.send(letters::notice(app, &reader, words.subject, &words.body, &stop)).await {
                Ok(()) => {
                    sent += 1;
                    kept::sent(&app.store, &news.object, &reader, now).await?;
                }
                // Refused for good, as an address that is no more: nobody is written to again about this.
                Err(why) if why.for_good => {
                    tracing::warn!(cause = %why, "a letter was refused");
                    kept::sent(&app.store, &news.object, &reader, now).await?;
                }
                Err(why) => {
                    tracing::warn!(cause = %why, "a letter did not leave; tried again at the next round");
                    kept::give_back(&app.store, &news.object, &reader).await?;
                    // A mail server that is silent would be waited for as long by each; of one that answers, one reader whose
                    // own server is busy keeps nobody else from their letter.
                    if !why.answered {
                        return Ok(sent);
                    }
                    told = false;
                }
            }
        }
        if told {
            kept::done(&app.store, &news.object, now).await?;
        }
    }
    Ok(sent)
}

async fn letters_of(app: &App, news: &News) -> Result<Vec<(Reader, Words)>, StoreError> {
    if news.kind == Kind::Envelope {
        return on_an_envelope(app, &news.id).await;
    }
    let Some(id) = ApplicationId::parse(&news.id) else { return Ok(vec![]) };
    let Some(record) = applications::find(&app.store, &id).await? else { return Ok(vec![]) };
    match news.kind {
        Kind::Proposed => to_second_persons(app, &record).await,
        _ => to_the_holder(app, &record, news.kind).await,
    }
}

/// People of a scope with what they may do, once each.
async fn in_scope(app: &App, scope: &Scope, seen: &mut BTreeSet<String>) -> Result<Vec<(PersonId, Actor)>, StoreError> {
    let mut found = vec![];
    for person in people::in_scope(&app.store, scope).await? {
        if seen.insert(person.id.to_string()) {
            let given = people::rights(&app.store, &person.id).await?;
            let rights = given.into_iter().map(|given| given.right).collect();
            found.push((person.id.clone(), Actor::Person(Arc::new(Person { id: person.id.to_string(), name: person.name, rights }))));
        }
    }
    Ok(found)
}

/// Those in whose name it was filed: the contacts of the company, or the lead of the territory that applies.
async fn to_the_holder(app: &App, record: &Record, kind: Kind) -> Result<Vec<(Reader, Words)>, StoreError> {
    let (mut told, mut seen) = (vec![], BTreeSet::new());
    let place = record.place.as_ref().map(|place| Scope::Territory { phase: place.phase, code: place.code.clone() });
    for scope in [Some(Scope::Organisation(record.organisation.to_string())), place].into_iter().flatten() {
        for (person, actor) in in_scope(app, &scope, &mut seen).await? {
            if !can(&actor, Action::Apply, &pages::object(record, &actor, &[])) {
                continue;
            }
            if let Some(reader) = reader_of(&app.store, &person).await? {
                let words = holder_words(app, record, kind, reader.lang);
                told.push((reader, words));
            }
        }
    }
    Ok(told)
}

fn holder_words(app: &App, record: &Record, kind: Kind, lang: Lang) -> Words {
    let code = match kind {
        Kind::Incomplete => "incomplete",
        Kind::Inadmissible => "inadmissible",
        Kind::Declined => "declined",
        _ => "notified",
    };
    let (title, number, link) = (&record.life.form.title, &record.number, letters::address(app, lang, &pages::address(record)));
    let missing = record.life.missing.iter().map(|one| format!("- {one}")).collect::<Vec<_>>().join("\n");
    let until = record.life.missing_until.map_or_else(String::new, |day| format::date(day, lang));
    let values = [
        ("title", title.as_str()),
        ("number", number.as_str()),
        ("missing", missing.as_str()),
        ("until", until.as_str()),
        ("link", link.as_str()),
    ];
    Words { subject: say(lang, &format!("notice-{code}-subject"), &values), body: say(lang, &format!("notice-{code}"), &values) }
}

/// Those who examine for the operator, but whoever proposed and whoever is tied to them.
async fn to_second_persons(app: &App, record: &Record) -> Result<Vec<(Reader, Words)>, StoreError> {
    let Some(proposal) = &record.proposal else { return Ok(vec![]) };
    let (mut told, mut seen) = (vec![], BTreeSet::new());
    let operator = &record.operator;
    let near = record.place.as_ref().map(|place| Scope::OperatorIn { operator: operator.clone(), region: place.region.clone() });
    let mut people = vec![];
    for scope in std::iter::once(Scope::Operator(operator.clone())).chain(near) {
        people.extend(in_scope(app, &scope, &mut seen).await?);
    }
    for (person, actor) in people {
        let examines = pages::sees(&actor, record, &[]).is_some_and(|sees| sees.instructs);
        let me = actor.signature();
        if !examines || proposal.who == me || ties::tied(&app.store, &proposal.who, &me).await?.is_some() {
            continue;
        }
        if let Some(reader) = reader_of(&app.store, &person).await? {
            let here = here(reader.lang);
            let link = letters::address(app, here.lang, &format!("{}/instruction", pages::address(record)));
            let (step, until) = (proposal.step.name(), format::date(paris_time(proposal.expires_at()).date(), here.lang));
            let what = format!("{} – {} ({})", step.get(here.lang), record.life.form.title, record.number);
            let terms = pages::terms_of(&here, &record.life, &proposal.step);
            told.push((reader, second_words(&here, what, &terms, &until, &link)));
        }
    }
    Ok(told)
}

/// The page in the language of whoever reads a letter.
fn here(lang: Lang) -> Here {
    Here::of(if lang == Lang::En { "/en" } else { "/" })
}

/// What is proposed, then its terms, label and value, a line each: as on the page where it is approved.
fn second_words(here: &Here, mut what: String, terms: &[(String, String)], until: &str, link: &str) -> Words {
    for (label, value) in terms {
        what += &format!("\n- {label}{}{value}", here.colon());
    }
    let values = [("what", what.as_str()), ("until", until), ("link", link)];
    Words { subject: say(here.lang, "notice-second-subject", &values), body: say(here.lang, "notice-second", &values) }
}

/// Those who may approve a line of an envelope: whoever decides or writes acts there.
async fn on_an_envelope(app: &App, id: &str) -> Result<Vec<(Reader, Words)>, StoreError> {
    let Some(proposal) = store::ledger::proposal(&app.store, id).await? else { return Ok(vec![]) };
    let all = store::ledger::envelopes(&app.store).await?.into_iter().collect();
    let acts = store::call_envelopes::in_force(&app.store).await?;
    let root = envelopes::view::root(&all, &proposal.entry.envelope);
    let region = envelopes::view::region_above(&all, &proposal.entry.envelope);
    let mut scopes = BTreeSet::from([Scope::National]);
    let calls = app.rulebook.programmes.iter().flat_map(|programme| &programme.calls);
    for call in calls.filter(|call| envelopes::view::draws(&acts, call, &root)) {
        let operator = domain::name::slug(&call.operator);
        scopes.extend(region.clone().map(|region| Scope::OperatorIn { operator: operator.clone(), region }));
        scopes.insert(Scope::Operator(operator));
    }
    scopes.extend(app.reference.regions().map(|(code, _)| Scope::Region(code.to_owned())));
    let (mut told, mut seen) = (vec![], BTreeSet::new());
    for scope in scopes {
        for (person, actor) in in_scope(app, &scope, &mut seen).await? {
            let Some(reader) = reader_of(&app.store, &person).await? else { continue };
            let here = here(reader.lang);
            let waiting = envelopes::awaiting(app, &here, &actor).await.map_err(unread)?;
            // The page of an envelope may hold several: this one is told by its own address.
            if let Some((path, waiting)) = waiting.into_iter().find(|(_, waiting)| waiting.path.ends_with(id)) {
                let what = format!("{} – {} ({})", waiting.what, waiting.amount, waiting.decision);
                let link = letters::address(app, here.lang, &path);
                let day = (here.t("decide-date"), waiting.date);
                let terms: Vec<_> = std::iter::once(day).chain(waiting.terms).collect();
                told.push((reader, second_words(&here, what, &terms, &waiting.until, &link)));
            }
        }
    }
    Ok(told)
}

fn unread(failure: Failure) -> StoreError {
    StoreError::Unreadable { what: "proposal".into(), why: format!("{failure:?}") }
}
