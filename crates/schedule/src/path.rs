//! Critical path method (Kelley and Walker, 1959): earliest and latest times of each step, and what cannot slip.

use crate::window::Openings;

/// Times closer than this many months (about four minutes) are the same.
const SAME: f64 = 1e-4;

/// Steps in topological order: the predecessors of a step have smaller indices.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Network {
    pub before: Vec<Vec<usize>>,
    pub openings: Vec<Openings>,
}

/// One entry per step, in months from the start.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Path {
    pub start: Vec<f64>,
    pub finish: Vec<f64>,
    pub latest_finish: Vec<f64>,
    /// Between being ready and starting, for a season or a date.
    pub wait: Vec<f64>,
    /// The whole network is finished.
    pub length: f64,
}

impl Path {
    /// Months the step can slip without moving the end.
    pub fn float(&self, step: usize) -> f64 {
        let float = self.latest_finish[step] - self.finish[step];
        if float < SAME { 0.0 } else { float }
    }
    pub fn is_critical(&self, step: usize) -> bool {
        self.float(step) == 0.0
    }
}

impl Network {
    /// Forward pass (earliest times) then backward pass (latest times) with these durations, in months, one per step.
    pub fn path(&self, durations: &[f64]) -> Path {
        let n = durations.len();
        let mut path = Path { start: vec![0.0; n], finish: vec![0.0; n], latest_finish: Vec::new(), wait: vec![0.0; n], length: 0.0 };
        for (i, duration) in durations.iter().enumerate() {
            let ready = self.before[i].iter().map(|p| path.finish[*p]).fold(0.0, f64::max);
            path.start[i] = self.openings[i].next(ready);
            path.wait[i] = path.start[i] - ready;
            path.finish[i] = path.start[i] + duration;
            path.length = path.length.max(path.finish[i]);
        }
        path.latest_finish = vec![path.length; n];
        for i in (0..n).rev() {
            let latest_ready = self.openings[i].latest(path.latest_finish[i] - durations[i]);
            for p in &self.before[i] {
                path.latest_finish[*p] = path.latest_finish[*p].min(latest_ready);
            }
        }
        path
    }
}
