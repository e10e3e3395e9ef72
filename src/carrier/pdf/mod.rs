//! PDF (ISO 32000-2): the credential is the one attachment that is a credential by its content.
//!
//! Attachments are what a viewer shows as such: the name tree `EmbeddedFiles` (7.11.4), associated
//! files of the document and of its pages (14.13), and file attachment annotations (12.5.6.15).
//! No specification names the attachment of a credential, so its bytes decide, not its name.
//!
//! The reader is our own and reads only the objects on that way. Libraries that load a document
//! read every object and inflate every stream of it first; a few megabytes can make that billions
//! of bytes, for places may overlap and each compressed stream has the same allowance again. Here
//! one [`Work`] is spent by everything that is read. A damaged cross-reference is not repaired: two
//! readers that guess can find two different attachments.

mod attachments;
mod document;
mod object;
mod parse;
mod stream;
mod xref;

use super::bakeable::is_token;
use super::{Carried, Carrier, CarrierError};
use crate::ijson::{self, Json};
use attachments::Attachment;
use document::Document;
use stream::Content;

/// What may still be read of a document, in bytes parsed or inflated.
#[derive(Debug)]
pub(super) struct Work {
    left: usize,
}

/// The work that one document may make: 16 MiB.
const MOST_WORK: usize = 16 << 20;

impl Work {
    fn spend(&mut self, bytes: usize) -> Result<(), CarrierError> {
        match self.left.checked_sub(bytes) {
            Some(left) => self.left = left,
            None => {
                return Err(limit("the document takes more work than is given to one"));
            }
        }
        Ok(())
    }
}

/// The credential attached to a PDF.
pub(super) fn find(file: &[u8]) -> Result<Carried, CarrierError> {
    let mut document = Document::open(file, Work { left: MOST_WORK })?;
    let attachments = attachments::all(&mut document)?;
    let mut credentials = Vec::new();
    let mut unread = None;
    for attachment in &attachments {
        match read(&mut document, attachment)? {
            Read::Credential(text) => credentials.push(text),
            Read::Other => {}
            Read::Unknown(filter) => unread = Some(filter),
        }
    }
    match (credentials.pop(), credentials.is_empty(), unread) {
        (Some(credential), true, _) => Ok(Carried {
            carrier: Carrier::Pdf,
            family: None,
            credential,
            departures: Vec::new(),
        }),
        (Some(_), false, _) => Err(CarrierError::duplicate(
            "more than one credential is attached to the document; hand them in one by one",
        )),
        (None, _, Some(filter)) => Err(CarrierError::unsupported(
            "pdf-filter",
            format!("an attachment of the document is encoded in a way not read here ({filter})"),
        )),
        (None, _, None) if attachments.is_empty() => Err(CarrierError::nothing(
            "the document has no attachment; a credential that is only printed on a page cannot be \
             checked",
        )),
        (None, _, None) => Err(CarrierError::nothing(
            "none of the document's attachments is a credential",
        )),
    }
}

/// What an attachment turned out to be.
enum Read {
    Credential(Vec<u8>),
    Other,
    /// Its encoding is not known here.
    Unknown(String),
}

fn read(document: &mut Document<'_>, attachment: &Attachment) -> Result<Read, CarrierError> {
    let Some(stream) = document.stream(attachment.stream)? else {
        return Ok(Read::Other);
    };
    match document.content(&stream)? {
        Content::Whole(bytes) if is_credential(&bytes) => Ok(Read::Credential(bytes)),
        Content::Whole(_) => Ok(Read::Other),
        Content::TooLong(start) if may_be_credential(&start) => Err(limit(
            "an attachment that looks like a credential is longer than a credential may be",
        )),
        Content::TooLong(_) => Ok(Read::Other),
        Content::Unknown(filter) => Ok(Read::Unknown(filter)),
    }
}

/// JSON with a context and a type that says *verifiable*, or a compact token. Whether it is a good
/// one is not asked here; JSON with faults that has these is a credential with faults.
fn is_credential(bytes: &[u8]) -> bool {
    let text = bytes.trim_ascii();
    if std::str::from_utf8(text).is_ok_and(is_token) {
        return true;
    }
    if !text.starts_with(b"{") {
        return false;
    }
    let Ok(parsed) = ijson::read(text) else {
        return false;
    };
    let types = parsed.json.get("type").map(Json::as_set);
    let verifiable = |json: &Json<'_>| {
        let name = json.as_str().unwrap_or_default();
        name.starts_with("Verifiable") || name.starts_with("EnvelopedVerifiable")
    };
    parsed.json.get("@context").is_some() && types.is_some_and(|types| types.iter().any(verifiable))
}

fn may_be_credential(start: &[u8]) -> bool {
    let text = start.trim_ascii_start();
    text.starts_with(b"{") || text.starts_with(b"ey")
}

fn broken(detail: impl Into<String>) -> CarrierError {
    CarrierError::broken("document-broken", detail)
}

fn limit(detail: &str) -> CarrierError {
    CarrierError::limit("pdf-limit", detail)
}
