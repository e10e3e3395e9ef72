//! What is kept about people, unreadable without its key.
//!
//! Each learner has a key of their own ([`LearnerKey`]); whatever is kept about them is sealed
//! under it. The key itself is kept wrapped under the deployment's ([`DeploymentKey`]), which is in
//! a key file. Whoever destroys a learner's wrapped key has erased the learner.
//!
//! AES-256-GCM (NIST SP 800-38D) with random nonces of 96 bits; the associated data names what is
//! sealed, so that nothing can be put in the place of something else. HMAC-SHA-256 (RFC 2104) makes
//! fingerprints: of addresses that must be found again, of documents that must be known again.

use crate::id::Rng;
use aes_gcm::aead::{Aead, Nonce, Payload};
use aes_gcm::{Aes256Gcm, KeyInit};
use openssl::hash::MessageDigest;
use openssl::pkey::PKey;
use openssl::sign::Signer;
use std::fmt;
use zeroize::Zeroizing;

/// How many bytes a nonce has.
const NONCE: usize = 12;

/// What was sealed does not open: it was altered, stands in the wrong place, or was sealed under
/// another key. The environment is at fault.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("what is sealed here does not open under its key")]
pub struct NotOpened;

/// 256 bits that nobody may see.
#[derive(Clone)]
struct Secret(Zeroizing<[u8; 32]>);

impl Secret {
    fn draw(rng: &mut dyn Rng) -> Self {
        let mut bytes = Zeroizing::new([0; 32]);
        rng.fill(bytes.as_mut());
        Self(bytes)
    }

    fn cipher(&self) -> Aes256Gcm {
        Aes256Gcm::new((&*self.0).into())
    }

    fn seal(&self, about: &[u8], plain: &[u8], rng: &mut dyn Rng) -> Vec<u8> {
        let mut nonce = [0; NONCE];
        rng.fill(&mut nonce);
        let payload = Payload {
            msg: plain,
            aad: about,
        };
        let nonce_array = Nonce::<Aes256Gcm>::from(nonce);
        // Only a text of 64 GiB would be refused.
        let sealed = self.cipher().encrypt(&nonce_array, payload);
        [nonce.as_slice(), &sealed.unwrap_or_default()].concat()
    }

    fn open(&self, about: &[u8], sealed: &[u8]) -> Result<Zeroizing<Vec<u8>>, NotOpened> {
        let (nonce, sealed) = sealed.split_first_chunk::<NONCE>().ok_or(NotOpened)?;
        let payload = Payload {
            msg: sealed,
            aad: about,
        };
        let opened = self
            .cipher()
            .decrypt(&Nonce::<Aes256Gcm>::from(*nonce), payload);
        opened.map(Zeroizing::new).map_err(|_| NotOpened)
    }

    fn fingerprint(&self, parts: &[&[u8]]) -> [u8; 32] {
        let mac = || -> Result<Vec<u8>, openssl::error::ErrorStack> {
            let key = PKey::hmac(self.0.as_slice())?;
            let mut signer = Signer::new(MessageDigest::sha256(), &key)?;
            for part in parts {
                // The length before each part: no two lists of parts read alike.
                signer.update(&(part.len() as u64).to_be_bytes())?;
                signer.update(part)?;
            }
            signer.sign_to_vec()
        };
        let mac = mac().ok().and_then(|mac| mac.try_into().ok());
        mac.unwrap_or_else(|| unreachable!("HMAC-SHA-256 needs nothing but memory"))
    }
}

/// The key under which learners' keys are wrapped.
#[derive(Clone)]
pub struct DeploymentKey(Secret);

/// A learner's key.
#[derive(Clone)]
pub struct LearnerKey(Secret);

impl DeploymentKey {
    /// A new key.
    pub fn new(rng: &mut dyn Rng) -> Self {
        Self(Secret::draw(rng))
    }

    /// The key with these bytes.
    pub fn from_bytes(bytes: &[u8; 32]) -> Self {
        Self(Secret(Zeroizing::new(*bytes)))
    }

    /// Its bytes, for the key file alone.
    pub fn to_bytes(&self) -> Zeroizing<[u8; 32]> {
        self.0.0.clone()
    }

    /// What tells this key from others without telling the key: 16 hexadecimal digits.
    pub fn name(&self) -> String {
        crate::digest::hexadecimal(&self.0.fingerprint(&[b"name"])[..8])
    }

    /// `key`, wrapped; `learner` is whose it is.
    pub fn wrap(&self, learner: &str, key: &LearnerKey, rng: &mut dyn Rng) -> Vec<u8> {
        self.0.seal(learner.as_bytes(), key.0.0.as_slice(), rng)
    }

    /// The key in `wrapped`, which is `learner`'s.
    ///
    /// # Errors
    /// [`NotOpened`].
    pub fn unwrap(&self, learner: &str, wrapped: &[u8]) -> Result<LearnerKey, NotOpened> {
        let opened = self.0.open(learner.as_bytes(), wrapped)?;
        let bytes: &[u8; 32] = opened.as_slice().try_into().map_err(|_| NotOpened)?;
        Ok(LearnerKey(Secret(Zeroizing::new(*bytes))))
    }

    /// `plain`, sealed: something that is about no learner and not for everybody. `about` names it.
    pub fn seal(&self, about: &[u8], plain: &[u8], rng: &mut dyn Rng) -> Vec<u8> {
        self.0.seal(&sealed_about(about), plain, rng)
    }

    /// What is `sealed`.
    ///
    /// # Errors
    /// [`NotOpened`].
    pub fn open(&self, about: &[u8], sealed: &[u8]) -> Result<Zeroizing<Vec<u8>>, NotOpened> {
        self.0.open(&sealed_about(about), sealed)
    }

    /// What stands for `value` in an index: equal for equal values, and nothing without the key.
    pub fn fingerprint(&self, parts: &[&[u8]]) -> String {
        crate::digest::hexadecimal(&self.0.fingerprint(parts))
    }
}

/// No learner has such a name: nothing that is sealed passes for a wrapped key.
fn sealed_about(about: &[u8]) -> Vec<u8> {
    [b"sealed/".as_slice(), about].concat()
}

impl LearnerKey {
    /// A new key.
    pub fn new(rng: &mut dyn Rng) -> Self {
        Self(Secret::draw(rng))
    }

    /// `plain`, sealed; `about` says what it is, and must be said again to open it.
    pub fn seal(&self, about: &[u8], plain: &[u8], rng: &mut dyn Rng) -> Vec<u8> {
        self.0.seal(about, plain, rng)
    }

    /// What was sealed about `about`.
    ///
    /// # Errors
    /// [`NotOpened`].
    pub fn open(&self, about: &[u8], sealed: &[u8]) -> Result<Zeroizing<Vec<u8>>, NotOpened> {
        self.0.open(about, sealed)
    }

    /// What stands for `parts` where they must be known again; nothing once the key is gone.
    pub fn fingerprint(&self, parts: &[&[u8]]) -> String {
        crate::digest::hexadecimal(&self.0.fingerprint(parts))
    }
}

/// A key that is on no record: it seals what somebody else keeps for this process, and goes with it.
#[derive(Clone)]
pub struct PassingKey(Secret);

impl PassingKey {
    /// A new key.
    pub fn new(rng: &mut dyn Rng) -> Self {
        Self(Secret::draw(rng))
    }

    /// `plain`, sealed; `about` says what it is, and must be said again to open it.
    pub fn seal(&self, about: &[u8], plain: &[u8], rng: &mut dyn Rng) -> Vec<u8> {
        self.0.seal(about, plain, rng)
    }

    /// What was sealed about `about`.
    ///
    /// # Errors
    /// [`NotOpened`].
    pub fn open(&self, about: &[u8], sealed: &[u8]) -> Result<Zeroizing<Vec<u8>>, NotOpened> {
        self.0.open(about, sealed)
    }
}

impl fmt::Debug for PassingKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("PassingKey")
    }
}

impl fmt::Debug for DeploymentKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "DeploymentKey({})", self.name())
    }
}

impl fmt::Debug for LearnerKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("LearnerKey")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::id::SeededRng;

    #[test]
    fn what_was_sealed_opens_under_its_key_and_about_its_thing_alone() {
        let rng = &mut SeededRng::new(1);
        let (ada, bob) = (LearnerKey::new(rng), LearnerKey::new(rng));
        let sealed = ada.seal(b"credential/1", b"Ada Example", rng);
        assert_eq!(
            ada.open(b"credential/1", &sealed).unwrap().as_slice(),
            b"Ada Example"
        );
        assert!(!sealed.windows(3).any(|bytes| bytes == b"Ada"));
        assert_eq!(ada.open(b"credential/2", &sealed), Err(NotOpened));
        assert_eq!(bob.open(b"credential/1", &sealed), Err(NotOpened));
        for place in 0..sealed.len() {
            let mut altered = sealed.clone();
            altered[place] ^= 1;
            assert_eq!(ada.open(b"credential/1", &altered), Err(NotOpened));
            assert_eq!(ada.open(b"credential/1", &sealed[..place]), Err(NotOpened));
        }
        assert_ne!(sealed, ada.seal(b"credential/1", b"Ada Example", rng));
    }

    /// NIST's test case 14 for AES-256-GCM: a key, a nonce and a block of zeros.
    #[test]
    fn the_cipher_is_the_standards() {
        let zeros = Secret(Zeroizing::new([0; 32]));
        let payload = Payload {
            msg: &[0; 16],
            aad: b"",
        };
        let sealed = zeros
            .cipher()
            .encrypt(&Nonce::<Aes256Gcm>::from([0; NONCE]), payload)
            .unwrap();
        assert_eq!(
            crate::digest::hexadecimal(&sealed),
            "cea7403d4d606b6e074ec5d3baf39d18d0d1c8a799996bf0265b98b5d48ab919"
        );
    }

    #[test]
    fn a_wrapped_key_comes_back_for_its_learner_alone() {
        let rng = &mut SeededRng::new(2);
        let deployment = DeploymentKey::new(rng);
        let key = LearnerKey::new(rng);
        let wrapped = deployment.wrap("ada", &key, rng);
        let again = deployment.unwrap("ada", &wrapped).unwrap();
        let sealed = key.seal(b"x", b"y", rng);
        assert_eq!(again.open(b"x", &sealed).unwrap().as_slice(), b"y");
        assert!(deployment.unwrap("bob", &wrapped).is_err());
        assert!(DeploymentKey::new(rng).unwrap("ada", &wrapped).is_err());
        let bytes = deployment.to_bytes();
        assert_eq!(DeploymentKey::from_bytes(&bytes).name(), deployment.name());
    }

    #[test]
    fn fingerprints_tell_parts_apart_and_are_those_of_the_key() {
        let rng = &mut SeededRng::new(3);
        let (one, other) = (DeploymentKey::new(rng), DeploymentKey::new(rng));
        assert_eq!(
            one.fingerprint(&[b"a", b"b"]),
            one.fingerprint(&[b"a", b"b"])
        );
        assert_ne!(one.fingerprint(&[b"ab"]), one.fingerprint(&[b"a", b"b"]));
        assert_ne!(one.fingerprint(&[b"a"]), other.fingerprint(&[b"a"]));
    }
}
