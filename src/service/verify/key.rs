//! The issuer's key: the proof's verification method must be the issuer's own, for the purpose of
//! the proof, and good when the proof was made (Controlled Identifiers 1.0, section 3.3).

use super::Examination;
use super::report::{Check, CheckId, own_problem};
use super::witness::{self, Given, IssuedHere, Witnessed};
use crate::clock::timestamp;
use crate::identity::{
    self, DidDocument, KeyValidity, PublicKey, Purpose, VerificationMethodError, did_web,
};
use crate::ijson;
use crate::resolver;
use std::cell::RefCell;
use std::collections::HashMap;
use std::rc::Rc;
use time::OffsetDateTime;

/// Documents that can be had without asking anybody else: those of this deployment.
pub trait Documents {
    /// The DID document of `did`; `None` when it is not at hand.
    fn did_document(&self, did: &str) -> Option<DidDocument>;

    /// The status list credential at `url`; `None` when it is not at hand.
    fn status_list(&self, url: &str) -> Option<Vec<u8>>;

    /// What is on record about the credential `id` of `issuer`, by their ids; `None` when it was
    /// not issued here, or the records are not at hand.
    fn issued_here(&self, _issuer: &str, _id: &str) -> Option<IssuedHere> {
        None
    }
}

/// Some documents at hand.
#[derive(Debug, Clone, Default)]
pub struct KnownDocuments {
    documents: Vec<DidDocument>,
    status_lists: Vec<(String, Vec<u8>)>,
    issued: Vec<(String, String, IssuedHere)>,
}

impl KnownDocuments {
    /// These DID documents.
    pub fn new(documents: Vec<DidDocument>) -> Self {
        Self {
            documents,
            status_lists: Vec::new(),
            issued: Vec::new(),
        }
    }

    /// The same, and the status list at `url`.
    #[must_use]
    pub fn with_status_list(mut self, url: impl Into<String>, list: Vec<u8>) -> Self {
        self.status_lists.push((url.into(), list));
        self
    }

    /// The same, and what is on record about the credential `id` of `issuer`.
    #[must_use]
    pub fn with_issued(
        mut self,
        issuer: impl Into<String>,
        id: impl Into<String>,
        here: IssuedHere,
    ) -> Self {
        self.issued.push((issuer.into(), id.into(), here));
        self
    }
}

impl Documents for KnownDocuments {
    fn did_document(&self, did: &str) -> Option<DidDocument> {
        let mut documents = self.documents.iter();
        documents.find(|document| document.id() == did).cloned()
    }

    fn status_list(&self, url: &str) -> Option<Vec<u8>> {
        let mut lists = self.status_lists.iter();
        let (_, list) = lists.find(|(place, _)| place == url)?;
        Some(list.clone())
    }

    fn issued_here(&self, issuer: &str, id: &str) -> Option<IssuedHere> {
        let mut issued = self.issued.iter();
        let (_, _, here) = issued.find(|(by, of, _)| by == issuer && of == id)?;
        Some(here.clone())
    }
}

/// Whose key `method` is: the DID, or the `https` address, in its URL.
pub(super) fn controller(method: &str) -> &str {
    method.split_once('#').map_or(method, |(id, _)| id)
}

/// When a signature was made, as far as it is known.
#[derive(Debug, Clone, Copy)]
pub(super) struct Made<'d> {
    /// As whoever made it says.
    pub claimed: Option<OffsetDateTime>,
    /// The document that was signed, of which others may know more.
    pub document: Given<'d>,
}

/// A key that may be used.
#[derive(Debug)]
pub(super) struct Usable {
    pub key: PublicKey,
    /// The id of its method.
    pub method: String,
    /// By what it may be used although it was revoked.
    pub although: Option<String>,
}

impl Usable {
    /// The check that it passed: whose it is.
    pub(super) fn passed(&self, whose: &str) -> Check {
        let although = match &self.although {
            Some(although) => format!("; {although}"),
            None => String::new(),
        };
        let detail = format!("{} is a key of the {whose}'s{although}", self.method);
        Check::passed(CheckId::IssuerKey, detail)
    }
}

/// The key of `method`, if it is `issuer`'s to use for `purpose`.
///
/// # Errors
/// The check that did not pass, at `pointer`.
pub(super) fn issuer_key(
    examination: &Examination<'_>,
    method: &str,
    issuer: &str,
    purpose: Purpose,
    made: Made<'_>,
    pointer: &str,
) -> Result<Usable, Check> {
    if controller(method) != issuer {
        let detail = format!(
            "the proof was made with the key {method}, but the {} is {issuer}",
            role(purpose)
        );
        let problem = own_problem("issuer-key-mismatch");
        return Err(Check::failed(CheckId::IssuerKey, problem, detail, pointer));
    }
    key_of(examination, method, purpose, made, pointer)
}

/// Who makes proofs for this purpose.
pub(super) fn role(purpose: Purpose) -> &'static str {
    match purpose {
        Purpose::Authentication => "holder",
        _ => "issuer",
    }
}

/// The key of `method`, if it is its controller's to use for `purpose`.
///
/// # Errors
/// The check that did not pass, at `pointer`.
pub(super) fn key_of(
    examination: &Examination<'_>,
    method: &str,
    purpose: Purpose,
    made: Made<'_>,
    pointer: &str,
) -> Result<Usable, Check> {
    let document = document_of(examination, controller(method), pointer)?;
    let found = document
        .method_for(method, purpose)
        .map_err(|error| of_error(&error, pointer))?;
    let although = check_validity(examination, &document, &found.validity, made, pointer)?;
    Ok(Usable {
        key: found.key,
        method: method.to_owned(),
        although,
    })
}

/// The method of `issuer` that holds exactly `key`, for a token that brings its key with
/// it: what a stranger wrote into a header is believed once the issuer's own document says it too.
///
/// # Errors
/// The check that did not pass.
pub(super) fn method_of_key(
    examination: &Examination<'_>,
    key: &PublicKey,
    issuer: &str,
    purpose: Purpose,
    made: Made<'_>,
) -> Result<Usable, Check> {
    let document = document_of(examination, issuer, "")?;
    let Some(method) = document.lists_key(key, purpose) else {
        let detail = format!(
            "the token brings its own key, which the document of {issuer} does not list: that \
             shows that the token is whole, not who made it"
        );
        let problem = own_problem("key-not-bound-to-issuer");
        return Err(Check::failed(CheckId::IssuerKey, problem, detail, ""));
    };
    let found = document
        .method_for(method, purpose)
        .map_err(|error| of_error(&error, ""))?;
    let although = check_validity(examination, &document, &found.validity, made, "")?;
    Ok(Usable {
        key: found.key,
        method: method.to_owned(),
        although,
    })
}

/// A key that had lapsed when the proof was made does not count. Whether it was made before a key
/// was *revoked* its holder alone does not say, who may be a thief: that takes a witness, and
/// without one it cannot be told. What is given back says by which witness a revoked key counts.
fn check_validity(
    examination: &Examination<'_>,
    document: &DidDocument,
    validity: &KeyValidity,
    made: Made<'_>,
    pointer: &str,
) -> Result<Option<String>, Check> {
    let now = examination.now();
    let lapsed = |detail| {
        let problem = own_problem("key-lapsed");
        Check::failed(CheckId::IssuerKey, problem, detail, pointer)
    };
    let check = |validity: &KeyValidity, instant| {
        let outcome = validity.check(instant);
        outcome.map_err(|reason| lapsed(reason.to_string()))
    };
    let claimed = made.claimed.unwrap_or(now);
    let Some(revoked) = validity.revoked.filter(|revoked| *revoked <= now) else {
        check(validity, claimed)?;
        return Ok(None);
    };
    let why = match witness::of(examination, document, made.document) {
        Witnessed::By(at, whose) if at >= revoked => {
            let (revoked, at) = (timestamp(revoked), timestamp(at));
            return Err(lapsed(format!(
                "the key was revoked on {revoked}, and by {whose} this was signed after that: on {at}"
            )));
        }
        Witnessed::By(at, whose) => {
            let unrevoked = KeyValidity {
                revoked: None,
                ..*validity
            };
            check(&unrevoked, made.claimed.unwrap_or(at))?;
            let (revoked, at) = (timestamp(revoked), timestamp(at));
            return Ok(Some(format!(
                "it was revoked on {revoked}, and by {whose} this was signed before that: on {at}"
            )));
        }
        Witnessed::NotShown(why) => {
            format!("the evidence does not show that this proof is older: {why}")
        }
        Witnessed::Nobody => "that this proof is older nobody says but the proof".to_owned(),
    };
    check(validity, claimed)?;
    let detail = format!("the key was revoked on {}; {why}", timestamp(revoked));
    Err(lapsed(detail).could_not_tell())
}

/// The documents that one verification has read, by their ids: many proofs of many credentials may
/// be by one issuer, whose document is read once.
#[derive(Debug, Default)]
pub(super) struct Controllers(RefCell<HashMap<String, Result<Rc<DidDocument>, Check>>>);

/// The document that says which keys `id` has: read before in this verification, or now.
fn document_of(
    examination: &Examination<'_>,
    id: &str,
    pointer: &str,
) -> Result<Rc<DidDocument>, Check> {
    let read = &examination.controllers.0;
    if let Some(known) = read.borrow().get(id) {
        return known.clone().map_err(|check| check.at(pointer));
    }
    let document = look_up(examination, id, pointer).map(Rc::new);
    read.borrow_mut().insert(id.to_owned(), document.clone());
    document
}

/// The same: at hand, in the id itself, or fetched.
fn look_up(examination: &Examination<'_>, id: &str, pointer: &str) -> Result<DidDocument, Check> {
    if let Some(own) = examination.documents().did_document(id) {
        return Ok(own);
    }
    if let Some(document) = identity::own_document(id) {
        return document.map_err(|error| of_error(&error, pointer));
    }
    let address = if id.starts_with(did_web::PREFIX) {
        let url = did_web::document_url(id).map_err(|error| {
            let problem = own_problem("did-malformed");
            Check::failed(CheckId::IssuerKey, problem, error.to_string(), pointer)
        })?;
        url.to_string()
    } else if id.starts_with("https://") || id.starts_with("http://") {
        id.to_owned()
    } else {
        let detail = format!("{id} is of a kind whose keys cannot be looked up here");
        let problem = own_problem("did-method-unsupported");
        let check = Check::failed(CheckId::IssuerKey, problem, detail, pointer);
        return Err(check.could_not_tell());
    };
    let fetched = examination
        .fetch(resolver::Subject::DidDocument, &address)
        .map_err(|error| {
            let detail = format!("the document of {id} with its keys cannot be had: {error}");
            let problem = own_problem(error.slug());
            Check::failed(CheckId::IssuerKey, problem, detail, pointer).could_not_tell()
        })?;
    read(id, &fetched.body, pointer)
}

/// What a server gave as the document of `id`. A server that gives something else has a fault, or
/// shows an error page: nothing is known about the key then.
fn read(id: &str, body: &[u8], pointer: &str) -> Result<DidDocument, Check> {
    let unusable = |why: String| {
        let detail = format!("what was found as the document of {id} is none: {why}");
        let problem = "https://w3id.org/security#INVALID_CONTROLLED_IDENTIFIER_DOCUMENT";
        Check::failed(CheckId::IssuerKey, problem, detail, pointer).could_not_tell()
    };
    let json = ijson::parse(body).map_err(|error| unusable(error.to_string()))?;
    let document = DidDocument::read(&json).map_err(|error| of_error(&error, pointer))?;
    if document.id() != id {
        let error = VerificationMethodError::DocumentId {
            expected: id.to_owned(),
            found: document.id().to_owned(),
        };
        return Err(of_error(&error, pointer));
    }
    Ok(document)
}

/// A document that cannot be used leaves the key unknown; one that speaks against the method is
/// the issuer's own word.
fn of_error(error: &VerificationMethodError, pointer: &str) -> Check {
    use VerificationMethodError as E;
    let problem = error.problem_type();
    let check = Check::failed(CheckId::IssuerKey, problem, error.to_string(), pointer);
    match error {
        E::Unsupported { .. } | E::Document(_) | E::DocumentId { .. } => check.could_not_tell(),
        E::Url { .. } | E::Method { .. } | E::Relationship { .. } => check,
    }
}
