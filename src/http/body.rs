//! Reading a request's body: its media type, its length, the time it takes, and the room it takes
//! beside all others.

use super::face::Face;
use super::lanes::Lane;
use super::problem::Problem;
use super::routes::{BodyRule, Route};
use axum::body::{Body, Bytes, HttpBody};
use axum::http::{HeaderMap, header};
use std::future::poll_fn;
use std::pin::Pin;
use std::sync::Arc;
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

/// A body and the permits for its bytes.
pub(super) struct Held {
    pub(super) bytes: Bytes,
    pub(super) permit: Option<OwnedSemaphorePermit>,
}

/// The body of a request to `route`.
pub(super) async fn read(
    face: &Face,
    route: &Route,
    headers: &HeaderMap,
    body: Body,
) -> Result<Held, Problem> {
    let limit = match route.body {
        BodyRule::None => 0,
        BodyRule::Json(limit) => {
            check_media_type(headers)?;
            limit
        }
        BodyRule::Any(limit) | BodyRule::Form(limit) => limit,
    };
    check_coding(headers)?;
    if body.is_end_stream() {
        return Ok(Held {
            bytes: Bytes::new(),
            permit: None,
        });
    }
    let size = usize::try_from(body.size_hint().lower()).unwrap_or(usize::MAX);
    if size > limit {
        return Err(Problem::body_too_large(limit));
    }
    let room = face.room_for_bodies(route.access);
    let reading = collect(room, limit, size, body);
    match tokio::time::timeout(face.limits.body, reading).await {
        Ok(held) => held,
        Err(_) => Err(Problem::body_too_slow()),
    }
}

/// The longest that a body can be, by what its sender says.
pub(super) fn longest(body: &Body) -> usize {
    let length = body.size_hint().upper();
    length.map_or(usize::MAX, |length| {
        usize::try_from(length).unwrap_or(usize::MAX)
    })
}

/// A place for a long document that is to be verified, with a body of up to `length` bytes. While
/// there is none the body is not even read, so that the sender has to wait, and nothing is spent on
/// it.
pub(super) async fn place_for_long(
    face: &Face,
    route: &Route,
    length: usize,
) -> Result<Option<OwnedSemaphorePermit>, Problem> {
    if route.lane.for_body(length) != Lane::LongProof {
        return Ok(None);
    }
    let place = Arc::clone(&face.long_documents).acquire_owned();
    match tokio::time::timeout(face.limits.body, place).await {
        Ok(Ok(place)) => Ok(Some(place)),
        _ => Err(Problem::busy("too many long documents are being verified; try again").closing()),
    }
}

async fn collect(
    room: &Arc<Semaphore>,
    limit: usize,
    expected: usize,
    mut body: Body,
) -> Result<Held, Problem> {
    let mut bytes = Vec::with_capacity(expected.min(64 << 10));
    let mut permit: Option<OwnedSemaphorePermit> = None;
    loop {
        let frame = poll_fn(|context| Pin::new(&mut body).poll_frame(context)).await;
        let data = match frame {
            None => break,
            Some(Err(_)) => {
                let detail = "the request's body ended early or was not framed as HTTP wants it";
                return Err(Problem::bad_request("body-broken", detail).closing());
            }
            // Trailer fields are not looked at.
            Some(Ok(frame)) => frame.into_data().unwrap_or_default(),
        };
        if bytes.len() + data.len() > limit {
            return Err(Problem::body_too_large(limit));
        }
        let more = room_for(room, data.len())?;
        match &mut permit {
            Some(permit) => permit.merge(more),
            none => *none = Some(more),
        }
        bytes.extend_from_slice(&data);
    }
    Ok(Held {
        bytes: bytes.into(),
        permit,
    })
}

/// Room for that many more bytes beside the bodies of all other requests.
fn room_for(room: &Arc<Semaphore>, bytes: usize) -> Result<OwnedSemaphorePermit, Problem> {
    let full = || Problem::busy("too many large requests are being read; try again").closing();
    let bytes = u32::try_from(bytes).map_err(|_| full())?;
    Arc::clone(room)
        .try_acquire_many_owned(bytes)
        .map_err(|_| full())
}

/// JSON under any of its names (RFC 6839, section 3.1), or no name at all.
fn check_media_type(headers: &HeaderMap) -> Result<(), Problem> {
    let Some(field) = headers.get(header::CONTENT_TYPE) else {
        return Ok(());
    };
    let text = String::from_utf8_lossy(field.as_bytes()).to_ascii_lowercase();
    let name = text.split(';').next().unwrap_or_default().trim();
    match name == "application/json"
        || (name.starts_with("application/") && name.ends_with("+json"))
    {
        true => Ok(()),
        false => Err(Problem::media_type(name)),
    }
}

/// A compressed body could be a thousand times as long as it looks.
fn check_coding(headers: &HeaderMap) -> Result<(), Problem> {
    match headers.get(header::CONTENT_ENCODING) {
        Some(coding) if !coding.as_bytes().eq_ignore_ascii_case(b"identity") => Err(
            Problem::content_coding(&String::from_utf8_lossy(coding.as_bytes())),
        ),
        _ => Ok(()),
    }
}
