//! Reading a DID document that others wrote.
//!
//! Its form is judged as a whole, with all findings. A key that cannot be used does not spoil the
//! others: that comes out when it is asked for. Types of method that are known: Multikey and
//! JsonWebKey (Controlled Identifiers 1.0, sections 2.2.2 and 2.2.3), and the older
//! JsonWebKey2020, Ed25519VerificationKey2020, Ed25519VerificationKey2018 and
//! EcdsaSecp256r1VerificationKey2019. An issuer's profile with keys in it is read just the same:
//! members that say nothing of keys are passed over.

use super::super::public_key::{PublicKey, PublicKeyError};
use super::super::{jwk, multikey};
use super::{
    DidDocument, KeyValidity, Material, Method, Purpose, VerificationMethodError, audit_log,
};
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

const MULTIBASE: &str = "publicKeyMultibase";
const JWK: &str = "publicKeyJwk";
const BASE58: &str = "publicKeyBase58";

/// Members that hold public keys, in the vocabularies old and new.
const KEY_MEMBERS: [&str; 5] = [MULTIBASE, JWK, BASE58, "publicKeyHex", "publicKeyPem"];

/// Documents with more methods are refused.
const MAX_METHODS: usize = 256;

/// Documents in which methods are named for more purposes, all in all, are refused.
const MAX_RELATIONSHIPS: usize = 4 * MAX_METHODS;

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
        has_audit_log: audit_log::is_named(json),
        services: Vec::new(),
    };
    if let Some(methods) = fields.optional("verificationMethod") {
        for method in one_or_more(&methods, findings) {
            if document.methods.len() == MAX_METHODS {
                findings.push(too_many(&methods));
                break;
            }
            add_method(&mut document, &method, findings);
        }
    }
    for purpose in Purpose::ALL {
        let Some(related) = fields.optional(purpose.name()) else {
            continue;
        };
        for one in one_or_more(&related, findings) {
            let embedded = matches!(one.json, Json::Object(_));
            if document.relationships.len() == MAX_RELATIONSHIPS
                || (embedded && document.methods.len() == MAX_METHODS)
            {
                findings.push(too_many(&related));
                break;
            }
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

/// JSON-LD writes a set of one without its array.
fn one_or_more<'j, 'a>(at: &At<'j, 'a>, findings: &mut Vec<Finding>) -> Vec<At<'j, 'a>> {
    match at.json {
        Json::Array(_) => at.elements(findings).unwrap_or_default(),
        _ => vec![at.clone()],
    }
}

fn too_many(at: &At<'_, '_>) -> Finding {
    let detail = format!("more keys than anyone has; documents of {MAX_METHODS} are read");
    at.finding("too-many-keys", detail)
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
    if jwk.is_some_and(jwk::is_private) {
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

/// What a method of this type holds. Its key stands there once (Controlled Identifiers 1.0,
/// section 2.2), in the member that the type has for it.
fn material(kind: &str, method: &Json<'_>) -> Material {
    let members: &[&str] = match kind {
        "Multikey" | "Ed25519VerificationKey2020" => &[MULTIBASE],
        "JsonWebKey" | "JsonWebKey2020" => &[JWK],
        "Ed25519VerificationKey2018" => &[BASE58],
        "EcdsaSecp256r1VerificationKey2019" => &[MULTIBASE, JWK],
        other => {
            let shown: String = other.chars().take(80).collect();
            return Material::Unsupported(format!("the type {shown:?}"));
        }
    };
    let mut given = KEY_MEMBERS.iter().filter(|name| method.get(name).is_some());
    let material = match (given.next(), given.next()) {
        (Some(name), None) if members.contains(name) => key_in(method, name),
        (Some(_), Some(_)) => Material::Wrong("it states its key more than once".to_owned()),
        _ => Material::Wrong(format!("it has no {}", members.join(" and no "))),
    };
    of_type(kind, material)
}

fn key_in(method: &Json<'_>, name: &str) -> Material {
    let Some(value) = method.get(name) else {
        return Material::Wrong(format!("it has no {name}"));
    };
    match (name, value.as_str()) {
        (JWK, _) => Material::of_jwk(jwk::read(value)),
        (MULTIBASE, Some(text)) => Material::of_multikey(multikey::decode(text)),
        (BASE58, Some(text)) => match base58_key(text) {
            Some(key) => key.map_or_else(|e| Material::Wrong(e.to_string()), Material::Key),
            None => Material::Wrong(format!("its {name} is not base58btc of 32 bytes")),
        },
        _ => Material::Wrong(format!("its {name} is not a string")),
    }
}

/// The 32 bytes of an Ed25519 key without a code in front, as the type of 2018 has them.
fn base58_key(text: &str) -> Option<Result<PublicKey, PublicKeyError>> {
    let mut key = [0; 32];
    five8::decode_32(text, &mut key).ok()?;
    Some(PublicKey::ed25519(&key))
}

/// Some types are for one kind of key only.
fn of_type(kind: &str, material: Material) -> Material {
    let expected = match kind {
        "Ed25519VerificationKey2020" => "Ed25519",
        "EcdsaSecp256r1VerificationKey2019" => "P-256",
        _ => return material,
    };
    match material {
        Material::Key(key) if key.kind() != expected => Material::Wrong(format!(
            "its type is for {expected}; its key is {}",
            key.kind()
        )),
        Material::Unsupported(other) => {
            Material::Wrong(format!("its type is for {expected}; {other}"))
        }
        fitting => fitting,
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
