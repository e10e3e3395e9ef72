//! What three credentials from one assessment cost beside one badge: the issue verb over a store in
//! memory, and its pure parts.
//!
//! `cargo bench --bench forms`. *issue* is all that a provider waits for but the disk: what the
//! bundled sample assesses is mapped, checked, signed, verified and committed. The record and the
//! résumé hold the badge, so that they are issued with it. *map* and *sign* are done again beside
//! it, for each form: mapping alone, and one proof of the kind that is standard for the form, from
//! the mapped document's bytes.

#[allow(dead_code, reason = "no bench uses all of it")]
mod support;

use criterion::{BatchSize, Criterion, Throughput, criterion_group, criterion_main};
use proofmark::assessment::{self, Assessment, LevelPolicy};
use proofmark::credential::profile::IssuerProfile;
use proofmark::framework::{self, Framework, ler_me};
use proofmark::identity::{Protection, Unlock};
use proofmark::ijson;
use proofmark::mapping::{
    self, Held, Holding, Occasion, Source, clr, hr_open_ler_rs, ler_rs, open_badge,
};
use proofmark::proof::{Cryptosuite, SecuringPlan};
use proofmark::service::issue::{Form, IssueRequest};
use proofmark::service::keyring::Keyring;
use proofmark::service::{Actor, Caller, Service, ServiceSettings};
use serde::Serialize;
use std::hint::black_box;
use std::sync::atomic::{AtomicU64, Ordering};
use support::{Prover, SECURINGS, Securing};
use tempfile::TempDir;

/// What is issued together.
const TOGETHER: [(&str, &[Form]); 4] = [
    ("badge", &[Form::OpenBadge]),
    ("badge and CLR", &[Form::OpenBadge, Form::Clr]),
    ("badge and LER-RS", &[Form::OpenBadge, Form::LerRs]),
    (
        "badge, CLR and LER-RS",
        &[Form::OpenBadge, Form::Clr, Form::LerRs],
    ),
];

fn issue(c: &mut Criterion) {
    let mut group = c.benchmark_group("issue");
    for (name, forms) in TOGETHER {
        // A house of its own for each, so that none finds a fuller store than the others.
        let house = House::new();
        group.throughput(Throughput::Elements(1));
        group.bench_function(name, |b| {
            b.iter_batched(
                || house.request(forms),
                |request| house.issue(&request),
                BatchSize::SmallInput,
            );
        });
    }
    group.finish();
}

fn parts(c: &mut Criterion) {
    let sample = Sample::new();
    let (source, prover) = (sample.source(), Prover::new());
    let badge = to_vec(&open_badge(&source, &occasion(1)));
    let badge = prover.prove(SECURINGS[0].1, &badge).expect("it is sound");
    let holding = sample.holding(&source, &badge);
    let occasion = occasion(2);

    let mut group = c.benchmark_group("map");
    group.bench_function("facts", |b| {
        b.iter(|| mapping::facts(black_box(&source), &occasion));
    });
    group.bench_function("badge", |b| {
        b.iter(|| open_badge(black_box(&source), &occasion));
    });
    group.bench_function("CLR", |b| {
        b.iter(|| clr(black_box(&holding), &occasion));
    });
    group.bench_function("LER-RS", |b| {
        b.iter(|| ler_rs(black_box(&holding), None, &occasion));
    });
    group.bench_function("HR Open LER-RS", |b| {
        b.iter(|| hr_open_ler_rs(black_box(&holding), None, &occasion));
    });
    group.finish();

    let documents = [
        ("badge", to_vec(&open_badge(&source, &occasion))),
        ("CLR", to_vec(&clr(&holding, &occasion))),
        ("LER-RS", to_vec(&ler_rs(&holding, None, &occasion))),
        (
            "HR Open LER-RS",
            to_vec(&hr_open_ler_rs(&holding, None, &occasion)),
        ),
    ];
    let mut group = c.benchmark_group("sign");
    for (name, document) in &documents {
        let how = match *name {
            "HR Open LER-RS" => Securing::DataIntegrity(&[Cryptosuite::EddsaJcs2022]),
            _ => SECURINGS[0].1,
        };
        prover.prove(how, document).expect("it is sound");
        group.throughput(Throughput::Bytes(document.len() as u64));
        group.bench_function(*name, |b| {
            b.iter(|| prover.prove(how, black_box(document)));
        });
    }
    group.finish();
}

fn to_vec(document: &impl Serialize) -> Vec<u8> {
    serde_json::to_vec(document).expect("a credential is JSON")
}

/// The occasion of the credential with this number.
fn occasion(number: u8) -> Occasion {
    Occasion {
        id: format!("urn:uuid:0b5f0a54-90b5-4a3e-9a43-7e1f3f0c9d{number:02}"),
        valid_from: "2026-11-22T10:00:00Z".to_owned(),
        valid_until: None,
        salt: "2f6c1d9a".to_owned(),
        status: Vec::new(),
    }
}

/// The bundled sample, read and decided, and an issuer for it.
struct Sample {
    framework: Framework,
    assessment: Assessment,
    issuer: IssuerProfile,
}

impl Sample {
    fn new() -> Self {
        let framework = ler_me::import(framework::SAMPLE).expect("the sample is sound");
        let document = ijson::parse(assessment::SAMPLE).expect("the sample is JSON");
        let assessment = assessment::read(&document, &framework)
            .and_then(|read| read.decide(&framework, &LevelPolicy::default()))
            .expect("the sample is sound");
        Self {
            framework,
            assessment,
            issuer: support::issuer(),
        }
    }

    fn source(&self) -> Source<'_> {
        let source = Source::new(&self.framework, &self.assessment, &self.issuer);
        source.expect("the sample reaches a level")
    }

    /// What holds this signed badge.
    fn holding(&self, source: &Source<'_>, badge: &[u8]) -> Holding<'_> {
        let credential: serde_json::Value = serde_json::from_slice(badge).expect("JSON");
        let text = |name: &str| credential[name].as_str().unwrap_or_default().to_owned();
        Holding {
            held: vec![Held {
                id: text("id"),
                name: text("name"),
                facts: mapping::facts(source, &occasion(1)),
                credential,
                framework: Some(&self.framework),
            }],
            partial: false,
            learner: Some("Ada Example".to_owned()),
            issuer: &self.issuer,
        }
    }
}

/// A service in memory that has the sample framework and an issuer.
struct House {
    service: Service,
    turns: AtomicU64,
    _keys: TempDir,
}

impl House {
    fn new() -> Self {
        let keys = tempfile::tempdir().expect("a folder");
        let service = Service::in_memory(ServiceSettings::default());
        let unlock = Unlock {
            passphrase: None,
            plain_allowed: true,
        };
        let plain = Some(Protection::PlainForDevelopment);
        service
            .open_issuer(&Keyring::new(keys.path()), unlock, plain)
            .expect("an issuer");
        service
            .import_framework(framework::SAMPLE, None, &Actor::CommandLine)
            .expect("the sample");
        Self {
            service,
            turns: AtomicU64::new(0),
            _keys: keys,
        }
    }

    /// A request for `forms` from a new assessment, each of another learner, as in a cohort.
    fn request(&self, forms: &[Form]) -> IssueRequest {
        let turn = self.turns.fetch_add(1, Ordering::Relaxed);
        let recorded = self
            .service
            .assess(&support::sample_of_learner(turn), &caller(), None);
        IssueRequest {
            assessment: recorded.expect("the sample").record.id,
            forms: forms.to_vec(),
            proofs: vec![SecuringPlan::standard()],
            valid_until: None,
            again: false,
            resume: None,
            in_place_of: None,
        }
    }

    fn issue(&self, request: &IssueRequest) -> usize {
        let issued = self.service.issue(request, &caller(), None);
        let issued = issued.expect("credentials");
        assert_eq!(issued.len(), request.forms.len());
        issued.iter().map(|one| one.bytes.len()).sum()
    }
}

/// Whoever issues.
fn caller() -> Caller {
    Caller::new("default", Actor::CommandLine)
}

criterion_group!(benches, issue, parts);
criterion_main!(benches);
