//! Verifiable Credential Data Integrity 1.0, section 4: adding proofs to a document and verifying
//! them: single proofs, sets (section 2.1.1) and, verified only, chains (section 2.1.2).

use super::{
    Cryptosuite, Mechanism, Processor, Proof, ProofError, ProofPurpose, Suite,
    ed25519_signature_2020, eddsa_jcs_2022, eddsa_rdfc_2022,
};
use crate::clock::timestamp;
use crate::credential::ler_rs;
use crate::finding::Finding;
use crate::identity::Signer;
use crate::ijson::{self, Json, Object};
use crate::jsonld::canon::canonicalize;
use crate::jsonld::rdf::Dataset;
use ed25519_dalek::VerifyingKey;
use std::cell::OnceCell;
use time::OffsetDateTime;

/// A document without its proofs; its RDF and the hash of that once they have been made.
#[derive(Debug)]
pub struct Unsecured<'a> {
    document: Json<'a>,
    rdf: OnceCell<Dataset>,
    rdf_hash: OnceCell<[u8; 32]>,
}

impl<'a> Unsecured<'a> {
    /// Takes the member `proof` out, if there is one.
    pub fn new(mut document: Json<'a>) -> Self {
        if let Some(members) = document.as_object_mut() {
            members.remove("proof");
        }
        Self {
            document,
            rdf: OnceCell::new(),
            rdf_hash: OnceCell::new(),
        }
    }

    /// The document.
    pub fn document(&self) -> &Json<'a> {
        &self.document
    }

    /// The document.
    pub fn into_document(self) -> Json<'a> {
        self.document
    }

    /// The document as RDF, which is kept, so that verifying need not make it again.
    ///
    /// # Errors
    /// [`ProofError::Transformation`].
    pub fn to_rdf(&self, processor: Processor<'_>) -> Result<&Dataset, ProofError> {
        if let Some(dataset) = self.rdf.get() {
            return Ok(dataset);
        }
        let dataset = eddsa_rdfc_2022::to_rdf(&self.document, processor)?;
        Ok(self.rdf.get_or_init(|| dataset))
    }

    /// Makes the canonical form of the document's RDF, the hash of which is kept. A suite that signs
    /// the text alone does without.
    ///
    /// # Errors
    /// [`ProofError::Transformation`], [`ProofError::Canonicalization`].
    pub fn canonicalize(&self, processor: Processor<'_>) -> Result<(), ProofError> {
        self.rdf_hash(processor).map(|_| ())
    }

    /// The hash of the document's canonical RDF.
    fn rdf_hash(&self, processor: Processor<'_>) -> Result<[u8; 32], ProofError> {
        if let Some(hash) = self.rdf_hash.get() {
            return Ok(*hash);
        }
        let transformed = canonicalize(self.to_rdf(processor)?, processor.budget)?;
        let hash = eddsa_rdfc_2022::hash_document(&transformed);
        Ok(*self.rdf_hash.get_or_init(|| hash))
    }
}

/// Add Proof (section 4.2) and, for several suites, Add Proof Set/Chain (section 4.3): the
/// document's bytes with the member `proof` behind its last member. All other bytes stay as they
/// are. With one suite `proof` is an object, with several an array in their order; in HR Open's
/// wrapper of résumés it is always an array, as its schema wants it.
///
/// # Errors
/// [`ProofError`], also for a document that is no object and for no suite at all; nothing is ever
/// signed in part.
pub fn secure(
    document: &[u8],
    suites: &[Cryptosuite],
    created: OffsetDateTime,
    signer: &dyn Signer,
    processor: Processor<'_>,
) -> Result<Vec<u8>, ProofError> {
    let json = ijson::parse(document)?;
    if json.as_object().is_none() || suites.is_empty() {
        let detail = "securing takes a JSON object and at least one cryptosuite";
        let finding = Finding::new("", "nothing-to-secure", detail);
        return Err(ProofError::Malformed(vec![finding]));
    }
    if json.get("proof").is_some() {
        return Err(ProofError::AlreadySecured);
    }
    let unsecured = Unsecured::new(json);
    let created = timestamp(created);
    let mut proofs = suites
        .iter()
        .map(|suite| add_proof(&unsecured, *suite, &created, signer, processor))
        .collect::<Result<Vec<_>, _>>()?;
    let proof = match proofs.len() {
        1 if !ler_rs::is_hr_open(unsecured.document()) => proofs.remove(0),
        _ => Json::Array(proofs),
    };
    Ok(with_members(document, [("proof", &proof)]))
}

fn add_proof<'a>(
    unsecured: &Unsecured<'a>,
    suite: Cryptosuite,
    created: &'a str,
    signer: &'a dyn Signer,
    processor: Processor<'_>,
) -> Result<Json<'a>, ProofError> {
    let options = Object::from_iter([
        ("type", "DataIntegrityProof"),
        ("cryptosuite", suite.name()),
        ("created", created),
        ("verificationMethod", signer.verification_method()),
        ("proofPurpose", ProofPurpose::AssertionMethod.name()),
    ]);
    let document = unsecured.document();
    let proof = match suite {
        Cryptosuite::EddsaJcs2022 => eddsa_jcs_2022::create_proof(document, options, signer),
        Cryptosuite::EddsaRdfc2022 => {
            let hash = unsecured.rdf_hash(processor)?;
            eddsa_rdfc_2022::create_proof(document, &hash, options, signer, processor)
        }
    };
    proof.map(Json::Object)
}

/// Verify Proof (section 4.4) for one proof of a document, under the key that the proof names. The
/// proofs that it names as previous are put back first (section 4.5); whether *they* verify is not
/// asked here.
///
/// Dates, domain and challenge are not compared with anything here: see [`Proof::check_binding`].
///
/// # Errors
/// [`ProofError::Unsupported`] when nothing can be said; else why the proof does not hold.
pub fn verify<'a>(
    unsecured: &Unsecured<'a>,
    proof: &Proof<'_, 'a>,
    key: &VerifyingKey,
    processor: Processor<'_>,
) -> Result<(), ProofError> {
    let chained = proof.with_predecessors(unsecured.document());
    let document = chained.as_ref().unwrap_or(unsecured.document());
    let rdf_hash = || match &chained {
        None => unsecured.rdf_hash(processor),
        Some(document) => {
            let transformed = eddsa_rdfc_2022::transform(document, processor)?;
            Ok(eddsa_rdfc_2022::hash_document(&transformed))
        }
    };
    match &proof.mechanism {
        Mechanism::Unsupported(what) => Err(ProofError::Unsupported {
            pointer: proof.pointer.clone(),
            what: what.clone(),
        }),
        Mechanism::Ours(Suite::DataIntegrity(Cryptosuite::EddsaJcs2022), signature) => {
            eddsa_jcs_2022::verify_proof(document, proof, signature, key)?;
            same_meaning(unsecured, proof, processor)
        }
        Mechanism::Ours(Suite::DataIntegrity(Cryptosuite::EddsaRdfc2022), signature) => {
            proof.repeats_contexts_of(document)?;
            let hash = rdf_hash()?;
            eddsa_rdfc_2022::verify_proof(document, &hash, proof, signature, key, processor)
        }
        Mechanism::Ours(Suite::Ed25519Signature2020, signature) => {
            proof.repeats_contexts_of(document)?;
            let hash = rdf_hash()?;
            ed25519_signature_2020::verify_proof(document, &hash, proof, signature, key, processor)
        }
    }
}

/// Contexts behind those that were signed are allowed (Data Integrity EdDSA Cryptosuites 1.0,
/// section 3.3.2, step 4), but they were put there by anybody: without them the document must say
/// the same, and every name in it must have been defined when it was signed.
fn same_meaning(
    unsecured: &Unsecured<'_>,
    proof: &Proof<'_, '_>,
    processor: Processor<'_>,
) -> Result<(), ProofError> {
    let signed = proof.contexts();
    if signed.is_none() || signed == unsecured.document().get("@context") {
        return Ok(());
    }
    let mut as_signed = unsecured.document().clone();
    if let (Some(members), Some(signed)) = (as_signed.as_object_mut(), signed) {
        members.insert("@context", signed.clone());
    }
    let transformed = eddsa_rdfc_2022::transform(&as_signed, processor)?;
    if eddsa_rdfc_2022::hash_document(&transformed) == unsecured.rdf_hash(processor)? {
        return Ok(());
    }
    let detail = "contexts that were added after signing change what the document says";
    let finding = Finding::new("/@context", "context-mismatch", detail);
    Err(ProofError::Malformed(vec![finding.by(
        "Data Integrity EdDSA Cryptosuites 1.0, section 3.3.2",
    )]))
}

/// The text of a JSON object with more members behind its last one. `object` has been parsed.
pub(super) fn with_members<'m, 'a: 'm>(
    object: &[u8],
    members: impl IntoIterator<Item = (&'m str, &'m Json<'a>)>,
) -> Vec<u8> {
    let end = object
        .iter()
        .rposition(|byte| *byte == b'}')
        .unwrap_or(object.len());
    let (before, after) = object.split_at(end);
    let mut out = Vec::with_capacity(object.len() + 640);
    out.extend_from_slice(before);
    let empty = before.trim_ascii_end().ends_with(b"{");
    for (place, (name, value)) in members.into_iter().enumerate() {
        if place > 0 || !empty {
            out.push(b',');
        }
        ijson::write_string_into(name, &mut out);
        out.push(b':');
        ijson::write_into(value, &mut out);
    }
    out.extend_from_slice(after);
    out
}
