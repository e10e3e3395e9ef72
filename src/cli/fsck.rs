//! `proofmark fsck`.

use super::args::Fsck as Arguments;
use super::output::{harmless, pad};
use super::workplace::Workplace;
use super::{CliError, files};
use crate::identity::Unlock;
use crate::service::ServiceError;
use crate::service::fsck::{Fsck, FsckReport};
use crate::service::keyring::Keyring;
use serde_json::{Value, json};
use std::process::ExitCode;

pub(super) fn run(arguments: &Arguments, work: &Workplace) -> Result<ExitCode, CliError> {
    let mut held = Vec::new();
    for path in &arguments.checkpoint {
        held.push(String::from_utf8_lossy(&files::read(path)?).into_owned());
    }
    let held: Vec<&str> = held.iter().map(String::as_str).collect();
    let passphrase = work.passphrase()?;
    let Some(service) = work.open_to_look("fsck")? else {
        return Err(ServiceError::NotFound {
            what: "store",
            name: work.settings.data.display().to_string(),
            near: Vec::new(),
        }
        .into());
    };
    let keyring = Keyring::new(&work.settings.keys);
    let unlock = Unlock {
        passphrase: passphrase.as_ref(),
        plain_allowed: work.settings.insecure_plain_keys,
    };
    let mut locked = Vec::new();
    if passphrase.is_some() || unlock.plain_allowed {
        match service.unlock_to_check(&keyring, unlock) {
            Ok(reasons) => locked = reasons,
            // What cannot be read of it is among the faults.
            Err(error) => locked.push(error.to_string()),
        }
    }
    let mut report = service.check_everything(&Fsck {
        signatures: arguments.signatures,
        keyring: Some(&keyring),
        held: &held,
    })?;
    report.unchecked.extend(locked);
    work.out.result(&text(&report), &value(&report))?;
    Ok(ExitCode::from(
        match (report.is_sound(), report.unchecked.is_empty()) {
            (false, _) => 1,
            (true, false) => 3,
            (true, true) => 0,
        },
    ))
}

fn text(report: &FsckReport) -> String {
    let records: u64 = report.records.values().sum();
    let mut text = format!(
        "{} {records} keys in the store\n{} {} sealed entries, {} open\n",
        pad("Read", 12),
        pad("Audit log", 12),
        report.sealed_entries,
        report.open_entries,
    );
    if report.signatures > 0 {
        text.push_str(&format!(
            "{} {} verified\n",
            pad("Signatures", 12),
            report.signatures
        ));
    }
    for fault in &report.faults {
        let fault = harmless(&fault.to_string());
        text.push_str(&format!("{} {fault}\n", pad("Wrong", 12)));
    }
    if report.more_faults > 0 {
        let more = report.more_faults;
        text.push_str(&format!("{} {more} more\n", pad("Wrong", 12)));
    }
    for reason in &report.unchecked {
        let reason = harmless(reason);
        text.push_str(&format!("{} {reason}\n", pad("Not checked", 12)));
    }
    if report.is_sound() {
        text.push_str("Nothing wrong was found.\n");
    }
    text
}

fn value(report: &FsckReport) -> Value {
    let faults = report
        .faults
        .iter()
        .map(|fault| json!({ "entry": fault.entry, "place": fault.place, "detail": fault.detail }));
    json!({
        "sound": report.is_sound(),
        "records": report.records,
        "audit": { "sealed": report.sealed_entries, "open": report.open_entries },
        "signatures": report.signatures,
        "faults": faults.collect::<Vec<_>>(),
        "moreFaults": report.more_faults,
        "unchecked": report.unchecked,
    })
}
