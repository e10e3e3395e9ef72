//! The members of a résumé (LER-RS 4.4, LER-RSType): what was assessed, and beside it what a
//! caller added.
//!
//! Nothing is made up: a name that was given as one string is not taken apart. What a caller added
//! is told as not assessed.

use super::super::Holding;
use super::assessed;
use crate::credential::ler_rs::{RESUME_TYPE, Resume, words};
use serde_json::{Map, Value, json};

/// The members of a résumé whose document has this id and is valid from then on.
pub(super) fn members(
    holding: &Holding<'_>,
    resume: Option<&Resume>,
    document: &str,
    valid_from: &str,
) -> Map<String, Value> {
    let held = &holding.held;
    let mut members = Map::new();
    members.insert("type".to_owned(), json!(RESUME_TYPE));
    members.insert("documentId".to_owned(), json!({"value": document}));
    if let Some(person) = person(holding.learner.as_deref(), resume) {
        members.insert("person".to_owned(), person);
    }
    let narratives = held.iter().map(assessed::narrative);
    let narratives: Vec<Value> = narratives.chain(resume.and_then(not_assessed)).collect();
    members.insert("narratives".to_owned(), Value::Array(narratives));
    let skills = held.iter().flat_map(assessed::skills);
    let skills: Vec<Value> = skills
        .chain(held.iter().map(assessed::verification))
        .collect();
    members.insert("skills".to_owned(), Value::Array(skills));
    let certifications = held
        .iter()
        .filter(|held| held.facts.level.is_some())
        .map(|held| assessed::certification(held, valid_from));
    let certifications: Vec<Value> = certifications.collect();
    if !certifications.is_empty() {
        members.insert("certifications".to_owned(), Value::Array(certifications));
    }
    for (name, added) in resume.map(Resume::members).into_iter().flatten() {
        add(&mut members, name, added);
    }
    members
}

/// Whom the résumé is about: the name that the assessment gives comes before a caller's.
fn person(learner: Option<&str>, resume: Option<&Resume>) -> Option<Value> {
    let added = resume.and_then(|resume| resume.members().get("person"));
    let mut person = added.cloned();
    if let Some(learner) = learner {
        let person = person.get_or_insert_with(|| json!({}));
        person["name"]["formattedName"] = json!(learner);
    }
    person
}

/// Puts a caller's member behind what is there.
fn add(members: &mut Map<String, Value>, name: &str, added: &Value) {
    match (members.get_mut(name), added) {
        (Some(Value::Array(ours)), Value::Array(added)) => ours.extend(added.iter().cloned()),
        // A person's is seen to already.
        (Some(_), _) => {}
        (None, added) => drop(members.insert(name.to_owned(), added.clone())),
    }
}

/// A narrative that says which members were added and nobody assessed.
fn not_assessed(resume: &Resume) -> Option<Value> {
    let added: Vec<&str> = resume.members().keys().map(String::as_str).collect();
    if added.is_empty() {
        return None;
    }
    let text = format!(
        "Carried as they were given, and not assessed: {}. What was assessed names its credential.",
        added.join(", ")
    );
    Some(json!({"name": words::NOT_ASSESSED, "texts": [{"lines": [text]}]}))
}
