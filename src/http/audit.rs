//! `/audit/…`: what anybody may ask of the audit log, and an issuer's own entries in it.
//!
//! The checkpoint is served as C2SP tlog-tiles places it, so that whoever watches logs can read it.

use super::answer::Answer;
use super::call::{Call, cursor};
use super::openapi::Described;
use super::problem::Problem;
use crate::service::audit::SealedEntry;
use axum::http::header;
use serde::Serialize;
use utoipa::ToSchema;

/// A signed note is text (C2SP tlog-tiles).
const TEXT: &str = "text/plain; charset=utf-8";

/// A checkpoint is soon followed by another.
const SHORT: &str = "public, max-age=5";

/// A page of entries of the audit log.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct AuditEntryPage {
    /// The entries of the key's issuer, by number. There may be none although a page follows.
    entries: Vec<AuditEntry>,
    /// What to give as `after` for the next page; absent on the last.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    next: Option<String>,
}

/// A sealed entry of the audit log.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct AuditEntry {
    /// Its number in the log, from 0.
    index: u64,
    /// Its hash, which the next entry about the same object has as `previous`.
    hash: String,
    /// The entry, as it is hashed: in canonical JSON (RFC 8785).
    #[schema(value_type = Object)]
    entry: serde_json::Value,
}

impl AuditEntry {
    fn new(sealed: SealedEntry) -> Result<Self, Problem> {
        let entry = serde_json::to_value(&sealed.entry)
            .map_err(|error| Problem::defect(format!("an entry has no JSON form: {error}")))?;
        Ok(Self {
            index: sealed.index,
            hash: sealed.hash,
            entry,
        })
    }
}

pub(super) fn checkpoint(call: &Call) -> Result<Answer, Problem> {
    let [] = call.query([])?;
    let checkpoint = call.service().audit_checkpoint()?;
    Ok(Answer::verbatim(TEXT, checkpoint).with(header::CACHE_CONTROL, SHORT))
}

pub(super) fn describe_checkpoint() -> Described {
    Described::new(
        "auditCheckpoint",
        "The size and the root of the audit log, signed by the audit key: a C2SP signed note",
    )
    .gives_text(200, "The checkpoint")
    .fails(404, "Nothing was sealed yet")
}

pub(super) fn inclusion(call: &Call) -> Result<Answer, Problem> {
    let [digest] = call.query(["digest"])?;
    let digest = digest
        .filter(|text| text.len() == 64 && text.bytes().all(|byte| byte.is_ascii_hexdigit()))
        .ok_or_else(|| bad("digest is the SHA-256 of the signed bytes: 64 hexadecimal digits"))?;
    Answer::json(&call.service().audit_inclusion(&digest)?)
}

pub(super) fn describe_inclusion() -> Described {
    Described::new(
        "auditInclusion",
        "Evidence that a credential was entered into the audit log, and when; whoever has the \
         audit key's public half can check it without asking anybody",
    )
    .query_text(
        "digest",
        "The SHA-256 of the credential's signed bytes, in hexadecimal digits",
    )
    .gives_object(
        200,
        "`entry`, its number `index` in a log of `size` entries, the `proof` (RFC 6962, section \
         2.1.1) and the signed `checkpoint`",
    )
    .fails(404, "No sealed entry holds this digest, or none yet")
}

pub(super) fn consistency(call: &Call) -> Result<Answer, Problem> {
    let [from, to] = call.query(["from", "to"])?;
    let (from, to) = (size("from", from)?, size("to", to)?);
    Answer::json(&call.service().audit_consistency(from, to)?)
}

pub(super) fn describe_consistency() -> Described {
    Described::new(
        "auditConsistency",
        "Evidence that the audit log only grew between two checkpoints",
    )
    .query_text("from", "The size in the earlier checkpoint")
    .query_text("to", "The size in the later checkpoint")
    .gives_object(
        200,
        "The signed checkpoints `from` and `to`, and the `proof` (RFC 6962, section 2.1.2)",
    )
    .fails(
        404,
        "No checkpoint was signed for one of the sizes; those near it are named",
    )
    .fails(422, "`from` is the later one")
}

pub(super) fn entries(call: &Call) -> Result<Answer, Problem> {
    let page = call.page()?;
    let place = |bytes: Vec<u8>| {
        let number = bytes.try_into().map(u64::from_be_bytes);
        number.map_err(|_| bad("after is not the `next` of a page"))
    };
    let from = page.after.map(place).transpose()?.unwrap_or(0);
    let issuer = &call.caller()?.issuer;
    let page = call.service().audit_entries(issuer, from, page.limit)?;
    let entries = page.entries.into_iter().map(AuditEntry::new);
    Answer::json(&AuditEntryPage {
        entries: entries.collect::<Result<_, _>>()?,
        next: cursor(page.next.map(|number| number.to_be_bytes().to_vec())),
    })
}

pub(super) fn describe_entries() -> Described {
    Described::new(
        "listAuditEntries",
        "A page of the sealed entries of the audit log about the key's issuer",
    )
    .paged()
    .gives::<AuditEntryPage>(200, "The page")
}

fn size(name: &str, text: Option<String>) -> Result<u64, Problem> {
    let size = text.and_then(|text| text.parse().ok());
    size.ok_or_else(|| bad(format!("{name} is the size of a log: a whole number")))
}

fn bad(detail: impl Into<String>) -> Problem {
    Problem::bad_request("bad-query", detail)
}
