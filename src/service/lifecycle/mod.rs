//! The life of a credential after it was issued: revoked, suspended, reinstated; issued again in
//! place of a wrong one, renewed, overtaken by a higher level.
//!
//! | file | its part |
//! | --- | --- |
//! | here | the verbs |
//! | `step` | what one step changes on record, in one commit with its audit entry |
//!
//! A revocation is final. All acts can be repeated: what is so already stays so, and nothing is
//! entered into the log twice.

mod step;

pub(super) use step::Step;

use super::issue::{Form, InPlaceOf, IssueRequest, Issued};
use super::{Caller, Service, ServiceError};
use crate::finding::Finding;
use crate::proof::SecuringPlan;
use crate::records::credential::{self as records, CredentialRecord, State, Why};
use crate::records::idempotency::IdempotencyKey;
use crate::store::Commit;

/// How often an act begins again after somebody else committed first.
const ATTEMPTS: usize = 16;
/// The longest reason, in bytes.
const MAX_REASON: usize = 2000;

/// What can be done to the status of a credential.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum StatusAct {
    /// Takes it back, for good.
    Revoke,
    /// Takes it back for now.
    Suspend,
    /// Ends a suspension.
    Reinstate,
}

impl StatusAct {
    /// All of them.
    pub const ALL: [StatusAct; 3] = [StatusAct::Revoke, StatusAct::Suspend, StatusAct::Reinstate];

    /// Its name on the command line and over HTTP.
    pub fn name(self) -> &'static str {
        match self {
            StatusAct::Revoke => "revoke",
            StatusAct::Suspend => "suspend",
            StatusAct::Reinstate => "reinstate",
        }
    }

    /// The act with this name.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|act| act.name() == name)
    }

    /// In which state it leaves a credential.
    fn leads_to(self) -> State {
        match self {
            StatusAct::Revoke => State::Revoked,
            StatusAct::Suspend => State::Suspended,
            StatusAct::Reinstate => State::Current,
        }
    }
}

/// What came of an act.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Acted {
    /// The credential on record now.
    pub record: CredentialRecord,
    /// Whether anything changed: not where it was so already.
    pub changed: bool,
}

/// What a new credential in place of another is to be.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Replacement {
    /// The id of the assessment it is made from; that of the other unless told.
    pub assessment: Option<String>,
    /// The ways it is secured; those of the other unless told.
    pub proofs: Vec<SecuringPlan>,
    /// Until when it is valid.
    pub valid_until: Option<String>,
    /// Why the other is replaced.
    pub reason: Option<String>,
}

/// [`Service::reissue`] or [`Service::renew`].
pub type ReplacingVerb = fn(
    &Service,
    &str,
    &Replacement,
    &Caller,
    Option<IdempotencyKey<'_>>,
) -> Result<Vec<Issued>, ServiceError>;

impl Service {
    /// Revokes, suspends or reinstates the credential `id` of the caller's issuer. Revoking and
    /// suspending need a reason.
    ///
    /// # Errors
    /// [`ServiceError::NotFound`], also for another issuer's credential;
    /// [`ServiceError::Conflict`] when a revocation would have to be undone;
    /// [`ServiceError::Refused`] when the credential has no status of that kind;
    /// [`ServiceError::Invalid`] when the reason is missing or far too long.
    pub fn change_status(
        &self,
        id: &str,
        act: StatusAct,
        reason: Option<&str>,
        caller: &Caller,
    ) -> Result<Acted, ServiceError> {
        self.change_status_with(&Commit::new(), id, act, reason, caller)
    }

    /// The same in one commit with `more`, which is not made where nothing changes.
    ///
    /// # Errors
    /// As for [`Service::change_status`]; [`ServiceError::Conflict`] also where an expectation of
    /// `more` does not hold.
    pub(super) fn change_status_with(
        &self,
        more: &Commit,
        id: &str,
        act: StatusAct,
        reason: Option<&str>,
        caller: &Caller,
    ) -> Result<Acted, ServiceError> {
        let reason = check_reason(act, reason)?;
        for _ in 0..ATTEMPTS {
            let found = self.find_credential(id, &caller.issuer)?;
            let record = &found.record;
            if record.state == act.leads_to() {
                return Ok(Acted {
                    record: found.record,
                    changed: false,
                });
            }
            if record.state == State::Revoked {
                return Err(permanent(record, act));
            }
            let step = Step::Status(act);
            let taken = self.take_step(more.clone(), &found, &step, reason, caller)?;
            fail::fail_point!("status.prepared", |_| std::process::abort());
            if self.store().commit(taken.commit)?.is_ok() {
                fail::fail_point!("status.committed", |_| std::process::abort());
                self.statuses_changed(&taken.places)?;
                return Ok(Acted {
                    record: taken.record,
                    changed: true,
                });
            }
        }
        Err(busy())
    }

    /// Issues a correction of the credential `id`: a new one that names it, and the old one is
    /// revoked, in one commit.
    ///
    /// # Errors
    /// As for [`Service::issue`] and [`Service::change_status`].
    pub fn reissue(
        &self,
        id: &str,
        replacement: &Replacement,
        caller: &Caller,
        idempotency: Option<IdempotencyKey<'_>>,
    ) -> Result<Vec<Issued>, ServiceError> {
        check_reason(StatusAct::Revoke, replacement.reason.as_deref())?;
        self.replace(id, Why::Reissue, replacement, caller, idempotency)
    }

    /// Issues the credential `id` anew, for a later time. The old one stays valid as long as it
    /// says, and is superseded.
    ///
    /// # Errors
    /// As for [`Service::issue`]; [`ServiceError::Conflict`] when it was revoked.
    pub fn renew(
        &self,
        id: &str,
        replacement: &Replacement,
        caller: &Caller,
        idempotency: Option<IdempotencyKey<'_>>,
    ) -> Result<Vec<Issued>, ServiceError> {
        check_length(replacement.reason.as_deref())?;
        self.replace(id, Why::Renewal, replacement, caller, idempotency)
    }

    fn replace(
        &self,
        id: &str,
        why: Why,
        replacement: &Replacement,
        caller: &Caller,
        idempotency: Option<IdempotencyKey<'_>>,
    ) -> Result<Vec<Issued>, ServiceError> {
        let found = self.find_credential(id, &caller.issuer)?;
        let record = &found.record;
        let Some(made_from) = &record.made_from else {
            return Err(ServiceError::Refused {
                rule: "not-made-here",
                detail: format!(
                    "{} was made from no single assessment: issue another one, and revoke this one",
                    record.id
                ),
            });
        };
        let form = Form::named(&record.form);
        let form = form.ok_or_else(|| ServiceError::Defect(format!("no form {}", record.form)))?;
        let request = IssueRequest {
            assessment: (replacement.assessment.clone())
                .unwrap_or_else(|| made_from.assessment.clone()),
            forms: vec![form],
            proofs: match replacement.proofs.is_empty() {
                true => plans_of(record),
                false => replacement.proofs.clone(),
            },
            valid_until: replacement.valid_until.clone(),
            again: true,
            resume: None,
            in_place_of: Some(InPlaceOf {
                id: record.id.clone(),
                why,
                reason: replacement.reason.clone(),
            }),
        };
        self.issue(&request, caller, idempotency)
    }

    /// The successor of a credential must be its learner's, and it must have none yet.
    pub(super) fn check_succession(
        &self,
        predecessor: &CredentialRecord,
        why: Why,
        learner: &str,
    ) -> Result<(), ServiceError> {
        if let Some(successor) = &predecessor.superseded_by {
            return Err(ServiceError::Conflict {
                problem: "superseded",
                detail: format!(
                    "{} took the place of {} already",
                    successor.id, predecessor.id
                ),
                findings: Vec::new(),
            });
        }
        if predecessor.state == State::Revoked && why != Why::Reissue {
            return Err(ServiceError::Conflict {
                problem: "revocation-permanent",
                detail: format!(
                    "{} is revoked, for good; it can be reissued",
                    predecessor.id
                ),
                findings: Vec::new(),
            });
        }
        if predecessor
            .learner
            .as_deref()
            .is_some_and(|other| other != learner)
        {
            return Err(ServiceError::Refused {
                rule: "another-learner",
                detail: format!(
                    "{} is another learner's: a credential takes the place of one of its own \
                     learner's",
                    predecessor.id
                ),
            });
        }
        Ok(())
    }

    /// The credential on record under `id`, for whoever asks after what was issued here.
    pub(super) fn on_record(&self, id: &str) -> Result<Option<records::Found>, ServiceError> {
        Ok(records::find(self.store(), id)?)
    }
}

fn plans_of(record: &CredentialRecord) -> Vec<SecuringPlan> {
    let secured = record.secured.iter();
    let plans = secured.filter_map(|one| SecuringPlan::on_record(&one.proof).ok());
    plans.collect()
}

pub(super) fn check_reason(
    act: StatusAct,
    reason: Option<&str>,
) -> Result<Option<&str>, ServiceError> {
    let reason = reason.map(str::trim).filter(|reason| !reason.is_empty());
    if reason.is_none() && act != StatusAct::Reinstate {
        let detail = format!("to {} a credential needs a reason", act.name());
        return Err(invalid(Finding::new("/reason", "missing-member", detail)));
    }
    check_length(reason)?;
    Ok(reason)
}

fn check_length(reason: Option<&str>) -> Result<(), ServiceError> {
    if reason.is_some_and(|reason| reason.len() > MAX_REASON) {
        let detail = format!("a reason has at most {MAX_REASON} bytes");
        return Err(invalid(Finding::new("/reason", "too-long", detail)));
    }
    Ok(())
}

fn invalid(finding: Finding) -> ServiceError {
    ServiceError::Invalid {
        what: "the change of status",
        findings: vec![finding],
    }
}

fn permanent(record: &CredentialRecord, act: StatusAct) -> ServiceError {
    ServiceError::Conflict {
        problem: "revocation-permanent",
        detail: format!(
            "{} is revoked, and a revocation is final: it cannot be {}. Issue a new credential",
            record.id,
            match act {
                StatusAct::Reinstate => "reinstated",
                StatusAct::Suspend | StatusAct::Revoke => "suspended",
            }
        ),
        findings: Vec::new(),
    }
}

fn busy() -> ServiceError {
    ServiceError::Conflict {
        problem: "busy",
        detail: "others keep changing this credential at the same time; try again".to_owned(),
        findings: Vec::new(),
    }
}
