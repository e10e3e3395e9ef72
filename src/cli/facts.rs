//! `proofmark facts`: what a credential states, in whatever form.

use super::args::Facts as Arguments;
use super::output::labelled;
use super::workplace::Workplace;
use super::{CliError, files};
use crate::credential::facts::{Facts, Party, StatementFact};
use crate::service::ServiceError;
use crate::service::facts::{self, NoFacts};
use serde_json::json;

/// The width of the names of members.
const WIDTH: usize = 9;

pub(super) fn run(arguments: &Arguments, work: &Workplace) -> Result<(), CliError> {
    let bytes = files::read(&arguments.file)?;
    let stated = facts::read(&bytes).map_err(|error| unreadable(arguments, error))?;
    let whole = |facts: &Facts| told(facts) + &statements(facts);
    let text: Vec<String> = stated.iter().map(whole).collect();
    work.out
        .result(&text.join("\n"), &json!({ "facts": stated }))
}

fn unreadable(arguments: &Arguments, error: NoFacts) -> CliError {
    match error {
        NoFacts::Carrier(error) => CliError::Carrier {
            place: files::name_of(&arguments.file),
            error,
        },
        NoFacts::Unreadable { what, findings } => ServiceError::Invalid { what, findings }.into(),
        NoFacts::None => CliError::Usage(format!(
            "{}: {}",
            files::name_of(&arguments.file),
            NoFacts::None
        )),
    }
}

/// One assessed level, for people: a line a member, without the statements themselves.
pub(super) fn told(facts: &Facts) -> String {
    let mut text = String::new();
    let mut line = |name: &str, value: Option<String>| {
        if let Some(value) = value {
            text.push_str(&labelled(name, WIDTH, &value));
        }
    };
    line("Learner", facts.subject.clone());
    for identifier in &facts.identifiers {
        let salt = identifier.salt.as_deref().unwrap_or("none");
        let known = format!(
            "{} {}, salt {salt}",
            identifier.identity_type, identifier.hash
        );
        line("Known by", Some(known));
    }
    line("Issuer", party(&facts.issuer));
    line("Achieved", facts.achievement.as_ref().and_then(party));
    if let Some(framework) = &facts.framework {
        line(
            "Framework",
            framework.name.clone().or_else(|| framework.key.clone()),
        );
        line("Address", framework.url.clone());
        line("CASE", framework.identifier.clone());
    }
    line(
        "Level",
        facts
            .level
            .as_ref()
            .map(|level| match (level.rank, level.of) {
                (Some(rank), Some(of)) => format!("{} ({rank} of {of})", level.name),
                _ => level.name.clone(),
            }),
    );
    line("Rule", facts.rule.clone());
    line("Assessor", facts.assessor.as_ref().and_then(party));
    line("Assessed", facts.assessed_at.clone());
    line("Until", facts.valid_until.clone());
    line(
        "Met",
        Some(match facts.statements.len() {
            0 => "no statement is named".to_owned(),
            count => format!("{count} statements"),
        }),
    );
    text
}

/// The statements that were met, in full.
fn statements(facts: &Facts) -> String {
    let words = |one: &StatementFact| one.text.clone().unwrap_or_else(|| one.title.clone());
    let lines = facts
        .statements
        .iter()
        .map(|one| labelled("", 2, &format!("– {}", words(one))));
    lines.collect()
}

fn party(party: &Party) -> Option<String> {
    match (&party.name, &party.id) {
        (Some(name), Some(id)) => Some(format!("{name} ({id})")),
        (Some(one), None) | (None, Some(one)) => Some(one.clone()),
        (None, None) => None,
    }
}
