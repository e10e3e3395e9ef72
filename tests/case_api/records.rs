//! Packages and records by identifier.

use crate::Test;
use crate::bench::{Bench, Mood, Reply, WellAtTheEnd, limits};
use crate::classes::{refused, valid};
use crate::frameworks::{
    CONCEPT, CROSSING, DEEP, GROUP, GROUPING, SUBJECT, deep, later, published, put, real, sample,
};
use crate::support;
use crate::wait;
use axum::body::Body;
use axum::http::Request;
use proofmark::http::Limits;
use serde_json::{Value, json};
use std::collections::BTreeSet;
use std::sync::Arc;
use tower::ServiceExt;

pub const TESTS: &[(&str, Test)] = &[
    (
        "every record of every package can be had by its identifier",
        every_record,
    ),
    ("a record by itself says where it belongs", by_itself),
    ("items come with all their associations", item_associations),
    ("definitions come with all below them", hierarchies),
    (
        "an identifier is known in its own collection alone",
        other_collections,
    ),
    ("errors are those of CASE", errors),
    ("our own faults are told as CASE has it", faults),
    (
        "of two versions of a document the latest is current",
        versions,
    ),
    (
        "a package is asked for again only when it changed",
        conditional,
    ),
    ("people are shown to pages", pages),
    (
        "discovery names the operations of the specification",
        discovery,
    ),
];

/// The collections, the schema of the answer for one record, and the member of that which is an
/// array of records where the answer is a set.
pub const COLLECTIONS: [(&str, &str, Option<&str>); 10] = [
    ("CFDocuments", "cfdocument", None),
    ("CFPackages", "cfpackage", None),
    ("CFItems", "cfitem", None),
    ("CFAssociations", "cfassociation", None),
    ("CFRubrics", "cfrubric", None),
    ("CFAssociationGroupings", "cfassociationgrouping", None),
    ("CFConcepts", "cfconceptset", Some("CFConcepts")),
    ("CFItemTypes", "cfitemtypeset", Some("CFItemTypes")),
    ("CFLicenses", "cflicense", None),
    ("CFSubjects", "cfsubjectset", Some("CFSubjects")),
];

pub async fn get(bench: &Bench, path: &str) -> Reply {
    let request = Request::get(format!("/ims/case/v1p1/{path}"));
    bench.send(request.body(Body::empty()).unwrap()).await
}

/// The answer, which is there and valid by the schema of `class`.
pub async fn good(bench: &Bench, class: &str, path: &str) -> Value {
    let reply = get(bench, path).await;
    assert_eq!(reply.status, 200, "{path}: {}", reply.text());
    assert_eq!(reply.header("content-type"), "application/json");
    assert_eq!(reply.header("access-control-allow-origin"), "*");
    let document = reply.json();
    valid(class, &document);
    document
}

/// The answer, which is an error with this status and code, and valid by the official schema.
pub async fn bad(bench: &Bench, path: &str, status: u16, code: &str) -> Value {
    let info = get(bench, path).await.status_info(status, Some(code));
    valid("imsx_statusinfo", &info);
    info
}

/// All records of a package: the collection they are in, and they themselves.
pub fn records(package: &Value) -> Vec<(&str, &Value)> {
    let mut found = Vec::new();
    let definitions = &package["CFDefinitions"];
    for (collection, _, _) in COLLECTIONS {
        for place in [package, definitions] {
            let records = place[collection].as_array().into_iter().flatten();
            found.extend(records.map(|record| (collection, record)));
        }
    }
    found
}

async fn identifiers(bench: &Bench) -> Vec<String> {
    let set = good(bench, "cfdocumentset", "CFDocuments").await;
    let documents = set["CFDocuments"].as_array().unwrap();
    let identifiers = documents.iter().map(|document| &document["identifier"]);
    identifiers
        .map(|identifier| identifier.as_str().unwrap().to_owned())
        .collect()
}

fn every_record() {
    wait(async {
        let bench = published();
        let (mut counted, mut collections) = (0, BTreeSet::new());
        let documents = identifiers(&bench).await;
        assert_eq!(documents.len(), 3);
        for document in documents {
            let package = good(&bench, "cfpackage", &format!("CFPackages/{document}")).await;
            let single = good(&bench, "cfdocument", &format!("CFDocuments/{document}")).await;
            same_but(&package["CFDocument"], &single, "CFPackageURI");
            for (collection, record) in records(&package) {
                let identifier = record["identifier"].as_str().unwrap();
                let known = COLLECTIONS.iter().find(|(name, _, _)| *name == collection);
                let (_, class, set) = known.unwrap();
                let path = format!("{collection}/{identifier}");
                let answer = good(&bench, class, &path).await;
                match set {
                    Some(member) => assert_eq!(answer[member][0], *record),
                    None => same_but(record, &answer, "CFDocumentURI"),
                }
                counted += 1;
                collections.insert(collection.to_owned());
            }
        }
        // Nothing was skipped: all classes were seen, and at least the records of three times
        // four levels with ten statements.
        assert_eq!(collections.len(), COLLECTIONS.len() - 2, "{collections:?}");
        assert!(counted > 3 * (4 + 40) * 2, "{counted}");
    });
}

/// Both say the same, save that the single record may say where it belongs.
fn same_but(record: &Value, single: &Value, member: &str) {
    let mut single = single.clone();
    single.as_object_mut().unwrap().remove(member);
    assert_eq!(*record, single);
}

fn by_itself() {
    wait(async {
        let bench = published();
        let document = real().identifier();
        let single = good(&bench, "cfdocument", &format!("CFDocuments/{document}")).await;
        assert_eq!(
            single["CFPackageURI"],
            json!({
                "title": single["title"],
                "identifier": document,
                "uri": format!("https://school.example/ims/case/v1p1/CFPackages/{document}"),
            })
        );
        let mut without = single.clone();
        without.as_object_mut().unwrap().remove("CFPackageURI");
        assert!(refused("cfdocument", &without));

        let statement = real().levels[0].statements[0].id.clone();
        let item = good(&bench, "cfitem", &format!("CFItems/{statement}")).await;
        assert_eq!(
            item["CFDocumentURI"],
            json!({
                "title": single["title"], "identifier": document, "uri": single["uri"],
            })
        );
        // What came from elsewhere is known there under its own address.
        let item = good(&bench, "cfitem", &format!("CFItems/{GROUP}")).await;
        assert_eq!(
            item["CFDocumentURI"]["uri"],
            format!("https://elsewhere.example/{DEEP}")
        );
        // Capital letters name the same record.
        let loud = format!("CFItems/{}", GROUP.to_uppercase());
        assert_eq!(good(&bench, "cfitem", &loud).await, item);
    });
}

fn item_associations() {
    wait(async {
        let bench = published();
        let framework = sample();
        let statement = &framework.levels[0].statements[0].id;
        let path = format!("CFItemAssociations/{statement}");
        let set = good(&bench, "cfassociationset", &path).await;
        let item = good(&bench, "cfitem", &format!("CFItems/{statement}")).await;
        assert_eq!(set["CFItem"], item);
        // The same as a search through all packages finds.
        let mut expected = BTreeSet::new();
        for document in identifiers(&bench).await {
            let package = good(&bench, "cfpackage", &format!("CFPackages/{document}")).await;
            for association in package["CFAssociations"].as_array().unwrap() {
                let ends = ["originNodeURI", "destinationNodeURI"];
                if ends
                    .iter()
                    .any(|end| association[end]["identifier"] == **statement)
                {
                    expected.insert(association["identifier"].as_str().unwrap().to_owned());
                }
            }
        }
        let associations = set["CFAssociations"].as_array().unwrap();
        let given: BTreeSet<String> = associations
            .iter()
            .map(|association| association["identifier"].as_str().unwrap().to_owned())
            .collect();
        assert_eq!(given, expected);
        assert_eq!(given.len(), associations.len(), "one stands there twice");
        assert!(given.contains(CROSSING), "of another document");
        // Only items have this list.
        let path = format!("CFItemAssociations/{}", framework.identifier());
        bad(&bench, &path, 404, "unknownobject").await;
    });
}

fn hierarchies() {
    wait(async {
        let bench = published();
        let titles = |set: &Value, member: &str| -> Vec<String> {
            let records = set[member].as_array().unwrap().iter();
            records
                .map(|record| record["title"].as_str().unwrap().to_owned())
                .collect()
        };
        let path = format!("CFSubjects/{SUBJECT}");
        let set = good(&bench, "cfsubjectset", &path).await;
        assert_eq!(titles(&set, "CFSubjects"), ["Crafts", "Repair", "Bicycles"]);
        let last = SUBJECT.replace("010", "013");
        let set = good(&bench, "cfsubjectset", &format!("CFSubjects/{last}")).await;
        assert_eq!(titles(&set, "CFSubjects"), ["Bicycles"]);
        let set = good(&bench, "cfconceptset", &format!("CFConcepts/{CONCEPT}")).await;
        assert_eq!(titles(&set, "CFConcepts"), ["Care"]);
    });
}

fn other_collections() {
    wait(async {
        let bench = published();
        let statement = &sample().levels[0].statements[0].id;
        let known = [
            ("CFDocuments", DEEP),
            ("CFItems", statement),
            ("CFAssociations", CROSSING),
            ("CFAssociationGroupings", GROUPING),
            ("CFConcepts", CONCEPT),
            ("CFSubjects", SUBJECT),
        ];
        for (own, identifier) in known {
            for (collection, _, _) in COLLECTIONS {
                let path = format!("{collection}/{identifier}");
                let is_own =
                    collection == own || (own, collection) == ("CFDocuments", "CFPackages");
                if is_own {
                    assert_eq!(get(&bench, &path).await.status, 200, "{path}");
                } else {
                    bad(&bench, &path, 404, "unknownobject").await;
                }
            }
        }
    });
}

fn errors() {
    wait(async {
        let bench = published();
        let paths = COLLECTIONS.map(|(collection, _, _)| collection);
        for collection in paths.into_iter().chain(["CFItemAssociations"]) {
            let path = format!("{collection}/00000000-0000-4000-8000-000000000000");
            let info = bad(&bench, &path, 404, "unknownobject").await;
            let told = info["imsx_description"].as_str().unwrap();
            assert!(told.starts_with("Unknown Object"), "{told}");
            for wrong in [
                "1",
                "5b7c0e1a-1111-4a61-8d25-00000000000",
                "5b7c0e1a-1111-4a61-8d25-00000000000g",
                "5b7c0e1a11114a618d25000000000001",
                "%7B5b7c0e1a-1111-4a61-8d25-000000000001%7D",
                "%FF",
            ] {
                let path = format!("{collection}/{wrong}");
                let status = if wrong == "%FF" { 400 } else { 404 };
                bad(&bench, &path, status, "invalid_uuid").await;
            }
            let path = format!("{collection}/{DEEP}?color=red");
            bad(&bench, &path, 400, "invalid_selection_field").await;
        }
        // No record has the identifier nil, whatever packages say.
        let nil = "CFItems/00000000-0000-0000-0000-000000000000";
        bad(&bench, nil, 404, "unknownobject").await;
        for path in ["CFThings", "CFItems", ""] {
            bad(&bench, path, 404, "unknownobject").await;
        }
        let post = Request::post("/ims/case/v1p1/CFDocuments");
        let reply = bench.send(post.body(Body::from("{}")).unwrap()).await;
        let info = reply.status_info(405, None);
        valid("imsx_statusinfo", &info);
        assert_eq!(info["imsx_codeMajor"], "unsupported");
        assert_eq!(reply.header("allow"), "GET, HEAD, OPTIONS");
        // Elsewhere nothing changed.
        bench.get("/ims").await.problem(404, "not-found");
    });
}

fn faults() {
    wait(async {
        let bench = published();
        // The catalog is in memory; a page is looked up in the store.
        good(&bench, "cfdocumentset", "CFDocuments").await;
        bench.store.set(Mood::Panicking);
        let request = Request::get(format!("/ims/case/v1p1/CFItems/{GROUP}"));
        let request = request.header("Accept", "text/html");
        let reply = bench.send(request.body(Body::empty()).unwrap()).await;
        valid(
            "imsx_statusinfo",
            &reply.status_info(500, Some("internal_server_error")),
        );
        assert!(!reply.text().contains("secret"));

        let narrow = Limits {
            store_calls: 1,
            queue: 0,
            ..limits()
        };
        let bench = Bench::with(narrow);
        let _well = WellAtTheEnd(Arc::clone(&bench.store));
        bench.store.set(Mood::Stuck);
        let (router, request) = (bench.router.clone(), "/ims/case/v1p1/CFDocuments");
        let request = Request::get(request).body(Body::empty()).unwrap();
        let first = tokio::spawn(router.oneshot(request));
        let stuck = Arc::clone(&bench.store);
        let stuck = tokio::task::spawn_blocking(move || stuck.wait_until_stuck(1));
        stuck.await.unwrap();
        let reply = get(&bench, "CFDocuments").await;
        valid(
            "imsx_statusinfo",
            &reply.status_info(429, Some("server_busy")),
        );
        assert!(!reply.header("retry-after").is_empty());
        bench.store.set(Mood::Well);
        first.await.unwrap().unwrap();
    });
}

fn versions() {
    wait(async {
        let (old, new) = (
            deep("9", "2025-01-01T00:00:00Z"),
            deep("10", "2025-02-01T00:00:00Z"),
        );
        for order in [[&old, &new], [&new, &old]] {
            let bench = Bench::new();
            for framework in order {
                put(&bench, framework);
            }
            assert_eq!(identifiers(&bench).await, [DEEP]);
            for (collection, class) in [("CFDocuments", "cfdocument"), ("CFPackages", "cfpackage")]
            {
                let document = good(&bench, class, &format!("{collection}/{DEEP}")).await;
                let document = document.get("CFDocument").unwrap_or(&document);
                assert_eq!(document["version"], "10", "{collection}");
            }
        }
        // Versions of an export have identifiers of their own, and both stay.
        let bench = Bench::new();
        put(&bench, &sample());
        put(&bench, &later(crate::bench::FRAMEWORK));
        assert_eq!(identifiers(&bench).await.len(), 2);
    });
}

fn conditional() {
    wait(async {
        let bench = published();
        let statement = &sample().levels[0].statements[0].id;
        let paths = [
            "CFDocuments".to_owned(),
            format!("CFDocuments/{DEEP}"),
            format!("CFPackages/{DEEP}"),
            format!("CFItems/{statement}"),
            format!("CFItemAssociations/{statement}"),
            format!("CFSubjects/{SUBJECT}"),
            "discovery/imscasev1p1_openapi3_v1p0.json".to_owned(),
        ];
        for path in paths {
            let whole = get(&bench, &path).await;
            let tag = whole.header("etag");
            assert!(tag.starts_with('"') && tag.len() > 20, "{path}: {tag}");
            assert_eq!(whole.header("cache-control"), "public, max-age=300");
            let asked = async |method: &str, known: &str| {
                let request = Request::builder()
                    .method(method)
                    .uri(format!("/ims/case/v1p1/{path}"))
                    .header("If-None-Match", known);
                bench.send(request.body(Body::empty()).unwrap()).await
            };
            let again = asked("GET", tag).await;
            assert_eq!(
                (again.status.as_u16(), again.body.len()),
                (304, 0),
                "{path}"
            );
            assert_eq!(again.header("etag"), tag);
            let other = asked("GET", "\"other\"").await;
            assert_eq!((other.status.as_u16(), &other.body), (200, &whole.body));
            let head = asked("HEAD", "\"other\"").await;
            assert_eq!((head.status.as_u16(), head.body.len()), (200, 0));
            assert_eq!(head.header("content-length"), whole.body.len().to_string());
            assert_eq!(head.header("etag"), tag);
        }
    });
}

fn pages() {
    wait(async {
        let bench = published();
        let framework = real();
        let home = "https://school.example/frameworks/27-4014.00/v.26.05";
        let (level, statement) = (&framework.levels[2], &framework.levels[2].statements[3]);
        let cases = [
            (
                format!("CFDocuments/{}", framework.identifier()),
                home.to_owned(),
            ),
            (
                format!("CFItems/{}", framework.level_identifier(level)),
                format!("{home}/levels/{}", level.id),
            ),
            (
                format!("CFItems/{}", statement.id),
                format!("{home}/statements/{}/4", level.id),
            ),
            (
                format!("CFItems/{GROUP}"),
                format!("https://school.example/frameworks/{DEEP}/1"),
            ),
        ];
        let browser = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8";
        let ask = async |path: &str, accept: &str| {
            let request = Request::get(format!("/ims/case/v1p1/{path}")).header("Accept", accept);
            bench.send(request.body(Body::empty()).unwrap()).await
        };
        for (path, page) in cases {
            let reply = ask(&path, browser).await;
            assert_eq!(
                (reply.status.as_u16(), reply.header("location")),
                (303, &*page)
            );
            assert_eq!(reply.header("vary"), "Accept");
            for accept in [
                "*/*",
                "application/json",
                "application/json, text/html",
                "image/png",
            ] {
                let reply = ask(&path, accept).await;
                assert_eq!(reply.status, 200, "{accept}");
                assert_eq!(reply.header("vary"), "Accept");
            }
        }
        let path = "CFItems/00000000-0000-4000-8000-000000000000";
        ask(path, browser)
            .await
            .status_info(404, Some("unknownobject"));
        // Programs alone read packages.
        let path = format!("CFPackages/{DEEP}");
        assert_eq!(ask(&path, browser).await.status, 200);
    });
}

fn discovery() {
    wait(async {
        let bench = Bench::new();
        let reply = get(&bench, "discovery/imscasev1p1_openapi3_v1p0.json").await;
        assert_eq!(reply.status, 200);
        let ours = reply.json();
        assert_eq!(
            ours["servers"][0]["url"],
            "https://school.example/ims/case/v1p1"
        );
        let folder = support::data("openapi").unwrap();
        let text = support::read(&folder.join("case-v1p1-openapi-3.0.0.json")).unwrap();
        let official: Value = serde_json::from_str(&text).unwrap();
        let operation = |document: &Value, path: &str| {
            let operation = &document["paths"][path]["get"];
            let parameters = operation["parameters"]
                .as_array()
                .cloned()
                .unwrap_or_default();
            let names: BTreeSet<String> = parameters
                .iter()
                .map(|parameter| format!("{} {}", parameter["in"], parameter["name"]))
                .collect();
            (operation["operationId"].clone(), names)
        };
        let paths = official["paths"].as_object().unwrap();
        assert_eq!(paths.len(), 12);
        for path in paths.keys() {
            assert_eq!(operation(&ours, path), operation(&official, path), "{path}");
            let responses = &ours["paths"][path]["get"]["responses"];
            for status in ["200", "400", "404", "429", "500"] {
                assert!(responses[status].is_object(), "{path} {status}");
            }
        }
        assert_eq!(
            ours["paths"].as_object().unwrap().len(),
            13,
            "these and itself"
        );
    });
}
