//! Documents of every kind, and whoever signs them, honest or not: whatever a test names is signed
//! with a right signature.

use crate::support::keys::TestSigner;
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD as BASE64;
use openssl::bn::{BigNum, BigNumContext};
use openssl::ec::{EcGroup, EcKey, PointConversionForm};
use openssl::ecdsa::EcdsaSig;
use openssl::hash::{MessageDigest, hash};
use openssl::nid::Nid;
use openssl::pkey::{PKey, Private};
use openssl::rsa::Rsa;
use openssl::sign::Signer as OpensslSigner;
use proofmark::identity::Signer as _;
use proofmark::ijson;
use proofmark::jsonld::Contexts;
use proofmark::jsonld::canon::Budget;
use proofmark::proof::ed25519::{HashData, to_multibase};
use proofmark::proof::{Processor, ed25519_signature_2020, eddsa_jcs_2022, eddsa_rdfc_2022};
use serde_json::{Value, json};

pub const V1: &str = "https://www.w3.org/2018/credentials/v1";
pub const V2: &str = "https://www.w3.org/ns/credentials/v2";
pub const OB: &str = "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json";
pub const OB_1: &str = "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.1.json";
pub const DATA_INTEGRITY: &str = "https://w3id.org/security/data-integrity/v2";
pub const ED25519_2020: &str = "https://w3id.org/security/suites/ed25519-2020/v1";

pub const RDFC: &str = "eddsa-rdfc-2022";
pub const JCS: &str = "eddsa-jcs-2022";
pub const SIGNATURE_2020: &str = "Ed25519Signature2020";
pub const SUITES: [&str; 3] = [RDFC, JCS, SIGNATURE_2020];

pub const CREATED: &str = "2026-11-19T10:00:00Z";
/// When the credentials begin, as a date and in seconds.
pub const FROM: &str = "2026-11-20T10:00:00Z";
pub const FROM_SECONDS: i64 = 1_795_168_800;

pub fn school() -> TestSigner {
    TestSigner::did_key([7; 32])
}

pub fn stranger() -> TestSigner {
    TestSigner::did_key([9; 32])
}

pub fn learner() -> TestSigner {
    TestSigner::did_key([11; 32])
}

pub fn did(signer: &TestSigner) -> String {
    let (did, _) = signer.verification_method().split_once('#').unwrap();
    did.to_owned()
}

/// A small badge for the learner, by the school, without a proof.
pub fn badge() -> Value {
    badge_by(&did(&school()))
}

pub fn badge_by(issuer: &str) -> Value {
    json!({
        "@context": [V2, OB, ED25519_2020],
        "id": "urn:uuid:3f9d1c1e-6a55-4b35-9d3e-0c8b1b5c8f4e",
        "type": ["VerifiableCredential", "OpenBadgeCredential"],
        "name": "Carpentry",
        "issuer": {"id": issuer, "type": ["Profile"], "name": "A School"},
        "validFrom": FROM,
        "credentialSubject": {
            "id": did(&learner()),
            "type": ["AchievementSubject"],
            "achievement": {
                "id": "urn:uuid:9f0d7a52-5a5b-4a0e-8f61-3f2f3a5c0b11",
                "type": ["Achievement"],
                "name": "Carpentry",
                "description": "Builds things.",
                "criteria": {"narrative": "Built things."}
            }
        }
    })
}

/// The same in the words of the data model 1.1.
pub fn old_badge() -> Value {
    let mut badge = badge();
    badge["@context"] = json!([V1, OB_1, DATA_INTEGRITY, ED25519_2020]);
    without(&mut badge, "validFrom");
    badge["issuanceDate"] = json!(FROM);
    badge
}

/// What a holder shows: these credentials.
pub fn presentation(credentials: &[Value]) -> Value {
    let mut presentation = json!({
        "@context": [V2, ED25519_2020],
        "id": "urn:uuid:6a0f2d80-6d3b-4f0b-8f5e-0b8a0f5c2a11",
        "type": ["VerifiablePresentation"],
        "holder": did(&learner())
    });
    if !credentials.is_empty() {
        presentation["verifiableCredential"] = credentials.iter().cloned().collect();
    }
    presentation
}

pub fn without(object: &mut Value, name: &str) {
    object.as_object_mut().unwrap().shift_remove(name).unwrap();
}

/// `value` with other or more members.
pub fn with(mut value: Value, more: Value) -> Value {
    for (name, member) in more.as_object().unwrap() {
        value[name] = member.clone();
    }
    value
}

pub fn processor() -> Processor<'static> {
    Processor {
        contexts: Contexts::on_board(),
        budget: Budget::DEFAULT,
    }
}

/// A proof by `signer` over the document as it stands, with other or more members than it needs.
pub fn proof_with(document: &Value, suite: &str, signer: &TestSigner, more: Value) -> Value {
    let mut options = json!({
        "created": CREATED,
        "verificationMethod": signer.verification_method(),
        "proofPurpose": "assertionMethod"
    });
    match suite {
        SIGNATURE_2020 => options["type"] = json!(suite),
        _ => {
            options["type"] = json!("DataIntegrityProof");
            options["cryptosuite"] = json!(suite);
        }
    }
    if suite == JCS {
        options["@context"] = document["@context"].clone();
    }
    let mut options = with(options, more);
    let members = options.as_object_mut().unwrap();
    members.retain(|_, value| !value.is_null());
    let signature = signature(document, &options, suite, signer);
    options["proofValue"] = json!(to_multibase(&signature));
    options
}

fn signature(document: &Value, options: &Value, suite: &str, signer: &TestSigner) -> [u8; 64] {
    let (document, options) = (document.to_string(), options.to_string());
    let document = ijson::parse(document.as_bytes()).unwrap();
    let options = ijson::parse(options.as_bytes()).unwrap();
    let rdf = |config: String| -> HashData {
        let transformed = eddsa_rdfc_2022::transform(&document, processor()).unwrap();
        eddsa_rdfc_2022::hash(&eddsa_rdfc_2022::hash_document(&transformed), &config)
    };
    let hash_data = match suite {
        JCS => {
            let config = eddsa_jcs_2022::proof_configuration(&options).unwrap();
            eddsa_jcs_2022::hash(&eddsa_jcs_2022::transform(&document), &config)
        }
        RDFC => {
            rdf(eddsa_rdfc_2022::proof_configuration(&options, &document, processor()).unwrap())
        }
        _ => rdf(
            ed25519_signature_2020::proof_configuration(&options, &document, processor()).unwrap(),
        ),
    };
    eddsa_rdfc_2022::serialize_proof(&hash_data, signer).unwrap()
}

/// The document with the school's proof.
pub fn signed(document: &Value, suite: &str) -> Value {
    signed_with(document, suite, &school(), json!({}))
}

pub fn signed_with(document: &Value, suite: &str, signer: &TestSigner, more: Value) -> Value {
    let proof = proof_with(document, suite, signer, more);
    with(document.clone(), json!({ "proof": proof }))
}

/// The presentation with the learner's proof, bound as `more` says.
pub fn presented(presentation: &Value, suite: &str, more: Value) -> Value {
    let more = with(json!({"proofPurpose": "authentication"}), more);
    signed_with(presentation, suite, &learner(), more)
}

/// A key that signs tokens.
pub enum Key {
    Ed25519(Box<TestSigner>),
    Other(&'static str, PKey<Private>),
}

impl Key {
    pub fn of(signer: TestSigner) -> Self {
        Key::Ed25519(Box::new(signer))
    }

    pub fn school() -> Self {
        Self::of(school())
    }

    pub fn p256() -> Self {
        Self::ec("ES256", Nid::X9_62_PRIME256V1)
    }

    pub fn p384() -> Self {
        Self::ec("ES384", Nid::SECP384R1)
    }

    pub fn rsa(bits: u32) -> Self {
        Key::Other(
            "RS256",
            PKey::from_rsa(Rsa::generate(bits).unwrap()).unwrap(),
        )
    }

    fn ec(algorithm: &'static str, curve: Nid) -> Self {
        let group = EcGroup::from_curve_name(curve).unwrap();
        let key = PKey::from_ec_key(EcKey::generate(&group).unwrap()).unwrap();
        Key::Other(algorithm, key)
    }

    pub fn algorithm(&self) -> &'static str {
        match self {
            Key::Ed25519(_) => "EdDSA",
            Key::Other(name, _) => name,
        }
    }

    pub fn jwk(&self) -> Value {
        let text = |number: Vec<u8>| BASE64.encode(number);
        let key = match self {
            Key::Ed25519(signer) => {
                let x = text(signer.key().verifying_key().as_bytes().to_vec());
                return json!({"kty": "OKP", "crv": "Ed25519", "x": x});
            }
            Key::Other(_, key) => key,
        };
        let Ok(ec) = key.ec_key() else {
            let rsa = key.rsa().unwrap();
            return json!({
                "kty": "RSA", "n": text(rsa.n().to_vec()), "e": text(rsa.e().to_vec())
            });
        };
        let mut context = BigNumContext::new().unwrap();
        let (mut x, mut y) = (BigNum::new().unwrap(), BigNum::new().unwrap());
        ec.public_key()
            .affine_coordinates(ec.group(), &mut x, &mut y, &mut context)
            .unwrap();
        let (curve, length) = self.curve();
        let text = |number: &BigNum| BASE64.encode(number.to_vec_padded(length).unwrap());
        json!({"kty": "EC", "crv": curve, "x": text(&x), "y": text(&y)})
    }

    fn curve(&self) -> (&'static str, i32) {
        match self.algorithm() {
            "ES384" => ("P-384", 48),
            _ => ("P-256", 32),
        }
    }

    pub fn did_jwk(&self) -> String {
        did_jwk(&self.jwk())
    }

    /// The DID that is the key; not for RSA.
    pub fn did_key(&self) -> String {
        let key = match self {
            Key::Ed25519(signer) => return did(signer),
            Key::Other(_, key) => key.ec_key().unwrap(),
        };
        let code = match self.curve() {
            ("P-384", _) => [0x81, 0x24],
            _ => [0x80, 0x24],
        };
        let mut context = BigNumContext::new().unwrap();
        let form = PointConversionForm::COMPRESSED;
        let point = key.public_key().to_bytes(key.group(), form, &mut context);
        did_key(&[&code[..], &point.unwrap()].concat())
    }

    pub fn sign(&self, message: &[u8]) -> Vec<u8> {
        let key = match self {
            Key::Ed25519(signer) => return signer.sign(message).unwrap().to_vec(),
            Key::Other(_, key) => key,
        };
        let Ok(ec) = key.ec_key() else {
            let mut signer = OpensslSigner::new(MessageDigest::sha256(), key).unwrap();
            return signer.sign_oneshot_to_vec(message).unwrap();
        };
        let (digest, length) = match self.curve() {
            ("P-384", length) => (MessageDigest::sha384(), length),
            (_, length) => (MessageDigest::sha256(), length),
        };
        let signature = EcdsaSig::sign(&hash(digest, message).unwrap(), &ec).unwrap();
        let half = |number: &openssl::bn::BigNumRef| number.to_vec_padded(length).unwrap();
        [half(signature.r()), half(signature.s())].concat()
    }
}

/// The DID of a JWK, whatever is in it.
pub fn did_jwk(jwk: &Value) -> String {
    format!("did:jwk:{}", BASE64.encode(jwk.to_string()))
}

/// The DID of a multikey, whatever is in it.
pub fn did_key(bytes: &[u8]) -> String {
    format!("did:key:z{}", bs58::encode(bytes).into_string())
}

/// The method of a `did:key`.
pub fn method_of(did: &str) -> String {
    format!("{did}#{}", did.replace("did:key:", ""))
}

/// The header of the school's tokens.
pub fn header() -> Value {
    json!({"typ": "JWT", "alg": "EdDSA", "kid": school().verification_method()})
}

/// The payload of a badge as Open Badges wants it.
pub fn claims(badge: &Value) -> Value {
    with(
        badge.clone(),
        json!({
            "iss": badge["issuer"]["id"],
            "jti": badge["id"],
            "sub": badge["credentialSubject"]["id"],
            "nbf": FROM_SECONDS
        }),
    )
}

pub fn base64url(bytes: impl AsRef<[u8]>) -> String {
    BASE64.encode(bytes)
}

/// A token of whatever header and payload, with a right signature by `key`.
pub fn token_of(header: &str, payload: &str, key: &Key) -> String {
    let input = format!("{}.{}", base64url(header), base64url(payload));
    format!("{input}.{}", base64url(key.sign(input.as_bytes())))
}

pub fn token(header: &Value, payload: &Value, key: &Key) -> String {
    token_of(&header.to_string(), &payload.to_string(), key)
}

/// The school's token.
pub fn school_token(header: &Value, payload: &Value) -> String {
    token(header, payload, &Key::school())
}

/// An object that stands for a credential's token.
pub fn enveloped(token: &str) -> Value {
    json!({
        "@context": V2,
        "type": "EnvelopedVerifiableCredential",
        "id": format!("data:application/vc+jwt,{token}")
    })
}

/// The token, parted before its signature.
pub fn unsigned(token: &str) -> (&str, &str) {
    token.rsplit_once('.').unwrap()
}
