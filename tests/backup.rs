//! Backups and what is restored from them: under load, damaged, interrupted, in the wrong hands.
//!
//! This program is also the process that dies while it makes a backup or restores one.

#![allow(clippy::unwrap_used, reason = "a test fails where it unwraps")]

use libtest_mimic::{Arguments, Failed, Trial};
use proofmark::clock::SystemClock;
use proofmark::id::OsRng;
use proofmark::identity::{Iterations, Passphrase, Protection, Unlock};
use proofmark::service::backup::{
    BackupError, BackupReport, Later, RestoreReport, Restoring, restore,
};
use proofmark::service::keyring::Keyring;
use proofmark::service::{Actor, Service, ServiceError, ServiceSettings};
use proofmark::store::{Commit, Memory, Scan, SledOptions, SledStore, Store};
use std::collections::BTreeMap;
use std::fs;
use std::os::unix::fs::OpenOptionsExt as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use tempfile::TempDir;
use zeroize::Zeroizing;

/// A test's name, and the test.
type Test = (&'static str, fn());

/// All records of a store.
type Records = BTreeMap<Vec<u8>, Vec<u8>>;

const CHILD: &str = "--as-child";
const SECRET: &str = "a secret that must not be seen";

fn main() {
    if run_as_child() {
        return;
    }
    let arguments = Arguments::from_args();
    let tests: &[Test] = &[
        ("what_is_restored_is_what_was", what_is_restored_is_what_was),
        (
            "a_backup_under_load_is_of_one_moment",
            a_backup_under_load_is_of_one_moment,
        ),
        (
            "nothing_is_readable_in_a_backup",
            nothing_is_readable_in_a_backup,
        ),
        ("a_backup_is_in_the_audit_log", a_backup_is_in_the_audit_log),
        (
            "a_backup_needs_a_passphrase_or_the_flag",
            a_backup_needs_a_passphrase_or_the_flag,
        ),
        (
            "another_passphrase_is_refused",
            another_passphrase_is_refused,
        ),
        ("a_cut_backup_is_refused", a_cut_backup_is_refused),
        ("an_altered_backup_is_refused", an_altered_backup_is_refused),
        (
            "segments_out_of_order_are_refused",
            segments_out_of_order_are_refused,
        ),
        ("what_is_newer_is_refused", what_is_newer_is_refused),
        ("nothing_is_overwritten", nothing_is_overwritten),
        ("loss_must_be_accepted", loss_must_be_accepted),
        (
            "a_backup_is_whole_or_absent_when_its_process_dies",
            a_backup_is_whole_or_absent_when_its_process_dies,
        ),
        (
            "a_store_is_restored_or_not_when_the_process_dies",
            a_store_is_restored_or_not_when_the_process_dies,
        ),
    ];
    let trials = tests.iter().map(|(name, test)| {
        Trial::test(*name, || {
            test();
            Ok::<_, Failed>(())
        })
    });
    libtest_mimic::run(&arguments, trials.collect()).exit();
}

/// A folder with a store, keys and a backup in it.
struct Place(TempDir);

impl Place {
    /// A folder with two key files, and nothing else.
    fn new() -> Self {
        let place = Self(tempfile::tempdir().unwrap());
        fs::create_dir(place.path("keys")).unwrap();
        place.key_file("keys/one.jwk", b"{\"a\":\"key file\"}");
        place.key_file("keys/deployment.key", &[7; 900]);
        place
    }

    fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    fn key_file(&self, name: &str, contents: &[u8]) {
        let mut options = fs::OpenOptions::new();
        let file = options.write(true).create_new(true).mode(0o600);
        let mut file = file.open(self.path(name)).unwrap();
        std::io::Write::write_all(&mut file, contents).unwrap();
    }

    fn keyring(&self) -> Keyring {
        Keyring::new(self.path("keys"))
    }

    /// A backup of `store`.
    fn back_up(&self, store: Arc<dyn Store>) -> Result<BackupReport, ServiceError> {
        let passphrase = passphrase("right");
        let protection = protected(&passphrase);
        let out = self.path("backup");
        service(store).backup(&Actor::CommandLine, &self.keyring(), protection, &out)
    }

    /// A place with a small backup in it, and the records that it holds.
    fn with_backup() -> (Self, Records) {
        let place = Self::new();
        let store = filled();
        let records = all(&*store);
        place.back_up(store).unwrap();
        (place, records)
    }

    /// Restores the file `backup` into the folder `data`.
    fn restore(&self) -> Result<RestoreReport, BackupError> {
        self.restore_with(&passphrase("right"))
    }

    fn restore_with(&self, passphrase: &Passphrase) -> Result<RestoreReport, BackupError> {
        let unlock = Unlock {
            passphrase: Some(passphrase),
            plain_allowed: false,
        };
        self.restore_unlocked(unlock, "new-keys", Some(Later::AcceptLoss))
    }

    fn restore_unlocked(
        &self,
        unlock: Unlock<'_>,
        keys: &str,
        later: Option<Later<'_>>,
    ) -> Result<RestoreReport, BackupError> {
        let (file, data) = (self.path("backup"), self.path("data"));
        let keys = Keyring::new(self.path(keys));
        let outcome = restore(&Restoring {
            file: &file,
            unlock,
            data: &data,
            keys: &keys,
            later,
        });
        outcome.map_err(|error| match error {
            ServiceError::Backup(error) => error,
            other => panic!("{other}"),
        })
    }

    /// Asserts that nothing was made.
    fn check_untouched(&self) {
        let entries = fs::read_dir(self.0.path()).unwrap();
        let mut names: Vec<_> = entries.map(|entry| entry.unwrap().file_name()).collect();
        names.sort();
        assert_eq!(names, ["backup", "keys"]);
    }
}

fn passphrase(words: &str) -> Passphrase {
    Passphrase::new(Zeroizing::new(words.as_bytes().to_vec())).unwrap()
}

fn protected(passphrase: &Passphrase) -> Protection<'_> {
    Protection::Passphrase {
        passphrase,
        iterations: Iterations::new(Iterations::FLOOR).unwrap(),
    }
}

fn service(store: Arc<dyn Store>) -> Service {
    let settings = ServiceSettings::default();
    Service::new(store, Arc::new(SystemClock), Box::new(OsRng), settings)
}

/// A store with records of many lengths, some 400 kB together.
fn filled() -> Arc<Memory> {
    let store = Memory::new();
    for number in 0..100_u32 {
        let mut value = number.to_be_bytes().repeat(number as usize * 10);
        value.extend(SECRET.bytes());
        let commit = Commit::new().put(format!("secret/{number:03}"), value);
        store.commit(commit).unwrap().unwrap();
    }
    let large = Commit::new()
        .put("large", vec![9; 200_000])
        .put("empty", "");
    store.commit(large).unwrap().unwrap();
    Arc::new(store)
}

fn all(store: &dyn Store) -> Records {
    let page = store.scan(&Scan::prefix("").limit(usize::MAX)).unwrap();
    assert_eq!(page.next, None);
    let records = page.records.into_iter();
    records.map(|record| (record.key, record.value)).collect()
}

/// The records of the store in `folder`, but for those that the restoring itself leaves.
fn restored(folder: &Path) -> Records {
    let store = SledStore::open(folder, &SledOptions::default(), "a test").unwrap();
    let mut records = all(&store);
    let before = records.len();
    records.retain(|key, _| !key.starts_with(b"audit-open/") && key != b"deployment/store");
    assert_eq!(before - records.len(), 2);
    records
}

fn what_is_restored_is_what_was() {
    let (place, records) = Place::with_backup();
    let report = place.restore().unwrap();
    assert_eq!(report.records, 102);
    assert_eq!(report.key_files.len(), 2);
    assert!(restored(&place.path("data")) == records);
    for name in ["one.jwk", "deployment.key"] {
        let files = ["keys", "new-keys"].map(|keys| place.path(keys).join(name));
        let [old, new] = files.map(|file| fs::read(file).unwrap());
        assert!(old == new);
    }
    // Key files that are the same stay.
    fs::remove_dir_all(place.path("data")).unwrap();
    fs::create_dir(place.path("data")).unwrap();
    let report = place.restore().unwrap();
    assert_eq!(report.key_files, [] as [PathBuf; 0]);
    assert!(restored(&place.path("data")) == records);
}

fn a_backup_under_load_is_of_one_moment() {
    const WRITERS: usize = 8;
    let place = Place::new();
    let options = SledOptions::default();
    let store = SledStore::open(&place.path("store"), &options, "a test").unwrap();
    let store: Arc<dyn Store> = Arc::new(store);
    let steps: Vec<AtomicU64> = (0..WRITERS).map(|_| AtomicU64::new(0)).collect();
    let done = AtomicBool::new(false);
    let mut answered = Vec::new();
    std::thread::scope(|scope| {
        for (writer, step) in steps.iter().enumerate() {
            let (store, done) = (&store, &done);
            scope.spawn(move || {
                while !done.load(Ordering::SeqCst) {
                    let next = step.load(Ordering::SeqCst) + 1;
                    let value = next.to_be_bytes();
                    let commit = Commit::new()
                        .put(format!("a/{writer}"), value)
                        .put(format!("z/{writer}"), value.repeat(1_000))
                        .create(format!("m/{writer}/{next:06}"), value);
                    store.commit(commit).unwrap().unwrap();
                    step.store(next, Ordering::SeqCst);
                }
            });
        }
        while steps.iter().any(|step| step.load(Ordering::SeqCst) < 20) {
            std::thread::yield_now();
        }
        answered.extend(steps.iter().map(|step| step.load(Ordering::SeqCst)));
        place.back_up(store.clone()).unwrap();
        done.store(true, Ordering::SeqCst);
    });
    place.restore().unwrap();
    let records = restored(&place.path("data"));
    for (writer, answered) in answered.into_iter().enumerate() {
        let step = &records[format!("a/{writer}").as_bytes()];
        let number = u64::from_be_bytes(step.as_slice().try_into().unwrap());
        assert!(number >= answered, "{answered} answered, {number} there");
        assert!(records[format!("z/{writer}").as_bytes()] == step.repeat(1_000));
        let marks = format!("m/{writer}/");
        let marks = records
            .keys()
            .filter(|key| key.starts_with(marks.as_bytes()));
        assert_eq!(marks.count() as u64, number);
    }
}

fn nothing_is_readable_in_a_backup() {
    let (place, _) = Place::with_backup();
    let bytes = fs::read(place.path("backup")).unwrap();
    for hidden in [SECRET.as_bytes(), b"secret/001", b"key file", b"one.jwk"] {
        assert!(!bytes.windows(hidden.len()).any(|window| window == hidden));
    }
    let line = bytes.split(|byte| *byte == b'\n').next().unwrap();
    let header: serde_json::Value = serde_json::from_slice(line).unwrap();
    assert_eq!(header["proofmarkBackup"], 1);
    assert_eq!(header["holds"], serde_json::json!(["records", "key-files"]));
    assert!(header.get("plainKey").is_none());
    use std::os::unix::fs::PermissionsExt as _;
    let mode = fs::metadata(place.path("backup")).unwrap().permissions();
    assert_eq!(mode.mode() & 0o777, 0o600);
}

fn a_backup_is_in_the_audit_log() {
    let place = Place::new();
    let store = filled();
    let report = place.back_up(store.clone()).unwrap();
    fs::rename(place.path("backup"), place.path("first")).unwrap();
    let again = place.back_up(store.clone()).unwrap();
    let entries = store.scan(&Scan::prefix("audit-open/")).unwrap().records;
    let entries: Vec<serde_json::Value> = entries
        .iter()
        .map(|record| serde_json::from_slice(&record.value[1..]).unwrap())
        .collect();
    assert_eq!(entries.len(), 2);
    for (entry, report) in entries.iter().zip([&report, &again]) {
        assert_eq!(
            (&entry["act"], &entry["by"]),
            (&"backup".into(), &"command-line".into())
        );
        assert_eq!(entry["object"], "deployment/store");
        assert_eq!(entry["digests"], serde_json::json!([report.sha256]));
    }
    // The second entry follows the first.
    assert!(entries[0].get("previous").is_none() && entries[1]["previous"].is_string());
    let bytes = fs::read(place.path("backup")).unwrap();
    assert_eq!(bytes.len() as u64, again.bytes);
    assert_eq!(proofmark::digest::sha256_hex(&[&bytes]), again.sha256);
    let restored = place.restore().unwrap();
    assert_eq!(restored.sha256, again.sha256);
}

fn a_backup_needs_a_passphrase_or_the_flag() {
    let place = Place::new();
    let out = place.path("backup");
    let plain = Protection::PlainForDevelopment;
    service(filled())
        .backup(&Actor::CommandLine, &place.keyring(), plain, &out)
        .unwrap();
    let refused = place.restore();
    assert_eq!(refused, Err(BackupError::Plain));
    place.check_untouched();
    let unlock = Unlock {
        passphrase: None,
        plain_allowed: true,
    };
    let loss = Some(Later::AcceptLoss);
    place.restore_unlocked(unlock, "keys", loss).unwrap();
    assert_eq!(restored(&place.path("data")).len(), 102);
}

fn another_passphrase_is_refused() {
    let (place, _) = Place::with_backup();
    let wrong = place.restore_with(&passphrase("wrong"));
    assert_eq!(wrong, Err(BackupError::WrongPassphrase));
    let none = place.restore_unlocked(Unlock::default(), "keys", Some(Later::AcceptLoss));
    assert_eq!(none, Err(BackupError::Locked));
    place.check_untouched();
}

/// Two hundred places in `length` bytes, with some in the first line and some at the very end.
fn places(length: usize) -> impl Iterator<Item = usize> {
    let spread = (0..170).map(move |number| length / 170 * number + number % 7);
    spread.chain(0..20).chain(length - 10..length)
}

/// The errors by which a damaged backup may be refused.
fn is_refusal(error: &BackupError) -> bool {
    matches!(
        error,
        BackupError::Damaged { .. }
            | BackupError::NotABackup(_)
            | BackupError::Newer { .. }
            | BackupError::Locked
            | BackupError::Plain
            | BackupError::WrongPassphrase
    )
}

fn a_cut_backup_is_refused() {
    let (place, _) = Place::with_backup();
    let bytes = fs::read(place.path("backup")).unwrap();
    let header = bytes.iter().position(|byte| *byte == b'\n').unwrap() + 1;
    let segments = (1..=bytes.len() / 65_536).map(|number| header + number * 65_536);
    for length in places(bytes.len())
        .chain(segments)
        .filter(|at| *at < bytes.len())
    {
        fs::write(place.path("backup"), &bytes[..length]).unwrap();
        let error = place.restore().unwrap_err();
        assert!(is_refusal(&error), "{length}: {error}");
        place.check_untouched();
    }
    fs::write(place.path("backup"), [&bytes[..], b"x"].concat()).unwrap();
    let longer = place.restore().unwrap_err();
    assert!(matches!(longer, BackupError::Damaged { .. }), "{longer}");
}

fn an_altered_backup_is_refused() {
    let (place, _) = Place::with_backup();
    let bytes = fs::read(place.path("backup")).unwrap();
    for at in places(bytes.len()) {
        let mut altered = bytes.clone();
        altered[at] ^= 1 << (at % 8);
        fs::write(place.path("backup"), altered).unwrap();
        let error = place.restore().unwrap_err();
        assert!(is_refusal(&error), "{at}: {error}");
        place.check_untouched();
    }
}

fn segments_out_of_order_are_refused() {
    let (place, _) = Place::with_backup();
    let bytes = fs::read(place.path("backup")).unwrap();
    let header = bytes.iter().position(|byte| *byte == b'\n').unwrap() + 1;
    let (line, rest) = bytes.split_at(header);
    let segments: Vec<&[u8]> = rest.chunks(65_536).collect();
    assert!(segments.len() > 4);
    let exchanged = [&[segments[1], segments[0]], &segments[2..]].concat();
    let left_out = [&segments[..1], &segments[2..]].concat();
    let doubled = [&segments[..1], &segments[..]].concat();
    for segments in [exchanged, left_out, doubled] {
        fs::write(place.path("backup"), [line, &segments.concat()].concat()).unwrap();
        let error = place.restore().unwrap_err();
        assert!(matches!(error, BackupError::Damaged { .. }), "{error}");
        place.check_untouched();
    }
}

fn what_is_newer_is_refused() {
    let (place, _) = Place::with_backup();
    let bytes = fs::read(place.path("backup")).unwrap();
    let header = bytes.iter().position(|byte| *byte == b'\n').unwrap();
    let mut json: serde_json::Value = serde_json::from_slice(&bytes[..header]).unwrap();
    for (member, what) in [
        ("storeFormat", "store format"),
        ("proofmarkBackup", "version"),
    ] {
        json[member] = 99.into();
        let line = json.to_string().into_bytes();
        fs::write(place.path("backup"), [&line, &bytes[header..]].concat()).unwrap();
        let error = place.restore().unwrap_err();
        let BackupError::Newer {
            what: told,
            found: 99,
            ..
        } = error
        else {
            panic!("{error}");
        };
        assert_eq!(told, what);
    }
    fs::write(place.path("backup"), "{\"something\":\"else\"}\n").unwrap();
    let other = place.restore().unwrap_err();
    assert!(matches!(other, BackupError::NotABackup(_)), "{other}");
    place.check_untouched();
}

fn nothing_is_overwritten() {
    let (place, _) = Place::with_backup();
    let before = fs::read(place.path("backup")).unwrap();
    let refused = place.back_up(filled()).unwrap_err();
    let exists = ServiceError::Backup(BackupError::Exists(place.path("backup")));
    assert_eq!(refused, exists);
    assert!(fs::read(place.path("backup")).unwrap() == before);
    // A folder with anything in it is no place to restore into.
    fs::create_dir(place.path("data")).unwrap();
    fs::write(place.path("data/anything"), "").unwrap();
    assert_eq!(
        place.restore(),
        Err(BackupError::TargetInUse(place.path("data")))
    );
    assert_eq!(fs::read_dir(place.path("data")).unwrap().count(), 1);
    fs::remove_dir_all(place.path("data")).unwrap();
    // Nor is another key replaced.
    fs::create_dir(place.path("new-keys")).unwrap();
    place.key_file("new-keys/one.jwk", b"another key");
    let other = BackupError::OtherKey(place.path("new-keys/one.jwk"));
    assert_eq!(place.restore(), Err(other));
    assert_eq!(fs::read_dir(place.path("new-keys")).unwrap().count(), 1);
    assert!(!place.path("data").exists());
}

fn loss_must_be_accepted() {
    let (place, _) = Place::with_backup();
    let passphrase = passphrase("right");
    let unlock = Unlock {
        passphrase: Some(&passphrase),
        plain_allowed: false,
    };
    let refused = place.restore_unlocked(unlock, "keys", None);
    assert_eq!(refused, Err(BackupError::LossNotAccepted));
    place.check_untouched();
}

/// Does what the arguments say, if they are those of a child.
fn run_as_child() -> bool {
    let arguments: Vec<String> = std::env::args().collect();
    let [_, mark, work, folder] = arguments.as_slice() else {
        return false;
    };
    if mark != CHILD {
        return false;
    }
    let _scenario = fail::FailScenario::setup();
    let (folder, passphrase) = (Path::new(folder), passphrase("right"));
    let (file, data) = (folder.join("backup"), folder.join("data"));
    let keys = Keyring::new(folder.join("keys"));
    if work == "backup" {
        let service = service(filled());
        let backup = service.backup(&Actor::CommandLine, &keys, protected(&passphrase), &file);
        backup.unwrap();
    } else {
        let restored = restore(&Restoring {
            file: &file,
            unlock: Unlock {
                passphrase: Some(&passphrase),
                plain_allowed: false,
            },
            data: &data,
            keys: &Keyring::new(folder.join("new-keys")),
            later: Some(Later::AcceptLoss),
        });
        restored.unwrap();
    }
    true
}

/// Lets a child do `work` until it dies at `point`.
fn die(work: &str, place: &Place, point: &str) {
    let status = Command::new(std::env::current_exe().unwrap())
        .args([CHILD, work])
        .arg(place.path(""))
        .env("FAILPOINTS", format!("{point}=return"))
        .stderr(Stdio::null())
        .status()
        .unwrap();
    assert_eq!(status.code(), None, "{point}: {status}");
}

fn a_backup_is_whole_or_absent_when_its_process_dies() {
    for round in 0..10 {
        for point in ["written", "synced", "named", "entered"] {
            let place = Place::new();
            die("backup", &place, &format!("backup.{point}"));
            let is_there = place.path("backup").exists();
            assert_eq!(is_there, matches!(point, "named" | "entered"), "{point}");
            if !is_there {
                // What was left lying about is in nobody's way.
                place.back_up(filled()).unwrap();
            }
            if round == 0 {
                place.restore().unwrap();
                assert!(restored(&place.path("data")) == all(&*filled()));
            }
        }
    }
}

fn a_store_is_restored_or_not_when_the_process_dies() {
    let (place, records) = Place::with_backup();
    for _ in 0..10 {
        for point in ["filling", "filled", "keys", "named"] {
            die("restore", &place, &format!("restore.{point}"));
            let is_there = place.path("data").exists();
            assert_eq!(is_there, point == "named", "{point}");
            if !is_there {
                place.restore().unwrap();
            }
            assert!(restored(&place.path("data")) == records);
            assert!(!place.path(".data.restoring").exists());
            fs::remove_dir_all(place.path("data")).unwrap();
            fs::remove_dir_all(place.path("new-keys")).unwrap();
        }
    }
}
