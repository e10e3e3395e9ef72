//! Sealing: every entry once, whoever appends meanwhile; and what the log proves afterwards.

use crate::bench::{Bench, NOW, digest, issued, locked, records, signer};
use crate::keys::{TestSigner, multikey};
use proofmark::audit::{Act, AuditError, Checkpoint, Consistency, Inclusion};
use proofmark::clock::timestamp;
use proofmark::records::audit as kept;
use proofmark::service::ServiceError;
use proofmark::service::audit::Sealing;
use proofmark::store::{Memory, Store};
use std::collections::BTreeSet;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

#[test]
fn nothing_open_makes_no_checkpoint() {
    let bench = Bench::new();
    assert_eq!(bench.service.seal_audit().unwrap(), Sealing::default());
    assert!(bench.records().is_empty());
    assert!(matches!(
        bench.service.audit_checkpoint(),
        Err(ServiceError::NotFound { .. })
    ));
    bench.fill(0, 3);
    let first = bench.seal().unwrap();
    assert_eq!(bench.service.seal_audit().unwrap(), Sealing::default());
    assert_eq!(bench.service.audit_checkpoint().unwrap(), first);
}

#[test]
fn entries_wait_for_a_locked_key() {
    let bench = Bench::new();
    bench.fill(0, 3);
    let locked = locked(Arc::clone(&bench.store));
    assert_eq!(locked.seal_audit().unwrap(), Sealing::default());
    assert_eq!(bench.records().len(), 3);
    assert_eq!(bench.service.seal_audit().unwrap().sealed, 3);
}

#[test]
fn a_checkpoint_is_a_signed_note_of_the_log() {
    let bench = Bench::new();
    bench.fill(0, 5);
    let signed = bench.seal().unwrap();
    let lines: Vec<&str> = signed.split('\n').collect();
    assert_eq!(lines[..2], ["school.example/audit", "5"]);
    assert!(lines[4].starts_with("\u{2014} school.example/audit "));
    let point = Checkpoint::open(&signed, &bench.key).unwrap();
    assert_eq!(point.size, 5);
    let other = TestSigner::did_key([8; 32]);
    assert_eq!(
        Checkpoint::open(&signed, &other.key().verifying_key()),
        Err(AuditError::NotSigned)
    );
}

#[test]
fn the_origin_is_fixed_by_the_first_checkpoint() {
    let store: Arc<dyn Store> = Arc::new(Memory::new());
    let rng = || Box::new(proofmark::id::SeededRng::new(1));
    let clock = || Arc::new(proofmark::clock::SystemClock);
    let at = |url: Option<&str>| {
        let settings = proofmark::service::ServiceSettings {
            public_url: url.map(ToOwned::to_owned),
            ..Default::default()
        };
        let service =
            proofmark::service::Service::new(Arc::clone(&store), clock(), rng(), settings);
        service.keep_audit_signer(Arc::new(signer()));
        service
    };
    let bench = Bench::over(Arc::clone(&store));
    bench.fill(0, 1);
    at(None).seal_audit().unwrap();
    let origin = |signed: &str| Checkpoint::open(signed, &bench.key).unwrap().origin;
    let first = origin(&at(None).audit_checkpoint().unwrap());
    assert_eq!(
        first,
        format!("proofmark/{}", multikey(bench.key.as_bytes()))
    );
    bench.fill(1, 1);
    let moved = at(Some("https://new.example:8443/badges/"));
    assert_eq!(
        origin(&moved.seal_audit().unwrap().checkpoint.unwrap()),
        first
    );
    assert!(bench.faults().is_empty());
}

#[test]
fn another_key_does_not_go_on_with_a_log() {
    let bench = Bench::new();
    bench.fill(0, 2);
    bench.seal();
    bench.fill(2, 2);
    let before = bench.records();
    let other = locked(Arc::clone(&bench.store));
    other.keep_audit_signer(Arc::new(TestSigner::did_key([8; 32])));
    assert!(matches!(other.seal_audit(), Err(ServiceError::Key(_))));
    assert!(matches!(other.open_audit(), Err(ServiceError::Key(_))));
    assert_eq!(bench.records(), before);
}

#[test]
fn one_call_seals_some_thousands_and_says_that_there_is_more() {
    let bench = Bench::new();
    bench.fill(0, 16 * 512 + 1);
    let first = bench.service.seal_audit().unwrap();
    assert_eq!((first.sealed, first.more), (16 * 512, true));
    let second = bench.service.seal_audit().unwrap();
    assert_eq!((second.sealed, second.more), (1, false));
}

/// How many checkpoints were signed.
fn checkpoints(bench: &Bench) -> u64 {
    let log = kept::log(bench.store.as_ref()).unwrap();
    log.map_or(0, |(log, _)| log.checkpoints)
}

/// Sixteen append and two seal at once, until five checkpoints were signed meanwhile. Every entry is
/// in the log once, each checkpoint grows out of the one before, and everything is in the last.
#[test]
fn every_entry_is_sealed_exactly_once_while_others_append() {
    const THREADS: u64 = 16;
    let bench = Bench::new();
    let done = AtomicBool::new(false);
    let numbers: Vec<u64> = std::thread::scope(|scope| {
        let seal = || {
            while !done.load(Ordering::SeqCst) {
                bench.seal();
            }
        };
        let sealers = [scope.spawn(seal), scope.spawn(seal)];
        let append = |thread: u64| {
            let bench = &bench;
            move || {
                let mut number = thread * 100_000;
                while number % 100_000 < 40 || checkpoints(bench) < 5 {
                    bench.append(&issued(number));
                    number += 1;
                    std::thread::yield_now();
                }
                thread * 100_000..number
            }
        };
        let appenders: Vec<_> = (0..THREADS).map(|t| scope.spawn(append(t))).collect();
        let ranges = appenders.into_iter().map(|t| t.join().unwrap());
        let numbers = ranges.flatten().collect();
        done.store(true, Ordering::SeqCst);
        sealers
            .into_iter()
            .for_each(|sealer| sealer.join().unwrap());
        numbers
    });
    while bench.service.seal_audit().unwrap().more {}
    let total = numbers.len() as u64;
    let report = bench.service.check_audit(&[]).unwrap();
    assert_eq!(report.faults, []);
    assert_eq!((report.sealed, report.open), (total, 0));

    let ids: BTreeSet<String> = (0..total)
        .map(|index| kept::entry(bench.store.as_ref(), index).unwrap().id)
        .collect();
    assert_eq!(ids, numbers.iter().map(|n| issued(*n).id).collect());
    for number in numbers {
        let evidence = bench.service.audit_inclusion(&digest(number)).unwrap();
        assert_eq!(evidence.entry, issued(number));
        evidence.verify(&bench.key, &digest(number)).unwrap();
    }
    let records = bench.records();
    let keys = records.keys();
    let sizes: Vec<u64> = keys
        .filter(|key| key.starts_with(kept::CHECKPOINTS.as_bytes()))
        .map(|key| kept::numbered(kept::CHECKPOINTS, key).unwrap().1)
        .collect();
    assert!(sizes.len() >= 5);
    assert_eq!(sizes.last(), Some(&total));
    for pair in sizes.windows(2) {
        let evidence = bench.service.audit_consistency(pair[0], pair[1]).unwrap();
        let (from, to) = evidence.verify(&bench.key).unwrap();
        assert_eq!((from.size, to.size), (pair[0], pair[1]));
    }
}

/// Sizes around the edges of bundles and tiles, and a log of two levels of tiles.
#[test]
fn a_log_grows_over_bundles_tiles_and_batches() {
    let bench = Bench::new();
    let mut size = 0;
    let mut sizes = Vec::new();
    for count in [1, 62, 1, 1, 190, 1, 1, 255, 256, 257, 1500] {
        bench.fill(size, count);
        size += count;
        let signed = bench.seal().unwrap();
        assert_eq!(Checkpoint::open(&signed, &bench.key).unwrap().size, size);
        sizes.push(size);
        bench.service.open_audit().unwrap();
    }
    assert_eq!(bench.faults(), [""; 0]);
    for from in &sizes {
        for to in sizes.iter().filter(|to| *to >= from) {
            let evidence = bench.service.audit_consistency(*from, *to).unwrap();
            evidence.verify(&bench.key).unwrap();
        }
    }
    for number in (0..size).step_by(7) {
        bench.service.audit_inclusion(&digest(number)).unwrap();
    }
    // Bundles, tiles and checkpoints are few; open entries are none.
    let records = bench.records();
    let count = |kind: &str| {
        records
            .keys()
            .filter(|k| k.starts_with(kind.as_bytes()))
            .count()
    };
    assert_eq!(count(kept::ENTRIES) as u64, size.div_ceil(64));
    assert_eq!(count(kept::TILES) as u64, size.div_ceil(256) + 1);
    assert_eq!(count(kept::OPEN), 0);
}

#[test]
fn evidence_shows_when_a_document_was_entered_and_nothing_else() {
    let bench = Bench::new();
    bench.fill(0, 10);
    bench.seal();
    let evidence = bench.service.audit_inclusion(&digest(4)).unwrap();
    let document = serde_json::to_vec(&evidence).unwrap();
    let read = Inclusion::read(&document).unwrap();
    assert_eq!(read, evidence);
    let at = read.verify(&bench.key, &digest(4).to_uppercase()).unwrap();
    assert_eq!(timestamp(at), NOW);

    let refused = |change: &dyn Fn(&mut Inclusion)| {
        let mut changed = evidence.clone();
        change(&mut changed);
        changed.verify(&bench.key, &digest(4)).unwrap_err()
    };
    let other = TestSigner::did_key([9; 32]);
    assert!(matches!(
        evidence.verify(&bench.key, &digest(5)),
        Err(AuditError::OtherDocument(_))
    ));
    assert_eq!(
        evidence.verify(&other.key().verifying_key(), &digest(4)),
        Err(AuditError::NotSigned)
    );
    assert_eq!(
        refused(&|e| e.entry.at = "2020-01-01T00:00:00Z".to_owned()),
        AuditError::NotIncluded(4)
    );
    assert_eq!(
        refused(&|e| e.entry.act = Act::CredentialRevoke),
        AuditError::NotIncluded(4)
    );
    assert_eq!(refused(&|e| e.index = 5), AuditError::NotIncluded(5));
    assert_eq!(refused(&|e| e.index = 99), AuditError::NotIncluded(99));
    assert_eq!(
        refused(&|e| e.size = 11),
        AuditError::OtherSize {
            evidence: 11,
            signed: 10
        }
    );
    assert_eq!(refused(&|e| e.proof.swap(0, 1)), AuditError::NotIncluded(4));
    assert_eq!(
        refused(&|e| drop(e.proof.pop())),
        AuditError::NotIncluded(4)
    );
    assert!(matches!(
        refused(&|e| e.proof[0] = "x".to_owned()),
        AuditError::Unreadable(_)
    ));
    assert_eq!(
        refused(&|e| e.checkpoint = e.checkpoint.replace("\n10\n", "\n12\n")),
        AuditError::WrongSignature
    );
    let text = String::from_utf8(document).unwrap();
    for wrong in [
        text.replacen("\"entry\":{", "\"entry\":{\"note\":\"true\",", 1),
        text.replacen('{', "{\"index\":4,", 1),
        text.replacen('{', "{\"more\":4,", 1),
        text.replace("\"index\":4", "\"index\":4.5"),
    ] {
        assert!(matches!(
            Inclusion::read(wrong.as_bytes()),
            Err(AuditError::Unreadable(_))
        ));
    }
}

#[test]
fn a_document_is_found_in_the_entry_that_named_it_first() {
    let bench = Bench::new();
    bench.fill(0, 3);
    let again = issued(9).with_digests(vec![digest(1), digest(1), digest(9)]);
    bench.append(&again);
    bench.seal();
    let evidence = bench.service.audit_inclusion(&digest(1)).unwrap();
    assert_eq!(evidence.entry, issued(1));
    let evidence = bench.service.audit_inclusion(&digest(9)).unwrap();
    assert_eq!(evidence.entry, again);
    assert_eq!(bench.faults(), [""; 0]);
    for unknown in [digest(2000), "é".to_owned(), String::new(), "/".repeat(64)] {
        assert!(matches!(
            bench.service.audit_inclusion(&unknown),
            Err(ServiceError::NotFound { .. })
        ));
    }
}

#[test]
fn evidence_of_growth_names_the_sizes_that_were_signed() {
    let bench = Bench::new();
    for first in [0, 5, 9] {
        bench.fill(first, 4);
        bench.seal();
    }
    let evidence = bench.service.audit_consistency(4, 12).unwrap();
    let read = Consistency::read(&serde_json::to_vec(&evidence).unwrap()).unwrap();
    read.verify(&bench.key).unwrap();
    let mut turned = evidence.clone();
    std::mem::swap(&mut turned.from, &mut turned.to);
    assert!(matches!(
        turned.verify(&bench.key),
        Err(AuditError::Rewritten { .. })
    ));
    let Err(ServiceError::NotFound { near, .. }) = bench.service.audit_consistency(5, 12) else {
        panic!("5 was signed");
    };
    assert_eq!(near, ["4", "8"]);
    assert!(matches!(
        bench.service.audit_consistency(12, 4),
        Err(ServiceError::Refused { .. })
    ));
    // The log of somebody with the same key and another past.
    let other = Bench::new();
    other.fill(100, 12);
    let mut mixed = evidence;
    mixed.to = other.seal().unwrap();
    assert_eq!(
        mixed.verify(&bench.key),
        Err(AuditError::Rewritten { from: 4, to: 12 })
    );
}

#[test]
fn an_issuer_sees_its_own_entries_page_by_page() {
    let bench = Bench::new();
    bench.fill(0, 100);
    bench.seal();
    let mut found = Vec::new();
    let mut from = Some(0);
    while let Some(place) = from {
        let page = bench.service.audit_entries("other", place, 7).unwrap();
        assert!(page.entries.len() <= 7);
        found.extend(page.entries);
        from = page.next;
    }
    let numbers: Vec<u64> = found.iter().map(|entry| entry.index).collect();
    let expected: Vec<u64> = (0..100).step_by(3).collect();
    assert_eq!(numbers, expected);
    assert!(found.iter().all(|one| one.hash == one.entry.hash()));
    let none = bench.service.audit_entries("nobody", 0, 7).unwrap();
    assert_eq!((none.entries.len(), none.next), (0, None));
}

#[test]
fn entries_that_records_name_are_known_open_or_sealed() {
    let bench = Bench::new();
    let sealed = bench.fill(0, 1).remove(0);
    bench.seal();
    let open = bench.fill(1, 1).remove(0);
    let known = bench.service.known_entries().unwrap();
    assert!(known.holds(&sealed.hash()).unwrap());
    assert!(known.holds(&open.hash()).unwrap());
    assert!(!known.holds(&issued(2).hash()).unwrap());
    assert_eq!(records(bench.store.as_ref()).len(), bench.records().len());
}
