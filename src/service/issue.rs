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

use super::{Service, ServiceError};
use crate::clock::{parse_timestamp, timestamp};
use crate::credential::profile::IssuerProfile;
use crate::framework::Framework;
use crate::id::random_uuid;
use crate::identity::{Signer, multikey};
use crate::ijson;
use crate::mapping::{self, Occasion, Source};
use crate::preflight::{self, Prepared};
use crate::proof::{ProofError, Secured, SecuringPlan, secure_prepared, verify_secured};
use crate::records::assessment::AssessmentRecord;
use crate::records::credential::{self as records, CredentialRecord, Found, SecuredRecord};
use crate::records::idempotency::{self, IdempotencyKey, IdempotencyRecord, hex};
use crate::records::issuer::{IssuerRecord, KeyState};
use crate::store::Commit;
use ed25519_dalek::VerifyingKey;
use serde::{Deserialize, Serialize};

/// In which form an assessed level leaves.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Form {
    /// An Open Badges 3.0 credential.
    OpenBadge,
}

impl Form {
    /// All forms.
    pub const ALL: [Form; 1] = [Form::OpenBadge];

    /// Its name on the command line and in file names.
    pub fn name(self) -> &'static str {
        match self {
            Form::OpenBadge => "open-badge",
        }
    }
}

/// What is to be issued.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct IssueRequest {
    /// The id of an assessment on record.
    pub assessment: String,
    /// The forms.
    pub forms: Vec<Form>,
    /// The ways each is secured, each a document of its own.
    pub proofs: Vec<SecuringPlan>,
    /// Until when the credentials are valid (XSD dateTimeStamp); for ever if `None`.
    pub valid_until: Option<String>,
    /// Whether to issue anew what was issued before.
    pub again: bool,
}

/// A credential in one secured form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Issued {
    /// The credential's id.
    pub id: String,
    /// Its name.
    pub name: String,
    /// Its form.
    pub form: String,
    /// How it is secured.
    pub proof: String,
    /// The media type of its bytes.
    pub media_type: String,
    /// The signed bytes, as they are on record.
    pub bytes: Vec<u8>,
    /// Whether it had been issued before this request.
    pub already: bool,
}

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
                commit = draft.add_to(commit, record);
                for one in issued.iter().filter(|one| !one.already) {
                    commit = records::secure(commit, &draft.place, &one.proof, &one.bytes);
                }
            }
            let place = String::from_utf8_lossy(&draft.place).into_owned();
            places.extend(issued.iter().map(|one| (place.clone(), one.proof.clone())));
            answer.extend(issued);
        }
        // 5 commit
        if let Some(key) = idempotency {
            let record = IdempotencyRecord {
                request: digest(request),
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
        if record.request != digest(request) {
            return Err(ServiceError::Conflict {
                problem: "idempotency-conflict",
                detail: "this idempotency key was used for another request; use a new key"
                    .to_owned(),
                findings: Vec::new(),
            });
        }
        let mut answer = Vec::new();
        for (place, proof) in &record.issued {
            let found = records::at(self.store(), place.as_bytes())?
                .ok_or_else(|| missing(place, proof))?;
            answer.push(self.issued_before(&found, proof)?);
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
        let bytes = records::signed(self.store(), &found.place, proof)?
            .ok_or_else(|| missing(&place, proof))?;
        Ok(Issued {
            id: found.record.id.clone(),
            name: found.record.name.clone(),
            form: found.record.form.clone(),
            proof: proof.to_owned(),
            media_type: secured.media_type.clone(),
            bytes,
            already: true,
        })
    }

    /// Everything that the credentials of `request` are made from.
    fn basis(&self, request: &IssueRequest, issuer: &str) -> Result<Basis, ServiceError> {
        let assessment = self.assessment(&request.assessment, issuer)?;
        let reference = &assessment.assessment.framework;
        let framework = self.framework(&reference.key, Some(&reference.version))?;
        let issuer = self.issuer(issuer)?;
        let signer = self.signer(&issuer)?;
        if assessment.assessment.decision.achieved.is_none() {
            return Err(ServiceError::Refused {
                rule: "no-level",
                detail: format!(
                    "the assessment {} reached no level of the framework {}, so there is nothing \
                     to issue",
                    assessment.id, framework.key
                ),
            });
        }
        let jwt = request.proofs.iter().any(SecuringPlan::is_jwt);
        if jwt && assessment.assessment.learner.did.is_none() {
            return Err(ServiceError::Refused {
                rule: "jwt-without-subject",
                detail: "a VC-JWT names its subject in the claim `sub`, and this learner has no \
                         DID; ask for another proof, or assess the learner with a DID (Open \
                         Badges 3.0, section 8.2.4)"
                    .to_owned(),
            });
        }
        if let Some(until) = &request.valid_until
            && parse_timestamp(until).is_none_or(|until| until <= self.now())
        {
            return Err(ServiceError::Refused {
                rule: "valid-until",
                detail: format!(
                    "{until:?} is not a date and time to come, such as 2030-01-31T00:00:00Z"
                ),
            });
        }
        Ok(Basis {
            assessment,
            framework,
            issuer,
            signer,
        })
    }

    /// 1 prepare: the credential that is on record already, or a new one.
    fn draft(
        &self,
        form: Form,
        request: &IssueRequest,
        basis: &Basis,
    ) -> Result<Draft, ServiceError> {
        let latest = records::latest(self.store(), &basis.assessment.id, form.name())?;
        match latest {
            Some(found) if !request.again => Ok(Draft {
                place: found.place.clone(),
                record: found.record.clone(),
                standing: Standing::OnRecord(found),
            }),
            before => {
                let record = self.new_record(form, request, basis)?;
                Ok(Draft {
                    place: records::place(self.next_key()),
                    record,
                    standing: Standing::New {
                        before: before.map(|found| found.place),
                    },
                })
            }
        }
    }

    fn new_record(
        &self,
        form: Form,
        request: &IssueRequest,
        basis: &Basis,
    ) -> Result<CredentialRecord, ServiceError> {
        let mut salt = [0; 12];
        self.random(&mut salt);
        let occasion = Occasion {
            id: self.draw(|rng| random_uuid(rng)).urn().to_string(),
            valid_from: timestamp(self.now()),
            valid_until: request.valid_until.as_deref().map(whole_seconds),
            salt: salt.iter().map(|byte| format!("{byte:02x}")).collect(),
        };
        let assessment = &basis.assessment.assessment;
        let source = Source::new(&basis.framework, assessment, &basis.issuer.profile)
            .ok_or_else(|| ServiceError::Defect("a decision names an unknown level".to_owned()))?;
        let (name, document) = match form {
            Form::OpenBadge => {
                let badge = mapping::open_badge(&source, &occasion);
                let value = serde_json::to_value(&badge)
                    .map_err(|error| ServiceError::Defect(error.to_string()))?;
                (badge.name, ijson::to_vec(&ijson::Json::from(&value)))
            }
        };
        Ok(CredentialRecord {
            id: occasion.id,
            form: form.name().to_owned(),
            name,
            assessment: basis.assessment.id.clone(),
            framework: basis.framework.key.clone(),
            framework_version: basis.framework.version.clone(),
            level: source.level.id.clone(),
            issuer: basis.issuer.profile.slug.clone(),
            valid_from: occasion.valid_from,
            valid_until: occasion.valid_until,
            unsecured: String::from_utf8(document)
                .map_err(|error| ServiceError::Defect(error.to_string()))?,
            secured: Vec::new(),
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
        let document = draft.record.unsecured.clone().into_bytes();
        preflight::prepare(document, &issuer.did, self.contexts()).map_err(|findings| {
            ServiceError::Invalid {
                what: "the credential",
                findings,
            }
        })
    }
}

/// Everything that a credential is made from.
struct Basis {
    assessment: AssessmentRecord,
    framework: Framework,
    issuer: IssuerRecord,
    signer: std::sync::Arc<dyn Signer>,
}

/// A credential on its way to the record, or on it already.
struct Draft {
    place: Vec<u8>,
    record: CredentialRecord,
    standing: Standing,
}

enum Standing {
    /// On record; further proofs may be added.
    OnRecord(Found),
    /// New; it takes the place of the one at `before` as the latest of its assessment.
    New { before: Option<Vec<u8>> },
}

impl Draft {
    fn add_to(&self, commit: Commit, record: &CredentialRecord) -> Commit {
        match &self.standing {
            Standing::OnRecord(found) => records::replace(commit, found, record),
            Standing::New { before } => {
                records::create(commit, &self.place, record, before.as_deref())
            }
        }
    }
}

/// `instant` in UTC and whole seconds; as it is where it is no instant, for preflight to find.
fn whole_seconds(instant: &str) -> String {
    parse_timestamp(instant).map_or_else(|| instant.to_owned(), timestamp)
}

/// SHA-256 of what was asked for.
fn digest(request: &IssueRequest) -> String {
    let forms: Vec<&str> = request.forms.iter().map(|form| form.name()).collect();
    let proofs: Vec<String> = request.proofs.iter().map(SecuringPlan::name).collect();
    let text = serde_json::json!([
        request.assessment,
        forms,
        proofs,
        request.valid_until,
        request.again
    ]);
    hex(text.to_string().as_bytes())
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
    multikey::decode(&key.public_key_multibase)
        .map_err(|error| ServiceError::Key(format!("the key on record of {method}: {error}")))
}

fn missing(place: &str, proof: &str) -> ServiceError {
    ServiceError::Defect(format!("the record at {place} lacks its {proof} bytes"))
}
