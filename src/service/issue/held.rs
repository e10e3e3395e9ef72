//! The badges that a record or a résumé holds: which of their secured forms goes in, and what is
//! mapped from them.

use super::draft::{Basis, Draft, name_in};
use super::steps::{Made, Round};
use super::{Form, IssueRequest};
use crate::clock::parse_timestamp;
use crate::credential::facts::{self, Facts};
use crate::credential::ler_rs::Resume;
use crate::credential::meaning::Meaning;
use crate::credential::{Kind, kind};
use crate::framework::Framework;
use crate::ijson::{self, Json};
use crate::mapping::{self, Held, Holding, Occasion};
use crate::proof::{Cryptosuite, SecuringPlan};
use crate::records::credential::{self as records, Body, CredentialRecord, Found, GIVEN, State};
use crate::service::{Caller, Service, ServiceError};
use serde::Serialize;
use serde_json::Value;
use time::OffsetDateTime;

impl Service {
    /// The badge of the assessment, where `request` asks for it or for something that holds it:
    /// the one on record, or a new one. It has a proof with which it can be held.
    pub(super) fn badge(
        &self,
        request: &IssueRequest,
        basis: &Basis,
        round: &mut Round,
        caller: &Caller,
    ) -> Result<Option<Made>, ServiceError> {
        let asked = request.forms.contains(&Form::OpenBadge);
        let held = request.forms.iter().any(|form| form.holds_badge());
        if !asked && !held {
            return Ok(None);
        }
        let (draft, mut plans) = if asked {
            let draft = self.draft(Form::OpenBadge, request, basis, None)?;
            (draft, Form::OpenBadge.secured_by(&request.proofs))
        } else {
            let badge = self.badge_for_another(request, basis)?;
            (
                self.draft(Form::OpenBadge, &badge, basis, None)?,
                Vec::new(),
            )
        };
        if held {
            add_holdable(&draft, &mut plans);
        }
        let made = self.secure_missing(round, draft, &plans, &basis.signatory, caller)?;
        Ok(Some(made))
    }

    /// What is asked for where the badge is only to be held: the one on record as it is, or a new
    /// one that is valid as long as what holds it.
    fn badge_for_another(
        &self,
        request: &IssueRequest,
        basis: &Basis,
    ) -> Result<IssueRequest, ServiceError> {
        let name = Form::OpenBadge.name();
        let on_record = records::latest(self.store(), &basis.assessment.id, name)?.is_some();
        Ok(IssueRequest {
            assessment: request.assessment.clone(),
            forms: vec![Form::OpenBadge],
            proofs: Vec::new(),
            resume: None,
            valid_until: request.valid_until.clone().filter(|_| !on_record),
            again: false,
            in_place_of: None,
        })
    }

    /// What a record or résumé of one badge is made from.
    pub(super) fn holding_of<'b>(
        &self,
        badge: &Made,
        basis: &'b Basis,
    ) -> Result<Holding<'b>, ServiceError> {
        let mut others = false;
        for found in self.held(basis)? {
            let other = found.record.id != badge.record.id && counts(found);
            others = others || other && self.is_badge(found)?;
        }
        Ok(Holding {
            held: vec![held(&badge.record, &badge.body, Some(&basis.framework))?],
            partial: others,
            learner: Some(basis.assessment.assessment.learner.name.clone()),
            issuer: &basis.signatory.issuer.profile,
        })
    }

    /// Whether a credential that [`counts`] is one that a record can hold: an achievement
    /// credential, and not itself one that holds others.
    pub(super) fn is_badge(&self, found: &Found) -> Result<bool, ServiceError> {
        if found.record.form != GIVEN {
            return Ok(found.record.form == Form::OpenBadge.name());
        }
        // Of what its caller wrote that is not known before it is opened.
        let unsecured = self.unsecured(&self.draft_on_record(found.clone())?)?;
        Ok(ijson::parse(&unsecured).is_ok_and(|json| kind(&json) == Kind::OpenBadge))
    }
}

/// Whether a credential belongs to what the issuer says of the learner: not one that was revoked,
/// or whose contents were erased.
pub(super) fn counts(found: &Found) -> bool {
    found.record.state != State::Revoked && !found.is_erased()
}

/// Adds to `plans` the standard proof, unless one with which a badge can be held is among them or
/// on record.
pub(super) fn add_holdable(draft: &Draft, plans: &mut Vec<SecuringPlan>) {
    let on_record = draft.record.secured.iter();
    let on_record = on_record.filter_map(|one| SecuringPlan::on_record(&one.proof).ok());
    if !on_record
        .chain(plans.iter().cloned())
        .any(|plan| suits(&plan) > 0)
    {
        plans.push(SecuringPlan::standard());
    }
}

/// How well a badge that is secured so can be held by another document; not at all is 0. One whose
/// proof stands in it and signs RDF is read by the most programs; a token of Open Badges has no
/// envelope (VC Data Model 2.0, section 4.13.1, wants a `vc+jwt`).
fn suits(plan: &SecuringPlan) -> u8 {
    match plan {
        SecuringPlan::DataIntegrity(suites) if *suites == [Cryptosuite::EddsaRdfc2022] => 4,
        SecuringPlan::DataIntegrity(suites) if suites.contains(&Cryptosuite::EddsaRdfc2022) => 3,
        SecuringPlan::DataIntegrity(_) => 2,
        SecuringPlan::Enveloped => 1,
        SecuringPlan::VcJwt => 0,
    }
}

/// The credential of `record` as another document holds it.
pub(super) fn held<'f>(
    record: &CredentialRecord,
    body: &Body,
    framework: Option<&'f Framework>,
) -> Result<Held<'f>, ServiceError> {
    let defect = |what: String| ServiceError::Defect(format!("{}: {what}", record.id));
    let plans = record.secured.iter().filter_map(|one| {
        let plan = SecuringPlan::on_record(&one.proof).ok()?;
        Some((suits(&plan), &one.proof))
    });
    let (_, proof) = plans
        .filter(|(suits, _)| *suits > 0)
        .max_by_key(|(suits, _)| *suits)
        .ok_or_else(|| defect("no proof with which it can be held".to_owned()))?;
    let bytes = body.signed(record, proof).unwrap_or_default();
    let json = ijson::parse(bytes).map_err(|error| defect(error.to_string()))?;
    Ok(Held {
        id: record.id.clone(),
        name: record
            .name
            .clone()
            .or_else(|| Meaning::read(&json).name)
            .unwrap_or_default(),
        facts: only_facts(&json),
        credential: json.to_value(),
        framework,
    })
}

/// What a badge states; of an envelope nothing is read.
pub(super) fn only_facts(json: &Json<'_>) -> Facts {
    facts::read(json).into_iter().next().unwrap_or_default()
}

/// What the document of `form` that holds what `holding` names is called on record: HR Open's
/// wrapper has no member for a name.
pub(super) fn name_of_holding(form: Form, holding: &Holding<'_>, document: &Value) -> String {
    match form {
        Form::HrOpenLerRs => mapping::resume_name(holding),
        _ => name_in(document),
    }
}

/// The document of `form` that holds what `holding` names.
pub(super) fn map_holding(
    form: Form,
    holding: &Holding<'_>,
    resume: Option<&Resume>,
    occasion: &Occasion,
) -> Result<Value, ServiceError> {
    let learner = holding.learner.as_deref();
    let disagrees = resume
        .zip(learner)
        .and_then(|(resume, name)| resume.disagrees(name));
    if let Some(finding) = disagrees {
        return Err(ServiceError::Invalid {
            what: "the résumé",
            findings: vec![finding],
        });
    }
    match form {
        Form::Clr => to_json(&mapping::clr(holding, occasion)),
        Form::LerRs => Ok(mapping::ler_rs(holding, resume, occasion)),
        Form::HrOpenLerRs => Ok(mapping::hr_open_ler_rs(holding, resume, occasion)),
        Form::OpenBadge => Err(ServiceError::Defect("a badge holds nothing".to_owned())),
    }
}

/// A mapped credential as JSON.
pub(super) fn to_json(credential: &impl Serialize) -> Result<Value, ServiceError> {
    serde_json::to_value(credential).map_err(|error| ServiceError::Defect(error.to_string()))
}

/// Whether a credential on record can be shown `now`: neither taken back nor over.
pub(super) fn holds_now(found: &Found, now: OffsetDateTime) -> bool {
    let record = &found.record;
    let until = record.valid_until.as_deref().and_then(parse_timestamp);
    record.state == State::Current && until.is_none_or(|until| until > now) && !found.is_erased()
}
