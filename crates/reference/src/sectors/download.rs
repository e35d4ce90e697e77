//! Fetches an official file, however large: resumes where a broken line stopped, checks what it got, and gives the file
//! its name only when it is whole.

use super::input::{Meter, cannot_read, file_digest};
use super::progress::{Clock, Progress};
use crate::tables::cannot_write;
use domain::Text;
use std::fs::{File, OpenOptions};
use std::io::{Read, Write};
use std::path::{Path, PathBuf};
use std::time::Duration;

/// Hosts from which a file is fetched without being told to: those of the producers.
const OFFICIAL: [&str; 6] =
    ["open.urssaf.fr", "files.data.gouv.fr", "object.files.data.gouv.fr", "www.data.gouv.fr", "www.insee.fr", "www.cepii.fr"];

/// How patient a download is, and what it must end as.
#[derive(Clone, Debug)]
pub struct FetchOptions {
    /// SHA-256 that the file must have, when it is known.
    pub sha256: Option<String>,
    /// Accept an address that is not one of a producer, or not https.
    pub any_host: bool,
    /// Tries in a row without a single new byte.
    pub tries: u32,
    /// Wait before the second try; doubled each time.
    pub pause: Duration,
    /// Longest silence of the server.
    pub silence: Duration,
}

impl Default for FetchOptions {
    fn default() -> Self {
        FetchOptions { sha256: None, any_host: false, tries: 5, pause: Duration::from_secs(1), silence: Duration::from_secs(60) }
    }
}

/// Fetches `url` into `to`. Stopped half-way, the bytes received stay beside, and the next call goes on from there. The
/// digest of the file is given back.
pub fn fetch(url: &str, to: &Path, options: &FetchOptions, progress: &mut dyn FnMut(&Progress)) -> Result<String, Text> {
    if !options.any_host && !is_official(url) {
        return Err(Text::new(
            format!(
                "{url} n’est pas une adresse officielle en https ({}) : téléchargez le fichier vous-même et donnez-le",
                OFFICIAL.join(", ")
            ),
            format!("{url} is not an official https address ({}): download the file yourself and give it", OFFICIAL.join(", ")),
        ));
    }
    if let Some(folder) = to.parent() {
        std::fs::create_dir_all(folder).map_err(|e| cannot_write(folder, &e))?;
    }
    let part = beside(to, "part");
    let config = ureq::Agent::config_builder()
        .http_status_as_error(false)
        // A compressed answer could not be resumed.
        .accept_encoding("identity")
        .timeout_connect(Some(options.silence))
        .timeout_recv_response(Some(options.silence))
        .timeout_per_read(Some(options.silence))
        .build();
    let agent: ureq::Agent = config.into();
    let mut clock = Clock::new(progress);
    let (mut tries, mut pause) = (0, options.pause);
    loop {
        let before = length(&part);
        match once(&agent, url, to, &part, &mut clock) {
            Ok(()) => break,
            Err(Stop::ForGood(why)) => return Err(failed(url, to, &why)),
            Err(Stop::Again(why)) => {
                tries = if length(&part) > before { 1 } else { tries + 1 };
                if tries >= options.tries {
                    return Err(failed(url, to, &why));
                }
                std::thread::sleep(pause);
                pause = (pause * 2).min(Duration::from_secs(60));
            }
        }
    }
    let digest = file_digest(&part)?;
    if let Some(expected) = options.sha256.as_deref().filter(|expected| !expected.eq_ignore_ascii_case(&digest)) {
        std::fs::remove_file(&part).map_err(|e| cannot_write(&part, &e))?;
        return Err(failed(
            url,
            to,
            &Text::new(
                format!("l’empreinte SHA-256 reçue est {digest}, attendue {expected} : le fichier est jeté"),
                format!("the SHA-256 received is {digest}, expected {expected}: the file is thrown away"),
            ),
        ));
    }
    std::fs::rename(&part, to).map_err(|e| cannot_write(to, &e))?;
    // The mark of the version is of no use once the file is whole; a former one would only be ignored.
    let _ = std::fs::remove_file(beside(to, "etag"));
    clock.end(length(to));
    Ok(digest)
}

enum Stop {
    Again(Text),
    ForGood(Text),
}

fn once(agent: &ureq::Agent, url: &str, to: &Path, part: &Path, clock: &mut Clock) -> Result<(), Stop> {
    let etag = beside(to, "etag");
    let known = std::fs::read_to_string(&etag).ok().filter(|tag| !tag.is_empty());
    // Without the mark of the version that began, the rest could belong to another file.
    let have = if known.is_some() { length(part) } else { 0 };
    let mut request = agent.get(url);
    if let Some(tag) = known.as_ref().filter(|_| have > 0) {
        request = request.header("Range", format!("bytes={have}-")).header("If-Range", tag);
    }
    let mut answer = request.call().map_err(|e| Stop::Again(Text::same(e.to_string())))?;
    let status = answer.status().as_u16();
    let header = |name: &str| answer.headers().get(name).and_then(|v| v.to_str().ok()).map(str::to_owned);
    let (from, size) = match status {
        200 => (0, header("content-length").and_then(|v| v.parse::<u64>().ok())),
        206 => {
            // "bytes 100-999/1000"
            let range = header("content-range").unwrap_or_default();
            let (span, total) = range.strip_prefix("bytes ").and_then(|r| r.split_once('/')).unwrap_or_default();
            let from = span.split_once('-').and_then(|(from, _)| from.parse::<u64>().ok());
            if from != Some(have) {
                let _ = std::fs::remove_file(&etag);
                return Err(Stop::Again(Text::same(format!("Content-Range: {range}"))));
            }
            (have, total.parse::<u64>().ok())
        }
        416 => {
            // Nothing is left to send, or the file is another one: the digest, or a new beginning, will tell.
            let total = header("content-range").and_then(|r| r.rsplit('/').next().and_then(|t| t.parse::<u64>().ok()));
            if total == Some(have) && have > 0 {
                return Ok(());
            }
            let _ = std::fs::remove_file(&etag);
            return Err(Stop::Again(Text::same("HTTP 416")));
        }
        408 | 425 | 429 | 500..=599 => return Err(Stop::Again(Text::same(format!("HTTP {status}")))),
        other => return Err(Stop::ForGood(Text::same(format!("HTTP {other}")))),
    };
    let write = |e: std::io::Error| Stop::ForGood(cannot_write(part, &e));
    // A weak mark cannot be used to resume (RFC 9110, 13.1.5).
    let mark = header("etag").filter(|tag| !tag.starts_with("W/")).or_else(|| header("last-modified"));
    let mut file = if from > 0 {
        OpenOptions::new().append(true).open(part).map_err(write)?
    } else {
        std::fs::write(&etag, mark.unwrap_or_default()).map_err(write)?;
        File::create(part).map_err(write)?
    };
    let meter = Meter::counting(size.unwrap_or(0));
    meter.add(from);
    let mut body = answer.body_mut().as_reader();
    let mut buffer = vec![0; 1 << 18];
    loop {
        let count = body.read(&mut buffer).map_err(|e| Stop::Again(cannot_read(url, &e)))?;
        if count == 0 {
            break;
        }
        file.write_all(&buffer[..count]).map_err(write)?;
        meter.add(count as u64);
        clock.tick(0, &meter);
    }
    file.sync_all().map_err(write)?;
    match size {
        Some(size) if meter.read() != size => Err(Stop::Again(Text::new(
            format!("{} octets reçus sur {size}", meter.read()),
            format!("{} bytes received out of {size}", meter.read()),
        ))),
        _ => Ok(()),
    }
}

fn is_official(url: &str) -> bool {
    let host = url.strip_prefix("https://").map(|rest| rest.split(['/', '?', '#']).next().unwrap_or_default());
    host.is_some_and(|host| OFFICIAL.contains(&host))
}

fn length(path: &Path) -> u64 {
    std::fs::metadata(path).map_or(0, |m| m.len())
}

fn beside(path: &Path, ending: &str) -> PathBuf {
    let mut name = path.file_name().unwrap_or_default().to_owned();
    name.push(format!(".{ending}"));
    path.with_file_name(name)
}

fn failed(url: &str, to: &Path, why: &Text) -> Text {
    let to = to.display();
    Text::new(
        format!(
            "téléchargement impossible ({}). Ce qui est reçu est gardé : relancez, ou téléchargez {url} par un autre moyen et mettez-le à {to}.",
            why.fr
        ),
        format!("download failed ({}). What was received is kept: run again, or fetch {url} by another way and put it at {to}.", why.en),
    )
}

/// A file fetched before, or put there by hand: its digest, which must be the one expected when one is.
pub fn already(path: &Path, expected: Option<&str>) -> Result<String, Text> {
    let digest = file_digest(path)?;
    match expected.filter(|expected| !expected.eq_ignore_ascii_case(&digest)) {
        None => Ok(digest),
        Some(expected) => Err(Text::new(
            format!("{} a l’empreinte SHA-256 {digest}, attendue {expected} : retirez-le et relancez", path.display()),
            format!("{} has the SHA-256 {digest}, expected {expected}: remove it and run again", path.display()),
        )),
    }
}
