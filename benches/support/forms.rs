//! One badge in every form and carrier that is read, and the verifier that reads them.

use super::{CREATED, Prover, SECURINGS, key, processor, tampered};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use ed25519_dalek::Signer as _;
use flate2::Compression;
use flate2::write::ZlibEncoder;
use josekit::jwk::Jwk;
use josekit::jwk::alg::ec::EcCurve;
use josekit::jws::{ES256, JwsHeader, JwsSigner, RS256, serialize_compact};
use lopdf::{Document, Object, Stream, dictionary};
use proofmark::carrier::{self, Existing};
use proofmark::clock::FixedClock;
use proofmark::identity::did_key;
use proofmark::ijson;
use proofmark::proof::ed25519::to_multibase;
use proofmark::proof::{ed25519_signature_2020, eddsa_rdfc_2022};
use proofmark::resolver::Closed;
use proofmark::service::verify::{
    KnownDocuments, Question, Report, TrustedIssuers, Turns, Verdict, Verifier,
};
use serde_json::{Value, json};
use std::io::Write as _;

/// The context that a credential names for the proofs of old.
const ED25519_2020: &str = "https://w3id.org/security/suites/ed25519-2020/v1";

/// A badge as somebody hands it in.
pub struct Handed {
    pub name: &'static str,
    pub bytes: Vec<u8>,
}

fn handed(name: &'static str, bytes: impl Into<Vec<u8>>) -> Handed {
    let bytes = bytes.into();
    Handed { name, bytes }
}

/// The badge under every kind of proof.
pub fn forms(document: &[u8]) -> Vec<Handed> {
    let prover = Prover::new();
    let mut forms: Vec<Handed> = SECURINGS
        .into_iter()
        .map(|(name, how)| handed(name, prover.prove(how, document).expect("it is sound")))
        .collect();
    forms.push(handed("Ed25519Signature2020", proof_of_old(document)));
    forms.push(handed("vc+jwt", prover.vc_jose(document)));
    let p256 = Jwk::generate_ec_key(EcCurve::P256).expect("a key");
    let signer = ES256.signer_from_jwk(&p256).expect("a key of P-256");
    forms.push(handed("vc-jwt ES256", token(document, &p256, &signer)));
    let rsa = Jwk::generate_rsa_key(2048).expect("a key");
    let signer = RS256.signer_from_jwk(&rsa).expect("a key of RSA");
    forms.push(handed("vc-jwt RS256", token(document, &rsa, &signer)));
    forms
}

/// `secured` in every carrier.
pub fn carriers(secured: &[u8]) -> [Handed; 3] {
    let baked = |picture: &[u8]| carrier::bake(secured, picture, Existing::Keep).expect("room");
    [
        handed("PNG", baked(&png())),
        handed("SVG", baked(SVG)),
        handed("PDF", pdf(secured)),
    ]
}

/// The badge with the type of proof that came before cryptosuites; nothing here makes those.
fn proof_of_old(document: &[u8]) -> Vec<u8> {
    let mut credential: Value = serde_json::from_slice(document).expect("JSON");
    let contexts = credential["@context"].as_array_mut().expect("an array");
    contexts.push(json!(ED25519_2020));
    let mut options = json!({
        "type": "Ed25519Signature2020",
        "created": "2026-10-05T09:00:00Z",
        "verificationMethod": did_key::verification_method(&key().verifying_key()),
        "proofPurpose": "assertionMethod",
    });
    let signature = {
        let (unsecured, proof) = (ijson::Json::from(&credential), ijson::Json::from(&options));
        let transformed = eddsa_rdfc_2022::transform(&unsecured, processor()).expect("sound");
        let config = ed25519_signature_2020::proof_configuration(&proof, &unsecured, processor());
        let document_hash = eddsa_rdfc_2022::hash_document(&transformed);
        let hash_data = eddsa_rdfc_2022::hash(&document_hash, &config.expect("sound"));
        key().sign(hash_data.as_bytes()).to_bytes()
    };
    options["proofValue"] = json!(to_multibase(&signature));
    credential["proof"] = options;
    credential.to_string().into_bytes()
}

/// The badge as VC-JWT by the `did:jwk` of another kind of key.
fn token(document: &[u8], secret: &Jwk, signer: &dyn JwsSigner) -> String {
    let public = secret.to_public_key().expect("a public key").to_string();
    let did = format!("did:jwk:{}", URL_SAFE_NO_PAD.encode(public));
    let mut payload: Value = serde_json::from_slice(document).expect("JSON");
    payload["issuer"]["id"] = json!(did);
    payload["iss"] = json!(did);
    payload["jti"] = payload["id"].clone();
    payload["sub"] = payload["credentialSubject"]["id"].clone();
    for (claim, member) in [("nbf", "validFrom"), ("exp", "validUntil")] {
        if let Some(date) = payload[member].as_str() {
            let date = proofmark::clock::parse_timestamp(date).expect("a date");
            payload[claim] = json!(date.unix_timestamp());
        }
    }
    let mut header = JwsHeader::new();
    header.set_token_type("JWT");
    header.set_key_id(format!("{did}#0"));
    serialize_compact(payload.to_string().as_bytes(), &header, signer).expect("a token")
}

/// A small picture.
const SVG: &[u8] =
    b"<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"64\" height=\"64\"><circle r=\"32\"/></svg>";

/// A grey picture of 128 × 128 pixels.
fn png() -> Vec<u8> {
    png_of(None)
}

/// The same with an `iTXt` chunk.
pub fn png_with(text: &[u8]) -> Vec<u8> {
    png_of(Some(text))
}

fn png_of(text: Option<&[u8]>) -> Vec<u8> {
    let mut file = b"\x89PNG\r\n\x1a\n".to_vec();
    let mut chunk = |kind: &[u8; 4], data: &[u8]| {
        let length = u32::try_from(data.len()).expect("a small picture");
        file.extend_from_slice(&length.to_be_bytes());
        let named = [&kind[..], data].concat();
        file.extend_from_slice(&named);
        file.extend_from_slice(&crc32fast::hash(&named).to_be_bytes());
    };
    chunk(b"IHDR", &[0, 0, 0, 128, 0, 0, 0, 128, 8, 0, 0, 0, 0]);
    if let Some(text) = text {
        chunk(b"iTXt", text);
    }
    chunk(b"IDAT", &deflated(&[0; 128 * 129]));
    chunk(b"IEND", b"");
    file
}

/// A page with the credential attached, as writers of PDF do it: compressed.
pub fn pdf(credential: &[u8]) -> Vec<u8> {
    let mut document = Document::with_version("1.7");
    let pages = document.new_object_id();
    let page = document.add_object(dictionary! { "Type" => "Page", "Parent" => pages });
    let all = dictionary! { "Type" => "Pages", "Kids" => vec![page.into()], "Count" => 1 };
    document.objects.insert(pages, Object::Dictionary(all));
    let how = dictionary! { "Type" => "EmbeddedFile", "Filter" => "FlateDecode" };
    let stream = document.add_object(Stream::new(how, deflated(credential)));
    let file = document.add_object(dictionary! {
        "Type" => "Filespec",
        "F" => Object::string_literal("badge.json"),
        "EF" => dictionary! { "F" => stream },
    });
    let names = vec![Object::string_literal("badge.json"), file.into()];
    let catalog = document.add_object(dictionary! {
        "Type" => "Catalog",
        "Pages" => pages,
        "Names" => dictionary! { "EmbeddedFiles" => dictionary! { "Names" => names } },
    });
    document.trailer.set("Root", catalog);
    let mut bytes = Vec::new();
    document.save_to(&mut bytes).expect("memory");
    bytes
}

/// `bytes` in the format of zlib.
fn deflated(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = ZlibEncoder::new(Vec::new(), Compression::default());
    encoder.write_all(bytes).expect("memory");
    encoder.finish().expect("memory")
}

/// A verifier that asks nobody.
pub struct Reader {
    documents: KnownDocuments,
    trusted: TrustedIssuers,
    clock: FixedClock,
    turns: Turns,
}

impl Reader {
    /// One whose clock stands still shortly after everything was signed.
    pub fn new() -> Self {
        Self {
            documents: KnownDocuments::default(),
            trusted: TrustedIssuers::default(),
            clock: FixedClock(CREATED),
            turns: Turns::new(1),
        }
    }

    /// From what is handed in to the report.
    pub fn report(&self, question: &Question) -> Report {
        let report = self.verifier().verify(question);
        report.expect("this can be read")
    }

    fn verifier(&self) -> Verifier<'_> {
        Verifier {
            documents: &self.documents,
            resolver: &Closed,
            trusted: &self.trusted,
            clock: &self.clock,
            turns: &self.turns,
        }
    }

    /// The question about a badge, once it is sure that the verifier calls it good, and a changed
    /// one not: one that accepts anything would be fast.
    pub fn question(&self, badge: &Handed) -> Question {
        let name = badge.name;
        let question = Question::about(badge.bytes.as_slice());
        let report = self.report(&question);
        assert_eq!(report.verdict, Verdict::Valid, "{name}: {report:#?}");
        let changed = Question::about(tampered(&badge.bytes));
        let report = self.verifier().verify(&changed);
        let accepted = report.is_ok_and(|report| report.verdict == Verdict::Valid);
        assert!(!accepted, "{name}: a tampered credential was accepted");
        question
    }
}
