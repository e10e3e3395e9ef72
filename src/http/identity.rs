//! What is published of issuers: DID documents (did:web, section 3.2) and keys (RFC 7517).

use super::accept::preferred;
use super::answer::{Answer, JSON};
use super::call::Call;
use super::openapi::Described;
use super::problem::Problem;
use crate::credential::profile::IssuerProfile;
use crate::ijson::Json;
use crate::service::issuers;
use axum::http::header;

/// How long copies may be kept: a new key is known everywhere after five minutes.
const KEEP: &str = "public, max-age=300";

/// The media types of a DID document (DID Core, section 6.2).
const DID_DOCUMENT: [&str; 2] = ["application/did+json", JSON];

/// The media types of a JWK Set (RFC 7517, section 8.5).
const JWK_SET: [&str; 2] = ["application/jwk-set+json", JSON];

pub(super) fn did_document(call: &Call) -> Result<Answer, Problem> {
    published_document(call, IssuerProfile::DEFAULT_SLUG)
}

pub(super) fn describe_did_document() -> Described {
    Described::new("didDocument", "The DID document of the default issuer")
        .gives_object_as(200, "The DID document", &DID_DOCUMENT)
        .fails(404, "There is no issuer yet")
}

pub(super) fn did_document_of(call: &Call) -> Result<Answer, Problem> {
    published_document(call, call.parameter("slug")?)
}

pub(super) fn describe_did_document_of() -> Described {
    Described::new("didDocumentOf", "The DID document of an issuer")
        .gives_object_as(200, "The DID document", &DID_DOCUMENT)
        .fails(404, "There is no such issuer")
}

pub(super) fn jwks(call: &Call) -> Result<Answer, Problem> {
    published_keys(call, IssuerProfile::DEFAULT_SLUG)
}

pub(super) fn jwks_of(call: &Call) -> Result<Answer, Problem> {
    published_keys(call, call.parameter("slug")?)
}

pub(super) fn describe_jwks_of() -> Described {
    Described::new("jwksOf", "The keys of an issuer, as a JWK Set")
        .gives_object_as(200, "The keys", &JWK_SET)
        .fails(404, "There is no such issuer")
}

fn published_keys(call: &Call, slug: &str) -> Result<Answer, Problem> {
    let record = call.service().issuer(slug)?;
    let keys = Json::Object(issuers::jwks(&record));
    Ok(published(call, &JWK_SET, &keys))
}

pub(super) fn describe_jwks() -> Described {
    Described::new("jwks", "The keys of the default issuer, as a JWK Set")
        .gives_object_as(200, "The keys", &JWK_SET)
        .fails(404, "There is no issuer yet")
}

fn published_document(call: &Call, slug: &str) -> Result<Answer, Problem> {
    let record = call.service().issuer(slug)?;
    let document = call.service().published_did_document(&record)?.to_json();
    Ok(published(call, &DID_DOCUMENT, &document))
}

/// A document in the media type that the client likes best. It is the same JSON under every name,
/// so whoever wants something else altogether gets it too.
fn published(call: &Call, types: &[&'static str; 2], document: &Json<'_>) -> Answer {
    let media_type = preferred(&call.headers, types).unwrap_or(JSON);
    Answer::tree(media_type, document)
        .with(header::CACHE_CONTROL, KEEP)
        .with(header::VARY, "Accept")
}
