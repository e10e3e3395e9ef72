//! A process that writes to a store until it is killed, and what its store must hold afterwards.
//!
//! Each of its writers commits step after step. A step is one commit: two small records and, in
//! every eighth step, a large one are created; those of the step [`KEPT`] before it are deleted;
//! the writer's last step is noted. After the commit the step is acknowledged by a line on
//! standard output. So at any moment a store holds, of each writer, exactly the records of its
//! last steps.

use proofmark::store::{Commit, Record, Scan, SledOptions, SledStore, Store};
use std::collections::BTreeMap;
use std::io::{BufRead, BufReader, Write};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::time::{Duration, Instant};

/// How many writers the process has.
pub const WRITERS: u64 = 32;
/// Of how many steps the records are kept.
const KEPT: u64 = 24;
const CHILD: &str = "--as-child";

/// Opens a store as the tests do.
pub fn open(folder: &Path) -> SledStore {
    let options = SledOptions {
        cache_bytes: 16 << 20,
        ..SledOptions::default()
    };
    SledStore::open(folder, &options, "a process under test").unwrap()
}

/// Runs as a child if the arguments say so.
pub fn run_if_asked() -> bool {
    let arguments: Vec<String> = std::env::args().collect();
    let [_, mark, work, folder] = arguments.as_slice() else {
        return false;
    };
    if mark != CHILD {
        return false;
    }
    // Points at which to die are named by the environment.
    let _scenario = fail::FailScenario::setup();
    let store = open(Path::new(folder));
    println!("open");
    match work.as_str() {
        "hold" => drop(std::io::stdin().read_line(&mut String::new())),
        "write" => write(&store),
        // Until it is killed or cut off.
        _ => std::thread::scope(|scope| {
            scope.spawn(|| while store.rewrite().is_ok() {});
            write(&store);
        }),
    }
    true
}

/// Starts this program as a child that does `work` with the store in `folder`.
pub fn spawn(work: &str, folder: &Path) -> Child {
    spawn_to_die(work, folder, "")
}

/// Starts a child that ends itself where `points` says.
pub fn spawn_to_die(work: &str, folder: &Path, points: &str) -> Child {
    Command::new(std::env::current_exe().unwrap())
        .args([CHILD, work])
        .arg(folder)
        .env("FAILPOINTS", points)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap()
}

fn write(store: &dyn Store) {
    std::thread::scope(|scope| {
        for writer in 0..WRITERS {
            scope.spawn(move || {
                for number in last_step(store, writer) + 1.. {
                    // A store that was cut off fails; then there is nothing to acknowledge.
                    match store.commit(step(writer, number)) {
                        Ok(outcome) => outcome.unwrap(),
                        Err(_) => return,
                    }
                    let line = format!("{writer} {number}\n");
                    if std::io::stdout().lock().write_all(line.as_bytes()).is_err() {
                        return;
                    }
                }
            });
        }
    });
}

fn step(writer: u64, number: u64) -> Commit {
    let mut commit = Commit::new().put(format!("last/{writer}"), number.to_be_bytes());
    for (key, value) in records(writer, number) {
        commit = commit.create(key, value);
    }
    if let Some(old) = number.checked_sub(KEPT) {
        for (key, _) in records(writer, old) {
            commit = commit.delete(key);
        }
    }
    commit
}

fn records(writer: u64, number: u64) -> BTreeMap<String, Vec<u8>> {
    let key = |part: &str| format!("step/{writer:02}/{number:010}/{part}");
    let bytes = |seed: u64, length: usize| -> Vec<u8> {
        let mut state = (writer << 40) ^ (number << 8) ^ seed;
        (0..length)
            .map(|_| {
                state = state
                    .wrapping_mul(6_364_136_223_846_793_005)
                    .wrapping_add(1);
                (state >> 56) as u8
            })
            .collect()
    };
    let mut records = BTreeMap::from([(key("a"), bytes(1, 2_000)), (key("b"), bytes(2, 300))]);
    if number.is_multiple_of(8) {
        records.insert(key("large"), bytes(3, 100_000));
    }
    records
}

fn last_step(store: &dyn Store, writer: u64) -> u64 {
    let last = store.get(format!("last/{writer}").as_bytes()).unwrap();
    last.map_or(0, |last| u64::from_be_bytes(last.try_into().unwrap()))
}

/// The steps that were acknowledged: of each writer, the last.
pub type Acknowledged = BTreeMap<u64, u64>;

/// Asserts that the store has all that was acknowledged and nothing by halves.
pub fn check(store: &dyn Store, acknowledged: &Acknowledged) {
    for writer in 0..WRITERS {
        let last = last_step(store, writer);
        let acknowledged = acknowledged.get(&writer).copied().unwrap_or(0);
        assert!(
            last >= acknowledged,
            "writer {writer}: {acknowledged} acknowledged, {last} there"
        );
        let expected: BTreeMap<_, _> = (1..=last)
            .skip(last.saturating_sub(KEPT) as usize)
            .flat_map(|number| records(writer, number))
            .collect();
        let found = all(store, &format!("step/{writer:02}/"));
        assert!(
            found.keys().eq(expected.keys()),
            "writer {writer}, step {last}: {:?}",
            found.keys()
        );
        assert!(
            found == expected,
            "writer {writer}: other bytes than were written"
        );
    }
}

fn all(store: &dyn Store, prefix: &str) -> BTreeMap<String, Vec<u8>> {
    let page = store.scan(&Scan::prefix(prefix).limit(10_000)).unwrap();
    assert_eq!(page.next, None);
    let record = |Record { key, value }| (String::from_utf8(key).unwrap(), value);
    page.records.into_iter().map(record).collect()
}

/// The acknowledgements of a child.
pub struct Ledger {
    lines: Receiver<String>,
    /// What was acknowledged so far.
    pub acknowledged: Acknowledged,
    /// How many steps these are.
    pub count: usize,
}

impl Ledger {
    /// Reads what `child` acknowledges.
    pub fn of(child: &mut Child) -> Self {
        let output = BufReader::new(child.stdout.take().unwrap());
        let (sender, lines) = channel();
        std::thread::spawn(move || {
            // A line without its end was not said.
            for line in output.split(b'\n').map_while(Result::ok) {
                let _ = sender.send(String::from_utf8(line).unwrap());
            }
        });
        Self {
            lines,
            acknowledged: Acknowledged::new(),
            count: 0,
        }
    }

    /// Waits until the child has the store open; false if it ended before.
    pub fn wait_until_open(&mut self) -> bool {
        self.lines.recv().is_ok_and(|line| line == "open")
    }

    /// Reads what is acknowledged for some time.
    pub fn read_for(&mut self, time: Duration) {
        let end = Instant::now() + time;
        while let Ok(line) = self
            .lines
            .recv_timeout(end.saturating_duration_since(Instant::now()))
        {
            self.note(&line);
        }
        self.read_waiting();
    }

    /// Reads what has been acknowledged by now.
    pub fn read_waiting(&mut self) {
        while let Ok(line) = self.lines.try_recv() {
            self.note(&line);
        }
    }

    /// Reads what was acknowledged until the child's end.
    pub fn read_to_end(&mut self) {
        while let Ok(line) = self.lines.recv() {
            self.note(&line);
        }
    }

    fn note(&mut self, line: &str) {
        let Some((writer, number)) = line.split_once(' ') else {
            return;
        };
        let number = number.parse().unwrap();
        let last = self
            .acknowledged
            .entry(writer.parse().unwrap())
            .or_default();
        assert!(number > *last);
        *last = number;
        self.count += 1;
    }
}
