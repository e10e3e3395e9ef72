//! What the benchmarks share: the key, the document, and each way of securing it from bytes to bytes.

pub mod forms;

use ed25519_dalek::{SigningKey, VerifyingKey};
use proofmark::assessment::{self, LevelPolicy};
use proofmark::credential::profile::IssuerProfile;
use proofmark::framework::{self, ler_me};
use proofmark::id::Rng;
use proofmark::identity::{IssuerKey, Signer, did_key};
use proofmark::ijson::{self, Json, Object};
use proofmark::jsonld::Contexts;
use proofmark::jsonld::canon::Budget;
use proofmark::mapping::{Occasion, Source, open_badge};
use proofmark::proof::compact_jws::TokenSigner;
use proofmark::proof::{self, Cryptosuite, Processor, ProofError, ProofPurpose, Unsecured, vc_jwt};
use serde_json::{Value, json};
use std::path::Path;
use std::sync::Arc;
use time::OffsetDateTime;
use time::macros::datetime;

/// The badge of some 6 kB; its issuer is the `did:key` of [`key`].
pub const BADGE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/benches/badge-6kb.json");

/// The same seed as in `benches/peers/peer.mjs`, so that both sides sign with one key.
const SEED: [u8; 32] = [7; 32];
/// When everything here was signed.
pub const CREATED: OffsetDateTime = datetime!(2026-10-05 09:00 UTC);

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

/// The badge that a framework of four levels and forty statements maps to, all but the highest
/// level met: from the real export where the shared data is at hand, else from the bundled sample.
pub fn mapped() -> Vec<u8> {
    let shared = std::env::var_os("PROOFMARK_SHARED").unwrap_or_else(|| "../shared".into());
    let real = Path::new(&shared).join("data/frameworks/27-4014.00.json");
    let export = std::fs::read(real).unwrap_or_else(|_| framework::SAMPLE.to_vec());
    let framework = ler_me::import(&export).expect("the export is sound");
    let below = framework.levels.len() - 1;
    let ratings: Vec<Value> = framework.levels[..below]
        .iter()
        .flat_map(|level| level.statements.iter().map(|one| level.key(one)))
        .map(|key| json!({"statement": key.to_string(), "met": true}))
        .collect();
    let document = json!({
        "framework": {"soc": framework.key, "version": framework.version},
        "learner": {"name": "Ada Example", "email": "ada@example.org", "did": did_key::did(&key().verifying_key())},
        "assessor": {"name": "R. Assessor", "id": "https://school.example/staff/42"},
        "assessedAt": "2026-10-01T09:00:00Z",
        "ratings": ratings,
    });
    let assessment = assessment::read(&Json::from(&document), &framework)
        .and_then(|read| read.decide(&framework, &LevelPolicy::default()))
        .expect("the assessment is sound");
    let issuer = issuer();
    let source = Source::new(&framework, &assessment, &issuer).expect("a level was reached");
    let occasion = Occasion {
        id: "urn:uuid:0b5f0a54-90b5-4a3e-9a43-7e1f3f0c9d11".to_owned(),
        valid_from: "2026-10-05T09:00:00Z".to_owned(),
        valid_until: None,
        salt: "2f6c1d9a".to_owned(),
        status: Vec::new(),
    };
    serde_json::to_vec(&open_badge(&source, &occasion)).expect("a badge is JSON")
}

/// The issuer whose `did:key` is that of [`key`].
pub fn issuer() -> IssuerProfile {
    IssuerProfile {
        slug: IssuerProfile::DEFAULT_SLUG.to_owned(),
        did: did_key::did(&key().verifying_key()),
        name: "Example School".to_owned(),
        url: None,
        email: None,
        public_url: Some("https://badges.example".to_owned()),
        status: proofmark::credential::profile::StatusChoice::default(),
    }
}

/// The bundled sample of an assessment, of another learner in each turn.
pub fn sample_of_learner(turn: u64) -> Vec<u8> {
    /// The learner of the bundled sample.
    const LEARNER: &str = "did:key:z6MkhaXgBZDvotDkL5257faiztiGiC2QtKLGpbnnEGta2doK";
    String::from_utf8_lossy(assessment::SAMPLE)
        .replace("Ada Example", &format!("Ada Example {turn}"))
        .replace("ada@example.org", &format!("ada.{turn}@example.org"))
        .replace(LEARNER, &format!("did:example:learner-{turn}"))
        .into_bytes()
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

    /// The document as `vc+jwt`.
    pub fn vc_jose(&self, document: &[u8]) -> Vec<u8> {
        let token = vc_jwt::secure_vc_jose(document, &self.tokens);
        token.expect("the document is sound").into_bytes()
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
    let jws = vc_jwt::decode(token)?;
    let content = vc_jwt::content(&jws)?;
    let method = content.verification_method(&jws.header);
    jws.verify(&key_of(&method.unwrap_or_default()).into())
}

fn key_of(verification_method: &str) -> VerifyingKey {
    let key = did_key::key_of_method(verification_method);
    let key = key.expect("the bench's issuer is a did:key");
    *key.as_ed25519().expect("the bench's key is of Ed25519")
}

/// `bytes` with one letter in their middle changed.
pub fn tampered(bytes: &[u8]) -> Vec<u8> {
    let mut tampered = bytes.to_vec();
    let middle = tampered.len() / 2;
    let place = tampered[middle..]
        .iter()
        .position(u8::is_ascii_lowercase)
        .map_or(middle, |offset| middle + offset);
    tampered[place] = tampered[place].to_ascii_uppercase();
    tampered
}

/// Draws the bench's seed, so that the issuer's key is always the same.
struct Seed;

impl Rng for Seed {
    fn fill(&mut self, bytes: &mut [u8]) {
        bytes.copy_from_slice(&SEED);
    }
}
