//! Step 1 of issuing from an assessment: everything that a credential is made from, and the
//! credential that is on record already or a new one.

use super::steps::Signatory;
use super::{Form, IssueRequest};
use crate::clock::{parse_timestamp, timestamp};
use crate::digest::hexadecimal;
use crate::framework::Framework;
use crate::id::random_uuid;
use crate::ijson;
use crate::mapping::{self, Occasion, Source};
use crate::proof::{SecuringPlan, credential_of};
use crate::records::assessment::AssessmentRecord;
use crate::records::credential::{self as records, CredentialRecord, Found, MadeFrom};
use crate::service::{Service, ServiceError};
use crate::store::Commit;

/// Everything that a credential is made from.
pub(super) struct Basis {
    pub assessment: AssessmentRecord,
    pub framework: Framework,
    pub signatory: Signatory,
}

/// A credential on its way to the record, or on it already.
pub(super) struct Draft {
    pub place: Vec<u8>,
    pub record: CredentialRecord,
    pub standing: Standing,
}

pub(super) enum Standing {
    /// On record; further proofs may be added.
    OnRecord(Box<Found>),
    /// New; it takes the place of the one at `before` as the latest of its assessment.
    New {
        document: Vec<u8>,
        before: Option<Vec<u8>>,
    },
}

impl Draft {
    /// Adds the draft to `commit`, with the signed bytes of the forms that are new in `record`.
    pub(super) fn add_to(
        &self,
        commit: Commit,
        record: &CredentialRecord,
        signed: &[&[u8]],
    ) -> Commit {
        match &self.standing {
            Standing::OnRecord(found) => records::extend(commit, found, record, signed),
            Standing::New { before, .. } => {
                records::create(commit, &self.place, record, signed, before.as_deref())
            }
        }
    }
}

impl Service {
    /// Everything that the credentials of `request` are made from.
    pub(super) fn basis(
        &self,
        request: &IssueRequest,
        issuer: &str,
    ) -> Result<Basis, ServiceError> {
        let assessment = self.assessment(&request.assessment, issuer)?;
        let reference = &assessment.assessment.framework;
        let framework = self.framework(&reference.key, Some(&reference.version))?;
        let signatory = self.signatory(issuer)?;
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
            signatory,
        })
    }

    /// 1 prepare: the credential that is on record already, or a new one.
    pub(super) fn draft(
        &self,
        form: Form,
        request: &IssueRequest,
        basis: &Basis,
    ) -> Result<Draft, ServiceError> {
        let latest = records::latest(self.store(), &basis.assessment.id, form.name())?;
        match latest {
            Some(found) if !request.again => {
                check_validity(request, &found.record)?;
                Ok(Draft {
                    place: found.place.clone(),
                    record: found.record.clone(),
                    standing: Standing::OnRecord(Box::new(found)),
                })
            }
            before => {
                let (record, document) = self.new_record(form, request, basis)?;
                Ok(Draft {
                    place: records::place(self.next_key()),
                    record,
                    standing: Standing::New {
                        document,
                        before: before.map(|found| found.place),
                    },
                })
            }
        }
    }

    /// The credential before it is secured: the new one, or the one that is on record without
    /// what secures it there.
    pub(super) fn unsecured(&self, draft: &Draft) -> Result<Vec<u8>, ServiceError> {
        let found = match &draft.standing {
            Standing::New { document, .. } => return Ok(document.clone()),
            Standing::OnRecord(found) => found,
        };
        let defect = |what: String| ServiceError::Defect(what);
        let first = found.record.secured.first();
        let proof = &first
            .ok_or_else(|| defect("a record without a proof".to_owned()))?
            .proof;
        let plan = SecuringPlan::on_record(proof).map_err(|error| defect(error.to_string()))?;
        let bytes = self.issued_before(found, proof)?.bytes;
        credential_of(&plan, &bytes).map_err(|error| defect(error.to_string()))
    }

    fn new_record(
        &self,
        form: Form,
        request: &IssueRequest,
        basis: &Basis,
    ) -> Result<(CredentialRecord, Vec<u8>), ServiceError> {
        let mut salt = [0; 12];
        self.random(&mut salt);
        let occasion = Occasion {
            id: self.draw(|rng| random_uuid(rng)).urn().to_string(),
            valid_from: timestamp(self.now()),
            valid_until: request.valid_until.as_deref().map(whole_seconds),
            salt: hexadecimal(&salt),
        };
        let assessment = &basis.assessment.assessment;
        let issuer = &basis.signatory.issuer;
        let source = Source::new(&basis.framework, assessment, &issuer.profile)
            .ok_or_else(|| ServiceError::Defect("a decision names an unknown level".to_owned()))?;
        let (name, document) = match form {
            Form::OpenBadge => {
                let badge = mapping::open_badge(&source, &occasion);
                let value = serde_json::to_value(&badge)
                    .map_err(|error| ServiceError::Defect(error.to_string()))?;
                (badge.name, ijson::to_vec(&ijson::Json::from(&value)))
            }
        };
        let record = CredentialRecord {
            id: occasion.id,
            form: form.name().to_owned(),
            name,
            made_from: Some(MadeFrom {
                assessment: basis.assessment.id.clone(),
                framework: basis.framework.key.clone(),
                framework_version: basis.framework.version.clone(),
                level: source.level.id.clone(),
            }),
            issuer: issuer.profile.slug.clone(),
            valid_from: Some(occasion.valid_from),
            valid_until: occasion.valid_until,
            secured: Vec::new(),
        };
        Ok((record, document))
    }
}

/// A credential that is on record keeps its validity.
fn check_validity(request: &IssueRequest, record: &CredentialRecord) -> Result<(), ServiceError> {
    let asked = request.valid_until.as_deref().map(whole_seconds);
    if asked.is_none() || asked == record.valid_until {
        return Ok(());
    }
    Err(ServiceError::Refused {
        rule: "already-issued",
        detail: format!(
            "{} was issued from this assessment already, and is valid {}. To issue a new \
             credential beside it, ask for it to be issued again (--again; `again` over HTTP)",
            record.id,
            match &record.valid_until {
                Some(until) => format!("until {until}"),
                None => "without an end".to_owned(),
            }
        ),
    })
}

/// `instant` in UTC and whole seconds; as it is where it is no instant, for preflight to find.
fn whole_seconds(instant: &str) -> String {
    parse_timestamp(instant).map_or_else(|| instant.to_owned(), timestamp)
}
