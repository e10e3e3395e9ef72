//! Context processing (JSON-LD 1.1 API, section 4.1): what a local context makes of an active one.
//!
//! URLs stand for contexts on board and for nothing else: nothing is ever fetched. `@import` is
//! refused by name.

use super::context::{ActiveContext, Draft, Scope, Shared};
use super::contexts::Contexts;
use super::define::Terms;
use super::iri::{Keyword, has_scheme, is_blank, is_iri, split};
use super::term::{Definition, Direction, Mapping};
use super::{INVALID_CONTEXT, PROTECTED_REDEFINITION, RELATIVE_IRI, UNKNOWN_CONTEXT, UNSUPPORTED};
use crate::finding::Finding;
use crate::ijson::Path;
use crate::ijson::{Json, Object};
use foldhash::fast::RandomState;
use std::collections::HashMap;
use std::sync::Arc;

/// How many terms one document may make us define. The contexts of a large credential are some
/// hundreds; only a document that is made to cost time comes near this.
const MOST_DEFINITIONS: usize = 100_000;

/// How many bytes of pointers and details findings may hold before no more are told.
const MOST_TEXT: usize = 1 << 20;

/// Where a scoped context comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum ScopedBy {
    Property = 0,
    Type = 1,
}

/// Makes contexts for one document, and collects what is wrong with it.
pub(super) struct Processor<'c> {
    pub(super) contexts: &'c Contexts,
    pub(super) findings: Vec<Finding>,
    left: usize,
    /// Whether a part of the document was left out, because its context could not be made.
    unread: bool,
    /// How much text the findings hold.
    told: usize,
    /// Contexts made for this document alone, by what they are made of.
    made: HashMap<Made, Merged, RandomState>,
    /// The same for lists of URLs: by the address of what they extend, and the URLs.
    lists: HashMap<(usize, String), List, RandomState>,
}

/// The context that a list extends, and what it makes of it, unless that failed.
type List = (Arc<ActiveContext>, Option<Arc<ActiveContext>>);

/// The addresses of a context and of the definition whose own context extends it.
type Made = (usize, usize, ScopedBy);
/// What was made, unless that failed; and what it was made of, so that the addresses stay taken.
struct Merged {
    made: Option<Arc<ActiveContext>>,
    _of: (Arc<ActiveContext>, Arc<Definition>),
}

impl<'c> Processor<'c> {
    pub(super) fn new(contexts: &'c Contexts) -> Self {
        Self {
            contexts,
            findings: Vec::new(),
            left: MOST_DEFINITIONS,
            unread: false,
            told: 0,
            made: HashMap::default(),
            lists: HashMap::default(),
        }
    }

    /// All findings. Where a part of the document was left out there is at least one.
    pub(super) fn into_findings(mut self) -> Vec<Finding> {
        if self.unread && self.findings.is_empty() {
            let detail = "a context could not be made".to_owned();
            self.find(&Path::ROOT, UNSUPPORTED, detail);
        }
        self.findings
    }

    /// Takes one definition from what this document may cost; `false`, with one finding, when
    /// that is used up.
    pub(super) fn spend(&mut self, path: &Path<'_>) -> bool {
        if self.left == 0 {
            return false;
        }
        self.left -= 1;
        if self.left == 0 {
            let detail = format!("the contexts define more than {MOST_DEFINITIONS} terms");
            self.find(path, UNSUPPORTED, detail);
        }
        self.left > 0
    }

    /// Notes a finding.
    pub(super) fn find(&mut self, path: &Path<'_>, problem: &'static str, detail: String) {
        self.find_by(path, problem, detail, "JSON-LD 1.1");
    }

    /// Notes that a rule of `source` is broken. Of a document in which everything is wrong not
    /// everything is told: its pointers could take more room than the document.
    pub(super) fn find_by(
        &mut self,
        path: &Path<'_>,
        problem: &'static str,
        detail: String,
        source: &'static str,
    ) {
        if self.told > MOST_TEXT {
            return;
        }
        let finding = Finding::new(path.pointer(), problem, detail).by(source);
        self.told += finding.pointer.len() + finding.detail.len();
        self.findings.push(finding);
    }

    /// The scope inside an object that has a `@context`. `None`: it could not be made, and what
    /// stands in the object cannot be read.
    pub(super) fn local(
        &mut self,
        scope: &Scope,
        local: &Json<'_>,
        path: &Path<'_>,
    ) -> Option<Scope> {
        let active = self.extend(&scope.active, local, false, path);
        let inner = active.and_then(|active| self.follow(scope, active, local, true, path));
        self.unread |= inner.is_none();
        inner
    }

    /// The scope in the values of a property, or in a node of a type, whose definition brings a
    /// context of its own.
    pub(super) fn scoped(
        &mut self,
        scope: &Scope,
        term: &str,
        definition: &Arc<Definition>,
        by: ScopedBy,
        path: &Path<'_>,
    ) -> Option<Scope> {
        let Some(local) = definition.scoped.as_deref() else {
            return Some(scope.clone());
        };
        let propagates = by == ScopedBy::Property;
        let active = self.merged(&scope.active, term, definition, by, path);
        let inner = active.and_then(|active| self.follow(scope, active, local, propagates, path));
        self.unread |= inner.is_none();
        inner
    }

    /// Which context to go back to, after `local` made `active` of the one in `scope`.
    fn follow(
        &mut self,
        scope: &Scope,
        active: Arc<ActiveContext>,
        local: &Json<'_>,
        propagates: bool,
        path: &Path<'_>,
    ) -> Option<Scope> {
        let propagates = match local.get("@propagate") {
            Some(Json::Bool(propagate)) => *propagate,
            _ => propagates,
        };
        let drops = local.as_set().contains(&Json::Null);
        let previous = match (propagates, drops) {
            (true, true) => None,
            (true, false) => scope.previous.clone(),
            (false, false) => Some(scope.previous.as_ref().unwrap_or(&scope.active).clone()),
            (false, true) => {
                // Implementations do not agree on what comes back after that.
                let detail = "a context that does not propagate drops the one before it";
                self.find(path, UNSUPPORTED, detail.to_owned());
                return None;
            }
        };
        Some(Scope { active, previous })
    }

    /// `active` with the context of `definition` on it: kept with the entry in a shared context,
    /// else for the length of this document.
    fn merged(
        &mut self,
        active: &Arc<ActiveContext>,
        term: &str,
        definition: &Arc<Definition>,
        by: ScopedBy,
        path: &Path<'_>,
    ) -> Option<Arc<ActiveContext>> {
        let local = definition.scoped.as_deref()?;
        if *local == Json::Null && by == ScopedBy::Property {
            // As in presentations: each credential in them has contexts of its own.
            return Some(self.contexts.initial().clone());
        }
        let own = active
            .entry(term)
            .filter(|entry| active.shared.is_some() && Arc::ptr_eq(&entry.definition, definition));
        if let Some(entry) = own {
            let slot = &entry.scoped[by as usize];
            if let Some(merged) = slot.get() {
                return Some(merged.clone());
            }
            if let Some(shared) = self.contexts.one_more(active) {
                let merged = self.make(active, local, by, Some(shared), path)?;
                return Some(slot.get_or_init(|| merged).clone());
            }
        }
        let key: Made = (
            Arc::as_ptr(active) as usize,
            Arc::as_ptr(definition) as usize,
            by,
        );
        if let Some(merged) = self.made.get(&key) {
            return merged.made.clone();
        }
        let merged = self.make(active, local, by, None, path);
        let kept = Merged {
            made: merged.clone(),
            _of: (active.clone(), definition.clone()),
        };
        self.made.insert(key, kept);
        merged
    }

    fn make(
        &mut self,
        active: &Arc<ActiveContext>,
        local: &Json<'_>,
        by: ScopedBy,
        shared: Option<Shared>,
        path: &Path<'_>,
    ) -> Option<Arc<ActiveContext>> {
        let mut draft = Draft::over(active);
        let sound = self.extend_draft(&mut draft, local, by == ScopedBy::Property, path);
        self.finish(draft, shared, path).filter(|_| sound)
    }

    /// The context that `local` makes of `active`. Lists of URLs are looked up as a whole.
    pub(super) fn extend(
        &mut self,
        active: &Arc<ActiveContext>,
        local: &Json<'_>,
        override_protected: bool,
        path: &Path<'_>,
    ) -> Option<Arc<ActiveContext>> {
        let items = local.as_set();
        let urls = items
            .iter()
            .take_while(|one| one.as_str().is_some())
            .count();
        let mut active = active.clone();
        let mut done = 0;
        if urls > 0
            && active.shared.is_some()
            && let Some(listed) = self.listed(&active, &items[..urls])
        {
            active = listed;
            done = urls;
        }
        if done == items.len() {
            return Some(active);
        }
        if urls < items.len() {
            return self.extend_anew(&active, local, done, override_protected, path);
        }
        // A list that stands on a context of this document, as in records that hold credentials.
        let list: Vec<&str> = items.iter().filter_map(Json::as_str).collect();
        let key = (Arc::as_ptr(&active) as usize, list.join("\n"));
        if let Some((_, made)) = self.lists.get(&key) {
            return made.clone();
        }
        let made = self.extend_anew(&active, local, done, override_protected, path);
        self.lists.insert(key, (active, made.clone()));
        made
    }

    /// The context that the items of `local`, but for the first `done`, make of `active`.
    fn extend_anew(
        &mut self,
        active: &Arc<ActiveContext>,
        local: &Json<'_>,
        done: usize,
        override_protected: bool,
        path: &Path<'_>,
    ) -> Option<Arc<ActiveContext>> {
        let mut draft = Draft::over(active);
        let mut sound = true;
        for (place, item) in local.as_set().iter().enumerate().skip(done) {
            let element = path.element(place);
            let path = if local.as_array().is_some() {
                &element
            } else {
                path
            };
            sound &= self.extend_draft_by_one(&mut draft, item, override_protected, path);
        }
        let own: Vec<_> = draft.terms.values().cloned().collect();
        let active = self.finish(draft, None, path).filter(|_| sound)?;
        for definition in own {
            if let Some(scoped) = definition.scoped.as_deref() {
                // Found wrong here, an unused context is wrong too (section 4.2, step 21).
                sound &= self.extend(&active, scoped, true, path).is_some();
            }
        }
        Some(active).filter(|_| sound)
    }

    /// The shared context that a list of URLs makes of a shared one; `None` where one of them is
    /// not on board or does not go with the others, which is then found out one by one.
    fn listed(
        &mut self,
        active: &Arc<ActiveContext>,
        urls: &[Json<'_>],
    ) -> Option<Arc<ActiveContext>> {
        let shared = active.shared.as_ref()?;
        let contexts = self.contexts;
        let list: Vec<&str> = urls.iter().filter_map(Json::as_str).collect();
        contexts.listed(shared.id, &list, |new| {
            let (findings, told) = (self.findings.len(), self.told);
            let mut draft = Draft::over(active);
            let sound = list
                .iter()
                .all(|url| self.extend_draft_by_url(&mut draft, url, &Path::ROOT));
            // The same is found again one by one, unless there is no work left for that.
            if self.left > 0 {
                self.findings.truncate(findings);
                self.told = told;
            }
            draft.finish(Some(new)).filter(|_| sound).map(Arc::new)
        })
    }

    fn finish(
        &mut self,
        draft: Draft,
        shared: Option<Shared>,
        path: &Path<'_>,
    ) -> Option<Arc<ActiveContext>> {
        let finished = draft.finish(shared).map(Arc::new);
        if finished.is_none() {
            let detail =
                "too many contexts lie on each other, or too many aliases stand for keywords"
                    .to_owned();
            self.find(path, UNSUPPORTED, detail);
        }
        finished
    }

    /// Adds a local context, which may be an array of several, to a draft.
    fn extend_draft(
        &mut self,
        draft: &mut Draft,
        local: &Json<'_>,
        override_protected: bool,
        path: &Path<'_>,
    ) -> bool {
        let mut sound = true;
        for item in local.as_set() {
            sound &= self.extend_draft_by_one(draft, item, override_protected, path);
        }
        sound
    }

    fn extend_draft_by_one(
        &mut self,
        draft: &mut Draft,
        local: &Json<'_>,
        override_protected: bool,
        path: &Path<'_>,
    ) -> bool {
        match local {
            Json::Null => self.forget(draft, override_protected, path),
            Json::String(url) => self.extend_draft_by_url(draft, url, path),
            Json::Object(object) => self.extend_draft_by(draft, object, override_protected, path),
            other => {
                let detail = format!("a context cannot be {}", other.kind());
                self.find(path, INVALID_CONTEXT, detail);
                false
            }
        }
    }

    /// A context that is null forgets everything that was said before.
    fn forget(&mut self, draft: &mut Draft, override_protected: bool, path: &Path<'_>) -> bool {
        if !override_protected && draft.protects() {
            let detail = "the context is dropped, with terms that are protected".to_owned();
            self.find(path, PROTECTED_REDEFINITION, detail);
            return false;
        }
        *draft = Draft::over(self.contexts.initial());
        true
    }

    fn extend_draft_by_url(&mut self, draft: &mut Draft, url: &str, path: &Path<'_>) -> bool {
        let contexts = self.contexts;
        let Some(context) = contexts.context(url) else {
            let detail =
                format!("the context {url:?} is not on board, and contexts are not fetched");
            self.find(path, UNKNOWN_CONTEXT, detail);
            return false;
        };
        self.extend_draft(draft, context, false, path)
    }

    fn extend_draft_by(
        &mut self,
        draft: &mut Draft,
        local: &Object<'_>,
        override_protected: bool,
        path: &Path<'_>,
    ) -> bool {
        let mut sound = true;
        for (name, value) in local.iter() {
            let Some(keyword) = Keyword::of(name) else {
                continue;
            };
            if let Err((problem, detail)) = self.header(draft, keyword, value) {
                self.find(&path.member(name), problem, detail);
                sound = false;
            }
        }
        if !sound {
            return false;
        }
        Terms::define(self, draft, local, override_protected, path)
    }

    /// The members of a context that are no terms (section 4.1.2, steps 5.5 to 5.11).
    fn header(
        &mut self,
        draft: &mut Draft,
        keyword: Keyword,
        value: &Json<'_>,
    ) -> Result<(), (&'static str, String)> {
        let invalid = |what: &str| Err((INVALID_CONTEXT, what.to_owned()));
        match (keyword, value) {
            (Keyword::Version, Json::Number(1.1)) => {}
            (Keyword::Version, _) => return invalid("@version is not 1.1"),
            (Keyword::Import, _) => {
                return Err((UNSUPPORTED, "@import is not supported".to_owned()));
            }
            // A base would only matter to relative IRIs, and those are refused in any case.
            (Keyword::Base, Json::Null) => {}
            (Keyword::Base, Json::String(base)) if is_iri(base) => {}
            (Keyword::Base, Json::String(_)) => {
                return Err((RELATIVE_IRI, "@base is not an absolute IRI".to_owned()));
            }
            (Keyword::Base, _) => return invalid("@base is not a string"),
            (Keyword::Vocab, Json::Null) => draft.vocab = None,
            (Keyword::Vocab, Json::String(text)) => draft.vocab = Some(vocab(draft, text)?),
            (Keyword::Vocab, _) => return invalid("@vocab is not a string"),
            (Keyword::Language, Json::Null) => draft.language = None,
            (Keyword::Language, Json::String(tag)) => {
                draft.language = Some(Arc::from(tag.to_ascii_lowercase()));
            }
            (Keyword::Language, _) => return invalid("@language is not a string"),
            (Keyword::Direction, Json::Null) => draft.direction = None,
            (Keyword::Direction, value) => match value.as_str().and_then(Direction::of) {
                Some(direction) => draft.direction = Some(direction),
                None => return invalid("@direction is neither \"ltr\" nor \"rtl\""),
            },
            (Keyword::Propagate | Keyword::Protected, Json::Bool(_)) => {}
            (Keyword::Propagate | Keyword::Protected, _) => {
                return invalid("this is neither true nor false");
            }
            // All other keywords are found when the terms are defined.
            _ => {}
        }
        Ok(())
    }
}

/// What `@vocab` stands for: an IRI, or the one before with something behind it.
fn vocab(draft: &Draft, text: &str) -> Result<Arc<str>, (&'static str, String)> {
    let meaning = |term: &str| match draft.definition(term) {
        Some(definition) => match &definition.mapping {
            Mapping::Iri(iri) => Some((iri.to_string(), definition.prefix)),
            _ => None,
        },
        None => None,
    };
    let compact =
        split(text).filter(|(prefix, suffix)| *prefix != "_" && !suffix.starts_with("//"));
    let prefixed = compact.and_then(|(prefix, suffix)| match meaning(prefix) {
        Some((iri, true)) => Some(iri + suffix),
        _ => None,
    });
    let iri = match (meaning(text), prefixed, &draft.vocab) {
        (Some((iri, _)), _, _) | (None, Some(iri), _) => iri,
        (None, None, Some(before)) if !has_scheme(text) && !is_blank(text) => {
            format!("{before}{text}")
        }
        _ => text.to_owned(),
    };
    if is_blank(&iri) || is_iri(&iri) {
        return Ok(Arc::from(iri));
    }
    Err((
        RELATIVE_IRI,
        format!("@vocab is {text:?}, which is not an absolute IRI"),
    ))
}
