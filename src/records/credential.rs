//! An issued credential on record: what it was made from, where its status stands, and every
//! secured form of it.
//!
//! One credential is one value: the length of the record (four bytes, big-endian), the record, and
//! behind it the [`Body`]: what is personal, with the signed bytes of each secured form, sealed
//! under the learner's key. The signed bytes are stored and served verbatim. They are not under
//! keys of their own because every key costs the committer as much as some kilobytes do.
//!
//! Up to the second version nothing was sealed, and the body was the signed bytes alone.
//!
//! Whoever writes a record here writes what the [`register`] says of it in the same commit.

use super::status_list::{self, StatusPlace};
use super::{Page, Record, RecordError, encode, join, key, register, split};
use crate::audit::Act;
use crate::confidential::{LearnerKey, NotOpened};
use crate::id::Rng;
use crate::store::{Commit, Scan, Store};
use serde::{Deserialize, Serialize};
use uuid::Uuid;
use zeroize::Zeroizing;

/// A credential that was issued.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CredentialRecord {
    /// Its id: `urn:uuid:` and a random UUID, or the id that its writer gave it.
    pub id: String,
    /// Its form: `open-badge`, `clr`, `ler-rs`, `hr-open-ler-rs`, or [`GIVEN`].
    pub form: String,
    /// Its name; `None` where the caller wrote the credential: it may tell of somebody then.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// The assessed level that it was made from; `None` where the caller wrote the credential, and
    /// for a record of what a learner holds.
    #[serde(flatten)]
    pub made_from: Option<MadeFrom>,
    /// What a résumé was asked to say besides what was assessed: a fingerprint under the learner's
    /// key, by which the same request is known again. `None` where that was nothing.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub resume: Option<String>,
    /// The slug of its issuer.
    pub issuer: String,
    /// The id of the learner under whose key its body is sealed; `None` for one that was issued
    /// before bodies were sealed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub learner: Option<String>,
    /// From when it is valid, where it says so.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub valid_from: Option<String>,
    /// Until when.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub valid_until: Option<String>,
    /// Its places in status lists.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub status: Vec<StatusPlace>,
    /// Whether its issuer stands by it.
    #[serde(default)]
    pub state: State,
    /// The credential whose place it took.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub supersedes: Option<Succession>,
    /// The credential that took its place.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub superseded_by: Option<Succession>,
    /// The hash of the last audit entry about it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub entry: Option<String>,
    /// Its secured forms.
    pub secured: Vec<SecuredRecord>,
}

/// The form of a credential that the caller wrote.
pub const GIVEN: &str = "given";

/// The assessed level that a credential was made from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MadeFrom {
    /// The id of the assessment.
    pub assessment: String,
    /// When it was made; `None` in records of the first versions.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub assessed_at: Option<String>,
    /// The framework's key.
    pub framework: String,
    /// The framework's version.
    pub framework_version: String,
    /// The level that was achieved.
    pub level: String,
}

/// Whether an issuer stands by a credential.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum State {
    /// It does.
    #[default]
    Current,
    /// Not for now.
    Suspended,
    /// No more, for good.
    Revoked,
}

/// That one credential took the place of another.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Succession {
    /// The id of the other credential.
    pub id: String,
    /// Why.
    pub why: Why,
    /// When.
    pub at: String,
}

/// Why a credential took the place of another.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Why {
    /// The other was wrong, and was revoked.
    Reissue,
    /// The same for a later time.
    Renewal,
    /// A later assessment gave a higher level of the same framework.
    LevelUp,
}

/// A secured form of a credential.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SecuredRecord {
    /// How it is secured: `eddsa-rdfc-2022`, `vc-jwt`, or a set joined by `+`.
    pub proof: String,
    /// The media type of its bytes.
    pub media_type: String,
    /// The verification method that signed it.
    pub verification_method: String,
    /// When it was signed.
    pub created: String,
    /// How many bytes it has.
    pub length: usize,
    /// SHA-256 of its bytes, in hexadecimal digits; `None` in records of the first versions.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub digest: Option<String>,
}

/// What is personal about a credential, and its signed bytes.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Body {
    /// What was done to it, the first first.
    pub history: Vec<Done>,
    /// The signed bytes of the secured forms, in the order of the record.
    pub signed: Vec<Vec<u8>>,
}

/// One thing that was done to a credential.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Done {
    /// What.
    pub act: Act,
    /// When.
    pub at: String,
    /// By whom.
    pub by: String,
    /// Why, in the words of whoever did it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
}

impl Record for CredentialRecord {
    const KIND: &'static str = "credential";
    /// In the first version each was made from an assessment; in the second nothing was sealed.
    const VERSION: u8 = 3;
}

/// A credential record, where it stands, and its value there, so that it can be replaced only if
/// nobody else did.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    /// The store key.
    pub place: Vec<u8>,
    /// The record.
    pub record: CredentialRecord,
    value: Vec<u8>,
}

impl Found {
    fn read(place: &[u8], value: Vec<u8>) -> Result<Self, RecordError> {
        Ok(Self {
            place: place.to_vec(),
            record: super::decode(place, split(&value).0)?,
            value,
        })
    }

    /// Whether its body is gone.
    pub fn is_erased(&self) -> bool {
        self.kept_body().is_empty()
    }

    /// The body as it is kept.
    pub fn kept_body(&self) -> &[u8] {
        split(&self.value).1
    }

    /// The body, opened with the key of the learner whom the record names; one that is not sealed
    /// needs no key.
    ///
    /// # Errors
    /// [`NotOpened`] with the wrong key, or none; and where the bytes are not those of a body.
    pub fn open(&self, key: Option<&LearnerKey>) -> Result<Body, NotOpened> {
        let (_, body) = split(&self.value);
        let lengths: Vec<usize> = self.record.secured.iter().map(|one| one.length).collect();
        match (&self.record.learner, key) {
            (None, _) => Ok(Body {
                history: Vec::new(),
                signed: cut(body, &lengths)?,
            }),
            (Some(_), None) => Err(NotOpened),
            (Some(_), Some(key)) => {
                let opened = key.open(&about(&self.record.id), body)?;
                let (history, signed) = split(&opened);
                Ok(Body {
                    history: serde_json::from_slice(history).map_err(|_| NotOpened)?,
                    signed: cut(signed, &lengths)?,
                })
            }
        }
    }
}

impl Body {
    /// The signed bytes of the form of `record` that is secured by `proof`; `None` where there is
    /// none.
    pub fn signed(&self, record: &CredentialRecord, proof: &str) -> Option<&[u8]> {
        let place = record.secured.iter().position(|one| one.proof == proof)?;
        self.signed.get(place).map(Vec::as_slice)
    }

    /// The body of the credential `id` as it is kept: sealed under `key`.
    pub fn seal(&self, id: &str, key: &LearnerKey, rng: &mut dyn Rng) -> Vec<u8> {
        let history = serde_json::to_vec(&self.history).unwrap_or_default();
        let plain = Zeroizing::new(join(&history, &self.signed.concat()));
        key.seal(&about(id), &plain, rng)
    }
}

/// What the body of the credential `id` is sealed about.
fn about(id: &str) -> Vec<u8> {
    key(&["credential", id])
}

/// Cuts bytes into parts of these lengths, which must be all of them.
fn cut(mut bytes: &[u8], lengths: &[usize]) -> Result<Vec<Vec<u8>>, NotOpened> {
    let mut parts = Vec::with_capacity(lengths.len());
    for length in lengths {
        let (part, rest) = bytes.split_at_checked(*length).ok_or(NotOpened)?;
        parts.push(part.to_vec());
        bytes = rest;
    }
    if bytes.is_empty() {
        Ok(parts)
    } else {
        Err(NotOpened)
    }
}

fn id_key(id: &str) -> Vec<u8> {
    key(&["credential-id", id])
}

fn learner_key(learner: &str, place: &[u8]) -> Vec<u8> {
    let own = place.strip_prefix(b"credential/").unwrap_or(place);
    [&key(&["held", learner, ""]), own].concat()
}

/// The place of a new credential; `at` orders it among the others.
pub fn place(at: Uuid) -> Vec<u8> {
    key(&["credential", &at.to_string()])
}

/// The place of the credential that `order` names in the register.
pub fn place_at(order: &str) -> Vec<u8> {
    key(&["credential", order])
}

/// What orders the credential at `place` among the others in the register.
pub fn order_of(place: &[u8]) -> String {
    let own = place.strip_prefix(b"credential/").unwrap_or(place);
    String::from_utf8_lossy(own).into_owned()
}

/// Adds a new credential to `commit`, with its body as it is kept; its id must be new, and so must
/// its places in status lists. One that was made from an assessment becomes the latest of its
/// assessment and form: there must be none yet, or the one at `before`.
pub fn create(
    commit: Commit,
    place: &[u8],
    record: &CredentialRecord,
    body: &[u8],
    before: Option<&[u8]>,
) -> Commit {
    let mut commit = commit
        .create(place, join(&encode(record), body))
        .create(id_key(&record.id), place);
    commit = register::create(commit, place, record);
    for status in &record.status {
        commit = status_list::take(commit, status, place);
    }
    if let Some(learner) = &record.learner {
        commit = commit.put(learner_key(learner, place), place);
    }
    let Some(made_from) = &record.made_from else {
        return commit;
    };
    let latest = latest_key(&made_from.assessment, &record.form);
    match before {
        Some(before) => commit.replace(latest, before, place),
        None => commit.create(latest, place),
    }
}

/// Puts `record`, with its body as it is kept, in the place of `found` in `commit`, if nobody else
/// has changed it since.
pub fn replace(commit: Commit, found: &Found, record: &CredentialRecord, body: &[u8]) -> Commit {
    register::replace(commit, &found.place, &found.record, record).replace(
        found.place.clone(),
        found.value.clone(),
        join(&encode(record), body),
    )
}

/// Takes the body of `found` away in `commit`, if nobody else has changed the credential since; its
/// record stays, with its places in status lists and the digests of what was signed.
pub fn erase(commit: Commit, found: &Found) -> Commit {
    replace(commit, found, &found.record, &[])
}

/// The credential at `place`.
///
/// # Errors
/// [`RecordError`] when it cannot be read.
pub fn at(store: &dyn Store, place: &[u8]) -> Result<Option<Found>, RecordError> {
    let Some(value) = store.get(place)? else {
        return Ok(None);
    };
    Found::read(place, value).map(Some)
}

/// The keys under which `place` must stand for the credential that is there, and for no other; that
/// of the [`latest`] is not among them.
pub fn index_keys(place: &[u8], record: &CredentialRecord) -> Vec<Vec<u8>> {
    let held = record.learner.as_deref();
    let held = held.map(|learner| learner_key(learner, place));
    std::iter::once(id_key(&record.id)).chain(held).collect()
}

/// The key under which the place of the latest credential of this form made from `assessment`
/// stands.
pub fn latest_key(assessment: &str, form: &str) -> Vec<u8> {
    key(&["credential-of", assessment, form])
}

/// The credential named `id`.
///
/// # Errors
/// [`RecordError`] when it cannot be read.
pub fn find(store: &dyn Store, id: &str) -> Result<Option<Found>, RecordError> {
    by_index(store, &id_key(id))
}

/// The latest credential of this form made from `assessment`.
///
/// # Errors
/// [`RecordError`] when it cannot be read.
pub fn latest(
    store: &dyn Store,
    assessment: &str,
    form: &str,
) -> Result<Option<Found>, RecordError> {
    by_index(store, &latest_key(assessment, form))
}

/// Whether any credential was made from `assessment`.
///
/// # Errors
/// [`RecordError::Store`].
pub fn was_issued_from(store: &dyn Store, assessment: &str) -> Result<bool, RecordError> {
    let scan = Scan::prefix(key(&["credential-of", assessment, ""])).limit(1);
    Ok(!store.scan(&scan)?.records.is_empty())
}

fn by_index(store: &dyn Store, index: &[u8]) -> Result<Option<Found>, RecordError> {
    match store.get(index)? {
        Some(place) => at(store, &place),
        None => Ok(None),
    }
}

/// What orders the credentials that the learner holds among all, the first first: see
/// [`register::Listed::order`].
///
/// # Errors
/// [`RecordError::Store`].
pub fn order_held_by(store: &dyn Store, learner: &str) -> Result<Vec<String>, RecordError> {
    let prefix = key(&["held", learner, ""]);
    let mut held = Vec::new();
    let mut scan = Scan::prefix(prefix.clone()).limit(1000);
    loop {
        let page = store.scan(&scan)?;
        held.extend(page.records.iter().map(|index| {
            let order = index.key.get(prefix.len()..).unwrap_or_default();
            String::from_utf8_lossy(order).into_owned()
        }));
        match page.next {
            Some(next) => scan = scan.after(next),
            None => return Ok(held),
        }
    }
}

/// Everything that the learner holds, the first first.
///
/// # Errors
/// [`RecordError`] when one cannot be read.
pub fn held_by(store: &dyn Store, learner: &str) -> Result<Vec<Found>, RecordError> {
    let mut held = Vec::new();
    let mut scan = Scan::prefix(key(&["held", learner, ""])).limit(1000);
    loop {
        let page = store.scan(&scan)?;
        for index in page.records {
            held.extend(at(store, &index.value)?);
        }
        match page.next {
            Some(next) => scan = scan.after(next),
            None => return Ok(held),
        }
    }
}

/// A page of credentials, the newest first.
///
/// # Errors
/// [`RecordError`] when one cannot be read.
pub fn list(
    store: &dyn Store,
    after: Option<Vec<u8>>,
    limit: usize,
) -> Result<Page<Found>, RecordError> {
    let mut scan = Scan::prefix("credential/").limit(limit).backward();
    if let Some(after) = after {
        scan = scan.after(after);
    }
    let page = store.scan(&scan)?;
    let found = page
        .records
        .into_iter()
        .map(|one| Found::read(&one.key, one.value));
    Ok(Page {
        records: found.collect::<Result<_, RecordError>>()?,
        next: page.next,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn a_record_of_the_first_version_is_read_and_one_without_an_assessment_too() {
        let mut old = json!({
            "id": "urn:uuid:1", "form": "open-badge", "name": "N", "assessment": "a",
            "framework": "f", "framework_version": "v", "level": "l", "issuer": "default",
            "valid_from": "2026-11-22T10:00:00Z", "secured": []
        });
        let read = |value: &serde_json::Value| {
            let bytes = [&[1], value.to_string().as_bytes()].concat();
            crate::records::decode::<CredentialRecord>(b"k", &bytes).unwrap()
        };
        let record = read(&old);
        assert_eq!(record.made_from.as_ref().unwrap().level, "l");
        assert_eq!(record.valid_from.as_deref(), Some("2026-11-22T10:00:00Z"));
        for name in [
            "assessment",
            "framework",
            "framework_version",
            "level",
            "valid_from",
        ] {
            old.as_object_mut().unwrap().remove(name);
        }
        let given = read(&old);
        assert_eq!(
            (given.made_from.as_ref(), given.valid_from.as_ref()),
            (None, None)
        );
        let again = crate::records::decode(b"k", &encode(&given));
        assert_eq!(again, Ok(given));
        let again = crate::records::decode(b"k", &encode(&record));
        assert_eq!(again, Ok(record));
    }

    #[test]
    fn the_body_of_the_first_versions_is_read_without_a_key_and_a_sealed_one_with_it() {
        let secured = json!([
            {"proof": "a", "media_type": "m", "verification_method": "v", "created": "c", "length": 3},
            {"proof": "b", "media_type": "m", "verification_method": "v", "created": "c", "length": 2}
        ]);
        let mut value = json!({"id": "urn:uuid:1", "form": "given", "name": "N",
            "issuer": "default", "secured": secured});
        let old = [&[2], value.to_string().as_bytes()].concat();
        let found = Found::read(b"credential/1", join(&old, b"oneto")).unwrap();
        let body = found.open(None).unwrap();
        assert_eq!(body.signed(&found.record, "b"), Some(b"to".as_slice()));
        assert_eq!(body.signed(&found.record, "c"), None);

        let rng = &mut crate::id::SeededRng::new(1);
        let (ada, bob) = (LearnerKey::new(rng), LearnerKey::new(rng));
        value["learner"] = json!("ada");
        let body = Body {
            history: vec![Done {
                act: Act::CredentialRevoke,
                at: "2026-11-22T10:00:00Z".to_owned(),
                by: "command-line".to_owned(),
                reason: Some("a mistake".to_owned()),
            }],
            signed: vec![b"one".to_vec(), b"to".to_vec()],
        };
        let sealed = body.seal("urn:uuid:1", &ada, rng);
        let new = [&[3], value.to_string().as_bytes()].concat();
        let found = Found::read(b"credential/1", join(&new, &sealed)).unwrap();
        assert_eq!(found.open(Some(&ada)), Ok(body));
        assert_eq!(found.open(Some(&bob)), Err(NotOpened));
        assert_eq!(found.open(None), Err(NotOpened));
    }
}
