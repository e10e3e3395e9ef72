//! Texts of an assessment document: names, prose, and addresses of a given form.

use super::reference::quoted;
use crate::finding::Finding;
use crate::framework::text::{fold, sound};
use crate::ijson::At;

/// The greatest length of an address or identifier, in bytes.
const MAX_ADDRESS: usize = 2_000;

/// The text of `at` where `is_one` accepts it; else a finding that says what it must be.
pub(super) fn checked(
    at: Option<At<'_, '_>>,
    is_one: fn(&str) -> bool,
    problem: &'static str,
    expected: &str,
    findings: &mut Vec<Finding>,
) -> Option<String> {
    let at = at?;
    let text = at.text(findings)?;
    if text.len() <= MAX_ADDRESS && is_one(text) {
        return Some(text.to_owned());
    }
    let detail = format!("{} is not {expected}", quoted(text));
    findings.push(at.finding(problem, detail));
    None
}

/// The text of `at` as one line: a name.
pub(super) fn line(at: &At<'_, '_>, findings: &mut Vec<Finding>) -> Option<String> {
    sound(fold(at.text(findings)?), at, &[], findings)
}

/// The text of `at`, which may have several lines (Markdown).
pub(super) fn prose(at: &At<'_, '_>, findings: &mut Vec<Finding>) -> Option<String> {
    let text = at.text(findings)?.trim().to_owned();
    sound(text, at, &['\n', '\r', '\t'], findings)
}
