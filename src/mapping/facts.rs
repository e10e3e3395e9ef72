//! The facts of an assessed level: what every form of its credential states.

use super::case::rubric_level_identifier;
use super::open_badge::identity;
use super::{Occasion, Source, framework_name};
use crate::assessment::Basis;
use crate::clock::timestamp;
use crate::credential::facts::{Facts, FrameworkFact, LevelFact, Party, StatementFact};
use crate::credential::meaning::Identifier;

/// What a provider's own decision is told as, where no policy decided.
const BY_PROVIDER: &str = "The level was decided by the provider of the assessment.";

/// The facts of `source`, as they are stated on this `occasion`.
pub fn facts(source: &Source<'_>, occasion: &Occasion) -> Facts {
    let (framework, assessment) = (source.framework, source.assessment);
    let (key, version) = (&framework.key, &framework.version);
    let addresses = source.addresses();
    let assessor = &assessment.assessor;
    let rank = framework.rank(&source.level.id).map(|place| place + 1);
    Facts {
        subject: assessment.learner.did.clone(),
        identifiers: identity(&assessment.learner, &occasion.salt)
            .into_iter()
            .map(|identity| Identifier {
                identity_type: identity.identity_type.to_owned(),
                hashed: identity.hashed,
                hash: identity.identity_hash,
                salt: Some(identity.salt),
            })
            .collect(),
        issuer: party(source.issuer.did.clone(), &source.issuer.name),
        achievement: Some(party(
            addresses.achievement(key, version),
            &format!("{} proficiency", framework.occupation.title),
        )),
        framework: Some(FrameworkFact {
            key: Some(key.clone()),
            version: Some(version.clone()),
            name: Some(framework_name(framework)),
            identifier: Some(framework.identifier()),
            url: Some(addresses.framework(key, version)),
        }),
        level: Some(LevelFact {
            name: source.level.label.clone(),
            rank,
            of: Some(framework.levels.len()),
            identifier: Some(rubric_level_identifier(framework, source.level)),
            url: Some(addresses.level(key, version, &source.level.id)),
        }),
        statements: statements(source),
        assessor: Some(party(
            assessor
                .id
                .clone()
                .unwrap_or_else(|| addresses.assessor(&source.issuer.did, &assessor.name)),
            &assessor.name,
        )),
        assessed_at: Some(timestamp(assessment.assessed_at)),
        rule: Some(match (&assessment.policy, assessment.decision.basis) {
            (Some(policy), Basis::Ratings) => policy.sentence(framework),
            _ => BY_PROVIDER.to_owned(),
        }),
        valid_until: occasion.valid_until.clone(),
    }
}

fn party(id: String, name: &str) -> Party {
    Party {
        id: Some(id),
        name: Some(name.to_owned()),
    }
}

/// The statements that this learner met, at every level; none where the provider decided the
/// level, because none was rated.
fn statements(source: &Source<'_>) -> Vec<StatementFact> {
    let framework = source.framework;
    let addresses = source.addresses();
    let met = |rating: &&crate::assessment::Rating| rating.met;
    let ratings: std::collections::HashSet<_> = source
        .assessment
        .ratings
        .iter()
        .filter(met)
        .map(|rating| &rating.statement)
        .collect();
    framework
        .statements()
        .filter(|(level, statement)| ratings.contains(&level.key(statement)))
        .map(|(level, statement)| StatementFact {
            title: statement.title.clone(),
            text: Some(statement.text.clone()),
            identifier: Some(statement.id.clone()),
            url: addresses.statement(
                &framework.key,
                &framework.version,
                &level.id,
                statement.position as usize,
            ),
        })
        .collect()
}
