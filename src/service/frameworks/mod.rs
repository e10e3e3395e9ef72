//! Importing frameworks and looking them up.
//!
//! [`source`] finds one in a document or at an address, [`preview`] tells what would be stored,
//! [`compare`] what changed between two and what was issued on the first; [`standing`] says that a
//! version was superseded or withdrawn, and [`forms`] gives one to other programs.

pub mod compare;
pub mod forms;
pub(super) mod pending;
pub mod preview;
pub mod source;
pub mod standing;

use super::{Actor, Service, ServiceError};
use crate::assessment::LevelPolicy;
use crate::audit::{Act, Entry, object};
use crate::digest::sha256_hex;
use crate::finding::near_misses;
use crate::framework::Framework;
use crate::records::{Page, audit, framework as records, framework_policy};
use crate::store::Commit;
use source::{FoundFramework, FrameworkSource};

/// The outcome of an import.
#[derive(Debug, Clone, PartialEq)]
pub struct Imported {
    /// The framework on record.
    pub framework: Framework,
    /// Whether it was not on record before.
    pub new: bool,
    /// What was decided where the document leaves a choice, as sentences for people.
    pub notes: Vec<String>,
}

impl Service {
    /// Imports an export of LER.me or a CASE package. The same content again changes nothing.
    ///
    /// `policy` becomes the framework's own level policy: what its assessments are decided by,
    /// unless they say otherwise.
    ///
    /// # Errors
    /// [`ServiceError::Invalid`] with everything that is wrong with the document;
    /// [`ServiceError::Conflict`] when other content is on record under the same version.
    pub fn import_framework(
        &self,
        document: &[u8],
        policy: Option<&LevelPolicy>,
        actor: &Actor,
    ) -> Result<Imported, ServiceError> {
        self.may_enter()?;
        let found = self.find_framework(FrameworkSource::Document(document))?;
        self.import_found(found, None, policy, actor)
    }

    /// Puts a framework on record that was found before, if its content has the digest `confirmed`:
    /// what stands at an address may have changed since somebody looked at it.
    ///
    /// # Errors
    /// [`ServiceError::Conflict`] when it has another digest, or other content is on record under
    /// the same version.
    pub fn import_found(
        &self,
        found: FoundFramework,
        confirmed: Option<&str>,
        policy: Option<&LevelPolicy>,
        actor: &Actor,
    ) -> Result<Imported, ServiceError> {
        self.may_enter()?;
        if let Some(confirmed) = confirmed {
            found.check_confirmed(confirmed)?;
        }
        let mut imported = self.record_framework(found.framework, policy, actor)?;
        imported.notes = found.notes;
        Ok(imported)
    }

    fn record_framework(
        &self,
        framework: Framework,
        policy: Option<&LevelPolicy>,
        actor: &Actor,
    ) -> Result<Imported, ServiceError> {
        let entry = |act| self.framework_entry(&framework, act, actor);
        let with_policy = |commit| match policy {
            Some(policy) => {
                let (key, version) = (&framework.key, &framework.version);
                let commit = framework_policy::put(commit, key, version, policy);
                let content = serde_json::to_vec(policy).unwrap_or_default();
                let digests = vec![sha256_hex(&[&content])];
                audit::append(commit, &entry(Act::FrameworkPolicy).with_digests(digests))
            }
            None => commit,
        };
        check_policy(policy, &framework)?;
        if let Some(policy) = policy
            && self.framework_policy(&framework)?.as_ref() == Some(policy)
            && let Some(known) = records::find(self.store(), &framework.key, &framework.version)?
        {
            return same_or_conflict(known, &framework);
        }
        loop {
            if let Some(known) = records::find(self.store(), &framework.key, &framework.version)? {
                let same = same_or_conflict(known, &framework)?;
                let commit = with_policy(Commit::new());
                if commit.is_empty() || self.store().commit(commit)?.is_ok() {
                    return Ok(same);
                }
                continue;
            }
            let imported =
                entry(Act::FrameworkImport).with_digests(vec![framework.content_digest().clone()]);
            let commit = audit::append(records::create(Commit::new(), &framework), &imported);
            let commit = with_policy(commit);
            if self.store().commit(commit)?.is_ok() {
                self.catalog_framework(&framework);
                return Ok(Imported {
                    framework,
                    new: true,
                    notes: Vec::new(),
                });
            }
        }
    }

    fn framework_entry(&self, framework: &Framework, act: Act, actor: &Actor) -> Entry {
        self.entry(actor, act, object("framework", &framework.id().to_string()))
    }

    /// Sets the level policy of the framework `key` in `version`: what its later assessments are
    /// decided by, unless they say otherwise.
    ///
    /// # Errors
    /// [`ServiceError::NotFound`]; [`ServiceError::Invalid`] when the policy does not fit the
    /// framework.
    pub fn set_framework_policy(
        &self,
        key: &str,
        version: &str,
        policy: &LevelPolicy,
        actor: &Actor,
    ) -> Result<(), ServiceError> {
        self.may_enter()?;
        let framework = self.framework(key, Some(version))?;
        self.record_framework(framework, Some(policy), actor)?;
        Ok(())
    }

    /// The level policy of `framework`, where it has one of its own.
    ///
    /// # Errors
    /// [`ServiceError::Store`] and [`ServiceError::Record`].
    pub fn framework_policy(
        &self,
        framework: &Framework,
    ) -> Result<Option<LevelPolicy>, ServiceError> {
        let (key, version) = (&framework.key, &framework.version);
        Ok(framework_policy::find(self.store(), key, version)?)
    }

    /// The framework `key` in `version`; without a version, the only one there is.
    ///
    /// # Errors
    /// [`ServiceError::NotFound`], with near misses; [`ServiceError::Refused`] when the version is
    /// left out and there are several.
    pub fn framework(&self, key: &str, version: Option<&str>) -> Result<Framework, ServiceError> {
        if let Some(version) = version
            && let Some(framework) = records::find(self.store(), key, version)?
        {
            return Ok(framework);
        }
        let mut versions = records::versions(self.store(), key)?;
        let names: Vec<String> = versions.iter().map(|f| f.version.clone()).collect();
        match (version, versions.pop()) {
            (_, None) => Err(self.unknown_framework(key)?),
            (None, Some(only)) if versions.is_empty() => Ok(only),
            (None, Some(_)) => Err(ServiceError::Refused {
                rule: "version-missing",
                detail: format!(
                    "there are several versions of the framework {key}: {}. Name one",
                    names.join(", ")
                ),
            }),
            (Some(version), Some(_)) => Err(ServiceError::NotFound {
                what: "framework version",
                name: format!("{key}@{version}"),
                near: names.iter().map(|name| format!("{key}@{name}")).collect(),
            }),
        }
    }

    /// A page of all frameworks.
    ///
    /// # Errors
    /// [`ServiceError::Store`] and [`ServiceError::Record`].
    pub fn frameworks(
        &self,
        after: Option<Vec<u8>>,
        limit: usize,
    ) -> Result<Page<Framework>, ServiceError> {
        Ok(records::list(self.store(), after, limit)?)
    }

    fn unknown_framework(&self, key: &str) -> Result<ServiceError, ServiceError> {
        let known = self.frameworks(None, 1000)?.records;
        let mut near: Vec<String> = near_misses(key, known.iter().map(|f| f.key.as_str()))
            .into_iter()
            .map(str::to_owned)
            .collect();
        near.dedup();
        Ok(ServiceError::NotFound {
            what: "framework",
            name: key.to_owned(),
            near,
        })
    }
}

fn check_policy(policy: Option<&LevelPolicy>, framework: &Framework) -> Result<(), ServiceError> {
    let findings = policy.map_or_else(Vec::new, |policy| policy.check(framework));
    if findings.is_empty() {
        return Ok(());
    }
    Err(ServiceError::Invalid {
        what: "the level policy",
        findings,
    })
}

fn same_or_conflict(known: Framework, sent: &Framework) -> Result<Imported, ServiceError> {
    if known.content_digest() == sent.content_digest() {
        return Ok(Imported {
            framework: known,
            new: false,
            notes: Vec::new(),
        });
    }
    Err(ServiceError::Conflict {
        problem: "framework-version-exists",
        detail: format!(
            "other content is on record as {} in the version {}. A version never changes: give \
             the new content a version of its own",
            known.key, known.version
        ),
        findings: sent.difference(&known),
    })
}
