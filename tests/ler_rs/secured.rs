//! Résumés in HR Open's wrapper are signed as text alone, verify, and do not once anything in them
//! was changed.

use crate::made::{
    ISSUER, NOW, added, assessment, held, holding, issuer, occasion, processor, resume,
    sample_framework, signed,
};
use crate::support::keys::TestSigner;
use crate::support::verifying::World;
use libtest_mimic::{Failed, Trial};
use proofmark::clock::parse_timestamp;
use proofmark::credential::facts;
use proofmark::identity::Signer;
use proofmark::ijson::Json;
use proofmark::jsonld::Contexts;
use proofmark::mapping::{hr_open_ler_rs, ler_rs};
use proofmark::preflight;
use proofmark::proof::{Cryptosuite, SecuringPlan, Signers, secure, secure_prepared};
use proofmark::service::verify::{CheckId, Outcome, Report, Verdict};
use serde_json::{Value, json};
use std::sync::Arc;

pub fn trials() -> Vec<Trial> {
    vec![
        Trial::test("a signed wrapper is valid", valid),
        Trial::test("the form for wallets is valid", wallets),
        Trial::test("a wrapper is not signed as RDF", not_as_rdf),
        Trial::test("what was tampered with is not valid", tampered),
        Trial::test(
            "what the issuer itself signs wrongly is not valid",
            wrongly_signed,
        ),
        Trial::test("a level without its badge is told", without_badge),
        Trial::test("a résumé may stand in a member of the subject", in_a_member),
        Trial::test(
            "what passes preflight verifies, also what is said twice",
            said_twice,
        ),
        Trial::test("a badge of another learner is told", another_learner),
    ]
}

fn wrapper(change: impl FnOnce(&mut Value)) -> Value {
    let (framework, issuer) = (sample_framework(), issuer());
    let assessment = assessment(&framework, |sample| {
        sample["learner"]["did"] = json!("did:example:ada");
    });
    let holding = holding(vec![held(&framework, &assessment, &issuer, 1)], &issuer);
    let added = resume(&added()).expect("sound parts");
    let mut credential = hr_open_ler_rs(&holding, Some(&added), &occasion(9, false));
    change(&mut credential);
    credential
}

fn jcs(change: impl FnOnce(&mut Value)) -> Value {
    signed(&wrapper(change), Cryptosuite::EddsaJcs2022, ISSUER)
}

fn verified(document: &Value) -> Report {
    World::default().verify(document.to_string())
}

/// The checks that did not pass.
fn told(report: &Report) -> Vec<String> {
    report
        .checks
        .iter()
        .filter(|check| check.outcome != Outcome::Passed)
        .map(|check| format!("{:?} {:?} {}", check.id, check.outcome, check.detail))
        .collect()
}

fn is_valid(report: &Report) -> Result<(), Failed> {
    match report.verdict {
        Verdict::Valid => Ok(()),
        _ => Err(format!("{:#?}", told(report)).into()),
    }
}

fn valid() -> Result<(), Failed> {
    let document = jcs(|_| {});
    let proofs = document["proof"].as_array().map(Vec::len);
    assert_eq!(proofs, Some(1));
    let report = verified(&document);
    is_valid(&report)?;
    assert_eq!(report.parts.len(), 1);
    let terms = report
        .checks
        .iter()
        .find(|check| check.id == CheckId::Terms);
    let detail = terms.map(|check| check.detail.as_str()).unwrap_or_default();
    assert!(detail.contains("hr-open-ler-rs"), "{detail}");
    let signer: Arc<dyn Signer> = Arc::new(TestSigner::did_key(ISSUER));
    let plans = [
        SecuringPlan::DataIntegrity(vec![Cryptosuite::EddsaJcs2022]),
        SecuringPlan::VcJwt,
    ];
    let document = wrapper(|_| {}).to_string().into_bytes();
    let prepared = preflight::prepare(document, &issuer().did, Contexts::on_board())
        .map_err(|findings| format!("{findings:?}"))?;
    let created = parse_timestamp(NOW).ok_or("a timestamp")?;
    let all = secure_prepared(
        prepared,
        &plans,
        created,
        &Signers::from(signer),
        processor(),
    )?;
    for one in all {
        let report = World::default().verify(one.bytes);
        is_valid(&report)?;
    }
    Ok(())
}

fn wallets() -> Result<(), Failed> {
    let (framework, issuer) = (sample_framework(), issuer());
    let assessment = assessment(&framework, |_| {});
    let holding = holding(vec![held(&framework, &assessment, &issuer, 1)], &issuer);
    let added = resume(&added())?;
    let credential = ler_rs(&holding, Some(&added), &occasion(9, false));
    for suite in [Cryptosuite::EddsaRdfc2022, Cryptosuite::EddsaJcs2022] {
        let report = verified(&signed(&credential, suite, ISSUER));
        is_valid(&report)?;
        assert_eq!(report.parts.len(), 1);
    }
    Ok(())
}

fn not_as_rdf() -> Result<(), Failed> {
    let refused = secure(
        wrapper(|_| {}).to_string().as_bytes(),
        &[Cryptosuite::EddsaRdfc2022],
        parse_timestamp(NOW).ok_or("a timestamp")?,
        &TestSigner::did_key(ISSUER),
        processor(),
    );
    assert!(refused.is_err());
    Ok(())
}

type Change = fn(&mut Value);

fn tampered() -> Result<(), Failed> {
    let changes: [(&str, Change); 12] = [
        ("a third context", |c| {
            c["@context"]
                .as_array_mut()
                .expect("it is there")
                .push(json!("https://www.w3.org/ns/did/v1"));
        }),
        ("swapped contexts", |c| {
            c["@context"].as_array_mut().expect("it is there").reverse()
        }),
        ("one context", |c| {
            drop(c["@context"].as_array_mut().expect("it is there").pop())
        }),
        ("another type", |c| {
            c["type"][1] = json!("AchievementCredential")
        }),
        ("an undefined member", |c| c["nickname"] = json!("x")),
        ("an undefined member of the subject", |c| {
            c["credentialSubject"]["skills"][0]["level"] = json!("Advanced");
        }),
        ("another text", |c| {
            c["credentialSubject"]["skills"][0]["description"] = json!("Everything.");
        }),
        ("another suite", |c| {
            c["proof"][0]["cryptosuite"] = json!("eddsa-rdfc-2022")
        }),
        ("an undefined member of the proof", |c| {
            c["proof"][0]["nickname"] = json!("x")
        }),
        ("other contexts of the proof", |c| {
            drop(
                c["proof"][0]["@context"]
                    .as_array_mut()
                    .expect("it is there")
                    .pop(),
            );
        }),
        ("a proof without its array", |c| {
            c["proof"] = c["proof"][0].clone()
        }),
        ("two proofs", |c| {
            let again = c["proof"][0].clone();
            c["proof"].as_array_mut().expect("it is there").push(again);
        }),
    ];
    for (name, change) in changes {
        let mut document = jcs(|_| {});
        change(&mut document);
        let report = verified(&document);
        if report.verdict == Verdict::Valid {
            return Err(format!("{name} is valid").into());
        }
    }
    let other = signed(&wrapper(|_| {}), Cryptosuite::EddsaJcs2022, [8; 32]);
    assert_eq!(verified(&other).verdict, Verdict::NotValid);
    Ok(())
}

/// The issuer's own signature does not make these good.
fn wrongly_signed() -> Result<(), Failed> {
    const BADGE: &str = "otherW3CVerifiableCredential";
    let changes: [(&str, Change, &str); 6] = [
        (
            "a third context",
            |c| {
                c["@context"]
                    .as_array_mut()
                    .expect("it is there")
                    .push(json!("https://www.w3.org/ns/did/v1"));
            },
            "not on board",
        ),
        (
            "an undefined member",
            |c| c["credentialSubject"]["rank"] = json!(1),
            "rank",
        ),
        (
            "a member of the wrong kind",
            |c| {
                c["credentialSubject"]["skills"][0]["comments"] = json!("x");
            },
            "must be an array",
        ),
        (
            "a dangerous link",
            |c| {
                c["credentialSubject"]["communication"]["web"][0]["url"] =
                    json!("javascript:alert(1)");
            },
            "run or carry code",
        ),
        (
            "a badge with another name",
            |c| {
                let skills = c["credentialSubject"]["skills"]
                    .as_array_mut()
                    .expect("it is there");
                skills.last_mut().expect("it is there")["verifications"][0][BADGE]["name"] =
                    json!("Advanced");
            },
            "not valid",
        ),
        (
            "another level than the badge's",
            |c| {
                let narrative = &mut c["credentialSubject"]["narratives"][0];
                for keyword in narrative["keywords"].as_array_mut().expect("it is there") {
                    if keyword["name"] == "level" {
                        keyword["value"] = json!("Advanced");
                    }
                }
            },
            "something else",
        ),
    ];
    for (name, change, expected) in changes {
        let report = verified(&jcs(change));
        let told = told(&report);
        if report.verdict == Verdict::Valid || !told.iter().any(|one| one.contains(expected)) {
            return Err(format!("{name}: {told:#?}").into());
        }
    }
    Ok(())
}

/// A level that no credential in the résumé bears out is not believed.
fn without_badge() -> Result<(), Failed> {
    let document = jcs(|c| {
        let skills = c["credentialSubject"]["skills"].as_array_mut();
        drop(skills.expect("it is there").pop());
    });
    let told = told(&verified(&document));
    assert!(
        told.iter().any(|one| one.contains("is not in this résumé")),
        "{told:#?}"
    );
    Ok(())
}

/// HR Open's schema has the résumé in a member of the subject; its samples do not.
fn in_a_member() -> Result<(), Failed> {
    let moved = |extra: Option<&str>| {
        jcs(|c| {
            let mut body = c["credentialSubject"].take();
            let members = body.as_object_mut().expect("it is there");
            let id = members.remove("id").expect("it is there");
            let identifier = members.remove("identifier").expect("it is there");
            if let Some(name) = extra {
                members.insert(name.to_owned(), json!(1));
            }
            c["credentialSubject"] = json!({"id": id, "identifier": identifier, "lerrsType": body});
        })
    };
    let document = moved(None);
    let report = verified(&document);
    is_valid(&report)?;
    assert_eq!(report.parts.len(), 1);
    assert_eq!(facts::read(&Json::from(&document)).len(), 1);
    assert_eq!(
        verified(&moved(Some("nickname"))).verdict,
        Verdict::NotValid
    );
    Ok(())
}

/// RDF knows neither order nor repetition; a verifier takes whatever passed preflight.
fn said_twice() -> Result<(), Failed> {
    let (framework, issuer) = (sample_framework(), issuer());
    let assessment = assessment(&framework, |_| {});
    let holding = holding(vec![held(&framework, &assessment, &issuer, 1)], &issuer);
    let twice = json!({"narratives": [{"name": "x", "texts": [{"lines": ["a", "b", "a"]}]}]});
    let added = resume(&twice)?;
    let credential = ler_rs(&holding, Some(&added), &occasion(9, false));
    let found = preflight::check(&Json::from(&credential), &issuer.did, Contexts::on_board());
    if found.is_empty() {
        is_valid(&verified(&signed(
            &credential,
            Cryptosuite::EddsaRdfc2022,
            ISSUER,
        )))?;
    }
    Ok(())
}

fn another_learner() -> Result<(), Failed> {
    let document = jcs(|c| {
        c["credentialSubject"]["id"] = json!("did:example:grace");
        drop(c["credentialSubject"]["identifier"].take());
        let members = c["credentialSubject"].as_object_mut().expect("it is there");
        members.remove("identifier");
    });
    let report = verified(&document);
    let told = told(&report);
    assert_eq!(report.verdict, Verdict::NotValid);
    assert!(
        told.iter().any(|one| one.contains("somebody else")),
        "{told:#?}"
    );
    Ok(())
}
