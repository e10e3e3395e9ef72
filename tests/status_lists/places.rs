//! Places are given once, at random, and from a list that is not full.

use crate::bench::Bench;
use proofmark::credential::profile::StatusChoice;
use proofmark::records::status_list::{self as records, ListState, StatusPlace};
use proofmark::store::{Commit, Store};
use std::collections::HashSet;
use std::sync::Mutex;

const ENTRIES: u32 = 131_072;
const FULL: u32 = 104_857;

#[test]
fn an_issuer_gets_a_place_for_each_of_its_purposes_and_none_without_a_public_url() {
    let bench = Bench::new();
    let run = bench.start();
    let mut issuer = run.issuer.clone();
    issuer.profile.status = StatusChoice::Both;
    let places = run
        .service
        .draw_status_places(&issuer, issuer.profile.status.purposes())
        .unwrap();
    let purposes: Vec<&str> = places.iter().map(|place| place.purpose.as_str()).collect();
    assert_eq!(purposes, ["revocation", "suspension"]);
    for place in &places {
        let (base, name) = place.url.rsplit_once('/').unwrap();
        assert_eq!(base, "https://school.example/status");
        let digits = name.strip_prefix(&format!("{}-", place.purpose)).unwrap();
        assert!(digits.len() == 8 && digits.bytes().all(|byte| byte.is_ascii_hexdigit()));
    }
    issuer.profile.slug = "night-school".to_owned();
    issuer.profile.did = "did:web:school.example:issuers:night-school".to_owned();
    let other = run
        .service
        .draw_status_places(&issuer, issuer.profile.status.purposes())
        .unwrap();
    assert!(
        other[0]
            .url
            .starts_with("https://school.example/issuers/night-school/status/revocation-")
    );
    issuer.profile.status = StatusChoice::None;
    assert_eq!(
        run.service
            .draw_status_places(&issuer, issuer.profile.status.purposes()),
        Ok(vec![])
    );
    issuer.profile.status = StatusChoice::Both;
    issuer.profile.public_url = None;
    assert_eq!(
        run.service
            .draw_status_places(&issuer, issuer.profile.status.purposes()),
        Ok(vec![])
    );
    // Each list was begun with an entry in the log.
    let scan = proofmark::store::Scan::prefix("audit-open/");
    let entries = run.store.scan(&scan).unwrap().records;
    let begun = entries
        .iter()
        .filter(|one| String::from_utf8_lossy(&one.value).contains("status-list-create"));
    assert_eq!(begun.count(), 4);
}

#[test]
fn no_place_is_given_twice_to_64_threads() {
    let bench = Bench::new();
    let run = bench.start();
    let given = Mutex::new(HashSet::new());
    std::thread::scope(|scope| {
        for thread in 0..64 {
            let (run, given) = (&run, &given);
            scope.spawn(move || {
                for round in 0..200 {
                    let place = run.issue(&format!("{thread}/{round}"));
                    let new = given.lock().unwrap().insert((place.list, place.index));
                    assert!(new, "{place:?} was given twice");
                }
            });
        }
    });
    assert_eq!(given.lock().unwrap().len(), 64 * 200);
    // Only one list was begun, however many needed it at once.
    assert_eq!(records::all(run.store.as_ref()).unwrap().len(), 1);
}

#[test]
fn a_list_that_is_four_fifths_full_is_followed_by_another() {
    let bench = Bench::new();
    let run = bench.start();
    let first = run.draw();
    let mut commit = Commit::new();
    let mut left = FULL - 1;
    for index in (0..ENTRIES).filter(|index| *index != first.index) {
        if left == 0 {
            break;
        }
        left -= 1;
        let place = StatusPlace {
            index,
            ..first.clone()
        };
        commit = records::take(commit, &place, b"c");
    }
    run.store.commit(commit).unwrap().unwrap();
    // The place that was drawn and never given does not count.
    let run = bench.start();
    let last = run.issue("last");
    assert_eq!(last.list, first.list);
    let next = run.issue("next");
    assert_ne!(next.list, first.list);
    assert_ne!(next.url, first.url);
    let states: Vec<ListState> = records::all(run.store.as_ref())
        .unwrap()
        .iter()
        .map(|list| list.state)
        .collect();
    assert_eq!(states, [ListState::Full, ListState::Open]);
    // What is in the full list can still be revoked.
    run.set(&last, "last", true);
    assert!(crate::bench::is_set(
        &crate::bench::read(run.served(&last).proven.bytes(), &last),
        &last
    ));
}

#[test]
fn places_that_were_drawn_in_vain_do_not_fill_a_list() {
    let bench = Bench::new();
    let run = bench.start();
    let first = run.issue("c");
    for _ in 0..FULL + 10 {
        assert_eq!(run.draw().list, first.list);
    }
}

#[test]
fn a_closed_list_gives_no_more_places() {
    let bench = Bench::new();
    let run = bench.start();
    let first = run.issue("c");
    let open = records::find(run.store.as_ref(), first.list)
        .unwrap()
        .unwrap();
    let closed = records::StatusListRecord {
        state: ListState::Closed,
        ..open.clone()
    };
    let commit = records::replace(Commit::new(), &open, &closed);
    run.store.commit(commit).unwrap().unwrap();
    assert_ne!(run.draw().list, first.list);
    let kept = records::find(run.store.as_ref(), first.list).unwrap();
    assert_eq!(kept.unwrap().state, ListState::Closed);
}

/// Whether two numbers of `cells` are independent: the table's chi-square, as so many standard
/// deviations from what chance gives.
fn deviation(table: &[Vec<u32>]) -> f64 {
    let total: u32 = table.iter().flatten().sum();
    let column = |c: usize| table.iter().map(|row| row[c]).sum::<u32>();
    let mut chi_square = 0.0;
    for row in table {
        let row_sum: u32 = row.iter().sum();
        for (c, seen) in row.iter().enumerate() {
            let expected = f64::from(row_sum) * f64::from(column(c)) / f64::from(total);
            chi_square += (f64::from(*seen) - expected).powi(2) / expected;
        }
    }
    let freedom = ((table.len() - 1) * (table[0].len() - 1)) as f64;
    // Chi-square with many degrees of freedom is nearly normal about their number.
    (chi_square - freedom) / (2.0 * freedom).sqrt()
}

/// With six standard deviations a right program fails once in some hundred million runs; one that
/// counts up, or keeps batches together, is off by thousands.
const FAR: f64 = 6.0;

#[test]
fn the_order_of_issuing_tells_nothing_of_the_place() {
    const CELLS: usize = 32;
    let bench = Bench::new();
    let run = bench.start();
    // As many as one list holds at most, so that drawing again is part of what is tested.
    let drawn: Vec<u32> = (0..FULL).map(|_| run.draw().index).collect();
    assert!(drawn.len() > 100_000);
    let mut order = vec![vec![0; CELLS]; CELLS];
    for (when, index) in drawn.iter().enumerate() {
        let when = when * CELLS / drawn.len();
        order[when][*index as usize * CELLS / ENTRIES as usize] += 1;
    }
    assert!(deviation(&order).abs() < FAR, "{}", deviation(&order));
    // Nor does one place tell of the next, nor its low bits of when it was given.
    let mut next = vec![vec![0; CELLS]; CELLS];
    for pair in drawn.windows(2) {
        let cell = |index: u32| index as usize * CELLS / ENTRIES as usize;
        next[cell(pair[0])][cell(pair[1])] += 1;
    }
    assert!(deviation(&next).abs() < FAR, "{}", deviation(&next));
    let mut low = vec![vec![0; CELLS]; CELLS];
    for (when, index) in drawn.iter().enumerate() {
        low[when * CELLS / drawn.len()][*index as usize % CELLS] += 1;
    }
    assert!(deviation(&low).abs() < FAR, "{}", deviation(&low));
    // The measure itself sees an order where there is one.
    let mut counted = vec![vec![0; CELLS]; CELLS];
    for when in 0..FULL as usize {
        counted[when * CELLS / FULL as usize][when * CELLS / ENTRIES as usize] += 1;
    }
    counted.iter_mut().for_each(|row| row.truncate(26));
    assert!(deviation(&counted) > 1000.0);
}
