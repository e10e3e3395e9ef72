//! Long work on record: what is to be done to which items, and what came of each, so that it goes on
//! where it stood whatever ends the process.
//!
//! A job names credentials and assessments by their ids; it says nothing of people. The reason that
//! somebody gave is sealed under the deployment's key, and goes when the job ends: what it was done
//! for stands with each credential then.
//!
//! | key | what |
//! | --- | --- |
//! | `job/{issuer}/{time-ordered}` | the job, with how far it is |
//! | `job-open/{issuer}/{time-ordered}` | the store key of a job that is not over |
//! | `job-items/{issuer}/{time-ordered}/{number}` | the ids of some items, in their order |
//! | `job-outcome/{issuer}/{time-ordered}/{number}` | what came of one item |

use super::{Page, Record, RecordError, decode, encode, get, key, page};
use crate::store::{Commit, Scan, Store};
use serde::{Deserialize, Serialize};

/// How many ids stand in one value.
pub const TOGETHER: usize = 500;

/// Long work.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct JobRecord {
    /// Its id, a time-ordered UUID.
    pub id: String,
    /// The slug of the issuer it is for.
    pub issuer: String,
    /// What is to be done to each item.
    pub work: Work,
    /// Who asked for it.
    pub by: String,
    /// When.
    pub asked: String,
    /// Why, sealed under the deployment's key (base64url); only while the job is not over.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
    /// How many items it has.
    pub items: u32,
    /// How many of them were done.
    #[serde(default)]
    pub done: u32,
    /// How many there was nothing to do for.
    #[serde(default)]
    pub skipped: u32,
    /// How many could not be done.
    #[serde(default)]
    pub failed: u32,
    /// Whether it goes on.
    #[serde(default)]
    pub state: JobState,
    /// When it was over.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ended: Option<String>,
    /// The hash of the last audit entry about it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub entry: Option<String>,
}

/// What is to be done to each item.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub enum Work {
    /// Credentials are revoked.
    Revoke,
    /// Credentials are suspended.
    Suspend,
    /// Credentials are reinstated.
    Reinstate,
    /// Credentials are issued again in place of those that are there.
    Reissue,
    /// Credentials are issued from assessments.
    Issue {
        /// The forms, by their names.
        forms: Vec<String>,
        /// The ways each is secured, by their names; empty for each form's standard.
        proofs: Vec<String>,
        /// Until when they are valid.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        valid_until: Option<String>,
    },
}

/// Whether a job goes on.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum JobState {
    /// It waits for its turn, or is under way.
    #[default]
    Open,
    /// Every item has its outcome.
    Finished,
    /// Somebody ended it; what had not begun was left as it was.
    Cancelled,
}

/// What came of an item.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Outcome {
    /// The id of the item.
    pub item: String,
    /// How it went.
    pub came: Came,
    /// The ids of the credentials that were made of it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub made: Vec<String>,
}

/// How it went with an item.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "came", rename_all = "kebab-case")]
pub enum Came {
    /// It was done.
    Done,
    /// There was nothing to do: it was so already.
    Skipped,
    /// It could not be done.
    Failed {
        /// The rule or the problem: a stable slug.
        problem: String,
        /// What stands against it, in words that name nobody.
        detail: String,
    },
}

impl Record for JobRecord {
    const KIND: &'static str = "job";
}

impl Record for Outcome {
    const KIND: &'static str = "outcome of an item";
}

/// The ids of some items.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Items(pub Vec<String>);

impl Record for Items {
    const KIND: &'static str = "items of a job";
}

impl JobRecord {
    /// How many items have their outcome.
    pub fn looked_after(&self) -> u32 {
        self.done + self.skipped + self.failed
    }
}

/// A job on record, and its value there, so that it can be replaced only if nobody else did.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    /// The job.
    pub record: JobRecord,
    value: Vec<u8>,
}

fn job_key(issuer: &str, id: &str) -> Vec<u8> {
    key(&["job", issuer, id])
}

/// The key under which a job stands as long as it is not over.
pub fn open_key(record: &JobRecord) -> Vec<u8> {
    key(&["job-open", &record.issuer, &record.id])
}

/// The key of what came of the item `number`.
fn outcome_key(record: &JobRecord, number: u32) -> Vec<u8> {
    key(&[
        "job-outcome",
        &record.issuer,
        &record.id,
        &format!("{number:08}"),
    ])
}

fn items_key(record: &JobRecord, number: usize) -> Vec<u8> {
    key(&[
        "job-items",
        &record.issuer,
        &record.id,
        &format!("{:08}", number / TOGETHER),
    ])
}

/// Adds a new job for these items to `commit`; its id must be new.
pub fn create(commit: Commit, record: &JobRecord, items: &[String]) -> Commit {
    let place = job_key(&record.issuer, &record.id);
    let mut commit = commit
        .create(place.clone(), encode(record))
        .put(open_key(record), place);
    for (number, some) in items.chunks(TOGETHER).enumerate() {
        let some = Items(some.to_vec());
        commit = commit.put(items_key(record, number * TOGETHER), encode(&some));
    }
    commit
}

/// Puts `record` in the place of `found` in `commit`, if nobody else has changed it since.
pub fn replace(commit: Commit, found: &Found, record: &JobRecord) -> Commit {
    let place = job_key(&found.record.issuer, &found.record.id);
    let commit = commit.replace(place, found.value.clone(), encode(record));
    match record.state {
        JobState::Open => commit,
        JobState::Finished | JobState::Cancelled => commit.delete(open_key(record)),
    }
}

/// Enters in `commit` what came of the next item of `found`, if nobody else has; `at` is now.
pub fn note(commit: Commit, found: &Found, outcome: &Outcome, at: &str) -> Commit {
    let mut record = found.record.clone();
    let number = record.looked_after();
    match outcome.came {
        Came::Done => record.done += 1,
        Came::Skipped => record.skipped += 1,
        Came::Failed { .. } => record.failed += 1,
    }
    if record.looked_after() >= record.items && record.state == JobState::Open {
        record.state = JobState::Finished;
        record.ended = Some(at.to_owned());
        record.reason = None;
    }
    let commit = replace(commit, found, &record);
    commit.put(outcome_key(&record, number), encode(outcome))
}

/// The job `id` of `issuer`.
///
/// # Errors
/// [`RecordError`] when it cannot be read.
pub fn find(store: &dyn Store, issuer: &str, id: &str) -> Result<Option<Found>, RecordError> {
    at(store, &job_key(issuer, id))
}

/// The job at `place`.
///
/// # Errors
/// [`RecordError`] when it cannot be read.
pub fn at(store: &dyn Store, place: &[u8]) -> Result<Option<Found>, RecordError> {
    let Some(value) = store.get(place)? else {
        return Ok(None);
    };
    let record = decode(place, &value)?;
    Ok(Some(Found { record, value }))
}

/// The item of this number, from 0.
///
/// # Errors
/// [`RecordError`] when it cannot be read.
pub fn item(store: &dyn Store, of: &JobRecord, number: u32) -> Result<Option<String>, RecordError> {
    let number = number as usize;
    let items: Option<Items> = get(store, &items_key(of, number))?;
    Ok(items.and_then(|items| items.0.into_iter().nth(number % TOGETHER)))
}

/// A page of jobs of `issuer`, the newest first.
///
/// # Errors
/// [`RecordError`] when one cannot be read.
pub fn list(
    store: &dyn Store,
    issuer: &str,
    after: Option<&str>,
    limit: usize,
) -> Result<Page<JobRecord>, RecordError> {
    let scan = Scan::prefix(key(&["job", issuer, ""]))
        .limit(limit)
        .backward();
    page(
        store,
        &match after {
            Some(id) => scan.after(job_key(issuer, id)),
            None => scan,
        },
    )
}

/// The store keys of up to `limit` jobs that are not over, of all issuers.
///
/// # Errors
/// [`RecordError::Store`].
pub fn open(store: &dyn Store, limit: usize) -> Result<Vec<Vec<u8>>, RecordError> {
    let page = store.scan(&Scan::prefix("job-open/").limit(limit))?;
    Ok(page.records.into_iter().map(|one| one.value).collect())
}

/// Up to `limit` outcomes of a job behind the item number `after`, with their numbers.
///
/// # Errors
/// [`RecordError`] when one cannot be read.
pub fn outcomes(
    store: &dyn Store,
    of: &JobRecord,
    after: Option<u32>,
    limit: usize,
) -> Result<(Vec<(u32, Outcome)>, bool), RecordError> {
    let prefix = key(&["job-outcome", &of.issuer, &of.id, ""]);
    let scan = Scan::prefix(prefix.clone()).limit(limit);
    let page = store.scan(&match after {
        Some(number) => scan.after(outcome_key(of, number)),
        None => scan,
    })?;
    let outcomes = page.records.iter().map(|one| {
        let number = one.key.get(prefix.len()..).unwrap_or_default();
        let number = String::from_utf8_lossy(number).parse().unwrap_or_default();
        Ok((number, decode(&one.key, &one.value)?))
    });
    let outcomes = outcomes.collect::<Result<_, RecordError>>()?;
    Ok((outcomes, page.next.is_some()))
}
