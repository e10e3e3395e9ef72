//! `proofmark keys`: the key files, and what can be done with an issuer's keys.

use super::CliError;
use super::args::Keys;
use super::output::{pad, wrap};
use super::workplace::Workplace;
use crate::clock::{parse_timestamp, timestamp};
use crate::identity::{KeyPurpose, PublicKey, PublicPart};
use crate::records::issuer::{IssuerKeyRecord, KeyState};
use crate::service::keyring::{Entry, Keyring};
use crate::service::keys::{KeyChange, Reissued};
use crate::service::{Caller, Service, ServiceError};
use serde_json::{Value, json};

pub(super) fn run(arguments: &Keys, work: &Workplace) -> Result<(), CliError> {
    let change = match arguments {
        Keys::List => return list(work),
        Keys::Rotate { algorithm } => with_issuer(work, "keys rotate", |service, caller| {
            service.rotate_key(caller, *algorithm)
        })?,
        Keys::AddEs256 => with_issuer(work, "keys add-es256", Service::add_es256_key)?,
        Keys::Retire { key } => with_issuer(work, "keys retire", |service, caller| {
            service.retire_key(caller, key)
        })?,
        Keys::Compromise {
            key,
            since,
            reissue,
        } => {
            let since = parse_timestamp(since).ok_or_else(|| {
                CliError::Usage(format!(
                    "{since:?} is not a date with its time, such as 2026-11-20T10:00:00Z"
                ))
            })?;
            with_issuer(work, "keys compromise", |service, caller| {
                let mut change = service.compromise_key(caller, key, since)?;
                if *reissue {
                    service.reissue_affected(caller, &mut change);
                }
                Ok(change)
            })?
        }
    };
    tell(&change, work)
}

/// Does something with the keys of the issuer that the command acts for.
fn with_issuer(
    work: &Workplace,
    command: &str,
    act: impl FnOnce(&Service, &Caller) -> Result<KeyChange, ServiceError>,
) -> Result<KeyChange, CliError> {
    let opened = work.open_for_issuer(command)?;
    work.open_issuer(&opened)?;
    let change = act(&opened.service, &work.caller())?;
    // The status lists are signed by the keys of now: a compromised one vouches for nothing.
    work.settle(&opened.service)?;
    Ok(change)
}

fn tell(change: &KeyChange, work: &Workplace) -> Result<(), CliError> {
    let mut text = String::new();
    if let Some(key) = &change.new_key {
        text.push_str(&format!("New key: {key}\n"));
        work.out.note(&format!(
            "keep a copy of its file in {}",
            work.settings.keys.display()
        ));
    }
    for key in &change.issuer.keys {
        text.push_str(&format!(
            "{}  {}\n",
            pad(state(key), 12),
            key.verification_method
        ));
    }
    if !change.affected.is_empty() {
        text.push_str(&format!(
            "\nSigned by this key since then: {}\n",
            change.affected.len()
        ));
    }
    for one in &change.affected {
        text.push_str(&format!("  {}  {}  {}\n", one.id, one.created, one.proof));
        match &one.reissued {
            Reissued::NotAsked => {}
            Reissued::As(id) => text.push_str(&format!("    reissued as {id}\n")),
            Reissued::Failed(why) => text.push_str(&format!("    not reissued: {why}\n")),
        }
    }
    let affected = change.affected.iter().map(|one| {
        let (reissued, problem) = match &one.reissued {
            Reissued::NotAsked => (None, None),
            Reissued::As(id) => (Some(id), None),
            Reissued::Failed(why) => (None, Some(why)),
        };
        json!({
            "id": one.id, "proof": one.proof, "created": one.created,
            "reissuedAs": reissued, "notReissued": problem,
        })
    });
    let keys = change.issuer.keys.iter().map(|key| {
        json!({
            "verificationMethod": key.verification_method,
            "algorithm": key.algorithm,
            "state": key.state,
            "created": key.created,
            "revoked": key.revoked,
        })
    });
    let value = json!({
        "issuer": change.issuer.profile.did,
        "newKey": change.new_key,
        "keys": keys.collect::<Vec<_>>(),
        "affected": affected.collect::<Vec<_>>(),
    });
    work.out.result(&text, &value)
}

fn state(key: &IssuerKeyRecord) -> &'static str {
    match key.state {
        KeyState::Active => "active",
        KeyState::VerifyOnly => "verify-only",
        KeyState::Retired => "retired",
        KeyState::Compromised => "compromised",
    }
}

/// All key files. What is on record is asked only of a store that no other process holds.
fn list(work: &Workplace) -> Result<(), CliError> {
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
    let on_record = match work.open_to_look("keys list") {
        Ok(Some(service)) => service.issuers()?,
        Ok(None) => Vec::new(),
        Err(CliError::Service(error)) if error.store_holder().is_some() => {
            work.out
                .note("another process holds the store, so what the keys are good for is not told");
            Vec::new()
        }
        Err(error) => return Err(error),
    };
    let state = |entry: &Entry| {
        let name = entry.key.as_ref().ok().map(|key| key.name.as_str())?;
        let known = on_record.iter().find_map(|issuer| issuer.key(name))?;
        Some(state(known))
    };
    let text: String = entries.iter().map(|one| line(one, state(one))).collect();
    let value: Vec<Value> = entries.iter().map(|one| value(one, state(one))).collect();
    work.out.result(&text, &json!({ "keys": value }))
}

fn line(entry: &Entry, state: Option<&str>) -> String {
    let path = entry.path.display();
    match &entry.key {
        Ok(key) => {
            let guard = match key.encrypted {
                true => "encrypted",
                false => "NOT encrypted: for development only",
            };
            let state = state.map(|state| format!("  {}  {state}\n", pad("State", 8)));
            format!(
                "{}\n{}  {}  {}\n  {}  {}\n  {}  {guard}\n  {}  {path}\n",
                key.name,
                state.unwrap_or_default(),
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

fn value(entry: &Entry, state: Option<&str>) -> Value {
    let file = entry.path.display().to_string();
    match &entry.key {
        Ok(key) => json!({
            "purpose": key.purpose.name(),
            "state": state,
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
