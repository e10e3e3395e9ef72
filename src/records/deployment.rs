//! The deployment as a whole on record: which keys it has, and what was done to its store. The keys
//! themselves are in key files.

use super::{Record, RecordError, decode, encode};
use crate::store::{Commit, Store};
use serde::{Deserialize, Serialize};

/// The keys that belong to no issuer. One that is named here is never made anew.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct DeploymentRecord {
    /// The verification method of the key that signs the audit log: its own `did:key`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub audit_key: Option<String>,
    /// The name of the key that wraps learners' keys.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub deployment_key: Option<String>,
    /// The hash of the last audit entry about the store as a whole.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub entry: Option<String>,
}

impl Record for DeploymentRecord {
    const KIND: &'static str = "deployment";
}

/// Where it stands.
const PLACE: &[u8] = b"deployment";

/// The record, and its value in the store, so that it can be replaced only if nobody has changed it
/// since.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Found {
    /// The record; names no keys where there is none.
    pub record: DeploymentRecord,
    value: Option<Vec<u8>>,
}

/// The record.
///
/// # Errors
/// [`RecordError`] when it cannot be read.
pub fn find(store: &dyn Store) -> Result<Found, RecordError> {
    let Some(value) = store.get(PLACE)? else {
        return Ok(Found::default());
    };
    let record = decode(PLACE, &value)?;
    Ok(Found {
        record,
        value: Some(value),
    })
}

/// Replaces what was `found`, if nobody changed it since.
pub fn change(commit: Commit, found: &Found, after: &DeploymentRecord) -> Commit {
    match &found.value {
        None => commit.create(PLACE, encode(after)),
        Some(value) => commit.replace(PLACE, value.as_slice(), encode(after)),
    }
}
