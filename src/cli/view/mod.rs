//! What several commands show alike: how a level was decided, what a verification found.

mod decision;
mod report;

pub use decision::decision;
pub use report::{checks, report, ticks, verdict_line};
