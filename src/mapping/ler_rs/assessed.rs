//! What was assessed, as members of a résumé: a narrative, skills and a certification for each
//! credential that is held.
//!
//! LER-RS has no member for a level. It stands in the comments and keywords of each skill, and
//! every fact of it in the keywords of one narrative.

use super::super::Held;
use crate::credential::facts::{Facts, Party, StatementFact};
use crate::credential::ler_rs::words;
use serde_json::{Map, Value, json};

/// One narrative that carries every fact about the level itself.
pub(super) fn narrative(held: &Held<'_>) -> Value {
    let facts = &held.facts;
    let mut narrative = json!({
        "name": words::ASSESSED,
        "keywords": keywords(&held.id, facts),
        "texts": [{"lines": lines(held)}],
    });
    let framework = facts.framework.as_ref().and_then(|one| one.url.as_ref());
    let level = facts.level.as_ref().and_then(|level| level.url.as_ref());
    let mut reference = Map::new();
    if let Some(url) = level.or(framework) {
        reference.insert("reference".to_owned(), json!(url));
        if let Some(scheme) = framework {
            reference.insert("scheme".to_owned(), json!(scheme));
        }
        narrative["definitionReference"] = Value::Object(reference);
    }
    narrative
}

/// The skills of the statements that were met.
pub(super) fn skills(held: &Held<'_>) -> Vec<Value> {
    let skill = |statement: &StatementFact| {
        let mut skill = json!({"name": statement.title});
        if let Some(text) = &statement.text {
            skill["description"] = json!(text);
        }
        let mut reference = json!({"reference": statement.url});
        let framework = held.facts.framework.as_ref();
        if let Some(scheme) = framework.and_then(|framework| framework.url.as_ref()) {
            reference["scheme"] = json!(scheme);
        }
        skill["definitionReference"] = reference;
        let mut keywords = vec![keyword(words::CREDENTIAL, &held.id)];
        if let Some(level) = &held.facts.level {
            keywords.push(keyword(words::LEVEL, &level.name));
            skill["comments"] = json!([format!("Assessed level: {}", level.name)]);
        }
        if let Some(identifier) = &statement.identifier {
            keywords.push(keyword(words::IDENTIFIER, identifier));
        }
        skill["keywords"] = Value::Array(keywords);
        skill
    };
    held.facts.statements.iter().map(skill).collect()
}

/// The credential itself, as what verifies a skill.
pub(super) fn verification(held: &Held<'_>) -> Value {
    json!({"verifications": [{"otherW3CVerifiableCredential": held.credential}]})
}

/// The level as a certification. It is dated as the credential is, or, where that is in a token,
/// from `valid_from` on.
pub(super) fn certification(held: &Held<'_>, valid_from: &str) -> Value {
    let facts = &held.facts;
    let stated = |name: &str| held.credential.get(name).and_then(Value::as_str);
    let from = stated("validFrom").unwrap_or(valid_from);
    let mut period = json!({"validFrom": from});
    if let Some(until) = &facts.valid_until {
        period["validTo"] = json!(until);
    }
    let issuer = facts.issuer.name.as_ref().or(facts.issuer.id.as_ref());
    let issuer = issuer.cloned().unwrap_or_default();
    json!({
        "name": held.name,
        "status": "Active",
        "firstIssued": from.get(..10).unwrap_or(from),
        "issuingAuthority": {"name": issuer, "tradeName": issuer},
        "effectiveTimePeriod": period,
        "descriptions": [sentence(facts), format!("Credential {}", held.id)],
    })
}

/// What a reader sees of an assessed level.
fn lines(held: &Held<'_>) -> Vec<String> {
    let facts = &held.facts;
    let mut lines = vec![held.name.clone(), sentence(facts)];
    if let Some(assessor) = &facts.assessor {
        let who = assessor.name.as_ref().or(assessor.id.as_ref());
        let when = facts.assessed_at.as_ref();
        let when = when.map_or_else(String::new, |at| format!(" at {at}"));
        lines.extend(who.map(|who| format!("Assessed by {who}{when}.")));
    }
    lines.extend(facts.rule.clone());
    lines
}

fn sentence(facts: &Facts) -> String {
    let framework = facts.framework.as_ref().and_then(|one| one.name.as_deref());
    let framework = framework.unwrap_or("a framework without a name");
    let Some(level) = &facts.level else {
        return format!("Assessed against the {framework}.");
    };
    let place = match (level.rank, level.of) {
        (Some(rank), Some(of)) => format!(" ({rank} of {of})"),
        _ => String::new(),
    };
    format!("Assessed level: {}{place}, {framework}.", level.name)
}

/// Every fact but the statements, which are skills.
fn keywords(credential: &str, facts: &Facts) -> Vec<Value> {
    let mut said = vec![(words::CREDENTIAL, credential.to_owned())];
    let mut say = |name: &'static str, value: Option<String>| {
        said.extend(value.map(|value| (name, value)));
    };
    say(words::SUBJECT, facts.subject.clone());
    for identifier in &facts.identifiers {
        say(words::IDENTITY_HASH, Some(identifier.hash.clone()));
    }
    let parties: [(_, Option<&Party>); 3] = [
        (words::ISSUER, Some(&facts.issuer)),
        (words::ACHIEVEMENT, facts.achievement.as_ref()),
        (words::ASSESSOR, facts.assessor.as_ref()),
    ];
    for ([id, name], party) in parties {
        say(id, party.and_then(|party| party.id.clone()));
        say(name, party.and_then(|party| party.name.clone()));
    }
    if let Some(framework) = facts.framework.clone() {
        say(words::FRAMEWORK, framework.key);
        say(words::FRAMEWORK_VERSION, framework.version);
        say(words::FRAMEWORK_NAME, framework.name);
        say(words::FRAMEWORK_IDENTIFIER, framework.identifier);
        say(words::FRAMEWORK_URL, framework.url);
    }
    if let Some(level) = facts.level.clone() {
        say(words::LEVEL, Some(level.name));
        say(words::LEVEL_RANK, level.rank.map(|rank| rank.to_string()));
        say(words::LEVEL_OF, level.of.map(|of| of.to_string()));
        say(words::LEVEL_IDENTIFIER, level.identifier);
        say(words::LEVEL_URL, level.url);
    }
    say(words::ASSESSED_AT, facts.assessed_at.clone());
    say(words::RULE, facts.rule.clone());
    say(words::VALID_UNTIL, facts.valid_until.clone());
    let keyword = |(name, value): (&str, String)| keyword(name, &value);
    said.into_iter().map(keyword).collect()
}

fn keyword(name: &str, value: &str) -> Value {
    json!({"name": name, "value": value})
}
