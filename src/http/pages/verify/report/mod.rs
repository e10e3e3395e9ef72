//! What is shown of a report: the verdict first, the answers to what was expected, what was
//! achieved, the credentials inside, each check with its reason.
//!
//! What stands in a document whose proof is not right is shown nowhere here: neither what it says
//! nor the verifier's reasons, which may repeat its words. Those are handed to the page, which puts
//! them beside the folded text of the document.

pub(super) mod achieved;
pub(super) mod checks;
pub(super) mod source;
pub(super) mod words;

use self::achieved::Achieved;
use self::checks::CheckView;
use crate::credential::Role;
use crate::credential::recipient::Sameness;
use crate::http::call::Call;
use crate::http::problem::Problem;
use crate::service::verify::{
    Answer, Answered, CheckId, Expected, Lifecycle, Outcome, Part, Report, Subject, Verdict,
};
use crate::texts::{Message, Texts};
use askama::Template;

/// Who issues here, by their ids.
pub(super) struct Own(Vec<String>);

impl Own {
    /// The issuers of this deployment.
    pub(super) fn of(call: &Call) -> Result<Self, Problem> {
        let issuers = call.service().issuers()?.into_iter();
        Ok(Self(issuers.map(|issuer| issuer.profile.did).collect()))
    }

    pub(super) fn has(&self, id: &str) -> bool {
        self.0.iter().any(|own| own == id)
    }
}

/// A verdict in words and signs.
#[derive(Debug, Clone)]
pub(super) struct VerdictView {
    /// The colour: `good`, `bad` or `warn`.
    pub tone: &'static str,
    /// The sign.
    pub mark: &'static str,
    pub word: Message,
    /// What it is about, where the proof is right; else empty.
    pub name: String,
    /// Why, in an employer's words.
    pub reason: Message,
}

/// An expectation and its answer.
#[derive(Debug, Clone)]
pub(super) struct ExpectationView {
    pub tone: &'static str,
    pub mark: &'static str,
    pub answer: Message,
    /// What was asked.
    pub asked: Message,
    /// Why, in English; empty where the proof is not right.
    pub detail: String,
}

/// A credential inside.
#[derive(Debug)]
pub(super) struct PartView {
    /// What it is there for.
    pub role: Message,
    /// Whether it is about the same person.
    pub person: Option<Message>,
    pub report: ReportView,
}

/// A report.
#[derive(Debug, Template)]
#[template(path = "pages/verify/report/report.html")]
pub(super) struct ReportView {
    pub t: Texts,
    /// Begins the ids of its elements.
    pub id: String,
    /// Whether it is the whole document, or one inside.
    pub is_whole: bool,
    pub verdict: VerdictView,
    /// What kind of thing it is.
    pub kind: Message,
    pub expectations: Vec<ExpectationView>,
    pub achieved: Option<Achieved>,
    pub parts: Vec<PartView>,
    pub checks: Vec<CheckView>,
    /// Whether what it says was signed by its issuer.
    pub is_proven: bool,
}

impl ReportView {
    /// The view of `report`.
    pub(super) fn new(t: Texts, report: &Report, own: &Own) -> Self {
        Self::within(t, report, own, "report".to_owned(), true)
    }

    fn within(t: Texts, report: &Report, own: &Own, id: String, is_whole: bool) -> Self {
        let is_proven = is_proven(report);
        let part = |(place, part): (usize, &Part)| PartView {
            role: match part.role {
                Role::Credential => t.say("verify-part-credential"),
                Role::Endorsement => t.say("verify-part-endorsement"),
            },
            person: part
                .same_person
                .map(|person| same_person(t, person, report.subject)),
            report: Self::within(t, &part.report, own, format!("{id}-{place}"), false),
        };
        Self {
            t,
            verdict: verdict(t, report),
            kind: words::kind(t, report),
            expectations: expectations(t, report),
            achieved: report
                .credential
                .as_ref()
                .map(|meaning| Achieved::new(t, meaning, report, own)),
            parts: report.parts.iter().enumerate().map(part).collect(),
            checks: checks::each(t, report, is_proven),
            id,
            is_whole,
            is_proven,
        }
    }
}

/// Whether the document's proof is right: only then anything in it is more than a claim. A
/// presentation says nothing itself, so that only its checks tell.
pub(super) fn is_proven(report: &Report) -> bool {
    let needed = [
        CheckId::DataModel,
        CheckId::Terms,
        CheckId::IssuerKey,
        CheckId::Proof,
    ];
    let passed = |id: CheckId| {
        let mut of_id = report
            .checks
            .iter()
            .filter(|check| check.id == id)
            .peekable();
        of_id.peek().is_some() && of_id.all(|check| check.outcome == Outcome::Passed)
    };
    match report.subject {
        Subject::Credential => report.credential.is_some(),
        Subject::Presentation => needed.into_iter().all(passed),
    }
}

/// Whether that is so of everything inside it as well.
pub(super) fn is_wholly_proven(report: &Report) -> bool {
    is_proven(report) && checks::doubts(report).is_empty()
}

/// The name of what the report is about; nothing where its proof is not right.
pub(super) fn name(report: &Report) -> String {
    let meaning = report.credential.as_ref();
    let name = meaning.and_then(|meaning| meaning.name.as_ref().or(meaning.achievement.as_ref()));
    name.cloned().unwrap_or_default()
}

/// The verdict on `report`.
pub(super) fn verdict(t: Texts, report: &Report) -> VerdictView {
    let (tone, mark, word) = words::verdict(t, report.verdict);
    let superseded = report.lifecycle == Some(Lifecycle::Superseded);
    VerdictView {
        tone: match (report.verdict, superseded) {
            (Verdict::Valid, true) => "warn",
            _ => tone,
        },
        mark,
        word,
        name: name(report),
        reason: words::reason(t, report),
    }
}

/// The answers to what was expected. Their details may repeat the words of the document.
pub(super) fn expectations(t: Texts, report: &Report) -> Vec<ExpectationView> {
    let is_proven = is_proven(report);
    let view = |answered: &Answered| {
        let (tone, mark, answer) = match answered.answer {
            Answer::Yes => ("good", "✓", t.say("verify-answer-yes")),
            Answer::No => ("bad", "✗", t.say("verify-answer-no")),
            Answer::CannotTell => ("warn", "?", t.say("verify-answer-cannot-tell")),
        };
        let asked = match answered.expected {
            Expected::Issuer => t.say("verify-asked-issuer"),
            Expected::Framework => t.say("verify-asked-framework"),
            Expected::LevelAtLeast => t.say("verify-asked-level"),
            Expected::LearnerEmail => t.say("verify-asked-email"),
        };
        ExpectationView {
            tone,
            mark,
            answer,
            asked: asked.with("wanted", &answered.wanted),
            detail: match is_proven {
                true => answered.detail.clone(),
                false => String::new(),
            },
        }
    };
    report.expectations.iter().map(view).collect()
}

fn same_person(t: Texts, person: Sameness, holder: Subject) -> Message {
    match (person, holder) {
        (Sameness::Same, Subject::Credential) => t.say("verify-person-same"),
        (Sameness::Different, Subject::Credential) => t.say("verify-person-different"),
        (Sameness::Same, Subject::Presentation) => t.say("verify-person-presenter"),
        (Sameness::Different, Subject::Presentation) => t.say("verify-person-other-presenter"),
        (Sameness::NotComparable, _) => t.say("verify-person-unknown"),
    }
}

#[cfg(test)]
impl crate::http::pages::samples::Sample for ReportView {
    fn sample(text: &str) -> Self {
        let inner = Self::sample_within(text, "report-0", false, Vec::new());
        let part = PartView {
            role: Texts::default().say("verify-part-credential"),
            person: Some(Texts::default().say("verify-person-same")),
            report: inner,
        };
        Self::sample_within(text, "report", true, vec![part])
    }
}

#[cfg(test)]
impl ReportView {
    fn sample_within(text: &str, id: &str, is_whole: bool, parts: Vec<PartView>) -> Self {
        use crate::http::pages::samples::Sample;
        let t = Texts::default();
        Self {
            t,
            id: id.to_owned(),
            is_whole,
            verdict: VerdictView::sample(text),
            kind: t.say("verify-kind-badge"),
            expectations: vec![ExpectationView {
                tone: "good",
                mark: "✓",
                answer: t.say("verify-answer-yes"),
                asked: t.say("verify-asked-issuer").with("wanted", text),
                detail: text.to_owned(),
            }],
            achieved: Some(Achieved::sample(text)),
            parts,
            checks: vec![CheckView::sample(text)],
            is_proven: true,
        }
    }
}

#[cfg(test)]
impl crate::http::pages::samples::Sample for VerdictView {
    fn sample(text: &str) -> Self {
        let t = Texts::default();
        Self {
            tone: "good",
            mark: "✓",
            word: t.say("verify-valid"),
            name: text.to_owned(),
            reason: t.say("verify-reason-valid"),
        }
    }
}
