//! The facts in an achievement credential (Open Badges 3.0, appendix B.1).

use super::{Facts, FrameworkFact, LevelFact, Party, StatementFact};
use crate::credential::meaning::Meaning;
use crate::ijson::Json;

/// What `credential` states. Levels whose order nothing says have no rank.
pub(super) fn read(credential: &Json<'_>) -> Facts {
    let meaning = Meaning::read(credential);
    let subject = credential.get("credentialSubject");
    let alignments = subject.and_then(|subject| subject.pointer("/achievement/alignment"));
    let whole = of_type(alignments, "ext:CFDocument");
    let named = |id: Option<String>, name: Option<String>| {
        (id.is_some() || name.is_some()).then_some(Party { id, name })
    };
    Facts {
        level: level(&meaning, subject),
        framework: framework(&meaning, whole),
        achievement: named(meaning.achievement_id, meaning.achievement),
        assessor: match &meaning.assessor {
            // Without a name the id stands for it.
            name if *name == meaning.assessor_id => named(meaning.assessor_id, None),
            name => named(meaning.assessor_id, name.clone()),
        },
        assessed_at: subject.and_then(|subject| member(subject, "activityEndDate")),
        rule: meaning.level_rule,
        subject: meaning.subject,
        identifiers: meaning.identifiers,
        issuer: Party {
            id: Some(meaning.issuer).filter(|id| !id.is_empty()),
            name: meaning.issuer_name,
        },
        statements: meaning
            .statements_met
            .into_iter()
            .map(|met| StatementFact {
                title: met.name,
                text: met.text,
                identifier: met.code,
                url: met.url,
            })
            .collect(),
        valid_until: meaning.valid_until,
    }
}

fn framework(meaning: &Meaning, whole: Option<&Json<'_>>) -> Option<FrameworkFact> {
    let fact = FrameworkFact {
        key: meaning.framework.clone(),
        version: meaning.framework_version.clone(),
        name: meaning.framework_name.clone(),
        identifier: whole.and_then(|one| member(one, "targetCode")),
        url: meaning.framework_url.clone(),
    };
    (fact != FrameworkFact::default()).then_some(fact)
}

fn level(meaning: &Meaning, subject: Option<&Json<'_>>) -> Option<LevelFact> {
    let place = meaning.achieved_level?;
    let achieved = meaning.levels.get(place.checked_sub(1)?)?;
    let described = subject?.pointer("/achievement/resultDescription");
    let rubric = described
        .map_or(&[][..], Json::as_set)
        .iter()
        .flat_map(|one| {
            one.get("rubricCriterionLevel")
                .map_or(&[][..], Json::as_set)
        })
        .find(|level| level.get("id").and_then(Json::as_str) == Some(achieved.id.as_str()));
    let aligned = of_type(
        rubric.and_then(|level| level.get("alignment")),
        "CFRubricCriterionLevel",
    );
    let ordered = meaning.level_order.is_some();
    Some(LevelFact {
        name: achieved.name.clone(),
        rank: ordered.then_some(place),
        of: ordered.then_some(meaning.levels.len()),
        identifier: aligned.and_then(|one| member(one, "targetCode")),
        url: aligned.and_then(|one| member(one, "targetUrl")),
    })
}

/// The first alignment with this `targetType`.
fn of_type<'j, 'a>(alignments: Option<&'j Json<'a>>, wanted: &str) -> Option<&'j Json<'a>> {
    let mut all = alignments.map_or(&[][..], Json::as_set).iter();
    all.find(|one| one.get("targetType").and_then(Json::as_str) == Some(wanted))
}

fn member(json: &Json<'_>, name: &str) -> Option<String> {
    json.get(name)?.as_str().map(str::to_owned)
}
