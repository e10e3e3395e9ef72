//! The audit log: what was done, by whom, and that nobody rewrote it since.
//!
//! Every change of state leaves an [`Entry`] in the commit that makes the change.

mod entry;

pub use entry::{Act, Entry, object};
