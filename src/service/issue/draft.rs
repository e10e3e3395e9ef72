//! Step 1 of issuing from an assessment: everything that a credential is made from, and the
//! credential that is on record already or a new one.

use super::held::{map_holding, name_of_holding, to_json};
use super::steps::{Made, Signatory};
use super::{Form, IssueRequest};
use crate::clock::{parse_timestamp, timestamp};
use crate::credential::ler_rs::Resume;
use crate::digest::hexadecimal;
use crate::framework::Framework;
use crate::id::random_uuid;
use crate::ijson;
use crate::mapping::{self, Occasion, Source, StatusEntry};
use crate::proof::{SecuringPlan, credential_of};
use crate::records::assessment::AssessmentRecord;
use crate::records::credential::{
    self as records, Body, CredentialRecord, Found, MadeFrom, State, Why,
};
use crate::records::issuer::IssuerRecord;
use crate::records::status_list::StatusPlace;
use crate::service::learners::{KnownBy, Learner};
use crate::service::{Service, ServiceError};
use serde_json::Value;
use std::cell::OnceCell;
use time::OffsetDateTime;

/// Everything that a credential is made from.
pub(super) struct Basis {
    pub assessment: AssessmentRecord,
    pub framework: Framework,
    pub signatory: Signatory,
    /// Whose credentials they are.
    pub learner: Learner,
    /// What the learner holds already, once it was asked for.
    held: OnceCell<Vec<Found>>,
}

/// A credential on its way to the record, or on it already.
pub(super) struct Draft {
    pub place: Vec<u8>,
    pub record: CredentialRecord,
    pub standing: Standing,
    /// Under whose key it is sealed; `None` for what was issued before bodies were sealed.
    pub learner: Option<Learner>,
    /// The credentials whose place it takes.
    pub supersedes: Vec<Predecessor>,
}

/// A credential whose place another takes.
pub(super) struct Predecessor {
    pub found: Found,
    pub why: Why,
    pub reason: Option<String>,
}

pub(super) enum Standing {
    /// On record; further proofs may be added.
    OnRecord { found: Box<Found>, body: Body },
    /// New; it takes the place of the one at `before` as the latest of its assessment.
    New {
        document: Vec<u8>,
        before: Option<Vec<u8>>,
    },
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
        self.check_not_withdrawn(&framework.id())?;
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
        check_forms(&request.forms, &request.proofs, request.resume.as_ref())?;
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
        check_end(request.valid_until.as_deref(), self.now())?;
        let learner = match &assessment.learner {
            Some(id) => self.learner_named(id)?,
            None => {
                let learner = &assessment.assessment.learner;
                // An assessment that was recorded before learners were.
                let known_by = KnownBy {
                    id: learner.did.clone(),
                    email: learner.email.clone(),
                };
                self.learner(&signatory.issuer.profile.slug, &known_by)?
            }
        };
        Ok(Basis {
            assessment,
            framework,
            signatory,
            learner,
            held: OnceCell::new(),
        })
    }

    /// What the learner holds already; read once for all forms of a request.
    pub(super) fn held<'b>(&self, basis: &'b Basis) -> Result<&'b [Found], ServiceError> {
        if let Some(held) = basis.held.get() {
            return Ok(held);
        }
        let held = records::held_by(self.store(), &basis.learner.id)?;
        Ok(basis.held.get_or_init(|| held))
    }

    /// 1 prepare: the credential that is on record already, or a new one. `badge` is the badge of
    /// the assessment, for the forms that hold it.
    pub(super) fn draft(
        &self,
        form: Form,
        request: &IssueRequest,
        basis: &Basis,
        badge: Option<&Made>,
    ) -> Result<Draft, ServiceError> {
        let latest = records::latest(self.store(), &basis.assessment.id, form.name())?;
        match latest {
            Some(found) if !request.again && request.in_place_of.is_none() => {
                check_validity(request, &found.record)?;
                check_resume(request, &found.record, basis)?;
                self.draft_on_record(found)
            }
            before => {
                let supersedes = self.predecessors(form, request, basis)?;
                let (record, document) = self.new_record(form, request, basis, badge)?;
                Ok(Draft {
                    place: records::place(self.next_key()),
                    record,
                    standing: Standing::New {
                        document,
                        before: before.map(|found| found.place),
                    },
                    learner: Some(basis.learner.clone()),
                    supersedes,
                })
            }
        }
    }

    /// The draft of what is on record, to be secured in more ways.
    pub(super) fn draft_on_record(&self, found: Found) -> Result<Draft, ServiceError> {
        if found.record.state == State::Revoked {
            return Err(ServiceError::Refused {
                rule: "revoked",
                detail: format!(
                    "{} was issued from this and has been revoked; `reissue` it, or ask for it to \
                     be issued again (--again; `again` over HTTP)",
                    found.record.id
                ),
            });
        }
        let learner = found.record.learner.as_deref();
        let learner = learner.map(|id| self.learner_named(id)).transpose()?;
        let body = self.open_credential(&found)?;
        Ok(Draft {
            place: found.place.clone(),
            record: found.record.clone(),
            standing: Standing::OnRecord {
                found: Box::new(found),
                body,
            },
            learner,
            supersedes: Vec::new(),
        })
    }

    /// The credentials whose place a new one takes: the one that the request names, and those of
    /// the learner that state a lower level of the same framework by an earlier assessment.
    fn predecessors(
        &self,
        form: Form,
        request: &IssueRequest,
        basis: &Basis,
    ) -> Result<Vec<Predecessor>, ServiceError> {
        let mut predecessors = Vec::new();
        let named = request.in_place_of.as_ref();
        if let Some(named) = named {
            let slug = &basis.signatory.issuer.profile.slug;
            let found = self.find_credential(&named.id, slug)?;
            self.check_succession(&found.record, named.why, &basis.learner.id)?;
            if found.record.form == form.name() {
                predecessors.push(Predecessor {
                    found,
                    why: named.why,
                    reason: named.reason.clone(),
                });
            }
        }
        // Their bodies are long; what the register says spares reading most of them.
        let slug = &basis.signatory.issuer.profile.slug;
        let held = self.held_where(slug, &basis.learner.id, |entry| {
            let open = !entry.superseded && entry.state != State::Revoked;
            let framework = entry.framework.as_deref() == Some(&*basis.framework.key);
            open && framework && entry.form == form.name()
        })?;
        for found in held {
            let open = found.record.superseded_by.is_none() && found.record.state != State::Revoked;
            let other = named.is_none_or(|named| named.id != found.record.id);
            if open && other && found.record.form == form.name() && is_lower(&found.record, basis) {
                predecessors.push(Predecessor {
                    found,
                    why: Why::LevelUp,
                    reason: None,
                });
            }
        }
        Ok(predecessors)
    }

    /// The credential before it is secured: the new one, or the one that is on record without
    /// what secures it there.
    pub(super) fn unsecured(&self, draft: &Draft) -> Result<Vec<u8>, ServiceError> {
        let body = match &draft.standing {
            Standing::New { document, .. } => return Ok(document.clone()),
            Standing::OnRecord { body, .. } => body,
        };
        let defect = |what: String| ServiceError::Defect(what);
        let first = draft.record.secured.first();
        let proof = &first
            .ok_or_else(|| defect("a record without a proof".to_owned()))?
            .proof;
        let plan = SecuringPlan::on_record(proof).map_err(|error| defect(error.to_string()))?;
        let bytes = body.signed(&draft.record, proof).unwrap_or_default();
        credential_of(&plan, bytes).map_err(|error| defect(error.to_string()))
    }

    fn new_record(
        &self,
        form: Form,
        request: &IssueRequest,
        basis: &Basis,
        badge: Option<&Made>,
    ) -> Result<(CredentialRecord, Vec<u8>), ServiceError> {
        let issuer = &basis.signatory.issuer;
        let until = request.valid_until.as_deref().map(whole_seconds);
        let until = until.or_else(|| badge?.record.valid_until.clone());
        let (status, occasion) = self.occasion(form, issuer, until)?;
        let assessment = &basis.assessment.assessment;
        let source = Source::new(&basis.framework, assessment, &issuer.profile)
            .ok_or_else(|| ServiceError::Defect("a decision names an unknown level".to_owned()))?;
        let (name, document) = match badge {
            Some(badge) if form.holds_badge() => {
                let holding = self.holding_of(badge, basis)?;
                let document = map_holding(form, &holding, request.resume.as_ref(), &occasion)?;
                (name_of_holding(form, &holding, &document), document)
            }
            _ => {
                let document = to_json(&mapping::open_badge(&source, &occasion))?;
                (name_in(&document), document)
            }
        };
        let record = CredentialRecord {
            name: Some(name),
            form: form.name().to_owned(),
            made_from: Some(MadeFrom {
                assessment: basis.assessment.id.clone(),
                assessed_at: Some(timestamp(assessment.assessed_at)),
                framework: basis.framework.key.clone(),
                framework_version: basis.framework.version.clone(),
                level: source.level.id.clone(),
            }),
            resume: fingerprint(request.resume.as_ref(), &basis.learner),
            learner: Some(basis.learner.id.clone()),
            ..fresh_record(occasion, status, &issuer.profile.slug)
        };
        Ok((record, ijson::to_vec(&ijson::Json::from(&document))))
    }

    /// What is new about a credential of `form`: its id, its dates, a salt, and its places in
    /// status lists.
    pub(super) fn occasion(
        &self,
        form: Form,
        issuer: &IssuerRecord,
        valid_until: Option<String>,
    ) -> Result<(Vec<StatusPlace>, Occasion), ServiceError> {
        let purposes = issuer.profile.status.purposes();
        // HR Open's wrapper has room for one status.
        let room = match form {
            Form::HrOpenLerRs => purposes.len().min(1),
            _ => purposes.len(),
        };
        let status = self.draw_status_places(issuer, &purposes[..room])?;
        let mut salt = [0; 12];
        self.random(&mut salt);
        let occasion = Occasion {
            id: self.draw(|rng| random_uuid(rng)).urn().to_string(),
            valid_from: timestamp(self.now()),
            valid_until,
            salt: hexadecimal(&salt),
            status: status.iter().map(entry_of).collect(),
        };
        Ok((status, occasion))
    }
}

/// A record of nothing but its occasion.
pub(super) fn fresh_record(
    occasion: Occasion,
    status: Vec<StatusPlace>,
    issuer: &str,
) -> CredentialRecord {
    CredentialRecord {
        id: occasion.id,
        form: String::new(),
        name: None,
        made_from: None,
        resume: None,
        issuer: issuer.to_owned(),
        valid_from: Some(occasion.valid_from),
        valid_until: occasion.valid_until,
        learner: None,
        status,
        state: State::Current,
        supersedes: None,
        superseded_by: None,
        entry: None,
        secured: Vec::new(),
    }
}

/// A credential's name; empty where it has none.
pub(super) fn name_in(document: &Value) -> String {
    let name = document.get("name").and_then(Value::as_str);
    name.unwrap_or_default().to_owned()
}

/// By what a résumé's additions are known again.
pub(super) fn fingerprint(resume: Option<&Resume>, learner: &Learner) -> Option<String> {
    let members = serde_json::to_value(resume?.members()).ok()?;
    let text = ijson::canonicalize(&ijson::Json::from(&members));
    Some(learner.key.fingerprint(&[b"resume", &text]))
}

/// Refuses a form that cannot be secured as asked, or that cannot say what is asked.
pub(super) fn check_forms(
    forms: &[Form],
    proofs: &[SecuringPlan],
    resume: Option<&Resume>,
) -> Result<(), ServiceError> {
    for form in forms {
        if let Some(proof) = proofs.iter().find(|proof| !form.admits(proof)) {
            return Err(ServiceError::Refused {
                rule: "proof-not-possible",
                detail: format!(
                    "a document of the form {} cannot have the proof {proof}: its second context \
                     is a JSON Schema, of which there is no RDF; ask for eddsa-jcs-2022 or vc-jwt \
                     (HR Open LER-RS 4.5)",
                    form.name()
                ),
            });
        }
    }
    if resume.is_some() && !forms.iter().any(|form| form.is_resume()) {
        let detail = "parts of a résumé go into LER-RS alone; ask for the form ler-rs or \
                      hr-open-ler-rs";
        return Err(ServiceError::Refused {
            rule: "resume-without-form",
            detail: detail.to_owned(),
        });
    }
    Ok(())
}

/// Refuses an end of validity that is no instant to come.
pub(super) fn check_end(until: Option<&str>, now: OffsetDateTime) -> Result<(), ServiceError> {
    match until {
        Some(until) if parse_timestamp(until).is_none_or(|until| until <= now) => {
            Err(ServiceError::Refused {
                rule: "valid-until",
                detail: format!(
                    "{until:?} is not a date and time to come, such as 2030-01-31T00:00:00Z"
                ),
            })
        }
        _ => Ok(()),
    }
}

/// Whether a credential on record states a lower level of the framework of `basis`, by an earlier
/// assessment.
fn is_lower(record: &CredentialRecord, basis: &Basis) -> bool {
    let Some(made_from) = &record.made_from else {
        return false;
    };
    let assessment = &basis.assessment.assessment;
    let earlier = made_from.assessed_at.as_deref().and_then(parse_timestamp);
    let place = |level: &str| {
        let mut levels = basis.framework.levels.iter();
        levels.position(|known| known.id == level)
    };
    let levels =
        place(&made_from.level).zip(assessment.decision.achieved.as_deref().and_then(place));
    made_from.framework == basis.framework.key
        && earlier.is_some_and(|earlier| earlier <= assessment.assessed_at)
        && levels.is_some_and(|(earlier, now)| earlier < now)
}

/// A place in a status list, as the credential has it.
fn entry_of(place: &StatusPlace) -> StatusEntry {
    StatusEntry {
        purpose: place.purpose.clone(),
        list: place.url.clone(),
        index: place.index,
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

/// A résumé that is on record keeps what it says.
fn check_resume(
    request: &IssueRequest,
    record: &CredentialRecord,
    basis: &Basis,
) -> Result<(), ServiceError> {
    let asked = fingerprint(request.resume.as_ref(), &basis.learner);
    let is_resume = Form::named(&record.form).is_some_and(Form::is_resume);
    if !is_resume || asked.is_none() || asked == record.resume {
        return Ok(());
    }
    Err(ServiceError::Refused {
        rule: "already-issued",
        detail: format!(
            "{} was issued from this assessment already, with other parts of a résumé. To issue a \
             new one beside it, ask for it to be issued again (--again; `again` over HTTP)",
            record.id
        ),
    })
}

/// `instant` in UTC and whole seconds; as it is where it is no instant, for preflight to find.
pub(super) fn whole_seconds(instant: &str) -> String {
    parse_timestamp(instant).map_or_else(|| instant.to_owned(), timestamp)
}
