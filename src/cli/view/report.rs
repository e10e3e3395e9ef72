//! What a verification found: the verdict, what was achieved, every check.

use crate::cli::output::{Paint, WIDTH, harmless, labelled, pad, wrap};
use crate::credential::meaning::Evidence;
use crate::credential::open_badge::Meaning;
use crate::service::verify::{Check, CheckId, Outcome, Report, Verdict};

/// How wide the names of checks are.
const TITLES: usize = 12;

/// The whole report: the verdict first, then what was achieved (where the proof is right), then
/// each check.
pub fn report(report: &Report, paint: Paint) -> String {
    let mut text = format!("{}\n", verdict_line(report, paint));
    if let Some(meaning) = &report.credential {
        text.push('\n');
        text.push_str(&achieved(meaning));
    }
    text.push('\n');
    text.push_str(&checks(report, paint));
    text
}

/// Every check with its outcome and reason.
pub fn checks(report: &Report, paint: Paint) -> String {
    let lines = report.checks.iter().map(|check| line(check, paint));
    lines.collect()
}

/// The verdict and, where it is not good, the first reason, in one line.
pub fn verdict_line(report: &Report, paint: Paint) -> String {
    let because = |wanted| {
        let mut checks = report.checks.iter();
        let check = checks.find(|check: &&Check| check.outcome == wanted);
        check.map_or_else(String::new, |check| {
            format!(
                ": {}: {}",
                check.id.title(),
                harmless(&short_keys(&check.detail))
            )
        })
    };
    match report.verdict {
        Verdict::Valid => {
            let name = report.credential.as_ref().and_then(|m| m.name.as_deref());
            let name = name.map_or_else(String::new, |name| format!(": {}", harmless(name)));
            format!("{}{name}", paint.good("✓ valid"))
        }
        Verdict::NotValid => {
            format!("{}{}", paint.bad("✗ not valid"), because(Outcome::Failed))
        }
        Verdict::CouldNotBeChecked => {
            let why = match because(Outcome::CouldNotTell) {
                empty if empty.is_empty() => because(Outcome::NotRun),
                why => why,
            };
            format!("{}{why}", paint.unsure("? could not be checked"))
        }
    }
}

/// The worst outcome of each check in one line, without reasons: a proof set has some checks once
/// for each proof.
pub fn ticks(report: &Report, paint: Paint) -> String {
    let ticks = CheckId::ALL.into_iter().filter_map(|id| {
        let of_id = report.checks.iter().filter(|check| check.id == id);
        let worst = of_id
            .map(|check| check.outcome)
            .max_by_key(|outcome| match outcome {
                Outcome::Passed => 0,
                Outcome::NotRun => 1,
                Outcome::CouldNotTell => 2,
                Outcome::Failed => 3,
            })?;
        Some(format!("{} {}", mark(worst, paint), id.title()))
    });
    ticks.collect::<Vec<_>>().join("  ")
}

/// The sign of an outcome: ✓ passed, ✗ failed, ? could not tell, · not run.
fn mark(outcome: Outcome, paint: Paint) -> String {
    match outcome {
        Outcome::Passed => paint.good("✓"),
        Outcome::Failed => paint.bad("✗"),
        Outcome::CouldNotTell => paint.unsure("?"),
        Outcome::NotRun => paint.weak("·"),
    }
}

fn line(check: &Check, paint: Paint) -> String {
    let detail = match (check.outcome, check.pointer.as_str()) {
        (Outcome::Passed | Outcome::NotRun, _) | (_, "") => check.detail.clone(),
        (_, pointer) => format!("{pointer}: {}", check.detail),
    };
    let lines = wrap(&short_keys(&detail), WIDTH - TITLES - 6);
    let indent = format!("\n{}", " ".repeat(TITLES + 6));
    format!(
        "  {} {}  {}\n",
        mark(check.outcome, paint),
        pad(check.id.title(), TITLES),
        lines.join(&indent)
    )
}

/// What the credential says. Only what its issuer signed comes here.
fn achieved(meaning: &Meaning) -> String {
    let mut text = String::new();
    let mut say = |label: &str, value: Option<String>| {
        if let Some(value) = value {
            text.push_str(&labelled(label, TITLES, &value));
        }
    };
    say("Achieved", meaning.achievement.clone());
    say("Level", level(meaning));
    say("Learner", meaning.subject.clone());
    say("Assessor", meaning.assessor.clone());
    say("Awarded", meaning.awarded.clone());
    say("Issuer", Some(issuer(meaning)));
    say("Framework", framework(meaning));
    say("Evidence", evidence(meaning));
    say("Statements", statements(meaning));
    text
}

fn statements(meaning: &Meaning) -> Option<String> {
    let names: Vec<&str> = meaning
        .statements_met
        .iter()
        .map(|statement| statement.name.as_str())
        .collect();
    (!names.is_empty()).then(|| format!("{} met: {}", names.len(), names.join("; ")))
}

/// `text` with long keys cut in the middle: whose key it is stands in full above the checks, and a
/// `did:key` says it twice.
fn short_keys(text: &str) -> String {
    let is_key_character = |c: char| c.is_ascii_alphanumeric();
    let mut short = String::new();
    let mut rest = text;
    while let Some(place) = rest.find("z6Mk") {
        let (before, from) = rest.split_at(place);
        let end = from.find(|c| !is_key_character(c)).unwrap_or(from.len());
        let (key, after) = from.split_at(end);
        short.push_str(before);
        match (key.get(..8), key.get(key.len().saturating_sub(4)..)) {
            (Some(head), Some(tail)) if key.len() > 40 => short.push_str(&format!("{head}…{tail}")),
            _ => short.push_str(key),
        }
        rest = after;
    }
    short + rest
}

fn level(meaning: &Meaning) -> Option<String> {
    let place = meaning.achieved_level?;
    let ladder: Vec<&str> = meaning.levels.iter().map(|l| l.name.as_str()).collect();
    Some(format!(
        "{}, {place} of {} ({})",
        meaning.level_name()?,
        ladder.len(),
        ladder.join(" → ")
    ))
}

fn issuer(meaning: &Meaning) -> String {
    match &meaning.issuer_name {
        Some(name) => format!("{name}, {}", meaning.issuer),
        None => meaning.issuer.clone(),
    }
}

fn framework(meaning: &Meaning) -> Option<String> {
    let key = meaning.framework.as_deref()?;
    Some(match &meaning.framework_version {
        Some(version) => format!("{key}, version {version}"),
        None => key.to_owned(),
    })
}

fn evidence(meaning: &Meaning) -> Option<String> {
    let named = |one: &Evidence| match (&one.name, &one.id) {
        (Some(name), Some(url)) => format!("{name} <{url}>"),
        (Some(name), None) => name.clone(),
        (None, Some(url)) => format!("<{url}>"),
        (None, None) => "without a name".to_owned(),
    };
    let all: Vec<String> = meaning.evidence.iter().map(named).collect();
    (!all.is_empty()).then(|| all.join(", "))
}
