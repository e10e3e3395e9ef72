//! Tests of the certificate: the attachment comes back as it went in, by our reader and by another;
//! hostile and long texts make a page of one page; and who listens hears what is on it.

use super::page::{Role, blocks};
use super::*;
use crate::carrier::{self, Carrier};
use crate::picture::badge::tests::hostile;
use lopdf::{Dictionary, Document, Object};
use resvg::usvg::roxmltree;
use time::macros::datetime;

const CREDENTIAL: &[u8] =
    br#"{"@context":["https://www.w3.org/ns/credentials/v2"],"type":["VerifiableCredential"],"a":"{&}"}"#;

const STATEMENTS: [&str; 9] = [
    "Setting up microphones and lines",
    "Mixing live sound for a room",
    "Finding faults under time pressure",
    "Keeping levels safe for hearing",
    "Recording in several tracks and documenting what was recorded so that others can go on",
    "Working with artists and stage crew",
    "Patching and labelling",
    "Editing dialogue",
    "Planning power and weight",
];

fn words() -> Words<'static> {
    Words {
        language: "en",
        heading: "Certificate",
        certifies: "This certifies that",
        holder: "the holder of the attached credential",
        reached: "has reached the level",
        earned: "has earned",
        place: "Level 3 of 4",
        statements: "Shown in the assessment",
        more: &|count| format!("and {count} more"),
        issuer: "Issued by",
        assessor: "Assessed by",
        assessed: "Assessed on",
        valid_until: "Valid until",
        rule: "How the level is decided",
        framework: "Framework",
        version: "Version",
        credential: "Credential",
        verify: "How to verify",
        verify_there: "The signed credential is attached to this PDF. Open the address below, or \
                       photograph the code, and hand in this file: it is checked at once.",
        verify_anywhere: "The signed credential is attached to this PDF. Hand in this file to any \
                          verifier of Open Badges 3.0.",
        code: "QR code of the address below",
        attachment: "The signed credential",
    }
}

fn certificate() -> Certificate<'static> {
    Certificate {
        learner: Some("Ada Example"),
        title: "Sound Engineering Technicians",
        level: "Proficient",
        ladder: vec!["Emerging", "Developing", "Proficient", "Advanced"],
        rank: 3,
        statements: STATEMENTS.to_vec(),
        issuer: "Harbour Media School",
        assessor: Some("R. Assessor"),
        assessed: Some("19 November 2026"),
        valid_until: None,
        rule: Some(
            "A level is reached when at least 80 % of its statements are met, and every level \
             below it is reached too.",
        ),
        framework: Some("Sound Engineering Technicians (27-4014.00)"),
        version: Some("v.26.05"),
        attribution: Some("Sample framework of Proofmark, CC0 1.0."),
        id: "urn:uuid:0b9c6a3e-1111-4222-8333-444455556666",
        address: Some("https://badges.example/verify"),
    }
}

fn attached() -> Attached<'static> {
    Attached {
        bytes: CREDENTIAL,
        media_type: "application/vc",
        name: "sound-engineering-technicians-proficient.json",
        signed: datetime!(2026-11-20 10:00 UTC),
    }
}

fn made(certificate: &Certificate<'_>) -> Vec<u8> {
    pdf(certificate, &words(), attached()).expect("a certificate")
}

/// A dictionary member, followed where it is a reference.
fn member<'d>(document: &'d Document, of: &'d Dictionary, name: &str) -> &'d Object {
    let object = of.get(name.as_bytes()).expect(name);
    document.dereference(object).expect(name).1
}

#[test]
fn the_credential_comes_back_as_it_went_in() {
    let file = made(&certificate());
    let carried = carrier::find(&file).unwrap().unwrap();
    assert_eq!(carried.carrier, Carrier::Pdf);
    assert_eq!(carried.credential, CREDENTIAL);
    assert_eq!(carried.departures, []);
}

#[test]
fn another_reader_finds_it_as_an_associated_file() {
    let document = Document::load_mem(&made(&certificate())).unwrap();
    assert_eq!(document.get_pages().len(), 1);
    let catalog = document.catalog().unwrap();
    let associated = member(&document, catalog, "AF").as_array().unwrap();
    let file = document
        .dereference(&associated[0])
        .unwrap()
        .1
        .as_dict()
        .unwrap();
    let name = |name| member(&document, file, name);
    assert_eq!(name("AFRelationship").as_name().unwrap(), b"Data");
    assert_eq!(name("F").as_str().unwrap(), attached().name.as_bytes());
    let embedded = name("EF").as_dict().unwrap();
    let stream = member(&document, embedded, "F").as_stream().unwrap();
    assert_eq!(stream.content, CREDENTIAL);
    let subtype = stream.dict.get(b"Subtype").unwrap().as_name().unwrap();
    assert_eq!(subtype, b"application/vc");
    let names = member(&document, catalog, "Names").as_dict().unwrap();
    assert!(names.has(b"EmbeddedFiles"));
}

#[test]
fn it_says_that_it_is_kept_and_how_it_is_read_aloud() {
    let file = made(&certificate());
    let document = Document::load_mem(&file).unwrap();
    let catalog = document.catalog().unwrap();
    let metadata = member(&document, catalog, "Metadata").as_stream().unwrap();
    let metadata = metadata
        .decompressed_content()
        .unwrap_or_else(|_| metadata.content.clone());
    let metadata = String::from_utf8_lossy(&metadata);
    assert!(metadata.contains("<pdfaid:part>3"), "{metadata}");
    assert!(metadata.contains("<pdfaid:conformance>A"), "{metadata}");
    assert_eq!(member(&document, catalog, "Lang").as_str().unwrap(), b"en");
    assert!(catalog.has(b"StructTreeRoot"));
    let text = document.extract_text(&[1]).unwrap();
    let text: String = text.split_whitespace().collect();
    for shown in [
        "AdaExample",
        "Proficient",
        "Settingupmicrophones",
        "badges.example",
    ] {
        assert!(text.contains(shown), "{shown} in {text}");
    }
}

#[test]
fn the_page_says_everything_in_the_order_in_which_it_is_read() {
    let blocks = blocks(&certificate(), &words());
    let text = |svg: &str| {
        let document = roxmltree::Document::parse(svg).unwrap();
        let texts = document
            .descendants()
            .filter(|node| node.has_tag_name("text"));
        let texts: Vec<&str> = texts.filter_map(|node| node.text()).collect();
        texts.join(" ")
    };
    let all: Vec<String> = blocks.iter().map(|block| text(&block.svg)).collect();
    let all = all.join("\n");
    for shown in [
        "Certificate",
        "Ada Example",
        "Proficient",
        "Level 3 of 4",
        "R. Assessor",
    ] {
        assert!(all.contains(shown), "{shown}");
    }
    for statement in STATEMENTS.iter().filter(|statement| statement.len() < 40) {
        assert!(all.contains(statement), "{statement}");
    }
    assert!(all.contains("80\u{a0}%") && !all.contains("more"), "{all}");
    let alts: Vec<&Role> = blocks
        .iter()
        .map(|block| &block.role)
        .filter(|role| matches!(role, Role::Figure(_)))
        .collect();
    let ladder = "Level 3 of 4: Emerging, Developing, Proficient, Advanced".to_owned();
    let code = "QR code of the address below".to_owned();
    assert_eq!(alts, [&Role::Figure(ladder), &Role::Figure(code)]);
}

#[test]
fn statements_that_do_not_fit_are_counted() {
    let many: Vec<String> = (1..=200).map(|n| format!("Statement number {n}")).collect();
    let certificate = Certificate {
        statements: many.iter().map(String::as_str).collect(),
        ..certificate()
    };
    let all: String = blocks(&certificate, &words())
        .into_iter()
        .map(|b| b.svg)
        .collect();
    let told = all.matches("Statement number").count();
    assert!((15..60).contains(&told), "{told}");
    assert!(all.contains(&format!("and {} more", 200 - told)), "{told}");
}

#[test]
fn without_a_name_and_an_address_there_is_no_gap_and_no_code() {
    let certificate = Certificate {
        learner: None,
        address: None,
        assessor: None,
        rule: None,
        statements: Vec::new(),
        ..certificate()
    };
    let all: String = blocks(&certificate, &words())
        .into_iter()
        .map(|b| b.svg)
        .collect();
    assert!(all.contains("the holder of the attached credential"));
    assert!(all.contains("any verifier") && !all.contains("photograph"));
    assert!(carrier::find(&made(&certificate)).unwrap().is_some());
}

#[test]
fn hostile_and_long_texts_make_one_page_that_still_carries_the_credential() {
    for text in hostile() {
        let certificate = Certificate {
            learner: Some(&text),
            title: &text,
            level: &text,
            ladder: vec![&text; 30],
            rank: 7,
            statements: vec![&text; 100],
            issuer: &text,
            assessor: Some(&text),
            assessed: Some(&text),
            valid_until: Some(&text),
            rule: Some(&text),
            framework: Some(&text),
            version: Some(&text),
            attribution: Some(&text),
            id: &text,
            address: Some(&text),
        };
        let file = made(&certificate);
        assert!(file.len() < 600 << 10, "{} bytes", file.len());
        let document = Document::load_mem(&file).unwrap();
        assert_eq!(document.get_pages().len(), 1);
        let carried = carrier::find(&file).unwrap().unwrap();
        assert_eq!(carried.credential, CREDENTIAL, "{text:?}");
    }
}

/// Writes certificates to look at into the folder `PICTURES` names.
#[test]
fn certificates_are_written_where_somebody_asks_for_them() {
    let Some(folder) = std::env::var_os("PICTURES") else {
        return;
    };
    let folder = std::path::Path::new(&folder);
    std::fs::write(folder.join("certificate.pdf"), made(&certificate())).unwrap();
    let many: Vec<String> = (1..=60)
        .map(|n| {
            format!("Statement {n}: doing one thing after another in a given setting, with care")
        })
        .collect();
    let long = Certificate {
        learner: Some("Maria-Magdalena Wilhelmine von und zu Hohenlohe-Schillingsfürst"),
        title: "Electrical and Electronics Installers and Repairers, Transportation Equipment, and \
                First-Line Supervisors of Mechanics",
        ladder: vec!["L"; 12],
        rank: 7,
        statements: many.iter().map(String::as_str).collect(),
        valid_until: Some("31 January 2030"),
        ..certificate()
    };
    std::fs::write(folder.join("certificate-long.pdf"), made(&long)).unwrap();
}
