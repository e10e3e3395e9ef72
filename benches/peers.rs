//! The Rust side of `benches/peers/run`: how long Proofmark takes for what its peers do too.
//!
//! Use: `cargo bench --bench peers -- [--json DOCUMENT]`; with `--test` everything runs once. The
//! result is JSON on standard output, all in microseconds:
//! `{"raw": {"sign", "verify"}, "prove": {proof}, "verify": {proof or carrier}, "proof": {proof}}`.
//!
//! *verify* is all that the verifier does, from the bytes that were handed in to its report: the
//! carrier, the data model, the terms, the issuer's key, the proof, validity, status, the rules of
//! Open Badges, the meaning, the parts. *proof* is the proof alone.
//!
//! As on the peers' side: CPU time of the main thread, warm, medians over short stretches, from
//! bytes to bytes. Wall time would flatter us on a busy machine: a long operation is interrupted
//! nearly every time and a short one hardly ever. `raw` is Ed25519 over 64 bytes, which is what a
//! Data Integrity proof signs. The operations take turns, so that what else the machine does falls
//! on all of them alike. It needs Linux, which tells the time of a thread in `/proc`.

#[allow(dead_code, reason = "no bench uses all of it")]
mod support;

use ed25519_dalek::Signer as _;
use serde_json::{Map, Value, json};
use std::hint::black_box;
use std::time::{Duration, Instant};
use support::forms::{self, Reader};
use support::{BADGE, Prover, SECURINGS};

/// How long an operation is repeated before the next one has its turn.
const STRETCH: Duration = Duration::from_millis(20);
const MEASURED: Duration = Duration::from_secs(5);

/// An operation under its group and name, and what it took in each stretch.
struct Measured<'a> {
    group: &'static str,
    name: &'static str,
    operation: Box<dyn Fn() + 'a>,
    /// Nanoseconds of CPU.
    times: Vec<f64>,
}

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let path = arguments
        .iter()
        .position(|argument| argument == "--json")
        .and_then(|place| arguments.get(place + 1));
    let document = support::document(path.map_or(BADGE, String::as_str));
    let budget = match arguments.iter().any(|argument| argument == "--test") {
        true => Duration::ZERO,
        false => MEASURED,
    };

    let (prover, reader) = (Prover::new(), Reader::new());
    let mut all = raw();
    all.extend(securings(&prover, &document));
    all.extend(reports(&reader, &document));
    measure(&mut all, budget);
    println!("{}", report(all));
}

/// Ed25519 alone.
fn raw<'a>() -> Vec<Measured<'a>> {
    let key = support::key();
    let public = key.verifying_key();
    let message = [42; 64];
    let signature = key.sign(&message);
    vec![
        measured("raw", "sign", move || {
            black_box(key.sign(black_box(&message)));
        }),
        measured("raw", "verify", move || {
            public
                .verify_strict(black_box(&message), &signature)
                .expect("the signature holds");
        }),
    ]
}

/// Each way of securing the document, made and verified.
fn securings<'a>(prover: &'a Prover, document: &'a [u8]) -> Vec<Measured<'a>> {
    let mut all = Vec::new();
    for (name, how) in SECURINGS {
        let secured = prover.prove(how, document).expect("the document is sound");
        must_refuse(prover, how, &secured);
        all.push(measured("prove", name, move || {
            black_box(
                prover
                    .prove(how, black_box(document))
                    .expect("the document is sound"),
            );
        }));
        all.push(measured("proof", name, move || {
            prover
                .verify(how, black_box(&secured))
                .expect("what was secured verifies");
        }));
    }
    all
}

/// The document in each form and each carrier, verified.
fn reports<'a>(reader: &'a Reader, document: &[u8]) -> Vec<Measured<'a>> {
    let mut badges = forms::forms(document);
    badges.extend(forms::carriers(&badges[0].bytes));
    let report = |badge: &forms::Handed| {
        let question = reader.question(badge);
        measured("verify", badge.name, move || {
            black_box(reader.report(black_box(&question)));
        })
    };
    badges.iter().map(report).collect()
}

/// A verifier that accepts anything would be fast: one that is measured refuses a changed
/// credential.
fn must_refuse(prover: &Prover, how: support::Securing, secured: &[u8]) {
    let tampered = support::tampered(secured);
    assert!(
        prover.verify(how, &tampered).is_err(),
        "{how:?}: a tampered credential was accepted"
    );
}

fn measured<'a>(
    group: &'static str,
    name: &'static str,
    operation: impl Fn() + 'a,
) -> Measured<'a> {
    Measured {
        group,
        name,
        operation: Box::new(operation),
        times: Vec::new(),
    }
}

/// Stretches in turn until the time is up; the first round only warms up. Without a budget every
/// operation runs once.
fn measure(all: &mut [Measured<'_>], budget: Duration) {
    if budget.is_zero() {
        for one in all {
            one.times.push(stretch(&one.operation, Duration::ZERO));
        }
        return;
    }
    for one in all.iter() {
        stretch(&one.operation, 5 * STRETCH);
    }
    let end = Instant::now() + budget;
    while Instant::now() < end {
        for one in all.iter_mut() {
            one.times.push(stretch(&one.operation, STRETCH));
        }
    }
}

/// Repeats an operation for that long, once at least: nanoseconds of CPU for each time.
fn stretch(operation: &dyn Fn(), length: Duration) -> f64 {
    let mut count = 0_u32;
    let (start, end) = (cpu_time(), Instant::now() + length);
    while count == 0 || Instant::now() < end {
        operation();
        count += 1;
    }
    (cpu_time() - start) as f64 / f64::from(count)
}

/// Nanoseconds that the main thread has spent on a processor. Linux brings the figure up to date
/// when the thread leaves the processor, hence the short sleep.
fn cpu_time() -> u64 {
    std::thread::sleep(Duration::from_micros(50));
    let text = std::fs::read_to_string("/proc/self/schedstat").expect("Linux tells CPU time");
    let first = text
        .split(' ')
        .next()
        .and_then(|number| number.parse().ok());
    first.expect("a number of nanoseconds")
}

fn report(all: Vec<Measured<'_>>) -> Value {
    let mut report = Map::new();
    for mut one in all {
        one.times.sort_unstable_by(f64::total_cmp);
        let median = one.times[one.times.len() / 2];
        let group = report.entry(one.group).or_insert_with(|| json!({}));
        group[one.name] = json!(median / 1000.0);
    }
    Value::Object(report)
}
