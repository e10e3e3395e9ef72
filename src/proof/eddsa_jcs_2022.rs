//! The cryptosuite `eddsa-jcs-2022`: Data Integrity EdDSA Cryptosuites 1.0, section 3.3.
//!
//! Steps stand in the specification's order and under its names. The JSON Canonicalization Scheme
//! itself is `ijson`'s.
//!
//! This suite signs the text and leaves two things open that are closed by reading the whole
//! document as JSON-LD: contexts that were added behind those that were signed
//! (`data_integrity` sees to them), and names that no context defines (the caller does).

use super::ed25519::{self, HashData};
use super::{Cryptosuite, Proof, ProofError, Suite, proof_object};
use crate::finding::Finding;
use crate::identity::Signer;
use crate::ijson::{self, Json, Object, join};
use ed25519_dalek::VerifyingKey;
use sha2::{Digest, Sha256};

/// Create Proof (section 3.3.1): `options` with `@context` and `proofValue`.
///
/// `unsecured` is the document without proofs. The options' `@context` is the document's and stays
/// in the proof.
///
/// # Errors
/// [`ProofError::Malformed`] for options of another suite; [`ProofError::Signer`].
pub fn create_proof<'a>(
    unsecured: &Json<'a>,
    options: Object<'a>,
    signer: &dyn Signer,
) -> Result<Object<'a>, ProofError> {
    let mut proof = options;
    if let Some(context) = unsecured.get("@context") {
        proof.insert("@context", context.clone());
    }
    let proof = Json::Object(proof);
    let proof_config = proof_configuration(&proof)?;
    let transformed = transform(unsecured);
    let hash_data = hash(&transformed, &proof_config);
    let proof_bytes = serialize_proof(&hash_data, signer)?;
    Ok(ed25519::with_proof_value(proof, &proof_bytes))
}

/// Verify Proof (section 3.3.2): whether `proof` is `key`'s over the document without its proofs.
///
/// # Errors
/// [`ProofError`].
pub fn verify_proof(
    unsecured: &Json<'_>,
    proof: &Proof<'_, '_>,
    proof_bytes: &[u8; 64],
    key: &VerifyingKey,
) -> Result<(), ProofError> {
    let options = proof.options();
    let proof_config = proof_configuration(&options)?;
    let transformed = match (options.get("@context"), unsecured.get("@context")) {
        (None, _) => transform(unsecured),
        (Some(signed), Some(present)) if signed == present => transform(unsecured),
        (Some(signed), present) => {
            starts_with(present, signed, &proof.pointer)?;
            let mut document = unsecured.clone();
            if let Some(members) = document.as_object_mut() {
                members.insert("@context", signed.clone());
            }
            transform(&document)
        }
    };
    let hash_data = hash(&transformed, &proof_config);
    verify_hash_data(&hash_data, proof_bytes, key)
}

/// Section 3.3.2, step 4: the document's contexts begin with the proof's, in the same order.
fn starts_with(
    document: Option<&Json<'_>>,
    proof: &Json<'_>,
    pointer: &str,
) -> Result<(), ProofError> {
    let (signed, present) = (proof.as_set(), document.map_or(&[][..], Json::as_set));
    let same = |(left, right): (&Json<'_>, &Json<'_>)| {
        ijson::canonicalize(left) == ijson::canonicalize(right)
    };
    if signed.len() <= present.len() && signed.iter().zip(present).all(same) {
        return Ok(());
    }
    Err(ProofError::Malformed(vec![
        Finding::new(
            join(pointer, "@context"),
            "context-mismatch",
            "the document's contexts do not begin with the contexts that were signed",
        )
        .by("Data Integrity EdDSA Cryptosuites 1.0, section 3.3.2"),
    ]))
}

/// Transformation (section 3.3.3): the canonical JSON of the document without its proofs.
pub fn transform(unsecured: &Json<'_>) -> Vec<u8> {
    let mut canonical = Vec::with_capacity(8192);
    ijson::canonicalize_into(unsecured, &mut canonical);
    canonical
}

/// Hashing (section 3.3.4).
pub fn hash(transformed: &[u8], canonical_proof_config: &[u8]) -> HashData {
    HashData::join(
        &Sha256::digest(canonical_proof_config).into(),
        &Sha256::digest(transformed).into(),
    )
}

/// Proof Configuration (section 3.3.5): the canonical JSON of the proof without `proofValue`.
///
/// # Errors
/// [`ProofError::Malformed`] when the options are another suite's.
pub fn proof_configuration(options: &Json<'_>) -> Result<Vec<u8>, ProofError> {
    proof_object::is_for(options, Suite::DataIntegrity(Cryptosuite::EddsaJcs2022))?;
    Ok(ijson::canonicalize(options))
}

/// Proof Serialization (section 3.3.6): the signature.
///
/// # Errors
/// [`ProofError::Signer`].
pub fn serialize_proof(hash_data: &HashData, signer: &dyn Signer) -> Result<[u8; 64], ProofError> {
    ed25519::sign(hash_data, signer)
}

/// Proof Verification (section 3.3.7).
///
/// # Errors
/// [`ProofError::WeakKey`], [`ProofError::WrongSignature`].
pub fn verify_hash_data(
    hash_data: &HashData,
    proof_bytes: &[u8; 64],
    key: &VerifyingKey,
) -> Result<(), ProofError> {
    ed25519::verify(hash_data.as_bytes(), proof_bytes, key)
}
