//! A sharing link on record: until when it leads somewhere, and, sealed under the learner's key, the
//! token in it and what it shows.
//!
//! Whoever follows a link finds it by SHA-256 of its token. The token itself is kept sealed, because
//! the learner must be able to see the link again; so is how often it was looked at. The learner's id
//! stands in the key, so that everything that a learner shares is found, and goes, with them.

use super::{Record, RecordError, decode, encode, join, key, split};
use crate::confidential::{LearnerKey, NotOpened};
use crate::id::Rng;
use crate::store::{Commit, Scan, Store};
use serde::{Deserialize, Serialize};
use zeroize::Zeroizing;

/// What is known of a sharing link without the learner's key.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ShareRecord {
    /// Its id, a time-ordered UUID: what the learner and the audit log call it. It leads nowhere.
    pub id: String,
    /// The slug of the learner's issuer.
    pub issuer: String,
    /// The id of the learner.
    pub learner: String,
    /// SHA-256 of the token, in hexadecimal digits.
    pub digest: String,
    /// When it was made.
    pub created: String,
    /// Until when it leads somewhere (RFC 3339).
    pub expires: String,
    /// The hash of the last audit entry about it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub entry: Option<String>,
}

/// What is sealed of a sharing link.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ShareBody {
    /// The token.
    pub token: String,
    /// What it is for, in the learner's words.
    pub purpose: String,
    /// The ids of the credentials that it shows, in this order.
    pub credentials: Vec<String>,
    /// What of them.
    pub shows: Shows,
    /// Whether search engines may take it up.
    #[serde(default)]
    pub indexed: bool,
    /// How often somebody looked.
    #[serde(default)]
    pub views: u64,
    /// The day of the last look: `2026-11-22`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub viewed: Option<String>,
}

/// What a sharing link shows of its credentials, besides framework, level, issuer, assessor, rule,
/// dates and state.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Shows {
    /// The learner's name.
    pub name: bool,
    /// The statements that were met, in full text.
    pub statements: bool,
    /// The evidence.
    pub evidence: bool,
    /// The signed documents, in which all of this stands.
    pub document: bool,
}

impl Record for ShareRecord {
    const KIND: &'static str = "share";
}

/// A sharing link on record, still sealed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    /// The store key.
    pub place: Vec<u8>,
    /// What is known of it without the learner's key.
    pub record: ShareRecord,
    value: Vec<u8>,
}

impl Found {
    fn read(place: &[u8], value: Vec<u8>) -> Result<Self, RecordError> {
        Ok(Self {
            place: place.to_vec(),
            record: decode(place, split(&value).0)?,
            value,
        })
    }

    /// What is sealed of it, opened with its learner's key.
    ///
    /// # Errors
    /// [`NotOpened`] with the wrong key.
    pub fn open(&self, key: &LearnerKey) -> Result<ShareBody, NotOpened> {
        let opened = key.open(&about(&self.record.id), split(&self.value).1)?;
        serde_json::from_slice(&opened).map_err(|_| NotOpened)
    }
}

/// What the body of the link `id` is sealed about.
fn about(id: &str) -> Vec<u8> {
    key(&["share", id])
}

fn share_key(learner: &str, id: &str) -> Vec<u8> {
    key(&["share", learner, id])
}

fn token_key(digest: &str) -> Vec<u8> {
    key(&["share-token", digest])
}

fn value(record: &ShareRecord, body: &ShareBody, key: &LearnerKey, rng: &mut dyn Rng) -> Vec<u8> {
    let plain = Zeroizing::new(serde_json::to_vec(body).unwrap_or_default());
    let sealed = key.seal(&about(&record.id), &plain, rng);
    join(&encode(record), &sealed)
}

/// Adds a new link to `commit`, sealed under its learner's key; its token must be new.
pub fn create(
    commit: Commit,
    record: &ShareRecord,
    body: &ShareBody,
    key: &LearnerKey,
    rng: &mut dyn Rng,
) -> Commit {
    let place = share_key(&record.learner, &record.id);
    commit
        .create(place.clone(), value(record, body, key, rng))
        .create(token_key(&record.digest), place)
}

/// Puts `body` in the place of what is sealed in `found`, if nobody changed the link since.
pub fn replace(
    commit: Commit,
    found: &Found,
    body: &ShareBody,
    key: &LearnerKey,
    rng: &mut dyn Rng,
) -> Commit {
    let after = value(&found.record, body, key, rng);
    commit.replace(found.place.clone(), found.value.clone(), after)
}

/// Takes the link away in `commit`, which must still be there: from then on its token is one that
/// was never given.
pub fn take_away(commit: Commit, found: &Found) -> Commit {
    erase(commit.expect_present(found.place.clone()), found)
}

/// Takes the link away in `commit`, whether or not it is still there.
pub fn erase(commit: Commit, found: &Found) -> Commit {
    commit
        .delete(token_key(&found.record.digest))
        .delete(found.place.clone())
}

/// The link `id` of `learner`.
///
/// # Errors
/// [`RecordError`] when it cannot be read.
pub fn find(store: &dyn Store, learner: &str, id: &str) -> Result<Option<Found>, RecordError> {
    at(store, &share_key(learner, id))
}

/// The link whose token has this SHA-256.
///
/// # Errors
/// [`RecordError`] when it cannot be read.
pub fn by_digest(store: &dyn Store, digest: &str) -> Result<Option<Found>, RecordError> {
    match store.get(&token_key(digest))? {
        Some(place) => at(store, &place),
        None => Ok(None),
    }
}

/// The link at `place`.
///
/// # Errors
/// [`RecordError`] when it cannot be read.
pub fn at(store: &dyn Store, place: &[u8]) -> Result<Option<Found>, RecordError> {
    let value = store.get(place)?;
    value.map(|value| Found::read(place, value)).transpose()
}

/// All links of the learner, the first first.
///
/// # Errors
/// [`RecordError`] when one cannot be read.
pub fn of_learner(store: &dyn Store, learner: &str) -> Result<Vec<Found>, RecordError> {
    let mut found = Vec::new();
    let mut scan = Scan::prefix(share_key(learner, "")).limit(1000);
    loop {
        let page = store.scan(&scan)?;
        for one in page.records {
            found.push(Found::read(&one.key, one.value)?);
        }
        match page.next {
            Some(next) => scan = scan.after(next),
            None => return Ok(found),
        }
    }
}

/// Where the link must stand, and the key under which that place must stand.
pub fn keys(record: &ShareRecord) -> (Vec<u8>, Vec<u8>) {
    let place = share_key(&record.learner, &record.id);
    (place, token_key(&record.digest))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::id::SeededRng;
    use crate::store::Memory;

    fn share(id: &str, learner: &str, digest: &str) -> (ShareRecord, ShareBody) {
        let record = ShareRecord {
            id: id.to_owned(),
            issuer: "default".to_owned(),
            learner: learner.to_owned(),
            digest: digest.to_owned(),
            created: "2026-11-22T10:00:00Z".to_owned(),
            expires: "2027-02-20T10:00:00Z".to_owned(),
            entry: None,
        };
        let body = ShareBody {
            token: "secret-token".to_owned(),
            purpose: "secret purpose".to_owned(),
            credentials: vec!["urn:uuid:1".to_owned()],
            shows: Shows::default(),
            indexed: false,
            views: 0,
            viewed: None,
        };
        (record, body)
    }

    #[test]
    fn a_link_is_found_by_its_token_and_its_learner_until_it_is_taken_away() {
        let (store, rng) = (Memory::new(), &mut SeededRng::new(1));
        let (ada, bob) = (LearnerKey::new(rng), LearnerKey::new(rng));
        let (record, body) = share("s1", "ada", "d1");
        let commit = create(Commit::new(), &record, &body, &ada, rng);
        assert_eq!(store.commit(commit), Ok(Ok(())));
        let found = by_digest(&store, "d1").unwrap().unwrap();
        assert_eq!(found.record, record);
        assert!(found.open(&ada) == Ok(body.clone()));
        assert!(found.open(&bob) == Err(NotOpened));
        assert!(!found.value.windows(6).any(|bytes| bytes == b"secret"));
        assert_eq!(
            of_learner(&store, "ada").unwrap(),
            std::slice::from_ref(&found)
        );
        assert_eq!(of_learner(&store, "ad").unwrap(), []);
        assert_eq!(find(&store, "bob", "s1").unwrap(), None);

        let again = create(Commit::new(), &record, &body, &ada, rng);
        assert!(store.commit(again).unwrap().is_err());
        let gone = take_away(Commit::new(), &found);
        assert_eq!(store.commit(gone.clone()), Ok(Ok(())));
        assert!(store.commit(gone).unwrap().is_err(), "there is none now");
        assert_eq!(by_digest(&store, "d1").unwrap(), None);
        let late = replace(Commit::new(), &found, &body, &ada, rng);
        assert!(store.commit(late).unwrap().is_err(), "it stays away");
    }
}
