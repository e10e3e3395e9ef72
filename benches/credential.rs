//! What a credential costs, step by step and from bytes to bytes, on two badges: one of some 6 kB,
//! and one that a framework of four levels and forty statements maps to (the real export of the
//! shared data where that is at hand, the bundled sample elsewhere).
//!
//! `cargo bench --bench credential`. The steps add up to the proofs: `toRdf` and `canonicalize`
//! are what `eddsa-rdfc-2022` does beyond `eddsa-jcs-2022`, and Ed25519 alone is the floor.
//! *prove* and *verify* are the proof alone; *report* is all that the verifier finds out, for every
//! form and carrier.

#[allow(dead_code, reason = "no bench uses all of it")]
mod support;

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use ed25519_dalek::Signer as _;
use proofmark::ijson;
use proofmark::jsonld::{self, canon};
use std::hint::black_box;
use support::forms::{self, Reader};
use support::{BADGE, Prover, SECURINGS};

fn ed25519(c: &mut Criterion) {
    let key = support::key();
    let public = key.verifying_key();
    // A Data Integrity proof signs two joined SHA-256 hashes.
    let message = [42; 64];
    let signature = key.sign(&message);
    let mut group = c.benchmark_group("ed25519");
    group.bench_function("sign", |b| b.iter(|| key.sign(black_box(&message))));
    group.bench_function("verify", |b| {
        b.iter(|| public.verify_strict(black_box(&message), &signature));
    });
    group.finish();
}

/// The badges, by name.
fn badges() -> [(&'static str, Vec<u8>); 2] {
    [
        ("6 kB badge", support::document(BADGE)),
        ("mapped badge", support::mapped()),
    ]
}

fn transformation(c: &mut Criterion) {
    for (name, bytes) in badges() {
        steps(c, name, &bytes);
    }
}

fn steps(c: &mut Criterion, name: &str, bytes: &[u8]) {
    let processor = support::processor();
    let document = ijson::parse(bytes).expect("the badge is I-JSON");
    let members = document.as_object().expect("the badge is an object");
    let dataset = jsonld::to_rdf(members, processor.contexts).expect("the badge is JSON-LD");

    let mut group = c.benchmark_group(format!("transformation, {name}"));
    group.throughput(Throughput::Bytes(bytes.len() as u64));
    group.bench_function("parse", |b| {
        b.iter(|| ijson::parse(black_box(bytes)).is_ok())
    });
    group.bench_function("toRdf", |b| {
        b.iter(|| jsonld::to_rdf(black_box(members), processor.contexts));
    });
    group.bench_function("canonicalize", |b| {
        b.iter(|| canon::canonicalize(black_box(&dataset), processor.budget));
    });
    group.bench_function("canonical JSON", |b| {
        b.iter(|| ijson::canonicalize(black_box(&document)));
    });
    group.finish();
}

fn proofs(c: &mut Criterion) {
    for (name, document) in badges() {
        securings(c, name, &document);
        reports(c, name, &document);
    }
}

fn securings(c: &mut Criterion, badge: &str, document: &[u8]) {
    let prover = Prover::new();
    for (name, how) in SECURINGS {
        let secured = prover.prove(how, document).expect("the badge is sound");
        prover
            .verify(how, &secured)
            .expect("what was secured verifies");
        let mut group = c.benchmark_group(format!("{name}, {badge}"));
        group.bench_function("prove", |b| {
            b.iter(|| prover.prove(how, black_box(document)))
        });
        group.bench_function("verify", |b| {
            b.iter(|| prover.verify(how, black_box(&secured)))
        });
        group.finish();
    }
}

/// Every form and, for one of them, every carrier.
fn reports(c: &mut Criterion, badge: &str, document: &[u8]) {
    let reader = Reader::new();
    let mut badges = forms::forms(document);
    badges.extend(forms::carriers(&badges[0].bytes));
    let mut group = c.benchmark_group(format!("report, {badge}"));
    for badge in badges {
        let question = reader.question(&badge);
        group.bench_function(badge.name, |b| {
            b.iter(|| reader.report(black_box(&question)));
        });
    }
    group.finish();
}

criterion_group!(benches, ed25519, transformation, proofs);
criterion_main!(benches);
