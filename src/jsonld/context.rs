//! Active contexts: which terms mean what, at one place of a document (JSON-LD 1.1 API, section
//! 4.1).
//!
//! A finished context never changes and is shared. Contexts that come from the board alone are
//! flat: one table with every term. Contexts that a document brings along are layers over the one
//! they extend, so that a document with many small contexts costs no more than its size.

use super::iri::Keyword;
use super::lexicon::Part;
use super::term::{Definition, Direction, Mapping};
use foldhash::fast::RandomState;
use std::collections::HashMap;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, OnceLock};

/// How many layers may lie on each other; a look-up may have to go through all of them.
pub(super) const MOST_LAYERS: usize = 96;

/// How many aliases of keywords there may be: each name in a document is compared with them.
const MOST_ALIASES: usize = 64;

/// One term of an active context.
#[derive(Debug)]
pub(super) struct Entry {
    pub(super) definition: Arc<Definition>,
    /// This context with the term's own one on it, where the term is a property and where it is a
    /// type; only in shared contexts.
    pub(super) scoped: [OnceLock<Arc<ActiveContext>>; 2],
    /// The part of the lexicon by which the term was first found to mean what it seems to, as a
    /// member and as a type: most documents are read by the same part.
    pub(super) plain: [OnceLock<Part>; 2],
}

/// A finished context.
#[derive(Debug, Default)]
pub(super) struct ActiveContext {
    terms: HashMap<Arc<str>, Entry, RandomState>,
    below: Option<Arc<ActiveContext>>,
    layers: usize,
    /// Every alias of a keyword, also those of the layers below.
    aliases: Vec<(Arc<str>, Keyword)>,
    /// Whether any term is protected.
    pub(super) protects: bool,
    pub(super) vocab: Option<Arc<str>>,
    pub(super) language: Option<Arc<str>>,
    pub(super) direction: Option<Direction>,
    /// Set where this context is kept beyond one document.
    pub(super) shared: Option<Shared>,
}

/// What makes a context one that outlives the document it was first used for.
#[derive(Debug, Clone)]
pub(super) struct Shared {
    /// Unlike that of any other shared context.
    pub(super) id: u64,
    pub(super) family: Arc<Family>,
}

/// The contexts that grow out of one list of contexts on board.
#[derive(Debug)]
pub(super) struct Family {
    /// How many more may be kept.
    left: AtomicUsize,
    given_up: AtomicBool,
}

impl Family {
    /// Whether the family is given up with this call: it is, once.
    pub(super) fn give_up(&self) -> bool {
        !self.given_up.swap(true, Ordering::Relaxed)
    }
}

impl Shared {
    /// The first context of a family of at most `most`.
    pub(super) fn new(id: u64, most: usize) -> Self {
        let family = Family {
            left: AtomicUsize::new(most),
            given_up: AtomicBool::new(false),
        };
        Self {
            id,
            family: Arc::new(family),
        }
    }

    /// The same family, if it may have one more member.
    pub(super) fn one_more(&self, id: u64) -> Option<Self> {
        let less = |left: usize| left.checked_sub(1);
        self.family
            .left
            .fetch_update(Ordering::Relaxed, Ordering::Relaxed, less)
            .ok()?;
        let family = self.family.clone();
        Some(Self { id, family })
    }
}

impl ActiveContext {
    /// The context in which nothing is said.
    pub(super) fn initial() -> Self {
        Self {
            shared: Some(Shared::new(0, 0)),
            ..Self::default()
        }
    }

    /// What `term` means here.
    pub(super) fn entry(&self, term: &str) -> Option<&Entry> {
        let mut layer = self;
        loop {
            if let Some(entry) = layer.terms.get(term) {
                return Some(entry);
            }
            layer = layer.below.as_deref()?;
        }
    }

    /// The keyword that `name` is, or is an alias of.
    pub(super) fn keyword(&self, name: &str) -> Option<Keyword> {
        if name.starts_with('@') {
            return Keyword::of(name);
        }
        let alias = self.aliases.iter().find(|(alias, _)| **alias == *name);
        alias.map(|(_, keyword)| *keyword)
    }
}

/// A context while it is being made: what a local context adds to another one.
#[derive(Debug, Default)]
pub(super) struct Draft {
    below: Option<Arc<ActiveContext>>,
    pub(super) terms: HashMap<Arc<str>, Arc<Definition>, RandomState>,
    pub(super) vocab: Option<Arc<str>>,
    pub(super) language: Option<Arc<str>>,
    pub(super) direction: Option<Direction>,
}

impl Draft {
    /// Begins with what `active` says.
    pub(super) fn over(active: &Arc<ActiveContext>) -> Self {
        Self {
            below: Some(active.clone()),
            terms: HashMap::default(),
            vocab: active.vocab.clone(),
            language: active.language.clone(),
            direction: active.direction,
        }
    }

    /// What `term` means so far.
    pub(super) fn definition(&self, term: &str) -> Option<&Definition> {
        if let Some(definition) = self.terms.get(term) {
            return Some(definition);
        }
        let entry = self.below.as_ref()?.entry(term)?;
        Some(&entry.definition)
    }

    /// Whether any term is protected so far.
    pub(super) fn protects(&self) -> bool {
        self.below.as_ref().is_some_and(|below| below.protects)
            || self.terms.values().any(|definition| definition.protected)
    }

    /// The finished context; `None` if it has too many layers or aliases.
    pub(super) fn finish(self, shared: Option<Shared>) -> Option<ActiveContext> {
        let protects = self.protects();
        let aliases = self.aliases();
        let mut terms: HashMap<Arc<str>, Entry, RandomState> = self
            .terms
            .into_iter()
            .map(|(term, definition)| (term, Entry::new(definition)))
            .collect();
        let mut below = self.below;
        if shared.is_some()
            && let Some(flat) = below.take()
        {
            for (term, entry) in &flat.terms {
                if !terms.contains_key(term) {
                    terms.insert(term.clone(), Entry::new(entry.definition.clone()));
                }
            }
        }
        let layers = below.as_ref().map_or(0, |below| below.layers + 1);
        let bounded = layers <= MOST_LAYERS && aliases.len() <= MOST_ALIASES;
        bounded.then_some(ActiveContext {
            terms,
            below,
            layers,
            aliases,
            protects,
            vocab: self.vocab,
            language: self.language,
            direction: self.direction,
            shared,
        })
    }

    fn aliases(&self) -> Vec<(Arc<str>, Keyword)> {
        let mut aliases: Vec<(Arc<str>, Keyword)> = Vec::new();
        if let Some(below) = &self.below {
            let kept = below.aliases.iter();
            aliases.extend(
                kept.filter(|(alias, _)| !self.terms.contains_key(alias))
                    .cloned(),
            );
        }
        for (term, definition) in &self.terms {
            if let Mapping::Keyword(keyword) = definition.mapping {
                aliases.push((term.clone(), keyword));
            }
        }
        // Ids and types are what is asked for most.
        aliases.sort_by_key(|(_, keyword)| !matches!(keyword, Keyword::Id | Keyword::Type));
        aliases
    }
}

impl Entry {
    fn new(definition: Arc<Definition>) -> Self {
        Self {
            definition,
            scoped: Default::default(),
            plain: Default::default(),
        }
    }
}

/// The context at one place, and the one to go back to where a node begins.
#[derive(Debug, Clone)]
pub(super) struct Scope {
    pub(super) active: Arc<ActiveContext>,
    /// What held before a context that does not propagate, as those of types do not.
    pub(super) previous: Option<Arc<ActiveContext>>,
}
