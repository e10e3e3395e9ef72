//! What is in memory follows what is on record, with several at once, and does not grow with what
//! is asked for.

use crate::Test;
use crate::bench::{Bench, FRAMEWORK, limits};
use crate::frameworks::{numbered, published, sample};
use crate::records::{get, good};
use crate::support;
use crate::wait;
use proofmark::service::catalog::Class;
use proofmark::service::{Actor, Service};
use serde_json::Value;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use uuid::Uuid;

pub const TESTS: &[(&str, Test)] = &[
    ("an import is published at once", at_once),
    ("some import while others read", races),
    ("without a public URL identifiers are enough", without_url),
    ("a catalog that was made anew is the same", made_anew),
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
        crate::classes::valid("cfpackage", &package);
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
