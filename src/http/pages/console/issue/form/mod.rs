//! Issuing from one assessment: what was decided, a choice of forms and proofs, and how the
//! credential will look to whoever holds it and to whoever verifies it, with what is to be said of
//! it before it is signed.

mod preview;

use self::preview::Preview;
use super::{Choice, end_of, forms, proofs};
use crate::assessment::Assessment;
use crate::http::answer::Answer;
use crate::http::call::Call;
use crate::http::pages::console::{Tab, credentials};
use crate::http::pages::shell::day;
use crate::http::pages::{Shell, see_other, show};
use crate::http::problem::{NOT_FILLED_IN, Problem};
use crate::proof::SecuringPlan;
use crate::records::assessment::AssessmentRecord;
use crate::records::idempotency::IdempotencyKey;
use crate::service::ServiceError;
use crate::service::issue::{Form, IssueRequest};
use crate::texts::Texts;
use askama::Template;
use axum::http::StatusCode;
use std::collections::BTreeSet;

/// The page.
#[derive(Debug, Template)]
#[template(path = "pages/console/issue/form/page.html")]
pub(in crate::http) struct IssuePage {
    pub t: Texts,
    pub shell: Shell,
    pub assessment: String,
    pub learner: String,
    pub assessor: String,
    pub assessed: String,
    pub framework: String,
    pub framework_link: String,
    /// The label of the level that was reached; empty where none was.
    pub level: String,
    pub decided: Vec<Decided>,
    pub forms: Vec<Choice>,
    pub proofs: Vec<Choice>,
    pub until: String,
    pub again: bool,
    /// By which key it is issued once.
    pub once: String,
    /// Why it cannot be issued as it was asked for; empty where nothing stands against it.
    pub refused: String,
    pub findings: Vec<Wrong>,
    pub preview: Option<Preview>,
}

/// Something that is wrong with what was asked for.
#[derive(Debug)]
pub(in crate::http) struct Wrong {
    pub place: String,
    pub detail: String,
}

/// A level, and what was met of it.
#[derive(Debug)]
pub(in crate::http) struct Decided {
    pub label: String,
    pub met: usize,
    pub needed: usize,
    pub all: usize,
    pub reached: bool,
}

/// What is asked for.
struct Asked {
    assessment: String,
    forms: Vec<Form>,
    proofs: Vec<String>,
    until: String,
    again: bool,
    preview: bool,
    once: Option<String>,
}

pub(super) fn read(call: &Call, pairs: &[(String, String)]) -> Result<Answer, Problem> {
    let asked = Asked::of(pairs);
    if !asked.preview {
        return show(call, StatusCode::OK, &IssuePage::new(call, &asked)?);
    }
    let previewed = asked.request().and_then(|request| {
        let caller = call.acting().map_err(|_| lost_session())?;
        call.service().preview_issue(&request, &caller)
    });
    let mut page = IssuePage::new(call, &asked)?;
    match previewed {
        Ok(seen) => {
            page.preview = Some(Preview::new(call, &seen));
            show(call, StatusCode::OK, &page)
        }
        Err(error) => page.refuse(call, error),
    }
}

pub(super) fn issue(call: &Call) -> Result<Answer, Problem> {
    let fields = call.form().fields();
    let pairs: Vec<(String, String)> = fields
        .map(|(name, value)| (name.to_owned(), value.to_owned()))
        .collect();
    let asked = Asked::of(&pairs);
    let caller = call.acting()?;
    let whose = format!("console:{}", caller.issuer);
    let key = asked.once.as_deref().map(|key| IdempotencyKey {
        caller: &whose,
        key,
    });
    let issued = asked
        .request()
        .and_then(|request| call.service().issue(&request, &caller, key));
    match issued {
        Ok(issued) => {
            let first = issued.first().map(|one| credentials::link(call, &one.id));
            let path = first.unwrap_or_default();
            let path = path.strip_prefix(call.links().base()).unwrap_or(&path);
            Ok(see_other(call, path))
        }
        Err(error) => IssuePage::new(call, &asked)?.refuse(call, error),
    }
}

fn lost_session() -> ServiceError {
    ServiceError::Defect("a page of the console without a session".to_owned())
}

impl Asked {
    fn of(pairs: &[(String, String)]) -> Self {
        let value = |name: &str| {
            let mut pairs = pairs.iter();
            let found = pairs.find(|(known, _)| known == name);
            found.map(|(_, value)| value.trim().to_owned())
        };
        let all = |name: &'static str| {
            let pairs = pairs.iter().filter(move |(known, _)| known == name);
            pairs.map(|(_, value)| value.clone())
        };
        let chosen: BTreeSet<Form> = all("form").filter_map(|name| Form::named(&name)).collect();
        let forms: Vec<Form> = chosen.into_iter().collect();
        Self {
            assessment: value("assessment").unwrap_or_default(),
            forms: match forms.is_empty() {
                true => vec![Form::OpenBadge],
                false => forms,
            },
            proofs: all("proof").collect(),
            until: value("until").unwrap_or_default(),
            again: value("again").is_some(),
            preview: value("preview").is_some(),
            once: value("once").filter(|once| !once.is_empty()),
        }
    }

    fn request(&self) -> Result<IssueRequest, ServiceError> {
        let proofs = SecuringPlan::list(self.proofs.iter().map(String::as_str));
        Ok(IssueRequest {
            assessment: self.assessment.clone(),
            forms: self.forms.clone(),
            proofs: proofs.map_err(|error| ServiceError::Refused {
                rule: "unknown-proof",
                detail: error.to_string(),
            })?,
            resume: None,
            valid_until: Some(end_of(&self.until)).filter(|_| !self.until.is_empty()),
            again: self.again,
            in_place_of: None,
        })
    }
}

impl IssuePage {
    fn new(call: &Call, asked: &Asked) -> Result<Self, Problem> {
        let t = call.texts();
        let issuer = &call.session()?.issuer;
        let record = call.service().assessment(&asked.assessment, issuer)?;
        let assessment = &record.assessment;
        let title = t
            .say("issue-for")
            .with("name", assessment.learner.name.as_str());
        let shell = Shell::console(call, &title.to_string(), Tab::Issue)?;
        let framework = &assessment.framework;
        Ok(Self {
            t,
            shell,
            assessor: assessment.assessor.name.clone(),
            assessed: day(&crate::clock::timestamp(assessment.assessed_at)).to_owned(),
            framework: framework.to_string(),
            framework_link: call.links().framework(framework),
            level: achieved(assessment),
            decided: decided(&record),
            forms: forms(t, &asked.forms),
            proofs: proofs(t, &asked.proofs),
            until: asked.until.clone(),
            again: asked.again,
            once: match &asked.once {
                Some(once) => once.clone(),
                None => call.service().new_job_id(),
            },
            refused: String::new(),
            findings: Vec::new(),
            preview: None,
            learner: record.assessment.learner.name,
            assessment: record.id,
        })
    }

    /// The page with the reason why it cannot be issued; a problem where it is none of what was
    /// asked for.
    fn refuse(mut self, call: &Call, error: ServiceError) -> Result<Answer, Problem> {
        self.refused = error.to_string();
        match error {
            ServiceError::Refused { .. } | ServiceError::Conflict { .. } => {}
            ServiceError::Invalid { what, findings } => {
                self.refused = what.to_owned();
                let wrong = findings.into_iter().map(|one| Wrong {
                    place: one.pointer,
                    detail: one.detail,
                });
                self.findings = wrong.collect();
            }
            other => return Err(other.into()),
        }
        show(call, NOT_FILLED_IN, &self)
    }
}

/// The label of the level that was reached; its id, where the provider decided.
fn achieved(assessment: &Assessment) -> String {
    let decision = &assessment.decision;
    let Some(id) = &decision.achieved else {
        return String::new();
    };
    let label = decision.levels.iter().find(|level| level.level == *id);
    label.map_or_else(|| id.clone(), |level| level.label.clone())
}

/// The levels with what was met of each; nothing where the provider decided.
fn decided(record: &AssessmentRecord) -> Vec<Decided> {
    let levels = record.assessment.decision.levels.iter();
    let levels = levels.map(|level| Decided {
        label: level.label.clone(),
        met: level.met.len(),
        needed: level.needed,
        all: level.met.len() + level.missing.len(),
        reached: level.reached,
    });
    levels.collect()
}

#[cfg(test)]
impl crate::http::pages::samples::Sample for IssuePage {
    fn sample(text: &str) -> Self {
        use crate::http::pages::samples::link;
        let t = Texts::default();
        Self {
            t,
            shell: Shell::sample(text),
            assessment: text.to_owned(),
            learner: text.to_owned(),
            assessor: text.to_owned(),
            assessed: text.to_owned(),
            framework: text.to_owned(),
            framework_link: link(text),
            level: text.to_owned(),
            decided: vec![Decided {
                label: text.to_owned(),
                met: 3,
                needed: 8,
                all: 10,
                reached: false,
            }],
            forms: forms(t, &[Form::OpenBadge]),
            proofs: proofs(t, &[]),
            until: text.to_owned(),
            again: true,
            once: text.to_owned(),
            refused: text.to_owned(),
            findings: vec![Wrong {
                place: text.to_owned(),
                detail: text.to_owned(),
            }],
            preview: Some(Preview::sample(text)),
        }
    }
}
