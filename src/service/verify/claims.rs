//! What a credential says, once its proof is right: does it hold now, does it keep the rules of its
//! own type, and where does it lead?

use super::SKEW;
use super::lifecycle::{EXPIRED, NOT_YET_VALID};
use super::report::{Check, CheckId, own_problem};
use crate::clock::timestamp;
use crate::credential::meaning::Meaning;
use crate::credential::{self, Kind, vcdm};
use crate::finding::Finding;
use crate::ijson::Json;
use time::OffsetDateTime;

/// Whether it keeps the rules of its type and leads somewhere, and what it says; it keeps the data
/// model. `text_signed` tells whether its proof covers the text, and with it the order of arrays.
pub(super) fn check(credential: &Json<'_>, text_signed: bool, checks: &mut Vec<Check>) -> Meaning {
    let mut meaning = Meaning::read(credential);
    if !text_signed {
        meaning.without_unsigned_order();
    }
    let (led_astray, broken): (Vec<_>, Vec<_>) = credential::check_types(credential)
        .into_iter()
        .partition(credential::leads_nowhere);
    let rules = format!("{}{}", rules_of(meaning.kind), schemas_left_out(credential));
    push_findings(CheckId::Schema, broken, &rules, checks);
    push_findings(CheckId::Meaning, led_astray, &in_words(&meaning), checks);
    meaning
}

fn rules_of(kind: Kind) -> &'static str {
    match kind {
        Kind::OpenBadge => "keeps the rules of Open Badges 3.0",
        Kind::Endorsement => "keeps the rules of an endorsement (Open Badges 3.0)",
        Kind::Clr => "keeps the rules of a Comprehensive Learner Record 2.0",
        Kind::LerRs => "keeps the rules of LER-RS",
        Kind::StatusList | Kind::Presentation | Kind::Other => {
            "its type has no rules that are known here beyond the data model's"
        }
    }
}

/// Whose schemas say what is checked here by our own rules.
const KNOWN_SCHEMAS: &str = "https://purl.imsglobal.org/spec/";

/// A schema that the credential names is never fetched: it may lead anywhere. That it was not
/// looked at is said.
fn schemas_left_out(credential: &Json<'_>) -> String {
    let schemas = credential
        .get("credentialSchema")
        .map_or(&[][..], Json::as_set);
    let ids = schemas
        .iter()
        .filter_map(|schema| schema.get("id")?.as_str());
    let unknown: Vec<&str> = ids.filter(|id| !id.starts_with(KNOWN_SCHEMAS)).collect();
    match unknown.first() {
        None => String::new(),
        Some(first) => match unknown.len() - 1 {
            0 => format!("; the schema it names, {first}, was not looked at"),
            more => format!("; the schemas it names, {first} and {more} more, were not looked at"),
        },
    }
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
            failed(NOT_YET_VALID, detail, validity.from_pointer)
        }
        (_, Some(until)) if now > until => {
            let detail = format!("it expired on {}", timestamp(until));
            failed(EXPIRED, detail, validity.until_pointer)
        }
        (_, Some(until)) => Check::passed(
            CheckId::Validity,
            format!("valid until {}", timestamp(until)),
        ),
        _ => Check::passed(CheckId::Validity, "valid, without an end"),
    }
}

fn push_findings(id: CheckId, findings: Vec<Finding>, passed: &str, checks: &mut Vec<Check>) {
    if findings.is_empty() {
        checks.push(Check::passed(id, passed));
    }
    checks.extend(findings.into_iter().map(|f| Check::from_finding(id, f)));
}

/// What it says, in one sentence.
fn in_words(meaning: &Meaning) -> String {
    if let Some(record) = &meaning.record {
        let whole = if record.partial {
            "part of a record"
        } else {
            "a record"
        };
        return format!("it is {whole} with {} credentials", record.credentials);
    }
    if let Some(endorsed) = &meaning.endorsement {
        return format!("{} speaks for {}", meaning.issuer, endorsed.endorses);
    }
    if let [stated] = meaning.stated.as_slice()
        && let Some(level) = &stated.level
    {
        return format!("it states the level {} in its own words", level.name);
    }
    match (meaning.level_name(), meaning.achieved_level) {
        (Some(name), Some(place)) => {
            let shown = match meaning.statements_met.len() {
                0 => "no statements are listed".to_owned(),
                1 => "one statement met is listed".to_owned(),
                count => format!("{count} statements met are listed"),
            };
            match meaning.level_order {
                Some(_) => format!(
                    "{name} is level {place} of {}; {shown}",
                    meaning.levels.len()
                ),
                None => format!("its level is {name}; how high that is it does not say; {shown}"),
            }
        }
        _ => without_level(meaning).to_owned(),
    }
}

/// Why no level is told.
pub(super) fn without_level(meaning: &Meaning) -> &'static str {
    match meaning.other_results.len() {
        0 | 1 => "it names no level",
        _ => "it has several results, and does not say which of them is its level",
    }
}
