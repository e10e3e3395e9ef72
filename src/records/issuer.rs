//! An issuer on record: its profile and its keys. The private halves are in key files.

use super::{Record, RecordError, encode, get, key};
use crate::credential::profile::IssuerProfile;
use crate::store::{Commit, Scan, Store};
use serde::{Deserialize, Serialize};

/// An issuer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct IssuerRecord {
    /// What it says of itself.
    pub profile: IssuerProfile,
    /// Its keys, the oldest first.
    pub keys: Vec<IssuerKeyRecord>,
    /// When it was made.
    pub created: String,
}

/// A key of an issuer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct IssuerKeyRecord {
    /// The DID URL of its verification method.
    pub verification_method: String,
    /// The public key as a multikey.
    pub public_key_multibase: String,
    /// Whether it may sign.
    pub state: KeyState,
}

/// What a key is good for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum KeyState {
    /// Signs, and verifies.
    Active,
    /// Verifies what it once signed.
    VerifyOnly,
}

impl Record for IssuerRecord {
    const KIND: &'static str = "issuer";
}

impl IssuerRecord {
    /// The key that signs.
    pub fn active_key(&self) -> Option<&IssuerKeyRecord> {
        self.keys.iter().find(|key| key.state == KeyState::Active)
    }
}

fn issuer_key(did: &str) -> Vec<u8> {
    key(&["issuer", did])
}

fn slug_key(slug: &str) -> Vec<u8> {
    key(&["issuer-slug", slug])
}

/// Adds a new issuer to `commit`; its slug now means this issuer.
pub fn create(commit: Commit, record: &IssuerRecord) -> Commit {
    let created = commit.create(issuer_key(&record.profile.did), encode(record));
    make_current(created, record)
}

/// The slug of an issuer on record means this one from now on.
pub fn make_current(commit: Commit, record: &IssuerRecord) -> Commit {
    let slug = slug_key(&record.profile.slug);
    commit.put(slug, record.profile.did.as_str())
}

/// The issuer with the DID `did`.
///
/// # Errors
/// [`RecordError`] when it cannot be read.
pub fn find(store: &dyn Store, did: &str) -> Result<Option<IssuerRecord>, RecordError> {
    get(store, &issuer_key(did))
}

/// The issuer that `slug` now means.
///
/// # Errors
/// [`RecordError`] when it cannot be read.
pub fn by_slug(store: &dyn Store, slug: &str) -> Result<Option<IssuerRecord>, RecordError> {
    let Some(did) = store.get(&slug_key(slug))? else {
        return Ok(None);
    };
    find(store, &String::from_utf8_lossy(&did))
}

/// All issuers.
///
/// # Errors
/// [`RecordError`] when one cannot be read.
pub fn all(store: &dyn Store) -> Result<Vec<IssuerRecord>, RecordError> {
    Ok(super::page(store, &Scan::prefix("issuer/").limit(10_000))?.records)
}
