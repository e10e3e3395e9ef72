//! A server that has frameworks at the addresses where others would publish them, and a small CASE
//! package of nobody's making.
#![allow(dead_code, reason = "no target uses all of it")]

use crate::web::{Conversation, Server, answer, path_of};
use serde_json::{Value, json};
use std::collections::HashMap;
use std::sync::{Arc, Mutex};

/// Where CASE stands on servers that have it.
pub const CASE: &str = "/ims/case/v1p1";

/// The identifier of the small package's CFDocument.
pub const DOCUMENT: &str = "00000000-0000-4000-8000-000000000001";

/// A server whose pages can be changed.
pub struct Shelf {
    pub server: Server,
    pages: Arc<Mutex<HashMap<String, Page>>>,
}

#[derive(Clone)]
struct Page {
    status: &'static str,
    headers: Vec<String>,
    body: Vec<u8>,
}

impl Shelf {
    /// One with nothing on it.
    pub fn new() -> Self {
        let pages = Arc::<Mutex<HashMap<String, Page>>>::default();
        let kept = Arc::clone(&pages);
        let server = Server::http(move |head, stream: &mut dyn Conversation| {
            let page = kept.lock().unwrap().get(path_of(head)).cloned();
            match page {
                None => answer(stream, "404 Not Found", &[], ""),
                Some(page) => {
                    let headers: Vec<&str> = page.headers.iter().map(String::as_str).collect();
                    answer(stream, page.status, &headers, &page.body);
                }
            }
        });
        Self { server, pages }
    }

    /// The URL of a page.
    pub fn url(&self, path: &str) -> String {
        self.server.url(path)
    }

    /// Puts a JSON document at `path`, in the place of what was there; its URL.
    pub fn put(&self, path: &str, body: impl Into<Vec<u8>>) -> String {
        self.put_as(path, "200 OK", &["Content-Type: application/json"], body)
    }

    /// Puts any answer at `path`; its URL.
    pub fn put_as(
        &self,
        path: &str,
        status: &'static str,
        headers: &[&str],
        body: impl Into<Vec<u8>>,
    ) -> String {
        let page = Page {
            status,
            headers: headers.iter().map(|line| (*line).to_owned()).collect(),
            body: body.into(),
        };
        self.pages.lock().unwrap().insert(path.to_owned(), page);
        self.url(path)
    }

    /// Has `path` lead to `target`; its URL.
    pub fn lead(&self, path: &str, target: &str) -> String {
        self.put_as(path, "302 Found", &[&format!("Location: {target}")], "")
    }

    /// Puts the small package on the shelf as CASE has it; the URL of its CFDocument.
    pub fn put_case(&self) -> String {
        let package = case_package();
        let mut document = package["CFDocument"].clone();
        // Another host than the one that is asked, as where a server stands behind another name.
        document["CFPackageURI"] = json!({
            "title": "Wheels",
            "identifier": DOCUMENT,
            "uri": "https://catalog.example/packages/1"
        });
        self.put(
            &format!("{CASE}/CFPackages/{DOCUMENT}"),
            package.to_string(),
        );
        self.put(
            &format!("{CASE}/CFDocuments/{DOCUMENT}"),
            document.to_string(),
        )
    }

    /// The paths that were asked for, in order.
    pub fn asked(&self) -> Vec<String> {
        let heads = self.server.heads();
        heads.iter().map(|head| path_of(head).to_owned()).collect()
    }
}

fn id(number: u32) -> String {
    format!("00000000-0000-4000-8000-{number:012}")
}

/// A record with what every class requires, and `more`.
fn record(number: u32, more: Value) -> Value {
    let mut record = json!({
        "identifier": id(number),
        "uri": format!("https://catalog.example/{number}"),
        "lastChangeDateTime": "2026-05-15T12:38:45Z"
    });
    let more = more.as_object().unwrap().clone();
    record.as_object_mut().unwrap().extend(more);
    record
}

fn link(number: u32) -> Value {
    json!({
        "title": "x",
        "identifier": id(number),
        "uri": format!("https://catalog.example/{number}")
    })
}

fn child(number: u32, parent: u32) -> Value {
    let more = json!({
        "associationType": "isChildOf",
        "originNodeURI": link(number),
        "destinationNodeURI": link(parent)
    });
    record(1000 + number, more)
}

/// A package of CASE 1.1 with two levels of one statement each.
pub fn case_package() -> Value {
    let level = |number: u32, label: &str, place: &str| {
        let more = json!({"fullStatement": label, "CFItemType": "Level", "listEnumeration": place});
        record(number, more)
    };
    let item = |number: u32, text: &str| record(number, json!({"fullStatement": text}));
    let licence = json!({
        "title": "CC BY 4.0",
        "identifier": id(9),
        "uri": "https://creativecommons.org/licenses/by/4.0/"
    });
    json!({
        "CFDocument": record(1, json!({
            "creator": "A Board",
            "title": "Wheels",
            "version": "2026",
            "licenseURI": licence
        })),
        "CFItems": [
            level(2, "Low", "1"),
            level(3, "High", "2"),
            item(10, "Spokes — cuts them"),
            item(11, "Hubs — mends them"),
        ],
        "CFAssociations": [child(2, 1), child(3, 1), child(10, 2), child(11, 3)],
    })
}
