//! A member of staff on record: who signs in with OpenID Connect, and what they may do.
//!
//! Somebody is known by the provider and the provider's name for them, and by nothing else: an
//! e-mail address may be given to another person tomorrow (OpenID Connect Core 1.0, section 5.7).

use super::{Record, RecordError, decode, encode, get, key};
use crate::digest::sha256_hex;
use crate::store::{Commit, Scan, Store};
use serde::{Deserialize, Serialize};

/// A member of staff.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PersonRecord {
    /// The id, a random UUID.
    pub id: String,
    /// The slug of the issuer they work for.
    pub issuer: String,
    /// The OpenID provider: its issuer identifier.
    pub provider: String,
    /// The provider's name for them.
    pub subject: String,
    /// Their name, as the provider told it last.
    pub name: String,
    /// Their e-mail address, as the provider told it last.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub email: Option<String>,
    /// What they may do; `None` until an admin says so, and again once it was taken back.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub role: Option<Role>,
    /// When they first came.
    pub created: String,
    /// The hash of the last audit entry about them.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub entry: Option<String>,
}

/// What somebody is at the provider.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Role {
    /// May do everything.
    Admin,
    /// Imports frameworks, assesses, issues, revokes.
    Issuer,
    /// Assesses.
    Assessor,
    /// Looks at everything, also at the audit log, and changes nothing.
    Auditor,
}

impl Role {
    /// All of them.
    pub const ALL: [Role; 4] = [Role::Admin, Role::Issuer, Role::Assessor, Role::Auditor];

    /// Its name.
    pub fn name(self) -> &'static str {
        match self {
            Role::Admin => "admin",
            Role::Issuer => "issuer",
            Role::Assessor => "assessor",
            Role::Auditor => "auditor",
        }
    }

    /// The role of this name.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|role| role.name() == name)
    }
}

impl Record for PersonRecord {
    const KIND: &'static str = "person";
}

fn person_key(id: &str) -> Vec<u8> {
    key(&["person", id])
}

fn known_as_key(provider: &str, subject: &str) -> Vec<u8> {
    // What a provider calls people may be longer than a key.
    let digest = sha256_hex(&[provider.as_bytes(), b"\n", subject.as_bytes()]);
    key(&["person-known-as", &digest])
}

/// Adds a new member of staff to `commit`. Nobody else may be known as they are.
pub fn create(commit: Commit, record: &PersonRecord) -> Commit {
    let known_as = known_as_key(&record.provider, &record.subject);
    commit
        .create(person_key(&record.id), encode(record))
        .create(known_as, record.id.as_str())
}

/// Puts `after` in the place of `before` in `commit`, if that is what is there.
pub fn replace(commit: Commit, before: &PersonRecord, after: &PersonRecord) -> Commit {
    commit.replace(person_key(&before.id), encode(before), encode(after))
}

/// The member of staff with this id.
///
/// # Errors
/// [`RecordError`] when they cannot be read.
pub fn find(store: &dyn Store, id: &str) -> Result<Option<PersonRecord>, RecordError> {
    get(store, &person_key(id))
}

/// The member of staff whom `provider` calls `subject`.
///
/// # Errors
/// [`RecordError`] when they cannot be read.
pub fn known_as(
    store: &dyn Store,
    provider: &str,
    subject: &str,
) -> Result<Option<PersonRecord>, RecordError> {
    match store.get(&known_as_key(provider, subject))? {
        Some(id) => find(store, &String::from_utf8_lossy(&id)),
        None => Ok(None),
    }
}

/// All members of staff.
///
/// # Errors
/// [`RecordError`] when one cannot be read.
pub fn all(store: &dyn Store) -> Result<Vec<PersonRecord>, RecordError> {
    let page = store.scan(&Scan::prefix("person/").limit(10_000))?;
    let records = page.records.iter();
    records.map(|one| decode(&one.key, &one.value)).collect()
}
