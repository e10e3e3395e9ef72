//! Step 1 of issuing a credential that the caller wrote: W3C VC-API, `POST /credentials/issue`.
//!
//! What the caller wrote stays: its id, its dates, the order of its contexts, its subject. Only a
//! credential of VC Data Model 1.1 gets the context that defines its proof (Data Integrity 1.0,
//! section 2.4.1). Without an id it stays without one, and its record is named by an id of its
//! own. Whether it may be signed at all is preflight's to say, as for any other credential.

use super::draft::{Draft, Standing};
use super::request::Issued;
use super::steps::{Round, Signatory};
use crate::credential::open_badge::CredentialStatus;
use crate::credential::profile::StatusChoice;
use crate::credential::vcdm::{CONTEXT_V1, Version, version};
use crate::digest::sha256_hex;
use crate::finding::Finding;
use crate::id::random_uuid;
use crate::ijson::{self, Json, join};
use crate::preflight;
use crate::proof::SecuringPlan;
use crate::records::credential::{self as records, CredentialRecord, Found, GIVEN, State};
use crate::records::idempotency::IdempotencyKey;
use crate::records::status_list::StatusPlace;
use crate::service::learners::KnownBy;
use crate::service::{Caller, Service, ServiceError};

/// Defines the proof in a credential of version 1.1, whose own context does not.
const PROOF_CONTEXT: &str = "https://w3id.org/security/data-integrity/v2";
/// The older context that defines it too; both would contradict each other.
const OLDER_PROOF_CONTEXT: &str = "https://w3id.org/security/data-integrity/v1";
/// The longest id, in bytes: it names the record in the store.
const MAX_ID: usize = 400;

/// A credential that the caller wrote, and how it is to be secured.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GivenRequest {
    /// The credential, as JSON.
    pub credential: Vec<u8>,
    /// How it is secured.
    pub proof: SecuringPlan,
    /// The purpose of the status that it is to have, if any.
    pub status: Option<String>,
}

impl GivenRequest {
    /// SHA-256 of what is asked for, in hexadecimal digits.
    fn digest(&self) -> String {
        let proof = self.proof.name();
        sha256_hex(&[
            GIVEN.as_bytes(),
            b" ",
            proof.as_bytes(),
            b" ",
            &self.credential,
            self.status.as_deref().unwrap_or_default().as_bytes(),
        ])
    }
}

impl Service {
    /// Signs the credential in `request` for the caller's issuer, which must be its issuer,
    /// and puts it on record. The same credential under the same id and proof again gives the
    /// same bytes, and so does the same `idempotency` key.
    ///
    /// # Errors
    /// [`ServiceError::Invalid`] with preflight's findings; [`ServiceError::Conflict`] when
    /// another credential has its id, or the idempotency key was used for something else;
    /// [`ServiceError::Key`] when the issuer's key is not there.
    pub fn issue_given(
        &self,
        request: &GivenRequest,
        caller: &Caller,
        idempotency: Option<IdempotencyKey<'_>>,
    ) -> Result<Issued, ServiceError> {
        let issued = self.until_committed(&request.digest(), idempotency, || {
            // 1 prepare
            let by = self.signatory(&caller.issuer)?;
            let draft = self.given_draft(request, &by)?;
            // 2 to 4
            let mut round = Round::default();
            let plans = std::slice::from_ref(&request.proof);
            let made = self.secure_missing(&mut round, draft, plans, &by, caller)?;
            round.answer(&made, plans)?;
            Ok(round)
        })?;
        let mut issued = issued.into_iter();
        issued
            .next()
            .ok_or_else(|| ServiceError::Defect("a credential was issued in no form".to_owned()))
    }

    /// The credential of `request` as it is to be signed, new or on record already.
    fn given_draft(&self, request: &GivenRequest, by: &Signatory) -> Result<Draft, ServiceError> {
        let invalid = |findings| ServiceError::Invalid {
            what: "the credential",
            findings,
        };
        let mut credential =
            ijson::parse(&request.credential).map_err(|error| invalid(error.findings()))?;
        define_proof(&mut credential);
        let mut findings = Vec::new();
        check_id(&credential, &mut findings);
        check_own_lists(&credential, by, &mut findings);
        check_plan(&credential, &request.proof, &mut findings);
        if !findings.is_empty() {
            let did = &by.issuer.profile.did;
            findings.extend(preflight::check_for_others(
                &credential,
                did,
                self.contexts(),
            ));
            return Err(invalid(findings));
        }
        let id = credential.get("id").and_then(Json::as_str);
        match id.map(|id| records::find(self.store(), id)).transpose()? {
            Some(Some(found)) => self.given_before(found, &credential, by),
            _ => self.new_given(credential, request, by),
        }
    }

    /// The credential on record under the id of `credential`, if it is the same.
    fn given_before(
        &self,
        found: Found,
        credential: &Json<'_>,
        by: &Signatory,
    ) -> Result<Draft, ServiceError> {
        let id = found.record.id.clone();
        let ours = found.record.issuer == by.issuer.profile.slug;
        if ours {
            let draft = self.draft_on_record(found)?;
            let before = self.unsecured(&draft)?;
            let mut before = ijson::parse(&before)
                .map_err(|error| ServiceError::Defect(format!("{id} on record: {error}")))?;
            // The status is the issuer's addition, not the caller's.
            if !draft.record.status.is_empty()
                && let Some(members) = before.as_object_mut()
            {
                members.remove("credentialStatus");
            }
            if ijson::canonicalize(&before) == ijson::canonicalize(credential) {
                return Ok(draft);
            }
        }
        // What is wrong with it in itself is told first: with another id it would still be wrong.
        let did = &by.issuer.profile.did;
        let findings = preflight::check_for_others(credential, did, self.contexts());
        if !findings.is_empty() {
            return Err(ServiceError::Invalid {
                what: "the credential",
                findings,
            });
        }
        let detail = format!("another credential has the id {id}; use a new one");
        Err(ServiceError::Conflict {
            problem: "credential-id-taken",
            detail: detail.clone(),
            findings: vec![Finding::new("/id", "credential-id-taken", detail)],
        })
    }

    /// A new one: with the status that was asked for, and sealed for its subject.
    fn new_given(
        &self,
        mut credential: Json<'_>,
        request: &GivenRequest,
        by: &Signatory,
    ) -> Result<Draft, ServiceError> {
        let slug = &by.issuer.profile.slug;
        let subject = credential
            .get("credentialSubject")
            .map_or(&[][..], Json::as_set);
        let subject = subject.iter().find_map(|one| one.get("id")?.as_str());
        let learner = self.learner(
            slug,
            &KnownBy {
                id: subject.map(str::to_owned),
                email: None,
            },
        )?;
        let status = self.given_status(&mut credential, request, by)?;
        let credential = &credential;
        let text = |name: &str| Some(credential.get(name)?.as_str()?.to_owned());
        let record = CredentialRecord {
            id: text("id").unwrap_or_else(|| self.draw(|rng| random_uuid(rng)).urn().to_string()),
            form: GIVEN.to_owned(),
            name: None,
            made_from: None,
            resume: None,
            issuer: slug.clone(),
            learner: Some(learner.id.clone()),
            status,
            state: State::Current,
            supersedes: None,
            superseded_by: None,
            entry: None,
            valid_from: text("validFrom").or_else(|| text("issuanceDate")),
            valid_until: text("validUntil").or_else(|| text("expirationDate")),
            secured: Vec::new(),
        };
        Ok(Draft {
            place: records::place(self.next_key()),
            record,
            standing: Standing::New {
                document: ijson::to_vec(credential),
                before: None,
            },
            learner: Some(learner),
            supersedes: Vec::new(),
        })
    }

    /// Adds the statuses that were asked for to a credential, and gives their places.
    fn given_status(
        &self,
        credential: &mut Json<'_>,
        request: &GivenRequest,
        by: &Signatory,
    ) -> Result<Vec<StatusPlace>, ServiceError> {
        let Some(purpose) = request.status.as_deref() else {
            return Ok(Vec::new());
        };
        let refused = |detail: &str| ServiceError::Invalid {
            what: "the request",
            findings: vec![Finding::new(
                "/credentialStatus",
                "status-not-available",
                detail,
            )],
        };
        let purposes = StatusChoice::Both.purposes().iter();
        let known = purposes.copied().find(|known| *known == purpose);
        let purpose = known
            .ok_or_else(|| refused("there are the status purposes revocation and suspension"))?;
        if version(credential) == Some(Version::V1_1) {
            return Err(refused("a credential of version 1.1 has no such status"));
        }
        if credential.get("credentialStatus").is_some() {
            return Err(refused("the credential has a status already"));
        }
        let places = self.draw_status_places(&by.issuer, &[purpose])?;
        let Some(place) = places.first() else {
            return Err(refused(
                "status lists need a public URL, and this issuer has none",
            ));
        };
        let entry = CredentialStatus::new(&place.purpose, &place.url, place.index);
        let entry =
            serde_json::to_value(entry).map_err(|error| ServiceError::Defect(error.to_string()))?;
        if let Some(members) = credential.as_object_mut() {
            members.insert("credentialStatus", Json::from(&entry).into_owned());
        }
        Ok(places)
    }
}

/// Appends the context that defines a proof where the credential's own version does not.
fn define_proof(credential: &mut Json<'_>) {
    let contexts = credential.get("@context").and_then(Json::as_array);
    let Some(contexts) = contexts.map(<[Json<'_>]>::to_vec) else {
        return;
    };
    let older = contexts.first().and_then(Json::as_str) == Some(CONTEXT_V1);
    let defined = contexts
        .iter()
        .any(|one| matches!(one.as_str(), Some(PROOF_CONTEXT | OLDER_PROOF_CONTEXT)));
    if older
        && !defined
        && let Some(object) = credential.as_object_mut()
    {
        let appended = contexts.into_iter().chain([PROOF_CONTEXT.into()]);
        object.insert("@context", appended.collect::<Vec<_>>());
    }
}

/// An id that is too long to name a record is a finding.
pub(in crate::service) fn check_id(credential: &Json<'_>, findings: &mut Vec<Finding>) {
    if let Some(id) = credential.get("id").and_then(Json::as_str)
        && id.len() > MAX_ID
    {
        let detail = format!("an id has at most {MAX_ID} bytes here");
        findings.push(Finding::new("/id", "too-long", detail));
    }
}

/// Tokens of the type `vc+jwt` hold credentials of version 2.0 (Securing Verifiable Credentials
/// using JOSE and COSE, section 3.1).
fn check_plan(credential: &Json<'_>, plan: &SecuringPlan, findings: &mut Vec<Finding>) {
    if *plan == SecuringPlan::Enveloped && version(credential) == Some(Version::V1_1) {
        let detail = "a credential of version 1.1 cannot be put into an envelope; ask for a \
                      DataIntegrityProof";
        findings.push(Finding::new("/@context", "proof-not-available", detail));
    }
}

/// An index of our own status lists is given once, by the issuer itself: a caller who could name
/// one would let a credential be revoked by the status of another.
fn check_own_lists(credential: &Json<'_>, by: &Signatory, findings: &mut Vec<Finding>) {
    let Some(ours) = by.issuer.profile.public_url.as_deref() else {
        return;
    };
    let Some(status) = credential.get("credentialStatus") else {
        return;
    };
    for (place, entry) in status.as_set().iter().enumerate() {
        let list = entry.get("statusListCredential").and_then(Json::as_str);
        if list.is_some_and(|list| list.starts_with(ours)) {
            let pointer = match status.as_array() {
                Some(_) => join("/credentialStatus", place),
                None => "/credentialStatus".to_owned(),
            };
            let detail = "an entry in a status list of this issuer is made by the issuer itself";
            findings.push(Finding::new(pointer, "own-status-list", detail));
        }
    }
}

/// How the credential is called in lists: its name, else its most particular type.
pub(super) fn name_of(credential: &Json<'_>) -> String {
    let name = credential.get("name").and_then(|name| {
        let first = name.as_set().first()?;
        first.as_str().or_else(|| first.get("@value")?.as_str())
    });
    let types = credential.get("type").map_or(&[][..], Json::as_set);
    let particular = types.last().and_then(Json::as_str);
    name.or(particular).unwrap_or_default().to_owned()
}
