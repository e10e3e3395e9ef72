//! A rating sheet on record: an assessment that is being made, sealed under its learner's key.
//!
//! What was typed is kept as it was typed; whether it is sound is found out when it is signed off.
//! Each change has a number, its revision, so that nobody overwrites what they have not seen.

use super::{Record, RecordError, decode, encode, join, key, split};
use crate::assessment::{Learner, LevelPolicy};
use crate::confidential::{LearnerKey, NotOpened};
use crate::framework::{FrameworkId, StatementKey};
use crate::id::Rng;
use crate::store::{Commit, Scan, Store};
use serde::{Deserialize, Serialize};
use zeroize::Zeroizing;

/// What is known of a sheet without the learner's key.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SheetHead {
    /// Its id, a time-ordered UUID.
    pub id: String,
    /// The slug of the issuer it is made for.
    pub issuer: String,
    /// The id of the learner under whose key it is sealed.
    pub learner: String,
    /// How far it is.
    pub state: SheetState,
    /// How often it was changed.
    pub revision: u64,
    /// When it was begun.
    pub created: String,
    /// When it was last changed.
    pub changed: String,
    /// The id of the assessment that came of it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub assessment: Option<String>,
    /// The hash of the last audit entry about it.
    pub entry: String,
}

/// How far a sheet is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum SheetState {
    /// The first assessor rates.
    Open,
    /// The first has signed off, and the second has not begun.
    Waiting,
    /// The second rates, without what the first said.
    Second,
    /// Both have signed off, and settle where they differ.
    Settling,
    /// It is an assessment.
    Recorded,
}

/// What a sheet says.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct SheetBody {
    /// What is assessed against.
    pub framework: FrameworkId,
    /// Who is assessed.
    pub learner: Learner,
    /// The policy that was in force when the sheet was begun. It decides.
    pub policy: LevelPolicy,
    /// What the first assessor says.
    pub first: Part,
    /// What the second says, where there is one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub second: Option<Part>,
    /// How the two settled where they differ, so far.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub settled: Vec<Settled>,
}

/// What one assessor says.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Part {
    /// Who it is.
    pub rater: Rater,
    /// Who had it before it was handed over, as the audit log has them: they have seen it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub earlier: Vec<String>,
    /// Their ratings, in the order of the framework.
    pub ratings: Vec<Sketch>,
    /// When they signed off.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub signed: Option<String>,
}

/// Somebody who rates.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rater {
    /// As the audit log has them.
    pub actor: String,
    /// Their name, as it will stand in the assessment.
    pub name: String,
}

/// What was entered for one statement.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sketch {
    /// The statement.
    pub statement: StatementKey,
    /// Whether it is met; `None` where it is not rated.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub met: Option<bool>,
    /// What shows it, as it was typed.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub evidence: Vec<Shown>,
    /// What the assessor noted for whoever works on the sheet. It goes into no assessment.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub remark: String,
}

/// A piece of evidence as it was typed.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Shown {
    /// Its address.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub url: String,
    /// Its name.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub name: String,
    /// How it shows what it shows.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub narrative: String,
}

/// Whose rating of a statement holds.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Settled {
    /// The statement.
    pub statement: StatementKey,
    /// Whose.
    pub side: Side,
}

/// One of two assessors.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Side {
    /// Who rated first.
    First,
    /// Who rated second.
    Second,
}

impl Record for SheetHead {
    const KIND: &'static str = "sheet";
}

impl Sketch {
    /// Whether nothing was entered.
    pub fn is_empty(&self) -> bool {
        self.met.is_none() && self.evidence.is_empty() && self.remark.is_empty()
    }
}

impl Shown {
    /// Whether nothing was entered.
    pub fn is_empty(&self) -> bool {
        self.url.is_empty() && self.name.is_empty() && self.narrative.is_empty()
    }
}

/// A sheet on record, still sealed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    /// The store key.
    pub place: Vec<u8>,
    /// What is known of it without the learner's key.
    pub head: SheetHead,
    value: Vec<u8>,
}

impl Found {
    fn read(place: &[u8], value: Vec<u8>) -> Result<Self, RecordError> {
        let (head, _) = split(&value);
        Ok(Self {
            place: place.to_vec(),
            head: decode(place, head)?,
            value,
        })
    }

    /// What the sheet says, opened with the key of its learner.
    ///
    /// # Errors
    /// [`NotOpened`] with the wrong key.
    pub fn open(&self, key: &LearnerKey) -> Result<SheetBody, NotOpened> {
        let (_, body) = split(&self.value);
        let opened = key.open(&place(&self.head), body)?;
        serde_json::from_slice(&opened).map_err(|_| NotOpened)
    }
}

fn place(head: &SheetHead) -> Vec<u8> {
    key(&["sheet", &head.issuer, &head.id])
}

fn of_learner_key(head: &SheetHead) -> Vec<u8> {
    key(&["sheet-of", &head.learner, &head.id])
}

/// Where a sheet stands as long as it is no assessment.
fn open_key(head: &SheetHead) -> Vec<u8> {
    key(&["sheet-open", &head.issuer, &head.id])
}

/// The keys under which the place of a sheet must stand, and that of no other.
pub fn index_keys(head: &SheetHead) -> Vec<Vec<u8>> {
    let open = (head.state != SheetState::Recorded).then(|| open_key(head));
    [of_learner_key(head)].into_iter().chain(open).collect()
}

fn sealed(
    head: &SheetHead,
    body: &SheetBody,
    key_of_learner: &LearnerKey,
    rng: &mut dyn Rng,
) -> Vec<u8> {
    let plain = Zeroizing::new(serde_json::to_vec(body).unwrap_or_default());
    join(
        &encode(head),
        &key_of_learner.seal(&place(head), &plain, rng),
    )
}

/// Adds a new sheet to `commit`, sealed under `key_of_learner`.
pub fn create(
    commit: Commit,
    head: &SheetHead,
    body: &SheetBody,
    key_of_learner: &LearnerKey,
    rng: &mut dyn Rng,
) -> Commit {
    let at = place(head);
    let value = sealed(head, body, key_of_learner, rng);
    let indexed = index_keys(head)
        .into_iter()
        .fold(commit, |commit, index| commit.put(index, at.clone()));
    indexed.create(at, value)
}

/// Puts a sheet in the place of `before` in `commit`, if that is what is there.
pub fn replace(
    commit: Commit,
    before: &Found,
    head: &SheetHead,
    body: &SheetBody,
    key_of_learner: &LearnerKey,
    rng: &mut dyn Rng,
) -> Commit {
    let value = sealed(head, body, key_of_learner, rng);
    let commit = commit.replace(before.place.clone(), before.value.clone(), value);
    match head.state {
        SheetState::Recorded => commit.delete(open_key(head)),
        _ => commit,
    }
}

/// Takes a sheet away in `commit`, if it is what is there.
pub fn delete(commit: Commit, found: &Found) -> Commit {
    let commit = commit
        .expect_unchanged(found.place.clone(), found.value.clone())
        .delete(found.place.clone());
    index_keys(&found.head)
        .into_iter()
        .fold(commit, Commit::delete)
}

/// The sheet of `issuer` named `id`.
///
/// # Errors
/// [`RecordError`] when it cannot be read.
pub fn find(store: &dyn Store, issuer: &str, id: &str) -> Result<Option<Found>, RecordError> {
    // A slash would lead elsewhere.
    match id.contains('/') {
        true => Ok(None),
        false => at(store, &key(&["sheet", issuer, id])),
    }
}

/// The sheet at `place`.
///
/// # Errors
/// [`RecordError`] when it cannot be read.
pub fn at(store: &dyn Store, place: &[u8]) -> Result<Option<Found>, RecordError> {
    let value = store.get(place)?;
    value.map(|value| Found::read(place, value)).transpose()
}

/// The sheet in a record of the store.
///
/// # Errors
/// [`RecordError`] when it cannot be read.
pub fn of_record(record: &crate::store::Record) -> Result<Found, RecordError> {
    Found::read(&record.key, record.value.clone())
}

/// Every sheet of the learner, the first first.
///
/// # Errors
/// [`RecordError`] when one cannot be read.
pub fn of_learner(store: &dyn Store, learner: &str) -> Result<Vec<Found>, RecordError> {
    let scan = Scan::prefix(key(&["sheet-of", learner, ""])).limit(1000);
    let mut found = Vec::new();
    let mut rest = Some(scan);
    while let Some(scan) = rest {
        let page = store.scan(&scan)?;
        for index in page.records {
            found.extend(at(store, &index.value)?);
        }
        rest = page.next.map(|next| scan.after(next));
    }
    Ok(found)
}

/// A page of the issuer's sheets that are no assessments yet, the newest first.
///
/// # Errors
/// [`RecordError`] when one cannot be read.
pub fn unfinished(
    store: &dyn Store,
    issuer: &str,
    after: Option<Vec<u8>>,
    limit: usize,
) -> Result<super::Page<Found>, RecordError> {
    let mut scan = Scan::prefix(key(&["sheet-open", issuer, ""]))
        .limit(limit)
        .backward();
    if let Some(after) = after {
        scan = scan.after(after);
    }
    let page = store.scan(&scan)?;
    let mut records = Vec::new();
    for index in page.records {
        records.extend(at(store, &index.value)?);
    }
    Ok(super::Page {
        records,
        next: page.next,
    })
}

/// A page of all sheets of the issuer, the newest first.
///
/// # Errors
/// [`RecordError`] when one cannot be read.
pub fn list(
    store: &dyn Store,
    issuer: &str,
    after: Option<Vec<u8>>,
    limit: usize,
) -> Result<super::Page<Found>, RecordError> {
    let mut scan = Scan::prefix(key(&["sheet", issuer, ""]))
        .limit(limit)
        .backward();
    if let Some(after) = after {
        scan = scan.after(after);
    }
    let page = store.scan(&scan)?;
    let records = page.records.iter().map(of_record);
    Ok(super::Page {
        records: records.collect::<Result<_, RecordError>>()?,
        next: page.next,
    })
}
