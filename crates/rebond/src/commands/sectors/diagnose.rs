//! `rebond sectors diagnose`: the study of a territory into files, without the server.

use super::convention;
use crate::Data;
use crate::commands::{Outcome, both, of_file, write_file};
use clap::{Args, ValueEnum};
use diagnose::score::Weights;
use diagnose::{Convention, Route};
use domain::{Lang, name};
use dossier::sectors::{print, spots, territory_view, workbook};
use factory::sectors::{How, Study};
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
    /// How much each of the five figures weighs: `need=10,proximity=60`. Relative; what is not named weighs 1.
    /// Names: need, proximity, skills, reception, returns.
    #[arg(long, value_parser = weights)]
    weights: Option<Weights>,
    /// Where relatedness is learned: on French zones (internal) or on world trade (external). Zones by default; trade when it is
    /// held and the jobs imported are those of a part of the country.
    #[arg(long)]
    route: Option<Learning>,
    /// Whose conventions to follow: atlas, datawheel or r. Written in the answer.
    #[arg(long, default_value = "atlas", value_parser = convention)]
    convention: Convention,
    #[command(flatten)]
    data: Data,
}

#[derive(Clone, Copy, ValueEnum)]
enum Learning {
    Internal,
    External,
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
        let route = self.route.map(|route| match route {
            Learning::Internal => Route::Internal,
            Learning::External => Route::External,
        });
        if route.is_some_and(|route| !study.routes().contains(&route)) {
            return Err("✕ aucun commerce mondial n’est importé : « rebond import trade FICHIER » ou « rebond import baci FICHIER »\n  no world trade is imported: `rebond import trade FILE` or `rebond import baci FILE`".into());
        }
        let on = domain::calendar::paris_time(Timestamp::now()).date();
        let made = study.territory(
            &perimeter,
            reference.sites(),
            self.weights.unwrap_or_default(),
            How { route, convention: self.convention },
            on,
        );
        if made.basis.synthetic {
            eprintln!("Données synthétiques : rien ici ne dit le réel. / Synthetic data: nothing here tells the real world.");
        }
        let lang = Lang::parse(&self.lang).unwrap_or_default();
        let kind = kind(&perimeter.key, lang);
        fs::create_dir_all(&self.out).map_err(|e| of_file(&self.out, &e))?;
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
            write_file(&path, bytes)?;
            println!("{}", path.display());
        }
        Ok(())
    }
}

fn weights(text: &str) -> Result<Weights, String> {
    let mut weights = Weights::default();
    for pair in text.split(',') {
        let (name, figure) = pair.split_once('=').unwrap_or((pair, ""));
        let weight = match name.trim() {
            "need" => &mut weights.need,
            "proximity" => &mut weights.proximity,
            "skills" => &mut weights.skills,
            "reception" => &mut weights.reception,
            "returns" => &mut weights.returns,
            other => return Err(format!("« {other} » : need, proximity, skills, reception, returns")),
        };
        let given = figure.trim().parse::<f64>().ok().filter(|given| given.is_finite() && *given >= 0.0);
        *weight = given.ok_or_else(|| format!("« {pair} » : un nombre positif ou nul / a number, zero or more : need=10"))?;
    }
    match weights.list().iter().any(|weight| *weight > 0.0) {
        true => Ok(weights),
        false => Err("tous les poids sont nuls / every weight is zero".into()),
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn weights_are_named_relative_and_never_all_zero() {
        assert_eq!(weights("need=10, proximity=60"), Ok(Weights { need: 10.0, proximity: 60.0, ..Weights::default() }));
        for wrong in ["price=3", "need", "need=-1", "need=beaucoup", "need=0,proximity=0,skills=0,reception=0,returns=0"] {
            assert!(weights(wrong).is_err(), "{wrong}");
        }
    }
}
