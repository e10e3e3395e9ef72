//! Many who issue and revoke at once, beside the publisher: no bit is lost, and no version that
//! was ever published shows a revocation undone.

use crate::bench::{Bench, is_set, read};
use proofmark::status::StatusList;
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, Ordering};
use time::Duration;

const WRITERS: usize = 64;
const EACH: usize = 40;

#[test]
fn sixty_four_writers_lose_no_bit_and_no_version_clears_one() {
    let bench = Bench::new();
    let run = bench.start();
    let first = run.issue("first");
    let (revoked, done) = (Mutex::new(Vec::new()), AtomicBool::new(false));
    let mut versions: Vec<StatusList> = Vec::new();
    std::thread::scope(|scope| {
        let writers: Vec<_> = (0..WRITERS)
            .map(|writer| {
                let (run, revoked) = (&run, &revoked);
                scope.spawn(move || {
                    for round in 0..EACH {
                        let credential = format!("{writer}/{round}");
                        let place = run.issue(&credential);
                        if round % 2 == 0 {
                            run.set(&place, &credential, true);
                            revoked.lock().unwrap().push(place);
                        }
                    }
                })
            })
            .collect();
        let (run, bench, done, first) = (&run, &bench, &done, &first);
        let publisher = scope.spawn(move || {
            let mut versions = Vec::new();
            loop {
                let last = done.load(Ordering::Acquire);
                bench.clock.turn(Duration::seconds(1));
                assert_eq!(run.service.publish_status_lists(), Ok(vec![]));
                versions.push(read(run.served(first).proven.bytes(), first));
                if last {
                    return versions;
                }
            }
        });
        for writer in writers {
            writer.join().unwrap();
        }
        done.store(true, Ordering::Release);
        versions = publisher.join().unwrap();
    });
    for pair in versions.windows(2) {
        for index in 0..131_072 {
            let bit = |list: &StatusList| list.bits.get(index, 1).unwrap();
            assert!(bit(&pair[0]) <= bit(&pair[1]), "{index} was cleared");
        }
        assert!(pair[0].valid_from <= pair[1].valid_from);
    }
    let last = versions.last().unwrap();
    let revoked = revoked.into_inner().unwrap();
    assert_eq!(revoked.len(), WRITERS * EACH / 2);
    assert!(revoked.iter().all(|place| is_set(last, place)));
    let set = (0..131_072).filter(|index| last.bits.get(*index, 1) == Some(1));
    assert_eq!(set.count(), revoked.len());
    // A later run, which knows only the store and the files, says the same.
    let again = bench.start();
    assert_eq!(again.service.publish_status_lists(), Ok(vec![]));
    assert_eq!(
        read(again.served(&first).proven.bytes(), &first).bits,
        last.bits
    );
}
