//! Reading a DID document that others wrote.
//!
//! Its form is judged as a whole, with all findings. A key that cannot be used does not spoil the
//! others: that comes out when it is asked for. Types of method that hold an Ed25519 key: Multikey
//! and JsonWebKey (Controlled Identifiers 1.0, sections 2.2.2 and 2.2.3), JsonWebKey2020, and
//! Ed25519VerificationKey2020, which writes its key as a multikey.

use super::super::jwk::{self, JwkError};
use super::super::multikey::{self, MultikeyError};
use super::{DidDocument, KeyValidity, Material, Method, Purpose, VerificationMethodError};
use crate::clock::parse_timestamp;
use crate::finding::Finding;
use crate::ijson::{At, Fields, Json, join};
use time::OffsetDateTime;

/// Members that hold private keys, in the vocabularies old and new.
const SECRETS: [&str; 7] = [
    "secretKeyMultibase",
    "secretKeyJwk",
    "privateKeyMultibase",
    "privateKeyJwk",
    "privateKeyBase58",
    "privateKeyHex",
    "privateKeyPem",
];

/// The rule behind the findings.
const SOURCE: &str = "Controlled Identifiers 1.0, section 2";

impl DidDocument {
    /// Reads a document.
    ///
    /// # Errors
    /// [`VerificationMethodError::Document`] with all that is wrong with its form. A document
    /// that discloses a private key is refused as a whole.
    pub fn read(json: &Json<'_>) -> Result<Self, VerificationMethodError> {
        let mut findings = Vec::new();
        let document = read(json, &mut findings);
        match document {
            Some(document) if findings.is_empty() => Ok(document),
            _ => Err(VerificationMethodError::Document(
                findings.into_iter().map(|f| f.by(SOURCE)).collect(),
            )),
        }
    }
}

fn read(json: &Json<'_>, findings: &mut Vec<Finding>) -> Option<DidDocument> {
    let mut fields = At::root(json).fields(findings)?;
    let id = fields.required_text("id", findings)?;
    if !id.contains(':') || id.contains('#') {
        let detail = "the id of a document is a DID or another URL without fragment";
        findings.push(Finding::new("/id", "not-a-url", detail));
    }
    let mut document = DidDocument {
        id: id.to_owned(),
        methods: Vec::new(),
        relationships: Vec::new(),
    };
    if let Some(methods) = fields.optional("verificationMethod") {
        for method in methods.elements(findings).unwrap_or_default() {
            add_method(&mut document, &method, findings);
        }
    }
    for purpose in Purpose::ALL {
        let Some(related) = fields.optional(purpose.name()) else {
            continue;
        };
        for one in related.elements(findings).unwrap_or_default() {
            // A method may be named, or stand there itself.
            let id = match one.json {
                Json::Object(_) => add_method(&mut document, &one, findings),
                _ => one.text(findings).map(|text| absolute(id, text)),
            };
            document
                .relationships
                .extend(id.map(|method| (purpose, method)));
        }
    }
    Some(document)
}

/// Reads one method into the document and gives its id.
fn add_method(
    document: &mut DidDocument,
    at: &At<'_, '_>,
    findings: &mut Vec<Finding>,
) -> Option<String> {
    let mut fields = at.fields(findings)?;
    let before = findings.len();
    find_secrets(at, findings);
    let id = fields.required_text("id", findings);
    let kind = fields.required_text("type", findings);
    let controller = fields.required_text("controller", findings);
    let validity = validity(&mut fields, findings);
    let id = absolute(&document.id, id?);
    if document.methods.iter().any(|method| method.id == id) {
        let detail = "another method of this document has the same id";
        findings.push(at.finding("duplicate-id", detail));
    }
    if findings.len() > before {
        return None;
    }
    document.methods.push(Method {
        id: id.clone(),
        controller: controller?.to_owned(),
        material: material(kind?, at.json),
        validity,
    });
    Some(id)
}

/// Findings for private keys. Their values are not looked at, and never shown.
fn find_secrets(at: &At<'_, '_>, findings: &mut Vec<Finding>) {
    let detail = "this discloses a private key; the key must not be trusted any more";
    for name in SECRETS {
        if at.json.get(name).is_some() {
            findings.push(Finding::new(
                join(&at.pointer, name),
                "private-key-disclosed",
                detail,
            ));
        }
    }
    let jwk = at.json.get("publicKeyJwk").and_then(Json::as_object);
    if jwk.is_some_and(|jwk| jwk.contains("d") || jwk.contains("k")) {
        let pointer = join(&at.pointer, "publicKeyJwk");
        findings.push(Finding::new(pointer, "private-key-disclosed", detail));
    }
}

fn validity(fields: &mut Fields<'_, '_>, findings: &mut Vec<Finding>) -> KeyValidity {
    let mut date = |name| -> Option<OffsetDateTime> {
        let at = fields.optional(name)?;
        let text = at.text(findings)?;
        let date = parse_timestamp(text);
        if date.is_none() {
            let detail = "this is not an XSD dateTimeStamp, such as 2026-11-20T10:00:00Z";
            findings.push(at.finding("not-a-timestamp", detail));
        }
        date
    };
    KeyValidity {
        expires: date("expires"),
        revoked: date("revoked"),
    }
}

fn material(kind: &str, method: &Json<'_>) -> Material {
    match kind {
        "Multikey" | "Ed25519VerificationKey2020" => {
            let text = method.get("publicKeyMultibase").and_then(Json::as_str);
            match text.map(multikey::decode) {
                None => Material::Wrong("it has no publicKeyMultibase".to_owned()),
                Some(Ok(key)) => Material::Key(key),
                Some(Err(error @ MultikeyError::OtherKind(_))) if kind == "Multikey" => {
                    Material::Unsupported(error.to_string())
                }
                Some(Err(error)) => Material::Wrong(error.to_string()),
            }
        }
        "JsonWebKey" | "JsonWebKey2020" => match method.get("publicKeyJwk").map(jwk::read) {
            None => Material::Wrong("it has no publicKeyJwk".to_owned()),
            Some(Ok(key)) => Material::Key(key),
            Some(Err(error @ (JwkError::OtherKind(_) | JwkError::OtherAlgorithm(_)))) => {
                Material::Unsupported(error.to_string())
            }
            Some(Err(error)) => Material::Wrong(error.to_string()),
        },
        other => Material::Unsupported(format!("the type {other:?}")),
    }
}

/// A method's URL: a fragment alone is relative to the document (DID Core, section 3.2.2).
fn absolute(id: &str, url: &str) -> String {
    if url.starts_with('#') {
        format!("{id}{url}")
    } else {
        url.to_owned()
    }
}
