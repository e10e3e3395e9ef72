//! An issuer on record: its profile and its keys. The private halves are in key files.

use super::{Record, RecordError, decode, encode, get, key};
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
    /// The hash of the last audit entry about it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub entry: Option<String>,
}

/// A key of an issuer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct IssuerKeyRecord {
    /// The DID URL of its verification method.
    pub verification_method: String,
    /// The public key as a multikey.
    pub public_key_multibase: String,
    /// What it signs with.
    #[serde(default)]
    pub algorithm: KeyAlgorithm,
    /// Whether it may sign.
    pub state: KeyState,
    /// When it was made; not on record for the keys of earlier releases.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub created: Option<String>,
    /// From when on its signatures count for nothing: of a compromised key.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub revoked: Option<String>,
}

/// What a key signs with.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub enum KeyAlgorithm {
    /// Ed25519 (RFC 8032): proofs, and tokens.
    #[default]
    Ed25519,
    /// ES256 (RFC 7518, section 3.4): tokens alone.
    #[serde(rename = "ES256")]
    Es256,
}

/// What a key is good for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum KeyState {
    /// Signs, and verifies.
    Active,
    /// Verifies what it once signed.
    VerifyOnly,
    /// The same; its private half is destroyed.
    Retired,
    /// Others may hold it: what it signed from `revoked` on counts for nothing.
    Compromised,
}

impl Record for IssuerRecord {
    const KIND: &'static str = "issuer";
}

impl IssuerRecord {
    /// The Ed25519 key that signs.
    pub fn active_key(&self) -> Option<&IssuerKeyRecord> {
        self.active(KeyAlgorithm::Ed25519)
    }

    /// The key that signs with `algorithm`.
    pub fn active(&self, algorithm: KeyAlgorithm) -> Option<&IssuerKeyRecord> {
        self.keys
            .iter()
            .find(|key| key.state == KeyState::Active && key.algorithm == algorithm)
    }

    /// The key with this verification method.
    pub fn key(&self, verification_method: &str) -> Option<&IssuerKeyRecord> {
        self.keys
            .iter()
            .find(|key| key.verification_method == verification_method)
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

/// An issuer's record, and its value in the store, so that it can be replaced only if nobody has
/// changed it since.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    /// The record.
    pub record: IssuerRecord,
    value: Vec<u8>,
}

/// The issuer with the DID `did`, to be changed.
///
/// # Errors
/// [`RecordError`] when it cannot be read.
pub fn to_change(store: &dyn Store, did: &str) -> Result<Option<Found>, RecordError> {
    let key = issuer_key(did);
    let Some(value) = store.get(&key)? else {
        return Ok(None);
    };
    let record = decode(&key, &value)?;
    Ok(Some(Found { record, value }))
}

/// Replaces what was `found`, if nobody changed it since, by `after`, which has the same DID.
pub fn change(commit: Commit, found: &Found, after: &IssuerRecord) -> Commit {
    let key = issuer_key(&found.record.profile.did);
    commit.replace(key, found.value.as_slice(), encode(after))
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
