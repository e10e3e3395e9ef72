//! When a document was signed, by others than whoever signed it: the records of this deployment,
//! or the evidence that an entry in the issuer's audit log is about these very bytes.
//!
//! A thief who has a key can date a signature as he likes. What he cannot do is put it into a log
//! that was sealed before: so of a key that was revoked, what was entered before that still counts.

use super::Examination;
use crate::audit::{Act, AuditError};
use crate::credential::vcdm;
use crate::digest::sha256_hex;
use crate::identity::DidDocument;
use crate::ijson::{self, Json};
use std::cell::OnceCell;
use time::OffsetDateTime;

/// A document as it was handed in, with what secures it, and what is known of it: found out once,
/// however many proofs it has.
#[derive(Debug)]
pub(super) struct AsGiven<'a> {
    source: Source<'a>,
    digests: OnceCell<Vec<String>>,
    here: OnceCell<Option<IssuedHere>>,
}

#[derive(Debug)]
enum Source<'a> {
    /// Bytes: JSON, or a token.
    Bytes(&'a [u8]),
    /// A document inside another.
    Part(&'a Json<'a>),
}

impl<'a> AsGiven<'a> {
    /// Bytes: JSON, or a token.
    pub(super) fn bytes(bytes: &'a [u8]) -> Self {
        Self::new(Source::Bytes(bytes))
    }

    /// A document inside another.
    pub(super) fn part(json: &'a Json<'a>) -> Self {
        Self::new(Source::Part(json))
    }

    fn new(source: Source<'a>) -> Self {
        Self {
            source,
            digests: OnceCell::new(),
            here: OnceCell::new(),
        }
    }

    /// The SHA-256 digests, in hexadecimal digits, by which it may be known: of the bytes, and of
    /// the JSON as it is written here. On its way into a picture or through a form JSON may be
    /// written in another way, which changes nothing of what is signed.
    fn digests(&self) -> &[String] {
        let of_json = |json: &Json<'_>| sha256_hex(&[&ijson::to_vec(json)]);
        self.digests.get_or_init(|| match self.source {
            Source::Part(json) => vec![of_json(json)],
            Source::Bytes(bytes) => {
                let mut digests = vec![sha256_hex(&[bytes])];
                if let Ok(json @ Json::Object(_)) = ijson::parse(bytes) {
                    digests.push(of_json(&json));
                }
                digests
            }
        })
    }
}

/// A document that somebody may know.
#[derive(Debug, Clone, Copy)]
pub(super) struct Given<'d> {
    /// How it was handed in.
    pub as_given: &'d AsGiven<'d>,
    /// Who issued it, as it says itself.
    pub issuer: &'d str,
    /// Its id.
    pub id: Option<&'d str>,
}

impl<'d> Given<'d> {
    /// The document whose contents are `document`, which came `as_given`.
    pub(super) fn new(document: &'d Json<'_>, as_given: &'d AsGiven<'_>) -> Self {
        Self {
            as_given,
            issuer: vcdm::issuer_id(document).unwrap_or_default(),
            id: document.get("id").and_then(Json::as_str),
        }
    }

    /// What this deployment's records say of it.
    pub(super) fn issued_here(self, examination: &Examination<'_>) -> Option<&'d IssuedHere> {
        let here = self.as_given.here.get_or_init(|| {
            let documents = examination.documents();
            documents.issued_here(self.issuer, self.id?)
        });
        here.as_ref()
    }
}

/// What this deployment's records say of a credential.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct IssuedHere {
    /// The documents that it was given out as, one for each way in which it is secured.
    pub documents: Vec<SignedHere>,
    /// The later credential that took its place, if one did.
    pub superseded: Option<Superseded>,
}

/// A document that was signed here.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SignedHere {
    /// SHA-256 of its bytes, in hexadecimal digits.
    pub digest: String,
    /// When it was signed.
    pub at: OffsetDateTime,
}

/// A later credential took the place of this one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Superseded {
    /// When.
    pub at: OffsetDateTime,
    /// Why.
    pub why: Why,
}

/// Why a credential took the place of another.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Why {
    /// The earlier one was wrong.
    Reissue,
    /// The later one is valid for longer.
    Renewal,
    /// The learner has reached a higher level.
    LevelUp,
}

impl Why {
    /// What the later credential is to the earlier.
    pub(super) fn later(self) -> &'static str {
        match self {
            Why::Reissue => "a corrected one",
            Why::Renewal => "one with a new validity",
            Why::LevelUp => "one for a higher level",
        }
    }
}

/// What is known about when a document was signed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Witnessed {
    /// No later than this, by this witness.
    By(OffsetDateTime, &'static str),
    /// There is evidence, and it does not show it: why.
    NotShown(String),
    /// Nobody says.
    Nobody,
}

/// When `given` was signed, by this deployment's records or by the evidence that came with the
/// question; `issuer` is its issuer's own document, which alone says whose log is believed.
pub(super) fn of(
    examination: &Examination<'_>,
    issuer: &DidDocument,
    given: Given<'_>,
) -> Witnessed {
    let digests = given.as_given.digests();
    let here = given.issued_here(examination).and_then(|here| {
        let mut documents = here.documents.iter();
        documents.find(|document| digests.contains(&document.digest))
    });
    if let Some(document) = here {
        return Witnessed::By(document.at, "the records of this deployment");
    }
    let Some(inclusion) = &examination.question.inclusion else {
        return Witnessed::Nobody;
    };
    if inclusion.entry.act != Act::CredentialIssue {
        return Witnessed::NotShown("its entry is not about an issue".to_owned());
    }
    // By the audit key that the issuer lists, whatever key the evidence names.
    let mut refused = None;
    for key in issuer.audit_keys() {
        for digest in digests {
            match inclusion.verify(key, digest) {
                Ok(at) => return Witnessed::By(at, "the issuer's audit log"),
                // That one of the two digests is not there says less than any other reason.
                Err(AuditError::OtherDocument(_)) if refused.is_some() => {}
                Err(error) => refused = Some(error.to_string()),
            }
        }
    }
    Witnessed::NotShown(refused.unwrap_or_else(|| {
        "the issuer's document names no audit log with a key of its own".to_owned()
    }))
}
