use super::*;
use openssl::bn::{BigNum, BigNumContext};
use openssl::ec::{EcGroup, EcKey, EcPoint, PointConversionForm};
use openssl::ecdsa::EcdsaSig;
use openssl::nid::Nid;
use openssl::pkey::Private;

/// The public key of RFC 7515, appendix A.3.
pub(super) fn published_p256() -> PublicKey {
    key(concat!(
        r#"{"kty":"EC","crv":"P-256","x":"f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU","#,
        r#""y":"x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0"}"#
    ))
}

/// The public key of RFC 6979, appendix A.2.6.
pub(super) fn published_p384() -> PublicKey {
    let x = "EC3A4E415B4E19A4568618029F427FA5DA9A8BC4AE92E02E06AAE5286B300C64\
             DEF8F0EA9055866064A254515480BC13";
    let y = "8015D9B72D7D57244EA8EF9AC0C621896708A59367F9DFB9F54CA84B3F1C9DB1\
             288B231C3AE0D4FE7344FD2533264720";
    PublicKey::ec(Curve::P384, &hex(x), &hex(y)).unwrap()
}

fn hex(text: &str) -> Vec<u8> {
    BigNum::from_hex_str(text).unwrap().to_vec()
}

fn group(curve: Curve) -> EcGroup {
    let nid = match curve {
        Curve::P256 => Nid::X9_62_PRIME256V1,
        Curve::P384 => Nid::SECP384R1,
    };
    EcGroup::from_curve_name(nid).unwrap()
}

/// The public key of a private number.
pub(super) fn of_scalar(curve: Curve, scalar: u64) -> PublicKey {
    let group = group(curve);
    let mut context = BigNumContext::new().unwrap();
    let scalar = BigNum::from_slice(&scalar.to_be_bytes()).unwrap();
    let mut point = EcPoint::new(&group).unwrap();
    point.mul_generator2(&group, &scalar, &mut context).unwrap();
    of_point(curve, &point)
}

fn of_point(curve: Curve, point: &openssl::ec::EcPointRef) -> PublicKey {
    let mut context = BigNumContext::new().unwrap();
    let form = PointConversionForm::UNCOMPRESSED;
    let bytes = point.to_bytes(&group(curve), form, &mut context).unwrap();
    let (x, y) = bytes[1..].split_at(curve.field_bytes());
    PublicKey::ec(curve, x, y).unwrap()
}

/// A new key, its private part, and its signature of a message in both forms: raw and DER.
struct Signed {
    private: EcKey<Private>,
    public: PublicKey,
    raw: Vec<u8>,
    der: Vec<u8>,
}

fn sign(curve: Curve, message: &[u8]) -> Signed {
    let private = EcKey::generate(&group(curve)).unwrap();
    let digest = openssl::hash::hash(digest(curve), message).unwrap();
    let signature = EcdsaSig::sign(&digest, &private).unwrap();
    let bytes = i32::try_from(curve.field_bytes()).unwrap();
    let padded = |n: &openssl::bn::BigNumRef| n.to_vec_padded(bytes).unwrap();
    Signed {
        public: of_point(curve, private.public_key()),
        private,
        raw: [padded(signature.r()), padded(signature.s())].concat(),
        der: signature.to_der().unwrap(),
    }
}

fn digest(curve: Curve) -> MessageDigest {
    match curve {
        Curve::P256 => MessageDigest::sha256(),
        Curve::P384 => MessageDigest::sha384(),
    }
}

#[test]
fn the_published_signatures_are_the_keys() {
    // RFC 7515, appendix A.3.
    let message = concat!(
        "eyJhbGciOiJFUzI1NiJ9.eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQog",
        "Imh0dHA6Ly9leGFtcGxlLmNvbS9pc19yb290Ijp0cnVlfQ"
    );
    let signature = base64url(
        "DtEhU3ljbEg8L38VWAfUAqOyKAM6-Xx-F4GawxaepmXFCgfTjDxw5djxLa8ISlSApmWQxfKTUJqPP3-Kg6NU1Q",
    );
    let algorithm = SignatureAlgorithm::Es256;
    let key = published_p256();
    assert_eq!(
        key.verify(algorithm, message.as_bytes(), &signature),
        Ok(())
    );
    // RFC 6979, appendix A.2.6, with SHA-384.
    let r = "94EDBB92A5ECB8AAD4736E56C691916B3F88140666CE9FA73D64C4EA95AD133C\
             81A648152E44ACF96E36DD1E80FABE46";
    let s = "99EF4AEB15F178CEA1FE40DB2603138F130E740A19624526203B6351D0A3A94F\
             A329C145786E679E7B82C71A38628AC8";
    let signature = [hex(r), hex(s)].concat();
    let algorithm = SignatureAlgorithm::Es384;
    let key = published_p384();
    assert_eq!(key.verify(algorithm, b"sample", &signature), Ok(()));
    assert_eq!(
        key.verify(algorithm, b"test", &signature),
        Err(SignatureRefused::WrongSignature)
    );
}

#[test]
fn only_r_and_s_side_by_side_are_a_signature() {
    for curve in [Curve::P256, Curve::P384] {
        let signed = sign(curve, b"message");
        let verify = |signature: &[u8]| {
            let public = &signed.public;
            public.verify(public.algorithm(), b"message", signature)
        };
        assert_eq!(verify(&signed.raw), Ok(()));
        let longer = [&signed.raw[..], &[0]].concat();
        let whole = signed.raw.len();
        for wrong in [&[][..], &signed.raw[..whole - 1], &longer, &signed.der] {
            let (expected, found) = (whole, wrong.len());
            assert_eq!(
                verify(wrong),
                Err(SignatureRefused::Length { expected, found })
            );
        }
        // DER of just the right length is no pair of numbers either.
        let mut der = signed.der.clone();
        der.resize(whole, 0);
        assert_eq!(verify(&der), Err(SignatureRefused::WrongSignature));
        let swapped = [&signed.raw[whole / 2..], &signed.raw[..whole / 2]].concat();
        assert_eq!(verify(&swapped), Err(SignatureRefused::WrongSignature));
    }
}

#[test]
fn r_and_s_are_from_one_to_the_order() {
    for curve in [Curve::P256, Curve::P384] {
        let signed = sign(curve, b"message");
        let half = curve.field_bytes();
        let (r, s) = signed.raw.split_at(half);
        let mut order = BigNum::new().unwrap();
        let mut context = BigNumContext::new().unwrap();
        group(curve).order(&mut order, &mut context).unwrap();
        let order = order.to_vec();
        let (zero, most) = (vec![0; half], vec![0xff; half]);
        for (r, s) in [
            (&zero[..], s),
            (r, &zero),
            (&zero, &zero),
            (&order, s),
            (r, &order),
            (&order, &order),
            (&most, s),
            (r, &most),
        ] {
            let refused =
                signed
                    .public
                    .verify(signed.public.algorithm(), b"message", &[r, s].concat());
            assert_eq!(refused, Err(SignatureRefused::WrongSignature));
        }
    }
}

#[test]
fn other_hashes_messages_and_keys_are_refused() {
    for (curve, other) in [
        (Curve::P256, MessageDigest::sha384()),
        (Curve::P384, MessageDigest::sha256()),
    ] {
        let signed = sign(curve, b"message");
        let public = &signed.public;
        let digest = openssl::hash::hash(other, b"message").unwrap();
        let signature = EcdsaSig::sign(&digest, &signed.private).unwrap();
        let bytes = i32::try_from(curve.field_bytes()).unwrap();
        let r = signature.r().to_vec_padded(bytes).unwrap();
        let s = signature.s().to_vec_padded(bytes).unwrap();
        let wrong = Err(SignatureRefused::WrongSignature);
        let by_other_hash = [r, s].concat();
        assert_eq!(
            public.verify(public.algorithm(), b"message", &by_other_hash),
            wrong
        );
        assert_eq!(
            public.verify(public.algorithm(), b"massage", &signed.raw),
            wrong
        );
        let stranger = of_scalar(curve, 7);
        assert_eq!(
            stranger.verify(public.algorithm(), b"message", &signed.raw),
            wrong
        );
    }
}

#[test]
fn points_off_the_curve_are_no_keys() {
    for curve in [Curve::P256, Curve::P384] {
        let PublicKey::Ec(good) = of_scalar(curve, 2) else {
            panic!("a point is an EC key");
        };
        let (x, y) = good.coordinates();
        let mut beside = y.to_vec();
        *beside.last_mut().unwrap() ^= 1;
        let half = curve.field_bytes();
        let (zero, most) = (vec![0; half], vec![0xff; half]);
        let no_point = Err(PublicKeyError::NotAPoint(curve.name()));
        for (x, y) in [
            (x, &beside[..]),
            (&zero, &zero),
            (&most, y),
            (x, &most),
            (&x[1..], y),
            (x, &[]),
            (&[], &[]),
        ] {
            assert_eq!(PublicKey::ec(curve, x, y), no_point);
        }
        let compressed = good.compressed();
        let again = PublicKey::ec_compressed(curve, &compressed).unwrap();
        assert_eq!(again, PublicKey::Ec(good.clone()));
        let uncompressed = [&[4], x, y].concat();
        let hybrid = [&[6], x, y].concat();
        for wrong in [&compressed[1..], &uncompressed, &hybrid, &[0], &[], &[2]] {
            assert_eq!(PublicKey::ec_compressed(curve, wrong), no_point);
        }
        // About half of all x have no point.
        let without = (0..=255).filter(|x| {
            let mut bytes = vec![0; 1 + half];
            (bytes[0], bytes[half]) = (2, *x);
            PublicKey::ec_compressed(curve, &bytes) == no_point
        });
        assert!(without.count() > 64);
    }
}
