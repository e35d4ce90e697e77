//! The calendar of a project: rules, durations, sites, delays. One binary: a file put straight into `tests/` is linked alone,
//! with all that it stands on, which takes time and disk.

mod answers;
mod delays;
mod durations;
mod path;
mod progress;
mod rules;
mod setting;
mod site;
mod worked_example;
