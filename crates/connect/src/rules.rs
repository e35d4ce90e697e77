//! The rules of matching, as dated data: of the repository, or of the folder that replaces them. Every version, oldest first.

use crate::code::WasteCode;
use crate::flow::Substance;
use domain::{Date, Problem, Source, Text, name};
use serde::Deserialize;
use std::fmt;

/// Inside a checkout.
pub const FOLDER: &str = "rules/connect";
const EMBEDDED: [(&str, &str); 1] = [("rules/connect/matching-1.toml", include_str!("../../../rules/connect/matching-1.toml"))];

/// What a range is of.
pub const RANGES: [&str; 5] = ["matter", "heat", "steam", "water", "shared"];

#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Matching {
    pub version: String,
    pub valid_from: Date,
    pub source: Source,
    pub points: Points,
    pub detour: Detour,
    pub ranges: Vec<Range>,
    pub pinch: Pinch,
    pub transport: Transport,
    pub hazard: Hazard,
    pub materials: Materials,
}

#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Points {
    pub code_6: u32,
    pub code_4: u32,
    pub code_2: u32,
    pub material: u32,
    pub class: u32,
    pub division: u32,
    pub source: Source,
}

#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Detour {
    pub factor: f64,
    pub source: Source,
}

#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Range {
    pub of: String,
    pub km: f64,
    pub source: Source,
}

#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Pinch {
    pub kelvin: f64,
    pub source: Source,
}

#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Transport {
    pub cents_per_tonne_km: u32,
    pub source: Source,
}

#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Hazard {
    pub rubrics: Vec<String>,
    pub source: Source,
}

#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Materials {
    pub source: Source,
    pub classes: Vec<Material>,
}

#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Material {
    pub id: String,
    pub label: Text,
    pub codes: Vec<Prefix>,
}

/// The beginning of waste codes, at two, four or six digits: "03 01". Read once: a country asks it millions of times.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(from = "String")]
pub struct Prefix {
    number: u32,
    digits: u32,
}

impl Prefix {
    /// Refused with its class when the file is read, so that nothing is ever compared with it.
    const UNREADABLE: Prefix = Prefix { number: 0, digits: 0 };

    pub fn begins(self, code: WasteCode) -> bool {
        code.number() / 10_u32.pow(6 - self.digits) == self.number
    }
    pub fn chapter(self) -> u32 {
        self.number / 10_u32.pow(self.digits.saturating_sub(2))
    }
}

impl fmt::Display for Prefix {
    /// As the decision writes it: "03 01".
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (mut left, mut space) = (self.digits, "");
        while left >= 2 {
            left -= 2;
            write!(f, "{space}{:02}", self.number / 10_u32.pow(left) % 100)?;
            space = " ";
        }
        Ok(())
    }
}

impl From<String> for Prefix {
    fn from(code: String) -> Prefix {
        let digits: String = code.chars().filter(|c| *c != ' ').collect();
        let read = matches!(digits.len(), 2 | 4 | 6) && digits.bytes().all(|b| b.is_ascii_digit());
        let number = read.then(|| digits.parse().ok()).flatten();
        number.map_or(Prefix::UNREADABLE, |number| Prefix { number, digits: digits.len() as u32 })
    }
}

/// How close two substances are, the closest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, schemars::JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Level {
    /// The same six digits.
    Code6,
    Code4,
    Code2,
    /// The same class of matter.
    Material,
    /// Heat, steam or water.
    Utility,
    Shared,
}

impl Matching {
    pub fn read(file: &str, text: &str) -> Result<Matching, Vec<Problem>> {
        let matching: Matching = toml::from_str(text).map_err(|why| {
            let line = why.span().map_or(0, |span| text[..span.start.min(text.len())].matches('\n').count() + 1);
            let said = why.message();
            let what = Text::new(format!("règles d’appariement illisibles : {said}"), format!("unreadable rules of matching: {said}"));
            vec![Problem::at(file, line, 0, "", what, Text::default())]
        })?;
        let mut problems = Vec::new();
        let mut tell = |field: &str, fr: &str, en: &str| problems.push(Problem::at(file, 0, 0, field, Text::new(fr, en), Text::default()));
        if !(1.0..=3.0).contains(&matching.detour.factor) {
            tell("detour.factor", "un détour va de 1 à 3", "a detour is from 1 to 3");
        }
        if !(0.0..=200.0).contains(&matching.pinch.kelvin) {
            tell("pinch.kelvin", "un pincement va de 0 à 200 degrés", "a pinch is from 0 to 200 degrees");
        }
        for wanted in RANGES {
            let found: Vec<f64> = matching.ranges.iter().filter(|range| range.of == wanted).map(|range| range.km).collect();
            if !matches!(found[..], [km] if km > 0.0 && km <= 1_000.0) {
                tell(
                    &format!("ranges.{wanted}"),
                    "il faut une portée, et une seule, de 0 à 1 000 km",
                    "one range is needed, and only one, from 0 to 1,000 km",
                );
            }
        }
        if matching.ranges.iter().any(|range| !RANGES.contains(&range.of.as_str())) {
            tell("ranges.of", "matter, heat, steam, water ou shared", "matter, heat, steam, water or shared");
        }
        for (at, class) in matching.materials.classes.iter().enumerate() {
            let field = format!("materials.{}", class.id);
            if matching.materials.classes[..at].iter().any(|other| other.id == class.id) {
                tell(&field, "deux classes ont ce nom", "two classes have this name");
            }
            if class.codes.is_empty() || class.codes.contains(&Prefix::UNREADABLE) {
                tell(&field, "un code de déchet a deux, quatre ou six chiffres", "a waste code has two, four or six digits");
            }
        }
        if problems.is_empty() { Ok(matching) } else { Err(problems) }
    }

    /// Kilometres by road beyond which this is not looked for, with who says so.
    pub fn range(&self, substance: &Substance) -> &Range {
        let of = match substance {
            Substance::Waste(_) | Substance::Material(_) => "matter",
            Substance::Heat(_) => "heat",
            Substance::Steam(_) => "steam",
            Substance::Water => "water",
            Substance::Shared(..) => "shared",
        };
        self.ranges.iter().find(|range| range.of == of).unwrap_or(&self.ranges[0])
    }

    pub fn material(&self, id: &str) -> Option<&Material> {
        self.materials.classes.iter().find(|class| class.id == id)
    }

    /// Whether a waste code is of a class of matter.
    pub fn is_of(&self, class: &str, code: WasteCode) -> bool {
        self.material(class).is_some_and(|class| class.codes.iter().any(|prefix| prefix.begins(code)))
    }

    /// How close what is given is to what is wanted; none when they have nothing in common.
    pub fn level(&self, supply: &Substance, demand: &Substance) -> Option<Level> {
        use Substance::{Heat, Material, Shared, Steam, Waste, Water};
        match (supply, demand) {
            (Waste(a), Waste(b)) => codes(*a, *b),
            (Material(a), Material(b)) => (a == b).then_some(Level::Material),
            (Waste(code), Material(class)) | (Material(class), Waste(code)) => self.is_of(class, *code).then_some(Level::Material),
            // Steam also heats; warm water makes no steam.
            (Heat(_), Heat(_)) | (Steam(_), Steam(_) | Heat(_)) | (Water, Water) => Some(Level::Utility),
            (Shared(a, one), Shared(b, other)) => (a == b && name::fold(one) == name::fold(other)).then_some(Level::Shared),
            _ => None,
        }
    }

    pub fn points_of(&self, level: Level) -> u32 {
        match level {
            Level::Code6 => self.points.code_6,
            Level::Code4 => self.points.code_4,
            Level::Code2 => self.points.code_2,
            Level::Material => self.points.material,
            Level::Utility | Level::Shared => self.points.code_6,
        }
    }
}

/// The finest level at which two waste codes agree.
pub fn codes(a: WasteCode, b: WasteCode) -> Option<Level> {
    match (a.number() == b.number(), a.section() == b.section(), a.chapter() == b.chapter()) {
        (true, ..) => Some(Level::Code6),
        (_, true, _) => Some(Level::Code4),
        (.., true) => Some(Level::Code2),
        _ => None,
    }
}

#[derive(Clone, Debug, PartialEq)]
pub struct Rules(Vec<Matching>);

impl Rules {
    /// Those of the repository.
    pub fn embedded() -> Rules {
        Rules::gather(EMBEDDED).expect("embedded, and read by a test")
    }

    /// From the files of a folder, as (path, text).
    ///
    /// # Errors
    /// Every mistake of every file: all of it is taken or nothing.
    pub fn gather<'a>(files: impl IntoIterator<Item = (&'a str, &'a str)>) -> Result<Rules, Vec<Problem>> {
        let (mut all, mut problems) = (Vec::<(&str, Matching)>::new(), Vec::new());
        for (path, text) in files {
            match Matching::read(path, text) {
                Ok(read) => all.push((path, read)),
                Err(found) => problems.extend(found),
            }
        }
        all.sort_by_key(|(_, matching)| matching.valid_from);
        for (at, (path, matching)) in all.iter().enumerate() {
            if all[..at].iter().any(|(_, other)| other.version == matching.version) {
                let version = &matching.version;
                let what = Text::new(format!("deux fichiers ont la version {version}"), format!("two files have version {version}"));
                problems.push(Problem::at(*path, 0, 0, "version", what, Text::default()));
            }
        }
        if problems.is_empty() && all.is_empty() {
            let what = Text::new("il faut au moins un fichier matching-….toml", "at least one file matching-….toml is needed");
            problems.push(Problem::at(FOLDER, 0, 0, "", what, Text::default()));
        }
        let all = all.into_iter().map(|(_, matching)| matching).collect();
        if problems.is_empty() { Ok(Rules(all)) } else { Err(problems) }
    }

    /// The rules in force on a date: the last valid by then, or the first there are.
    pub fn on(&self, date: Date) -> &Matching {
        self.0.iter().rfind(|matching| matching.valid_from <= date).unwrap_or(&self.0[0])
    }
}
