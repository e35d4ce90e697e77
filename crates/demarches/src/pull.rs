//! A pull: pages one after the other, each kept with the place it ends at before the next is asked. Stopped at any point, it
//! goes on from there; finished, the next one takes what changed since.

use crate::{Client, Dossier, Failure, Gone};
use domain::Text;
use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};

/// Changes are looked for from a little before the last one seen: two may share an instant, clocks differ a little.
const OVERLAP: SignedDuration = SignedDuration::from_mins(5);
/// The platform's own ceiling is 100; half of it answers in time more often.
const FIRST: u32 = 50;

/// Where a pull stands; kept beside the files it brought.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Checkpoint {
    /// Only files changed since; none for all of them.
    pub since: Option<Timestamp>,
    /// Where the next page begins, when a pull is under way.
    pub cursor: Option<String>,
    /// Latest change seen in the pull under way.
    pub latest: Option<Timestamp>,
}

/// What a pull did.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Pulled {
    pub files: usize,
    pub gone: usize,
    pub pages: usize,
    /// Pages asked again with fewer files.
    pub lightened: usize,
}

/// Pulls what changed since `from`. `keep` gets each page with the checkpoint that stands once it is kept; when it fails
/// the pull stops there. The last call has no cursor: the pull is whole.
///
/// # Errors
/// What stopped it, with what was done before; the last checkpoint kept is where to go on from.
pub fn pull(
    client: &Client,
    demarche: i64,
    from: Checkpoint,
    mut keep: impl FnMut(Vec<Dossier>, Vec<Gone>, &Checkpoint) -> Result<(), Text>,
) -> Result<Pulled, (Text, Pulled)> {
    let (mut done, mut at, mut first) = (Pulled::default(), from, FIRST);
    loop {
        let page = match client.again(|| client.files(demarche, first, at.cursor.as_deref(), at.since)) {
            Ok(page) => page,
            Err(Failure::TooHeavy(_)) if first > 1 => {
                first = (first / 4).max(1);
                done.lightened += 1;
                continue;
            }
            Err(failure) => return Err((failure.why().clone(), done)),
        };
        done.pages += 1;
        done.files += page.nodes.len();
        at.latest = page.nodes.iter().map(|file| file.modified_at).chain(at.latest).max();
        let Some(next) = page.next else {
            let erased = match erased(client, demarche, at.since) {
                Ok(erased) => erased,
                Err(why) => return Err((why, done)),
            };
            done.gone = erased.len();
            let whole = Checkpoint { since: at.latest.map(|latest| latest - OVERLAP).or(at.since), cursor: None, latest: None };
            keep(page.nodes, erased, &whole).map_err(|why| (why, done.clone()))?;
            return Ok(done);
        };
        if at.cursor.as_ref() == Some(&next) {
            let why = Text::new("la plateforme rend deux fois la même page", "the platform gives the same page twice");
            return Err((why, done));
        }
        at.cursor = Some(next);
        keep(page.nodes, vec![], &at).map_err(|why| (why, done.clone()))?;
        // A server that recovered gets full pages again, little by little.
        first = (first * 2).min(FIRST);
    }
}

fn erased(client: &Client, demarche: i64, since: Option<Timestamp>) -> Result<Vec<Gone>, Text> {
    let (mut all, mut cursor, mut first): (Vec<Gone>, Option<String>, u32) = (vec![], None, FIRST);
    loop {
        let page = match client.again(|| client.gone(demarche, first, cursor.as_deref(), since)) {
            Ok(page) => page,
            Err(Failure::TooHeavy(_)) if first > 1 => {
                first = (first / 4).max(1);
                continue;
            }
            Err(failure) => return Err(failure.why().clone()),
        };
        all.extend(page.nodes);
        match page.next {
            Some(next) if cursor.as_ref() != Some(&next) => cursor = Some(next),
            _ => return Ok(all),
        }
    }
}
