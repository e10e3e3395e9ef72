//! The contract of a store, held to every engine: atomicity, expectations, order, pages,
//! durability.
//!
//! Each test is a function over a [`Bench`], which makes stores of one engine and, where that
//! engine keeps its records, opens them again.

#![allow(clippy::unwrap_used, reason = "a test fails where it unwraps")]

#[path = "support/store_bench.rs"]
mod bench;

use bench::{Bench, put_all};
use libtest_mimic::{Arguments, Failed, Trial};
use proofmark::store::{Commit, Conflict, MAX_KEY, MAX_VALUE, Record, Scan, Store, StoreError};
use proptest::prelude::*;
use proptest::test_runner::{Config, TestCaseError, TestRunner};
use std::collections::BTreeMap;
use std::sync::atomic::{AtomicBool, AtomicU32, AtomicUsize, Ordering};
use std::sync::mpsc::sync_channel;

/// A test's name, and the test.
type Test = (&'static str, fn(&Bench));

fn main() {
    let arguments = Arguments::from_args();
    let contract: &[Test] = &[
        ("what_is_committed_is_read", what_is_committed_is_read),
        ("a_commit_is_whole_or_nothing", a_commit_is_whole_or_nothing),
        ("expectations_are_checked", expectations_are_checked),
        (
            "the_first_failed_expectation_is_named",
            the_first_failed_expectation_is_named,
        ),
        (
            "the_last_change_of_a_key_counts",
            the_last_change_of_a_key_counts,
        ),
        ("lengths_are_limited", lengths_are_limited),
        (
            "pages_go_forward_and_backward",
            pages_go_forward_and_backward,
        ),
        (
            "ranges_and_prefixes_have_their_ends",
            ranges_and_prefixes_have_their_ends,
        ),
        (
            "a_page_of_large_values_ends_early",
            a_page_of_large_values_ends_early,
        ),
        (
            "values_of_all_lengths_are_kept",
            values_of_all_lengths_are_kept,
        ),
        (
            "a_large_value_is_replaced_and_deleted",
            a_large_value_is_replaced_and_deleted,
        ),
        ("each_key_is_created_once", each_key_is_created_once),
        ("a_counter_loses_no_step", a_counter_loses_no_step),
        ("readers_see_whole_commits", readers_see_whole_commits),
        ("the_store_agrees_with_a_map", the_store_agrees_with_a_map),
        ("health_is_told", health_is_told),
        ("a_copy_is_all_there_is", a_copy_is_all_there_is),
        ("a_copy_ends_with_its_sink", a_copy_ends_with_its_sink),
        (
            "a_copy_under_writers_is_of_one_moment",
            a_copy_under_writers_is_of_one_moment,
        ),
        (
            "what_changes_during_a_copy_is_put_right",
            what_changes_during_a_copy_is_put_right,
        ),
        (
            "a_rewritten_store_keeps_everything",
            a_rewritten_store_keeps_everything,
        ),
        (
            "nothing_deleted_is_left_by_rewriting",
            nothing_deleted_is_left_by_rewriting,
        ),
        (
            "writers_go_on_while_the_store_is_rewritten",
            writers_go_on_while_the_store_is_rewritten,
        ),
    ];
    let mut trials = Vec::new();
    for (engine, make) in bench::ENGINES {
        for (name, test) in contract {
            trials.push(Trial::test(format!("{engine}::{name}"), move || {
                test(&make());
                Ok::<(), Failed>(())
            }));
        }
    }
    libtest_mimic::run(&arguments, trials).exit();
}

fn what_is_committed_is_read(bench: &Bench) {
    let store = bench.open();
    assert_eq!(store.get(b"key").unwrap(), None);
    store
        .commit(Commit::new().put("key", "value"))
        .unwrap()
        .unwrap();
    assert_eq!(store.get(b"key").unwrap(), Some(b"value".to_vec()));
    store.commit(Commit::new().put("key", "")).unwrap().unwrap();
    let store = bench.reopen(store);
    assert_eq!(store.get(b"key").unwrap(), Some(Vec::new()));
    store.commit(Commit::new().delete("key")).unwrap().unwrap();
    store.commit(Commit::new().delete("key")).unwrap().unwrap();
    store.commit(Commit::new()).unwrap().unwrap();
    let store = bench.reopen(store);
    assert_eq!(store.get(b"key").unwrap(), None);
}

fn a_commit_is_whole_or_nothing(bench: &Bench) {
    let store = bench.open();
    put_all(&*store, [("a", "1"), ("b", "1")]);
    let mixed = |expected: &str| {
        Commit::new()
            .put("a", "2")
            .delete("b")
            .put("c", vec![7; 200_000])
            .expect_unchanged("a", expected)
    };
    assert_eq!(conflict(&*store, mixed("0")), b"a");
    assert_eq!(all(&*store), [("a", "1"), ("b", "1")].map(record));
    store.commit(mixed("1")).unwrap().unwrap();
    let store = bench.reopen(store);
    assert_eq!(store.get(b"a").unwrap(), Some(b"2".to_vec()));
    assert_eq!(store.get(b"b").unwrap(), None);
    assert_eq!(store.get(b"c").unwrap(), Some(vec![7; 200_000]));
}

fn expectations_are_checked(bench: &Bench) {
    let store = bench.open();
    let large = vec![3; 100_000];
    put_all(
        &*store,
        [("small", b"1".to_vec()), ("large", large.clone())],
    );
    let mut other = large.clone();
    other[99_999] = 4;
    let good = [
        Commit::new().expect_absent("none"),
        Commit::new().expect_present("small"),
        Commit::new().expect_present("large"),
        Commit::new().expect_unchanged("small", "1"),
        Commit::new().expect_unchanged("large", large),
    ];
    for commit in good {
        assert_eq!(store.commit(commit.put("x", "y")).unwrap(), Ok(()));
    }
    let bad = [
        ("small", Commit::new().expect_absent("small")),
        ("large", Commit::new().expect_absent("large")),
        ("none", Commit::new().expect_present("none")),
        ("none", Commit::new().expect_unchanged("none", "")),
        ("small", Commit::new().expect_unchanged("small", "2")),
        ("small", Commit::new().expect_unchanged("small", "")),
        ("large", Commit::new().expect_unchanged("large", other)),
        ("large", Commit::new().expect_unchanged("large", "3")),
        ("small", Commit::new().create("small", "2")),
        ("none", Commit::new().replace("none", "1", "2")),
    ];
    for (key, commit) in bad {
        assert_eq!(conflict(&*store, commit.put("z", "y")), key.as_bytes());
    }
    assert_eq!(store.get(b"z").unwrap(), None);
    // What a commit changes itself does not count.
    let commit = Commit::new().put("new", "1").expect_absent("new");
    assert_eq!(store.commit(commit).unwrap(), Ok(()));
}

fn the_first_failed_expectation_is_named(bench: &Bench) {
    let store = bench.open();
    put_all(&*store, [("a", "1"), ("z", "1")]);
    let commit = Commit::new()
        .expect_present("z")
        .expect_absent("z")
        .expect_absent("a");
    assert_eq!(conflict(&*store, commit), b"z");
}

fn the_last_change_of_a_key_counts(bench: &Bench) {
    let store = bench.open();
    let commit = Commit::new()
        .put("a", "1")
        .delete("a")
        .delete("b")
        .put("b", "2")
        .put("b", "3");
    store.commit(commit).unwrap().unwrap();
    assert_eq!(all(&*store), [record(("b", "3"))]);
}

fn lengths_are_limited(bench: &Bench) {
    let store = bench.open();
    let longest = vec![255; MAX_KEY];
    store
        .commit(Commit::new().create(longest.clone(), "v"))
        .unwrap()
        .unwrap();
    assert_eq!(store.get(&longest).unwrap(), Some(b"v".to_vec()));
    let too_long = vec![255; MAX_KEY + 1];
    let refused = [
        Commit::new().put(too_long.clone(), "v"),
        Commit::new().delete(too_long.clone()),
        Commit::new().expect_absent(too_long),
        Commit::new().put("", "v"),
        Commit::new().put("a", "v").put("b", vec![0; MAX_VALUE + 1]),
    ];
    for commit in refused {
        let error = store.commit(commit).unwrap_err();
        assert!(matches!(error, StoreError::TooLarge { .. }), "{error}");
    }
    assert_eq!(all(&*store).len(), 1);
}

fn pages_go_forward_and_backward(bench: &Bench) {
    let store = bench.open();
    let keys: Vec<String> = (0..25).map(|n| format!("k{n:03}")).collect();
    put_all(&*store, keys.iter().map(|key| (key.as_str(), "v")));
    put_all(&*store, [("j", "before"), ("l", "behind")]);
    for limit in [1, 7, 25, 26] {
        let forward = Scan::prefix("k").limit(limit);
        assert_eq!(pages(&*store, &forward, limit), keys);
        let backward = Scan::prefix("k").limit(limit).backward();
        let reversed: Vec<_> = keys.iter().rev().cloned().collect();
        assert_eq!(pages(&*store, &backward, limit), reversed);
    }
    // A place to go on from need not exist, nor lie in the range.
    let page = store
        .scan(&Scan::prefix("k").after("k0235").limit(9))
        .unwrap();
    assert_eq!(keys_of(&page.records), ["k024"]);
    let page = store.scan(&Scan::prefix("k").after("a").limit(1)).unwrap();
    assert_eq!(keys_of(&page.records), ["k000"]);
    let page = store
        .scan(&Scan::prefix("k").after("a").backward())
        .unwrap();
    assert_eq!((page.records.len(), page.next), (0, None));
    let page = store
        .scan(&Scan::prefix("k").after("z").backward().limit(1))
        .unwrap();
    assert_eq!(keys_of(&page.records), ["k024"]);
}

fn ranges_and_prefixes_have_their_ends(bench: &Bench) {
    let store = bench.open();
    let keys = [
        b"a".as_slice(),
        b"a\0",
        b"ab",
        b"b",
        b"b\xff",
        b"b\xff\xff",
        b"c",
        b"\xff\xff",
    ];
    for key in keys {
        store.commit(Commit::new().put(key, "v")).unwrap().unwrap();
    }
    let found = |scan: Scan| -> Vec<Vec<u8>> {
        let forward = store.scan(&scan).unwrap().records;
        let mut backward = store.scan(&scan.backward()).unwrap().records;
        backward.reverse();
        assert_eq!(forward, backward);
        forward.into_iter().map(|record| record.key).collect()
    };
    assert_eq!(found(Scan::prefix("a")), [b"a".as_slice(), b"a\0", b"ab"]);
    assert_eq!(found(Scan::prefix("b\u{0}")), [] as [&[u8]; 0]);
    assert_eq!(
        found(Scan::prefix(b"b\xff")),
        [b"b\xff".as_slice(), b"b\xff\xff"]
    );
    assert_eq!(found(Scan::prefix(b"\xff")), [b"\xff\xff"]);
    assert_eq!(found(Scan::prefix("")), keys);
    assert_eq!(found(Scan::range("a\0", "b")), [b"a\0".as_slice(), b"ab"]);
    assert_eq!(found(Scan::range("b", "a")), [] as [&[u8]; 0]);
    assert_eq!(found(Scan::range("b", "b")), [] as [&[u8]; 0]);
    let none = store.scan(&Scan::prefix("").limit(0)).unwrap();
    assert_eq!(none.records, []);
}

fn a_page_of_large_values_ends_early(bench: &Bench) {
    let store = bench.open();
    for key in ["a", "b", "c"] {
        let large = vec![key.as_bytes()[0]; 30 << 20];
        store
            .commit(Commit::new().put(key, large))
            .unwrap()
            .unwrap();
    }
    let page = store.scan(&Scan::prefix("")).unwrap();
    assert_eq!(keys_of(&page.records), ["a", "b"]);
    let page = store
        .scan(&Scan::prefix("").after(page.next.unwrap()))
        .unwrap();
    assert_eq!(keys_of(&page.records), ["c"]);
    assert_eq!(page.next, None);
    assert!(page.records[0].value == vec![b'c'; 30 << 20]);
}

fn values_of_all_lengths_are_kept(bench: &Bench) {
    let mut store = bench.open();
    let lengths = [
        0,
        1,
        4_095,
        32_767,
        32_768,
        32_769,
        65_536,
        65_537,
        1 << 20,
        MAX_VALUE,
    ];
    let value = |length: usize| -> Vec<u8> {
        (0..length)
            .map(|at| (at.wrapping_mul(2_654_435_761) >> 16) as u8)
            .collect()
    };
    for length in lengths {
        let commit = Commit::new().create(format!("{length}"), value(length));
        store.commit(commit).unwrap().unwrap();
    }
    for _ in 0..2 {
        for length in lengths {
            let found = store.get(format!("{length}").as_bytes()).unwrap();
            assert!(found == Some(value(length)), "{length} bytes");
        }
        store = bench.reopen(store);
    }
    bench.check_files();
}

fn a_large_value_is_replaced_and_deleted(bench: &Bench) {
    let store = bench.open();
    for round in 0..4_u8 {
        let value = vec![round; 3 << 20];
        store
            .commit(Commit::new().put("key", value.clone()))
            .unwrap()
            .unwrap();
        assert!(store.get(b"key").unwrap() == Some(value));
    }
    store
        .commit(Commit::new().put("key", "small"))
        .unwrap()
        .unwrap();
    assert_eq!(store.get(b"key").unwrap(), Some(b"small".to_vec()));
    store
        .commit(Commit::new().put("key", vec![9; 3 << 20]))
        .unwrap()
        .unwrap();
    store.commit(Commit::new().delete("key")).unwrap().unwrap();
    let store = bench.reopen(store);
    assert_eq!(store.get(b"key").unwrap(), None);
    // Chunks of what was deleted are not taken for those of what comes after.
    store
        .commit(Commit::new().put("key", vec![8; 3 << 20]))
        .unwrap()
        .unwrap();
    let store = bench.reopen(store);
    store
        .commit(Commit::new().put("other", vec![7; 3 << 20]))
        .unwrap()
        .unwrap();
    assert!(store.get(b"key").unwrap() == Some(vec![8; 3 << 20]));
    assert!(store.get(b"other").unwrap() == Some(vec![7; 3 << 20]));
    bench.check_files();
}

fn each_key_is_created_once(bench: &Bench) {
    const WRITERS: usize = 16;
    const KEYS: usize = 40;
    let store = bench.open();
    let won = AtomicUsize::new(0);
    std::thread::scope(|scope| {
        for writer in 0..WRITERS {
            let (store, won) = (&*store, &won);
            scope.spawn(move || {
                for key in 0..KEYS {
                    let key = format!("key{key}");
                    let commit = Commit::new()
                        .create(key.clone(), format!("{writer}"))
                        .put(format!("{key} by {writer}"), "won");
                    match store.commit(commit).unwrap() {
                        Ok(()) => {
                            won.fetch_add(1, Ordering::Relaxed);
                        }
                        Err(conflict) => {
                            assert_eq!(conflict.key, key.as_bytes());
                            // Who is told of a conflict finds what caused it.
                            assert!(store.get(key.as_bytes()).unwrap().is_some());
                        }
                    }
                }
            });
        }
    });
    assert_eq!(won.into_inner(), KEYS);
    let store = bench.reopen(store);
    for key in 0..KEYS {
        let winner = store.get(format!("key{key}").as_bytes()).unwrap().unwrap();
        let winner = String::from_utf8(winner).unwrap();
        let marks = store.scan(&Scan::prefix(format!("key{key} by "))).unwrap();
        assert_eq!(keys_of(&marks.records), [format!("key{key} by {winner}")]);
    }
}

fn a_counter_loses_no_step(bench: &Bench) {
    const WRITERS: u64 = 8;
    const STEPS: u64 = 50;
    let store = bench.open();
    put_all(&*store, [("count", 0_u64.to_be_bytes().to_vec())]);
    std::thread::scope(|scope| {
        for _ in 0..WRITERS {
            scope.spawn(|| {
                for _ in 0..STEPS {
                    loop {
                        let before = store.get(b"count").unwrap().unwrap();
                        let count = u64::from_be_bytes(before.clone().try_into().unwrap());
                        let after = (count + 1).to_be_bytes();
                        let step = Commit::new().replace("count", before, after);
                        if store.commit(step).unwrap().is_ok() {
                            break;
                        }
                    }
                }
            });
        }
    });
    let count = store.get(b"count").unwrap().unwrap();
    assert_eq!(count, (WRITERS * STEPS).to_be_bytes());
}

fn readers_see_whole_commits(bench: &Bench) {
    let store = bench.open();
    let value = |round: u32| {
        [
            round.to_be_bytes().repeat(10),
            round.to_be_bytes().repeat(20_000),
        ]
    };
    let commit = |round: u32| {
        let [small, large] = value(round);
        Commit::new()
            .put("p/a", small.clone())
            .put("p/b", large)
            .put(format!("p/{round:05}"), small.clone())
            .delete(format!("p/{:05}", round.wrapping_sub(1)))
    };
    store.commit(commit(0)).unwrap().unwrap();
    let done = AtomicBool::new(false);
    std::thread::scope(|scope| {
        for backward in [false, true] {
            let (store, done) = (&*store, &done);
            scope.spawn(move || {
                let mut last = 0;
                while !done.load(Ordering::Relaxed) {
                    let mut scan = Scan::prefix("p/");
                    if backward {
                        scan = scan.backward();
                    }
                    let mut records = store.scan(&scan).unwrap().records;
                    records.sort_by(|a, b| a.key.cmp(&b.key));
                    assert_eq!(records.len(), 3);
                    let round = u32::from_be_bytes(records[0].value[..4].try_into().unwrap());
                    let [small, large] = value(round);
                    assert_eq!(records[0].key, format!("p/{round:05}").as_bytes());
                    assert!(records[0].value == small && records[1].value == small);
                    assert!(records[2].value == large);
                    assert!(round >= last);
                    last = round;
                }
            });
        }
        for round in 1..150 {
            store.commit(commit(round)).unwrap().unwrap();
        }
        done.store(true, Ordering::Relaxed);
    });
}

fn health_is_told(bench: &Bench) {
    let store = bench.open();
    assert_eq!(store.health(), Ok(()));
    assert_eq!(store.health(), Ok(()));
    assert_eq!(all(&*store), []);
}

/// What a copy comes to, and how many calls it took.
fn copied(store: &dyn Store) -> (BTreeMap<Vec<u8>, Vec<u8>>, usize) {
    let (mut records, mut calls) = (BTreeMap::new(), 0);
    let mut sink = |key: &[u8], value: Option<&[u8]>| {
        calls += 1;
        match value {
            Some(value) => records.insert(key.to_vec(), value.to_vec()),
            None => records.remove(key),
        };
        Ok(())
    };
    store.copy(&mut sink).unwrap();
    (records, calls)
}

fn a_copy_is_all_there_is(bench: &Bench) {
    let store = bench.open();
    assert_eq!(copied(&*store), (BTreeMap::new(), 0));
    let keys: Vec<String> = (0..250).map(|n| format!("k{n:03}")).collect();
    put_all(&*store, keys.iter().map(|key| (key.as_str(), key.as_str())));
    put_all(&*store, [("large", vec![5; 3 << 20])]);
    store.commit(Commit::new().delete("k007")).unwrap().unwrap();
    store.health().unwrap();
    let (records, calls) = copied(&*store);
    assert_eq!((records.len(), calls), (250, 250));
    let there: BTreeMap<_, _> = all(&*store).into_iter().map(|r| (r.key, r.value)).collect();
    assert!(records == there);
}

fn a_copy_ends_with_its_sink(bench: &Bench) {
    let store = bench.open();
    put_all(&*store, [("a", "1"), ("b", "2")]);
    let mut calls = 0;
    let outcome = store.copy(&mut |_, _| {
        calls += 1;
        Err(StoreError::Closed)
    });
    assert_eq!((outcome, calls), (Err(StoreError::Closed), 1));
    assert_eq!(copied(&*store).0.len(), 2);
}

/// Each writer counts up; with each step two records change together and one comes and goes.
fn count_up(store: &dyn Store, writer: usize, step: u32) {
    let step_bytes = step.to_be_bytes();
    let large = match step % 16 {
        0 => 40_000,
        _ => 100,
    };
    let commit = Commit::new()
        .put(format!("a/{writer:02}"), step_bytes)
        .put(format!("z/{writer:02}"), step_bytes.repeat(large))
        .put(format!("m/{writer:02}/{step:06}"), step_bytes)
        .delete(format!("m/{writer:02}/{:06}", step.wrapping_sub(8)));
    store.commit(commit).unwrap().unwrap();
}

/// Asserts that `records` are what each writer left behind one of its steps; gives these steps.
fn check_counts(records: &BTreeMap<Vec<u8>, Vec<u8>>, writers: usize) -> Vec<u32> {
    let number = |bytes: &[u8]| u32::from_be_bytes(bytes[..4].try_into().unwrap());
    let mut expected = 0;
    let steps = (0..writers).map(|writer| {
        let Some(step) = records.get(format!("a/{writer:02}").as_bytes()) else {
            return 0;
        };
        let step = number(step);
        let end = &records[format!("z/{writer:02}").as_bytes()];
        assert_eq!(number(end), step);
        expected += 2;
        for mark in step.saturating_sub(7).max(1)..=step {
            let mark = format!("m/{writer:02}/{mark:06}");
            assert!(records.contains_key(mark.as_bytes()), "{mark}");
            expected += 1;
        }
        step
    });
    let steps = steps.collect();
    let counted = records.keys().filter(|key| key.get(1) == Some(&b'/'));
    assert_eq!(counted.count(), expected);
    steps
}

/// Lets writers count up while `work` is done over and over; `work` gets the steps that were
/// answered before it.
fn under_writers(store: &dyn Store, rounds: usize, mut work: impl FnMut(Vec<u32>)) {
    let steps: Vec<AtomicU32> = (0..WRITERS).map(|_| AtomicU32::new(0)).collect();
    let done = AtomicBool::new(false);
    std::thread::scope(|scope| {
        for (writer, step) in steps.iter().enumerate() {
            let done = &done;
            scope.spawn(move || {
                while !done.load(Ordering::SeqCst) {
                    let next = step.load(Ordering::SeqCst) + 1;
                    count_up(store, writer, next);
                    step.store(next, Ordering::SeqCst);
                }
            });
        }
        for round in 0..rounds {
            while steps
                .iter()
                .all(|step| step.load(Ordering::SeqCst) < round as u32 * 4)
            {
                std::thread::yield_now();
            }
            work(
                steps
                    .iter()
                    .map(|step| step.load(Ordering::SeqCst))
                    .collect(),
            );
        }
        done.store(true, Ordering::SeqCst);
    });
}

const WRITERS: usize = 16;

fn a_copy_under_writers_is_of_one_moment(bench: &Bench) {
    let store = bench.open();
    let filling: Vec<String> = (0..400).map(|n| format!("filling{n:04}")).collect();
    let filled = filling.iter().fold(Commit::new(), |commit, key| {
        commit.put(key.as_str(), vec![1; 2_000])
    });
    store.commit(filled).unwrap().unwrap();
    under_writers(&*store, 12, |answered| {
        let (records, _) = copied(&*store);
        let found = check_counts(&records, WRITERS);
        for (found, answered) in found.iter().zip(answered) {
            assert!(*found >= answered);
        }
        assert_eq!(
            records.range(b"filling".to_vec()..b"g".to_vec()).count(),
            400
        );
    });
}

/// Commits are made at every call of the sink, ahead of it and behind it.
fn what_changes_during_a_copy_is_put_right(bench: &Bench) {
    if let Bench::Memory = bench {
        // Its copies are made at once; the sink sees no later commit.
        return;
    }
    let store = bench.open();
    for key in 0..300_u32 {
        put_all(&*store, [(format!("k{key:03}").as_str(), "old")]);
    }
    let (mut records, mut calls) = (BTreeMap::new(), 0_u32);
    let (changes, asked) = sync_channel::<u32>(0);
    let (answers, answered) = sync_channel(0);
    std::thread::scope(|scope| {
        let store = &store;
        scope.spawn(move || {
            for call in asked {
                let commit = Commit::new()
                    .put(format!("k{:03}", call * 7 % 300), call.to_be_bytes())
                    .delete(format!("k{:03}", call * 11 % 300))
                    .put(format!("new{call}"), "new");
                store.commit(commit).unwrap().unwrap();
                answers.send(()).unwrap();
            }
        });
        let mut sink = |key: &[u8], value: Option<&[u8]>| {
            match value {
                Some(value) => records.insert(key.to_vec(), value.to_vec()),
                None => records.remove(key),
            };
            calls += 1;
            // Not in the last moment, for which commits wait.
            if calls <= 250 {
                changes.send(calls).unwrap();
                answered.recv().unwrap();
            }
            Ok(())
        };
        store.copy(&mut sink).unwrap();
        drop(changes);
    });
    assert!(calls > 600);
    let there: BTreeMap<_, _> = all(&*store).into_iter().map(|r| (r.key, r.value)).collect();
    assert!(records == there);
}

fn a_rewritten_store_keeps_everything(bench: &Bench) {
    let mut store = bench.open();
    store.rewrite().unwrap();
    assert_eq!(all(&*store), []);
    let keys: Vec<String> = (0..250).map(|n| format!("k{n:03}")).collect();
    put_all(&*store, keys.iter().map(|key| (key.as_str(), key.as_str())));
    put_all(
        &*store,
        [("large", vec![5; 3 << 20]), ("gone", vec![6; 3 << 20])],
    );
    store.commit(Commit::new().delete("gone")).unwrap().unwrap();
    let before = all(&*store);
    for _ in 0..3 {
        store.rewrite().unwrap();
        assert!(all(&*store) == before);
        store = bench.reopen(store);
        assert!(all(&*store) == before);
        store.commit(Commit::new().put("x", "y")).unwrap().unwrap();
        store.commit(Commit::new().delete("x")).unwrap().unwrap();
    }
    // New chunks are not taken for those that were brought along.
    put_all(&*store, [("another", vec![7; 3 << 20])]);
    assert!(store.get(b"large").unwrap() == Some(vec![5; 3 << 20]));
    bench.check_files();
}

fn nothing_deleted_is_left_by_rewriting(bench: &Bench) {
    // No two bytes alike in a row, so that nothing is packed.
    let planted =
        |seed: u8| -> Vec<u8> { (0..64_u8).map(|at| at.wrapping_mul(37) ^ seed).collect() };
    let within = |seed: u8, length: usize| {
        let mut value: Vec<u8> = (0..length as u64)
            .map(|at| ((at * at) >> 3) as u8)
            .collect();
        let at = (length - 64) / 2;
        value[at..at + 64].copy_from_slice(&planted(seed));
        value
    };
    let store = bench.open();
    let lengths = [100, 2_000, 30_000, 200_000];
    for (at, length) in (0_u8..).zip(lengths) {
        let key = format!("planted-key-{at}");
        put_all(&*store, [(key.as_str(), within(at, length))]);
        put_all(
            &*store,
            [(format!("kept{at}").as_str(), within(100 + at, length))],
        );
        if bench.keeps_files() {
            assert!(bench.is_found(&planted(at)), "{length} bytes are not seen");
        }
    }
    for at in 0..4_u8 {
        let key = format!("planted-key-{at}");
        let commit = match at % 2 {
            0 => Commit::new().delete(key),
            _ => Commit::new()
                .put(key, "replaced")
                .put(format!("n{at}"), "new"),
        };
        store.commit(commit).unwrap().unwrap();
    }
    store.rewrite().unwrap();
    for at in 0..4_u8 {
        assert!(!bench.is_found(&planted(at)), "{at} is left");
        assert_eq!(bench.is_found(&planted(100 + at)), bench.keeps_files());
    }
    assert!(!bench.is_found(b"planted-key-0") && !bench.is_found(b"planted-key-2"));
    let store = bench.reopen(store);
    assert!(!bench.is_found(&planted(0)));
    assert_eq!(all(&*store).len(), 8);
    bench.check_files();
}

fn writers_go_on_while_the_store_is_rewritten(bench: &Bench) {
    let store = bench.open();
    under_writers(&*store, 5, |_| store.rewrite().unwrap());
    let before = copied(&*store).0;
    check_counts(&before, WRITERS);
    let store = bench.reopen(store);
    assert!(copied(&*store).0 == before);
    bench.check_files();
}

/// One step of the property test.
#[derive(Debug, Clone)]
enum Step {
    Commit(Vec<(Change, u8, u16)>),
    Scan {
        from: u8,
        to: u8,
        after: Option<u8>,
        limit: usize,
        backward: bool,
    },
    Reopen,
    Rewrite,
}

#[derive(Debug, Clone, Copy)]
enum Change {
    Put,
    Delete,
    Create,
    Require,
    Replace,
}

fn step() -> impl Strategy<Value = Step> {
    let change = prop_oneof![
        Just(Change::Put),
        Just(Change::Put),
        Just(Change::Delete),
        Just(Change::Create),
        Just(Change::Require),
        Just(Change::Replace),
    ];
    // Few keys, so that they meet; a length now and then beyond one chunk.
    let length = prop_oneof![9 => 0..200_u16, 1 => 32_700..=u16::MAX];
    let commit = prop::collection::vec((change, 0..24_u8, length), 0..6);
    let scan = (
        0..26_u8,
        0..26_u8,
        prop::option::of(0..26_u8),
        1..9_usize,
        any::<bool>(),
    );
    prop_oneof![
        12 => commit.prop_map(Step::Commit),
        6 => scan.prop_map(|(from, to, after, limit, backward)| Step::Scan {
            from, to, after, limit, backward,
        }),
        1 => Just(Step::Reopen),
        1 => Just(Step::Rewrite),
    ]
}

fn the_store_agrees_with_a_map(bench: &Bench) {
    let mut runner = TestRunner::new(Config {
        cases: 24,
        failure_persistence: None,
        ..Config::default()
    });
    let steps = prop::collection::vec(step(), 1..60);
    let outcome = runner.run(&steps, |steps| {
        let bench = bench.another();
        let mut store = bench.open();
        let mut model = BTreeMap::new();
        for step in steps {
            match step {
                Step::Commit(changes) => check_commit(&*store, &mut model, changes)?,
                Step::Scan {
                    from,
                    to,
                    after,
                    limit,
                    backward,
                } => {
                    let mut scan = Scan::range(vec![from], vec![to]).limit(limit);
                    let mut expected: Vec<Record> = model
                        .iter()
                        .filter(|(key, _)| {
                            let key: &Vec<u8> = key;
                            let beyond = |after: u8| {
                                if backward {
                                    key[0] < after
                                } else {
                                    key[0] > after
                                }
                            };
                            (from..to).contains(&key[0]) && after.is_none_or(beyond)
                        })
                        .map(|(key, value): (&Vec<u8>, &Vec<u8>)| Record {
                            key: key.clone(),
                            value: value.clone(),
                        })
                        .collect();
                    if let Some(after) = after {
                        scan = scan.after(vec![after]);
                    }
                    if backward {
                        scan = scan.backward();
                        expected.reverse();
                    }
                    let more = expected.len() > limit;
                    expected.truncate(limit);
                    let page = store.scan(&scan).map_err(fail)?;
                    prop_assert_eq!(&page.records, &expected);
                    let next = if more {
                        expected.last().map(|record| record.key.clone())
                    } else {
                        None
                    };
                    prop_assert_eq!(page.next, next);
                }
                Step::Reopen => store = bench.reopen(store),
                Step::Rewrite => store.rewrite().map_err(fail)?,
            }
        }
        let found: BTreeMap<_, _> = all(&*store).into_iter().map(|r| (r.key, r.value)).collect();
        prop_assert!(found == model);
        prop_assert!(copied(&*store).0 == model);
        Ok(())
    });
    if let Err(error) = outcome {
        panic!("{error}");
    }
}

fn check_commit(
    store: &dyn Store,
    model: &mut BTreeMap<Vec<u8>, Vec<u8>>,
    changes: Vec<(Change, u8, u16)>,
) -> Result<(), TestCaseError> {
    let mut commit = Commit::new();
    let mut expected: Result<(), Conflict> = Ok(());
    let mut after = model.clone();
    for (change, key, length) in changes {
        let value = vec![length as u8; usize::from(length)];
        let key = vec![key];
        let present = model.get(&key);
        let holds = match change {
            Change::Put | Change::Delete => true,
            Change::Create => present.is_none(),
            Change::Require => present.is_some(),
            Change::Replace => present == Some(&value),
        };
        if !holds && expected.is_ok() {
            expected = Err(Conflict { key: key.clone() });
        }
        commit = match change {
            Change::Put => commit.put(key.clone(), value.clone()),
            Change::Create => commit.create(key.clone(), value.clone()),
            Change::Replace => commit.replace(key.clone(), value.clone(), value.clone()),
            Change::Delete => commit.delete(key.clone()),
            Change::Require => commit.expect_present(key.clone()),
        };
        match change {
            Change::Require => {}
            Change::Delete => drop(after.remove(&key)),
            _ => drop(after.insert(key, value)),
        }
    }
    prop_assert_eq!(store.commit(commit).map_err(fail)?, expected.clone());
    if expected.is_ok() {
        *model = after;
    }
    Ok(())
}

fn fail(error: StoreError) -> TestCaseError {
    TestCaseError::fail(error.to_string())
}

/// The key that `commit` fails on.
fn conflict(store: &dyn Store, commit: Commit) -> Vec<u8> {
    store.commit(commit).unwrap().unwrap_err().key
}

/// All records.
fn all(store: &dyn Store) -> Vec<Record> {
    store
        .scan(&Scan::prefix("").limit(usize::MAX))
        .unwrap()
        .records
}

fn record((key, value): (&str, &str)) -> Record {
    Record {
        key: key.into(),
        value: value.into(),
    }
}

/// The keys that all pages of `scan` together have; each page but the last is full.
fn pages(store: &dyn Store, scan: &Scan, limit: usize) -> Vec<String> {
    let mut keys = Vec::new();
    let mut scan = scan.clone();
    loop {
        let page = store.scan(&scan).unwrap();
        keys.extend(keys_of(&page.records));
        let Some(next) = page.next else { return keys };
        assert_eq!(page.records.len(), limit);
        scan = scan.after(next);
    }
}

fn keys_of(records: &[Record]) -> Vec<String> {
    let keys = records
        .iter()
        .map(|record| String::from_utf8(record.key.clone()));
    keys.collect::<Result<_, _>>().unwrap()
}
