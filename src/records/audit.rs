//! Entries of the audit log that are not sealed yet.

use super::{Record, encode, key};
use crate::audit::Entry;
use crate::store::Commit;

impl Record for Entry {
    const KIND: &'static str = "audit entry";
}

/// Adds a new entry to `commit`: the change and its entry are made together or not at all.
pub fn append(commit: Commit, entry: &Entry) -> Commit {
    commit.create(key(&["audit-open", &entry.id]), encode(entry))
}
