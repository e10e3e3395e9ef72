//! What was handed in, and what the asker wants to know.

use super::expectation::Expectations;
use super::opened::Material;
use super::report::{Carrier, Check, CheckId, Found, Report, Securing, Subject};
use super::standing::TrustedIssuers;
use super::{Examination, MAX_CREDENTIAL_BYTES, VerifyError, document};
use crate::audit::Inclusion;
use crate::carrier::{self, CarrierError};
use crate::finding::Finding;
use crate::resolver;
use std::borrow::Cow;
use std::net::IpAddr;

/// A question to the verifier.
#[derive(Debug, Clone, Default)]
pub struct Question {
    /// What is to be verified.
    pub input: Input,
    /// What is expected of it.
    pub expect: Expectations,
    /// Issuers that the asker trusts, besides the operator's.
    pub trusted: TrustedIssuers,
    /// Which kind of document is wanted.
    pub wanted: Wanted,
    /// What a presentation has to be bound to.
    pub binding: Binding,
    /// Evidence from its issuer's audit log about when it was entered there: it tells what was
    /// signed before a key was revoked from what was dated back.
    pub inclusion: Option<Inclusion>,
    /// From where it is asked, as far as that is known: who asks much keeps nobody else waiting.
    pub asker: Option<IpAddr>,
}

/// Documents longer than this wait for their turn with laborious work: to read one takes longer
/// than to verify many that are as long as usual. 64 KiB.
pub const LONG_DOCUMENT: usize = 64 << 10;

/// What is to be verified.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Input {
    /// The document itself, in any carrier.
    Bytes(Vec<u8>),
    /// Its address.
    Url(String),
}

impl Default for Input {
    fn default() -> Self {
        Input::Bytes(Vec::new())
    }
}

/// Which kind of document is wanted.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Wanted {
    /// A credential or a presentation.
    #[default]
    Either,
    /// A credential.
    Credential,
    /// A presentation.
    Presentation,
}

/// What a presentation has to be bound to, so that it cannot be shown again elsewhere (Data
/// Integrity 1.0, section 4.4). What is `None` is not compared.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Binding {
    /// The challenge that was sent to the holder.
    pub challenge: Option<String>,
    /// For whom it was made.
    pub domain: Option<String>,
}

impl Question {
    /// Asks about the document `bytes`, expecting nothing.
    pub fn about(bytes: impl Into<Vec<u8>>) -> Self {
        Self {
            input: Input::Bytes(bytes.into()),
            ..Self::default()
        }
    }

    /// Whether the document that was handed in is a long one.
    pub(super) fn is_long(&self) -> bool {
        matches!(&self.input, Input::Bytes(bytes) if bytes.len() > LONG_DOCUMENT)
    }

    /// Asks about the document at `url`, expecting nothing.
    pub fn about_url(url: impl Into<String>) -> Self {
        Self {
            input: Input::Url(url.into()),
            ..Self::default()
        }
    }

    /// Which kind of document answers: only a presentation can be bound to anything.
    fn wanted(&self) -> Wanted {
        match self.wanted {
            Wanted::Either if self.binding != Binding::default() => Wanted::Presentation,
            wanted => wanted,
        }
    }
}

/// A report, and the very bytes that it is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Verified<'q> {
    /// What was found.
    pub report: Report,
    /// What was handed in or fetched, as it came.
    pub file: Cow<'q, [u8]>,
    /// The text of the credential, where it was carried in a picture or a document.
    carried: Option<Vec<u8>>,
}

impl Verified<'_> {
    /// The text of the credential, JSON or a token, as it stands in its file. Whether any of it
    /// is true, the report says. Of a file of a kind that is not read here it is the file.
    pub fn text(&self) -> &[u8] {
        self.carried.as_deref().unwrap_or(&self.file)
    }
}

/// The report on what `question` is about, which `examination` is made for.
pub(super) fn answer<'q>(
    examination: &Examination<'_>,
    question: &'q Question,
) -> Result<Verified<'q>, VerifyError> {
    match &question.input {
        Input::Bytes(bytes) => {
            let (report, carried) = of_bytes(examination, bytes)?;
            Ok(Verified {
                report,
                file: Cow::Borrowed(bytes),
                carried,
            })
        }
        Input::Url(url) => {
            let fetched = examination.fetch(resolver::Subject::Credential, url)?;
            let (mut report, carried) = of_bytes(examination, &fetched.body)?;
            report.url = Some(fetched.url.to_string());
            Ok(Verified {
                report,
                file: Cow::Owned(fetched.body.clone()),
                carried,
            })
        }
    }
}

/// The report on `bytes`, and the credential's text, where they are its carrier.
fn of_bytes(
    examination: &Examination<'_>,
    bytes: &[u8],
) -> Result<(Report, Option<Vec<u8>>), VerifyError> {
    let unreadable = |slug, detail: String| {
        let finding = Finding::new("", slug, detail);
        Err(VerifyError::Unreadable(vec![finding]))
    };
    if bytes.len() > MAX_CREDENTIAL_BYTES {
        let detail = format!("it is longer than {MAX_CREDENTIAL_BYTES} bytes");
        return unreadable("too-large", detail);
    }
    // What is packed small may inflate to much, and a file may be made of a great many pieces.
    let found = match carrier::Carrier::of(bytes) {
        None => Ok(None),
        Some(_) => examination.turn.laboriously(|| carrier::find(bytes)),
    };
    let carried = match found {
        Ok(carried) => carried,
        Err(CarrierError::Unsupported(finding)) => {
            return Ok((unsupported(bytes, finding), None));
        }
        Err(error) => return Err(VerifyError::Unreadable(error.findings().to_vec())),
    };
    let (text, carrier) = match &carried {
        None => (bytes, None),
        Some(carried) => (
            carried.credential.as_slice(),
            Some(of_carrier(carried.carrier)),
        ),
    };
    let material = Material::read(text)?;
    let wanted = examination.question.wanted();
    let mut report = document::examine(examination, material, wanted, 0)?.report;
    if let Some(carrier) = carrier {
        report.carrier = carrier;
    }
    if report.expectations.is_empty() {
        let why = match report.securing {
            Securing::Other => "it is in a form that is not known here",
            _ if report.credential.is_none() => "its proof has not been found to be right",
            _ => "it holds no credential that could answer",
        };
        report.expectations = examination.question.expect.unanswered(why);
    }
    Ok((report, carried.map(|carried| carried.credential)))
}

/// The report on a file that is a carrier of a kind that is not read here: nothing is known of what
/// it carries.
fn unsupported(file: &[u8], finding: Finding) -> Report {
    let check = Check::from_finding(CheckId::DataModel, finding).could_not_tell();
    let mut report = Report::new(Found {
        subject: Subject::Credential,
        securing: Securing::Other,
        checks: vec![check],
        issuer: None,
        lifecycle: None,
        credential: None,
        parts: Vec::new(),
    });
    report.carrier = carrier::Carrier::of(file).map_or(Carrier::Json, of_carrier);
    report
}

fn of_carrier(carrier: carrier::Carrier) -> Carrier {
    match carrier {
        carrier::Carrier::Png => Carrier::Png,
        carrier::Carrier::Svg => Carrier::Svg,
        carrier::Carrier::Pdf => Carrier::Pdf,
    }
}
