//! Import of a CASE package of 10,000 items beside parsing its JSON.
//!
//! Use: `cargo bench --bench case` (with `--test` everything runs once). It prints Markdown rows:
//! milliseconds, the median over the rounds, of our reader of JSON, of `serde_json::Value` and of
//! the import, which parses the JSON too, and how many times as long as each of the two the import
//! takes. It has to stay at 5 times the faster of them or less.

use proofmark::framework::case;
use proofmark::ijson;
use serde_json::{Value, json};
use std::hint::black_box;
use std::time::Instant;

const ITEMS: u32 = 10_000;
const ROUNDS: usize = 21;
const ENOUGH: f64 = 5.0;

fn main() {
    let once = std::env::args().any(|argument| argument == "--test");
    let rounds = if once { 1 } else { ROUNDS };
    let text = package().to_string();
    let bytes = text.as_bytes();
    println!("{ITEMS} items, {:.1} MB", bytes.len() as f64 / 1e6);
    let [mut ours, mut value, mut import] = [const { Vec::new() }; 3];
    for _ in 0..rounds {
        ours.push(milliseconds(|| ijson::parse(bytes).is_ok()));
        value.push(milliseconds(|| {
            serde_json::from_slice::<Value>(bytes).is_ok()
        }));
        import.push(milliseconds(|| case::import(bytes).is_ok()));
    }
    let [ours, value, import] = [ours, value, import].map(median);
    println!("| what | ms | import takes, times |");
    println!("| --- | --- | --- |");
    println!("| parsing, ours | {ours:.1} | {:.2} |", import / ours);
    println!(
        "| parsing, serde_json | {value:.1} | {:.2} |",
        import / value
    );
    println!("| import | {import:.1} | |");
    // The claim is held against whichever of the two is faster.
    let times = import / ours.min(value);
    let held = if times <= ENOUGH { "held" } else { "not held" };
    println!("at most {ENOUGH} times as long as the faster of the two: {times:.2}, {held}");
}

fn milliseconds(work: impl Fn() -> bool) -> f64 {
    let start = Instant::now();
    assert!(black_box(work()), "it is sound");
    start.elapsed().as_secs_f64() * 1e3
}

fn median(mut times: Vec<f64>) -> f64 {
    times.sort_by(f64::total_cmp);
    times[times.len() / 2]
}

/// Four levels; below each, clusters of ten statements.
fn package() -> Value {
    let mut items = Vec::new();
    let mut associations = Vec::new();
    let document = record(
        "CFDocuments",
        1,
        json!({"creator": "A Board", "title": "Many"}),
    );
    let labels = ["Emerging", "Developing", "Proficient", "Advanced"];
    for (place, label) in (0..).zip(labels) {
        let members = json!({"fullStatement": label, "CFItemType": "Level",
            "listEnumeration": (place + 1).to_string(), "language": "en"});
        items.push(record("CFItems", 2 + place, members));
        associations.push(association(2 + place, 1, "isChildOf", place + 1));
    }
    for number in 0..ITEMS - 4 {
        let this = 100 + number;
        let cluster = number % 11 == 0;
        let text =
            format!("Practice {number} — carries out step {number} in the workshop, with care");
        let kind = if cluster { "Cluster" } else { "Competency" };
        let members = json!({"fullStatement": text, "CFItemType": kind, "language": "en",
            "humanCodingScheme": format!("A.{number}"), "listEnumeration": number.to_string()});
        items.push(record("CFItems", this, members));
        let parent = if cluster {
            2 + number / 11 % 4
        } else {
            this - number % 11
        };
        associations.push(association(this, parent, "isChildOf", number + 1));
        if !cluster {
            let level = 2 + number / 11 % 4;
            associations.push(association(this, level, "hasSkillLevel", number + 1));
        }
    }
    json!({"CFDocument": document, "CFItems": items, "CFAssociations": associations})
}

fn id(number: u32) -> String {
    format!("00000000-0000-4000-8000-{number:012}")
}

fn uri(class: &str, number: u32) -> String {
    format!("https://a.example/ims/case/v1p1/{class}/{}", id(number))
}

fn record(class: &str, number: u32, more: Value) -> Value {
    let mut record = json!({"identifier": id(number), "uri": uri(class, number),
        "lastChangeDateTime": "2026-05-15T12:38:45Z"});
    for (name, value) in more.as_object().into_iter().flatten() {
        record[name] = value.clone();
    }
    record
}

fn association(from: u32, to: u32, kind: &str, sequence: u32) -> Value {
    let end = |number| {
        json!({"title": "An item", "identifier": id(number), "uri": uri("CFItems", number),
            "targetType": "CASE"})
    };
    let number = from
        + if kind == "isChildOf" {
            1_000_000
        } else {
            2_000_000
        };
    let members = json!({"associationType": kind, "sequenceNumber": sequence,
        "originNodeURI": end(from), "destinationNodeURI": end(to)});
    record("CFAssociations", number, members)
}
