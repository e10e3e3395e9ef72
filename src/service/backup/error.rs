//! Why a backup cannot be made, or not be used.

use std::io;
use std::path::{Path, PathBuf};

/// Why a backup cannot be made, or not be used. Nothing was changed.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum BackupError {
    /// The operating system refused: the environment is at fault.
    #[error("{place} failed: {detail}")]
    Io {
        /// What was tried, and with which file.
        place: String,
        /// What the operating system said.
        detail: String,
    },
    /// A file stands where the backup should go: the caller is at fault.
    #[error("{} is there already; a backup replaces no file", .0.display())]
    Exists(PathBuf),
    /// There is nothing to protect the backup with: the operator is at fault.
    #[error(
        "a backup is encrypted under the passphrase of the keys, and there is none. Give it by \
         --passphrase-file, --passphrase-fd or PROOFMARK_KEY_PASSPHRASE; for development only, \
         --insecure-plain-keys makes a backup that anyone can read"
    )]
    NoProtection,
    /// It is no backup of ours: the caller is at fault.
    #[error("this is not a backup: {0}")]
    NotABackup(&'static str),
    /// A later release wrote it: the operator is at fault.
    #[error(
        "this backup has {what} {found}; this release reads up to {known}. Use the later release"
    )]
    Newer {
        /// `version` or `store format`.
        what: &'static str,
        /// What the backup has.
        found: u32,
        /// What is read.
        known: u32,
    },
    /// It is encrypted and there is no passphrase: the operator is at fault.
    #[error(
        "the backup is encrypted; give the passphrase that the keys had when it was made, by \
         --passphrase-file, --passphrase-fd or PROOFMARK_KEY_PASSPHRASE"
    )]
    Locked,
    /// It is not encrypted and the development flag is not set: the operator is at fault.
    #[error(
        "the backup is not encrypted; it is used only with --insecure-plain-keys, for development"
    )]
    Plain,
    /// The passphrase is another than that of the backup, or what it protects was altered: the
    /// operator is at fault.
    #[error("the backup does not open: the passphrase is wrong, or the first line was altered")]
    WrongPassphrase,
    /// It was cut off or altered: whoever kept it is at fault.
    #[error("the backup is damaged: {detail} (segment {segment})")]
    Damaged {
        /// Which segment of 64 KiB shows it, the first being 1.
        segment: u64,
        /// What is wrong with it.
        detail: &'static str,
    },
    /// There is something in the folder to restore into: the caller is at fault.
    #[error("{} is not empty; a backup is restored into a folder that is empty or absent", .0.display())]
    TargetInUse(PathBuf),
    /// A key file of another content is there: the caller is at fault.
    #[error(
        "{} is there, with other contents than in the backup; key files are never overwritten. \
         Restore into another folder of keys, or move that file away", .0.display()
    )]
    OtherKey(PathBuf),
    /// Nothing was said about what came after the backup: the caller is at fault.
    #[error(
        "what was revoked, and which places in status lists were given, after the backup was \
         made, the backup does not know. Give the folder of the lists that were published, by \
         --published DIR, so that no revocation comes undone; or accept the loss by --accept-loss"
    )]
    LossNotAccepted,
    /// Among what was published there is something that cannot be used, or something is missing:
    /// whoever kept it is at fault.
    #[error(
        "{}. Nothing was restored: without them revocations might come undone. Give the folder as \
         it was published, or add --accept-loss to go on without these", .0.join("; ")
    )]
    Published(Vec<String>),
}

impl BackupError {
    /// Which kind of error: a stable slug.
    pub fn slug(&self) -> &'static str {
        match self {
            BackupError::Io { .. } => "backup-io",
            BackupError::Exists(_) => "file-exists",
            BackupError::NoProtection => "backup-unprotected",
            BackupError::NotABackup(_) => "not-a-backup",
            BackupError::Newer { .. } => "backup-newer",
            BackupError::Locked => "backup-locked",
            BackupError::Plain => "backup-plain",
            BackupError::WrongPassphrase => "backup-passphrase",
            BackupError::Damaged { .. } => "backup-damaged",
            BackupError::TargetInUse(_) => "restore-target",
            BackupError::OtherKey(_) => "restore-other-key",
            BackupError::LossNotAccepted => "restore-loss",
            BackupError::Published(_) => "restore-published",
        }
    }

    /// The error of `doing` something with a file.
    pub(super) fn io(doing: &str, path: &Path) -> impl FnOnce(io::Error) -> Self {
        move |error| BackupError::Io {
            place: format!("{doing} {}", path.display()),
            detail: error.to_string(),
        }
    }
}
