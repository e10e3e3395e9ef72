//! The answers about credentials, and how signed bytes stand in one.

use crate::ijson::write_string_into;
use crate::records::credential::CredentialRecord;
use crate::service::issue::Issued;
use serde::Serialize;
use utoipa::ToSchema;

/// Credentials that were issued.
#[derive(ToSchema)]
#[allow(dead_code, reason = "describes what `write_issued` writes")]
pub(super) struct IssuedList {
    /// The credentials, in the order of the request.
    credentials: Vec<IssuedEntry>,
}

/// A credential in one secured form.
#[derive(ToSchema)]
#[allow(dead_code, reason = "describes what `write_issued` writes")]
#[schema(as = IssuedCredential, rename_all = "camelCase")]
struct IssuedEntry {
    /// The credential's id.
    id: String,
    /// Its name.
    name: String,
    /// Its form.
    form: String,
    /// How it is secured.
    proof: String,
    /// The media type of its bytes by themselves.
    media_type: String,
    /// Whether it had been issued before this request.
    already: bool,
    /// The signed bytes, verbatim: an object for `application/vc`, a string for a JWT.
    #[schema(value_type = Value)]
    credential: String,
}

/// The answer to issuing, with the signed bytes as they are on record.
pub(super) fn write_issued(issued: &[Issued]) -> Vec<u8> {
    let size: usize = issued.iter().map(|one| one.bytes.len() + 512).sum();
    let mut out = Vec::with_capacity(size);
    out.extend_from_slice(br#"{"credentials":["#);
    for (place, one) in issued.iter().enumerate() {
        if place > 0 {
            out.push(b',');
        }
        let members = [
            ("{\"id\":", &one.id),
            (",\"name\":", &one.name),
            (",\"form\":", &one.form),
            (",\"proof\":", &one.proof),
            (",\"mediaType\":", &one.media_type),
        ];
        for (name, value) in members {
            out.extend_from_slice(name.as_bytes());
            write_string_into(value, &mut out);
        }
        out.extend_from_slice(match one.already {
            true => b",\"already\":true,\"credential\":",
            false => b",\"already\":false,\"credential\":".as_slice(),
        });
        write_signed_into(one, &mut out);
        out.push(b'}');
    }
    out.extend_from_slice(b"]}");
    out
}

/// JSON as it is; a token as a JSON string. A compact JWS has no character that a JSON string
/// would escape.
fn write_signed_into(one: &Issued, out: &mut Vec<u8>) {
    if one.media_type == super::SIGNED[0] {
        out.extend_from_slice(&one.bytes);
    } else {
        write_string_into(&String::from_utf8_lossy(&one.bytes), out);
    }
}

/// A page of credentials.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct CredentialPage<'r> {
    /// The credentials, the newest first. A page may have fewer than were asked for, and still
    /// not be the last.
    pub(super) credentials: Vec<CredentialAnswer<'r>>,
    /// What to give as `after` for the next page; absent on the last.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub(super) next: Option<String>,
}

/// A credential on record.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = Credential)]
pub(super) struct CredentialAnswer<'r> {
    /// Its id: `urn:uuid:` and a random UUID, or the id that its writer gave it.
    id: &'r str,
    /// Its form: `open-badge`, or `given` where the caller wrote the credential.
    form: &'r str,
    /// Its name; absent where the caller wrote the credential.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    name: Option<&'r str>,
    /// The id of the assessment it was made from; absent where the caller wrote the credential.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    assessment: Option<&'r str>,
    /// The framework's key, with an assessment.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    framework: Option<&'r str>,
    /// The framework's version, with an assessment.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    framework_version: Option<&'r str>,
    /// The level that was achieved, with an assessment.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    level: Option<&'r str>,
    /// The slug of its issuer.
    issuer: &'r str,
    /// From when it is valid; absent where it does not say.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    valid_from: Option<&'r str>,
    /// Until when; absent for ever.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    valid_until: Option<&'r str>,
    /// Its secured forms.
    secured: Vec<SecuredAnswer<'r>>,
}

/// A secured form of a credential.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = SecuredForm)]
pub(super) struct SecuredAnswer<'r> {
    /// How it is secured; the parameter `proof` fetches its bytes.
    proof: &'r str,
    /// The media type of its bytes.
    media_type: &'r str,
    /// The verification method that signed it.
    verification_method: &'r str,
    /// When it was signed.
    created: &'r str,
}

impl<'r> From<&'r CredentialRecord> for CredentialAnswer<'r> {
    fn from(record: &'r CredentialRecord) -> Self {
        let from = record.made_from.as_ref();
        let secured = record.secured.iter().map(|one| SecuredAnswer {
            proof: &one.proof,
            media_type: &one.media_type,
            verification_method: &one.verification_method,
            created: &one.created,
        });
        Self {
            id: &record.id,
            form: &record.form,
            name: record.name.as_deref(),
            assessment: from.map(|from| from.assessment.as_str()),
            framework: from.map(|from| from.framework.as_str()),
            framework_version: from.map(|from| from.framework_version.as_str()),
            level: from.map(|from| from.level.as_str()),
            issuer: &record.issuer,
            valid_from: record.valid_from.as_deref(),
            valid_until: record.valid_until.as_deref(),
            secured: secured.collect(),
        }
    }
}
