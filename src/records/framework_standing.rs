//! Where a framework version stands when it is not simply current: another took its place, or it
//! was taken away. It is beside the framework, which itself never changes.

use super::{Record, RecordError, encode, get, key};
use crate::framework::FrameworkId;
use crate::store::{Commit, Store};
use serde::{Deserialize, Serialize};

/// The standing of a framework version.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct StandingRecord {
    /// The version.
    pub framework: FrameworkId,
    /// What became of it.
    pub state: Standing,
    /// The version that took its place; always there for a superseded one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub successor: Option<FrameworkId>,
    /// When: an XSD dateTimeStamp.
    pub at: String,
    /// Why, in the words of whoever did it; the public reads them.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
    /// The hash of the last audit entry about it.
    pub entry: String,
}

/// What became of a framework version.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Standing {
    /// Another version took its place. It stays what it is, at its address.
    Superseded,
    /// It was taken away before anything was issued on it.
    Withdrawn,
}

impl Record for StandingRecord {
    const KIND: &'static str = "framework standing";
}

fn standing_key(framework: &str, version: &str) -> Vec<u8> {
    key(&["framework-standing", framework, version])
}

/// Sets the standing in `commit`, if nobody has changed it since it was `before`.
pub fn put(commit: Commit, before: Option<&StandingRecord>, record: &StandingRecord) -> Commit {
    let key = standing_key(&record.framework.key, &record.framework.version);
    match before {
        None => commit.create(key, encode(record)),
        Some(before) => commit.replace(key, encode(before), encode(record)),
    }
}

/// The standing of a framework version; `None` while it is current.
///
/// # Errors
/// [`RecordError`] when it cannot be read.
pub fn find(
    store: &dyn Store,
    framework: &str,
    version: &str,
) -> Result<Option<StandingRecord>, RecordError> {
    get(store, &standing_key(framework, version))
}
