//! Competency frameworks with levels, and the formats they are imported from.
//!
//! Reading order: [`model`] says what a framework is, [`content`] when two are the same and how
//! they differ, [`ler_me`] reads the export of LER.me and the National Skills Exchange. Keeping
//! frameworks on record, and refusing other content under a version that is there already, is
//! the service's work.

pub mod content;
pub mod ler_me;
pub mod model;
mod soc;
pub(crate) mod text;

pub use model::{
    CaseOrigin, Framework, FrameworkId, Group, Level, Occupation, Sources, Statement, StatementKey,
};
pub use soc::check_soc;
pub use text::MAX_CHARACTERS;

/// The bundled sample: a framework of our own making in the shape of a LER.me export, for the
/// demo and the tests (CC0 1.0).
pub const SAMPLE: &[u8] = include_bytes!("../../schemas/sample-framework.json");
