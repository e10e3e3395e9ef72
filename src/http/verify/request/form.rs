//! A form with what is to be verified (`multipart/form-data`, RFC 7578). The body is in memory
//! already, so nothing here waits.

use super::{CREDENTIAL, EXPECT, INCLUSION, MEMBERS, Parts, TRUSTED_ISSUERS, URL, VerifyBody};
use crate::finding::Finding;
use crate::ijson::{self, Json, join};
use axum::body::Body;
use multer::{Multipart, parse_boundary};
use std::future::Future;
use std::pin::pin;
use std::task::{Context, Poll, Waker};

/// The most parts that are read.
const MAX_PARTS: usize = 8;

/// Reads the form in `body`, whose media type names the boundary.
pub(super) fn read(declared: &str, body: &[u8]) -> Result<VerifyBody, Vec<Finding>> {
    let boundary = parse_boundary(declared).map_err(|error| broken(&error))?;
    let stream = Body::from(body.to_vec()).into_data_stream();
    let mut form = Multipart::new(stream, boundary);
    let mut findings = Vec::new();
    let mut parts = Parts::default();
    let mut count = 0;
    while let Some(field) = now(form.next_field())? {
        count += 1;
        if count > MAX_PARTS {
            let detail = format!("a form has at most {MAX_PARTS} parts");
            return Err(vec![Finding::new("", "too-many-parts", detail)]);
        }
        let name = field.name().unwrap_or_default().to_owned();
        let value = now(field.bytes())?;
        // A field of a page's form that nobody filled in is sent empty.
        if !value.is_empty() || !is_known(&name) {
            take(&name, &value, &mut parts, &mut findings);
        }
    }
    parts.finish(findings)
}

fn is_known(name: &str) -> bool {
    MEMBERS.contains(&name)
}

fn take(name: &str, value: &[u8], parts: &mut Parts, findings: &mut Vec<Finding>) {
    let pointer = join("", name);
    let twice = match name {
        CREDENTIAL => parts.bytes.replace(value.to_vec()).is_some(),
        URL => {
            let url = String::from_utf8_lossy(value).trim().to_owned();
            parts.url.replace(url).is_some()
        }
        EXPECT => match json(&pointer, value, findings) {
            Some(json) => parts.expect.replace(json).is_some(),
            None => false,
        },
        TRUSTED_ISSUERS => match json(&pointer, value, findings) {
            Some(json) => parts.trusted_issuers.replace(json).is_some(),
            None => false,
        },
        INCLUSION => match json(&pointer, value, findings) {
            Some(json) => parts.inclusion.replace(json).is_some(),
            None => false,
        },
        _ => {
            let known = MEMBERS.join(", ");
            let detail = format!("the part {name:?} is not known; known are {known}");
            findings.push(Finding::new(&pointer, "unknown-member", detail));
            false
        }
    };
    if twice {
        let detail = format!("the part {name:?} stands twice");
        findings.push(Finding::new(pointer, "twice", detail));
    }
}

fn json(pointer: &str, value: &[u8], findings: &mut Vec<Finding>) -> Option<Json<'static>> {
    match ijson::parse(value) {
        Ok(json) => Some(json.into_owned()),
        Err(error) => {
            findings.extend(error.findings().into_iter().map(|finding| Finding {
                pointer: format!("{pointer}{}", finding.pointer),
                ..finding
            }));
            None
        }
    }
}

/// The outcome of a future that has all it needs.
fn now<T>(future: impl Future<Output = multer::Result<T>>) -> Result<T, Vec<Finding>> {
    let mut context = Context::from_waker(Waker::noop());
    match pin!(future).poll(&mut context) {
        Poll::Ready(outcome) => outcome.map_err(|error| broken(&error)),
        Poll::Pending => Err(broken(&multer::Error::IncompleteStream)),
    }
}

fn broken(error: &multer::Error) -> Vec<Finding> {
    let detail = format!("the form cannot be read: {error}");
    vec![Finding::new("", "broken-form", detail)]
}
