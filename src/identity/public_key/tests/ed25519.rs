use super::*;

/// RFC 8037, appendix A.2.
pub(super) fn published() -> PublicKey {
    key(r#"{"kty":"OKP","crv":"Ed25519","x":"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo"}"#)
}

/// All encodings of points of small order, canonical and not ("Taming the many EdDSAs", table 1):
/// the first bytes, what fills the middle, the last byte.
fn small_order() -> Vec<[u8; 32]> {
    const ORDER_8: [[u8; 31]; 2] = [
        [
            0x26, 0xe8, 0x95, 0x8f, 0xc2, 0xb2, 0x27, 0xb0, 0x45, 0xc3, 0xf4, 0x89, 0xf2, 0xef,
            0x98, 0xf0, 0xd5, 0xdf, 0xac, 0x05, 0xd3, 0xc6, 0x33, 0x39, 0xb1, 0x38, 0x02, 0x88,
            0x6d, 0x53, 0xfc,
        ],
        [
            0xc7, 0x17, 0x6a, 0x70, 0x3d, 0x4d, 0xd8, 0x4f, 0xba, 0x3c, 0x0b, 0x76, 0x0d, 0x10,
            0x67, 0x0f, 0x2a, 0x20, 0x53, 0xfa, 0x2c, 0x39, 0xcc, 0xc6, 0x4e, 0xc7, 0xfd, 0x77,
            0x92, 0xac, 0x03,
        ],
    ];
    let mut points = Vec::new();
    for (first, middle, last) in [
        (0x01, 0x00, 0x00),
        (0x01, 0x00, 0x80),
        (0x00, 0x00, 0x00),
        (0x00, 0x00, 0x80),
        (0xec, 0xff, 0x7f),
        (0xec, 0xff, 0xff),
        (0xed, 0xff, 0x7f),
        (0xed, 0xff, 0xff),
        (0xee, 0xff, 0x7f),
        (0xee, 0xff, 0xff),
    ] {
        let mut point = [middle; 32];
        (point[0], point[31]) = (first, last);
        points.push(point);
    }
    for (bytes, last) in ORDER_8.into_iter().zip([0x05, 0x7a]) {
        for sign in [0, 0x80] {
            let mut point = [last | sign; 32];
            point[..31].copy_from_slice(&bytes);
            points.push(point);
        }
    }
    points
}

#[test]
fn the_published_signature_is_the_keys() {
    // RFC 8037, appendix A.4.
    let message = b"eyJhbGciOiJFZERTQSJ9.RXhhbXBsZSBvZiBFZDI1NTE5IHNpZ25pbmc";
    let signature = base64url(
        "hgyY0il_MGCjP0JzlnLWG1PPOt7-09PGcvMg3AIbQR6dWbhijcNR4ki4iylGjg5BhVsPt9g7sVvpAr_MuM0KAg",
    );
    let verify = |message: &[u8], signature: &[u8]| {
        published().verify(SignatureAlgorithm::EdDsa, message, signature)
    };
    assert_eq!(verify(message, &signature), Ok(()));
    let wrong = Err(SignatureRefused::WrongSignature);
    assert_eq!(verify(b"another", &signature), wrong);
    for length in [0, 63] {
        let expected = 64;
        let found = length;
        assert_eq!(
            verify(message, &signature[..length]),
            Err(SignatureRefused::Length { expected, found })
        );
    }
}

#[test]
fn small_order_points_verify_nothing_as_keys_or_nonces() {
    let points = small_order();
    assert_eq!(points.len(), 14);
    for point in &points {
        assert!(PublicKey::ed25519(point).is_err(), "{point:?}");
    }
    let weak = points
        .iter()
        .filter_map(|point| VerifyingKey::from_bytes(point).ok());
    let keys: Vec<PublicKey> = weak.map(PublicKey::from).collect();
    assert!(keys.len() >= 8);
    for nonce in &points {
        let signature = [*nonce, [0; 32]].concat();
        let algorithm = SignatureAlgorithm::EdDsa;
        for key in &keys {
            let refused = key.verify(algorithm, b"anything", &signature);
            assert_eq!(refused, Err(SignatureRefused::WeakKey));
        }
        let refused = published().verify(algorithm, b"anything", &signature);
        assert_eq!(refused, Err(SignatureRefused::WrongSignature));
    }
}
