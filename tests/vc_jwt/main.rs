//! Tokens: what is signed verifies, and every known attack is refused for its own reason, beside
//! the same token without the flaw. The rows named J01 to J25 are those of the table of attacks.

#![allow(clippy::unwrap_used, reason = "a test that panics has failed")]

mod algorithms;
mod enveloped;
mod forms;
mod framing;
mod header;
mod old_form;
mod open_badges;
mod presentations;
mod signing;

#[path = "../support/mod.rs"]
mod support;

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD as BASE64;
use ed25519_dalek::{Signer as _, SigningKey};
use proofmark::identity::PublicKey;
use proofmark::ijson::Json;
use proofmark::proof::ProofError;
use proofmark::proof::compact_jws::TokenSigner;
use proofmark::proof::vc_jwt::{self, TokenForm};
use serde_json::{Value, json};
use std::sync::Arc;
use support::keys::TestSigner;

const SEED: [u8; 32] = [7; 32];
const ISSUER: &str = "did:example:issuer";

fn key() -> SigningKey {
    SigningKey::from_bytes(&SEED)
}

fn public_key() -> PublicKey {
    key().verifying_key().into()
}

fn signer() -> TokenSigner {
    TokenSigner::new(Arc::new(TestSigner::new(SEED, "did:example:issuer#key")))
}

fn credential() -> Value {
    json!({
        "@context": ["https://www.w3.org/ns/credentials/v2"],
        "id": "urn:uuid:3f9d1c1e-6a55-4b35-9d3e-0c8b1b5c8f4e",
        "type": ["VerifiableCredential"],
        "issuer": {"id": "did:example:issuer", "type": ["Profile"]},
        "validFrom": "2026-11-20T10:00:00Z",
        "validUntil": "2027-11-20T11:00:00+01:00",
        "credentialSubject": {"id": "did:example:learner"}
    })
}

fn claims() -> Value {
    let mut payload = credential();
    payload["iss"] = json!("did:example:issuer");
    payload["jti"] = credential()["id"].clone();
    payload["sub"] = json!("did:example:learner");
    payload["nbf"] = json!(1_795_168_800);
    payload["exp"] = json!(1_826_704_800);
    payload
}

fn header() -> Value {
    json!({"typ": "JWT", "alg": "EdDSA", "kid": "did:example:issuer#key"})
}

/// A token of whatever header and payload, with a right signature.
fn token_of(header: &str, payload: &str) -> String {
    let input = format!("{}.{}", BASE64.encode(header), BASE64.encode(payload));
    let signature = key().sign(input.as_bytes()).to_bytes();
    format!("{input}.{}", BASE64.encode(signature))
}

fn token(header: &Value, payload: &Value) -> String {
    token_of(&header.to_string(), &payload.to_string())
}

/// What a token that verifies to its end held.
#[derive(Debug)]
struct Accepted {
    form: TokenForm,
    document: Json<'static>,
    method: Option<String>,
    audience: Vec<String>,
    nonce: Option<String>,
}

/// Verifies a token to the end.
fn accept(token: &str) -> Result<Accepted, ProofError> {
    let jws = vc_jwt::decode(token)?;
    jws.verify(&public_key())?;
    let content = vc_jwt::content(&jws)?;
    Ok(Accepted {
        method: content.verification_method(&jws.header),
        form: content.form,
        audience: content.audience,
        nonce: content.nonce,
        document: Json::Object(content.document).into_owned(),
    })
}

/// The kinds of fault for which a token is refused, with their pointers.
fn faults(token: &str) -> Vec<(String, &'static str)> {
    accept(token).map_or_else(faults_of, |_| Vec::new())
}

fn faults_of(error: ProofError) -> Vec<(String, &'static str)> {
    let findings = error.findings().into_iter();
    findings
        .map(|finding| (finding.pointer, finding.problem))
        .collect()
}

fn fault(pointer: &str, problem: &'static str) -> Vec<(String, &'static str)> {
    vec![(pointer.to_owned(), problem)]
}

fn with(mut value: Value, name: &str, member: Value) -> Value {
    value[name] = member;
    value
}

fn without(mut value: Value, name: &str) -> Value {
    value.as_object_mut().unwrap().shift_remove(name);
    value
}
