//! Signatures of every algorithm, by published vectors and by OpenSSL, and that none is taken
//! under a key of another kind: J03, J04, J25.

use crate::{BASE64, claims, fault, faults_of, header, public_key, with};
use base64::Engine;
use openssl::bn::BigNum;
use openssl::ec::{EcGroup, EcKey};
use openssl::ecdsa::EcdsaSig;
use openssl::hash::{MessageDigest, hash};
use openssl::nid::Nid;
use openssl::pkey::{PKey, Private};
use openssl::rsa::Rsa;
use openssl::sign::Signer;
use proofmark::identity::{PublicKey, SignatureAlgorithm, jwk};
use proofmark::ijson::{self, Json};
use proofmark::proof::{ProofError, compact_jws, vc_jwt};
use serde_json::{Value, json};

/// RFC 7515, appendices A.2 and A.3: the payload of both.
const JOE: &str = "eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGFtcGxlLmNvbS9pc19yb290Ijp0cnVlfQ";

fn key_of(jwk: &str) -> PublicKey {
    jwk::read(&ijson::parse(jwk.as_bytes()).unwrap()).unwrap()
}

/// Whether a published token verifies, and no token with one bit of its signature changed.
fn is_vector(token: &str, key: &PublicKey, algorithm: SignatureAlgorithm, payload: &[u8]) {
    let jws = compact_jws::decode(token).unwrap();
    assert_eq!(jws.header.algorithm, algorithm);
    assert_eq!(jws.payload, payload);
    jws.verify(key).unwrap();
    let mut changed = jws.clone();
    changed.signature[20] ^= 1;
    assert!(matches!(
        changed.verify(key),
        Err(ProofError::WrongTokenSignature)
    ));
}

fn joe() -> Vec<u8> {
    b"{\"iss\":\"joe\",\r\n \"exp\":1300819380,\r\n \"http://example.com/is_root\":true}".to_vec()
}

#[test]
fn rfc_7515_appendix_a_2_rs256() {
    let key = key_of(concat!(
        r#"{"kty":"RSA","e":"AQAB","n":""#,
        "ofgWCuLjybRlzo0tZWJjNiuSfb4p4fAkd_wWJcyQoTbji9k0l8W26mPddxHmfHQp-Vaw-4qPCJrcS2mJPMEzP1Pt",
        "0Bm4d4QlL-yRT-SFd2lZS-pCgNMsD1W_YpRPEwOWvG6b32690r2jZ47soMZo9wGzjb_7OMg0LOL-bSf63kpaSHSX",
        "ndS5z5rexMdbBYUsLA9e-KXBdQOS-UTo7WTBEMa2R2CapHg665xsmtdVMTBQY4uDZlxvb3qCo5ZwKh9kG4LT6_I5",
        "IhlJH7aGhyxXFvUK-DWNmoudF8NAco9_h9iaGNj8q2ethFkMLs91kzk2PAcDTW9gb54h4FRWyuXpoQ",
        r#""}"#
    ));
    let signature = concat!(
        "cC4hiUPoj9Eetdgtv3hF80EGrhuB__dzERat0XF9g2VtQgr9PJbu3XOiZj5RZmh7AAuHIm4Bh-0Qc_lF5YKt_O8W",
        "2Fp5jujGbds9uJdbF9CUAr7t1dnZcAcQjbKBYNX4BAynRFdiuB--f_nZLgrnbyTyWzO75vRK5h6xBArLIARNPvkS",
        "jtQBMHlb1L07Qe7K0GarZRmB_eSN9383LcOLn6_dO--xi12jzDwusC-eOkHWEsqtFZESc6BfI7noOPqvhJ1phCnv",
        "Wh6IeYI2w9QOYEUipUTI8np6LbgGY9Fs98rqVt5AXLIhWkWywlVmtVrBp0igcN_IoypGlUPQGe77Rw"
    );
    let token = format!("eyJhbGciOiJSUzI1NiJ9.{JOE}.{signature}");
    is_vector(&token, &key, SignatureAlgorithm::Rs256, &joe());
}

#[test]
fn rfc_7515_appendix_a_3_es256() {
    let key = key_of(
        r#"{"kty":"EC","crv":"P-256","x":"f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU",
            "y":"x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0"}"#,
    );
    let signature =
        "DtEhU3ljbEg8L38VWAfUAqOyKAM6-Xx-F4GawxaepmXFCgfTjDxw5djxLa8ISlSApmWQxfKTUJqPP3-Kg6NU1Q";
    let token = format!("eyJhbGciOiJFUzI1NiJ9.{JOE}.{signature}");
    is_vector(&token, &key, SignatureAlgorithm::Es256, &joe());
}

#[test]
fn rfc_8037_appendix_a_4_eddsa() {
    let key = key_of(
        r#"{"kty":"OKP","crv":"Ed25519","x":"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo"}"#,
    );
    let token = "eyJhbGciOiJFZERTQSJ9.RXhhbXBsZSBvZiBFZDI1NTE5IHNpZ25pbmc.\
                 hgyY0il_MGCjP0JzlnLWG1PPOt7-09PGcvMg3AIbQR6dWbhijcNR4ki4iylGjg5BhVsPt9g7sVvpAr_MuM0KAg";
    let payload = b"Example of Ed25519 signing";
    is_vector(token, &key, SignatureAlgorithm::EdDsa, payload);
}

/// Somebody else's key, held by OpenSSL.
struct Other {
    algorithm: &'static str,
    key: PKey<Private>,
}

impl Other {
    fn ec(algorithm: &'static str, curve: Nid) -> Self {
        let group = EcGroup::from_curve_name(curve).unwrap();
        let key = PKey::from_ec_key(EcKey::generate(&group).unwrap()).unwrap();
        Self { algorithm, key }
    }

    fn rsa() -> Self {
        let key = PKey::from_rsa(Rsa::generate(2048).unwrap()).unwrap();
        Self {
            algorithm: "RS256",
            key,
        }
    }

    fn all() -> [Self; 3] {
        [
            Self::ec("ES256", Nid::X9_62_PRIME256V1),
            Self::ec("ES384", Nid::SECP384R1),
            Self::rsa(),
        ]
    }

    fn jwk(&self) -> Value {
        let text = |number: Vec<u8>| BASE64.encode(number);
        let Ok(ec) = self.key.ec_key() else {
            let rsa = self.key.rsa().unwrap();
            return json!({
                "kty": "RSA", "n": text(rsa.n().to_vec()), "e": text(rsa.e().to_vec())
            });
        };
        let mut context = openssl::bn::BigNumContext::new().unwrap();
        let (mut x, mut y) = (BigNum::new().unwrap(), BigNum::new().unwrap());
        let point = ec.public_key();
        point
            .affine_coordinates(ec.group(), &mut x, &mut y, &mut context)
            .unwrap();
        let (curve, length) = self.curve();
        let text = |number: &BigNum| BASE64.encode(number.to_vec_padded(length).unwrap());
        json!({"kty": "EC", "crv": curve, "x": text(&x), "y": text(&y)})
    }

    fn curve(&self) -> (&'static str, i32) {
        match self.algorithm {
            "ES384" => ("P-384", 48),
            _ => ("P-256", 32),
        }
    }

    fn public_key(&self) -> PublicKey {
        jwk::read(&Json::from(&self.jwk())).unwrap()
    }

    fn sign(&self, message: &[u8]) -> Vec<u8> {
        let Ok(ec) = self.key.ec_key() else {
            let mut signer = Signer::new(MessageDigest::sha256(), &self.key).unwrap();
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

    fn token(&self, header: &Value) -> String {
        let header = with(header.clone(), "alg", json!(self.algorithm));
        let input = format!(
            "{}.{}",
            BASE64.encode(header.to_string()),
            BASE64.encode(claims().to_string())
        );
        let signature = self.sign(input.as_bytes());
        format!("{input}.{}", BASE64.encode(signature))
    }
}

fn verify(token: &str, key: &PublicKey) -> Result<(), ProofError> {
    let jws = vc_jwt::decode(token)?;
    jws.verify(key)?;
    vc_jwt::content(&jws).map(drop)
}

#[test]
fn a_badge_by_each_algorithm_is_accepted() {
    for other in Other::all() {
        let header = with(header(), "jwk", other.jwk());
        let token = other.token(&header);
        let jws = vc_jwt::decode(&token).unwrap();
        assert_eq!(jws.header.key, Some(other.public_key()));
        verify(&token, &other.public_key()).unwrap();
        let (input, signature) = token.rsplit_once('.').unwrap();
        let (header, payload) = input.split_once('.').unwrap();
        let changed = format!("{header}.{}.{signature}", payload.replacen('a', "b", 1));
        assert!(matches!(
            verify(&changed, &other.public_key()),
            Err(ProofError::WrongTokenSignature | ProofError::Unreadable(_))
        ));
    }
}

/// J04: whatever the header says, a signature counts only by its key's own algorithm.
#[test]
fn the_algorithm_must_be_the_keys_own() {
    let others = Other::all();
    for (place, other) in others.iter().enumerate() {
        let token = other.token(&header());
        let mut keys: Vec<PublicKey> = others.iter().map(Other::public_key).collect();
        assert!(verify(&token, &keys.remove(place)).is_ok());
        keys.push(public_key());
        for key in keys {
            let error = verify(&token, &key).unwrap_err();
            assert!(matches!(error, ProofError::AlgorithmKeyMismatch { .. }));
            assert!(
                error
                    .problem_type()
                    .ends_with("CRYPTOGRAPHIC_SECURITY_ERROR")
            );
            assert_eq!(faults_of(error), fault("/alg", "alg-key-mismatch"));
        }
    }
}

/// J03: a code by everybody's public key is no signature.
#[test]
fn a_code_by_the_public_key_is_refused() {
    let public = public_key();
    let raw = public.as_ed25519().unwrap().as_bytes().to_vec();
    let jwk = json!({"kty": "OKP", "crv": "Ed25519", "x": BASE64.encode(&raw)}).to_string();
    let pkey = PKey::public_key_from_raw_bytes(&raw, openssl::pkey::Id::ED25519).unwrap();
    let secrets = [
        raw,
        pkey.public_key_to_pem().unwrap(),
        pkey.public_key_to_der().unwrap(),
        jwk.into_bytes(),
    ];
    for secret in secrets {
        let key = PKey::hmac(&secret).unwrap();
        let header = with(header(), "alg", json!("HS256"));
        let input = format!(
            "{}.{}",
            BASE64.encode(header.to_string()),
            BASE64.encode(claims().to_string())
        );
        let mut signer = Signer::new(MessageDigest::sha256(), &key).unwrap();
        let code = signer.sign_oneshot_to_vec(input.as_bytes()).unwrap();
        let token = format!("{input}.{}", BASE64.encode(code));
        let error = verify(&token, &public).unwrap_err();
        assert_eq!(faults_of(error), fault("/alg", "alg-not-allowed"));
    }
}

#[test]
fn a_signature_has_the_length_of_its_algorithm() {
    for other in Other::all() {
        let token = other.token(&header());
        let (input, signature) = token.rsplit_once('.').unwrap();
        let bytes = BASE64.decode(signature).unwrap();
        let of = |bytes: &[u8]| format!("{input}.{}", BASE64.encode(bytes));
        let short = verify(&of(&bytes[1..]), &other.public_key()).unwrap_err();
        let long = verify(&of(&[&bytes[..], &[0]].concat()), &other.public_key()).unwrap_err();
        for error in [short, long] {
            match other.algorithm {
                // How long it must be is known with the key.
                "RS256" => assert!(matches!(error, ProofError::WrongTokenSignature)),
                _ => assert_eq!(faults_of(error), fault("", "jws-form")),
            }
        }
        for length in [0, 1025] {
            let error = verify(&of(&vec![1; length]), &other.public_key()).unwrap_err();
            assert_eq!(faults_of(error), fault("", "jws-form"));
        }
    }
}

/// Another implementation's ASN.1 form of an ECDSA signature is not JOSE's.
#[test]
fn an_ecdsa_signature_in_asn_1_is_refused() {
    let other = Other::ec("ES256", Nid::X9_62_PRIME256V1);
    let token = other.token(&header());
    let (input, signature) = token.rsplit_once('.').unwrap();
    let bytes = BASE64.decode(signature).unwrap();
    let number = |bytes: &[u8]| BigNum::from_slice(bytes).unwrap();
    let (r, s) = (number(&bytes[..32]), number(&bytes[32..]));
    let der = EcdsaSig::from_private_components(r, s)
        .unwrap()
        .to_der()
        .unwrap();
    let token = format!("{input}.{}", BASE64.encode(der));
    let error = verify(&token, &other.public_key()).unwrap_err();
    assert_eq!(faults_of(error), fault("", "jws-form"));
}
