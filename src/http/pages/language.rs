//! `/language`: another language from now on, in this browser.

use super::cookies;
use super::show::{own_path, see_other};
use crate::http::answer::Answer;
use crate::http::call::Call;
use crate::http::problem::Problem;
use crate::texts::Language;

/// Keeps the language `to`, where it is known, and goes `back`.
pub(super) fn choose(call: &Call) -> Result<Answer, Problem> {
    let [to, back] = call.query(["to", "back"])?;
    let back = back.as_deref().and_then(own_path).unwrap_or("/");
    let answer = see_other(call, back);
    Ok(match to.as_deref().and_then(Language::tagged) {
        Some(language) => cookies::keep_language(call, answer, language),
        None => answer,
    })
}
