//! Node objects (JSON-LD 1.1 API, section 5.1.2, steps 7 to 14, and section 5.4 “Node Map
//! Generation”).

use super::context::{ActiveContext, Scope};
use super::iri::{Expanded, Keyword, expand, expand_undefined, is_blank, is_iri, is_keyword_like};
use super::path::Path;
use super::processor::ScopedBy;
use super::rdf::Term;
use super::term::{Coercion, Mapping};
use super::walk::{Key, Kind, Place, Property, RDF_TYPE, Walk, Wrap};
use super::{DROPPED_VALUE, INVALID_IRI, INVALID_JSONLD, UNDEFINED_TERM, UNSUPPORTED};
use crate::ijson::{Json, Object};
use std::borrow::Cow;

/// The node whose members are being read.
#[derive(Clone, Copy)]
struct Node<'n> {
    subject: Term,
    graph: Term,
    /// What holds for its types: their own contexts do not.
    type_scope: &'n Scope,
    /// Whether the members stand in `@reverse`.
    reverse: bool,
    /// Whether the members stand in `@nest`.
    nested: bool,
}

/// The scopes of an object.
struct Entered<'s> {
    /// With its `@context`.
    outer: Cow<'s, Scope>,
    /// With the contexts of its types, if they have any.
    inner: Option<Scope>,
}

impl Entered<'_> {
    fn scope(&self) -> &Scope {
        self.inner.as_ref().unwrap_or(&self.outer)
    }
}

impl Walk<'_> {
    /// An object: a node, a value, a list or a set.
    pub(super) fn object(
        &mut self,
        object: &Object<'_>,
        scope: &Scope,
        place: Place<'_>,
        path: &Path<'_>,
    ) {
        let Some(entered) = self.enter(object, scope, place, path) else {
            return;
        };
        let scope = entered.scope();
        let kind = object.iter().find_map(|(name, _)| {
            let keyword = scope.active.keyword(name)?;
            matches!(keyword, Keyword::Value | Keyword::List | Keyword::Set).then_some(keyword)
        });
        match kind {
            Some(Keyword::Value) => self.value_object(object, scope, &entered.outer, place, path),
            Some(Keyword::List) => self.list_object(object, scope, place, path),
            Some(_) => self.set_object(object, scope, place, path),
            None => self.node(object, scope, &entered.outer, place, path),
        }
    }

    /// Which contexts hold inside an object (steps 7 to 11). `None`: that cannot be told, and
    /// there is a finding.
    fn enter<'s>(
        &mut self,
        object: &Object<'_>,
        scope: &'s Scope,
        place: Place<'_>,
        path: &Path<'_>,
    ) -> Option<Entered<'s>> {
        let mut outer = Cow::Borrowed(scope);
        if let Some(previous) = &scope.previous
            && !place.from_map
            && !is_reference_or_value(object, &scope.active)
        {
            outer = Cow::Owned(Scope {
                active: previous.clone(),
                previous: None,
            });
        }
        if let Property::Term(name, definition) = place.property
            && definition.scoped.is_some()
        {
            let by = ScopedBy::Property;
            let inner = self.processor.scoped(&outer, name, definition, by, path)?;
            outer = Cow::Owned(inner);
        }
        if let Some(local) = object.get("@context") {
            let path = path.member("@context");
            outer = Cow::Owned(self.processor.local(&outer, local, &path)?);
        }
        let inner = self.enter_types(object, &outer, path)?;
        Some(Entered { outer, inner })
    }

    /// The contexts of an object's types, in the order of their names (step 11). The outer
    /// `None` is a finding, the inner one that no type has a context.
    fn enter_types(
        &mut self,
        object: &Object<'_>,
        outer: &Scope,
        path: &Path<'_>,
    ) -> Option<Option<Scope>> {
        let mut members = object
            .iter()
            .filter(|(name, _)| outer.active.keyword(name) == Some(Keyword::Type));
        let Some(first) = members.next() else {
            return Some(None);
        };
        let mut types: Vec<(&str, &str)> = Vec::new();
        let mut inner = None;
        let Some(second) = members.next() else {
            if let [one] = first.1.as_set() {
                return self.enter_type(one.as_str(), outer, inner, path);
            }
            types.extend(
                first
                    .1
                    .as_set()
                    .iter()
                    .filter_map(|one| one.as_str())
                    .map(|one| ("", one)),
            );
            types.sort_unstable();
            for (_, name) in types {
                inner = self.enter_type(Some(name), outer, inner, path)?;
            }
            return Some(inner);
        };
        for (key, value) in [first, second].into_iter().chain(members) {
            let names = value.as_set().iter().filter_map(Json::as_str);
            types.extend(names.map(|name| (key, name)));
        }
        types.sort_unstable();
        for (_, name) in types {
            inner = self.enter_type(Some(name), outer, inner, path)?;
        }
        Some(inner)
    }

    fn enter_type(
        &mut self,
        name: Option<&str>,
        outer: &Scope,
        inner: Option<Scope>,
        path: &Path<'_>,
    ) -> Option<Option<Scope>> {
        let Some(name) = name else {
            return Some(inner);
        };
        let Some(entry) = outer.active.entry(name) else {
            return Some(inner);
        };
        if entry.definition.scoped.is_none() {
            return Some(inner);
        }
        let by = ScopedBy::Type;
        let scope = inner.as_ref().unwrap_or(outer);
        self.processor
            .scoped(scope, name, &entry.definition, by, path)
            .map(Some)
    }

    /// Pushes a node.
    fn node(
        &mut self,
        object: &Object<'_>,
        scope: &Scope,
        type_scope: &Scope,
        place: Place<'_>,
        path: &Path<'_>,
    ) {
        if place.is_free() && self.is_lost(object, scope, path) {
            return;
        }
        if let Property::Root = place.property
            && let Some((name, graph)) = only_graph(object, &scope.active)
        {
            let place = Place::of(Property::Graph, place.graph);
            self.element(graph, scope, place, &path.member(name));
            self.items.clear();
            return;
        }
        let id = match find_id(object, &scope.active) {
            Some((name, json)) => match self.id(json, scope, &path.member(name)) {
                Some(id) => Some(id),
                // The finding is made; what the node says can still be looked at.
                None => Some(self.dataset.blank()),
            },
            None => None,
        };
        let place = self.wrapped(object, &scope.active, place, path);
        let subject = match (id, place.key) {
            (Some(id), _) | (None, Some(&Key::Id(id))) => id,
            (None, _) => self.dataset.blank(),
        };
        if !Self::has_own_index(object, scope, place) {
            self.key_of(subject, place, path);
        }
        let node = Node {
            subject,
            graph: place.graph,
            type_scope,
            reverse: false,
            nested: false,
        };
        self.members(object, node, scope, &mut Vec::new(), path);
        if place.wrap == Wrap::No {
            self.push(subject, Kind::Node);
        }
    }

    /// Pushes a node of which only the id is known.
    pub(super) fn node_at(&mut self, subject: Term, place: Place<'_>, path: &Path<'_>) {
        if place.wrap != Wrap::No {
            let graph = match place.key {
                Some(&Key::Id(id)) => id,
                _ => self.dataset.blank(),
            };
            self.key_of(graph, place, path);
            return self.push(graph, Kind::Node);
        }
        self.key_of(subject, place, path);
        self.push(subject, Kind::Node);
    }

    /// Where the node stands when graphs are expected: in a graph of its own, which is pushed in
    /// its stead.
    fn wrapped<'p>(
        &mut self,
        object: &Object<'_>,
        active: &ActiveContext,
        place: Place<'p>,
        path: &Path<'_>,
    ) -> Place<'p> {
        match place.wrap {
            Wrap::No => place,
            Wrap::UnlessGraph if is_graph(object, active) => Place {
                wrap: Wrap::No,
                ..place
            },
            Wrap::Always | Wrap::UnlessGraph => {
                let graph = match place.key {
                    Some(&Key::Id(id)) => id,
                    _ => self.dataset.blank(),
                };
                self.key_of(graph, place, path);
                self.push(graph, Kind::Node);
                Place {
                    graph,
                    key: None,
                    ..place
                }
            }
        }
    }

    /// Whether the key of an index map gives way to the `@index` that the object has.
    fn has_own_index(object: &Object<'_>, scope: &Scope, place: Place<'_>) -> bool {
        let mut names = object.iter();
        matches!(place.key, Some(Key::Index(_)))
            && names.any(|(name, _)| scope.active.keyword(name) == Some(Keyword::Index))
    }

    /// States what the key of a map says about a node.
    fn key_of(&mut self, node: Term, place: Place<'_>, path: &Path<'_>) {
        match place.key {
            None | Some(Key::Id(_)) => {}
            Some(Key::Index(index)) => self.index(node, place.graph, index, path),
            Some(&Key::Property { predicate, object }) => {
                self.quad(node, predicate, object, place.graph);
            }
            Some(&Key::Type(object)) => {
                let predicate = self.known(RDF_TYPE);
                self.quad(node, predicate, object, place.graph);
            }
        }
    }

    /// Whether nothing would be left of an object that no property leads to.
    fn is_lost(&mut self, object: &Object<'_>, scope: &Scope, path: &Path<'_>) -> bool {
        let mut stated = object
            .iter()
            .filter(|(name, value)| is_stated(name, value, &scope.active));
        let what = match (stated.next(), stated.next()) {
            (None, _) => "an object that says nothing",
            (Some((name, _)), None) if scope.active.keyword(name) == Some(Keyword::Id) => {
                "a node of which nothing is said"
            }
            _ => return false,
        };
        self.dropped(path, what);
        true
    }

    /// The term of an `@id`.
    fn id(&mut self, json: &Json<'_>, scope: &Scope, path: &Path<'_>) -> Option<Term> {
        let Json::String(text) = json else {
            let detail = format!("an id is a string, and this is {}", json.kind());
            self.find(path, INVALID_JSONLD, detail);
            return None;
        };
        let expanded = expand(text, &scope.active, false);
        self.resource(text, expanded, false, path)
    }

    /// The members of a node, of its `@reverse` or of its `@nest` (step 13).
    fn members(
        &mut self,
        object: &Object<'_>,
        node: Node<'_>,
        scope: &Scope,
        seen: &mut Vec<Keyword>,
        path: &Path<'_>,
    ) {
        for (name, value) in object.iter() {
            match scope.active.keyword(name) {
                Some(keyword) => {
                    self.keyword(keyword, name, value, node, scope, seen, &path.member(name));
                }
                None if is_keyword_like(name) => {
                    let detail = format!("{name:?} looks like a keyword and is none");
                    self.find(&path.member(name), UNDEFINED_TERM, detail);
                }
                None => self.property(name, value, node, scope, &path.member(name)),
            }
        }
    }

    #[allow(
        clippy::too_many_arguments,
        reason = "one member of one node, and where it stands"
    )]
    fn keyword(
        &mut self,
        keyword: Keyword,
        name: &str,
        value: &Json<'_>,
        node: Node<'_>,
        scope: &Scope,
        seen: &mut Vec<Keyword>,
        path: &Path<'_>,
    ) {
        if node.reverse && keyword != Keyword::Context {
            return self.invalid(path, "@reverse holds properties only");
        }
        let many = matches!(
            keyword,
            Keyword::Context | Keyword::Type | Keyword::Included | Keyword::Nest
        );
        if !many {
            if seen.contains(&keyword) {
                return self.invalid(path, "the same keyword stands here twice");
            }
            seen.push(keyword);
        }
        match keyword {
            Keyword::Context if node.nested => {
                let detail = "a @context in @nest is not supported".to_owned();
                self.find(path, UNSUPPORTED, detail);
            }
            Keyword::Context | Keyword::Id => {}
            Keyword::Type => self.types(value, node, path),
            Keyword::Graph if node.nested => {
                let detail = "a @graph in @nest is not supported".to_owned();
                self.find(path, UNSUPPORTED, detail);
            }
            Keyword::Graph => {
                let start = self.items.len();
                let place = Place::of(Property::Graph, node.subject);
                self.element(value, scope, place, path);
                self.items.truncate(start);
            }
            Keyword::Included => {
                let start = self.items.len();
                let place = Place::of(Property::Top, node.graph);
                self.element(value, scope, place, path);
                self.items.truncate(start);
            }
            Keyword::Index => match value {
                Json::String(index) => self.index(node.subject, node.graph, index, path),
                _ => self.invalid(path, "an index is a string"),
            },
            Keyword::Reverse => self.reverse(value, node, scope, path),
            Keyword::Nest => self.nest(name, value, node, scope, seen, path),
            Keyword::Language | Keyword::Direction => {
                self.dropped(path, "a language or a direction of what is no value");
            }
            _ => {
                let detail = format!("{name:?} means nothing here");
                self.find(path, UNSUPPORTED, detail);
            }
        }
    }

    fn types(&mut self, value: &Json<'_>, node: Node<'_>, path: &Path<'_>) {
        let predicate = self.known(RDF_TYPE);
        for (index, one) in value.as_set().iter().enumerate() {
            let element = path.element(index);
            let path = if value.as_array().is_some() {
                &element
            } else {
                path
            };
            let Json::String(text) = one else {
                self.invalid(path, "a type is a string");
                continue;
            };
            let expanded = expand(text, &node.type_scope.active, true);
            if let Some(object) = self.resource(text, expanded, true, path) {
                self.quad(node.subject, predicate, object, node.graph);
            }
        }
    }

    /// `@reverse`: the values say the properties of this node.
    fn reverse(&mut self, value: &Json<'_>, node: Node<'_>, scope: &Scope, path: &Path<'_>) {
        let Json::Object(object) = value else {
            return self.invalid(path, "@reverse is an object");
        };
        let place = Place::of(Property::Reverse, node.graph);
        let Some(entered) = self.enter(object, scope, place, path) else {
            return;
        };
        let reversed = Node {
            reverse: !node.reverse,
            nested: false,
            ..node
        };
        self.members(object, reversed, entered.scope(), &mut Vec::new(), path);
    }

    /// `@nest`: its members are the node's (step 14).
    fn nest(
        &mut self,
        name: &str,
        value: &Json<'_>,
        node: Node<'_>,
        scope: &Scope,
        seen: &mut Vec<Keyword>,
        path: &Path<'_>,
    ) {
        let mut scope = Cow::Borrowed(scope);
        if let Some(entry) = scope.active.entry(name)
            && entry.definition.scoped.is_some()
        {
            let by = ScopedBy::Property;
            let definition = entry.definition.clone();
            match self.processor.scoped(&scope, name, &definition, by, path) {
                Some(inner) => scope = Cow::Owned(inner),
                None => return,
            }
        }
        for (index, one) in value.as_set().iter().enumerate() {
            let element = path.element(index);
            let path = if value.as_array().is_some() {
                &element
            } else {
                path
            };
            let Json::Object(object) = one else {
                self.invalid(path, "@nest holds objects");
                continue;
            };
            let holds = |keyword| {
                let mut names = object.iter();
                names.any(|(name, _)| scope.active.keyword(name) == Some(keyword))
            };
            if holds(Keyword::Value) || holds(Keyword::List) || holds(Keyword::Set) {
                self.invalid(path, "@nest holds no values, lists or sets");
                continue;
            }
            let nested = Node {
                nested: true,
                ..node
            };
            self.members(object, nested, &scope, seen, path);
        }
    }

    /// A property of a node, and its values.
    fn property(
        &mut self,
        name: &str,
        value: &Json<'_>,
        node: Node<'_>,
        scope: &Scope,
        path: &Path<'_>,
    ) {
        let entry = scope.active.entry(name);
        let expanded = match entry.map(|entry| &entry.definition.mapping) {
            Some(Mapping::Iri(iri)) => Expanded::Defined(iri),
            Some(Mapping::Nothing) => Expanded::Nothing,
            Some(Mapping::Keyword(keyword)) => Expanded::Keyword(*keyword),
            None => expand_undefined(name, &scope.active, true),
        };
        let (property, reverse, is_json) = match entry {
            Some(entry) => {
                let definition = &entry.definition;
                let is_json = definition.coercion == Some(Coercion::Json);
                (
                    Property::Term(name, definition),
                    definition.reverse,
                    is_json,
                )
            }
            None => (Property::Undefined, false, false),
        };
        let Some(predicate) = self.property_term(name, expanded, path) else {
            return;
        };
        if *value == Json::Null && !is_json {
            return;
        }
        let start = self.items.len();
        self.values(value, property, scope, node.graph, path);
        self.state(start, predicate, node, reverse != node.reverse, path);
    }

    /// The term of a property; a finding where it is none.
    fn property_term(
        &mut self,
        name: &str,
        expanded: Expanded<'_>,
        path: &Path<'_>,
    ) -> Option<Term> {
        if let Expanded::Defined(iri) = expanded
            && !is_blank(iri)
        {
            return Some(self.known(iri));
        }
        let mut buffer = std::mem::take(&mut self.buffer);
        let iri = match expanded {
            Expanded::Defined(iri) | Expanded::Whole(iri) => Some(iri),
            Expanded::Joined(prefix, suffix) => {
                buffer.clear();
                buffer.push_str(prefix);
                buffer.push_str(suffix);
                Some(buffer.as_str())
            }
            _ => None,
        };
        let term = match iri {
            Some(iri) if is_iri(iri) => Some(self.dataset.iri(iri)),
            Some(iri) if is_blank(iri) => {
                self.dropped(path, "a property that is a blank node");
                None
            }
            Some(iri) => {
                let detail = format!("{iri:?} is not an IRI");
                self.find(path, INVALID_IRI, detail);
                None
            }
            None if expanded == Expanded::Nothing => {
                let detail =
                    format!("a context says that {name:?} means nothing: its value would be lost");
                self.find(path, DROPPED_VALUE, detail);
                None
            }
            None => {
                let detail = format!("no context defines {name:?}");
                self.find(path, UNDEFINED_TERM, detail);
                None
            }
        };
        self.buffer = buffer;
        term
    }

    /// Makes quads of the items from `start` on.
    fn state(
        &mut self,
        start: usize,
        predicate: Term,
        node: Node<'_>,
        reverse: bool,
        path: &Path<'_>,
    ) {
        for place in start..self.items.len() {
            let item = self.items[place];
            if !reverse {
                self.quad(node.subject, predicate, item.term, node.graph);
            } else if item.kind == Kind::Node {
                self.quad(item.term, predicate, node.subject, node.graph);
            } else {
                self.invalid(path, "a reverse property has nodes, no values and no lists");
            }
        }
        self.items.truncate(start);
    }
}

/// Whether an object is a reference to a node or a value: then contexts that do not propagate
/// still hold in it (step 7).
fn is_reference_or_value(object: &Object<'_>, active: &ActiveContext) -> bool {
    object.iter().any(|(name, _)| match active.keyword(name) {
        Some(Keyword::Value) => true,
        Some(Keyword::Id) => object.len() == 1,
        _ => false,
    })
}

/// The `@id` of a node, which may stand in its `@nest`.
fn find_id<'v, 'a>(
    object: &'v Object<'a>,
    active: &ActiveContext,
) -> Option<(&'v str, &'v Json<'a>)> {
    object
        .iter()
        .find_map(|(name, value)| match active.keyword(name)? {
            Keyword::Id => Some((name, value)),
            Keyword::Nest => {
                let mut nested = value.as_set().iter().filter_map(Json::as_object);
                nested.find_map(|nested| find_id(nested, active))
            }
            _ => None,
        })
}

/// Whether a member says something: null does not, unless it is JSON that is meant.
fn is_stated(name: &str, value: &Json<'_>, active: &ActiveContext) -> bool {
    let is_json = || {
        let coercion = active
            .entry(name)
            .and_then(|entry| entry.definition.coercion.as_ref());
        coercion == Some(&Coercion::Json)
    };
    name != "@context" && (*value != Json::Null || is_json())
}

/// The `@graph` of a document that says nothing else: it is the default graph.
fn only_graph<'v, 'a>(
    object: &'v Object<'a>,
    active: &ActiveContext,
) -> Option<(&'v str, &'v Json<'a>)> {
    let mut stated = object
        .iter()
        .filter(|(name, value)| is_stated(name, value, active));
    let (name, value) = stated.next()?;
    let alone = stated.next().is_none() && active.keyword(name) == Some(Keyword::Graph);
    alone.then_some((name, value))
}

/// Whether an object is a graph: it has a `@graph`, and beside it an id or an index at most.
fn is_graph(object: &Object<'_>, active: &ActiveContext) -> bool {
    let mut graph = false;
    for (name, value) in object.iter() {
        match active.keyword(name) {
            Some(Keyword::Graph) => graph = true,
            Some(Keyword::Id | Keyword::Index | Keyword::Context) => {}
            _ if *value == Json::Null => {}
            _ => return false,
        }
    }
    graph
}
