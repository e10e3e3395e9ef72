//! Comprehensive Learner Record 2.0: a record that holds several credentials of one learner, and
//! says how their achievements hang together.

mod classes;
mod model;
mod rules;

pub use model::{
    AchievementDefinition, Association, CONTEXT, ClrCredential, ClrSubject, Criteria, SCHEMA,
};
pub(super) use rules::achievements;
pub use rules::{UNKNOWN_ACHIEVEMENT, check, is_clr};
