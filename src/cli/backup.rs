//! `proofmark backup` and `proofmark restore`.

use super::CliError;
use super::args::{Backup, Restore};
use super::output::pad;
use super::workplace::Workplace;
use crate::identity::{Iterations, Protection, Unlock};
use crate::service::backup::{BackupError, Later, Restoring, restore as restore_backup};
use crate::service::keyring::Keyring;
use crate::service::{Actor, ServiceError};
use serde_json::json;

pub(super) fn backup(arguments: &Backup, work: &Workplace) -> Result<(), CliError> {
    let passphrase = work.passphrase()?;
    let protection = match &passphrase {
        Some(passphrase) => Protection::Passphrase {
            passphrase,
            iterations: Iterations::default(),
        },
        None if work.settings.insecure_plain_keys => Protection::PlainForDevelopment,
        None => return Err(ServiceError::from(BackupError::NoProtection).into()),
    };
    let Some(service) = work.open_to_look("backup")? else {
        let name = work.settings.data.display().to_string();
        return Err(ServiceError::NotFound {
            what: "store",
            name,
            near: Vec::new(),
        }
        .into());
    };
    let keyring = Keyring::new(&work.settings.keys);
    let report = service.backup(&Actor::CommandLine, &keyring, protection, &arguments.out)?;
    if passphrase.is_none() {
        work.out
            .note("this backup is not encrypted: whoever has it has everything on record");
    }
    let text = format!(
        "{}\n  {}  {}\n  {}  {} records, {} key files\n  {}  {} bytes\n  {}  {}\n",
        report.file.display(),
        pad("Made", 8),
        report.created,
        pad("Holds", 8),
        report.records,
        report.key_files,
        pad("Length", 8),
        report.bytes,
        pad("SHA-256", 8),
        report.sha256,
    );
    let value = json!({
        "file": report.file,
        "created": report.created,
        "records": report.records,
        "keyFiles": report.key_files,
        "bytes": report.bytes,
        "sha256": report.sha256,
        "encrypted": passphrase.is_some(),
    });
    work.out.result(&text, &value)
}

pub(super) fn restore(arguments: &Restore, work: &Workplace) -> Result<(), CliError> {
    let passphrase = work.passphrase()?;
    let keyring = Keyring::new(&work.settings.keys);
    let report = restore_backup(&Restoring {
        file: &arguments.file,
        unlock: Unlock {
            passphrase: passphrase.as_ref(),
            plain_allowed: work.settings.insecure_plain_keys,
        },
        data: &work.settings.data,
        keys: &keyring,
        later: arguments.accept_loss.then_some(Later::AcceptLoss),
    })?;
    let mut text = format!(
        "{}\n  {}  {}\n  {}  {} records\n",
        work.settings.data.display(),
        pad("Backup", 8),
        report.created,
        pad("Holds", 8),
        report.records,
    );
    for file in &report.key_files {
        text.push_str(&format!("  {}  {}\n", pad("Key file", 8), file.display()));
    }
    let value = json!({
        "data": work.settings.data,
        "backup": { "created": report.created, "sha256": report.sha256 },
        "records": report.records,
        "keyFiles": report.key_files,
    });
    work.out.result(&text, &value)
}
