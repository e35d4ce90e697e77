//! `rebond import urssaf|flores|sirene|baci|trade|input-output|zones|occupations|local-occupations|site-needs|exchanges|irep`: the data of the sector studies.

use super::{Outcome, both, list};
use clap::Args;
use jiff::Timestamp;
use reference::sectors::{
    self, ExchangeOptions, FetchOptions, Importing, InputOutputOptions, IrepOptions, Kind, OccupationOptions, Progress, SectorReport,
    SireneOptions, SiteNeedOptions, TradeOptions, ZoningOptions,
};
use std::path::{Path, PathBuf};

/// The file, or where to fetch it.
#[derive(Args)]
pub struct FileOrDownload {
    /// File: CSV, .csv.gz or .zip.
    #[arg(required_unless_present = "download")]
    file: Option<PathBuf>,
    /// Fetch from the official address instead; a second run resumes.
    #[arg(long, conflicts_with = "file")]
    download: bool,
    /// Other address to fetch from.
    #[arg(long, requires = "download")]
    from: Option<String>,
    /// SHA-256 that the file fetched must have.
    #[arg(long, requires = "download")]
    sha256: Option<String>,
    #[arg(long, env = "REBOND_DATA", default_value = "var/reference")]
    data: PathBuf,
}

#[derive(Args)]
pub struct FromFile {
    #[command(flatten)]
    source: FileOrDownload,
}

#[derive(Args)]
pub struct Sirene {
    #[command(flatten)]
    source: FileOrDownload,
    /// Also keep the list of employers, from which suppliers are searched.
    #[arg(long)]
    establishments: bool,
    /// StockUniteLegale (CSV, .zip): names of the companies, which the stock of establishments hardly gives.
    #[arg(long, requires = "establishments")]
    units: Option<PathBuf>,
    /// Fetch StockUniteLegale too, from its official address.
    #[arg(long, requires_all = ["establishments", "download"], conflicts_with = "units")]
    names: bool,
    /// Threads that read; as many as the machine has when absent.
    #[arg(long)]
    threads: Option<usize>,
}

#[derive(Args)]
pub struct Baci {
    #[command(flatten)]
    source: FileOrDownload,
    /// Year to keep; the first of the file when absent.
    #[arg(long)]
    year: Option<i16>,
}

#[derive(Args)]
pub struct Trade {
    file: PathBuf,
    /// "SITC rev. 2", "HS 1992"…; asked when the codes do not tell.
    #[arg(long)]
    nomenclature: Option<String>,
    /// Year of the exports.
    #[arg(long, required = true)]
    year: Option<i16>,
    /// Who produces the data.
    #[arg(long)]
    producer: Option<String>,
    #[arg(long, env = "REBOND_DATA", default_value = "var/reference")]
    data: PathBuf,
}

#[derive(Args)]
pub struct InputOutput {
    file: PathBuf,
    #[arg(long)]
    year: Option<i16>,
    /// Who produces the data.
    #[arg(long)]
    producer: Option<String>,
    /// Euros in one unit of the file: 1000000 for a table in millions.
    #[arg(long)]
    euros: Option<u64>,
    /// The flows are domestic: what branches buy from branches of the country.
    #[arg(long, required_unless_present = "total")]
    domestic: bool,
    /// The flows are total: what they buy abroad is in them.
    #[arg(long, conflicts_with = "domestic")]
    total: bool,
    #[arg(long, env = "REBOND_DATA", default_value = "var/reference")]
    data: PathBuf,
}

#[derive(Args)]
pub struct Zones {
    #[command(flatten)]
    source: FileOrDownload,
    /// Names of the zones, when another file holds them: NIVGEO,CODGEO,LIBGEO.
    #[arg(long)]
    labels: Option<PathBuf>,
    /// Zoning to keep (ZE2020, BV2022, AAV2020…), once for each; the employment areas when absent.
    #[arg(long)]
    column: Vec<String>,
    /// Licence of the table, shown wherever a zone is used; known for the workbooks of INSEE.
    #[arg(long)]
    licence: Option<String>,
    /// Who made the table, as its licence wants it to be named.
    #[arg(long)]
    producer: Option<String>,
}

impl Zones {
    pub fn run(self) -> Outcome {
        let options = ZoningOptions { labels: self.labels, columns: self.column, licence: self.licence, producer: self.producer };
        self.source.import(Kind::Zones, &mut |file, importing| sectors::import_zones(file, &options, importing))
    }
}

#[derive(Args)]
pub struct Occupations {
    /// CSV (or .csv.gz, .zip) headed activity;occupation;label;jobs, or place;occupation;people for `local-occupations`.
    file: PathBuf,
    #[arg(long)]
    year: Option<i16>,
    /// "FAP 2021", "PCS 2020", "ROME 4.0".
    #[arg(long)]
    nomenclature: Option<String>,
    /// Who produces the data.
    #[arg(long)]
    producer: Option<String>,
    #[arg(long)]
    licence: Option<String>,
    #[arg(long, env = "REBOND_DATA", default_value = "var/reference")]
    data: PathBuf,
}

impl Occupations {
    /// Which occupations each activity employs.
    pub fn profiles(self) -> Outcome {
        self.run(sectors::import_occupations)
    }
    /// How many people of each occupation, place by place.
    pub fn local(self) -> Outcome {
        self.run(sectors::import_local_occupations)
    }
    fn run(self, read: fn(&Path, &OccupationOptions, &mut Importing) -> Result<SectorReport, domain::Text>) -> Outcome {
        let options =
            OccupationOptions { year: self.year, nomenclature: self.nomenclature, producer: self.producer, licence: self.licence };
        import(&self.file, &self.data, &mut |file, importing| read(file, &options, importing))
    }
}

#[derive(Args)]
pub struct SiteNeeds {
    /// CSV (or .csv.gz, .zip) headed activity;need;value, as 25;area_ha;3 or 24.10Z;rail;oui.
    file: PathBuf,
    #[arg(long)]
    year: Option<i16>,
    /// Who says so.
    #[arg(long)]
    producer: Option<String>,
    #[arg(long)]
    licence: Option<String>,
    #[arg(long, env = "REBOND_DATA", default_value = "var/reference")]
    data: PathBuf,
}

impl SiteNeeds {
    pub fn run(self) -> Outcome {
        let options = SiteNeedOptions { year: self.year, producer: self.producer, licence: self.licence };
        import(&self.file, &self.data, &mut |file, importing| sectors::import_site_needs(file, &options, importing))
    }
}

#[derive(Args)]
pub struct Exchanges {
    /// Table (CSV, XLSX, ODS) whose heading names Donor NACE, Receiver NACE, EWC, Case, Status.
    file: PathBuf,
    /// Who made the table, and under which licence: it stays where it is imported.
    #[arg(long)]
    producer: Option<String>,
    #[arg(long)]
    licence: Option<String>,
    #[arg(long)]
    year: Option<i16>,
    #[arg(long, env = "REBOND_DATA", default_value = "var/reference")]
    data: PathBuf,
}

impl Exchanges {
    pub fn run(self) -> Outcome {
        let options = ExchangeOptions { producer: self.producer, licence: self.licence, year: self.year };
        import(&self.file, &self.data, &mut |file, importing| sectors::import_exchanges(file, &options, importing))
    }
}

#[derive(Args)]
pub struct Irep {
    /// Archive of a year (.zip), or its tables one by one: etablissements.csv and Prod_dechets_….csv.
    #[arg(required = true)]
    files: Vec<PathBuf>,
    /// Year of the declaration, when the rows do not say it.
    #[arg(long)]
    year: Option<i16>,
    #[arg(long, env = "REBOND_DATA", default_value = "var/reference")]
    data: PathBuf,
}

impl Irep {
    pub fn run(self) -> Outcome {
        let options = IrepOptions { year: self.year };
        // Several files make one import: the first only names it.
        import(&self.files[0], &self.data, &mut |_, importing| sectors::import_irep(&self.files, &options, importing))
    }
}

impl FromFile {
    pub fn urssaf(self) -> Outcome {
        self.source.import(Kind::Urssaf, &mut sectors::import_urssaf)
    }
    pub fn flores(self) -> Outcome {
        self.source.import(Kind::Flores, &mut sectors::import_flores)
    }
}

impl Sirene {
    pub fn run(self) -> Outcome {
        let units = match self.units {
            None if self.names => {
                let options = FetchOptions::default();
                Some(fetched_to(&self.source.data, sectors::UNITS.file, sectors::UNITS.url, &options, Kind::Sirene)?)
            }
            units => units,
        };
        if self.establishments && units.is_none() {
            eprintln!(
                "· sans « --units {0} », peu d’entreprises auront un nom : {1}\n  without `--units {0}`, few companies will have a name: {1}",
                sectors::UNITS.file,
                sectors::UNITS.url
            );
        }
        let mut options = SireneOptions { establishments: self.establishments, units, ..SireneOptions::default() };
        options.threads = self.threads.unwrap_or(options.threads);
        self.source.import(Kind::Sirene, &mut |file, importing| sectors::import_sirene(file, &options, importing))
    }
}

impl Baci {
    pub fn run(self) -> Outcome {
        self.source.import(Kind::Baci, &mut |file, importing| sectors::import_baci(file, self.year, importing))
    }
}

impl Trade {
    pub fn run(self) -> Outcome {
        let options = TradeOptions { nomenclature: self.nomenclature, year: self.year, producer: self.producer };
        import(&self.file, &self.data, &mut |file, importing| sectors::import_trade(file, &options, importing))
    }
}

impl InputOutput {
    pub fn run(self) -> Outcome {
        let options = InputOutputOptions { year: self.year, producer: self.producer, euros: self.euros, domestic: Some(self.domestic) };
        import(&self.file, &self.data, &mut |file, importing| sectors::import_input_output(file, &options, importing))
    }
}

type Import<'a> = &'a mut dyn FnMut(&Path, &mut Importing) -> Result<SectorReport, domain::Text>;

impl FileOrDownload {
    fn import(self, kind: Kind, read: Import) -> Outcome {
        if let Some(file) = &self.file {
            return import(file, &self.data, read);
        }
        let official = sectors::official(kind);
        let Some(url) = self.from.as_deref().or(official.as_ref().map(|o| o.url)) else {
            return Err(format!(
                "✕ {} : aucune adresse officielle connue, donnez le fichier / no official address known, give the file",
                sectors::command(kind)
            ));
        };
        let name = official.as_ref().map_or("download", |o| o.file);
        let options = FetchOptions { sha256: self.sha256.clone(), any_host: self.from.is_some(), ..FetchOptions::default() };
        let to = fetched_to(&self.data, name, url, &options, kind)?;
        import(&to, &self.data, read)
    }
}

/// The file of an address under `downloads`: fetched, or already there.
fn fetched_to(data: &Path, name: &str, url: &str, options: &FetchOptions, kind: Kind) -> Result<PathBuf, String> {
    let to = data.with_file_name("downloads").join(name);
    if to.exists() {
        let digest = sectors::already(&to, options.sha256.as_deref()).map_err(|why| both(&why))?;
        eprintln!("  {} : déjà là, retirez-le pour recommencer / already there, remove it to start again", to.display());
        eprintln!("  sha256 {digest}");
    } else {
        eprintln!("  {url}");
        let digest = sectors::fetch(url, &to, options, &mut now_and_then(fetched))
            .map_err(|why| format!("{}\n{}", both(&why), both(&sectors::by_hand(kind, url, &to))))?;
        eprintln!("  {} sha256 {digest}", to.display());
    }
    Ok(to)
}

/// Says a step now and then: one line every two seconds, as an import may last minutes and be written in a journal.
pub(super) fn now_and_then(tell: impl Fn(&Progress) -> String) -> impl FnMut(&Progress) {
    let mut last = 0;
    move |progress| {
        if progress.ended || progress.elapsed.as_secs() >= last + 2 {
            last = progress.elapsed.as_secs();
            eprintln!("  {}", tell(progress));
        }
    }
}

/// "812 / 2 531 Mo, 95 s".
fn fetched(progress: &Progress) -> String {
    let megabytes = |bytes: u64| bytes / 1_000_000;
    let left = progress.remaining().map_or(String::new(), |d| format!(", {} s", d.as_secs()));
    match progress.ended {
        true => format!("{} Mo / MB", megabytes(progress.rows)),
        false => format!("{} / {} Mo / MB{left}", megabytes(progress.bytes), megabytes(progress.of)),
    }
}

fn import(file: &Path, data: &Path, read: Import) -> Outcome {
    let reference = reference::Reference::open(data).map_err(|why| both(&why))?;
    let mut progress = now_and_then(|progress| {
        let told = progress.told();
        format!("{} / {}", told.fr, told.en)
    });
    let today = domain::calendar::paris_time(Timestamp::now()).date();
    let report = {
        let mut importing = Importing::new(data, &reference, today, &mut progress);
        read(file, &mut importing).map_err(|why| both(&why))?
    };
    show(&report, data);
    Ok(())
}

/// The account of an import, on the terminal.
pub fn show(report: &SectorReport, data: &Path) {
    for text in &report.corrections {
        eprintln!("· {}\n  {}", text.fr, text.en);
    }
    if !report.problems.is_empty() {
        eprintln!("{}", list(&report.problems));
        let folder = data.join("sectors");
        eprintln!("  {} ligne(s) refusée(s) en tout / row(s) refused in all : {}/*/rejected.csv", report.rejected, folder.display());
    }
    let years = match (report.years.first(), report.years.last()) {
        (Some(first), Some(last)) if first != last => format!(", {first}–{last}"),
        (Some(only), _) => format!(", {only}"),
        _ => String::new(),
    };
    println!(
        "{} ligne(s) lue(s) / read, {} retenue(s) / kept, {} refusée(s) / refused, {} cellule(s) / cells{years}",
        report.read, report.kept, report.rejected, report.cells
    );
    if report.replayed {
        println!("Ce fichier était déjà importé : les données sont les mêmes. / This file was already imported: the data are the same.");
    }
}
