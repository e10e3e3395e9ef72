//! Bits and their text: the specification's vector, the order of bits, and what is refused.

use super::*;
use flate2::write::{GzEncoder, ZlibEncoder};
use proptest::prelude::*;

/// Bitstring Status List 1.0, section 2.2: 131,072 clear entries.
const EMPTY_LIST: &str = "uH4sIAAAAAAAAA-3BMQEAAADCoPVPbQwfoAAAAAAAAAAAAAAAAAAAAIC3AYbSVKsAQAAA";

const FORM: Form = Form::BitstringStatusList;

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

fn text(packed: &[u8]) -> String {
    format!("u{}", URL_SAFE_NO_PAD.encode(packed))
}

fn packed(text: &str) -> Vec<u8> {
    URL_SAFE_NO_PAD.decode(&text[1..]).unwrap()
}

#[test]
fn the_vector_of_the_specification() {
    let bits = Bitstring::decode(EMPTY_LIST, FORM).unwrap();
    assert_eq!(bits, Bitstring::new(MIN_ENTRIES).unwrap());
    assert_eq!(bits.bytes, vec![0; 16_384]);
    assert_eq!(Bitstring::decode(&bits.encode(), FORM), Ok(bits));
}

/// S15: entry 0 is the left-most bit.
#[test]
fn entry_0_is_the_highest_bit_of_the_first_byte() {
    let mut bytes = vec![0; 16_384];
    (bytes[0], bytes[1], bytes[16_383]) = (0b1000_0001, 0b1000_0000, 0b0000_0001);
    let bits = Bitstring::decode(&text(&gzip(&bytes)), FORM).unwrap();
    let set: Vec<u64> = (0..131_072)
        .filter(|i| bits.get(*i, 1) == Some(1))
        .collect();
    assert_eq!(set, [0, 7, 8, 131_071]);
    assert_eq!(bits.get(131_072, 1), None);
    let mut written = Bitstring::new(MIN_ENTRIES).unwrap();
    for index in set {
        assert_eq!(written.set(index, true), Some(()));
    }
    assert_eq!(written, bits);
    assert_eq!(written.set(131_072, true), None);
    assert_eq!(written.set(u64::MAX, true), None);
}

#[test]
fn a_bit_is_cleared_alone() {
    let mut bits = Bitstring {
        bytes: vec![0xff, 0xff],
    };
    assert_eq!(bits.set(3, false), Some(()));
    assert_eq!(bits.bytes, [0b1110_1111, 0xff]);
    assert_eq!(bits.set(3, false), Some(()));
    assert_eq!(bits.bytes, [0b1110_1111, 0xff]);
}

/// A mebibyte that does not pack takes 1,398,102 letters, and its gzip member a few more.
#[test]
fn a_text_is_decoded_up_to_its_limit() {
    let of_length =
        |length: usize| Bitstring::decode(&format!("u{}", "!".repeat(length - 1)), FORM);
    assert_eq!(of_length(1_402_196), Err(BitstringError::Base64));
    assert_eq!(of_length(1_402_197), Err(BitstringError::TooLarge));
}

#[test]
fn entries_of_several_bits_run_on_across_bytes() {
    let bits = Bitstring {
        bytes: vec![0b1011_0111, 0b0100_1110, 0b0000_0000],
    };
    let of_three: Vec<_> = (0..9).map(|i| bits.get(i, 3)).collect();
    let expected = [5, 5, 6, 4, 7, 0, 0, 0].map(Some);
    assert_eq!(of_three[..8], expected);
    assert_eq!(of_three[8], None);
    assert_eq!(
        (bits.get(0, 0), bits.get(0, 33), bits.entries(0)),
        (None, None, 0)
    );
    // What is left over at the end is no entry.
    assert_eq!((bits.entries(16), bits.get(1, 16)), (1, None));
}

/// S02: a hundred kilobytes that would be a hundred megabytes.
#[test]
fn inflating_stops_at_a_mebibyte() {
    let bits = Bitstring::decode(&text(&gzip(&vec![0; MAX_BYTES])), FORM).unwrap();
    assert_eq!(bits.entries(1), 1 << 23);
    let too_large = [MAX_BYTES + 1, 100 << 20].map(|length| text(&gzip(&vec![0; length])));
    for bomb in &too_large {
        assert_eq!(Bitstring::decode(bomb, FORM), Err(BitstringError::TooLarge));
    }
    assert!(too_large[1].len() < 200_000);
    // A text that could not hold so little is not even taken apart.
    let long = "u".repeat(MAX_TEXT + 1);
    assert_eq!(
        Bitstring::decode(&long, FORM),
        Err(BitstringError::TooLarge)
    );
}

#[test]
fn the_largest_list_is_read_even_when_it_does_not_pack() {
    let mut state = 1_u64;
    let mut random = || {
        state = state
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1);
        (state >> 56) as u8
    };
    let bits = Bitstring {
        bytes: (0..MAX_BYTES).map(|_| random()).collect(),
    };
    assert_eq!(Bitstring::decode(&bits.encode(), FORM), Ok(bits));
}

/// S03: one sound gzip member and nothing else.
#[test]
fn only_one_sound_gzip_member_is_read() {
    let bytes = [0x55; 16_384];
    let sound = gzip(&bytes);
    assert_eq!(Bitstring::decode(&text(&sound), FORM).unwrap().bytes, bytes);

    let decode = |packed: &[u8]| Bitstring::decode(&text(packed), FORM).unwrap_err();
    assert_eq!(
        decode(&[&*sound, &*sound].concat()),
        BitstringError::TrailingBytes
    );
    assert_eq!(
        decode(&[&*sound, b"\0"].concat()),
        BitstringError::TrailingBytes
    );
    let end = sound.len();
    for altered in [end - 8, end - 1] {
        let mut wrong = sound.clone();
        wrong[altered] ^= 1;
        assert!(
            matches!(decode(&wrong), BitstringError::Gzip(_)),
            "checksum, length"
        );
    }
    for shorter in [0, 1, 9, 10, 20, end - 9, end - 8, end - 1] {
        assert!(
            matches!(decode(&sound[..shorter]), BitstringError::Gzip(_)),
            "{shorter}"
        );
    }
    let mut zlib = ZlibEncoder::new(Vec::new(), Compression::default());
    zlib.write_all(&bytes).unwrap();
    assert!(matches!(
        decode(&zlib.finish().unwrap()),
        BitstringError::Gzip(_)
    ));
    assert!(
        matches!(decode(&bytes), BitstringError::Gzip(_)),
        "not packed at all"
    );
    // A list that was packed twice is one whose bits are gzip; it has the wrong length at least.
    let twice = Bitstring::decode(&text(&gzip(&sound)), FORM).unwrap();
    assert_eq!(twice.bytes, sound);
}

#[test]
fn the_text_has_one_spelling() {
    let list = &EMPTY_LIST[1..];
    assert!(Bitstring::decode(EMPTY_LIST, FORM).is_ok());
    let refused = |text: &str| Bitstring::decode(text, FORM).unwrap_err();
    assert_eq!(refused(list), BitstringError::Multibase);
    assert_eq!(refused(""), BitstringError::Multibase);
    assert_eq!(refused(&format!("z{list}")), BitstringError::Multibase);
    assert_eq!(
        refused(&EMPTY_LIST.replace('-', "+")),
        BitstringError::Base64
    );
    assert_eq!(refused(&format!("{EMPTY_LIST} ")), BitstringError::Base64);
    let padded = format!("u{}==", URL_SAFE_NO_PAD.encode(gzip(b"12")));
    assert_eq!(refused(&padded), BitstringError::Base64);

    // The forerunner has no multibase letter, and may be padded.
    let of_2021 = |text: &str| Bitstring::decode(text, Form::StatusList2021);
    assert_eq!(of_2021(list), Bitstring::decode(EMPTY_LIST, FORM));
    let pad = "=".repeat((4 - list.len() % 4) % 4);
    assert_eq!(of_2021(&format!("{list}{pad}")), of_2021(list));
    assert!(of_2021(EMPTY_LIST).is_err());
    assert_eq!(
        of_2021(&list.replace('-', "+")),
        Err(BitstringError::Base64)
    );
}

#[test]
fn a_new_list_hides_its_entries_and_has_an_end() {
    assert_eq!(
        Bitstring::new(131_071),
        Err(BitstringError::TooFewEntries(131_071))
    );
    assert_eq!(Bitstring::new(131_073).unwrap().entries(1), 131_080);
    assert_eq!(Bitstring::new(1 << 23).unwrap().entries(1), 1 << 23);
    assert_eq!(Bitstring::new((1 << 23) + 1), Err(BitstringError::TooLarge));
    assert_eq!(Bitstring::new(usize::MAX), Err(BitstringError::TooLarge));
}

/// The gzip header says no time and no machine (RFC 1952, section 2.3.1: MTIME 0, OS 255).
#[test]
fn the_same_bits_give_the_same_text() {
    let bits = Bitstring::new(MIN_ENTRIES).unwrap();
    assert_eq!(bits.encode(), bits.clone().encode());
    assert_eq!(
        packed(&bits.encode())[..10],
        [0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 2, 255]
    );
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    /// What is set is set, everything else is as it was, and the text carries it.
    #[test]
    fn get_finds_what_set_wrote(
        indices in prop::collection::btree_set(0_u64..131_072, 0..200),
        cleared in 0_u64..131_072,
    ) {
        let mut bits = Bitstring::new(MIN_ENTRIES).unwrap();
        for index in &indices {
            prop_assert_eq!(bits.set(*index, true), Some(()));
        }
        prop_assert_eq!(bits.set(cleared, false), Some(()));
        let bits = Bitstring::decode(&bits.encode(), FORM).unwrap();
        for index in 0..131_072 {
            let expected = indices.contains(&index) && index != cleared;
            prop_assert_eq!(bits.get(index, 1), Some(u32::from(expected)));
        }
    }

    /// An altered gzip member is refused, or what was altered says nothing (time, machine, level).
    #[test]
    fn altered_gzip_is_refused_or_means_the_same(
        set in prop::collection::vec(0_u64..131_072, 0..300),
        changes in prop::collection::vec((any::<prop::sample::Index>(), 1_u8..), 1..4),
        cut in prop::option::of(any::<prop::sample::Index>()),
    ) {
        let mut bits = Bitstring::new(MIN_ENTRIES).unwrap();
        for index in set {
            prop_assert_eq!(bits.set(index, true), Some(()));
        }
        let mut altered = packed(&bits.encode());
        for (place, change) in changes {
            let place = place.index(altered.len());
            altered[place] ^= change;
        }
        if let Some(cut) = cut {
            altered.truncate(cut.index(altered.len()));
        }
        if let Ok(read) = Bitstring::decode(&text(&altered), FORM) {
            prop_assert_eq!(read, bits);
        }
    }

    #[test]
    fn any_text_is_read_or_refused(text in ".{0,64}", bytes in prop::collection::vec(any::<u8>(), 0..64)) {
        let _ = Bitstring::decode(&text, FORM);
        let _ = Bitstring::decode(&format!("u{}", URL_SAFE_NO_PAD.encode(bytes)), FORM);
    }
}
