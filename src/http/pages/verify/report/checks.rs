//! Each check with its outcome and its reason.

use super::words;
use crate::service::verify::{Check, CheckId, Outcome, Report};
use crate::texts::{Message, Texts};

/// A check.
#[derive(Debug, Clone)]
pub(in crate::http::pages::verify) struct CheckView {
    pub tone: &'static str,
    pub mark: &'static str,
    pub outcome: Message,
    /// What it asks.
    pub name: Message,
    /// Why, in English; empty where that may repeat the words of a forgery.
    pub detail: String,
    /// Where, as a JSON pointer; empty where that says nothing.
    pub pointer: String,
}

/// Every check of `report`.
pub(super) fn each(t: Texts, report: &Report, is_proven: bool) -> Vec<CheckView> {
    let view = |check: &Check| {
        let (tone, mark, outcome) = words::outcome(t, check.outcome);
        let tells = is_proven && check.outcome != Outcome::NotRun && !is_about_parts(check);
        let place = is_proven && is_bad(check);
        CheckView {
            tone,
            mark,
            outcome,
            name: words::check(t, check.id),
            detail: match tells {
                true => check.detail.clone(),
                false => String::new(),
            },
            pointer: match place {
                true => check.pointer.clone(),
                false => String::new(),
            },
        }
    };
    match is_proven {
        true => report.checks.iter().map(view).collect(),
        // Without reasons one line for each check is enough: its worst outcome.
        false => worst_of_each(report).into_iter().map(view).collect(),
    }
}

/// Whether a check tells why what is inside does not hold, perhaps in the words of a forgery there.
fn is_about_parts(check: &Check) -> bool {
    check.id == CheckId::Parts && is_bad(check)
}

fn is_bad(check: &Check) -> bool {
    matches!(check.outcome, Outcome::Failed | Outcome::CouldNotTell)
}

/// The worst outcome of each check.
pub(in crate::http::pages::verify) fn worst_of_each(report: &Report) -> Vec<&Check> {
    let badness = |check: &&Check| match check.outcome {
        Outcome::Passed => 0,
        Outcome::NotRun => 1,
        Outcome::CouldNotTell => 2,
        Outcome::Failed => 3,
    };
    let of_each = report.checks.chunk_by(|left, right| left.id == right.id);
    of_each
        .filter_map(|of_one| of_one.iter().max_by_key(badness))
        .collect()
}

/// What the verifier says about a document whose proof is not right, and about what does not hold
/// inside a document: its words may repeat those of a forgery.
pub(in crate::http::pages::verify) fn doubts(report: &Report) -> Vec<String> {
    let is_proven = super::is_proven(report);
    let bad = report.checks.iter().filter(|check| is_bad(check));
    let bad = bad.filter(|check| !is_proven || is_about_parts(check));
    let said = bad.map(|check| match check.pointer.as_str() {
        "" => check.detail.clone(),
        pointer => format!("{pointer}: {}", check.detail),
    });
    let inside = report.parts.iter().flat_map(|part| doubts(&part.report));
    said.chain(inside).collect()
}

#[cfg(test)]
impl crate::http::pages::samples::Sample for CheckView {
    fn sample(text: &str) -> Self {
        let t = Texts::default();
        Self {
            tone: "bad",
            mark: "✗",
            outcome: t.say("verify-outcome-failed"),
            name: t.say("verify-check-proof"),
            detail: text.to_owned(),
            pointer: text.to_owned(),
        }
    }
}
