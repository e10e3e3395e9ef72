//! Status lists (Bitstring Status List 1.0): the same bytes for everybody, from memory.
//!
//! Whoever asks tells nothing by it: a list has many entries, nothing in a request chooses among
//! them, and copies may be kept for as long as a change may stay unknown.

use super::accept::preferred;
use super::answer::Answer;
use super::call::Call;
use super::conditional::is_known;
use super::openapi::Described;
use super::problem::Problem;
use crate::credential::profile::IssuerProfile;
use crate::service::ServiceError;
use crate::service::status_lists::{MAX_AGE, Published, Representation};
use axum::body::Bytes;
use axum::http::{HeaderValue, StatusCode, header};
use std::sync::{Arc, LazyLock};

/// The media types of a list: with a Data Integrity proof (VC Data Model 2.0, appendix C.1), and as
/// a token (VC-JOSE-COSE, section 6.1).
const FORMS: [&str; 2] = [PROVEN, TOKEN];
const PROVEN: &str = "application/vc";
const TOKEN: &str = "application/vc+jwt";

/// How long copies may be kept. The text is made once, as lists are asked for more often than
/// anything else.
static KEEP: LazyLock<HeaderValue> = LazyLock::new(|| {
    let text = format!("public, max-age={}, must-revalidate", MAX_AGE.as_secs());
    // Digits and letters can stand in a header field; nothing is kept if they could not.
    HeaderValue::from_str(&text).unwrap_or(HeaderValue::from_static("no-cache"))
});

pub(super) fn read(call: &Call) -> Result<Answer, Problem> {
    published(call, IssuerProfile::DEFAULT_SLUG)
}

pub(super) fn describe() -> Described {
    described("statusList", "A status list of the default issuer")
}

pub(super) fn read_of(call: &Call) -> Result<Answer, Problem> {
    published(call, call.parameter("slug")?)
}

pub(super) fn describe_of() -> Described {
    described("statusListOf", "A status list of an issuer")
}

fn described(id: &'static str, summary: &'static str) -> Described {
    Described::new(id, summary)
        .gives_object_as(
            200,
            "The list as a credential: with a Data Integrity proof, or as a token",
            &FORMS,
        )
        .fails(404, "There is no such list")
        .fails(503, "There is one, which cannot be signed now")
}

fn published(call: &Call, slug: &str) -> Result<Answer, Problem> {
    // A query could tell callers apart.
    let [] = call.query([])?;
    let list = list(call, slug)?;
    let wanted = preferred(&call.headers, &FORMS);
    let (media_type, one): (_, fn(&Published) -> &Representation) = match wanted {
        Some(TOKEN) if !list.token.bytes().is_empty() => (TOKEN, |list| &list.token),
        _ => (PROVEN, |list| &list.proven),
    };
    let tag = one(&list).entity_tag();
    // A tag is made of hexadecimal digits.
    let tag_value = HeaderValue::from_str(tag)
        .map_err(|_| Problem::defect("an entity tag cannot stand in a header field"))?;
    let answer = match is_known(&call.headers, tag) {
        true => Answer::empty().status(StatusCode::NOT_MODIFIED),
        false => Answer::verbatim(media_type, Bytes::from_owner(Served { list, one })),
    };
    Ok(answer
        .with_value(header::ETAG, tag_value)
        .with_value(header::CACHE_CONTROL, KEEP.clone())
        .with_value(header::VARY, HeaderValue::from_static("Accept")))
}

/// The list that is asked for.
fn list(call: &Call, slug: &str) -> Result<Arc<Published>, Problem> {
    let name = call.parameter("list")?;
    let missing = || ServiceError::NotFound {
        what: "status list",
        name: name.to_owned(),
        near: Vec::new(),
    };
    match call.service().status_list(name, slug) {
        Ok(Some(list)) => Ok(list),
        Ok(None) => Err(missing().into()),
        // The operator was told by whoever tried to sign it, once and not by each who asks.
        Err(ServiceError::Key(_)) => {
            let detail = "the issuer's key cannot sign now, and the last list is out of date";
            Err(Problem::unavailable("issuer-cannot-sign", detail))
        }
        Err(other) => Err(other.into()),
    }
}

/// A form of a list, which is sent without being copied.
struct Served {
    list: Arc<Published>,
    one: fn(&Published) -> &Representation,
}

impl AsRef<[u8]> for Served {
    fn as_ref(&self) -> &[u8] {
        (self.one)(&self.list).bytes()
    }
}
