//! A private key on P-256, and its ES256 signatures.
//!
//! FIPS 186-5, section 6 (ECDSA) and appendix A.2.2 (keys by rejection); RFC 7518, section 3.4 (r
//! and s side by side). The secret number of each signature is drawn by OpenSSL.

use super::public_key::{Curve, PublicKey};
use super::signer::SignerError;
use crate::id::Rng;
use openssl::bn::{BigNum, BigNumContext};
use openssl::ec::{EcGroup, EcKey, EcPoint, PointConversionForm};
use openssl::ecdsa::EcdsaSig;
use openssl::error::ErrorStack;
use openssl::nid::Nid;
use openssl::pkey::Private;
use sha2::{Digest as _, Sha256};
use zeroize::Zeroizing;

/// How many bytes a private key has, and half a signature.
const BYTES: i32 = 32;

/// A number is drawn anew when it is zero or not below the order, once in four thousand million
/// times; whoever draws so many in a row has no randomness.
const DRAWS: usize = 16;

/// A private key. OpenSSL wipes its number when it is dropped.
pub(super) struct P256Key(EcKey<Private>);

impl P256Key {
    /// A new key.
    pub(super) fn draw(rng: &mut dyn Rng) -> Result<Self, SignerError> {
        let mut bytes = Zeroizing::new([0; BYTES as usize]);
        for _ in 0..DRAWS {
            rng.fill(bytes.as_mut());
            if let Some(key) = Self::from_bytes(&bytes) {
                return Ok(key);
            }
        }
        Err(SignerError("no key on P-256 could be drawn".to_owned()))
    }

    /// The key of this number, big-endian; none when it is zero or not below the order.
    pub(super) fn from_bytes(bytes: &[u8; BYTES as usize]) -> Option<Self> {
        Self::of_number(bytes).ok().flatten()
    }

    fn of_number(bytes: &[u8]) -> Result<Option<Self>, ErrorStack> {
        let group = EcGroup::from_curve_name(Nid::X9_62_PRIME256V1)?;
        let mut context = BigNumContext::new_secure()?;
        let mut order = BigNum::new()?;
        group.order(&mut order, &mut context)?;
        // A secure number is wiped when it is dropped, and so are its copies.
        let mut number = BigNum::new_secure()?;
        number.copy_from_slice(bytes)?;
        number.set_const_time();
        if number.num_bits() == 0 || number >= order {
            return Ok(None);
        }
        let mut point = EcPoint::new(&group)?;
        point.mul_generator2(&group, &number, &mut context)?;
        EcKey::from_private_components(&group, &number, &point).map(|key| Some(Self(key)))
    }

    /// The number, big-endian.
    pub(super) fn to_bytes(&self) -> Result<Zeroizing<[u8; BYTES as usize]>, SignerError> {
        let number = self.0.private_key().to_vec_padded(BYTES).map_err(failed)?;
        let number = Zeroizing::new(number);
        let mut bytes = Zeroizing::new([0; BYTES as usize]);
        for (byte, of_number) in bytes.iter_mut().zip(number.iter()) {
            *byte = *of_number;
        }
        Ok(bytes)
    }

    /// The public key.
    pub(super) fn public(&self) -> Result<PublicKey, SignerError> {
        let mut context = BigNumContext::new().map_err(failed)?;
        let form = PointConversionForm::COMPRESSED;
        let point = self.0.public_key();
        let point = point.to_bytes(self.0.group(), form, &mut context);
        PublicKey::ec_compressed(Curve::P256, &point.map_err(failed)?)
            .map_err(|error| SignerError(error.to_string()))
    }

    /// The ES256 signature of `message`.
    pub(super) fn sign(&self, message: &[u8]) -> Result<[u8; 64], SignerError> {
        let signed = || -> Result<Vec<u8>, ErrorStack> {
            let signature = EcdsaSig::sign(&Sha256::digest(message), &self.0)?;
            let r = signature.r().to_vec_padded(BYTES)?;
            let s = signature.s().to_vec_padded(BYTES)?;
            Ok([r, s].concat())
        };
        let bytes = signed().map_err(failed)?;
        bytes
            .try_into()
            .map_err(|_| SignerError("a signature of another length".to_owned()))
    }
}

fn failed(error: ErrorStack) -> SignerError {
    SignerError(error.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::id::SeededRng;
    use crate::identity::SignatureAlgorithm;

    #[test]
    fn a_key_comes_back_from_its_bytes_and_signs() {
        let key = P256Key::draw(&mut SeededRng::new(1)).unwrap();
        let again = P256Key::from_bytes(&key.to_bytes().unwrap()).unwrap();
        let public = key.public().unwrap();
        assert_eq!(again.public().unwrap(), public);
        assert_eq!(public.kind(), "P-256");
        for key in [key, again] {
            let signature = key.sign(b"message").unwrap();
            let verify =
                |message: &[u8]| public.verify(SignatureAlgorithm::Es256, message, &signature);
            assert!(verify(b"message").is_ok());
            assert!(verify(b"massage").is_err());
        }
    }

    /// RFC 6979, appendix A.2.5: a private key on P-256 and its public one.
    #[test]
    fn the_public_key_is_that_of_the_published_private_one() {
        let bytes = |hex: &str| -> Vec<u8> {
            let byte = |place| u8::from_str_radix(&hex[place..place + 2], 16).unwrap();
            (0..hex.len()).step_by(2).map(byte).collect()
        };
        let private = bytes("c9afa9d845ba75166b5c215767b1d6934e50c3db36e89b127b8a622b120f6721");
        let x = bytes("60fed4ba255a9d31c961eb74c6356d68c049b8923b61fa6ce669622e60f29fb6");
        let y = bytes("7903fe1008b8bc99a41ae9e95628bc64f2f1b20c2d7e9f5177a3c294d4462299");
        let key = P256Key::from_bytes(&private.try_into().unwrap()).unwrap();
        let expected = PublicKey::ec(Curve::P256, &x, &y).unwrap();
        assert_eq!(key.public().unwrap(), expected);
    }

    #[test]
    fn zero_and_what_is_not_below_the_order_are_no_keys() {
        assert!(P256Key::from_bytes(&[0; 32]).is_none());
        assert!(P256Key::from_bytes(&[0xff; 32]).is_none());
        let mut one = [0; 32];
        one[31] = 1;
        assert!(P256Key::from_bytes(&one).is_some());
        struct Zeros;
        impl Rng for Zeros {
            fn fill(&mut self, bytes: &mut [u8]) {
                bytes.fill(0);
            }
        }
        assert!(P256Key::draw(&mut Zeros).is_err());
    }
}
