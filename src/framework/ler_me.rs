//! Import of the framework export of LER.me and the National Skills Exchange, schema 1.0.
//!
//! The format has no published schema; what is read here follows real exports. Levels stand low
//! to high in the order of the members of `levels`. Members that are not known are kept where
//! they were met. Everything that is wrong is reported at once, with its JSON pointer.
//!
//! Limits, each a finding when passed: [`MAX_BYTES`], [`MAX_LEVELS`], [`MAX_STATEMENTS`] and
//! [`super::MAX_CHARACTERS`]; nesting is limited by [`crate::ijson::MAX_DEPTH`].

use super::model::{Framework, FrameworkId, Level, Occupation, Sources, Statement, StatementKey};
use super::soc::check_soc;
use super::text::{fold, sound};
use crate::finding::Finding;
use crate::ijson::{self, At, Fields, ParseError};
use serde_json::{Map, Value};
use std::collections::HashMap;

/// The greatest size of an export, in bytes: 50 MiB.
pub const MAX_BYTES: usize = 50 * 1024 * 1024;
/// The greatest number of levels.
pub const MAX_LEVELS: usize = 20;
/// The greatest number of statements in a level.
pub const MAX_STATEMENTS: usize = 1_000;
/// The greatest number of characters in a version or a level's id, which stand in addresses.
pub const MAX_NAME: usize = 64;

/// Reads an export.
///
/// # Errors
/// Everything that is wrong with it. The export is at fault.
pub fn import(bytes: &[u8]) -> Result<Framework, Vec<Finding>> {
    if bytes.len() > MAX_BYTES {
        let detail = format!(
            "the export has {} bytes; at most {MAX_BYTES} (50 MiB) are read",
            bytes.len()
        );
        return Err(vec![Finding::new("", "too-large", detail)]);
    }
    let parsed = ijson::read(bytes).map_err(ParseError::findings)?;
    let mut findings = parsed.findings;
    match self::read(&At::root(&parsed.json), &mut findings) {
        Some(framework) if findings.is_empty() => Ok(framework),
        _ => Err(findings),
    }
}

/// Reads the whole export `root`. Each part is read whether or not another is sound, so that
/// nothing that is wrong goes unreported.
pub(super) fn read(root: &At<'_, '_>, findings: &mut Vec<Finding>) -> Option<Framework> {
    let mut export = root.fields(findings)?;
    schema_version(&mut export, findings);
    let exported_at = optional_text(&mut export, "exportedAt", findings);
    let occupation = export
        .required("occupation", findings)
        .and_then(|at| occupation(&at, findings));
    let body = export
        .required("framework", findings)
        .and_then(|at| at.fields(findings));
    let sources = match present(export.optional("sources")) {
        Some(at) => sources(&at, findings),
        None => Some(Sources::default()),
    };
    let attribution = optional_text(&mut export, "attribution", findings);
    let extra = rest(
        export.at(),
        &[
            "schemaVersion",
            "exportedAt",
            "occupation",
            "framework",
            "sources",
            "attribution",
        ],
    );

    let mut body = body?;
    let version = required_text(&mut body, "version", findings);
    if let Some(version) = &version {
        check_name(
            version,
            &ijson::join(&body.at().pointer, "version"),
            "the version",
            findings,
        );
    }
    let description = optional_text(&mut body, "description", findings).unwrap_or_default();
    let context_covered = optional_text(&mut body, "contextCovered", findings).unwrap_or_default();
    let id = FrameworkId {
        key: occupation
            .as_ref()
            .map_or_else(String::new, |o| o.soc.clone().unwrap_or_default()),
        version: version.unwrap_or_default(),
    };
    let levels = body
        .required("levels", findings)
        .map(|at| levels(&at, &id, findings))?;
    let framework_extra = rest(
        body.at(),
        &["version", "description", "contextCovered", "levels"],
    );
    Some(Framework {
        key: id.key,
        version: id.version,
        occupation: occupation?,
        description,
        context_covered,
        levels,
        groups: Vec::new(),
        case: None,
        sources: sources?,
        attribution,
        exported_at,
        extra,
        framework_extra,
    })
}

fn schema_version(export: &mut Fields<'_, '_>, findings: &mut Vec<Finding>) {
    let Some(at) = export.required("schemaVersion", findings) else {
        return;
    };
    match at.text(findings) {
        None | Some("1.0") => {}
        Some(other) => findings.push(at.finding(
            "unsupported-schema-version",
            format!("schema version {other:?} is not supported; \"1.0\" is"),
        )),
    }
}

fn occupation(at: &At<'_, '_>, findings: &mut Vec<Finding>) -> Option<Occupation> {
    let mut fields = at.fields(findings)?;
    let soc = required_text(&mut fields, "soc", findings);
    if let Some(wrong) = soc.as_deref().and_then(check_soc) {
        let pointer = ijson::join(&at.pointer, "soc");
        findings.push(Finding::new(pointer, "bad-soc", wrong).by("O*NET-SOC 2019"));
    }
    let title = required_text(&mut fields, "title", findings);
    let group = optional_text(&mut fields, "group", findings);
    let sector = optional_text(&mut fields, "sector", findings);
    let job_zone = present(fields.optional("jobZone")).and_then(|at| job_zone(&at, findings));
    let job_zone_inferred =
        present(fields.optional("jobZoneInferred")).and_then(|at| at.boolean(findings));
    Some(Occupation {
        soc: Some(soc?),
        title: title?,
        group,
        sector,
        job_zone,
        job_zone_inferred,
        extra: rest(
            at,
            &[
                "soc",
                "title",
                "group",
                "sector",
                "jobZone",
                "jobZoneInferred",
            ],
        ),
    })
}

fn job_zone(at: &At<'_, '_>, findings: &mut Vec<Finding>) -> Option<u8> {
    let Some(number) = at.json.as_f64() else {
        let detail = format!("this is {}; it must be a number", at.json.kind());
        findings.push(at.finding("wrong-type", detail));
        return None;
    };
    let zone = (1..=5_u8).find(|zone| f64::from(*zone) == number);
    if zone.is_none() {
        let detail = format!("{number} is not a job zone, which is 1, 2, 3, 4 or 5");
        findings.push(at.finding("bad-job-zone", detail).by("O*NET Job Zones"));
    }
    zone
}

fn sources(at: &At<'_, '_>, findings: &mut Vec<Finding>) -> Option<Sources> {
    let mut fields = at.fields(findings)?;
    Some(Sources {
        onet: optional_text(&mut fields, "onet", findings),
        crosswalk: optional_text(&mut fields, "crosswalk", findings),
        generator: optional_text(&mut fields, "generator", findings),
        extra: rest(at, &["onet", "crosswalk", "generator"]),
    })
}

/// The levels in the order of the text.
fn levels(at: &At<'_, '_>, framework: &FrameworkId, findings: &mut Vec<Finding>) -> Vec<Level> {
    let Some(_) = at.fields(findings) else {
        return Vec::new();
    };
    let members = at.json.as_object().map(|object| object.iter());
    let members: Vec<_> = members.into_iter().flatten().collect();
    if members.is_empty() {
        findings.push(at.finding("no-levels", "the framework has no levels"));
    }
    if members.len() > MAX_LEVELS {
        let detail = format!("{} levels; at most {MAX_LEVELS} are read", members.len());
        findings.push(at.finding("too-many-levels", detail));
    }
    members
        .into_iter()
        .take(MAX_LEVELS)
        .filter_map(|(id, json)| {
            let at = At {
                json,
                pointer: ijson::join(&at.pointer, id),
            };
            check_name(id, &at.pointer, "a level's name", findings);
            level(id, &at, framework, findings)
        })
        .collect()
}

fn level(
    id: &str,
    at: &At<'_, '_>,
    framework: &FrameworkId,
    findings: &mut Vec<Finding>,
) -> Option<Level> {
    let mut fields = at.fields(findings)?;
    let label = required_text(&mut fields, "label", findings);
    let statements = fields
        .required("statements", findings)
        .and_then(|at| statements(&at, id, framework, findings));
    Some(Level {
        id: id.to_owned(),
        label: label?,
        identifier: None,
        statements: statements?,
        extra: rest(at, &["label", "statements"]),
    })
}

fn statements(
    at: &At<'_, '_>,
    level: &str,
    framework: &FrameworkId,
    findings: &mut Vec<Finding>,
) -> Option<Vec<Statement>> {
    let elements = at.elements(findings)?;
    if elements.is_empty() {
        findings.push(at.finding("empty-level", format!("level {level:?} has no statements")));
    }
    if elements.len() > MAX_STATEMENTS {
        let detail = format!(
            "{} statements; at most {MAX_STATEMENTS} are read",
            elements.len()
        );
        findings.push(at.finding("too-many-statements", detail));
        return None;
    }
    let mut first: HashMap<String, u32> = HashMap::with_capacity(elements.len());
    let mut statements = Vec::with_capacity(elements.len());
    for (position, at) in (1..).zip(&elements) {
        let Some(text) = text(at, findings) else {
            continue;
        };
        let key = StatementKey {
            level: level.to_owned(),
            position,
        };
        statements.push(Statement::new(framework, &key, &text));
        let before = *first.entry(text).or_insert(position);
        if before != position {
            let detail = format!("this is the same statement as {level}/{before}");
            findings.push(at.finding("duplicate-statement", detail));
        }
    }
    Some(statements)
}

/// The text of `at`, white space folded; a finding if it is no string, empty or not sound.
fn text(at: &At<'_, '_>, findings: &mut Vec<Finding>) -> Option<String> {
    let text = fold(at.text(findings)?);
    sound(text, at, &[], findings)
}

fn required_text(
    fields: &mut Fields<'_, '_>,
    name: &'static str,
    findings: &mut Vec<Finding>,
) -> Option<String> {
    text(&fields.required(name, findings)?, findings)
}

/// The text of the member `name`; `None` where it is missing, null or empty.
fn optional_text(
    fields: &mut Fields<'_, '_>,
    name: &'static str,
    findings: &mut Vec<Finding>,
) -> Option<String> {
    let at = present(fields.optional(name))?;
    if at.json.as_str().is_some_and(|text| text.trim().is_empty()) {
        return None;
    }
    text(&at, findings)
}

/// `at`, unless it is null: exports write null for what they do not have.
fn present<'j, 'a>(at: Option<At<'j, 'a>>) -> Option<At<'j, 'a>> {
    at.filter(|at| *at.json != ijson::Json::Null)
}

/// The members of `at` that are not `known`.
fn rest(at: &At<'_, '_>, known: &[&str]) -> Map<String, Value> {
    at.json.as_object().map_or_else(Map::new, |object| {
        object
            .iter()
            .filter(|(name, _)| !known.contains(name))
            .map(|(name, value)| (name.to_owned(), value.to_value()))
            .collect()
    })
}

/// A finding unless `name` can be a segment of an address as it stands: unreserved characters
/// (RFC 3986, section 2.3) that begin with a letter or a digit, so that `.` and `..` are out.
fn check_name(name: &str, pointer: &str, what: &str, findings: &mut Vec<Finding>) {
    let unreserved = |byte: u8| byte.is_ascii_alphanumeric() || b"-._~".contains(&byte);
    let begins = name
        .bytes()
        .next()
        .is_some_and(|b| b.is_ascii_alphanumeric());
    if begins && name.len() <= MAX_NAME && name.bytes().all(unreserved) {
        return;
    }
    let detail = format!(
        "{what} stands in addresses, so it must be at most {MAX_NAME} of the characters \
         A-Z a-z 0-9 - . _ ~ and begin with a letter or a digit; this is {name:?}"
    );
    findings.push(Finding::new(pointer, "unusable-name", detail).by("RFC 3986, section 2.3"));
}
