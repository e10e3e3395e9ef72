//! What a verification found: the verdict, what was achieved, every check.

use crate::cli::output::{Paint, WIDTH, harmless, labelled, pad, wrap};
use crate::credential::Role;
use crate::credential::facts::{Facts, FrameworkFact, LevelFact, Party};
use crate::credential::meaning::{Evidence, Meaning};
use crate::credential::recipient::Sameness;
use crate::service::verify::{
    Answer, Answered, Check, CheckId, Expected, Known, Lifecycle, Outcome, Part, Report, Standing,
    Subject, Verdict,
};

/// How wide the names of checks are.
const TITLES: usize = 12;

/// The whole report: the verdict first, then the answers to what was expected, what was achieved
/// (where the proof is right), each check, and the credentials inside.
pub fn report(report: &Report, paint: Paint) -> String {
    let mut text = format!("{}\n", verdict_line(report, paint));
    for answered in &report.expectations {
        text.push_str(&expectation(answered, paint));
    }
    if let Some(meaning) = &report.credential {
        text.push('\n');
        text.push_str(&achieved(report, meaning));
    }
    text.push('\n');
    text.push_str(&checks(report, paint));
    for part in &report.parts {
        let place = paint.strong(&harmless(&part.pointer));
        text.push_str(&format!(
            "\n{place}: {}\n",
            what_it_is(part, report.subject)
        ));
        for line in self::report(&part.report, paint).lines() {
            text.push_str(format!("  {line}").trim_end());
            text.push('\n');
        }
    }
    text
}

/// What a part is to the document that holds it, and to the person whom that is about.
fn what_it_is(part: &Part, holder: Subject) -> String {
    let role = match part.role {
        Role::Credential => "a credential",
        Role::Endorsement => "an endorsement",
    };
    let whom = match holder {
        Subject::Presentation => "whoever presents it",
        Subject::Credential => "the person of the record",
    };
    let about = match part.same_person {
        None => return role.to_owned(),
        Some(Sameness::Same) => format!("about {whom}"),
        Some(Sameness::Different) => format!("not about {whom}"),
        Some(Sameness::NotComparable) => {
            format!("whether it is about {whom} cannot be told")
        }
    };
    format!("{role}; {about}")
}

/// An expectation and its answer in one line.
fn expectation(answered: &Answered, paint: Paint) -> String {
    let answer = match answered.answer {
        Answer::Yes => paint.good("✓ yes"),
        Answer::No => paint.bad("✗ no"),
        Answer::CannotTell => paint.unsure("? cannot tell"),
    };
    let asked = match answered.expected {
        Expected::Issuer => "issued by",
        Expected::Framework => "about framework",
        Expected::LevelAtLeast => "at least level",
        Expected::LearnerEmail => "held by",
    };
    let (wanted, detail) = (harmless(&answered.wanted), harmless(&answered.detail));
    let which = match answered.pointer.as_str() {
        "" => String::new(),
        pointer => format!(" (in {})", harmless(pointer)),
    };
    format!("  {answer}: {asked} {wanted}: {detail}{which}\n")
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
            // Which of several credentials is meant only its place says.
            let place = match check.id {
                CheckId::Parts if !check.pointer.is_empty() => format!("{}: ", check.pointer),
                _ => String::new(),
            };
            let why = harmless(&format!("{place}{}", short_keys(&check.detail)));
            format!(": {}: {why}", check.id.title())
        })
    };
    match report.verdict {
        Verdict::Valid => {
            let but = match report.lifecycle {
                Some(Lifecycle::Superseded) => paint.unsure(", but superseded"),
                _ => String::new(),
            };
            let name = report.credential.as_ref().and_then(|m| m.name.as_deref());
            let name = name.map_or_else(String::new, |name| format!(": {}", harmless(name)));
            format!("{}{but}{name}", paint.good("✓ valid"))
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
fn achieved(report: &Report, meaning: &Meaning) -> String {
    let mut text = String::new();
    let mut say = |label: &str, value: Option<String>| {
        if let Some(value) = value {
            text.push_str(&labelled(label, TITLES, &value));
        }
    };
    let lifecycle = report.lifecycle.map(Lifecycle::title);
    say("State", lifecycle.map(str::to_owned));
    say("Achieved", meaning.achievement.clone());
    say("Level", level(meaning));
    say("Level rule", meaning.level_rule.clone());
    for facts in &meaning.stated {
        say_stated(facts, &mut say);
    }
    say("Record", record(meaning));
    say("Endorses", endorsed(meaning));
    say("Learner", meaning.subject.clone());
    say("Assessor", meaning.assessor.clone());
    say("Awarded", meaning.awarded.clone());
    // Anybody can take any name: the id comes first, and who vouches for it.
    say("Issuer", Some(meaning.issuer.clone()));
    say("Standing", report.issuer.as_ref().map(standing));
    say("Calls itself", meaning.issuer_name.clone());
    say("Framework", framework(meaning));
    say("Evidence", evidence(&meaning.evidence));
    say("Statements", statements(meaning));
    text
}

/// What a résumé states of one assessed level in its own members.
fn say_stated(facts: &Facts, say: &mut impl FnMut(&str, Option<String>)) {
    say("Achieved", facts.achievement.as_ref().and_then(name_of));
    let level = facts.level.as_ref();
    say("Level", level.map(stated_level));
    say("Level rule", facts.rule.clone());
    let framework = facts.framework.as_ref();
    say("Framework", framework.and_then(stated_framework));
    say("Assessor", facts.assessor.as_ref().and_then(name_of));
    say("Assessed", facts.assessed_at.clone());
    let count = facts.statements.len();
    say("Statements", (count > 0).then(|| format!("{count} met")));
}

fn name_of(party: &Party) -> Option<String> {
    party.name.clone().or_else(|| party.id.clone())
}

fn stated_level(level: &LevelFact) -> String {
    match (level.rank, level.of) {
        (Some(rank), Some(of)) => format!("{}, {rank} of {of}", level.name),
        _ => level.name.clone(),
    }
}

fn stated_framework(framework: &FrameworkFact) -> Option<String> {
    let named = framework.key.as_ref().or(framework.name.as_ref())?;
    Some(match &framework.version {
        Some(version) => format!("{named}, version {version}"),
        None => named.clone(),
    })
}

/// Whether anybody vouches for the issuer.
fn standing(issuer: &Standing) -> String {
    match (issuer.standing, &issuer.listed_as) {
        (Known::Trusted, Some(name)) => format!("on a list of issuers you trust, as {name}"),
        (Known::Trusted, None) => "on a list of issuers you trust".to_owned(),
        (Known::Unknown, _) => "unknown: on no list of issuers you trust".to_owned(),
    }
}

fn record(meaning: &Meaning) -> Option<String> {
    let record = meaning.record.as_ref()?;
    let whole = if record.partial {
        "a part of what its publisher knows"
    } else {
        "whole"
    };
    let count = match record.credentials {
        1 => "1 credential".to_owned(),
        count => format!("{count} credentials"),
    };
    Some(format!("{count}; {whole}"))
}

fn endorsed(meaning: &Meaning) -> Option<String> {
    let endorsed = meaning.endorsement.as_ref()?;
    Some(match &endorsed.comment {
        Some(comment) => format!("{}: {comment}", endorsed.endorses),
        None => endorsed.endorses.clone(),
    })
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
    if meaning.level_order.is_none() {
        return meaning.level_name().map(str::to_owned);
    }
    let ladder: Vec<&str> = meaning.levels.iter().map(|l| l.name.as_str()).collect();
    Some(format!(
        "{}, {place} of {} ({})",
        meaning.level_name()?,
        ladder.len(),
        ladder.join(" → ")
    ))
}

fn framework(meaning: &Meaning) -> Option<String> {
    let key = meaning.framework.as_deref()?;
    Some(match &meaning.framework_version {
        Some(version) => format!("{key}, version {version}"),
        None => key.to_owned(),
    })
}

fn evidence(evidence: &[Evidence]) -> Option<String> {
    let named = |one: &Evidence| match (&one.name, &one.id) {
        (Some(name), Some(url)) => format!("{name} <{url}>"),
        (Some(name), None) => name.clone(),
        (None, Some(url)) => format!("<{url}>"),
        (None, None) => "described in the credential".to_owned(),
    };
    let all: Vec<String> = evidence.iter().map(named).collect();
    (!all.is_empty()).then(|| all.join(", "))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::clock::{FixedClock, parse_timestamp};
    use crate::resolver::Closed;
    use crate::service::verify::{KnownDocuments, Question, TrustedIssuers, Turns, Verifier};

    /// A report with a meaning, whatever it is about, on a credential in this state.
    fn in_state(state: Option<Lifecycle>) -> String {
        let now = parse_timestamp("2026-11-22T10:00:00Z").unwrap();
        let verifier = Verifier {
            documents: &KnownDocuments::default(),
            resolver: &Closed,
            trusted: &TrustedIssuers::default(),
            clock: &FixedClock(now),
            turns: &Turns::new(1),
        };
        let mut report = verifier.verify(&Question::about("{}")).unwrap();
        let credential = serde_json::json!({"issuer": "did:example:a", "name": "Carpentry"});
        report.credential = Some(Meaning::read(&crate::ijson::Json::from(&credential)));
        report.lifecycle = state;
        report.verdict = match state {
            Some(Lifecycle::Current | Lifecycle::Superseded) => Verdict::Valid,
            _ => Verdict::NotValid,
        };
        super::report(&report, Paint::NONE)
    }

    #[test]
    fn each_state_reads_differently() {
        use Lifecycle::{Current, Expired, NotYetValid, Revoked, Superseded, Suspended};
        for state in [
            Current,
            Superseded,
            Expired,
            NotYetValid,
            Suspended,
            Revoked,
        ] {
            let text = in_state(Some(state));
            let line = labelled("State", TITLES, state.title());
            assert!(text.contains(&line), "{text}");
        }
        assert!(!in_state(None).contains("State"));
        let first = |state| in_state(Some(state)).lines().next().unwrap().to_owned();
        assert_eq!(first(Current), "✓ valid: Carpentry");
        assert_eq!(first(Superseded), "✓ valid, but superseded: Carpentry");
    }
}
