//! Proofs as they stand in a document: Data Integrity 1.0, section 2.1. How the proofs of a chain
//! hang together stands in `chain`.

mod read;

pub use read::proofs;

use super::{Cryptosuite, Processor, ProofError, Suite};
use crate::finding::Finding;
use crate::ijson::{Json, Object, join};
use crate::jsonld::{self, canon::canonicalize, rdf::Dataset};
use std::cell::OnceCell;
use time::OffsetDateTime;

const PROOFS: &str = "Data Integrity 1.0, section 2.1";

/// What a proof is made for; the verification method must be one for the same.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ProofPurpose {
    /// To make claims: credentials.
    AssertionMethod,
    /// To show control of an identifier: presentations.
    Authentication,
}

impl ProofPurpose {
    /// The name in a proof's member `proofPurpose`, and of the verification relationship.
    pub const fn name(self) -> &'static str {
        match self {
            ProofPurpose::AssertionMethod => "assertionMethod",
            ProofPurpose::Authentication => "authentication",
        }
    }
}

/// How a proof secures its document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Mechanism {
    /// A suite that is verified here, and the signature.
    Ours(Suite, [u8; 64]),
    /// Something else, by its name: it cannot be checked.
    Unsupported(String),
}

/// One proof of a document.
#[derive(Debug)]
pub struct Proof<'j, 'a> {
    /// Where it stands: a JSON pointer.
    pub pointer: String,
    /// How it secures the document.
    pub mechanism: Mechanism,
    /// `id`
    pub id: Option<&'j str>,
    /// `verificationMethod`: the URL of the key.
    pub verification_method: &'j str,
    /// `created`. Whether it lies in the past is the caller's to compare.
    pub created: Option<OffsetDateTime>,
    /// `expires`. Whether it lies in the future is the caller's to compare.
    pub expires: Option<OffsetDateTime>,
    /// `domain`: one or several.
    pub domains: Vec<&'j str>,
    /// `challenge`
    pub challenge: Option<&'j str>,
    /// `previousProof`: the ids of the proofs that this one vouches for.
    pub previous: Vec<&'j str>,
    /// The proofs of those ids, in the order of the document.
    pub(super) predecessors: Vec<&'j Json<'a>>,
    members: &'j Object<'a>,
    /// Its options as RDF, once that has been made.
    rdf: OnceCell<Dataset>,
}

impl<'a> Proof<'_, 'a> {
    /// The proof options: everything but `proofValue`.
    pub fn options(&self) -> Json<'a> {
        let mut options = self.members.clone();
        options.remove("proofValue");
        Json::Object(options)
    }

    /// The contexts that stand in the proof itself, if there are any. Only `eddsa-jcs-2022` signs
    /// them.
    pub(super) fn contexts(&self) -> Option<&Json<'a>> {
        self.members.get("@context")
    }

    /// Contexts in a proof whose suite does not sign them may repeat those of the document; others
    /// would be read by some and not by others.
    pub(super) fn repeats_contexts_of(&self, unsecured: &Json<'_>) -> Result<(), ProofError> {
        let own = self.contexts().map_or(&[][..], Json::as_set);
        let of_document = unsecured.get("@context").map_or(&[][..], Json::as_set);
        if own.iter().all(|context| of_document.contains(context)) {
            return Ok(());
        }
        let detail = "the proof has contexts that the document does not have";
        let pointer = join(&self.pointer, "@context");
        let finding = Finding::new(pointer, "context-mismatch", detail).by(PROOFS);
        Err(ProofError::Malformed(vec![finding]))
    }

    /// The proof as RDF, read in the contexts of the document, and kept: this is where names that no
    /// context defines are found in proofs whose suite signs the text.
    ///
    /// # Errors
    /// [`ProofError::Transformation`].
    pub fn to_rdf(
        &self,
        unsecured: &Json<'_>,
        processor: Processor<'_>,
    ) -> Result<&Dataset, ProofError> {
        if let Some(dataset) = self.rdf.get() {
            return Ok(dataset);
        }
        let dataset = to_rdf(&self.options(), unsecured, processor);
        let dataset = dataset.map_err(|error| self.located(error))?;
        Ok(self.rdf.get_or_init(|| dataset))
    }

    /// Its proof configuration under a suite that signs RDF: the canonical N-Quads of the proof
    /// without `proofValue` (Data Integrity EdDSA Cryptosuites 1.0, sections 3.1.5 and 3.2.5).
    pub(super) fn configuration(
        &self,
        suite: Suite,
        unsecured: &Json<'_>,
        processor: Processor<'_>,
    ) -> Result<String, ProofError> {
        are_for(|name| self.members.get(name), suite)?;
        Ok(canonicalize(
            self.to_rdf(unsecured, processor)?,
            processor.budget,
        )?)
    }

    /// Everything in the proof by which its JSON and its RDF could say different things, see
    /// [`jsonld::proof_signed_as_read`].
    pub fn signed_as_read(&self, unsecured: &Json<'_>, processor: Processor<'_>) -> Vec<Finding> {
        let mut members = self.members.clone();
        members.remove("proofValue");
        let mut findings = jsonld::proof_signed_as_read(&members, unsecured, processor.contexts);
        self.locate(&mut findings);
        findings
    }

    /// Everything that keeps it from being a proof of the profile `hr-open-ler-rs`: there JSON-LD
    /// cannot tell what its members mean, so that it has those of Data Integrity alone, and signs
    /// the text.
    pub fn outside_hr_open(&self, unsecured: &Json<'_>) -> Vec<Finding> {
        const MEMBERS: [&str; 9] = [
            "@context",
            "id",
            "type",
            "cryptosuite",
            "created",
            "expires",
            "verificationMethod",
            "proofPurpose",
            "proofValue",
        ];
        let mut findings = Vec::new();
        let text = Suite::DataIntegrity(Cryptosuite::EddsaJcs2022);
        if !matches!(&self.mechanism, Mechanism::Ours(suite, _) if *suite == text) {
            let detail = "this wrapper is no JSON-LD; it is signed with eddsa-jcs-2022 or as a JWT";
            findings.push(Finding::new(
                join(&self.pointer, "cryptosuite"),
                "wrong-suite",
                detail,
            ));
        }
        for (name, value) in self.members.iter() {
            if !MEMBERS.contains(&name) {
                let detail = "a proof of this profile has no such member";
                findings.push(Finding::new(
                    join(&self.pointer, name),
                    "undefined-term",
                    detail,
                ));
            }
            if name == "@context" && Some(value) != unsecured.get(name) {
                let detail = "the proof's contexts are not the document's";
                findings.push(Finding::new(
                    join(&self.pointer, name),
                    "context-mismatch",
                    detail,
                ));
            }
        }
        findings
    }

    /// Pointers into the proof become pointers into the document. What is wrong with the contexts
    /// stands in the document's own member.
    fn locate(&self, findings: &mut [Finding]) {
        for finding in findings {
            if !finding.pointer.starts_with("/@context") {
                finding.pointer.insert_str(0, &self.pointer);
            }
        }
    }

    /// An error about the options, with pointers into the document.
    pub(super) fn located(&self, error: ProofError) -> ProofError {
        match error {
            ProofError::Transformation(mut errors) => {
                self.locate(&mut errors.findings);
                ProofError::Transformation(errors)
            }
            other => other,
        }
    }
}

/// Whether the options are those of `suite` (the first steps of Proof Configuration).
pub(super) fn is_for(options: &Json<'_>, suite: Suite) -> Result<(), ProofError> {
    are_for(|name| options.get(name), suite)
}

fn are_for<'j, 'a: 'j>(
    member: impl Fn(&str) -> Option<&'j Json<'a>>,
    suite: Suite,
) -> Result<(), ProofError> {
    let mut findings = Vec::new();
    for (name, expected) in [
        ("type", Some(suite.proof_type())),
        ("cryptosuite", suite.cryptosuite()),
    ] {
        let found = member(name);
        if found.and_then(Json::as_str) != expected || found.is_some() != expected.is_some() {
            let detail = match expected {
                Some(expected) => format!("for this suite it must be {expected:?}"),
                None => "proofs of this type have no such member".to_owned(),
            };
            findings.push(Finding::new(format!("/{name}"), "wrong-suite", detail));
        }
    }
    if findings.is_empty() {
        Ok(())
    } else {
        Err(ProofError::Malformed(findings))
    }
}

/// Proof options as RDF, read in the contexts of the document: `@context` of the options is the
/// document's (Data Integrity EdDSA Cryptosuites 1.0, section 3.2.5).
pub(super) fn to_rdf(
    options: &Json<'_>,
    unsecured: &Json<'_>,
    processor: Processor<'_>,
) -> Result<Dataset, ProofError> {
    let mut members = options.as_object().cloned().unwrap_or_default();
    members.remove("@context");
    let context = unsecured.get("@context").unwrap_or(&Json::Null);
    Ok(jsonld::to_rdf_in(&members, context, processor.contexts)?)
}
