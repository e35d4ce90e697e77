//! A TOML file kept with the place of each key and value, so that every mistake can be shown where it is.

use domain::{Problem, Text};
use toml::de::{DeTable, DeValue};

/// From 1, the column in characters.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Place {
    pub line: usize,
    pub column: usize,
}

#[derive(Clone, Debug, PartialEq)]
pub struct Node {
    pub shape: Shape,
    pub place: Place,
}

#[derive(Clone, Debug, PartialEq)]
pub enum Shape {
    String(String),
    Integer(i64),
    Float(f64),
    Bool(bool),
    /// A date, time or both, as written.
    Date(String),
    List(Vec<Node>),
    Table(Vec<(Key, Node)>),
}

#[derive(Clone, Debug, PartialEq)]
pub struct Key {
    pub name: String,
    pub place: Place,
}

impl Node {
    pub fn get(&self, key: &str) -> Option<&Node> {
        self.entries().iter().find(|(k, _)| k.name == key).map(|(_, node)| node)
    }
    pub fn entries(&self) -> &[(Key, Node)] {
        match &self.shape {
            Shape::Table(entries) => entries,
            _ => &[],
        }
    }
    pub fn items(&self) -> &[Node] {
        match &self.shape {
            Shape::List(items) => items,
            _ => &[],
        }
    }
    pub fn str(&self) -> Option<&str> {
        match &self.shape {
            Shape::String(text) | Shape::Date(text) => Some(text),
            _ => None,
        }
    }
    /// The text of a field of this table.
    pub fn field(&self, key: &str) -> Option<&str> {
        self.get(key)?.str()
    }
    pub fn date(&self, key: &str) -> Option<domain::Date> {
        self.field(key)?.parse().ok()
    }
    /// The place of this path ("waves[2].closes", counted from 1), or of the deepest part of it that exists.
    pub fn locate(&self, path: &str) -> Place {
        let mut node = self;
        for step in path.split(['.', '[']).filter(|s| !s.is_empty()) {
            let next = match step.strip_suffix(']') {
                Some(index) => index.parse::<usize>().ok().and_then(|i| node.items().get(i.wrapping_sub(1))),
                None => node.get(step),
            };
            match next {
                Some(next) => node = next,
                None => break,
            }
        }
        node.place
    }
    pub fn json(&self) -> serde_json::Value {
        use serde_json::Value;
        match &self.shape {
            Shape::String(text) | Shape::Date(text) => Value::String(text.clone()),
            Shape::Integer(n) => (*n).into(),
            Shape::Float(n) => (*n).into(),
            Shape::Bool(b) => (*b).into(),
            Shape::List(items) => items.iter().map(Node::json).collect(),
            Shape::Table(entries) => Value::Object(entries.iter().map(|(k, v)| (k.name.clone(), v.json())).collect()),
        }
    }
}

/// Reads a TOML text; every syntax error is reported with its place.
pub fn parse(file: &str, text: &str) -> Result<Node, Vec<Problem>> {
    let (root, errors) = DeTable::parse_recoverable(text);
    let lines = Lines::of(text);
    let mut problems: Vec<Problem> = errors
        .iter()
        .map(|error| {
            let place = lines.place(error.span().map_or(0, |s| s.start));
            Problem::at(file, place.line, place.column, "", syntax(error.message()), syntax_mend(error.message()))
        })
        .collect();
    if !problems.is_empty() {
        return Err(problems);
    }
    let place = Place { line: 1, column: 1 };
    let node = Node { shape: table(root.into_inner(), &lines, file, &mut problems), place };
    if problems.is_empty() { Ok(node) } else { Err(problems) }
}

fn table(entries: DeTable<'_>, lines: &Lines, file: &str, problems: &mut Vec<Problem>) -> Shape {
    let entry = |(key, value): (toml::Spanned<_>, toml::Spanned<DeValue<'_>>)| {
        let place = lines.place(key.span().start);
        let name: std::borrow::Cow<'_, str> = key.into_inner();
        (Key { name: name.into_owned(), place }, node(value, lines, file, problems))
    };
    Shape::Table(entries.into_iter().map(entry).collect())
}

fn node(value: toml::Spanned<DeValue<'_>>, lines: &Lines, file: &str, problems: &mut Vec<Problem>) -> Node {
    let place = lines.place(value.span().start);
    let mut unreadable = |written: &str| {
        let what = Text::new(format!("« {written} » : nombre illisible"), format!("“{written}”: unreadable number"));
        let mend = Text::new("écrire un nombre plus court", "write a shorter number");
        problems.push(Problem::at(file, place.line, place.column, "", what, mend));
        Shape::Integer(0)
    };
    let shape = match value.into_inner() {
        DeValue::String(text) => Shape::String(text.into_owned()),
        DeValue::Integer(n) => i64::from_str_radix(n.as_str(), n.radix()).map_or_else(|_| unreadable(n.as_str()), Shape::Integer),
        DeValue::Float(n) => match n.as_str().parse::<f64>() {
            Ok(value) if value.is_finite() => Shape::Float(value),
            _ => unreadable(n.as_str()),
        },
        DeValue::Boolean(b) => Shape::Bool(b),
        DeValue::Datetime(date) => Shape::Date(date.to_string()),
        DeValue::Array(items) => Shape::List(items.into_iter().map(|item| node(item, lines, file, problems)).collect()),
        DeValue::Table(entries) => table(entries, lines, file, problems),
    };
    Node { shape, place }
}

/// The parser speaks English only: the commonest mistakes are said in French too, the others are quoted.
fn syntax(message: &str) -> Text {
    if message.starts_with("duplicate key") {
        return Text::new("cette clé est écrite deux fois", "this key is written twice");
    }
    Text::new(format!("écriture TOML incorrecte ({message})"), format!("incorrect TOML ({message})"))
}

fn syntax_mend(message: &str) -> Text {
    if message.starts_with("duplicate key") {
        return Text::new("n’en garder qu’une", "keep only one");
    }
    if message.starts_with("invalid date") {
        return Text::new(
            "une date s’écrit année-mois-jour, sans guillemets : 2020-09-15",
            "a date is written year-month-day, without quotes: 2020-09-15",
        );
    }
    Text::new(
        "une ligne s’écrit clé = valeur ; un texte se met entre guillemets droits \"…\" ; vérifier guillemets, crochets et accolades",
        "a line is written key = value; a text goes between straight quotes \"…\"; check quotes, brackets and braces",
    )
}

/// Byte offsets to lines and columns.
struct Lines<'a> {
    text: &'a str,
    starts: Vec<usize>,
}

impl<'a> Lines<'a> {
    fn of(text: &'a str) -> Lines<'a> {
        Lines { text, starts: std::iter::once(0).chain(text.match_indices('\n').map(|(i, _)| i + 1)).collect() }
    }
    fn place(&self, offset: usize) -> Place {
        let line = self.starts.partition_point(|start| *start <= offset).max(1);
        let start = self.starts[line - 1];
        let column = self.text.get(start..offset).map_or(1, |before| before.chars().count() + 1);
        Place { line, column }
    }
}
