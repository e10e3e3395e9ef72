//! What happened after a backup was made, as far as it can be known: what the status lists that
//! were published since show, and who was erased.
//!
//! The restored store takes the union of its own bits and those that were shown, so that no
//! revocation comes undone. A list speaks only under a signature of its issuer with a key on
//! record: nobody else can plant a revocation. Which places were given since, nobody knows; no
//! place of any list that the store knew is given again.

use super::{BackupError, published};
use crate::audit::{Act, Entry, object};
use crate::clock::{parse_timestamp, timestamp};
use crate::records::credential::{self, Done, State};
use crate::records::status_list::{self as lists, ListState, StatusListRecord, StatusPlace};
use crate::records::{audit, learner};
use crate::service::erasure::ERASED_FILE;
use crate::service::status_lists::PUBLISHED_FOLDER;
use crate::service::{Actor, Caller, Service, ServiceError};
use crate::store::Commit;
use published::{PublishedFolder, Shown};
use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::Write as _;
use std::path::Path;
use time::OffsetDateTime;

/// So many changes go into one commit.
const TOGETHER: usize = 500;
/// What the history of a credential gives as the reason.
const REASON: &str = "shown in the status list that was published before the restore";

/// What is to be done about the time after the backup was made: credentials revoked, learners
/// erased, places in status lists given.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Later<'a> {
    /// It is accepted that this is lost.
    AcceptLoss,
    /// What was published since shows it.
    Published {
        /// The folder with the status lists, and perhaps [`ERASED_FILE`].
        folder: &'a Path,
        /// Whether it is accepted that lists are missing, or cannot be used.
        accept_loss: bool,
    },
}

/// What was learned of the time after the backup was made.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct LaterReport {
    /// How many lists the backup knew; no place in them is given any more.
    pub closed: usize,
    /// The addresses of published lists that the backup did not know, which are kept as they are.
    pub adopted: Vec<String>,
    /// When the newest of the published lists was made; `None` where none was read.
    pub published: Option<String>,
    /// The credentials that the lists show as revoked and the backup does not.
    pub revoked: Vec<String>,
    /// The credentials that they show as suspended and the backup does not.
    pub suspended: Vec<String>,
    /// How many bits are set that belong to credentials which are not on record.
    pub unknown: u64,
    /// The learners who were erased again.
    pub erased: Vec<String>,
    /// Files that were left out and lists that are missing, with the reason.
    pub left_out: Vec<String>,
}

impl Service {
    /// Takes into a store just filled from a backup, made at `created`, what is known of the time
    /// since.
    ///
    /// # Errors
    /// [`BackupError::Published`] for what cannot be used, where no loss is accepted; errors of
    /// the store.
    pub(super) fn catch_up(
        &self,
        later: Later<'_>,
        created: &str,
    ) -> Result<LaterReport, ServiceError> {
        let mut report = LaterReport::default();
        let known = lists::all(self.store())?;
        self.close(&known)?;
        report.closed = known.len();
        let (folder, accept_loss) = match later {
            Later::AcceptLoss => return Ok(report),
            Later::Published {
                folder,
                accept_loss,
            } => (folder, accept_loss),
        };
        let mut found = self.published_in(folder, &known)?;
        if !(accept_loss || found.unusable.is_empty()) {
            return Err(BackupError::Published(found.unusable).into());
        }
        report.left_out.append(&mut found.unusable);
        report.left_out.append(&mut found.foreign);
        let newest = found.lists.iter().map(|shown| shown.valid_from).max();
        report.published = newest.map(timestamp);
        let created = parse_timestamp(created);
        for shown in &found.lists {
            self.merge(shown, created, &mut report)?;
        }
        self.publish_again(&found)?;
        report.erased = self.erase_again(&found.erased)?;
        Ok(report)
    }

    /// No more places are given in these lists.
    fn close(&self, known: &[StatusListRecord]) -> Result<(), ServiceError> {
        let mut batch = Batch::new(self);
        for before in known {
            let mut after = before.clone();
            after.state = ListState::Closed;
            if after != *before {
                batch.add(|commit| lists::replace(commit, before, &after))?;
            }
        }
        batch.commit()
    }

    /// The union of the list on record and the one that was published.
    fn merge(
        &self,
        shown: &Shown,
        created: Option<OffsetDateTime>,
        report: &mut LaterReport,
    ) -> Result<(), ServiceError> {
        let list = self.list_for(shown, report)?;
        if list.purpose != "revocation" && created.is_none_or(|made| shown.valid_from < made) {
            // Of two states of a suspension the later one counts; that is the backup's.
            return Ok(());
        }
        let mut taken = BTreeMap::new();
        lists::places(self.store(), list.number, |place| {
            taken.insert(place.index, place);
        })?;
        let mut batch = Batch::new(self);
        for index in shown.set() {
            match taken.get(&index) {
                Some(place) if place.set => {}
                None => {
                    report.unknown += 1;
                    batch.add(|commit| lists::keep_set(commit, list.number, index))?;
                }
                Some(place) => {
                    let place = (index, place.credential.as_slice());
                    let change = self.as_shown(&list, place, &shown.digest, report)?;
                    batch.add(|commit| change.into_commit(commit))?;
                }
            }
        }
        batch.commit()
    }

    /// Puts the lists, the newest last, where they are served from until they are made anew: a
    /// later version never says that it is in force from an earlier instant. Those who were erased
    /// stay named, also where the backup does not know them.
    fn publish_again(&self, found: &PublishedFolder) -> Result<(), BackupError> {
        let Some(data) = &self.data else {
            return Ok(());
        };
        let folder = data.join(PUBLISHED_FOLDER);
        fs::create_dir_all(&folder).map_err(BackupError::io("making", &folder))?;
        for list in &found.lists {
            let name = list.known.as_ref().map_or(&list.name, |known| &known.name);
            write(&folder.join(format!("{name}.json")), &list.bytes)?;
        }
        if !found.erased.is_empty() {
            let ids = serde_json::json!(found.erased).to_string();
            write(&folder.join(ERASED_FILE), ids.as_bytes())?;
        }
        let synced = File::open(&folder).and_then(|folder| folder.sync_all());
        synced.map_err(BackupError::io("writing", &folder))
    }

    /// The list on record that was published as `shown`; made where there is none.
    fn list_for(
        &self,
        shown: &Shown,
        report: &mut LaterReport,
    ) -> Result<StatusListRecord, ServiceError> {
        if let Some(known) = &shown.known {
            return Ok(known.clone());
        }
        // An older version of it may have been among the files as well.
        if let Some(adopted) = lists::named(self.store(), &shown.name)? {
            return match adopted.url == shown.url {
                true => Ok(adopted),
                false => Err(BackupError::Published(vec![format!(
                    "{}: another list, {}, has this name",
                    shown.url, adopted.url
                )])
                .into()),
            };
        }
        let entry = self
            .entry(
                &Actor::Proofmark,
                Act::StatusListCreate,
                object("status-list", &shown.name),
            )
            .of_issuer(shown.slug.as_str())
            .with_digests(vec![shown.digest.clone()]);
        let record = StatusListRecord {
            number: lists::next_number(self.store())?,
            name: shown.name.clone(),
            issuer: shown.issuer.clone(),
            slug: shown.slug.clone(),
            purpose: shown.purpose.clone(),
            url: shown.url.clone(),
            created: timestamp(self.now()),
            state: ListState::Closed,
            entry: Some(entry.hash()),
        };
        let commit = lists::adopt(audit::append(Commit::new(), &entry), &record);
        done(self.store().commit(commit)?)?;
        report.adopted.push(record.url.clone());
        Ok(record)
    }

    /// What changes with a credential whose bit is shown set.
    fn as_shown(
        &self,
        list: &StatusListRecord,
        (index, credential): (u32, &[u8]),
        digest: &str,
        report: &mut LaterReport,
    ) -> Result<AsShown, ServiceError> {
        let place = StatusPlace {
            purpose: list.purpose.clone(),
            list: list.number,
            url: list.url.clone(),
            index,
        };
        let mut change = AsShown {
            place,
            credential: credential.to_vec(),
            step: None,
        };
        let Some(found) = credential::at(self.store(), credential)? else {
            report.unknown += 1;
            return Ok(change);
        };
        let (state, act, told) = match list.purpose.as_str() {
            "revocation" => (State::Revoked, Act::CredentialRevoke, &mut report.revoked),
            _ => (
                State::Suspended,
                Act::CredentialSuspend,
                &mut report.suspended,
            ),
        };
        if matches!(found.record.state, State::Revoked) || found.record.state == state {
            return Ok(change);
        }
        told.push(found.record.id.clone());
        let entry = self
            .entry(
                &Actor::Proofmark,
                act,
                object("credential", &found.record.id),
            )
            .of_issuer(found.record.issuer.as_str())
            .with_digests(vec![digest.to_owned()])
            .after(found.record.entry.clone());
        let mut record = found.record.clone();
        record.state = state;
        record.entry = Some(entry.hash());
        let why = Done {
            act,
            at: entry.at.clone(),
            by: entry.by.clone(),
            reason: Some(REASON.to_owned()),
        };
        let body = match self.body_with(&found, why) {
            // Its history stays as it is where the learner's key is not at hand; the log has it.
            Err(ServiceError::Key(_)) => found.kept_body().to_vec(),
            body => body?,
        };
        change.step = Some(Box::new(Step {
            entry,
            before: found,
            after: record,
            body,
        }));
        Ok(change)
    }

    /// Erases once more those of these learners who are on record and not erased; gives who they
    /// were.
    fn erase_again(&self, ids: &[String]) -> Result<Vec<String>, ServiceError> {
        let mut again = Vec::new();
        let mut by_issuer: BTreeMap<String, Vec<String>> = BTreeMap::new();
        for id in ids {
            let found = learner::find(self.store(), id)?;
            if let Some(found) = found.filter(|found| found.erased.is_none()) {
                by_issuer.entry(found.issuer).or_default().push(found.id);
            }
        }
        for (issuer, ids) in by_issuer {
            self.erase_learners(&Caller::new(issuer, Actor::Proofmark), &ids)?;
            again.extend(ids);
        }
        Ok(again)
    }
}

/// A bit to be set, with what that means for its credential.
struct AsShown {
    place: StatusPlace,
    credential: Vec<u8>,
    step: Option<Box<Step>>,
}

/// What changes on record of a credential.
struct Step {
    entry: Entry,
    before: credential::Found,
    after: credential::CredentialRecord,
    body: Vec<u8>,
}

impl AsShown {
    fn into_commit(self, commit: Commit) -> Commit {
        let commit = lists::set(commit, &self.place, &self.credential, true);
        let Some(step) = self.step else {
            return commit;
        };
        let commit = audit::append(commit, &step.entry);
        credential::replace(commit, &step.before, &step.after, &step.body)
    }
}

/// Changes that go into the store many at a time.
struct Batch<'s> {
    service: &'s Service,
    commit: Commit,
    changes: usize,
}

impl<'s> Batch<'s> {
    fn new(service: &'s Service) -> Self {
        Self {
            service,
            commit: Commit::new(),
            changes: 0,
        }
    }

    fn add(&mut self, change: impl FnOnce(Commit) -> Commit) -> Result<(), ServiceError> {
        self.commit = change(std::mem::take(&mut self.commit));
        self.changes += 1;
        match self.changes >= TOGETHER {
            true => self.put(),
            false => Ok(()),
        }
    }

    fn put(&mut self) -> Result<(), ServiceError> {
        self.changes = 0;
        let commit = std::mem::take(&mut self.commit);
        done(self.service.store().commit(commit)?)
    }

    fn commit(mut self) -> Result<(), ServiceError> {
        match self.changes {
            0 => Ok(()),
            _ => self.put(),
        }
    }
}

fn write(path: &Path, bytes: &[u8]) -> Result<(), BackupError> {
    let written = File::create(path).and_then(|mut file| {
        file.write_all(bytes)?;
        file.sync_all()
    });
    written.map_err(BackupError::io("writing", path))
}

/// Nobody else changes a store that is being restored.
fn done<E>(outcome: Result<(), E>) -> Result<(), ServiceError> {
    outcome.map_err(|_| ServiceError::Defect("a restored record was in conflict".to_owned()))
}

impl LaterReport {
    /// What can still not be known, in sentences for the operator.
    pub fn unknowns(&self) -> Vec<&'static str> {
        let mut unknowns = vec![
            "Credentials that were issued after the backup was made are not on record. They still \
             verify, and their places in status lists are never given again, but they can be \
             neither revoked nor renewed here.",
            "The audit log is that of the backup: entries made after it are not in it, and \
             checkpoints that were signed since do not fit it.",
            "Links that learners shared after the backup was made lead nowhere, and those that they \
             took back since lead where they did: learners should look at their links.",
        ];
        if self.published.is_none() {
            unknowns.push(
                "What was revoked or suspended after the backup was made is in force again \
                 wherever it is asked here: revoke it anew.",
            );
        }
        unknowns
    }
}
