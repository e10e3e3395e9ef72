//! The contexts on board: every context that a document may name by its URL.
//!
//! The W3C's come from the crate `ssi-contexts`; those that it lacks are term tables in
//! `schemas/contexts/`. Each is read when it is first used, and what a list of them makes together
//! is kept, because nearly all credentials begin with one of a few lists.

use super::context::{ActiveContext, Shared};
use super::lexicon::Lexicon;
use super::table;
use crate::ijson::{self, Json};
use foldhash::fast::RandomState;
use std::collections::HashMap;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, LazyLock, OnceLock, PoisonError, RwLock};

/// How many lists are kept. The lists in use are a handful; a stranger's documents may hold any.
const MOST_LISTS: usize = 64;
/// How many contexts are kept that grow out of one list by the scoped contexts of its terms.
const MOST_OF_A_LIST: usize = 128;

/// Where a context on board is written.
enum Source {
    /// As JSON.
    Json(&'static str),
    /// As a table of terms.
    Table(&'static str),
}

struct OnBoard {
    url: &'static str,
    source: Source,
    /// The value of its `@context`, once it was needed.
    context: OnceLock<Json<'static>>,
}

macro_rules! table {
    ($name:literal) => {
        Source::Table(include_str!(concat!(
            "../../schemas/contexts/",
            $name,
            ".terms"
        )))
    };
}

/// URL and source of every context on board.
const ON_BOARD: [(&str, Source); 19] = [
    (
        "https://www.w3.org/2018/credentials/v1",
        Source::Json(ssi_contexts::CREDENTIALS_V1),
    ),
    (
        "https://www.w3.org/ns/credentials/v2",
        Source::Json(ssi_contexts::CREDENTIALS_V2),
    ),
    (
        "https://www.w3.org/2018/credentials/examples/v1",
        Source::Json(ssi_contexts::CREDENTIALS_EXAMPLES_V1),
    ),
    (
        "https://www.w3.org/ns/credentials/examples/v2",
        Source::Json(ssi_contexts::CREDENTIALS_EXAMPLES_V2),
    ),
    // The examples v1 name it.
    (
        "https://www.w3.org/ns/odrl.jsonld",
        Source::Json(ssi_contexts::ODRL),
    ),
    (
        "https://w3id.org/security/data-integrity/v1",
        Source::Json(ssi_contexts::W3ID_DATA_INTEGRITY_V1),
    ),
    (
        "https://w3id.org/security/data-integrity/v2",
        Source::Json(ssi_contexts::W3ID_DATA_INTEGRITY_V2),
    ),
    // The one in the crate is an older revision.
    (
        "https://w3id.org/security/multikey/v1",
        table!("multikey-v1"),
    ),
    (
        "https://www.w3.org/ns/did/v1",
        Source::Json(ssi_contexts::DID_V1),
    ),
    (
        "https://w3id.org/security/suites/ed25519-2020/v1",
        Source::Json(ssi_contexts::W3ID_ED2020_V1),
    ),
    (
        "https://w3id.org/vc/status-list/2021/v1",
        Source::Json(ssi_contexts::STATUS_LIST_2021_V1),
    ),
    (
        "https://www.w3.org/ns/credentials/status/v1",
        table!("credential-status-v1"),
    ),
    (
        "https://purl.imsglobal.org/spec/ob/v3p0/context.json",
        table!("open-badges-v3"),
    ),
    (
        "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.1.json",
        table!("open-badges-v3.0.1"),
    ),
    (
        "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.2.json",
        table!("open-badges-v3.0.2"),
    ),
    (
        "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json",
        table!("open-badges-v3.0.3"),
    ),
    (
        "https://purl.imsglobal.org/spec/ob/v3p0/extensions.json",
        table!("open-badges-v3-extensions"),
    ),
    (
        "https://purl.imsglobal.org/spec/clr/v2p0/context.json",
        table!("clr-v2"),
    ),
    (
        "https://purl.imsglobal.org/spec/clr/v2p0/context-2.0.1.json",
        table!("clr-v2.0.1"),
    ),
];

/// The contexts that documents may name, and what lists of them make together.
pub struct Contexts {
    on_board: Vec<OnBoard>,
    initial: Arc<ActiveContext>,
    lists: RwLock<HashMap<List, Arc<ActiveContext>, RandomState>>,
    next_id: AtomicU64,
    /// Made when it is first asked for.
    lexicon: OnceLock<Lexicon>,
}

/// A shared context, by its id, and the URLs that extend it, one a line.
type List = (u64, String);

impl Contexts {
    /// The contexts on board, made once for the whole process.
    pub fn on_board() -> &'static Contexts {
        static ON_BOARD_ONCE: LazyLock<Contexts> = LazyLock::new(Contexts::new);
        &ON_BOARD_ONCE
    }

    /// The URLs of all contexts on board.
    pub fn urls(&self) -> impl Iterator<Item = &'static str> {
        self.on_board.iter().map(|one| one.url)
    }

    /// The value of `@context` in the context on board at `url`.
    pub fn context(&self, url: &str) -> Option<&Json<'static>> {
        let one = self.on_board.iter().find(|one| one.url == url)?;
        Some(one.context.get_or_init(|| one.source.read()))
    }

    fn new() -> Self {
        let on_board = |(url, source)| OnBoard {
            url,
            source,
            context: OnceLock::new(),
        };
        Self {
            on_board: ON_BOARD.into_iter().map(on_board).collect(),
            initial: Arc::new(ActiveContext::initial()),
            lists: RwLock::default(),
            next_id: AtomicU64::new(1),
            lexicon: OnceLock::new(),
        }
    }

    /// What the contexts on board call things.
    pub(super) fn lexicon(&self) -> &Lexicon {
        self.lexicon.get_or_init(|| Lexicon::of(self))
    }

    /// The context that holds where a document says nothing.
    pub(super) fn initial(&self) -> &Arc<ActiveContext> {
        &self.initial
    }

    /// What the contexts at `urls` make of the shared context `id`: as it is kept, or made by
    /// `make` and kept.
    pub(super) fn listed(
        &self,
        id: u64,
        urls: &[&str],
        make: impl FnOnce(Shared) -> Option<Arc<ActiveContext>>,
    ) -> Option<Arc<ActiveContext>> {
        let list: List = (id, urls.join("\n"));
        let lists = self.lists.read().unwrap_or_else(PoisonError::into_inner);
        if let Some(kept) = lists.get(&list) {
            return Some(kept.clone());
        }
        drop(lists);
        let made = make(Shared::new(self.new_id(), MOST_OF_A_LIST))?;
        let mut lists = self.lists.write().unwrap_or_else(PoisonError::into_inner);
        if lists.len() >= MOST_LISTS {
            lists.clear();
        }
        Some(lists.entry(list).or_insert(made).clone())
    }

    /// Room to keep one more context that grows out of `active`, if there is any. A list whose
    /// family is full is forgotten, and begins anew with the next document: so a stranger's odd
    /// combinations of types do not take the room for good.
    pub(super) fn one_more(&self, active: &ActiveContext) -> Option<Shared> {
        let shared = active.shared.as_ref()?;
        let more = shared.one_more(self.new_id());
        if more.is_none() && shared.family.give_up() {
            let mut lists = self.lists.write().unwrap_or_else(PoisonError::into_inner);
            lists.retain(|_, kept| match &kept.shared {
                Some(other) => !Arc::ptr_eq(&other.family, &shared.family),
                None => false,
            });
        }
        more
    }

    fn new_id(&self) -> u64 {
        self.next_id.fetch_add(1, Ordering::Relaxed)
    }
}

impl std::fmt::Debug for Contexts {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_set().entries(self.urls()).finish()
    }
}

impl Source {
    /// The value of `@context`.
    ///
    /// A source that cannot be read stands for a context without terms: whatever uses it is then
    /// refused. Tests read them all.
    fn read(&self) -> Json<'static> {
        match self {
            Source::Json(text) => ijson::parse(text.as_bytes())
                .ok()
                .and_then(|document| document.get("@context").cloned()),
            Source::Table(text) => table::read(text).ok().map(Json::Object),
        }
        .unwrap_or(Json::Object(ijson::Object::new()))
    }
}
