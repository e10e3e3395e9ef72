//! Competency frameworks with levels, and the formats they are imported from.
//!
//! Reading order: [`model`] says what a framework is, [`content`] when two are the same and how
//! they differ, [`ler_me`] reads the export of LER.me and the National Skills Exchange. Keeping
//! frameworks on record, and refusing other content under a version that is there already, is
//! the service's work.

pub mod model;
mod soc;

pub use model::{Framework, FrameworkId, Level, Occupation, Sources, Statement, StatementKey};
pub use soc::check_soc;
