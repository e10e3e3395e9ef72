//! Going through the whole audit log: everything that can be computed from the entries is computed
//! again and compared with what is kept.
//!
//! The leaves are hashes of the very bytes that are kept; from them come all tiles, the root of
//! every checkpoint and all index keys. What the entries themselves cannot show, that the end of
//! the log was cut off together with all that was signed over it, shows against checkpoints that
//! somebody held elsewhere.

mod chains;

use self::chains::Chains;
use super::broken;
use crate::audit::{Checkpoint, Entry, Hash, Rebuild, TILE, TilePlace};
use crate::records::audit::{self as records, LogRecord};
use crate::records::{RecordError, decode};
use crate::service::{Service, ServiceError};
use crate::store::{Record, Scan};
use ed25519_dalek::VerifyingKey;
use std::collections::{HashMap, HashSet};
use std::fmt;

/// How many faults are told. One fault often makes many.
const MAX_FAULTS: usize = 100;

/// How many values are read at once.
const PAGE: usize = 256;

/// What a check of the whole log found.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct AuditReport {
    /// How many entries are sealed.
    pub sealed: u64,
    /// How many are open.
    pub open: u64,
    /// How many checkpoints were signed.
    pub checkpoints: u64,
    /// What is wrong, the first bad entry first; at most a hundred faults.
    pub faults: Vec<AuditFault>,
}

/// Something that is wrong with the log.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AuditFault {
    /// The number of the entry that is wrong, or of the first that may be; `None` where it concerns
    /// no entry.
    pub entry: Option<u64>,
    /// The store key where it shows.
    pub place: String,
    /// What is wrong.
    pub detail: String,
}

impl fmt::Display for AuditFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(entry) = self.entry {
            write!(f, "entry {entry}: ")?;
        }
        write!(f, "{}: {}", self.place, self.detail)
    }
}

impl AuditReport {
    fn fault(&mut self, entry: Option<u64>, place: &[u8], detail: impl Into<String>) {
        let fault = AuditFault {
            entry,
            place: String::from_utf8_lossy(place).into_owned(),
            detail: detail.into(),
        };
        if self.faults.len() < MAX_FAULTS {
            self.faults.push(fault);
        } else if entry.is_some()
            && let Some(other) = self.faults.iter_mut().find(|fault| fault.entry.is_none())
        {
            // A bad entry is told before anything else.
            *other = fault;
        }
    }
}

impl Service {
    /// Goes through the whole log. `held` are checkpoints that were kept elsewhere: the log must
    /// begin with each of them.
    ///
    /// # Errors
    /// [`ServiceError::Store`] when the store cannot be read. What is wrong with the log is in the
    /// report.
    pub fn check_audit(&self, held: &[&str]) -> Result<AuditReport, ServiceError> {
        let _turn = self.sealing_turn();
        let mut report = AuditReport::default();
        let (log, key) = match self.log_to_check() {
            Ok(Some(known)) => known,
            Ok(None) => {
                self.check_without_log(held, &mut report)?;
                return Ok(report);
            }
            Err(ServiceError::Store(error)) => return Err(error.into()),
            Err(other) => {
                report.fault(None, records::LOG.as_bytes(), other.to_string());
                return Ok(report);
            }
        };
        report.sealed = log.size;
        let mut check = Check::new(self, &log, key, report);
        check.hold(held);
        check.checkpoints()?;
        check.entries()?;
        check.indexes()?;
        check.open()?;
        Ok(check.finish())
    }

    fn log_to_check(&self) -> Result<Option<(LogRecord, VerifyingKey)>, ServiceError> {
        let Some((log, _)) = records::log(self.store())? else {
            self.expect_no_log()?;
            return Ok(None);
        };
        let key = self.log_key(&log)?;
        let method = self.unlocked_audit_signer();
        let method = method.as_ref().map(|signer| signer.verification_method());
        if method.is_some_and(|method| method != log.verification_method) {
            return Err(broken("its verification method is not that of the audit key").into());
        }
        Ok(Some((log, key)))
    }

    /// Nothing was sealed: then nobody can hold a checkpoint.
    fn check_without_log(
        &self,
        held: &[&str],
        report: &mut AuditReport,
    ) -> Result<(), ServiceError> {
        if !held.is_empty() {
            let detail = "there is no log, and somebody holds a checkpoint of one";
            report.fault(Some(0), records::LOG.as_bytes(), detail);
        }
        let mut open = Vec::new();
        report.open = self.open_to_check(report, &mut open)?;
        let mut chains = Chains::default();
        for entry in open {
            chains.enter(None, entry.leaf(), entry);
        }
        chains.check(report);
        Ok(())
    }

    /// Reads the open entries; how many there are.
    fn open_to_check(
        &self,
        report: &mut AuditReport,
        open: &mut Vec<Entry>,
    ) -> Result<u64, ServiceError> {
        let mut count = 0;
        self.each(records::OPEN, |record| {
            count += 1;
            match records::open_entry(record) {
                Ok(entry) => open.push(entry),
                Err(error) => report.fault(None, &record.key, error.to_string()),
            }
        })?;
        Ok(count)
    }

    /// Looks at every record under `prefix`.
    fn each(&self, prefix: &str, mut look: impl FnMut(&Record)) -> Result<(), ServiceError> {
        let mut scan = Scan::prefix(prefix).limit(PAGE);
        loop {
            let page = self.store().scan(&scan)?;
            page.records.iter().for_each(&mut look);
            match page.next {
                Some(next) => scan = scan.after(next),
                None => return Ok(()),
            }
        }
    }
}

/// A check under way.
struct Check<'s> {
    service: &'s Service,
    log: &'s LogRecord,
    key: VerifyingKey,
    report: AuditReport,
    /// The roots that were signed, or that somebody holds, by size, and where it says so.
    roots: HashMap<u64, Vec<(Hash, Vec<u8>)>>,
    /// The size up to which all that was signed is right, and whether it is wrong from there on.
    right: u64,
    rewritten: bool,
    rebuild: Rebuild,
    /// The same from the hashes that are kept for the entries.
    kept: Rebuild,
    /// What came out of the entries and what they should be found by.
    tiles: u64,
    digests: u64,
    chains: Chains,
}

impl<'s> Check<'s> {
    fn new(
        service: &'s Service,
        log: &'s LogRecord,
        key: VerifyingKey,
        report: AuditReport,
    ) -> Self {
        Self {
            service,
            log,
            key,
            report,
            roots: HashMap::new(),
            right: 0,
            rewritten: false,
            rebuild: Rebuild::default(),
            kept: Rebuild::default(),
            tiles: 0,
            digests: 0,
            chains: Chains::default(),
        }
    }

    /// Notes the checkpoints that somebody holds.
    fn hold(&mut self, held: &[&str]) {
        for signed in held {
            let place = b"a checkpoint held elsewhere";
            match self.signed(signed) {
                Err(detail) => self.report.fault(None, place, detail),
                Ok(point) if point.size > self.log.size => {
                    let detail = format!("the log had {} entries once", point.size);
                    self.report.fault(Some(self.log.size), place, detail);
                }
                Ok(point) => {
                    let roots = self.roots.entry(point.size).or_default();
                    roots.push((point.root, place.to_vec()));
                }
            }
        }
    }

    /// The checkpoint in a note of this log.
    fn signed(&self, signed: &str) -> Result<Checkpoint, String> {
        let point = Checkpoint::open(signed, &self.key).map_err(|error| error.to_string())?;
        match point.origin == self.log.origin {
            true => Ok(point),
            false => Err(format!("it is of another log, {:?}", point.origin)),
        }
    }

    /// Reads all checkpoints: each is signed and stands under its size, and the last is the log's.
    fn checkpoints(&mut self) -> Result<(), ServiceError> {
        let mut last = None;
        let service = self.service;
        service.each(records::CHECKPOINTS, |record| {
            self.report.checkpoints += 1;
            match self.checkpoint(record) {
                Ok((point, text)) => {
                    let roots = self.roots.entry(point.size).or_default();
                    roots.push((point.root, record.key.clone()));
                    last = Some((point.size, text));
                }
                Err(detail) => self.report.fault(None, &record.key, detail),
            }
        })?;
        let log = self.log;
        if self.report.checkpoints != log.checkpoints {
            let detail = format!(
                "{} checkpoints were signed and {} are there",
                log.checkpoints, self.report.checkpoints
            );
            self.report.fault(None, records::LOG.as_bytes(), detail);
        }
        if last != Some((log.size, log.checkpoint.clone())) {
            let detail = "its checkpoint is not the last that was signed";
            self.report.fault(None, records::LOG.as_bytes(), detail);
        }
        Ok(())
    }

    fn checkpoint(&self, record: &Record) -> Result<(Checkpoint, String), String> {
        let read = decode::<records::CheckpointRecord>(&record.key, &record.value);
        let text = read.map_err(|error| error.to_string())?.checkpoint;
        let point = self.signed(&text)?;
        if records::checkpoint_key(point.size) != record.key {
            return Err(format!("the checkpoint of size {} stands here", point.size));
        }
        if point.size > self.log.size {
            return Err(format!("the log has {} entries only", self.log.size));
        }
        Ok((point, text))
    }

    /// Goes through the entries in their order.
    fn entries(&mut self) -> Result<(), ServiceError> {
        let mut number = 0;
        let mut tile = Vec::new();
        while number < self.log.size {
            let key = records::bundle_key(number);
            let value = self.service.store().get(&key)?.unwrap_or_default();
            let lines = match records::lines(&key, &value) {
                Ok(lines) => lines,
                Err(error) => {
                    self.report.fault(Some(number), &key, error.to_string());
                    return Ok(());
                }
            };
            let due = (self.log.size - number).min(records::BUNDLE);
            for line in lines.iter().take(usize::try_from(due).unwrap_or_default()) {
                if number % TILE as u64 == 0 {
                    tile = self.leaves(number)?;
                }
                self.entry(number, &key, line, &tile)?;
                number += 1;
            }
            let found = lines.len() as u64;
            if found != due {
                let detail = format!("{found} entries are here, and {due} were sealed");
                self.report.fault(Some(number), &key, detail);
            }
            if found < due {
                return Ok(());
            }
        }
        let rebuild = std::mem::take(&mut self.rebuild);
        for (place, hashes) in rebuild.open_tiles() {
            self.tile(place, &hashes)?;
        }
        self.nothing_more()
    }

    /// The kept hashes of the leaves in the tile that begins with the entry `number`.
    fn leaves(&mut self, number: u64) -> Result<Vec<u8>, ServiceError> {
        let place = TilePlace {
            level: 0,
            number: number / TILE as u64,
        };
        match records::tile(self.service.store(), place) {
            Ok(tile) => Ok(tile.unwrap_or_default()),
            Err(RecordError::Store(error)) => Err(error.into()),
            Err(_) => Ok(Vec::new()),
        }
    }

    fn entry(
        &mut self,
        number: u64,
        key: &[u8],
        line: &[u8],
        tile: &[u8],
    ) -> Result<(), ServiceError> {
        let leaf = crate::audit::leaf_hash(line);
        let at = usize::try_from(number % TILE as u64).unwrap_or_default();
        let (kept, _) = tile.as_chunks();
        let kept = kept.get(at).copied().unwrap_or_default();
        self.kept.push(kept);
        if kept != leaf {
            let detail = "it is not what was sealed: its hash is another";
            self.report.fault(Some(number), key, detail);
        }
        match serde_json::from_slice::<Entry>(line) {
            Ok(entry) => self.found(number, leaf, entry)?,
            Err(error) => {
                let detail = format!("it cannot be read: {error}");
                self.report.fault(Some(number), key, detail);
            }
        }
        for (place, hashes) in self.rebuild.push(leaf) {
            self.tile(place, &hashes)?;
        }
        self.root(number + 1);
        Ok(())
    }

    /// What the log of its first `size` entries was signed for. Where the kept hashes are what was
    /// signed, they have told which entry is not.
    fn root(&mut self, size: u64) {
        let Some(roots) = self.roots.remove(&size) else {
            return;
        };
        let (root, kept) = (self.rebuild.root(), self.kept.root());
        let wrong = roots.iter().find(|(signed, _)| *signed != root);
        match wrong {
            None if !self.rewritten => self.right = size,
            Some((signed, place)) if !self.rewritten && *signed != kept => {
                self.rewritten = true;
                let (first, last) = (self.right, size - 1);
                let detail = format!(
                    "what was signed is another log: one of the entries {first} to {last} was \
                     changed, put in or taken out"
                );
                self.report.fault(Some(first), place, detail);
            }
            _ => {}
        }
    }

    /// Whether the kept tile is this.
    fn tile(&mut self, place: TilePlace, hashes: &[u8]) -> Result<(), ServiceError> {
        self.tiles += 1;
        let key = records::tile_key(place);
        let value = self.service.store().get(&key)?;
        let kept = match &value {
            None => Err("it is missing".to_owned()),
            Some(value) => records::tile_hashes(&key, value).map_err(|e| e.to_string()),
        };
        let (same, detail) = match kept {
            Ok(kept) if kept == hashes => return Ok(()),
            Ok(kept) => {
                let alike = kept.iter().zip(hashes).take_while(|(a, b)| a == b);
                let detail = "the hashes are not those of the entries".to_owned();
                (alike.count() as u64 / 32, detail)
            }
            Err(detail) => (0, detail),
        };
        // Each hash stands for so many entries.
        let span = 8 * u32::from(place.level);
        let first = ((place.number << 8) + same) << span;
        let first = first.min(self.log.size.saturating_sub(1));
        let told = |fault: &AuditFault| fault.entry.is_some_and(|entry| entry >= first);
        if !self.report.faults.iter().any(told) {
            self.report.fault(Some(first), &key, detail);
        }
        Ok(())
    }

    /// An entry was read: it is found by its hash and its digests.
    fn found(&mut self, number: u64, leaf: Hash, entry: Entry) -> Result<(), ServiceError> {
        let hash = entry.hash();
        let key = records::at_key(&hash);
        let at = self.service.store().get(&key)?;
        let at = at.map(|value| records::found_number(&key, &value));
        if at != Some(Ok(number)) {
            let detail = "the entry's number does not stand here";
            self.report.fault(Some(number), &key, detail);
        }
        let digests: HashSet<&String> = entry.digests.iter().collect();
        self.digests += digests.len() as u64;
        for digest in digests {
            let key = records::digest_key(digest, number);
            let value = self.service.store().get(&key)?;
            if !value.as_deref().is_some_and(records::found_entry) {
                let detail = "the entry is not found by its digest";
                self.report.fault(Some(number), &key, detail);
            }
        }
        self.chains.enter(Some(number), leaf, entry);
        Ok(())
    }

    /// Behind the last bundle and the last tiles is nothing.
    fn nothing_more(&mut self) -> Result<(), ServiceError> {
        let bundles = self.log.size.div_ceil(records::BUNDLE);
        self.no_more_than(bundles, records::ENTRIES)?;
        self.no_more_than(self.tiles, records::TILES)
    }

    /// Index keys are as many as the entries call for; each that is called for was found.
    fn indexes(&mut self) -> Result<(), ServiceError> {
        self.no_more_than(self.log.size, records::AT)?;
        self.no_more_than(self.digests, records::DIGESTS)
    }

    fn no_more_than(&mut self, due: u64, prefix: &str) -> Result<(), ServiceError> {
        let mut count = 0;
        self.service.each(prefix, |_| count += 1)?;
        if count > due {
            let detail = format!("{count} values are here, and the entries make up {due}");
            self.report.fault(None, prefix.as_bytes(), detail);
        }
        Ok(())
    }

    /// Open entries can be read, and are not sealed already.
    fn open(&mut self) -> Result<(), ServiceError> {
        let mut open = Vec::new();
        self.report.open = self.service.open_to_check(&mut self.report, &mut open)?;
        for entry in open {
            let leaf = entry.leaf();
            if self.chains.know(&leaf) {
                let place = format!("{}{}", records::OPEN, entry.id);
                let detail = "the entry is sealed already";
                self.report.fault(None, place.as_bytes(), detail);
            }
            self.chains.enter(None, leaf, entry);
        }
        Ok(())
    }

    fn finish(mut self) -> AuditReport {
        self.chains.check(&mut self.report);
        let faults = &mut self.report.faults;
        faults.sort_by_key(|fault| fault.entry.unwrap_or(u64::MAX));
        self.report
    }
}
