//! What the asker expects of a credential, and the answer to each expectation.
//!
//! “At least Proficient in 27-4014.00, held by this address?” is answered with yes, no or cannot
//! tell. *Yes* is said of a valid credential only.

use super::{Verdict, claims};
use crate::credential::meaning::{Meaning, RubricLevel};
use crate::credential::recipient::{self, Known};
use crate::finding::Finding;
use crate::ijson::{At, Json};
use serde::{Deserialize, Serialize};

/// What the asker expects. What is `None` is not asked.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Expectations {
    /// The issuer's id.
    pub issuer: Option<String>,
    /// The framework's key, such as a SOC code.
    pub framework: Option<String>,
    /// The framework's version.
    pub framework_version: Option<String>,
    /// The lowest level that will do: its name, or its place on the ladder from 1.
    pub level_at_least: Option<String>,
    /// The learner's e-mail address.
    pub learner_email: Option<String>,
}

/// Which expectation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Expected {
    /// Who issued it.
    Issuer,
    /// Of which framework it speaks.
    Framework,
    /// The lowest level that will do.
    LevelAtLeast,
    /// Who holds it.
    LearnerEmail,
}

/// The answer to an expectation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Answer {
    /// The credential is valid and says so.
    Yes,
    /// Neither yes nor no.
    CannotTell,
    /// The credential says otherwise.
    No,
}

/// An expectation with its answer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Answered {
    /// Which.
    pub expected: Expected,
    /// What was expected, in the asker's words.
    pub wanted: String,
    /// The answer.
    pub answer: Answer,
    /// Why, as a sentence.
    pub detail: String,
    /// Which credential inside the document answers, as a JSON pointer (through several documents
    /// in each other the pointers one after the other); empty for the document itself.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub pointer: String,
}

impl Expectations {
    /// Reads `{"issuer": …, "framework": "27-4014.00" or "27-4014.00@v.26.05",
    /// "levelAtLeast": …, "learnerEmail": …}`.
    ///
    /// # Errors
    /// Everything that is wrong with it, also a member of another name: an expectation that is
    /// overlooked would seem to be met.
    pub fn read(json: &Json<'_>) -> Result<Self, Vec<Finding>> {
        let mut findings = Vec::new();
        let mut expectations = Self::default();
        if let Some(mut fields) = At::root(json).fields(&mut findings) {
            let mut text = |name| {
                let text = fields.optional_text(name, &mut findings)?;
                if text.trim().is_empty() {
                    let pointer = crate::ijson::join("", name);
                    findings.push(Finding::new(pointer, "empty", "nothing is expected here"));
                }
                Some(text.to_owned())
            };
            expectations.issuer = text("issuer");
            if let Some(framework) = text("framework") {
                expectations.expect_framework(&framework);
            }
            expectations.level_at_least = text("levelAtLeast");
            expectations.learner_email = text("learnerEmail");
            fields.nothing_else(&mut findings);
        }
        if findings.is_empty() {
            Ok(expectations)
        } else {
            Err(findings)
        }
    }

    /// Expects a framework, written `KEY` or `KEY@VERSION`.
    pub fn expect_framework(&mut self, text: &str) {
        let (key, version) = match text.split_once('@') {
            Some((key, version)) => (key, Some(version.to_owned())),
            None => (text, None),
        };
        self.framework = Some(key.to_owned());
        self.framework_version = version;
    }

    /// Whether nothing is expected.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// The answers for a credential whose proof is right and that says `meaning`.
    pub(super) fn answer(&self, credential: &Json<'_>, meaning: &Meaning) -> Vec<Answered> {
        self.each(
            |wanted| issuer(wanted, meaning),
            |key, version| framework(key, version, meaning),
            |wanted| level(wanted, meaning),
            |wanted| learner(wanted, credential),
        )
    }

    /// The answers where nothing is known: the credential is a forgery, or cannot be read.
    pub(super) fn unanswered(&self, why: &str) -> Vec<Answered> {
        let unknown = || (Answer::CannotTell, why.to_owned());
        self.each(
            |_| unknown(),
            |_, _| unknown(),
            |_| unknown(),
            |_| unknown(),
        )
    }

    fn each(
        &self,
        issuer: impl Fn(&str) -> (Answer, String),
        framework: impl Fn(&str, Option<&str>) -> (Answer, String),
        level: impl Fn(&str) -> (Answer, String),
        learner: impl Fn(&str) -> (Answer, String),
    ) -> Vec<Answered> {
        let mut answers = Vec::new();
        let mut add = |expected, wanted: &str, (answer, detail)| {
            answers.push(Answered {
                expected,
                wanted: wanted.to_owned(),
                answer,
                detail,
                pointer: String::new(),
            });
        };
        if let Some(wanted) = &self.issuer {
            add(Expected::Issuer, wanted, issuer(wanted));
        }
        if let Some(key) = &self.framework {
            let version = self.framework_version.as_deref();
            let wanted = version.map_or_else(|| key.clone(), |version| format!("{key}@{version}"));
            add(Expected::Framework, &wanted, framework(key, version));
        }
        if let Some(wanted) = &self.level_at_least {
            add(Expected::LevelAtLeast, wanted, level(wanted));
        }
        if let Some(wanted) = &self.learner_email {
            add(Expected::LearnerEmail, wanted, learner(wanted));
        }
        answers
    }
}

/// The answers of the part at `pointer`, as those of what holds it.
pub(super) fn from_part(pointer: &str, answers: Vec<Answered>) -> Vec<Answered> {
    let placed = |answered: Answered| Answered {
        pointer: format!("{pointer}{}", answered.pointer),
        ..answered
    };
    answers.into_iter().map(placed).collect()
}

/// The better of two credentials' answers: of a record with several badges the one that comes
/// nearest to what was asked speaks, and it has to answer all of it.
pub(super) fn better(left: Vec<Answered>, right: Vec<Answered>) -> Vec<Answered> {
    let badness = |answers: &[Answered]| {
        let mut all: Vec<Answer> = answers.iter().map(|one| one.answer).collect();
        all.sort_by(|left, right| right.cmp(left));
        all
    };
    if badness(&right) < badness(&left) {
        right
    } else {
        left
    }
}

/// The answers as they may be given of a credential with this verdict: *yes* of a valid one only.
pub(super) fn only_if(verdict: Verdict, answers: Vec<Answered>) -> Vec<Answered> {
    let why = match verdict {
        Verdict::Valid => return answers,
        Verdict::NotValid => "the credential is not valid",
        Verdict::CouldNotBeChecked => "the credential could not be checked",
    };
    let doubted = |answered: Answered| match answered.answer {
        Answer::Yes => Answered {
            answer: Answer::CannotTell,
            detail: format!("{}; but {why}", answered.detail),
            ..answered
        },
        _ => answered,
    };
    answers.into_iter().map(doubted).collect()
}

fn issuer(wanted: &str, meaning: &Meaning) -> (Answer, String) {
    let said = format!("issued by {}", meaning.issuer);
    match meaning.issuer == wanted {
        true => (Answer::Yes, said),
        false => (Answer::No, said),
    }
}

fn framework(key: &str, version: Option<&str>, meaning: &Meaning) -> (Answer, String) {
    let Some(found) = meaning.framework.as_deref() else {
        return (Answer::CannotTell, "it names no framework".to_owned());
    };
    if found != key {
        return (Answer::No, format!("its framework is {found}"));
    }
    match (version, meaning.framework_version.as_deref()) {
        (None, _) => (Answer::Yes, format!("its framework is {found}")),
        (Some(_), None) => (
            Answer::CannotTell,
            format!("its framework is {found}, without a version"),
        ),
        (Some(wanted), Some(version)) => {
            let answer = if wanted == version {
                Answer::Yes
            } else {
                Answer::No
            };
            (
                answer,
                format!("its framework is {found}, version {version}"),
            )
        }
    }
}

fn level(wanted: &str, meaning: &Meaning) -> (Answer, String) {
    let (Some(achieved), Some(name)) = (meaning.achieved_level, meaning.level_name()) else {
        return (
            Answer::CannotTell,
            claims::without_level(meaning).to_owned(),
        );
    };
    if meaning.level_order.is_none() {
        let detail = format!("{name} was achieved, and how high that is it does not say");
        return (Answer::CannotTell, detail);
    }
    let by_name = |level: &RubricLevel| {
        level.id == wanted || level.name.to_lowercase() == wanted.trim().to_lowercase()
    };
    let by_place = wanted
        .trim()
        .parse()
        .ok()
        .filter(|place| (1..=meaning.levels.len()).contains(place));
    let ladder: Vec<&str> = meaning
        .levels
        .iter()
        .map(|level| level.name.as_str())
        .collect();
    let ladder = ladder.join(", ");
    let mut named = meaning
        .levels
        .iter()
        .enumerate()
        .filter(|(_, level)| by_name(level));
    let place = match (named.next(), named.next()) {
        (Some((place, _)), None) => Some(place + 1),
        (None, _) => by_place,
        (Some(_), Some(_)) => {
            let detail = format!("more than one of its levels is called {wanted:?}: {ladder}");
            return (Answer::CannotTell, detail);
        }
    };
    match place {
        None => (
            Answer::CannotTell,
            format!("{wanted:?} is none of its levels, which are {ladder}"),
        ),
        Some(place) => {
            let answer = if achieved >= place {
                Answer::Yes
            } else {
                Answer::No
            };
            let count = meaning.levels.len();
            let detail = format!("{name} was achieved, level {achieved} of {count} ({ladder})");
            (answer, detail)
        }
    }
}

fn learner(address: &str, credential: &Json<'_>) -> (Answer, String) {
    let answered = recipient::is_subject(credential, Known::email(address));
    let answer = match answered.answer {
        recipient::Answer::Yes => Answer::Yes,
        recipient::Answer::No => Answer::No,
        recipient::Answer::CannotTell => Answer::CannotTell,
    };
    (answer, answered.reason)
}
