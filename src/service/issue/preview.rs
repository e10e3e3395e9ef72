//! What would be issued: the credentials of a request as they would be signed, and what is to be said
//! of them before. Nothing is signed, no place in a status list is taken, and nothing goes on record.
//!
//! A record or a résumé holds the badge of its assessment. Where there is none on record, it is shown
//! with the badge as it would be, which has no proof yet.

use super::draft::{Basis, check_end, whole_seconds};
use super::held::{held, map_holding, only_facts, to_json};
use super::{Form, IssueRequest};
use crate::clock::timestamp;
use crate::credential::meaning::Meaning;
use crate::framework::Framework;
use crate::ijson::{self, Json};
use crate::mapping::{self, Held, Holding, Occasion, Source, StatusEntry};
use crate::records::assessment::AssessmentRecord;
use crate::records::credential::{self as records, Found};
use crate::service::preflight::{Question, Report};
use crate::service::{Caller, Service, ServiceError};
use serde_json::Value;

/// The ids of what has none yet, of the badge and of what holds it: nil UUIDs (RFC 9562, section
/// 5.9), but for the last digit.
const NO_ID: [&str; 2] = [
    "urn:uuid:00000000-0000-0000-0000-000000000000",
    "urn:uuid:00000000-0000-0000-0000-000000000001",
];

/// What would be issued.
#[derive(Debug, Clone)]
pub struct IssuePreview {
    /// The assessment.
    pub assessment: AssessmentRecord,
    /// The framework that it was made against.
    pub framework: Framework,
    /// What the badge of the assessment says, which every form states.
    pub meaning: Meaning,
    /// Each form that was asked for, in that order.
    pub forms: Vec<FormPreview>,
}

/// A form of what would be issued.
#[derive(Debug, Clone)]
pub struct FormPreview {
    /// The form.
    pub form: Form,
    /// The id of the credential of this form that is on record, and would be given again.
    pub already: Option<String>,
    /// What is to be said of it before it is signed.
    pub report: Report,
}

impl Service {
    /// What [`Service::issue`] would issue.
    ///
    /// # Errors
    /// As for [`Service::issue`], as far as that can be told before.
    pub fn preview_issue(
        &self,
        request: &IssueRequest,
        caller: &Caller,
    ) -> Result<IssuePreview, ServiceError> {
        check_end(request.valid_until.as_deref(), self.now())?;
        let basis = self.basis(request, &caller.issuer)?;
        let [occasion, of_holder] = NO_ID.map(|id| self.occasion_in_preview(id, request, &basis));
        let badge_on_record = self.latest_kept(Form::OpenBadge, request, &basis)?;
        let badge = match &badge_on_record {
            Some(found) => self.document_of(found)?,
            None => self.badge_in_preview(&basis, &occasion)?,
        };
        let bytes = ijson::to_vec(&Json::from(&badge));
        let json = Json::from(&badge);
        let mut forms = Vec::new();
        for form in &request.forms {
            let already = self.latest_kept(*form, request, &basis)?;
            let document = match (&already, form) {
                (Some(found), _) => ijson::to_vec(&Json::from(&self.document_of(found)?)),
                (None, Form::OpenBadge) => bytes.clone(),
                (None, form) => {
                    let holding = self.holding_in_preview(&badge, &basis, &badge_on_record)?;
                    let resume = request.resume.as_ref();
                    let document = map_holding(*form, &holding, resume, &of_holder)?;
                    ijson::to_vec(&Json::from(&document))
                }
            };
            let question = Question {
                issuer: Some(basis.signatory.issuer.profile.did.clone()),
                proofs: form.secured_by(&request.proofs),
                ..Question::about(document)
            };
            forms.push(FormPreview {
                form: *form,
                already: already.map(|found| found.record.id),
                report: self.before_signing(&question)?,
            });
        }
        Ok(IssuePreview {
            meaning: Meaning::read(&json),
            assessment: basis.assessment,
            framework: basis.framework,
            forms,
        })
    }

    /// The credential on record that would be given again.
    fn latest_kept(
        &self,
        form: Form,
        request: &IssueRequest,
        basis: &Basis,
    ) -> Result<Option<Found>, ServiceError> {
        if request.again {
            return Ok(None);
        }
        Ok(records::latest(
            self.store(),
            &basis.assessment.id,
            form.name(),
        )?)
    }

    fn document_of(&self, found: &Found) -> Result<Value, ServiceError> {
        let draft = self.draft_on_record(found.clone())?;
        let bytes = self.unsecured(&draft)?;
        let json = ijson::parse(&bytes).map_err(|error| ServiceError::Defect(error.to_string()))?;
        Ok(json.to_value())
    }

    fn badge_in_preview(&self, basis: &Basis, occasion: &Occasion) -> Result<Value, ServiceError> {
        let assessment = &basis.assessment.assessment;
        let profile = &basis.signatory.issuer.profile;
        let source = Source::new(&basis.framework, assessment, profile)
            .ok_or_else(|| ServiceError::Defect("a decision names an unknown level".to_owned()))?;
        to_json(&mapping::open_badge(&source, occasion))
    }

    /// What a record or a résumé would hold.
    fn holding_in_preview<'b>(
        &self,
        badge: &Value,
        basis: &'b Basis,
        on_record: &Option<Found>,
    ) -> Result<Holding<'b>, ServiceError> {
        let kept = match on_record {
            Some(found) => {
                let body = self.open_credential(found)?;
                held(&found.record, &body, Some(&basis.framework)).ok()
            }
            None => None,
        };
        let text = |name: &str| badge.get(name).and_then(Value::as_str).unwrap_or_default();
        Ok(Holding {
            held: vec![kept.unwrap_or_else(|| Held {
                id: text("id").to_owned(),
                name: text("name").to_owned(),
                facts: only_facts(&Json::from(badge)),
                credential: badge.clone(),
                framework: Some(&basis.framework),
            })],
            partial: false,
            learner: Some(basis.assessment.assessment.learner.name.clone()),
            issuer: &basis.signatory.issuer.profile,
        })
    }

    /// An occasion that never comes.
    fn occasion_in_preview(&self, id: &str, request: &IssueRequest, basis: &Basis) -> Occasion {
        let profile = &basis.signatory.issuer.profile;
        let url = profile.public_url.as_deref().unwrap_or_default();
        let purposes = profile.status.purposes();
        let entry = |purpose: &&str| StatusEntry {
            purpose: (*purpose).to_owned(),
            list: format!("{}/status/{purpose}-00000000", url.trim_end_matches('/')),
            index: 0,
        };
        let status = match url.is_empty() {
            true => Vec::new(),
            false => purposes.iter().map(entry).collect(),
        };
        Occasion {
            id: id.to_owned(),
            valid_from: timestamp(self.now()),
            valid_until: request.valid_until.as_deref().map(whole_seconds),
            salt: "0".repeat(24),
            status,
        }
    }
}
