//! What would be stored of a framework, for whoever has to confirm it. Nothing is stored here.

use super::source::FoundFramework;
use super::standing::by_numbers;
use crate::finding::Finding;
use crate::framework::Framework;
use crate::framework::diff::{FrameworkDiff, diff};
use crate::records::framework as records;
use crate::service::{Service, ServiceError};
use serde::Serialize;
use serde_json::Value;

/// What would be stored.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct FrameworkPreview {
    /// What names it across its versions.
    pub key: String,
    /// Its version.
    pub version: String,
    /// The occupation's title, or what else it is about.
    pub title: String,
    /// Its levels, low to high.
    pub levels: Vec<LevelPreview>,
    /// How many headings stand between levels and statements.
    pub groups: usize,
    /// Whose content it is and where that comes from, as it says itself; empty where it does not.
    pub credit: String,
    /// Under which licence it says it is (CASE), with the licence's address.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub licence: Option<String>,
    /// What was decided where the document leaves a choice, as sentences for people.
    pub notes: Vec<String>,
    /// Where it was found in the end, if it was fetched.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub address: Option<String>,
    /// The digest of its content (SHA-256, hexadecimal): what is confirmed.
    pub digest: String,
    /// Whether this version is on record.
    pub on_record: OnRecord,
    /// Where other content is on record under this version: the differences.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub differences: Vec<Finding>,
    /// What changed since the newest of the other versions on record, if there is one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub changes: Option<FrameworkDiff>,
}

/// A level that would be stored.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct LevelPreview {
    /// What names it in references.
    pub id: String,
    /// What people read.
    pub label: String,
    /// How many statements it has.
    pub statements: usize,
}

/// Whether a version is on record.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum OnRecord {
    /// It is not.
    No,
    /// It is, with the same content: importing it changes nothing.
    Same,
    /// It is, with other content: it cannot be imported.
    Other,
}

impl FrameworkPreview {
    /// What would be stored of `found` where nothing is on record.
    pub fn of(found: &FoundFramework) -> Self {
        let framework = &found.framework;
        let level = |level: &crate::framework::Level| LevelPreview {
            id: level.id.clone(),
            label: level.label.clone(),
            statements: level.statements.len(),
        };
        Self {
            key: framework.key.clone(),
            version: framework.version.clone(),
            title: framework.occupation.title.clone(),
            levels: framework.levels.iter().map(level).collect(),
            groups: framework.groups.len(),
            credit: framework.credit(),
            licence: licence(framework),
            notes: found.notes.clone(),
            address: found.address.clone().map(String::from),
            digest: found.digest.clone(),
            on_record: OnRecord::No,
            differences: Vec::new(),
            changes: None,
        }
    }
}

impl Service {
    /// What would be stored of `found`, beside what is on record.
    ///
    /// # Errors
    /// [`ServiceError::Store`] and [`ServiceError::Record`].
    pub fn preview_framework(
        &self,
        found: &FoundFramework,
    ) -> Result<FrameworkPreview, ServiceError> {
        let (new, mut preview) = (&found.framework, FrameworkPreview::of(found));
        let mut versions = records::versions(self.store(), &new.key)?;
        let same_version = |known: &Framework| known.version == new.version;
        match versions.iter().find(|known| same_version(known)) {
            Some(known) if known.content_digest() == found.digest => {
                preview.on_record = OnRecord::Same;
                return Ok(preview);
            }
            Some(known) => {
                preview.on_record = OnRecord::Other;
                preview.differences = new.difference(known);
            }
            None => {}
        }
        versions.retain(|known| !same_version(known));
        let newest = versions
            .iter()
            .max_by(|one, other| by_numbers(&one.version, &other.version));
        preview.changes = newest.map(|newest| diff(newest, new));
        Ok(preview)
    }
}

/// The licence that a CFDocument names, with its address (CASE 1.1, `licenseURI`).
fn licence(framework: &Framework) -> Option<String> {
    let licence = framework.case.as_ref()?.document.get("licenseURI")?;
    let member = |name: &str| licence.get(name).and_then(Value::as_str);
    let parts = [member("title"), member("uri")];
    let parts: Vec<&str> = parts.into_iter().flatten().collect();
    (!parts.is_empty()).then(|| parts.join(", "))
}
