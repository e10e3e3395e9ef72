//! The facts of an assessed level: what every form of its credential states.

use super::case::rubric_level_identifier;
use super::open_badge::identity_hash;
use super::{EMAIL_ADDRESS, Occasion, Source, achievement_name, framework_name};
use crate::assessment::{Basis, Learner};
use crate::clock::timestamp;
use crate::credential::facts::{Facts, FrameworkFact, LevelFact, Party, StatementFact};
use crate::credential::meaning::{DECIDED_BY_PROVIDER, Identifier};

/// The facts of `source`, as they are stated on this `occasion`.
pub fn facts(source: &Source<'_>, occasion: &Occasion) -> Facts {
    let (framework, assessment) = (source.framework, source.assessment);
    let (key, version) = (&framework.key, &framework.version);
    let addresses = source.addresses();
    let assessor = &assessment.assessor;
    let rank = framework.rank(&source.level.id).map(|place| place + 1);
    Facts {
        subject: assessment.learner.did.clone(),
        identifiers: Vec::from_iter(hashed_address(&assessment.learner, &occasion.salt)),
        issuer: party(source.issuer.did.clone(), &source.issuer.name),
        achievement: Some(party(
            addresses.achievement(key, version),
            &achievement_name(framework),
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
            _ => DECIDED_BY_PROVIDER.to_owned(),
        }),
        valid_until: occasion.valid_until.clone(),
    }
}

/// The learner's e-mail address, hashed with a salt behind it (Open Badges 3.0, appendix B.3.4,
/// IdentityHash). The address is hashed as it was given: the specification names no normal form.
fn hashed_address(learner: &Learner, salt: &str) -> Option<Identifier> {
    let email = learner.email.as_ref()?;
    Some(Identifier {
        identity_type: EMAIL_ADDRESS.to_owned(),
        hashed: true,
        hash: identity_hash(email, salt),
        salt: Some(salt.to_owned()),
    })
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
