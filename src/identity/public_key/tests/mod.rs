//! Published keys and signatures first, then what must be refused, made here with OpenSSL.

mod ecdsa;
mod ed25519;
mod rsa;

use super::*;
use crate::identity::multikey;
use crate::ijson;
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use proptest::prelude::*;

/// The key of a JWK.
fn key(text: &str) -> PublicKey {
    jwk::read(&ijson::parse(text.as_bytes()).unwrap()).unwrap()
}

fn base64url(text: &str) -> Vec<u8> {
    URL_SAFE_NO_PAD.decode(text).unwrap()
}

#[test]
fn names_are_those_of_jose() {
    for algorithm in [
        SignatureAlgorithm::EdDsa,
        SignatureAlgorithm::Es256,
        SignatureAlgorithm::Es384,
        SignatureAlgorithm::Rs256,
    ] {
        assert_eq!(SignatureAlgorithm::named(algorithm.name()), Some(algorithm));
    }
    for other in ["none", "nOnE", "HS256", "es256", "ES256K", "PS256", ""] {
        assert_eq!(SignatureAlgorithm::named(other), None);
    }
}

#[test]
fn a_key_is_used_with_its_own_algorithm_alone() {
    let algorithms = ["EdDSA", "ES256", "ES384", "RS256"].map(SignatureAlgorithm::named);
    let keys = [
        ed25519::published(),
        ecdsa::published_p256(),
        ecdsa::published_p384(),
        rsa::published(),
    ];
    for (own, public) in keys.iter().enumerate() {
        assert_eq!(Some(public.algorithm()), algorithms[own]);
        for (other, algorithm) in algorithms.iter().flatten().enumerate() {
            // Even a signature of the right length is not looked at.
            for length in [64, 96, 256] {
                let refused = public.verify(*algorithm, b"message", &vec![1; length]);
                let mismatch = matches!(
                    refused,
                    Err(SignatureRefused::AlgorithmKeyMismatch { key, .. }) if key == public.kind()
                );
                assert_eq!(mismatch, own != other, "{refused:?}");
            }
        }
    }
}

#[test]
fn printing_shows_kind_and_thumbprint() {
    assert_eq!(
        format!("{:?}", ed25519::published()),
        "PublicKey(Ed25519, kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k)"
    );
}

#[test]
fn keys_are_equal_by_value() {
    let (one, other) = (ecdsa::published_p256(), ecdsa::published_p384());
    assert_eq!(one, one.clone());
    assert_eq!(one, ecdsa::published_p256());
    assert_ne!(one, other);
    let another = ecdsa::of_scalar(Curve::P256, 2);
    assert_ne!(one, another);
    assert_eq!(rsa::published(), rsa::published());
    assert_ne!(rsa::published(), one);
}

/// Keys of all kinds that have a multikey.
fn any_key() -> impl Strategy<Value = PublicKey> {
    let ed25519 = any::<[u8; 32]>().prop_map(|seed| {
        let private = ed25519_dalek::SigningKey::from_bytes(&seed);
        PublicKey::from(private.verifying_key())
    });
    let point = |curve: Curve| {
        // A number below both orders, and not zero.
        (1..=u64::MAX).prop_map(move |scalar| ecdsa::of_scalar(curve, scalar))
    };
    prop_oneof![ed25519, point(Curve::P256), point(Curve::P384)]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn every_key_is_read_back_from_its_multikey_and_its_jwk(public in any_key()) {
        let text = multikey::of_public_key(&public).unwrap();
        prop_assert_eq!(&multikey::decode(&text).unwrap(), &public);
        let members = ijson::to_vec(&ijson::Json::Object(jwk::required_members(&public)));
        let again = jwk::read(&ijson::parse(&members).unwrap()).unwrap();
        prop_assert_eq!(jwk::thumbprint(&again), jwk::thumbprint(&public));
        prop_assert_eq!(again, public);
    }

    #[test]
    fn no_bytes_make_reading_a_key_panic(bytes in proptest::collection::vec(any::<u8>(), 0..100)) {
        let text = format!("z{}", bs58::encode(&bytes).into_string());
        let _ = multikey::decode(&text);
        let _ = PublicKey::rsa(&bytes, &bytes);
        for curve in [Curve::P256, Curve::P384] {
            let _ = PublicKey::ec_compressed(curve, &bytes);
            let _ = PublicKey::ec(curve, &bytes, &bytes);
            let signed = ecdsa::of_scalar(curve, 7);
            prop_assert!(signed.verify(signed.algorithm(), b"", &bytes).is_err());
        }
    }
}
