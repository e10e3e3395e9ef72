//! An API key on record: its hash, never the key.

use super::{Record, RecordError, decode, encode, get, key, page};
use crate::store::{Commit, Scan, Store};
use serde::{Deserialize, Serialize};

/// An API key. The key itself is 256 random bits, so one plain hash is enough.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ApiKeyRecord {
    /// The public part of the key, which finds this record.
    pub id: String,
    /// SHA-256 of the whole key, in hexadecimal digits.
    pub hash: String,
    /// What it may do.
    pub scopes: Vec<Scope>,
    /// The slug of the issuer it is bound to.
    pub issuer: String,
    /// When it was made.
    pub created: String,
    /// When it was taken back; it counts for nothing since.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub revoked: Option<String>,
    /// The hash of the last audit entry about it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub entry: Option<String>,
}

/// What the holder of a key may do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Scope {
    /// Everything, also what touches keys.
    Admin,
    /// Read frameworks, assessments and credentials.
    Read,
    /// Import frameworks.
    Import,
    /// Record assessments.
    Assess,
    /// Issue credentials, also in place of others.
    Issue,
    /// Revoke, suspend and reinstate credentials.
    Status,
}

impl Record for ApiKeyRecord {
    const KIND: &'static str = "API key";
}

impl ApiKeyRecord {
    /// Whether the key may do what `scope` stands for.
    pub fn may(&self, scope: Scope) -> bool {
        self.scopes.contains(&scope) || self.scopes.contains(&Scope::Admin)
    }
}

fn api_key_key(id: &str) -> Vec<u8> {
    key(&["api-key", id])
}

/// Adds a new key to `commit`.
pub fn create(commit: Commit, record: &ApiKeyRecord) -> Commit {
    commit.create(api_key_key(&record.id), encode(record))
}

/// A key's record, and its value in the store, so that it can be replaced only if nobody has
/// changed it since.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    /// The record.
    pub record: ApiKeyRecord,
    value: Vec<u8>,
}

/// The key whose public part is `id`, to be changed.
///
/// # Errors
/// [`RecordError`] when it cannot be read.
pub fn to_change(store: &dyn Store, id: &str) -> Result<Option<Found>, RecordError> {
    let key = api_key_key(id);
    let Some(value) = store.get(&key)? else {
        return Ok(None);
    };
    let record = decode(&key, &value)?;
    Ok(Some(Found { record, value }))
}

/// Replaces what was `found`, if nobody changed it since.
pub fn change(commit: Commit, found: &Found, after: &ApiKeyRecord) -> Commit {
    let key = api_key_key(&found.record.id);
    commit.replace(key, found.value.as_slice(), encode(after))
}

/// The key whose public part is `id`.
///
/// # Errors
/// [`RecordError`] when it cannot be read.
pub fn find(store: &dyn Store, id: &str) -> Result<Option<ApiKeyRecord>, RecordError> {
    get(store, &api_key_key(id))
}

/// All keys.
///
/// # Errors
/// [`RecordError`] when one cannot be read.
pub fn all(store: &dyn Store) -> Result<Vec<ApiKeyRecord>, RecordError> {
    Ok(page(store, &Scan::prefix("api-key/").limit(10_000))?.records)
}
