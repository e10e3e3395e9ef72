//! Small pictures, made here byte by byte, and a credential to bake into them.

#![allow(dead_code, reason = "each test program uses its part")]

use flate2::Compression;
use flate2::write::ZlibEncoder;
use std::io::Write;

/// A credential whose strings hold everything that troubles readers of pictures.
pub const CREDENTIAL: &str = r#"{"@context":["https://www.w3.org/ns/credentials/v2"],"id":"urn:uuid:0a0c6a0e-5b0b-4a6e-9c43-1b8f5b6b2f11","type":["VerifiableCredential","OpenBadgeCredential"],"name":"Größe } ]]> & <b> { 😀 \"}\" \\{","description":"a\u007bb","proof":{"type":"DataIntegrityProof"}}"#;

/// A Comprehensive Learner Record.
pub const CLR: &str = r#"{"type":["VerifiableCredential","ClrCredential"],"name":"{record}"}"#;

/// A token whose payload says that it is an Open Badge.
pub const TOKEN: &str =
    "eyJhbGciOiJFZERTQSJ9.eyJ0eXBlIjpbIk9wZW5CYWRnZUNyZWRlbnRpYWwiXX0.c2lnbmF0dXJl";

pub const SIGNATURE: &[u8] = b"\x89PNG\r\n\x1a\n";

/// An SVG without a credential.
pub const SVG: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\
    <svg xmlns=\"http://www.w3.org/2000/svg\" width=\"8\" height=\"8\">\n  \
    <title>a &amp; b</title><circle cx=\"4\" cy=\"4\" r=\"4\" fill=\"url(#g)\"/></svg>\n";

/// A chunk with its length and its checksum.
pub fn chunk(kind: &[u8; 4], data: &[u8]) -> Vec<u8> {
    let mut bytes = u32::try_from(data.len()).unwrap().to_be_bytes().to_vec();
    let named = [kind, data].concat();
    bytes.extend_from_slice(&named);
    bytes.extend_from_slice(&crc32fast::hash(&named).to_be_bytes());
    bytes
}

/// The header of a grey picture.
pub fn header(width: u32, height: u32) -> Vec<u8> {
    let mut data = [width.to_be_bytes(), height.to_be_bytes()].concat();
    data.extend_from_slice(&[8, 0, 0, 0, 0]);
    chunk(b"IHDR", &data)
}

pub fn deflated(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = ZlibEncoder::new(Vec::new(), Compression::fast());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

/// The image data of one grey pixel.
pub fn pixel() -> Vec<u8> {
    chunk(b"IDAT", &deflated(&[0, 0]))
}

pub fn end() -> Vec<u8> {
    chunk(b"IEND", b"")
}

/// A picture of one pixel, with `chunks` behind the header.
pub fn png_with(chunks: &[Vec<u8>]) -> Vec<u8> {
    let parts = [
        SIGNATURE.to_vec(),
        header(1, 1),
        chunks.concat(),
        pixel(),
        end(),
    ];
    parts.concat()
}

/// A picture of one pixel.
pub fn png() -> Vec<u8> {
    png_with(&[])
}

/// An `iTXt` chunk; `parts` are its compression flag and method, language, translated keyword and
/// text, as they stand.
pub fn international(keyword: &str, flags: [u8; 2], text: &[u8]) -> Vec<u8> {
    let data = [keyword.as_bytes(), b"\0", &flags, b"\0\0", text].concat();
    chunk(b"iTXt", &data)
}

/// An uncompressed `iTXt` chunk for an Open Badge.
pub fn baked(text: &str) -> Vec<u8> {
    international("openbadgecredential", [0, 0], text.as_bytes())
}

/// Many zeros, deflated, without ever having them all.
pub fn bomb(mebibytes: usize) -> Vec<u8> {
    let mut encoder = ZlibEncoder::new(Vec::new(), Compression::fast());
    let zeros = vec![b' '; 1 << 20];
    for _ in 0..mebibytes {
        encoder.write_all(&zeros).unwrap();
    }
    encoder.finish().unwrap()
}
