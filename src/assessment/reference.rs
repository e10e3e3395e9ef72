//! References: from an assessment document to a framework, from ratings and policies to
//! statements and levels.
//!
//! A reference that leads nowhere is named, with what may be meant. Which framework a document
//! refers to is read first, before the framework is at hand, so that it can be looked up.

use crate::finding::{Finding, near_misses};
use crate::framework::{Framework, FrameworkId, Level, Statement, StatementKey, check_soc};
use crate::ijson::{At, Json};
use std::cell::OnceCell;
use std::collections::HashMap;

/// The framework that a document names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FrameworkReference {
    /// The framework's key: the document's `soc` or `id`.
    pub key: String,
    /// Its version; `None` where the document leaves it to there being only one.
    pub version: Option<String>,
    /// The JSON pointer of the member that gave the key.
    key_pointer: String,
}

/// Reads which framework an assessment document is made against, and nothing else of it.
///
/// # Errors
/// What is wrong with the reference. The document is at fault.
pub fn framework_reference(json: &Json<'_>) -> Result<FrameworkReference, Vec<Finding>> {
    let mut findings = Vec::new();
    let reference = At::root(json)
        .fields(&mut findings)
        .and_then(|mut fields| fields.required("framework", &mut findings))
        .and_then(|at| framework(&at, &mut findings));
    match reference {
        Some(reference) if findings.is_empty() => Ok(reference),
        _ => Err(findings),
    }
}

impl FrameworkReference {
    /// The one of `known` that is meant.
    ///
    /// # Errors
    /// A finding when the framework or the version is unknown, with the near misses, or when the
    /// version is missing and there are several.
    pub fn choose<'k>(
        &self,
        known: impl IntoIterator<Item = &'k FrameworkId>,
    ) -> Result<&'k FrameworkId, Finding> {
        let known: Vec<&FrameworkId> = known.into_iter().collect();
        let versions: Vec<&FrameworkId> = known
            .iter()
            .copied()
            .filter(|id| id.key == self.key)
            .collect();
        if versions.is_empty() {
            let mut keys: Vec<&str> = known.iter().map(|id| id.key.as_str()).collect();
            keys.sort_unstable();
            keys.dedup();
            let detail = format!(
                "framework {:?} is not on record{}",
                self.key,
                suggestion(&self.key, &keys)
            );
            return Err(Finding::new(&self.key_pointer, "unknown-framework", detail));
        }
        let names: Vec<&str> = versions.iter().map(|id| id.version.as_str()).collect();
        match (&self.version, versions.as_slice()) {
            (None, [only]) => Ok(only),
            (None, _) => Err(Finding::new(
                "/framework",
                "missing-member",
                format!(
                    "framework {:?} has several versions, so \"version\" must name one of {}",
                    self.key,
                    names.join(", ")
                ),
            )),
            (Some(version), _) => versions
                .iter()
                .copied()
                .find(|id| id.version == *version)
                .ok_or_else(|| self.unknown_version(version, &names)),
        }
    }

    fn unknown_version(&self, version: &str, known: &[&str]) -> Finding {
        let detail = format!(
            "framework {:?} has no version {version:?} on record{}",
            self.key,
            suggestion(version, known)
        );
        Finding::new("/framework/version", "unknown-version", detail)
    }

    /// A finding when this reference names something else than `framework`.
    pub(super) fn check(&self, framework: &Framework, findings: &mut Vec<Finding>) {
        if let Err(finding) = self.choose([&framework.id()]) {
            findings.push(finding);
        }
    }
}

/// Reads the member `framework`: `{soc | id, version}`.
pub(super) fn framework(
    at: &At<'_, '_>,
    findings: &mut Vec<Finding>,
) -> Option<FrameworkReference> {
    let mut fields = at.fields(findings)?;
    let soc = fields.optional("soc");
    let id = fields.optional("id");
    let version = fields.optional_text("version", findings).map(str::to_owned);
    let key = match (&soc, &id) {
        (Some(_), Some(id)) => {
            let detail = "\"soc\" and \"id\" both name the framework; give one of them";
            findings.push(id.finding("ambiguous-reference", detail));
            None
        }
        (Some(one), None) | (None, Some(one)) => one
            .text(findings)
            .map(|key| (key.to_owned(), one.pointer.clone())),
        (None, None) => {
            let detail = "the framework is named by \"soc\", or by \"id\" when it has no SOC code";
            findings.push(at.finding("missing-member", detail));
            None
        }
    };
    fields.nothing_else(findings);
    let (key, key_pointer) = key?;
    if let Some(wrong) = soc.and_then(|_| check_soc(&key)) {
        findings.push(Finding::new(key_pointer, "bad-soc", wrong).by("O*NET-SOC 2019"));
        return None;
    }
    Some(FrameworkReference {
        key,
        version,
        key_pointer,
    })
}

/// The statements of a framework while a document is read that refers to them. References by id are
/// looked up in an index, which is made at the first of them: a document of many thousands would
/// otherwise go through all statements for each.
pub(super) struct Statements<'f> {
    framework: &'f Framework,
    by_id: OnceCell<HashMap<String, (&'f Level, &'f Statement)>>,
}

impl<'f> Statements<'f> {
    pub fn of(framework: &'f Framework) -> Self {
        Self {
            framework,
            by_id: OnceCell::new(),
        }
    }

    /// The statement that the text at `at` names; a finding if there is none.
    pub fn named(
        &self,
        at: &At<'_, '_>,
        findings: &mut Vec<Finding>,
    ) -> Option<(StatementKey, &'f Statement)> {
        let text = at.text(findings)?;
        let found = self.resolve(text);
        if found.is_none() {
            let detail = unknown_statement(text, self.framework);
            findings.push(at.finding("unknown-statement", detail));
        }
        found
    }

    /// As [`Framework::resolve`] does.
    fn resolve(&self, reference: &str) -> Option<(StatementKey, &'f Statement)> {
        if let Ok(key) = StatementKey::try_from(reference.to_owned()) {
            let statement = self.framework.statement(&key)?;
            return Some((key, statement));
        }
        let by_id = self.by_id.get_or_init(|| {
            // Of two with the same id, which no sound framework has, the first.
            let mut index = HashMap::new();
            for (level, statement) in self.framework.statements() {
                let id = statement.id.to_ascii_lowercase();
                index.entry(id).or_insert((level, statement));
            }
            index
        });
        let id = reference.strip_prefix("urn:uuid:").unwrap_or(reference);
        let (level, statement) = by_id.get(&id.to_ascii_lowercase())?;
        Some((level.key(statement), statement))
    }
}

/// The level that the text at `at` names; a finding if there is none.
pub(super) fn level(
    at: &At<'_, '_>,
    framework: &Framework,
    findings: &mut Vec<Finding>,
) -> Option<String> {
    let text = at.text(findings)?;
    if framework.level(text).is_none() {
        let detail = format!(
            "the framework has no level {}{}",
            quoted(text),
            suggestion(text, &level_ids(framework))
        );
        findings.push(at.finding("unknown-level", detail));
        return None;
    }
    Some(text.to_owned())
}

/// What is wrong with a statement reference that leads nowhere, and what may be meant.
pub(super) fn unknown_statement(text: &str, framework: &Framework) -> String {
    let Some((level, position)) = text.rsplit_once('/') else {
        return format!(
            "the framework has no statement {}; a statement is named by level and position, such \
             as {}/1, or by its id",
            quoted(text),
            framework.levels.first().map_or("level", |level| &level.id)
        );
    };
    match framework.level(level) {
        Some(known) => format!(
            "the framework has no statement {}; the statements of level {level:?} are {level}/1 \
             to {level}/{}",
            quoted(text),
            known.statements.len()
        ),
        None => {
            let ids = level_ids(framework);
            let hint = match near(level, &ids).first() {
                Some(meant) => format!("; did you mean \"{meant}/{position}\"?"),
                None => format!("; its levels are {}", ids.join(", ")),
            };
            format!(
                "the framework has no statement {}: it has no level {}{hint}",
                quoted(text),
                quoted(level)
            )
        }
    }
}

fn level_ids(framework: &Framework) -> Vec<&str> {
    framework
        .levels
        .iter()
        .map(|level| level.id.as_str())
        .collect()
}

/// The names near to `word`. A long word is near to none: comparing it would take time.
fn near<'a>(word: &str, known: &[&'a str]) -> Vec<&'a str> {
    if word.len() > 200 {
        return Vec::new();
    }
    near_misses(word, known.iter().copied())
}

/// What may be meant by `word`: the near misses, else what is known, where that is little.
fn suggestion(word: &str, known: &[&str]) -> String {
    let near = near(word, known);
    if let Some(first) = near.first() {
        return match near.len() {
            1 => format!("; did you mean {first:?}?"),
            _ => format!("; did you mean one of {}?", near.join(", ")),
        };
    }
    match known.len() {
        0 => String::new(),
        1..=20 => format!("; known are {}", known.join(", ")),
        count => format!("; {count} others are known"),
    }
}

/// `text` in quotation marks, cut when it is long.
pub(super) fn quoted(text: &str) -> String {
    match text.char_indices().nth(100) {
        Some((end, _)) => format!("{:?}…", &text[..end]),
        None => format!("{text:?}"),
    }
}
