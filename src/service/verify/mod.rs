//! Verifying: is this credential good, and what does it say?
//!
//! The order: form, strict reading, data model, terms, the issuer's key, the proof, then
//! validity, status, schema and meaning. What comes after a proof that did not verify is *not
//! run*: nothing is said about the contents of a forgery. A check that could not be made is never
//! counted as passed.
//!
//! Nothing here opens a connection: keys come from a [`DidDocuments`].

mod data_integrity;
mod key;
mod report;
mod token;
mod trusted;

pub use key::{DidDocuments, KnownDocuments};
pub use report::{Check, CheckId, Outcome, Report, Securing, Verdict, own_problem};

use super::{Service, ServiceError};
use crate::clock::Clock;
use crate::finding::Finding;
use crate::ijson::{self, Json};
use crate::jsonld::Contexts;
use crate::jsonld::canon::Budget;
use crate::proof::Processor;

/// No document longer than this is read: 5 MiB.
pub const MAX_CREDENTIAL_BYTES: usize = 5 << 20;

/// What a verification needs besides the credential.
#[derive(Clone, Copy)]
pub struct Verifier<'v> {
    /// The DID documents that can be had.
    pub documents: &'v dyn DidDocuments,
    /// The time.
    pub clock: &'v dyn Clock,
}

/// What was handed in cannot be read as a credential at all. Whoever made it is at fault.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
#[error("this is no credential that can be read: {}", .0.iter().map(ToString::to_string).collect::<Vec<_>>().join("; "))]
pub struct Unreadable(pub Vec<Finding>);

impl Verifier<'_> {
    /// Verifies a credential in JSON with embedded proofs, or a VC-JWT. The form is found from
    /// the content.
    ///
    /// # Errors
    /// [`Unreadable`] when it is neither.
    pub fn verify(&self, input: &[u8]) -> Result<Report, Unreadable> {
        if input.len() > MAX_CREDENTIAL_BYTES {
            let detail = format!("it is longer than {MAX_CREDENTIAL_BYTES} bytes");
            return Err(Unreadable(vec![Finding::new("", "too-large", detail)]));
        }
        let text = input.trim_ascii();
        if let Some(token) = as_token(text) {
            return token::verify(self, token);
        }
        let json = ijson::parse(text).map_err(|error| Unreadable(error.findings()))?;
        match &json {
            Json::Object(_) => Ok(data_integrity::verify(self, &json)),
            other => {
                let detail = format!("this is {}; a credential is an object", other.kind());
                Err(Unreadable(vec![Finding::new(
                    "",
                    "not-a-credential",
                    detail,
                )]))
            }
        }
    }

    fn processor(&self) -> Processor<'static> {
        Processor {
            contexts: Contexts::on_board(),
            budget: Budget::DEFAULT,
        }
    }
}

/// The text of a compact JWS: parts of base64url with dots between, no brace before them.
fn as_token(text: &[u8]) -> Option<&str> {
    let shaped = text.contains(&b'.')
        && text
            .iter()
            .all(|b| b.is_ascii_alphanumeric() || b"-_.=~".contains(b));
    std::str::from_utf8(text).ok().filter(|_| shaped)
}

impl Service {
    /// Verifies a credential; the DID documents of this deployment's issuers come from its store.
    ///
    /// # Errors
    /// [`ServiceError::Invalid`] when the input cannot be read as a credential.
    pub fn verify(&self, input: &[u8]) -> Result<Report, ServiceError> {
        let documents = KnownDocuments::new(
            self.issuers()?
                .iter()
                .map(super::issuers::did_document)
                .collect(),
        );
        let verifier = Verifier {
            documents: &documents,
            clock: self.clock.as_ref(),
        };
        verifier
            .verify(input)
            .map_err(|Unreadable(findings)| ServiceError::Invalid {
                what: "the credential",
                findings,
            })
    }
}
