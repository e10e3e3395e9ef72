//! A link that works once, on record: whoever has it becomes the learner it was made for.
//!
//! The token in the link is 256 random bits; on record is only its hash, and that only as long as
//! the link works. What the link is about (which credentials, which address it was sent to) is sealed
//! under the learner's key.

use super::{Record, RecordError, decode, encode, get, key};
use crate::confidential::{LearnerKey, NotOpened};
use crate::id::Rng;
use crate::store::{Commit, Scan, Store};
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde::{Deserialize, Serialize};
use zeroize::Zeroizing;

/// A link that works once.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ClaimRecord {
    /// Its id, a time-ordered UUID; not the token.
    pub id: String,
    /// What it is for.
    pub purpose: Purpose,
    /// The slug of the issuer.
    pub issuer: String,
    /// The id of the learner.
    pub learner: String,
    /// SHA-256 of the token, in hexadecimal digits; `None` once the link works no more.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub token: Option<String>,
    /// When it was made.
    pub created: String,
    /// From when on it works no more.
    pub expires: String,
    /// What became of it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub end: Option<End>,
    /// The [`Details`], sealed, as base64url.
    sealed: String,
    /// The hash of the last audit entry about it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub entry: Option<String>,
}

/// What a link is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Purpose {
    /// An issuer made it, for credentials that a learner is to take.
    Claim,
    /// A learner asked for it, to see their record.
    Enter,
}

/// How a link came to its end before its time.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum End {
    /// It was used, at this time.
    Redeemed(String),
    /// Its issuer took it back, at this time; or a restore did, which cannot know whether it had
    /// been used.
    Withdrawn(String),
}

/// What is personal about a link.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Details {
    /// The ids of the credentials that it is about.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub credentials: Vec<String>,
    /// Where it was sent to and when, each time.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub sent: Vec<Sent>,
}

/// That a link was sent.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sent {
    /// The e-mail address.
    pub to: String,
    /// When.
    pub at: String,
}

impl Record for ClaimRecord {
    const KIND: &'static str = "claim";
}

/// A new link, before it is sealed.
pub struct NewClaim<'a> {
    /// As [`ClaimRecord::id`].
    pub id: String,
    /// As [`ClaimRecord::purpose`].
    pub purpose: Purpose,
    /// As [`ClaimRecord::issuer`].
    pub issuer: &'a str,
    /// As [`ClaimRecord::learner`].
    pub learner: &'a str,
    /// As [`ClaimRecord::token`].
    pub token: String,
    /// As [`ClaimRecord::created`].
    pub created: String,
    /// As [`ClaimRecord::expires`].
    pub expires: String,
    /// As [`ClaimRecord::entry`].
    pub entry: String,
}

impl NewClaim<'_> {
    /// The record, with `details` sealed under the learner's key.
    pub fn seal(self, details: &Details, key: &LearnerKey, rng: &mut dyn Rng) -> ClaimRecord {
        ClaimRecord {
            sealed: seal(&self.id, details, key, rng),
            id: self.id,
            purpose: self.purpose,
            issuer: self.issuer.to_owned(),
            learner: self.learner.to_owned(),
            token: Some(self.token),
            created: self.created,
            expires: self.expires,
            end: None,
            entry: Some(self.entry),
        }
    }
}

impl ClaimRecord {
    /// What is personal about it.
    ///
    /// # Errors
    /// [`NotOpened`] with another key.
    pub fn open(&self, key: &LearnerKey) -> Result<Details, NotOpened> {
        let sealed = URL_SAFE_NO_PAD.decode(&self.sealed).unwrap_or_default();
        let opened = key.open(&about(&self.id), &sealed)?;
        serde_json::from_slice(&opened).map_err(|_| NotOpened)
    }

    /// The same, with other details.
    #[must_use]
    pub fn with(&self, details: &Details, key: &LearnerKey, rng: &mut dyn Rng) -> Self {
        Self {
            sealed: seal(&self.id, details, key, rng),
            ..self.clone()
        }
    }

    /// The same at its end: its token is forgotten.
    #[must_use]
    pub fn ended(&self, end: End, entry: String) -> Self {
        Self {
            token: None,
            end: Some(end),
            entry: Some(entry),
            ..self.clone()
        }
    }
}

fn seal(id: &str, details: &Details, key: &LearnerKey, rng: &mut dyn Rng) -> String {
    let plain = Zeroizing::new(serde_json::to_vec(details).unwrap_or_default());
    URL_SAFE_NO_PAD.encode(key.seal(&about(id), &plain, rng))
}

/// What the details of the link `id` are sealed about.
fn about(id: &str) -> Vec<u8> {
    claim_key(id)
}

/// The store key of the link `id`.
pub fn claim_key(id: &str) -> Vec<u8> {
    key(&["claim", id])
}

fn token_key(hash: &str) -> Vec<u8> {
    key(&["claim-token", hash])
}

fn learner_key(learner: &str, id: &str) -> Vec<u8> {
    key(&["claim-of", learner, id])
}

/// The keys under which the id of a link must stand, and that of no other.
pub fn index_keys(record: &ClaimRecord) -> Vec<Vec<u8>> {
    let token = record.token.as_deref().map(token_key);
    let of = learner_key(&record.learner, &record.id);
    std::iter::once(of).chain(token).collect()
}

/// Adds a new link to `commit`; its token must be new.
pub fn create(commit: Commit, record: &ClaimRecord) -> Commit {
    let commit = commit.create(claim_key(&record.id), encode(record));
    let index = index_keys(record).into_iter();
    index.fold(commit, |commit, key| commit.create(key, record.id.as_str()))
}

/// Puts `after` in the place of `before` in `commit`, if that is what is there: of several at once
/// who use a link, one does.
pub fn replace(commit: Commit, before: &ClaimRecord, after: &ClaimRecord) -> Commit {
    let commit = commit.replace(claim_key(&before.id), encode(before), encode(after));
    match &before.token {
        Some(token) if after.token.is_none() => commit.delete(token_key(token)),
        _ => commit,
    }
}

/// Removes a link in `commit`, if it is still as in `record`.
pub fn delete(commit: Commit, record: &ClaimRecord) -> Commit {
    let commit = commit.expect_unchanged(claim_key(&record.id), encode(record));
    remove(commit, record)
}

fn remove(commit: Commit, record: &ClaimRecord) -> Commit {
    let commit = commit.delete(claim_key(&record.id));
    index_keys(record).into_iter().fold(commit, Commit::delete)
}

/// Removes every link of the learner in `commit`, whatever becomes of it meanwhile.
///
/// # Errors
/// [`RecordError`] when one cannot be read.
pub fn forget(store: &dyn Store, commit: Commit, learner: &str) -> Result<Commit, RecordError> {
    let claims = of_learner(store, learner)?;
    Ok(claims.iter().fold(commit, remove))
}

/// The link named `id`.
///
/// # Errors
/// [`RecordError`] when it cannot be read.
pub fn find(store: &dyn Store, id: &str) -> Result<Option<ClaimRecord>, RecordError> {
    get(store, &claim_key(id))
}

/// The link whose token has this hash; none where it works no more.
///
/// # Errors
/// [`RecordError`] when it cannot be read.
pub fn by_token(store: &dyn Store, hash: &str) -> Result<Option<ClaimRecord>, RecordError> {
    let Some(id) = store.get(&token_key(hash))? else {
        return Ok(None);
    };
    find(store, &String::from_utf8_lossy(&id))
}

/// Every link of the learner, the first first.
///
/// # Errors
/// [`RecordError`] when one cannot be read.
pub fn of_learner(store: &dyn Store, learner: &str) -> Result<Vec<ClaimRecord>, RecordError> {
    let mut claims = Vec::new();
    let mut scan = Scan::prefix(learner_key(learner, "")).limit(1000);
    loop {
        let page = store.scan(&scan)?;
        for index in page.records {
            claims.extend(find(store, &String::from_utf8_lossy(&index.value))?);
        }
        match page.next {
            Some(next) => scan = scan.after(next),
            None => return Ok(claims),
        }
    }
}

/// A page of all links, the first first.
///
/// # Errors
/// [`RecordError`] when one cannot be read.
pub fn list(
    store: &dyn Store,
    after: Option<Vec<u8>>,
    limit: usize,
) -> Result<super::Page<ClaimRecord>, RecordError> {
    let mut scan = Scan::prefix("claim/").limit(limit);
    if let Some(after) = after {
        scan = scan.after(after);
    }
    super::page(store, &scan)
}

/// The link at `key`, from its bytes.
///
/// # Errors
/// [`RecordError`] when it cannot be read.
pub fn read(key: &[u8], bytes: &[u8]) -> Result<ClaimRecord, RecordError> {
    decode(key, bytes)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::id::SeededRng;
    use crate::store::Memory;

    fn claim(key: &LearnerKey, rng: &mut dyn Rng) -> ClaimRecord {
        let new = NewClaim {
            id: "one".to_owned(),
            purpose: Purpose::Claim,
            issuer: "default",
            learner: "ada",
            token: "hash".to_owned(),
            created: "2026-11-20T10:00:00Z".to_owned(),
            expires: "2026-12-20T10:00:00Z".to_owned(),
            entry: "entry".to_owned(),
        };
        let details = Details {
            credentials: vec!["urn:uuid:1".to_owned()],
            sent: vec![Sent {
                to: "ada@example.org".to_owned(),
                at: "2026-11-20T10:00:00Z".to_owned(),
            }],
        };
        new.seal(&details, key, rng)
    }

    #[test]
    fn a_link_ends_once_and_its_token_is_forgotten_with_it() {
        let (store, rng) = (Memory::new(), &mut SeededRng::new(1));
        let (ada, bob) = (LearnerKey::new(rng), LearnerKey::new(rng));
        let open = claim(&ada, rng);
        store.commit(create(Commit::new(), &open)).unwrap().unwrap();
        let text = String::from_utf8(encode(&open)).unwrap();
        assert!(
            !text.contains("ada@example.org") && !text.contains("urn:uuid"),
            "{text}"
        );
        assert_eq!(by_token(&store, "hash").unwrap().as_ref(), Some(&open));
        assert_eq!(open.open(&ada).unwrap().credentials, ["urn:uuid:1"]);
        assert_eq!(open.open(&bob), Err(NotOpened));
        let used = open.ended(End::Redeemed("now".to_owned()), "entry".to_owned());
        let twice = || store.commit(replace(Commit::new(), &open, &used)).unwrap();
        assert!(twice().is_ok() && twice().is_err());
        assert_eq!(by_token(&store, "hash"), Ok(None));
        assert_eq!(find(&store, "one"), Ok(Some(used)));
        let commit = forget(&store, Commit::new(), "ada").unwrap();
        store.commit(commit).unwrap().unwrap();
        assert!(
            store
                .scan(&Scan::prefix("claim"))
                .unwrap()
                .records
                .is_empty()
        );
        assert!(forget(&store, Commit::new(), "ada").unwrap().is_empty());
    }
}
