//! The members of a CFDocument (CASE 1.1, class CFDocument) by which documents are sorted, filtered
//! and selected.

use crate::clock::parse_timestamp;
use serde_json::{Map, Value};
use std::cmp::Ordering;
use time::OffsetDateTime;

/// The members of a CFDocument outside a package.
pub(super) const MEMBERS: [&str; 21] = [
    "identifier",
    "uri",
    "frameworkType",
    "caseVersion",
    "creator",
    "title",
    LAST_CHANGE,
    "officialSourceURL",
    "publisher",
    "description",
    "subject",
    "subjectURI",
    "language",
    "version",
    "adoptionStatus",
    "statusStartDate",
    "statusEndDate",
    "licenseURI",
    "notes",
    "extensions",
    "CFPackageURI",
];

/// Those that every CFDocument has.
pub(super) const REQUIRED: [&str; 6] = [
    "CFPackageURI",
    "identifier",
    "uri",
    "creator",
    "title",
    LAST_CHANGE,
];

const LAST_CHANGE: &str = "lastChangeDateTime";

/// The members whose values are links (class LinkURI), and the members of these.
const LINKS: [&str; 3] = ["subjectURI", "licenseURI", "CFPackageURI"];
const LINK_MEMBERS: [&str; 3] = ["title", "identifier", "uri"];

/// A member, or a member of a link: `title`, `licenseURI.title`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Member {
    name: &'static str,
    part: Option<&'static str>,
}

impl Member {
    /// The member that `text` names.
    pub fn read(text: &str) -> Option<Self> {
        let (name, part) = match text.split_once('.') {
            Some((name, part)) => (name, Some(part)),
            None => (text, None),
        };
        let name = known(&MEMBERS, name)?;
        let part = match part {
            Some(part) if LINKS.contains(&name) => Some(known(&LINK_MEMBERS, part)?),
            Some(_) => return None,
            None => None,
        };
        Some(Self { name, part })
    }

    /// The member of the document itself.
    pub fn name(&self) -> &'static str {
        self.name
    }

    /// Whether its values are moments in time.
    pub fn is_moment(&self) -> bool {
        self.name == LAST_CHANGE
    }

    /// What a document has there: nothing, one text, or several where it is a list.
    pub fn texts<'r>(&self, record: &'r Map<String, Value>) -> Vec<&'r str> {
        let mut found = Vec::new();
        if let Some(value) = record.get(self.name) {
            self.collect(value, &mut found);
        }
        found
    }

    /// A list counts by its elements, a link by all it says unless one of its members is named.
    fn collect<'r>(&self, value: &'r Value, found: &mut Vec<&'r str>) {
        match value {
            Value::String(text) => found.push(text),
            Value::Array(elements) => elements.iter().for_each(|one| self.collect(one, found)),
            Value::Object(members) if self.name != "extensions" => {
                let wanted = |name: &str| self.part.is_none_or(|part| part == name);
                let members = members.iter().filter(|(name, _)| wanted(name));
                members.for_each(|(_, one)| found.extend(one.as_str()));
            }
            _ => {}
        }
    }

    /// How two values of this member stand to each other: moments in time, else texts.
    pub fn compare(&self, one: &str, other: &str) -> Ordering {
        if self.is_moment()
            && let (Some(one), Some(other)) = (moment(one), moment(other))
        {
            return one.cmp(&other);
        }
        one.cmp(other)
    }
}

/// The moment of a date-time with an offset, or the beginning of a day in UTC.
fn moment(text: &str) -> Option<OffsetDateTime> {
    parse_timestamp(text).or_else(|| parse_timestamp(&format!("{text}T00:00:00Z")))
}

fn known(names: &[&'static str], name: &str) -> Option<&'static str> {
    names.iter().copied().find(|known| *known == name)
}
