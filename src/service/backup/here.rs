//! Backups that are made while the service runs, into the folder that its operator chose.

use super::{BackupError, BackupReport, sync_folder_of};
use crate::clock::{parse_timestamp, timestamp};
use crate::credential::profile::IssuerProfile;
use crate::service::{Caller, Service, ServiceError};
use std::fs::DirBuilder;
use std::os::unix::fs::DirBuilderExt as _;
use std::path::{Path, PathBuf};
use std::sync::{MutexGuard, TryLockError};

/// A backup in the folder for backups.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BackupFile {
    /// The name of the file, which says when it was begun.
    pub name: String,
    /// The length of the file, in bytes.
    pub bytes: u64,
}

/// Begins the name of every backup that is made here.
const NAME: &str = "proofmark-";
/// Ends it.
const ENDING: &str = ".backup";

impl BackupFile {
    /// When it was begun, by its name: an XSD dateTimeStamp.
    pub fn begun(&self) -> Option<String> {
        let at = self.name.strip_prefix(NAME)?.strip_suffix(ENDING)?;
        // `2026-11-20T101500Z`, with a number behind it where there are several of one second.
        let (day, rest) = at.split_once('T')?;
        let time = rest.split_once('Z')?.0;
        let is_time = time.len() == 6 && time.bytes().all(|byte| byte.is_ascii_digit());
        let time = is_time.then(|| [&time[..2], &time[2..4], &time[4..]].join(":"))?;
        let begun = format!("{day}T{time}Z");
        parse_timestamp(&begun).map(|_| begun)
    }
}

impl Service {
    /// The backups in the folder for backups, the newest first. What of the folder cannot be read is
    /// left out.
    pub fn backups_here(&self) -> Vec<BackupFile> {
        let folder = self.backups.as_deref().map(std::fs::read_dir);
        let entries = folder.into_iter().flatten().flatten().flatten();
        let mut found: Vec<BackupFile> = entries
            .filter_map(|entry| {
                let name = entry.file_name().into_string().ok()?;
                let is_backup = name.starts_with(NAME) && name.ends_with(ENDING);
                let about = entry.metadata().ok().filter(std::fs::Metadata::is_file)?;
                is_backup.then_some(BackupFile {
                    name,
                    bytes: about.len(),
                })
            })
            .collect();
        found.sort_by(|left, right| right.name.cmp(&left.name));
        found
    }

    /// Whether the newest backup here is older than `days` days, or there is none.
    pub fn backup_is_due(&self, days: i64) -> bool {
        let newest = self.backups_here().into_iter().next();
        let begun = newest.and_then(|newest| parse_timestamp(&newest.begun()?));
        begun.is_none_or(|begun| self.now() - begun > time::Duration::days(days))
    }

    /// Writes a backup into the folder for backups, under a name that says when it was made, with
    /// the keyring and the passphrase that the service was opened with. One at a time, and for
    /// whoever acts for the default issuer: it holds what belongs to all of them.
    ///
    /// # Errors
    /// As of [`Service::backup`]; [`ServiceError::Refused`] for other issuers; [`ServiceError::Conflict`] while another is being made,
    /// [`ServiceError::Key`] while the keyring is not open, [`BackupError::NoProtection`] where
    /// nothing protects new keys, and [`BackupError::Io`] where there is no folder.
    pub fn backup_here(&self, caller: &Caller) -> Result<BackupReport, ServiceError> {
        if caller.issuer != IssuerProfile::DEFAULT_SLUG {
            return Err(ServiceError::Refused {
                rule: "whole-deployment",
                detail: "a backup holds what belongs to all issuers: the default issuer's \
                         administrator makes it"
                    .to_owned(),
            });
        }
        let _alone = self.back_up_alone()?;
        let folder = self.backups.as_deref().ok_or_else(|| BackupError::Io {
            place: "finding the folder for backups".to_owned(),
            detail: "none was set".to_owned(),
        })?;
        let access = self.key_access()?;
        let protection = access.protection().ok_or(BackupError::NoProtection)?;
        make(folder)?;
        let out = self.unused_name(folder);
        self.backup(&caller.actor, &access.keyring, protection, &out)
    }

    fn back_up_alone(&self) -> Result<MutexGuard<'_, ()>, ServiceError> {
        match self.backing_up.try_lock() {
            Ok(alone) => Ok(alone),
            // Whoever panicked has left nothing that the next one would read.
            Err(TryLockError::Poisoned(poisoned)) => Ok(poisoned.into_inner()),
            Err(TryLockError::WouldBlock) => Err(ServiceError::Conflict {
                problem: "backup-under-way",
                detail: "a backup is being made; wait until it is done".to_owned(),
                findings: Vec::new(),
            }),
        }
    }

    /// A name that no file in `folder` has. There may be several backups of one second.
    fn unused_name(&self, folder: &Path) -> PathBuf {
        let now = timestamp(self.now()).replace(':', "");
        let mut path = folder.join(format!("proofmark-{now}.backup"));
        let mut number = 2;
        while path.symlink_metadata().is_ok() {
            path = folder.join(format!("proofmark-{now}-{number}.backup"));
            number += 1;
        }
        path
    }
}

/// Makes the folder, for its owner alone, if it is not there.
fn make(folder: &Path) -> Result<(), BackupError> {
    if folder.is_dir() {
        return Ok(());
    }
    let mut builder = DirBuilder::new();
    let made = builder.recursive(true).mode(0o700).create(folder);
    made.and_then(|()| sync_folder_of(folder))
        .map_err(BackupError::io("making", folder))
}
