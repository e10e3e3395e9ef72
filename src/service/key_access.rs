//! What it takes to unlock keys and to make new ones while the service runs: the keyring, the
//! passphrase, the development flag. The passphrase is wiped when the service ends.

use super::keyring::Keyring;
use crate::identity::{Iterations, Passphrase, Protection, Unlock};

/// The keyring and what opens it.
pub(super) struct KeyAccess {
    pub(super) keyring: Keyring,
    passphrase: Option<Passphrase>,
    plain_allowed: bool,
    new_keys: Option<NewKeys>,
}

/// How new key files are guarded.
enum NewKeys {
    Encrypted(Passphrase, Iterations),
    Plain,
}

impl KeyAccess {
    pub(super) fn new(
        keyring: &Keyring,
        unlock: Unlock<'_>,
        protection: Option<Protection<'_>>,
    ) -> Self {
        let new_keys = protection.map(|protection| match protection {
            Protection::Passphrase {
                passphrase,
                iterations,
            } => NewKeys::Encrypted(passphrase.clone(), iterations),
            Protection::PlainForDevelopment => NewKeys::Plain,
        });
        Self {
            keyring: keyring.clone(),
            passphrase: unlock.passphrase.cloned(),
            plain_allowed: unlock.plain_allowed,
            new_keys,
        }
    }

    /// What opens key files.
    pub(super) fn unlock(&self) -> Unlock<'_> {
        Unlock {
            passphrase: self.passphrase.as_ref(),
            plain_allowed: self.plain_allowed,
        }
    }

    /// What guards new ones; nothing where nothing was given.
    pub(super) fn protection(&self) -> Option<Protection<'_>> {
        self.new_keys.as_ref().map(|new_keys| match new_keys {
            NewKeys::Encrypted(passphrase, iterations) => Protection::Passphrase {
                passphrase,
                iterations: *iterations,
            },
            NewKeys::Plain => Protection::PlainForDevelopment,
        })
    }
}
