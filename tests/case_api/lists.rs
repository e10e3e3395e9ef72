//! `CFDocuments`: pages, order, filters and selection.

use crate::Test;
use crate::bench::Bench;
use crate::classes::valid;
use crate::frameworks::{DEEP, deep, numbered, put};
use crate::records::{bad, get, good};
use crate::wait;
use serde_json::Value;
use std::collections::BTreeSet;
use url::form_urlencoded::byte_serialize;

pub const TESTS: &[(&str, Test)] = &[
    ("pages have every document exactly once", walks),
    ("pages go backward too", walks_back),
    ("limits and offsets", limits),
    ("sorting", sorting),
    ("filters", filters),
    ("selected members", selection),
    ("an empty set is no set", nothing),
];

/// So many frameworks and one that came from CASE.
fn bench(count: u32) -> Bench {
    let bench = Bench::new();
    for number in 0..count {
        put(&bench, &numbered(number));
    }
    put(&bench, &deep("1", "2025-03-04T05:06:07Z"));
    bench
}

fn encoded(text: &str) -> String {
    byte_serialize(text.as_bytes()).collect()
}

fn members(set: &Value, member: &str) -> Vec<String> {
    let documents = set["CFDocuments"].as_array().unwrap();
    documents
        .iter()
        .map(|document| document[member].as_str().unwrap_or("-").to_owned())
        .collect()
}

/// What `relation` leads to in a header field `Link`, from the API's own address on.
fn link(header: &str, relation: &str) -> Option<String> {
    let wanted = format!("; rel=\"{relation}\"");
    let one = header
        .split(", ")
        .find_map(|link| link.strip_suffix(&wanted))?;
    let address = one
        .strip_prefix("<https://school.example/ims/case/v1p1/")
        .unwrap();
    Some(address.strip_suffix('>').unwrap().to_owned())
}

/// Follows `relation` from `path` on; the identifiers on all pages.
async fn walk(bench: &Bench, path: &str, relation: &str) -> Vec<String> {
    let (mut next, mut found) = (Some(path.to_owned()), Vec::new());
    while let Some(path) = next {
        let reply = get(bench, &path).await;
        assert_eq!(reply.status, 200, "{path}: {}", reply.text());
        valid("cfdocumentset", &reply.json());
        assert_eq!(reply.header("x-total-count"), "24");
        found.push(members(&reply.json(), "identifier"));
        next = link(reply.header("link"), relation);
    }
    found.concat()
}

fn walks() {
    wait(async {
        let bench = bench(23);
        for limit in [1, 5, 8, 23, 24, 100] {
            for order in [
                "",
                "&sort=title",
                "&sort=language&orderBy=desc",
                "&fields=title",
            ] {
                let path = format!("CFDocuments?limit={limit}{order}");
                let found = walk(&bench, &path, "next").await;
                assert_eq!(found.len(), 24, "{path}");
                let once: BTreeSet<&String> = found.iter().collect();
                assert_eq!(once.len(), 24, "{path}");
            }
        }
        let all = walk(&bench, "CFDocuments", "next").await;
        assert_eq!(walk(&bench, "CFDocuments?limit=7", "next").await, all);
        let last = get(&bench, "CFDocuments?limit=10").await;
        let last = link(last.header("link"), "last").unwrap();
        let last = good(&bench, "cfdocumentset", &last).await;
        assert_eq!(members(&last, "identifier"), all[20..]);
    });
}

fn walks_back() {
    wait(async {
        let bench = bench(23);
        let mut found = walk(&bench, "CFDocuments?limit=5&offset=19", "prev").await;
        let mut all = walk(&bench, "CFDocuments", "next").await;
        assert_eq!(found.len(), 24);
        found.sort();
        all.sort();
        assert_eq!(found, all);
        let first = get(&bench, "CFDocuments?limit=5").await;
        let relations =
            |header: &str| ["first", "prev", "next", "last"].map(|one| link(header, one).is_some());
        assert_eq!(relations(first.header("link")), [true, false, true, true]);
        let last = get(&bench, "CFDocuments?limit=5&offset=20").await;
        assert_eq!(relations(last.header("link")), [true, true, false, true]);
    });
}

fn limits() {
    wait(async {
        let bench = bench(120);
        let count = async |path: &str| {
            let set = good(&bench, "cfdocumentset", path).await;
            set["CFDocuments"].as_array().unwrap().len()
        };
        assert_eq!(
            count("CFDocuments").await,
            100,
            "as the specification has it"
        );
        assert_eq!(count("CFDocuments?limit=3").await, 3);
        assert_eq!(count("CFDocuments?limit=5000").await, 121);
        assert_eq!(count("CFDocuments?offset=120").await, 1);
        for wrong in [
            "limit=0",
            "limit=-1",
            "limit=",
            "limit=ten",
            "limit=1.5",
            "offset=-1",
            "offset=",
            "offset=x",
            "limit=1&limit=2",
            "page=2",
            "Limit=1",
        ] {
            let path = format!("CFDocuments?{wrong}");
            bad(&bench, &path, 400, "invalid_selection_field").await;
        }
    });
}

fn sorting() {
    wait(async {
        let bench = bench(30);
        let sorted = async |query: &str, member: &str| {
            let path = format!("CFDocuments?{query}");
            members(&good(&bench, "cfdocumentset", &path).await, member)
        };
        let up = sorted("sort=title", "title").await;
        assert!(up.is_sorted() && up[0] < up[30], "{up:?}");
        assert_eq!(sorted("sort=title&orderBy=asc", "title").await, up);
        let mut down = sorted("sort=title&orderBy=desc", "title").await;
        down.reverse();
        assert_eq!(down, up);
        let moments = sorted("sort=lastChangeDateTime", "lastChangeDateTime").await;
        assert!(moments.is_sorted() && moments[0].starts_with("2025-03"));
        // Who has no language comes last in both orders.
        for order in ["asc", "desc"] {
            let query = format!("sort=language&orderBy={order}");
            assert_eq!(sorted(&query, "identifier").await[0], DEEP, "{order}");
        }
        let mut reversed = sorted("orderBy=desc", "identifier").await;
        reversed.reverse();
        assert_eq!(reversed, sorted("", "identifier").await);
        assert!(reversed.is_sorted());
        sorted("sort=licenseURI.title", "title").await;
        for wrong in [
            "sort=color",
            "sort=",
            "sort=Title",
            "sort=title.uri",
            "sort=title,version",
            "sort=title&orderBy=up",
            "orderBy=",
            "orderBy=ASC",
        ] {
            let path = format!("CFDocuments?{wrong}");
            bad(&bench, &path, 400, "invalid_sort_field").await;
        }
        let info = bad(&bench, "CFDocuments?sort=titel", 400, "invalid_sort_field").await;
        let told = info["imsx_description"].as_str().unwrap();
        assert!(told.contains("did you mean \"title\"?"), "{told}");
    });
}

fn filters() {
    wait(async {
        let bench = bench(30);
        for (filter, count) in [
            ("identifier='5b7c0e1a-1111-4a61-8d25-000000000001'", 1),
            ("language='en'", 1),
            ("language!='en'", 30),
            ("title~'trade 001'", 10),
            ("title~'TRADE 001' OR language='en'", 11),
            ("title~'Trade' AND title~'0017'", 1),
            ("lastChangeDateTime<'2026-01-01'", 1),
            ("lastChangeDateTime>='2026-11-01T10:00:00+01:00'", 30),
            ("subjectURI.title='Crafts'", 1),
            ("subject='Crafts'", 1),
        ] {
            let path = format!("CFDocuments?limit=1&filter={}", encoded(filter));
            let reply = get(&bench, &path).await;
            assert_eq!(reply.status, 200, "{filter}: {}", reply.text());
            valid("cfdocumentset", &reply.json());
            assert_eq!(reply.header("x-total-count"), count.to_string(), "{filter}");
            // The filter goes along from page to page.
            if let Some(next) = link(reply.header("link"), "next") {
                let next = get(&bench, &next).await;
                assert_eq!(next.header("x-total-count"), count.to_string());
            }
        }
        for wrong in [
            "",
            "color='red'",
            "title='x",
            "title=x",
            "title='x' NOR title='y'",
        ] {
            let path = format!("CFDocuments?filter={}", encoded(wrong));
            bad(&bench, &path, 400, "invalid_selection_field").await;
        }
        // That none fits is nobody's fault, and told as the specification has it.
        let path = format!("CFDocuments?filter={}", encoded("title='none'"));
        bad(&bench, &path, 404, "unknownobject").await;
    });
}

fn selection() {
    wait(async {
        let bench = bench(2);
        let path = "CFDocuments?fields=version,licenseURI";
        let set = good(&bench, "cfdocumentset", path).await;
        let required = [
            "CFPackageURI",
            "identifier",
            "uri",
            "creator",
            "title",
            "lastChangeDateTime",
        ];
        for document in set["CFDocuments"].as_array().unwrap() {
            let names: BTreeSet<&str> = document
                .as_object()
                .unwrap()
                .keys()
                .map(String::as_str)
                .collect();
            let mut wanted: BTreeSet<&str> = required.into_iter().collect();
            wanted.insert("version");
            if document["identifier"] != DEEP {
                wanted.insert("licenseURI");
            }
            assert_eq!(names, wanted);
        }
        for wrong in ["", "color", "title,color", "title,", "licenseURI.title"] {
            let path = format!("CFDocuments?fields={wrong}");
            bad(&bench, &path, 400, "invalid_selection_field").await;
        }
    });
}

fn nothing() {
    wait(async {
        let bench = Bench::new();
        let reply = get(&bench, "CFDocuments").await;
        valid(
            "imsx_statusinfo",
            &reply.status_info(404, Some("unknownobject")),
        );
        assert_eq!(
            (reply.header("x-total-count"), reply.header("link")),
            ("0", "")
        );
        put(&bench, &numbered(1));
        // The catalog was made before; this one was put on record behind its back.
        assert_eq!(get(&bench, "CFDocuments").await.status, 404);
        let bench = self::bench(2);
        let reply = get(&bench, "CFDocuments?limit=2&offset=3").await;
        reply.status_info(404, Some("unknownobject"));
        assert_eq!(reply.header("x-total-count"), "3");
        let first = link(reply.header("link"), "first").unwrap();
        assert_eq!(get(&bench, &first).await.status, 200);
        assert_eq!(link(reply.header("link"), "prev"), None);
    });
}
