//! Typed reading of the records of a package: members, identifiers, times, addresses and links.
//!
//! A package of tens of thousands of records is read without a JSON pointer for any of them; one is
//! written out where something is wrong. What is null, or an empty string where a text may be left
//! out, is read as missing: programs write both.

use super::super::text::{fold, unsound};
use crate::clock::parse_timestamp;
use crate::finding::Finding;
use crate::ijson::{Json, Object, Path};
use serde_json::{Map, Value};
use uuid::Uuid;

/// What the findings name as their source.
const CASE: &str = "1EdTech CASE 1.1, information model";

/// How many findings are told. A package can hold a million faults, and to tell them all would
/// help nobody.
const MOST: usize = 1000;

/// What was found so far.
#[derive(Debug, Default)]
pub(super) struct Findings {
    told: Vec<Finding>,
    untold: usize,
}

impl Findings {
    /// What was found by the reader of JSON.
    pub fn new(told: Vec<Finding>) -> Self {
        Self { told, untold: 0 }
    }

    pub fn push(&mut self, finding: Finding) {
        match self.told.len() < MOST {
            true => self.told.push(finding),
            false => self.untold += 1,
        }
    }

    pub fn is_empty(&self) -> bool {
        self.told.is_empty()
    }

    /// All findings; the last says how many more there are.
    pub fn into_vec(mut self) -> Vec<Finding> {
        if self.untold > 0 {
            let detail = format!("{} more findings are not told", self.untold);
            self.told.push(Finding::new("", "more-findings", detail));
        }
        self.told
    }
}

/// A record while its members are being read.
#[derive(Debug, Clone, Copy)]
pub(super) struct Record<'j, 'p> {
    pub object: &'j Object<'j>,
    pub path: &'p Path<'p>,
}

impl<'j, 'p> Record<'j, 'p> {
    /// `json`, which stands at `path`, as a record; a finding if it is no object.
    pub fn of(json: &'j Json<'j>, path: &'p Path<'p>, findings: &mut Findings) -> Option<Self> {
        match json.as_object() {
            Some(object) => Some(Self { object, path }),
            None => {
                findings.push(wrong_type(path, json, "an object"));
                None
            }
        }
    }

    /// The member `name`, unless it is null.
    pub fn get(&self, name: &str) -> Option<&'j Json<'j>> {
        self.object.get(name).filter(|json| **json != Json::Null)
    }

    /// A finding at the member `name`.
    pub fn finding(&self, name: &str, problem: &'static str, detail: String) -> Finding {
        Finding::new(self.path.member(name).pointer(), problem, detail).by(CASE)
    }

    /// The string of the member `name`, if it holds more than white space.
    pub fn string(&self, name: &str, findings: &mut Findings) -> Option<&'j str> {
        let json = self.get(name)?;
        let Some(text) = json.as_str() else {
            findings.push(wrong_type(&self.path.member(name), json, "a string"));
            return None;
        };
        (!text.trim().is_empty()).then_some(text)
    }

    /// The text of the member `name`, white space folded, if there is one.
    pub fn text(&self, name: &str, findings: &mut Findings) -> Option<String> {
        let text = fold(self.string(name, findings)?);
        if let Some((problem, detail)) = unsound(&text, &[]) {
            findings.push(self.finding(name, problem, detail));
            return None;
        }
        Some(text)
    }

    /// The text of the member `name`; a finding if there is none.
    pub fn required_text(&self, name: &str, findings: &mut Findings) -> Option<String> {
        self.need(name, findings)?;
        self.text(name, findings)
    }

    /// The UUID of the member `name`; a finding if there is none.
    pub fn uuid(&self, name: &str, findings: &mut Findings) -> Option<Uuid> {
        self.need(name, findings)?;
        let text = self.string(name, findings)?;
        let uuid = as_uuid(text);
        if uuid.is_none() {
            let detail = format!("{:?} is not a UUID", begin(text));
            findings.push(self.finding(name, "bad-uuid", detail));
        }
        uuid
    }

    /// The address of the member `name`; a finding if there is none.
    pub fn uri(&self, name: &str, findings: &mut Findings) -> Option<&'j str> {
        self.need(name, findings)?;
        let text = self.string(name, findings)?;
        if !is_uri(text) {
            let detail = format!("{:?} is not an absolute URI", begin(text));
            findings.push(self.finding(name, "bad-uri", detail));
            return None;
        }
        Some(text)
    }

    /// The time of the member `name`, as it is written; a finding if there is none.
    pub fn time(&self, name: &str, findings: &mut Findings) -> Option<&'j str> {
        self.need(name, findings)?;
        let text = self.string(name, findings)?;
        if parse_timestamp(text).is_none() {
            let detail = format!(
                "{:?} is not a date and time with its offset, such as 2026-05-15T12:38:45Z",
                begin(text)
            );
            findings.push(self.finding(name, "bad-date-time", detail));
            return None;
        }
        Some(text)
    }

    /// The number of the member `name`, if there is one.
    pub fn number(&self, name: &str, findings: &mut Findings) -> Option<f64> {
        let json = self.get(name)?;
        if json.as_f64().is_none() {
            findings.push(wrong_type(&self.path.member(name), json, "a number"));
        }
        json.as_f64()
    }

    /// The whole number of the member `name`, if there is one.
    pub fn integer(&self, name: &str, findings: &mut Findings) -> Option<i64> {
        let number = self.number(name, findings)?;
        if number.fract() != 0.0 {
            let detail = format!("{number} is not a whole number");
            findings.push(self.finding(name, "wrong-type", detail));
            return None;
        }
        #[allow(
            clippy::cast_possible_truncation,
            reason = "whole, and I-JSON is in range"
        )]
        Some(number as i64)
    }

    /// The elements of the member `name`; none where it is missing.
    pub fn elements(&self, name: &str, findings: &mut Findings) -> &'j [Json<'j>] {
        let Some(json) = self.get(name) else {
            return &[];
        };
        match json.as_array() {
            Some(elements) => elements,
            None => {
                findings.push(wrong_type(&self.path.member(name), json, "an array"));
                &[]
            }
        }
    }

    /// The identifier that the link in the member `name` names (LinkURI, LinkGenURI): a UUID, or
    /// anything else where it leads to a record of another kind.
    pub fn link(&self, name: &str, findings: &mut Findings) -> Option<&'j str> {
        let json = self.get(name)?;
        let path = self.path.member(name);
        let link = Record::of(json, &path, findings)?;
        link.need("identifier", findings)?;
        link.string("identifier", findings)
    }

    /// A finding unless the member `name` is there and is no empty string.
    pub fn need(&self, name: &str, findings: &mut Findings) -> Option<()> {
        match self.get(name) {
            Some(json) if json.as_str().is_some_and(|text| text.trim().is_empty()) => {
                findings.push(self.finding(name, "empty-string", "the string is empty".into()));
                None
            }
            Some(_) => Some(()),
            None => {
                let detail = format!("the member {name:?} is missing");
                let pointer = self.path.pointer();
                findings.push(Finding::new(pointer, "missing-member", detail).by(CASE));
                None
            }
        }
    }
}

/// The members of `object` that are neither `known` nor null, as they came.
pub(super) fn rest(object: &Object<'_>, known: &[&str]) -> Map<String, Value> {
    let kept = |(name, json): &(&str, &Json<'_>)| !known.contains(name) && **json != Json::Null;
    let members = object.iter().filter(kept);
    members
        .map(|(name, json)| (name.to_owned(), json.to_value()))
        .collect()
}

/// `text` as a UUID in its usual form of 36 characters.
pub(super) fn as_uuid(text: &str) -> Option<Uuid> {
    match text.len() {
        36 => Uuid::try_parse(text).ok(),
        _ => None,
    }
}

fn wrong_type(path: &Path<'_>, json: &Json<'_>, expected: &str) -> Finding {
    let detail = format!("this is {}; it must be {expected}", json.kind());
    Finding::new(path.pointer(), "wrong-type", detail).by(CASE)
}

/// Whether `text` begins with a scheme and holds nothing that no URI holds (RFC 3986, section 3).
fn is_uri(text: &str) -> bool {
    let Some((scheme, rest)) = text.split_once(':') else {
        return false;
    };
    let of_scheme = |byte: u8| byte.is_ascii_alphanumeric() || b"+-.".contains(&byte);
    scheme.starts_with(|first: char| first.is_ascii_alphabetic())
        && scheme.bytes().all(of_scheme)
        && !rest.is_empty()
        && !rest.contains(|c: char| match c {
            '<' | '>' | '"' => true,
            '!'..='~' => false,
            other => other.is_control() || other.is_whitespace(),
        })
}

/// The beginning of a text that is too wrong to be shown whole.
pub(super) fn begin(text: &str) -> String {
    const SHOWN: usize = 60;
    match text.char_indices().nth(SHOWN) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text.to_owned(),
    }
}
