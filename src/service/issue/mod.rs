//! Issuing: from an assessment on record to signed credentials on record; from what a learner
//! holds to a record of it ([`record`](RecordRequest)); or from a credential that the caller wrote
//! ([`given`](GivenRequest)).
//!
//! A record or a résumé holds the badge of its assessment, with the badge's own proof: where there
//! is none on record yet, it is issued in the same commit (`held`).
//!
//! What would be issued can be looked at before (`preview`), and which assessments wait for it
//! (`waiting`).
//!
//! Six steps, in this order and no other, whatever the credential is made from:
//!
//! 1. prepare: id, dates from the clock, issuer, mapping (`draft`, `record`), or what the caller
//!    wrote (`given`);
//! 2. preflight: all findings, or a prepared credential;
//! 3. sign: the prepared credential moves into the signer;
//! 4. check: what was just signed is verified with the public key on record;
//! 5. commit: one durable commit of signed bytes (sealed for their learner), places in status
//!    lists, indexes, idempotency key and audit entry;
//! 6. answer: only now may a signed byte leave the process. On a conflict in 5 the signatures are
//!    dropped and 1 begins again, which finds what the other one issued.

mod draft;
mod given;
mod held;
mod preview;
mod record;
mod request;
mod steps;
mod waiting;

pub use given::GivenRequest;
pub(in crate::service) use given::check_id;
pub use preview::{FormPreview, IssuePreview};
pub use record::RecordRequest;
pub use request::{Form, InPlaceOf, IssueRequest, Issued};
pub use waiting::{Waiting, WaitingPage};

use super::{Caller, Service, ServiceError};
use crate::records::idempotency::IdempotencyKey;
use steps::Round;

impl Service {
    /// Issues what `request` asks for, in one commit, and answers in the order in which it asks. The
    /// same assessment, form and proof again give the same bytes, and so does the same
    /// `idempotency` key.
    ///
    /// # Errors
    /// [`ServiceError::Refused`] when a rule forbids it (no level was reached, a VC-JWT without a
    /// learner's DID, a form that cannot be secured as asked); [`ServiceError::Invalid`] with preflight's findings;
    /// [`ServiceError::Key`] when the issuer's key is not there; [`ServiceError::Conflict`] when
    /// the idempotency key was used for something else.
    pub fn issue(
        &self,
        request: &IssueRequest,
        caller: &Caller,
        idempotency: Option<IdempotencyKey<'_>>,
    ) -> Result<Vec<Issued>, ServiceError> {
        self.until_committed(&request.digest(), idempotency, || {
            // 1 prepare
            let basis = self.basis(request, &caller.issuer)?;
            let mut round = Round::default();
            let badge = self.badge(request, &basis, &mut round, caller)?;
            for form in &request.forms {
                let of_badge = badge.as_ref().filter(|_| *form == Form::OpenBadge);
                let made = match of_badge {
                    Some(made) => made,
                    None => {
                        let draft = self.draft(*form, request, &basis, badge.as_ref())?;
                        // 2 to 4
                        let plans = form.secured_by(&request.proofs);
                        &self.secure_missing(&mut round, draft, &plans, &basis.signatory, caller)?
                    }
                };
                round.answer(made, &form.secured_by(&request.proofs))?;
            }
            Ok(round)
        })
    }
}

#[cfg(test)]
mod tests;
