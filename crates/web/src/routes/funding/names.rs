//! Programmes, measures, calls and operators by the names the rules give them; what the rules do not know keeps its own.

use crate::routes::applications::waves::added;
use domain::{Lang, name};
use programmes::{Call, Measure, Programme, Rulebook};

pub struct Names<'a>(pub &'a Rulebook);

impl<'a> Names<'a> {
    pub fn programme(&self, id: &str) -> Option<&'a Programme> {
        self.0.programmes.iter().find(|programme| programme.id == id)
    }
    /// "programme/measure".
    pub fn fund(&self, key: &str) -> Option<(&'a Programme, &'a Measure)> {
        let (programme, measure) = key.split_once('/')?;
        let programme = self.programme(programme)?;
        programme.measures.iter().find(|m| m.id == measure).map(|measure| (programme, measure))
    }
    pub fn call(&self, id: &str) -> Option<&'a Call> {
        self.0.programmes.iter().flat_map(|p| &p.calls).find(|call| call.id == id)
    }
    pub fn say_programme(&self, id: &str, lang: Lang) -> String {
        self.programme(id).map_or_else(|| id.to_owned(), |p| p.name.get(lang).to_owned())
    }
    pub fn say_fund(&self, key: &str, lang: Lang) -> String {
        self.fund(key).map_or_else(|| key.to_owned(), |(_, measure)| measure.name.get(lang).to_owned())
    }
    /// "call" or "call/wave".
    pub fn say_call(&self, key: &str, lang: Lang) -> String {
        let (id, wave) = key.split_once('/').map_or((key, None), |(call, wave)| (call, Some(wave)));
        let Some(call) = self.call(id) else { return key.to_owned() };
        let named = |wave: &str| {
            let name = call.waves.iter().find(|w| w.id == wave).map(|w| w.name.clone()).or_else(|| added(wave));
            name.map_or_else(|| wave.to_owned(), |name| name.get(lang).to_owned())
        };
        let wave = wave.map(named);
        wave.map_or_else(|| call.name.get(lang).to_owned(), |wave| format!("{}, {wave}", call.name.get(lang)))
    }
    /// Slug → name of an operator of the rules.
    pub fn say_operator(&self, slug: &str) -> String {
        self.operators().into_iter().find(|(known, _)| known == slug).map_or_else(|| slug.to_owned(), |(_, name)| name)
    }
    /// Every operator of the rules: (slug, name), by name.
    pub fn operators(&self) -> Vec<(String, String)> {
        let all =
            self.0.programmes.iter().flat_map(|p| p.measures.iter().flat_map(|m| &m.operators).chain(p.calls.iter().map(|c| &c.operator)));
        let mut all: Vec<(String, String)> = all.map(|operator| (name::slug(operator), operator.clone())).collect();
        all.sort_by_key(|(_, name)| name::fold(name));
        all.dedup_by(|a, b| a.0 == b.0);
        all
    }
}
