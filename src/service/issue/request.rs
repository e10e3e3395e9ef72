//! What can be asked of the issue verb, and what it answers.

use crate::credential::ler_rs::Resume;
use crate::digest::sha256_hex;
use crate::proof::advice::Advice;
use crate::proof::{Cryptosuite, SecuringPlan};
use crate::records::credential::Why;
use serde::{Deserialize, Serialize};

/// In which form an assessed level leaves.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Form {
    /// An Open Badges 3.0 credential.
    OpenBadge,
    /// A record of learning (CLR 2.0) that holds the badge.
    Clr,
    /// A résumé (HR Open LER-RS) as a credential of VC Data Model 2.0, for wallets.
    LerRs,
    /// The same résumé in HR Open's own wrapper, a credential of VC Data Model 1.1.
    HrOpenLerRs,
}

impl Form {
    /// All forms.
    pub const ALL: [Form; 4] = [Form::OpenBadge, Form::Clr, Form::LerRs, Form::HrOpenLerRs];

    /// The form of this name.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|form| form.name() == name)
    }

    /// Its name on the command line and in file names.
    pub fn name(self) -> &'static str {
        match self {
            Form::OpenBadge => "open-badge",
            Form::Clr => "clr",
            Form::LerRs => "ler-rs",
            Form::HrOpenLerRs => "hr-open-ler-rs",
        }
    }

    /// How it is secured unless asked otherwise: by an `eddsa-rdfc-2022` proof, which the most
    /// readers take. HR Open's wrapper cannot have one, because its second context is a JSON
    /// Schema, of which there is no RDF.
    pub fn standard_proof(self) -> SecuringPlan {
        match self {
            Form::HrOpenLerRs => SecuringPlan::DataIntegrity(vec![Cryptosuite::EddsaJcs2022]),
            Form::OpenBadge | Form::Clr | Form::LerRs => SecuringPlan::standard(),
        }
    }

    /// Whether it holds the badge of its assessment.
    pub fn holds_badge(self) -> bool {
        self != Form::OpenBadge
    }

    /// Whether it is a résumé, which may say more than what was assessed.
    pub fn is_resume(self) -> bool {
        matches!(self, Form::LerRs | Form::HrOpenLerRs)
    }

    /// How a document of this form is to be secured: as was asked, or as is standard for it.
    pub fn secured_by(self, asked: &[SecuringPlan]) -> Vec<SecuringPlan> {
        match asked {
            [] => vec![self.standard_proof()],
            asked => asked.to_vec(),
        }
    }

    /// Whether a document of this form can be secured so.
    pub fn admits(self, proof: &SecuringPlan) -> bool {
        match (self, proof) {
            (Form::HrOpenLerRs, SecuringPlan::DataIntegrity(suites)) => {
                *suites == [Cryptosuite::EddsaJcs2022]
            }
            _ => true,
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
    /// The ways each is secured, each a document of its own; empty for each form's standard.
    pub proofs: Vec<SecuringPlan>,
    /// What a résumé is to say besides what was assessed: members of LER-RS as the caller gave
    /// them. Only with a form of LER-RS.
    pub resume: Option<Resume>,
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
            of,
            self.resume.as_ref().map(Resume::members),
        ]);
        sha256_hex(&[text.to_string().as_bytes()])
    }
}
