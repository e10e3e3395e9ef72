//! Steps 2 to 6 of issuing, which are the same whatever a credential is made from.

use super::draft::{Draft, Standing};
use super::request::Issued;
use crate::credential::profile::IssuerProfile;
use crate::identity::{Signer, multikey};
use crate::preflight::{self, Prepared};
use crate::proof::{ProofError, Secured, SecuringPlan, secure_prepared, verify_secured};
use crate::records::credential::{self as records, CredentialRecord, Found, SecuredRecord};
use crate::records::idempotency::{self, IdempotencyKey, IdempotencyRecord, IssuedRecord};
use crate::records::issuer::{IssuerRecord, KeyState};
use crate::service::{Service, ServiceError};
use crate::status::ListDocument;
use crate::store::Commit;
use ed25519_dalek::VerifyingKey;
use std::sync::Arc;
use time::OffsetDateTime;

/// How often issuing begins again after somebody else committed first.
const ATTEMPTS: usize = 8;

/// Who signs: an issuer, and its key.
pub(super) struct Signatory {
    pub issuer: IssuerRecord,
    pub signer: Arc<dyn Signer>,
}

/// What one commit puts on record, and what is answered once it is durable.
#[derive(Default)]
pub(super) struct Round {
    commit: Commit,
    places: Vec<IssuedRecord>,
    answer: Vec<Issued>,
}

impl Round {
    /// Adds what was issued of `draft`; `changed` is its record, where there is something new.
    fn add(&mut self, draft: &Draft, issued: Vec<Issued>, changed: Option<&CredentialRecord>) {
        if let Some(record) = changed {
            let new = issued.iter().filter(|one| !one.already);
            let signed: Vec<&[u8]> = new.map(|one| one.bytes.as_slice()).collect();
            self.commit = draft.add_to(std::mem::take(&mut self.commit), record, &signed);
        }
        self.places.extend(issued.iter().map(|one| IssuedRecord {
            place: String::from_utf8_lossy(&draft.place).into_owned(),
            proof: one.proof.clone(),
            already: one.already,
        }));
        self.answer.extend(issued);
    }
}

impl Service {
    /// The issuer named `issuer` and its key.
    pub(super) fn signatory(&self, issuer: &str) -> Result<Signatory, ServiceError> {
        let issuer = self.issuer(issuer)?;
        let signer = self.signer(&issuer)?;
        Ok(Signatory { issuer, signer })
    }

    /// Makes rounds by `attempt` until one could be committed, and answers it; or gives the
    /// answer to the same request before. `digest` is that of the request.
    pub(super) fn until_committed(
        &self,
        digest: &str,
        idempotency: Option<IdempotencyKey<'_>>,
        attempt: impl Fn() -> Result<Round, ServiceError>,
    ) -> Result<Vec<Issued>, ServiceError> {
        for _ in 0..ATTEMPTS {
            if let Some(key) = idempotency
                && let Some(answer) = self.answer_again(digest, key)?
            {
                return Ok(answer);
            }
            if let Some(answer) = self.commit(attempt()?, digest, idempotency)? {
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

    /// 5 commit, 6 answer; `None` when somebody else committed first.
    fn commit(
        &self,
        round: Round,
        digest: &str,
        idempotency: Option<IdempotencyKey<'_>>,
    ) -> Result<Option<Vec<Issued>>, ServiceError> {
        let mut commit = round.commit;
        if let Some(key) = idempotency {
            let record = IdempotencyRecord {
                request: digest.to_owned(),
                issued: round.places,
            };
            commit = idempotency::create(commit, key, &record);
        }
        if !commit.is_empty() && self.store().commit(commit)?.is_err() {
            return Ok(None);
        }
        Ok(Some(round.answer))
    }

    /// What was answered to the same request before.
    fn answer_again(
        &self,
        digest: &str,
        key: IdempotencyKey<'_>,
    ) -> Result<Option<Vec<Issued>>, ServiceError> {
        let Some(record) = idempotency::find(self.store(), key)? else {
            return Ok(None);
        };
        if record.request != digest {
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
    pub(in crate::service) fn issued_before(
        &self,
        found: &Found,
        proof: &str,
    ) -> Result<Issued, ServiceError> {
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

    /// Secures the draft in those of the ways `plans` that are not on record, and adds all of them
    /// to `round`.
    pub(super) fn secure_missing(
        &self,
        round: &mut Round,
        draft: &Draft,
        plans: &[SecuringPlan],
        by: &Signatory,
    ) -> Result<(), ServiceError> {
        let known = |plan: &SecuringPlan| {
            let mut secured = draft.record.secured.iter();
            secured.any(|one| one.proof == plan.name())
        };
        let missing: Vec<SecuringPlan> =
            plans.iter().filter(|plan| !known(plan)).cloned().collect();
        let mut fresh = if missing.is_empty() {
            Vec::new()
        } else {
            self.sign_and_check(draft, &missing, by)?
        };
        let mut record = draft.record.clone();
        record.secured.extend(fresh.iter().map(|one| SecuredRecord {
            proof: one.plan.name(),
            media_type: one.plan.media_type().to_owned(),
            verification_method: by.signer.verification_method().to_owned(),
            created: one.created.clone(),
            length: one.bytes.len(),
        }));
        let mut answer = Vec::new();
        for plan in plans {
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
        round.add(draft, answer, (!missing.is_empty()).then_some(&record));
        Ok(())
    }

    fn sign_and_check(
        &self,
        draft: &Draft,
        plans: &[SecuringPlan],
        by: &Signatory,
    ) -> Result<Vec<Secured>, ServiceError> {
        by_the_same(draft, &by.issuer)?;
        // 2 preflight
        let prepared = self.preflight(draft, &by.issuer.profile)?;
        self.sign_prepared(prepared, plans, self.now(), by)
    }

    /// The status list `list` as its issuer signs it, in each of these ways: steps 2 to 4 for the
    /// one document that is made here and is no credential of people.
    ///
    /// # Errors
    /// [`ServiceError::Key`] when the issuer's key cannot sign; [`ServiceError::Invalid`] with
    /// preflight's findings.
    pub(in crate::service) fn sign_list(
        &self,
        list: &ListDocument<'_>,
        plans: &[SecuringPlan],
        issuer: IssuerRecord,
    ) -> Result<Vec<Secured>, ServiceError> {
        let prepared = preflight::prepare(list.to_vec(), &issuer.profile.did, self.contexts())
            .map_err(|findings| ServiceError::Invalid {
                what: "the status list",
                findings,
            })?;
        fail::fail_point!("publish.rendered", |_| std::process::abort());
        let signer = self.signer(&issuer)?;
        let by = Signatory { issuer, signer };
        self.sign_prepared(prepared, plans, list.valid_from, &by)
    }

    fn sign_prepared(
        &self,
        prepared: Prepared,
        plans: &[SecuringPlan],
        created: OffsetDateTime,
        by: &Signatory,
    ) -> Result<Vec<Secured>, ServiceError> {
        // 3 sign
        let processor = self.processor();
        let secured = secure_prepared(prepared, plans, created, &by.signer, processor)
            .map_err(not_secured)?;
        // 4 check
        let key = key_on_record(&by.issuer, by.signer.as_ref())?;
        for one in &secured {
            verify_secured(one, &key, processor).map_err(|error| {
                ServiceError::Defect(format!("a signature just made does not verify: {error}"))
            })?;
        }
        Ok(secured)
    }

    fn preflight(&self, draft: &Draft, issuer: &IssuerProfile) -> Result<Prepared, ServiceError> {
        let document = self.unsecured(draft)?;
        let prepare = match draft.record.made_from {
            Some(_) => preflight::prepare,
            None => preflight::prepare_for_others,
        };
        prepare(document, &issuer.did, self.contexts()).map_err(|findings| ServiceError::Invalid {
            what: "the credential",
            findings,
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
pub(super) fn key_on_record(
    issuer: &IssuerRecord,
    signer: &dyn Signer,
) -> Result<VerifyingKey, ServiceError> {
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
