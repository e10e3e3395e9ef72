//! What a text that people will read must be, wherever it comes in.

use crate::finding::Finding;
use crate::ijson::At;

/// The greatest number of characters (Unicode scalar values) in one text.
pub const MAX_CHARACTERS: usize = 10_000;

/// `text` without white space at its ends, and every run of white space as one space: what two
/// exports may differ in without saying anything else.
pub(crate) fn fold(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// `text`, which stands at `at`; a finding if it is [`unsound`].
pub(crate) fn sound(
    text: String,
    at: &At<'_, '_>,
    allowed: &[char],
    findings: &mut Vec<Finding>,
) -> Option<String> {
    if let Some((problem, detail)) = unsound(&text, allowed) {
        findings.push(at.finding(problem, detail));
        return None;
    }
    Some(text)
}

/// Why `text` cannot be shown to people: it is longer than [`MAX_CHARACTERS`], or holds a control
/// character other than those `allowed`, which no page, picture or wallet can show. `None` where it
/// can.
pub(crate) fn unsound(text: &str, allowed: &[char]) -> Option<(&'static str, String)> {
    let length = text.chars().count();
    if length > MAX_CHARACTERS {
        let detail = format!("{length} characters; at most {MAX_CHARACTERS} are read");
        return Some(("text-too-long", detail));
    }
    let refused = |c: &char| c.is_control() && !allowed.contains(c);
    let control = text.chars().find(refused)?;
    let detail = format!("the text holds the control character {control:?}");
    Some(("control-character", detail))
}
