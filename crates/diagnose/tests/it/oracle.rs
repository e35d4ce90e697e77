//! Against other programs: a small seeded table of ours whose answers are kept here (`oracles/`, made by `make.py` with
//! numpy and the package ecomplexity), and real world trade where `REBOND_ORACLES` names the folder that holds it.

use diagnose::density::density;
use diagnose::fitness::fitness;
use diagnose::outlook::{Outlook, outlook};
use diagnose::specialisation::rca;
use diagnose::{Analysis, AnalysisOptions, Convention, Diagonal, ProximityKind, Table};
use std::collections::BTreeMap;
use std::io::Read;
use std::path::{Path, PathBuf};

/// Rows of a CSV file (gzipped when its name says so), every field as text: "na" is a country.
fn rows(path: &Path) -> Vec<Vec<String>> {
    let bytes = std::fs::read(path).unwrap_or_else(|e| panic!("{}: {e}", path.display()));
    let mut text = String::new();
    match path.extension().is_some_and(|e| e == "gz") {
        true => flate2::read::GzDecoder::new(&bytes[..]).read_to_string(&mut text).expect("a gzip file"),
        false => (&bytes[..]).read_to_string(&mut text).expect("a text file"),
    };
    csv::Reader::from_reader(text.as_bytes()).records().map(|r| r.expect("a row").iter().map(str::to_owned).collect()).collect()
}

fn number(field: &str) -> f64 {
    field.parse().unwrap_or_else(|e| panic!("{field}: {e}"))
}

/// Sum whose own rounding does not count (Neumaier): 600 000 terms one after the other would lose what is compared.
fn total(values: impl IntoIterator<Item = f64>) -> f64 {
    let (mut sum, mut lost) = (0.0_f64, 0.0);
    for v in values {
        let next = sum + v;
        lost += if sum.abs() >= v.abs() { (sum - next) + v } else { (v - next) + sum };
        sum = next;
    }
    sum + lost
}

/// The greatest difference between what we say and what the file says, for each column named.
#[derive(Default)]
struct Differences(BTreeMap<&'static str, f64>);

impl Differences {
    fn add(&mut self, column: &'static str, ours: f64, theirs: f64) {
        assert!(ours.is_finite(), "{column}: {ours} where {theirs} was expected");
        let greatest = self.0.entry(column).or_default();
        *greatest = greatest.max((ours - theirs).abs());
    }
    fn add_relative(&mut self, column: &'static str, ours: f64, theirs: f64) {
        self.add(column, ours / theirs, 1.0);
    }
    fn within(&self, bars: &[(&str, f64)]) {
        for (column, bar) in bars {
            let found = self.0.get(column).unwrap_or_else(|| panic!("{column} was not compared"));
            println!("{column:>24}: greatest difference {found:.2e}, bar {bar:.0e}");
            assert!(found <= bar, "{column}: {found} is more than {bar}");
        }
        assert_eq!(self.0.len(), bars.len(), "a column has no bar: {:?}", self.0.keys());
    }
}

const BARS: [(&str, f64); 8] =
    [("rca", 1e-12), ("mcp", 0.0), ("density", 1e-12), ("proximity", 1e-12), ("eci", 1e-9), ("pci", 1e-9), ("coi", 1e-9), ("cog", 1e-9)];

struct Case {
    folder: PathBuf,
    name: &'static str,
    /// One row kept out of so many, in the order of the package's own tables.
    cells: usize,
    pairs: usize,
}

impl Case {
    fn file(&self, end: &str) -> PathBuf {
        self.folder.join(format!("{}.{end}", self.name))
    }
    fn table(&self) -> Table {
        let rows = rows(&self.file("input.csv.gz"));
        let gathered = Table::gather(rows.iter().map(|r| (&r[0], &r[1], number(&r[2]))));
        assert!(gathered.merged.is_empty() && gathered.unknown.is_empty());
        gathered.table
    }
    fn cell_file(&self) -> PathBuf {
        self.file(&format!("ecomplexity.cell_every{}.csv", self.cells))
    }

    /// Places, activities, cells and pairs, against the package's own answers.
    fn compare(&self) -> (Analysis, Outlook) {
        let analysis = Analysis::new(self.table(), AnalysisOptions::default()).unwrap_or_else(|r| panic!("{}", r.text().en));
        let found = outlook(&analysis.presence, &analysis.proximity, &analysis.complexity, 0);
        let (table, n) = (&analysis.table, analysis.proximity.n);
        let mut differences = Differences::default();
        let places = rows(&self.file("ecomplexity.loc.csv"));
        assert_eq!(places.len(), table.places.len());
        for row in &places {
            let c = table.place(&row[0]).expect("a known place");
            assert_eq!(analysis.presence.activities_of(c).len() as f64, number(&row[1]), "diversity of {}", row[0]);
            differences.add("eci", analysis.complexity.eci[c], number(&row[2]));
            differences.add("coi", found.coi[c], number(&row[3]));
        }
        let activities = rows(&self.file("ecomplexity.prod.csv"));
        assert_eq!(activities.len(), n);
        for row in &activities {
            let p = table.activity(&row[0]).expect("a known activity");
            assert_eq!(analysis.presence.places_of(p).len() as f64, number(&row[1]), "ubiquity of {}", row[0]);
            differences.add("pci", analysis.complexity.pci[p], number(&row[2]));
        }
        let cells = rows(&self.cell_file());
        assert_eq!(cells.len(), (table.places.len() * n).div_ceil(self.cells));
        for row in &cells {
            let (c, p) = (table.place(&row[0]).expect("a known place"), table.activity(&row[1]).expect("a known activity"));
            let (columns, _) = table.row(c);
            let rca = columns.binary_search(&(p as u32)).map_or(0.0, |at| analysis.rca[table.start[c] + at]);
            differences.add("rca", rca, number(&row[2]));
            differences.add("mcp", f64::from(u8::from(analysis.presence.has(c, p))), number(&row[3]));
            differences.add("density", found.density[c * n + p], number(&row[4]));
            differences.add("cog", found.cog[c * n + p], number(&row[5]));
        }
        let pairs = rows(&self.file(&format!("ecomplexity.proximity_every{}.csv", self.pairs)));
        assert_eq!(pairs.len(), (n * n).div_ceil(self.pairs));
        for row in &pairs {
            let (p, q) = (table.activity(&row[0]).expect("a known activity"), table.activity(&row[1]).expect("a known activity"));
            differences.add("proximity", analysis.proximity.get(p, q), number(&row[2]));
        }
        differences.within(&BARS);
        (analysis, found)
    }

    fn compare_fitness(&self, analysis: &Analysis, file: &str) {
        let ours = fitness(&analysis.presence, 19);
        let mut differences = Differences::default();
        for row in rows(&self.file(&format!("{file}_loc.csv"))) {
            let c = analysis.table.place(&row[0]).expect("a known place");
            differences.add_relative("fitness", ours.places[c], number(&row[1]));
        }
        for row in rows(&self.file(&format!("{file}_prod.csv"))) {
            let p = analysis.table.activity(&row[0]).expect("a known activity");
            differences.add_relative("product complexity", ours.activities[p], number(&row[1]));
        }
        differences.within(&[("fitness", 1e-12), ("product complexity", 1e-12)]);
    }
}

#[test]
fn a_small_table_gets_the_numbers_of_the_packages() {
    let case = Case { folder: Path::new(env!("CARGO_MANIFEST_DIR")).join("oracles"), name: "seeded40x60", cells: 7, pairs: 11 };
    let (analysis, _) = case.compare();
    case.compare_fitness(&analysis, "numpy.fitness");
}

#[test]
fn real_world_trade_gets_the_numbers_of_the_packages() {
    let Some(folder) = std::env::var_os("REBOND_ORACLES") else {
        println!("skipped: set REBOND_ORACLES to the folder of trade98.*");
        return;
    };
    let case = Case { folder: folder.into(), name: "trade98", cells: 37, pairs: 211 };
    let (analysis, found) = case.compare();
    case.compare_fitness(&analysis, "Reconomiccomplexity.fitness");
    let [one, second, third] = analysis.complexity.eigenvalues;
    println!("eigenvalues {one} {second:.5} {third:.5}, gap {:.5}, residual {:.1e}", analysis.complexity.gap, analysis.complexity.residual);
    for (ours, theirs) in [(one, 1.0), (second, 0.17913), (third, 0.12095)] {
        assert!((ours - theirs).abs() < 5e-6, "{ours} for {theirs}");
    }
    let summary = std::fs::read_to_string(case.file("summary.json")).expect("the sums");
    let expected = |key: &str| {
        let after = &summary[summary.find(&format!("\"{key}\"")).unwrap_or_else(|| panic!("{key} is missing")) + key.len() + 3..];
        number(after.split([',', '\n', '}']).next().unwrap_or_default().trim())
    };
    let sum = |values: &[f64]| total(values.iter().copied());
    let squares = |values: &[f64]| total(values.iter().map(|v| v * v));
    let other = AnalysisOptions { convention: Convention::Datawheel, ..AnalysisOptions::default() };
    let zero = density(&analysis.presence, &analysis.proximity, other.convention.diagonal(), 0);
    let phi = &analysis.proximity.phi;
    assert_eq!(analysis.options.proximity, ProximityKind::Minimum);
    assert_eq!(analysis.options.convention.diagonal(), Diagonal::Kept);
    let off_diagonal = sum(phi) - total((0..analysis.proximity.n).map(|p| analysis.proximity.get(p, p)));
    let mut differences = Differences::default();
    differences.add_relative("proximity_sum", sum(phi), expected("proximity_sum"));
    differences.add_relative("proximity_sumsq", squares(phi), expected("proximity_sumsq"));
    differences.add_relative("density_sum", sum(&found.density), expected("density_sum"));
    differences.add_relative("rca_sum", sum(&rca(&analysis.table)), expected("rca_sum"));
    differences.add("mcp_sum", analysis.presence.ones() as f64, expected("mcp_sum"));
    differences.add_relative("cog_sumsq", squares(&found.cog), expected("cog_sumsq"));
    differences.add_relative("dw_relatedness_sum", sum(&zero), expected("dw_relatedness_sum"));
    differences.add_relative("dw_proximity_sum", off_diagonal, expected("dw_proximity_sum"));
    let bar = |key| (key, if key == "mcp_sum" { 0.0 } else { 1e-12 });
    let sums = ["proximity_sum", "proximity_sumsq", "density_sum", "rca_sum", "dw_relatedness_sum", "dw_proximity_sum", "mcp_sum"];
    let bars: Vec<_> = sums.into_iter().map(bar).chain([("cog_sumsq", 1e-9)]).collect();
    differences.within(&bars);
}
