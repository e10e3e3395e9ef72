//! What a framework is: an occupation, levels from low to high, and statements in each.
//!
//! The shape follows the export of LER.me (schema 1.0), the order of levels made explicit, and is
//! what records hold. Identifiers depend on nothing but the framework, so that they are the same
//! wherever Proofmark runs; addresses are the mapping's.

use super::text::fold;
use crate::digest::sha256_hex;
use crate::ijson::JsonText;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use std::fmt;

/// A competency framework, one version of it. Once on record it never changes.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Framework {
    /// What names the framework across its versions: the O*NET-SOC code for a LER.me export, the
    /// identifier of the CFDocument for a CASE package.
    pub key: String,
    /// The version, as its publisher writes it: `v.26.05`.
    pub version: String,
    /// The occupation it describes, or what else it is about.
    pub occupation: Occupation,
    /// The publisher's description; often empty.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub description: String,
    /// Where the work is done that the framework covers; may be empty.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub context_covered: String,
    /// The levels, low to high. Never empty.
    pub levels: Vec<Level>,
    /// What stands between the levels and their statements, or above both: the inner nodes of a
    /// tree that is deeper than levels and statements, each after its parent. Empty for a LER.me
    /// export.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub groups: Vec<Group>,
    /// What a CASE package says besides; `None` for a LER.me export.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub case: Option<Box<CaseOrigin>>,
    /// Where the content comes from.
    #[serde(default)]
    pub sources: Sources,
    /// Whose content it is, as the publisher wants it said. It goes wherever the text goes.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub attribution: Option<String>,
    /// When the file was exported, as it says itself.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub exported_at: Option<String>,
    /// Members of the export that Proofmark does not know.
    #[serde(default, skip_serializing_if = "Map::is_empty")]
    pub extra: Map<String, Value>,
    /// Members of the export's object `framework` that Proofmark does not know.
    #[serde(default, skip_serializing_if = "Map::is_empty")]
    pub framework_extra: Map<String, Value>,
}

/// The occupation that a framework describes; for a CASE package that names none, what it is about.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Occupation {
    /// The O*NET-SOC code: `27-4014.00`. Always there in a LER.me export.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub soc: Option<String>,
    /// The occupation's title; the title of the CFDocument where no occupation is named.
    pub title: String,
    /// The group of occupations it belongs to.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub group: Option<String>,
    /// The industry sector (NAICS).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sector: Option<String>,
    /// O*NET's job zone, 1 (little preparation needed) to 5 (extensive).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub job_zone: Option<u8>,
    /// Whether the job zone was inferred rather than taken from O*NET.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub job_zone_inferred: Option<bool>,
    /// Members that Proofmark does not know.
    #[serde(default, skip_serializing_if = "Map::is_empty")]
    pub extra: Map<String, Value>,
}

/// A level of a framework.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Level {
    /// What names the level in references and addresses: `emerging`.
    pub id: String,
    /// What people read: `Emerging`.
    pub label: String,
    /// Its identifier in CASE where it came with one; else it is minted.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub identifier: Option<String>,
    /// What a person at this level does. Never empty; the statement at position *n* stands at
    /// index *n* − 1.
    pub statements: Vec<Statement>,
    /// Members that Proofmark does not know.
    #[serde(default, skip_serializing_if = "Map::is_empty")]
    pub extra: Map<String, Value>,
}

/// One statement of what a person does.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Statement {
    /// The identifier, which is that of the statement's CASE record too: the one it came with, or
    /// else a UUID (version 5) over `key/version/level/position`, in its usual text form. That
    /// stays the same for the same key, version, level and position.
    pub id: String,
    /// Its place in the level, from 1.
    pub position: u32,
    /// What stands before the first spaced dash; the whole text where there is none.
    pub title: String,
    /// The whole text, white space folded.
    pub text: String,
    /// SHA-256 of the text, as hexadecimal digits: tells whether two versions say the same.
    pub digest: String,
    /// Its code for people (`humanCodingScheme` in CASE), where it has one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub code: Option<String>,
    /// The identifier of the [`Group`] or of the statement that it is part of, where that is not
    /// the level itself.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub parent: Option<String>,
}

/// An inner node of a framework's tree: a heading over statements, which is not rated itself.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Group {
    /// Its identifier in CASE: a UUID.
    pub id: String,
    /// The identifier of the group or level that it is part of; `None` under the framework itself.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub parent: Option<String>,
    /// Its short title.
    pub title: String,
    /// Its whole text.
    pub text: String,
    /// Its code for people (`humanCodingScheme`), where it has one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub code: Option<String>,
    /// What it calls itself (`CFItemType`): `Domain`, `Cluster`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub kind: Option<String>,
}

/// What a CASE package says of its framework besides levels and statements (CASE 1.1, CFDocument).
/// It goes out again with every export, so that nothing is lost between two programs.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct CaseOrigin {
    /// The address of the CFDocument where it was published.
    pub uri: String,
    /// Who made it.
    pub creator: String,
    /// When it last changed, as it says itself (RFC 3339).
    pub last_change: String,
    /// The members of the CFDocument that have no place elsewhere in the framework, as they came:
    /// `publisher`, `language`, `adoptionStatus`, `licenseURI`, `notes`, `extensions` and others.
    #[serde(default, skip_serializing_if = "Map::is_empty")]
    pub document: Map<String, Value>,
    /// The members of its items that have no place elsewhere, by identifier of the item.
    #[serde(default, skip_serializing_if = "Map::is_empty")]
    pub items: Map<String, Value>,
    /// The package's `CFDefinitions`, as they came.
    #[serde(default, skip_serializing_if = "Map::is_empty")]
    pub definitions: Map<String, Value>,
    /// Its associations, as they came: those that the framework's structure was read from too, with
    /// identifiers of their own that others may refer to. There are more of them than of all other
    /// records together, and nothing here looks into them.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub associations: Vec<JsonText>,
    /// Its rubrics, as they came.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub rubrics: Vec<Value>,
    /// The `extensions` of the package itself, as they came.
    #[serde(default, skip_serializing_if = "Map::is_empty")]
    pub extensions: Map<String, Value>,
}

/// Where a framework's content comes from.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Sources {
    /// The O*NET release and its licence: `v30.2 (CC BY 4.0)`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub onet: Option<String>,
    /// The crosswalk that was used.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub crosswalk: Option<String>,
    /// The program that made the export.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub generator: Option<String>,
    /// Members that Proofmark does not know.
    #[serde(default, skip_serializing_if = "Map::is_empty")]
    pub extra: Map<String, Value>,
}

/// What names one version of one framework.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct FrameworkId {
    /// The framework's key.
    pub key: String,
    /// Its version.
    pub version: String,
}

/// A statement's place in a framework, written `level/position`: `proficient/1`.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(into = "String", try_from = "String")]
pub struct StatementKey {
    /// The level's id.
    pub level: String,
    /// The place in the level, from 1.
    pub position: u32,
}

impl Framework {
    /// Key and version.
    pub fn id(&self) -> FrameworkId {
        FrameworkId {
            key: self.key.clone(),
            version: self.version.clone(),
        }
    }

    /// The level named `id`.
    pub fn level(&self, id: &str) -> Option<&Level> {
        self.levels.iter().find(|level| level.id == id)
    }

    /// The place of the level named `id`, from 0 (lowest).
    pub fn rank(&self, id: &str) -> Option<usize> {
        self.levels.iter().position(|level| level.id == id)
    }

    /// The statement at `key`.
    pub fn statement(&self, key: &StatementKey) -> Option<&Statement> {
        self.level(&key.level)?.statement(key.position)
    }

    /// What `reference` names: `level/position`, or a minted id with or without `urn:uuid:`.
    pub fn resolve(&self, reference: &str) -> Option<(StatementKey, &Statement)> {
        if let Ok(key) = StatementKey::try_from(reference.to_owned()) {
            let statement = self.statement(&key)?;
            return Some((key, statement));
        }
        let id = reference.strip_prefix("urn:uuid:").unwrap_or(reference);
        self.statements()
            .find(|(_, statement)| statement.id.eq_ignore_ascii_case(id))
            .map(|(level, statement)| (level.key(statement), statement))
    }

    /// All statements, level by level, low to high.
    pub fn statements(&self) -> impl Iterator<Item = (&Level, &Statement)> {
        self.levels
            .iter()
            .flat_map(|level| level.statements.iter().map(move |one| (level, one)))
    }

    /// The identifier of this version in CASE, a UUID that is the same wherever it is imported:
    /// that of the CFDocument it was imported from, or else one over key and version.
    pub fn identifier(&self) -> String {
        match self.case {
            Some(_) => self.key.clone(),
            None => mint(&[&self.key, &self.version]),
        }
    }

    /// The identifier of a level in CASE.
    pub fn level_identifier(&self, level: &Level) -> String {
        let own = level.identifier.clone();
        own.unwrap_or_else(|| mint(&[&self.key, &self.version, &level.id]))
    }

    /// The identifier of another CASE record of this version, named by `parts` within it: the same
    /// wherever it is imported.
    pub fn record_identifier(&self, parts: &[&str]) -> String {
        mint(&[&[self.key.as_str(), self.version.as_str()], parts].concat())
    }

    /// The language of its words, where a CASE package names one in the shape of a language tag
    /// (RFC 5646, section 2.1).
    pub fn language(&self) -> Option<&str> {
        let named = self.case.as_ref()?.document.get("language")?.as_str()?;
        let subtag = |text: &str| {
            (1..=8).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_alphanumeric())
        };
        let mut subtags = named.split('-');
        let begins = subtags
            .next()
            .is_some_and(|one| one.len() > 1 && subtag(one));
        (begins && named.len() <= 35 && subtags.all(subtag)).then_some(named)
    }

    /// Whose content this is and where it comes from, for criteria and pages that show its text:
    /// `© EBSCOed; O*NET v30.2 (CC BY 4.0); https://skillscrosswalk.com; generated by LER.me`.
    /// Empty where the export says nothing.
    pub fn credit(&self) -> String {
        let sources = &self.sources;
        let parts = [
            self.attribution.clone(),
            sources.onet.as_ref().map(|onet| format!("O*NET {onet}")),
            sources.crosswalk.clone(),
            sources
                .generator
                .as_ref()
                .map(|generator| format!("generated by {generator}")),
        ];
        parts.into_iter().flatten().collect::<Vec<_>>().join("; ")
    }
}

impl Level {
    /// The statement at `position`, counted from 1.
    pub fn statement(&self, position: u32) -> Option<&Statement> {
        let index = usize::try_from(position).ok()?.checked_sub(1)?;
        self.statements.get(index)
    }

    /// The key of a statement of this level.
    pub fn key(&self, statement: &Statement) -> StatementKey {
        StatementKey {
            level: self.id.clone(),
            position: statement.position,
        }
    }
}

impl Statement {
    /// The statement `text` at `key` of the framework `key` and `version`: white space folded,
    /// title split off, identifier minted.
    pub fn new(framework: &FrameworkId, key: &StatementKey, text: &str) -> Self {
        let text = fold(text);
        Self {
            id: mint(&[&framework.key, &framework.version, &key.to_string()]),
            position: key.position,
            title: split(&text).0.to_owned(),
            digest: sha256_hex(&[text.as_bytes()]),
            text,
            code: None,
            parent: None,
        }
    }

    /// What stands after the first spaced dash: what the person does and in what setting.
    pub fn practice(&self) -> Option<&str> {
        split(&self.text).1
    }
}

impl fmt::Display for StatementKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{}", self.level, self.position)
    }
}

impl From<StatementKey> for String {
    fn from(key: StatementKey) -> Self {
        key.to_string()
    }
}

/// A reference is not of the form `level/position`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not of the form level/position, with the position counted from 1")]
pub struct NotAStatementKey;

impl TryFrom<String> for StatementKey {
    type Error = NotAStatementKey;

    fn try_from(text: String) -> Result<Self, NotAStatementKey> {
        let (level, position) = text.rsplit_once('/').ok_or(NotAStatementKey)?;
        // One statement has one spelling: no sign and no leading zero.
        let plain = position.bytes().all(|b| b.is_ascii_digit()) && !position.starts_with('0');
        if level.is_empty() || !plain {
            return Err(NotAStatementKey);
        }
        Ok(Self {
            level: level.to_owned(),
            position: position.parse().map_err(|_| NotAStatementKey)?,
        })
    }
}

impl fmt::Display for FrameworkId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}@{}", self.key, self.version)
    }
}

/// The UUID (version 5) over what names a part of a framework, from the outside in.
fn mint(parts: &[&str]) -> String {
    crate::id::path_uuid(&parts.join("/")).to_string()
}

/// The title of a statement that says `text`: what stands before the first spaced dash; the whole
/// where there is none.
pub fn title_of(text: &str) -> &str {
    split(text).0
}

/// What the text of a statement says beyond its title; `None` where that is nothing.
pub fn beyond_title<'t>(title: &str, text: &'t str) -> Option<&'t str> {
    match split(text) {
        (own, practice) if own == title => practice,
        _ => Some(text),
    }
}

/// Title and practice: `text` at its first dash (em, en or two hyphens) with white space around.
fn split(text: &str) -> (&str, Option<&str>) {
    let first = [" — ", " – ", " -- "]
        .iter()
        .filter_map(|dash| Some((text.find(dash)?, dash.len())))
        .min();
    match first {
        Some((place, length)) => (&text[..place], Some(&text[place + length..])),
        None => (text, None),
    }
}
