//! `keys`.

use crate::records::issuer::KeyAlgorithm;
use clap::Subcommand;
use clap::builder::{PossibleValuesParser, TypedValueParser};

/// `keys`
#[derive(Debug, Subcommand)]
pub enum Keys {
    /// Shows all key files, and what their keys are good for; none is unlocked
    List,
    /// Makes a new key, which signs from now on; the one before it only verifies
    #[command(after_help = "\
What older keys signed still verifies: they stay in the DID document. An issuer that is a did:key
cannot do this, for it is its one key.

A running server holds the store; there, POST /api/v1/keys {\"act\": \"rotate\"} does the same.

Example:
  proofmark keys rotate --passphrase-file passphrase")]
    Rotate {
        /// Which of the issuer's keys
        #[arg(
            long,
            value_name = "ALGORITHM",
            default_value = "Ed25519",
            value_parser = PossibleValuesParser::new(["Ed25519", "ES256"]).map(algorithm)
        )]
        algorithm: KeyAlgorithm,
    },
    /// Makes a key for ES256, which signs VC-JWTs alone
    #[command(
        name = "add-es256",
        after_help = "\
For validators that take no EdDSA in tokens. Proofs in documents stay with the Ed25519 key."
    )]
    AddEs256,
    /// Destroys the private half of a key that only verifies
    Retire {
        /// The key's verification method, as `proofmark keys list` shows it
        #[arg(value_name = "KEY")]
        key: String,
    },
    /// Marks a key as compromised, and lists what it signed since
    #[command(after_help = "\
What the key signed at or after that time counts for nothing any more. An active key is replaced by
a new one at once. The time can be set earlier later on, never later.

Example:
  proofmark keys compromise did:web:badges.example#z6Mk… --since 2026-11-20T10:00:00Z")]
    Compromise {
        /// The key's verification method, as `proofmark keys list` shows it
        #[arg(value_name = "KEY")]
        key: String,
        /// From when on others may have held it
        #[arg(long, value_name = "TIME")]
        since: String,
        /// Reissue what it signed since: each credential anew, and the old one revoked
        #[arg(long)]
        reissue: bool,
    },
}

/// Only names of algorithms come here.
fn algorithm(name: String) -> KeyAlgorithm {
    match name.as_str() {
        "ES256" => KeyAlgorithm::Es256,
        _ => KeyAlgorithm::Ed25519,
    }
}
