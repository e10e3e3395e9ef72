//! Proofs, sets and chains of them: D12 to D16, D19 and D20.

use crate::making::*;
use crate::support::verifying::World;
use crate::{asked, json_fails, json_passes, told, wrong};
use proofmark::service::verify::Question;
use serde_json::{Value, json};

const PROOF: &str = "proof failed: PROOF_VERIFICATION_ERROR /proof";
const UNKNOWN: &str = "proof could-not-tell: PROOF_VERIFICATION_ERROR /proof";

fn all(proofs: &[&Value]) -> Value {
    let proofs: Value = proofs.iter().map(|one| (*one).clone()).collect();
    with(badge(), json!({ "proof": proofs }))
}

fn ours(suite: &str, more: Value) -> Value {
    proof_with(&badge(), suite, &school(), more)
}

fn theirs(suite: &str) -> Value {
    proof_with(&badge(), suite, &stranger(), json!({}))
}

/// A text that was changed after signing, in each suite.
#[test]
fn a_changed_text_is_not_what_was_signed() {
    for suite in SUITES {
        let good = signed(&badge(), suite);
        json_passes(&good);
        let mut changed = good.clone();
        changed["credentialSubject"]["achievement"]["name"] = json!("Advanced carpentry");
        json_fails(&changed, PROOF);
        let mut later = good.clone();
        later["proof"]["created"] = json!("2026-11-18T10:00:00Z");
        json_fails(&later, PROOF);
    }
}

/// D12.
#[test]
fn a_proof_of_one_suite_is_none_of_another() {
    for (from, to) in [(RDFC, JCS), (JCS, RDFC)] {
        let mut document = signed(&badge(), from);
        document["proof"]["cryptosuite"] = json!(to);
        json_fails(&document, PROOF);
    }
    let mut document = signed(&badge(), SIGNATURE_2020);
    document["proof"]["cryptosuite"] = json!(RDFC);
    json_fails(&document, &format!("{PROOF}/cryptosuite"));
    let mut document = signed(&badge(), RDFC);
    document["proof"]["type"] = json!(SIGNATURE_2020);
    json_fails(&document, &format!("{PROOF}/cryptosuite"));
    without(&mut document["proof"], "cryptosuite");
    json_fails(&document, PROOF);
    // What is not known here is not checked, however well signed.
    for suite in ["ecdsa-rdfc-2019", "bbs-2023", "eddsa-2022"] {
        let mut document = signed(&badge(), RDFC);
        document["proof"]["cryptosuite"] = json!(suite);
        json_fails(&document, UNKNOWN);
    }
    for kind in ["RsaSignature2018", "Ed25519Signature2018"] {
        let mut document = signed(&badge(), RDFC);
        document["proof"]["type"] = json!(kind);
        json_fails(&document, UNKNOWN);
    }
}

/// D13.
#[test]
fn a_proof_has_all_its_members() {
    for suite in SUITES {
        let good = signed(&badge(), suite);
        for name in ["type", "verificationMethod", "proofPurpose", "proofValue"] {
            let mut document = good.clone();
            without(&mut document["proof"], name);
            json_fails(&document, PROOF);
            let mut document = good.clone();
            document["proof"][name] = json!(7);
            json_fails(&document, &format!("{PROOF}/{name}"));
        }
    }
    let mut document = signed(&badge(), RDFC);
    without(&mut document["proof"], "cryptosuite");
    json_fails(&document, PROOF);
    for proof in [json!(null), json!("z"), json!(7), json!([])] {
        json_fails(&with(badge(), json!({ "proof": proof })), PROOF);
    }
    json_fails(&badge(), "proof failed: PROOF_VERIFICATION_ERROR /proof");
    json_fails(&all(&[&json!("z")]), &format!("{PROOF}/0"));
}

/// D14.
#[test]
fn a_credential_is_signed_for_assertion() {
    for suite in SUITES {
        for purpose in ["authentication", "capabilityInvocation", "keyAgreement"] {
            let more = json!({ "proofPurpose": purpose });
            let document = signed_with(&badge(), suite, &school(), more);
            json_fails(&document, &format!("{PROOF}/proofPurpose"));
        }
    }
}

/// D15.
#[test]
fn every_proof_of_a_set_holds_and_one_is_the_issuers() {
    for suite in SUITES {
        let (good, other) = (ours(suite, json!({})), theirs(suite));
        let mut broken = good.clone();
        broken["proofValue"] = other["proofValue"].clone();
        json_passes(&all(&[&good]));
        json_passes(&all(&[&other, &good]));
        json_passes(&all(&[
            &ours(RDFC, json!({})),
            &ours(JCS, json!({})),
            &good,
        ]));
        // A good one by a stranger does not make up for the issuer's.
        json_fails(&all(&[&other, &broken]), &format!("{PROOF}/1"));
        json_fails(
            &all(&[&other]),
            "issuer-key failed: issuer-key-mismatch /proof/0",
        );
        // A bad one by a stranger is bad all the same.
        let mut broken = other.clone();
        broken["proofValue"] = good["proofValue"].clone();
        json_fails(&all(&[&good, &broken]), &format!("{PROOF}/1"));
        // Two proofs by the issuer: one that holds does not make up for the other.
        let mut broken = ours(JCS, json!({}));
        broken["proofValue"] = other["proofValue"].clone();
        json_fails(&all(&[&good, &broken]), &format!("{PROOF}/1"));
        // One of an unknown suite leaves it open; whose it is does not matter.
        for mut unknown in [good.clone(), other.clone()] {
            unknown["type"] = json!("DataIntegrityProof");
            unknown["cryptosuite"] = json!("bbs-2023");
            json_fails(&all(&[&good, &unknown]), &format!("{UNKNOWN}/1"));
        }
    }
}

fn id(number: usize) -> String {
    format!("urn:uuid:00000000-0000-4000-8000-{number:012}")
}

/// A chain of that many proofs by the school.
fn chain(length: usize, suite: &str) -> Value {
    let mut proofs: Vec<Value> = Vec::new();
    for number in 0..length {
        let mut more = json!({"id": id(number)});
        let mut before = badge();
        if let Some(last) = proofs.last() {
            more["previousProof"] = json!(id(number - 1));
            before["proof"] = json!([last]);
        }
        proofs.push(proof_with(&before, suite, &school(), more));
    }
    with(badge(), json!({ "proof": proofs }))
}

/// D16.
#[test]
fn a_chain_has_all_its_links_and_no_loop() {
    for suite in [RDFC, JCS] {
        json_passes(&chain(3, suite));
    }
    json_passes(&chain(8, JCS));
    json_fails(&chain(9, JCS), PROOF);
    let good = chain(2, JCS);
    let changed = |value: Value| {
        let mut document = good.clone();
        document["proof"][1]["previousProof"] = value;
        document
    };
    let second = format!("{PROOF}/1/previousProof");
    json_fails(&changed(json!(id(7))), &second);
    json_fails(&changed(json!([id(0), id(7)])), &second);
    json_fails(&changed(json!(7)), &second);
    json_fails(&changed(json!(id(1))), &second);
    // A link that is taken out or changed.
    let mut alone = good.clone();
    alone["proof"].as_array_mut().unwrap().remove(0);
    json_fails(&alone, &format!("{PROOF}/0/previousProof"));
    let mut unchained = good.clone();
    without(&mut unchained["proof"][1], "previousProof");
    json_fails(&unchained, &format!("{PROOF}/1"));
    let mut other = good.clone();
    other["proof"][0] = ours(JCS, json!({"id": id(0), "created": "2026-11-18T10:00:00Z"}));
    json_fails(&other, &format!("{PROOF}/1"));
    let mut twice = good.clone();
    twice["proof"][0]["id"] = json!(id(1));
    let found = wrong(twice.to_string());
    assert!(found.contains(&format!("{PROOF}/1/id")), "{found:?}");
}

/// D16: who made the first proof of a chain is a stranger; the last one is the school's.
#[test]
fn a_chain_ends_with_the_issuers_word_or_holds_it() {
    let first = proof_with(&badge(), RDFC, &stranger(), json!({"id": id(0)}));
    let before = with(badge(), json!({"proof": [first]}));
    let more = json!({"previousProof": id(0)});
    let by = |signer: &crate::support::keys::TestSigner| {
        let second = proof_with(&before, RDFC, signer, more.clone());
        all(&[&first, &second])
    };
    json_passes(&by(&school()));
    let found = wrong(by(&stranger()).to_string());
    let mismatch = "issuer-key failed: issuer-key-mismatch /proof";
    assert_eq!(found, [format!("{mismatch}/0"), format!("{mismatch}/1")]);
}

/// D19.
#[test]
fn a_proof_is_made_in_the_past() {
    for suite in SUITES {
        let at = |date: &str| signed_with(&badge(), suite, &school(), json!({ "created": date }));
        // Now is ten o'clock, and others' clocks may be five minutes ahead.
        for good in [
            "2026-11-22T10:05:00Z",
            "2026-11-22T10:05:00",
            "2026-11-19T12:00:00.5+02:00",
            "1970-01-01T00:00:00Z",
        ] {
            json_passes(&at(good));
        }
        for early in [
            "2026-11-22T10:05:01Z",
            "2026-11-22T10:05:01",
            "9999-12-31T23:59:59Z",
        ] {
            json_fails(&at(early), "proof failed: proof-time /proof");
        }
        for wrong in [
            "2026-11-19T23:59:60Z",
            "2026-11-19",
            "yesterday",
            "12026-11-19T10:00:00Z",
            "",
        ] {
            json_fails(&at(wrong), &format!("{PROOF}/created"));
        }
    }
    let undated = signed_with(&badge(), RDFC, &school(), json!({"created": null}));
    json_passes(&undated);
}

/// Rule 6: the end of a proof.
#[test]
fn a_proof_has_not_expired() {
    for suite in SUITES {
        let until =
            |date: &str| signed_with(&badge(), suite, &school(), json!({ "expires": date }));
        for good in [
            "2026-11-22T09:55:00Z",
            "2026-11-22T09:55:00",
            "9999-12-31T23:59:59Z",
        ] {
            json_passes(&until(good));
        }
        for late in ["2026-11-22T09:54:59Z", "2026-11-22T09:54:59"] {
            json_fails(&until(late), "proof failed: proof-expired /proof");
        }
        json_fails(&until("tomorrow"), &format!("{PROOF}/expires"));
    }
}

/// D20.
#[test]
fn the_contexts_of_a_proof_are_the_documents() {
    let good = signed(&badge(), JCS);
    let mut other = good.clone();
    other["proof"]["@context"] = json!([V2, OB]);
    json_fails(&other, PROOF);
    // The document may have more of them behind, which another proof needs.
    let mut fewer = badge();
    fewer["@context"] = json!([V2, OB]);
    let mut more = signed(&fewer, JCS);
    more["@context"] = json!([V2, OB, ED25519_2020]);
    json_passes(&more);
    more["@context"] = json!([V2, ED25519_2020, OB]);
    json_fails(&more, &format!("{PROOF}/@context"));
    // Signed with contexts that the document does not open with.
    let differs = json!({"@context": [V2, ED25519_2020]});
    let differs = signed_with(&badge(), JCS, &school(), differs);
    json_fails(&differs, &format!("{PROOF}/@context"));
    // A suite over RDF does not sign them: they may repeat the document's.
    for suite in [RDFC, SIGNATURE_2020] {
        let mut document = signed(&badge(), suite);
        document["proof"]["@context"] = json!([V2]);
        json_passes(&document);
        document["proof"]["@context"] = json!([{"name": "https://e.example/name"}]);
        json_fails(&document, &format!("{PROOF}/@context"));
    }
}

/// Names in a proof that no context defines.
#[test]
fn a_proof_says_nothing_that_is_not_defined() {
    for suite in [RDFC, SIGNATURE_2020] {
        let mut document = signed(&badge(), suite);
        document["proof"]["nickname"] = json!("Ada");
        json_fails(
            &document,
            "proof failed: PROOF_TRANSFORMATION_ERROR /proof/nickname",
        );
    }
    let document = signed_with(&badge(), JCS, &school(), json!({"nickname": "Ada"}));
    json_fails(
        &document,
        "proof failed: PROOF_TRANSFORMATION_ERROR /proof/nickname",
    );
}

/// Under RDF the address of a name says the same as the name, and a program that looks for the name
/// does not find it.
#[test]
fn a_proof_hides_nothing_behind_an_address() {
    let iri = "https://w3id.org/security#expiration";
    let hidden = json!({iri: {"@value": "2026-11-20T00:00:00Z",
        "@type": "http://www.w3.org/2001/XMLSchema#dateTime"}});
    let document = signed_with(&badge(), RDFC, &school(), hidden);
    let place = "/proof/https:~1~1w3id.org~1security#expiration";
    let found = wrong(document.to_string());
    assert!(!found.is_empty());
    let expected = format!("proof failed: PROOF_VERIFICATION_ERROR {place}");
    assert!(
        found.iter().all(|line| line.starts_with(&expected)),
        "{found:?}"
    );
}

/// Nothing is said about what a forgery contains, and nothing that it names is fetched.
#[test]
fn what_comes_after_a_wrong_proof_is_not_run() {
    let mut badge = badge();
    badge["credentialStatus"] = json!({
        "id": "https://school.example/status#7",
        "type": "BitstringStatusListEntry",
        "statusPurpose": "revocation",
        "statusListIndex": "7",
        "statusListCredential": "https://school.example/status"
    });
    for suite in SUITES {
        let good = signed(&badge, suite);
        let world = World::default();
        let found = asked(&world, &Question::about(good.to_string()));
        let reason = "status could-not-tell: STATUS_RETRIEVAL_ERROR /credentialStatus";
        assert_eq!(found, [reason]);
        assert_eq!(world.asked(), ["https://school.example/status"]);
        let mut forged = good.clone();
        forged["name"] = json!("Advanced carpentry");
        let world = World::default();
        let report = world.verify(forged.to_string());
        assert_eq!(told(&report), [PROOF]);
        assert_eq!(world.asked(), [""; 0]);
        assert!(report.credential.is_none() && report.issuer.is_none());
    }
}
