//! Long work: what is done to many credentials or assessments, one after the other, while nobody has
//! to wait.
//!
//! A job is on record with all its items before the first is begun. What is done to an item and that
//! it was done go on record together, or the former can be repeated without doing it twice: revoking
//! and the like in one commit with the outcome; issuing under an idempotency key of the item. So
//! whatever ends the process, the next one goes on where it stood, and no act is lost or repeated.
//!
//! An item that cannot be done has its outcome with the reason, and the next one follows. Where the
//! store or a key of the deployment cannot be used nothing is anybody's outcome: the job waits.

use super::issue::{Form, IssueRequest, Issued};
use super::lifecycle::{Replacement, StatusAct, check_reason};
use super::{Actor, Caller, Service, ServiceError};
use crate::audit::{Act, object};
use crate::clock::timestamp;
use crate::finding::Finding;
use crate::proof::SecuringPlan;
use crate::records::idempotency::IdempotencyKey;
use crate::records::job::{self as records, Came, Found, JobRecord, JobState, Outcome, Work};
use crate::records::{Page, audit};
use crate::store::Commit;
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use std::collections::HashSet;
use std::sync::PoisonError;
use uuid::Uuid;

/// How many items a job has at most.
pub const MAX_ITEMS: usize = 100_000;
/// How many jobs are looked after in turns.
const JOBS: usize = 100;
/// How many items of a job are done in its turn.
const TURN: usize = 20;
/// How often a step begins again after somebody else committed first.
const ATTEMPTS: usize = 16;

/// Long work that is asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct JobRequest {
    /// The id of the job, from [`Service::new_job_id`]: asked for twice it is one job.
    pub id: String,
    /// What is to be done to each item.
    pub work: Work,
    /// Why.
    pub reason: Option<String>,
    /// The ids of the credentials, or of the assessments.
    pub items: Vec<String>,
}

impl Service {
    /// An id for a job.
    pub fn new_job_id(&self) -> String {
        self.next_key().to_string()
    }

    /// Puts long work on record for the caller's issuer, to be done from now on. The same id again
    /// changes nothing.
    ///
    /// # Errors
    /// [`ServiceError::Invalid`] when there are no items or far too many, or a reason is missing;
    /// [`ServiceError::Key`] when there is a reason and the deployment's key is not unlocked.
    pub fn begin_job(
        &self,
        request: &JobRequest,
        caller: &Caller,
    ) -> Result<JobRecord, ServiceError> {
        self.may_enter()?;
        check(request)?;
        let act = status_act(&request.work);
        let reason = request.reason.as_deref();
        let reason = match (act, &request.work) {
            (Some(act), _) => check_reason(act, reason)?,
            (None, Work::Reissue) => check_reason(StatusAct::Revoke, reason)?,
            (None, _) => None,
        };
        let mut seen = HashSet::new();
        let items = request.items.iter().filter(|item| seen.insert(*item));
        let items: Vec<String> = items.cloned().collect();
        let entry = self
            .entry(&caller.actor, Act::JobBegin, object("job", &request.id))
            .of_issuer(&caller.issuer);
        let reason = reason.map(|reason| self.seal_reason(&request.id, reason));
        let record = JobRecord {
            id: request.id.clone(),
            issuer: caller.issuer.clone(),
            work: request.work.clone(),
            by: caller.actor.to_string(),
            asked: timestamp(self.now()),
            reason: reason.transpose()?,
            items: u32::try_from(items.len()).unwrap_or(u32::MAX),
            done: 0,
            skipped: 0,
            failed: 0,
            state: JobState::Open,
            ended: None,
            entry: Some(entry.hash()),
        };
        let commit = records::create(Commit::new(), &record, &items);
        match self.store().commit(audit::append(commit, &entry))? {
            Ok(()) => Ok(record),
            // It was asked for before.
            Err(_) => self.job(&request.id, &caller.issuer),
        }
    }

    /// The job `id` of the issuer named `issuer`.
    ///
    /// # Errors
    /// [`ServiceError::NotFound`], also when it is another issuer's.
    pub fn job(&self, id: &str, issuer: &str) -> Result<JobRecord, ServiceError> {
        Ok(self.find_job(id, issuer)?.record)
    }

    /// A page of jobs of the issuer named `issuer`, the newest first, behind the job `after`.
    ///
    /// # Errors
    /// [`ServiceError::Store`] and [`ServiceError::Record`].
    pub fn jobs(
        &self,
        issuer: &str,
        after: Option<&str>,
        limit: usize,
    ) -> Result<Page<JobRecord>, ServiceError> {
        Ok(records::list(self.store(), issuer, after, limit)?)
    }

    /// Up to `limit` outcomes of a job that `wanted` takes, behind the item number `after`, with
    /// their numbers; and whether there may be more.
    ///
    /// # Errors
    /// [`ServiceError::Store`] and [`ServiceError::Record`].
    pub fn job_outcomes(
        &self,
        job: &JobRecord,
        after: Option<u32>,
        limit: usize,
        wanted: impl Fn(&Came) -> bool,
    ) -> Result<(Vec<(u32, Outcome)>, bool), ServiceError> {
        let mut found = Vec::new();
        let mut after = after;
        loop {
            let (outcomes, more) = records::outcomes(self.store(), job, after, 1000)?;
            after = outcomes.last().map(|(number, _)| *number);
            for (number, outcome) in outcomes {
                if wanted(&outcome.came) {
                    if found.len() == limit {
                        return Ok((found, true));
                    }
                    found.push((number, outcome));
                }
            }
            if !more {
                return Ok((found, false));
            }
        }
    }

    /// Ends the job `id` of the caller's issuer: what has not begun is left as it is. One that is
    /// over stays as it is.
    ///
    /// # Errors
    /// [`ServiceError::NotFound`], also when it is another issuer's.
    pub fn cancel_job(&self, id: &str, caller: &Caller) -> Result<JobRecord, ServiceError> {
        self.may_enter()?;
        for _ in 0..ATTEMPTS {
            let found = self.find_job(id, &caller.issuer)?;
            if found.record.state != JobState::Open {
                return Ok(found.record);
            }
            let entry = self
                .entry(&caller.actor, Act::JobCancel, object("job", id))
                .of_issuer(&caller.issuer)
                .after(found.record.entry.clone());
            let mut record = found.record.clone();
            record.state = JobState::Cancelled;
            record.ended = Some(timestamp(self.now()));
            record.reason = None;
            record.entry = Some(entry.hash());
            let commit = records::replace(Commit::new(), &found, &record);
            if self.store().commit(audit::append(commit, &entry))?.is_ok() {
                return Ok(record);
            }
        }
        Err(busy())
    }

    /// Goes on with the jobs that are not over, each in its turn, for a while. To be called by one
    /// at a time; gives whether there is more to do.
    ///
    /// # Errors
    /// What keeps a job from going on: [`ServiceError::Store`], [`ServiceError::Record`],
    /// [`ServiceError::Key`] where what is sealed cannot be opened.
    pub fn go_on_with_jobs(&self) -> Result<bool, ServiceError> {
        let _turn = self.working.lock().unwrap_or_else(PoisonError::into_inner);
        let open = records::open(self.store(), JOBS)?;
        for place in &open {
            for _ in 0..TURN {
                if !self.do_next_item(place)? {
                    break;
                }
            }
        }
        Ok(!open.is_empty())
    }

    /// Does the next item of the job at `place`; gives whether it had one.
    fn do_next_item(&self, place: &[u8]) -> Result<bool, ServiceError> {
        let Some(found) = records::at(self.store(), place)? else {
            return Ok(false);
        };
        let job = &found.record;
        if job.state != JobState::Open {
            return Ok(false);
        }
        let number = job.looked_after();
        let item = records::item(self.store(), job, number)?;
        let item = item.ok_or_else(|| lacking(job, number))?;
        let Some(outcome) = self.do_item(&found, number, &item)? else {
            return Ok(true);
        };
        fail::fail_point!("job.acted", |_| std::process::abort());
        self.note_outcome(&found, number, &outcome)?;
        fail::fail_point!("job.noted", |_| std::process::abort());
        Ok(true)
    }

    /// Does what the job asks for to `item`. Gives what came of it; `None` where that is on record
    /// already.
    fn do_item(
        &self,
        found: &Found,
        number: u32,
        item: &str,
    ) -> Result<Option<Outcome>, ServiceError> {
        let job = &found.record;
        let caller = Caller::new(job.issuer.as_str(), Actor::named(&job.by));
        let reason = self.open_reason(job)?;
        let (whose, key) = (
            format!("job:{}", job.issuer),
            format!("{}/{number}", job.id),
        );
        let key = IdempotencyKey {
            caller: &whose,
            key: &key,
        };
        let done = match &job.work {
            Work::Revoke | Work::Suspend | Work::Reinstate => {
                let act = status_act(&job.work).unwrap_or(StatusAct::Reinstate);
                let with = self.done_with(found, item);
                let acted = self.change_status_with(&with, item, act, reason.as_deref(), &caller);
                match acted {
                    Ok(acted) if acted.changed => return Ok(None),
                    Ok(_) => Ok((Came::Skipped, Vec::new())),
                    Err(error) => Err(error),
                }
            }
            Work::Reissue => {
                let replacement = Replacement {
                    reason,
                    ..Replacement::default()
                };
                self.reissue(item, &replacement, &caller, Some(key))
                    .map(made)
            }
            Work::Issue {
                forms,
                proofs,
                valid_until,
            } => issue_request(item, forms, proofs, valid_until.as_ref())
                .and_then(|request| self.issue(&request, &caller, Some(key)))
                .map(made),
        };
        let (came, made) = match done {
            Ok(done) => done,
            Err(error) => (failed(error)?, Vec::new()),
        };
        Ok(Some(Outcome {
            item: item.to_owned(),
            came,
            made,
        }))
    }

    /// The commit that says that `item` was done.
    fn done_with(&self, found: &Found, item: &str) -> Commit {
        let outcome = Outcome {
            item: item.to_owned(),
            came: Came::Done,
            made: Vec::new(),
        };
        records::note(Commit::new(), found, &outcome, &timestamp(self.now()))
    }

    /// Puts on record what came of the item `number`, also where the job was ended meanwhile: it
    /// had begun.
    fn note_outcome(
        &self,
        found: &Found,
        number: u32,
        outcome: &Outcome,
    ) -> Result<(), ServiceError> {
        let mut found = found.clone();
        for _ in 0..ATTEMPTS {
            let commit = records::note(Commit::new(), &found, outcome, &timestamp(self.now()));
            if self.store().commit(commit)?.is_ok() {
                return Ok(());
            }
            found = self.find_job(&found.record.id, &found.record.issuer)?;
            let not_done = matches!(outcome.came, Came::Failed { .. } | Came::Skipped);
            if found.record.looked_after() != number
                || (found.record.state == JobState::Cancelled && not_done)
            {
                return Ok(());
            }
        }
        Err(busy())
    }

    fn find_job(&self, id: &str, issuer: &str) -> Result<Found, ServiceError> {
        // Whatever is no id of a job could be part of another key.
        let known = match Uuid::try_parse(id) {
            Ok(_) => records::find(self.store(), issuer, id)?,
            Err(_) => None,
        };
        known.ok_or_else(|| ServiceError::NotFound {
            what: "job",
            name: id.to_owned(),
            near: Vec::new(),
        })
    }

    fn seal_reason(&self, id: &str, reason: &str) -> Result<String, ServiceError> {
        let key = self.deployment_key()?;
        let sealed = self.draw(|rng| key.seal(&about(id), reason.as_bytes(), rng));
        Ok(URL_SAFE_NO_PAD.encode(sealed))
    }

    fn open_reason(&self, job: &JobRecord) -> Result<Option<String>, ServiceError> {
        let Some(sealed) = &job.reason else {
            return Ok(None);
        };
        let sealed = URL_SAFE_NO_PAD.decode(sealed).unwrap_or_default();
        let opened = self.deployment_key()?.open(&about(&job.id), &sealed);
        let opened = opened.map_err(|_| super::learners::unopened("job", &job.id))?;
        Ok(Some(String::from_utf8_lossy(&opened).into_owned()))
    }
}

/// What the reason of the job `id` is sealed about.
fn about(id: &str) -> Vec<u8> {
    format!("job/{id}").into_bytes()
}

fn status_act(work: &Work) -> Option<StatusAct> {
    match work {
        Work::Revoke => Some(StatusAct::Revoke),
        Work::Suspend => Some(StatusAct::Suspend),
        Work::Reinstate => Some(StatusAct::Reinstate),
        Work::Reissue | Work::Issue { .. } => None,
    }
}

fn issue_request(
    assessment: &str,
    forms: &[String],
    proofs: &[String],
    valid_until: Option<&String>,
) -> Result<IssueRequest, ServiceError> {
    let unknown = |what: String| ServiceError::Defect(format!("a job that issues {what}"));
    let forms = forms
        .iter()
        .map(|name| Form::named(name).ok_or_else(|| unknown(format!("the form {name}"))));
    Ok(IssueRequest {
        assessment: assessment.to_owned(),
        forms: forms.collect::<Result<_, _>>()?,
        proofs: SecuringPlan::list(proofs.iter().map(String::as_str))
            .map_err(|error| unknown(error.to_string()))?,
        resume: None,
        valid_until: valid_until.cloned(),
        again: false,
        in_place_of: None,
    })
}

/// What was made; where everything had been issued before there was nothing to do.
fn made(issued: Vec<Issued>) -> (Came, Vec<String>) {
    let came = match issued.iter().all(|one| one.already) {
        true => Came::Skipped,
        false => Came::Done,
    };
    let mut ids: Vec<String> = Vec::new();
    for one in issued {
        if !ids.contains(&one.id) {
            ids.push(one.id);
        }
    }
    (came, ids)
}

/// Why an item could not be done, in words that name nobody.
///
/// # Errors
/// What is no fault of the item.
fn failed(error: ServiceError) -> Result<Came, ServiceError> {
    let (problem, detail) = match error {
        // What was found may quote what stands there.
        ServiceError::Invalid { what, findings } => {
            let places = findings
                .iter()
                .map(|one| format!("{} ({})", one.problem, one.pointer));
            let places = places.collect::<Vec<_>>().join(", ");
            ("invalid".to_owned(), format!("{what}: {places}"))
        }
        ServiceError::NotFound { what, name, .. } => {
            ("not-found".to_owned(), format!("there is no {what} {name}"))
        }
        ServiceError::Refused { rule, detail } => (rule.to_owned(), detail),
        ServiceError::Conflict {
            problem, detail, ..
        } => (problem.to_owned(), detail),
        ServiceError::Erased => ("erased".to_owned(), ServiceError::Erased.to_string()),
        ServiceError::Defect(detail) => ("defect".to_owned(), detail),
        other => return Err(other),
    };
    Ok(Came::Failed { problem, detail })
}

fn check(request: &JobRequest) -> Result<(), ServiceError> {
    let mut findings = Vec::new();
    if request.items.is_empty() {
        findings.push(Finding::new("/items", "empty", "nothing is chosen"));
    }
    if request.items.len() > MAX_ITEMS {
        let detail = format!("at most {MAX_ITEMS} are done in one job");
        findings.push(Finding::new("/items", "too-many", detail));
    }
    if Uuid::try_parse(&request.id).is_err() {
        let detail = "this is no id of a job";
        findings.push(Finding::new("/id", "bad-id", detail));
    }
    match findings.is_empty() {
        true => Ok(()),
        false => Err(ServiceError::Invalid {
            what: "the job",
            findings,
        }),
    }
}

fn lacking(job: &JobRecord, number: u32) -> ServiceError {
    ServiceError::Defect(format!("the job {} lacks its item {number}", job.id))
}

fn busy() -> ServiceError {
    ServiceError::Conflict {
        problem: "busy",
        detail: "others keep changing this job at the same time; try again".to_owned(),
        findings: Vec::new(),
    }
}
