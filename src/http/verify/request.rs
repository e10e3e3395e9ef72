//! What is to be verified, in the three ways in which it may be sent:
//!
//! - the credential itself, as any bytes;
//! - a form (`multipart/form-data`, RFC 7578) with the parts `credential` or `url`, and perhaps
//!   `expect`, `trustedIssuers` and `inclusion`;
//! - a JSON object with the same members, told from a credential by having no `@context`.
//!
//! Names of files and declared types of parts are not looked at: what a credential is, is found
//! from its bytes.

mod form;

use crate::finding::Finding;
use crate::http::call::Call;
use crate::http::problem::Problem;
use crate::ijson::{self, At, Json, Object};
use crate::service::verify::Input;
use axum::http::header;

/// The members of a request, and the parts of a form.
const CREDENTIAL: &str = "credential";
const URL: &str = "url";
const EXPECT: &str = "expect";
const TRUSTED_ISSUERS: &str = "trustedIssuers";
const INCLUSION: &str = "inclusion";

/// All of them.
const MEMBERS: [&str; 5] = [CREDENTIAL, URL, EXPECT, TRUSTED_ISSUERS, INCLUSION];

/// What is to be verified.
#[derive(Debug, PartialEq)]
pub(super) struct VerifyBody {
    /// The credential.
    pub(super) input: Input,
    /// What the caller expects of it.
    pub(super) expect: Option<Json<'static>>,
    /// The issuers that the caller trusts.
    pub(super) trusted_issuers: Option<Json<'static>>,
    /// Evidence from the issuer's audit log.
    pub(super) inclusion: Option<Json<'static>>,
}

/// What `call` asks to verify.
///
/// # Errors
/// A problem with the status 400 and all that is wrong with the request.
pub(super) fn read(call: &Call) -> Result<VerifyBody, Problem> {
    let declared = call.header(&header::CONTENT_TYPE)?.unwrap_or_default();
    read_body(declared, &call.body).map_err(Problem::verify_request)
}

/// What `body` of the `declared` media type asks to verify, or all that is wrong with it.
fn read_body(declared: &str, body: &[u8]) -> Result<VerifyBody, Vec<Finding>> {
    let name = declared.split(';').next().unwrap_or_default().trim();
    if name.eq_ignore_ascii_case("multipart/form-data") {
        return form::read(declared, body);
    }
    if name.eq_ignore_ascii_case("application/json")
        && let Ok(json) = ijson::parse(body)
        && json.as_object().is_some_and(is_request)
    {
        return read_request(&json);
    }
    // The credential itself, or nothing that can be read: which, is found where it is read.
    Ok(VerifyBody {
        input: Input::Bytes(body.to_vec()),
        expect: None,
        trusted_issuers: None,
        inclusion: None,
    })
}

/// Whether an object is a request and not a credential.
fn is_request(object: &Object<'_>) -> bool {
    !object.contains("@context") && MEMBERS.iter().any(|name| object.contains(name))
}

fn read_request(json: &Json<'_>) -> Result<VerifyBody, Vec<Finding>> {
    let mut findings = Vec::new();
    let mut parts = Parts::default();
    if let Some(mut fields) = At::root(json).fields(&mut findings) {
        if let Some(credential) = fields.optional(CREDENTIAL) {
            match credential.json {
                Json::String(text) => parts.bytes = Some(text.as_bytes().to_vec()),
                object @ Json::Object(_) => parts.bytes = Some(ijson::to_vec(object)),
                _ => {
                    parts.bytes = Some(Vec::new());
                    let detail = "a credential is an object, or a token as a string";
                    findings.push(credential.finding("wrong-type", detail));
                }
            }
        }
        if let Some(url) = fields.optional(URL) {
            parts.url = Some(url.text(&mut findings).unwrap_or_default().to_owned());
        }
        let owned = |at: At<'_, '_>| at.json.clone().into_owned();
        parts.expect = fields.optional(EXPECT).map(owned);
        parts.trusted_issuers = fields.optional(TRUSTED_ISSUERS).map(owned);
        parts.inclusion = fields.optional(INCLUSION).map(owned);
        fields.nothing_else(&mut findings);
    }
    parts.finish(findings)
}

/// What was found in a request, before it is known whether it is one.
#[derive(Debug, Default)]
struct Parts {
    bytes: Option<Vec<u8>>,
    url: Option<String>,
    expect: Option<Json<'static>>,
    trusted_issuers: Option<Json<'static>>,
    inclusion: Option<Json<'static>>,
}

impl Parts {
    /// The request, unless there are `findings` or it does not name one credential.
    fn finish(self, mut findings: Vec<Finding>) -> Result<VerifyBody, Vec<Finding>> {
        let input = match (self.bytes, self.url) {
            (Some(bytes), None) => Some(Input::Bytes(bytes)),
            (None, Some(url)) => Some(Input::Url(url)),
            (Some(_), Some(_)) => {
                let detail = "there is a `credential` and a `url`; send one of the two";
                findings.push(Finding::new("", "two-credentials", detail));
                None
            }
            (None, None) => {
                let detail = "there is nothing to verify; send a `credential` or a `url`";
                findings.push(Finding::new("", "no-credential", detail));
                None
            }
        };
        match input {
            Some(input) if findings.is_empty() => Ok(VerifyBody {
                input,
                expect: self.expect,
                trusted_issuers: self.trusted_issuers,
                inclusion: self.inclusion,
            }),
            _ => Err(findings),
        }
    }
}

#[cfg(test)]
mod tests;
