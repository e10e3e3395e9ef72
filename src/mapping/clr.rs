//! Credentials that a learner holds as a record: Comprehensive Learner Record 2.0.
//!
//! Each credential stands inside with its own proof. Beside them stand the levels of each framework
//! as achievements, so that a reader sees the ladder that a level is on: a level precedes the next,
//! and all are part of the framework's achievement (appendix B.1, Association).

use super::open_badge::issuer_profile;
use super::{Addresses, Held, Holding, Occasion, framework_name, identity, status_of};
use crate::credential::clr::{
    AchievementDefinition, Association, CONTEXT, ClrCredential, ClrSubject, Criteria, SCHEMA,
};
use crate::credential::open_badge::{self, CredentialSchema, EXTENSIONS_CONTEXT, IdentityObject};
use crate::credential::vcdm::CONTEXT_V2;
use crate::framework::{Framework, Level};

/// The record that holds what `holding` names, on this `occasion`.
pub fn clr(holding: &Holding<'_>, occasion: &Occasion) -> ClrCredential {
    let frameworks = frameworks(&holding.held);
    let addresses = Addresses::of(holding.issuer);
    ClrCredential {
        context: vec![CONTEXT_V2, CONTEXT, open_badge::CONTEXT, EXTENSIONS_CONTEXT],
        id: occasion.id.clone(),
        types: vec!["VerifiableCredential", "ClrCredential"],
        name: name(&holding.held),
        description: description(holding),
        partial: holding.partial,
        issuer: issuer_profile(holding.issuer),
        valid_from: occasion.valid_from.clone(),
        valid_until: occasion.valid_until.clone(),
        awarded_date: occasion.valid_from.clone(),
        credential_subject: ClrSubject {
            id: subject(&holding.held),
            types: ["ClrSubject"],
            identifier: identifiers(&holding.held),
            achievement: frameworks
                .iter()
                .flat_map(|(framework, _)| achievements(framework, &addresses))
                .collect(),
            verifiable_credential: holding
                .held
                .iter()
                .map(|held| held.credential.clone())
                .collect(),
            association: frameworks
                .iter()
                .flat_map(|(framework, whole)| associations(framework, whole, &addresses))
                .collect(),
        },
        credential_status: occasion.status.iter().map(status_of).collect(),
        credential_schema: vec![CredentialSchema {
            id: SCHEMA,
            class: "1EdTechJsonSchemaValidator2019",
        }],
    }
}

fn name(held: &[Held<'_>]) -> String {
    match held {
        [only] => format!("{} (record)", only.name),
        several => format!("Record of {} credentials", several.len()),
    }
}

fn description(holding: &Holding<'_>) -> String {
    let part = match holding.partial {
        true => "It is a part of what the issuer knows of the learner.",
        false => "It is all that the issuer knows of the learner.",
    };
    match holding.held.len() {
        1 => format!("A record of one credential. {part}"),
        count => format!("A record of {count} credentials. {part}"),
    }
}

/// The learner's id: the one that all who have one agree on.
pub(super) fn subject(held: &[Held<'_>]) -> Option<String> {
    held.iter().find_map(|held| held.facts.subject.clone())
}

/// How the learner is known in the credentials inside, each way once: it is by these that a reader
/// sees that all are about the same person.
pub(super) fn identifiers(held: &[Held<'_>]) -> Vec<IdentityObject> {
    let mut known: Vec<IdentityObject> = Vec::new();
    for identifier in held.iter().flat_map(|held| &held.facts.identifiers) {
        if let Some(stated) = identity(identifier)
            && !known.contains(&stated)
        {
            known.push(stated);
        }
    }
    known
}

/// The frameworks behind the credentials, each once, in their order, and the id of the achievement
/// that stands for each in a credential.
fn frameworks<'h, 'a>(held: &'h [Held<'a>]) -> Vec<(&'a Framework, &'h str)> {
    let mut all: Vec<(&Framework, &str)> = Vec::new();
    for one in held {
        let achievement = one.facts.achievement.as_ref();
        if let Some(framework) = one.framework
            && let Some(id) = achievement.and_then(|achievement| achievement.id.as_deref())
            && !all.iter().any(|(known, _)| known.id() == framework.id())
        {
            all.push((framework, id));
        }
    }
    all
}

/// The levels of `framework` as achievements.
fn achievements(framework: &Framework, addresses: &Addresses<'_>) -> Vec<AchievementDefinition> {
    let (key, version) = (&framework.key, &framework.version);
    let title = &framework.occupation.title;
    let count = framework.levels.len();
    let definition = |(place, level): (usize, &Level)| AchievementDefinition {
        id: addresses.achievement_level(key, version, &level.id),
        types: ["Achievement"],
        achievement_type: "Competency",
        name: format!("{title} — {}", level.label),
        description: format!(
            "Level {} of {count} of {}.",
            place + 1,
            framework_name(framework)
        ),
        criteria: Criteria {
            id: addresses.level(key, version, &level.id),
        },
        human_code: format!("{key}.{}", level.id),
    };
    framework
        .levels
        .iter()
        .enumerate()
        .map(definition)
        .collect()
}

/// That each level precedes the next, and that all are part of the framework's achievement, `whole`.
fn associations(framework: &Framework, whole: &str, addresses: &Addresses<'_>) -> Vec<Association> {
    let (key, version) = (&framework.key, &framework.version);
    let level = |id: &str| addresses.achievement_level(key, version, id);
    let steps = framework.levels.windows(2).map(|pair| Association {
        class: "Association",
        association_type: "precedes",
        source_id: level(&pair[0].id),
        target_id: level(&pair[1].id),
    });
    let parts = framework.levels.iter().map(|one| Association {
        class: "Association",
        association_type: "isPartOf",
        source_id: level(&one.id),
        target_id: whole.to_owned(),
    });
    steps.chain(parts).collect()
}
