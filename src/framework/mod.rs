//! Competency frameworks with levels, and the formats they are imported from.
//!
//! Reading order: [`model`] says what a framework is, [`content`] when two are the same and where
//! not, [`diff`](mod@diff) what changed between two, [`ler_me`] reads the export of LER.me and the National Skills Exchange, [`case`]
//! packages of 1EdTech's CASE. [`import`] takes either. Keeping frameworks on record, and refusing other content under a version that is there already, is
//! the service's work.

pub mod case;
pub mod content;
pub mod diff;
pub mod ler_me;
pub mod model;
mod soc;
pub(crate) mod text;

pub use model::{
    CaseOrigin, Framework, FrameworkId, Group, Level, Occupation, Sources, Statement, StatementKey,
    beyond_title, title_of,
};
pub use soc::check_soc;
pub use text::MAX_CHARACTERS;

use crate::finding::Finding;
use crate::ijson::{self, At, Json, ParseError};
pub use case::Import;

/// The greatest size of what is imported, in bytes, in any format: 50 MiB.
pub const MAX_BYTES: usize = ler_me::MAX_BYTES;

/// Reads a framework in any format that is known: an export of LER.me, or a CASE package. Which it
/// is is told by its members.
///
/// # Errors
/// Everything that is wrong with it; what was expected, where it is in no known format. The
/// document is at fault.
pub fn import(bytes: &[u8]) -> Result<Import, Vec<Finding>> {
    if bytes.len() > MAX_BYTES {
        let detail = format!(
            "the document has {} bytes; at most {MAX_BYTES} (50 MiB) are read",
            bytes.len()
        );
        return Err(vec![Finding::new("", "too-large", detail)]);
    }
    let parsed = ijson::read(bytes).map_err(ParseError::findings)?;
    let (json, mut findings) = (parsed.json, parsed.findings);
    let has = |names: &[&str]| names.iter().any(|name| json.get(name).is_some());
    if has(&["CFDocument", "CFItems", "CFAssociations"]) {
        return case::read(&json, findings);
    }
    if !has(&["framework", "occupation", "schemaVersion"]) {
        findings.push(unknown_format(&json));
        return Err(findings);
    }
    match ler_me::read(&At::root(&json), &mut findings) {
        Some(framework) if findings.is_empty() => Ok(Import {
            framework,
            notes: Vec::new(),
        }),
        _ => Err(findings),
    }
}

fn unknown_format(json: &Json<'_>) -> Finding {
    let detail = format!(
        "this is {}, but no framework in a known format: neither an export of LER.me (an object \
         with schemaVersion, occupation and framework) nor a CASE package (an object with \
         CFDocument, CFItems and CFAssociations)",
        json.kind()
    );
    Finding::new("", "unknown-format", detail)
}

/// The bundled sample: a framework of our own making in the shape of a LER.me export, for the
/// demo and the tests (CC0 1.0).
pub const SAMPLE: &[u8] = include_bytes!("../../schemas/sample-framework.json");
