//! What a document says to people and what was signed: D01 to D11 and D26 to D29, and the shapes of
//! the data model.

use crate::making::*;
use crate::support::verifying::World;
use crate::{asked, json_fails, json_passes, passes, told, wrong};
use proofmark::service::verify::Question;
use serde_json::{Value, json};

const TERMS: &str = "terms failed: PROOF_TRANSFORMATION_ERROR";
const UNKNOWN_TERMS: &str = "terms could-not-tell: PROOF_TRANSFORMATION_ERROR";
const MODEL: &str = "data-model failed: MALFORMED_VALUE_ERROR";
const PROOF: &str = "proof failed: PROOF_VERIFICATION_ERROR /proof";

/// The badge with one more context, signed with it.
fn with_context(context: Value) -> Value {
    let mut badge = badge();
    badge["@context"].as_array_mut().unwrap().push(context);
    badge
}

/// The document, whose text is signed whatever it says.
fn text_signed(document: &Value) -> Value {
    signed(document, JCS)
}

/// D01.
#[test]
fn a_name_that_is_added_after_signing_is_refused_by_every_suite() {
    for suite in SUITES {
        let good = signed(&badge(), suite);
        json_passes(&good);
        let mut more = good.clone();
        more["credentialSubject"]["honours"] = json!("summa");
        json_fails(&more, &format!("{TERMS} /credentialSubject/honours"));
        // A name that is defined changes what was signed.
        let mut more = good.clone();
        more["description"] = json!("summa");
        json_fails(&more, PROOF);
    }
    // It is refused as well when it was there at signing.
    let mut badge = badge();
    badge["credentialSubject"]["honours"] = json!("summa");
    json_fails(
        &text_signed(&badge),
        &format!("{TERMS} /credentialSubject/honours"),
    );
    let mut badge = crate::making::badge();
    badge["type"].as_array_mut().unwrap().push(json!("Honours"));
    json_fails(&text_signed(&badge), &format!("{TERMS} /type/2"));
    let token = school_token(
        &header(),
        &with(claims(&crate::making::badge()), json!({"honours": 1})),
    );
    assert_eq!(wrong(token), [format!("{TERMS} /honours")]);
}

/// D03.
#[test]
fn a_context_that_is_not_on_board_is_not_fetched() {
    let attackers = json!("https://attacker.example/context");
    for suite in SUITES {
        let mut document = signed(&badge(), suite);
        document["@context"]
            .as_array_mut()
            .unwrap()
            .push(attackers.clone());
        json_fails(&document, &format!("{UNKNOWN_TERMS} /@context/3"));
    }
    json_fails(
        &text_signed(&with_context(attackers)),
        &format!("{UNKNOWN_TERMS} /@context/3"),
    );
}

/// D03, D20: an inline context behind those that were signed.
#[test]
fn a_context_that_is_added_after_signing_changes_nothing() {
    let told = |iri: &str| json!({ "nickname": iri });
    let mut badge = with_context(told("https://school.example/nickname"));
    badge["nickname"] = json!("Ada");
    for suite in SUITES {
        let good = signed(&badge, suite);
        json_passes(&good);
        let mut changed = good.clone();
        let contexts = changed["@context"].as_array_mut().unwrap();
        contexts.push(told("https://attacker.example/enemy"));
        let reason = match suite {
            JCS => "proof failed: PROOF_VERIFICATION_ERROR /@context",
            _ => PROOF,
        };
        json_fails(&changed, reason);
    }
}

/// D04.
#[test]
fn a_protected_name_keeps_its_meaning() {
    for (context, place) in [
        (
            json!({"name": "https://schema.org/description"}),
            "/@context/3/name",
        ),
        (
            json!({"issuer": "https://e.example/issuer"}),
            "/@context/3/issuer",
        ),
        (
            json!({"credentialStatus": null}),
            "/@context/3/credentialStatus",
        ),
        (
            json!({"OpenBadgeCredential": "https://e.example/OpenBadge"}),
            "/@context/3/OpenBadgeCredential",
        ),
    ] {
        let found = wrong(text_signed(&with_context(context)).to_string());
        assert!(found.contains(&format!("{TERMS} {place}")), "{found:?}");
        assert!(
            found.iter().all(|line| line.starts_with(TERMS)),
            "{found:?}"
        );
    }
}

/// D05.
#[test]
fn an_open_badge_uses_no_vocab() {
    let vocab = json!({"@vocab": "https://e.example/"});
    for suite in SUITES {
        let mut badge = with_context(vocab.clone());
        badge["credentialSubject"]["honours"] = json!("summa");
        let found = wrong(signed(&badge, suite).to_string());
        assert_eq!(found, [format!("{TERMS} /@context/3/@vocab")]);
    }
}

/// D06.
#[test]
fn a_context_leads_nowhere_else() {
    let url = "https://attacker.example/context";
    for context in [
        json!({"@import": url}),
        json!({"x": {"@id": "https://e.example/x", "@context": url}}),
        json!({"@import": "http://169.254.169.254/"}),
    ] {
        let world = World::default();
        let document = text_signed(&with_context(context));
        let found = asked(&world, &Question::about(document.to_string()));
        assert!(!found.is_empty() && world.asked().is_empty());
        assert!(
            found
                .iter()
                .all(|line| line.starts_with("terms ") && line.contains(" /@context")),
            "{found:?}"
        );
    }
    // A context inside the document counts like one in front.
    let mut badge = badge();
    badge["credentialSubject"]["@context"] = json!(url);
    json_fails(
        &text_signed(&badge),
        &format!("{UNKNOWN_TERMS} /credentialSubject/@context"),
    );
}

/// D07.
#[test]
fn nothing_depends_on_a_base() {
    let mut badge = badge();
    badge["id"] = json!("foo");
    json_fails(&text_signed(&badge), &format!("{MODEL} /id"));
    let mut badge = crate::making::badge();
    badge["credentialSubject"]["achievement"]["id"] = json!("foo");
    json_fails(
        &text_signed(&badge),
        &format!("{TERMS} /credentialSubject/achievement/id"),
    );
    let mut badge = with_context(json!({"@base": "https://e.example/"}));
    badge["credentialSubject"]["achievement"]["id"] = json!("foo");
    let found = wrong(text_signed(&badge).to_string());
    assert!(!found.is_empty());
    assert!(
        found.iter().all(|line| line.starts_with(TERMS)),
        "{found:?}"
    );
}

/// D08.
#[test]
fn the_keywords_of_json_ld_say_nothing_in_a_body() {
    for (name, value) in [
        (
            "@id",
            json!("urn:uuid:9f0d7a52-5a5b-4a0e-8f61-3f2f3a5c0b12"),
        ),
        ("@type", json!("Achievement")),
        ("@graph", json!([{"name": "x"}])),
        ("@included", json!([{"name": "x"}])),
        ("@reverse", json!({"achievement": {"name": "x"}})),
        ("@nest", json!({"name": "x"})),
        ("@index", json!("x")),
    ] {
        let mut badge = badge();
        badge["credentialSubject"]["achievement"][name] = value;
        let found = wrong(text_signed(&badge).to_string());
        assert!(!found.is_empty(), "{name}");
        assert!(
            found.iter().all(|line| line.starts_with(TERMS)),
            "{name}: {found:?}"
        );
    }
    for alias in ["@id", "@type", "@graph", "@nest", "@value"] {
        let mut badge = with_context(json!({ "alias": alias }));
        badge["credentialSubject"]["achievement"]["alias"] = json!("urn:uuid:1");
        let found = wrong(text_signed(&badge).to_string());
        assert!(!found.is_empty(), "{alias}");
        assert!(
            found.iter().all(|line| line.starts_with(TERMS)),
            "{alias}: {found:?}"
        );
    }
    let context = json!({"note": {"@id": "https://e.example/note", "@type": "@json"}});
    let mut badge = with_context(context);
    badge["note"] = json!({"issuer": "somebody else"});
    for suite in SUITES {
        json_passes(&signed(&badge, suite));
    }
}

/// D09.
#[test]
fn a_status_is_not_hidden_behind_another_name() {
    let status = json!({
        "id": "https://school.example/status#7",
        "type": "BitstringStatusListEntry",
        "statusPurpose": "revocation",
        "statusListIndex": "7",
        "statusListCredential": "https://school.example/status"
    });
    let iri = "https://www.w3.org/2018/credentials#credentialStatus";
    // The badge was signed with its status; a thief writes it under another name.
    let mut badge = with_context(json!({"hidden": {"@id": iri, "@type": "@id"}}));
    badge["hidden"] = status.clone();
    let mut by_iri = crate::making::badge();
    by_iri[iri] = status.clone();
    for (document, place) in [
        (badge, "/hidden"),
        (
            by_iri,
            "/https:~1~1www.w3.org~12018~1credentials#credentialStatus",
        ),
    ] {
        let found = wrong(signed(&document, RDFC).to_string());
        assert_eq!(found, [format!("{TERMS} {place}")]);
    }
    // Under a name of one's own it is not a status, and other names are free.
    let mut own = with_context(json!({"hidden": "https://e.example/hidden"}));
    own["hidden"] = json!("x");
    json_passes(&signed(&own, RDFC));
}

/// D10.
#[test]
fn a_poisoned_graph_is_given_up() {
    let poisoned = |count: usize| {
        let near = json!({"near": {"@id": "https://e.example/near", "@type": "@id"}});
        let mut document = with_context(near);
        let point = |at: usize| {
            let others = (0..count).filter(|other| *other != at);
            let others: Vec<Value> = others.map(|o| json!({"id": format!("_:b{o}")})).collect();
            json!({"id": format!("_:b{at}"), "near": others})
        };
        document["credentialSubject"]["near"] = (0..count).map(point).collect();
        // Nobody could have made a proof over this.
        with(document, json!({"proof": signed(&badge(), RDFC)["proof"]}))
    };
    for count in [8, 10, 12] {
        let report = World::default().verify(poisoned(count).to_string());
        let found = told(&report);
        assert_eq!(found, [UNKNOWN_TERMS], "{count}");
        assert_eq!(report.credential, None);
    }
}

/// D11.
#[test]
fn a_large_document_whose_nodes_can_be_told_apart_is_read() {
    let mut badge = badge();
    let evidence = |n: usize| json!({"type": ["Evidence"], "name": format!("{n}")});
    badge["evidence"] = (0..10_000).map(evidence).collect();
    json_passes(&signed(&badge, RDFC));
}

/// D26.
#[test]
fn what_stands_around_a_signed_text_is_not_believed() {
    let token = school_token(&header(), &claims(&badge()));
    let envelope = with(
        enveloped(&token),
        json!({"issuer": did(&stranger()), "validUntil": "2020-01-01T00:00:00Z", "name": "Other"}),
    );
    let report = passes(envelope.to_string());
    assert_eq!(report.issuer.unwrap().id, did(&school()));
    // The token is another's, whatever the envelope says.
    let key = Key::of(stranger());
    let forged = token_of(&header().to_string(), &claims(&badge()).to_string(), &key);
    let envelope = with(enveloped(&forged), json!({"issuer": did(&school())}));
    let wrong_token = "proof failed: CRYPTOGRAPHIC_SECURITY_ERROR";
    assert_eq!(wrong(envelope.to_string()), [wrong_token]);
    // In the form of version 1.1, claims and credential may not name two issuers.
    let mut inner = old_badge();
    inner["issuer"]["id"] = json!(did(&stranger()));
    let payload = json!({"iss": did(&school()), "vc": inner});
    let found = wrong(school_token(&header(), &payload));
    assert_eq!(found, ["proof failed: MALFORMED_VALUE_ERROR /iss"]);
}

/// D27.
#[test]
fn a_digest_of_a_context_is_its_own() {
    let right = "sha256-WZVc7WaX1h4D8rJVb+vlMIqxaEKEb1tYbX8fet7JJzQ=";
    let related = |id: &str, digest: &str| {
        let mut badge = badge();
        badge["relatedResource"] = json!([{"id": id, "digestSRI": digest}]);
        badge
    };
    for suite in SUITES {
        json_passes(&signed(&related(V2, right), suite));
        // What is not at hand is not used, so its digest need not be known.
        json_passes(&signed(&related("https://e.example/picture", right), suite));
        json_fails(
            &signed(&related(V2, &right.replace("WZ", "ZW")), suite),
            "terms failed: related-resource-digest /relatedResource/0/digestSRI",
        );
    }
}

/// D28.
#[test]
fn two_versions_of_the_data_model_are_not_mixed() {
    json_passes(&text_signed(&old_badge()));
    let both = with(badge(), json!({"issuanceDate": FROM}));
    json_fails(&text_signed(&both), &format!("{MODEL} /issuanceDate"));
    let both = with(old_badge(), json!({"validFrom": FROM}));
    json_fails(&text_signed(&both), &format!("{MODEL} /validFrom"));
    json_fails(
        &text_signed(&with_context(json!(V1))),
        &format!("{MODEL} /@context/3"),
    );
}

/// D29, and rule 5: each member in every wrong shape.
#[test]
fn what_the_data_model_asks_for_is_there() {
    json_passes(&text_signed(&badge()));
    let cases = [
        ("type", json!(null), ""),
        ("type", json!({}), "/type"),
        ("type", json!([]), "/type"),
        ("type", json!("OpenBadgeCredential"), "/type"),
        ("@context", json!(null), ""),
        ("@context", json!([OB, V2]), "/@context"),
        ("@context", json!([]), "/@context"),
        ("issuer", json!(null), ""),
        ("issuer", json!(7), "/issuer"),
        ("issuer", json!([did(&school())]), "/issuer"),
        ("issuer", json!({"name": "A School"}), "/issuer"),
        ("issuer", json!("A School"), "/issuer"),
        ("credentialSubject", json!(null), ""),
        ("credentialSubject", json!([]), "/credentialSubject"),
        ("credentialSubject", json!({}), "/credentialSubject"),
        (
            "credentialSubject",
            json!("did:example:l"),
            "/credentialSubject",
        ),
        ("credentialSubject", json!([{}]), "/credentialSubject/0"),
        (
            "credentialSubject",
            json!({"id": ["urn:a:b"]}),
            "/credentialSubject/id",
        ),
        ("validFrom", json!("2026-11-20"), "/validFrom"),
        ("validFrom", json!("2026-11-20T10:00:00"), "/validFrom"),
        ("validUntil", json!("2026-11-19T10:00:00Z"), "/validUntil"),
        ("id", json!(["urn:a:b"]), "/id"),
        ("name", json!(7), "/name"),
        ("evidence", json!("x"), "/evidence"),
        ("termsOfUse", json!({"id": "urn:a:b"}), "/termsOfUse"),
        (
            "credentialSchema",
            json!({"type": "JsonSchema"}),
            "/credentialSchema",
        ),
    ];
    for (name, value, place) in cases {
        let mut document = badge();
        match value {
            Value::Null => without(&mut document, name),
            value => document[name] = value,
        }
        // The proof is not looked at any more, so it may be that of the good document.
        document["proof"] = signed(&badge(), RDFC)["proof"].clone();
        let found = wrong(document.to_string());
        assert!(!found.is_empty(), "{name} {place}");
        assert!(
            found.contains(&format!("{MODEL} {place}").trim_end().to_owned()),
            "{name}: {found:?}"
        );
        assert!(
            found.iter().all(|line| line.starts_with(MODEL)),
            "{found:?}"
        );
    }
}

/// The same in a token.
#[test]
fn a_token_holds_what_the_data_model_asks_for() {
    let jose = with(header(), json!({"typ": "vc+jwt"}));
    passes(school_token(&jose, &badge()));
    for (name, place) in [("@context", ""), ("type", ""), ("credentialSubject", "")] {
        let mut document = badge();
        without(&mut document, name);
        let found = wrong(school_token(&jose, &document));
        assert_eq!(found, [format!("{MODEL} {place}").trim_end()]);
    }
}

/// A badge that says that it is several things keeps the rules of each.
#[test]
fn a_document_of_several_types_keeps_the_rules_of_all() {
    let typed = |more: &[&str]| {
        let mut badge = badge();
        let types = badge["type"].as_array_mut().unwrap();
        types.extend(more.iter().map(|one| json!(one)));
        badge
    };
    json_passes(&text_signed(&typed(&["AchievementCredential"])));
    let found = wrong(text_signed(&typed(&["EndorsementCredential"])).to_string());
    assert!(!found.is_empty());
    assert!(
        found.iter().all(|line| line.starts_with("schema failed: ")),
        "{found:?}"
    );
}

/// A credential that anybody may sign as a presentation of his.
#[test]
fn a_document_is_a_credential_or_a_presentation() {
    let mut badge = badge();
    badge["type"]
        .as_array_mut()
        .unwrap()
        .push(json!("VerifiablePresentation"));
    let as_credential = signed(&badge, JCS);
    let more = json!({"proofPurpose": "authentication"});
    let as_presentation = signed_with(&badge, JCS, &stranger(), more);
    let with_holder = with(badge.clone(), json!({"holder": did(&stranger())}));
    let more = json!({"proofPurpose": "authentication"});
    let with_holder = signed_with(&with_holder, JCS, &stranger(), more);
    for document in [as_credential, as_presentation, with_holder] {
        json_fails(&document, &format!("{MODEL} /type"));
    }
    for typ in ["JWT", "vc+jwt", "vp+jwt"] {
        let header = with(header(), json!({ "typ": typ }));
        let found = wrong(school_token(&header, &claims(&badge)));
        assert!(
            found == [format!("{MODEL} /type")]
                || found
                    .iter()
                    .any(|line| line.contains("MALFORMED_VALUE_ERROR")),
            "{typ}: {found:?}"
        );
    }
}
