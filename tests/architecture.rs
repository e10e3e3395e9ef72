//! The house: which room may know which, and the invariants that are absences.
//!
//! Read from the sources themselves: every `crate::room` that a file names outside comments.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

/// The rooms, lowest first. A room knows rooms of lower floors, and of its own floor only those
/// that stand before it here.
const FLOORS: [(u8, &[&str]); 7] = [
    (
        0,
        &[
            "finding", "clock", "id", "digest", "ijson", "config", "texts",
        ],
    ),
    (1, &["framework", "assessment", "credential"]),
    (2, &["mapping"]),
    // Whether a term is defined is a question to the JSON-LD processor, so preflight stands above
    // it; a proof is made only of what passed preflight.
    (
        3,
        &[
            "carrier",
            "picture",
            "certificate",
            "jsonld",
            "confidential",
            "identity",
            "status",
            "audit",
            "preflight",
            "proof",
        ],
    ),
    (4, &["store", "records", "resolver", "post"]),
    (5, &["service"]),
    (6, &["http", "cli"]),
];

/// Acquaintances that the floors would allow and the house does not.
const STRANGERS: [(&str, &[&str]); 11] = [
    ("proof", &["mapping", "framework", "assessment"]),
    (
        "jsonld",
        &["mapping", "framework", "assessment", "credential"],
    ),
    (
        "status",
        &[
            "mapping",
            "proof",
            "jsonld",
            "identity",
            "framework",
            "assessment",
        ],
    ),
    // The log names things by ids and digests; what they are is not its business.
    (
        "audit",
        &[
            "mapping",
            "jsonld",
            "carrier",
            "status",
            "confidential",
            "framework",
            "assessment",
            "credential",
        ],
    ),
    (
        "confidential",
        &[
            "mapping",
            "jsonld",
            "carrier",
            "status",
            "identity",
            "framework",
            "assessment",
            "credential",
        ],
    ),
    (
        "store",
        &[
            "mapping",
            "proof",
            "jsonld",
            "identity",
            "framework",
            "assessment",
            "credential",
        ],
    ),
    ("records", &["mapping", "proof", "jsonld", "preflight"]),
    // It brings bytes; what they mean, and what is on record, is not its business.
    (
        "resolver",
        &[
            "framework",
            "assessment",
            "credential",
            "mapping",
            "jsonld",
            "identity",
            "preflight",
            "proof",
            "store",
            "records",
        ],
    ),
    // It brings letters away; what they say is not its business.
    (
        "post",
        &[
            "framework",
            "credential",
            "mapping",
            "jsonld",
            "identity",
            "preflight",
            "proof",
            "store",
            "records",
            "resolver",
        ],
    ),
    ("http", &["cli", "store", "jsonld", "mapping", "preflight"]),
    ("cli", &["http", "store", "jsonld", "mapping", "preflight"]),
];

/// A source file: its room, its path below `src`, and its code without comments and tests.
struct Source {
    room: String,
    path: String,
    code: String,
}

fn sources() -> Vec<Source> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut files = Vec::new();
    collect(&root, &mut files);
    files.sort();
    files
        .iter()
        .map(|file| {
            let path = file.strip_prefix(&root).expect("below src");
            let path = path.to_string_lossy().into_owned();
            let first = path.split('/').next().expect("a name");
            Source {
                room: first.trim_end_matches(".rs").to_owned(),
                code: code(&fs::read_to_string(file).expect("a source file")),
                path,
            }
        })
        .collect()
}

fn collect(folder: &Path, files: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            collect(&path, files);
        } else if path.file_name().is_some_and(|name| name != "tests.rs")
            && path.extension().is_some_and(|extension| extension == "rs")
        {
            files.push(path);
        }
    }
}

/// The text without comment lines, and without the tests at its end.
fn code(text: &str) -> String {
    let mut lines = Vec::new();
    for line in text.lines() {
        if line.starts_with("#[cfg(test)]") {
            break;
        }
        if !line.trim_start().starts_with("//") {
            lines.push(line);
        }
    }
    lines.join("\n")
}

/// The rooms that `code` names as `crate::room`, also inside `use crate::{a, b::c}`.
fn known_rooms(code: &str) -> Vec<String> {
    let mut rooms = Vec::new();
    for (place, _) in code.match_indices("crate::") {
        let rest = &code[place + "crate::".len()..];
        if let Some(list) = rest.strip_prefix('{') {
            rooms.extend(names_of_list(list));
        } else {
            rooms.push(word(rest));
        }
    }
    rooms.retain(|room| !room.is_empty());
    rooms
}

/// The first word of each item of a braced list that is open at the start of `list`.
fn names_of_list(list: &str) -> Vec<String> {
    let mut names = Vec::new();
    let mut depth = 0;
    let mut fresh = true;
    for (place, character) in list.char_indices() {
        match character {
            '{' => depth += 1,
            '}' if depth == 0 => break,
            '}' => depth -= 1,
            ',' if depth == 0 => fresh = true,
            c if fresh && depth == 0 && !c.is_whitespace() => {
                names.push(word(&list[place..]));
                fresh = false;
            }
            _ => {}
        }
    }
    names
}

fn word(text: &str) -> String {
    text.chars()
        .take_while(|c| c.is_alphanumeric() || *c == '_')
        .collect()
}

/// The place of a room in the order of all rooms, and its floor.
fn places() -> BTreeMap<&'static str, (usize, u8)> {
    let rooms = FLOORS
        .iter()
        .flat_map(|(floor, rooms)| rooms.iter().map(move |room| (*room, *floor)));
    rooms
        .enumerate()
        .map(|(place, (room, floor))| (room, (place, floor)))
        .collect()
}

#[test]
fn every_room_has_a_floor_and_knows_only_what_is_below() {
    let places = places();
    let mut wrong = Vec::new();
    for source in sources() {
        if source.room == "lib" || source.room == "main" {
            continue;
        }
        let Some(own) = places.get(source.room.as_str()) else {
            wrong.push(format!(
                "{}: the room {} has no floor",
                source.path, source.room
            ));
            continue;
        };
        for room in known_rooms(&source.code) {
            let Some(other) = places.get(room.as_str()) else {
                continue;
            };
            if room != source.room && other.0 >= own.0 {
                wrong.push(format!(
                    "{} knows {room}, which is not below it",
                    source.path
                ));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn strangers_stay_strangers() {
    let mut wrong = Vec::new();
    for source in sources() {
        for (room, strangers) in STRANGERS {
            let known = known_rooms(&source.code);
            let met = known
                .iter()
                .filter(|known| strangers.contains(&known.as_str()));
            if source.room == room {
                wrong.extend(met.map(|met| format!("{} knows {met}", source.path)));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// The files of these rooms that hold one of these words, but for the exceptions.
fn holders(rooms: &[&str], words: &[&str], exceptions: &[&str]) -> Vec<String> {
    let mut found = Vec::new();
    for source in sources() {
        let concerned = rooms.is_empty() || rooms.contains(&source.room.as_str());
        if !concerned || exceptions.contains(&source.path.as_str()) {
            continue;
        }
        for word in words {
            if source.code.contains(word) {
                found.push(format!("{} holds {word}", source.path));
            }
        }
    }
    found
}

/// The rooms of floors 1 to 3: time, randomness and documents come in as arguments.
fn pure_rooms() -> Vec<&'static str> {
    let pure = FLOORS.iter().filter(|(floor, _)| (1..=3).contains(floor));
    pure.flat_map(|(_, rooms)| rooms.iter().copied()).collect()
}

#[test]
fn floors_one_to_three_do_no_io_and_read_no_clock() {
    let words = [
        "std::fs",
        "std::net",
        "std::env",
        "std::process",
        "std::thread",
        "tokio",
        "SystemTime",
        "Instant::",
        "SystemClock",
        "OsRng",
        "getrandom",
        " File::",
    ];
    let found = holders(&pure_rooms(), &words, &[]);
    assert!(found.is_empty(), "{}", found.join("\n"));
}

#[test]
fn the_clock_and_randomness_are_read_on_the_ground_alone() {
    let words = ["OffsetDateTime::now", "SystemTime::now", "getrandom::"];
    let found = holders(&[], &words, &["clock.rs", "id.rs"]);
    assert!(found.is_empty(), "{}", found.join("\n"));
}

#[test]
fn a_prepared_credential_meets_a_signer_in_the_issue_verb_alone() {
    let allowed = [
        "preflight/mod.rs",
        "proof/securing.rs",
        "proof/mod.rs",
        "service/issue/steps.rs",
    ];
    let rooms = [
        "preflight",
        "proof",
        "identity",
        "service",
        "http",
        "cli",
        "records",
    ];
    let found = holders(&rooms, &["Prepared", "secure_prepared"], &allowed);
    assert!(found.is_empty(), "{}", found.join("\n"));
    let preflight = sources().into_iter().find(|s| s.path == "preflight/mod.rs");
    let code = preflight.expect("the room").code;
    assert!(
        !code.contains("derive(Debug, Clone)]\npub struct Prepared"),
        "it can be copied"
    );
}

#[test]
fn low_level_signing_stays_in_the_proof_room() {
    let words = [
        "data_integrity::secure",
        "vc_jwt::secure",
        "create_proof",
        ".sign(",
    ];
    // Checkpoints of the audit log are signed by a key that signs nothing else.
    let allowed = [
        "identity/issuer_key.rs",
        "identity/p256.rs",
        "identity/signer.rs",
        "audit/note.rs",
        "service/audit/mod.rs",
        // What a receipt says is filled in there, and it is of a type that is no credential's.
        "service/receipts.rs",
    ];
    let mut found = holders(&[], &words, &allowed);
    found.retain(|line| !line.starts_with("proof/"));
    assert!(found.is_empty(), "{}", found.join("\n"));
}

#[test]
fn private_keys_stay_in_the_identity_room() {
    let mut found = holders(&[], &["SigningKey"], &[]);
    found.retain(|line| !line.starts_with("identity/"));
    assert!(found.is_empty(), "{}", found.join("\n"));
}

#[test]
fn an_answer_comes_after_the_commit() {
    let issue = sources()
        .into_iter()
        .find(|s| s.path == "service/issue/steps.rs");
    let code = issue.expect("the steps").code;
    let last = &code[code.find("fn commit(").expect("steps 5 and 6")..];
    let commit = last.find(".commit(commit)").expect("the commit");
    let answer = last.find("Ok(Some(round.answer))").expect("the answer");
    assert!(commit < answer);
}

#[test]
fn only_the_resolver_opens_connections() {
    let words = [
        "ureq",
        "TcpStream::connect",
        "TcpSocket",
        "UdpSocket",
        "UnixStream::connect",
        "ToSocketAddrs",
        "to_socket_addrs",
        "lookup_host",
        "hyper::client",
        "hyper_util::client",
    ];
    let mut found = holders(&[], &words, &[]);
    found.retain(|line| !line.starts_with("resolver/"));
    assert!(found.is_empty(), "{}", found.join("\n"));
}

#[test]
fn only_the_post_room_sends_mail() {
    let mut found = holders(&[], &["lettre"], &[]);
    found.retain(|line| !line.starts_with("post/"));
    assert!(found.is_empty(), "{}", found.join("\n"));
}

#[test]
fn issuing_does_not_know_the_resolver() {
    let mut found = holders(&["service"], &["resolver"], &[]);
    found.retain(|line| line.starts_with("service/issue/"));
    assert!(found.is_empty(), "{}", found.join("\n"));
}

#[test]
fn nothing_is_fetched_while_issuing() {
    let words = [
        "TcpStream",
        "reqwest",
        "ureq",
        "hyper::client",
        "ToSocketAddrs",
    ];
    let found = holders(
        &["service", "mapping", "preflight", "proof", "jsonld"],
        &words,
        &[],
    );
    assert!(found.is_empty(), "{}", found.join("\n"));
}

#[test]
fn status_codes_for_errors_are_named_in_one_file() {
    let words = [
        "StatusCode::BAD_REQUEST",
        "StatusCode::UNAUTHORIZED",
        "StatusCode::FORBIDDEN",
        "StatusCode::NOT_FOUND",
        "StatusCode::CONFLICT",
        "StatusCode::PAYLOAD_TOO_LARGE",
        "StatusCode::UNPROCESSABLE_ENTITY",
        "StatusCode::INTERNAL_SERVER_ERROR",
        "StatusCode::SERVICE_UNAVAILABLE",
        "StatusCode::UNSUPPORTED_MEDIA_TYPE",
        "StatusCode::METHOD_NOT_ALLOWED",
        "StatusCode::REQUEST_TIMEOUT",
    ];
    let found = holders(&["http"], &words, &["http/problem.rs"]);
    assert!(found.is_empty(), "{}", found.join("\n"));
}

#[test]
fn signed_bytes_are_never_parsed_and_printed_again() {
    // The record of signed bytes cuts them out of its value; nothing types them.
    let credential = sources()
        .into_iter()
        .find(|s| s.path == "records/credential.rs");
    let code = credential.expect("the record").code;
    let signed = &code[code.find("pub fn signed(").expect("the reader")..];
    let body = &signed[..signed.find("\n    }\n").expect("its end")];
    assert!(
        !body.contains("decode") && !body.contains("parse"),
        "{body}"
    );
}
