//! Why a key file cannot be used, and what to do.

use super::Iterations;
use crate::finding::Finding;

/// A key file cannot be used. Unless said otherwise, the file is at fault, or whoever handled it.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum KeyFileError {
    /// The bytes do not begin as a key file does.
    #[error("this is not a key file")]
    NotAKeyFile,
    /// The file ends too early, or is empty.
    #[error("the key file is cut off; restore it from a backup")]
    Truncated,
    /// A version of the format that this program does not know.
    #[error(
        "the key file has the format version {0}, which this program does not know; use a newer one"
    )]
    UnknownVersion(String),
    /// The bytes do not give their checksum.
    #[error("the key file was altered; restore it from a backup")]
    Altered,
    /// The checksum is right, the contents are not: the file was made by other means.
    #[error("the key file is wrongly made: {}", .0.iter().map(ToString::to_string).collect::<Vec<_>>().join("; "))]
    Malformed(Vec<Finding>),
    /// The file asks for so little work that its passphrase can be guessed, or for so much that
    /// it could keep the program busy for ever. It was not derived from.
    #[error("the key file asks for {0} iterations; from {floor} to {ceiling} are taken", floor = Iterations::FLOOR, ceiling = Iterations::CEILING)]
    Iterations(String),
    /// The key is encrypted and no passphrase was given. The operator is at fault.
    #[error("the key is encrypted and no passphrase was given")]
    PassphraseNeeded,
    /// The passphrase is not the one, or the encrypted part was replaced: these two cannot be
    /// told apart.
    #[error("the passphrase is wrong, or the encrypted key was altered")]
    WrongPassphrase,
    /// The private key is not the one whose public part the file shows.
    #[error(
        "the private key in the file does not belong to its public part; restore the file from a backup"
    )]
    PublicPartDiffers,
    /// The key is not encrypted and the development flag is not set. The operator is at fault.
    #[error("the key is not encrypted; it is used only with the flag for development")]
    PlainNotAllowed,
    /// The file holds a key for another purpose than the one that was asked for.
    #[error("this is the key file of another kind of key: {0}")]
    OtherPurpose(&'static str),
    /// The encryption failed. The environment is at fault.
    #[error("the key could not be encrypted: {0}")]
    Sealing(String),
}
