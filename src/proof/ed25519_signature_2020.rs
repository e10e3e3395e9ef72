//! The proof type `Ed25519Signature2020`: Data Integrity EdDSA Cryptosuites 1.0, section 3.1, and
//! the W3C Credentials Community Group's suite of that name. Verified only: wallets still sign
//! presentations with it, nothing new is made with it.
//!
//! It transforms and hashes as `eddsa-rdfc-2022` does. Two things differ: the suite is named by the
//! proof's type alone, and the proof's names come from contexts that the document has to name.

use super::ed25519::HashData;
use super::eddsa_rdfc_2022::{Processor, hash, verify_hash_data};
use super::{Proof, ProofError, Suite, proof_object};
use crate::ijson::Json;
use crate::jsonld::canon::canonicalize;
use ed25519_dalek::VerifyingKey;

/// Verify Proof: whether `proof` is `key`'s over the document without its proofs, the hash of
/// which is `document_hash`.
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
    let suite = Suite::Ed25519Signature2020;
    let proof_config = proof.configuration(suite, unsecured, processor)?;
    let hash_data: HashData = hash(document_hash, &proof_config);
    verify_hash_data(&hash_data, proof_bytes, key)
}

/// Proof Configuration: the canonical N-Quads of the proof without `proofValue`, read in the
/// contexts of the document. If they do not define `Ed25519Signature2020`, it means nothing.
///
/// # Errors
/// [`ProofError::Malformed`] when the options are another suite's; [`ProofError::Transformation`],
/// [`ProofError::Canonicalization`].
pub fn proof_configuration(
    options: &Json<'_>,
    unsecured: &Json<'_>,
    processor: Processor<'_>,
) -> Result<String, ProofError> {
    proof_object::is_for(options, Suite::Ed25519Signature2020)?;
    let dataset = proof_object::to_rdf(options, unsecured, processor)?;
    Ok(canonicalize(&dataset, processor.budget)?)
}
