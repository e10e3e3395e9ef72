//! Reading the proofs of a document: everything that is wrong with any of them.

use super::{Mechanism, PROOFS, Proof, ProofPurpose};
use crate::clock::parse_timestamp;
use crate::finding::Finding;
use crate::ijson::{At, Fields, Json};
use crate::proof::{Cryptosuite, ProofError, Suite, chain, ed25519};
use std::cell::OnceCell;
use time::OffsetDateTime;

/// How many proofs of one document are read: each costs a hash and a signature, and anybody may
/// send them.
const MOST_PROOFS: usize = 64;

/// The proofs of a document, `secured.proof`, in their order; the pointers are relative to
/// `secured`.
///
/// # Errors
/// [`ProofError::Malformed`] with everything that is wrong with any of them.
pub fn proofs<'j, 'a>(
    secured: &'j Json<'a>,
    purpose: ProofPurpose,
) -> Result<Vec<Proof<'j, 'a>>, ProofError> {
    let mut findings = Vec::new();
    let mut found = Vec::new();
    if let Some(mut document) = At::root(secured).fields(&mut findings)
        && let Some(member) = document.required("proof", &mut findings)
    {
        let places = match member.json {
            Json::Array(_) => member.elements(&mut findings).unwrap_or_default(),
            _ => vec![member.clone()],
        };
        if places.len() > MOST_PROOFS {
            let detail = format!(
                "these are {} proofs; at most {MOST_PROOFS} are read",
                places.len()
            );
            return Err(ProofError::Malformed(vec![
                member.finding("too-many-proofs", detail),
            ]));
        }
        if places.is_empty() {
            findings.push(
                member
                    .finding("no-proof", "there is no proof in this array")
                    .by(PROOFS),
            );
        }
        found = places
            .iter()
            .filter_map(|place| proof(place, purpose, &mut findings))
            .collect();
        if findings.is_empty() {
            chain::link(&mut found, &places, &mut findings);
        }
    }
    if findings.is_empty() {
        Ok(found)
    } else {
        Err(ProofError::Malformed(findings))
    }
}

/// One proof; `None` where something is missing, with findings.
fn proof<'j, 'a>(
    at: &At<'j, 'a>,
    purpose: ProofPurpose,
    findings: &mut Vec<Finding>,
) -> Option<Proof<'j, 'a>> {
    let mut fields = at.fields(findings)?;
    let mechanism = mechanism(&mut fields, findings);
    let verification_method = fields.required_text("verificationMethod", findings);
    proof_purpose(&mut fields, purpose, findings);
    let created = date(&mut fields, "created", findings);
    let expires = date(&mut fields, "expires", findings);
    let id = fields.optional_text("id", findings);
    let challenge = fields.optional_text("challenge", findings);
    fields.optional_text("nonce", findings);
    let domains = texts(&mut fields, "domain", findings);
    let previous = texts(&mut fields, "previousProof", findings);
    Some(Proof {
        pointer: at.pointer.clone(),
        mechanism: mechanism?,
        id,
        verification_method: verification_method?,
        created,
        expires,
        domains,
        challenge,
        previous,
        predecessors: Vec::new(),
        members: at.json.as_object()?,
        rdf: OnceCell::new(),
    })
}

/// Type, cryptosuite and signature.
fn mechanism(fields: &mut Fields<'_, '_>, findings: &mut Vec<Finding>) -> Option<Mechanism> {
    let kind = fields.required_text("type", findings);
    let value = fields.required("proofValue", findings);
    let suite = match kind? {
        "Ed25519Signature2020" => {
            if let Some(member) = fields.optional("cryptosuite") {
                let detail = "a proof of the type Ed25519Signature2020 has no cryptosuite";
                findings.push(member.finding("wrong-suite", detail).by(PROOFS));
                return None;
            }
            Suite::Ed25519Signature2020
        }
        "DataIntegrityProof" => {
            let name = fields.required_text("cryptosuite", findings)?;
            let Some(cryptosuite) = Cryptosuite::named(name) else {
                let what = format!("the cryptosuite {name:?}");
                return Some(Mechanism::Unsupported(what));
            };
            Suite::DataIntegrity(cryptosuite)
        }
        other => {
            let what = format!("the proof type {other:?}");
            return Some(Mechanism::Unsupported(what));
        }
    };
    let value = value?;
    match ed25519::from_multibase(value.text(findings)?) {
        Ok(signature) => Some(Mechanism::Ours(suite, signature)),
        Err(detail) => {
            let detail = format!("this is no signature: {detail}");
            findings.push(value.finding("proof-value", detail).by(PROOFS));
            None
        }
    }
}

fn proof_purpose(fields: &mut Fields<'_, '_>, purpose: ProofPurpose, findings: &mut Vec<Finding>) {
    let Some(member) = fields.required("proofPurpose", findings) else {
        return;
    };
    match member.text(findings) {
        Some(name) if name != purpose.name() => {
            let detail = format!(
                "the proof is made for {name:?}, not for {:?}",
                purpose.name()
            );
            findings.push(member.finding("proof-purpose", detail).by(PROOFS));
        }
        _ => {}
    }
}

/// A date, if the member is there. Without an offset it is read as UTC (Data Integrity 1.0,
/// section 2.1, `created`). XSD knows no leap seconds, and years have four digits here.
fn date(
    fields: &mut Fields<'_, '_>,
    name: &'static str,
    findings: &mut Vec<Finding>,
) -> Option<OffsetDateTime> {
    let member = fields.optional(name)?;
    let text = member.text(findings)?;
    let leap_second = text.get(17..19) == Some("60");
    let date = parse_timestamp(text)
        .or_else(|| parse_timestamp(&format!("{text}Z")))
        .filter(|_| !leap_second);
    if date.is_none() {
        let detail = format!("{text:?} is not a date and time such as 2026-11-20T10:00:00Z");
        findings.push(member.finding("not-a-date", detail).by(PROOFS));
    }
    date
}

/// A text or several, if the member is there.
fn texts<'j>(
    fields: &mut Fields<'j, '_>,
    name: &'static str,
    findings: &mut Vec<Finding>,
) -> Vec<&'j str> {
    let Some(member) = fields.optional(name) else {
        return Vec::new();
    };
    let places = match member.json {
        Json::Array(_) => member.elements(findings).unwrap_or_default(),
        _ => vec![member],
    };
    places
        .iter()
        .filter_map(|place| place.text(findings))
        .collect()
}
