//! `proofmark learner`: finding learners, giving out what is held about them, erasing them.

use super::args::{KnownByFlags, Learner, LearnerRecord, WhomFlags};
use super::issue;
use super::workplace::{Opened, Workplace};
use super::{CliError, files};
use crate::service::ServiceError;
use crate::service::erasure::Erasure;
use crate::service::issue::RecordRequest;
use crate::service::learners::KnownBy;
use serde_json::{Value, json};
use std::path::Path;

pub(super) fn run(arguments: &Learner, work: &Workplace) -> Result<(), CliError> {
    match arguments {
        Learner::Find { known_by } => find(known_by, work),
        Learner::Export { whom, out } => export(whom, out.as_deref(), work),
        Learner::Record(arguments) => record(arguments, work),
        Learner::Erase { whom, yes } => erase(whom, *yes, work),
    }
}

fn find(flags: &KnownByFlags, work: &Workplace) -> Result<(), CliError> {
    let opened = open("learner find", work)?;
    let known_by = KnownBy {
        id: flags.did.clone(),
        email: flags.email.clone(),
    };
    let ids = opened.service.find_learners(&work.caller(), &known_by)?;
    if ids.is_empty() {
        work.out.note("nobody is known by this");
    }
    let text: String = ids.iter().map(|id| format!("{id}\n")).collect();
    work.out.result(&text, &json!({ "learners": ids }))
}

fn export(whom: &WhomFlags, out: Option<&Path>, work: &Workplace) -> Result<(), CliError> {
    let opened = open("learner export", work)?;
    let ids = chosen(whom, &opened, work)?;
    let mut exports = Vec::with_capacity(ids.len());
    for id in &ids {
        exports.push(opened.service.export_learner(&work.caller(), id)?);
    }
    work.settle(&opened.service)?;
    let value = json!({ "learners": exports });
    let text = format!("{value:#}\n");
    let Some(path) = out else {
        return work.out.result(&text, &value);
    };
    files::create(path, text.as_bytes())?;
    let file = files::name_of(path);
    let told = format!("{file}\n");
    work.out
        .result(&told, &json!({ "learners": ids, "file": file }))
}

fn record(arguments: &LearnerRecord, work: &Workplace) -> Result<(), CliError> {
    issue::check_valid_until(arguments.how.valid_until.as_deref())?;
    let targets = issue::targets_for(
        arguments.how.out.as_deref(),
        &[arguments.form],
        &arguments.how.proofs,
    );
    // Each time is a new record: better not to make it in vain.
    if let Some(taken) = targets.iter().find(|path| path.exists()) {
        return Err(CliError::Exists(taken.clone()));
    }
    let resume = arguments
        .how
        .resume
        .as_deref()
        .map(issue::resume)
        .transpose()?;
    let opened = open("learner record", work)?;
    let ids = chosen(&arguments.whom, &opened, work)?;
    let [learner] = ids.as_slice() else {
        let detail = format!(
            "several learners are known by this: name one of {}",
            ids.join(", ")
        );
        return Err(CliError::Usage(detail));
    };
    let request = RecordRequest {
        learner: learner.clone(),
        credentials: arguments.credentials.clone(),
        form: arguments.form,
        proofs: arguments.how.proofs.clone(),
        valid_until: arguments.how.valid_until.clone(),
        resume,
    };
    let issued = opened
        .service
        .issue_record(&request, &work.caller(), None)?;
    work.settle(&opened.service)?;
    issue::say_what_it_lacks(&issued, work);
    issue::write(arguments.how.out.as_deref(), &targets, &issued)?;
    issue::tell(json!({ "learner": learner }), &issued, &targets, work)
}

fn erase(whom: &WhomFlags, yes: bool, work: &Workplace) -> Result<(), CliError> {
    let opened = open("learner erase", work)?;
    let ids = chosen(whom, &opened, work)?;
    if !yes {
        let detail = format!(
            "this would erase {} for good; say --yes to do it",
            ids.join(", ")
        );
        return Err(CliError::Usage(detail));
    }
    let erased = opened.service.erase_learners(&work.caller(), &ids)?;
    work.settle(&opened.service)?;
    let text: String = erased.iter().map(line).collect();
    let value: Vec<Value> = erased.iter().map(value).collect();
    work.out.result(&text, &json!({ "learners": value }))
}

fn line(one: &Erasure) -> String {
    match one.already {
        true => format!("{}  was erased before, {}\n", one.learner, one.erased),
        false => format!(
            "{}  erased: {} assessments, {} credentials\n",
            one.learner, one.assessments, one.credentials
        ),
    }
}

fn value(one: &Erasure) -> Value {
    json!({
        "id": one.learner,
        "erased": one.erased,
        "already": one.already,
        "assessments": one.assessments,
        "credentials": one.credentials,
    })
}

/// The store, with its keys unlocked.
fn open(command: &str, work: &Workplace) -> Result<Opened, CliError> {
    let opened = work.open_for_issuer(command)?;
    work.open_issuer(&opened)?;
    Ok(opened)
}

/// The ids that were named, and those that the address or the DID finds: at least one.
fn chosen(whom: &WhomFlags, opened: &Opened, work: &Workplace) -> Result<Vec<String>, CliError> {
    let mut ids = whom.ids.clone();
    let known_by = KnownBy {
        id: whom.did.clone(),
        email: whom.email.clone(),
    };
    ids.extend(opened.service.find_learners(&work.caller(), &known_by)?);
    ids.sort_unstable();
    ids.dedup();
    if ids.is_empty() {
        return Err(ServiceError::NotFound {
            what: "learner",
            name: "who is known by this".to_owned(),
            near: Vec::new(),
        }
        .into());
    }
    Ok(ids)
}
