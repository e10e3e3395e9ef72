//! A symmetric key under a passphrase, outside of key files: a JWK of the type `oct` (RFC 7518,
//! section 6.4) in the same compact JWE as the private keys.

use super::super::passphrase::Passphrase;
use super::{Iterations, KeyFileError, jwe};
use crate::ijson::{self, Json};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use zeroize::Zeroizing;

/// The compact JWE of a key of 256 bits.
///
/// # Errors
/// [`KeyFileError::Sealing`] when the encryption fails.
pub fn seal_secret(
    key: &[u8; 32],
    passphrase: &Passphrase,
    iterations: Iterations,
) -> Result<String, KeyFileError> {
    let encoded = Zeroizing::new(URL_SAFE_NO_PAD.encode(key));
    let jwk = Zeroizing::new(format!(r#"{{"kty":"oct","k":"{}"}}"#, *encoded));
    jwe::encrypt(jwk.as_bytes(), passphrase, iterations)
}

/// The key in a JWE that [`seal_secret`] made.
///
/// # Errors
/// [`KeyFileError::Malformed`] and [`KeyFileError::Iterations`] when it is none, which is found out
/// before anything is derived; [`KeyFileError::WrongPassphrase`].
pub fn open_secret(
    jwe: &str,
    passphrase: &Passphrase,
) -> Result<Zeroizing<[u8; 32]>, KeyFileError> {
    jwe::check(jwe, "")?;
    let jwk = jwe::decrypt(jwe, passphrase)?;
    let json = ijson::parse(&jwk).map_err(|_| KeyFileError::WrongPassphrase)?;
    let key = json.get("k").and_then(Json::as_str).unwrap_or_default();
    let mut bytes = Zeroizing::new([0; 32]);
    match URL_SAFE_NO_PAD.decode_slice(key, bytes.as_mut()) {
        Ok(32) => Ok(bytes),
        _ => Err(KeyFileError::WrongPassphrase),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn passphrase(words: &[u8]) -> Passphrase {
        Passphrase::new(Zeroizing::new(words.to_vec())).unwrap()
    }

    #[test]
    fn a_key_comes_back_under_its_passphrase_alone() {
        let few = Iterations::new(Iterations::FLOOR).unwrap();
        let jwe = seal_secret(&[7; 32], &passphrase(b"right"), few).unwrap();
        assert_eq!(*open_secret(&jwe, &passphrase(b"right")).unwrap(), [7; 32]);
        let wrong = open_secret(&jwe, &passphrase(b"wrong"));
        assert!(matches!(wrong, Err(KeyFileError::WrongPassphrase)));
        let cut = open_secret(&jwe[..jwe.len() - 8], &passphrase(b"right"));
        assert!(matches!(cut, Err(KeyFileError::Malformed(_))));
    }
}
