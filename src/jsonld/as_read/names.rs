//! Names, types and ids: each means what the contexts that are named say, and what has a name is
//! called by it.

use super::AsRead;
use crate::ijson::Json;
use crate::ijson::Path;
use crate::jsonld::context::{ActiveContext, Entry};
use crate::jsonld::iri::{Expanded, expand, is_blank};
use crate::jsonld::lexicon::Part;
use crate::jsonld::walk::RDF_TYPE;
use crate::jsonld::{BLANK_NODE_ID, COMPACT_IRI, TERM_BY_IRI, TERM_REDEFINED, TERM_RENAMED};
use std::borrow::Cow;

/// What a name is used as. Open Badges calls some properties and the type of their values by one
/// IRI, as `criteria` and `Criteria`.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Role {
    /// A member; `term` says whether it has to be a term of a context.
    Member { term: bool },
    /// A type: its name begins with a capital letter or a digit.
    Type,
}

impl Role {
    fn fits(self, name: &str) -> bool {
        let small = name.starts_with(|first: char| first.is_ascii_lowercase());
        small == matches!(self, Role::Member { .. })
    }
}

impl AsRead<'_, '_> {
    pub(super) fn id(&mut self, value: &Json<'_>, active: &ActiveContext, path: &Path<'_>) {
        if let Json::String(text) = value {
            self.iri(text, expand(text, active, false), path);
        }
    }

    /// An IRI is what stands there.
    pub(super) fn iri(&mut self, text: &str, expanded: Expanded<'_>, path: &Path<'_>) {
        match expanded {
            Expanded::Joined(prefix, suffix) if text.contains(':') => {
                let detail = format!("{text:?} is short for {prefix}{suffix}");
                self.find(path, COMPACT_IRI, detail);
            }
            _ if is_blank(text) => {
                let detail = format!("{text:?} is a label that RDF does not keep");
                self.find(path, BLANK_NODE_ID, detail);
            }
            _ => {}
        }
    }

    pub(super) fn types(
        &mut self,
        value: &Json<'_>,
        active: &ActiveContext,
        part: Part,
        path: &Path<'_>,
    ) {
        for (place, one) in value.as_set().iter().enumerate() {
            let element = path.element(place);
            let path = if value.as_array().is_some() {
                &element
            } else {
                path
            };
            if let Json::String(text) = one {
                self.term_means(text, active.entry(text), active, part, Role::Type, path);
            }
        }
    }

    /// Whether a name or a type, of which `active` has this `entry`, means what it seems to. What was
    /// found so once need not be found again.
    pub(super) fn term_means(
        &mut self,
        name: &str,
        entry: Option<&Entry>,
        active: &ActiveContext,
        part: Part,
        role: Role,
        path: &Path<'_>,
    ) {
        let plain = entry.map(|entry| &entry.plain[usize::from(role == Role::Type)]);
        if plain.is_some_and(|plain| plain.get() == Some(&part)) {
            return;
        }
        let expanded = expand(name, active, true);
        let sound = self.by_its_name(name, &expanded, active, path)
            && self.means(name, expanded, part, role, path);
        if let Some(plain) = plain.filter(|_| sound) {
            // Where another part came first this one is looked up each time.
            let _ = plain.set(part);
        }
    }

    /// Whether what `@vocab` has a name for is called by that name, and not by its IRI or a shorter
    /// form of it, where those who look for the name would not find it.
    fn by_its_name(
        &mut self,
        name: &str,
        expanded: &Expanded<'_>,
        active: &ActiveContext,
        path: &Path<'_>,
    ) -> bool {
        if !name.contains(':') {
            return true;
        }
        let iri = match expanded {
            Expanded::Whole(iri) => Cow::Borrowed(*iri),
            Expanded::Joined(prefix, suffix) => Cow::Owned(format!("{prefix}{suffix}")),
            _ => return true,
        };
        let rest = active
            .vocab
            .as_deref()
            .and_then(|vocab| iri.strip_prefix(vocab));
        let Some(rest) = rest.filter(|rest| !rest.is_empty()) else {
            return true;
        };
        let detail = format!("{name:?} stands for {iri}, the name of which is {rest:?}");
        self.find(path, TERM_BY_IRI, detail);
        false
    }

    /// Whether a name or a type stands for what the contexts that are named say, and what it
    /// stands for is called by no other name; else there is a finding.
    fn means(
        &mut self,
        name: &str,
        expanded: Expanded<'_>,
        part: Part,
        role: Role,
        path: &Path<'_>,
    ) -> bool {
        let iri = match expanded {
            Expanded::Defined(iri) | Expanded::Whole(iri) => Cow::Borrowed(iri),
            Expanded::Joined(prefix, suffix) => Cow::Owned(format!("{prefix}{suffix}")),
            Expanded::Nothing | Expanded::Keyword(_) | Expanded::Relative => return true,
        };
        let mut meanings = self.lexicon.meanings(name, part).peekable();
        if iri == RDF_TYPE {
            let detail = format!("{name:?} gives the node a type, and only \"type\" may");
            self.find(path, TERM_RENAMED, detail);
            return false;
        }
        let free = role == Role::Member { term: false };
        if !free && meanings.peek().is_some() && !meanings.any(|meaning| meaning == iri) {
            let detail = format!("{name:?} stands for {iri} here, and means something else");
            self.find(path, TERM_REDEFINED, detail);
            return false;
        }
        let names = self.lexicon.names(&iri, part);
        let mut names = names.filter(|name| role.fits(name)).peekable();
        if let Some(first) = names.peek().copied()
            && !names.any(|known| known == name)
        {
            let problem = match name.contains(':') {
                true => TERM_BY_IRI,
                false => TERM_RENAMED,
            };
            let detail = format!("{name:?} stands for {iri}, the name of which is {first:?}");
            self.find(path, problem, detail);
            return false;
        }
        true
    }
}
