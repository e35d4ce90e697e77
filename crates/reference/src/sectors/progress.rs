//! How far a long import is: rows, rate, time left. Said four times a second at most, whatever the number of rows.

use super::input::Meter;
use domain::format;
use domain::{Lang, Text};
use std::time::{Duration, Instant};

/// One moment of an import.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Progress {
    pub rows: u64,
    /// Bytes of the file gone through, and of the whole file.
    pub bytes: u64,
    pub of: u64,
    pub elapsed: Duration,
    pub ended: bool,
}

impl Progress {
    /// Rows a second since the beginning.
    pub fn rate(&self) -> f64 {
        self.rows as f64 / self.elapsed.as_secs_f64().max(1e-3)
    }

    /// At the rate of the bytes so far; none before there is something to go by, nor when the size is not known.
    pub fn remaining(&self) -> Option<Duration> {
        if self.bytes == 0 || self.of < self.bytes {
            return None;
        }
        let left = (self.of - self.bytes) as f64 / self.bytes as f64;
        Some(self.elapsed.mul_f64(left.min(1e6)))
    }

    /// "12 400 000 lignes, 3,2 M/s, 41 %, encore 12 s".
    pub fn told(&self) -> Text {
        Text::each(|lang| {
            let number = |value: f64, decimals| format::number(value, decimals, lang);
            let rate = self.rate();
            let (rate, unit) = if rate >= 1e6 { (number(rate / 1e6, 1), " M/s") } else { (number(rate, 0), "/s") };
            let rows = if lang == Lang::Fr { "lignes" } else { "rows" };
            let mut told = format!("{} {rows}, {rate}{unit}", number(self.rows as f64, 0));
            if self.of > 0 && !self.ended {
                told += &format!(", {} %", number(self.bytes.min(self.of) as f64 / self.of as f64 * 100.0, 0));
            }
            match (self.remaining(), lang) {
                _ if self.ended => told + &format!(", {} s", number(self.elapsed.as_secs_f64(), 1)),
                (Some(left), Lang::Fr) => told + &format!(", encore {} s", number(left.as_secs_f64().ceil(), 0)),
                (Some(left), Lang::En) => told + &format!(", {} s left", number(left.as_secs_f64().ceil(), 0)),
                (None, _) => told,
            }
        })
    }
}

/// Calls a listener now and then.
pub struct Clock<'a> {
    listener: &'a mut dyn FnMut(&Progress),
    begun: Instant,
    last: Instant,
}

impl<'a> Clock<'a> {
    pub fn new(listener: &'a mut dyn FnMut(&Progress)) -> Clock<'a> {
        let now = Instant::now();
        Clock { listener, begun: now, last: now }
    }

    pub fn tick(&mut self, rows: u64, meter: &Meter) {
        let now = Instant::now();
        if now - self.last >= Duration::from_millis(250) {
            self.last = now;
            let progress = self.progress(rows, meter.read(), meter.of, false);
            (self.listener)(&progress);
        }
    }

    pub fn end(&mut self, rows: u64) {
        let progress = self.progress(rows, 0, 0, true);
        (self.listener)(&progress);
    }

    fn progress(&self, rows: u64, bytes: u64, of: u64, ended: bool) -> Progress {
        Progress { rows, bytes, of, elapsed: self.begun.elapsed(), ended }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_import_says_its_rows_its_rate_and_the_time_left() {
        let now = Progress { rows: 12_400_000, bytes: 410, of: 1_000, elapsed: Duration::from_secs(4), ended: false };
        let left = now.remaining().expect("the size is known").as_secs_f64();
        assert!((now.rate() - 3_100_000.0).abs() < 1e-6 && (left - 4.0 * 590.0 / 410.0).abs() < 1e-6, "{left}");
        let told = now.told();
        for words in ["3,1 M/s", "41 %", "encore 6 s"] {
            assert!(told.fr.contains(words), "{}", told.fr);
        }
        assert!(told.en.contains("3.1 M/s") && told.en.contains("6 s left"), "{}", told.en);
        let unknown = Progress { of: 0, ..now };
        assert!(unknown.remaining().is_none() && !unknown.told().fr.contains('%'), "nothing is guessed of a size that is not known");
        let ended = Progress { ended: true, ..now }.told();
        assert!(!ended.fr.contains("encore") && !ended.en.contains("left"), "{}", ended.fr);
    }
}
