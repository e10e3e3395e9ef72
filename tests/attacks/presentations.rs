//! Presentations: whose they are, for whom they were made, and what is in them. D17, D18, J24, and
//! the envelopes of rule 7.

use crate::making::*;
use crate::support::verifying::World;
use crate::{asked, json_fails, json_passes, passes, told, wrong};
use proofmark::identity::Signer as _;
use proofmark::service::verify::{Binding, Question, Subject, Wanted};
use serde_json::{Value, json};

const DOMAIN: &str = "verifier.example";
const MODEL: &str = "data-model failed: MALFORMED_VALUE_ERROR";

/// A question whose asker sent `challenge` and is `domain`.
fn bound(document: &str, challenge: Option<&str>, domain: Option<&str>) -> Vec<String> {
    let question = Question {
        binding: Binding {
            challenge: challenge.map(str::to_owned),
            domain: domain.map(str::to_owned),
        },
        wanted: Wanted::Presentation,
        ..Question::about(document)
    };
    asked(&World::default(), &question)
}

fn holders_token(typ: &str, payload: &Value) -> String {
    let header = json!({"alg": "EdDSA", "typ": typ, "kid": learner().verification_method()});
    token(&header, payload, &Key::of(learner()))
}

/// Credentials of every kind, as a presentation holds them.
fn shown() -> Vec<Value> {
    let mut other = badge();
    other["id"] = json!("urn:uuid:3f9d1c1e-6a55-4b35-9d3e-0c8b1b5c8f4f");
    other["credentialSubject"]["achievement"]["id"] =
        json!("urn:uuid:9f0d7a52-5a5b-4a0e-8f61-3f2f3a5c0b1f");
    let token = school_token(&with(header(), json!({"typ": "vc+jwt"})), &other);
    vec![signed(&badge(), RDFC), enveloped(&token)]
}

#[test]
fn a_presentation_and_the_credentials_in_it_are_valid() {
    let presentation = presentation(&shown());
    for suite in SUITES {
        let report = json_passes(&presented(&presentation, suite, json!({})));
        assert_eq!(report.subject, Subject::Presentation);
        assert_eq!(report.parts.len(), 2);
    }
    let report = passes(holders_token("vp+jwt", &presentation));
    assert_eq!(report.parts.len(), 2);
    let claim = json!({"iss": did(&learner()), "vp": presentation});
    assert_eq!(passes(holders_token("JWT", &claim)).parts.len(), 2);
    let envelope = json!({
        "@context": V2,
        "type": "EnvelopedVerifiablePresentation",
        "id": format!("data:application/vp+jwt,{}", holders_token("vp+jwt", &presentation))
    });
    assert_eq!(json_passes(&envelope).parts.len(), 2);
}

/// The form in which version 1.1 shows tokens, in a token.
#[test]
fn an_old_presentation_holds_tokens_as_they_are() {
    let payload = with(json!({"iss": did(&school())}), json!({"vc": old_badge()}));
    for (typ, payload) in [("JWT", claims(&old_badge())), ("JWT", payload)] {
        let good = school_token(&with(header(), json!({ "typ": typ })), &payload);
        let shown = |credentials: Value| {
            let mut presentation = presentation(&[]);
            presentation["@context"] = json!([V1]);
            presentation["verifiableCredential"] = credentials;
            let claims = json!({"iss": did(&learner()), "vp": presentation});
            holders_token("JWT", &claims)
        };
        for credentials in [json!(good), json!([good])] {
            let report = passes(shown(credentials));
            assert_eq!(report.parts.len(), 1);
        }
        let (text, _) = unsigned(&good);
        let other = Key::of(stranger()).sign(text.as_bytes());
        let forged = format!("{text}.{}", base64url(other));
        let failed = "parts failed: part-not-valid /verifiableCredential/1";
        assert_eq!(wrong(shown(json!([good, forged]))), [failed]);
        let nothing = "parts failed: PARSING_ERROR /verifiableCredential/0";
        assert_eq!(wrong(shown(json!(["hello"]))), [nothing]);
        // A proof over RDF would not cover them.
        let mut presentation = presentation(&[]);
        presentation["@context"] = json!([V1, ED25519_2020]);
        let proof = presented(&presentation, SIGNATURE_2020, json!({}))["proof"].clone();
        let more = json!({"verifiableCredential": [good], "proof": proof});
        json_fails(
            &with(presentation, more),
            "terms failed: PROOF_TRANSFORMATION_ERROR /verifiableCredential/0",
        );
    }
}

/// D18, J24: in a proof.
#[test]
fn a_presentation_answers_the_challenge_and_is_for_whoever_asked() {
    const CHALLENGE: &str = "proof failed: INVALID_CHALLENGE_ERROR /proof/challenge";
    const WRONG_DOMAIN: &str = "proof failed: INVALID_DOMAIN_ERROR /proof/domain";
    for suite in SUITES {
        let of = |more: Value| presented(&presentation(&[]), suite, more).to_string();
        let good = of(json!({"challenge": "c-1", "domain": DOMAIN}));
        assert_eq!(bound(&good, Some("c-1"), Some(DOMAIN)), [""; 0]);
        // Who asks for nothing compares nothing.
        assert_eq!(bound(&good, None, None), [""; 0]);
        assert_eq!(bound(&good, Some("c-2"), Some(DOMAIN)), [CHALLENGE]);
        assert_eq!(bound(&good, Some("C-1"), None), [CHALLENGE]);
        assert_eq!(
            bound(&good, Some("c-1"), Some("other.example")),
            [WRONG_DOMAIN]
        );
        let found = bound(&good, Some(""), Some(""));
        assert_eq!(found, [WRONG_DOMAIN, CHALLENGE]);
        let bare = of(json!({}));
        assert_eq!(bound(&bare, None, None), [""; 0]);
        assert_eq!(bound(&bare, Some("c-1"), None), [CHALLENGE]);
        assert_eq!(bound(&bare, None, Some(DOMAIN)), [WRONG_DOMAIN]);
        let for_two = of(json!({"domain": [DOMAIN, "other.example"]}));
        assert_eq!(bound(&for_two, None, Some(DOMAIN)), [WRONG_DOMAIN]);
        // A challenge that is written in later was not signed.
        let mut later = presented(&presentation(&[]), suite, json!({}));
        later["proof"]["challenge"] = json!("c-1");
        let expected = "proof failed: PROOF_VERIFICATION_ERROR /proof";
        assert_eq!(bound(&later.to_string(), Some("c-1"), None), [expected]);
    }
}

/// D18: every proof of a set is bound.
#[test]
fn an_old_proof_beside_a_new_one_is_not_for_whoever_asked() {
    let presentation = presentation(&[]);
    let proof = |challenge: &str| {
        let more = json!({"proofPurpose": "authentication", "challenge": challenge});
        proof_with(&presentation, RDFC, &learner(), more)
    };
    let set = |challenges: [&str; 2]| {
        with(
            presentation.clone(),
            json!({"proof": challenges.map(proof)}),
        )
        .to_string()
    };
    assert_eq!(bound(&set(["c-1", "c-1"]), Some("c-1"), None), [""; 0]);
    let found = bound(&set(["c-0", "c-1"]), Some("c-1"), None);
    assert_eq!(
        found,
        ["proof failed: INVALID_CHALLENGE_ERROR /proof/0/challenge"]
    );
}

/// D18, J24: in a token.
#[test]
fn a_token_answers_the_challenge_and_is_for_whoever_asked() {
    const CHALLENGE: &str = "proof failed: INVALID_CHALLENGE_ERROR /nonce";
    const WRONG_DOMAIN: &str = "proof failed: INVALID_DOMAIN_ERROR /aud";
    let iss = json!({"iss": did(&learner())});
    let forms: [(&str, Value); 2] = [
        ("vp+jwt", presentation(&[])),
        ("JWT", with(iss, json!({"vp": presentation(&[])}))),
    ];
    for (typ, payload) in forms {
        let of = |more: Value| holders_token(typ, &with(payload.clone(), more));
        let good = of(json!({"nonce": "c-1", "aud": DOMAIN}));
        assert_eq!(bound(&good, Some("c-1"), Some(DOMAIN)), [""; 0]);
        assert_eq!(bound(&good, None, None), [""; 0]);
        assert_eq!(bound(&good, Some("c-2"), Some(DOMAIN)), [CHALLENGE]);
        assert_eq!(
            bound(&good, Some("c-1"), Some("other.example")),
            [WRONG_DOMAIN]
        );
        let bare = of(json!({}));
        assert_eq!(bound(&bare, None, None), [""; 0]);
        assert_eq!(
            bound(&bare, Some("c-1"), Some(DOMAIN)),
            [CHALLENGE, WRONG_DOMAIN]
        );
        let several = of(json!({"aud": ["other.example", DOMAIN]}));
        assert_eq!(bound(&several, None, Some(DOMAIN)), [""; 0]);
        let over = of(json!({"exp": FROM_SECONDS}));
        assert_eq!(
            bound(&over, None, None),
            ["proof failed: token-expired /exp"]
        );
    }
}

/// Another's proof under the holder's name.
#[test]
fn a_presentation_is_signed_by_the_holder_it_names() {
    let mismatch = "issuer-key failed: issuer-key-mismatch";
    let purpose = json!({"proofPurpose": "authentication"});
    for suite in SUITES {
        let forged = signed_with(&presentation(&[]), suite, &stranger(), purpose.clone());
        json_fails(&forged, &format!("{mismatch} /proof"));
        let asserted = signed_with(&presentation(&[]), suite, &learner(), json!({}));
        json_fails(
            &asserted,
            "proof failed: PROOF_VERIFICATION_ERROR /proof/proofPurpose",
        );
        let object = json!({"holder": {"id": did(&learner())}});
        json_passes(&presented(
            &with(presentation(&[]), object),
            suite,
            json!({}),
        ));
    }
    let header = json!({
        "alg": "EdDSA", "typ": "vp+jwt", "kid": stranger().verification_method()
    });
    let key = Key::of(stranger());
    let token = token(&header, &presentation(&[]), &key);
    assert_eq!(wrong(token), [mismatch]);
}

/// Accept: a presentation without a holder is anybody's, whose key is his own.
#[test]
fn a_presentation_need_not_name_its_holder() {
    let mut unnamed = presentation(&shown());
    without(&mut unnamed, "holder");
    for suite in SUITES {
        json_passes(&presented(&unnamed, suite, json!({})));
        // The key must be good all the same.
        let mixed = format!(
            "{}#{}",
            did(&learner()),
            "z6MkrJVnaZkeFzdQyMZu1cgjg7k1pZZ6pvBQ7XJPt4swbTQ2"
        );
        let more = json!({ "verificationMethod": mixed });
        let found = wrong(presented(&unnamed, suite, more).to_string());
        assert_eq!(
            found,
            ["issuer-key failed: INVALID_VERIFICATION_METHOD /proof"]
        );
    }
    passes(holders_token("vp+jwt", &unnamed));
    let named = with(unnamed.clone(), json!({"iss": did(&learner())}));
    passes(holders_token("vp+jwt", &named));
    let other = with(unnamed, json!({"iss": did(&stranger())}));
    let found = wrong(holders_token("vp+jwt", &other));
    assert_eq!(found, ["issuer-key failed: issuer-key-mismatch"]);
}

/// Rule 8.
#[test]
fn a_presentation_is_signed() {
    json_fails(
        &presentation(&[]),
        "proof failed: PROOF_VERIFICATION_ERROR /proof",
    );
    let mut untyped = presentation(&[]);
    untyped["type"] = json!(["VerifiablePresentation", "Show"]);
    json_fails(
        &presented(&untyped, JCS, json!({})),
        "terms failed: PROOF_TRANSFORMATION_ERROR /type/1",
    );
}

/// Rule 8: nothing in a presentation is lifted by it.
#[test]
fn each_credential_in_a_presentation_holds_on_its_own() {
    let failed = "parts failed: part-not-valid /verifiableCredential/0";
    let open = "parts could-not-tell: part-not-checked /verifiableCredential/0";
    let mut changed = signed(&badge(), RDFC);
    changed["name"] = json!("Advanced carpentry");
    let forged = signed_with(&badge(), RDFC, &stranger(), json!({}));
    let mut unknown = signed(&badge(), RDFC);
    unknown["proof"]["cryptosuite"] = json!("bbs-2023");
    let token = school_token(&header(), &claims(&badge()));
    let half = format!("{}.AAAA", unsigned(&token).0);
    for (credential, reason) in [
        (changed, failed),
        (forged, failed),
        (badge(), failed),
        (unknown, open),
        (
            enveloped(&half),
            "parts failed: PARSING_ERROR /verifiableCredential/0",
        ),
    ] {
        for suite in SUITES {
            let shown = presentation(std::slice::from_ref(&credential));
            json_fails(&presented(&shown, suite, json!({})), reason);
        }
    }
}

/// A proof under `eddsa-jcs-2022` repeats the contexts of its credential, also where that is inside
/// another document; it may bring no others.
#[test]
fn a_proof_inside_may_repeat_the_contexts_of_its_credential() {
    for suite in SUITES {
        let shown = |credential: Value| presented(&presentation(&[credential]), suite, json!({}));
        let good = signed(&badge(), JCS);
        json_passes(&shown(good.clone()));
        for contexts in [json!([OB]), json!([V2, {"x": "https://e.example/x"}])] {
            let mut other = good.clone();
            other["proof"]["@context"] = contexts;
            json_fails(
                &shown(other),
                "terms failed: PROOF_TRANSFORMATION_ERROR /verifiableCredential/0/proof/@context",
            );
        }
    }
}

/// D17: one in another, and again.
#[test]
fn an_envelope_in_an_envelope_is_no_credential() {
    let jose = with(header(), json!({"typ": "vc+jwt"}));
    let good = enveloped(&school_token(&jose, &badge()));
    json_passes(&good);
    let mut nested = good;
    for _ in 0..3 {
        nested = enveloped(&school_token(&jose, &nested));
        let found = wrong(nested.to_string());
        assert!(found.contains(&format!("{MODEL} /type")), "{found:?}");
    }
    // A presentation in a presentation is not one of its credentials.
    let inner = presented(&presentation(&[]), JCS, json!({}));
    let outer = presented(&presentation(&[inner]), JCS, json!({}));
    json_fails(&outer, &format!("{MODEL} /verifiableCredential/0"));
    let inner = enveloped(&holders_token("vp+jwt", &presentation(&[])));
    json_fails(&inner, "proof failed: MALFORMED_VALUE_ERROR /id");
    let outer = presented(&presentation(&[inner]), JCS, json!({}));
    json_fails(
        &outer,
        "parts failed: PARSING_ERROR /verifiableCredential/0",
    );
}

/// D17: endorsements of endorsements.
#[test]
fn documents_lie_in_each_other_to_a_depth() {
    let endorsed = |depth: usize, inner: Option<Value>| {
        let mut endorsement = json!({
            "@context": [V2, OB, ED25519_2020],
            "id": format!("urn:uuid:3f9d1c1e-6a55-4b35-9d3e-0c8b1b5c8f{depth:02}"),
            "type": ["VerifiableCredential", "EndorsementCredential"],
            "name": "Endorsement",
            "issuer": {"id": did(&stranger()), "type": ["Profile"], "name": "A Guild"},
            "validFrom": FROM,
            "credentialSubject": {
                "id": did(&school()),
                "type": ["EndorsementSubject"],
                "endorsementComment": "Sound."
            }
        });
        if let Some(inner) = inner {
            endorsement["endorsement"] = json!([inner]);
        }
        signed_with(&endorsement, JCS, &stranger(), json!({}))
    };
    let badge_with = |depth: usize| {
        let mut inner = None;
        for depth in 0..depth {
            inner = Some(endorsed(depth, inner));
        }
        let badge = with(badge(), json!({"endorsement": [inner.unwrap()]}));
        presentation(&[signed(&badge, JCS)])
    };
    json_passes(&presented(&badge_with(2), JCS, json!({})));
    let deeper = presented(&badge_with(3), JCS, json!({}));
    json_fails(
        &deeper,
        "parts could-not-tell: part-not-checked /verifiableCredential/0",
    );
}

/// D17: a proof beside the token, so that it is not clear which of them speaks.
#[test]
fn an_envelope_has_no_proof_of_its_own() {
    let envelope = enveloped(&school_token(&header(), &claims(&badge())));
    json_passes(&envelope);
    let proof = signed(&badge(), RDFC)["proof"].clone();
    json_fails(
        &with(envelope, json!({ "proof": proof })),
        "proof failed: proof-on-envelope /proof",
    );
    // A badge in a token may have been signed before (Open Badges 3.0, section 8.2).
    let twice = with(
        claims(&badge()),
        json!({"proof": signed(&badge(), RDFC)["proof"]}),
    );
    passes(school_token(&header(), &twice));
    let forged = signed_with(&badge(), RDFC, &stranger(), json!({}))["proof"].clone();
    let twice = with(claims(&badge()), json!({ "proof": forged }));
    let found = wrong(school_token(&header(), &twice));
    assert_eq!(found, ["issuer-key failed: issuer-key-mismatch /proof"]);
}

/// Rule 7.
#[test]
fn an_envelope_is_what_it_says() {
    let jose = with(header(), json!({"typ": "vc+jwt"}));
    let token = school_token(&jose, &badge());
    let good = enveloped(&token);
    json_passes(&good);
    let failed = "proof failed: MALFORMED_VALUE_ERROR";
    for (more, place) in [
        (json!({"@context": OB}), "/@context"),
        (json!({"@context": []}), "/@context"),
        (
            json!({"type": ["EnvelopedVerifiableCredential", "VerifiableCredential"]}),
            "/type",
        ),
        (json!({"id": token}), "/id"),
        (json!({"id": format!("data:text/plain,{token}")}), "/id"),
        (
            json!({"id": format!("data:application/vp+jwt,{token}")}),
            "/id",
        ),
        (
            json!({"id": format!("data:application/vc+jwt;base64,{token}")}),
            "/id",
        ),
    ] {
        json_fails(&with(good.clone(), more), &format!("{failed} {place}"));
    }
    json_fails(
        &with(
            good.clone(),
            json!({"type": "EnvelopedVerifiablePresentation"}),
        ),
        &format!("{failed} /id"),
    );
    let other = with(
        good.clone(),
        json!({
            "type": "EnvelopedVerifiablePresentation",
            "id": format!("data:application/vp+jwt,{token}")
        }),
    );
    json_fails(&other, &format!("{failed} /id"));
    let mut untyped = good;
    without(&mut untyped, "type");
    let found = wrong(untyped.to_string());
    assert!(
        found.iter().all(|line| line.starts_with(MODEL)),
        "{found:?}"
    );
}

/// More credentials than are looked at.
#[test]
fn what_was_not_looked_at_is_not_valid() {
    let jose = with(header(), json!({"typ": "vc+jwt"}));
    let small = |place: usize| {
        let credential = json!({
            "@context": [V2],
            "type": ["VerifiableCredential"],
            "issuer": did(&school()),
            "credentialSubject": {"id": format!("urn:uuid:{place}")}
        });
        enveloped(&school_token(&jose, &credential))
    };
    let shown = |count: usize| {
        let credentials: Vec<Value> = (0..count).map(small).collect();
        let document = presented(&presentation(&credentials), JCS, json!({}));
        World::default().verify(document.to_string())
    };
    let report = shown(200);
    assert_eq!(told(&report), [""; 0]);
    assert_eq!(report.parts.len(), 200);
    let report = shown(201);
    assert_eq!(
        told(&report),
        ["parts could-not-tell: too-many-credentials"]
    );
    assert_eq!(report.parts.len(), 200);
}

/// Who asks for one kind of document is not given the other.
#[test]
fn a_credential_is_no_presentation() {
    let ask = |document: &Value, wanted: Wanted| {
        let question = Question {
            wanted,
            ..Question::about(document.to_string())
        };
        asked(&World::default(), &question)
    };
    let credential = signed(&badge(), RDFC);
    let presentation = presented(&presentation(&[]), RDFC, json!({}));
    assert_eq!(ask(&credential, Wanted::Credential), [""; 0]);
    assert_eq!(ask(&presentation, Wanted::Presentation), [""; 0]);
    let found = ask(&credential, Wanted::Presentation);
    assert_eq!(found, ["unreadable: not-a-presentation"]);
    let found = ask(&presentation, Wanted::Credential);
    assert_eq!(found, ["unreadable: not-a-credential"]);
    // Nor does it answer a challenge, whatever is wanted.
    let answers = |document: &Value| {
        let mut question = Question::about(document.to_string());
        question.binding.challenge = Some("c-1".to_owned());
        asked(&World::default(), &question)
    };
    let bound = presented(
        &crate::making::presentation(&[]),
        RDFC,
        json!({"challenge": "c-1"}),
    );
    assert_eq!(answers(&bound), [""; 0]);
    assert_eq!(answers(&credential), ["unreadable: not-a-presentation"]);
}
