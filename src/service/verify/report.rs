//! What a verification found: every check with its outcome and reason, and one verdict.

use super::expectation::Answered;
use super::lifecycle::Lifecycle;
use super::standing::Standing;
use crate::credential::Role;
use crate::credential::meaning::Meaning;
use crate::credential::recipient::Sameness;
use crate::finding::Finding;
use serde::{Deserialize, Serialize};

/// The answer to “is this credential good?”.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Verdict {
    /// Every check was made and passed.
    Valid,
    /// The credential contradicts itself, its issuer or a rule.
    NotValid,
    /// Nothing is wrong that was looked at, but not everything could be looked at.
    CouldNotBeChecked,
}

/// How one check came out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Outcome {
    /// It holds.
    Passed,
    /// It does not hold.
    Failed,
    /// It could not be found out.
    CouldNotTell,
    /// It was not tried, because an earlier one did not pass.
    NotRun,
}

/// What is checked, in this order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum CheckId {
    /// It keeps the VC Data Model.
    DataModel,
    /// Every term in it is defined: what people read is what was signed.
    Terms,
    /// The signing key is the issuer's.
    IssuerKey,
    /// The signature is right.
    Proof,
    /// Now lies within its validity.
    Validity,
    /// It was not revoked or suspended.
    Status,
    /// It keeps the rules of its own type.
    Schema,
    /// What it says leads somewhere: the level is one of the framework's.
    Meaning,
    /// Every credential inside it holds on its own.
    Parts,
}

impl CheckId {
    /// All checks, in the order in which they are made.
    pub const ALL: [CheckId; 9] = [
        CheckId::DataModel,
        CheckId::Terms,
        CheckId::IssuerKey,
        CheckId::Proof,
        CheckId::Validity,
        CheckId::Status,
        CheckId::Schema,
        CheckId::Meaning,
        CheckId::Parts,
    ];

    /// What people call it.
    pub fn title(self) -> &'static str {
        match self {
            CheckId::DataModel => "data model",
            CheckId::Terms => "terms",
            CheckId::IssuerKey => "issuer's key",
            CheckId::Proof => "proof",
            CheckId::Validity => "validity",
            CheckId::Status => "status",
            CheckId::Schema => "schema",
            CheckId::Meaning => "meaning",
            CheckId::Parts => "parts",
        }
    }
}

/// One check.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Check {
    /// Which.
    pub id: CheckId,
    /// How it came out.
    pub outcome: Outcome,
    /// The problem's type, a URI (RFC 9457), unless it passed.
    #[serde(rename = "type", skip_serializing_if = "Option::is_none")]
    pub problem: Option<String>,
    /// Why, as a sentence.
    pub detail: String,
    /// Where in the credential, as a JSON pointer; empty for the whole.
    pub pointer: String,
}

impl Check {
    /// A check that passed.
    pub fn passed(id: CheckId, detail: impl Into<String>) -> Self {
        Self {
            id,
            outcome: Outcome::Passed,
            problem: None,
            detail: detail.into(),
            pointer: String::new(),
        }
    }

    /// A check that failed at `pointer`, by the problem type `problem`.
    pub fn failed(
        id: CheckId,
        problem: impl Into<String>,
        detail: impl Into<String>,
        pointer: impl Into<String>,
    ) -> Self {
        Self {
            id,
            outcome: Outcome::Failed,
            problem: Some(problem.into()),
            detail: detail.into(),
            pointer: pointer.into(),
        }
    }

    /// The same check, at `pointer`.
    #[must_use]
    pub fn at(self, pointer: &str) -> Self {
        Self {
            pointer: pointer.to_owned(),
            ..self
        }
    }

    /// The same check, but its outcome could not be found out.
    #[must_use]
    pub fn could_not_tell(self) -> Self {
        Self {
            outcome: Outcome::CouldNotTell,
            ..self
        }
    }

    /// A check that was not tried.
    pub fn not_run(id: CheckId) -> Self {
        Self {
            id,
            outcome: Outcome::NotRun,
            problem: None,
            detail: "not run, because an earlier check did not pass".to_owned(),
            pointer: String::new(),
        }
    }

    /// A check that failed for what `finding` says.
    pub fn from_finding(id: CheckId, finding: Finding) -> Self {
        let detail = match finding.source {
            Some(source) => format!("{} ({source})", finding.detail),
            None => finding.detail,
        };
        Self::failed(id, own_problem(finding.problem), detail, finding.pointer)
    }
}

/// The URI of a problem that no specification names.
pub fn own_problem(slug: &str) -> String {
    format!("urn:proofmark:problem:{slug}")
}

/// The problem types of the VC Data Model 2.0, section 7.2.
pub mod vcdm_problem {
    /// The document is not what the data model wants.
    pub const MALFORMED_VALUE: &str = "https://www.w3.org/TR/vc-data-model#MALFORMED_VALUE_ERROR";
}

/// In what the credential came.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Carrier {
    /// A JSON document.
    Json,
    /// A JSON Web Token.
    Jwt,
    /// A picture in PNG.
    Png,
    /// A picture in SVG.
    Svg,
    /// A PDF document, as an attachment.
    Pdf,
}

/// How the credential is secured.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Securing {
    /// Embedded proofs (Data Integrity).
    DataIntegrity,
    /// A JSON Web Token as Open Badges 3.0, section 8.2, has it.
    VcJwt,
    /// `vc+jwt` or `vp+jwt` (Securing Verifiable Credentials using JOSE and COSE).
    VcJose,
    /// A JSON Web Token with the claim `vc` or `vp` (VC Data Model 1.1, section 6.3.1).
    #[serde(rename = "jwt-vc-1.1")]
    JwtVc11,
    /// A form that is known by name alone.
    Other,
}

/// What the document is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Subject {
    /// A credential.
    Credential,
    /// A presentation: its proof is the holder's, and the credentials are its parts.
    Presentation,
}

/// What a verification found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Report {
    /// The answer.
    pub verdict: Verdict,
    /// What was verified.
    pub subject: Subject,
    /// In what it came.
    pub carrier: Carrier,
    /// Where it was found, if it was given by its address.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
    /// How it is secured.
    pub securing: Securing,
    /// Every check, in the order in which they were made.
    pub checks: Vec<Check>,
    /// Who issued it, and whether anybody vouches for that issuer. Absent unless the proof is
    /// right.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub issuer: Option<Standing>,
    /// Where in its life the credential stands. Absent unless its proof is right and it is known
    /// whether its issuer has taken it back; a presentation has none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub lifecycle: Option<Lifecycle>,
    /// What the credential says. Absent unless its proof is right: nothing is said about the
    /// contents of a forgery.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub credential: Option<Meaning>,
    /// The credentials inside it, each with a report of its own.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub parts: Vec<Part>,
    /// The answer to each expectation.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub expectations: Vec<Answered>,
}

/// A credential inside another, or inside a presentation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Part {
    /// Where it stands: a JSON pointer into what holds it.
    pub pointer: String,
    /// What it does there.
    pub role: Role,
    /// Whether it is about the person whom the record is about, or who presents it. Absent where
    /// that is no question, or its proof is not right.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub same_person: Option<Sameness>,
    /// What was found about it.
    pub report: Report,
}

/// The outcomes of a credential's checks, and what stands in it once its proof is right.
pub(super) struct Found {
    pub subject: Subject,
    pub securing: Securing,
    pub checks: Vec<Check>,
    pub issuer: Option<Standing>,
    pub lifecycle: Option<Lifecycle>,
    pub credential: Option<Meaning>,
    pub parts: Vec<Part>,
}

impl Report {
    /// The report on what was found; checks of [`CheckId::ALL`] that are missing were not run.
    pub(super) fn new(found: Found) -> Self {
        let mut checks = found.checks;
        for id in CheckId::ALL {
            if !checks.iter().any(|check| check.id == id) {
                checks.push(Check::not_run(id));
            }
        }
        checks.sort_by_key(|check| check.id);
        shorten(&mut checks);
        Self {
            verdict: Verdict::of(&checks),
            subject: found.subject,
            carrier: match found.securing {
                Securing::DataIntegrity => Carrier::Json,
                _ => Carrier::Jwt,
            },
            url: None,
            securing: found.securing,
            checks,
            issuer: found.issuer,
            lifecycle: found.lifecycle,
            credential: found.credential,
            parts: found.parts,
            expectations: Vec::new(),
        }
    }

    /// Why the verdict is not *valid*: the first check that failed, else the first whose outcome
    /// could not be found out.
    pub fn reason(&self) -> Option<&Check> {
        let first = |outcome| self.checks.iter().find(|check| check.outcome == outcome);
        first(Outcome::Failed)
            .or_else(|| first(Outcome::CouldNotTell))
            .or_else(|| first(Outcome::NotRun))
    }
}

impl Verdict {
    fn of(checks: &[Check]) -> Self {
        let any = |outcome| checks.iter().any(|check: &Check| check.outcome == outcome);
        if any(Outcome::Failed) {
            Verdict::NotValid
        } else if any(Outcome::CouldNotTell) || any(Outcome::NotRun) {
            Verdict::CouldNotBeChecked
        } else {
            Verdict::Valid
        }
    }
}
/// How many outcomes of one check a report holds. A document of a few megabytes can be wrong in a
/// million places, and anybody may send one.
const MOST_OF_ONE_CHECK: usize = 100;

/// Keeps the first outcomes of each check, and says how many more there were. The worst is among
/// those kept, so that the verdict stays the same.
fn shorten(checks: &mut Vec<Check>) {
    if checks.len() <= MOST_OF_ONE_CHECK {
        return;
    }
    let mut kept = Vec::with_capacity(checks.len().min(CheckId::ALL.len() * MOST_OF_ONE_CHECK));
    for of_one in checks.chunk_by(|left, right| left.id == right.id) {
        if of_one.len() <= MOST_OF_ONE_CHECK {
            kept.extend_from_slice(of_one);
            continue;
        }
        let (first, rest) = of_one.split_at(MOST_OF_ONE_CHECK - 1);
        kept.extend_from_slice(first);
        let worst = [Outcome::Failed, Outcome::CouldNotTell];
        let worst = worst.into_iter().find_map(|outcome| {
            let mut rest = rest.iter();
            rest.find(|check| check.outcome == outcome)
        });
        if let Some(example) = worst.or(rest.first()) {
            let detail = format!(
                "{}; {} more like it are left out",
                example.detail,
                rest.len()
            );
            kept.push(Check {
                detail,
                ..example.clone()
            });
        }
    }
    *checks = kept;
}

#[cfg(test)]
mod tests {
    use super::*;

    fn verdict(outcomes: &[Outcome]) -> Verdict {
        let checks = CheckId::ALL
            .iter()
            .zip(outcomes)
            .map(|(id, outcome)| Check {
                outcome: *outcome,
                ..Check::passed(*id, "")
            })
            .collect();
        report(checks).verdict
    }

    fn report(checks: Vec<Check>) -> Report {
        Report::new(Found {
            subject: Subject::Credential,
            securing: Securing::DataIntegrity,
            checks,
            issuer: None,
            lifecycle: None,
            credential: None,
            parts: Vec::new(),
        })
    }

    #[test]
    fn a_report_stays_short_and_keeps_its_verdict() {
        let mut checks = vec![Check::passed(CheckId::Proof, "good"); 4000];
        checks.push(Check::failed(CheckId::Proof, "urn:x", "bad", "/proof/4000"));
        checks.push(Check::passed(CheckId::Proof, "good"));
        let report = report(checks);
        assert_eq!(report.verdict, Verdict::NotValid);
        let mut proofs = report.checks.iter().filter(|c| c.id == CheckId::Proof);
        assert_eq!(proofs.clone().count(), MOST_OF_ONE_CHECK);
        let last = proofs.next_back().unwrap();
        assert_eq!(last.pointer, "/proof/4000");
        assert!(last.detail.contains("3903 more"), "{}", last.detail);
    }

    #[test]
    fn a_check_that_was_not_made_is_never_valid() {
        use Outcome::{CouldNotTell, Failed, Passed};
        assert_eq!(verdict(&[Passed; 9]), Verdict::Valid);
        assert_eq!(verdict(&[Passed; 8]), Verdict::CouldNotBeChecked);
        let mut outcomes = [Passed; 9];
        outcomes[5] = CouldNotTell;
        assert_eq!(verdict(&outcomes), Verdict::CouldNotBeChecked);
        outcomes[0] = Failed;
        assert_eq!(verdict(&outcomes), Verdict::NotValid);
    }
}
