//! The store: durable records under keys, read by key or by page and changed by commits.
//!
//! A room above puts everything it must remember into [`Commit`]s: sets of puts and deletes with
//! expectations, applied whole or not at all. When [`Store::commit`] returns `Ok(Ok(()))` the
//! change is *durable*: it survives the end of the process and of the power. Secondary indexes
//! are keys written in the same commit, uniqueness and idempotency are expectations.
//!
//! # What a reader may see
//!
//! Reads show durable commits only. What a commit in progress changes is shown to nobody before it
//! is durable, so an answer built on a read never rests on data that a power cut could take back.
//!
//! # Copying and forgetting
//!
//! [`Store::copy`] gives everything out as it is at one moment, [`Store::rewrite`] leaves nothing
//! of what was deleted; both while commits go on.
//!
//! # Engines
//!
//! [`Memory`] forgets everything at the end of the process: for tests and dry runs. [`SledStore`]
//! keeps its records in a folder. Both are held to one contract by `tests/store_contract.rs`.
//!
//! What the records mean, and how they are written as bytes, is left to [`crate::records`].

mod commit;
mod error;
mod memory;
mod scan;
mod sled;

pub use commit::{Commit, Conflict, Expectation};
pub use error::StoreError;
pub use memory::Memory;
pub use scan::{Order, Page, Record, Scan};
pub use sled::{FORMAT, SledOptions, SledStore};

/// The longest key, in bytes.
pub const MAX_KEY: usize = 512;

/// The longest value, in bytes: 64 MiB.
pub const MAX_VALUE: usize = 64 << 20;

/// An engine that keeps records.
///
/// All calls block; an asynchronous caller makes them from a thread that may.
pub trait Store: Send + Sync {
    /// The value under `key`, or `None` where there is none.
    ///
    /// # Errors
    ///
    /// [`StoreError::Corrupt`] when the record is damaged; [`StoreError::Io`] when it cannot be
    /// read; [`StoreError::Full`] where others have left not a byte of the disk and the engine
    /// needs one to read.
    fn get(&self, key: &[u8]) -> Result<Option<Vec<u8>>, StoreError>;

    /// One page of the records that `scan` describes, in the order of their keys. All records of
    /// a page are of one moment; two pages need not be.
    ///
    /// # Errors
    ///
    /// As for [`Store::get`].
    fn scan(&self, scan: &Scan) -> Result<Page, StoreError>;

    /// Checks the expectations of `commit` against all commits before it and, when they hold,
    /// applies all its changes at once and makes them durable.
    ///
    /// `Ok(Ok(()))`: applied and durable. `Ok(Err(conflict))`: an expectation did not hold and
    /// nothing was changed; the state that contradicted it is durable. The empty commit changes
    /// nothing and returns after everything before it is durable.
    ///
    /// # Errors
    ///
    /// [`StoreError::TooLarge`] and [`StoreError::Full`]: nothing was changed.
    /// [`StoreError::Io`]: whether the commit was applied is not known until the store has been
    /// opened again; it is whole or absent then, and readers do not see it before.
    fn commit(&self, commit: Commit) -> Result<Result<(), Conflict>, StoreError>;

    /// Whether the store can take commits now, found out by a durable write.
    ///
    /// # Errors
    ///
    /// Those of [`Store::commit`].
    fn health(&self) -> Result<(), StoreError>;

    /// Gives `sink` every record, as it is at one moment: keys with their values, and keys with
    /// `None` where there is no value any more. Who applies them in order ends with exactly what
    /// the store held at a moment between the last call of `sink` and the return, which is after
    /// every commit that was answered before the call.
    ///
    /// Commits go on meanwhile, save for a moment at the end: what they change is given again.
    /// `sink` must not ask the store for anything. Of copies and [rewritings](Store::rewrite) one
    /// is made at a time; others wait.
    ///
    /// # Errors
    ///
    /// As for [`Store::get`], and the first error of `sink`, after which it is not called again.
    fn copy(&self, sink: &mut Sink<'_>) -> Result<(), StoreError>;

    /// Forgets: afterwards no byte of a value or a key that was replaced or deleted before the
    /// call is in the store's files. (Blocks of the disk that held those files are the disk's
    /// business.) Commits go on meanwhile; after a crash the store is as it was before, or
    /// rewritten, and what a crash left lying about is gone when the store is next opened.
    ///
    /// # Errors
    ///
    /// [`StoreError::Full`] where there is no room for a second copy of all records, and those of
    /// [`Store::commit`]. Nothing is lost; whether bytes were left behind is not known then.
    fn rewrite(&self) -> Result<(), StoreError>;
}

/// What takes in a [copy](Store::copy): a key and its value, or `None` where the value is gone.
pub type Sink<'s> = dyn FnMut(&[u8], Option<&[u8]>) -> Result<(), StoreError> + 's;
