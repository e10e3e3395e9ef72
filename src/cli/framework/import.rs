//! `proofmark framework import`: takes in a framework from a file, or from a URL once its content
//! is confirmed.
//!
//! The store is not open while something is fetched or somebody is asked, so that nobody else has to
//! wait, and what fails leaves nothing behind.

use super::super::args::Import;
use super::super::output::labelled;
use super::super::workplace::{self, Workplace};
use super::super::{CliError, files};
use super::{brief, diff, summary};
use crate::service::Actor;
use crate::service::frameworks::preview::{FrameworkPreview, OnRecord};
use crate::service::frameworks::source::{self, FoundFramework, FrameworkSource};
use serde_json::json;
use std::io::{self, BufRead, IsTerminal};

/// How wide labels are.
const LABEL: usize = 10;

/// The longest answer that is read, in bytes.
const LONGEST_ANSWER: u64 = 64;

pub(super) fn run(arguments: &Import, work: &Workplace) -> Result<(), CliError> {
    let policy = arguments.policy.as_deref();
    let policy = policy.map(workplace::policy).transpose()?;
    let found = found(arguments, work)?;
    if arguments.preview {
        let preview = preview(&found, work)?;
        return work.out.result(&shown(&found, &preview), &json!(preview));
    }
    match &arguments.confirm {
        Some(digest) => found.check_confirmed(digest)?,
        None if !arguments.yes => confirm(&found, work)?,
        None => {}
    }
    let service = work.open_store("framework import")?;
    let imported = service.import_found(found, None, policy.as_ref(), &Actor::CommandLine)?;
    let framework = &imported.framework;
    let policy = service.framework_policy(framework)?;
    let mut text = match imported.new {
        true => format!("Imported {}\n", framework.id()),
        false => format!("{} is on record already; nothing changed\n", framework.id()),
    };
    text.push_str(&summary(framework));
    if let Some(policy) = &policy {
        text.push_str(&labelled("Policy", LABEL, &policy.sentence(framework)));
    }
    for note in &imported.notes {
        text.push_str(&labelled("Note", LABEL, note));
    }
    let value = json!({
        "framework": brief(framework),
        "new": imported.new,
        "notes": imported.notes,
        "policy": policy,
    });
    work.out.result(&text, &value)
}

/// The framework in the file, or at the URL.
fn found(arguments: &Import, work: &Workplace) -> Result<FoundFramework, CliError> {
    let address = arguments.source.to_str().filter(|text| files::is_url(text));
    let resolver = work.resolver();
    let found = match address {
        Some(address) => source::find(FrameworkSource::Address(address), resolver.as_ref()),
        None => {
            let document = files::read(&arguments.source)?;
            source::find(FrameworkSource::Document(&document), resolver.as_ref())
        }
    };
    Ok(found?)
}

/// What would be stored; nothing is made where nothing was ever kept.
fn preview(found: &FoundFramework, work: &Workplace) -> Result<FrameworkPreview, CliError> {
    Ok(match work.open_to_look("framework import")? {
        Some(service) => service.preview_framework(found)?,
        None => FrameworkPreview::of(found),
    })
}

/// Has what was fetched confirmed. What is on record already needs no leave, and what can never be
/// stored is refused where it would be.
fn confirm(found: &FoundFramework, work: &Workplace) -> Result<(), CliError> {
    let Some(address) = &found.address else {
        return Ok(());
    };
    let preview = preview(found, work)?;
    if preview.on_record != OnRecord::No {
        return Ok(());
    }
    let text = shown(found, &preview);
    let stdin = io::stdin();
    let somebody = stdin.is_terminal() && io::stderr().is_terminal() && !work.out.is_json();
    if !somebody {
        work.out.result(&text, &json!(preview))?;
        return Err(CliError::Unconfirmed {
            address: address.to_string(),
            digest: preview.digest,
        });
    }
    work.out.ask(&format!("{text}\nStore this? [y/N] "))?;
    match is_yes(stdin.lock()) {
        true => Ok(()),
        false => Err(CliError::Declined),
    }
}

/// Whether the next line of `answers` says so; everything but a clear yes is a no.
fn is_yes(answers: impl BufRead) -> bool {
    let mut answer = String::new();
    let read = answers.take(LONGEST_ANSWER).read_line(&mut answer);
    let answer = answer.trim();
    read.is_ok() && (answer.eq_ignore_ascii_case("y") || answer.eq_ignore_ascii_case("yes"))
}

/// What would be stored, for people.
fn shown(found: &FoundFramework, preview: &FrameworkPreview) -> String {
    let id = found.framework.id().to_string();
    let mut text = labelled("Framework", LABEL, &id);
    let mut line = |label: &str, value: &str| text.push_str(&labelled(label, LABEL, value));
    if let Some(address) = &preview.address {
        line("From", address);
    }
    line("About", &preview.title);
    let levels: Vec<String> = preview
        .levels
        .iter()
        .map(|level| format!("{} ({})", level.label, level.statements))
        .collect();
    line("Levels", &levels.join(" → "));
    if preview.groups > 0 {
        line("Groups", &preview.groups.to_string());
    }
    if !preview.credit.is_empty() {
        line("Source", &preview.credit);
    }
    if let Some(licence) = &preview.licence {
        line("Licence", licence);
    }
    for note in &preview.notes {
        line("Note", note);
    }
    line("Digest", &preview.digest);
    line(
        "On record",
        match preview.on_record {
            OnRecord::No => "no",
            OnRecord::Same => "yes, with the same content: importing it changes nothing",
            OnRecord::Other => "yes, with other content, so that it cannot be imported:",
        },
    );
    for difference in &preview.differences {
        line("", &difference.to_string());
    }
    if let Some(changes) = &preview.changes {
        text.push('\n');
        text.push_str(&diff::told(changes));
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_clear_yes_is_one() {
        for yes in ["y\n", "Y", " yes \r\n", "YES\nn\n"] {
            assert!(is_yes(yes.as_bytes()), "{yes:?}");
        }
        let long = "y".repeat(1000);
        let padded = format!("{}y\n", " ".repeat(100));
        for no in ["", "\n", "n\n", "yep\n", "y n\n", "ja\n", &long, &padded] {
            assert!(!is_yes(no.as_bytes()), "{no:?}");
        }
        assert!(!is_yes(&b"\xffy\n"[..]));
    }
}
