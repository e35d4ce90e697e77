//! `rebond sectors diagnose`: the study of a territory into files, without the server.

use crate::Data;
use crate::commands::{Outcome, both};
use clap::{Args, ValueEnum};
use diagnose::score::Weights;
use domain::{Lang, name};
use dossier::sectors::{print, spots, territory_view, workbook};
use factory::sectors::Study;
use jiff::Timestamp;
use reference::PerimeterKey;
use reference::sectors::Zonings;
use std::fs;
use std::path::PathBuf;

#[derive(Args)]
pub struct Diagnose {
    /// A territory: `2/ti-2704`, a SIREN, the code of a département, `R27`, `Z2607` (employment area), communes between commas, or a name.
    territory: String,
    /// Folder to write into; made when it does not exist.
    #[arg(long, default_value = "var/studies")]
    out: PathBuf,
    #[arg(long, value_parser = ["fr", "en"], default_value = "fr")]
    lang: String,
    #[arg(long, value_delimiter = ',', default_value = "pdf,xlsx,json")]
    format: Vec<Format>,
    #[command(flatten)]
    data: Data,
}

#[derive(Clone, Copy, ValueEnum)]
enum Format {
    Pdf,
    Xlsx,
    Json,
}

impl Diagnose {
    pub fn run(self) -> Outcome {
        let reference = self.data.reference()?;
        let perimeter = reference.find_perimeter(&self.territory).map_err(|why| both(&why))?;
        let study = Study::read(&self.data.data, &reference, &mut |_| {}).map_err(|why| both(&why))?;
        let study = study.ok_or_else(|| reference::sectors::missing_without_data().iter().map(both).collect::<Vec<_>>().join("\n"))?;
        let on = domain::calendar::paris_time(Timestamp::now()).date();
        let made = study.territory(&perimeter, reference.sites(), Weights::default(), on);
        if made.basis.synthetic {
            eprintln!("Données synthétiques : rien ici ne dit le réel. / Synthetic data: nothing here tells the real world.");
        }
        let lang = Lang::parse(&self.lang).unwrap_or_default();
        let kind = kind(&perimeter.key, lang);
        fs::create_dir_all(&self.out).map_err(|e| format!("✕ {} : {e}", self.out.display()))?;
        let stem: String = name::slug(perimeter.name.get(lang)).chars().take(60).collect();
        for format in &self.format {
            let json = || serde_json::to_vec_pretty(&made).map_err(|e| e.to_string());
            let (bytes, ending) = match format {
                Format::Json => (json()?, "json"),
                Format::Xlsx => (workbook(&made, &kind, lang).map_err(|e| e.to_string())?, "xlsx"),
                Format::Pdf => {
                    let view = territory_view(&made, &kind, lang);
                    (print(&view, &spots(&made, lang), json()?, on, lang).map_err(|e| e.to_string())?, "pdf")
                }
            };
            let path = self.out.join(format!("{stem}.{}.{ending}", lang.code()));
            // Written beside, then renamed: a reader never meets half a file.
            let part = path.with_extension("part");
            fs::write(&part, bytes).and_then(|()| fs::rename(&part, &path)).map_err(|e| format!("✕ {} : {e}", path.display()))?;
            println!("{}", path.display());
        }
        Ok(())
    }
}

fn kind(key: &PerimeterKey, lang: Lang) -> String {
    let words = match key {
        PerimeterKey::Territory(phase, _) => {
            return format!("Territoire d’industrie, phase {phase}");
        }
        PerimeterKey::Epci(_) => ["Intercommunalité", "Intercommunality"],
        PerimeterKey::Department(_) => ["Département", "Département"],
        PerimeterKey::Region(_) => ["Région", "Region"],
        PerimeterKey::Zone(key) => return Zonings::kind(key).get(lang).to_owned(),
        PerimeterKey::Communes(_) => ["Communes choisies", "Chosen communes"],
    };
    words[lang as usize].to_owned()
}
