//! Key files as they are, for backups: nothing is unlocked.

use super::{Keyring, KeyringError, private_file};
use crate::identity::MAX_KEY_FILE_BYTES;
use std::io;
use std::path::PathBuf;
use zeroize::Zeroizing;

/// The name of a key file, and its contents.
pub type NamedFile = (String, Zeroizing<Vec<u8>>);

impl Keyring {
    /// The names and contents of all files that are not hidden, in the order of their names. No
    /// folder is no files.
    ///
    /// # Errors
    /// [`KeyringError`] when one cannot be read, or is no key file by its size or permissions.
    pub fn files(&self) -> Result<Vec<NamedFile>, KeyringError> {
        let io = |source| self.io("reading the folder", source);
        let entries = match std::fs::read_dir(&self.folder) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
            entries => entries.map_err(io)?,
        };
        let mut files = Vec::new();
        for entry in entries {
            let entry = entry.map_err(io)?;
            let name = entry.file_name().to_string_lossy().into_owned();
            if name.starts_with('.') || entry.path().is_dir() {
                continue;
            }
            let contents = private_file::read(&entry.path(), MAX_KEY_FILE_BYTES)?;
            if contents.len() > MAX_KEY_FILE_BYTES {
                return Err(KeyringError::NotAFile {
                    path: entry.path(),
                    what: "longer than any key file",
                });
            }
            files.push((name, contents));
        }
        files.sort_by(|(one, _), (other, _)| one.cmp(other));
        Ok(files)
    }

    /// Makes the key file `name` as it was; gives its path. It is durable when this returns.
    ///
    /// # Errors
    /// [`KeyringError::Exists`] when there is such a file; [`KeyringError::Io`].
    pub fn restore_file(&self, name: &str, contents: &[u8]) -> Result<PathBuf, KeyringError> {
        private_file::ensure_folder(&self.folder)?;
        let path = self.folder.join(name);
        private_file::create(&path, contents)?;
        Ok(path)
    }
}
