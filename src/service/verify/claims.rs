//! What a credential says, once its proof is right: does it hold now, does it keep the rules of its
//! own type, and where does it lead?

use super::SKEW;
use super::report::{Check, CheckId, own_problem};
use crate::clock::timestamp;
use crate::credential::{self, Meaning, vcdm};
use crate::finding::Finding;
use crate::ijson::Json;
use time::OffsetDateTime;

/// Whether it keeps the rules of its type and leads somewhere, and what it says.
pub(super) fn check(credential: &Json<'_>, checks: &mut Vec<Check>) -> Meaning {
    let meaning = Meaning::read(credential);
    let Some(kind) = credential::kind_with_rules(credential) else {
        let detail = "its type has no rules that are known here: only the data model was checked";
        checks.push(Check::passed(CheckId::Schema, detail));
        checks.push(Check::passed(CheckId::Meaning, meaning.to_string()));
        return meaning;
    };
    let (broken, led_astray): (Vec<_>, Vec<_>) = credential::check(credential)
        .into_iter()
        .partition(|finding| !LEADS_NOWHERE.contains(&finding.problem));
    let kept = format!("keeps the rules of {}", kind.specification());
    push_findings(CheckId::Schema, broken, &kept, checks);
    push_findings(CheckId::Meaning, led_astray, &meaning.to_string(), checks);
    meaning
}

/// Whether `now` lies within its validity. An issuer's clock may be ahead of ours; an end is an end.
pub(super) fn validity(credential: &Json<'_>, now: OffsetDateTime) -> Check {
    let validity = vcdm::validity(credential);
    let failed = |slug, detail: String, pointer: &str| {
        Check::failed(CheckId::Validity, own_problem(slug), detail, pointer)
    };
    match (validity.from, validity.until) {
        (Some(from), _) if from - now > SKEW => {
            let detail = format!("it is valid only from {}", timestamp(from));
            failed("not-yet-valid", detail, validity.from_pointer)
        }
        (_, Some(until)) if now > until => {
            let detail = format!("it expired on {}", timestamp(until));
            failed("expired", detail, validity.until_pointer)
        }
        (_, Some(until)) => Check::passed(
            CheckId::Validity,
            format!("valid until {}", timestamp(until)),
        ),
        _ => Check::passed(CheckId::Validity, "valid, without an end"),
    }
}

/// The findings of a badge that is well formed and yet says nothing that can be followed.
const LEADS_NOWHERE: [&str; 2] = ["unknown-level", "unknown-result-description"];

fn push_findings(id: CheckId, findings: Vec<Finding>, passed: &str, checks: &mut Vec<Check>) {
    if findings.is_empty() {
        checks.push(Check::passed(id, passed));
    }
    checks.extend(findings.into_iter().map(|f| Check::from_finding(id, f)));
}

/// What the level means, in one sentence.
fn in_words(meaning: &Meaning) -> String {
    match (meaning.level_name(), meaning.achieved_level) {
        (Some(name), Some(place)) => {
            let shown = match meaning.statements_met.len() {
                0 => "no statements are listed".to_owned(),
                1 => "one statement met is listed".to_owned(),
                count => format!("{count} statements met are listed"),
            };
            format!(
                "{name} is level {place} of {}; {shown}",
                meaning.levels.len()
            )
        }
        _ => "it names no level".to_owned(),
    }
}

