//! From JSON-LD 1.1 to RDF (JSON-LD 1.1 API, “Deserialize JSON-LD to RDF”), and on to canonical
//! N-Quads (RDFC-1.0, [`canon`]).
//!
//! What is signed is RDF, what is read is JSON; the two must not say different things. So this is
//! always in safe mode: a term or type that no context defines, an IRI that is not absolute, a
//! value that RDF has no place for is an error with its place, never skipped. So is whatever is
//! not supported, and whatever implementations do not agree on.
//!
//! Contexts are compiled once for the process ([`Contexts`]) and a document goes straight to quads
//! in one pass, without an expanded tree in between. Reading order: `contexts` and `table` (what
//! is on board); `context`, `term`, `processor` and `define` (what a context means); `iri`; then
//! `walk`, `enter`, `node`, `property`, `container` and `value` (the pass). Whether what people
//! read is what RDF holds is `as_read`'s to say, with `inline` and `lexicon`.
//!
//! # Not supported, and refused by name
//!
//! Contexts that are not on board and `@import`, for nothing is fetched; relative IRIs, even under
//! an `@base`; arrays within a mere `@list`; a null context that does not propagate; maps by id,
//! type or property of a term that has a context of its own; `@context` and `@graph` within
//! `@nest`; more than 100 000 term definitions, 96 layers of contexts or 64 aliases of
//! keywords in one document.
//!
//! # The W3C's test suite
//!
//! Of its 467 cases of JSON-LD to RDF, `tests/jsonld_to_rdf.rs` holds: 250 pass, six of them but
//! for text directions, which the case drops and we keep (`i18n-datatype`); 2 more want directions
//! as nodes. 103 are accepted by a processor without safe mode and refused here: 59 for relative
//! IRIs, 12 for values without a place in RDF, 9 for reserved terms, 7 as unsupported, 6 for
//! undefined terms, 5 for IRIs that are none, 5 for contexts that are not on board. 102 are errors,
//! and are refused. 10 are about JSON-LD 1.0: 6 are refused, 4 are errors there and none in 1.1. No
//! case yields a wrong dataset.

mod as_read;
pub mod canon;
mod container;
mod context;
mod contexts;
mod define;
mod enter;
mod inline;
mod iri;
mod lexicon;
mod node;
mod number;
mod processor;
mod property;
mod published;
pub mod rdf;
pub mod related_resource;
mod table;
mod term;
#[cfg(test)]
mod tests;
mod value;
mod walk;

pub use as_read::{proof_signed_as_read, signed_as_read};
pub use contexts::Contexts;
pub use published::{Published, published};

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

/// A context stands where none may, or an inline context does what inline contexts may not.
pub const CONTEXT_NOT_ALLOWED: &str = "context-not-allowed";
/// A name that the document's contexts define stands for something else.
pub const TERM_REDEFINED: &str = "term-redefined";
/// Something that the document's contexts have a name for stands under another name.
pub const TERM_RENAMED: &str = "term-renamed";
/// Something that the document's contexts have a name for stands under its IRI.
pub const TERM_BY_IRI: &str = "term-by-iri";
/// A keyword of JSON-LD, or an alias of one, stands where people read data.
pub const JSONLD_KEYWORD: &str = "jsonld-keyword";
/// An id is written with a prefix: in RDF it is another than the one that people read.
pub const COMPACT_IRI: &str = "compact-iri";
/// A node has a label instead of an id; RDF does not keep the label.
pub const BLANK_NODE_ID: &str = "blank-node-id";
/// An array stands in an array; RDF does not keep the inner one.
pub const NESTED_ARRAY: &str = "nested-array";
/// One thing is described at two places; RDF does not keep which of them said what.
pub const DESCRIBED_TWICE: &str = "described-twice";

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
