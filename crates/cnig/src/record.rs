//! A record of a table: one value or none per field, and the line it was read on.

use crate::class::Class;
use crate::shape::Shape;
use domain::{Cents, Date};

#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    Text(String),
    /// Identifiers, codes or choices of a field that holds several.
    List(Vec<String>),
    Number(f64),
    Money(Cents),
    Date(Date),
    Year(i16),
    Yes(bool),
    Shape(Shape),
}

#[derive(Clone, Debug, PartialEq)]
pub struct Record {
    pub class: Class,
    /// Line of the file, from 1; 0 when it comes from elsewhere.
    pub line: usize,
    /// (place of the field in the table, value), by place: a record fills few fields of the widest table.
    values: Vec<(usize, Value)>,
}

impl Record {
    pub fn new(class: Class, line: usize) -> Record {
        Record { class, line, values: Vec::new() }
    }

    pub fn get(&self, name: &str) -> Option<&Value> {
        self.at(self.class.at(name)?)
    }

    fn at(&self, place: usize) -> Option<&Value> {
        let found = self.values.binary_search_by_key(&place, |(at, _)| *at).ok()?;
        self.values.get(found).map(|(_, value)| value)
    }

    /// Nothing happens for a name the table has not.
    pub fn set(&mut self, name: &str, value: Option<Value>) {
        let Some(place) = self.class.at(name) else { return };
        match (self.values.binary_search_by_key(&place, |(at, _)| *at), value) {
            (Ok(found), Some(value)) => self.values[found].1 = value,
            (Ok(found), None) => {
                self.values.remove(found);
            }
            (Err(after), Some(value)) => self.values.insert(after, (place, value)),
            (Err(_), None) => {}
        }
    }

    pub fn values(&self) -> impl Iterator<Item = (&'static crate::Field, Option<&Value>)> {
        self.class.fields().iter().enumerate().map(move |(at, field)| (field, self.at(at)))
    }

    pub fn text(&self, name: &str) -> Option<&str> {
        match self.get(name)? {
            Value::Text(text) => Some(text),
            _ => None,
        }
    }

    pub fn number(&self, name: &str) -> Option<f64> {
        match self.get(name)? {
            Value::Number(number) => Some(*number),
            _ => None,
        }
    }

    pub fn date(&self, name: &str) -> Option<Date> {
        match self.get(name)? {
            Value::Date(date) => Some(*date),
            _ => None,
        }
    }

    pub fn shape(&self, name: &str) -> Option<&Shape> {
        match self.get(name)? {
            Value::Shape(shape) => Some(shape),
            _ => None,
        }
    }

    pub fn list(&self, name: &str) -> &[String] {
        match self.get(name) {
            Some(Value::List(list)) => list,
            _ => &[],
        }
    }

    /// What tells this record from the others of its table; none when a part is missing.
    pub fn key(&self) -> Option<String> {
        let parts: Option<Vec<&str>> = self.class.key().iter().map(|name| self.text(name)).collect();
        parts.map(|p| p.join(" / "))
    }
}
