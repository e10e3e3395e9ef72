//! The audit log: what was done, by whom, and that nobody rewrote it since.
//!
//! Every change of state leaves an [`Entry`] in the commit that makes the change. Entries become the
//! leaves of a Merkle tree (RFC 6962, section 2), whose roots an audit key signs: a [`Checkpoint`].
//! [`Inclusion`] and [`Consistency`] are evidence for others: that an entry is in the log, and that
//! the log has only grown. Whoever has the audit key's public half needs nothing else to check them.
//!
//! The room computes; where entries, hashes and checkpoints are kept is left to
//! [`crate::records`], and when they are made to [`crate::service`].

mod checkpoint;
mod entry;
mod error;
mod evidence;
mod note;
mod rebuild;
mod tree;

pub use checkpoint::Checkpoint;
pub use entry::{Act, Entry, leaf_hash, object};
pub use error::AuditError;
pub use evidence::{Consistency, Inclusion};
pub use rebuild::Rebuild;
pub use tree::{Growth, Hash, TILE, TilePlace, Tree};

#[cfg(test)]
mod tests;
