//! Status: rows S01 to S16 and S21 of the table of attacks, and the ninth rule of what must not be
//! accepted: every entry is examined, and what is not known is never “not revoked”.

use super::support::verifying::World;
use super::*;
use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD_NO_PAD, URL_SAFE_NO_PAD};
use flate2::Compression;
use flate2::write::{GzEncoder, ZlibEncoder};
use proofmark::identity::DidDocument;
use proofmark::resolver::FetchError;
use proofmark::service::verify::KnownDocuments;
use proofmark::status::{MIN_ENTRIES, problem};
use std::io::Write as _;

pub const LIST: &str = "https://school.example/status/1";
pub const SECOND: &str = "https://school.example/status/2";
pub const INDEX: u64 = 94_567;

/// The bytes of a list of the shortest length that may be, with these bits set.
fn bits(set: &[u64]) -> Vec<u8> {
    let mut bytes = vec![0; MIN_ENTRIES / 8];
    for index in set {
        // The first entry is the left-most bit.
        bytes[usize::try_from(index / 8).unwrap()] |= 0x80 >> (index % 8);
    }
    bytes
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

fn encoded(packed: &[u8]) -> String {
    format!("u{}", URL_SAFE_NO_PAD.encode(packed))
}

/// A list by the school at `url`, without a proof.
fn list_of(url: &str, purpose: &str, packed: &[u8]) -> Value {
    json!({
        "@context": [CREDENTIALS_V2],
        "id": url,
        "type": ["VerifiableCredential", "BitstringStatusListCredential"],
        "issuer": did(&school()),
        "validFrom": CREATED,
        "credentialSubject": {
            "id": format!("{url}#list"),
            "type": "BitstringStatusList",
            "statusPurpose": purpose,
            "encodedList": encoded(packed)
        }
    })
}

/// A list of revocations at [`LIST`] with these bits set, without a proof.
fn list(set: &[u64]) -> Value {
    list_of(LIST, "revocation", &gzip(&bits(set)))
}

pub fn entry_in(url: &str, purpose: &str, index: impl Into<Value>) -> Value {
    json!({
        "type": "BitstringStatusListEntry",
        "statusPurpose": purpose,
        "statusListIndex": index.into(),
        "statusListCredential": url
    })
}

pub fn entry() -> Value {
    entry_in(LIST, "revocation", INDEX.to_string())
}

/// A signed badge with this status.
pub fn badge_with(status: Value) -> Value {
    let badge = with(badge(), |b| b["credentialStatus"] = status);
    jcs(&badge, &school())
}

/// The report on a badge with this status where `list` stands at [`LIST`].
fn report_on(status: Value, list: &Value) -> Report {
    let world = World::default().serving(LIST, list.to_string());
    world.verify(badge_with(status).to_string())
}

/// The report on a badge with one entry, where the signed `list` is served.
fn report_by(list: &Value) -> Report {
    report_on(entry(), list)
}

#[track_caller]
fn unknown(report: &Report, problem: &str) -> String {
    fails(report, CheckId::Status, Outcome::CouldNotTell, problem)
}

#[track_caller]
fn refused(report: &Report, problem: &str) -> String {
    fails(report, CheckId::Status, Outcome::Failed, problem)
}

#[test]
fn a_credential_is_good_until_its_bit_is_set() {
    let school = school();
    is_valid(&report_by(&jcs(&list(&[]), &school)));
    // Those of the neighbours say nothing.
    is_valid(&report_by(&jcs(&list(&[INDEX - 1, INDEX + 1]), &school)));
    let told = refused(&report_by(&jcs(&list(&[INDEX]), &school)), problem::REVOKED);
    assert!(told.contains("revoked"), "{told}");
}

#[test]
fn a_list_may_be_secured_in_every_way() {
    for set in [&[][..], &[INDEX]] {
        let list = list(set);
        let text = |document: Value| document.to_string();
        let envelope = json!({
            "@context": CREDENTIALS_V2,
            "type": "EnvelopedVerifiableCredential",
            "id": format!("data:application/vc+jwt,{}", vc_jose(&list, school())),
        });
        for body in [
            text(jcs(&list, &school())),
            text(rdfc(&list, &school())),
            vc_jose(&list, school()),
            text(envelope),
        ] {
            for badge in [
                text(badge_with(entry())),
                text(rdfc(
                    &with(badge(), |b| b["credentialStatus"] = entry()),
                    &school(),
                )),
                token(
                    &with(badge(), |b| b["credentialStatus"] = entry()),
                    school(),
                ),
            ] {
                let world = World::default().serving(LIST, body.clone());
                let report = world.verify(badge);
                match set {
                    [] => is_valid(&report),
                    _ => drop(refused(&report, problem::REVOKED)),
                }
                assert_eq!(world.asked(), [LIST]);
            }
        }
    }
}

#[test]
fn s01_a_list_that_cannot_be_had_leaves_it_open() {
    let url = || LIST.to_owned();
    let host = || "school.example".to_owned();
    for (error, word) in [
        (
            FetchError::Status {
                url: url(),
                code: 404,
            },
            "404",
        ),
        (
            FetchError::Status {
                url: url(),
                code: 500,
            },
            "500",
        ),
        (FetchError::TimedOut { url: url() }, "in time"),
        (FetchError::Tls { host: host() }, "certificate"),
        (FetchError::Connection { host: host() }, "no answer"),
        (
            FetchError::Closed { url: url() },
            "does not use the network",
        ),
    ] {
        let world = World::default().failing(LIST, error);
        let report = world.verify(badge_with(entry()).to_string());
        let told = unknown(&report, problem::RETRIEVAL);
        assert!(told.contains(word), "{told}");
    }
}

#[test]
fn s02_a_list_that_unpacks_to_too_much_is_given_up() {
    let of = |length: usize| list_of(LIST, "revocation", &gzip(&vec![0; length]));
    is_valid(&report_by(&jcs(&of(1 << 20), &school())));
    let report = report_by(&jcs(&of((1 << 20) + 1), &school()));
    unknown(&report, problem::VERIFICATION);
}

#[test]
fn s03_bits_that_are_packed_otherwise_are_not_guessed_at() {
    let good = gzip(&bits(&[]));
    let mut zlib = ZlibEncoder::new(Vec::new(), Compression::default());
    zlib.write_all(&bits(&[])).unwrap();
    let mut wrong_sum = good.clone();
    let sum = wrong_sum.len() - 8;
    wrong_sum[sum] ^= 1;
    for packed in [
        zlib.finish().unwrap(),
        gzip(&good),
        [good.clone(), gzip(&[0])].concat(),
        [good.clone(), vec![0]].concat(),
        good[..good.len() - 1].to_vec(),
        wrong_sum,
        bits(&[]),
    ] {
        let report = report_by(&jcs(&list_of(LIST, "revocation", &packed), &school()));
        let check = only_fault(&report);
        assert_eq!(check.outcome, Outcome::CouldNotTell, "{}", check.detail);
        let problem = check.problem.as_deref().unwrap();
        // Gzip in gzip is a list, of far too few bits.
        assert!(
            [problem::MALFORMED_VALUE, problem::LIST_LENGTH].contains(&problem),
            "{problem}"
        );
    }
    for text in ["", "u", "zAAAA", &STANDARD_NO_PAD.encode(&good), "u+/=="] {
        let list = with(list(&[]), |l| {
            l["credentialSubject"]["encodedList"] = json!(text);
        });
        unknown(&report_by(&jcs(&list, &school())), problem::MALFORMED_VALUE);
    }
}

#[test]
fn s04_a_list_too_short_to_hide_anybody_is_not_used() {
    for length in [128, MIN_ENTRIES / 8 - 1] {
        let list = list_of(LIST, "revocation", &gzip(&vec![0; length]));
        let entry = entry_in(LIST, "revocation", "7");
        unknown(
            &report_on(entry, &jcs(&list, &school())),
            problem::LIST_LENGTH,
        );
    }
}

#[test]
fn s05_an_index_outside_the_list_is_never_not_revoked() {
    let list = jcs(&list(&[]), &school());
    let report = |index: Value| report_on(entry_in(LIST, "revocation", index), &list);
    is_valid(&report(json!("131071")));
    refused(&report(json!("131072")), problem::RANGE);
    refused(&report(json!("18446744073709551615")), problem::RANGE);
    for index in [
        json!("-1"),
        json!("abc"),
        json!("1e3"),
        json!("01"),
        json!("+1"),
        json!(" 1"),
        json!("1.0"),
        json!(""),
        json!("18446744073709551616"),
        json!(7),
        json!(7.5),
        json!(["7"]),
    ] {
        let report = report(index.clone());
        let bad = report.checks.iter().find(|c| c.outcome == Outcome::Failed);
        let bad = bad.unwrap_or_else(|| panic!("{index}: {report:#?}"));
        assert_eq!(report.verdict, Verdict::NotValid, "{index}");
        assert!(
            matches!(bad.id, CheckId::Status | CheckId::Terms | CheckId::Schema),
            "{index}: {bad:?}"
        );
    }
    refused(&report(json!("01")), problem::MALFORMED_VALUE);
}

#[test]
fn s06_a_list_for_another_purpose_does_not_answer() {
    let suspensions = list_of(LIST, "suspension", &gzip(&bits(&[])));
    let told = unknown(
        &report_by(&jcs(&suspensions, &school())),
        problem::VERIFICATION,
    );
    assert!(told.contains("suspension"), "{told}");
    let both = with(list(&[]), |l| {
        l["credentialSubject"]["statusPurpose"] = json!(["suspension", "revocation"]);
    });
    is_valid(&report_by(&jcs(&both, &school())));
}

#[test]
fn s07_anothers_list_does_not_answer() {
    let theirs = with(list(&[]), |l| l["issuer"] = json!(did(&stranger())));
    let told = unknown(
        &report_by(&jcs(&theirs, &stranger())),
        problem::VERIFICATION,
    );
    assert!(told.contains(&did(&stranger())), "{told}");
    // In the school's name, under the stranger's key.
    unknown(
        &report_by(&jcs(&list(&[]), &stranger())),
        problem::VERIFICATION,
    );
}

#[test]
fn s08_a_list_without_a_proof_that_holds_does_not_answer() {
    unknown(&report_by(&list(&[])), problem::VERIFICATION);
    let mut altered = jcs(&list(&[INDEX]), &school());
    altered["credentialSubject"]["encodedList"] =
        list(&[])["credentialSubject"]["encodedList"].clone();
    unknown(&report_by(&altered), problem::VERIFICATION);
    let world = World::default().serving(LIST, "<html>not here</html>");
    unknown(
        &world.verify(badge_with(entry()).to_string()),
        problem::VERIFICATION,
    );
}

#[test]
fn s09_a_key_that_the_list_brings_itself_is_not_believed() {
    use ed25519_dalek::Signer as _;
    let token_by = |signer: &TestSigner| {
        let x = URL_SAFE_NO_PAD.encode(signer.key().verifying_key().as_bytes());
        let header = json!({
            "alg": "EdDSA", "typ": "vc+jwt",
            "jwk": {"kty": "OKP", "crv": "Ed25519", "x": x}
        });
        let encode = |json: &Value| URL_SAFE_NO_PAD.encode(json.to_string());
        let input = format!("{}.{}", encode(&header), encode(&list(&[])));
        let signature = signer.key().sign(input.as_bytes()).to_bytes();
        format!("{input}.{}", URL_SAFE_NO_PAD.encode(signature))
    };
    let report = |signer: &TestSigner| {
        let world = World::default().serving(LIST, token_by(signer));
        world.verify(badge_with(entry()).to_string())
    };
    // The school's own document lists its key: then it does not matter who brought it.
    is_valid(&report(&school()));
    unknown(&report(&stranger()), problem::VERIFICATION);
}

#[test]
fn s10_an_old_copy_of_a_list_does_not_speak_for_today() {
    let until = |date: &str| {
        let list = with(list(&[]), |l| l["validUntil"] = json!(date));
        report_by(&jcs(&list, &school()))
    };
    is_valid(&until("2026-11-22T10:00:01Z"));
    // Five minutes for clocks that differ.
    is_valid(&until("2026-11-22T09:55:00Z"));
    let told = unknown(&until("2026-11-22T09:54:59Z"), problem::VERIFICATION);
    assert!(told.contains("out of date"), "{told}");
    let early = with(list(&[]), |l| {
        l["validFrom"] = json!("2026-11-23T10:00:00Z")
    });
    unknown(&report_by(&jcs(&early, &school())), problem::VERIFICATION);
    let lapsed = json!({"expires": "2026-11-21T10:00:00Z"});
    let lapsed = jcs_for(&list(&[]), &school(), "assertionMethod", &lapsed);
    unknown(&report_by(&lapsed), problem::VERIFICATION);
}

#[test]
fn s11_a_list_from_another_address_does_not_answer() {
    let other = list_of(SECOND, "revocation", &gzip(&bits(&[])));
    let told = unknown(&report_by(&jcs(&other, &school())), problem::VERIFICATION);
    assert!(told.contains(SECOND), "{told}");
}

#[test]
fn s12_a_list_with_a_status_of_its_own_is_not_followed() {
    let looping = with(list(&[]), |l| l["credentialStatus"] = entry());
    let looping = jcs(&looping, &school());
    let world = World::default().serving(LIST, looping.to_string());
    let report = world.verify(badge_with(entry()).to_string());
    unknown(&report, problem::VERIFICATION);
    assert_eq!(world.asked(), [LIST]);
}

/// A world with a list of revocations and one of suspensions, with these bits set.
pub fn two_lists(revoked: &[u64], suspended: &[u64]) -> World {
    let revocations = list_of(LIST, "revocation", &gzip(&bits(revoked)));
    let suspensions = list_of(SECOND, "suspension", &gzip(&bits(suspended)));
    World::default()
        .serving(LIST, jcs(&revocations, &school()).to_string())
        .serving(SECOND, jcs(&suspensions, &school()).to_string())
}

#[test]
fn s13_every_entry_is_examined() {
    let suspension = || entry_in(SECOND, "suspension", "3");
    let nobody_knows = || json!({"type": "https://status.example/Kind"});
    let both = badge_with(json!([suspension(), entry()])).to_string();
    let world = two_lists(&[], &[]);
    is_valid(&world.verify(both.clone()));
    assert_eq!(world.asked(), [SECOND, LIST]);
    let report = two_lists(&[INDEX], &[]).verify(both.clone());
    refused(&report, problem::REVOKED);
    let report = two_lists(&[], &[3]).verify(both.clone());
    let words = refused(&report, problem::SUSPENDED);
    assert!(words.contains("suspended") && !words.contains("revoked"));
    // Taken back for good is said before taken back for now.
    let report = two_lists(&[INDEX], &[3]).verify(both);
    assert_eq!(report.verdict, Verdict::NotValid);
    let reason = report.reason().unwrap();
    assert_eq!(reason.problem.as_deref(), Some(problem::REVOKED));
    let statuses = told(&report, CheckId::Status);
    let of = |problem, place| (Outcome::Failed, Some(problem), place);
    assert_eq!(
        statuses,
        [
            of(problem::REVOKED, "/credentialStatus/1"),
            of(problem::SUSPENDED, "/credentialStatus/0"),
        ]
    );
    // What nobody knows does not hide what is known, and is not passed over.
    for statuses in [[entry(), nobody_knows()], [nobody_knows(), entry()]] {
        let badge = badge_with(json!(statuses)).to_string();
        let report = two_lists(&[], &[]).verify(badge.clone());
        unknown(&report, problem::UNSUPPORTED);
        let report = two_lists(&[INDEX], &[]).verify(badge);
        assert_eq!(report.verdict, Verdict::NotValid);
        let reason = report.reason().unwrap();
        assert_eq!(reason.problem.as_deref(), Some(problem::REVOKED));
    }
    // One list that cannot be had beside one that is clear.
    let mut world = two_lists(&[], &[]);
    world = world.failing(
        SECOND,
        FetchError::TimedOut {
            url: SECOND.to_owned(),
        },
    );
    let badge = badge_with(json!([suspension(), entry()])).to_string();
    unknown(&world.verify(badge), problem::RETRIEVAL);
}

/// The eight bits of this list hold four values each of two bits: 0, 1, 2 and 3.
fn values(messages: usize) -> (Value, Value) {
    let mut bytes = vec![0; MIN_ENTRIES / 4];
    bytes[0] = 0b0001_1011;
    let list = list_of(LIST, "message", &gzip(&bytes));
    let messages: Vec<Value> = (0..messages)
        .map(|value| {
            json!({
                "status": format!("0x{value:x}"),
                "message": format!("message {value}")
            })
        })
        .collect();
    let entry = with(entry_in(LIST, "message", "2"), |e| {
        e["statusSize"] = json!(2);
        e["statusMessage"] = json!(messages);
    });
    (list, entry)
}

#[test]
fn s14_an_entry_of_several_bits_says_what_each_value_means() {
    let (list, good) = values(4);
    let list = jcs(&list, &school());
    let report = report_on(good.clone(), &list);
    is_valid(&report);
    let told = report.checks.iter().find(|c| c.id == CheckId::Status);
    assert!(told.unwrap().detail.contains("message 2"), "{told:?}");
    for count in [0, 1, 3, 5] {
        refused(&report_on(values(count).1, &list), problem::MALFORMED_VALUE);
    }
    for size in [
        json!(0),
        json!(1_000_000_000),
        json!(17),
        json!(-2),
        json!(1.5),
    ] {
        let entry = with(good.clone(), |e| e["statusSize"] = size);
        refused(&report_on(entry, &list), problem::MALFORMED_VALUE);
    }
}

#[test]
fn s15_the_first_entry_is_the_left_most_bit() {
    for (byte, bit, index) in [
        (0, 0x80, "0"),
        (0, 0x01, "7"),
        (1, 0x80, "8"),
        (MIN_ENTRIES / 8 - 1, 0x01, "131071"),
    ] {
        let mut bytes = vec![0; MIN_ENTRIES / 8];
        bytes[byte] = bit;
        let list = list_of(LIST, "revocation", &gzip(&bytes));
        let entry = entry_in(LIST, "revocation", index);
        refused(
            &report_on(entry.clone(), &jcs(&list, &school())),
            problem::REVOKED,
        );
        let others: Vec<u8> = bytes.iter().map(|byte| !byte).collect();
        let list = list_of(LIST, "revocation", &gzip(&others));
        is_valid(&report_on(entry, &jcs(&list, &school())));
    }
}

/// What goes out names the list and nobody in it.
#[test]
fn s16_asking_for_a_list_tells_its_address_alone_and_once() {
    let signed = jcs(&list(&[]), &school()).to_string();
    let world = World::default().serving(LIST, signed);
    let entries: Vec<Value> = (0..5)
        .map(|index| entry_in(LIST, "revocation", index.to_string()))
        .collect();
    is_valid(&world.verify(badge_with(json!(entries)).to_string()));
    assert_eq!(world.asked(), [LIST]);
}

#[test]
fn more_entries_than_anybody_needs_are_not_examined_and_not_passed_over() {
    let of = |count: u64| {
        let entries: Vec<Value> = (0..count)
            .map(|index| entry_in(LIST, "revocation", index.to_string()))
            .collect();
        report_on(json!(entries), &jcs(&list(&[]), &school()))
    };
    is_valid(&of(100));
    let told = unknown(&of(101), "urn:proofmark:problem:too-many-statuses");
    assert!(told.contains("101"), "{told}");
}

#[test]
fn s21_nothing_that_a_forgery_names_is_fetched() {
    let signed = badge_with(entry());
    let world = two_lists(&[], &[]);
    is_valid(&world.verify(signed.to_string()));
    assert_eq!(world.asked(), [LIST]);
    let altered = with(signed, |b| b["name"] = json!("Master carpentry"));
    let strangers = jcs(
        &with(badge(), |b| b["credentialStatus"] = entry()),
        &stranger(),
    );
    let token = token(
        &with(badge(), |b| b["credentialStatus"] = entry()),
        stranger(),
    );
    for forgery in [altered.to_string(), strangers.to_string(), token] {
        let world = two_lists(&[], &[]);
        let report = world.verify(forgery);
        assert_eq!(report.verdict, Verdict::NotValid);
        assert_eq!(told(&report, CheckId::Status)[0].0, Outcome::NotRun);
        assert_eq!(world.asked(), [""; 0]);
    }
}

#[test]
fn each_way_of_being_bad_has_its_own_name_and_words() {
    let suspended = badge_with(entry_in(SECOND, "suspension", "3"));
    let revoked = badge_with(entry());
    let dated = |name: &str, date: &str| {
        let badge = with(badge(), |b| b[name] = json!(date));
        jcs(&badge, &school())
    };
    let expired = dated("validUntil", "2026-11-21T00:00:00Z");
    let early = dated("validFrom", "2026-12-01T00:00:00Z");
    let forged = with(jcs(&badge(), &school()), |b| b["name"] = json!("Master"));
    let world = two_lists(&[INDEX], &[3]);
    let mut problems = Vec::new();
    for (document, word) in [
        (suspended, "suspended"),
        (revoked, "revoked"),
        (expired, "expired"),
        (early, "valid only from"),
        (forged, "changed after it was signed"),
    ] {
        let report = world.verify(document.to_string());
        let check = only_fault(&report);
        assert_eq!(check.outcome, Outcome::Failed);
        assert!(check.detail.contains(word), "{word}: {}", check.detail);
        problems.push(check.problem.clone().unwrap());
    }
    assert_eq!(
        problems,
        [
            own_problem("suspended"),
            own_problem("revoked"),
            own_problem("expired"),
            own_problem("not-yet-valid"),
            "https://w3id.org/security#PROOF_VERIFICATION_ERROR".to_owned(),
        ]
    );
}

#[test]
fn a_newer_credential_or_a_message_does_not_make_it_bad() {
    let refresh = list_of(LIST, "refresh", &gzip(&bits(&[INDEX])));
    let entry = entry_in(LIST, "refresh", INDEX.to_string());
    let report = report_on(entry, &jcs(&refresh, &school()));
    is_valid(&report);
    let status = report.checks.iter().find(|c| c.id == CheckId::Status);
    assert!(status.unwrap().detail.contains("newer"), "{status:?}");
    let other = list_of(LIST, "moonshine", &gzip(&bits(&[INDEX])));
    let entry = entry_in(LIST, "moonshine", INDEX.to_string());
    let report = report_on(entry, &jcs(&other, &school()));
    unknown(&report, problem::UNKNOWN_PURPOSE);
}

const LIST_2021_CONTEXT: &str = "https://w3id.org/vc/status-list/2021/v1";

#[test]
fn a_status_list_of_2021_answers_too() {
    let list = |set: &[u64]| {
        let packed = URL_SAFE_NO_PAD.encode(gzip(&bits(set)));
        jcs(
            &json!({
                "@context": [
                    "https://www.w3.org/2018/credentials/v1",
                    LIST_2021_CONTEXT,
                    "https://w3id.org/security/data-integrity/v2"
                ],
                "id": LIST,
                "type": ["VerifiableCredential", "StatusList2021Credential"],
                "issuer": did(&school()),
                "issuanceDate": CREATED,
                "credentialSubject": {
                    "id": format!("{LIST}#list"),
                    "type": "StatusList2021",
                    "statusPurpose": "revocation",
                    "encodedList": packed
                }
            }),
            &school(),
        )
    };
    let entry = with(entry(), |e| {
        e["id"] = json!(format!("{LIST}#{INDEX}"));
        e["type"] = json!("StatusList2021Entry");
    });
    let badge = with(badge(), |b| {
        b["@context"]
            .as_array_mut()
            .unwrap()
            .push(json!(LIST_2021_CONTEXT));
        b["credentialStatus"] = entry;
    });
    let badge = jcs(&badge, &school()).to_string();
    let report = |list: Value| {
        let world = World::default().serving(LIST, list.to_string());
        world.verify(badge.clone())
    };
    is_valid(&report(list(&[])));
    refused(&report(list(&[INDEX])), problem::REVOKED);
    // A list of the later form is another document.
    unknown(
        &report(jcs(&super::status::list(&[]), &school())),
        problem::VERIFICATION,
    );
}

#[test]
fn a_revocation_list_of_1edtech_answers_by_the_credentials_id() {
    let status = json!({"id": LIST, "type": "1EdTechRevocationList"});
    let extensions = "https://purl.imsglobal.org/spec/ob/v3p0/extensions.json";
    let badge = with(badge(), |b| {
        b["@context"]
            .as_array_mut()
            .unwrap()
            .push(json!(extensions));
        b["credentialStatus"] = status;
    });
    let badge = jcs(&badge, &school()).to_string();
    let list = |change: fn(&mut Value)| {
        let list = json!({
            "id": LIST,
            "issuer": did(&school()),
            "revokedCredential": [
                {"id": "urn:uuid:00000000-0000-4000-8000-000000000000", "revoked": true},
            ]
        });
        let world = World::default().serving(LIST, with(list, change).to_string());
        let report = world.verify(badge.clone());
        assert_eq!(world.asked(), [LIST], "{report:#?}");
        report
    };
    is_valid(&list(|_| {}));
    is_valid(&list(|l| {
        drop(l.as_object_mut().unwrap().remove("revokedCredential"))
    }));
    let told = refused(
        &list(|l| {
            l["revokedCredential"][0] = json!({
                "id": super::badge()["id"],
                "revoked": true,
                "revocationReason": "issued by mistake"
            });
        }),
        problem::REVOKED,
    );
    assert!(told.contains("issued by mistake"), "{told}");
    unknown(&list(|l| l["id"] = json!(SECOND)), problem::VERIFICATION);
    unknown(
        &list(|l| l["issuer"] = json!("did:web:other.example")),
        problem::VERIFICATION,
    );
    unknown(
        &list(|l| l["revokedCredential"] = json!("none")),
        problem::MALFORMED_VALUE,
    );
}

#[test]
fn an_issuer_of_the_web_has_its_list_and_its_key_fetched() {
    let issuer = TestSigner::new([7; 32], "did:web:school.example#key");
    let document = did_document("did:web:school.example", &issuer).to_string();
    let list = with(list(&[]), |l| l["issuer"] = json!("did:web:school.example"));
    let badge = with(badge_by(&issuer), |b| b["credentialStatus"] = entry());
    let badge = jcs(&badge, &issuer).to_string();
    let key = "https://school.example/.well-known/did.json";
    let world = World::default()
        .serving(key, document.clone())
        .serving(LIST, jcs(&list, &issuer).to_string());
    is_valid(&world.verify(badge.clone()));
    // Of our own both are at hand, and nobody is asked.
    let parsed = ijson::parse(document.as_bytes()).unwrap();
    let own = KnownDocuments::new(vec![DidDocument::read(&parsed).unwrap()]);
    let list = jcs(&list, &issuer).to_string().into_bytes();
    let world = World {
        documents: own.with_status_list(LIST, list),
        ..World::default()
    };
    is_valid(&world.verify(badge));
    assert_eq!(world.asked(), [""; 0]);
}

/// The DID document of an issuer with one key for everything.
pub(super) fn did_document(id: &str, signer: &TestSigner) -> Value {
    let multikey = support::keys::multikey(signer.key().verifying_key().as_bytes());
    let method = signer.verification_method();
    json!({
        "@context": ["https://www.w3.org/ns/did/v1", "https://w3id.org/security/multikey/v1"],
        "id": id,
        "verificationMethod": [{
            "id": method,
            "type": "Multikey",
            "controller": id,
            "publicKeyMultibase": multikey
        }],
        "assertionMethod": [method],
        "authentication": [method]
    })
}

#[test]
fn each_entry_tells_its_own_faults_at_their_places() {
    let mut wrong = entry();
    wrong["statusSize"] = json!(99);
    wrong["statusListIndex"] = json!("01");
    let unknown = json!({"id": "https://issuer.example/s#1", "type": "BitstringStatusList"});
    let report = report_on(json!([unknown, wrong]), &list(&[]));
    let mut places: Vec<_> = report
        .checks
        .iter()
        .filter(|check| check.id == CheckId::Status)
        .map(|check| check.pointer.as_str())
        .collect();
    places.sort_unstable();
    assert_eq!(
        places,
        [
            "/credentialStatus/0",
            "/credentialStatus/1/statusListIndex",
            "/credentialStatus/1/statusSize",
        ]
    );
}
