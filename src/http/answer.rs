//! What handlers answer, before the headers that every answer bears.

use super::problem::Problem;
use crate::ijson::{self, Json};
use axum::body::{Body, Bytes};
use axum::http::{HeaderName, HeaderValue, Response, StatusCode, header};
use serde::Serialize;

/// The media type of JSON (RFC 8259).
pub(super) const JSON: &str = "application/json";

/// An answer.
#[derive(Debug)]
pub struct Answer {
    status: StatusCode,
    headers: Vec<(HeaderName, HeaderValue)>,
    body: Bytes,
}

impl Answer {
    /// The bytes of a document as they are.
    pub(super) fn verbatim(media_type: &'static str, body: impl Into<Bytes>) -> Self {
        Self {
            status: StatusCode::OK,
            headers: vec![(header::CONTENT_TYPE, HeaderValue::from_static(media_type))],
            body: body.into(),
        }
    }

    /// A JSON document of our own.
    pub(super) fn json(document: &impl Serialize) -> Result<Self, Problem> {
        let body = serde_json::to_vec(document)
            .map_err(|error| Problem::defect(format!("an answer has no JSON form: {error}")))?;
        Ok(Self::verbatim(JSON, body))
    }

    /// A JSON tree.
    pub(super) fn tree(media_type: &'static str, document: &Json<'_>) -> Self {
        Self::verbatim(media_type, ijson::to_vec(document))
    }

    /// Nothing to say.
    pub(super) fn empty() -> Self {
        Self {
            status: StatusCode::NO_CONTENT,
            headers: Vec::new(),
            body: Bytes::new(),
        }
    }

    /// The same answer with another status.
    pub(super) fn status(mut self, status: StatusCode) -> Self {
        self.status = status;
        self
    }

    /// The same answer with a header field. A value that cannot stand in one is left out.
    pub(super) fn with(self, name: HeaderName, value: &str) -> Self {
        match HeaderValue::from_str(value) {
            Ok(value) => self.with_value(name, value),
            Err(_) => self,
        }
    }

    /// The same answer with a header field whose value is there already.
    pub(super) fn with_value(mut self, name: HeaderName, value: HeaderValue) -> Self {
        self.headers.push((name, value));
        self
    }

    /// The HTTP response. Without its body, for the method `HEAD`, it tells the body's length.
    pub(super) fn into_response(self, with_body: bool) -> Response<Body> {
        let length = self.body.len();
        let body = match with_body {
            true => Body::from(self.body),
            false => Body::empty(),
        };
        let mut response = Response::new(body);
        *response.status_mut() = self.status;
        // Those that every answer bears are to come.
        response.headers_mut().reserve(self.headers.len() + 4);
        for (name, value) in self.headers {
            response.headers_mut().append(name, value);
        }
        if !with_body {
            response
                .headers_mut()
                .insert(header::CONTENT_LENGTH, HeaderValue::from(length));
        }
        response
    }
}
