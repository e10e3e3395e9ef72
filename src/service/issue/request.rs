//! What can be asked of the issue verb, and what it answers.

use crate::digest::sha256_hex;
use crate::proof::SecuringPlan;
use crate::proof::advice::Advice;
use crate::records::credential::Why;
use serde::{Deserialize, Serialize};

/// In which form an assessed level leaves.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Form {
    /// An Open Badges 3.0 credential.
    OpenBadge,
}

impl Form {
    /// All forms.
    pub const ALL: [Form; 1] = [Form::OpenBadge];

    /// Its name on the command line and in file names.
    pub fn name(self) -> &'static str {
        match self {
            Form::OpenBadge => "open-badge",
        }
    }
}

/// What is to be issued.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct IssueRequest {
    /// The id of an assessment on record.
    pub assessment: String,
    /// The forms.
    pub forms: Vec<Form>,
    /// The ways each is secured, each a document of its own.
    pub proofs: Vec<SecuringPlan>,
    /// Until when the credentials are valid (XSD dateTimeStamp); for ever if `None`.
    pub valid_until: Option<String>,
    /// Whether to issue anew what was issued before.
    pub again: bool,
    /// The credential whose place the new one takes; always a new one.
    pub in_place_of: Option<InPlaceOf>,
}

/// A credential whose place a new one takes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InPlaceOf {
    /// Its id.
    pub id: String,
    /// Why.
    pub why: Why,
    /// Why, in the words of whoever asks.
    pub reason: Option<String>,
}

/// A credential in one secured form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Issued {
    /// The credential's id.
    pub id: String,
    /// Its name.
    pub name: String,
    /// Its form.
    pub form: String,
    /// How it is secured.
    pub proof: String,
    /// The media type of its bytes.
    pub media_type: String,
    /// The signed bytes, as they are on record.
    pub bytes: Vec<u8>,
    /// Whether it had been issued before this request.
    pub already: bool,
    /// What is good to know of this form: which readers take it, and what they will find.
    pub notes: Vec<Advice>,
}

impl IssueRequest {
    /// SHA-256 of what is asked for, in hexadecimal digits.
    pub(super) fn digest(&self) -> String {
        let forms: Vec<&str> = self.forms.iter().map(|form| form.name()).collect();
        let proofs: Vec<String> = self.proofs.iter().map(SecuringPlan::name).collect();
        let of = self.in_place_of.as_ref().map(|of| (&of.id, of.why));
        let text = serde_json::json!([
            self.assessment,
            forms,
            proofs,
            self.valid_until,
            self.again,
            of
        ]);
        sha256_hex(&[text.to_string().as_bytes()])
    }
}
