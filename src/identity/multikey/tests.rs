use super::*;

fn multikey(prefix: &[u8], key: &[u8]) -> String {
    format!("z{}", bs58::encode([prefix, key].concat()).into_string())
}

/// The public keys of W3C vc-di-eddsa and of the did:key method.
const KEYS: [&str; 3] = [
    "z6MkrJVnaZkeFzdQyMZu1cgjg7k1pZZ6pvBQ7XJPt4swbTQ2",
    "z6MktgKTsu1QhX6QPbyqG6geXdw6FQCZBPq7uQpieWbiQiG7",
    "z6MkhaXgBZDvotDkL5257faiztiGiC2QtKLGpbnnEGta2doK",
];

#[test]
fn published_keys_are_read_and_written_back() {
    for text in KEYS {
        assert_eq!(encode(&decode_ed25519(text).unwrap()), text);
    }
}

/// Keys of the did:key method's specification, and their kinds.
const POINTS: [(&str, &str); 4] = [
    ("zDnaerDaTF5BXEavCrfRZEk316dpbLsfPDZ3WJ5hRTPFU2169", "P-256"),
    ("zDnaerx9CtbPJ1q36T5Ln5wYt3MQYeGRG5ehnPAmxcf5mDZpv", "P-256"),
    (
        "z82Lm1MpAkeJcix9K8TMiLd5NMAhnwkjjCBeWHXyu3U4oT2MVJJKXkcVBgjGhnLBn2Kaau9",
        "P-384",
    ),
    (
        "z82LkvCwHNreneWpsgPEbV3gu1C6NFJEBg4srfJ5gdxEsMGRJUz2sG9FE42shbn2xkZJh54",
        "P-384",
    ),
];

#[test]
fn published_points_are_read_and_written_back() {
    for (text, kind) in POINTS {
        let key = decode(text).unwrap();
        assert_eq!(key.kind(), kind);
        assert_eq!(of_public_key(&key).as_deref(), Some(text));
        let code = if kind == "P-256" { 0x1200 } else { 0x1201 };
        let error = decode_ed25519(text).unwrap_err();
        assert_eq!(error, MultikeyError::OtherKind(code));
    }
}

#[test]
fn points_are_compressed_and_of_their_curve() {
    let mut point = [0xff; 33];
    point[0] = 2;
    let error = |prefix: &[u8], key: &[u8]| decode(&multikey(prefix, key)).unwrap_err();
    let no_point = MultikeyError::Key(PublicKeyError::NotAPoint("P-256"));
    assert_eq!(error(&P256_PUBLIC_PREFIX, &point), no_point);
    point[0] = 4;
    assert_eq!(error(&P256_PUBLIC_PREFIX, &point), no_point);
    for (prefix, expected, found) in [
        (P256_PUBLIC_PREFIX, 33, 65),
        (P256_PUBLIC_PREFIX, 33, 49),
        (P384_PUBLIC_PREFIX, 49, 33),
        (P384_PUBLIC_PREFIX, 49, 0),
    ] {
        let error = error(&prefix, &vec![2; found]);
        assert_eq!(error, MultikeyError::Length { expected, found });
    }
    let overlong = error(&[0x80, 0xa4, 0x00], &point);
    assert_eq!(overlong, MultikeyError::OverlongCodec);
}

#[test]
fn other_bases_are_refused() {
    let rest = &KEYS[0][1..];
    for base in ["f", "u", "m", "Z", ""] {
        let text = format!("{base}{rest}");
        assert_eq!(decode(&text), Err(MultikeyError::NotBase58Btc), "{text}");
    }
    assert_eq!(decode(""), Err(MultikeyError::NotBase58Btc));
    for text in ["z6MkO", "z6Mk0", "z6Mk ", "z6Mké"] {
        assert_eq!(decode(text), Err(MultikeyError::NotBase58), "{text}");
    }
}

#[test]
fn other_kinds_of_key_are_named() {
    let key = [7; 32];
    let other = |prefix: &[u8]| decode(&multikey(prefix, &key)).unwrap_err();
    assert_eq!(other(&[0xec, 0x01]), MultikeyError::KeyAgreement);
    // secp256k1 is of another family than what ES256 uses.
    assert_eq!(other(&[0xe7, 0x01]), MultikeyError::OtherKind(0xe7));
    assert_eq!(other(&[0x80, 0x26]), MultikeyError::PrivateKey);
    assert_eq!(other(&[0x86, 0x26]), MultikeyError::PrivateKey);
    assert_eq!(other(&[0x80, 0xed, 0x01]), MultikeyError::OtherKind(0x7680));
}

#[test]
fn codes_have_one_spelling() {
    let key = decode_ed25519(KEYS[0]).unwrap();
    for prefix in [&[0xed, 0x81, 0x00][..], &[0xed, 0x81, 0x80, 0x00]] {
        let error = decode(&multikey(prefix, key.as_bytes())).unwrap_err();
        assert_eq!(error, MultikeyError::OverlongCodec);
    }
    assert_eq!(decode("z"), Err(MultikeyError::NoCodec));
    assert_eq!(
        decode(&multikey(&[0xff; 12], &[])),
        Err(MultikeyError::NoCodec)
    );
}

#[test]
fn lengths_are_exact() {
    let key = decode_ed25519(KEYS[0]).unwrap();
    let longer = [key.as_bytes(), &[0][..]].concat();
    for bytes in [&key.as_bytes()[..31], &longer[..], &[]] {
        let error = decode(&multikey(&[0xed, 0x01], bytes)).unwrap_err();
        assert_eq!(
            error,
            MultikeyError::Length {
                expected: 32,
                found: bytes.len()
            }
        );
    }
    let of_length = |length: usize| decode(&format!("z{}", "6".repeat(length - 1))).unwrap_err();
    assert_ne!(of_length(1024), MultikeyError::TooLong);
    assert_eq!(of_length(1025), MultikeyError::TooLong);
    let of_nothing = decode(&multikey(&[0], &[1])).unwrap_err();
    assert_eq!(of_nothing, MultikeyError::OtherKind(0));
}

#[test]
fn weak_and_misspelt_keys_are_refused() {
    let error = |bytes: [u8; 32]| decode(&multikey(&[0xed, 0x01], &bytes)).unwrap_err();
    let mut identity = [0; 32];
    identity[0] = 1;
    assert_eq!(error(identity), PublicKeyError::Weak.into());
    assert_eq!(error([0; 32]), PublicKeyError::Weak.into());
    let mut no_point = [0; 32];
    no_point[0] = 2;
    assert_eq!(error(no_point), PublicKeyError::NotAPoint("Ed25519").into());
    // y = 3 is a point of large order; p + 3 is the same y, spelt otherwise.
    let mut plain = [0; 32];
    plain[0] = 3;
    assert!(PublicKey::ed25519(&plain).is_ok());
    let mut misspelt = [0xff; 32];
    (misspelt[0], misspelt[31]) = (0xf0, 0x7f);
    assert_eq!(error(misspelt), PublicKeyError::NotCanonical.into());
}
