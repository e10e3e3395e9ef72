//! Somebody changes the store's files: every change of the log is found and told by the number of
//! the first entry that it concerns, and nothing is added to a log whose end was changed.

use crate::bench::{Bench, digest, issued};
use proofmark::audit::Act;
use proofmark::records::audit as kept;
use proofmark::service::ServiceError;
use proofmark::store::Commit;
use std::collections::BTreeMap;

type Records = BTreeMap<Vec<u8>, Vec<u8>>;

/// 600 sealed entries in four batches, among them a chain of three about one object, and two open
/// ones.
fn log() -> Bench {
    let bench = Bench::new();
    bench.fill(0, 100);
    bench.seal();
    let issue = issued(5);
    let mut revoke = issued(100);
    revoke.object = issue.object.clone();
    revoke.act = Act::CredentialSuspend;
    let revoke = revoke.after(Some(issue.hash()));
    bench.append(&revoke);
    let mut back = issued(101);
    back.object = issue.object;
    back.act = Act::CredentialReinstate;
    bench.append(&back.after(Some(revoke.hash())));
    bench.seal();
    bench.fill(102, 298);
    bench.seal();
    bench.fill(400, 200);
    bench.seal();
    bench.fill(600, 2);
    bench
}

/// The log with its records changed by hand.
fn changed(bench: &Bench, change: impl FnOnce(&mut Records)) -> Bench {
    let mut records = bench.records();
    change(&mut records);
    let other = Bench::new();
    let put = |commit: Commit, (key, value)| commit.put(key, value);
    let commit = records.into_iter().fold(Commit::new(), put);
    other.store.commit(commit).unwrap().unwrap();
    other
}

/// The first entry that is told; `None` where the first fault is no entry's.
fn first_bad(bench: &Bench, name: &str) -> Option<u64> {
    let report = bench.service.check_audit(&[]).unwrap();
    let first = report.faults.first();
    first
        .unwrap_or_else(|| panic!("{name} was not found"))
        .entry
}

fn value<'r>(records: &'r mut Records, key: &[u8]) -> &'r mut Vec<u8> {
    records.get_mut(key).unwrap()
}

/// The lines of the bundle with the entry `number`, changed.
fn edit(records: &mut Records, number: u64, change: impl FnOnce(&mut Vec<Vec<u8>>)) {
    let key = kept::bundle_key(number);
    let value = value(records, &key);
    let mut lines: Vec<Vec<u8>> = kept::lines(&key, value)
        .unwrap()
        .into_iter()
        .map(<[u8]>::to_vec)
        .collect();
    change(&mut lines);
    let mut text = vec![1];
    for line in lines {
        text.extend(line);
        text.push(b'\n');
    }
    *value = text;
}

fn replaced(line: &mut Vec<u8>, from: &str, to: &str) {
    let text = String::from_utf8(line.clone()).unwrap();
    assert!(text.contains(from), "{text}");
    *line = text.replacen(from, to, 1).into_bytes();
}

#[test]
fn a_log_that_nobody_changed_has_no_faults() {
    let bench = log();
    let report = bench.service.check_audit(&[]).unwrap();
    assert_eq!(report.faults, []);
    assert_eq!((report.sealed, report.open), (600, 2));
    assert_eq!(report.checkpoints, 4);
    assert_eq!(changed(&bench, |_| ()).faults(), [""; 0]);
}

/// Edits of one entry, at the edges of bundles, tiles and batches.
#[test]
fn an_edited_entry_is_named() {
    let bench = log();
    let numbers = [
        0, 5, 63, 64, 99, 100, 101, 255, 256, 399, 400, 511, 512, 598, 599,
    ];
    for number in numbers {
        type Edit = (&'static str, fn(&mut Vec<u8>));
        let edits: [Edit; 4] = [
            ("date", |line| replaced(line, "2026-11-22", "2026-11-21")),
            ("by", |line| replaced(line, "abcdefgh", "abcdefgi")),
            ("digest", |line| {
                let at = line.windows(9).position(|w| w == b"\"digests\"").unwrap() + 12;
                line[at] = if line[at] == b'0' { b'1' } else { b'0' };
            }),
            ("a space", |line| line.insert(1, b' ')),
        ];
        for (name, change) in edits {
            let place = usize::try_from(number % 64).unwrap();
            let bad = changed(&bench, |r| {
                edit(r, number, |lines| change(&mut lines[place]))
            });
            assert_eq!(first_bad(&bad, name), Some(number), "{name} of {number}");
        }
    }
}

/// Entries taken out, put in, and put in another order.
#[test]
fn entries_that_were_moved_are_named() {
    let bench = log();
    type Edit = (&'static str, u64, u64, fn(&mut Vec<Vec<u8>>));
    let edits: [Edit; 10] = [
        ("first taken out", 0, 0, |l| drop(l.remove(0))),
        ("one taken out", 130, 130, |l| drop(l.remove(2))),
        ("last taken out", 599, 599, |l| drop(l.pop())),
        ("all but one taken out", 128, 129, |l| l.truncate(1)),
        ("two swapped", 70, 70, |l| l.swap(6, 7)),
        ("turned round", 192, 192, |l| l.reverse()),
        ("one twice", 131, 132, |l| l.insert(4, l[3].clone())),
        ("one more at the end", 599, 600, |l| l.push(l[0].clone())),
        ("one for another", 140, 140, |l| l[12] = l[0].clone()),
        ("an empty line", 140, 140, |l| l.insert(12, Vec::new())),
    ];
    for (name, number, first, change) in edits {
        let bad = changed(&bench, |r| edit(r, number, change));
        assert_eq!(first_bad(&bad, name), Some(first), "{name}");
    }
}

/// Whole values taken away, cut, put in the place of others, or changed in one bit.
#[test]
fn no_value_of_the_log_can_be_changed_unseen() {
    let bench = log();
    let keys: Vec<Vec<u8>> = bench.records().into_keys().collect();
    let mut variants = 0;
    let mut indexes = 0;
    for key in keys {
        let name = String::from_utf8_lossy(&key).into_owned();
        // Index values are many, and alike.
        if name.starts_with(kept::AT) || name.starts_with(kept::DIGESTS) {
            indexes += 1;
            if indexes % 40 != 0 {
                continue;
            }
        }
        // Before they are sealed, nothing holds open entries but the records that name them.
        if name.starts_with(kept::OPEN) {
            continue;
        }
        let gone = changed(&bench, |r| drop(r.remove(&key)));
        first_bad(&gone, &format!("{name} gone"));
        let empty = changed(&bench, |r| value(r, &key).clear());
        first_bad(&empty, &format!("{name} empty"));
        let cut = changed(&bench, |r| {
            value(r, &key).pop();
        });
        first_bad(&cut, &format!("{name} cut"));
        variants += 3;
        // Behind the byte of version.
        let length = bench.records()[&key].len();
        for place in [1, length / 2, length - 1] {
            if place < length && place > 0 {
                let flipped = changed(&bench, |r| value(r, &key)[place] ^= 4);
                first_bad(&flipped, &format!("{name} at {place}"));
                variants += 1;
            }
        }
    }
    assert!(variants > 200, "{variants}");
}

#[test]
fn what_does_not_belong_to_the_log_is_told() {
    let bench = log();
    let extra: [(&str, Vec<u8>); 6] = [
        ("audit-entries/00000000ff", b"\x01{}\n".to_vec()),
        ("audit-tile/0/00000000ff", vec![1; 33]),
        ("audit-tile/3/0000000000", vec![1; 33]),
        ("audit-at/00", vec![1; 9]),
        ("audit-digest/00/000000000000", vec![1]),
        ("audit-checkpoint/0000000000ff", b"\x01{}".to_vec()),
    ];
    for (key, value) in extra {
        let bad = changed(&bench, |r| drop(r.insert(key.into(), value)));
        first_bad(&bad, key);
    }
    let sealed_again = changed(&bench, |r| {
        let key = format!("{}{}", kept::OPEN, issued(3).id);
        r.insert(key.into_bytes(), proofmark::records::encode(&issued(3)));
    });
    first_bad(&sealed_again, "a sealed entry that is open again");
}

/// Whoever has no key rewrites everything that can be computed.
#[test]
fn a_log_that_was_made_anew_is_not_what_was_signed() {
    let bench = log();
    let other = Bench::new();
    let mut entries: Vec<_> = (0..600)
        .map(|number| kept::entry(bench.store.as_ref(), number).unwrap())
        .collect();
    entries[250].at = "2026-01-01T00:00:00Z".to_owned();
    let seal = |range: std::ops::Range<usize>| {
        entries[range].iter().for_each(|entry| other.append(entry));
        other.seal();
    };
    [0..100, 100..102, 102..400, 400..600]
        .into_iter()
        .for_each(seal);
    let signed: Vec<_> = bench
        .records()
        .into_iter()
        .filter(|(key, _)| key.starts_with(b"audit-checkpoint/") || key == b"audit-log")
        .collect();
    let forged = changed(&other, |r| r.extend(signed));
    let report = forged.service.check_audit(&[]).unwrap();
    let first = report.faults.first().unwrap();
    assert_eq!(first.entry, Some(102), "{first}");
    assert!(first.detail.contains("102 to 399"), "{first}");
    assert_eq!(report.faults.len(), 1, "{:?}", report.faults);
}

/// The end is cut off together with everything that was signed over it: only who holds a later
/// checkpoint can tell.
#[test]
fn a_log_that_was_set_back_shows_against_a_checkpoint_held_elsewhere() {
    let bench = Bench::new();
    bench.fill(0, 40);
    bench.seal();
    let back = bench.records();
    bench.fill(40, 40);
    let held = bench.seal().unwrap();
    let honest = bench.service.check_audit(&[&held]).unwrap();
    assert_eq!(honest.faults, []);
    let old = changed(&bench, |r| *r = back);
    assert_eq!(old.faults(), [""; 0]);
    let report = old.service.check_audit(&[&held]).unwrap();
    assert_eq!(report.faults[0].entry, Some(40), "{:?}", report.faults);

    let other = Bench::new();
    other.fill(1000, 100);
    other.seal();
    let report = other.service.check_audit(&[&held]).unwrap();
    assert!(!report.faults.is_empty() || report.sealed != 100);
    let nothing = Bench::new();
    let report = nothing.service.check_audit(&[&held]).unwrap();
    assert_eq!(report.faults.len(), 1);
}

#[test]
fn chains_of_one_object_hold_together() {
    let base = Bench::new();
    let entries = base.fill(0, 3);
    let chain = |object: &str, previous: Option<String>| {
        let mut next = issued(9).after(previous);
        next.object = object.to_owned();
        next
    };
    let wrong = [
        chain(&entries[0].object, Some("00".repeat(32))),
        chain(&entries[0].object, Some("é".to_owned())),
        chain(&entries[0].object, Some(entries[1].hash())),
    ];
    for next in wrong {
        let bench = Bench::new();
        bench.fill(0, 3);
        bench.append(&next);
        assert_eq!(bench.faults().len(), 1, "open");
        bench.seal();
        assert_eq!(first_bad(&bench, "a chain"), Some(3));
    }
    base.append(&chain(&entries[0].object, Some(entries[0].hash())));
    base.seal();
    assert_eq!(base.faults(), [""; 0]);
    let mut fork = issued(10).after(Some(entries[0].hash()));
    fork.object.clone_from(&entries[0].object);
    base.append(&fork);
    base.seal();
    assert_eq!(first_bad(&base, "a fork"), Some(4));
}

/// What a start and every sealing look at.
#[test]
fn nothing_is_added_to_a_log_with_a_broken_edge() {
    let bench = log();
    let tile = |number: u64| format!("audit-tile/0/{number:010x}").into_bytes();
    type Edit<'e> = (&'static str, Box<dyn FnOnce(&mut Records) + 'e>);
    let edits: Vec<Edit> = vec![
        (
            "record gone",
            Box::new(|r| drop(r.remove(&b"audit-log"[..]))),
        ),
        ("last tile gone", Box::new(|r| drop(r.remove(&tile(2))))),
        (
            "last tile cut",
            Box::new(|r| value(r, &tile(2)).truncate(33)),
        ),
        (
            "last tile changed",
            Box::new(|r| value(r, &tile(2))[40] ^= 1),
        ),
        (
            "last bundle gone",
            Box::new(|r| drop(r.remove(&kept::bundle_key(599)))),
        ),
        (
            "last entry edited",
            Box::new(|r| {
                edit(r, 599, |l| {
                    replaced(l.last_mut().unwrap(), "2026-11-22", "2026-11-21")
                });
            }),
        ),
        (
            "last entry gone",
            Box::new(|r| edit(r, 599, |l| drop(l.pop()))),
        ),
        (
            "size changed",
            Box::new(|r| {
                replaced(value(r, b"audit-log"), "\"size\":600", "\"size\":599");
            }),
        ),
        (
            "checkpoint changed",
            Box::new(|r| {
                replaced(value(r, b"audit-log"), "\\n600\\n", "\\n601\\n");
            }),
        ),
        (
            "key changed",
            Box::new(|r| {
                let other = crate::keys::multikey(
                    ed25519_dalek::SigningKey::from_bytes(&[8; 32])
                        .verifying_key()
                        .as_bytes(),
                );
                let own = crate::keys::multikey(bench.key.as_bytes());
                replaced(value(r, b"audit-log"), &own, &other);
            }),
        ),
    ];
    for (name, change) in edits {
        let bad = changed(&bench, change);
        let before = bad.records();
        let opened = bad.service.open_audit();
        assert!(
            matches!(opened, Err(ServiceError::Record(_) | ServiceError::Key(_))),
            "{name}: {opened:?}"
        );
        assert!(bad.service.seal_audit().is_err(), "{name}");
        assert!(bad.service.audit_inclusion(&digest(3)).is_err(), "{name}");
        assert_eq!(bad.records(), before, "{name}");
    }
}
