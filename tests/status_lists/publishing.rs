//! What is published: the specification's form, when it is made anew, and what it never unsays.

use crate::bench::{Bench, is_set, name, read};
use proofmark::credential::profile::StatusChoice;
use proofmark::ijson;
use proofmark::proof::vc_jwt;
use proofmark::records::status_list::{self as records, StatusPlace};
use proofmark::service::verify::{Question, Verdict};
use proofmark::status::{Bitstring, Form, StatusList};
use proofmark::store::{Commit, Memory, Store};
use serde_json::Value;
use std::sync::Arc;
use time::Duration;

/// The list of 16,384 zero bytes that Bitstring Status List 1.0 prints in section 3.4.
const ALL_CLEAR: &str = "uH4sIAAAAAAAAA-3BMQEAAADCoPVPbQwfoAAAAAAAAAAAAAAAAAAAAIC3AYbSVKsAQAAA";

#[test]
fn an_all_clear_list_is_the_one_of_the_specification() {
    let bench = Bench::new();
    let run = bench.start();
    let place = run.issue("c");
    let published = run.served(&place);
    let list: Value = serde_json::from_slice(published.proven.bytes()).unwrap();
    let subject = &list["credentialSubject"];
    assert_eq!(
        Bitstring::decode(
            subject["encodedList"].as_str().unwrap(),
            Form::BitstringStatusList
        ),
        Bitstring::decode(ALL_CLEAR, Form::BitstringStatusList)
    );
    assert_eq!(list["id"], place.url.as_str());
    assert_eq!(subject["id"], format!("{}#list", place.url));
    assert_eq!(subject["type"], "BitstringStatusList");
    assert_eq!(subject["statusPurpose"], "revocation");
    assert_eq!(subject["ttl"], 3000);
    assert_eq!(
        list["type"],
        serde_json::json!(["VerifiableCredential", "BitstringStatusListCredential"])
    );
    assert_eq!(list["issuer"], run.issuer.profile.did.as_str());
    assert_eq!(list["validFrom"], "2026-11-20T10:00:00Z");
    assert_eq!(list["validUntil"], "2026-11-21T10:00:00Z");
    assert_eq!(list["proof"]["cryptosuite"], "eddsa-rdfc-2022");
    assert!(!published.proven.bytes().contains(&b'&'));
    // The token says the same.
    let token = std::str::from_utf8(published.token.bytes()).unwrap();
    let jws = vc_jwt::decode(token).unwrap();
    let mut said: Value = serde_json::from_slice(&jws.payload).unwrap();
    said["proof"] = list["proof"].clone();
    assert_eq!(said, list);
}

#[test]
fn the_first_place_is_the_leftmost_bit() {
    let bench = Bench::new();
    let run = bench.start();
    let any = run.issue("c");
    for (index, byte, bit) in [
        (0, 0, 0x80),
        (7, 0, 0x01),
        (8, 1, 0x80),
        (131_071, 16_383, 0x01),
    ] {
        let place = StatusPlace {
            index,
            ..any.clone()
        };
        let taken = records::take(Commit::new(), &place, b"d");
        // The one place that is given already is set as well.
        let credential = match run.store.commit(taken).unwrap() {
            Ok(()) => "d",
            Err(_) => "c",
        };
        run.set(&place, credential, true);
        bench.clock.turn(Duration::seconds(2));
        run.service.publish_status_lists().unwrap();
        let list: Value = serde_json::from_slice(run.served(&any).proven.bytes()).unwrap();
        let bytes = inflated(list["credentialSubject"]["encodedList"].as_str().unwrap());
        assert_eq!(bytes.len(), 16_384);
        assert_eq!(bytes[byte] & bit, bit, "{index}");
    }
}

/// The bytes of a list, by another way than the program's own.
fn inflated(encoded: &str) -> Vec<u8> {
    use base64::Engine as _;
    use base64::engine::general_purpose::URL_SAFE_NO_PAD;
    use std::io::Read as _;
    let packed = URL_SAFE_NO_PAD.decode(&encoded[1..]).unwrap();
    let mut bytes = Vec::new();
    let mut gzip = flate2::read::GzDecoder::new(packed.as_slice());
    gzip.read_to_end(&mut bytes).unwrap();
    bytes
}

#[test]
fn our_own_verifier_accepts_both_forms_of_the_list() {
    let bench = Bench::new();
    let run = bench.start();
    let place = run.issue("c");
    run.set(&place, "c", true);
    let published = run.served(&place);
    for bytes in [published.proven.bytes(), published.token.bytes()] {
        let report = run.service.verify(&Question::about(bytes)).unwrap();
        assert_eq!(report.verdict, Verdict::Valid, "{report:#?}");
    }
}

#[test]
fn a_list_is_made_anew_only_when_it_changed_and_at_most_once_a_second() {
    let bench = Bench::new();
    let run = bench.start();
    let place = run.issue("a");
    let other = run.issue("b");
    let version = || run.served(&place);
    let publish = || assert_eq!(run.service.publish_status_lists(), Ok(vec![]));
    publish();
    let first = version();
    // Nothing changed: neither issuing nor time makes another list.
    for _ in 0..20 {
        run.issue("more");
        bench.clock.turn(Duration::minutes(30));
        publish();
    }
    assert!(Arc::ptr_eq(&first, &version()));
    let mut made = 0;
    let mut last = first;
    let mut count = || {
        let now = version();
        let anew = !Arc::ptr_eq(&last, &now);
        last = now;
        made += usize::from(anew);
        made
    };
    // A change is published by the next look, a second one within the same second later.
    run.set(&place, "a", true);
    publish();
    assert_eq!(count(), 1);
    run.set(&other, "b", true);
    for _ in 0..3 {
        bench.clock.turn(Duration::milliseconds(250));
        publish();
        assert_eq!(count(), 1);
    }
    bench.clock.turn(Duration::milliseconds(250));
    publish();
    assert_eq!(count(), 2);
    assert!(is_set(&read(version().proven.bytes(), &place), &other));
    // Whoever ends the program does not wait.
    let third = run.issue("third");
    run.set(&third, "third", true);
    run.service.publish_status_lists_at_once().unwrap();
    assert!(is_set(&read(version().proven.bytes(), &place), &third));
}

#[test]
fn a_list_is_made_anew_before_its_validity_is_over_whatever_the_clock_does() {
    let bench = Bench::new();
    let run = bench.start();
    let place = run.issue("c");
    let first = run.served(&place);
    bench.clock.turn(Duration::hours(12));
    run.service.publish_status_lists().unwrap();
    let second = run.served(&place);
    assert_eq!(second.valid_from - first.valid_from, Duration::hours(12));
    // The clock goes back a day, then to another century: no list says that it is older.
    let mut last = second;
    for back in [Duration::days(1), Duration::days(40_000)] {
        bench.clock.turn(-back);
        let other = run.issue("other");
        run.set(&other, "other", true);
        run.service.publish_status_lists().unwrap();
        let next = run.served(&place);
        assert!(is_set(&read(next.proven.bytes(), &place), &other));
        assert_eq!(next.valid_from, last.valid_from);
        assert_eq!(next.valid_until - next.valid_from, Duration::hours(24));
        last = next;
    }
    // Nor after a restart.
    bench.clock.turn(-Duration::days(300));
    let run = bench.start();
    let next = run.served(&place);
    assert!(!Arc::ptr_eq(&next, &last));
    assert!(next.valid_from >= last.valid_from);
    assert_eq!(run.service.stale_status_list(), Ok(None));
}

#[test]
fn what_was_published_as_revoked_stays_so_over_an_older_store() {
    let bench = Bench::new();
    let run = bench.start();
    let place = run.issue("c");
    // The store as it was before the revocation.
    let older = Memory::new();
    let all = run
        .store
        .scan(&proofmark::store::Scan::prefix("").limit(1000))
        .unwrap();
    let copy = all
        .records
        .into_iter()
        .fold(Commit::new(), |commit, one| commit.put(one.key, one.value));
    older.commit(copy).unwrap().unwrap();
    run.set(&place, "c", true);
    run.service.publish_status_lists().unwrap();
    assert!(is_set(
        &read(run.served(&place).proven.bytes(), &place),
        &place
    ));
    drop(run);
    let run = bench.start_with(Arc::new(older), true);
    let told = run.service.publish_status_lists().unwrap();
    assert!(
        told.len() == 1 && told[0].contains("stay revoked"),
        "{told:?}"
    );
    assert_eq!(run.service.publish_status_lists(), Ok(vec![]));
    let list = read(run.served(&place).proven.bytes(), &place);
    assert!(is_set(&list, &place));
    // Its place is nobody's to draw, and no act clears it.
    for _ in 0..1000 {
        assert_ne!(run.draw().index, place.index);
    }
    run.service
        .statuses_changed(std::slice::from_ref(&place))
        .unwrap();
    bench.clock.turn(Duration::seconds(2));
    run.service.publish_status_lists_at_once().unwrap();
    assert!(is_set(
        &read(run.served(&place).proven.bytes(), &place),
        &place
    ));
}

#[test]
fn a_suspension_can_be_taken_back() {
    let bench = Bench::new();
    let mut run = bench.start();
    run.issuer.profile.status = StatusChoice::Suspension;
    let place = run.issue("c");
    for on in [true, false, true, false] {
        run.set(&place, "c", on);
        bench.clock.turn(Duration::seconds(1));
        run.service.publish_status_lists().unwrap();
        let list = read(run.served(&place).proven.bytes(), &place);
        assert_eq!(list.purposes, ["suspension"]);
        assert_eq!(is_set(&list, &place), on);
    }
    // A crash between the act and its publication: the store says what is so.
    run.record(&place, "c", true);
    drop(run);
    let run = bench.start();
    assert!(is_set(
        &read(run.served(&place).proven.bytes(), &place),
        &place
    ));
}

#[test]
fn with_a_locked_key_the_last_list_is_served_while_it_is_in_force() {
    let bench = Bench::new();
    let run = bench.start();
    let place = run.issue("c");
    run.set(&place, "c", true);
    let before = run.served(&place);
    drop(run);
    let run = bench.start_locked();
    assert!(run.locked.is_some());
    let after = run.served(&place);
    assert_eq!(after.proven.bytes(), before.proven.bytes());
    assert_eq!(after.token.bytes(), before.token.bytes());
    let told = run.service.publish_status_lists().unwrap();
    assert!(
        told.len() == 1 && told[0].contains("not unlocked"),
        "{told:?}"
    );
    bench.clock.turn(Duration::hours(23));
    assert_eq!(run.service.publish_status_lists(), Ok(vec![]));
    assert_eq!(run.service.stale_status_list(), Ok(None));
    run.served(&place);
    bench.clock.turn(Duration::hours(1));
    let refused = run.service.status_list(name(&place), "default");
    assert!(refused.is_err());
    let stale = run.service.stale_status_list().unwrap().unwrap();
    assert!(stale.contains("2026-11-21T10:00:00Z"), "{stale}");
}

#[test]
fn a_list_is_found_by_its_name_and_its_issuer_alone() {
    let bench = Bench::new();
    let run = bench.start();
    let place = run.issue("c");
    let found = |name: &str, slug: &str| run.service.status_list(name, slug).unwrap().is_some();
    assert!(found(name(&place), "default"));
    assert!(!found(name(&place), "night-school"));
    assert!(!found("revocation-00000000", "default"));
}

#[test]
fn damaged_files_are_told_once_and_replaced() {
    let bench = Bench::new();
    let run = bench.start();
    let place = run.issue("c");
    run.served(&place);
    drop(run);
    let file = bench.published().join(format!("{}.json", name(&place)));
    std::fs::write(&file, b"{\"half\":").unwrap();
    let run = bench.start();
    let told = run.service.publish_status_lists().unwrap();
    assert!(
        told.len() == 1 && told[0].contains("cannot be used"),
        "{told:?}"
    );
    assert_eq!(
        std::fs::read(&file).unwrap(),
        run.served(&place).proven.bytes()
    );
}

#[test]
fn the_size_of_a_list_is_what_its_bits_are_and_nothing_stands_in_it_but_them() {
    let bench = Bench::new();
    let run = bench.start();
    let place = run.issue("a credential");
    run.set(&place, "a credential", true);
    let list = run.served(&place);
    let json = ijson::parse(list.proven.bytes()).unwrap();
    let names: Vec<&str> = json
        .as_object()
        .unwrap()
        .iter()
        .map(|(name, _)| name)
        .collect();
    assert_eq!(
        names,
        [
            "@context",
            "id",
            "type",
            "issuer",
            "validFrom",
            "validUntil",
            "credentialSubject",
            "proof"
        ]
    );
    let read = StatusList::read(&json, &place.url).unwrap();
    assert_eq!(read.bits.entries(1), 131_072);
}
