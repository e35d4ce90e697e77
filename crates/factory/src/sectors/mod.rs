//! The studies of sectors, from what is held to the answer: one reading of the data, one territory or one activity at a
//! time. Pages, files and commands ask here, so that they say the same.

mod activity;
mod around;
mod learning;
mod people;
mod reception;
mod territory;

pub use activity::Wanted;
pub use around::Surroundings;
use diagnose::input_output::InputOutput;
use diagnose::vulnerability::{self, Method, Needs};
use diagnose::{Bridge, Convention, Learned, National};
use domain::{Lang, Mark, Position, Source, Text};
pub use learning::How;
use learning::Lessons;
use people::People;
use reference::Reference;
use reference::sectors::{self, Exports, Held, Sectors};
use std::collections::BTreeMap;
use std::path::Path;

/// Reading the files; learning the proximities.
pub const STEPS: usize = 2;

/// What every answer about sectors is made from: read once, shared by all.
pub struct Study {
    /// What is held, without the jobs.
    pub sectors: Sectors,
    pub national: National,
    /// Relatedness, learned on French zones; on world trade when it is held and the jobs are those of a part of the country.
    pub learned: Learned,
    /// The same learned the other way, when it can be.
    pub other: Option<Learned>,
    lessons: Lessons,
    /// From the products of the trade flows held to activities.
    pub bridge: Option<Bridge>,
    /// Names of the activities, by code.
    pub labels: BTreeMap<String, Text>,
    /// Where communes are.
    pub positions: BTreeMap<String, Position>,
    /// Inhabitants of the communes where they are known.
    pub residents: BTreeMap<String, f64>,
    /// What the country buys abroad, by activity; none when no trade is held.
    pub needs: Option<Needs>,
    /// The published methods of import vulnerability, side by side.
    pub methods: Vec<Method>,
    pub input_output: Option<InputOutput>,
    /// People of each occupation, place by place; none when not held, or when the profiles are not.
    pub people: Option<People>,
}

impl Study {
    /// Reads what is held in the reference folder and learns from it: a second or so on the whole country. `None` when no
    /// jobs are held. `step` is told each step, from 1 to [`STEPS`].
    pub fn read(folder: &Path, reference: &Reference, step: &mut dyn FnMut(usize)) -> Result<Option<Study>, Text> {
        step(1);
        let Some(mut sectors) = sectors::open(folder)? else { return Ok(None) };
        step(2);
        let (exports_bridge, bridge) = (sectors.bridge(), sectors.flows_bridge());
        let Some(national) = sectors.national.take() else { return Ok(None) };
        let lessons = Lessons::of(exports_bridge, &national, reference);
        let (learned, other) = lessons.learn(&national, &sectors, Convention::default());
        let methods = reference.methods().to_vec();
        let needs = sectors.flows.as_ref().zip(bridge.as_ref()).map(|(flows, bridge)| Needs {
            of: vulnerability::needs(&flows.trades(), bridge, &methods),
            year: flows.year,
            unit: Text::new("milliers de dollars", "thousands of dollars"),
            source: match flows.synthetic {
                true => sectors.held_for(sectors::Kind::Baci).map(held_source).unwrap_or_default(),
                false => Source::new(format!("BACI (CEPII), {}", flows.year), Mark::Verified),
            },
            synthetic: flows.synthetic,
        });
        let codes = national.jobs.activities.iter().chain(&national.establishments.activities).map(String::as_str);
        let divisions = reference.naf_codes().filter(|code| code.len() == 2);
        let labels = codes.chain(divisions).map(|c| (c.to_owned(), label(reference, c))).collect();
        let positions = reference.communes().iter().filter_map(|c| Some((c.code.clone(), c.position?))).collect();
        let residents = reference.communes().iter().filter_map(|c| Some((c.code.clone(), f64::from(c.population?)))).collect();
        let input_output = input_output(&sectors);
        let people = People::of(&sectors, reference);
        Ok(Some(Study {
            learned,
            other,
            lessons,
            labels,
            positions,
            residents,
            needs,
            methods,
            input_output,
            people,
            bridge,
            national,
            sectors,
        }))
    }

    /// True when any figure shown was made by a program.
    pub fn synthetic(&self) -> bool {
        self.national.synthetic || self.learned.synthetic || self.sectors.held.iter().any(|held| held.synthetic)
    }
}

/// In English where ISIC has a title for the very same activity; the NAF has French titles only.
fn label(reference: &Reference, code: &str) -> Text {
    let french = reference.naf_label(code).unwrap_or(code);
    Text::new(french, sectors::names::english(code).unwrap_or(french))
}

/// The table of branches as the methods take it, with where it comes from.
fn input_output(sectors: &Sectors) -> Option<InputOutput> {
    let table = sectors.input_output.as_ref()?;
    let held = sectors.held_for(sectors::Kind::InputOutput);
    Some(InputOutput {
        branches: table.branches.clone(),
        flows: table.flows.clone(),
        output: table.output.clone(),
        home_demand: table.home_demand.clone().unwrap_or_default(),
        euros: table.euros,
        year: table.year,
        domestic: table.domestic,
        source: held.map(held_source).unwrap_or_default(),
        synthetic: held.is_some_and(|h| h.synthetic),
    })
}

fn held_source(held: &Held) -> Source {
    Source { date: Some(held.on), ..Source::new(held.title(), held.mark()) }
}

fn trade_name(exports: &Exports, lang: Lang) -> String {
    let (countries, products) = (exports.table.places.len(), exports.table.activities.len());
    let untold = match lang {
        Lang::Fr => "année non dite",
        Lang::En => "year not told",
    };
    let year = format!(", {}", exports.year.map_or_else(|| untold.to_owned(), |year| year.to_string()));
    match lang {
        Lang::Fr => format!("commerce mondial, {countries} pays × {products} produits ({}){year}", exports.nomenclature),
        Lang::En => format!("world trade, {countries} countries × {products} products ({}){year}", exports.nomenclature),
    }
}
