//! Bytes that nobody meant: whatever they are, there is an answer, and no panic.

use super::pictures::{
    CREDENTIAL, SIGNATURE, SVG, TOKEN, chunk, deflated, end, header, international, pixel, png,
};
use super::{bake, pdf};
use proofmark::carrier::{self, Existing};
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::{Index, select};

/// Files that carry something, one of each kind.
fn samples() -> Vec<Vec<u8>> {
    let compressed = international("openbadgecredential", [1, 0], &deflated(b"{}"));
    let small = "{\"@context\":[],\"type\":[\"VerifiableCredential\"]}";
    vec![
        bake(TOKEN, &png()),
        [SIGNATURE.to_vec(), header(1, 1), compressed, pixel(), end()].concat(),
        bake(CREDENTIAL, SVG.as_bytes()),
        bake(TOKEN, SVG.as_bytes()),
        pdf::with_attachments(&[small, "x"]),
        pdf::with_streams(&[("/Filter /FlateDecode", deflated(small.as_bytes()))]),
        pdf::by_another_writer(false, 3),
        pdf::by_another_writer(true, 3),
    ]
}

/// Words that mean something to one of the readers.
const WORDS: [&[u8]; 24] = [
    b"<![CDATA[",
    b"]]>",
    b"<!--",
    b"<!DOCTYPE",
    b"&#x7b;",
    b"&",
    b"<",
    b">",
    b"\"",
    b"xmlns:",
    b"openbadgecredential\0",
    b"\x80\0\0\0",
    b"\0",
    b"IEND",
    b"obj",
    b"stream\n",
    b"<<",
    b"[",
    b"5 0 R",
    b"xref",
    b"/Kids",
    b"-1",
    b"99999999999",
    b"\xff",
];

/// What is done to a file.
#[derive(Debug, Clone)]
enum Change {
    Flip(Index, u8),
    Overwrite(Index, &'static [u8]),
    Insert(Index, &'static [u8]),
    Remove(Index, u8),
    Repeat(Index, u8),
    CutOff(Index),
}

fn change() -> impl Strategy<Value = Change> {
    let place = any::<Index>;
    let word = || select(&WORDS[..]);
    prop_oneof![
        4 => (place(), any::<u8>()).prop_map(|(at, bits)| Change::Flip(at, bits)),
        4 => (place(), word()).prop_map(|(at, word)| Change::Overwrite(at, word)),
        2 => (place(), word()).prop_map(|(at, word)| Change::Insert(at, word)),
        1 => (place(), any::<u8>()).prop_map(|(at, count)| Change::Remove(at, count)),
        1 => (place(), any::<u8>()).prop_map(|(at, count)| Change::Repeat(at, count)),
        1 => place().prop_map(Change::CutOff),
    ]
}

fn apply(file: &mut Vec<u8>, change: &Change) {
    let length = file.len();
    let end = |at: usize, count: u8| (at + usize::from(count)).min(length);
    match change {
        _ if length == 0 => {}
        Change::Flip(at, bits) => file[at.index(length)] ^= bits,
        Change::Overwrite(at, word) => {
            let at = at.index(length);
            let room = word.len().min(length - at);
            file[at..at + room].copy_from_slice(&word[..room]);
        }
        Change::Insert(at, word) => {
            let at = at.index(length);
            file.splice(at..at, word.iter().copied());
        }
        Change::Remove(at, count) => {
            let at = at.index(length);
            file.drain(at..end(at, *count));
        }
        Change::Repeat(at, count) => {
            let at = at.index(length);
            let part = file[at..end(at, *count)].to_vec();
            file.splice(at..at, part);
        }
        Change::CutOff(at) => file.truncate(at.index(length)),
    }
}

/// The same file with the checksums of a PNG made right, as far as it has chunks.
fn with_right_checksums(file: &[u8]) -> Vec<u8> {
    let Some(mut rest) = file.strip_prefix(SIGNATURE) else {
        return file.to_vec();
    };
    let mut out = SIGNATURE.to_vec();
    while let Some((length, after)) = rest.split_first_chunk::<4>() {
        let length = u32::from_be_bytes(*length) as usize;
        let Some((kind, after)) = after.split_first_chunk::<4>() else {
            break;
        };
        let Some(data) = after.get(..length) else {
            break;
        };
        out.extend_from_slice(&chunk(kind, data));
        rest = after.get(length + 4..).unwrap_or_default();
    }
    out.extend_from_slice(rest);
    out
}

/// Nothing panics, and what is found in a file is found again when it is baked anew.
fn check(file: &[u8]) {
    if let Ok(Some(carried)) = carrier::find(file) {
        assert!(!carried.credential.is_empty());
    }
    if let Ok(baked) = carrier::bake(TOKEN.as_bytes(), file, Existing::Replace) {
        let carried = carrier::find(&baked).unwrap().unwrap();
        assert_eq!(carried.credential, TOKEN.as_bytes());
    }
}

proptest! {
    #![proptest_config(ProptestConfig {
        cases: 1500,
        failure_persistence: None,
        ..Default::default()
    })]

    #[test]
    fn changed_files_have_an_answer(
        sample in select(samples()),
        changes in vec(change(), 1..6),
    ) {
        let mut file = sample;
        for change in &changes {
            apply(&mut file, change);
        }
        check(&file);
        check(&with_right_checksums(&file));
    }

    #[test]
    fn any_bytes_have_an_answer(
        start in select(vec![&b""[..], SIGNATURE, b"%PDF-1.7\n", b"<svg ", b"<?xml "]),
        words in vec(prop_oneof![
            select(WORDS.map(<[u8]>::to_vec).to_vec()),
            vec(any::<u8>(), 0..12),
        ], 0..40),
    ) {
        check(&[start.to_vec(), words.concat()].concat());
    }

    #[test]
    fn whatever_a_credential_says_comes_out_as_it_went_in(
        name in ".{0,60}",
        braces in "[{}\\]>&\"\\\\]{0,30}",
    ) {
        let credential = serde_json::json!({
            "type": ["VerifiableCredential", "AchievementCredential"],
            "name": name,
            braces: [{ "a": "{" }],
        });
        let text = serde_json::to_string_pretty(&credential).unwrap();
        for picture in [png(), SVG.as_bytes().to_vec()] {
            let found = super::found(&bake(&text, &picture));
            let read: serde_json::Value = serde_json::from_slice(&found.credential).unwrap();
            prop_assert_eq!(&read, &credential);
        }
    }
}
