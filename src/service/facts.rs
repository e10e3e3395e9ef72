//! The facts that a document states, whatever carries it: JSON, a token, a picture. Nothing is
//! verified and nothing is fetched.

use crate::carrier::{self, Carrier, CarrierError};
use crate::credential::facts::{self, Facts};
use crate::credential::vcdm::enveloped::ContentKind;
use crate::finding::Finding;
use crate::ijson;
use crate::proof::enveloped::Enveloped;
use crate::proof::vc_jwt;

/// Why facts could not be read. The document is at fault.
#[derive(Debug, thiserror::Error)]
pub enum NoFacts {
    /// The picture or PDF carries no credential that can be read.
    #[error(transparent)]
    Carrier(#[from] CarrierError),
    /// It is neither JSON nor a token, or not one that can be read.
    #[error("{what} cannot be read")]
    Unreadable {
        /// What it is.
        what: &'static str,
        /// What is wrong with it.
        findings: Vec<Finding>,
    },
    /// It is read, and states nothing about an assessed level.
    #[error(
        "this is no badge (Open Badges 3.0), record (CLR 2.0) or résumé (LER-RS), nor a presentation \
         of one: it states no level"
    )]
    None,
}

/// The facts in `bytes`: one value for each assessed level that is stated.
///
/// # Errors
/// [`NoFacts`].
pub fn read(bytes: &[u8]) -> Result<Vec<Facts>, NoFacts> {
    let carried = match Carrier::of(bytes) {
        Some(_) => carrier::find(bytes)?,
        None => None,
    };
    let text = carried
        .as_ref()
        .map_or(bytes, |carried| &carried.credential);
    let facts = match text.trim_ascii().first() {
        Some(b'{') => of_json(text)?,
        _ => of_token(&String::from_utf8_lossy(text))?,
    };
    match facts.is_empty() {
        true => Err(NoFacts::None),
        false => Ok(facts),
    }
}

fn of_json(text: &[u8]) -> Result<Vec<Facts>, NoFacts> {
    let json = ijson::parse(text).map_err(|error| NoFacts::Unreadable {
        what: "this JSON",
        findings: error.findings(),
    })?;
    match Enveloped::read(&json, ContentKind::Credential) {
        Ok(enveloped) => of_token(enveloped.token),
        Err(_) => Ok(facts::read(&json)),
    }
}

fn of_token(text: &str) -> Result<Vec<Facts>, NoFacts> {
    let content = vc_jwt::decode(text.trim()).and_then(|jws| {
        let content = vc_jwt::content(&jws)?;
        Ok(facts::read(&ijson::Json::Object(content.document)))
    });
    content.map_err(|error| NoFacts::Unreadable {
        what: "this token",
        findings: error.findings(),
    })
}
