//! `proofmark learner`: finding learners, letting them in by links, giving out what is held about
//! them, erasing them.

use super::args::{KnownByFlags, Learner, LearnerClaim, LearnerRecord, WhomFlags};
use super::issue;
use super::workplace::{Opened, Workplace};
use super::{CliError, files};
use crate::service::ServiceError;
use crate::service::claims::ClaimState;
use crate::service::erasure::Erasure;
use crate::service::issue::RecordRequest;
use crate::service::learners::KnownBy;
use crate::texts::Texts;
use serde_json::{Value, json};
use std::path::Path;

pub(super) fn run(arguments: &Learner, work: &Workplace) -> Result<(), CliError> {
    match arguments {
        Learner::Find { known_by } => find(known_by, work),
        Learner::Export { whom, out } => export(whom, out.as_deref(), work),
        Learner::Record(arguments) => record(arguments, work),
        Learner::Claim(arguments) => claim(arguments, work),
        Learner::Claims { whom } => claims(whom, work),
        Learner::WithdrawClaim { id } => withdraw_claim(id, work),
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

fn claim(arguments: &LearnerClaim, work: &Workplace) -> Result<(), CliError> {
    let mut opened = open("learner claim", work)?;
    let sending = arguments.send || arguments.to.is_some();
    if sending {
        opened.service = work.with_post(opened.service)?;
        // Better not to make a link that cannot be sent.
        opened.service.can_post()?;
    }
    let service = &opened.service;
    let made = service.make_claim(&work.caller(), &arguments.credentials, arguments.days)?;
    let sent = match sending {
        true => {
            let to = arguments.to.as_deref();
            Some(service.send_claim(&work.caller(), &made.token, to, Texts::default()))
        }
        false => None,
    };
    work.settle(service)?;
    let mut text = format!("{}\n", made.link);
    if service.settings().public_url.is_none() {
        work.out
            .note("this is a path of the service; set public-url for a whole link");
    }
    match &sent {
        Some(Ok(sent)) => text.push_str(&format!("sent to {}\n", sent.to)),
        Some(Err(error)) => {
            let id = &made.id;
            work.out
                .note(&format!("the link {id} was made and not sent: {error}"));
        }
        None => {}
    }
    let value = json!({
        "id": made.id,
        "learner": made.learner,
        "link": made.link,
        "token": made.token,
        "expires": made.expires,
        "sentTo": sent.as_ref().and_then(|sent| Some(sent.as_ref().ok()?.to.as_str())),
    });
    work.out.result(&text, &value)?;
    match sent {
        Some(Err(error)) => Err(error.into()),
        _ => Ok(()),
    }
}

fn claims(whom: &WhomFlags, work: &Workplace) -> Result<(), CliError> {
    let opened = open("learner claims", work)?;
    let mut text = String::new();
    let mut values = Vec::new();
    for id in chosen(whom, &opened, work)? {
        for one in opened.service.claims_of(&work.caller(), &id)? {
            let state = match &one.state {
                ClaimState::Open => "open".to_owned(),
                ClaimState::Redeemed(at) => format!("redeemed {at}"),
                ClaimState::Withdrawn(at) => format!("withdrawn {at}"),
                ClaimState::Expired => "expired".to_owned(),
            };
            text.push_str(&format!(
                "{}  {state}, made {}, until {}\n",
                one.id, one.created, one.expires
            ));
            let sent = one.sent.iter();
            let sent: Vec<Value> = sent
                .map(|sent| json!({ "to": sent.to, "at": sent.at }))
                .collect();
            values.push(json!({
                "id": one.id,
                "learner": one.learner,
                "credentials": one.credentials,
                "created": one.created,
                "expires": one.expires,
                "state": state,
                "sent": sent,
            }));
        }
    }
    work.out.result(&text, &json!({ "claims": values }))
}

fn withdraw_claim(id: &str, work: &Workplace) -> Result<(), CliError> {
    let opened = open("learner withdraw-claim", work)?;
    opened.service.withdraw_claim(&work.caller(), id)?;
    work.settle(&opened.service)?;
    let text = format!("{id} is withdrawn\n");
    work.out
        .result(&text, &json!({ "id": id, "state": "withdrawn" }))
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
