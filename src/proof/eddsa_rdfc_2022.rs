//! The cryptosuite `eddsa-rdfc-2022`: Data Integrity EdDSA Cryptosuites 1.0, section 3.2.
//!
//! Steps stand in the specification's order and under its names. Reading JSON-LD as RDF and
//! canonicalizing that are `jsonld`'s.

use super::ed25519::{self, HashData};
use super::{Cryptosuite, Proof, ProofError, Suite, proof_object};
use crate::finding::Finding;
use crate::identity::Signer;
use crate::ijson::{Json, Object};
use crate::jsonld::canon::{Budget, canonicalize};
use crate::jsonld::rdf::Dataset;
use crate::jsonld::{self, Contexts};
use ed25519_dalek::VerifyingKey;
use sha2::{Digest, Sha256};

/// What reading a document as RDF takes: the contexts that are known, and how much work the
/// canonical form may cost.
#[derive(Clone, Copy)]
pub struct Processor<'c> {
    /// The contexts that are known.
    pub contexts: &'c Contexts,
    /// How much work the canonical form may cost.
    pub budget: Budget<'c>,
}

/// Create Proof (section 3.2.1): `options` with `proofValue`.
///
/// `document_hash` is that of the document without proofs, see [`hash_document`].
///
/// # Errors
/// [`ProofError::Malformed`] for options of another suite; [`ProofError::Transformation`],
/// [`ProofError::Canonicalization`], [`ProofError::Signer`].
pub fn create_proof<'a>(
    unsecured: &Json<'a>,
    document_hash: &[u8; 32],
    options: Object<'a>,
    signer: &dyn Signer,
    processor: Processor<'_>,
) -> Result<Object<'a>, ProofError> {
    let proof = Json::Object(options);
    let proof_config = proof_configuration(&proof, unsecured, processor)?;
    let hash_data = hash(document_hash, &proof_config);
    let proof_bytes = serialize_proof(&hash_data, signer)?;
    Ok(ed25519::with_proof_value(proof, &proof_bytes))
}

/// Verify Proof (section 3.2.2): whether `proof` is `key`'s over the document without its proofs.
///
/// # Errors
/// [`ProofError`].
pub fn verify_proof(
    unsecured: &Json<'_>,
    document_hash: &[u8; 32],
    proof: &Proof<'_, '_>,
    proof_bytes: &[u8; 64],
    key: &VerifyingKey,
    processor: Processor<'_>,
) -> Result<(), ProofError> {
    let suite = Suite::DataIntegrity(Cryptosuite::EddsaRdfc2022);
    let proof_config = proof.configuration(suite, unsecured, processor)?;
    let hash_data = hash(document_hash, &proof_config);
    verify_hash_data(&hash_data, proof_bytes, key)
}

/// Transformation (section 3.2.3): the canonical N-Quads of the document without its proofs.
///
/// # Errors
/// [`ProofError::Transformation`], [`ProofError::Canonicalization`].
pub fn transform(unsecured: &Json<'_>, processor: Processor<'_>) -> Result<String, ProofError> {
    let dataset = to_rdf(unsecured, processor)?;
    Ok(canonicalize(&dataset, processor.budget)?)
}

/// The document without its proofs as RDF, for a caller that looks into it before it is hashed.
///
/// # Errors
/// [`ProofError::Transformation`].
pub fn to_rdf(unsecured: &Json<'_>, processor: Processor<'_>) -> Result<Dataset, ProofError> {
    let Some(members) = unsecured.as_object() else {
        let finding = Finding::new("", "wrong-type", "the document must be an object");
        return Err(ProofError::Malformed(vec![finding]));
    };
    Ok(jsonld::to_rdf(members, processor.contexts)?)
}

/// The first half of Hashing (section 3.2.4): the hash of the transformed document. All proofs of
/// a set share it.
pub fn hash_document(transformed: &str) -> [u8; 32] {
    Sha256::digest(transformed).into()
}

/// The second half of Hashing (section 3.2.4).
pub fn hash(document_hash: &[u8; 32], canonical_proof_config: &str) -> HashData {
    HashData::join(
        &Sha256::digest(canonical_proof_config).into(),
        document_hash,
    )
}

/// Proof Configuration (section 3.2.5): the canonical N-Quads of the proof without `proofValue`,
/// read in the contexts of the document.
///
/// # Errors
/// [`ProofError::Malformed`] when the options are another suite's; [`ProofError::Transformation`],
/// [`ProofError::Canonicalization`].
pub fn proof_configuration(
    options: &Json<'_>,
    unsecured: &Json<'_>,
    processor: Processor<'_>,
) -> Result<String, ProofError> {
    proof_object::is_for(options, Suite::DataIntegrity(Cryptosuite::EddsaRdfc2022))?;
    let dataset = proof_object::to_rdf(options, unsecured, processor)?;
    Ok(canonicalize(&dataset, processor.budget)?)
}

/// Proof Serialization (section 3.2.6): the signature.
///
/// # Errors
/// [`ProofError::Signer`].
pub fn serialize_proof(hash_data: &HashData, signer: &dyn Signer) -> Result<[u8; 64], ProofError> {
    ed25519::sign(hash_data, signer)
}

/// Proof Verification (section 3.2.7).
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
