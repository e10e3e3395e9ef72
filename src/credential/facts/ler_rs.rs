//! The facts in a résumé (HR Open LER-RS), from its own members: the narratives, skills and
//! keywords that [`crate::credential::ler_rs::words`] names. The credentials inside are not read.
//!
//! A keyword that stands twice with two values says nothing.

use super::{Facts, FrameworkFact, LevelFact, Party, StatementFact};
use crate::credential::ler_rs::{bodies, words};
use crate::credential::meaning::{Identifier, identifiers};
use crate::ijson::Json;

/// What `resume` states of assessed levels: one value for each narrative of one.
pub(super) fn read(resume: &Json<'_>) -> Vec<Facts> {
    let Some(subject) = resume.get("credentialSubject") else {
        return Vec::new();
    };
    let said = |body| of_body(subject, body).into_iter();
    let said = bodies(subject).into_iter().flat_map(said);
    said.map(|(_, _, facts)| facts).collect()
}

/// What each narrative of `body` states of an assessed level: its place among the narratives, the
/// id of the credential that it names, and the facts.
pub(super) fn of_body(subject: &Json<'_>, body: &Json<'_>) -> Vec<(usize, String, Facts)> {
    elements(body, "narratives")
        .iter()
        .enumerate()
        .filter(|(_, one)| one.get("name").and_then(Json::as_str) == Some(words::ASSESSED))
        .filter_map(|(place, narrative)| {
            let (credential, facts) = facts(subject, body, narrative)?;
            Some((place, credential, facts))
        })
        .collect()
}

/// `None` for a narrative that names no credential: nothing could be joined to it.
fn facts(subject: &Json<'_>, body: &Json<'_>, narrative: &Json<'_>) -> Option<(String, Facts)> {
    let keywords = Keywords(elements(narrative, "keywords"));
    let credential = keywords.get(words::CREDENTIAL)?;
    let id = subject.get("id").and_then(Json::as_str);
    let facts = Facts {
        subject: keywords
            .get(words::SUBJECT)
            .filter(|stated| id == Some(stated.as_str())),
        identifiers: known_by(subject, &keywords),
        issuer: keywords.party(words::ISSUER).unwrap_or_default(),
        achievement: keywords.party(words::ACHIEVEMENT),
        framework: framework(&keywords),
        level: level(&keywords),
        statements: elements(body, "skills")
            .iter()
            .filter_map(|skill| statement(skill, &credential))
            .collect(),
        assessor: keywords.party(words::ASSESSOR),
        assessed_at: keywords.get(words::ASSESSED_AT),
        rule: keywords.get(words::RULE),
        valid_until: keywords.get(words::VALID_UNTIL),
    };
    Some((credential, facts))
}

/// The subject's identifiers that the narrative names by their hashes.
fn known_by(subject: &Json<'_>, keywords: &Keywords<'_, '_>) -> Vec<Identifier> {
    let hashes: Vec<&str> = keywords.all(words::IDENTITY_HASH).collect();
    let mut known = identifiers(subject);
    known.retain(|one| hashes.contains(&one.hash.as_str()));
    known
}

fn framework(keywords: &Keywords<'_, '_>) -> Option<FrameworkFact> {
    let fact = FrameworkFact {
        key: keywords.get(words::FRAMEWORK),
        version: keywords.get(words::FRAMEWORK_VERSION),
        name: keywords.get(words::FRAMEWORK_NAME),
        identifier: keywords.get(words::FRAMEWORK_IDENTIFIER),
        url: keywords.get(words::FRAMEWORK_URL),
    };
    (fact != FrameworkFact::default()).then_some(fact)
}

fn level(keywords: &Keywords<'_, '_>) -> Option<LevelFact> {
    let number = |name| keywords.get(name)?.parse().ok();
    Some(LevelFact {
        name: keywords.get(words::LEVEL)?,
        rank: number(words::LEVEL_RANK),
        of: number(words::LEVEL_OF),
        identifier: keywords.get(words::LEVEL_IDENTIFIER),
        url: keywords.get(words::LEVEL_URL),
    })
}

/// The statement that a skill stands for, if it comes from `credential`.
fn statement(skill: &Json<'_>, credential: &str) -> Option<StatementFact> {
    let keywords = Keywords(elements(skill, "keywords"));
    if keywords.get(words::CREDENTIAL)? != credential {
        return None;
    }
    let text = |name: &str| skill.get(name).and_then(Json::as_str).map(str::to_owned);
    let reference = skill.pointer("/definitionReference/reference");
    Some(StatementFact {
        title: text("name")?,
        text: text("description"),
        identifier: keywords.get(words::IDENTIFIER),
        url: reference?.as_str()?.to_owned(),
    })
}

fn elements<'j, 'a>(json: &'j Json<'a>, name: &str) -> &'j [Json<'a>] {
    json.get(name).map_or(&[][..], Json::as_set)
}

/// Keywords: names with values.
struct Keywords<'j, 'a>(&'j [Json<'a>]);

impl<'j> Keywords<'j, '_> {
    fn all(&self, name: &str) -> impl Iterator<Item = &'j str> {
        self.0
            .iter()
            .filter(move |one| one.get("name").and_then(Json::as_str) == Some(name))
            .filter_map(|one| one.get("value")?.as_str())
    }

    /// The value of `name`, where it has one alone.
    fn get(&self, name: &str) -> Option<String> {
        let mut values = self.all(name);
        let first = values.next()?;
        values.all(|other| other == first).then(|| first.to_owned())
    }

    fn party(&self, [id, name]: [&str; 2]) -> Option<Party> {
        let party = Party {
            id: self.get(id),
            name: self.get(name),
        };
        (party != Party::default()).then_some(party)
    }
}
