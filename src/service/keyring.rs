//! The keyring: a folder of key files, one for each issuer key.
//!
//! Only files are handled here: their modes, their names, writing them so that a crash leaves a
//! whole file or none. What stands in them is `identity::KeyFile`. A file that cannot be used is
//! an error that says what to do; no key is ever made in its place, and no file ever overwritten.

mod copies;
mod passphrase;
mod private_file;

pub use copies::NamedFile;
pub use passphrase::{GivenPassphrase, PassphraseError, PassphraseSource, VARIABLE, passphrase};
pub use private_file::Exposure;

use crate::identity::{
    IssuerKey, KeyFile, KeyFileError, MAX_KEY_FILE_BYTES, Protection, PublicPart, Signer as _,
    Unlock, multikey, seal,
};
use std::io;
use std::path::{Path, PathBuf};
use time::OffsetDateTime;

/// How the names of key files end.
const EXTENSION: &str = "jwk";

/// A folder of key files. It need not exist: then it holds no key.
#[derive(Debug, Clone)]
pub struct Keyring {
    folder: PathBuf,
}

/// A key file of the folder, and what it says in clear or why it cannot be read.
#[derive(Debug)]
pub struct Entry {
    /// The file.
    pub path: PathBuf,
    /// Its public part.
    pub key: Result<PublicPart, KeyringError>,
}

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

impl Keyring {
    /// The keyring in `folder`.
    pub fn new(folder: impl Into<PathBuf>) -> Self {
        Self {
            folder: folder.into(),
        }
    }

    /// The folder.
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// All key files, in the order of their names; nothing is unlocked. No folder is no keys.
    ///
    /// # Errors
    /// [`KeyringError::Io`] when the folder cannot be read. What is wrong with one file stands in
    /// its entry.
    pub fn list(&self) -> Result<Vec<Entry>, KeyringError> {
        let io = |source| self.io("reading the folder", source);
        let files = match std::fs::read_dir(&self.folder) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
            files => files.map_err(io)?,
        };
        let mut paths = Vec::new();
        for file in files {
            let path = file.map_err(io)?.path();
            if is_key_file_name(&path) {
                paths.push(path);
            }
        }
        paths.sort();
        let entry = |path: PathBuf| Entry {
            key: read(&path).map(|file| file.public().clone()),
            path,
        };
        Ok(paths.into_iter().map(entry).collect())
    }

    /// Whether there is any key file, readable or not: a first start makes a key only if not.
    ///
    /// # Errors
    /// [`KeyringError::Io`] when the folder cannot be read.
    pub fn is_empty(&self) -> Result<bool, KeyringError> {
        Ok(self.list()?.is_empty())
    }

    /// The public part of one key; no passphrase is needed.
    ///
    /// # Errors
    /// [`KeyringError`] when its file is missing or cannot be used.
    pub fn public(&self, verification_method: &str) -> Result<PublicPart, KeyringError> {
        Ok(self.find(verification_method)?.1.public().clone())
    }

    /// One key, unlocked.
    ///
    /// # Errors
    /// [`KeyringError`] when its file is missing, cannot be used, or is not unlocked.
    pub fn load(
        &self,
        verification_method: &str,
        unlock: Unlock<'_>,
    ) -> Result<IssuerKey, KeyringError> {
        let (path, file) = self.find(verification_method)?;
        file.unseal(unlock).map_err(|error| unusable(&path, error))
    }

    /// All keys of an issuer, unlocked, the oldest first.
    ///
    /// # Errors
    /// [`KeyringError`] when there is none, or when any file of the folder cannot be read: it
    /// might be the one that is missed.
    pub fn load_issuer(
        &self,
        did: &str,
        unlock: Unlock<'_>,
    ) -> Result<Vec<IssuerKey>, KeyringError> {
        let mut public = Vec::new();
        for entry in self.list()? {
            public.push(entry.key?);
        }
        public.retain(|key| key.issuer() == did);
        public.sort_by_key(|key| key.created);
        if public.is_empty() {
            return Err(KeyringError::NoKey {
                issuer: did.to_owned(),
                folder: self.folder.clone(),
            });
        }
        public
            .iter()
            .map(|key| self.load(&key.verification_method, unlock))
            .collect()
    }

    /// Keeps a new key in a file of its own and gives its path. The file is durable when this
    /// returns; after a crash it is there whole or not at all.
    ///
    /// # Errors
    /// [`KeyringError::Exists`] when there is a file for that key; [`KeyringError::File`] when it
    /// cannot be encrypted; [`KeyringError::Io`] when it cannot be written.
    pub fn create(
        &self,
        key: &IssuerKey,
        created: OffsetDateTime,
        protection: Protection<'_>,
    ) -> Result<PathBuf, KeyringError> {
        let path = self.folder.join(file_name(key.verifying_key()));
        let bytes = seal(key, created, protection).map_err(|error| unusable(&path, error))?;
        private_file::ensure_folder(&self.folder)?;
        private_file::create(&path, &bytes)?;
        // What was written is read once more: a key that is not kept must sign nothing.
        read(&path)?;
        Ok(path)
    }

    /// The file of a key, read but locked.
    fn find(&self, verification_method: &str) -> Result<(PathBuf, KeyFile), KeyringError> {
        let fragment = verification_method.split_once('#').map(|(_, name)| name);
        let key = fragment.and_then(|name| multikey::decode_ed25519(name).ok());
        let missing = |path: PathBuf| KeyringError::Missing {
            verification_method: verification_method.to_owned(),
            path,
        };
        let Some(key) = key else {
            return Err(missing(self.folder.clone()));
        };
        let path = self.folder.join(file_name(&key));
        let file = match read(&path) {
            Err(KeyringError::Io { source, .. }) if source.kind() == io::ErrorKind::NotFound => {
                return Err(missing(path));
            }
            file => file?,
        };
        let found = &file.public().verification_method;
        if found != verification_method {
            return Err(KeyringError::OtherMethod {
                path,
                expected: verification_method.to_owned(),
                found: found.clone(),
            });
        }
        Ok((path, file))
    }

    fn io(&self, doing: &'static str, source: io::Error) -> KeyringError {
        KeyringError::Io {
            path: self.folder.clone(),
            doing,
            source,
        }
    }
}

/// The name of a key's file: its multikey, which has letters and digits only.
fn file_name(key: &ed25519_dalek::VerifyingKey) -> String {
    format!("{}.{EXTENSION}", multikey::encode(key))
}

/// Whether a file claims by its name to be a key file. Hidden ones are other programs' traces.
fn is_key_file_name(path: &Path) -> bool {
    let name = path.file_name().unwrap_or_default();
    let hidden = name.as_encoded_bytes().starts_with(b".");
    !hidden && path.extension().is_some_and(|end| end == EXTENSION)
}

/// Reads one file and checks that it bears its key's name.
fn read(path: &Path) -> Result<KeyFile, KeyringError> {
    let bytes = private_file::read(path, MAX_KEY_FILE_BYTES)?;
    let file = KeyFile::read(&bytes).map_err(|error| unusable(path, error))?;
    let expected = file_name(&file.public().key);
    if path
        .file_name()
        .is_none_or(|name| name != expected.as_str())
    {
        return Err(KeyringError::Misnamed {
            path: path.to_owned(),
            expected,
        });
    }
    Ok(file)
}

fn unusable(path: &Path, error: KeyFileError) -> KeyringError {
    let path = path.to_owned();
    match error {
        KeyFileError::PassphraseNeeded => KeyringError::Locked { path },
        KeyFileError::PlainNotAllowed => KeyringError::Plain { path },
        source => KeyringError::File { path, source },
    }
}
