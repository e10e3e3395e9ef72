//! `proofmark framework`: takes in frameworks, shows those on record and gives them to others.

mod diff;
mod import;
mod picture;

use super::args::Framework as Arguments;
use super::output::{labelled, pad, wrap};
use super::workplace::Workplace;
use super::{CliError, files};
use crate::framework::{Framework, FrameworkId};
use crate::records::framework_standing::Standing;
use crate::service::frameworks::forms::FrameworkForm;
use crate::service::frameworks::standing::StandingRequest;
use crate::service::{Actor, Service, ServiceError};
use serde_json::{Value, json};
use std::path::Path;

pub(super) fn run(arguments: &Arguments, work: &Workplace) -> Result<(), CliError> {
    match arguments {
        Arguments::Import(import) => import::run(import, work),
        Arguments::List => list(work),
        Arguments::Show { name } => show(name, work),
        Arguments::Export { name, form, out } => export(name, *form, out.as_deref(), work),
        Arguments::Picture {
            version,
            level,
            set,
            out,
            ..
        } => match (set, out) {
            (Some(file), _) => picture::set(version, level, file, work),
            (None, Some(out)) => picture::show(version, level, out, work),
            (None, None) => picture::remove(version, level, work),
        },
        Arguments::Supersede { old, new, reason } => {
            let request = StandingRequest {
                framework: old.clone(),
                state: Standing::Superseded,
                successor: Some(new.clone()),
                reason: reason.clone(),
            };
            stand("framework supersede", &request, work)
        }
        Arguments::Withdraw {
            version,
            successor,
            reason,
        } => {
            let request = StandingRequest {
                framework: version.clone(),
                state: Standing::Withdrawn,
                successor: successor.clone(),
                reason: reason.clone(),
            };
            stand("framework withdraw", &request, work)
        }
        Arguments::Diff { old, new } => diff::run(old, new, work),
    }
}

fn stand(command: &str, request: &StandingRequest, work: &Workplace) -> Result<(), CliError> {
    let service = work.open_store(command)?;
    let record = service.set_framework_standing(request, &Actor::CommandLine)?;
    let text = match (record.state, &record.successor) {
        (Standing::Superseded, Some(successor)) => {
            format!("{} is superseded by {successor}\n", record.framework)
        }
        (Standing::Superseded, None) => format!("{} is superseded\n", record.framework),
        (Standing::Withdrawn, Some(successor)) => {
            let gone = &record.framework;
            format!("{gone} is withdrawn; its addresses lead to {successor}\n")
        }
        (Standing::Withdrawn, None) => format!("{} is withdrawn\n", record.framework),
    };
    let value = json!({
        "framework": record.framework,
        "state": record.state,
        "successor": record.successor,
        "at": record.at,
        "reason": record.reason,
    });
    work.out.result(&text, &value)
}

/// Says beside the result that another version took the place of the one that is used.
pub(super) fn note_if_superseded(
    framework: &FrameworkId,
    service: &Service,
    work: &Workplace,
) -> Result<(), CliError> {
    let Some(standing) = service.framework_standing(framework)? else {
        return Ok(());
    };
    if let Some(successor) = service.standing_successor(&standing)? {
        work.out.note(&format!(
            "{framework} was superseded by {successor} on {}; what is made on it stays good",
            standing.at
        ));
    }
    Ok(())
}

/// What a framework is, in a few lines.
pub(super) fn summary(framework: &Framework) -> String {
    let occupation = &framework.occupation;
    let levels: Vec<String> = framework
        .levels
        .iter()
        .map(|level| format!("{} ({})", level.label, level.statements.len()))
        .collect();
    let mut text = labelled("Occupation", 10, &occupation.title);
    text.push_str(&labelled("Levels", 10, &levels.join(" → ")));
    if let Some(attribution) = &framework.attribution {
        text.push_str(&labelled("Source", 10, attribution));
    }
    text
}

fn brief(framework: &Framework) -> Value {
    json!({
        "soc": framework.key,
        "version": framework.version,
        "title": framework.occupation.title,
        "levels": framework.levels.iter().map(|level| json!({
            "id": level.id,
            "label": level.label,
            "statements": level.statements.len(),
        })).collect::<Vec<_>>(),
    })
}

fn list(work: &Workplace) -> Result<(), CliError> {
    let mut frameworks = Vec::new();
    if let Some(service) = work.open_to_look("framework list")? {
        let mut after = None;
        loop {
            let page = service.frameworks(after, 500)?;
            frameworks.extend(page.records);
            after = page.next;
            if after.is_none() {
                break;
            }
        }
    }
    if frameworks.is_empty() {
        work.out.note(
            "no framework is on record yet; `proofmark framework import FILE` adds one, and \
             `proofmark demo` leaves a sample to begin with",
        );
    }
    let width = |of: fn(&Framework) -> &str| {
        let widths = frameworks.iter().map(|f| of(f).chars().count());
        widths.max().unwrap_or_default()
    };
    let (keys, versions) = (width(|f| &f.key), width(|f| &f.version));
    let text: String = frameworks
        .iter()
        .map(|framework| {
            let labels: Vec<&str> = framework.levels.iter().map(|l| l.label.as_str()).collect();
            format!(
                "{}  {}  {}: {}\n",
                pad(&framework.key, keys),
                pad(&framework.version, versions),
                framework.occupation.title,
                labels.join(" → ")
            )
        })
        .collect();
    let value: Vec<Value> = frameworks.iter().map(brief).collect();
    work.out.result(&text, &json!({ "frameworks": value }))
}

fn show(name: &str, work: &Workplace) -> Result<(), CliError> {
    let (service, framework) = on_record(name, "framework show", work)?;
    let policy = service.framework_policy(&framework)?;
    let paint = work.out.paint;
    let mut text = format!("{}\n", paint.strong(&framework.id().to_string()));
    text.push_str(&summary(&framework));
    if let Some(policy) = &policy {
        text.push_str(&labelled("Policy", 10, &policy.sentence(&framework)));
    }
    for level in &framework.levels {
        text.push_str(&format!("\n{}\n", paint.strong(&level.label)));
        for statement in &level.statements {
            let lines = wrap(&statement.text, 72).join(&format!("\n{}", " ".repeat(20)));
            let key = level.key(statement).to_string();
            text.push_str(&format!("  {}  {lines}\n", pad(&key, 16)));
        }
    }
    work.out
        .result(&text, &json!({ "framework": framework, "policy": policy }))
}

/// The framework that `name` names: its key, and its version where there are several.
fn on_record(
    name: &str,
    command: &str,
    work: &Workplace,
) -> Result<(Service, Framework), CliError> {
    let (key, version) = match name.split_once('@') {
        Some((key, version)) => (key, Some(version)),
        None => (name, None),
    };
    let Some(service) = work.open_to_look(command)? else {
        return Err(ServiceError::NotFound {
            what: "framework",
            name: name.to_owned(),
            near: Vec::new(),
        }
        .into());
    };
    let framework = service.framework(key, version)?;
    Ok((service, framework))
}

fn export(
    name: &str,
    form: FrameworkForm,
    out: Option<&Path>,
    work: &Workplace,
) -> Result<(), CliError> {
    let (service, framework) = on_record(name, "framework export", work)?;
    let value = service.in_form(&framework, form)?;
    let bytes = format!("{value:#}\n").into_bytes();
    if work.settings.public_url.is_none() && form != FrameworkForm::LerMe {
        work.out.note(
            "without a public URL the addresses are names that lead nowhere; set --public-url to \
             that of the service",
        );
    }
    let Some(out) = out else {
        return work.out.bytes(&bytes);
    };
    files::create(out, &bytes)?;
    let file = out.display().to_string();
    let text = format!(
        "Exported {}: {file} ({} bytes)\n",
        framework.id(),
        bytes.len()
    );
    let value = json!({ "framework": brief(&framework), "file": file, "bytes": bytes.len() });
    work.out.result(&text, &value)
}
