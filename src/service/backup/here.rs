//! Backups that are made while the service runs, into the folder that its operator chose.

use super::{BackupError, BackupReport, sync_folder_of};
use crate::clock::timestamp;
use crate::credential::profile::IssuerProfile;
use crate::service::{Caller, Service, ServiceError};
use std::fs::DirBuilder;
use std::os::unix::fs::DirBuilderExt as _;
use std::path::{Path, PathBuf};
use std::sync::{MutexGuard, TryLockError};

impl Service {
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
