//! What the benchmarks share: the key, the document, and each way of securing it from bytes to bytes.

use ed25519_dalek::{SigningKey, VerifyingKey};
use proofmark::id::Rng;
use proofmark::identity::{IssuerKey, Signer, did_key};
use proofmark::ijson::{self, Json, Object};
use proofmark::jsonld::Contexts;
use proofmark::jsonld::canon::Budget;
use proofmark::proof::compact_jws::TokenSigner;
use proofmark::proof::{self, Cryptosuite, Processor, ProofError, ProofPurpose, Unsecured, vc_jwt};
use std::path::Path;
use std::sync::Arc;
use time::OffsetDateTime;
use time::macros::datetime;

/// The badge of some 6 kB; its issuer is the `did:key` of [`key`].
pub const BADGE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/benches/badge-6kb.json");

/// The same seed as in `benches/peers/peer.mjs`, so that both sides sign with one key.
const SEED: [u8; 32] = [7; 32];
const CREATED: OffsetDateTime = datetime!(2026-10-05 09:00 UTC);

/// The key that everything here is signed with.
pub fn key() -> SigningKey {
    SigningKey::from_bytes(&SEED)
}

/// What the contexts on board and the usual bounds make of a document.
pub fn processor() -> Processor<'static> {
    Processor {
        contexts: Contexts::on_board(),
        budget: Budget::DEFAULT,
    }
}

/// Reads a document to measure on.
pub fn document(path: impl AsRef<Path>) -> Vec<u8> {
    let path = path.as_ref();
    std::fs::read(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// A way of securing a credential.
#[derive(Debug, Clone, Copy)]
pub enum Securing {
    /// Embedded proofs: one, or a set.
    DataIntegrity(&'static [Cryptosuite]),
    /// A compact JWS in the Open Badges profile.
    VcJwt,
}

/// Every way, with the name that it has on the command line.
pub const SECURINGS: [(&str, Securing); 4] = [
    (
        "eddsa-rdfc-2022",
        Securing::DataIntegrity(&[Cryptosuite::EddsaRdfc2022]),
    ),
    (
        "eddsa-jcs-2022",
        Securing::DataIntegrity(&[Cryptosuite::EddsaJcs2022]),
    ),
    (
        "eddsa-rdfc-2022+eddsa-jcs-2022",
        Securing::DataIntegrity(&[Cryptosuite::EddsaRdfc2022, Cryptosuite::EddsaJcs2022]),
    ),
    ("vc-jwt", Securing::VcJwt),
];

/// Secures and verifies with the bench's key.
pub struct Prover {
    signer: Arc<dyn Signer>,
    tokens: TokenSigner,
}

impl Prover {
    /// One for the bench's key.
    pub fn new() -> Self {
        let signer: Arc<dyn Signer> = Arc::new(IssuerKey::for_did_key(&mut Seed));
        Self {
            tokens: TokenSigner::new(Arc::clone(&signer)),
            signer,
        }
    }

    /// From the document's bytes to the signed bytes.
    pub fn prove(&self, how: Securing, document: &[u8]) -> Result<Vec<u8>, ProofError> {
        match how {
            Securing::DataIntegrity(suites) => {
                proof::secure(document, suites, CREATED, self.signer.as_ref(), processor())
            }
            Securing::VcJwt => vc_jwt::secure(document, &self.tokens).map(String::into_bytes),
        }
    }

    /// From signed bytes to the answer, with the key taken from the `did:key` that the proof
    /// names, as the peers do it.
    pub fn verify(&self, how: Securing, secured: &[u8]) -> Result<(), ProofError> {
        match how {
            Securing::DataIntegrity(_) => verify_proofs(secured),
            Securing::VcJwt => verify_token(secured),
        }
    }
}

fn verify_proofs(secured: &[u8]) -> Result<(), ProofError> {
    let mut document = ijson::parse(secured)?;
    let proof = document
        .as_object_mut()
        .and_then(|members| members.remove("proof"));
    let secured = Json::Object(Object::from_iter(proof.map(|proof| ("proof", proof))));
    let unsecured = Unsecured::new(document);
    for proof in proof::proofs(&secured, ProofPurpose::AssertionMethod)? {
        let key = key_of(proof.verification_method);
        proof::verify(&unsecured, &proof, &key, processor())?;
    }
    Ok(())
}

fn verify_token(token: &[u8]) -> Result<(), ProofError> {
    let token = std::str::from_utf8(token).expect("a token is ASCII");
    let (jws, profile) = vc_jwt::decode(token)?;
    let key = key_of(jws.header.key_id.as_deref().unwrap_or_default());
    jws.verify(&key)?;
    vc_jwt::credential(&jws.payload, profile).map(drop)
}

fn key_of(verification_method: &str) -> VerifyingKey {
    did_key::key_of_method(verification_method).expect("the bench's issuer is a did:key")
}

/// Draws the bench's seed, so that the issuer's key is always the same.
struct Seed;

impl Rng for Seed {
    fn fill(&mut self, bytes: &mut [u8]) {
        bytes.copy_from_slice(&SEED);
    }
}
