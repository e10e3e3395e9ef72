//! What is in memory follows what is on record, with several at once, and does not grow with what
//! is asked for.

use crate::Test;
use crate::bench::{Bench, FRAMEWORK, limits};
use crate::classes::valid;
use crate::frameworks::{numbered, published, put, sample};
use crate::records::{get, good};
use crate::support;
use crate::wait;
use proofmark::framework::{Framework, Statement, StatementKey};
use proofmark::service::catalog::Class;
use proofmark::service::{Actor, Service};
use serde_json::Value;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use std::time::Instant;
use uuid::Uuid;

pub const TESTS: &[(&str, Test)] = &[
    ("an import is published at once", at_once),
    ("some import while others read", races),
    ("without a public URL identifiers are enough", without_url),
    ("a catalog that was made anew is the same", made_anew),
    (
        "one framework of 50,000 statements, and many small ones",
        large,
    ),
];

fn export(number: u32) -> Vec<u8> {
    let mut export: Value = serde_json::from_str(FRAMEWORK).unwrap();
    export["occupation"]["soc"] = format!("11-{:04}.00", number + 1_000).into();
    export.to_string().into_bytes()
}

fn import(service: &Service, export: &[u8]) -> String {
    let imported = service.import_framework(export, None, &Actor::CommandLine);
    imported.unwrap().framework.identifier()
}

fn at_once() {
    wait(async {
        let bench = Bench::new();
        get(&bench, "CFDocuments")
            .await
            .status_info(404, Some("unknownobject"));
        for (number, text) in [FRAMEWORK.to_owned(), FRAMEWORK.to_owned()]
            .iter()
            .enumerate()
        {
            let identifier = import(&bench.service, text.as_bytes());
            good(&bench, "cfpackage", &format!("CFPackages/{identifier}")).await;
            let reply = get(&bench, "CFDocuments").await;
            assert_eq!(reply.header("x-total-count"), "1", "import {number}");
        }
        let folder = support::data("frameworks").unwrap();
        let real = support::read(&folder.join("27-4014.00.json")).unwrap();
        let identifier = import(&bench.service, real.as_bytes());
        good(&bench, "cfdocument", &format!("CFDocuments/{identifier}")).await;
    });
}

/// Whoever has imported finds it; nobody ever loses what was there.
fn races() {
    const IMPORTS: u32 = 12;
    for _ in 0..4 {
        let bench = Bench::new();
        let service = Arc::clone(&bench.service);
        let done = AtomicBool::new(false);
        thread::scope(|scope| {
            let importers: Vec<_> = (0..3_u32)
                .map(|part| {
                    let service = &service;
                    scope.spawn(move || {
                        for number in 0..IMPORTS {
                            let identifier = import(service, &export(part * IMPORTS + number));
                            let identifier = Uuid::try_parse(&identifier).unwrap();
                            let found = service.case_package(identifier).unwrap();
                            assert!(found.is_some(), "what was imported is not published");
                        }
                    })
                })
                .collect();
            for _ in 0..2 {
                scope.spawn(|| {
                    let mut known = 0;
                    while !done.load(Ordering::Acquire) {
                        let documents = service.case_documents().unwrap();
                        assert!(documents.len() >= known, "something is gone");
                        known = documents.len();
                        if let Some(last) = documents.last() {
                            let package = service.case_package(last.identifier).unwrap();
                            assert!(package.is_some());
                        }
                    }
                });
            }
            for importer in importers {
                importer.join().unwrap();
            }
            done.store(true, Ordering::Release);
        });
        assert_eq!(
            service.case_documents().unwrap().len(),
            3 * IMPORTS as usize
        );
    }
}

fn without_url() {
    wait(async {
        let bench = Bench::changed(limits(), |service| service);
        let store = proofmark::store::Memory::default();
        let service = Service::new(
            Arc::new(store),
            Arc::new(proofmark::clock::FixedClock(
                proofmark::clock::parse_timestamp("2026-11-20T10:00:00Z").unwrap(),
            )),
            Box::new(proofmark::id::SeededRng::new(7)),
            proofmark::service::ServiceSettings::default(),
        );
        let identifier = import(&service, FRAMEWORK.as_bytes());
        assert_eq!(identifier, sample().identifier());
        let identifier = Uuid::try_parse(&identifier).unwrap();
        let page = service.case_page(Class::Document, identifier).unwrap();
        assert_eq!(page.as_deref(), Some("/frameworks/49-3091.00/v.26.11"));
        let package = service.case_package(identifier).unwrap().unwrap();
        let package: Value = serde_json::from_slice(package.json()).unwrap();
        valid("cfpackage", &package);
        drop(bench);
    });
}

/// What is answered does not depend on whether a framework was imported before or after the first
/// question.
fn made_anew() {
    wait(async {
        let before = published();
        let after = Bench::new();
        get(&after, "CFDocuments").await;
        for framework in [FRAMEWORK.as_bytes(), &export(3)] {
            import(&after.service, framework);
            import(&before.service, framework);
        }
        for identifier in [sample().identifier(), numbered(3).identifier()] {
            let path = format!("CFPackages/{identifier}");
            let tags = (get(&before, &path).await, get(&after, &path).await);
            assert_eq!(tags.0.header("etag"), tags.1.header("etag"));
        }
    });
}

/// The sample with so many statements in each of its levels.
fn with_statements(each: u32) -> Framework {
    let mut framework = sample();
    framework.key = "99-9999.00".to_owned();
    let id = framework.id();
    for level in &mut framework.levels {
        let key = |position| StatementKey {
            level: level.id.clone(),
            position,
        };
        let text = level.statements[0].text.clone();
        let one = |position| Statement::new(&id, &key(position), &format!("{position} {text}"));
        level.statements = (1..=each).map(one).collect();
    }
    framework
}

/// What one asks for of a large framework is there, and small ones are not forgotten over it. (How
/// long it takes is told, and held by nobody.)
fn large() {
    wait(async {
        let bench = Bench::new();
        for number in 0..100 {
            put(&bench, &numbered(number));
        }
        let large = with_statements(12_500);
        put(&bench, &large);
        let timed = async |path: String| {
            let begin = Instant::now();
            let reply = get(&bench, &path).await;
            assert_eq!(reply.status, 200, "{path}");
            eprintln!("{:?} {} bytes {path}", begin.elapsed(), reply.body.len());
            reply
        };
        timed("CFDocuments?limit=1".to_owned()).await;
        let package = timed(format!("CFPackages/{}", large.identifier())).await;
        let items = package.text().matches("\"fullStatement\":").count();
        assert_eq!(items, 4 + 50_000);
        drop(package);
        let level = large.level_identifier(&large.levels[0]);
        let statements = large.levels.iter().map(|level| &level.statements[6_789].id);
        for identifier in statements.chain([&level]) {
            timed(format!("CFItems/{identifier}")).await;
            let set = timed(format!("CFItemAssociations/{identifier}")).await;
            if *identifier != level {
                valid("cfassociationset", &set.json());
            }
        }
        let small = numbered(7);
        timed(format!("CFPackages/{}", small.identifier())).await;
        timed(format!("CFItems/{}", small.levels[0].statements[0].id)).await;
    });
}
