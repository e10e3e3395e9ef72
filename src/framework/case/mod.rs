//! Import of frameworks in the format of 1EdTech Competencies and Academic Standards Exchange
//! (CASE): packages (CFPackage) of version 1.1 and 1.0.
//!
//! Both versions have the same classes; what 1.1 added to the members and to the types of
//! associations is read where it is there, and whatever has no place in a [`Framework`] is kept in
//! its [`CaseOrigin`] and goes out with it again. A package becomes a framework in these steps:
//!
//! 1. `package` reads the records, one by one: identifiers, times, addresses, texts.
//! 2. `tree` puts the items in their places by `isChildOf`.
//! 3. `levels` finds the levels and their order.
//! 4. `placed` says which item is a statement of which level, and which is a heading.
//! 5. `kept` keeps the rest as it came.
//!
//! The framework's key is the identifier of the CFDocument. Its version is `CFDocument.version`
//! with what cannot stand in an address as hyphens; where there is none, the date of
//! `lastChangeDateTime`.
//!
//! A package that Proofmark made of an export of LER.me says so in its extensions and becomes that
//! very framework again (`own`). Records that Proofmark added to what it publishes
//! (`extensions.proofmark.added`) are left out: what they say is found without them.
//!
//! All faults are reported, each with its JSON pointer; where there are more than a thousand, the
//! last finding says how many. Limits: [`MAX_BYTES`], [`MAX_ITEMS`], [`MAX_TREE_DEPTH`],
//! [`MAX_LEVELS`] and [`crate::framework::MAX_CHARACTERS`]. Reading a package from an address, and
//! keeping the framework on record, are the service's work.
//!
//! [`CaseOrigin`]: super::CaseOrigin

mod fields;
mod kept;
mod levels;
mod own;
mod package;
mod placed;
mod tree;

pub use levels::LevelsFrom;

use super::ler_me;
use super::model::{Framework, Occupation, Sources};
use crate::finding::Finding;
use crate::ijson::{self, Json, ParseError};
use fields::{Findings, begin};
use levels::Levels;
use package::{Document, Package};
use serde_json::Map;
use tree::Tree;

/// The greatest size of a package, in bytes: 50 MiB.
pub const MAX_BYTES: usize = ler_me::MAX_BYTES;
/// The greatest number of items.
pub const MAX_ITEMS: usize = 60_000;
/// How deep items may nest.
pub const MAX_TREE_DEPTH: usize = 64;
/// The greatest number of levels.
pub const MAX_LEVELS: usize = ler_me::MAX_LEVELS;

/// A package as it was understood.
#[derive(Debug, Clone, PartialEq)]
pub struct Import {
    /// The framework.
    pub framework: Framework,
    /// What was decided where the package leaves a choice, as sentences for people: where the
    /// levels come from, how the version was made.
    pub notes: Vec<String>,
}

/// Reads a package.
///
/// # Errors
/// Everything that is wrong with it. The package is at fault.
pub fn import(bytes: &[u8]) -> Result<Framework, Vec<Finding>> {
    if bytes.len() > MAX_BYTES {
        let detail = format!(
            "the package has {} bytes; at most {MAX_BYTES} (50 MiB) are read",
            bytes.len()
        );
        return Err(vec![Finding::new("", "too-large", detail)]);
    }
    let parsed = ijson::read(bytes).map_err(ParseError::findings)?;
    Ok(read(&parsed.json, parsed.findings)?.framework)
}

/// Reads the package `json`, in which `found` was found already.
///
/// # Errors
/// Everything that is wrong with it.
pub fn read(json: &Json<'_>, found: Vec<Finding>) -> Result<Import, Vec<Finding>> {
    let mut findings = Findings::new(found);
    let package = Package::read(json, &mut findings);
    let Some(package) = package else {
        return Err(findings.into_vec());
    };
    let tree = Tree::new(&package, &mut findings);
    if findings.is_empty()
        && let Some(framework) = own::framework(&package, &tree)
    {
        let note = "Proofmark made the package of an export of LER.me, which is had back";
        return Ok(Import {
            framework,
            notes: vec![note.to_owned()],
        });
    }
    let import = Levels::find(&package, &tree, &mut findings)
        .and_then(|levels| assembled(&package, &tree, &levels, &mut findings));
    match import {
        Some(import) if findings.is_empty() => Ok(import),
        _ => Err(findings.into_vec()),
    }
}

fn assembled(
    package: &Package<'_>,
    tree: &Tree,
    levels: &Levels,
    findings: &mut Findings,
) -> Option<Import> {
    let document = &package.document;
    let mut notes = vec![levels.from.to_string()];
    let version = version(document, findings, &mut notes)?;
    let placed = placed::placed(package, tree, levels, findings);
    let framework = Framework {
        key: document.id.to_string(),
        occupation: Occupation {
            soc: None,
            title: document.title.clone(),
            group: None,
            sector: None,
            job_zone: None,
            job_zone_inferred: None,
            extra: Map::new(),
        },
        description: document.description.clone().unwrap_or_default(),
        context_covered: String::new(),
        case: Some(Box::new(kept::origin(package, &placed, &version))),
        version,
        levels: placed.levels,
        groups: placed.groups,
        sources: Sources::default(),
        attribution: Some(kept::attribution(package)),
        exported_at: None,
        extra: Map::new(),
        framework_extra: Map::new(),
    };
    Some(Import { framework, notes })
}

/// The version, as it can stand in an address.
fn version(
    document: &Document<'_>,
    findings: &mut Findings,
    notes: &mut Vec<String>,
) -> Option<String> {
    let Some(version) = &document.version else {
        let date = document.last_change.get(..10)?.to_owned();
        notes.push(format!(
            "the document has no version; it is {date}, the day of its last change"
        ));
        return Some(date);
    };
    let usable = usable(version);
    if usable.is_empty() {
        let detail = format!(
            "{:?} has no character that can stand in an address (A-Z a-z 0-9)",
            begin(version)
        );
        findings.push(Finding::new("/CFDocument/version", "unusable-name", detail));
        return None;
    }
    if usable != *version {
        notes.push(format!(
            "the version {version:?} is written {usable:?} in addresses"
        ));
    }
    Some(usable)
}

/// `version` in unreserved characters (RFC 3986, section 2.3), the first a letter or a digit, at
/// most as long as names in addresses are.
fn usable(version: &str) -> String {
    let mut usable = String::new();
    for c in version.chars() {
        match c {
            'a'..='z' | 'A'..='Z' | '0'..='9' => usable.push(c),
            '.' | '_' | '~' | '-' if !usable.is_empty() => usable.push(c),
            _ if usable.is_empty() || usable.ends_with('-') => {}
            _ => usable.push('-'),
        }
    }
    usable.truncate(ler_me::MAX_NAME);
    usable.trim_end_matches('-').to_owned()
}
