//! `proofmark keys`: the key files. None is unlocked.

use super::CliError;
use super::output::{pad, wrap};
use super::workplace::Workplace;
use crate::clock::timestamp;
use crate::identity::{KeyPurpose, PublicKey, PublicPart};
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
                key.name,
                pad("For", 8),
                holder(key),
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

/// Who uses the key, and what kind of key it is.
fn holder(key: &PublicPart) -> String {
    match (key.purpose, &key.key) {
        (KeyPurpose::Issuer, Some(public)) => {
            let issuer = key.issuer().unwrap_or_default();
            format!("{issuer} ({})", public.kind())
        }
        (KeyPurpose::Audit, _) => "the audit log".to_owned(),
        _ => "the deployment: it wraps the keys of learners".to_owned(),
    }
}

fn value(entry: &Entry) -> Value {
    let file = entry.path.display().to_string();
    match &entry.key {
        Ok(key) => json!({
            "purpose": key.purpose.name(),
            "verificationMethod": key.key.as_ref().map(|_| &key.name),
            "name": key.key.is_none().then_some(&key.name),
            "kind": key.key.as_ref().map(PublicKey::kind),
            "issuer": key.issuer().filter(|_| key.purpose == KeyPurpose::Issuer),
            "created": timestamp(key.created),
            "encrypted": key.encrypted,
            "file": file,
        }),
        Err(error) => json!({ "file": file, "problem": error.to_string() }),
    }
}
