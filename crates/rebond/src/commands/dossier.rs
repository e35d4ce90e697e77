//! `rebond dossier`: a project file through the line, into files a committee can read.

use super::check::unknown_site;
use super::{Outcome, list, of_file, read_file, write_file};
use crate::Data;
use clap::{Args, ValueEnum};
use domain::{Date, Lang, Project};
use factory::sectors::{Study, Surroundings};
use factory::{Access, Setting, assemble, with_reach};
use programmes::{Known, Rulebook};
use reference::Reference;
use std::fs;
use std::path::{Path, PathBuf};

#[derive(Args)]
pub struct Make {
    /// Project file (TOML).
    project: PathBuf,
    /// Folder to write into; made when it does not exist.
    #[arg(long, default_value = "var/dossiers")]
    out: PathBuf,
    #[arg(long, value_parser = ["fr", "en"], default_value = "fr")]
    lang: String,
    #[arg(long, value_delimiter = ',', default_value = "pdf,xlsx,json")]
    format: Vec<Format>,
    /// Judge under the rules of this date instead of the file's: 2020-09-15 or 15/09/2020.
    #[arg(long, value_parser = super::day)]
    date: Option<Date>,
    #[command(flatten)]
    data: Data,
}

#[derive(Clone, Copy, ValueEnum)]
enum Format {
    Pdf,
    Xlsx,
    Json,
}

impl Make {
    pub fn run(self) -> Outcome {
        let reference = self.data.reference()?;
        let rulebook = self.data.rulebook()?;
        let mut project = read(&self.project, &rulebook, &reference)?;
        if let Some(date) = self.date {
            project.judged_on = date;
        }
        let lang = Lang::parse(&self.lang).unwrap_or_default();
        let access = Access::open(&self.data.data, &reference, None).map_err(|why| super::both(&why))?;
        let sites = with_reach(reference.sites().to_vec(), &reference, &access);
        let sites = around(sites, &project, &self.data.data, &reference, &access)?;
        let made = assemble(&project, &Setting::new(&rulebook, &reference, &sites));
        fs::create_dir_all(&self.out).map_err(|e| of_file(&self.out, &e))?;
        let stem = self.project.file_stem().and_then(|s| s.to_str()).unwrap_or("dossier");
        for format in &self.format {
            let (bytes, ending) = match format {
                Format::Json => (dossier::render_json(&made), "json"),
                Format::Xlsx => (dossier::render_xlsx(&made, lang).map_err(|e| e.to_string())?, "xlsx"),
                Format::Pdf => {
                    let extras = dossier::Extras::of(reference.outlines(), &made);
                    (dossier::render_pdf(&made, lang, &extras).map_err(|e| e.to_string())?, "pdf")
                }
            };
            let path = self.out.join(format!("{stem}.{}.{ending}", lang.code()));
            write_file(&path, bytes)?;
            println!("{}", path.display());
        }
        Ok(())
    }
}

/// What industry and people are around the sites, when real jobs are held.
fn around(
    sites: Vec<domain::Site>,
    project: &Project,
    data: &Path,
    reference: &Reference,
    access: &Access,
) -> Result<Vec<domain::Site>, String> {
    if !reference::sectors::real_jobs(data) {
        return Ok(sites);
    }
    let study = Study::read(data, reference, &mut |_| {}).map_err(|why| super::both(&why))?;
    Ok(match study {
        Some(study) => {
            let around = Surroundings::of(&sites, reference, access);
            study.with_industry(sites, &around, project.facts.str("project.naf"))
        }
        None => sites,
    })
}

/// A project file, or everything that is wrong with it.
pub fn read(path: &Path, rulebook: &Rulebook, reference: &Reference) -> Result<Project, String> {
    let name = path.display().to_string();
    let text = read_file(path)?;
    let measures = rulebook.programmes.iter().flat_map(|p| &p.measures).map(|m| m.id.as_str()).collect();
    let commune = |text: &str| reference.find_commune(text).map(|c| c.code.clone());
    let naf = |code: &str| reference.find_naf(code);
    let site = |id: &str| reference.site(id).map(|s| s.id.clone()).ok_or_else(|| unknown_site(id));
    let known = Known { dictionary: &rulebook.dictionary, measures, commune: &commune, naf: &naf, site: &site };
    programmes::read_project(&name, &text, &known).map_err(|problems| list(&problems))
}
