//! The weighted sum: one score with unknown values at the middle of their range, and its two bounds.

use crate::criteria::{Chosen, Read, read};
use crate::need::Need;
use crate::ranking::{Confidence, Contribution, Ranked, Robustness};
use crate::seen::Seen;
use crate::words;
use domain::{Site, Text};

pub struct Scored<'s> {
    pub site: &'s Site,
    pub to_check: Vec<Text>,
    pub reads: Vec<Read<'s>>,
    /// 0 to 1.
    pub score: f64,
}

pub fn score<'s>(need: &Need, seen: &'s Seen, to_check: Vec<Text>, criteria: &[Chosen]) -> Scored<'s> {
    let reads: Vec<Read> = criteria.iter().map(|c| read(c.spec, need, seen)).collect();
    let score = sum(criteria, &reads, |read| read.middle);
    Scored { site: seen.site, to_check, reads, score }
}

fn sum(criteria: &[Chosen], reads: &[Read], utility: impl Fn(&Read) -> f64) -> f64 {
    criteria.iter().zip(reads).map(|(c, read)| c.weight * utility(read)).sum()
}

/// Best score first; the sites come in order of id and the sort is stable, so ties stay in that order. Scores are
/// compared at nine decimals: the last bits of a sum decide nothing.
pub fn sorted(mut scored: Vec<Scored>) -> Vec<Scored> {
    scored.sort_by_key(|s| std::cmp::Reverse((s.score * 1e9).round() as i64));
    scored
}

impl Scored<'_> {
    /// `explained`: with its values and its points, in words.
    pub fn ranked(self, rank: usize, robustness: Robustness, would_change: Vec<Text>, criteria: &[Chosen], explained: bool) -> Ranked {
        let site = self.site;
        let (mut strengths, mut weaknesses, mut contributions) = (Vec::new(), Vec::new(), Vec::new());
        if explained {
            let told = criteria.iter().zip(&self.reads);
            let values: Vec<Option<Text>> = told.map(|(c, read)| read.value.as_ref().map(|said| said.text(c.spec))).collect();
            strengths = words::strengths(&self.reads, &values, criteria);
            weaknesses = words::weaknesses(&self.reads, &values, criteria);
            contributions = criteria.iter().zip(&self.reads).zip(values).map(|((c, read), value)| contribution(c, read, value)).collect();
        }
        Ranked {
            rank,
            site: site.id.clone(),
            name: site.name.clone(),
            commune: site.commune_name.clone(),
            department: site.department.clone(),
            labels: site.labels.iter().map(|label| label.wave.clone()).collect(),
            position: site.position,
            score: 100.0 * self.score,
            score_low: 100.0 * sum(criteria, &self.reads, |read| read.range.low),
            score_high: 100.0 * sum(criteria, &self.reads, |read| read.range.high),
            strengths,
            weaknesses,
            known: self.reads.iter().filter(|read| read.known).count(),
            total: self.reads.len(),
            first_share: robustness.first,
            top3_share: robustness.top3,
            robustness,
            to_check: self.to_check,
            would_change,
            contributions,
        }
    }
}

fn contribution(criterion: &Chosen, read: &Read, value: Option<Text>) -> Contribution {
    Contribution {
        criterion: criterion.spec.id.into(),
        answer: read.answer,
        value,
        utility: read.known.then_some(read.middle),
        points: 100.0 * criterion.weight * read.middle,
        status: read.status,
        confidence: read.status.map(Confidence::of),
        source: read.source.cloned(),
    }
}
