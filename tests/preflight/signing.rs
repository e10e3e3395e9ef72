//! Every finding that keeps a credential from being signed comes with what to do about it.

use super::{
    EXTENSIONS, JWT, OPEN_BADGES, RDFC, V2, asked, question, record, report, spotless, told,
};
use libtest_mimic::Failed;
use proofmark::ijson::Json;
use proofmark::jsonld::Contexts;
use proofmark::preflight::{check_for_others, remedies, remedy};
use proofmark::proof::{Cryptosuite, SecuringPlan};
use proofmark::service::preflight::Severity;
use serde_json::{Value, json};
use std::collections::BTreeSet;

/// A finding, and what is done to a good badge.
type Case = (&'static str, fn(&mut Value));

const CASES: &[Case] = &[
    ("bare-identity", |c| {
        c["credentialSubject"]["identifier"] = json!([{
            "type": "IdentityObject", "hashed": false, "identityHash": "ada@example.org",
            "identityType": "emailAddress"
        }]);
    }),
    ("blank-node-id", |c| {
        c["credentialSubject"]["achievement"]["criteria"]["id"] = json!("_:b0");
    }),
    ("canonicalization-budget", |c| {
        let near = json!({"near": {"@id": "https://school.example/near", "@type": "@id"}});
        add_context(c, near);
        let names: Vec<String> = (0..10).map(|n| format!("_:b{n}")).collect();
        let point = |own: &String| {
            let others: Vec<&String> = names.iter().filter(|name| *name != own).collect();
            json!({"id": own, "near": others})
        };
        c["credentialSubject"]["near"] = names.iter().map(point).collect();
    }),
    ("compact-iri", |c| {
        add_context(c, json!({"ex": "https://school.example/"}));
        c["credentialSubject"]["achievement"]["criteria"]["id"] = json!("ex:criteria");
    }),
    ("context-not-allowed", |c| {
        add_context(c, json!({"@base": "https://school.example/"}));
    }),
    ("dangerous-link", |c| {
        c["issuer"]["url"] = json!("javascript:alert(1)");
    }),
    ("described-twice", |c| {
        let status = c["credentialStatus"].take();
        c.as_object_mut()
            .expect("an object")
            .remove("credentialStatus");
        c["credentialSubject"]["achievement"]["related"] = json!([{
            "id": c["id"], "type": ["Related", "VerifiableCredential"], "credentialStatus": status
        }]);
    }),
    ("dropped-value", |c| {
        add_context(c, json!({"house": null}));
        c["credentialSubject"]["house"] = json!("x");
    }),
    ("duplicate-resource", |c| {
        let one = json!({"id": "https://a.example/x", "digestSRI": "sha256-AAAA"});
        c["relatedResource"] = json!([one, one]);
    }),
    ("empty-array", |c| {
        c["credentialSubject"]["result"] = json!([])
    }),
    ("empty-object", |c| c["credentialSubject"] = json!({})),
    ("invalid-context", |c| {
        add_context(c, json!({"x": {"@id": 7}}))
    }),
    ("invalid-iri", |c| {
        add_context(
            c,
            json!({"house": {"@id": "https://school.example/terms#house", "@type": "@id"}}),
        );
        c["credentialSubject"]["house"] = json!("https://school.example/a b");
    }),
    ("invalid-jsonld", |c| {
        c["credentialSubject"]["achievement"]["criteria"]["narrative"] =
            json!({"@value": "x", "@language": 7});
    }),
    ("jsonld-keyword", |c| {
        let id = c["credentialSubject"]["id"].take();
        c["credentialSubject"]
            .as_object_mut()
            .expect("an object")
            .remove("id");
        c["credentialSubject"]["@id"] = id;
    }),
    ("missing-member", |c| {
        c["credentialSubject"]["achievement"]
            .as_object_mut()
            .expect("an object")
            .remove("name");
    }),
    ("mixed-versions", |c| {
        c["issuanceDate"] = json!("2026-11-20T10:00:00Z");
    }),
    ("nested-array", |c| {
        c["credentialSubject"]["achievement"]["tag"] = json!([["a"], "b"]);
    }),
    ("not-a-data-url", |c| {
        *c = record();
        c["credentialSubject"]["verifiableCredential"] = json!([{
            "@context": V2, "type": "EnvelopedVerifiableCredential", "id": "https://a.example"
        }]);
    }),
    ("not-a-date", |c| c["validFrom"] = json!("2026-11-20")),
    ("not-a-hash", |c| {
        c["credentialSubject"]["identifier"] = json!([{
            "type": "IdentityObject", "hashed": true, "identityHash": "P-1", "identityType": "sourcedId"
        }]);
    }),
    ("not-a-jws", |c| c["endorsementJwt"] = json!(["x"])),
    ("not-a-uri", |c| c["id"] = json!("badge 1")),
    ("not-of-people", |c| {
        c["type"] = json!(["VerifiableCredential", "BitstringStatusListCredential"]);
    }),
    ("protected-redefinition", |c| {
        c["@context"][1] = json!("https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.1.json");
    }),
    ("related-resource-digest", |c| {
        c["relatedResource"] = json!({"id": V2, "digestSRI":
            "sha256-AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA="});
    }),
    ("relative-iri", |c| {
        c["credentialSubject"]["achievement"]["criteria"]["id"] = json!("#criteria");
    }),
    ("reserved-term", |c| {
        add_context(c, json!({"@house": "https://a.example"}))
    }),
    ("several-identities", |c| {
        let of = |name: &str| {
            json!({
                "type": "IdentityObject", "hashed": false, "identityHash": name, "identityType": "name"
            })
        };
        c["credentialSubject"]["identifier"] = json!([of("Ada"), of("A.")]);
    }),
    ("subject-count", |c| {
        c["credentialSubject"] = json!([c["credentialSubject"], c["credentialSubject"]]);
    }),
    ("term-by-iri", |c| {
        c["https://www.w3.org/2018/credentials#evidence"] =
            json!({"id": "https://school.example/evidence"});
    }),
    ("term-redefined", |c| {
        c["@context"] = json!([V2, OPEN_BADGES, EXTENSIONS]);
        add_context(c, json!({"renderMethod": "https://a.example/render"}));
    }),
    ("term-renamed", |c| {
        add_context(
            c,
            json!({"hidden": {
                "@id": "https://www.w3.org/2018/credentials#evidence", "@type": "@id"
            }}),
        );
        c["hidden"] = json!({"id": "https://school.example/evidence", "type": ["Evidence"]});
    }),
    ("two-kinds", |c| {
        c["type"] = json!(["VerifiableCredential", "VerifiablePresentation"]);
    }),
    ("undefined-term", |c| c["nickname"] = json!("x")),
    ("unknown-achievement", |c| {
        *c = record();
        c["credentialSubject"]["association"] = json!([{
            "type": "Association", "associationType": "precedes",
            "sourceId": "https://school.example/carpentry", "targetId": "https://school.example/9"
        }]);
    }),
    ("unknown-context", |c| {
        add_context(c, json!("https://a.example/context.json"))
    }),
    ("unknown-level", |c| {
        c["credentialSubject"]["result"][0]["achievedLevel"] =
            json!("https://school.example/level/9");
    }),
    ("unknown-member", |c| {
        c["credentialSubject"]["achievement"]["image"]["alt"] = json!("x");
    }),
    ("unknown-result-description", |c| {
        c["credentialSubject"]["result"][0]["resultDescription"] =
            json!("https://school.example/9");
    }),
    ("unknown-word", |c| {
        c["credentialSubject"]["achievement"]["achievementType"] = json!("Medal");
    }),
    ("unsupported", |c| {
        add_context(c, json!({"@import": "https://a.example"}))
    }),
    ("validity-reversed", |c| {
        c["validUntil"] = json!("2026-11-19T10:00:00Z")
    }),
    ("vocabulary", |c| {
        add_context(c, json!({"@vocab": "https://a.example/"}))
    }),
    ("wrong-class", |c| {
        c["credentialSubject"]["type"] = json!(["Subject"])
    }),
    ("wrong-context", |c| {
        c["@context"] = json!([OPEN_BADGES, V2, EXTENSIONS])
    }),
    ("wrong-schema", |c| {
        c["credentialSchema"] =
            json!({"id": "https://a.example/x.json", "type": "1EdTechJsonSchemaValidator2019"});
    }),
    ("wrong-type", |c| c["name"] = json!(7)),
    ("too-long", |c| {
        c["id"] = json!(format!("urn:x:{}", "a".repeat(400)))
    }),
];

fn add_context(credential: &mut Value, context: Value) {
    let contexts = credential["@context"].as_array_mut();
    contexts.expect("an array").push(context);
}

pub fn each() -> Result<(), Failed> {
    let mut tried: BTreeSet<&str> = BTreeSet::new();
    let mut wrong = Vec::new();
    for (problem, change) in CASES {
        let mut credential = spotless();
        change(&mut credential);
        let found = report(&credential, RDFC);
        tried.insert(problem);
        let is = |told: &&proofmark::service::preflight::Told| {
            told.rule == *problem && told.severity == Severity::Error
        };
        match found.findings.iter().find(is) {
            Some(one) if !found.signable && one.remedy == remedy(problem) => {}
            _ => wrong.push(format!("{problem}: {:?}", told(&found))),
        }
    }
    // Those that come about in other ways.
    let mut claim = spotless();
    add_context(&mut claim, json!({"aud": "https://a.example/aud"}));
    claim["aud"] = json!("x");
    let found = report(&claim, JWT);
    assert!(
        told(&found).contains(&(Severity::Error, "claim-conflict", "/aud")),
        "{:?}",
        told(&found)
    );
    let mut secured = spotless();
    secured["proof"] = json!({});
    let issuer = "did:web:another.example";
    let found = check_for_others(&Json::from(&secured), issuer, Contexts::on_board());
    let found: Vec<_> = found.iter().map(|finding| finding.problem).collect();
    for problem in ["foreign-issuer", "already-secured"] {
        assert!(found.contains(&problem), "{found:?}");
        tried.insert(problem);
    }
    tried.insert("claim-conflict");
    let mut wrapper = spotless();
    wrapper["@context"] = json!([
        "https://www.w3.org/2018/credentials/v1",
        proofmark::credential::ler_rs::HR_OPEN_CONTEXT
    ]);
    wrapper["type"] = json!(["VerifiableCredential", "LER-RS VC"]);
    let forms = [
        (SecuringPlan::Enveloped, true),
        (SecuringPlan::VcJwt, false),
        (
            SecuringPlan::DataIntegrity(vec![Cryptosuite::EddsaJcs2022]),
            false,
        ),
    ];
    for (plan, is_refused) in forms {
        let mut asked_for = question(wrapper.to_string(), JWT);
        asked_for.proofs = vec![plan];
        let found = asked(&asked_for).map_err(|findings| format!("{findings:?}"))?;
        let rules: Vec<_> = told(&found).into_iter().map(|(_, rule, _)| rule).collect();
        assert_eq!(
            rules.contains(&"proof-not-available"),
            is_refused,
            "{rules:?}"
        );
        assert!(rules.contains(&"secured-as-text") && !rules.contains(&"unknown-context"));
    }
    tried.insert("proof-not-available");
    let all: BTreeSet<&str> = remedies().map(|(problem, _)| problem).collect();
    if !wrong.is_empty() {
        return Err(wrong.join("\n").into());
    }
    assert_eq!(tried, all);
    Ok(())
}

pub fn issuers() -> Result<(), Failed> {
    for (issuer, signable) in [
        (None, true),
        (Some("did:web:school.example"), true),
        (Some("did:web:another.example"), false),
    ] {
        let mut asking = question(spotless().to_string(), RDFC);
        asking.issuer = issuer.map(str::to_owned);
        let found = asked(&asking).map_err(|f| format!("{f:?}"))?;
        assert_eq!(found.signable, signable, "{issuer:?}");
        let foreign = (Severity::Error, "foreign-issuer", "/issuer");
        assert_eq!(told(&found).contains(&foreign), !signable);
    }
    Ok(())
}
