//! Signers from outside, who sign whatever they are given, and the documents they sign.

use crate::keys::TestSigner;
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use proofmark::identity::Signer as _;
use proofmark::ijson;
use proofmark::jsonld::Contexts;
use proofmark::jsonld::canon::Budget;
use proofmark::proof::ed25519::to_multibase;
use proofmark::proof::{Processor, eddsa_jcs_2022, eddsa_rdfc_2022};
use serde_json::{Value, json};

pub const V2: &str = "https://www.w3.org/ns/credentials/v2";
pub const RDFC: &str = "eddsa-rdfc-2022";
pub const JCS: &str = "eddsa-jcs-2022";

pub fn issuer() -> TestSigner {
    TestSigner::did_key([7; 32])
}

pub fn holder() -> TestSigner {
    TestSigner::did_key([8; 32])
}

pub fn stranger() -> TestSigner {
    TestSigner::did_key([9; 32])
}

pub fn did(signer: &TestSigner) -> String {
    let (did, _) = signer.verification_method().split_once('#').unwrap();
    did.to_owned()
}

/// A credential by [`issuer`] without a proof.
pub fn credential() -> Value {
    json!({
        "@context": [V2, {"Thing": "https://school.example/vocab#Thing"}],
        "id": "urn:uuid:3f9d1c1e-6a55-4b35-9d3e-0c8b1b5c8f4e",
        "type": ["VerifiableCredential"],
        "issuer": did(&issuer()),
        "validFrom": "2026-11-19T10:00:00Z",
        "credentialSubject": {"id": "did:example:learner", "type": "Thing", "name": "Pat"},
    })
}

/// A presentation of `credentials` by [`holder`] without a proof.
pub fn presentation(credentials: &[Value]) -> Value {
    json!({
        "@context": [V2],
        "type": ["VerifiablePresentation"],
        "holder": did(&holder()),
        "verifiableCredential": credentials,
    })
}

/// A proof's options, save its value, as [`issuer`] sets them.
pub fn options(suite: &str) -> Value {
    json!({
        "type": "DataIntegrityProof",
        "cryptosuite": suite,
        "created": "2026-11-20T10:00:00Z",
        "verificationMethod": issuer().verification_method(),
        "proofPurpose": "assertionMethod",
    })
}

/// The options with `value` at `name`; null takes the member away.
pub fn options_with(suite: &str, name: &str, value: Value) -> Value {
    with(&options(suite), name, value)
}

/// The object with `value` at `name`; null takes the member away.
pub fn with(object: &Value, name: &str, value: Value) -> Value {
    let mut changed = object.clone();
    match value {
        Value::Null => drop(changed.as_object_mut().unwrap().shift_remove(name)),
        value => changed[name] = value,
    }
    changed
}

/// The document with one proof by `signer`, whatever the two say.
pub fn signed(document: &Value, options: &Value, signer: &TestSigner) -> Value {
    with(document, "proof", proof(document, options, signer))
}

/// The credential, or another document, with one proof by [`issuer`].
pub fn issued(document: &Value, suite: &str) -> Value {
    signed(document, &options(suite), &issuer())
}

/// The presentation with one proof by [`holder`], answering a challenge from a domain.
pub fn presented(document: &Value, suite: &str) -> Value {
    let mut options = options(suite);
    options["verificationMethod"] = json!(holder().verification_method());
    options["proofPurpose"] = json!("authentication");
    options["challenge"] = json!("a challenge");
    options["domain"] = json!("verifier.example");
    signed(document, &options, &holder())
}

/// A proof over the document as it stands. What is no known proof is signed as by JCS.
pub fn proof(document: &Value, options: &Value, signer: &TestSigner) -> Value {
    let processor = Processor {
        contexts: Contexts::on_board(),
        budget: Budget::DEFAULT,
    };
    let mut proof = options.clone();
    if proof["cryptosuite"] == JCS {
        proof["@context"] = document["@context"].clone();
    }
    let (document, config) = (document.to_string(), proof.to_string());
    let document = ijson::parse(document.as_bytes()).unwrap();
    let config = ijson::parse(config.as_bytes()).unwrap();
    let hash_data = match (proof["type"].as_str(), proof["cryptosuite"].as_str()) {
        (Some("DataIntegrityProof"), Some(RDFC)) => {
            let transformed = eddsa_rdfc_2022::transform(&document, processor).unwrap();
            let hash = eddsa_rdfc_2022::hash_document(&transformed);
            let config = eddsa_rdfc_2022::proof_configuration(&config, &document, processor);
            eddsa_rdfc_2022::hash(&hash, &config.unwrap())
        }
        _ => {
            let config = ijson::canonicalize(&config);
            eddsa_jcs_2022::hash(&eddsa_jcs_2022::transform(&document), &config)
        }
    };
    let value = eddsa_rdfc_2022::serialize_proof(&hash_data, signer).unwrap();
    proof["proofValue"] = json!(to_multibase(&value));
    proof
}

/// A token by `signer` with this header, which may say anything.
pub fn token(header: &Value, payload: &Value, signer: &TestSigner) -> String {
    let part = |json: &Value| URL_SAFE_NO_PAD.encode(json.to_string());
    let input = format!("{}.{}", part(header), part(payload));
    let signature = signer.sign(input.as_bytes()).unwrap();
    format!("{input}.{}", URL_SAFE_NO_PAD.encode(signature))
}

/// The header of a token by [`issuer`].
pub fn header(token_type: &str) -> Value {
    json!({"alg": "EdDSA", "typ": token_type, "kid": issuer().verification_method()})
}

/// The object that stands for a token, of a credential or a presentation.
pub fn envelope(token: &str, what: &str) -> Value {
    let (kind, media_type) = match what {
        "credential" => ("EnvelopedVerifiableCredential", "application/vc+jwt"),
        _ => ("EnvelopedVerifiablePresentation", "application/vp+jwt"),
    };
    json!({"@context": V2, "type": kind, "id": format!("data:{media_type},{token}")})
}
