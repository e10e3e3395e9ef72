//! The header field `Idempotency-Key` (draft-ietf-httpapi-idempotency-key-header).

use super::call::Call;
use super::problem::Problem;
use crate::records::idempotency::IdempotencyKey;
use axum::http::HeaderName;

const HEADER: HeaderName = HeaderName::from_static("idempotency-key");

/// What the OpenAPI document calls it, and says of it.
pub(super) const DESCRIBED: (&str, &str) = (
    "Idempotency-Key",
    "Chosen by the client; the same request with the same key is carried out once",
);

/// The longest key.
const MAX: usize = 255;

/// The key that the client chose for this request, if it did.
pub(super) fn key(call: &Call) -> Result<Option<IdempotencyKey<'_>>, Problem> {
    let Some(key) = call.header(&HEADER)? else {
        return Ok(None);
    };
    if !(1..=MAX).contains(&key.len()) {
        let detail = format!("an idempotency key has from 1 to {MAX} characters");
        return Err(Problem::bad_request("bad-header", detail));
    }
    Ok(Some(IdempotencyKey {
        caller: &call.caller()?.id,
        key,
    }))
}
