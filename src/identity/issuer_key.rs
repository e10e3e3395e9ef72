//! A private key that signs, in memory.

use super::p256::P256Key;
use super::public_key::PublicKey;
use super::signer::{Signer, SignerError};
use super::{did_key, did_web, multikey};
use crate::id::Rng;
use ed25519_dalek::{Signer as _, SigningKey};
use std::fmt;
use zeroize::Zeroizing;

/// A key that signs for a DID: of Ed25519, or of P-256 for tokens alone. Its private bytes are
/// wiped when it is dropped; printing it shows its verification method alone.
pub struct IssuerKey {
    verification_method: String,
    public: PublicKey,
    private: Private,
}

/// The private half.
enum Private {
    Ed25519(Box<SigningKey>),
    P256(P256Key),
}

/// A new key could not be made.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum NewKeyError {
    /// It was to be the key of something that is no `did:web`. The caller is at fault.
    #[error(transparent)]
    Did(#[from] did_web::DidWebError),
    /// No key came of the randomness, or OpenSSL failed. The environment is at fault.
    #[error(transparent)]
    Drawing(#[from] SignerError),
}

impl IssuerKey {
    /// A new Ed25519 key that is its own DID (`did:key`).
    pub fn for_did_key(rng: &mut dyn Rng) -> Self {
        let private = draw(rng);
        let verification_method = did_key::verification_method(&private.verifying_key());
        Self::of_ed25519(verification_method, private)
    }

    /// A new Ed25519 key of a `did:web`; its verification method is the DID with the multikey as
    /// the fragment.
    ///
    /// # Errors
    /// [`did_web::DidWebError`] when `did` is not a `did:web`.
    pub fn for_did_web(did: &str, rng: &mut dyn Rng) -> Result<Self, did_web::DidWebError> {
        did_web::document_url(did)?;
        let private = draw(rng);
        let multikey = multikey::encode(&private.verifying_key());
        Ok(Self::of_ed25519(format!("{did}#{multikey}"), private))
    }

    /// A new P-256 key of a `did:web`, for ES256; its verification method is named in the same
    /// way.
    ///
    /// # Errors
    /// [`NewKeyError`].
    pub fn es256_for_did_web(did: &str, rng: &mut dyn Rng) -> Result<Self, NewKeyError> {
        did_web::document_url(did)?;
        let private = P256Key::draw(rng)?;
        let multikey = multikey::of_public_key(&private.public()?).unwrap_or_default();
        Ok(Self::of_p256(format!("{did}#{multikey}"), private)?)
    }

    /// The Ed25519 key with this verification method.
    pub(super) fn of_ed25519(verification_method: String, private: SigningKey) -> Self {
        Self {
            verification_method,
            public: private.verifying_key().into(),
            private: Private::Ed25519(Box::new(private)),
        }
    }

    /// The P-256 key with this verification method.
    pub(super) fn of_p256(
        verification_method: String,
        private: P256Key,
    ) -> Result<Self, SignerError> {
        Ok(Self {
            verification_method,
            public: private.public()?,
            private: Private::P256(private),
        })
    }

    /// The DID that the key signs for.
    pub fn issuer(&self) -> &str {
        did_of_method(&self.verification_method)
    }

    /// The private bytes, for the key file alone.
    pub(super) fn private(&self) -> Result<Zeroizing<[u8; 32]>, SignerError> {
        match &self.private {
            Private::Ed25519(key) => Ok(Zeroizing::new(key.to_bytes())),
            Private::P256(key) => key.to_bytes(),
        }
    }
}

/// What stands before the fragment.
pub(super) fn did_of_method(verification_method: &str) -> &str {
    verification_method
        .split_once('#')
        .map_or(verification_method, |(did, _)| did)
}

fn draw(rng: &mut dyn Rng) -> SigningKey {
    let mut seed = Zeroizing::new([0; 32]);
    rng.fill(seed.as_mut());
    SigningKey::from_bytes(&seed)
}

impl Signer for IssuerKey {
    fn verification_method(&self) -> &str {
        &self.verification_method
    }

    fn public_key(&self) -> &PublicKey {
        &self.public
    }

    fn sign(&self, message: &[u8]) -> Result<[u8; 64], SignerError> {
        match &self.private {
            Private::Ed25519(key) => Ok(key.sign(message).to_bytes()),
            Private::P256(key) => key.sign(message),
        }
    }
}

impl fmt::Debug for IssuerKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "IssuerKey({})", self.verification_method)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::id::SeededRng;

    #[test]
    fn a_new_key_signs_for_its_did() {
        let key = IssuerKey::for_did_web("did:web:badges.example", &mut SeededRng::new(1)).unwrap();
        assert_eq!(key.issuer(), "did:web:badges.example");
        let signature = key.sign(b"message").unwrap();
        let signature = ed25519_dalek::Signature::from_bytes(&signature);
        let public = key.public_key().as_ed25519().unwrap();
        assert!(public.verify_strict(b"message", &signature).is_ok());
        assert!(public.verify_strict(b"massage", &signature).is_err());
        let own = IssuerKey::for_did_key(&mut SeededRng::new(1));
        let public_again = did_key::key_of_method(own.verification_method()).unwrap();
        assert_eq!(&public_again, own.public_key());
        assert_eq!(own.public_key(), key.public_key());
        assert!(IssuerKey::for_did_web("did:web:..", &mut SeededRng::new(1)).is_err());
    }

    #[test]
    fn a_key_for_es256_signs_for_its_did() {
        let did = "did:web:badges.example";
        let key = IssuerKey::es256_for_did_web(did, &mut SeededRng::new(1)).unwrap();
        assert!(
            key.verification_method()
                .starts_with("did:web:badges.example#zDn")
        );
        let signature = key.sign(b"message").unwrap();
        let public = key.public_key();
        assert!(
            public
                .verify(public.algorithm(), b"message", &signature)
                .is_ok()
        );
        assert!(
            public
                .verify(public.algorithm(), b"massage", &signature)
                .is_err()
        );
        let printed = format!("{key:?}");
        assert_eq!(printed, format!("IssuerKey({})", key.verification_method()));
        let wrong = IssuerKey::es256_for_did_web("did:key:z", &mut SeededRng::new(1));
        assert!(matches!(wrong, Err(NewKeyError::Did(_))));
    }

    #[test]
    fn signatures_are_those_of_rfc_8032() {
        // RFC 8032, section 7.1, test 2.
        let hex = |text: &str| -> Vec<u8> {
            let byte = |place| u8::from_str_radix(&text[place..place + 2], 16).unwrap();
            (0..text.len()).step_by(2).map(byte).collect()
        };
        let seed = hex("4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb");
        let key = IssuerKey::of_ed25519(
            "did:example:a#b".to_owned(),
            SigningKey::from_bytes(&seed.try_into().unwrap()),
        );
        let signature = hex(concat!(
            "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da",
            "085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00"
        ));
        assert_eq!(key.sign(&[0x72]).unwrap().to_vec(), signature);
    }

    #[test]
    fn printing_shows_the_verification_method_alone() {
        let key = IssuerKey::for_did_key(&mut SeededRng::new(2));
        let printed = format!("{key:?}");
        assert_eq!(printed, format!("IssuerKey({})", key.verification_method()));
    }
}
