//! Assessments made against a framework, and the level that follows from them.
//!
//! Reading order: [`document`] reads what a provider sends, strictly and against its framework;
//! [`policy`] says when a level is reached and [`decision`] applies it; [`model`] is what is kept
//! on record. Looking the framework up, giving the record an id and keeping it are the service's
//! work.

pub mod decision;
pub mod model;
pub mod policy;

pub use decision::{Basis, LevelDecision, LevelOutcome, Mark, NextLevel, Reason, decide};
pub use model::{Assessment, Assessor, Evidence, Learner, Rating};
pub use policy::{LevelPolicy, Share};
