//! Issuing: from an assessment on record to signed credentials on record.
//!
//! Six steps, in this order and no other:
//!
//! 1. prepare: id, dates from the clock, issuer, mapping;
//! 2. preflight: all findings, or a prepared credential;
//! 3. sign: the prepared credential moves into the signer;
//! 4. check: what was just signed is verified with the public key on record;
//! 5. commit: one durable commit of signed bytes, indexes and idempotency key;
//! 6. answer: only now may a signed byte leave the process. On a conflict in 5 the signatures are
//!    dropped and 1 begins again, which finds what the other one issued.

mod draft;
mod request;

pub use request::{Form, IssueRequest, Issued};

use super::{Service, ServiceError};
use crate::credential::profile::IssuerProfile;
use crate::identity::{Signer, multikey};
use crate::preflight::{self, Prepared};
use crate::proof::{ProofError, Secured, SecuringPlan, secure_prepared, verify_secured};
use crate::records::credential::{self as records, CredentialRecord, Found, SecuredRecord};
use crate::records::idempotency::{self, IdempotencyKey, IdempotencyRecord, IssuedRecord};
use crate::records::issuer::{IssuerRecord, KeyState};
use crate::store::Commit;
use draft::{Basis, Draft, Standing};
use ed25519_dalek::VerifyingKey;

/// How often issuing begins again after somebody else committed first.
const ATTEMPTS: usize = 8;

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
        issuer: &str,
        idempotency: Option<IdempotencyKey<'_>>,
    ) -> Result<Vec<Issued>, ServiceError> {
        for _ in 0..ATTEMPTS {
            if let Some(key) = idempotency
                && let Some(answer) = self.answer_again(request, key)?
            {
                return Ok(answer);
            }
            if let Some(answer) = self.try_issue(request, issuer, idempotency)? {
                return Ok(answer);
            }
        }
        Err(ServiceError::Conflict {
            problem: "busy",
            detail: "others keep issuing from this assessment at the same time; try again"
                .to_owned(),
            findings: Vec::new(),
        })
    }

    /// One attempt; `None` when somebody else committed first.
    fn try_issue(
        &self,
        request: &IssueRequest,
        issuer: &str,
        idempotency: Option<IdempotencyKey<'_>>,
    ) -> Result<Option<Vec<Issued>>, ServiceError> {
        let basis = self.basis(request, issuer)?;
        let mut commit = Commit::new();
        let mut answer = Vec::new();
        let mut places = Vec::new();
        for form in &request.forms {
            let draft = self.draft(*form, request, &basis)?;
            let (issued, changed) = self.secure_missing(&draft, request, &basis)?;
            if let Some(record) = &changed {
                let new = issued.iter().filter(|one| !one.already);
                let signed: Vec<&[u8]> = new.map(|one| one.bytes.as_slice()).collect();
                commit = draft.add_to(commit, record, &signed);
            }
            places.extend(issued.iter().map(|one| IssuedRecord {
                place: String::from_utf8_lossy(&draft.place).into_owned(),
                proof: one.proof.clone(),
                already: one.already,
            }));
            answer.extend(issued);
        }
        // 5 commit
        if let Some(key) = idempotency {
            let record = IdempotencyRecord {
                request: request.digest(),
                issued: places,
            };
            commit = idempotency::create(commit, key, &record);
        }
        if !commit.is_empty() && self.store().commit(commit)?.is_err() {
            return Ok(None);
        }
        // 6 answer
        Ok(Some(answer))
    }

    /// What was answered to the same request before.
    fn answer_again(
        &self,
        request: &IssueRequest,
        key: IdempotencyKey<'_>,
    ) -> Result<Option<Vec<Issued>>, ServiceError> {
        let Some(record) = idempotency::find(self.store(), key)? else {
            return Ok(None);
        };
        if record.request != request.digest() {
            return Err(ServiceError::Conflict {
                problem: "idempotency-conflict",
                detail: "this idempotency key was used for another request; use a new key"
                    .to_owned(),
                findings: Vec::new(),
            });
        }
        let mut answer = Vec::new();
        for one in &record.issued {
            let found = records::at(self.store(), one.place.as_bytes())?
                .ok_or_else(|| missing(&one.place, &one.proof))?;
            answer.push(Issued {
                already: one.already,
                ..self.issued_before(&found, &one.proof)?
            });
        }
        Ok(Some(answer))
    }

    /// A secured form that is on record.
    pub(super) fn issued_before(&self, found: &Found, proof: &str) -> Result<Issued, ServiceError> {
        let place = String::from_utf8_lossy(&found.place);
        let secured = found
            .record
            .secured
            .iter()
            .find(|one| one.proof == proof)
            .ok_or_else(|| missing(&place, proof))?;
        let bytes = found.signed(proof).ok_or_else(|| missing(&place, proof))?;
        Ok(Issued {
            id: found.record.id.clone(),
            name: found.record.name.clone(),
            form: found.record.form.clone(),
            proof: proof.to_owned(),
            media_type: secured.media_type.clone(),
            bytes: bytes.to_vec(),
            already: true,
        })
    }

    /// Secures the draft in the ways that are not on record, and answers all that were asked
    /// for. The second value is the record with the new ones, if there are any.
    fn secure_missing(
        &self,
        draft: &Draft,
        request: &IssueRequest,
        basis: &Basis,
    ) -> Result<(Vec<Issued>, Option<CredentialRecord>), ServiceError> {
        let known = |plan: &SecuringPlan| {
            let mut secured = draft.record.secured.iter();
            secured.any(|one| one.proof == plan.name())
        };
        let missing: Vec<SecuringPlan> = request
            .proofs
            .iter()
            .filter(|plan| !known(plan))
            .cloned()
            .collect();
        let mut fresh = if missing.is_empty() {
            Vec::new()
        } else {
            self.sign_and_check(draft, &missing, basis)?
        };
        let mut record = draft.record.clone();
        record.secured.extend(fresh.iter().map(|one| SecuredRecord {
            proof: one.plan.name(),
            media_type: one.plan.media_type().to_owned(),
            verification_method: basis.signer.verification_method().to_owned(),
            created: one.created.clone(),
            length: one.bytes.len(),
        }));
        let mut answer = Vec::new();
        for plan in &request.proofs {
            let name = plan.name();
            let place = fresh.iter().position(|one| one.plan == *plan);
            answer.push(match (place, &draft.standing) {
                (Some(place), _) => {
                    let one = fresh.swap_remove(place);
                    Issued {
                        id: record.id.clone(),
                        name: record.name.clone(),
                        form: record.form.clone(),
                        proof: name,
                        media_type: one.plan.media_type().to_owned(),
                        bytes: one.bytes,
                        already: false,
                    }
                }
                (None, Standing::OnRecord(found)) => self.issued_before(found, &name)?,
                (None, Standing::New { .. }) => {
                    return Err(ServiceError::Defect(format!("{name} was asked for twice")));
                }
            });
        }
        Ok((answer, (!missing.is_empty()).then_some(record)))
    }

    fn sign_and_check(
        &self,
        draft: &Draft,
        plans: &[SecuringPlan],
        basis: &Basis,
    ) -> Result<Vec<Secured>, ServiceError> {
        by_the_same(draft, &basis.issuer)?;
        // 2 preflight
        let prepared = self.preflight(draft, &basis.issuer.profile)?;
        // 3 sign
        let processor = self.processor();
        let secured = secure_prepared(prepared, plans, self.now(), &basis.signer, processor)
            .map_err(not_secured)?;
        // 4 check
        let key = key_on_record(&basis.issuer, basis.signer.as_ref())?;
        for one in &secured {
            verify_secured(one, &key, processor).map_err(|error| {
                ServiceError::Defect(format!("a signature just made does not verify: {error}"))
            })?;
        }
        Ok(secured)
    }

    fn preflight(&self, draft: &Draft, issuer: &IssuerProfile) -> Result<Prepared, ServiceError> {
        let document = self.unsecured(draft)?;
        preflight::prepare(document, &issuer.did, self.contexts()).map_err(|findings| {
            ServiceError::Invalid {
                what: "the credential",
                findings,
            }
        })
    }
}

/// A credential on record can be secured in more ways by its own issuer only.
fn by_the_same(draft: &Draft, issuer: &IssuerRecord) -> Result<(), ServiceError> {
    let did = issuer.profile.did.as_str();
    let signed_by = |one: &SecuredRecord| {
        let (signer, _) = one.verification_method.split_once('#')?;
        (signer != did).then(|| signer.to_owned())
    };
    match draft.record.secured.iter().find_map(signed_by) {
        None => Ok(()),
        Some(other) => Err(ServiceError::Refused {
            rule: "issued-by-another",
            detail: format!(
                "{} was issued by {other}, which was the issuer here before; {did} can only issue \
                 it anew (`again`)",
                draft.record.id
            ),
        }),
    }
}

fn not_secured(error: ProofError) -> ServiceError {
    match error {
        ProofError::Signer(error) => ServiceError::Key(error.to_string()),
        other => ServiceError::Invalid {
            what: "the credential",
            findings: other.findings(),
        },
    }
}

/// The public key of the signer, as the issuer's record has it: no signature leaves that the
/// issuer's published document does not vouch for.
fn key_on_record(issuer: &IssuerRecord, signer: &dyn Signer) -> Result<VerifyingKey, ServiceError> {
    let method = signer.verification_method();
    let key = issuer
        .keys
        .iter()
        .find(|key| key.verification_method == method && key.state == KeyState::Active)
        .ok_or_else(|| {
            ServiceError::Key(format!(
                "{method} is no active key of {}",
                issuer.profile.did
            ))
        })?;
    multikey::decode_ed25519(&key.public_key_multibase)
        .map_err(|error| ServiceError::Key(format!("the key on record of {method}: {error}")))
}

fn missing(place: &str, proof: &str) -> ServiceError {
    ServiceError::Defect(format!("the record at {place} lacks its {proof} bytes"))
}

#[cfg(test)]
mod tests;
