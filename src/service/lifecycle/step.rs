//! One step in the life of a credential: what it changes on record.

use super::StatusAct;
use crate::audit::{Act, object};
use crate::records::audit;
use crate::records::credential::{
    self as records, CredentialRecord, Done, Found, State, Succession, Why,
};
use crate::records::status_list::{self, StatusPlace};
use crate::service::{Caller, Service, ServiceError};
use crate::store::Commit;

/// A step.
#[derive(Debug, Clone)]
pub(in crate::service) enum Step {
    /// Its status changes.
    Status(StatusAct),
    /// Another takes its place; it is revoked where the other corrects it.
    Supersede(Succession),
}

/// A step that was taken: to be committed.
pub(in crate::service) struct Taken {
    /// What changes.
    pub commit: Commit,
    /// The credential after it.
    pub record: CredentialRecord,
    /// Where bits of status lists change.
    pub places: Vec<StatusPlace>,
}

impl Step {
    fn act(&self) -> Act {
        match self {
            Step::Status(StatusAct::Revoke) => Act::CredentialRevoke,
            Step::Status(StatusAct::Suspend) => Act::CredentialSuspend,
            Step::Status(StatusAct::Reinstate) => Act::CredentialReinstate,
            Step::Supersede(successor) if successor.why == Why::Reissue => Act::CredentialRevoke,
            Step::Supersede(_) => Act::CredentialSupersede,
        }
    }

    /// The state in which it leaves a credential.
    fn state(&self, before: State) -> State {
        match self {
            Step::Status(act) => act.leads_to(),
            Step::Supersede(successor) if successor.why == Why::Reissue => State::Revoked,
            Step::Supersede(_) => before,
        }
    }
}

impl Service {
    /// Adds a step in the life of `found` to `commit`, with its audit entry, if nobody else has
    /// changed the credential since it was read.
    ///
    /// # Errors
    /// [`ServiceError::Refused`] when the credential has no status that says so.
    pub(in crate::service) fn take_step(
        &self,
        commit: Commit,
        found: &Found,
        step: &Step,
        reason: Option<&str>,
        caller: &Caller,
    ) -> Result<Taken, ServiceError> {
        self.may_enter()?;
        let mut record = found.record.clone();
        let entry = self
            .entry(&caller.actor, step.act(), object("credential", &record.id))
            .of_issuer(&caller.issuer)
            .after(record.entry.clone());
        record.entry = Some(entry.hash());
        record.state = step.state(record.state);
        if let Step::Supersede(successor) = step {
            record.superseded_by = Some(successor.clone());
        }
        let places = bits_to_change(&found.record, record.state)?;
        let mut commit = audit::append(commit, &entry);
        for (place, on) in &places {
            commit = status_list::set(commit, place, &found.place, *on);
        }
        let done = Done {
            act: step.act(),
            at: entry.at.clone(),
            by: entry.by.clone(),
            reason: reason.map(str::to_owned),
        };
        let kept = self.body_with(found, done)?;
        Ok(Taken {
            commit: records::replace(commit, found, &record, &kept),
            record,
            places: places.into_iter().map(|(place, _)| place).collect(),
        })
    }

    /// The body of `found` with one more thing done to it. What was sealed for an erased learner
    /// stays as it is, and so does what was kept before bodies were sealed. It stays so too while
    /// the deployment's key is locked: that the credential is taken back weighs more than the words
    /// that say why, and the act itself is in the record and in the audit log.
    pub(in crate::service) fn body_with(
        &self,
        found: &Found,
        done: Done,
    ) -> Result<Vec<u8>, ServiceError> {
        let Some(learner) = &found.record.learner else {
            return Ok(found.kept_body().to_vec());
        };
        let key = match self.learner_key(learner) {
            Ok(key) => key,
            Err(ServiceError::Erased | ServiceError::Key(_)) => {
                return Ok(found.kept_body().to_vec());
            }
            Err(error) => return Err(error),
        };
        let mut body = self.open_credential(found)?;
        body.history.push(done);
        Ok(self.draw(|rng| body.seal(&found.record.id, &key, rng)))
    }
}

/// Which of the credential's places change when it comes into `state`, and how.
fn bits_to_change(
    before: &CredentialRecord,
    state: State,
) -> Result<Vec<(StatusPlace, bool)>, ServiceError> {
    if before.state == state {
        return Ok(Vec::new());
    }
    let (purpose, on) = match (before.state, state) {
        (_, State::Revoked) => ("revocation", true),
        (_, State::Suspended) => ("suspension", true),
        (_, State::Current) => ("suspension", false),
    };
    let places = before
        .status
        .iter()
        .filter(|place| place.purpose == purpose);
    let places: Vec<_> = places.map(|place| (place.clone(), on)).collect();
    if places.is_empty() {
        return Err(ServiceError::Refused {
            rule: "no-such-status",
            detail: format!(
                "{} has no status for {purpose}, so nobody who verifies it would see that; \
                 statuses come with a public URL, and which ones is said in the issuer's profile",
                before.id
            ),
        });
    }
    Ok(places)
}
