//! Lists of bits, and the statuses that lead to them.

use super::text;
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use proofmark::ijson;
use proofmark::status::{
    Bitstring, Entry, Form, MAX_BYTES, MAX_STATUS_SIZE, RevocationList, StatusList, entries,
};

/// An `encodedList` as it stands, or the bytes that one holds.
pub fn bits(data: &[u8]) {
    if let Some(text) = text(data) {
        for form in [Form::BitstringStatusList, Form::StatusList2021] {
            check(&Bitstring::decode(text, form));
        }
    }
    let text = format!("u{}", URL_SAFE_NO_PAD.encode(data));
    check(&Bitstring::decode(&text, Form::BitstringStatusList));
}

fn check<E>(bits: &Result<Bitstring, E>) {
    let Ok(bits) = bits else {
        return;
    };
    let entries = bits.entries(1);
    assert!(entries.is_multiple_of(8) && entries <= MAX_BYTES * 8);
    for size in 1..=MAX_STATUS_SIZE {
        let end = bits.entries(size) as u64;
        let last = end.checked_sub(1).map(|last| bits.get(last, size));
        assert!(last.is_none_or(|value| value.is_some_and(|value| value < 1 << size)));
        assert_eq!(bits.get(end, size), None);
    }
    // Packing a large list takes milliseconds, and tells no more than packing a small one.
    if entries <= 1 << 18 {
        let again = Bitstring::decode(&bits.encode(), Form::BitstringStatusList);
        assert_eq!(again.as_ref(), Ok(bits));
    }
}

/// A credential with statuses, or a list: read as each of them.
pub fn status(data: &[u8]) {
    let Ok(json) = ijson::parse(data) else {
        return;
    };
    let url = json.get("id").and_then(ijson::Json::as_str).unwrap_or("");
    let list = StatusList::read(&json, url);
    let revoked = RevocationList::read(&json, url);
    if let Ok(revoked) = &revoked {
        let standing = revoked.standing(Some("urn:uuid:1"), &revoked.issuer);
        assert!(standing.is_ok(), "a list of one's own answers");
    }
    for entry in entries(&json) {
        match entry {
            Ok(Entry::Bitstring(entry)) => {
                assert!((1..=MAX_STATUS_SIZE).contains(&entry.size));
                let count = entry.messages.len();
                assert!(count == 1 << entry.size || count == 0 && entry.size == 1);
                assert!(json.pointer(&entry.pointer).is_some());
            }
            Ok(Entry::RevocationList(entry)) => assert!(json.pointer(&entry.pointer).is_some()),
            Err(error) => assert!(!error.to_string().is_empty()),
        }
    }
    for error in [list.err(), revoked.err()].into_iter().flatten() {
        assert!(!error.problem_type().is_empty() && !error.to_string().is_empty());
    }
}
