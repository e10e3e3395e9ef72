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
    let opened = work.open_to_look("backup").map_err(|error| match error {
        CliError::Service(error) => CliError::Backup(error),
        other => other,
    });
    let Some(service) = opened? else {
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
        later: later(arguments),
    })?;
    for fault in &report.faults {
        work.out.note(&format!("the audit log: {fault}"));
    }
    for left_out in &report.later.left_out {
        work.out.note(&format!("left out: {left_out}"));
    }
    for unknown in report.later.unknowns() {
        work.out.note(unknown);
    }
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
    let since = &report.later;
    if let Some(published) = &since.published {
        let since = format!(
            "lists as of {published}: {} revoked, {} suspended, {} set for credentials that are \
             not on record, {} lists that the backup did not know",
            since.revoked.len(),
            since.suspended.len(),
            since.unknown,
            since.adopted.len(),
        );
        text.push_str(&format!("  {}  {since}\n", pad("Since", 8)));
    }
    if !since.erased.is_empty() {
        let erased = since.erased.len();
        text.push_str(&format!(
            "  {}  {erased} learners again\n",
            pad("Erased", 8)
        ));
    }
    let value = json!({
        "data": work.settings.data,
        "backup": { "created": report.created, "sha256": report.sha256 },
        "records": report.records,
        "keyFiles": report.key_files,
        "closedLists": since.closed,
        "published": since.published,
        "adoptedLists": since.adopted,
        "revoked": since.revoked,
        "suspended": since.suspended,
        "setForUnknown": since.unknown,
        "erased": since.erased,
        "leftOut": since.left_out,
        "auditFaults": report.faults,
        "unknown": since.unknowns(),
    });
    work.out.result(&text, &value)
}

/// What is said about the time after the backup was made.
fn later(arguments: &Restore) -> Option<Later<'_>> {
    let accept_loss = arguments.accept_loss;
    match &arguments.published {
        Some(folder) => Some(Later::Published {
            folder,
            accept_loss,
        }),
        None => accept_loss.then_some(Later::AcceptLoss),
    }
}
