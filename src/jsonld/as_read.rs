//! Whether what people read is what was signed: Data Integrity 1.0, section 2.4.1 “Validating
//! Contexts”.
//!
//! A suite that signs RDF lets a document be rewritten as long as its RDF stays the same, and
//! programs read JSON: they look for `credentialStatus` by its name. So a document is accepted in
//! plain form only. Then a member that a program looks for is there under its name or not at all,
//! and means what the contexts on board say; nothing that is read was lost on the way to RDF.
//!
//! What remains open: RDF keeps neither the order of an array (unless the term is a `@list`) nor
//! how often a value stands in it, so nothing may be concluded from either.

mod names;

use super::context::Scope;
use super::contexts::Contexts;
use super::inline;
use super::iri::{Keyword, expand};
use super::lexicon::{Lexicon, Part};
use super::processor::ScopedBy;
use super::rdf::Term;
use super::term::{Coercion, Container};
use super::walk::{Place, Property, Walk};
use super::{DESCRIBED_TWICE, JSONLD_KEYWORD, NESTED_ARRAY};
use crate::finding::Finding;
use crate::ijson::Path;
use crate::ijson::{Json, Object};
use foldhash::fast::RandomState;
use names::Role;
use std::borrow::Cow;
use std::collections::{HashMap, HashSet};

/// The rule that is broken.
const RULE: &str = "Data Integrity 1.0, section 2.4.1";

/// Everything in a document by which its JSON and its RDF could say different things. `document` is
/// without its own proofs; it has been read as RDF without an error.
pub fn signed_as_read(document: &Json<'_>, contexts: &Contexts) -> Vec<Finding> {
    let Some(object) = document.as_object() else {
        return Vec::new();
    };
    let mut reading = AsRead::new(contexts);
    let scope = Scope {
        active: contexts.initial().clone(),
        previous: None,
    };
    let own = object.get("@context").unwrap_or(&Json::Null);
    let part = Part {
        named: inline::named(own, reading.lexicon),
        proof: false,
    };
    reading.contexts(own, part, &Path::ROOT.member("@context"));
    reading.top(object, &scope, part)
}

/// The same for a proof, which is read in the contexts of its document; pointers are into the
/// proof.
pub fn proof_signed_as_read(
    proof: &Object<'_>,
    document: &Json<'_>,
    contexts: &Contexts,
) -> Vec<Finding> {
    let mut reading = AsRead::new(contexts);
    let own = document.get("@context").unwrap_or(&Json::Null);
    let part = Part {
        named: inline::named(own, reading.lexicon),
        proof: true,
    };
    let outside = Scope {
        active: contexts.initial().clone(),
        previous: None,
    };
    let path = Path::ROOT.member("@context");
    let Some(scope) = reading.walk.processor.local(&outside, own, &path) else {
        return reading.walk.processor.into_findings();
    };
    let mut proof = proof.clone();
    proof.remove("@context");
    reading.top(&proof, &scope, part)
}

/// One reading of a document.
pub(super) struct AsRead<'c, 'd> {
    pub(super) walk: Walk<'c>,
    pub(super) lexicon: &'c Lexicon,
    /// How many nodes have been read.
    nodes: usize,
    graphs: usize,
    /// The nodes with an id of which something is said, by graph and id.
    described: HashMap<(usize, &'d str), Described<'d>, RandomState>,
}

/// Where a node with an id is described.
#[derive(Default)]
struct Described<'d> {
    is_credential: bool,
    /// The node that it was first found to be a value of, and the property.
    first: Option<(usize, &'d str)>,
    /// The others.
    others: HashSet<(usize, &'d str), RandomState>,
}

impl<'d> Described<'d> {
    /// Notes a holder; whether it is new.
    fn insert(&mut self, holder: (usize, &'d str)) -> bool {
        match self.first {
            None => {
                self.first = Some(holder);
                true
            }
            Some(first) => first != holder && self.others.insert(holder),
        }
    }
}

/// Where an object stands.
#[derive(Clone, Copy)]
struct At<'p, 'd> {
    place: Place<'p>,
    part: Part,
    graph: usize,
    holder: (usize, &'d str),
    /// The contexts of the document whose proof this is: `eddsa-jcs-2022` has a proof repeat them.
    repeated: Option<&'d Json<'d>>,
    /// Whether this is the document itself.
    top: bool,
}

impl<'c, 'd> AsRead<'c, 'd> {
    fn new(contexts: &'c Contexts) -> Self {
        Self {
            walk: Walk::without_quads(contexts),
            lexicon: contexts.lexicon(),
            nodes: 0,
            graphs: 0,
            described: HashMap::default(),
        }
    }

    fn top(mut self, object: &'d Object<'d>, scope: &Scope, part: Part) -> Vec<Finding> {
        let at = At {
            place: Place::of(Property::Root, Term::DEFAULT_GRAPH),
            part,
            graph: 0,
            holder: (0, ""),
            repeated: None,
            top: true,
        };
        self.object(object, scope, at, &Path::ROOT);
        self.walk.processor.into_findings()
    }

    fn object(
        &mut self,
        object: &'d Object<'d>,
        scope: &Scope,
        mut at: At<'_, 'd>,
        path: &Path<'_>,
    ) {
        if object.contains("@value") {
            return self.value_object(object, at, path);
        }
        if let Some(contexts) = object.get("@context")
            && !at.top
        {
            at.part.named = at.part.named.and(inline::named(contexts, self.lexicon));
            let repeats = |of: &Json<'_>| of.as_set().starts_with(contexts.as_set());
            if !at.repeated.is_some_and(repeats) {
                self.embedded(object, contexts, at.part, &path.member("@context"));
            }
        }
        let Some(entered) = self.walk.enter(object, scope, at.place, path) else {
            return;
        };
        self.nodes += 1;
        let node = self.nodes;
        let is_credential = is_credential(object);
        for (name, value) in object.iter() {
            let path = path.member(name);
            match (entered.scope().active.keyword(name), name) {
                (Some(Keyword::Context), _) => {}
                (Some(Keyword::Id), "id") => {
                    self.id(value, &entered.scope().active, &path);
                    self.describe(value, object, is_credential, at, &path);
                }
                (Some(Keyword::Type), "type") => {
                    self.types(value, &entered.outer.active, at.part, &path);
                }
                (None, _) if !name.starts_with('@') => {
                    let inner = At {
                        holder: (node, name),
                        repeated: object.get("@context").filter(|_| name == "proof"),
                        top: false,
                        ..at
                    };
                    self.property(name, value, entered.scope(), inner, is_credential, &path);
                }
                _ => self.keyword(name, &path),
            }
        }
    }

    fn keyword(&mut self, name: &str, path: &Path<'_>) {
        let detail = format!("{name:?} is a keyword of JSON-LD here; people read it as data");
        self.find(path, JSONLD_KEYWORD, detail);
    }

    /// A text with a language or a direction, as the data model has it, and no other value. To RDF a
    /// text without either is the same in an object as outside; only names and descriptions are
    /// read in both forms.
    fn value_object(&mut self, object: &Object<'_>, at: At<'_, '_>, path: &Path<'_>) {
        for (name, _) in object.iter() {
            let plain = match name {
                "@value" => object.len() > 1 || matches!(at.holder.1, "name" | "description"),
                _ => matches!(name, "@language" | "@direction"),
            };
            if !plain {
                self.keyword(name, &path.member(name));
            }
        }
    }

    fn property<'p>(
        &mut self,
        name: &'d str,
        value: &'d Json<'d>,
        scope: &'p Scope,
        mut at: At<'p, 'd>,
        of_credential: bool,
        path: &Path<'_>,
    ) where
        'd: 'p,
    {
        let entry = scope.active.entry(name);
        // A word under a permitted `@vocab` is one of that vocabulary, also where elsewhere a
        // credential has a member of that name.
        let role = Role::Member {
            term: entry.is_some() || of_credential,
        };
        self.term_means(name, entry, &scope.active, at.part, role, path);
        at.place.property = Property::Undefined;
        if let Some(entry) = entry {
            let definition = &entry.definition;
            let is_map = definition.container.has(Container::LANGUAGE);
            if definition.coercion == Some(Coercion::Json) || is_map && value.as_object().is_some()
            {
                return;
            }
            at.place.property = Property::Term(name, definition);
        }
        self.values(value, scope, at, path);
    }

    fn values(&mut self, value: &'d Json<'d>, scope: &Scope, at: At<'_, 'd>, path: &Path<'_>) {
        for (place, one) in value.as_set().iter().enumerate() {
            let element = path.element(place);
            let path = if value.as_array().is_some() {
                &element
            } else {
                path
            };
            match one {
                Json::Array(_) => {
                    let detail = "an array in an array is not kept apart from it".to_owned();
                    self.find(path, NESTED_ARRAY, detail);
                }
                Json::Object(object) => {
                    let graph = self.graph(at);
                    self.object(object, scope, At { graph, ..at }, path);
                }
                Json::String(text) => self.text(text, scope, at, path),
                _ => {}
            }
        }
    }

    /// The graph of a value: its own, where the property says so.
    fn graph(&mut self, at: At<'_, '_>) -> usize {
        match at.place.property {
            Property::Term(_, definition) if definition.container.has(Container::GRAPH) => {
                self.graphs += 1;
                self.graphs
            }
            _ => at.graph,
        }
    }

    /// A text that may be the id of something.
    fn text(&mut self, text: &str, scope: &Scope, at: At<'_, '_>, path: &Path<'_>) {
        let Property::Term(name, definition) = at.place.property else {
            return;
        };
        let mut scope = Cow::Borrowed(scope);
        if definition.scoped.is_some() {
            let by = ScopedBy::Property;
            let processor = &mut self.walk.processor;
            match processor.scoped(&scope, name, definition, by, path) {
                Some(inner) => scope = Cow::Owned(inner),
                None => return,
            }
        }
        let coercion = scope.active.entry(name);
        match coercion.and_then(|entry| entry.definition.coercion.as_ref()) {
            Some(Coercion::Id) => self.iri(text, expand(text, &scope.active, false), path),
            Some(Coercion::Vocab) => self.iri(text, expand(text, &scope.active, true), path),
            _ => {}
        }
    }

    /// Whether the node is described elsewhere too, so that it could not be told what was said
    /// where: of a credential, or of two values of one property.
    fn describe(
        &mut self,
        id: &'d Json<'d>,
        object: &Object<'_>,
        is_credential: bool,
        at: At<'_, 'd>,
        path: &Path<'_>,
    ) {
        // What is said for a credential stands in an endorsement, whose own proof holds it there.
        let says = |name: &str| !matches!(name, "id" | "type" | "@context" | "endorsementComment");
        let Some(id) = id.as_str() else { return };
        if !object.iter().any(|(name, _)| says(name)) {
            return;
        }
        let node = self.described.entry((at.graph, id)).or_default();
        let again = node.first.is_some();
        let beside = !node.insert(at.holder);
        node.is_credential |= is_credential;
        let clashes = beside || again && node.is_credential;
        if clashes {
            let detail = format!("{id} is described at another place too");
            self.find(path, DESCRIBED_TWICE, detail);
        }
    }

    pub(super) fn find(&mut self, path: &Path<'_>, problem: &'static str, detail: String) {
        self.walk.processor.find_by(path, problem, detail, RULE);
    }
}

/// Whether an object is a credential, by its type.
fn is_credential(object: &Object<'_>) -> bool {
    let types = object.get("type").map_or(&[][..], Json::as_set);
    let mut types = types.iter().filter_map(Json::as_str);
    types.any(|one| one == "VerifiableCredential")
}
