//! `proofmark keys`: the issuer's key files. None is unlocked.

use super::CliError;
use super::output::{pad, wrap};
use super::workplace::Workplace;
use crate::clock::timestamp;
use crate::service::ServiceError;
use crate::service::keyring::{Entry, Keyring};
use serde_json::{Value, json};

pub(super) fn list(work: &Workplace) -> Result<(), CliError> {
    let keyring = Keyring::new(&work.settings.keys);
    let entries = keyring
        .list()
        .map_err(|error| ServiceError::Key(error.to_string()))?;
    if entries.is_empty() {
        work.out.note(&format!(
            "there is no key in {}. On a first start `proofmark issue` and `proofmark serve` make \
             one; one that is lost is never made anew, so bring it back from its copy",
            keyring.folder().display()
        ));
    }
    let text: String = entries.iter().map(line).collect();
    let value: Vec<Value> = entries.iter().map(value).collect();
    work.out.result(&text, &json!({ "keys": value }))
}

fn line(entry: &Entry) -> String {
    let path = entry.path.display();
    match &entry.key {
        Ok(key) => {
            let guard = match key.encrypted {
                true => "encrypted",
                false => "NOT encrypted: for development only",
            };
            format!(
                "{}\n  {}  {}\n  {}  {}\n  {}  {guard}\n  {}  {path}\n",
                key.verification_method,
                pad("Issuer", 8),
                key.issuer(),
                pad("Made", 8),
                timestamp(key.created),
                pad("Key", 8),
                pad("File", 8),
            )
        }
        Err(error) => {
            let lines = wrap(&error.to_string(), 80).join("\n            ");
            format!("{path}\n  {}  {lines}\n", pad("Unusable", 8))
        }
    }
}

fn value(entry: &Entry) -> Value {
    let file = entry.path.display().to_string();
    match &entry.key {
        Ok(key) => json!({
            "verificationMethod": key.verification_method,
            "issuer": key.issuer(),
            "created": timestamp(key.created),
            "encrypted": key.encrypted,
            "file": file,
        }),
        Err(error) => json!({ "file": file, "problem": error.to_string() }),
    }
}
