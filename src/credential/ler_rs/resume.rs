//! What a caller adds to a résumé: members of LER-RS about education, employment and the like,
//! which Proofmark carries and did not assess.

use super::{rules, words};
use crate::credential::shape::add_new;
use crate::finding::Finding;
use crate::ijson::{At, Json, Object, canonicalize, join};
use serde_json::{Map, Value};

/// The members that a caller may give (LER-RS 4.4, LER-RSType). What was assessed is added by the
/// mapping; `type` and `documentId` are its own.
pub const MEMBERS: [&str; 10] = [
    "person",
    "communication",
    "narratives",
    "certifications",
    "licenses",
    "educationAndLearnings",
    "employmentHistories",
    "employmentPreferences",
    "positionPreferences",
    "attachments",
];

/// How long a caller's members may be, in bytes of canonical JSON: 128 KiB.
pub const MAX_BYTES: usize = 128 << 10;

/// How deep they may go, and how many items a list may have.
const DEEPEST: usize = 12;
const MOST_ITEMS: usize = 200;

/// Members that are not carried: no table says what may stand in them, or they hold credentials,
/// which are added by their ids and not as they are.
const NOT_CARRIED: [&str; 12] = [
    "availablePeriod",
    "contacts",
    "dataProtectionPolicy",
    "industryIdentifiers",
    "job",
    "keyStakeholders",
    "offeredRemunerationPackage",
    "organizationActivity",
    "otherW3CVerifiableCredential",
    "parentOrganization",
    "shiftSchedules",
    "@context",
];

const SOURCE: &str = "What Proofmark carries in a résumé";

/// Members of a résumé, as a caller gave them, checked.
#[derive(Debug, Clone, PartialEq)]
pub struct Resume(Map<String, Value>);

// JSON from outside holds no NaN.
impl Eq for Resume {}

impl Resume {
    /// Reads what a caller gave.
    ///
    /// # Errors
    /// Everything in it that LER-RS does not admit or that is not carried, with its place; also a
    /// narrative whose name only what was assessed may have. The caller is at fault.
    pub fn parse(json: &Json<'_>) -> Result<Self, Vec<Finding>> {
        let mut findings = Vec::new();
        if let Some(mut fields) = At::root(json).fields(&mut findings) {
            for name in MEMBERS {
                let _ = fields.optional(name);
            }
            fields.nothing_else(&mut findings);
        }
        let length = canonicalize(json).len();
        if length > MAX_BYTES {
            let detail = format!("these are {length} bytes; at most {MAX_BYTES} are carried");
            findings.push(Finding::new("", "too-long", detail).by(SOURCE));
            return Err(findings);
        }
        check_carried(json, "", 0, &mut findings);
        check_narratives(json, &mut findings);
        let mut broken = Vec::new();
        rules::check_members(json, &mut broken);
        add_new(&mut findings, broken);
        match json.to_value() {
            Value::Object(members) if findings.is_empty() => Ok(Self(members)),
            _ => Err(findings),
        }
    }

    /// The members, in the order in which they were given.
    pub fn members(&self) -> &Map<String, Value> {
        &self.0
    }

    /// A finding where the name that they give is another than `learner`, the name in the
    /// assessment, which is the one that a résumé is issued under.
    pub fn disagrees(&self, learner: &str) -> Option<Finding> {
        let place = "/person/name/formattedName";
        let name = self.0.get("person")?.pointer("/name/formattedName")?;
        (name.as_str()? != learner).then(|| {
            let detail = format!("this is {name}, but the assessment is of {learner:?}");
            Finding::new(place, "name-mismatch", detail).by(SOURCE)
        })
    }
}

fn check_carried(json: &Json<'_>, place: &str, depth: usize, findings: &mut Vec<Finding>) {
    if depth > DEEPEST {
        let detail = format!("this is more than {DEEPEST} deep");
        findings.push(Finding::new(place, "too-deep", detail).by(SOURCE));
        return;
    }
    if json
        .as_array()
        .is_some_and(|items| items.len() > MOST_ITEMS)
    {
        let detail = format!("at most {MOST_ITEMS} items are carried");
        findings.push(Finding::new(place, "too-many", detail).by(SOURCE));
        return;
    }
    for (position, one) in json.as_array().into_iter().flatten().enumerate() {
        check_carried(one, &join(place, position), depth + 1, findings);
    }
    for (name, value) in json.as_object().into_iter().flat_map(Object::iter) {
        let place = join(place, name);
        if NOT_CARRIED.contains(&name) {
            let detail = format!("{name:?} is not carried");
            findings.push(Finding::new(&place, "not-carried", detail).by(SOURCE));
        }
        check_carried(value, &place, depth + 1, findings);
    }
}

/// No narrative is named as those that say what was assessed, or nearly so.
fn check_narratives(json: &Json<'_>, findings: &mut Vec<Finding>) {
    let letters = |name: &str| -> String {
        let letters = name.chars().filter(|one| one.is_alphanumeric());
        letters.flat_map(char::to_lowercase).collect()
    };
    let narratives = json.get("narratives").map_or(&[][..], Json::as_set);
    for (position, narrative) in narratives.iter().enumerate() {
        let name = narrative.get("name").and_then(Json::as_str);
        let taken = |reserved: &&&str| name.is_some_and(|name| letters(name) == letters(reserved));
        if let Some(reserved) = words::RESERVED.iter().find(taken) {
            let detail = format!("only what was assessed here stands under {reserved:?}");
            let place = format!("/narratives/{position}/name");
            findings.push(Finding::new(place, "reserved-name", detail).by(SOURCE));
        }
    }
}
