//! Assessments made against a framework, and the level that follows from them.
//!
//! Reading order: [`document`] reads what a provider sends, strictly and against its framework;
//! [`policy`] says when a level is reached and [`decision`] applies it; [`agreement`] holds two
//! assessors' ratings side by side; [`cohort`] makes documents of a table; [`model`] is what is kept
//! on record. Looking the framework up,
//! giving the record an id and keeping it are the service's work.

mod address;
pub mod agreement;
pub mod cohort;
pub mod decision;
pub mod document;
pub mod model;
mod people;
pub mod policy;
mod ratings;
pub mod reference;
mod texts;
mod words;

pub use address::is_email;
pub use agreement::{Agreement, Comparison, Difference, Kappa, Strength, compare};
pub use decision::{Basis, LevelDecision, LevelOutcome, Mark, NextLevel, Reason, decide};
pub use document::{AssessmentDocument, read};
pub use model::{Assessment, Assessor, Evidence, Learner, Rating};
pub use policy::{Assessors, LevelPolicy, Share};
pub use ratings::MAX_EVIDENCE;
pub use reference::{FrameworkReference, framework_reference};

/// The bundled sample: an assessment against [`crate::framework::SAMPLE`].
pub const SAMPLE: &[u8] = include_bytes!("../../schemas/sample-assessment.json");
