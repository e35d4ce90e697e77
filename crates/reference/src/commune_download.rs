//! Downloads commune positions from geo.api.gouv.fr, one département at a time, so that a broken line costs one file.

use crate::commune_import::{ImportReport, features, import_all};
use crate::tables::{self, DepartmentRow};
use domain::Text;
use std::path::Path;
use std::time::Duration;

/// The public service, for `base_url`.
pub const DEPARTMENTS_API: &str = "https://geo.api.gouv.fr";

/// How patient a download is.
#[derive(Clone, Debug)]
pub struct DownloadOptions {
    /// For one département, from connection to last byte.
    pub timeout: Duration,
    /// Tries for one département.
    pub tries: u32,
    /// Wait before the second try; doubled each time.
    pub pause: Duration,
    /// Largest answer accepted, bytes.
    pub most: u64,
}

impl Default for DownloadOptions {
    fn default() -> Self {
        DownloadOptions { timeout: Duration::from_secs(30), tries: 4, pause: Duration::from_millis(500), most: 20_000_000 }
    }
}

/// Downloads every département of the reference folder `out`, then imports them together. Stopped half-way, it keeps the
/// départements done and resumes with the others. `progress` hears (département, done, total).
pub fn download_communes(
    base_url: &str,
    out: &Path,
    options: &DownloadOptions,
    progress: &mut dyn FnMut(&str, usize, usize),
) -> Result<ImportReport, Text> {
    let departments: Vec<DepartmentRow> = tables::read(&out.join(tables::DEPARTMENTS))?;
    let kept = out.with_file_name(format!("{}.download", out.file_name().unwrap_or_default().to_string_lossy()));
    std::fs::create_dir_all(&kept).map_err(|e| tables::cannot_write(&kept, &e))?;
    let agent: ureq::Agent = ureq::Agent::config_builder().timeout_global(Some(options.timeout)).build().into();
    let mut files = Vec::new();
    for (done, department) in departments.iter().enumerate() {
        progress(&department.code, done, departments.len());
        let (path, part) = (kept.join(format!("{}.geojson", department.code)), kept.join(format!("{}.part", department.code)));
        let bytes = match std::fs::read(&path) {
            Ok(bytes) => bytes,
            Err(_) => {
                let bytes = fetch(&agent, base_url, &department.code, options)?;
                // Written aside then renamed: a file that has its name is whole.
                std::fs::write(&part, &bytes).and_then(|()| std::fs::rename(&part, &path)).map_err(|e| tables::cannot_write(&path, &e))?;
                bytes
            }
        };
        files.push((format!("{}/communes?codeDepartement={}", base_url.trim_end_matches('/'), department.code), bytes));
    }
    let report = import_all(&files, out)?;
    std::fs::remove_dir_all(&kept).map_err(|e| tables::cannot_write(&kept, &e))?;
    progress("", departments.len(), departments.len());
    Ok(report)
}

fn fetch(agent: &ureq::Agent, base_url: &str, department: &str, options: &DownloadOptions) -> Result<Vec<u8>, Text> {
    let url = format!(
        "{}/communes?codeDepartement={department}&format=geojson&geometry=centre&fields=code,nom,codeDepartement,codeRegion,codeEpci,population",
        base_url.trim_end_matches('/')
    );
    let (mut pause, mut attempt) = (options.pause, 1);
    loop {
        let error = match once(agent, &url, options.most) {
            // An answer that is not a list of communes (a notice page, a cut file) is tried again, never kept.
            Ok(bytes) => match features(&url, &bytes) {
                Ok(_) => return Ok(bytes),
                Err(why) => why,
            },
            Err(ureq::Error::StatusCode(code)) if (400..500).contains(&code) && code != 408 && code != 429 => {
                return Err(failed(department, &url, &Text::same(format!("HTTP {code}"))));
            }
            Err(error) => Text::same(error.to_string()),
        };
        if attempt >= options.tries {
            return Err(failed(department, &url, &error));
        }
        std::thread::sleep(pause);
        (pause, attempt) = (pause * 2, attempt + 1);
    }
}

fn once(agent: &ureq::Agent, url: &str, most: u64) -> Result<Vec<u8>, ureq::Error> {
    agent.get(url).call()?.body_mut().with_config().limit(most).read_to_vec()
}

fn failed(department: &str, url: &str, error: &Text) -> Text {
    Text::new(
        format!(
            "département {department} : téléchargement impossible ({}), {url}. Les départements déjà reçus sont gardés : relancez.",
            error.fr
        ),
        format!("département {department}: download failed ({}), {url}. Départements already received are kept: run it again.", error.en),
    )
}
