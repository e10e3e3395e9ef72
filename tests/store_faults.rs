//! What the store in a folder keeps when something goes wrong: its process killed, the power cut,
//! the disk full, another process at it, its files damaged.
//!
//! This program is also the process that is killed: see `support/store_child.rs`.

#![allow(clippy::unwrap_used, reason = "a test fails where it unwraps")]

#[path = "support/store_child.rs"]
mod child;
#[path = "support/store_mounts.rs"]
mod mounts;

use child::{Acknowledged, Ledger};
use libtest_mimic::{Arguments, Completion, Failed, Trial};
use mounts::{Mount, Switch};
use proofmark::store::{Commit, Scan, SledOptions, SledStore, Store, StoreError};
use std::fs;
use std::io::Write;
use std::path::Path;
use std::sync::mpsc::{RecvTimeoutError, channel};
use std::time::Duration;

/// What a test came to: done, or skipped for a reason.
type Done = Result<(), Skipped>;

/// A test's name, and the test.
type Test = (&'static str, fn() -> Done);

/// Why a test could not be made on this machine.
struct Skipped(String);

impl From<String> for Skipped {
    fn from(reason: String) -> Self {
        Self(reason)
    }
}

fn main() {
    if child::run_if_asked() {
        return;
    }
    let arguments = Arguments::from_args();
    let tests: &[Test] = &[
        (
            "nothing_acknowledged_is_lost_by_kill",
            nothing_acknowledged_is_lost_by_kill,
        ),
        (
            "nothing_acknowledged_is_lost_by_power_cut",
            nothing_acknowledged_is_lost_by_power_cut,
        ),
        (
            "a_rewriting_is_done_or_not_when_its_process_dies",
            a_rewriting_is_done_or_not_when_its_process_dies,
        ),
        (
            "an_unfinished_snapshot_is_no_obstacle",
            an_unfinished_snapshot_is_no_obstacle,
        ),
        (
            "a_store_without_a_named_database_opens",
            a_store_without_a_named_database_opens,
        ),
        ("a_full_file_system_in_memory_is_survived", || {
            a_full_disk_is_survived(Mount::in_memory(96))
        }),
        ("a_full_ext4_is_survived", || {
            a_full_disk_is_survived(Mount::on_loop(96))
        }),
        ("sled_meeting_a_full_file_system_in_memory_recovers", || {
            sled_meeting_a_full_disk_recovers(Mount::in_memory(64))
        }),
        ("sled_meeting_a_full_ext4_recovers", || {
            sled_meeting_a_full_disk_recovers(Mount::on_loop(64))
        }),
        ("a_store_opens_on_a_full_disk", a_store_opens_on_a_full_disk),
        (
            "a_second_process_is_told_who_holds_the_store",
            a_second_process_is_told_who_holds_the_store,
        ),
        (
            "an_earlier_database_is_waited_for",
            an_earlier_database_is_waited_for,
        ),
        ("damaged_files_are_refused", damaged_files_are_refused),
        ("a_newer_format_is_refused", a_newer_format_is_refused),
        (
            "no_flipped_bit_gives_other_bytes",
            no_flipped_bit_gives_other_bytes,
        ),
        ("files_are_private", files_are_private),
    ];
    let trials = tests.iter().map(|(name, test)| {
        Trial::ignorable_test(*name, || match test() {
            Ok(()) => Ok::<_, Failed>(Completion::Completed),
            Err(Skipped(reason)) => Ok(Completion::ignored_with(reason)),
        })
    });
    libtest_mimic::run(&arguments, trials.collect()).exit();
}

fn nothing_acknowledged_is_lost_by_kill() -> Done {
    const ROUNDS: u64 = 100;
    let folder = tempfile::tempdir().unwrap();
    let store = folder.path().join("store");
    let mut acknowledged = Acknowledged::new();
    let mut count = 0;
    for round in 0..ROUNDS {
        let mut process = child::spawn(work(round), &store);
        let mut ledger = Ledger::of(&mut process);
        // Some are killed while they open the store.
        if round % 10 == 9 || ledger.wait_until_open() {
            ledger.read_for(moment(round, 250));
        }
        process.kill().unwrap();
        process.wait().unwrap();
        ledger.read_to_end();
        count += ledger.count;
        acknowledged.extend(ledger.acknowledged);
        child::check(&child::open(&store), &acknowledged);
        check_blobs(&store);
    }
    eprintln!("{ROUNDS} kills, {count} commits acknowledged, none lost");
    assert!(count > ROUNDS as usize);
    Ok(())
}

fn nothing_acknowledged_is_lost_by_power_cut() -> Done {
    const ROUNDS: u64 = 40;
    let disk = Mount::on_loop(400)?;
    let store = disk.path().join("store");
    let mut acknowledged = Acknowledged::new();
    let mut count = 0;
    for round in 0..ROUNDS {
        let switch = Switch::ready(disk.path())?;
        let mut process = child::spawn(work(round), &store);
        let mut ledger = Ledger::of(&mut process);
        assert!(ledger.wait_until_open());
        ledger.read_for(moment(round, 400));
        // Only what was acknowledged before the cut counts.
        acknowledged.extend(ledger.acknowledged);
        count += ledger.count;
        switch.throw()?;
        process.kill().unwrap();
        process.wait().unwrap();
        disk.unmount()?;
        disk.mount()?;
        child::check(&child::open(&store), &acknowledged);
        check_blobs(&store);
        if round % 5 == 4 {
            fs::remove_dir_all(&store).unwrap();
            acknowledged.clear();
        }
    }
    eprintln!("{ROUNDS} cuts, {count} commits acknowledged, none lost");
    Ok(())
}

/// What a process does until its end: every third rewrites its store all the time.
fn work(round: u64) -> &'static str {
    match round % 3 {
        2 => "rewrite",
        _ => "write",
    }
}

fn a_rewriting_is_done_or_not_when_its_process_dies() -> Done {
    const ROUNDS: u64 = 15;
    let folder = tempfile::tempdir().unwrap();
    let store = folder.path().join("store");
    let mut acknowledged = Acknowledged::new();
    let mut left = 0;
    for round in 0..ROUNDS {
        for point in ["copied", "synced", "named", "removed"] {
            let before = name_of_database(&store);
            // In the first rewriting, or in a later one.
            let points = format!("store.rewrite.{point}={}*off->return", round % 3);
            let mut process = child::spawn_to_die("rewrite", &store, &points);
            let mut ledger = Ledger::of(&mut process);
            ledger.read_to_end();
            let status = process.wait().unwrap();
            // Some die at their first rewriting, before anything is acknowledged.
            assert!(!status.success(), "{point}: {status}");
            acknowledged.extend(ledger.acknowledged);
            let named = name_of_database(&store);
            if round % 3 == 0 {
                let is_new = named != before;
                assert_eq!(is_new, matches!(point, "named" | "removed"), "{point}");
            }
            left += databases(&store).len() - 1;
            child::check(&child::open(&store), &acknowledged);
            // What was left lying about is gone.
            assert_eq!(databases(&store), [named], "{point}");
            check_blobs(&store);
        }
    }
    assert!(!acknowledged.is_empty());
    // At three of the points there are two databases.
    assert_eq!(left as u64, 3 * ROUNDS);
    Ok(())
}

/// The name of the database in use.
fn name_of_database(store: &Path) -> String {
    match fs::read_to_string(store.join("database")) {
        Ok(name) => name.trim_end().to_owned(),
        Err(_) => "sled".to_owned(),
    }
}

/// The names of all databases.
fn databases(store: &Path) -> Vec<String> {
    let names = fs::read_dir(store).unwrap();
    let names = names.map(|entry| entry.unwrap().file_name().into_string().unwrap());
    names.filter(|name| name.starts_with("sled")).collect()
}

/// What a process leaves that is killed while sled writes a snapshot.
fn an_unfinished_snapshot_is_no_obstacle() -> Done {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("store");
    small_store(&path);
    let records = |store: &SledStore| store.scan(&Scan::prefix("small/")).unwrap().records;
    let before = records(&child::open(&path));
    assert_eq!(before.len(), 40);
    for half in [&b""[..], b"half of a snapshot"] {
        let database = path.join(&databases(&path)[0]);
        let left = database.join("snap.FFFFFFFFFFFFFFF0.generating");
        fs::write(&left, half).unwrap();
        assert!(records(&child::open(&path)) == before);
        assert!(!left.exists());
    }
    Ok(())
}

/// As earlier releases made it: format 1 and no file `database`.
fn a_store_without_a_named_database_opens() -> Done {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("store");
    small_store(&path);
    fs::write(path.join("format"), "proofmark store, format 1\n").unwrap();
    let store = child::open(&path);
    let records = |store: &SledStore| store.scan(&Scan::prefix("small/")).unwrap().records;
    let before = records(&store);
    assert_eq!(before.len(), 40);
    store.rewrite().unwrap();
    // Earlier releases keep away from what they do not know.
    let format = fs::read_to_string(path.join("format")).unwrap();
    assert_eq!(format, "proofmark store, format 2\n");
    drop(store);
    assert_eq!(databases(&path), ["sled-1"]);
    assert!(records(&child::open(&path)) == before);
    Ok(())
}

/// A time below `limit` milliseconds, another one each round.
fn moment(round: u64, limit: u64) -> Duration {
    let mixed = (round + 1).wrapping_mul(0x9E37_79B9_7F4A_7C15) >> 33;
    Duration::from_micros(mixed % (limit * 1000))
}

fn a_full_disk_is_survived(disk: Result<Mount, String>) -> Done {
    let disk = disk?;
    let store = child::open(&disk.path().join("store"));
    let filler = disk.path().join("filler");
    fs::write(&filler, vec![1; 30 << 20]).unwrap();
    let kept = fill(&store, 0);
    assert!(kept > 10);
    check_filled(&store, kept);
    // Others take the rest, too.
    let rest = disk.path().join("rest");
    assert!(take_all(&rest) > 0);
    assert!(matches!(store.health(), Err(StoreError::Full { .. })));
    assert!(matches!(
        store.commit(record(kept)),
        Err(StoreError::Full { .. })
    ));
    check_filled(&store, kept);
    fs::remove_file(rest).unwrap();
    fs::remove_file(filler).unwrap();
    store.health().unwrap();
    let kept = fill(&store, kept);
    check_filled(&store, kept);
    drop(store);
    check_filled(&child::open(&disk.path().join("store")), kept);
    check_blobs(&disk.path().join("store"));
    Ok(())
}

/// Without spare room sled itself finds the disk full.
fn sled_meeting_a_full_disk_recovers(disk: Result<Mount, String>) -> Done {
    let disk = disk?;
    let folder = disk.path().join("store");
    let options = SledOptions {
        cache_bytes: 8 << 20,
        spare_bytes: 0,
    };
    let store = SledStore::open(&folder, &options, "a test").unwrap();
    let filler = disk.path().join("filler");
    fs::write(&filler, vec![1; 20 << 20]).unwrap();
    let mut kept = 0;
    let error = loop {
        match store.commit(record(kept)) {
            Ok(outcome) => outcome.unwrap(),
            Err(error) => break error,
        }
        kept += 1;
    };
    let named = matches!(error, StoreError::Full { .. } | StoreError::Io { .. });
    assert!(named && kept > 10, "{kept}, {error}");
    assert!(store.commit(record(kept)).is_err());
    fs::remove_file(filler).unwrap();
    store.health().unwrap();
    // What was not acknowledged is whole or absent.
    let found = store.get(&record_key(kept)).unwrap();
    assert!(found.is_none_or(|found| found == record_value(kept)));
    let again = Commit::new().put(record_key(kept), record_value(kept));
    store.commit(again).unwrap().unwrap();
    kept += 1;
    check_filled(&store, kept);
    drop(store);
    check_filled(&SledStore::open(&folder, &options, "a test").unwrap(), kept);
    Ok(())
}

fn a_store_opens_on_a_full_disk() -> Done {
    let disk = Mount::on_loop(128)?;
    let folder = disk.path().join("store");
    let store = child::open(&folder);
    for number in 0..8 {
        store.commit(record(number)).unwrap().unwrap();
    }
    drop(store);
    let rest = disk.path().join("rest");
    take_all(&rest);
    let store = child::open(&folder);
    check_filled(&store, 8);
    assert!(matches!(
        store.commit(record(8)),
        Err(StoreError::Full { .. })
    ));
    fs::remove_file(rest).unwrap();
    store.commit(record(8)).unwrap().unwrap();
    drop(store);
    check_filled(&child::open(&folder), 9);
    Ok(())
}

/// Commits records from number `from` on until there is no room; returns how many there are.
fn fill(store: &dyn Store, from: u32) -> u32 {
    for number in from.. {
        match store.commit(record(number)) {
            Ok(outcome) => outcome.unwrap(),
            Err(StoreError::Full { .. }) => return number,
            Err(error) => panic!("{error}"),
        }
    }
    unreachable!("the disk is finite");
}

/// Asserts that exactly `kept` records are there, all of them whole.
fn check_filled(store: &dyn Store, kept: u32) {
    let mut scan = Scan::prefix("fill/");
    let mut found = 0;
    loop {
        let page = store.scan(&scan).unwrap();
        for record in page.records {
            assert_eq!(record.key, record_key(found));
            assert!(record.value == record_value(found));
            found += 1;
        }
        let Some(next) = page.next else { break };
        scan = scan.after(next);
    }
    assert_eq!(found, kept);
}

fn record(number: u32) -> Commit {
    Commit::new().create(record_key(number), record_value(number))
}

fn record_key(number: u32) -> Vec<u8> {
    format!("fill/{number:06}").into_bytes()
}

fn record_value(number: u32) -> Vec<u8> {
    number.to_be_bytes().repeat(20_000)
}

/// Fills the file system with a file; returns the file's length.
fn take_all(path: &Path) -> u64 {
    let mut file = fs::File::create(path).unwrap();
    for block in [vec![1; 1 << 20], vec![1; 4096]] {
        while file.write_all(&block).is_ok() {}
    }
    file.metadata().unwrap().len()
}

fn a_second_process_is_told_who_holds_the_store() -> Done {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("store");
    let mut process = child::spawn("hold", &path);
    assert!(Ledger::of(&mut process).wait_until_open());
    let before = bytes_of(&path.join("sled/db"));
    let refused = SledStore::open(&path, &SledOptions::default(), "a test");
    let Err(StoreError::Held { holder, .. }) = refused else {
        panic!("two processes on one store: {refused:?}");
    };
    let expected = format!("process {}, a process under test", process.id());
    assert_eq!(holder, expected);
    assert!(bytes_of(&path.join("sled/db")) == before);
    // A killed process holds nothing.
    process.kill().unwrap();
    process.wait().unwrap();
    let store = child::open(&path);
    // Nor does one process get it twice.
    let refused = SledStore::open(&path, &SledOptions::default(), "a test");
    assert!(matches!(refused, Err(StoreError::Held { .. })));
    store.health().unwrap();
    Ok(())
}

/// The log may stay locked for a moment after its store was closed.
fn an_earlier_database_is_waited_for() -> Done {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("store");
    small_store(&path);
    let log = fs::File::open(path.join("sled/db")).unwrap();
    log.lock().unwrap();
    let (sender, opened) = channel();
    let opener = std::thread::spawn(move || {
        let store = child::open(&path);
        sender.send(()).unwrap();
        store.health().unwrap();
    });
    // As long as the lock is held it does not open.
    let early = opened.recv_timeout(Duration::from_millis(200));
    assert_eq!(early, Err(RecvTimeoutError::Timeout));
    log.unlock().unwrap();
    opened.recv().unwrap();
    opener.join().unwrap();
    Ok(())
}

/// A closed store with some records.
fn small_store(path: &Path) {
    let store = child::open(path);
    for number in 0..40 {
        store.commit(small(number)).unwrap().unwrap();
    }
    drop(store);
}

fn small(number: u32) -> Commit {
    let value = number.to_be_bytes().repeat(300);
    Commit::new().create(format!("small/{number:03}"), value)
}

fn damaged_files_are_refused() -> Done {
    let folder = tempfile::tempdir().unwrap();
    let good = folder.path().join("good");
    small_store(&good);
    let log = bytes_of(&good.join("sled/db"));
    let noise: Vec<u8> = (0..log.len()).map(|at| ((at * at) >> 7) as u8).collect();
    let damages: &[(&str, Option<&[u8]>)] = &[
        ("sled/db", None),
        ("sled/db", Some(b"")),
        ("sled/db", Some(&noise)),
        ("sled/db", Some(&noise[..100])),
        ("sled/db", Some(&log[..10])),
        ("sled/db", Some(&log[..4096])),
        ("sled/conf", None),
        ("sled/conf", Some(b"")),
        ("sled/conf", Some(&noise[..60])),
        ("groups", None),
        ("groups", Some(&noise[..12])),
        ("format", None),
        ("format", Some(b"")),
        ("format", Some(&noise[..60])),
        ("database", Some(b"")),
        ("database", Some(b"sled-1\n")),
        ("database", Some(b"../good/sled\n")),
        ("database", Some(&noise[..60])),
    ];
    for (at, (file, content)) in damages.iter().enumerate() {
        let store = folder.path().join(format!("{at}"));
        copy(&good, &store);
        let file = store.join(file);
        match content {
            Some(content) => fs::write(&file, content).unwrap(),
            None => fs::remove_file(&file).unwrap(),
        }
        let opened = SledStore::open(&store, &SledOptions::default(), "a test");
        assert!(
            matches!(opened, Err(StoreError::Corrupt { .. })),
            "{at}: {opened:?}"
        );
        // sled overwrites the end of a log that it cannot read; all else is left alone.
        let left = fs::read(&file).ok();
        let spared = content.is_none_or(<[u8]>::is_empty) || !file.ends_with("db");
        assert!(!spared || left.as_deref() == *content, "{at}: changed");
    }
    Ok(())
}

fn a_newer_format_is_refused() -> Done {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("store");
    small_store(&path);
    fs::write(path.join("format"), "proofmark store, format 3\n").unwrap();
    let before = bytes_of(&path.join("sled/db"));
    let refused = SledStore::open(&path, &SledOptions::default(), "a test");
    assert!(
        matches!(refused, Err(StoreError::NewerFormat { found: 3, .. })),
        "{refused:?}"
    );
    assert!(bytes_of(&path.join("sled/db")) == before);
    Ok(())
}

fn no_flipped_bit_gives_other_bytes() -> Done {
    let folder = tempfile::tempdir().unwrap();
    let good = folder.path().join("good");
    small_store(&good);
    let log = bytes_of(&good.join("sled/db"));
    let used = log.iter().rposition(|byte| *byte != 0).unwrap();
    let (mut refused, mut missing) = (0, 0);
    for place in 0..120 {
        let at = (used / 120 * place) + place % 64;
        let store = folder.path().join("flipped");
        copy(&good, &store);
        let mut damaged = log.clone();
        damaged[at] ^= 1 << (place % 8);
        fs::write(store.join("sled/db"), damaged).unwrap();
        match SledStore::open(&store, &SledOptions::default(), "a test") {
            Err(_) => refused += 1,
            Ok(store) => {
                for number in 0..40_u32 {
                    let expected = number.to_be_bytes().repeat(300);
                    match store.get(format!("small/{number:03}").as_bytes()) {
                        Ok(Some(found)) => assert!(found == expected, "bit at {at}"),
                        Ok(None) => missing += 1,
                        Err(_) => refused += 1,
                    }
                }
            }
        }
        fs::remove_dir_all(store).unwrap();
    }
    eprintln!("120 flipped bits: {refused} refusals");
    assert_eq!(missing, 0);
    Ok(())
}

fn files_are_private() -> Done {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("store");
    small_store(&path);
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        let mode = |file: &str| fs::metadata(path.join(file)).unwrap().permissions().mode() & 0o777;
        assert_eq!((mode(""), mode("sled")), (0o700, 0o700));
        assert_eq!((mode("format"), mode("holder")), (0o600, 0o600));
    }
    Ok(())
}

/// Asserts that sled put nothing where nobody syncs it.
fn check_blobs(store: &Path) {
    for database in databases(store) {
        let blobs = store.join(database).join("blobs");
        // A draft may not have come as far.
        assert_eq!(fs::read_dir(blobs).map_or(0, Iterator::count), 0);
    }
}

fn bytes_of(path: &Path) -> Vec<u8> {
    fs::read(path).unwrap()
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let to = to.join(entry.file_name());
        if entry.file_type().unwrap().is_dir() {
            copy(&entry.path(), &to);
        } else {
            fs::copy(entry.path(), to).unwrap();
        }
    }
}
