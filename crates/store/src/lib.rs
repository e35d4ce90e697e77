//! What the product remembers: projects and every version of them, imported site lists, operator sessions, share
//! links, and the audit of changes. On SQLite (embedded, the default) or PostgreSQL, with the same SQL text.
//!
//! How one SQL text runs on both: a query is a constant, a list of cells and a function from a row, and
//! `Conn` is an enum over the two engines that binds and decodes for either. Only TEXT and BIGINT cross the
//! border, so that enum is sixty lines; generic functions over `sqlx::Database` would carry nine trait bounds each,
//! and a macro that expands every query twice would hide the SQL. See `docs/decisions/0003`.
//!
//! Whatever a function here has acknowledged survives `kill -9`. Times are given by the caller, never read here, and
//! kept to the microsecond.

mod address;
mod conn;
mod error;
mod id;
mod migrate;
mod opened;
mod token;
mod writer;

pub mod accounts;
pub mod applications;
pub mod attachments;
pub mod audit;
pub mod backup;
pub mod blockings;
pub mod call_envelopes;
pub mod calls;
pub mod chain;
pub mod comments;
pub mod committees;
pub mod copy;
pub mod demarches;
pub mod errands;
pub mod files;
pub mod flows;
pub mod followed;
pub mod funding;
pub mod holders;
pub mod idempotency;
pub mod invitations;
pub mod jobs;
pub mod leads;
pub mod ledger;
pub mod letters;
pub mod news;
pub mod notices;
pub mod operators;
pub mod organisations;
pub mod orientations;
pub mod people;
pub mod portfolio;
pub mod projects;
mod removal;
pub mod sessions;
pub mod shares;
pub mod sharing;
pub mod sheet_holders;
pub mod sheet_imports;
pub mod sheets;
pub mod signatories;
pub mod site_lists;
pub mod site_pages;
pub mod site_said;
pub mod statistics;
pub mod synergies;
pub mod targets;
pub mod ties;
pub mod tries;

pub use error::StoreError;
pub use id::{
    ApplicationId, ArticleId, AttachmentId, BlockingId, CommentId, FileId, FlowId, FundingId, ImportId, InvitationId, LeadId,
    OrganisationId, OrientationId, PersonId, ProjectId, ProposalId, RightId, SessionId, ShareId, SheetId, SheetImportId, SignatoryId,
    SynergyId, TargetId,
};
pub use opened::Store;
pub use token::{Token, TokenHash, sha256};
