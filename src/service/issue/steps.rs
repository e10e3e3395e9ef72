//! Steps 2 to 6 of issuing, which are the same whatever a credential is made from.

use super::draft::{Draft, Standing};
use super::given::name_of;
use super::request::Issued;
use crate::audit::{Act, object};
use crate::credential::profile::IssuerProfile;
use crate::digest::sha256_hex;
use crate::identity::{PublicKey, SignatureAlgorithm, multikey};
use crate::ijson;
use crate::preflight::{self, Prepared};
use crate::proof::advice::{Advice, advice};
use crate::proof::{
    ProofError, Secured, SecuringPlan, Signers, credential_of, secure_prepared, verify_secured,
};
use crate::records::audit;
use crate::records::credential::{
    self as records, Body, CredentialRecord, Found, GIVEN, SecuredRecord, Succession, Why,
};
use crate::records::idempotency::{self, IdempotencyKey, IdempotencyRecord, IssuedRecord};
use crate::records::issuer::{IssuerRecord, KeyState};
use crate::records::status_list::StatusPlace;
use crate::service::lifecycle::Step;
use crate::service::{Caller, Service, ServiceError};
use crate::status::ListDocument;
use crate::store::Commit;
use time::OffsetDateTime;

/// How often issuing begins again after somebody else committed first.
const ATTEMPTS: usize = 8;

/// Who signs: an issuer, and its keys.
pub(super) struct Signatory {
    pub issuer: IssuerRecord,
    pub signers: Signers,
}

/// What one commit puts on record, and what is answered once it is durable.
#[derive(Default)]
pub(super) struct Round {
    commit: Commit,
    places: Vec<IssuedRecord>,
    answer: Vec<Issued>,
    /// Where bits of status lists change.
    changed: Vec<StatusPlace>,
}

/// A credential as it stands in a round: secured, and on record once the round is committed.
pub(super) struct Made {
    pub place: Vec<u8>,
    pub record: CredentialRecord,
    pub body: Body,
    /// The ways in which it was secured before.
    known: Vec<String>,
}

impl Round {
    /// Answers `made` in each of the ways `plans`.
    pub(super) fn answer(
        &mut self,
        made: &Made,
        plans: &[SecuringPlan],
    ) -> Result<(), ServiceError> {
        for plan in plans {
            let proof = plan.name();
            let place = String::from_utf8_lossy(&made.place).into_owned();
            let mut issued = on_record(&made.record, &made.body, &proof)
                .ok_or_else(|| lacking(&place, &proof))?;
            issued.already = made.known.contains(&proof);
            self.places.push(IssuedRecord {
                place,
                proof,
                already: issued.already,
            });
            self.answer.push(issued);
        }
        Ok(())
    }
}

impl Service {
    /// The issuer named `issuer` and its keys.
    pub(super) fn signatory(&self, issuer: &str) -> Result<Signatory, ServiceError> {
        self.may_enter()?;
        let issuer = self.issuer(issuer)?;
        let signers = self.signers(&issuer)?;
        Ok(Signatory { issuer, signers })
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
            // From the choice of the key to the commit no key is changed.
            let _keys = self.steady_keys();
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
        fail::fail_point!("issue.signed", |_| std::process::abort());
        if !commit.is_empty() && self.store().commit(commit)?.is_err() {
            return Ok(None);
        }
        fail::fail_point!("issue.committed", |_| std::process::abort());
        self.statuses_changed(&round.changed)?;
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
                .ok_or_else(|| lacking(&one.place, &one.proof))?;
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
        let body = self.open_credential(found)?;
        on_record(&found.record, &body, proof)
            .ok_or_else(|| lacking(&String::from_utf8_lossy(&found.place), proof))
    }

    /// Secures the draft in those of the ways `plans` that are not on record, and adds what is new
    /// to `round`, for `caller`.
    pub(super) fn secure_missing(
        &self,
        round: &mut Round,
        draft: Draft,
        plans: &[SecuringPlan],
        by: &Signatory,
        caller: &Caller,
    ) -> Result<Made, ServiceError> {
        let known: Vec<String> = (draft.record.secured.iter())
            .map(|one| one.proof.clone())
            .collect();
        let missing: Vec<SecuringPlan> = plans
            .iter()
            .filter(|plan| !known.contains(&plan.name()))
            .cloned()
            .collect();
        let fresh = if missing.is_empty() {
            Vec::new()
        } else {
            self.sign_and_check(&draft, &missing, by)?
        };
        let mut record = draft.record.clone();
        let mut body = match &draft.standing {
            Standing::OnRecord { body, .. } => body.clone(),
            Standing::New { .. } => Body::default(),
        };
        let before = record.secured.len();
        for one in fresh {
            record.secured.push(SecuredRecord {
                proof: one.plan.name(),
                media_type: one.plan.media_type().to_owned(),
                verification_method: one.verification_method,
                created: one.created,
                length: one.bytes.len(),
                digest: Some(sha256_hex(&[&one.bytes])),
            });
            body.signed.push(one.bytes);
        }
        if !missing.is_empty() {
            self.add_to_round(round, &draft, &mut record, &mut body, before, caller)?;
        } else if let Some(learner) = &draft.learner {
            round.commit = learner.add_to(std::mem::take(&mut round.commit));
        }
        Ok(Made {
            place: draft.place,
            record,
            body,
            known,
        })
    }

    /// Adds to the commit of `round` what is new of a credential: `record` and `body`, whose
    /// secured forms from the one at `before` on were just made.
    fn add_to_round(
        &self,
        round: &mut Round,
        draft: &Draft,
        record: &mut CredentialRecord,
        body: &mut Body,
        before: usize,
        caller: &Caller,
    ) -> Result<(), ServiceError> {
        let mut commit = std::mem::take(&mut round.commit);
        if let Some(learner) = &draft.learner {
            commit = learner.add_to(commit);
        }
        let made = record.secured[before..].iter();
        let entry = self
            .entry(
                &caller.actor,
                Act::CredentialIssue,
                object("credential", &record.id),
            )
            .of_issuer(&caller.issuer)
            .with_digests(made.filter_map(|one| one.digest.clone()).collect())
            .after(record.entry.clone());
        record.entry = Some(entry.hash());
        commit = audit::append(commit, &entry);
        for predecessor in &draft.supersedes {
            let succession = |id: &str| Succession {
                id: id.to_owned(),
                why: predecessor.why,
                at: entry.at.clone(),
            };
            let named = record.supersedes.is_none() || predecessor.why != Why::LevelUp;
            if named {
                record.supersedes = Some(succession(&predecessor.found.record.id));
            }
            let step = Step::Supersede(succession(&record.id));
            let reason = predecessor.reason.as_deref();
            let changed = self.take_step(commit, &predecessor.found, &step, reason, caller)?;
            commit = changed.commit;
            round.changed.extend(changed.places);
        }
        let kept = match &draft.learner {
            Some(learner) => self.draw(|rng| body.seal(&record.id, &learner.key, rng)),
            None => body.signed.concat(),
        };
        round.commit = match &draft.standing {
            Standing::OnRecord { found, .. } => records::replace(commit, found, record, &kept),
            Standing::New { before, .. } => {
                records::create(commit, &draft.place, record, &kept, before.as_deref())
            }
        };
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
        let signers = self.signers(&issuer)?;
        let by = Signatory { issuer, signers };
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
        let secured = secure_prepared(prepared, plans, created, &by.signers, processor)
            .map_err(not_secured)?;
        // 4 check
        for one in &secured {
            let key = key_on_record(&by.issuer, &one.verification_method)?;
            verify_secured(one, &key, processor).map_err(|error| {
                ServiceError::Defect(format!("a signature just made does not verify: {error}"))
            })?;
        }
        Ok(secured)
    }

    fn preflight(&self, draft: &Draft, issuer: &IssuerProfile) -> Result<Prepared, ServiceError> {
        let document = self.unsecured(draft)?;
        let prepare = match draft.record.form == GIVEN {
            false => preflight::prepare,
            true => preflight::prepare_for_others,
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

/// The public key of the verification method, as the issuer's record has it: no signature leaves
/// that the issuer's published document does not vouch for.
pub(super) fn key_on_record(
    issuer: &IssuerRecord,
    method: &str,
) -> Result<PublicKey, ServiceError> {
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
    multikey::decode(&key.public_key_multibase)
        .map_err(|error| ServiceError::Key(format!("the key on record of {method}: {error}")))
}

/// A secured form of a credential on record; `None` where it has none such.
fn on_record(record: &CredentialRecord, body: &Body, proof: &str) -> Option<Issued> {
    let secured = record.secured.iter().find(|one| one.proof == proof)?;
    let bytes = body.signed(record, proof)?.to_vec();
    Some(Issued {
        id: record.id.clone(),
        name: record
            .name
            .clone()
            .or_else(|| name_in(proof, &bytes))
            .unwrap_or_default(),
        form: record.form.clone(),
        proof: proof.to_owned(),
        media_type: secured.media_type.clone(),
        notes: notes(&secured.verification_method, proof, &bytes),
        bytes,
        already: true,
    })
}

/// What is good to know of a secured form: nothing where it is none that is made here.
fn notes(method: &str, proof: &str, bytes: &[u8]) -> Vec<Advice> {
    let Ok(plan) = SecuringPlan::on_record(proof) else {
        return Vec::new();
    };
    let key = method
        .split_once('#')
        .and_then(|(_, name)| multikey::decode(name).ok());
    let algorithm = key.map_or(SignatureAlgorithm::EdDsa, |key| key.algorithm());
    let credential = credential_of(&plan, bytes).unwrap_or_default();
    let json = ijson::parse(&credential);
    json.map(|json| advice(&json, &plan, algorithm))
        .unwrap_or_default()
}

/// How a credential that its caller wrote is called, from its signed bytes.
fn name_in(proof: &str, bytes: &[u8]) -> Option<String> {
    let plan = SecuringPlan::on_record(proof).ok()?;
    let credential = credential_of(&plan, bytes).ok()?;
    Some(name_of(&ijson::parse(&credential).ok()?))
}

fn lacking(place: &str, proof: &str) -> ServiceError {
    ServiceError::Defect(format!("the record at {place} lacks its {proof} bytes"))
}
