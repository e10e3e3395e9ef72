//! The issuer's key: the proof's verification method must be the issuer's own, for assertions.

use super::report::{Check, CheckId, own_problem};
use crate::identity::{DidDocument, Purpose, VerificationMethodError, did_key};
use ed25519_dalek::VerifyingKey;
use time::OffsetDateTime;

/// DID documents that can be had without asking anybody else.
pub trait DidDocuments {
    /// The document of `did`; `None` when it cannot be had.
    fn document(&self, did: &str) -> Option<DidDocument>;
}

/// Some documents at hand.
#[derive(Debug, Clone, Default)]
pub struct KnownDocuments(Vec<DidDocument>);

impl KnownDocuments {
    /// These documents.
    pub fn new(documents: Vec<DidDocument>) -> Self {
        Self(documents)
    }
}

impl DidDocuments for KnownDocuments {
    fn document(&self, did: &str) -> Option<DidDocument> {
        self.0.iter().find(|document| document.id() == did).cloned()
    }
}

/// Whose key `method` is: the DID in a DID URL.
pub(super) fn controller(method: &str) -> &str {
    method.split_once('#').map_or(method, |(did, _)| did)
}

/// The key of `method`, if it is `issuer`'s to assert with at the instant `at` (when the proof
/// was made).
///
/// # Errors
/// The check that did not pass, at `pointer`.
pub(super) fn issuer_key(
    documents: &dyn DidDocuments,
    method: &str,
    issuer: &str,
    at: OffsetDateTime,
    pointer: &str,
) -> Result<VerifyingKey, Check> {
    if controller(method) != issuer {
        let detail =
            format!("the proof was made with the key {method}, but the issuer is {issuer}");
        return Err(Check::failed(
            CheckId::IssuerKey,
            own_problem("issuer-key-mismatch"),
            detail,
            pointer,
        ));
    }
    key_of(documents, method, at, pointer)
}

/// The key of `method`, if it is its controller's to assert with at the instant `at`.
///
/// # Errors
/// The check that did not pass, at `pointer`.
pub(super) fn key_of(
    documents: &dyn DidDocuments,
    method: &str,
    at: OffsetDateTime,
    pointer: &str,
) -> Result<VerifyingKey, Check> {
    let did = controller(method);
    let document =
        document_of(documents, method, did).map_err(|error| of_error(&error, pointer))?;
    let Some(document) = document else {
        let detail =
            format!("the DID document of {did} cannot be had here, so its keys are unknown");
        return Err(Check::failed(
            CheckId::IssuerKey,
            own_problem("did-document-unavailable"),
            detail,
            pointer,
        )
        .could_not_tell());
    };
    let found = document
        .method_for(method, Purpose::AssertionMethod)
        .map_err(|error| of_error(&error, pointer))?;
    found.validity.check(at).map_err(|lapsed| {
        let problem = own_problem("key-lapsed");
        Check::failed(CheckId::IssuerKey, problem, lapsed.to_string(), pointer)
    })?;
    found.key.as_ed25519().copied().ok_or_else(|| {
        let error = VerificationMethodError::Unsupported {
            url: method.to_owned(),
            kind: format!("signatures under {} keys", found.key.kind()),
        };
        of_error(&error, pointer)
    })
}

/// A `did:key` is its own document; others must be at hand.
fn document_of(
    documents: &dyn DidDocuments,
    method: &str,
    did: &str,
) -> Result<Option<DidDocument>, VerificationMethodError> {
    if did.starts_with(did_key::PREFIX) {
        did_key::key_of_method(method)?;
        return did_key::document(did).map(Some);
    }
    Ok(documents.document(did))
}

fn of_error(error: &VerificationMethodError, pointer: &str) -> Check {
    let check = Check::failed(
        CheckId::IssuerKey,
        error.problem_type(),
        error.to_string(),
        pointer,
    );
    match error {
        VerificationMethodError::Unsupported { .. } => check.could_not_tell(),
        _ => check,
    }
}
