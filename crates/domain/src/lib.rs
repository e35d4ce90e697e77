//! The words of the trade as plain values: money, dates, places, sites, projects and the facts known of them.
//!
//! Every station speaks these types and nothing else: no database, no web, no file here. Whatever is shown to a
//! person carries both languages ([`Text`]), and whatever is claimed carries where it comes from ([`Source`]).

pub mod answer;
pub mod calendar;
pub mod dictionary;
pub mod fact;
pub mod followed;
pub mod format;
pub mod lead;
pub mod money;
pub mod name;
pub mod password;
pub mod place;
pub mod problem;
pub mod project;
pub mod rights;
pub mod sharing;
pub mod site;
pub mod source;
pub mod synergy;
pub mod target;
pub mod text;

pub use answer::Answer;
pub use dictionary::{Dictionary, FactKind, FactSpec};
pub use fact::{Datum, Facts, Value};
pub use jiff::civil::Date;
pub use money::{Cents, Rate};
pub use place::{Commune, Epci, Insee, Position, Siren, Siret, Territory};
pub use problem::Problem;
pub use project::{AidRegime, FinancingLine, Funder, Instrument, LineState, PastAid, Project};
pub use rights::{Right, Role};
pub use sharing::{Audience, Sharing};
pub use site::{Anticipation, AnticipationState, Beside, Issuer, Label, SITE_HOLDERS, Scope, Site, SiteHolders, SiteRole, wave_said};
pub use source::{Mark, Source, Status};
pub use synergy::SynergyState;
pub use text::{Lang, Text};
