//! What an Open Badges credential must keep beyond the classes of its objects: its envelope, and
//! that what it names by address is there.

use super::classes::ACHIEVEMENT_CREDENTIAL;
use crate::finding::Finding;
use crate::ijson::{Json, Object, join};

const SUBJECT: &str = "Open Badges 3.0, appendix B.1.5 (AchievementSubject)";
const CRITERIA: &str = "Open Badges 3.0, appendix B.1.8 (Criteria)";
const RESULT: &str = "Open Badges 3.0, appendix B.1.16 (Result)";
const DESCRIPTION: &str = "Open Badges 3.0, appendix B.1.17 (ResultDescription)";
const ENVELOPE: &str = "Open Badges 3.0, appendix B.1.1 (AchievementCredential)";

/// Whether a credential says that it is an Open Badge.
pub fn is_open_badge(credential: &Json<'_>) -> bool {
    credential.get("type").is_some_and(|types| {
        types.as_set().iter().any(|one| {
            matches!(
                one.as_str(),
                Some("OpenBadgeCredential" | "AchievementCredential")
            )
        })
    })
}

/// Every way in which a credential breaks the rules of Open Badges 3.0, each with its place.
/// The rules of the data model beneath are [`crate::credential::vcdm::check`]'s.
pub fn check(credential: &Json<'_>) -> Vec<Finding> {
    let mut findings = Vec::new();
    ACHIEVEMENT_CREDENTIAL.check(credential, "", &mut findings);
    check_context(credential, &mut findings);
    check_vocabulary(credential, "", false, &mut findings);
    if let Some(subject) = credential.get("credentialSubject")
        && subject.as_object().is_some()
    {
        check_identity(subject, &mut findings);
        check_criteria(subject, &mut findings);
        check_results(subject, &mut findings);
    }
    findings
}

fn check_context(credential: &Json<'_>, findings: &mut Vec<Finding>) {
    let second = credential
        .get("@context")
        .and_then(|contexts| contexts.as_array()?.get(1)?.as_str());
    let sound = second.is_some_and(|url| {
        url.strip_prefix("https://purl.imsglobal.org/spec/ob/v3p0/context")
            .and_then(|rest| rest.strip_suffix(".json"))
            .is_some_and(|version| version.is_empty() || version.starts_with("-3."))
    });
    if !sound {
        let detail = "the second context must be an Open Badges 3.0 context";
        findings.push(Finding::new("/@context/1", "wrong-context", detail).by(ENVELOPE));
    }
}

/// With `@vocab` in an inline context every name has a meaning, and a misspelt or invented one is
/// no longer found: refused wherever a context may stand.
fn check_vocabulary(json: &Json<'_>, pointer: &str, inside: bool, findings: &mut Vec<Finding>) {
    for (place, element) in json.as_array().into_iter().flatten().enumerate() {
        check_vocabulary(element, &join(pointer, place), inside, findings);
    }
    for (name, value) in json.as_object().into_iter().flat_map(Object::iter) {
        let place = join(pointer, name);
        if inside && name == "@vocab" {
            let detail = "an Open Badge may not use `@vocab`: it gives every name a meaning";
            findings.push(Finding::new(&place, "vocabulary", detail).by(ENVELOPE));
        }
        check_vocabulary(value, &place, inside || name == "@context", findings);
    }
}

fn check_identity(subject: &Json<'_>, findings: &mut Vec<Finding>) {
    if subject.get("id").is_none() && subject.get("identifier").is_none() {
        let detail = "a subject needs an `id` or an `identifier`: whose achievement is it?";
        findings.push(Finding::new("/credentialSubject", "missing-member", detail).by(SUBJECT));
    }
}

fn check_criteria(subject: &Json<'_>, findings: &mut Vec<Finding>) {
    let criteria = subject.pointer("/achievement/criteria");
    if let Some(Json::Object(criteria)) = criteria
        && !criteria.contains("id")
        && !criteria.contains("narrative")
    {
        let detail = "criteria need an `id` or a `narrative`: how is this achievement earned?";
        let place = "/credentialSubject/achievement/criteria";
        findings.push(Finding::new(place, "missing-member", detail).by(CRITERIA));
    }
}

/// `requiredLevel`, `resultDescription` and `achievedLevel` are literals in the context, so no
/// JSON-LD processor notices when they lead nowhere.
fn check_results(subject: &Json<'_>, findings: &mut Vec<Finding>) {
    let descriptions = subject
        .pointer("/achievement/resultDescription")
        .map_or(&[][..], Json::as_set);
    let base = "/credentialSubject/achievement/resultDescription";
    for (place, description) in descriptions.iter().enumerate() {
        if let Some(required) = description.get("requiredLevel").and_then(Json::as_str)
            && !level_ids(description).any(|id| id == required)
        {
            let detail = format!("{required} is none of this description's rubric levels");
            let place = join(&join(base, place), "requiredLevel");
            findings.push(Finding::new(place, "unknown-level", detail).by(DESCRIPTION));
        }
    }
    let Some(results) = subject.get("result") else {
        return;
    };
    for (place, result) in results.as_set().iter().enumerate() {
        let pointer = match results.as_array() {
            Some(_) => join("/credentialSubject/result", place),
            None => "/credentialSubject/result".to_owned(),
        };
        check_result(result, &pointer, descriptions, findings);
    }
}

fn check_result(
    result: &Json<'_>,
    pointer: &str,
    descriptions: &[Json<'_>],
    findings: &mut Vec<Finding>,
) {
    let named = result.get("resultDescription").and_then(Json::as_str);
    let description = descriptions
        .iter()
        .find(|d| named.is_some() && d.get("id").and_then(Json::as_str) == named);
    if let (Some(named), None) = (named, description) {
        let detail = format!("{named} is none of the achievement's result descriptions");
        findings.push(
            Finding::new(
                join(pointer, "resultDescription"),
                "unknown-result-description",
                detail,
            )
            .by(RESULT),
        );
    }
    if let Some(level) = result.get("achievedLevel").and_then(Json::as_str)
        && !description.is_some_and(|d| level_ids(d).any(|id| id == level))
    {
        let detail = format!("{level} is no rubric level of the result description it goes with");
        findings
            .push(Finding::new(join(pointer, "achievedLevel"), "unknown-level", detail).by(RESULT));
    }
    let is_status = description
        .and_then(|d| d.get("resultType"))
        .and_then(Json::as_str)
        == Some("Status");
    if is_status && result.get("status").is_none() {
        let detail = "a result of the type Status needs a `status`";
        findings.push(Finding::new(pointer, "missing-member", detail).by(RESULT));
    }
}

fn level_ids<'j>(description: &'j Json<'_>) -> impl Iterator<Item = &'j str> {
    description
        .get("rubricCriterionLevel")
        .map_or(&[][..], Json::as_set)
        .iter()
        .filter_map(|level| level.get("id").and_then(Json::as_str))
}
