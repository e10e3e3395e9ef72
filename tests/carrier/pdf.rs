//! PDF: documents made here byte by byte, and by another writer.

use super::pictures::{CREDENTIAL, TOKEN, deflated};
use super::{assert_same_json, fault, found};
use lopdf::{Document, Object, SaveOptions, Stream, dictionary};
use proofmark::carrier::{self, Carrier};

const PAGES: (u32, &str) = (2, "<< /Type /Pages /Kids [] /Count 0 >>");
const NAMED: (u32, &str) = (
    1,
    "<< /Type /Catalog /Pages 2 0 R /Names << /EmbeddedFiles 5 0 R >> >>",
);

/// A document of `objects` with a cross-reference table, and more in its trailer.
fn document_with(objects: &[(u32, Vec<u8>)], trailer: &str) -> Vec<u8> {
    let mut file = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n".to_vec();
    let mut table = String::from("xref\n0 1\n0000000000 65535 f \n");
    for (number, object) in objects {
        table.push_str(&format!("{number} 1\n{:010} 00000 n \n", file.len()));
        file.extend_from_slice(format!("{number} 0 obj\n").as_bytes());
        file.extend_from_slice(object);
        file.extend_from_slice(b"\nendobj\n");
    }
    let start = file.len();
    let end = format!("trailer\n<< /Size 99 /Root 1 0 R {trailer} >>\nstartxref\n{start}\n%%EOF\n");
    file.extend_from_slice(table.as_bytes());
    file.extend_from_slice(end.as_bytes());
    file
}

fn document(objects: &[(u32, Vec<u8>)]) -> Vec<u8> {
    document_with(objects, "")
}

fn text((number, object): (u32, &str)) -> (u32, Vec<u8>) {
    (number, object.as_bytes().to_vec())
}

fn stream(number: u32, more: &str, bytes: &[u8]) -> (u32, Vec<u8>) {
    let head = format!("<< {more} /Length {} >>\nstream\r\n", bytes.len());
    let object = [head.as_bytes(), bytes, b"\nendstream"].concat();
    (number, object)
}

/// A document with attachments: each with what its stream's dictionary has more.
pub fn with_streams(streams: &[(&str, Vec<u8>)]) -> Vec<u8> {
    let mut objects = vec![text(NAMED), text(PAGES)];
    let mut names = String::new();
    for (place, (more, bytes)) in (10..).step_by(2).zip(streams) {
        names.push_str(&format!("(file \\) {place}) {place} 0 R "));
        let file = format!(
            "<< /Type /Filespec /F (a) /EF << /F {} 0 R >> >>",
            place + 1
        );
        objects.push((place, file.into_bytes()));
        objects.push(stream(place + 1, more, bytes));
    }
    objects.push((5, format!("<< /Names [{names}] >>").into_bytes()));
    document(&objects)
}

pub fn with_attachments(files: &[&str]) -> Vec<u8> {
    let files = files.iter().map(|file| ("", file.as_bytes().to_vec()));
    with_streams(&files.collect::<Vec<_>>())
}

/// The credential of a document is attached at one place.
fn at(catalog: &str, page: &str, more: &str) -> Vec<u8> {
    document(&[
        (1, format!("<< /Pages 2 0 R {catalog} >>").into_bytes()),
        text((2, "<< /Kids [ 3 0 R ] /Count 1 >>")),
        (
            3,
            format!("<< /Type /Page /Parent 2 0 R {page} >>").into_bytes(),
        ),
        text((
            6,
            "<< /Type /Filespec /UF (a) /EF << /UF 7 0 R /F 7 0 R >> >>",
        )),
        stream(7, "/Type /EmbeddedFile", CREDENTIAL.as_bytes()),
        (8, more.as_bytes().to_vec()),
    ])
}

#[test]
fn the_attachment_that_is_a_credential_is_found() {
    let carried = found(&with_attachments(&["a letter", CREDENTIAL, "{}"]));
    assert_eq!(carried.carrier, Carrier::Pdf);
    assert_eq!(carried.family, None);
    assert_eq!(carried.credential, CREDENTIAL.as_bytes());
    let token = format!("\n{TOKEN}\n");
    assert_eq!(
        found(&with_attachments(&[&token])).credential,
        TOKEN.as_bytes()
    );
    // With faults of its own it is a credential, with faults.
    let twice = CREDENTIAL.replacen("\"id\"", "\"id\":1,\"id\"", 1);
    assert_eq!(
        found(&with_attachments(&[&twice])).credential,
        twice.as_bytes()
    );
}

#[test]
fn attachments_are_found_wherever_a_viewer_shows_them() {
    let annotation = "<< /Type /Annot /Subtype /FileAttachment /FS 6 0 R >>";
    let leaf = "<< /Limits [(a) (b)] /Names [(a) 6 0 R] >>";
    for (catalog, page, more) in [
        ("/Names << /EmbeddedFiles << /Kids [8 0 R] >> >>", "", leaf),
        (
            "/Names << /EmbeddedFiles << /Names [<61> 6 0 R] >> >>",
            "",
            "null",
        ),
        ("/AF [6 0 R]", "", "null"),
        ("/AF 8 0 R", "", "[6 0 R]"),
        ("", "/AF [6 0 R]", "null"),
        ("", "/Annots [8 0 R]", annotation),
        (
            "",
            "/Annots 8 0 R",
            "[<</Subtype/FileAttachment/FS 6 0 R>>]",
        ),
        // The same file at several places is one.
        (
            "/AF [6 0 R] /Names << /EmbeddedFiles 8 0 R >>",
            "/Annots [8 0 R]",
            leaf,
        ),
    ] {
        let carried = found(&at(catalog, page, more));
        assert_eq!(
            carried.credential,
            CREDENTIAL.as_bytes(),
            "{catalog} {page}"
        );
    }
    assert_eq!(fault(&at("", "", "null")), "nothing-baked");
    let link = "<< /Subtype /Link /FS 6 0 R >>";
    assert_eq!(fault(&at("", "/Annots [8 0 R]", link)), "nothing-baked");
}

#[test]
fn of_several_credentials_none_is_taken() {
    assert_eq!(
        fault(&with_attachments(&[CREDENTIAL, TOKEN])),
        "baked-duplicate"
    );
    assert_eq!(
        fault(&with_attachments(&[CREDENTIAL, CREDENTIAL])),
        "baked-duplicate"
    );
    assert_eq!(
        fault(&with_attachments(&["a", "{}", "[1]", "a.b"])),
        "nothing-baked"
    );
    let context = r#"{"@context":{"type":"@type"},"type":"rdfs:Class"}"#;
    assert_eq!(fault(&with_attachments(&[context])), "nothing-baked");
}

#[test]
fn compressed_attachments_are_read_within_the_limit() {
    let deflate = "/Filter /FlateDecode";
    let file = |text: &str| with_streams(&[(deflate, deflated(text.as_bytes()))]);
    assert_eq!(found(&file(CREDENTIAL)).credential, CREDENTIAL.as_bytes());
    let padded = |length: usize| {
        let start = r#"{"@context":[],"type":"VerifiableCredential","name":""#;
        format!("{start}{}\"}}", "x".repeat(length - start.len() - 2))
    };
    let full = padded(carrier::MAX_INFLATED_BYTES);
    assert_eq!(found(&file(&full)).credential, full.as_bytes());
    assert_eq!(fault(&file(&padded(full.len() + 1))), "pdf-limit");
    // A long file that is no credential is no hindrance.
    let long = deflated(&vec![b'x'; 3 << 20]);
    let both = with_streams(&[(deflate, long), ("", CREDENTIAL.as_bytes().to_vec())]);
    assert_eq!(found(&both).credential, CREDENTIAL.as_bytes());
    let bomb = super::pictures::bomb(400);
    assert_eq!(fault(&with_streams(&[(deflate, bomb)])), "nothing-baked");
    assert_eq!(
        fault(&with_streams(&[(deflate, b"x".to_vec())])),
        "document-broken"
    );
}

#[test]
fn other_encodings_and_encryption_are_named_and_not_supported() {
    for filter in [
        "/Filter /ASCII85Decode",
        "/Filter [/ASCIIHexDecode /FlateDecode]",
        "/Filter /LZWDecode",
        "/Filter /Crypt",
    ] {
        assert_eq!(
            fault(&with_streams(&[(filter, b"x".to_vec())])),
            "pdf-filter"
        );
        let both = with_streams(&[
            (filter, b"x".to_vec()),
            ("", CREDENTIAL.as_bytes().to_vec()),
        ]);
        assert_eq!(found(&both).credential, CREDENTIAL.as_bytes());
    }
    let objects = [text(NAMED), text(PAGES), text((5, "<< >>"))];
    assert_eq!(fault(&document_with(&objects, "")), "nothing-baked");
    assert_eq!(
        fault(&document_with(&objects, "/Encrypt 9 0 R")),
        "pdf-encrypted"
    );
}

#[test]
fn a_later_revision_counts() {
    let before = with_attachments(&[CREDENTIAL]);
    let start = before.windows(5).rposition(|w| w == b"xref\n").unwrap();
    // The last `xref` is the one of `startxref`; the table stands before it.
    let table = before[..start - 5]
        .windows(5)
        .rposition(|w| w == b"xref\n")
        .unwrap();
    let revised = |object: &str, entry: &str| {
        let mut file = before.clone();
        let place = file.len();
        file.extend_from_slice(object.as_bytes());
        let start = file.len();
        let entry = entry.replace("PLACE", &format!("{place:010}"));
        let end = format!(
            "xref\n{entry}trailer\n<< /Root 1 0 R /Prev {table} >>\nstartxref\n{start}\n%%EOF"
        );
        file.extend_from_slice(end.as_bytes());
        file
    };
    assert_eq!(
        found(&revised("", "0 0\n")).credential,
        CREDENTIAL.as_bytes()
    );
    assert_eq!(
        fault(&revised("", "11 1\n0000000000 00001 f \n")),
        "nothing-baked"
    );
    let emptied = revised("5 0 obj << >> endobj\n", "5 1\nPLACE 00000 n \n");
    assert_eq!(fault(&emptied), "nothing-baked");
    let other = revised("6 0 obj << >> endobj\n", "5 1\nPLACE 00000 n \n");
    assert_eq!(fault(&other), "document-broken");
}

/// A document by another writer, with or without objects and cross-references in streams.
pub fn by_another_writer(compressed: bool, page_count: usize) -> Vec<u8> {
    let mut document = Document::with_version("1.7");
    let mut attached = Stream::new(dictionary! { "Type" => "EmbeddedFile" }, CREDENTIAL.into());
    attached.compress().unwrap();
    let attached = document.add_object(attached);
    let file = document.add_object(dictionary! {
        "Type" => "Filespec",
        "F" => Object::string_literal("credential.json"),
        "EF" => dictionary! { "F" => attached },
    });
    let pages = document.new_object_id();
    let kids: Vec<Object> = (0..page_count)
        .map(|_| {
            document
                .add_object(dictionary! { "Type" => "Page", "Parent" => pages })
                .into()
        })
        .collect();
    let page_tree = dictionary! { "Type" => "Pages", "Kids" => kids, "Count" => page_count as i64 };
    document.objects.insert(pages, page_tree.into());
    let names = vec![Object::string_literal("credential.json"), file.into()];
    let catalog = document.add_object(dictionary! {
        "Type" => "Catalog",
        "Pages" => pages,
        "Names" => dictionary! { "EmbeddedFiles" => dictionary! { "Names" => names } },
    });
    document.trailer.set("Root", catalog);
    let options = SaveOptions::builder()
        .use_object_streams(compressed)
        .use_xref_streams(compressed)
        .build();
    let mut file = Vec::new();
    document.save_with_options(&mut file, options).unwrap();
    file
}

#[test]
fn documents_of_another_writer_are_read() {
    for compressed in [false, true] {
        let file = by_another_writer(compressed, 300);
        let in_streams = file.windows(7).any(|w| w == b"/ObjStm");
        assert_eq!(in_streams, compressed);
        assert_same_json(&found(&file).credential, CREDENTIAL.as_bytes());
    }
}

#[test]
fn circles_and_overlaps_end() {
    let circles = [
        at("/AF 8 0 R", "", "8 0 R"),
        at(
            "/Names << /EmbeddedFiles 8 0 R >>",
            "",
            "<< /Kids [8 0 R 8 0 R] >>",
        ),
        at("", "/Kids [2 0 R 3 0 R]", "null"),
    ];
    let faults: Vec<&str> = circles.iter().map(|file| fault(file)).collect();
    assert_eq!(
        faults,
        ["document-broken", "nothing-baked", "nothing-baked"]
    );
    let again = document_with(&[text(NAMED), text(PAGES)], "/Prev 0");
    assert_eq!(fault(&again), "document-broken");
    let own = String::from_utf8_lossy(&again).rfind("xref\n0 1").unwrap();
    let circle = document_with(&[text(NAMED), text(PAGES)], &format!("/Prev {own}"));
    assert_eq!(fault(&circle), "document-broken");
    // The length of a stream stands in the stream itself.
    let length = "<< /Type /ObjStm /N 1 /First 4 /Length 9 0 R >>\nstream\n9 0 1\nendstream";
    let mut objects = vec![
        text(NAMED),
        text(PAGES),
        text((5, length)),
        text((9, "5 0 R")),
    ];
    assert_eq!(fault(&document(&objects)), "nothing-baked");
    objects.push(text((6, "<< /Type /Filespec /EF << /F 5 0 R >> >>")));
    objects[0] = text((1, "<< /AF [6 0 R] >>"));
    assert_eq!(fault(&document(&objects)), "document-broken");
}

#[test]
fn work_is_limited_however_often_the_same_bytes_are_referred_to() {
    // One array of a megabyte, asked for by each of many pages.
    let big = format!("[{}]", "null ".repeat(99_000));
    let kids: Vec<String> = (100..400).map(|number| format!("{number} 0 R")).collect();
    let mut objects = vec![
        text((1, "<< /Pages 2 0 R >>")),
        (2, format!("<< /Kids [{}] >>", kids.join(" ")).into_bytes()),
        (3, big.into_bytes()),
    ];
    objects.extend((100..400).map(|number| text((number, "<< /AF 3 0 R >>"))));
    assert_eq!(fault(&document(&objects)), "pdf-limit");
    objects.truncate(20);
    assert_eq!(fault(&document(&objects)), "nothing-baked");
    // Attachments that each inflate to the limit.
    let deflate = "/Filter /FlateDecode";
    let bomb = super::pictures::bomb(2);
    let many = vec![(deflate, bomb); 60];
    assert_eq!(fault(&with_streams(&many)), "pdf-limit");
    assert_eq!(fault(&with_streams(&many[..10])), "nothing-baked");
    let entries = |count: usize| {
        let table = "0 0 f ".repeat(count);
        let end = "trailer << /Root 1 0 R >>\nstartxref\n9\n%%EOF";
        format!("%PDF-1.7\nxref\n0 {count}\n{table}{end}").into_bytes()
    };
    assert_eq!(fault(&entries(200_000)), "document-broken");
    assert_eq!(fault(&entries(200_001)), "pdf-limit");
    let deep = |depth: usize| {
        let object = format!("{}null{}", "[".repeat(depth), "]".repeat(depth));
        document(&[text((1, "<< /AF 3 0 R >>")), (3, object.into_bytes())])
    };
    assert_eq!(fault(&deep(60)), "nothing-baked");
    assert_eq!(fault(&deep(70)), "pdf-limit");
    assert_eq!(fault(&deep(1_000_000)), "pdf-limit");
}

#[test]
fn a_document_that_breaks_off_is_broken() {
    let good = with_attachments(&[CREDENTIAL]);
    let end = good.windows(9).rposition(|w| w == b"startxref").unwrap() + 9;
    for length in (5..end).step_by(7) {
        assert_eq!(fault(&good[..length]), "document-broken", "{length}");
    }
    let shorter = good.windows(7).position(|w| w == b"/Length").unwrap();
    let mut changed = good.clone();
    changed[shorter + 8] = b'1';
    assert_eq!(fault(&changed), "document-broken");
}
