//! `/s/{token}/documents/{number}/{kind}`: a shared credential as a file, where documents are shown;
//! `/s/{token}/picture.png`: the wide picture that goes with the link where somebody posts it (the
//! Open Graph protocol).

use super::{nowhere, secretive, unlisted};
use crate::http::answer::Answer;
use crate::http::call::Call;
use crate::http::problem::Problem;
use crate::service::ServiceError;
use crate::service::carry::Taken;
use axum::body::Bytes;
use axum::http::header;

/// The media types of all files.
const MEDIA_TYPES: [&str; 5] = [
    "application/vc",
    "text/plain",
    "image/png",
    "image/svg+xml",
    "application/pdf",
];

/// What browsers let a file do that is opened all the same (Content Security Policy Level 3).
const POLICY: &str = "default-src 'none'; sandbox; frame-ancestors 'none'";

pub(super) fn document(call: &Call) -> Result<Answer, Problem> {
    let (token, kind) = (call.parameter("token")?, call.parameter("kind")?);
    let number = call.parameter("number")?.parse::<usize>().ok();
    let place = number.and_then(|number| number.checked_sub(1));
    let (Some(place), Some(taken)) = (place, Taken::named(kind)) else {
        return nowhere::answer(call);
    };
    let service = call.service();
    let carried = match service.shared_document(token, place, taken, call.texts()) {
        Err(ServiceError::NotFound { .. }) => return nowhere::answer(call),
        carried => carried?,
    };
    let mut known = MEDIA_TYPES.into_iter();
    let media_type = known.find(|one| *one == carried.media_type);
    let media_type = media_type.unwrap_or("application/octet-stream");
    let name = format!("attachment; filename=\"{}\"", carried.file_name);
    let answer = Answer::verbatim(media_type, carried.bytes)
        .with(header::CONTENT_DISPOSITION, &name)
        .with(header::CONTENT_SECURITY_POLICY, POLICY);
    Ok(secretive(unlisted(answer)))
}

pub(super) fn picture(call: &Call) -> Result<Answer, Problem> {
    let token = call.parameter("token")?;
    let picture = match call.service().shared_picture(token, call.texts()) {
        Err(ServiceError::NotFound { .. }) => return nowhere::answer(call),
        picture => picture?,
    };
    let bytes = Bytes::copy_from_slice(&picture.bytes);
    let answer = Answer::verbatim("image/png", bytes);
    Ok(secretive(unlisted(
        answer.with(header::CONTENT_SECURITY_POLICY, POLICY),
    )))
}
