//! `proofmark credential`: what was issued, and what is done to it later.
//!
//! A status act is on record when it is told. The lists that show it are published at the end of
//! the command, or, while the issuer's key is locked, once it is unlocked.

use super::args::{Credential, Replacing, Sought, Which};
use super::issue::{check_valid_until, file_name, say_what_it_lacks, tell};
use super::output::{harmless, pad};
use super::workplace::{Opened, Workplace};
use super::{CliError, files};
use crate::proof::SecuringPlan;
use crate::records::credential::{CredentialRecord, Done, State};
use crate::service::carry::{Taken, Wish};
use crate::service::issue::Issued;
use crate::service::lifecycle::{Replacement, ReplacingVerb, StatusAct};
use crate::service::search::CredentialQuery;
use crate::service::{Actor, Caller, Service, ServiceError};
use serde_json::{Value, json};
use std::io::IsTerminal;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// How many are read at once.
const PAGE: usize = 200;

pub(super) fn run(arguments: &Credential, work: &Workplace) -> Result<ExitCode, CliError> {
    match arguments {
        Credential::List(sought) => list(sought, work)?,
        Credential::Show { id } => show(id, work)?,
        Credential::Export {
            id,
            taken,
            proof,
            unnamed,
            out,
        } => {
            let wish = Wish {
                proof: proof.as_deref(),
                named: !unnamed,
                ..Wish::for_all(*taken)
            };
            export(id, wish, out.as_deref(), work)?;
        }
        Credential::Revoke(taking) => {
            return act(StatusAct::Revoke, &taking.which, Some(&taking.reason), work);
        }
        Credential::Suspend(taking) => {
            return act(
                StatusAct::Suspend,
                &taking.which,
                Some(&taking.reason),
                work,
            );
        }
        Credential::Reinstate { which, reason } => {
            return act(StatusAct::Reinstate, which, reason.as_deref(), work);
        }
        Credential::Reissue {
            replacement,
            reason,
            valid_until,
        } => {
            let until = valid_until.as_deref();
            replace(Service::reissue, replacement, Some(reason), until, work)?;
        }
        Credential::Renew {
            replacement,
            reason,
            valid_until,
        } => {
            let reason = reason.as_deref();
            replace(Service::renew, replacement, reason, Some(valid_until), work)?;
        }
    }
    Ok(ExitCode::SUCCESS)
}

/// The store and the issuer's key, as far as it can be unlocked. Where nothing was ever kept there
/// is no credential, and nothing is made.
fn open(id: &str, work: &Workplace) -> Result<Opened, CliError> {
    if Service::is_fresh(&work.settings.data) {
        return Err(CliError::Service(ServiceError::NotFound {
            what: "credential",
            name: id.to_owned(),
            near: Vec::new(),
        }));
    }
    let opened = work.open_for_issuer("credential")?;
    let issuer = work.open_issuer(&opened)?;
    if let Some(reason) = issuer.locked {
        work.out.note(&format!(
            "{reason}: nothing can be signed now. What is done to a status is on record all the \
             same, and is published once the key is unlocked"
        ));
    }
    Ok(opened)
}

fn list(sought: &Sought, work: &Workplace) -> Result<(), CliError> {
    let mut records = Vec::new();
    if let Some(service) = to_search(sought, work)? {
        let limit = sought.limit;
        let caller = Caller::new(work.issuer.as_str(), Actor::CommandLine);
        let query = CredentialQuery {
            state: sought.state,
            superseded: None,
            form: sought.form.clone(),
            framework: sought.framework.clone(),
            version: None,
            level: sought.level.clone(),
            from: sought.from.clone(),
            to: sought.to.clone(),
            learner: sought.learner.clone(),
            text: sought.text.clone(),
        };
        let mut after: Option<Vec<u8>> = None;
        loop {
            let page = service.search_records(&caller, &query, after.as_deref(), PAGE)?;
            records.extend(page.records);
            after = page.next;
            if records.len() >= limit || after.is_none() {
                break;
            }
        }
        if records.len() > limit || after.is_some() {
            work.out
                .note(&format!("there are more than {limit}; --limit shows more"));
        }
        records.truncate(limit);
    }
    let line = |record: &CredentialRecord| {
        format!(
            "{}  {}  {}  {}\n",
            record.id,
            pad(standing(record), 10),
            record.valid_from.as_deref().unwrap_or("-"),
            harmless(record.name.as_deref().unwrap_or(&record.form))
        )
    };
    let text: String = records.iter().map(line).collect();
    let all: Vec<Value> = records.iter().map(value).collect();
    work.out.result(&text, &json!({ "credentials": all }))
}

/// The store to search in; a learner is found by what they are known by with the deployment's key.
fn to_search(sought: &Sought, work: &Workplace) -> Result<Option<Service>, CliError> {
    if sought.learner.is_none() || Service::is_fresh(&work.settings.data) {
        return work.open_to_look("credential list");
    }
    let opened = work.open_for_issuer("credential list")?;
    work.open_issuer(&opened)?;
    Ok(Some(opened.service))
}

/// How it stands on record, in one word.
fn standing(record: &CredentialRecord) -> &'static str {
    match (record.state, &record.superseded_by) {
        (State::Revoked, _) => "revoked",
        (State::Suspended, _) => "suspended",
        (State::Current, Some(_)) => "superseded",
        (State::Current, None) => "current",
    }
}

fn show(id: &str, work: &Workplace) -> Result<(), CliError> {
    let opened = open(id, work)?;
    let record = opened.service.credential(id, &work.issuer)?;
    let history = match opened.service.credential_history(id, &work.issuer) {
        Ok(history) => Some(history),
        Err(ServiceError::Erased) => {
            work.out.note("what it said was erased with its learner");
            None
        }
        Err(ServiceError::Key(reason)) => {
            work.out.note(&format!(
                "why things were done to it cannot be read: {reason}"
            ));
            None
        }
        Err(error) => return Err(error.into()),
    };
    let mut told = value(&record);
    told["history"] = json!(history);
    work.out.result(
        &text(&record, history.as_deref().unwrap_or_default()),
        &told,
    )
}

fn text(record: &CredentialRecord, history: &[Done]) -> String {
    let mut text = format!("{}\n", record.id);
    let mut line = |name: &str, value: &str| {
        text.push_str(&format!("  {}  {}\n", pad(name, 13), harmless(value)));
    };
    line("Name", record.name.as_deref().unwrap_or("-"));
    line("State", standing(record));
    line("Valid from", record.valid_from.as_deref().unwrap_or("-"));
    line("Valid until", record.valid_until.as_deref().unwrap_or("-"));
    for place in &record.status {
        let shown = format!("{} {}#{}", place.purpose, place.url, place.index);
        line("Status", &shown);
    }
    for (name, other) in [
        ("Supersedes", &record.supersedes),
        ("Superseded by", &record.superseded_by),
    ] {
        if let Some(other) = other {
            let why = json!(other.why);
            let why = why.as_str().unwrap_or_default();
            line(name, &format!("{} ({why}, {})", other.id, other.at));
        }
    }
    for one in &record.secured {
        line("Proof", &format!("{} ({})", one.proof, one.created));
    }
    for done in history {
        let act = json!(done.act);
        let act = act.as_str().unwrap_or_default();
        let reason = done.reason.as_deref().unwrap_or("-");
        line(
            "Done",
            &format!("{} {act} by {}: {reason}", done.at, done.by),
        );
    }
    text
}

fn value(record: &CredentialRecord) -> Value {
    let status = record
        .status
        .iter()
        .map(|place| json!({ "purpose": place.purpose, "list": place.url, "index": place.index }));
    json!({
        "id": record.id,
        "form": record.form,
        "name": record.name,
        "assessment": record.made_from.as_ref().map(|from| &from.assessment),
        "issuer": record.issuer,
        "state": record.state,
        "validFrom": record.valid_from,
        "validUntil": record.valid_until,
        "status": status.collect::<Vec<_>>(),
        "supersedes": record.supersedes,
        "supersededBy": record.superseded_by,
        "proofs": record.secured.iter().map(|one| &one.proof).collect::<Vec<_>>(),
    })
}

fn export(id: &str, wish: Wish<'_>, out: Option<&Path>, work: &Workplace) -> Result<(), CliError> {
    let printable = matches!(wish.taken, Taken::Json | Taken::Jwt | Taken::Svg);
    if out.is_none() && (work.out.is_json() || !printable && std::io::stdout().is_terminal()) {
        let detail = "name a file for it with --out: a file is neither a line of text nor JSON";
        return Err(CliError::Usage(detail.to_owned()));
    }
    let opened = open(id, work)?;
    let carried = opened.service.carry(id, &work.issuer, wish)?;
    let Some(out) = out else {
        return work.out.bytes(&carried.bytes);
    };
    files::create(out, &carried.bytes)?;
    let value = json!({
        "carrier": wish.taken.name(),
        "mediaType": carried.media_type,
        "proof": carried.proof,
        "bytes": carried.bytes.len(),
        "file": out.display().to_string(),
    });
    let file = out.display();
    let text = format!("Written: {file}\nNext: proofmark verify {file}\n");
    work.out.result(&text, &value)
}

/// The ids that are named, and those in the file.
fn ids(which: &Which) -> Result<Vec<String>, CliError> {
    let mut ids = which.ids.clone();
    if let Some(path) = &which.file {
        let contents = files::read(path)?;
        let lines = String::from_utf8(contents).map_err(|error| CliError::Read {
            place: files::name_of(path),
            detail: error.to_string(),
        })?;
        let lines = lines.lines().map(str::trim);
        ids.extend(lines.filter(|line| !line.is_empty()).map(str::to_owned));
        if ids.is_empty() {
            let detail = format!("{} names no credential", files::name_of(path));
            return Err(CliError::Usage(detail));
        }
    }
    Ok(ids)
}

fn act(
    act: StatusAct,
    which: &Which,
    reason: Option<&str>,
    work: &Workplace,
) -> Result<ExitCode, CliError> {
    let ids = ids(which)?;
    let opened = open(ids.first().map_or("", String::as_str), work)?;
    let caller = work.caller();
    let (mut text, mut results, mut failed) = (String::new(), Vec::new(), false);
    for id in ids {
        match opened.service.change_status(&id, act, reason, &caller) {
            Ok(acted) => {
                let state = standing(&acted.record);
                let before = if acted.changed { "now" } else { "already" };
                text.push_str(&format!("{before} {state}: {}\n", acted.record.id));
                results.push(json!({
                    "id": acted.record.id,
                    "changed": acted.changed,
                    "state": acted.record.state,
                }));
            }
            Err(error) => {
                failed = true;
                let error = CliError::Service(error);
                text.push_str(&format!("failed: {}: {error}\n", harmless(&id)));
                results.push(json!({
                    "id": id,
                    "problem": {
                        "problem": error.problem(),
                        "detail": error.to_string(),
                        "findings": error.findings(),
                    },
                }));
            }
        }
    }
    work.settle(&opened.service)?;
    work.out.result(&text, &json!({ "results": results }))?;
    Ok(ExitCode::from(u8::from(failed)))
}

fn replace(
    verb: ReplacingVerb,
    arguments: &Replacing,
    reason: Option<&str>,
    valid_until: Option<&str>,
    work: &Workplace,
) -> Result<(), CliError> {
    check_valid_until(valid_until)?;
    // Every time makes another credential: better not to make it in vain.
    if let Some(out) = arguments.out.as_ref().filter(|out| out.is_file()) {
        return Err(CliError::Exists(out.clone()));
    }
    let opened = open(&arguments.id, work)?;
    let replacement = Replacement {
        assessment: arguments.assessment.clone(),
        proofs: arguments.proofs.clone(),
        valid_until: valid_until.map(str::to_owned),
        reason: reason.map(str::to_owned),
    };
    let issued = verb(
        &opened.service,
        &arguments.id,
        &replacement,
        &work.caller(),
        None,
    )?;
    work.settle(&opened.service)?;
    say_what_it_lacks(&issued, work);
    let files = write(arguments, &issued)?;
    tell(json!({ "inPlaceOf": arguments.id }), &issued, &files, work)
}

/// Writes what was issued: one document as the file that is named, several into the folder.
fn write(arguments: &Replacing, issued: &[Issued]) -> Result<Vec<PathBuf>, CliError> {
    let Some(out) = &arguments.out else {
        return Ok(Vec::new());
    };
    let named_as_folder = out.as_os_str().as_encoded_bytes().ends_with(b"/");
    let folder = issued.len() > 1 || out.is_dir() || named_as_folder;
    if folder {
        files::make_folder(out)?;
    }
    let mut written = Vec::new();
    for one in issued {
        let plan = SecuringPlan::on_record(&one.proof);
        let extension = plan.map_or("json", |plan| plan.extension());
        let target = match folder {
            true => out.join(file_name(&one.form, &one.proof, extension)),
            false => out.clone(),
        };
        files::create(&target, &one.bytes)?;
        written.push(target);
    }
    Ok(written)
}
