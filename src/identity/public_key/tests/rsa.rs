use super::*;
use openssl::pkey::PKey;
use openssl::rsa::{Padding, Rsa};
use openssl::sign::Signer;

/// The modulus of RFC 7515, appendix A.2.
const MODULUS: &str = concat!(
    "ofgWCuLjybRlzo0tZWJjNiuSfb4p4fAkd_wWJcyQoTbji9k0l8W26mPddxHmfHQp-Vaw-4qPCJrcS2mJPMEzP1Pt",
    "0Bm4d4QlL-yRT-SFd2lZS-pCgNMsD1W_YpRPEwOWvG6b32690r2jZ47soMZo9wGzjb_7OMg0LOL-bSf63kpaSHSX",
    "ndS5z5rexMdbBYUsLA9e-KXBdQOS-UTo7WTBEMa2R2CapHg665xsmtdVMTBQY4uDZlxvb3qCo5ZwKh9kG4LT6_I5",
    "IhlJH7aGhyxXFvUK-DWNmoudF8NAco9_h9iaGNj8q2ethFkMLs91kzk2PAcDTW9gb54h4FRWyuXpoQ"
);

/// 65537.
const EXPONENT: [u8; 3] = [1, 0, 1];

pub(super) fn published() -> PublicKey {
    PublicKey::rsa(&base64url(MODULUS), &EXPONENT).unwrap()
}

#[test]
fn the_published_signature_is_the_keys() {
    // RFC 7515, appendix A.2.
    let message = concat!(
        "eyJhbGciOiJSUzI1NiJ9.eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQog",
        "Imh0dHA6Ly9leGFtcGxlLmNvbS9pc19yb290Ijp0cnVlfQ"
    );
    let signature = base64url(concat!(
        "cC4hiUPoj9Eetdgtv3hF80EGrhuB__dzERat0XF9g2VtQgr9PJbu3XOiZj5RZmh7AAuHIm4Bh-0Qc_lF5YKt_O8W",
        "2Fp5jujGbds9uJdbF9CUAr7t1dnZcAcQjbKBYNX4BAynRFdiuB--f_nZLgrnbyTyWzO75vRK5h6xBArLIARNPvkS",
        "jtQBMHlb1L07Qe7K0GarZRmB_eSN9383LcOLn6_dO--xi12jzDwusC-eOkHWEsqtFZESc6BfI7noOPqvhJ1phCnv",
        "Wh6IeYI2w9QOYEUipUTI8np6LbgGY9Fs98rqVt5AXLIhWkWywlVmtVrBp0igcN_IoypGlUPQGe77Rw"
    ));
    let algorithm = SignatureAlgorithm::Rs256;
    let verify = |message: &str, signature: &[u8]| {
        published().verify(algorithm, message.as_bytes(), signature)
    };
    assert_eq!(verify(message, &signature), Ok(()));
    let wrong = Err(SignatureRefused::WrongSignature);
    assert_eq!(verify("another", &signature), wrong);
    for filler in [0, 1, 0xff] {
        assert_eq!(verify(message, &[filler; 256]), wrong);
    }
    let longer = [&[0], &signature[..]].concat();
    for other in [&[][..], &signature[1..], &longer] {
        let (expected, found) = (256, other.len());
        assert_eq!(
            verify(message, other),
            Err(SignatureRefused::Length { expected, found })
        );
    }
}

#[test]
fn other_hashes_and_paddings_are_refused() {
    let private = PKey::from_rsa(Rsa::generate(2048).unwrap()).unwrap();
    let rsa = private.rsa().unwrap();
    let public = PublicKey::rsa(&rsa.n().to_vec(), &rsa.e().to_vec()).unwrap();
    let sign = |digest, padding| {
        let mut signer = Signer::new(digest, &private).unwrap();
        signer.set_rsa_padding(padding).unwrap();
        signer.sign_oneshot_to_vec(b"message").unwrap()
    };
    let verify = |signature: &[u8]| public.verify(public.algorithm(), b"message", signature);
    let wrong = Err(SignatureRefused::WrongSignature);
    assert_eq!(
        verify(&sign(MessageDigest::sha256(), Padding::PKCS1)),
        Ok(())
    );
    assert_eq!(
        verify(&sign(MessageDigest::sha512(), Padding::PKCS1)),
        wrong
    );
    assert_eq!(verify(&sign(MessageDigest::sha1(), Padding::PKCS1)), wrong);
    assert_eq!(
        verify(&sign(MessageDigest::sha256(), Padding::PKCS1_PSS)),
        wrong
    );
    assert_eq!(
        published().verify(
            public.algorithm(),
            b"message",
            &sign(MessageDigest::sha256(), Padding::PKCS1)
        ),
        wrong
    );
}

#[test]
fn sizes_have_bounds() {
    // Whether a modulus is a product of primes cannot be seen; its bits can.
    let of_bits = |bits: usize| {
        let mut modulus = vec![0xff; bits.div_ceil(8)];
        if !bits.is_multiple_of(8) {
            modulus[0] = (1 << (bits % 8)) - 1;
        }
        PublicKey::rsa(&modulus, &EXPONENT)
    };
    for bits in [2048, 2049, 3072, 4096, 8192] {
        assert!(of_bits(bits).is_ok(), "{bits}");
    }
    for bits in [512, 1024, 2047, 8193, 16384] {
        let found = u32::try_from(bits).unwrap();
        assert_eq!(of_bits(bits), Err(PublicKeyError::RsaBits(found)));
    }
    // Zeros in front make no key larger.
    let padded = [vec![0; 128], vec![0xff; 128]].concat();
    assert_eq!(
        PublicKey::rsa(&padded, &EXPONENT),
        Err(PublicKeyError::RsaBits(1024))
    );
    assert_eq!(
        PublicKey::rsa(&[], &EXPONENT),
        Err(PublicKeyError::RsaBits(0))
    );
}

#[test]
fn unsound_numbers_are_refused() {
    let modulus = base64url(MODULUS);
    let mut even = modulus.clone();
    *even.last_mut().unwrap() &= 0xfe;
    assert_eq!(
        PublicKey::rsa(&even, &EXPONENT),
        Err(PublicKeyError::RsaNumbers)
    );
    for exponent in [&[][..], &[0], &[1], &[2], &[1, 0, 0], &[0xff; 9], &modulus] {
        let refused = PublicKey::rsa(&modulus, exponent);
        assert_eq!(refused, Err(PublicKeyError::RsaNumbers), "{exponent:?}");
    }
    for exponent in [&[3][..], &EXPONENT, &[0xff; 8]] {
        assert!(PublicKey::rsa(&modulus, exponent).is_ok());
    }
}
