//! Tests of a provider's own pictures: each rule with one that passes and one that fails for it.

use super::*;
use crate::picture::badge::Viewer;
use crate::picture::{Badge, raster};

fn problems(bytes: &[u8]) -> Vec<&'static str> {
    match check(bytes) {
        Ok(_) => Vec::new(),
        Err(PictureError::Refused(findings)) => findings.iter().map(|one| one.problem).collect(),
        Err(other) => panic!("{other:?}"),
    }
}

fn svg(inside: &str) -> Vec<u8> {
    format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" xmlns:xlink=\"http://www.w3.org/1999/xlink\" \
         viewBox=\"0 0 100 100\">{inside}</svg>"
    )
    .into_bytes()
}

/// A PNG of this size, its pixels never looked at.
fn png(width: u32, height: u32, extra: Option<&[u8; 4]>) -> Vec<u8> {
    let mut file = b"\x89PNG\r\n\x1a\n".to_vec();
    let header = [
        width.to_be_bytes().as_slice(),
        height.to_be_bytes().as_slice(),
        &[8, 6, 0, 0, 0],
    ]
    .concat();
    chunk(&mut file, b"IHDR", &header);
    if let Some(kind) = extra {
        chunk(&mut file, kind, &[0, 0, 0, 1, 0, 0, 0, 0]);
    }
    chunk(
        &mut file,
        b"IDAT",
        &[0x78, 0x9c, 1, 0, 0, 255, 255, 0, 0, 0, 1],
    );
    chunk(&mut file, b"IEND", &[]);
    file
}

fn chunk(file: &mut Vec<u8>, kind: &[u8; 4], data: &[u8]) {
    file.extend_from_slice(&u32::try_from(data.len()).unwrap().to_be_bytes());
    let mut sum = crc32fast::Hasher::new();
    sum.update(kind);
    sum.update(data);
    file.extend_from_slice(kind);
    file.extend_from_slice(data);
    file.extend_from_slice(&sum.finalize().to_be_bytes());
}

#[test]
fn a_drawing_is_taken_with_its_raster_and_a_bitmap_as_it_is() {
    let drawing = svg("<circle cx=\"50\" cy=\"50\" r=\"40\" fill=\"#14605a\"/>");
    let taken = check(&drawing).unwrap();
    assert_eq!((taken.carrier, &taken.bytes), (Carrier::Svg, &drawing));
    assert!(taken.raster.unwrap().starts_with(b"\x89PNG"));
    let bitmap = png(512, 256, None);
    let taken = check(&bitmap).unwrap();
    assert_eq!((taken.carrier, taken.raster), (Carrier::Png, None));
    assert_eq!(taken.bytes, bitmap);
}

#[test]
fn our_own_pictures_would_be_taken() {
    let badge = Badge {
        title: "Sound",
        level: "Proficient",
        rank: 3,
        levels: 4,
        place: "Level 3 of 4",
        issuer: "School",
        dated: "2026",
    };
    let drawn = badge.square(Viewer::Raster);
    check(drawn.as_bytes()).unwrap();
    check(&raster::png(&drawn, 600).unwrap()).unwrap();
}

#[test]
fn what_is_no_picture_is_refused() {
    assert_eq!(problems(b"GIF89a"), ["not-a-picture"]);
    assert_eq!(problems(b"%PDF-1.7"), ["not-a-picture"]);
    assert_eq!(problems(b""), ["not-a-picture"]);
    assert_eq!(problems(&vec![0; MAX_BYTES + 1]), ["too-large"]);
}

#[test]
fn a_bitmap_is_whole_still_and_of_a_sensible_size() {
    assert_eq!(problems(&png(4096, 4096, None)), [""; 0]);
    assert_eq!(problems(&png(4097, 100, None)), ["picture-size"]);
    assert_eq!(problems(&png(50_000, 50_000, None)), ["picture-size"]);
    assert_eq!(problems(&png(32, 32, None)), [""; 0]);
    assert_eq!(problems(&png(31, 500, None)), ["picture-size"]);
    assert_eq!(problems(&png(100, 100, Some(b"acTL"))), ["animated"]);
    let mut damaged = png(100, 100, None);
    damaged[20] ^= 1;
    assert_eq!(problems(&damaged), ["picture-broken"]);
    let mut longer = png(100, 100, None);
    longer.extend_from_slice(b"<html>");
    assert_eq!(problems(&longer), ["picture-broken"]);
    let shorter = png(100, 100, None);
    assert_eq!(problems(&shorter[..shorter.len() - 5]), ["picture-broken"]);
}

#[test]
fn a_drawing_runs_nothing_asks_nowhere_and_stands_still() {
    let shape = "<rect width=\"9\" height=\"9\"/>";
    assert_eq!(problems(&svg(shape)), [""; 0]);
    for (inside, problem) in [
        ("<script>alert(1)</script>", "svg-active"),
        ("<g onload=\"alert(1)\"/>", "svg-active"),
        ("<foreignObject><p/></foreignObject>", "svg-active"),
        ("<a href=\"https://evil.example\"/>", "svg-external"),
        (
            "<use xlink:href=\"https://evil.example/x.svg#a\"/>",
            "svg-external",
        ),
        (
            "<style>@import 'https://evil.example/x.css'</style>",
            "svg-external",
        ),
        (
            "<rect style=\"fill:url(https://evil.example/#a)\"/>",
            "svg-external",
        ),
        (
            "<rect><animate attributeName=\"x\" to=\"5\"/></rect>",
            "animated",
        ),
        (
            "<rect><set attributeName=\"fill\" to=\"red\"/></rect>",
            "animated",
        ),
        (
            "<animateTransform attributeName=\"transform\"/>",
            "animated",
        ),
        (
            "<image href=\"data:image/png;base64,iVBORw0KGgo=\"/>",
            "svg-bitmap",
        ),
    ] {
        assert_eq!(problems(&svg(inside)), [problem], "{inside}");
    }
    let doctype = [
        b"<!DOCTYPE svg [<!ENTITY a \"b\">]>".as_slice(),
        &svg(shape),
    ]
    .concat();
    assert_eq!(problems(&doctype), ["svg-doctype"]);
    assert_eq!(
        problems(b"<svg xmlns=\"http://www.w3.org/2000/svg\"><g></svg>"),
        ["picture-broken"]
    );
    assert_eq!(problems(b"<html/>"), ["not-an-svg"]);
    assert_eq!(
        problems(&svg("<image href=\"http://a/\"/><script/>")),
        ["svg-external", "svg-active"]
    );
}

#[test]
fn a_drawing_that_is_too_much_work_is_refused() {
    assert_eq!(
        problems(&svg(&"<rect width=\"9\" height=\"9\"/>".repeat(9_000))),
        [""; 0]
    );
    assert_eq!(
        problems(&svg(&"<rect width=\"9\" height=\"9\"/>".repeat(21_000))),
        ["svg-costly"]
    );
    let layer = "<g opacity=\"0.5\"><rect width=\"9\" height=\"9\"/><rect x=\"2\" width=\"9\" height=\"9\"/></g>";
    assert_eq!(problems(&svg(&layer.repeat(50))), [""; 0]);
    assert_eq!(problems(&svg(&layer.repeat(200))), ["svg-costly"]);
    let blur = "<filter id=\"f\"><feGaussianBlur stdDeviation=\"5\"/></filter>\
                <rect width=\"9\" height=\"9\" filter=\"url(#f)\"/>";
    assert_eq!(problems(&svg(blur)), ["svg-costly"]);
    let dashes = "<path d=\"M0 0H90\" stroke=\"red\" stroke-dasharray=\"0.001\"/>";
    assert_eq!(problems(&svg(&dashes.repeat(100))), ["svg-costly"]);
    // Each level uses the one before ten times.
    let mut laughs = "<g id=\"a0\"><rect width=\"9\" height=\"9\"/></g>".to_owned();
    for level in 1..8 {
        let uses = format!("<use xlink:href=\"#a{}\"/>", level - 1).repeat(10);
        laughs.push_str(&format!("<g id=\"a{level}\">{uses}</g>"));
    }
    let found = problems(&svg(&format!(
        "<defs>{laughs}</defs><use xlink:href=\"#a7\"/>"
    )));
    assert!(
        found == ["svg-costly"] || found == ["svg-undrawable"],
        "{found:?}"
    );
}

#[test]
fn one_that_carries_a_credential_already_is_refused() {
    let credential = br#"{"@context":[],"type":["VerifiableCredential","OpenBadgeCredential"]}"#;
    let plain = svg("");
    let baked = carrier::bake(credential, &plain, carrier::Existing::Keep).unwrap();
    assert_eq!(problems(&baked), ["baked-already"]);
    assert_eq!(problems(&plain), [""; 0]);
}
