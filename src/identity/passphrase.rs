//! Passphrases: wiped when dropped, never printed.

use std::fmt;
use zeroize::Zeroizing;

/// What unlocks a key file. Its copies are wiped like itself.
#[derive(Clone)]
pub struct Passphrase(Zeroizing<Vec<u8>>);

/// A passphrase of white space alone, or of nothing. Whoever gave it is at fault.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the passphrase is empty")]
pub struct PassphraseEmpty;

impl Passphrase {
    /// A passphrase of these bytes. The caller wipes what it holds of them besides.
    ///
    /// # Errors
    /// [`PassphraseEmpty`] when there is nothing but white space.
    pub fn new(bytes: Zeroizing<Vec<u8>>) -> Result<Self, PassphraseEmpty> {
        if bytes.trim_ascii().is_empty() {
            return Err(PassphraseEmpty);
        }
        Ok(Self(bytes))
    }

    /// The bytes, for the derivation alone.
    pub(super) fn bytes(&self) -> &[u8] {
        &self.0
    }
}

impl fmt::Debug for Passphrase {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Passphrase(not shown)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_empty_passphrase_is_none() {
        for empty in ["", " ", "\t\n"] {
            let bytes = Zeroizing::new(empty.as_bytes().to_vec());
            assert_eq!(Passphrase::new(bytes).unwrap_err(), PassphraseEmpty);
        }
    }

    #[test]
    fn a_passphrase_is_not_printed() {
        let passphrase = Passphrase::new(Zeroizing::new(b"open sesame".to_vec())).unwrap();
        assert_eq!(format!("{passphrase:?}"), "Passphrase(not shown)");
        assert_eq!(passphrase.bytes(), b"open sesame");
    }
}
