//! Certificates: one page to print, with the signed credential attached and a QR code of where it
//! can be checked.
//!
//! | file | its part |
//! | --- | --- |
//! | `page` | what stands where: the page as blocks of SVG, in the order in which they are read |
//! | `paper` | the blocks as PDF (PDF/A-3, ISO 19005-3), tagged for those who listen, with the attachment |
//!
//! The page is for people and proves nothing; the attachment is the credential, byte for byte, and
//! whoever verifies the file verifies that. Texts are bounded: what does not fit is made smaller,
//! then shortened, and of statements the rest is counted. Letters are those of [`crate::picture`].

mod page;
mod paper;

pub use paper::pdf;

use time::OffsetDateTime;

/// Why a certificate could not be made. It is our defect.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("the certificate cannot be made: {0}")]
pub struct CertificateError(pub String);

/// What a certificate says. Texts may be anything; they are fitted.
#[derive(Debug, Clone)]
pub struct Certificate<'a> {
    /// The learner's name, where it may be told.
    pub learner: Option<&'a str>,
    /// The occupation, or what else the framework is about.
    pub title: &'a str,
    /// The label of the level that was reached.
    pub level: &'a str,
    /// The labels of all levels, low to high. Empty for a record of several.
    pub ladder: Vec<&'a str>,
    /// The place of the level among them, from 1.
    pub rank: usize,
    /// The titles of the statements met, in the order of the framework.
    pub statements: Vec<&'a str>,
    /// Who issued.
    pub issuer: &'a str,
    /// Who assessed.
    pub assessor: Option<&'a str>,
    /// When it was assessed, in words.
    pub assessed: Option<&'a str>,
    /// Until when it holds, in words; without an end if `None`.
    pub valid_until: Option<&'a str>,
    /// By which rule the level is reached.
    pub rule: Option<&'a str>,
    /// The framework's name.
    pub framework: Option<&'a str>,
    /// Its version.
    pub version: Option<&'a str>,
    /// Whose words the framework's are.
    pub attribution: Option<&'a str>,
    /// The credential's id.
    pub id: &'a str,
    /// Where it can be checked; no code is drawn without one.
    pub address: Option<&'a str>,
}

/// The words that every certificate has, in the language it is in.
pub struct Words<'a> {
    /// The language (BCP 47): `en`.
    pub language: &'a str,
    /// What it is: “Certificate”.
    pub heading: &'a str,
    /// Before the name: “This certifies that”.
    pub certifies: &'a str,
    /// In the place of the name: “the holder of the attached credential”.
    pub holder: &'a str,
    /// Between name and level: “has reached the level”.
    pub reached: &'a str,
    /// The same where there is no ladder: “has earned”.
    pub earned: &'a str,
    /// The place of the level: “Level 3 of 4”.
    pub place: &'a str,
    /// Over the statements: “Shown in the assessment”.
    pub statements: &'a str,
    /// Behind those that fit: “and 5 more”.
    pub more: &'a dyn Fn(usize) -> String,
    /// “Issued by”.
    pub issuer: &'a str,
    /// “Assessed by”.
    pub assessor: &'a str,
    /// “Assessed on”.
    pub assessed: &'a str,
    /// “Valid until”.
    pub valid_until: &'a str,
    /// “How the level is decided”.
    pub rule: &'a str,
    /// “Framework”.
    pub framework: &'a str,
    /// “Version”.
    pub version: &'a str,
    /// “Credential”.
    pub credential: &'a str,
    /// “How to verify”.
    pub verify: &'a str,
    /// How, where there is an address: the file is handed in there, or the code is photographed.
    pub verify_there: &'a str,
    /// How, where there is none: with any verifier of such credentials.
    pub verify_anywhere: &'a str,
    /// What the code is, for those who do not see it.
    pub code: &'a str,
    /// What the attachment is: “The signed credential”.
    pub attachment: &'a str,
}

/// The credential as it is attached.
#[derive(Debug, Clone, Copy)]
pub struct Attached<'a> {
    /// Its bytes, as they were signed.
    pub bytes: &'a [u8],
    /// Their media type, without parameters.
    pub media_type: &'a str,
    /// Its name as a file.
    pub name: &'a str,
    /// When it was signed.
    pub signed: OffsetDateTime,
}

#[cfg(test)]
mod tests;
