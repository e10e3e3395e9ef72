//! What an Open Badges credential must keep beyond the classes of its objects: its envelope, and
//! that what it names by address is there.

use super::STATUS_TYPE;
use super::classes::{ACHIEVEMENT_CREDENTIAL, ENDORSEMENT_CREDENTIAL};
use crate::credential::parts::{Form, parts};
use crate::credential::vcdm::{self, Version, has_type};
use crate::finding::Finding;
use crate::ijson::{Json, Object, Path, join};
use std::collections::{HashMap, HashSet};

const IDENTITY: &str = "Open Badges 3.0, appendix B.1.13 (IdentityObject)";
const STATUS: &str = "1EdTech VC Revocation List 1.0";
const SUBJECT: &str = "Open Badges 3.0, appendix B.1.5 (AchievementSubject)";
const CRITERIA: &str = "Open Badges 3.0, appendix B.1.8 (Criteria)";
const RESULT: &str = "Open Badges 3.0, appendix B.1.16 (Result)";
const DESCRIPTION: &str = "Open Badges 3.0, appendix B.1.17 (ResultDescription)";
const ENVELOPE: &str = "Open Badges 3.0, appendix B.1.1 (AchievementCredential)";

/// The problem of a level that is not among those it should be among.
pub const UNKNOWN_LEVEL: &str = "unknown-level";
/// The problem of a result whose description is not there.
pub const UNKNOWN_RESULT_DESCRIPTION: &str = "unknown-result-description";

/// Whether a credential says that it is an Open Badge.
pub fn is_open_badge(credential: &Json<'_>) -> bool {
    has_type(credential, "OpenBadgeCredential") || has_type(credential, "AchievementCredential")
}

/// Whether a credential says that it is an endorsement.
pub fn is_endorsement(credential: &Json<'_>) -> bool {
    has_type(credential, "EndorsementCredential")
}

/// Every way in which a credential breaks the rules of Open Badges 3.0, each with its place; its
/// form for VC Data Model 1.1 has the same rules but for dates, the issuer and the name. The rules
/// of the data model beneath are [`vcdm::check`]'s.
pub fn check(credential: &Json<'_>) -> Vec<Finding> {
    let mut findings = Vec::new();
    ACHIEVEMENT_CREDENTIAL.check(credential, &Path::ROOT, &mut findings);
    if vcdm::version(credential) == Some(Version::V1_1) && credential.get("name").is_none() {
        let detail = "a badge of version 1.1 needs the member \"name\"";
        findings.push(Finding::new("", "missing-member", detail).by(ENVELOPE));
    }
    check_vocabulary(credential, &mut findings);
    check_versions(credential, &mut findings);
    check_status(credential, &mut findings);
    if let Some(subject) = credential.get("credentialSubject")
        && subject.as_object().is_some()
    {
        check_identity(subject, SUBJECT, &mut findings);
        check_criteria(subject, &mut findings);
        check_results(subject, &mut findings);
    }
    findings
}

/// Every way in which a credential breaks the rules of an `EndorsementCredential` (Open Badges
/// 3.0, appendix B.1.9), each with its place. The rules of the data model beneath are
/// [`vcdm::check`]'s.
pub fn check_endorsement(credential: &Json<'_>) -> Vec<Finding> {
    let mut findings = Vec::new();
    ENDORSEMENT_CREDENTIAL.check(credential, &Path::ROOT, &mut findings);
    check_vocabulary(credential, &mut findings);
    check_versions(credential, &mut findings);
    check_status(credential, &mut findings);
    findings
}

/// With `@vocab` in an inline context every name has a meaning, and a misspelt or invented one is
/// no longer found: refused wherever a context may stand.
pub(in crate::credential) fn check_vocabulary(json: &Json<'_>, findings: &mut Vec<Finding>) {
    if has_vocabulary(json, false) {
        find_vocabulary(json, "", false, findings);
    }
}

/// Whether there is anything to find: most documents have nothing, and then no pointers are made.
fn has_vocabulary(json: &Json<'_>, inside: bool) -> bool {
    match json {
        Json::Array(elements) => elements.iter().any(|one| has_vocabulary(one, inside)),
        Json::Object(object) => object.iter().any(|(name, value)| {
            inside && name == "@vocab" || has_vocabulary(value, inside || name == "@context")
        }),
        _ => false,
    }
}

fn find_vocabulary(json: &Json<'_>, pointer: &str, inside: bool, findings: &mut Vec<Finding>) {
    for (place, element) in json.as_array().into_iter().flatten().enumerate() {
        find_vocabulary(element, &join(pointer, place), inside, findings);
    }
    for (name, value) in json.as_object().into_iter().flat_map(Object::iter) {
        let place = join(pointer, name);
        if inside && name == "@vocab" {
            let detail = "a credential of this type may not use `@vocab`: it gives every name a \
                          meaning";
            findings.push(Finding::new(&place, "vocabulary", detail).by(ENVELOPE));
        }
        find_vocabulary(value, &place, inside || name == "@context", findings);
    }
}

/// Credentials inside a credential are of its own version: their contexts would redefine each
/// other's terms, and the official schemas know no mixture.
pub(in crate::credential) fn check_versions(credential: &Json<'_>, findings: &mut Vec<Finding>) {
    let Some(outer) = vcdm::version(credential) else {
        return;
    };
    for part in parts(credential, usize::MAX).parts {
        if let Form::Embedded(inner) = part.form
            && let Some(version) = vcdm::version(inner)
            && version != outer
        {
            let detail = format!(
                "this credential is of version {} of the data model, and stands in one of {}",
                version.number(),
                outer.number()
            );
            let place = join(&part.pointer, "@context");
            findings.push(Finding::new(place, vcdm::MIXED_VERSIONS, detail).by(ENVELOPE));
        }
    }
}

/// 1EdTech's own status type names its list by `id`; the data model 2.0 would let it be nameless.
pub(in crate::credential) fn check_status(credential: &Json<'_>, findings: &mut Vec<Finding>) {
    let Some(statuses) = credential.get("credentialStatus") else {
        return;
    };
    for (pointer, status) in vcdm::placed("/credentialStatus", statuses) {
        if has_type(status, STATUS_TYPE) && status.get("id").is_none() {
            let detail = "a revocation list is named by `id`, and this entry has none";
            findings.push(Finding::new(pointer, "missing-member", detail).by(STATUS));
        }
    }
}

/// A subject is known by an id or by identifiers, and an identifier that is hashed is a hash.
pub(in crate::credential) fn check_identity(
    subject: &Json<'_>,
    source: &'static str,
    findings: &mut Vec<Finding>,
) {
    let Some(identifiers) = subject.get("identifier") else {
        if subject.get("id").is_none() {
            let detail = "a subject needs an `id` or an `identifier`: whose achievement is it?";
            findings.push(Finding::new("/credentialSubject", "missing-member", detail).by(source));
        }
        return;
    };
    for (pointer, identity) in vcdm::placed("/credentialSubject/identifier", identifiers) {
        let hash = identity.get("identityHash").and_then(Json::as_str);
        if identity.get("hashed").and_then(Json::as_bool) == Some(true)
            && hash.is_some_and(|hash| !hash.starts_with("sha256$") && !hash.starts_with("md5$"))
        {
            let detail = "this identifier is said to be hashed, and is not";
            let place = join(&pointer, "identityHash");
            findings.push(Finding::new(place, "not-a-hash", detail).by(IDENTITY));
        }
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

/// The result descriptions of an achievement by their ids, each with the ids of its levels.
type Descriptions<'j, 'a> = HashMap<&'j str, (&'j Json<'a>, HashSet<&'j str>)>;

/// `requiredLevel`, `resultDescription` and `achievedLevel` are literals in the context, so no
/// JSON-LD processor notices when they lead nowhere.
fn check_results(subject: &Json<'_>, findings: &mut Vec<Finding>) {
    let mut descriptions = Descriptions::new();
    let place = "/credentialSubject/achievement/resultDescription";
    if let Some(all) = subject.pointer("/achievement/resultDescription") {
        for (pointer, description) in vcdm::placed(place, all) {
            let levels = level_ids(description);
            check_required_level(description, &levels, &pointer, findings);
            if let Some(id) = description.get("id").and_then(Json::as_str) {
                descriptions.entry(id).or_insert((description, levels));
            }
        }
    }
    if let Some(results) = subject.get("result") {
        for (pointer, result) in vcdm::placed("/credentialSubject/result", results) {
            check_result(result, &pointer, &descriptions, findings);
        }
    }
}

fn check_required_level(
    description: &Json<'_>,
    levels: &HashSet<&str>,
    pointer: &str,
    findings: &mut Vec<Finding>,
) {
    if let Some(required) = description.get("requiredLevel").and_then(Json::as_str)
        && !levels.contains(required)
    {
        let detail = format!("{required} is none of this description's rubric levels");
        let place = join(pointer, "requiredLevel");
        findings.push(Finding::new(place, UNKNOWN_LEVEL, detail).by(DESCRIPTION));
    }
}

fn check_result(
    result: &Json<'_>,
    pointer: &str,
    descriptions: &Descriptions<'_, '_>,
    findings: &mut Vec<Finding>,
) {
    let named = result.get("resultDescription").and_then(Json::as_str);
    let description = named.and_then(|named| descriptions.get(named));
    if let (Some(named), None) = (named, description) {
        let detail = format!("{named} is none of the achievement's result descriptions");
        let place = join(pointer, "resultDescription");
        findings.push(Finding::new(place, UNKNOWN_RESULT_DESCRIPTION, detail).by(RESULT));
    }
    if let Some(level) = result.get("achievedLevel").and_then(Json::as_str)
        && !description.is_some_and(|(_, levels)| levels.contains(level))
    {
        let detail = format!("{level} is no rubric level of the result description it goes with");
        let place = join(pointer, "achievedLevel");
        findings.push(Finding::new(place, UNKNOWN_LEVEL, detail).by(RESULT));
    }
    let result_type = description.and_then(|(one, _)| one.get("resultType")?.as_str());
    if result_type == Some("Status") && result.get("status").is_none() {
        let detail = "a result of the type Status needs a `status`";
        findings.push(Finding::new(pointer, "missing-member", detail).by(RESULT));
    }
}

fn level_ids<'j>(description: &'j Json<'_>) -> HashSet<&'j str> {
    description
        .get("rubricCriterionLevel")
        .map_or(&[][..], Json::as_set)
        .iter()
        .filter_map(|level| level.get("id").and_then(Json::as_str))
        .collect()
}
