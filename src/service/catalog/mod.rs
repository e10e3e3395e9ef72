//! The catalog: what is published of frameworks as CASE 1.1 records (1EdTech CASE 1.1), by
//! identifier.
//!
//! | file | its part |
//! | --- | --- |
//! | `index` | which framework has the record of an identifier, and which documents are current |
//! | `published` | one framework as a package, in bytes, with the place of each record in them |
//! | `record` | a record by itself, as its class wants it outside a package |
//! | `class` | the classes of records that have addresses |
//!
//! It is made from the frameworks on record when it is first asked for and has nothing in the store
//! of its own. Memory holds an identifier and a place for each record; packages are made when they
//! are needed, one at a time, and those used last are kept up to a number of bytes. A framework
//! version never changes; what becomes of it may: one that was withdrawn is not published, and one
//! that was superseded says so in its document.
//!
//! Memory follows the store and never leads: an import is durable first, then the framework is
//! added here (`Service::catalog_framework`); a standing is durable first, then all this is
//! forgotten (`Service::forget_catalog`) and made anew when it is next needed, or before that by
//! whoever calls [`Service::warm_catalog`].

mod class;
mod index;
mod published;
mod record;

pub use class::Class;
pub use index::CaseDocument;
pub use published::Published;

use super::{Service, ServiceError};
use crate::clock::parse_timestamp;
use crate::framework::{Framework, FrameworkId};
use crate::mapping::case::Superseded;
use crate::mapping::{Addresses, case};
use crate::records::framework as records;
use crate::records::framework_standing::{Standing, StandingRecord};
use index::Index;
use lru::LruCache;
use published::Rank;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, RwLock};
use uuid::Uuid;

/// How many bytes the packages that are kept take together: some thousand frameworks of the usual
/// size. The one that was used last is kept whatever its size.
const PACKAGE_BYTES: usize = 128 << 20;

/// How many frameworks are read at once when the catalog is made.
const FRAMEWORKS_AT_ONCE: usize = 20;

/// What is in memory of the frameworks on record.
pub(super) struct Catalog {
    /// What is where; `None` until the frameworks on record have been read.
    index: RwLock<Option<Index>>,
    packages: Mutex<Packages>,
    /// Held by whoever makes a package: several large ones at once would take too much memory.
    making: Mutex<()>,
}

/// The packages that were used last.
struct Packages {
    kept: LruCache<FrameworkId, Arc<Published>>,
    /// How many bytes they take together.
    bytes: usize,
    most: usize,
}

impl Default for Catalog {
    fn default() -> Self {
        Self {
            index: RwLock::default(),
            packages: Mutex::new(Packages::new(PACKAGE_BYTES)),
            making: Mutex::default(),
        }
    }
}

impl Service {
    /// All CFDocuments, by their identifiers. Of the versions of a document that has the same
    /// identifier in all of them, the one that changed last.
    ///
    /// # Errors
    /// [`ServiceError::Store`] and [`ServiceError::Record`].
    pub fn case_documents(&self) -> Result<Vec<Arc<CaseDocument>>, ServiceError> {
        self.catalogued(|index| index.documents().cloned().collect())
    }

    /// The CFDocument with this identifier.
    ///
    /// # Errors
    /// [`ServiceError::Store`] and [`ServiceError::Record`].
    pub fn case_document(
        &self,
        identifier: Uuid,
    ) -> Result<Option<Arc<CaseDocument>>, ServiceError> {
        self.catalogued(|index| index.document(identifier).cloned())
    }

    /// The package of the CFDocument with this identifier.
    ///
    /// # Errors
    /// [`ServiceError::Store`] and [`ServiceError::Record`].
    pub fn case_package(&self, identifier: Uuid) -> Result<Option<Arc<Published>>, ServiceError> {
        match self.case_document(identifier)? {
            Some(document) => self.package_of(&document.framework),
            None => Ok(None),
        }
    }

    /// Where people read about a CFDocument or a CFItem: the page of the framework, of the level or
    /// of the statement. `None` where there is no such record.
    ///
    /// # Errors
    /// [`ServiceError::Store`] and [`ServiceError::Record`].
    pub fn case_page(
        &self,
        class: Class,
        identifier: Uuid,
    ) -> Result<Option<String>, ServiceError> {
        let Some(document) = self.catalogued(|index| index.home(class, identifier))? else {
            return Ok(None);
        };
        let framework = match class {
            Class::Item => self.framework_on_record(&document.framework)?,
            _ => return Ok(Some(self.page(&document.framework, &[]))),
        };
        Ok(Some(self.item_page(&framework, identifier)))
    }

    /// Adds a framework that is on record from now on. Whoever puts a framework on record calls
    /// this, when that is durable.
    pub(super) fn catalog_framework(&self, framework: &Framework) {
        let index = &self.catalog.index;
        // Whoever makes the catalog right now may have looked already and is waited for. Whoever
        // makes it later finds the framework on record.
        let is_made = index
            .read()
            .unwrap_or_else(PoisonError::into_inner)
            .is_some();
        if !is_made {
            return;
        }
        match self.made(framework, &self.catalog.making()) {
            Ok(Some(published)) => {
                let mut index = index.write().unwrap_or_else(PoisonError::into_inner);
                if let Some(index) = index.as_mut() {
                    index.add(&published);
                }
            }
            Ok(None) => {}
            // Whoever asks next makes it anew, and is told if that cannot be done.
            Err(_) => self.forget_catalog(),
        }
    }

    /// Forgets all that is in memory. Whoever changes the standing of a framework on record calls
    /// this, when that is durable.
    pub(super) fn forget_catalog(&self) {
        let catalog = &self.catalog;
        let mut index = catalog
            .index
            .write()
            .unwrap_or_else(PoisonError::into_inner);
        // Standings are read while a package is made: who makes one right now may have read the
        // one before, and is waited for.
        let _making = catalog.making();
        *index = None;
        catalog.packages().forget();
    }

    /// Makes the catalog, unless it is made already or there is nothing to be in it: then nobody
    /// who asks has to wait for that.
    ///
    /// # Errors
    /// [`ServiceError::Store`] and [`ServiceError::Record`].
    pub fn warm_catalog(&self) -> Result<(), ServiceError> {
        let is_made = || {
            let index = self.catalog.index.read();
            index.unwrap_or_else(PoisonError::into_inner).is_some()
        };
        if is_made() || records::list(self.store(), None, 1)?.records.is_empty() {
            return Ok(());
        }
        self.catalogued(|_| ())
    }

    /// `framework` as a CASE package as it is published here: with what became of it.
    ///
    /// # Errors
    /// [`ServiceError::Store`] and [`ServiceError::Record`].
    pub(super) fn published_package(
        &self,
        framework: &Framework,
        standing: Option<&StandingRecord>,
    ) -> Result<case::Package, ServiceError> {
        let addresses = self.public_addresses();
        let Some(standing) = standing else {
            return Ok(case::package(framework, &addresses));
        };
        let successor = self.standing_successor(standing)?;
        let by = successor
            .map(|successor| self.framework_on_record(&successor))
            .transpose()?;
        let superseded = Superseded {
            at: &standing.at,
            by: by.as_ref(),
        };
        Ok(case::superseded_package(framework, &superseded, &addresses))
    }

    /// Looks into the index, which is made from the frameworks on record when this is the first
    /// time.
    fn catalogued<T>(&self, look: impl FnOnce(&Index) -> T) -> Result<T, ServiceError> {
        let known = &self.catalog.index;
        if let Some(index) = &*known.read().unwrap_or_else(PoisonError::into_inner) {
            return Ok(look(index));
        }
        let mut known = known.write().unwrap_or_else(PoisonError::into_inner);
        let index = match known.as_mut() {
            Some(index) => index,
            None => known.insert(self.made_index()?),
        };
        Ok(look(index))
    }

    fn made_index(&self) -> Result<Index, ServiceError> {
        let mut index = Index::default();
        let mut after = None;
        loop {
            let page = records::list(self.store(), after, FRAMEWORKS_AT_ONCE)?;
            for framework in &page.records {
                if let Some(published) = self.made(framework, &self.catalog.making())? {
                    index.add(&published);
                }
            }
            match page.next {
                Some(next) => after = Some(next),
                None => return Ok(index),
            }
        }
    }

    /// The package of a framework on record, kept or made; `None` where it was withdrawn.
    fn package_of(&self, framework: &FrameworkId) -> Result<Option<Arc<Published>>, ServiceError> {
        if let Some(kept) = self.catalog.packages().kept.get(framework) {
            return Ok(Some(Arc::clone(kept)));
        }
        let making = self.catalog.making();
        // Somebody else may have made it meanwhile.
        if let Some(kept) = self.catalog.packages().kept.get(framework) {
            return Ok(Some(Arc::clone(kept)));
        }
        self.made(&self.framework_on_record(framework)?, &making)
    }

    /// The package of a framework, which is kept from now on; `None` where it was withdrawn. It is
    /// made while nobody else makes one.
    fn made(
        &self,
        framework: &Framework,
        _making: &MutexGuard<'_, ()>,
    ) -> Result<Option<Arc<Published>>, ServiceError> {
        let standing = self.framework_standing(&framework.id())?;
        let is_withdrawn = |record: &StandingRecord| record.state == Standing::Withdrawn;
        if standing.as_ref().is_some_and(is_withdrawn) {
            return Ok(None);
        }
        let package = self.published_package(framework, standing.as_ref())?;
        let rank = Rank {
            is_current: standing.is_none(),
            changed: parse_timestamp(&case::changed(framework)),
        };
        let addresses = self.public_addresses();
        let published = Published::new(framework.id(), package, rank, &addresses);
        let published = Arc::new(published);
        self.catalog.packages().keep(Arc::clone(&published));
        Ok(Some(published))
    }

    fn framework_on_record(&self, id: &FrameworkId) -> Result<Framework, ServiceError> {
        let found = records::find(self.store(), &id.key, &id.version)?;
        found.ok_or_else(|| ServiceError::Defect(format!("the framework {id} is gone")))
    }

    /// The addresses of what belongs to the deployment.
    fn public_addresses(&self) -> Addresses<'_> {
        Addresses::new(self.settings.public_url.as_deref(), None)
    }

    fn item_page(&self, framework: &Framework, identifier: Uuid) -> String {
        let is = |text: &str| Uuid::try_parse(text) == Ok(identifier);
        let mut levels = framework.levels.iter();
        if let Some(level) = levels.find(|level| is(&framework.level_identifier(level))) {
            return self.page(&framework.id(), &["levels", &level.id]);
        }
        let mut statements = framework.statements();
        match statements.find(|(_, statement)| is(&statement.id)) {
            Some((level, statement)) => {
                let position = statement.position.to_string();
                self.page(&framework.id(), &["statements", &level.id, &position])
            }
            // A heading between them stands on the page of the whole.
            None => self.page(&framework.id(), &[]),
        }
    }

    /// The address of a page about a framework, or of a part of it.
    fn page(&self, framework: &FrameworkId, part: &[&str]) -> String {
        let own = ["frameworks", &framework.key, &framework.version];
        let path = crate::mapping::address::path(&[&own, part].concat());
        match &self.settings.public_url {
            Some(url) => format!("{}{path}", url.trim_end_matches('/')),
            None => path,
        }
    }
}

impl Catalog {
    /// Whoever has this makes packages.
    fn making(&self) -> MutexGuard<'_, ()> {
        self.making.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn packages(&self) -> MutexGuard<'_, Packages> {
        // Nothing can panic while the lock is held.
        self.packages.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Packages {
    fn new(most: usize) -> Self {
        Self {
            // Its bound is in bytes, and kept by us.
            kept: LruCache::unbounded(),
            bytes: 0,
            most,
        }
    }

    fn forget(&mut self) {
        self.kept.clear();
        self.bytes = 0;
    }

    /// Keeps a package, and drops those that were not used for longest.
    fn keep(&mut self, package: Arc<Published>) {
        self.bytes += package.size();
        if let Some(same) = self.kept.put(package.framework().clone(), package) {
            self.bytes -= same.size();
        }
        while self.bytes > self.most && self.kept.len() > 1 {
            if let Some((_, oldest)) = self.kept.pop_lru() {
                self.bytes -= oldest.size();
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::framework::ler_me;

    const SAMPLE: &[u8] = include_bytes!("../../../schemas/sample-framework.json");

    /// The sample in the version `version`.
    fn published(version: &str) -> Arc<Published> {
        let mut framework = ler_me::import(SAMPLE).unwrap();
        framework.version = version.to_owned();
        let addresses = Addresses::new(Some("https://school.example"), None);
        let package = case::package(&framework, &addresses);
        Arc::new(Published::new(framework.id(), package, RANK, &addresses))
    }

    const RANK: Rank = Rank {
        is_current: true,
        changed: None,
    };

    fn kept(packages: &Packages) -> Vec<&str> {
        let kept = packages.kept.iter();
        kept.map(|(framework, _)| framework.version.as_str())
            .collect()
    }

    #[test]
    fn packages_are_kept_up_to_a_number_of_bytes() {
        let size = published("1").size();
        let mut packages = Packages::new(2 * size + size / 2);
        for version in ["1", "2", "3", "3"] {
            packages.keep(published(version));
        }
        assert_eq!(kept(&packages), ["3", "2"]);
        assert_eq!(packages.bytes, 2 * size);
        // What was used last stays; whoever is larger than all room is kept alone.
        let two = published("2");
        assert!(packages.kept.get(two.framework()).is_some());
        packages.keep(published("4"));
        assert_eq!(kept(&packages), ["4", "2"]);
        packages.most = size / 2;
        packages.keep(published("5"));
        assert_eq!((kept(&packages), packages.bytes), (vec!["5"], size));
    }

    #[test]
    fn the_bytes_are_the_package() {
        let mut framework = ler_me::import(SAMPLE).unwrap();
        let addresses = Addresses::new(None, None);
        for attribution in [Some("© A Press".to_owned()), None] {
            framework.attribution = attribution;
            let package = case::package(&framework, &addresses);
            let expected = package.to_value();
            let published = Published::new(framework.id(), package, RANK, &addresses);
            let made: serde_json::Value = serde_json::from_slice(published.json()).unwrap();
            assert_eq!(made, expected);
        }
    }
}
