//! Writing compact JSON.
//!
//! `&` is written `\u0026`: wallets of one family decode HTML entities in the raw text before they
//! parse it, which would change what was signed.

use super::Json;
use std::io::Write;

/// The compact text of a value.
pub fn to_vec(json: &Json<'_>) -> Vec<u8> {
    let mut out = Vec::with_capacity(1024);
    write_into(json, &mut out);
    out
}

/// Appends the compact text of a value.
pub fn write_into(json: &Json<'_>, out: &mut Vec<u8>) {
    match json {
        Json::Null => out.extend_from_slice(b"null"),
        Json::Bool(true) => out.extend_from_slice(b"true"),
        Json::Bool(false) => out.extend_from_slice(b"false"),
        Json::Number(value) => super::jcs::write_number(*value, out),
        Json::String(text) => write_string_into(text, out),
        Json::Array(elements) => {
            out.push(b'[');
            for (place, element) in elements.iter().enumerate() {
                if place > 0 {
                    out.push(b',');
                }
                write_into(element, out);
            }
            out.push(b']');
        }
        Json::Object(object) => {
            out.push(b'{');
            for (place, (name, value)) in object.iter().enumerate() {
                if place > 0 {
                    out.push(b',');
                }
                write_string_into(name, out);
                out.push(b':');
                write_into(value, out);
            }
            out.push(b'}');
        }
    }
}

/// Appends `text` as a JSON string, with its quotation marks.
pub fn write_string_into(text: &str, out: &mut Vec<u8>) {
    out.push(b'"');
    super::jcs::write_escaped(text, out, |byte| byte == b'&');
    out.push(b'"');
}

/// Appends `\u00xx`.
pub(super) fn write_unicode_escape(byte: u8, out: &mut Vec<u8>) {
    // Writing into a vector cannot fail.
    let _ = write!(out, "\\u{byte:04x}");
}
