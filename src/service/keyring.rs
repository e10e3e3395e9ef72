//! The keyring: a folder of key files, one for each key: of issuers, of the audit log, of the
//! deployment.
//!
//! Only files are handled here: their modes, their names, writing them so that a crash leaves a
//! whole file or none. What stands in them is `identity::KeyFile`. A file that cannot be used is
//! an error that says what to do; no key is ever made in its place, and no file ever overwritten.

mod copies;
mod error;
mod passphrase;
mod private_file;

pub use copies::NamedFile;
pub use error::KeyringError;
pub use passphrase::{GivenPassphrase, PassphraseError, PassphraseSource, VARIABLE, passphrase};
pub use private_file::Exposure;

use crate::confidential::DeploymentKey;
use crate::identity::{
    IssuerKey, KeyFile, KeyFileError, KeyPurpose, KeyToSeal, MAX_KEY_FILE_BYTES, Protection,
    PublicPart, Unlock, multikey, seal,
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
        if file.public().purpose != KeyPurpose::Issuer {
            let purpose = file.public().purpose.name();
            return Err(unusable(&path, KeyFileError::OtherPurpose(purpose)));
        }
        file.unseal(unlock).map_err(|error| unusable(&path, error))
    }

    /// The key that signs the audit log, unlocked; `None` when there is no file of such a key.
    ///
    /// # Errors
    /// [`KeyringError`] when the file named `verification_method` is missing, when any file of the
    /// folder cannot be read (it might be the one), or when it is not unlocked.
    pub fn load_audit(
        &self,
        verification_method: Option<&str>,
        unlock: Unlock<'_>,
    ) -> Result<Option<IssuerKey>, KeyringError> {
        let Some(path) = self.only(KeyPurpose::Audit, verification_method)? else {
            return Ok(None);
        };
        let key = read(&path)?.unseal(unlock);
        key.map(Some).map_err(|error| unusable(&path, error))
    }

    /// The deployment's key, unlocked; `None` when there is no file of such a key.
    ///
    /// # Errors
    /// As of [`Keyring::load_audit`]; `name` is the key's [`DeploymentKey::name`].
    pub fn load_deployment(
        &self,
        name: Option<&str>,
        unlock: Unlock<'_>,
    ) -> Result<Option<DeploymentKey>, KeyringError> {
        let Some(path) = self.only(KeyPurpose::Deployment, name)? else {
            return Ok(None);
        };
        let key = read(&path)?.unseal_deployment(unlock);
        key.map(Some).map_err(|error| unusable(&path, error))
    }

    /// The file of the key for this purpose: the one named `name`, where that is known, or the
    /// oldest.
    fn only(
        &self,
        purpose: KeyPurpose,
        name: Option<&str>,
    ) -> Result<Option<PathBuf>, KeyringError> {
        let mut found = Vec::new();
        let mut unread = None;
        for entry in self.list()? {
            match entry.key {
                Ok(key) if key.purpose == purpose => {
                    found.push((key.created, key.name, entry.path))
                }
                Ok(_) => {}
                Err(error) => unread = unread.or(Some(error)),
            }
        }
        found.sort();
        let mut found = found.into_iter();
        let path = found.find(|(_, found, _)| name.is_none_or(|name| found == name));
        match (path, unread, name) {
            (Some((_, _, path)), _, _) => Ok(Some(path)),
            (None, Some(error), _) => Err(error),
            (None, None, None) => Ok(None),
            (None, None, Some(_)) => Err(KeyringError::NoSuchKey {
                purpose: purpose.name(),
                folder: self.folder.clone(),
            }),
        }
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
        public.retain(|key| key.purpose == KeyPurpose::Issuer && key.issuer() == Some(did));
        public.sort_by_key(|key| key.created);
        if public.is_empty() {
            return Err(KeyringError::NoKey {
                issuer: did.to_owned(),
                folder: self.folder.clone(),
            });
        }
        public
            .iter()
            .map(|key| self.load(&key.name, unlock))
            .collect()
    }

    /// Keeps a new key of an issuer in a file of its own and gives its path. The file is durable
    /// when this returns; after a crash it is there whole or not at all.
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
        self.keep(KeyToSeal::Issuer(key), created, protection)
    }

    /// Keeps a new key of the audit log, as [`Keyring::create`] does.
    ///
    /// # Errors
    /// As of [`Keyring::create`].
    pub fn create_audit(
        &self,
        key: &IssuerKey,
        created: OffsetDateTime,
        protection: Protection<'_>,
    ) -> Result<PathBuf, KeyringError> {
        self.keep(KeyToSeal::Audit(key), created, protection)
    }

    /// Keeps a new key of the deployment, as [`Keyring::create`] does.
    ///
    /// # Errors
    /// As of [`Keyring::create`].
    pub fn create_deployment(
        &self,
        key: &DeploymentKey,
        created: OffsetDateTime,
        protection: Protection<'_>,
    ) -> Result<PathBuf, KeyringError> {
        self.keep(KeyToSeal::Deployment(key), created, protection)
    }

    fn keep(
        &self,
        key: KeyToSeal<'_>,
        created: OffsetDateTime,
        protection: Protection<'_>,
    ) -> Result<PathBuf, KeyringError> {
        let path = self.folder.join(file_name(key.purpose(), &key.name()));
        let bytes = seal(key, created, protection).map_err(|error| unusable(&path, error))?;
        private_file::ensure_folder(&self.folder)?;
        private_file::create(&path, &bytes)?;
        // What was written is read once more: a key that is not kept must sign nothing.
        read(&path)?;
        Ok(path)
    }

    /// Destroys a key of an issuer: its file is overwritten, as far as the disk does what it is
    /// told, and removed. When this returns it is gone after a crash as well.
    ///
    /// # Errors
    /// [`KeyringError`] when the file is missing or another's, or cannot be removed.
    pub fn remove(&self, verification_method: &str) -> Result<(), KeyringError> {
        let (path, file) = self.find(verification_method)?;
        if file.public().purpose != KeyPurpose::Issuer {
            let purpose = file.public().purpose.name();
            return Err(unusable(&path, KeyFileError::OtherPurpose(purpose)));
        }
        private_file::destroy(&path)
    }

    /// The file of a key, read but locked.
    fn find(&self, verification_method: &str) -> Result<(PathBuf, KeyFile), KeyringError> {
        let fragment = verification_method.split_once('#').map(|(_, name)| name);
        let key = fragment.filter(|name| multikey::decode(name).is_ok());
        let missing = |path: PathBuf| KeyringError::Missing {
            verification_method: verification_method.to_owned(),
            path,
        };
        if key.is_none() {
            return Err(missing(self.folder.clone()));
        }
        let name = file_name(KeyPurpose::Issuer, verification_method);
        let path = self.folder.join(name);
        let file = match read(&path) {
            Err(KeyringError::Io { source, .. }) if source.kind() == io::ErrorKind::NotFound => {
                return Err(missing(path));
            }
            file => file?,
        };
        let found = &file.public().name;
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

/// The name of a key's file: its multikey, which has letters and digits only; of the deployment's
/// key, its name.
fn file_name(purpose: KeyPurpose, name: &str) -> String {
    match (purpose, name.split_once('#')) {
        (KeyPurpose::Deployment, _) => format!("deployment-{name}.{EXTENSION}"),
        (_, Some((_, multikey))) => format!("{multikey}.{EXTENSION}"),
        (_, None) => format!("{name}.{EXTENSION}"),
    }
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
    let expected = file_name(file.public().purpose, &file.public().name);
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
