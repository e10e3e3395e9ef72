//! The assessment document: what a provider sends, read strictly against its framework.
//!
//! The format is Proofmark's own. Every reference must resolve, dates must be dates, and no
//! member may be unknown: a misspelt member that were ignored could change a level. Everything
//! that is wrong is reported at once, with its JSON pointer. Which framework is meant is read by
//! [`super::reference`]; the size of the document is limited where it comes in.

use super::agreement::Agreement;
use super::decision::{LevelDecision, decide};
use super::model::{Assessment, Assessor, Learner, Rating, instant};
use super::people::{agreement, assessor, learner, second_assessor};
use super::policy::{Assessors, LevelPolicy};
use super::ratings::ratings;
use super::reference::{self, Statements, quoted};
use crate::finding::Finding;
use crate::framework::{Framework, FrameworkId};
use crate::ijson::{At, Json};
use time::OffsetDateTime;

/// A sound assessment document, every reference resolved, its level not decided yet.
#[derive(Debug, Clone, PartialEq)]
pub struct AssessmentDocument {
    /// What was assessed against.
    pub framework: FrameworkId,
    /// Who was assessed.
    pub learner: Learner,
    /// Who assessed; of two, who rated first.
    pub assessor: Assessor,
    /// Who assessed besides, independently of the first.
    pub second_assessor: Option<Assessor>,
    /// How far the two agreed before they settled where they differed.
    pub agreement: Option<Agreement>,
    /// When, in UTC and whole seconds.
    pub assessed_at: OffsetDateTime,
    /// The ratings; empty where only a level is stated.
    pub ratings: Vec<Rating>,
    /// The level that the provider states.
    pub level: Option<String>,
    /// The policy that the document brings with it.
    pub policy: Option<LevelPolicy>,
}

/// Reads an assessment document against the framework it names.
///
/// # Errors
/// Everything that is wrong with it. The document is at fault.
pub fn read(json: &Json<'_>, framework: &Framework) -> Result<AssessmentDocument, Vec<Finding>> {
    let mut findings = Vec::new();
    match document(&At::root(json), framework, &mut findings) {
        Some(document) if findings.is_empty() => Ok(document),
        _ => Err(findings),
    }
}

impl AssessmentDocument {
    /// Decides the level: from the ratings by the document's own policy, else by `default`; where
    /// there are none, as the provider states it.
    ///
    /// # Errors
    /// A finding when the stated level is not the one that the ratings give, with what they give
    /// and why; when `default` requires statements that the framework does not have; when two must
    /// assess and one did, also where that one states a level alone.
    pub fn decide(
        self,
        framework: &Framework,
        default: &LevelPolicy,
    ) -> Result<Assessment, Vec<Finding>> {
        let policy = match (self.ratings.is_empty(), self.policy) {
            (true, _) => None,
            (false, own) => Some(own.unwrap_or_else(|| default.clone())),
        };
        let in_force = policy.as_ref().unwrap_or(default);
        if in_force.assessors == Assessors::Two && self.second_assessor.is_none() {
            return Err(vec![one_of_two()]);
        }
        let decision = match (&policy, &self.level) {
            (Some(policy), stated) => {
                refuse(policy.check(framework))?;
                let decision = decide(framework, &self.ratings, policy);
                refuse(disagreement(stated.as_deref(), &decision, framework))?;
                decision
            }
            (None, Some(level)) => LevelDecision::by_provider(level),
            (None, None) => return Err(vec![nothing_to_decide_from()]),
        };
        Ok(Assessment {
            framework: self.framework,
            learner: self.learner,
            assessor: self.assessor,
            second_assessor: self.second_assessor,
            agreement: self.agreement,
            assessed_at: self.assessed_at,
            ratings: self.ratings,
            stated_level: self.level,
            policy,
            decision,
        })
    }
}

/// A finding when `stated` is not what `decision` says.
fn disagreement(
    stated: Option<&str>,
    decision: &LevelDecision,
    framework: &Framework,
) -> Vec<Finding> {
    let Some(stated) = stated.filter(|stated| decision.achieved.as_deref() != Some(*stated)) else {
        return Vec::new();
    };
    let given = match &decision.achieved {
        Some(level) => format!("give {level:?}"),
        None => "give no level".to_owned(),
    };
    let why: Vec<String> = decision
        .levels
        .iter()
        .filter(|outcome| outcome.level == stated || !outcome.reached)
        .map(|outcome| outcome.sentence(framework))
        .collect();
    let detail = format!(
        "the document states {stated:?}, but its ratings {given}: {}",
        why.join(" ")
    );
    vec![Finding::new("/level", "level-disagrees", detail)]
}

fn refuse(findings: Vec<Finding>) -> Result<(), Vec<Finding>> {
    if findings.is_empty() {
        Ok(())
    } else {
        Err(findings)
    }
}

fn nothing_to_decide_from() -> Finding {
    let detail = "the document has neither \"ratings\" nor \"level\"; give one of them, or both";
    Finding::new("", "missing-member", detail)
}

fn one_of_two() -> Finding {
    let detail = "the level policy asks for two assessors, and the document names one; name the \
                  other in \"secondAssessor\"";
    Finding::new("", "second-assessor-missing", detail)
}

fn document(
    root: &At<'_, '_>,
    framework: &Framework,
    findings: &mut Vec<Finding>,
) -> Option<AssessmentDocument> {
    let mut fields = root.fields(findings)?;
    let reference = fields
        .required("framework", findings)
        .and_then(|at| reference::framework(&at, findings));
    if let Some(reference) = reference {
        reference.check(framework, findings);
    }
    let learner = fields
        .required("learner", findings)
        .and_then(|at| learner(&at, findings));
    let assessor = fields
        .required("assessor", findings)
        .and_then(|at| assessor(&at, learner.as_ref(), findings));
    let second = fields.optional("secondAssessor");
    let counted = fields.optional("agreement");
    if let (None, Some(at)) = (&second, &counted) {
        let detail = "two assessors agree or differ, and the document names one";
        findings.push(at.finding("agreement-of-one", detail));
    }
    let second =
        second.and_then(|at| second_assessor(&at, learner.as_ref(), assessor.as_ref(), findings));
    let agreement = counted.and_then(|at| agreement(&at, framework, findings));
    let assessed_at = fields
        .required("assessedAt", findings)
        .and_then(|at| assessed_at(&at, findings));
    let rated = fields.optional("ratings");
    let stated = fields.optional("level");
    let brought = fields.optional("policy");
    if rated.is_none() && stated.is_none() {
        findings.push(nothing_to_decide_from());
    }
    if let (None, Some(policy)) = (&rated, &brought) {
        let detail = "a policy decides from ratings, and the document has none";
        findings.push(policy.finding("policy-without-ratings", detail));
    }
    let statements = Statements::of(framework);
    let ratings = rated.map(|at| ratings(&at, &statements, findings));
    let level = stated.and_then(|at| reference::level(&at, framework, findings));
    let policy = brought.and_then(|at| LevelPolicy::read(&at, &statements, findings));
    fields.nothing_else(findings);
    Some(AssessmentDocument {
        framework: framework.id(),
        learner: learner?,
        assessor: assessor?,
        second_assessor: second,
        agreement,
        assessed_at: assessed_at?,
        ratings: ratings.unwrap_or_default(),
        level,
        policy,
    })
}

fn assessed_at(at: &At<'_, '_>, findings: &mut Vec<Finding>) -> Option<OffsetDateTime> {
    let text = at.text(findings)?;
    let found = instant(text);
    if found.is_none() {
        let detail = format!(
            "{} is not a date and time with an offset since 1900, such as 2026-11-19T16:30:00Z",
            quoted(text)
        );
        findings.push(at.finding("bad-date", detail).by("RFC 3339, section 5.6"));
    }
    found
}
