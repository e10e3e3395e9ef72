//! A request to import or preview a framework: the document itself, or where it stands.
//!
//! A request that names an address is told from a document by having `url` or `confirm` and none of
//! the members that make a document one.

use super::super::problem::Problem;
use crate::finding::Finding;
use crate::ijson::{self, At, Json};
use utoipa::ToSchema;

/// No request that names an address is longer, in bytes; whatever is, is a document.
pub(in crate::http) const LONGEST: usize = 16 << 10;

/// The members by which a document is known: an export of LER.me, or a CASE package.
const OF_DOCUMENTS: [&str; 6] = [
    "framework",
    "occupation",
    "schemaVersion",
    "CFDocument",
    "CFItems",
    "CFAssociations",
];

/// Where a framework stands, and that its content was seen.
#[derive(ToSchema)]
#[allow(dead_code, reason = "describes what `read` reads")]
pub(super) struct FrameworkAddress {
    /// The address of an export of LER.me, of a CFPackage, or of a CFDocument whose package stands
    /// beside it.
    #[schema(format = "uri")]
    url: String,
    /// The digest of the content, from a preview.
    #[schema(nullable = false)]
    confirm: Option<String>,
}

/// What a request asks for.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum ImportBody {
    /// The body is the document.
    Document,
    /// It is to be fetched.
    Address {
        /// From where.
        url: String,
        /// The digest that was confirmed.
        confirm: Option<String>,
    },
}

/// What `body` asks for.
pub(super) fn read(body: &[u8]) -> Result<ImportBody, Problem> {
    if body.len() > LONGEST {
        return Ok(ImportBody::Document);
    }
    match ijson::parse(body) {
        Ok(json) if names_an_address(&json) => {
            address(&json).map_err(|findings| Problem::invalid("the request", findings))
        }
        // What is no JSON is told where the document is read.
        _ => Ok(ImportBody::Document),
    }
}

fn names_an_address(json: &Json<'_>) -> bool {
    let has = |name: &&str| json.get(name).is_some();
    ["url", "confirm"].iter().any(has) && !OF_DOCUMENTS.iter().any(has)
}

fn address(json: &Json<'_>) -> Result<ImportBody, Vec<Finding>> {
    let mut findings = Vec::new();
    let mut read = None;
    if let Some(mut fields) = At::root(json).fields(&mut findings) {
        let url = fields.required_text("url", &mut findings);
        let confirm = fields.optional_text("confirm", &mut findings);
        fields.nothing_else(&mut findings);
        read = url.map(|url| ImportBody::Address {
            url: url.to_owned(),
            confirm: confirm.map(str::to_owned),
        });
    }
    match read {
        Some(read) if findings.is_empty() => Ok(read),
        _ => Err(findings),
    }
}

/// A framework is to be stored whose content nobody has seen.
pub(super) fn unconfirmed() -> Problem {
    let detail = "what stands at an address is stored when its content is confirmed: send the same \
                  `url` to /api/v1/frameworks/preview, and then here with the preview's `digest` as \
                  `confirm`";
    Problem::unprocessable("not-confirmed", detail, Vec::new())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn documents_are_told_from_addresses() {
        for document in [
            "{}",
            "[]",
            "{ no json",
            r#"{"url": "x", "framework": {}}"#,
            r#"{"confirm": "x", "CFDocument": {}}"#,
        ] {
            let body = read(document.as_bytes()).unwrap();
            assert_eq!(body, ImportBody::Document, "{document}");
        }
        let body = read(br#"{"url": "https://a.example/", "confirm": "ab"}"#).unwrap();
        let ImportBody::Address { url, confirm } = body else {
            panic!("{body:?}");
        };
        assert_eq!(
            (url.as_str(), confirm.as_deref()),
            ("https://a.example/", Some("ab"))
        );
    }

    #[test]
    fn a_request_is_read_strictly() {
        for wrong in [
            r#"{"confirm": "ab"}"#,
            r#"{"url": 1}"#,
            r#"{"url": ""}"#,
            r#"{"url": "https://a.example/", "confirm": true}"#,
            r#"{"url": "https://a.example/", "polcy": {}}"#,
        ] {
            read(wrong.as_bytes()).unwrap_err();
        }
    }
}
