//! What several commands show alike: how a level was decided, what a verification found, what preflight did.

mod decision;
mod preflight;
mod report;

pub use decision::decision;
pub use preflight::preflight;
pub use report::{checks, report, ticks, verdict_line};
