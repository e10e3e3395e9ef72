//! Answers of which the client may have a copy already (RFC 9110, sections 8.8.3 and 13.1.2).

use super::answer::Answer;
use super::call::Call;
use crate::digest::sha256_hex;
use axum::http::{HeaderMap, StatusCode, header};

/// The entity tag of a body: a strong one, the same for the same bytes.
pub(super) fn entity_tag(body: &[u8]) -> String {
    format!("\"{}\"", sha256_hex(&[body]))
}

/// What `answer` makes, with the entity tag `tag`; without a body when the client has what bears
/// it.
pub(super) fn unless_known(call: &Call, tag: &str, answer: impl FnOnce() -> Answer) -> Answer {
    let answer = match is_known(&call.headers, tag) {
        true => Answer::empty().status(StatusCode::NOT_MODIFIED),
        false => answer(),
    };
    answer.with(header::ETAG, tag)
}

/// Whether the client has what bears this entity tag. Weak comparison, as `If-None-Match` wants.
pub(super) fn is_known(headers: &HeaderMap, tag: &str) -> bool {
    let fields = headers.get_all(header::IF_NONE_MATCH);
    let texts = fields.iter().filter_map(|field| field.to_str().ok());
    texts.flat_map(|text| text.split(',')).any(|one| {
        let one = one.trim();
        one == "*" || one.strip_prefix("W/").unwrap_or(one) == tag
    })
}
