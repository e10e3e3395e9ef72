//! Frameworks in the forms of others: CASE 1.1, CTDL-ASN, the export of LER.me.

use crate::finding::Finding;
use crate::framework::Framework;
use crate::mapping::{Addresses, case, ctdl};
use crate::records::framework_standing::StandingRecord;
use crate::service::{Service, ServiceError};
use serde_json::Value;

/// A form in which a framework leaves.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FrameworkForm {
    /// A CFPackage of CASE 1.1.
    Case,
    /// JSON-LD in the terms of CTDL-ASN.
    Ctdl,
    /// The export of LER.me, schema 1.0.
    LerMe,
}

impl FrameworkForm {
    /// All forms.
    pub const ALL: [FrameworkForm; 3] = [Self::Case, Self::Ctdl, Self::LerMe];

    /// What it is called on the command line.
    pub fn name(self) -> &'static str {
        match self {
            Self::Case => "case",
            Self::Ctdl => "ctdl",
            Self::LerMe => "ler-me",
        }
    }
}

impl Service {
    /// `framework` in a form of others as it is published here: its CASE package says what became
    /// of the version, by its `standing`. (CTDL-ASN leaves the status of a publication to whoever
    /// registers it.)
    ///
    /// # Errors
    /// As [`Service::in_form`].
    pub fn published_in_form(
        &self,
        framework: &Framework,
        standing: Option<&StandingRecord>,
        form: FrameworkForm,
    ) -> Result<Value, ServiceError> {
        match form {
            FrameworkForm::Case => Ok(self.published_package(framework, standing)?.to_value()),
            _ => self.in_form(framework, form),
        }
    }

    /// `framework` in a form of others, with addresses of this deployment: what it says itself,
    /// whatever became of it.
    ///
    /// # Errors
    /// [`ServiceError::Invalid`] for the export of LER.me when the framework came from CASE: that
    /// export has no place for what CASE says.
    pub fn in_form(
        &self,
        framework: &Framework,
        form: FrameworkForm,
    ) -> Result<Value, ServiceError> {
        let addresses = Addresses::new(self.settings().public_url.as_deref(), None);
        match form {
            FrameworkForm::Case => Ok(case::package(framework, &addresses).to_value()),
            FrameworkForm::Ctdl => Ok(ctdl::ctdl(framework, &addresses)),
            FrameworkForm::LerMe if framework.case.is_none() => Ok(framework.to_export()),
            FrameworkForm::LerMe => {
                let detail = "it came as a CASE package, which says what an export of LER.me has \
                              no place for; the form `case` gives it back whole";
                Err(ServiceError::Invalid {
                    what: "the framework",
                    findings: vec![Finding::new("", "not-in-this-form", detail)],
                })
            }
        }
    }
}
