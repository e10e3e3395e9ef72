//! Backups: everything on record at one moment, and the key files, in one encrypted file.
//!
//! A backup is a header line and segments with items in them: the
//! records as [`crate::store::Store::copy`] gives them, then the key files as they are, which are
//! encrypted already. Keys are kept before a record names them, so whatever key a record of the
//! copy names is among those read after it.
//!
//! The file has its name only when it is durable, and is entered into the audit log only then.

mod error;
mod header;
mod here;
mod items;
mod later;
mod published;
mod restore;
mod segments;

pub use error::BackupError;
pub use here::BackupFile;
pub use later::{Later, LaterReport};
pub use restore::{RestoreReport, Restoring, restore};

use super::keyring::Keyring;
use super::{Actor, Service, ServiceError};
use crate::audit::{Act, object};
use crate::clock::timestamp;
use crate::digest::hexadecimal;
use crate::identity::Protection;
use crate::records::{audit, deployment};
use crate::store::{Commit, StoreError};
use fail::fail_point;
use header::{ContentKey, Header};
use items::Writer;
use segments::Sealer;
use sha2::{Digest, Sha256};
use std::fs::{File, OpenOptions};
use std::io::{self, BufWriter, Write};
use std::os::unix::fs::OpenOptionsExt as _;
use std::path::{Path, PathBuf};

/// A backup that was made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BackupReport {
    /// The file.
    pub file: PathBuf,
    /// When it was begun: an XSD dateTimeStamp.
    pub created: String,
    /// How many records it holds; one that changed meanwhile counts each time.
    pub records: u64,
    /// How many key files.
    pub key_files: u64,
    /// The length of the file, in bytes.
    pub bytes: u64,
    /// SHA-256 of the file, in hexadecimal digits.
    pub sha256: String,
}

impl Service {
    /// Writes a backup to the new file `out`; issuing goes on meanwhile. The file is durable, and
    /// in the audit log, when this returns; after a crash it is there whole or not at all.
    ///
    /// # Errors
    /// [`ServiceError::Backup`] when it cannot be written, [`ServiceError::Store`] when the store
    /// cannot be read. When entering it into the audit log fails the file is there all the same.
    pub fn backup(
        &self,
        actor: &Actor,
        keyring: &Keyring,
        protection: Protection<'_>,
        out: &Path,
    ) -> Result<BackupReport, ServiceError> {
        self.may_enter()?;
        if out.symlink_metadata().is_ok() {
            return Err(BackupError::Exists(out.to_owned()).into());
        }
        let name = out.file_name().unwrap_or_default().to_string_lossy();
        let draft = out.with_file_name(format!(".{name}.new"));
        let report = self.write_backup(keyring, protection, &draft, out);
        if report.is_err() {
            // Half a backup is of no use to anyone; the error that counts is the first.
            let _ = std::fs::remove_file(&draft);
        }
        let report = report?;
        fail_point!("backup.named", |_| std::process::abort());
        self.enter_deployment(actor, Act::Backup, &report.sha256)?;
        fail_point!("backup.entered", |_| std::process::abort());
        Ok(report)
    }

    fn write_backup(
        &self,
        keyring: &Keyring,
        protection: Protection<'_>,
        draft: &Path,
        out: &Path,
    ) -> Result<BackupReport, ServiceError> {
        let mut key = ContentKey::default();
        self.random(key.as_mut());
        let mut nonce = [0; header::NONCE];
        self.random(&mut nonce);
        let created = timestamp(self.now());
        let header = Header::new(created.clone(), key, nonce, protection)
            .map_err(|error| ServiceError::Key(error.to_string()))?;
        let writing = |error| ServiceError::from(BackupError::io("writing", draft)(error));
        let file = OpenOptions::new()
            .write(true)
            .create(true)
            .truncate(true)
            .mode(0o600)
            .open(draft)
            .map_err(writing)?;
        let sealer = Sealer::new(Summing::new(file), header).map_err(writing)?;
        let mut items = Writer::new(sealer);
        self.store().copy(&mut |key, value| {
            let written = items.record(key, value);
            written.map_err(|error| StoreError::Io {
                place: format!("writing {}", draft.display()),
                detail: error.to_string(),
            })
        })?;
        for (name, contents) in keyring.files().map_err(key_error)? {
            items.key_file(&name, &contents).map_err(writing)?;
        }
        let counts = items.counts;
        let written = items.finish().map_err(writing)?;
        fail_point!("backup.written", |_| std::process::abort());
        let (bytes, sha256) = written.finish().map_err(writing)?;
        fail_point!("backup.synced", |_| std::process::abort());
        std::fs::rename(draft, out)
            .and_then(|()| sync_folder_of(out))
            .map_err(BackupError::io("naming", out))?;
        Ok(BackupReport {
            file: out.to_owned(),
            created,
            records: counts.records,
            key_files: counts.key_files,
            bytes,
            sha256,
        })
    }

    /// Enters into the audit log what was done to the store as a whole, with the digest of the
    /// backup.
    fn enter_deployment(&self, actor: &Actor, act: Act, digest: &str) -> Result<(), ServiceError> {
        loop {
            let before = deployment::find(self.store())?;
            let entry = self
                .entry(actor, act, object("deployment", "store"))
                .with_digests(vec![digest.to_owned()])
                .after(before.record.entry.clone());
            let mut record = before.record.clone();
            record.entry = Some(entry.hash());
            let commit = deployment::change(Commit::new(), &before, &record);
            // Where another was entered meanwhile, this one comes behind it.
            if self.store().commit(audit::append(commit, &entry))?.is_ok() {
                return Ok(());
            }
        }
    }
}

/// A file that is counted and hashed as it is written.
struct Summing {
    file: BufWriter<File>,
    hash: Sha256,
    bytes: u64,
}

impl Summing {
    fn new(file: File) -> Self {
        Self {
            file: BufWriter::with_capacity(1 << 20, file),
            hash: Sha256::new(),
            bytes: 0,
        }
    }

    /// Makes the file durable; gives its length and its digest.
    fn finish(self) -> io::Result<(u64, String)> {
        let file = self.file.into_inner().map_err(|error| error.into_error())?;
        file.sync_all()?;
        Ok((self.bytes, hexadecimal(&self.hash.finalize())))
    }
}

impl Write for Summing {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.file.write_all(bytes)?;
        self.hash.update(bytes);
        self.bytes += bytes.len() as u64;
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        self.file.flush()
    }
}

/// Makes durable that a file, or a folder, has its name.
fn sync_folder_of(path: &Path) -> io::Result<()> {
    let folder = path.parent().filter(|path| !path.as_os_str().is_empty());
    File::open(folder.unwrap_or(Path::new(".")))?.sync_all()
}

fn key_error(error: super::keyring::KeyringError) -> ServiceError {
    ServiceError::Key(error.to_string())
}
