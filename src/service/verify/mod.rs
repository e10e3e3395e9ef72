//! Verifying: is this credential good, what does it say, and is that what was expected?
//!
//! | file | its question |
//! | --- | --- |
//! | `question` | what was handed in, and what does the asker want to know? |
//! | `opened` | is it what its signer signed, and may that signer say it? By form: `data_integrity`, `token`; the keys: `key` |
//! | `claims` | does it hold now, does it keep the rules of its type, what does it say? |
//! | `status` | was it revoked or suspended? |
//! | `witness` | who but the signer knows when it was signed? |
//! | `lifecycle` | where in its life does it stand? |
//! | `parts` | do the credentials inside it hold on their own? |
//! | `standing` | does anybody whom the asker trusts know its issuer? |
//! | `expectation` | does it say what was expected? |
//! | `report` | every check with its outcome and reason, and the verdict |
//!
//! What comes after a proof that did not verify is *not run*: nothing is said about the contents
//! of a forgery, and nothing that it names is fetched. A check that could not be made is never
//! counted as passed.

mod claims;
mod data_integrity;
mod document;
mod expectation;
mod key;
mod lifecycle;
mod opened;
mod parts;
mod question;
mod report;
mod standing;
mod status;
mod token;
mod turns;
mod witness;

pub use expectation::{Answer, Answered, Expectations, Expected};
pub use key::{Documents, KnownDocuments};
pub use lifecycle::Lifecycle;
pub use question::{Binding, Input, LONG_DOCUMENT, Question, Verified, Wanted};
pub use report::{
    Carrier, Check, CheckId, Outcome, Part, Report, Securing, Subject, Verdict, own_problem,
};
pub use standing::{Known, Standing, TrustedIssuer, TrustedIssuers};
pub use turns::Turns;
pub use witness::{IssuedHere, SignedHere, Superseded, Why};

use super::{Service, ServiceError};
use crate::clock::{Clock, parse_timestamp};
use crate::finding::Finding;
use crate::identity::DidDocument;
use crate::jsonld::Contexts;
use crate::jsonld::canon::Budget;
use crate::proof::{Processor, ProofError, Unsecured};
use crate::records::credential::{self as records, SecuredRecord};
use crate::resolver::{self, FetchError, Fetched, Resolver, Trip};
use std::cell::Cell;
use std::sync::Arc;
use time::{Duration, OffsetDateTime};
use turns::Turn;

/// No document longer than this is read: 5 MiB.
pub const MAX_CREDENTIAL_BYTES: usize = 5 << 20;

/// How far the clocks of others may be ahead of ours, or behind.
const SKEW: Duration = Duration::seconds(300);

/// How many credentials inside one document are verified, at all depths together.
const MOST_PARTS: usize = crate::credential::MAX_PARTS;

/// What a verification needs besides the credential.
#[derive(Clone, Copy)]
pub struct Verifier<'v> {
    /// The documents that are at hand.
    pub documents: &'v dyn Documents,
    /// Whoever fetches the others.
    pub resolver: &'v dyn Resolver,
    /// The issuers that the operator trusts.
    pub trusted: &'v TrustedIssuers,
    /// The time.
    pub clock: &'v dyn Clock,
    /// Who may compute.
    pub turns: &'v Turns,
}

/// Why there is no report.
#[derive(Debug, thiserror::Error)]
pub enum VerifyError {
    /// What was handed in cannot be read as a credential at all. Whoever made it is at fault.
    #[error("this is no credential that can be read: {}", list(.0))]
    Unreadable(Vec<Finding>),
    /// The credential was to be fetched, and could not be. The address or its server is at fault.
    #[error("the credential cannot be fetched: {0}")]
    NotFetched(#[from] FetchError),
}

fn list(findings: &[Finding]) -> String {
    let lines: Vec<String> = findings.iter().map(ToString::to_string).collect();
    lines.join("; ")
}

impl Verifier<'_> {
    /// Verifies what is asked about: a credential or a presentation, in any carrier and form that
    /// is known. The form is found from the content.
    ///
    /// # Errors
    /// [`VerifyError`] when there is nothing to verify.
    pub fn verify(&self, question: &Question) -> Result<Report, VerifyError> {
        Ok(self.examine(question)?.report)
    }

    /// The same, and the bytes that the report is about.
    ///
    /// # Errors
    /// As of [`Verifier::verify`].
    pub fn examine<'q>(&self, question: &'q Question) -> Result<Verified<'q>, VerifyError> {
        let examination = Examination {
            verifier: self,
            turn: match question.is_long() {
                true => self.turns.take_laborious(),
                false => self.turns.take(question.asker),
            },
            trip: Trip::new(),
            parts_left: Cell::new(MOST_PARTS),
            controllers: key::Controllers::default(),
            lists: status::Lists::default(),
            question,
        };
        question::answer(&examination, question)
    }
}

/// One verification: what it may still fetch and look into.
struct Examination<'v> {
    verifier: &'v Verifier<'v>,
    turn: Turn<'v>,
    trip: Trip,
    parts_left: Cell<usize>,
    controllers: key::Controllers,
    lists: status::Lists,
    question: &'v Question,
}

impl Examination<'_> {
    fn documents(&self) -> &dyn Documents {
        self.verifier.documents
    }

    /// Whether the operator or the asker trusts the issuer `id`.
    fn standing(&self, id: &str) -> Standing {
        let by_operator = self.verifier.trusted.standing(id);
        match by_operator.standing {
            Known::Trusted => by_operator,
            Known::Unknown => self.question.trusted.standing(id),
        }
    }

    fn now(&self) -> OffsetDateTime {
        self.verifier.clock.now()
    }

    fn processor(&self) -> Processor<'static> {
        Processor {
            contexts: Contexts::on_board(),
            budget: Budget::DEFAULT,
        }
    }

    /// Makes the canonical form of a document. One whose blank nodes are much alike has to wait for
    /// its turn with laborious work.
    fn canonicalize(&self, unsecured: &Unsecured<'_>) -> Result<(), ProofError> {
        let all = self.processor();
        let some = Processor {
            budget: Budget {
                work: all.budget.work / 20,
                ..all.budget
            },
            ..all
        };
        match unsecured.canonicalize(some) {
            Err(ProofError::Canonicalization(_)) => {
                self.turn.laboriously(|| unsecured.canonicalize(all))
            }
            done => done,
        }
    }

    /// Fetches; others may compute meanwhile.
    fn fetch(&self, subject: resolver::Subject, url: &str) -> Result<Arc<Fetched>, FetchError> {
        let resolver = self.verifier.resolver;
        self.turn
            .without(|| resolver.fetch(subject, url, &self.trip))
    }
}

impl Service {
    /// Verifies a credential; the documents of this deployment's issuers come from its store, and
    /// its own status lists are those that it serves.
    ///
    /// # Errors
    /// [`ServiceError::Invalid`] when the input cannot be read as a credential,
    /// [`ServiceError::NotFetched`] when it cannot be had.
    pub fn verify(&self, question: &Question) -> Result<Report, ServiceError> {
        Ok(self.examine(question)?.report)
    }

    /// The same, and the bytes that the report is about.
    ///
    /// # Errors
    /// As of [`Service::verify`].
    pub fn examine<'q>(&self, question: &'q Question) -> Result<Verified<'q>, ServiceError> {
        let documents = self
            .issuers()?
            .iter()
            .map(super::issuers::did_document)
            .collect();
        let verifier = Verifier {
            documents: &OwnDocuments {
                service: self,
                documents: KnownDocuments::new(documents),
            },
            resolver: self.resolver.as_ref(),
            trusted: &self.trusted_issuers,
            clock: self.clock.as_ref(),
            turns: &self.turns,
        };
        Ok(verifier.examine(question)?)
    }
}

/// The documents of this deployment.
struct OwnDocuments<'s> {
    service: &'s Service,
    documents: KnownDocuments,
}

impl Documents for OwnDocuments<'_> {
    fn did_document(&self, did: &str) -> Option<DidDocument> {
        self.documents.did_document(did)
    }

    fn status_list(&self, url: &str) -> Option<Vec<u8>> {
        let published = self.service.status_list_at(url)?;
        Some(published.proven.bytes().to_vec())
    }

    fn issued_here(&self, issuer: &str, id: &str) -> Option<IssuedHere> {
        // What cannot be read is not known; nothing is taken for good because of that.
        let record = self.service.on_record(id).ok()??.record;
        let by_issuer = |one: &&SecuredRecord| key::controller(&one.verification_method) == issuer;
        let documents: Vec<SignedHere> = record
            .secured
            .iter()
            .filter(by_issuer)
            .filter_map(|one| {
                Some(SignedHere {
                    digest: one.digest.clone()?,
                    at: parse_timestamp(&one.created)?,
                })
            })
            .collect();
        let known = record.secured.iter().any(|one| by_issuer(&one));
        let superseded = record.superseded_by.and_then(|successor| {
            Some(Superseded {
                at: parse_timestamp(&successor.at)?,
                why: match successor.why {
                    records::Why::Reissue => Why::Reissue,
                    records::Why::Renewal => Why::Renewal,
                    records::Why::LevelUp => Why::LevelUp,
                },
            })
        });
        known.then_some(IssuedHere {
            documents,
            superseded,
        })
    }
}
