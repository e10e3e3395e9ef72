//! PNG.

use super::pictures::*;
use super::{assert_same_json, bake, fault, found, refused, slug};
use proofmark::carrier::{self, Carrier, Existing, Family};

/// The chunks of a picture: name and data.
fn chunks(file: &[u8]) -> Vec<(String, Vec<u8>)> {
    let mut rest = &file[SIGNATURE.len()..];
    let mut chunks = Vec::new();
    while !rest.is_empty() {
        let length = u32::from_be_bytes(rest[..4].try_into().unwrap()) as usize;
        let name = String::from_utf8(rest[4..8].to_vec()).unwrap();
        chunks.push((name, rest[8..8 + length].to_vec()));
        rest = &rest[12 + length..];
    }
    chunks
}

#[test]
fn a_baked_credential_comes_out_as_the_same_json() {
    let file = bake(CREDENTIAL, &png());
    let carried = found(&file);
    assert_eq!(carried.carrier, Carrier::Png);
    assert_eq!(carried.family, Some(Family::OpenBadge));
    assert_eq!(carried.departures, []);
    assert_same_json(&carried.credential, CREDENTIAL.as_bytes());
    let carried = found(&bake(TOKEN, &png()));
    assert_eq!(carried.credential, TOKEN.as_bytes());
    let carried = found(&bake(CLR, &png()));
    assert_eq!(carried.family, Some(Family::Clr));
    assert_same_json(&carried.credential, CLR.as_bytes());
}

#[test]
fn the_chunk_is_as_the_specification_wants_it_and_all_else_stays() {
    let other = chunk(b"tEXt", b"Title\0openbadgecredential");
    let before = png_with(&[other]);
    let after = bake(TOKEN, &before);
    let mut chunks = chunks(&after);
    let names: Vec<&str> = chunks.iter().map(|(name, _)| name.as_str()).collect();
    assert_eq!(names, ["IHDR", "iTXt", "tEXt", "IDAT", "IEND"]);
    let (_, data) = chunks.remove(1);
    let wanted = [b"openbadgecredential\0\0\0\0\0", TOKEN.as_bytes()].concat();
    assert_eq!(data, wanted);
    let rebuilt: Vec<Vec<u8>> = chunks
        .iter()
        .map(|(name, data)| chunk(name.as_bytes().try_into().unwrap(), data))
        .collect();
    assert_eq!([SIGNATURE.to_vec(), rebuilt.concat()].concat(), before);
}

/// As wallets of one family read: the first place of the keyword, then braces are counted without
/// knowing strings.
#[test]
fn a_reader_that_only_counts_braces_finds_the_whole_credential() {
    let other = chunk(b"tEXt", b"Comment\0openbadgecredential {");
    for credential in [CREDENTIAL, &CREDENTIAL.replace("\\u007b", "{{{")] {
        let file = bake(credential, &png_with(std::slice::from_ref(&other)));
        let keyword = b"openbadgecredential";
        let place = file.windows(keyword.len()).position(|w| w == keyword);
        let rest = &file[place.unwrap()..];
        let start = rest.iter().position(|byte| *byte == b'{').unwrap();
        let mut depth = 0;
        let end = rest[start..].iter().position(|byte| {
            depth += i32::from(*byte == b'{') - i32::from(*byte == b'}');
            depth == 0
        });
        let text = &rest[start..=start + end.unwrap()];
        assert_same_json(text, credential.as_bytes());
        assert!(!text.contains(&b'&'));
    }
}

#[test]
fn a_credential_is_replaced_only_on_request() {
    let open_badges_2 = international("openbadges", [0, 0], b"{}");
    for before in [baked("{}"), baked(TOKEN), open_badges_2] {
        let picture = png_with(&[before]);
        assert_eq!(refused(CREDENTIAL, &picture), ["baked-already"]);
        let replaced = carrier::bake(TOKEN.as_bytes(), &picture, Existing::Replace).unwrap();
        assert_eq!(replaced, bake(TOKEN, &png()));
    }
}

#[test]
fn b01_a_bomb_is_inflated_to_the_limit_only() {
    let bomb = bomb(400);
    let file = png_with(&[international("openbadgecredential", [1, 0], &bomb)]);
    assert_eq!(fault(&file), "chunk-limit");
    // Elsewhere it is nobody's business; and zTXt is never inflated.
    let elsewhere = chunk(b"zTXt", &[b"Comment\0\0".as_slice(), &bomb].concat());
    assert_eq!(
        found(&png_with(&[elsewhere, baked("{}")])).credential,
        b"{}"
    );
    let wrong_chunk = [b"openbadgecredential\0\0".as_slice(), &bomb].concat();
    assert_eq!(
        fault(&png_with(&[chunk(b"zTXt", &wrong_chunk)])),
        "baked-chunk-kind"
    );
}

#[test]
fn b02_a_compressed_credential_is_read_within_the_limit_and_told() {
    let compressed = |text: &[u8]| {
        png_with(&[international(
            "openbadgecredential",
            [1, 0],
            &deflated(text),
        )])
    };
    let carried = found(&compressed(CREDENTIAL.as_bytes()));
    assert_eq!(carried.credential, CREDENTIAL.as_bytes());
    assert_eq!(carried.departures[0].problem, "baked-compressed");
    let full = vec![b'x'; carrier::MAX_INFLATED_BYTES];
    assert_eq!(found(&compressed(&full)).credential, full);
    assert_eq!(
        fault(&compressed(&[full, vec![b'x']].concat())),
        "chunk-limit"
    );
    // Flags and methods that are none, and what is no deflated text.
    for flags in [[2, 0], [1, 1]] {
        let chunk = international("openbadgecredential", flags, &deflated(b"{}"));
        assert_eq!(fault(&png_with(&[chunk])), "picture-broken");
    }
    let chunk = international("openbadgecredential", [1, 0], b"{}");
    assert_eq!(fault(&png_with(&[chunk])), "picture-broken");
}

#[test]
fn b03_two_credentials_in_one_picture_are_refused() {
    assert_eq!(found(&png_with(&[baked("{}")])).credential, b"{}");
    assert_eq!(
        fault(&png_with(&[baked("{}"), baked("{}")])),
        "baked-duplicate"
    );
    let clr = international("clrcredential", [0, 0], b"{}");
    assert_eq!(fault(&png_with(&[baked("{}"), clr])), "baked-duplicate");
    let text = chunk(b"tEXt", b"openbadgecredential\0{}");
    assert_eq!(fault(&png_with(&[baked("{}"), text])), "baked-duplicate");
}

#[test]
fn b04_a_picture_that_is_not_built_as_one_is_refused() {
    let good = png_with(&[baked("{}")]);
    assert_eq!(found(&good).credential, b"{}");
    for length in 8..good.len() {
        assert_eq!(fault(&good[..length]), "picture-broken", "{length}");
    }
    for place in SIGNATURE.len() + 4..good.len() {
        let mut changed = good.clone();
        changed[place] ^= 1;
        assert!(carrier::find(&changed).is_err(), "{place}");
    }
    let join = |parts: &[Vec<u8>]| parts.concat();
    let start = join(&[SIGNATURE.to_vec(), header(1, 1)]);
    let long = [&start, b"\x80\0\0\0IDATx".as_slice()].concat();
    let disordered = [
        [good.clone(), b"PK\x03\x04".to_vec()].concat(),
        [good.clone(), baked("{}")].concat(),
        long,
        join(&[
            SIGNATURE.to_vec(),
            baked("{}"),
            header(1, 1),
            pixel(),
            end(),
        ]),
        join(&[start.clone(), header(1, 1), pixel(), end()]),
        join(&[start.clone(), baked("{}"), end()]),
        join(&[start.clone(), pixel(), baked("{}"), pixel(), end()]),
        join(&[start.clone(), pixel(), chunk(b"IEND", b"x")]),
        join(&[SIGNATURE.to_vec(), header(0, 1), pixel(), end()]),
        join(&[SIGNATURE.to_vec(), chunk(b"IHDR", b"x"), pixel(), end()]),
        join(&[start.clone(), chunk(b"a\0b!", b""), pixel(), end()]),
        b"\x89PNG\n\x1a\n".to_vec(),
    ];
    for file in disordered {
        assert_eq!(fault(&file), "picture-broken");
    }
    let many = vec![chunk(b"vpAg", b""); 20_000];
    assert_eq!(fault(&png_with(&many)), "chunk-limit");
}

#[test]
fn b04_every_wrong_checksum_is_told_and_an_animation_is_a_picture() {
    let mut file = png_with(&[baked("{}"), chunk(b"tEXt", b"a\0b")]);
    let text = file.windows(4).position(|w| w == b"tEXt").unwrap();
    let last = file.len() - 1;
    file[text + 5] ^= 1;
    file[last] ^= 1;
    let error = carrier::find(&file).unwrap_err();
    assert_eq!(slug(&error), "picture-broken");
    assert_eq!(error.findings().len(), 2);
    let control = chunk(b"acTL", &[0, 0, 0, 1, 0, 0, 0, 0]);
    let frame = chunk(b"fcTL", &[0; 26]);
    let more = chunk(b"fdAT", &[0; 8]);
    let parts = [
        SIGNATURE.to_vec(),
        header(1, 1),
        control,
        frame,
        pixel(),
        more,
        baked("{}"),
        end(),
    ];
    assert_eq!(found(&parts.concat()).credential, b"{}");
}

#[test]
fn b05_pixels_are_never_decoded_and_large_pictures_are_not_baked_into() {
    let of_size = |width, height| {
        [
            SIGNATURE.to_vec(),
            header(width, height),
            baked("{}"),
            pixel(),
            end(),
        ]
        .concat()
    };
    assert_eq!(found(&of_size(50_000, 50_000)).credential, b"{}");
    let bare = |width, height| [SIGNATURE.to_vec(), header(width, height), pixel(), end()].concat();
    bake(TOKEN, &bare(4096, 4096));
    assert_eq!(refused(TOKEN, &bare(4097, 1)), ["picture-size"]);
    assert_eq!(refused(TOKEN, &bare(1, 4097)), ["picture-size"]);
    let room = (2 << 20) - png_with(&[chunk(b"vpAg", b"")]).len();
    bake(TOKEN, &png_with(&[chunk(b"vpAg", &vec![0; room])]));
    assert_eq!(
        refused(TOKEN, &png_with(&[chunk(b"vpAg", &vec![0; room + 1])])),
        ["too-large"]
    );
}

#[test]
fn b06_hosted_badges_are_known_and_not_supported() {
    let address = b"http://10.0.0.1/badge";
    for chunk in [
        international("openbadges", [0, 0], address),
        chunk(b"tEXt", b"openbadges\0http://10.0.0.1/"),
        international("openbadges", [0, 0], b"{\"type\":\"Assertion\"}"),
    ] {
        assert_eq!(fault(&png_with(&[chunk])), "open-badges-2");
    }
    let hosted = international("openbadgecredential", [0, 0], address);
    assert_eq!(fault(&png_with(&[hosted])), "hosted-badge");
    // Beside an Open Badge 3.0 the old one does not matter.
    let old = international("openbadges", [0, 0], address);
    assert_eq!(found(&png_with(&[old, baked("{}")])).credential, b"{}");
}

#[test]
fn language_and_translated_keyword_are_passed_over() {
    let text = |parts: &[u8]| chunk(b"iTXt", &[b"openbadgecredential\0", parts].concat());
    let named = text("\0\0de\0Ausweis é\0 {} ".as_bytes());
    assert_eq!(found(&png_with(&[named])).credential, b"{}");
    for broken in [
        &b"\0\0de"[..],
        b"\0\0de\0x",
        b"\0",
        b"",
        b"\0\0d\xe9\0\0{}",
        b"\0\0\0\xe9\0{}",
    ] {
        assert_eq!(fault(&png_with(&[text(broken)])), "picture-broken");
    }
    assert_eq!(fault(&png_with(&[text(b"\0\0\0\0 ")])), "nothing-baked");
    assert_eq!(fault(&png()), "nothing-baked");
    let longer = international("openbadgecredentials", [0, 0], b"{}");
    assert_eq!(fault(&png_with(&[longer])), "nothing-baked");
}
