//! JSON-LD 1.1 to RDF to RDFC-1.0.

pub mod canon;
mod container;
mod context;
mod contexts;
mod iri;
mod node;
mod number;
mod path;
mod processor;
pub mod rdf;
mod table;
mod term;
mod value;
mod walk;

pub use contexts::Contexts;

use crate::finding::Finding;
use crate::ijson::{Json, Object};
use rdf::Dataset;

/// A context is named by a URL that is not on board. Contexts are never fetched.
pub const UNKNOWN_CONTEXT: &str = "unknown-context";
/// The document uses a part of JSON-LD that is not supported here.
pub const UNSUPPORTED: &str = "unsupported";
/// A context is wrong in itself: nobody can read it.
pub const INVALID_CONTEXT: &str = "invalid-context";
/// The document is wrong as JSON-LD: nobody can read it.
pub const INVALID_JSONLD: &str = "invalid-jsonld";
/// A term that an earlier context protects is given another meaning.
pub const PROTECTED_REDEFINITION: &str = "protected-redefinition";
/// A member or a type that no context defines: it would not be part of what is signed.
pub const UNDEFINED_TERM: &str = "undefined-term";
/// An IRI that is not absolute: it would mean something else at another place.
pub const RELATIVE_IRI: &str = "relative-iri";
/// An absolute IRI with a character that IRIs may not hold: RDF would not hold the statement.
pub const INVALID_IRI: &str = "invalid-iri";
/// A term, or what it stands for, looks like a keyword: a later JSON-LD may read it otherwise.
pub const RESERVED_TERM: &str = "reserved-term";
/// Something in the document that has no counterpart in RDF: it would not be part of what is
/// signed.
pub const DROPPED_VALUE: &str = "dropped-value";

/// Why a document is not turned into RDF: all findings. Whoever made the document is at fault,
/// unless [`JsonLdErrors::could_not_be_checked`] says otherwise.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{}", .findings.iter().map(ToString::to_string).collect::<Vec<_>>().join("; "))]
pub struct JsonLdErrors {
    /// What is wrong, at least one thing, in the order of the document.
    pub findings: Vec<Finding>,
}

impl JsonLdErrors {
    /// Whether the document may be sound, and only we cannot tell: every finding is one of
    /// [`UNKNOWN_CONTEXT`] and [`UNSUPPORTED`].
    pub fn could_not_be_checked(&self) -> bool {
        let ours = |finding: &Finding| matches!(finding.problem, UNKNOWN_CONTEXT | UNSUPPORTED);
        self.findings.iter().all(ours)
    }
}

/// The RDF dataset of a document (JSON-LD 1.1 API, “Deserialize JSON-LD to RDF”), in safe mode:
/// what RDF would not hold is an error.
///
/// # Errors
/// [`JsonLdErrors`] with all that is wrong or cannot be read.
pub fn to_rdf(document: &Object<'_>, contexts: &Contexts) -> Result<Dataset, JsonLdErrors> {
    walk::to_rdf(walk::Top::Object(document), None, contexts)
}

/// The RDF dataset of an object that is read in the contexts of another document, as a proof
/// configuration is. A `@context` of its own comes after `context`.
///
/// # Errors
/// [`JsonLdErrors`] as in [`to_rdf`]; findings in `context` point into `/@context`.
pub fn to_rdf_in(
    object: &Object<'_>,
    context: &Json<'_>,
    contexts: &Contexts,
) -> Result<Dataset, JsonLdErrors> {
    walk::to_rdf(walk::Top::Object(object), Some(context), contexts)
}

/// The RDF dataset of any JSON-LD document: an object, or an array of objects.
///
/// # Errors
/// [`JsonLdErrors`] as in [`to_rdf`].
pub fn to_rdf_of_any(document: &Json<'_>, contexts: &Contexts) -> Result<Dataset, JsonLdErrors> {
    walk::to_rdf(walk::Top::Any(document), None, contexts)
}
