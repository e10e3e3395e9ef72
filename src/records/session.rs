//! A session on record: somebody signed in with a browser. The token is in their cookie; here is
//! its hash.

use super::{Record, RecordError, decode, encode, get, key};
use crate::store::{Commit, Scan, Store};
use serde::{Deserialize, Serialize};

/// A session.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SessionRecord {
    /// SHA-256 of the token, in hexadecimal digits.
    pub hash: String,
    /// The slug of the issuer for which somebody is signed in.
    pub issuer: String,
    /// Who it is.
    pub who: SignedIn,
    /// When it began.
    pub created: String,
    /// When it was last in use, to the minute.
    pub seen: String,
}

/// Who is signed in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum SignedIn {
    /// Whoever holds the API key with this public part.
    ApiKey(String),
    /// The member of staff with this id.
    Person(String),
    /// The learner with this id.
    Learner(String),
}

impl Record for SessionRecord {
    const KIND: &'static str = "session";
}

fn session_key(hash: &str) -> Vec<u8> {
    key(&["session", hash])
}

/// Adds a new session to `commit`.
pub fn create(commit: Commit, record: &SessionRecord) -> Commit {
    commit.create(session_key(&record.hash), encode(record))
}

/// Puts `after` in the place of `before` in `commit`, if that is what is there.
pub fn replace(commit: Commit, before: &SessionRecord, after: &SessionRecord) -> Commit {
    commit.replace(session_key(&before.hash), encode(before), encode(after))
}

/// Ends a session in `commit`.
pub fn delete(commit: Commit, hash: &str) -> Commit {
    commit.delete(session_key(hash))
}

/// The session whose token has this hash.
///
/// # Errors
/// [`RecordError`] when it cannot be read.
pub fn find(store: &dyn Store, hash: &str) -> Result<Option<SessionRecord>, RecordError> {
    get(store, &session_key(hash))
}

/// Every session, over or not.
///
/// # Errors
/// [`RecordError`] when one cannot be read.
pub fn all(store: &dyn Store) -> Result<Vec<SessionRecord>, RecordError> {
    let mut found = Vec::new();
    let mut scan = Scan::prefix("session/").limit(1000);
    loop {
        let page = store.scan(&scan)?;
        for one in page.records {
            found.push(decode(&one.key, &one.value)?);
        }
        match page.next {
            Some(next) => scan = scan.after(next),
            None => return Ok(found),
        }
    }
}
