//! Which contexts hold inside an object: the one to go back to, its property's, its own and its
//! types' (JSON-LD 1.1 API, section 5.1.2, steps 7 to 11).

use super::context::{ActiveContext, Scope};
use super::iri::Keyword;
use super::processor::ScopedBy;
use super::walk::{Place, Property, Walk};
use crate::ijson::Path;
use crate::ijson::{Json, Object};
use std::borrow::Cow;

/// The scopes of an object.
pub(super) struct Entered<'s> {
    /// With its `@context`.
    pub(super) outer: Cow<'s, Scope>,
    /// With the contexts of its types, if they have any.
    inner: Option<Scope>,
}

impl Entered<'_> {
    /// The innermost one.
    pub(super) fn scope(&self) -> &Scope {
        self.inner.as_ref().unwrap_or(&self.outer)
    }
}

impl Walk<'_> {
    /// Which contexts hold inside an object (steps 7 to 11). `None`: that cannot be told, and
    /// there is a finding.
    pub(super) fn enter<'s>(
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
