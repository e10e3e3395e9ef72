//! `proofmark framework diff`: what changed from one framework to another.

use super::super::output::{harmless, labelled};
use super::super::workplace::Workplace;
use super::super::{CliError, files};
use super::on_record;
use crate::framework::diff::{self, FrameworkDiff};
use crate::framework::{self, Framework};
use crate::service::ServiceError;
use serde_json::{Value, json};
use std::path::Path;

pub(super) fn run(old: &str, new: &str, work: &Workplace) -> Result<(), CliError> {
    let (old, new) = (named(old, work)?, named(new, work)?);
    let comparison = match work.open_to_look("framework diff")? {
        Some(service) => Some(service.compare_frameworks(&old, &new, &work.issuer)?),
        None => None,
    };
    let (diff, issued) = match comparison {
        Some(comparison) => (comparison.diff, comparison.issued),
        None => (diff::diff(&old, &new), Default::default()),
    };
    let mut text = told(&diff);
    if issued.count > 0 {
        let issued = format!(
            "{} credentials, which go on saying what they say; the newest is {}",
            issued.count,
            issued.newest.first().map_or("", String::as_str)
        );
        text.push_str(&labelled("Issued", 10, &issued));
    }
    let mut value = serde_json::to_value(&diff).unwrap_or_default();
    if let Some(members) = value.as_object_mut() {
        members.insert("issued".to_owned(), json!(issued));
    }
    work.out.result(&text, &value)
}

/// The framework in the file `name`, or else the one on record that `name` names.
fn named(name: &str, work: &Workplace) -> Result<Framework, CliError> {
    let file = Path::new(name);
    if !file.is_file() {
        return Ok(on_record(name, "framework diff", work)?.1);
    }
    let read = framework::import(&files::read(file)?);
    let read = read.map_err(|findings| ServiceError::Invalid {
        what: "the framework",
        findings,
    })?;
    Ok(read.framework)
}

/// The changes in lines, each with a sign in front.
pub(super) fn told(diff: &FrameworkDiff) -> String {
    let mut text = format!("{} → {}\n", diff.from, diff.to);
    if diff.is_empty() {
        text.push_str("nothing changed\n");
    }
    // One of the two may come from a stranger.
    let mut line =
        |sign: char, what: String| text.push_str(&format!("{sign} {}\n", harmless(&what)));
    let shown = |value: &Value| match value {
        Value::Null => "nothing".to_owned(),
        Value::String(text) => format!("{text:?}"),
        other => other.to_string(),
    };
    for one in &diff.changed {
        line(
            '~',
            format!("{}: {} → {}", one.what, shown(&one.was), shown(&one.is)),
        );
    }
    for level in &diff.levels.added {
        line('+', format!("level {level}"));
    }
    for level in &diff.levels.removed {
        line('-', format!("level {level}"));
    }
    for one in &diff.levels.renamed {
        line(
            '~',
            format!(
                "level {}: {} → {}",
                one.what,
                shown(&one.was),
                shown(&one.is)
            ),
        );
    }
    if diff.levels.reordered {
        line('~', "the levels stand in another order".to_owned());
    }
    for one in &diff.added {
        line('+', format!("{}  {}", one.statement, one.text));
    }
    for one in &diff.removed {
        line('-', format!("{}  {}", one.statement, one.text));
    }
    for one in &diff.moved {
        line('>', format!("{} → {}  {}", one.from, one.to, one.text));
    }
    for one in &diff.reworded {
        line('~', format!("{} → {}  {}", one.from, one.to, one.is));
        line(' ', format!("  was: {}", one.was));
    }
    text
}
