//! The rules of XML 1.0 that `quick-xml` leaves to its callers: characters, encoding, attributes
//! and references, and what is refused of them because strangers write it.

use super::super::CarrierError;
use super::MOST_BYTES;
use crate::finding::Finding;
use quick_xml::escape::unescape;
use quick_xml::events::{BytesDecl, BytesRef, BytesStart};

/// A start tag has at most so many attributes.
const MOST_ATTRIBUTES: usize = 256;

const XML: &str = "XML 1.0 (fifth edition), section 2.1";

/// The text of a file: its byte order mark, and what stands behind it.
pub(super) fn decoded(file: &[u8]) -> Result<(&str, &str), CarrierError> {
    if file.len() > MOST_BYTES {
        let detail = format!("the picture is longer than {MOST_BYTES} bytes");
        return Err(CarrierError::limit("too-large", detail));
    }
    if file.starts_with(b"\xff\xfe") || file.starts_with(b"\xfe\xff") || file.contains(&0) {
        return Err(other_encoding("UTF-16"));
    }
    let text = std::str::from_utf8(file).map_err(|error| {
        let at = error.valid_up_to();
        broken(format!("the byte at {at} is not UTF-8"))
    })?;
    let body = text.trim_start_matches('\u{feff}');
    let mark = text.get(..text.len() - body.len()).unwrap_or_default();
    let forbidden = |c: char| {
        (c < ' ' && !matches!(c, '\t' | '\n' | '\r')) || matches!(c, '\u{fffe}' | '\u{ffff}')
    };
    match body.find(forbidden) {
        Some(at) => Err(broken(format!(
            "the character at byte {at} is none that XML allows"
        ))),
        None => Ok((mark, body)),
    }
}

/// The attributes of a start tag with their values resolved.
pub(super) fn attributes(
    tag: &BytesStart<'_>,
    at: usize,
) -> Result<Vec<(String, String)>, CarrierError> {
    let mut attributes = Vec::new();
    for attribute in tag.attributes() {
        if attributes.len() == MOST_ATTRIBUTES {
            let detail = format!("the tag at byte {at} has more than {MOST_ATTRIBUTES} attributes");
            return Err(CarrierError::limit("svg-limit", detail));
        }
        let attribute =
            attribute.map_err(|error| broken(format!("in the tag at byte {at}: {error}")))?;
        let name = attribute.key.as_ref();
        let raw = attribute.value.as_ref();
        if raw.contains('<') {
            return Err(broken(format!(
                "in the tag at byte {at}: < inside {name:?}"
            )));
        }
        let is_namespace = attribute.key.as_namespace_binding().is_some();
        if is_namespace && raw.contains('&') {
            // Prefixes are resolved from the raw text; a reader that resolves references first
            // would see another namespace.
            let detail = format!("the tag at byte {at} declares a namespace with a reference");
            return Err(CarrierError::broken("svg-namespace", detail));
        }
        let value = unescape(raw).map_err(|_| entity(at))?;
        attributes.push((name.to_owned(), value.into_owned()));
    }
    Ok(attributes)
}

/// The character that a reference stands for: one by number, or one of XML's own five.
pub(super) fn character(reference: &BytesRef<'_>, at: usize) -> Result<char, CarrierError> {
    if reference.is_char_ref() {
        let resolved = reference.resolve_char_ref().ok().flatten();
        return resolved.ok_or_else(|| broken(format!("no character is meant at byte {at}")));
    }
    match reference.xml10_content().as_ref() {
        "amp" => Ok('&'),
        "lt" => Ok('<'),
        "gt" => Ok('>'),
        "apos" => Ok('\''),
        "quot" => Ok('"'),
        _ => Err(entity(at)),
    }
}

/// The XML declaration stands first, and names a version and an encoding that are read.
pub(super) fn check_declaration(
    declaration: &BytesDecl<'_>,
    at: usize,
) -> Result<(), CarrierError> {
    if at > 0 {
        return Err(broken(format!(
            "the XML declaration at byte {at} is not at the start"
        )));
    }
    let version = declaration.version();
    if version.is_err() || version.is_ok_and(|version| version != "1.0") {
        return Err(CarrierError::unsupported(
            "svg-encoding",
            "the picture is not XML 1.0",
        ));
    }
    match declaration.encoding() {
        None => Ok(()),
        Some(Ok(name))
            if name.eq_ignore_ascii_case("utf-8") || name.eq_ignore_ascii_case("us-ascii") =>
        {
            Ok(())
        }
        Some(Ok(name)) => Err(other_encoding(&name)),
        Some(Err(_)) => Err(broken("the XML declaration cannot be read".to_owned())),
    }
}

fn other_encoding(name: &str) -> CarrierError {
    let name: String = name.chars().take(40).collect();
    let detail = format!("the picture is in the encoding {name}; only UTF-8 is read");
    CarrierError::unsupported("svg-encoding", detail)
}

pub(super) fn doctype(at: usize) -> CarrierError {
    let detail = format!(
        "the picture has a document type (DOCTYPE), at byte {at}; such pictures are not read, for \
         it can name files and make entities. Take the line out"
    );
    CarrierError::broken("svg-doctype", detail)
}

fn entity(at: usize) -> CarrierError {
    let detail = format!(
        "at byte {at} an entity is used that is none of XML's own five; no others are read"
    );
    CarrierError::broken("svg-entity", detail)
}

pub(super) fn broken(detail: String) -> CarrierError {
    CarrierError::Broken(vec![Finding::new("", "picture-broken", detail).by(XML)])
}
