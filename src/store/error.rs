//! What can go wrong with a store, and whose fault it is.

use std::path::PathBuf;

/// A fault of the store. Expectations that do not hold are not faults: see
/// [`Conflict`](super::Conflict).
///
/// Clonable, because all commits of one group share its fate.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum StoreError {
    /// Another process has the store open (the operator's fault): nothing was touched. Stop that
    /// process, or ask it to do the work.
    #[error("the store {} is in use by another process: {holder}", path.display())]
    Held {
        /// The store's folder.
        path: PathBuf,
        /// What the other process says about itself, such as `process 812, serve on
        /// 127.0.0.1:8080`.
        holder: String,
    },
    /// The store's files are damaged (the fault of the disk, or of whoever changed them): restore
    /// a backup.
    #[error("the store is damaged at {place}: {detail}")]
    Corrupt {
        /// Which record or file.
        place: String,
        /// What is wrong with it.
        detail: String,
    },
    /// There is no room on the disk (the operator's fault). Nothing was changed, reads go on, and
    /// commits are taken again, without a restart, as soon as there is room.
    #[error(
        "no room for the store {}: {free} bytes are free and at least {needed} are needed",
        path.display()
    )]
    Full {
        /// The store's folder.
        path: PathBuf,
        /// Bytes that are free now.
        free: u64,
        /// Bytes that must be free.
        needed: u64,
    },
    /// The operating system failed to read, write or sync (the machine's fault). After a failed
    /// write or sync nobody knows what is on the disk, so the store takes no commits until it is
    /// opened again.
    #[error("the store failed at {place}: {detail}")]
    Io {
        /// What was being done, and to which file.
        place: String,
        /// What the operating system said.
        detail: String,
    },
    /// A newer release wrote this store (the operator's fault): nothing was touched. Use that
    /// release.
    #[error(
        "the store {} has format {found}; this release reads formats up to {known}",
        path.display()
    )]
    NewerFormat {
        /// The store's folder.
        path: PathBuf,
        /// The store's format.
        found: u32,
        /// The newest format that this release knows.
        known: u32,
    },
    /// A key or a value has a length that no store takes (the caller's fault): nothing was
    /// changed.
    #[error(
        "a {what} of {length} bytes: from 1 to {limit} are allowed in a key, up to {limit} in a value"
    )]
    TooLarge {
        /// `key` or `value`.
        what: &'static str,
        /// Its length, in bytes.
        length: usize,
        /// The greatest length, in bytes.
        limit: usize,
    },
    /// The store is shutting down (nobody's fault): nothing was changed.
    #[error("the store is closing")]
    Closed,
}
