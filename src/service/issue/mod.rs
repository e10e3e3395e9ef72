//! Issuing: from an assessment on record to signed credentials on record; or from a credential
//! that the caller wrote ([`given`](GivenRequest)).
//!
//! Six steps, in this order and no other, whatever the credential is made from:
//!
//! 1. prepare: id, dates from the clock, issuer, mapping (`draft`), or what the caller wrote
//!    (`given`);
//! 2. preflight: all findings, or a prepared credential;
//! 3. sign: the prepared credential moves into the signer;
//! 4. check: what was just signed is verified with the public key on record;
//! 5. commit: one durable commit of signed bytes (sealed for their learner), places in status
//!    lists, indexes, idempotency key and audit entry;
//! 6. answer: only now may a signed byte leave the process. On a conflict in 5 the signatures are
//!    dropped and 1 begins again, which finds what the other one issued.

mod draft;
mod given;
mod request;
mod steps;

pub use given::GivenRequest;
pub(in crate::service) use given::check_id;
pub use request::{Form, InPlaceOf, IssueRequest, Issued};

use super::{Caller, Service, ServiceError};
use crate::records::idempotency::IdempotencyKey;
use steps::Round;

impl Service {
    /// Issues what `request` asks for, in one commit. The same assessment, form and proof again
    /// give the same bytes, and so does the same `idempotency` key.
    ///
    /// # Errors
    /// [`ServiceError::Refused`] when a rule forbids it (no level was reached, a VC-JWT without a
    /// learner's DID); [`ServiceError::Invalid`] with preflight's findings;
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
            for form in &request.forms {
                let draft = self.draft(*form, request, &basis)?;
                // 2 to 4
                self.secure_missing(
                    &mut round,
                    &draft,
                    &request.proofs,
                    &basis.signatory,
                    caller,
                )?;
            }
            Ok(round)
        })
    }
}

#[cfg(test)]
mod tests;
