//! The program dies at each edge of publishing a status list, and starts again over the same store
//! and files: a list is the old one or the new one, whole and signed, and nothing that was set is
//! clear.
//!
//! A death is a panic here, after which nothing of the run is used but its store and its files:
//! publishing cleans nothing up that a killed process would leave behind.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

#[path = "status_lists/bench.rs"]
#[allow(dead_code, reason = "this target uses its part")]
mod bench;

use bench::{Bench, Run, is_set, name, read};
use proofmark::records::status_list::StatusPlace;
use proofmark::service::verify::{Question, Verdict};
use proofmark::status::StatusList;
use std::panic::{AssertUnwindSafe, catch_unwind};
use time::Duration;

const ROUNDS: usize = 50;

const EDGES: [&str; 6] = [
    "publish.rendered",
    "publish.signed",
    "publish.written",
    "publish.synced",
    "publish.renamed",
    "publish.served",
];

/// What the files hold after a death: both forms whole, signed by the issuer, and in force.
fn on_disk(bench: &Bench, run: &Run, place: &StatusPlace) -> StatusList {
    let forms = ["json", "jwt"].map(|end| {
        let path = bench.published().join(format!("{}.{end}", name(place)));
        let bytes = std::fs::read(path).unwrap();
        let report = run.service.verify(&Question::about(bytes.clone())).unwrap();
        assert_eq!(report.verdict, Verdict::Valid, "{report:#?}");
        bytes
    });
    read(&forms[0], place)
}

fn no_bit_was_cleared(before: &StatusList, after: &StatusList) {
    let bit = |list: &StatusList, index| list.bits.get(index, 1).unwrap();
    let cleared = (0..131_072).find(|index| bit(before, *index) > bit(after, *index));
    assert_eq!(cleared, None);
    assert!(before.valid_from <= after.valid_from);
    assert!(after.valid_until > after.valid_from);
}

#[test]
fn a_death_at_any_edge_of_publishing_leaves_the_old_list_or_the_new_one() {
    let scenario = fail::FailScenario::setup();
    // The panics are wanted: what they print is not.
    std::panic::set_hook(Box::new(|_| {}));
    let outcome = catch_unwind(|| EDGES.into_iter().for_each(die_at));
    let _ = std::panic::take_hook();
    scenario.teardown();
    if let Err(panic) = outcome {
        let text = panic.downcast_ref::<String>().cloned();
        panic!("{}", text.unwrap_or_else(|| "a round failed".to_owned()));
    }
}

fn die_at(edge: &str) {
    let bench = Bench::new();
    let first = bench.start();
    let mine = first.issue("first");
    let mut last = read(first.served(&mine).proven.bytes(), &mine);
    drop(first);
    let mut acknowledged: Vec<StatusPlace> = Vec::new();
    for round in 0..ROUNDS {
        let run = bench.start();
        bench.clock.turn(Duration::seconds(2));
        let credential = format!("{edge}/{round}");
        let place = run.issue(&credential);
        // Every other round dies between the act and memory's knowing of it.
        if round % 2 == 0 {
            run.set(&place, &credential, true);
        } else {
            run.record(&place, &credential, true);
        }
        acknowledged.push(place.clone());
        fail::cfg(edge, "panic").unwrap();
        let died = catch_unwind(AssertUnwindSafe(|| run.service.publish_status_lists()));
        assert!(died.is_err(), "{edge} was not reached");
        fail::remove(edge);
        drop(run);

        let run = bench.start();
        let kept = on_disk(&bench, &run, &mine);
        no_bit_was_cleared(&last, &kept);
        let served = read(run.served(&mine).proven.bytes(), &mine);
        no_bit_was_cleared(&kept, &served);
        assert!(acknowledged.iter().all(|place| is_set(&served, place)));
        assert_eq!(on_disk(&bench, &run, &mine), served);
        last = served;
    }
}
