//! `rebond import`: official communes, lists of sites, data of the sector studies. Every rejected row is told; nothing is half-written.

use super::{Outcome, both, list, roads_import, sectors_import, unreadable, zoning};
use crate::Data;
use clap::{Args, Subcommand};
use jiff::Timestamp;
use std::path::PathBuf;
use store::{Store, site_lists};

#[derive(Subcommand)]
pub enum Import {
    /// Official centres of communes (GeoJSON of geo.api.gouv.fr): replaces the joined positions.
    Communes(Communes),
    /// Official outlines of départements (layer "departement" of Admin Express, GeoJSON or GeoPackage), in the place of the
    /// simplified ones.
    Outlines(OutlinesFile),
    /// A list of sites, in any words or in the national standard (CSV, XLSX, ODS, GeoJSON, GeoPackage): shows what would be
    /// imported; `--yes` imports it.
    Sites(Sites),
    /// Classified installations (list of Géorisques, by region): shown around each site. Lists by region add up.
    Installations(Installations),
    /// Zone of the planning document at each site whose place is known (API Carto, Géoportail de l'urbanisme): shows what would be
    /// taken; `--yes` imports it.
    Zoning(zoning::Zoning),
    /// Road network of OpenStreetMap (.osm.pbf): travel times around each site. Replaces the former one.
    Roads(roads_import::Roads),
    /// Establishments and jobs by commune and activity (CSV export of open.urssaf.fr), every year.
    Urssaf(sectors_import::FromFile),
    /// Establishments and jobs by commune and division (Flores A88, INSEE).
    Flores(sectors_import::FromFile),
    /// Stock of establishments of Sirene (StockEtablissement, zip or parquet): sizes, and employers with `--establishments`.
    Sirene(sectors_import::Sirene),
    /// Trade between countries by product (BACI, CEPII).
    Baci(sectors_import::Baci),
    /// World exports by country and product: a long table.
    Trade(sectors_import::Trade),
    /// Symmetric input–output table: a square CSV.
    InputOutput(sectors_import::InputOutput),
    /// Which occupations each activity employs (NAF × PCS, FAP or ROME): a long table.
    Occupations(sectors_import::Occupations),
    /// How many people of each occupation, by commune, employment area or département: a long table.
    LocalOccupations(sectors_import::Occupations),
    /// What each activity asks of a site (land, power, rail…): a long table that a territory makes.
    SiteNeeds(sectors_import::SiteNeeds),
    /// Exchanges of by-products observed elsewhere (MAESTRI database, CSV, XLSX or ODS): who usually receives what from whom.
    Exchanges(sectors_import::Exchanges),
    /// Waste that establishments declare (yearly archive of IREP, Géorisques): real supplies.
    Irep(sectors_import::Irep),
    /// Employment areas, or another zoning: the zone of each commune (INSEE workbook, or CSV). A data set apart, with its licence.
    Zones(sectors_import::Zones),
}

#[derive(Args)]
pub struct Communes {
    /// GeoJSON file.
    #[arg(required_unless_present = "download")]
    file: Option<PathBuf>,
    /// Fetch from the official address instead, département by département; a second run resumes.
    #[arg(long)]
    download: bool,
    #[arg(long, env = "REBOND_DATA", default_value = "var/reference")]
    data: PathBuf,
    /// Other address that answers like geo.api.gouv.fr.
    #[arg(long, default_value = reference::DEPARTMENTS_API)]
    from: String,
}

#[derive(Args)]
pub struct OutlinesFile {
    file: PathBuf,
    #[arg(long, env = "REBOND_DATA", default_value = "var/reference")]
    data: PathBuf,
}

#[derive(Args)]
pub struct Installations {
    file: PathBuf,
    /// Table of the rubrics of these installations, one row for each, when it is apart.
    #[arg(long)]
    rubrics: Option<PathBuf>,
    /// The list is the whole: installations that it does not name leave. Otherwise they stay, so that lists by region add up.
    #[arg(long)]
    whole: bool,
    #[command(flatten)]
    data: Data,
}

#[derive(Args)]
pub struct Sites {
    file: PathBuf,
    /// Name of the list; the file's name when absent.
    #[arg(long)]
    list: Option<String>,
    /// Who publishes the list, and when.
    #[arg(long, default_value = "")]
    source: String,
    /// What a column is, when its heading is not recognised: "intitulé du lieu=name". Repeated, once for each column.
    #[arg(long = "map", value_name = "HEADING=FIELD")]
    map: Vec<String>,
    /// Import the rows that can be read.
    #[arg(long)]
    yes: bool,
    #[arg(long, env = "REBOND_DATABASE", default_value = "sqlite:var/rebond.db")]
    database: String,
    #[command(flatten)]
    data: Data,
}

impl Import {
    pub fn run(self) -> Outcome {
        match self {
            Import::Communes(communes) => communes.run(),
            Import::Outlines(outlines) => outlines.run(),
            Import::Sites(sites) => sites.run(),
            Import::Installations(installations) => installations.run(),
            Import::Zoning(zoning) => zoning.run(),
            Import::Roads(roads) => roads.run(),
            Import::Urssaf(urssaf) => urssaf.urssaf(),
            Import::Flores(flores) => flores.flores(),
            Import::Sirene(sirene) => sirene.run(),
            Import::Baci(baci) => baci.run(),
            Import::Trade(trade) => trade.run(),
            Import::InputOutput(table) => table.run(),
            Import::Occupations(table) => table.profiles(),
            Import::LocalOccupations(table) => table.local(),
            Import::SiteNeeds(table) => table.run(),
            Import::Exchanges(table) => table.run(),
            Import::Irep(tables) => tables.run(),
            Import::Zones(zones) => zones.run(),
        }
    }
}

impl Communes {
    fn run(self) -> Outcome {
        let mut progress = |what: &str, done: usize, of: usize| eprintln!("  {done}/{of} {what}");
        let report = match self.file {
            Some(file) => {
                let bytes = std::fs::read(&file).map_err(|e| unreadable(&file, &e))?;
                reference::import_communes(&file.display().to_string(), &bytes, &self.data)
            }
            None => reference::download_communes(&self.from, &self.data, &reference::DownloadOptions::default(), &mut progress),
        };
        let report = report.map_err(|why| both(&why))?;
        if !report.rejected.is_empty() {
            eprintln!("{}", list(&report.rejected));
        }
        println!(
            "{} lues / read, {} placées / placed, {} refusées / refused, {} encore approximatives / still approximate",
            report.read,
            report.accepted,
            report.rejected.len(),
            report.still_approximate
        );
        Ok(())
    }
}

/// The tables of a file of places, whatever its format.
fn sheets_of(name: &str, bytes: &[u8]) -> Result<Vec<cnig::Sheet>, String> {
    let sheets = match geopackage::is_geopackage(bytes) {
        true => tokio::runtime::Runtime::new().map_err(|e| e.to_string())?.block_on(geopackage::sheets(bytes)),
        false => cnig::sheets(bytes),
    };
    sheets.map_err(|(what, mend)| list(&[domain::Problem::at(name, 0, 0, "", what, mend)]))
}

impl OutlinesFile {
    fn run(self) -> Outcome {
        let name = self.file.display().to_string();
        let bytes = std::fs::read(&self.file).map_err(|e| unreadable(&self.file, &e))?;
        let sheets = sheets_of(&name, &bytes)?;
        let report = reference::import_outlines(&name, &bytes, &sheets, &self.data).map_err(|why| both(&why))?;
        if !report.rejected.is_empty() {
            eprintln!("{}", list(&report.rejected));
        }
        println!(
            "{} lus / read, {} contours pris / outlines taken, {} refusés / refused",
            report.read,
            report.taken.len(),
            report.rejected.len()
        );
        if !report.kept.is_empty() {
            println!("Gardent leur contour d’avant / keep their former outline : {}", report.kept.join(", "));
        }
        Ok(())
    }
}

impl Installations {
    fn run(self) -> Outcome {
        let reference = self.data.reference()?;
        let name = self.file.display().to_string();
        let bytes = std::fs::read(&self.file).map_err(|e| unreadable(&self.file, &e))?;
        let report = reference::import_installations(&name, &bytes, &reference, &self.data.data, self.whole).map_err(|why| both(&why))?;
        for (word, problems) in [("corrigé / mended", &report.corrections), ("refusé / refused", &report.rejected)] {
            if !problems.is_empty() {
                eprintln!("{word} : {}\n{}", problems.len(), list(problems));
            }
        }
        println!(
            "{} lues / read, {} gardées / kept, {} positions converties / converted, {} élevages ou fermées non repris / farms or closed left out",
            report.read, report.accepted, report.converted, report.left_out
        );
        if let Some(file) = self.rubrics {
            let bytes = std::fs::read(&file).map_err(|e| unreadable(&file, &e))?;
            let added = reference::import_rubrics(&bytes, &self.data.data).map_err(|why| both(&why))?;
            println!("{added} rubrique(s) ajoutée(s) / rubric(s) added");
        }
        if report.former > 0 {
            println!("{} des listes d’avant, gardées / of former lists, kept (--whole : ôtées / taken away)", report.former);
        }
        Ok(())
    }
}

/// Which heading is which field, as `--map` says.
fn mapping(said: &[String]) -> Result<Option<reference::Mapping>, String> {
    let mut mapping = reference::Mapping::new();
    for text in said {
        let (heading, id) = text.rsplit_once('=').unwrap_or((text.as_str(), ""));
        let Some(field) = reference::SITE_FIELDS.iter().find(|field| field.id == id.trim()) else {
            let known: Vec<&str> = reference::SITE_FIELDS.iter().map(|field| field.id).collect();
            return Err(format!(
                "✕ --map « {text} » : écrire « intitulé=champ » ; champs / write “heading=field”; fields : {}",
                known.join(", ")
            ));
        };
        if let Some(before) = mapping.insert(field.id.to_owned(), heading.trim().to_owned()) {
            return Err(format!("✕ --map : « {before} » et « {} » pour / for {}", heading.trim(), field.id));
        }
    }
    Ok((!mapping.is_empty()).then_some(mapping))
}

impl Sites {
    fn run(self) -> Outcome {
        let mapping = mapping(&self.map)?;
        let reference = self.data.reference()?;
        let name = self.file.display().to_string();
        let bytes = std::fs::read(&self.file).map_err(|e| unreadable(&self.file, &e))?;
        let sheets = sheets_of(&name, &bytes)?;
        // Fifty thousand rows take some seconds: what is going on is told meanwhile.
        eprintln!("{} ligne(s) à lire / row(s) to read", sheets.iter().map(|sheet| sheet.rows.len()).sum::<usize>());
        let runtime = tokio::runtime::Runtime::new().map_err(|e| e.to_string())?;
        let catalogue = runtime.block_on(super::roads_import::catalogue(&reference, &self.database))?;
        let known = reference::standard::Catalogue::of(&catalogue);
        let read = reference::read_site_sheets_beside(&name, &sheets, &reference, mapping.as_ref(), &known);
        for (table, rows) in &read.tables {
            println!("{table} : {rows} ligne(s) / row(s)");
        }
        for (word, problems) in [("corrigé / mended", &read.corrections), ("refusé / refused", &read.rejected)] {
            if !problems.is_empty() {
                eprintln!("{word} : {}\n{}", problems.len(), list(problems));
            }
        }
        println!(
            "{} site(s) lu(s) / read, {} ligne(s) refusée(s) / row(s) refused, {}",
            read.accepted.len(),
            read.rejected.len(),
            read.encoding
        );
        if !read.beside.is_empty() {
            println!("{} pôle(s), terrain(s), établissement(s) / pole(s), plot(s), establishment(s)", read.beside.len());
        }
        if !self.yes {
            println!("Rien n’est enregistré : ajouter --yes pour importer. / Nothing is saved: add --yes to import.");
            return Ok(());
        }
        eprintln!("{} site(s) à enregistrer / to save", read.accepted.len());
        let list = self.list.unwrap_or_else(|| self.file.file_stem().and_then(|s| s.to_str()).unwrap_or("sites").to_owned());
        let row = site_lists::Read {
            list,
            // Its name, not where it lies on somebody's machine.
            file: self.file.file_name().map_or(name, |n| n.to_string_lossy().into_owned()),
            file_sha256: store::sha256(&bytes),
            source: self.source,
            sites: read.accepted,
            beside: read.beside,
            rejected: read.rejected,
        };
        runtime.block_on(async {
            let store = Store::open(&self.database).await.map_err(|e| e.to_string())?;
            let imported = site_lists::import(&store, row, "command line", Timestamp::now()).await.map_err(|e| e.to_string())?;
            match imported.replayed {
                true => println!("Ce fichier était déjà importé : rien n’a changé. / This file was already imported: nothing changed."),
                false => println!("{} site(s) au catalogue / in the catalogue", imported.import.sites),
            }
            Ok(())
        })
    }
}
