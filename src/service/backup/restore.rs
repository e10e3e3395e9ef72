//! Restoring: a backup becomes a store again, whole or not at all.
//!
//! The file is read twice. First everything is checked: each segment, the end, the counts, the key
//! files that are there already. Then the records go into a store in a folder beside the one to
//! restore into, the key files into theirs, and the folder gets its name at the very end. A crash
//! before leaves no store; the next try removes what it left.
//!
//! What happened after the backup was made, the backup does not know: see [`Later`].

use super::header::Header;
use super::items::{Item, Reader};
use super::segments::Opener;
use super::{BackupError, Later, LaterReport, key_error, sync_folder_of};
use crate::audit::Act;
use crate::confidential::DeploymentKey;
use crate::digest::hexadecimal;
use crate::identity::{KeyFile, KeyPurpose, Unlock};
use crate::service::fsck::Fsck;
use crate::service::keyring::Keyring;
use crate::service::{Actor, Service, ServiceError, ServiceSettings};
use crate::store::Commit;
use fail::fail_point;
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;
use std::fs::File;
use std::io::{self, BufReader, Seek as _};
use std::path::{Path, PathBuf};

/// Records are restored in commits of so many bytes, or a little more …
const COMMIT_BYTES: usize = 1 << 20;
/// … or so many records.
const COMMIT_RECORDS: usize = 1_000;

/// What is to be restored, and where to.
#[derive(Debug, Clone, Copy)]
pub struct Restoring<'a> {
    /// The backup.
    pub file: &'a Path,
    /// What is at hand to unlock it.
    pub unlock: Unlock<'a>,
    /// The folder of the store: empty or absent.
    pub data: &'a Path,
    /// The keyring.
    pub keys: &'a Keyring,
    /// What is to be done about what the backup does not know.
    pub later: Option<Later<'a>>,
}

/// A backup that was restored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RestoreReport {
    /// When the backup was made: an XSD dateTimeStamp.
    pub created: String,
    /// How many records were restored; one that changed while the backup was made counts each
    /// time.
    pub records: u64,
    /// Key files that were made; others were there already.
    pub key_files: Vec<PathBuf>,
    /// SHA-256 of the backup, in hexadecimal digits.
    pub sha256: String,
    /// What was learned of the time after the backup was made.
    pub later: LaterReport,
    /// What is wrong with the restored store.
    pub faults: Vec<String>,
}

/// Restores a backup.
///
/// # Errors
/// [`ServiceError::Backup`] when it cannot be used or there is no place for it, and errors of the
/// new store. Nothing is left behind then, save key files when only the store's folder could not
/// get its name.
pub fn restore(restoring: &Restoring<'_>) -> Result<RestoreReport, ServiceError> {
    let later = restoring.later.ok_or(BackupError::LossNotAccepted)?;
    if !Service::is_fresh(restoring.data) {
        return Err(BackupError::TargetInUse(restoring.data.to_owned()).into());
    }
    let mut source = Source::open(restoring.file, restoring.unlock)?;
    let key_files = source.check()?;
    let deployment_key = unlocked(&key_files, restoring.unlock);
    let missing = missing(restoring.keys, key_files)?;
    let draft = draft_of(restoring.data);
    remove(&draft)?;
    let outcome = source
        .restore_into(&draft, later, deployment_key)
        .and_then(|report| put_in_place(restoring, &draft, missing, report));
    if outcome.is_err() {
        // The error that counts is the first; the next try removes it as well.
        let _ = remove(&draft);
    }
    outcome
}

/// The deployment's key, if it is among the key files and opens: with it the history of
/// credentials can be written on.
fn unlocked(key_files: &BTreeMap<String, Vec<u8>>, unlock: Unlock<'_>) -> Option<DeploymentKey> {
    let mut read = key_files
        .values()
        .filter_map(|file| KeyFile::read(file).ok());
    let file = read.find(|file| file.public().purpose == KeyPurpose::Deployment)?;
    file.unseal_deployment(unlock).ok()
}

/// The key files of the backup that are not there yet.
fn missing(
    keys: &Keyring,
    key_files: BTreeMap<String, Vec<u8>>,
) -> Result<BTreeMap<String, Vec<u8>>, ServiceError> {
    let there: BTreeMap<_, _> = keys.files().map_err(key_error)?.into_iter().collect();
    let mut missing = BTreeMap::new();
    for (name, contents) in key_files {
        match there.get(&name) {
            None => drop(missing.insert(name, contents)),
            Some(found) if **found == contents => {}
            Some(_) => return Err(BackupError::OtherKey(keys.folder().join(name)).into()),
        }
    }
    Ok(missing)
}

/// Makes the key files, and gives the store's folder its name.
fn put_in_place(
    restoring: &Restoring<'_>,
    draft: &Path,
    missing: BTreeMap<String, Vec<u8>>,
    mut report: RestoreReport,
) -> Result<RestoreReport, ServiceError> {
    fail_point!("restore.filled", |_| std::process::abort());
    for (name, contents) in missing {
        let path = restoring.keys.restore_file(&name, &contents);
        report.key_files.push(path.map_err(key_error)?);
    }
    fail_point!("restore.keys", |_| std::process::abort());
    std::fs::rename(draft, restoring.data)
        .and_then(|()| sync_folder_of(restoring.data))
        .map_err(BackupError::io("naming", restoring.data))?;
    fail_point!("restore.named", |_| std::process::abort());
    Ok(report)
}

/// Where the store is made before it gets its name.
fn draft_of(data: &Path) -> PathBuf {
    let name = data.file_name().unwrap_or_default().to_string_lossy();
    data.with_file_name(format!(".{name}.restoring"))
}

fn remove(folder: &Path) -> Result<(), BackupError> {
    match std::fs::remove_dir_all(folder) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => {
            Err(BackupError::io("removing", folder)(error))
        }
        _ => Ok(()),
    }
}

/// A backup that was unlocked.
struct Source {
    file: BufReader<File>,
    header: Header,
    sha256: String,
}

impl Source {
    fn open(path: &Path, unlock: Unlock<'_>) -> Result<Self, BackupError> {
        let mut file = File::open(path).map_err(BackupError::io("opening", path))?;
        let mut hash = Sha256::new();
        io::copy(&mut file, &mut HashInto(&mut hash)).map_err(BackupError::io("reading", path))?;
        file.rewind().map_err(BackupError::io("reading", path))?;
        let mut file = BufReader::new(file);
        Ok(Self {
            header: Header::read(&mut file, unlock)?,
            file,
            sha256: hexadecimal(&hash.finalize()),
        })
    }

    /// What stands behind the header.
    fn items(&mut self) -> Result<Reader<&mut BufReader<File>>, BackupError> {
        let place = io::SeekFrom::Start(self.header.line.len() as u64);
        let sought = self.file.seek(place);
        sought.map_err(BackupError::io("reading", Path::new("the backup")))?;
        Ok(Reader::new(Opener::new(&mut self.file, &self.header)?))
    }

    /// Reads everything; gives the key files.
    fn check(&mut self) -> Result<BTreeMap<String, Vec<u8>>, BackupError> {
        let mut key_files = BTreeMap::new();
        let mut items = self.items()?;
        loop {
            match items.next()? {
                Item::KeyFile { name, contents } => drop(key_files.insert(name, contents)),
                Item::Record { .. } | Item::Gone { .. } => {}
                Item::End => return Ok(key_files),
            }
        }
    }

    /// Makes a store of the records, in a folder that does not exist, and closes it.
    fn restore_into(
        &mut self,
        folder: &Path,
        later: Later<'_>,
        deployment_key: Option<DeploymentKey>,
    ) -> Result<RestoreReport, ServiceError> {
        let service = Service::open(folder, "restore", ServiceSettings::default())?;
        let mut items = self.items()?;
        let mut filling = Filling::new(&service);
        loop {
            match items.next()? {
                Item::Record { key, value } => filling.add(key, Some(value))?,
                Item::Gone { key } => filling.add(key, None)?,
                Item::KeyFile { .. } => {}
                Item::End => break,
            }
        }
        filling.commit()?;
        let records = items.counts.records;
        fail_point!("restore.filling", |_| std::process::abort());
        if let Some(key) = deployment_key {
            service.adopt_deployment_key(key)?;
        }
        let later = service.catch_up(later, &self.header.created)?;
        fail_point!("restore.caught-up", |_| std::process::abort());
        service.withdraw_all_claims()?;
        service.enter_deployment(&Actor::CommandLine, Act::Restore, &self.sha256)?;
        let checked = service.check_everything(&Fsck {
            signatures: false,
            keyring: None,
            held: &[],
        })?;
        Ok(RestoreReport {
            created: self.header.created.clone(),
            records,
            key_files: Vec::new(),
            sha256: self.sha256.clone(),
            later,
            faults: checked.faults.iter().map(ToString::to_string).collect(),
        })
    }
}

/// Puts records into a store, many at a time.
struct Filling<'s> {
    service: &'s Service,
    commit: Commit,
    records: usize,
    bytes: usize,
}

impl<'s> Filling<'s> {
    fn new(service: &'s Service) -> Self {
        Self {
            service,
            commit: Commit::new(),
            records: 0,
            bytes: 0,
        }
    }

    fn add(&mut self, key: Vec<u8>, value: Option<Vec<u8>>) -> Result<(), ServiceError> {
        self.records += 1;
        self.bytes += key.len() + value.as_ref().map_or(0, Vec::len);
        let commit = std::mem::take(&mut self.commit);
        self.commit = match value {
            Some(value) => commit.put(key, value),
            None => commit.delete(key),
        };
        match self.records >= COMMIT_RECORDS || self.bytes >= COMMIT_BYTES {
            true => self.commit(),
            false => Ok(()),
        }
    }

    fn commit(&mut self) -> Result<(), ServiceError> {
        (self.records, self.bytes) = (0, 0);
        let commit = std::mem::take(&mut self.commit);
        let outcome = self.service.store().commit(commit)?;
        outcome.map_err(|_| ServiceError::Defect("a restored record was in conflict".to_owned()))
    }
}

/// Hashes what is written to it.
struct HashInto<'h>(&'h mut Sha256);

impl io::Write for HashInto<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.update(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}
