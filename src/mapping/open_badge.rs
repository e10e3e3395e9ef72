//! An assessed level as an Open Badges 3.0 credential.
//!
//! One Achievement for each framework version; the level is a Result against its one result
//! description, whose rubric levels stand in the framework's order. Wallets that show no result
//! show the credential's name, so the level stands there too.

use super::case::rubric_level_identifier;
use super::{
    Addresses, Occasion, Source, achievement_name, facts, framework_name, identity, markdown,
    status_of,
};
use crate::assessment::Evidence as Shown;
use crate::credential::facts::{Facts, Party, StatementFact};
use crate::credential::open_badge::{
    Achievement, AchievementSubject, Alignment, CONTEXT, CredentialSchema, Criteria,
    EXTENSIONS_CONTEXT, Evidence, Image, OpenBadgeCredential, Profile, Result, ResultDescription,
    RubricCriterionLevel, SCHEMA,
};
use crate::credential::profile::IssuerProfile;
use crate::credential::vcdm::CONTEXT_V2;
use crate::digest::sha256_hex;
use crate::framework::{Framework, Level};

/// How many statements a credential tells of one level.
const MOST_STATEMENTS: usize = 1_000;

/// The credential that says what `source` says, on this `occasion`.
pub fn open_badge(source: &Source<'_>, occasion: &Occasion) -> OpenBadgeCredential {
    let title = &source.framework.occupation.title;
    let facts = facts(source, occasion);
    let awarded = facts.assessed_at.clone().unwrap_or_default();
    OpenBadgeCredential {
        context: vec![CONTEXT_V2, CONTEXT, EXTENSIONS_CONTEXT],
        id: occasion.id.clone(),
        types: vec!["VerifiableCredential", "OpenBadgeCredential"],
        name: format!("{title} — {}", source.level.label),
        description: description(source),
        image: image(source),
        issuer: issuer_profile(source.issuer),
        valid_from: occasion.valid_from.clone(),
        valid_until: facts.valid_until.clone(),
        awarded_date: awarded.clone(),
        credential_subject: AchievementSubject {
            id: facts.subject.clone(),
            types: ["AchievementSubject"],
            identifier: facts.identifiers.iter().filter_map(identity).collect(),
            achievement: achievement(source.framework, source.issuer, facts.rule.as_deref()),
            activity_end_date: awarded,
            result: vec![result(source, &facts)],
            source: profile(&facts.assessor.unwrap_or_default()),
        },
        evidence: evidence(source),
        credential_status: occasion.status.iter().map(status_of).collect(),
        credential_schema: vec![CredentialSchema {
            id: SCHEMA,
            class: "1EdTechJsonSchemaValidator2019",
        }],
    }
}

/// The picture of the level, where it has a public address. It is the credential's, not the
/// achievement's: that is the same at every level.
fn image(source: &Source<'_>) -> Option<Image> {
    let (framework, level) = (source.framework, source.level);
    source.issuer.public_url.as_ref()?;
    let addresses = Addresses::of(source.issuer);
    Some(Image {
        id: addresses.level_picture(&framework.key, &framework.version, &level.id),
        class: "Image",
        caption: format!("{} — {}", framework.occupation.title, level.label),
    })
}

fn description(source: &Source<'_>) -> String {
    let levels = &source.framework.levels;
    let place = levels
        .iter()
        .position(|level| level.id == source.level.id)
        .map_or(0, |index| index + 1);
    format!(
        "Assessed at the level {} ({place} of {}) of the framework {}, {}.",
        source.level.label,
        levels.len(),
        source.framework.key,
        source.framework.version,
    )
}

pub(super) fn issuer_profile(issuer: &IssuerProfile) -> Profile {
    Profile {
        id: issuer.did.clone(),
        types: ["Profile"],
        name: Some(issuer.name.clone()),
        url: issuer.url.clone(),
        email: issuer.email.clone(),
    }
}

fn profile(party: &Party) -> Profile {
    Profile {
        id: party.id.clone().unwrap_or_default(),
        types: ["Profile"],
        name: party.name.clone(),
        url: None,
        email: None,
    }
}

/// `sha256$` and the hexadecimal digits of SHA-256 over `identity` followed by `salt`.
pub fn identity_hash(identity: &str, salt: &str) -> String {
    let digits = sha256_hex(&[identity.as_bytes(), salt.as_bytes()]);
    format!("sha256${digits}")
}

/// The achievement of `issuer` for `framework`, as every credential for one of its levels has it:
/// `rule` says in a sentence by which rule the level is decided.
pub fn achievement(
    framework: &Framework,
    issuer: &IssuerProfile,
    rule: Option<&str>,
) -> Achievement {
    let occupation = &framework.occupation;
    let addresses = Addresses::of(issuer);
    Achievement {
        id: addresses.achievement(&framework.key, &framework.version),
        types: ["Achievement"],
        achievement_type: "Competency",
        name: achievement_name(framework),
        description: achievement_description(framework),
        criteria: Criteria {
            id: addresses.criteria(&framework.key, &framework.version),
            narrative: criteria(framework, rule),
        },
        creator: issuer_profile(issuer),
        field_of_study: occupation.group.clone(),
        human_code: framework.key.clone(),
        version: framework.version.clone(),
        tag: occupation
            .soc
            .iter()
            .chain([&occupation.title])
            .cloned()
            .collect(),
        alignment: [framework_alignment(framework, addresses)]
            .into_iter()
            .chain(occupation_alignment(framework))
            .collect(),
        result_description: vec![result_description(framework, addresses)],
    }
}

/// The framework's own words on what it covers; a made sentence where it has none.
fn achievement_description(framework: &Framework) -> String {
    [&framework.context_covered, &framework.description]
        .into_iter()
        .find(|text| !text.trim().is_empty())
        .cloned()
        .unwrap_or_else(|| {
            format!(
                "Proficiency in the occupation {} ({}), in {} levels.",
                framework.occupation.title,
                framework.key,
                framework.levels.len()
            )
        })
}

/// How the achievement is earned: by which rule, and whose words the statements are.
fn criteria(framework: &Framework, rule: Option<&str>) -> String {
    let labels: Vec<String> = framework
        .levels
        .iter()
        .map(|level| markdown::escape(&level.label))
        .collect();
    let mut narrative = format!(
        "The learner is assessed against the statements of the framework {} ({}, {}). \
         Its levels, low to high, are: {}. The level held is in `result`.",
        markdown::escape(&framework.occupation.title),
        markdown::escape(&framework.key),
        markdown::escape(&framework.version),
        labels.join(", "),
    );
    if let Some(rule) = rule {
        narrative.push_str("\n\n");
        narrative.push_str(&markdown::escape(rule));
    }
    let credit = framework.credit();
    if !credit.is_empty() {
        narrative.push_str("\n\nFramework: ");
        narrative.push_str(&markdown::escape(&credit));
        narrative.push('.');
    }
    narrative
}

fn framework_alignment(framework: &Framework, addresses: Addresses<'_>) -> Alignment {
    let name = framework_name(framework);
    Alignment {
        types: ["Alignment"],
        target_name: name.clone(),
        target_url: addresses.framework(&framework.key, &framework.version),
        target_code: framework.identifier(),
        target_framework: name,
        target_type: "ext:CFDocument",
        target_description: None,
    }
}

/// The occupation in O*NET's taxonomy, where the framework names one. Job zone and sector have no member of their own in Open
/// Badges, so they stand in the description.
fn occupation_alignment(framework: &Framework) -> Option<Alignment> {
    let occupation = &framework.occupation;
    let soc = occupation.soc.as_deref()?;
    let zone = occupation.job_zone.map(|zone| {
        let inferred = match occupation.job_zone_inferred {
            Some(true) => " (inferred)",
            _ => "",
        };
        format!("job zone {zone}{inferred}")
    });
    let sector = occupation.sector.as_ref().map(|s| format!("sector {s}"));
    let parts: Vec<String> = [occupation.group.clone(), zone, sector]
        .into_iter()
        .flatten()
        .collect();
    Some(Alignment {
        types: ["Alignment"],
        target_name: occupation.title.clone(),
        target_url: format!("https://www.onetonline.org/link/summary/{soc}"),
        target_code: soc.to_owned(),
        target_framework: "O*NET-SOC".to_owned(),
        target_type: "ext:Occupation",
        target_description: (!parts.is_empty()).then(|| parts.join("; ")),
    })
}

fn result_description(framework: &Framework, addresses: Addresses<'_>) -> ResultDescription {
    let level_id =
        |level: &Level| addresses.achievement_level(&framework.key, &framework.version, &level.id);
    ResultDescription {
        id: addresses.result(&framework.key, &framework.version),
        types: ["ResultDescription"],
        name: "Proficiency level",
        result_type: "RubricCriterionLevel",
        // The lowest level already earns the achievement: below it there is no credential.
        required_level: framework.levels.first().map(level_id).unwrap_or_default(),
        rubric_criterion_level: framework
            .levels
            .iter()
            .enumerate()
            .map(|(index, level)| RubricCriterionLevel {
                id: level_id(level),
                types: ["RubricCriterionLevel"],
                name: level.label.clone(),
                level: (index + 1).to_string(),
                points: (index + 1).to_string(),
                description: level_description(level, || {
                    addresses.level(&framework.key, &framework.version, &level.id)
                }),
                alignment: vec![level_alignment(framework, level, addresses)],
            })
            .collect(),
    }
}

/// The statements of a level, up to [`MOST_STATEMENTS`]; beyond, how many there are and where.
fn level_description(level: &Level, address: impl Fn() -> String) -> String {
    match level.statements.len() {
        0..=MOST_STATEMENTS => markdown::list(level.statements.iter().map(|s| s.text.as_str())),
        count => format!("{count} statements, which stand at <{}>.", address()),
    }
}

fn level_alignment(framework: &Framework, level: &Level, addresses: Addresses<'_>) -> Alignment {
    Alignment {
        types: ["Alignment"],
        target_name: level.label.clone(),
        target_url: addresses.level(&framework.key, &framework.version, &level.id),
        target_code: rubric_level_identifier(framework, level),
        target_framework: framework_name(framework),
        target_type: "CFRubricCriterionLevel",
        target_description: None,
    }
}

fn result(source: &Source<'_>, facts: &Facts) -> Result {
    let framework = source.framework;
    let addresses = source.addresses();
    Result {
        types: ["Result"],
        result_description: addresses.result(&framework.key, &framework.version),
        achieved_level: addresses.achievement_level(
            &framework.key,
            &framework.version,
            &source.level.id,
        ),
        value: source.level.label.clone(),
        alignment: statement_alignments(facts, &framework_name(framework)),
    }
}

/// The statements that this learner met.
fn statement_alignments(facts: &Facts, framework: &str) -> Vec<Alignment> {
    let aligned = |statement: &StatementFact| Alignment {
        types: ["Alignment"],
        target_name: statement.title.clone(),
        target_url: statement.url.clone(),
        target_code: statement.identifier.clone().unwrap_or_default(),
        target_framework: framework.to_owned(),
        target_type: "CFItem",
        target_description: statement.text.clone(),
    };
    facts.statements.iter().map(aligned).collect()
}

/// The evidence of all ratings, each address once: two nodes of one id would merge into one.
fn evidence(source: &Source<'_>) -> Vec<Evidence> {
    let mut all: Vec<(&Shown, Vec<String>)> = Vec::new();
    for rating in &source.assessment.ratings {
        for shown in &rating.evidence {
            match all.iter_mut().find(|(known, _)| known.url == shown.url) {
                Some((_, narratives)) => narratives.extend(shown.narrative.clone()),
                None => all.push((shown, shown.narrative.iter().cloned().collect())),
            }
        }
    }
    all.into_iter()
        .map(|(shown, mut narratives)| {
            narratives.dedup();
            Evidence {
                id: shown.url.clone(),
                types: ["Evidence"],
                name: shown.name.clone(),
                narrative: (!narratives.is_empty()).then(|| narratives.join("\n\n")),
            }
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The vector of Open Badges 3.0, appendix B.3.4.
    #[test]
    fn an_identity_hash_has_its_salt_behind() {
        assert_eq!(
            identity_hash("a@example.com", "Kosher"),
            "sha256$b5809d8a92f8858436d7e6b87c12ebc0ae1eac4baecc2c0b913aee2c922ef399"
        );
    }
}
