//! Assessment documents: every rule broken once for exactly its reason, references that lead
//! nowhere, and how ratings, a stated level and a policy go together.

#![allow(clippy::unwrap_used, reason = "a panic is how a test fails")]

use proofmark::assessment::{
    self, Assessment, Basis, LevelDecision, LevelPolicy, Share, framework_reference,
};
use proofmark::finding::Finding;
use proofmark::framework::{self, Framework, FrameworkId, Statement, StatementKey, ler_me};
use proofmark::ijson::Json;
use serde_json::{Value, json};

fn framework() -> Framework {
    ler_me::import(framework::SAMPLE).unwrap()
}

fn sample() -> Value {
    serde_json::from_slice(assessment::SAMPLE).unwrap()
}

fn changed(change: impl FnOnce(&mut Value)) -> Value {
    let mut document = sample();
    change(&mut document);
    document
}

fn problems(findings: Vec<Finding>) -> Vec<(String, &'static str)> {
    findings
        .into_iter()
        .map(|f| (f.pointer, f.problem))
        .collect()
}

fn found(document: &Value) -> Vec<(String, &'static str)> {
    problems(
        assessment::read(&Json::from(document), &framework())
            .err()
            .unwrap_or_default(),
    )
}

fn assess(document: &Value) -> Result<Assessment, Vec<Finding>> {
    let framework = framework();
    let document = assessment::read(&Json::from(document), &framework)?;
    document.decide(&framework, &LevelPolicy::default())
}

fn policy(share: f64, lower_levels: bool, required: &[&str]) -> LevelPolicy {
    LevelPolicy {
        share: Share::try_from(share).unwrap(),
        lower_levels,
        required: required
            .iter()
            .map(|key| StatementKey::try_from((*key).to_owned()).unwrap())
            .collect(),
        ..LevelPolicy::default()
    }
}

#[test]
fn the_sample_reaches_the_third_of_four_levels() {
    let assessment = assess(&sample()).unwrap();
    let decision = &assessment.decision;
    assert_eq!(decision.basis, Basis::Ratings);
    assert_eq!(decision.achieved.as_deref(), Some("proficient"));
    assert_eq!(decision.met().count(), 30);
    let next = decision.next.as_ref().unwrap();
    assert_eq!(
        (next.level.as_str(), next.further, next.missing.len()),
        ("advanced", 5, 7)
    );
    let sentences = decision.sentences(&framework());
    assert_eq!(
        &sentences[..5],
        [
            "The level reached is Proficient.",
            "Emerging is reached: 10 of 10 statements are met, and 8 must be.",
            "Developing is reached: 9 of 10 statements are met, and 8 must be.",
            "Proficient is reached: 8 of 10 statements are met, and 8 must be.",
            "Advanced is not reached: 3 of 10 statements are met, and 8 must be.",
        ]
    );
    assert!(
        sentences[5]
            .starts_with("For Advanced, 5 more statements must be met; not met yet: advanced/1 (")
    );
}

#[test]
fn an_assessment_written_and_read_is_the_same() {
    for document in [sample(), changed(|d| level_alone(d, "advanced"))] {
        let assessment = assess(&document).unwrap();
        let text = serde_json::to_string(&assessment).unwrap();
        assert_eq!(
            serde_json::from_str::<Assessment>(&text).unwrap(),
            assessment
        );
    }
}

fn level_alone(document: &mut Value, level: &str) {
    let members = document.as_object_mut().unwrap();
    members.remove("ratings");
    members.insert("level".to_owned(), json!(level));
}

fn agreement(both_met: u32) -> Value {
    json!({"bothMet": both_met, "firstOnly": 0, "secondOnly": 0, "bothNotMet": 0})
}

/// Nobody assesses themselves: not by the address, not by the DID, not as the second of two.
#[test]
fn nobody_assesses_themselves() {
    let learner = json!({
        "name": "Ada Example", "email": "Ada@example.org", "did": "did:example:ada",
    });
    let selves = [
        json!({"name": "A. E.", "id": "mailto:ada@EXAMPLE.org"}),
        json!({"name": "A. E.", "id": "did:example:ada"}),
        json!({"name": "ada@example.org"}),
    ];
    for same in selves {
        for member in ["assessor", "secondAssessor"] {
            let document = changed(|d| {
                d["learner"] = learner.clone();
                d[member] = same.clone();
            });
            let expected = (format!("/{member}"), "self-assessment");
            assert_eq!(found(&document), [expected], "{same}");
        }
    }
    let namesake = changed(|d| {
        d["learner"] = learner.clone();
        d["assessor"] = json!({"name": "Ada Example", "id": "did:example:adam"});
    });
    assert_eq!(found(&namesake), []);
}

#[test]
fn where_two_must_assess_one_is_refused() {
    let two = json!({"assessors": 2});
    let one = changed(|d| d["policy"] = two.clone());
    let refused = [(String::new(), "second-assessor-missing")];
    assert_eq!(problems(assess(&one).unwrap_err()), refused);
    // A default that asks for two holds for a level without ratings too.
    let alone = changed(|d| level_alone(d, "advanced"));
    let policy = LevelPolicy::parse(&Json::from(&two), &framework()).unwrap();
    let document = assessment::read(&Json::from(&alone), &framework()).unwrap();
    let findings = document.decide(&framework(), &policy).unwrap_err();
    assert_eq!(problems(findings), refused);

    let both = changed(|d| {
        d["policy"] = two.clone();
        d["secondAssessor"] = json!({"name": "S. Second", "id": "https://school.example/staff/7"});
        d["agreement"] = agreement(12);
    });
    let assessment = assess(&both).unwrap();
    assert_eq!(
        assessment.second_assessor.as_ref().unwrap().name,
        "S. Second"
    );
    assert_eq!(assessment.agreement.unwrap().pairs(), 12);
    let text = serde_json::to_string(&assessment).unwrap();
    assert_eq!(
        serde_json::from_str::<Assessment>(&text).unwrap(),
        assessment
    );
    // What one assessor signed off is written as it was before there could be two.
    let text = serde_json::to_string(&assess(&sample()).unwrap()).unwrap();
    for member in ["secondAssessor", "agreement", "assessors"] {
        assert!(!text.contains(member), "{member}");
    }
}

#[test]
fn a_level_alone_is_the_providers_decision_and_claims_no_statement() {
    let assessment = assess(&changed(|d| level_alone(d, "advanced"))).unwrap();
    assert_eq!(assessment.decision, LevelDecision::by_provider("advanced"));
    assert_eq!(assessment.policy, None);
    assert_eq!(assessment.decision.met().count(), 0);
    assert_eq!(
        assessment.decision.result(&framework()),
        "The provider states the level Advanced; no statements were rated."
    );
}

#[test]
fn ratings_and_a_stated_level_must_agree() {
    let agreed = changed(|d| d["level"] = json!("proficient"));
    assert_eq!(
        assess(&agreed).unwrap().stated_level.as_deref(),
        Some("proficient")
    );
    for stated in ["advanced", "developing"] {
        let findings = assess(&changed(|d| d["level"] = json!(stated))).unwrap_err();
        assert_eq!(findings.len(), 1);
        assert_eq!(
            (findings[0].pointer.as_str(), findings[0].problem),
            ("/level", "level-disagrees")
        );
        let start =
            format!("the document states {stated:?}, but its ratings give \"proficient\": ");
        assert!(findings[0].detail.starts_with(&start), "{}", findings[0]);
    }
}

#[test]
fn the_documents_own_policy_goes_before_the_default() {
    let strict = changed(|d| d["policy"] = json!({"share": 1, "lowerLevels": false}));
    let assessment = assess(&strict).unwrap();
    assert_eq!(assessment.decision.achieved.as_deref(), Some("emerging"));
    assert_eq!(assessment.policy, Some(policy(1.0, false, &[])));
}

#[test]
fn a_default_policy_for_another_framework_is_refused() {
    let framework = framework();
    let document = assessment::read(&Json::from(&sample()), &framework).unwrap();
    let findings = document
        .decide(&framework, &policy(0.8, true, &["expert/1"]))
        .unwrap_err();
    assert_eq!(
        problems(findings),
        [("/required/0".to_owned(), "unknown-statement")]
    );
}

#[test]
fn a_statement_is_named_by_its_place_or_by_its_minted_id() {
    let framework = framework();
    let id = framework.resolve("emerging/1").unwrap().1.id.clone();
    let document = changed(|d| d["ratings"][0]["statement"] = json!(id));
    let by_id = assess(&document).unwrap();
    assert_eq!(by_id, assess(&sample()).unwrap());
    let twice = changed(|d| d["ratings"][1]["statement"] = json!(format!("urn:uuid:{id}")));
    assert_eq!(
        found(&twice),
        [("/ratings/1/statement".to_owned(), "rated-twice")]
    );
}

#[test]
fn every_rule_of_the_document_is_held() {
    let remove = |pointer: &'static str, name: &'static str| {
        changed(|d| {
            d.pointer_mut(pointer)
                .unwrap()
                .as_object_mut()
                .unwrap()
                .remove(name)
                .unwrap();
        })
    };
    let set =
        |pointer: &'static str, value: Value| changed(|d| *d.pointer_mut(pointer).unwrap() = value);
    let add = |pointer: &'static str, name: &'static str, value: Value| {
        changed(|d| d.pointer_mut(pointer).unwrap()[name] = value)
    };
    let evidence = |url: &str| json!([{ "url": url }]);
    let cases = [
        (json!(1), "", "wrong-type"),
        (remove("", "framework"), "", "missing-member"),
        (remove("/framework", "soc"), "/framework", "missing-member"),
        (
            set("/framework/soc", json!("49-3091")),
            "/framework/soc",
            "bad-soc",
        ),
        (
            set("/framework/version", json!("v.1")),
            "/framework/version",
            "unknown-version",
        ),
        (
            add("/framework", "id", json!("x")),
            "/framework/id",
            "ambiguous-reference",
        ),
        (
            add("/framework", "vresion", json!("x")),
            "/framework/vresion",
            "unknown-member",
        ),
        (remove("", "learner"), "", "missing-member"),
        (remove("/learner", "name"), "/learner", "missing-member"),
        (
            set("/learner/name", json!("\u{7}")),
            "/learner/name",
            "control-character",
        ),
        (
            set("/learner", json!({"name": "Ada"})),
            "/learner",
            "missing-member",
        ),
        (
            set("/learner/email", json!("ada")),
            "/learner/email",
            "bad-email",
        ),
        (
            set("/learner/did", json!("did:key")),
            "/learner/did",
            "bad-did",
        ),
        (
            add("/learner", "phone", json!("1")),
            "/learner/phone",
            "unknown-member",
        ),
        (remove("", "assessor"), "", "missing-member"),
        (remove("/assessor", "name"), "/assessor", "missing-member"),
        (
            set("/assessor/id", json!("javascript:alert(1)")),
            "/assessor/id",
            "bad-identifier",
        ),
        (
            add("/assessor", "role", json!("x")),
            "/assessor/role",
            "unknown-member",
        ),
        (remove("", "assessedAt"), "", "missing-member"),
        (
            set("/assessedAt", json!("2026-11-19")),
            "/assessedAt",
            "bad-date",
        ),
        (
            set("/assessedAt", json!("2026-11-19T16:30:00")),
            "/assessedAt",
            "bad-date",
        ),
        (
            set("/assessedAt", json!("2026-02-30T16:30:00Z")),
            "/assessedAt",
            "bad-date",
        ),
        (
            set("/assessedAt", json!("0026-11-19T16:30:00Z")),
            "/assessedAt",
            "bad-date",
        ),
        (
            set("/assessedAt", json!("9999-12-31T23:59:59-10:00")),
            "/assessedAt",
            "bad-date",
        ),
        (
            set("/assessedAt", json!(20261119)),
            "/assessedAt",
            "wrong-type",
        ),
        (remove("", "ratings"), "", "missing-member"),
        (set("/ratings", json!({})), "/ratings", "wrong-type"),
        (set("/ratings", json!([])), "/ratings", "no-ratings"),
        (set("/ratings/3", json!("x")), "/ratings/3", "wrong-type"),
        (
            remove("/ratings/3", "statement"),
            "/ratings/3",
            "missing-member",
        ),
        (remove("/ratings/3", "met"), "/ratings/3", "missing-member"),
        (
            set("/ratings/3/met", json!("yes")),
            "/ratings/3/met",
            "wrong-type",
        ),
        (
            set("/ratings/3/statement", json!("expert/1")),
            "/ratings/3/statement",
            "unknown-statement",
        ),
        (
            set("/ratings/3/statement", json!("emerging/11")),
            "/ratings/3/statement",
            "unknown-statement",
        ),
        (
            set("/ratings/3/statement", json!("emerging/1")),
            "/ratings/3/statement",
            "rated-twice",
        ),
        (
            add("/ratings/3", "mett", json!(true)),
            "/ratings/3/mett",
            "unknown-member",
        ),
        (
            add("/ratings/3", "evidence", json!({})),
            "/ratings/3/evidence",
            "wrong-type",
        ),
        (
            add("/ratings/3", "evidence", json!([{}])),
            "/ratings/3/evidence/0",
            "missing-member",
        ),
        (
            add(
                "/ratings/3",
                "evidence",
                json!([{"url": "https://a.example", "title": "x"}]),
            ),
            "/ratings/3/evidence/0/title",
            "unknown-member",
        ),
        (
            add("/ratings/3", "evidence", evidence("javascript:alert(1)")),
            "/ratings/3/evidence/0/url",
            "bad-url",
        ),
        (
            add("/ratings/3", "evidence", evidence("data:text/html,x")),
            "/ratings/3/evidence/0/url",
            "bad-url",
        ),
        (
            add("/ratings/3", "evidence", evidence("file:///etc/passwd")),
            "/ratings/3/evidence/0/url",
            "bad-url",
        ),
        (
            add("/ratings/3", "evidence", evidence("/e/1")),
            "/ratings/3/evidence/0/url",
            "bad-url",
        ),
        (
            add(
                "/ratings/3",
                "evidence",
                json!(vec![json!({"url": "https://a.example"}); 101]),
            ),
            "/ratings/3/evidence",
            "too-much-evidence",
        ),
        (
            add("", "level", json!("proficent")),
            "/level",
            "unknown-level",
        ),
        (
            add("", "policy", json!({"share": 0})),
            "/policy/share",
            "bad-share",
        ),
        (
            add("", "policy", json!({"shrae": 1})),
            "/policy/shrae",
            "unknown-member",
        ),
        (
            add("", "policy", json!({"lowerLevels": 1})),
            "/policy/lowerLevels",
            "wrong-type",
        ),
        (
            add("", "policy", json!({"required": ["expert/1"]})),
            "/policy/required/0",
            "unknown-statement",
        ),
        (
            add(
                "",
                "policy",
                json!({"required": ["emerging/1", "emerging/1"]}),
            ),
            "/policy/required/1",
            "duplicate-reference",
        ),
        (add("", "note", json!("x")), "/note", "unknown-member"),
        (
            add("", "policy", json!({"assessors": 3})),
            "/policy/assessors",
            "bad-assessors",
        ),
        (
            add("", "secondAssessor", json!({"name": "r. ASSESSOR"})),
            "/secondAssessor",
            "same-assessor",
        ),
        (
            add("", "agreement", agreement(1)),
            "/agreement",
            "agreement-of-one",
        ),
        (
            changed(|d| {
                d["secondAssessor"] = json!({"name": "S. Second"});
                d["agreement"] = agreement(41);
            }),
            "/agreement",
            "bad-count",
        ),
        (
            changed(|d| {
                d["secondAssessor"] = json!({"name": "S. Second"});
                d["agreement"] = agreement(1);
                d["agreement"]["firstOnly"] = json!(1.5);
            }),
            "/agreement/firstOnly",
            "bad-count",
        ),
        (
            changed(|d| {
                level_alone(d, "advanced");
                d["policy"] = json!({});
            }),
            "/policy",
            "policy-without-ratings",
        ),
    ];
    assert_eq!(found(&sample()), []);
    for (document, pointer, problem) in cases {
        assert_eq!(found(&document), [(pointer.to_owned(), problem)]);
    }
}

#[test]
fn all_faults_are_found_at_once() {
    let document = json!({
        "framework": {"soc": "49-3091.00"}, "learner": {"email": "x", "did": "y"},
        "assessor": [], "assessedAt": "today", "extra": 1, "level": "expert",
        "ratings": [{"met": 1}, {"statement": "emergin/1", "met": true, "evidence": [{"url": "x"}]}],
    });
    assert_eq!(found(&document).len(), 11);
}

#[test]
fn unknown_references_are_named_with_their_near_misses() {
    let detail = |change: &dyn Fn(&mut Value)| {
        let document = changed(change);
        let findings = assessment::read(&Json::from(&document), &framework()).unwrap_err();
        assert_eq!(findings.len(), 1);
        findings[0].detail.clone()
    };
    let misspelt = detail(&|d| d["ratings"][20]["statement"] = json!("proficent/1"));
    assert!(
        misspelt.ends_with("it has no level \"proficent\"; did you mean \"proficient/1\"?"),
        "{misspelt}"
    );
    let beyond = detail(&|d| d["ratings"][20]["statement"] = json!("proficient/12"));
    assert!(
        beyond.ends_with("are proficient/1 to proficient/10"),
        "{beyond}"
    );
    let level = detail(&|d| d["level"] = json!("advancd"));
    assert!(level.ends_with("did you mean \"advanced\"?"), "{level}");
    let member = detail(&|d| d["lerner"] = json!({}));
    assert!(member.ends_with("did you mean \"learner\"?"), "{member}");
}

#[test]
fn the_framework_is_looked_up_by_key_and_version() {
    let known = [
        ("27-4014.00", "v.26.05"),
        ("27-4014.00", "v.26.11"),
        ("49-3091.00", "v.26.11"),
    ]
    .map(|(key, version)| FrameworkId {
        key: key.to_owned(),
        version: version.to_owned(),
    });
    let choose = |reference: Value| {
        let document = json!({ "framework": reference });
        let reference = framework_reference(&Json::from(&document)).map_err(|f| f[0].clone())?;
        reference.choose(&known).map(ToString::to_string)
    };
    assert_eq!(
        choose(json!({"soc": "27-4014.00", "version": "v.26.05"})).unwrap(),
        "27-4014.00@v.26.05"
    );
    assert_eq!(
        choose(json!({"soc": "49-3091.00"})).unwrap(),
        "49-3091.00@v.26.11"
    );
    assert_eq!(
        choose(json!({"id": "49-3091.00"})).unwrap(),
        "49-3091.00@v.26.11"
    );
    let cases = [
        (
            json!({"soc": "27-4014.00"}),
            "/framework",
            "missing-member",
            "v.26.05, v.26.11",
        ),
        (
            json!({"soc": "27-4014.00", "version": "v.26.5"}),
            "/framework/version",
            "unknown-version",
            "v.26.05",
        ),
        (
            json!({"soc": "27-4041.00"}),
            "/framework/soc",
            "unknown-framework",
            "27-4014.00",
        ),
        (
            json!({"id": "27-4041.00"}),
            "/framework/id",
            "unknown-framework",
            "27-4014.00",
        ),
        (
            json!({"soc": "27-4014"}),
            "/framework/soc",
            "bad-soc",
            "did you mean \"27-4014.00\"?",
        ),
        (json!("27-4014.00"), "/framework", "wrong-type", "a string"),
        (
            json!({"soc": 5}),
            "/framework/soc",
            "wrong-type",
            "a number",
        ),
    ];
    for (reference, pointer, problem, hint) in cases {
        let finding = choose(reference).unwrap_err();
        assert_eq!(
            (finding.pointer.as_str(), finding.problem),
            (pointer, problem)
        );
        assert!(finding.detail.contains(hint), "{finding}");
    }
}

/// Twenty thousand ratings by id against fifty thousand statements: one after the other through all
/// of them, each looked for from the first, this would not end within minutes.
#[test]
fn many_ratings_by_id_are_read() {
    let mut framework = framework();
    let id = framework.id();
    for level in &mut framework.levels {
        let key = |position| StatementKey {
            level: level.id.clone(),
            position,
        };
        let one = |position| Statement::new(&id, &key(position), &format!("Step {position}"));
        level.statements = (1..=12_500).map(one).collect();
    }
    let ids: Vec<String> = framework.statements().map(|(_, s)| s.id.clone()).collect();
    let rated = ids.iter().rev().take(20_000).enumerate();
    let spelt = |(place, id): (usize, &String)| match place % 3 {
        0 => id.clone(),
        1 => format!("urn:uuid:{id}"),
        _ => id.to_uppercase(),
    };
    let rate = |rated| json!({ "statement": spelt(rated), "met": true });
    let ratings: Vec<Value> = rated.map(rate).collect();
    let required = &ids[ids.len() - 20_000..];
    let document = changed(|d| {
        d["ratings"] = ratings.into();
        d["policy"] = json!({ "share": 0.5, "lowerLevels": false, "required": required });
        d.as_object_mut().unwrap().remove("level");
    });
    let document = assessment::read(&Json::from(&document), &framework).unwrap();
    assert_eq!(document.ratings.len(), 20_000);
    assert_eq!(document.ratings[0].statement.position, 12_500);
    let assessed = document.decide(&framework, &LevelPolicy::default());
    let last = framework.levels.last().unwrap();
    assert_eq!(assessed.unwrap().decision.achieved.as_ref(), Some(&last.id));
}
