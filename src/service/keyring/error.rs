//! Why a key cannot be had or kept, and what to do.

use super::{Exposure, VARIABLE};
use crate::identity::KeyFileError;
use std::io;
use std::path::PathBuf;

/// A key cannot be had or kept. The operator or the environment is at fault.
#[derive(Debug, thiserror::Error)]
pub enum KeyringError {
    /// There is no file for this key.
    #[error("{path}: the key file of {verification_method} is missing; restore it from a backup")]
    Missing {
        /// The DID URL of the key.
        verification_method: String,
        /// Where the file should be.
        path: PathBuf,
    },
    /// There is no file for any key of this issuer.
    #[error("{folder}: there is no key of {issuer} here; restore its key file from a backup")]
    NoKey {
        /// The DID of the issuer.
        issuer: String,
        /// The folder that was searched.
        folder: PathBuf,
    },
    /// A symbolic link, a folder, or something else that is not a file of its own.
    #[error("{path}: this is {what}; a key file must be a regular file")]
    NotAFile {
        /// What should be a key file.
        path: PathBuf,
        /// What it is, with its article.
        what: &'static str,
    },
    /// Others than the owner may read or write the file.
    #[error(
        "{path}: {exposure} (mode {mode:04o}); run: chmod 600 {path:?}, and think about whether the key is still secret"
    )]
    Exposed {
        /// The key file.
        path: PathBuf,
        /// Its permissions.
        mode: u32,
        /// Who has which access that they must not have.
        exposure: Exposure,
    },
    /// The contents cannot be used.
    #[error("{path}: {source}")]
    File {
        /// The key file.
        path: PathBuf,
        /// What is wrong with it.
        source: KeyFileError,
    },
    /// The key is encrypted and there is no passphrase.
    #[error(
        "{path}: the key is locked; give its passphrase by --passphrase-file, --passphrase-fd or {VARIABLE}"
    )]
    Locked {
        /// The key file.
        path: PathBuf,
    },
    /// The key is not encrypted and the development flag is not set.
    #[error(
        "{path}: the key is not encrypted; it is used only with --insecure-plain-keys, for development"
    )]
    Plain {
        /// The key file.
        path: PathBuf,
    },
    /// The file does not have the name that its key gives it; it may be a stray copy.
    #[error(
        "{path}: this file must be named {expected}; rename it, or move it away if it is a copy"
    )]
    Misnamed {
        /// The key file.
        path: PathBuf,
        /// The name that it must have.
        expected: String,
    },
    /// There is no file for the one key that a deployment has for this purpose.
    #[error("{folder}: the {purpose} key is missing; restore its key file from a backup")]
    NoSuchKey {
        /// What the key is for.
        purpose: &'static str,
        /// The folder that was searched.
        folder: PathBuf,
    },
    /// The file holds the key that was asked for, but for another DID.
    #[error("{path}: this is the key of {found}, not of {expected}")]
    OtherMethod {
        /// The key file.
        path: PathBuf,
        /// The verification method that was asked for.
        expected: String,
        /// The verification method in the file.
        found: String,
    },
    /// A new key would overwrite a file.
    #[error("{path}: the file is there already; it is never overwritten")]
    Exists {
        /// The key file.
        path: PathBuf,
    },
    /// The operating system refused.
    #[error("{path}: {doing} failed: {source}")]
    Io {
        /// The file or folder.
        path: PathBuf,
        /// What was tried.
        doing: &'static str,
        /// What the operating system said.
        source: io::Error,
    },
}
