//! The deployment as a whole: what was done to its store.

use super::{Record, RecordError, decode, encode};
use crate::store::{Commit, Store};
use serde::{Deserialize, Serialize};

const KEY: &[u8] = b"deployment/store";

/// What is on record about the store as a whole.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct DeploymentRecord {
    /// The hash of the last audit entry about it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub entry: Option<String>,
}

impl Record for DeploymentRecord {
    const KIND: &'static str = "deployment";
}

/// The record as it was read, to be changed only if it still is so.
#[derive(Debug)]
pub struct Loaded {
    bytes: Option<Vec<u8>>,
    record: DeploymentRecord,
}

impl Loaded {
    /// The hash of the last audit entry about the store as a whole.
    pub fn entry(&self) -> Option<&str> {
        self.record.entry.as_deref()
    }
}

/// The record.
///
/// # Errors
/// [`RecordError`] when it cannot be read.
pub fn load(store: &dyn Store) -> Result<Loaded, RecordError> {
    let bytes = store.get(KEY)?;
    let record = match &bytes {
        Some(bytes) => decode(KEY, bytes)?,
        None => DeploymentRecord::default(),
    };
    Ok(Loaded { bytes, record })
}

/// Adds to `commit` that the entry with the hash `entry` is the last one now.
pub fn enter(commit: Commit, before: &Loaded, entry: String) -> Commit {
    let record = encode(&DeploymentRecord { entry: Some(entry) });
    match &before.bytes {
        Some(bytes) => commit.replace(KEY, bytes.clone(), record),
        None => commit.create(KEY, record),
    }
}
