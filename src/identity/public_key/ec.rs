//! Keys on the curves P-256 and P-384, and their ECDSA signatures as JOSE writes them.
//!
//! FIPS 186-5, section 6; SEC 1, sections 2.3.3 and 2.3.4 (points as bytes); RFC 7518, section 3.4
//! (r and s side by side, each as long as the order). Both curves have cofactor 1: every point on
//! them is of the full order, so that there are no weak points to look for.

use super::{PublicKeyError, SignatureRefused, expect_length, verify_by_openssl};
use openssl::bn::{BigNum, BigNumContext};
use openssl::ec::{EcGroup, EcKey, EcPoint, PointConversionForm};
use openssl::ecdsa::EcdsaSig;
use openssl::error::ErrorStack;
use openssl::hash::MessageDigest;
use openssl::nid::Nid;
use openssl::pkey::{PKey, Public};
use std::sync::Arc;

/// A curve of FIPS 186-5.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Curve {
    /// P-256, also called secp256r1 and prime256v1.
    P256,
    /// P-384, also called secp384r1.
    P384,
}

/// A point on a curve.
#[derive(Clone)]
pub struct EcPublicKey {
    curve: Curve,
    /// The uncompressed form: 04, then x and y.
    point: Arc<[u8]>,
    key: PKey<Public>,
}

impl Curve {
    /// The name in a JWK's `crv`.
    pub fn name(self) -> &'static str {
        match self {
            Curve::P256 => "P-256",
            Curve::P384 => "P-384",
        }
    }

    /// The curve of that name.
    pub fn named(name: &str) -> Option<Self> {
        [Curve::P256, Curve::P384]
            .into_iter()
            .find(|curve| curve.name() == name)
    }

    /// How many bytes a coordinate has, and a number below the order.
    pub fn field_bytes(self) -> usize {
        match self {
            Curve::P256 => 32,
            Curve::P384 => 48,
        }
    }

    fn group(self) -> Result<EcGroup, ErrorStack> {
        EcGroup::from_curve_name(match self {
            Curve::P256 => Nid::X9_62_PRIME256V1,
            Curve::P384 => Nid::SECP384R1,
        })
    }

    fn digest(self) -> MessageDigest {
        match self {
            Curve::P256 => MessageDigest::sha256(),
            Curve::P384 => MessageDigest::sha384(),
        }
    }
}

impl EcPublicKey {
    pub(super) fn of_coordinates(curve: Curve, x: &[u8], y: &[u8]) -> Result<Self, PublicKeyError> {
        let bytes = curve.field_bytes();
        if x.len() != bytes || y.len() != bytes {
            return Err(PublicKeyError::NotAPoint(curve.name()));
        }
        Self::of_bytes(curve, &[&[0x04], x, y].concat())
    }

    pub(super) fn of_compressed(curve: Curve, bytes: &[u8]) -> Result<Self, PublicKeyError> {
        // OpenSSL would take the uncompressed and the hybrid form here as well.
        let compressed = matches!(bytes, [0x02 | 0x03, x @ ..] if x.len() == curve.field_bytes());
        if !compressed {
            return Err(PublicKeyError::NotAPoint(curve.name()));
        }
        Self::of_bytes(curve, bytes)
    }

    /// The key of a point in a form whose first byte and length are already checked. OpenSSL
    /// refuses coordinates that are too large or not on the curve.
    fn of_bytes(curve: Curve, bytes: &[u8]) -> Result<Self, PublicKeyError> {
        let read = || -> Result<Self, ErrorStack> {
            let group = curve.group()?;
            let mut context = BigNumContext::new()?;
            let point = EcPoint::from_bytes(&group, bytes, &mut context)?;
            let form = PointConversionForm::UNCOMPRESSED;
            Ok(Self {
                curve,
                point: point.to_bytes(&group, form, &mut context)?.into(),
                key: PKey::from_ec_key(EcKey::from_public_key(&group, &point)?)?,
            })
        };
        read().map_err(|_| PublicKeyError::NotAPoint(curve.name()))
    }

    /// The curve.
    pub fn curve(&self) -> Curve {
        self.curve
    }

    /// The coordinates x and y, big-endian, as long as the curve's field each.
    pub fn coordinates(&self) -> (&[u8], &[u8]) {
        self.point[1..].split_at(self.curve.field_bytes())
    }

    /// The point in its compressed form.
    pub fn compressed(&self) -> Vec<u8> {
        let (x, y) = self.coordinates();
        let is_odd = y.last().is_some_and(|byte| byte & 1 == 1);
        [&[if is_odd { 0x03 } else { 0x02 }], x].concat()
    }

    pub(super) fn verify(&self, message: &[u8], signature: &[u8]) -> Result<(), SignatureRefused> {
        let half = self.curve.field_bytes();
        expect_length(signature, 2 * half)?;
        let (r, s) = signature.split_at(half);
        let der = self
            .signature_as_der(r, s)
            .map_err(|_| SignatureRefused::WrongSignature)?
            .ok_or(SignatureRefused::WrongSignature)?;
        verify_by_openssl(&self.key, self.curve.digest(), message, &der)
    }

    /// The signature in OpenSSL's form; nothing if r or s is not in 1 to n - 1 (FIPS 186-5,
    /// section 6.4.2), so that no reader of numbers further down is relied upon.
    fn signature_as_der(&self, r: &[u8], s: &[u8]) -> Result<Option<Vec<u8>>, ErrorStack> {
        let mut order = BigNum::new()?;
        let mut context = BigNumContext::new()?;
        self.curve.group()?.order(&mut order, &mut context)?;
        let (r, s) = (BigNum::from_slice(r)?, BigNum::from_slice(s)?);
        if [&r, &s].iter().any(|n| n.num_bits() == 0 || **n >= order) {
            return Ok(None);
        }
        EcdsaSig::from_private_components(r, s)?.to_der().map(Some)
    }
}

impl PartialEq for EcPublicKey {
    fn eq(&self, other: &Self) -> bool {
        self.curve == other.curve && self.point == other.point
    }
}

impl Eq for EcPublicKey {}
