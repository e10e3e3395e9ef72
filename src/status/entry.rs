//! The entries of `credentialStatus`, read strictly: which list to ask, and where in it to look.
//!
//! Bitstring Status List 1.0, section 2.1 (BitstringStatusListEntry); Status List 2021, section
//! 4.1 (StatusList2021Entry); VC Revocation List 1.0 (1EdTechRevocationList). Every entry is read;
//! what is of no known type comes out as an error that says so. Whether an address may be asked is
//! left to whoever fetches.

use super::StatusError;
use crate::finding::Finding;
use crate::ijson::{At, Fields, Json, join};
use url::Url;

/// The most bits of one entry. Every value needs a message, so more than 16 bits would need more
/// messages than a document holds.
pub const MAX_STATUS_SIZE: u32 = 16;

const STATUS: &str = "VC Data Model 2.0, section 4.10 (Status)";
const BITSTRING: &str = "Bitstring Status List 1.0, section 2.1 (BitstringStatusListEntry)";
const LIST_2021: &str = "Status List 2021, section 4.1 (StatusList2021Entry)";
const REVOCATION_LIST: &str = "VC Revocation List 1.0 (1EdTechRevocationList)";

/// The two forms of a list of bits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    /// Bitstring Status List 1.0.
    BitstringStatusList,
    /// Status List 2021, from which it grew.
    StatusList2021,
}

/// One status of a credential.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Entry {
    /// A place in a list of bits.
    Bitstring(BitstringEntry),
    /// A list of ids.
    RevocationList(RevocationListEntry),
}

/// A place in a list of bits.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BitstringEntry {
    /// Where the entry stands in the credential: a JSON pointer.
    pub pointer: String,
    /// Which form the list must have.
    pub form: Form,
    /// What a set status means: `revocation`, `suspension`, `refresh`, `message` or another word.
    pub purpose: String,
    /// The number of the entry in the list, from 0.
    pub index: u64,
    /// The address of the list, as it stands in the entry.
    pub list: String,
    /// How many bits an entry has: 1 to [`MAX_STATUS_SIZE`].
    pub size: u32,
    /// What each value means, by value; empty where the entry does not say.
    pub messages: Vec<String>,
    /// Where to read about the status.
    pub references: Vec<String>,
}

/// A list of ids, among which the credential's may stand.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RevocationListEntry {
    /// Where the entry stands in the credential: a JSON pointer.
    pub pointer: String,
    /// The address of the list.
    pub list: String,
}

/// Every status of `credential`, in the order of the document; none where it has none. An entry of
/// several known types is read as each of them.
pub fn entries(credential: &Json<'_>) -> Vec<Result<Entry, StatusError>> {
    let Some(statuses) = credential.get("credentialStatus") else {
        return Vec::new();
    };
    let one = "/credentialStatus";
    let mut entries = Vec::new();
    match statuses.as_array() {
        None => read_entry(&at(statuses, one.to_owned()), &mut entries),
        Some(several) => {
            for (place, status) in several.iter().enumerate() {
                read_entry(&at(status, join(one, place)), &mut entries);
            }
        }
    }
    entries
}

fn at<'j, 'a>(json: &'j Json<'a>, pointer: String) -> At<'j, 'a> {
    At { json, pointer }
}

fn read_entry(entry: &At<'_, '_>, entries: &mut Vec<Result<Entry, StatusError>>) {
    let mut findings = Vec::new();
    let types = types(entry, &mut findings);
    if !findings.is_empty() {
        let findings = findings.into_iter().map(|finding| finding.by(STATUS));
        entries.push(Err(StatusError::MalformedEntry(findings.collect())));
        return;
    }
    let before = entries.len();
    for class in &types {
        match *class {
            "BitstringStatusListEntry" => entries.push(bitstring_entry(entry)),
            "StatusList2021Entry" => entries.push(entry_of_2021(entry)),
            "1EdTechRevocationList" => entries.push(revocation_list_entry(entry)),
            _ => {}
        }
    }
    if entries.len() == before {
        entries.push(Err(StatusError::Unsupported {
            pointer: entry.pointer.clone(),
            types: types.join(", "),
        }));
    }
}

/// The types of an entry, each once: at least one, and all of them words.
fn types<'j>(entry: &At<'j, '_>, findings: &mut Vec<Finding>) -> Vec<&'j str> {
    let mut types = Vec::new();
    let Some(mut fields) = entry.fields(findings) else {
        return types;
    };
    let Some(given) = fields.required("type", findings) else {
        return types;
    };
    for class in given.json.as_set() {
        match class.as_str() {
            Some(class) if types.contains(&class) => {}
            Some(class) => types.push(class),
            None => {
                let detail = format!("this is {}; a type is a word or a URL", class.kind());
                findings.push(given.finding("wrong-type", detail));
            }
        }
    }
    if given.json.as_set().is_empty() {
        findings.push(given.finding("wrong-class", "a status needs a type"));
    }
    types
}

fn bitstring_entry(entry: &At<'_, '_>) -> Result<Entry, StatusError> {
    let mut findings = Vec::new();
    let read = read_bits(entry, Form::BitstringStatusList, &mut findings);
    sound(read, findings, BITSTRING).map(Entry::Bitstring)
}

fn entry_of_2021(entry: &At<'_, '_>) -> Result<Entry, StatusError> {
    let mut findings = Vec::new();
    let read = read_bits(entry, Form::StatusList2021, &mut findings);
    sound(read, findings, LIST_2021).map(Entry::Bitstring)
}

fn revocation_list_entry(entry: &At<'_, '_>) -> Result<Entry, StatusError> {
    let mut findings = Vec::new();
    let list = entry
        .fields(&mut findings)
        .and_then(|mut fields| url(fields.required("id", &mut findings)?, &mut findings));
    let read = list.map(|list| RevocationListEntry {
        pointer: entry.pointer.clone(),
        list: list.to_owned(),
    });
    sound(read, findings, REVOCATION_LIST).map(Entry::RevocationList)
}

/// What was read, unless there were findings. Whatever is not read has a finding that says why.
fn sound<T>(
    read: Option<T>,
    findings: Vec<Finding>,
    source: &'static str,
) -> Result<T, StatusError> {
    match read {
        Some(read) if findings.is_empty() => Ok(read),
        _ => {
            let findings = findings.into_iter().map(|finding| finding.by(source));
            Err(StatusError::MalformedEntry(findings.collect()))
        }
    }
}

fn read_bits(
    entry: &At<'_, '_>,
    form: Form,
    findings: &mut Vec<Finding>,
) -> Option<BitstringEntry> {
    let mut fields = entry.fields(findings)?;
    let purpose = fields.required_text("statusPurpose", findings);
    let index = fields
        .required("statusListIndex", findings)
        .and_then(|given| index(&given, findings));
    let list = fields
        .required("statusListCredential", findings)
        .and_then(|given| url(given, findings));
    if let Some(id) = fields.optional("id") {
        check_id(id, list, findings);
    }
    // Only the later specification has entries of several bits.
    let (size, messages, references) = match form {
        Form::StatusList2021 => (Some(1), Some(Vec::new()), Vec::new()),
        Form::BitstringStatusList => {
            let size = size(&mut fields, findings);
            let messages = size.and_then(|size| messages(&mut fields, size, findings));
            (size, messages, references(&mut fields, findings))
        }
    };
    Some(BitstringEntry {
        pointer: entry.pointer.clone(),
        form,
        purpose: purpose?.to_owned(),
        index: index?,
        list: list?.to_owned(),
        size: size?,
        messages: messages?,
        references,
    })
}

/// A number from 0 in decimal digits, in a string and in one spelling only: two readers must not
/// look in two places.
fn index(given: &At<'_, '_>, findings: &mut Vec<Finding>) -> Option<u64> {
    let text = given.text(findings)?;
    let canonical =
        text.bytes().all(|b| b.is_ascii_digit()) && (text == "0" || !text.starts_with('0'));
    if !canonical {
        let detail = format!("{text:?} is not a number from 0 in decimal digits");
        findings.push(given.finding("not-an-index", detail));
        return None;
    }
    let index = text.parse().ok();
    if index.is_none() {
        let detail = format!("no status list has an entry {text}");
        findings.push(given.finding("not-an-index", detail));
    }
    index
}

fn url<'j>(given: At<'j, '_>, findings: &mut Vec<Finding>) -> Option<&'j str> {
    let text = given.text(findings)?;
    if Url::parse(text).is_err() {
        let detail = format!("{text:?} is not an absolute URL");
        findings.push(given.finding("not-a-uri", detail));
        return None;
    }
    Some(text)
}

/// The id names this status, not the whole list.
fn check_id(given: At<'_, '_>, list: Option<&str>, findings: &mut Vec<Finding>) {
    let pointer = given.pointer.clone();
    let Some(id) = url(given, findings) else {
        return;
    };
    if Some(id) == list {
        let detail = "the id of a status must not be the address of its list";
        findings.push(Finding::new(pointer, "status-id", detail));
    }
}

/// How many bits the entry has; 1 where it does not say.
fn size(fields: &mut Fields<'_, '_>, findings: &mut Vec<Finding>) -> Option<u32> {
    let Some(given) = fields.optional("statusSize") else {
        return Some(1);
    };
    let size = (1..=MAX_STATUS_SIZE).find(|size| given.json.as_f64() == Some(f64::from(*size)));
    if size.is_none() {
        let detail = format!("the size must be a whole number of bits, 1 to {MAX_STATUS_SIZE}");
        findings.push(given.finding("status-size", detail));
    }
    size
}

/// What each value means, by value: as many messages as there are values, each value once. They may
/// be left out for a single bit.
fn messages(
    fields: &mut Fields<'_, '_>,
    size: u32,
    findings: &mut Vec<Finding>,
) -> Option<Vec<String>> {
    let Some(given) = fields.optional("statusMessage") else {
        if size == 1 {
            return Some(Vec::new());
        }
        let detail = format!("a status of {size} bits needs `statusMessage`");
        findings.push(fields.at().finding("missing-member", detail));
        return None;
    };
    let elements = given.elements(findings)?;
    let count = 1_usize << size;
    if elements.len() != count {
        let detail = format!(
            "a status of {size} bits has {count} values, and here are {} messages",
            elements.len()
        );
        findings.push(given.finding("status-messages", detail));
        return None;
    }
    let mut messages: Vec<Option<String>> = vec![None; count];
    for element in &elements {
        if let Some((value, message)) = message(element, findings) {
            match messages.get_mut(value) {
                Some(place @ None) => *place = Some(message.to_owned()),
                Some(Some(_)) => {
                    let detail = "this value has a message already";
                    findings.push(element.finding("status-messages", detail));
                }
                None => {
                    let detail = format!("{size} bits do not hold this value");
                    findings.push(element.finding("status-messages", detail));
                }
            }
        }
    }
    messages.into_iter().collect()
}

/// A value in hexadecimal digits after `0x`, and its message.
fn message<'j>(element: &At<'j, '_>, findings: &mut Vec<Finding>) -> Option<(usize, &'j str)> {
    let mut fields = element.fields(findings)?;
    let given = fields.required("status", findings);
    let message = fields.required_text("message", findings);
    let given = given?;
    let digits = given.text(findings)?.strip_prefix("0x");
    let value = digits
        .filter(|digits| digits.bytes().all(|b| b.is_ascii_hexdigit()))
        .and_then(|digits| usize::from_str_radix(digits, 16).ok());
    if value.is_none() {
        let detail = "a value is written as `0x` and its hexadecimal digits";
        findings.push(given.finding("status-messages", detail));
    }
    Some((value?, message?))
}

fn references(fields: &mut Fields<'_, '_>, findings: &mut Vec<Finding>) -> Vec<String> {
    let Some(given) = fields.optional("statusReference") else {
        return Vec::new();
    };
    let places = given.json.as_set().iter().enumerate();
    let read = places.filter_map(|(place, json)| {
        let pointer = match given.json.as_array() {
            Some(_) => join(&given.pointer, place),
            None => given.pointer.clone(),
        };
        url(at(json, pointer), findings).map(str::to_owned)
    });
    read.collect()
}

#[cfg(test)]
mod tests;
