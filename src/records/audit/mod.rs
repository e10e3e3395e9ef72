//! The audit log on record: open entries, the log itself, and what finds entries again.
//!
//! A change of state puts its entry under a key of its own ([`append`]), so that those who change
//! different things never wait for each other. Sealing ([`seal`]) moves such entries to the end of
//! the log and is the only one to change anything else here; that nobody else sealed meanwhile is
//! an expectation on the one [`LogRecord`].

mod bundles;
mod index;
mod tiles;

pub use bundles::{BUNDLE, bundle_from, bundle_key, entry, lines};
pub use index::{
    at_key, digest_key, first_with_digest, found_entry, found_number, number_of, numbered,
};
pub use tiles::{tile, tile_hashes, tile_key};

use super::{Record, RecordError, decode, encode, get, key};
use crate::audit::{AuditError, Entry, Growth};
use crate::store::{self, Commit, Scan, Store, StoreError};
use serde::{Deserialize, Serialize};

/// Where open entries stand.
pub const OPEN: &str = "audit-open/";
/// Where bundles of sealed entries stand.
pub const ENTRIES: &str = "audit-entries/";
/// Where tiles of hashes stand.
pub const TILES: &str = "audit-tile/";
/// Where signed checkpoints stand.
pub const CHECKPOINTS: &str = "audit-checkpoint/";
/// Where the numbers of entries stand by their hashes.
pub const AT: &str = "audit-at/";
/// Where the numbers of entries stand by the digests that they hold.
pub const DIGESTS: &str = "audit-digest/";

/// Where the record of the log stands.
pub const LOG: &str = "audit-log";

/// The audit log: whose it is, and how far it is sealed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct LogRecord {
    /// The name of the log, for good: the first line of its checkpoints.
    pub origin: String,
    /// The public half of the audit key, as a multikey.
    pub audit_key: String,
    /// The verification method of the audit key.
    pub verification_method: String,
    /// How many entries are sealed.
    pub size: u64,
    /// How many checkpoints were signed.
    pub checkpoints: u64,
    /// The last of them.
    pub checkpoint: String,
}

impl Record for LogRecord {
    const KIND: &'static str = "audit log";
}

impl Record for Entry {
    const KIND: &'static str = "audit entry";
}

/// A signed checkpoint.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CheckpointRecord {
    /// The signed note.
    pub checkpoint: String,
}

impl Record for CheckpointRecord {
    const KIND: &'static str = "audit checkpoint";
}

/// What is wrong with the audit log, and where.
impl From<AuditError> for RecordError {
    fn from(error: AuditError) -> Self {
        broken(LOG.as_bytes(), error.to_string())
    }
}

fn broken(place: &[u8], detail: impl Into<String>) -> RecordError {
    RecordError::AuditLog {
        place: String::from_utf8_lossy(place).into_owned(),
        detail: detail.into(),
    }
}

/// Adds a new entry to `commit`: the change and its entry are made together or not at all.
pub fn append(commit: Commit, entry: &Entry) -> Commit {
    commit.create(key(&["audit-open", &entry.id]), encode(entry))
}

/// A page of open entries, in the order of their keys, at most `limit`, and where the next begins.
///
/// # Errors
/// [`StoreError`].
pub fn open(
    store: &dyn Store,
    after: Option<Vec<u8>>,
    limit: usize,
) -> Result<store::Page, StoreError> {
    let scan = Scan::prefix(OPEN).limit(limit);
    store.scan(&match after {
        Some(after) => scan.after(after),
        None => scan,
    })
}

/// The open entry in `record`, whose key must be its own.
///
/// # Errors
/// [`RecordError`] when it cannot be read or stands elsewhere.
pub fn open_entry(record: &store::Record) -> Result<Entry, RecordError> {
    let entry: Entry = decode(&record.key, &record.value)?;
    match key(&["audit-open", &entry.id]) == record.key {
        true => Ok(entry),
        false => Err(broken(
            &record.key,
            format!("the entry {} stands here", entry.id),
        )),
    }
}

/// The log, and its value in the store; `None` when nothing was ever sealed.
///
/// # Errors
/// [`RecordError`] when it cannot be read.
pub fn log(store: &dyn Store) -> Result<Option<(LogRecord, Vec<u8>)>, RecordError> {
    let Some(value) = store.get(LOG.as_bytes())? else {
        return Ok(None);
    };
    Ok(Some((decode(LOG.as_bytes(), &value)?, value)))
}

/// Where the checkpoint of the log of `size` entries stands.
pub fn checkpoint_key(size: u64) -> Vec<u8> {
    key(&["audit-checkpoint", &format!("{size:012x}")])
}

/// The signed checkpoint of the log of `size` entries; `None` when none was signed.
///
/// # Errors
/// [`RecordError`] when it cannot be read.
pub fn checkpoint(store: &dyn Store, size: u64) -> Result<Option<String>, RecordError> {
    let record: Option<CheckpointRecord> = get(store, &checkpoint_key(size))?;
    Ok(record.map(|record| record.checkpoint))
}

/// The size of the log in the last checkpoint at or before `size` entries, and in the first after
/// it.
///
/// # Errors
/// [`StoreError`].
pub fn checkpoints_near(
    store: &dyn Store,
    size: u64,
) -> Result<(Option<u64>, Option<u64>), StoreError> {
    let split = checkpoint_key(size.saturating_add(1));
    let (low, high) = (CHECKPOINTS.as_bytes(), b"audit-checkpoint0");
    let before = store.scan(&Scan::range(low, split.clone()).backward().limit(1))?;
    let after = store.scan(&Scan::range(split, high).limit(1))?;
    let size_of = |page: store::Page| Some(numbered(CHECKPOINTS, &page.records.first()?.key)?.1);
    Ok((size_of(before), size_of(after)))
}

/// The commit that adds `entries`, with the tree grown by them, to the log `before` (its value in
/// the store; `None` for the first), which becomes `after`.
///
/// # Errors
/// [`RecordError`] when the last bundle cannot be read.
pub fn seal(
    store: &dyn Store,
    before: Option<(LogRecord, Vec<u8>)>,
    after: &LogRecord,
    entries: &[Entry],
    growth: &Growth,
) -> Result<Commit, RecordError> {
    let first = before.as_ref().map_or(0, |(log, _)| log.size);
    let log_key = LOG.as_bytes();
    let mut commit = match before {
        Some((_, value)) => Commit::new().replace(log_key, value, encode(after)),
        None => Commit::new().create(log_key, encode(after)),
    };
    for (number, entry) in (first..).zip(entries) {
        commit = commit.delete(key(&["audit-open", &entry.id]));
        commit = index::enter(commit, entry, number);
    }
    commit = bundles::extend(store, commit, first, entries)?;
    for (place, hashes) in &growth.tiles {
        commit = tiles::put(commit, *place, hashes);
    }
    let checkpoint = CheckpointRecord {
        checkpoint: after.checkpoint.clone(),
    };
    Ok(commit.create(checkpoint_key(after.size), encode(&checkpoint)))
}
