//! RSA keys, and their PKCS #1 v1.5 signatures over SHA-256.
//!
//! RFC 8017, section 8.2; RFC 7518, section 3.3 (at least 2048 bits). Keys of more than 8192 bits
//! and exponents of more than 64 are refused, because verifying under them costs too much.

use super::{PublicKeyError, SignatureRefused, expect_length, verify_by_openssl};
use openssl::bn::BigNum;
use openssl::error::ErrorStack;
use openssl::hash::MessageDigest;
use openssl::pkey::{PKey, Public};
use openssl::rsa::Rsa;
use std::sync::Arc;

/// How many bits a modulus may have.
const MODULUS_BITS: std::ops::RangeInclusive<u32> = 2048..=8192;

/// How many bytes an exponent may have.
const MAX_EXPONENT_BYTES: usize = 8;

/// A modulus and an exponent.
#[derive(Clone)]
pub struct RsaPublicKey {
    modulus: Arc<[u8]>,
    exponent: Arc<[u8]>,
    key: PKey<Public>,
}

impl RsaPublicKey {
    pub(super) fn new(modulus: &[u8], exponent: &[u8]) -> Result<Self, PublicKeyError> {
        let (modulus, exponent) = (without_zeros(modulus), without_zeros(exponent));
        let bits = bits(modulus);
        if !MODULUS_BITS.contains(&bits) {
            return Err(PublicKeyError::RsaBits(bits));
        }
        let is_odd = |number: &[u8]| number.last().is_some_and(|byte| byte & 1 == 1);
        let sound = is_odd(modulus)
            && is_odd(exponent)
            && exponent != [1]
            && exponent.len() <= MAX_EXPONENT_BYTES;
        if !sound {
            return Err(PublicKeyError::RsaNumbers);
        }
        let read = || -> Result<Self, ErrorStack> {
            let (n, e) = (BigNum::from_slice(modulus)?, BigNum::from_slice(exponent)?);
            Ok(Self {
                modulus: modulus.into(),
                exponent: exponent.into(),
                key: PKey::from_rsa(Rsa::from_public_components(n, e)?)?,
            })
        };
        read().map_err(|_| PublicKeyError::RsaNumbers)
    }

    /// The modulus, big-endian, without leading zeros.
    pub fn modulus(&self) -> &[u8] {
        &self.modulus
    }

    /// The exponent, big-endian, without leading zeros.
    pub fn exponent(&self) -> &[u8] {
        &self.exponent
    }

    pub(super) fn verify(&self, message: &[u8], signature: &[u8]) -> Result<(), SignatureRefused> {
        expect_length(signature, self.modulus.len())?;
        verify_by_openssl(&self.key, MessageDigest::sha256(), message, signature)
    }
}

impl PartialEq for RsaPublicKey {
    fn eq(&self, other: &Self) -> bool {
        (&self.modulus, &self.exponent) == (&other.modulus, &other.exponent)
    }
}

impl Eq for RsaPublicKey {}

fn without_zeros(number: &[u8]) -> &[u8] {
    let zeros = number.iter().take_while(|byte| **byte == 0).count();
    number.get(zeros..).unwrap_or_default()
}

/// The bits of a number without leading zeros.
fn bits(number: &[u8]) -> u32 {
    let of_first = number.first().map_or(0, |byte| 8 - byte.leading_zeros());
    let rest = u32::try_from(number.len().saturating_sub(1)).unwrap_or(u32::MAX / 8);
    rest.saturating_mul(8).saturating_add(of_first)
}
