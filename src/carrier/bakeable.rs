//! A credential that is to be baked: which family it is of, and how its text is written so that
//! every known reader finds its end.
//!
//! Escapes inside JSON strings do not change what the JSON says, and neither cryptosuite signs the
//! text itself.

use super::{BAKING, CarrierError, Family};
use crate::finding::Finding;
use crate::ijson::{self, Json};
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;

/// No credential longer than this is baked: 1 MiB.
pub const MAX_CREDENTIAL_BYTES: usize = 1 << 20;

/// A credential that may be baked.
#[derive(Debug)]
pub(super) struct Bakeable<'a> {
    pub family: Family,
    pub form: Form<'a>,
}

/// The form of a credential.
#[derive(Debug)]
pub(super) enum Form<'a> {
    /// JSON with embedded proofs.
    Json(&'a str),
    /// A compact JWS: base64url and dots.
    Token(&'a str),
}

impl<'a> Bakeable<'a> {
    /// Reads a credential in either form.
    pub(super) fn read(credential: &'a [u8]) -> Result<Self, CarrierError> {
        if credential.len() > MAX_CREDENTIAL_BYTES {
            let detail = format!("the credential is longer than {MAX_CREDENTIAL_BYTES} bytes");
            return Err(not_a_credential("too-large", detail));
        }
        let text = std::str::from_utf8(credential.trim_ascii())
            .map_err(|_| not_a_credential("not-json", "the credential is not text in UTF-8"))?;
        if is_token(text) {
            return Ok(Bakeable {
                family: family(&parse(&payload(text)?)?)?,
                form: Form::Token(text),
            });
        }
        Ok(Bakeable {
            family: family(&parse(text.as_bytes())?)?,
            form: Form::Json(text),
        })
    }
}

/// Whether `text` has the shape of a compact JWS: three parts of base64url with dots between.
pub(super) fn is_token(text: &str) -> bool {
    let parts: Vec<&str> = text.split('.').take(4).collect();
    let base64url = |part: &&str| {
        !part.is_empty()
            && part
                .bytes()
                .all(|b| b.is_ascii_alphanumeric() || b == b'-' || b == b'_')
    };
    parts.len() == 3 && parts.iter().all(base64url)
}

fn payload(token: &str) -> Result<Vec<u8>, CarrierError> {
    let payload = token.split('.').nth(1).unwrap_or_default();
    URL_SAFE_NO_PAD
        .decode(payload)
        .map_err(|_| not_a_credential("not-base64url", "the token's payload is not base64url"))
}

fn parse(json: &[u8]) -> Result<Json<'_>, CarrierError> {
    ijson::parse(json).map_err(|error| CarrierError::Credential(error.findings()))
}

/// The family by the credential's type; tokens of old keep the credential in a claim `vc`.
fn family(credential: &Json<'_>) -> Result<Family, CarrierError> {
    let types = credential
        .get("type")
        .or_else(|| credential.get("vc")?.get("type"))
        .map(Json::as_set)
        .unwrap_or_default();
    let has = |name: &str| types.iter().any(|json| json.as_str() == Some(name));
    if has("ClrCredential") {
        Ok(Family::Clr)
    } else if has("OpenBadgeCredential") || has("AchievementCredential") {
        Ok(Family::OpenBadge)
    } else {
        let detail = "only an OpenBadgeCredential (or AchievementCredential) and a ClrCredential can \
                      be baked; the type of this one says neither";
        let finding = Finding::new("/type", "not-a-badge", detail).by(BAKING);
        Err(CarrierError::Credential(vec![finding]))
    }
}

fn not_a_credential(problem: &'static str, detail: impl Into<String>) -> CarrierError {
    CarrierError::Credential(vec![Finding::new("", problem, detail)])
}

/// `json` with some characters inside its strings written as escapes: those for which `wanted` says
/// so, given what stands before them. They must be characters of one UTF-16 unit that JSON lets
/// stand bare.
pub(super) fn escape_in_strings(json: &str, wanted: impl Fn(&str, char) -> bool) -> String {
    let mut out = String::with_capacity(json.len() + json.len() / 16);
    let mut inside = false;
    let mut escaped = false;
    for character in json.chars() {
        if inside && !escaped && wanted(&out, character) {
            out.push_str(&format!("\\u{:04x}", u32::from(character)));
            continue;
        }
        match character {
            _ if escaped => escaped = false,
            '\\' => escaped = inside,
            '"' => inside = !inside,
            _ => {}
        }
        out.push(character);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn escapes_are_written_inside_strings_only_and_change_no_value() {
        let json = r#"{"a{":"}\"{","b\\":{"c":"\\{x\\\\}"},"d":["é{😀}"]}"#;
        let written = escape_in_strings(json, |_, c| matches!(c, '{' | '}'));
        assert_eq!(
            written,
            r#"{"a\u007b":"\u007d\"\u007b","b\\":{"c":"\\\u007bx\\\\\u007d"},"d":["é\u007b😀\u007d"]}"#
        );
        let before = ijson::parse(json.as_bytes()).unwrap();
        assert_eq!(ijson::parse(written.as_bytes()).unwrap(), before);
    }

    #[test]
    fn a_token_has_three_parts() {
        assert!(is_token("eyJh.eyJi.c2ln"));
        for text in ["eyJh.eyJi", "a.b.c.d", "a..c", "a.b.c=", "{}", ""] {
            assert!(!is_token(text), "{text}");
        }
    }

    #[test]
    fn the_family_is_told_by_the_type() {
        let of = |json: &str| Bakeable::read(json.as_bytes()).map(|it| it.family);
        assert_eq!(
            of(r#"{"type":["VerifiableCredential","AchievementCredential"]}"#),
            Ok(Family::OpenBadge)
        );
        assert_eq!(
            of(r#"{"type":["VerifiableCredential","ClrCredential"]}"#),
            Ok(Family::Clr)
        );
        let token = |payload: &str| format!("e30.{}.c2ln", URL_SAFE_NO_PAD.encode(payload));
        assert_eq!(
            of(&token(r#"{"vc":{"type":"OpenBadgeCredential"}}"#)),
            Ok(Family::OpenBadge)
        );
        let problem = |json: &str| of(json).unwrap_err().findings()[0].problem;
        assert_eq!(problem(r#"{"type":"VerifiableCredential"}"#), "not-a-badge");
        assert_eq!(problem(&token("[]")), "not-a-badge");
        assert_eq!(problem("{"), "not-json");
        assert_eq!(problem(r#"{"type":1,"type":2}"#), "duplicate-name");
    }
}
