//! What a credential costs, step by step and from bytes to bytes, on a badge of some 6 kB.
//!
//! `cargo bench --bench credential`. The steps add up to the proofs: `toRdf` and `canonicalize`
//! are what `eddsa-rdfc-2022` does beyond `eddsa-jcs-2022`, and Ed25519 alone is the floor.

#[allow(dead_code, reason = "no bench uses all of it")]
mod support;

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use ed25519_dalek::Signer as _;
use proofmark::ijson;
use proofmark::jsonld::{self, canon};
use std::hint::black_box;
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

fn transformation(c: &mut Criterion) {
    let bytes = support::document(BADGE);
    let processor = support::processor();
    let document = ijson::parse(&bytes).expect("the badge is I-JSON");
    let members = document.as_object().expect("the badge is an object");
    let dataset = jsonld::to_rdf(members, processor.contexts).expect("the badge is JSON-LD");

    let mut group = c.benchmark_group("transformation");
    group.throughput(Throughput::Bytes(bytes.len() as u64));
    group.bench_function("parse", |b| {
        b.iter(|| ijson::parse(black_box(&bytes)).is_ok())
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
    let document = support::document(BADGE);
    let prover = Prover::new();
    for (name, how) in SECURINGS {
        let secured = prover.prove(how, &document).expect("the badge is sound");
        prover
            .verify(how, &secured)
            .expect("what was secured verifies");
        let mut group = c.benchmark_group(name);
        group.bench_function("prove", |b| {
            b.iter(|| prover.prove(how, black_box(&document)))
        });
        group.bench_function("verify", |b| {
            b.iter(|| prover.verify(how, black_box(&secured)))
        });
        group.finish();
    }
}

criterion_group!(benches, ed25519, transformation, proofs);
criterion_main!(benches);
