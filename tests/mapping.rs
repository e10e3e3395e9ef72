//! From an assessed level to an unsecured Open Badge: its form for a fixed input, and that the
//! official schema and preflight take it.

mod support;

use libtest_mimic::{Arguments, Failed, Trial};
use proofmark::assessment::{self, Assessment, LevelPolicy, document};
use proofmark::credential::open_badge::Meaning;
use proofmark::credential::profile::IssuerProfile;
use proofmark::credential::recipient::{self, Answer, Known};
use proofmark::framework::{self, Framework, ler_me};
use proofmark::ijson::{self, Json};
use proofmark::jsonld::Contexts;
use proofmark::mapping::{Occasion, Source, StatusEntry, open_badge};
use proofmark::preflight;
use std::process::ExitCode;

const DID: &str = "did:key:z6MktwupdmLXVVqTzCw4i46r4uGyosGXRnR3XjN4Zq7oMMsw";

fn main() -> ExitCode {
    let arguments = Arguments::from_args();
    let mut trials = vec![
        Trial::test("the mapped sample is the snapshot", || {
            snapshot("open-badge.json", Some("https://badges.example"))
        }),
        Trial::test("without a public URL every address is a UUID", || {
            snapshot("open-badge-without-url.json", None)
        }),
        Trial::test("the mapped sample passes preflight", passes_preflight),
        Trial::test(
            "only what was rated and met is claimed",
            claims_what_was_met,
        ),
        Trial::test("a stated level claims no statements", stated_level),
        Trial::test("what was mapped can be read back", reads_back),
        Trial::test("a learner is known by DID, by e-mail, or both", learners),
        Trial::test("evidence at one address is one node", evidence_once),
    ];
    trials.extend(with_shared());
    libtest_mimic::run(&arguments, trials).exit_code()
}

fn with_shared() -> Vec<Trial> {
    let names = [
        "the mapped sample is valid by the official schema",
        "the badge of the real export is valid by the official schema and preflight",
        "the schema and our own rules agree on one-fault badges",
    ];
    if support::data("schemas/ob-v3p0").is_none() {
        let reason = "the shared data is not there";
        return names.map(|name| support::skipped(name, reason)).into();
    }
    vec![
        Trial::test(names[0], || {
            schema_finds_nothing(&sample_badge(Some("https://badges.example")))
        }),
        Trial::test(names[1], real_export),
        Trial::test(names[2], schema_and_rules_agree),
    ]
}

fn issuer(public_url: Option<&str>) -> IssuerProfile {
    IssuerProfile {
        slug: "default".to_owned(),
        did: DID.to_owned(),
        name: "Example Training".to_owned(),
        url: public_url.map(str::to_owned),
        email: None,
        public_url: public_url.map(str::to_owned),
        status: proofmark::credential::profile::StatusChoice::default(),
    }
}

/// Statuses come with a public URL.
fn occasion(public_url: Option<&str>) -> Occasion {
    Occasion {
        id: "urn:uuid:0b5f0a54-90b5-4a3e-9a43-7e1f3f0c9d11".to_owned(),
        valid_from: "2026-11-22T10:00:00Z".to_owned(),
        valid_until: Some("2029-11-22T10:00:00Z".to_owned()),
        salt: "2f6c1d9a".to_owned(),
        status: Vec::from_iter(public_url.map(|url| StatusEntry {
            purpose: "revocation".to_owned(),
            list: format!("{url}/status/revocation-0a1b2c3d"),
            index: 94_567,
        })),
    }
}

fn sample_framework() -> Framework {
    ler_me::import(framework::SAMPLE).expect("the sample framework is sound")
}

/// The bundled assessment after `change`.
fn assessment(framework: &Framework, change: impl FnOnce(&mut serde_json::Value)) -> Assessment {
    let mut value = serde_json::from_slice(assessment::SAMPLE).expect("the sample is JSON");
    change(&mut value);
    document::read(&Json::from(&value), framework)
        .and_then(|document| document.decide(framework, &LevelPolicy::default()))
        .expect("the assessment is sound")
}

fn badge(
    framework: &Framework,
    assessment: &Assessment,
    public_url: Option<&str>,
) -> serde_json::Value {
    let issuer = issuer(public_url);
    let source = Source::new(framework, assessment, &issuer).expect("a level was reached");
    serde_json::to_value(open_badge(&source, &occasion(public_url))).expect("a badge is JSON")
}

fn sample_badge(public_url: Option<&str>) -> serde_json::Value {
    let framework = sample_framework();
    badge(&framework, &assessment(&framework, |_| {}), public_url)
}

fn snapshot(name: &str, public_url: Option<&str>) -> Result<(), Failed> {
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/snapshots")
        .join(name);
    let ours = serde_json::to_string_pretty(&sample_badge(public_url))? + "\n";
    if std::env::var_os("UPDATE_SNAPSHOTS").is_some() {
        std::fs::write(&path, &ours)?;
    }
    support::same(name, &ours, &support::read(&path)?)
}

fn findings(badge: &serde_json::Value) -> Vec<String> {
    preflight::check(&Json::from(badge), DID, Contexts::on_board())
        .iter()
        .map(|finding| format!("{} {}", finding.pointer, finding.problem))
        .collect()
}

fn passes_preflight() -> Result<(), Failed> {
    for url in [None, Some("https://badges.example")] {
        let found = findings(&sample_badge(url));
        if !found.is_empty() {
            return Err(format!("{found:?}").into());
        }
    }
    Ok(())
}

fn claims_what_was_met() -> Result<(), Failed> {
    let framework = sample_framework();
    let assessment = assessment(&framework, |_| {});
    let met = assessment
        .ratings
        .iter()
        .filter(|rating| rating.met)
        .count();
    let badge = badge(&framework, &assessment, None);
    let alignments = badge["credentialSubject"]["result"][0]["alignment"].as_array();
    assert!(met > 0 && met < assessment.ratings.len());
    assert_eq!(alignments.map(Vec::len), Some(met));
    Ok(())
}

fn stated_level() -> Result<(), Failed> {
    let framework = sample_framework();
    let assessment = assessment(&framework, |value| {
        let members = value.as_object_mut().expect("an object");
        members.remove("ratings");
        members.remove("policy");
        members.insert("level".to_owned(), "developing".into());
    });
    let badge = badge(&framework, &assessment, None);
    let result = &badge["credentialSubject"]["result"][0];
    assert!(result.get("alignment").is_none());
    assert_eq!(result["value"], "Developing");
    assert!(badge.get("evidence").is_none());
    assert_eq!(findings(&badge), Vec::<String>::new());
    Ok(())
}

fn reads_back() -> Result<(), Failed> {
    let framework = sample_framework();
    let assessment = assessment(&framework, |_| {});
    let badge = badge(&framework, &assessment, Some("https://badges.example"));
    let meaning = Meaning::read(&Json::from(&badge));
    assert_eq!(meaning.framework.as_deref(), Some(framework.key.as_str()));
    assert_eq!(
        meaning.framework_version.as_deref(),
        Some(framework.version.as_str())
    );
    assert_eq!(meaning.level_name(), Some("Proficient"));
    assert_eq!(meaning.achieved_level, Some(3));
    assert_eq!(meaning.levels.len(), framework.levels.len());
    assert_eq!(
        meaning.assessor.as_deref(),
        Some(assessment.assessor.name.as_str())
    );
    assert_eq!(meaning.subject, assessment.learner.did);
    assert_eq!(
        meaning.statements_met.len(),
        assessment.decision.met().count()
    );
    assert!(meaning.statements_met.iter().all(|one| one.code.is_some()));
    assert!(meaning.levels.iter().all(|one| one.description.is_some()));
    let policy = assessment.policy.as_ref().ok_or("a policy")?;
    assert_eq!(meaning.level_rule, Some(policy.sentence(&framework)));
    assert!(meaning.framework_name.is_some() && meaning.framework_url.is_some());
    let email = assessment.learner.email.as_deref().ok_or("an address")?;
    let json = Json::from(&badge);
    let learner = recipient::is_subject(&json, Known::email(email));
    assert_eq!(learner.answer, Answer::Yes);
    let stranger = recipient::is_subject(&json, Known::email("stranger@example.org"));
    assert_eq!(stranger.answer, Answer::No);
    Ok(())
}

fn learners() -> Result<(), Failed> {
    let framework = sample_framework();
    for (removed, id, identifiers) in [("email", true, 0), ("did", false, 1), ("none", true, 1)] {
        let assessment = assessment(&framework, |value| {
            value["learner"]
                .as_object_mut()
                .expect("an object")
                .remove(removed);
        });
        let badge = badge(&framework, &assessment, None);
        let subject = &badge["credentialSubject"];
        assert_eq!(subject.get("id").is_some(), id, "{removed}");
        let known = subject
            .get("identifier")
            .and_then(|i| i.as_array())
            .map_or(0, Vec::len);
        assert_eq!(known, identifiers, "{removed}");
        assert_eq!(findings(&badge), Vec::<String>::new(), "{removed}");
        let text = badge.to_string();
        assert!(
            !text.contains("@example"),
            "the address itself is in the badge"
        );
    }
    Ok(())
}

fn evidence_once() -> Result<(), Failed> {
    let framework = sample_framework();
    let assessment = assessment(&framework, |value| {
        let shown = serde_json::json!([
            {"url": "https://school.example/e/1", "name": "Film", "narrative": "first half"}
        ]);
        let again = serde_json::json!([
            {"url": "https://school.example/e/1", "narrative": "second half"}
        ]);
        let ratings = value["ratings"].as_array_mut().expect("an array");
        for rating in ratings.iter_mut() {
            rating
                .as_object_mut()
                .expect("an object")
                .remove("evidence");
        }
        ratings[0]["evidence"] = shown;
        ratings[1]["evidence"] = again;
    });
    let badge = badge(&framework, &assessment, None);
    assert_eq!(
        badge["evidence"],
        serde_json::json!([{
            "id": "https://school.example/e/1",
            "type": ["Evidence"],
            "name": "Film",
            "narrative": "first half\n\nsecond half"
        }])
    );
    Ok(())
}

fn validator() -> Result<jsonschema::Validator, Failed> {
    let folder = support::data("schemas/ob-v3p0").ok_or("the schemas are not there")?;
    let text = support::read(&folder.join("ob_v3p0_achievementcredential_schema.json"))?;
    let mut schema: serde_json::Value = serde_json::from_str(&text)?;
    // The published schema names its dialect with a `#` behind, which is another URL to some.
    schema["$schema"] = "https://json-schema.org/draft/2019-09/schema".into();
    Ok(jsonschema::options()
        .should_validate_formats(true)
        .build(&schema)
        .map_err(|error| error.to_string())?)
}

fn schema_finds_nothing(badge: &serde_json::Value) -> Result<(), Failed> {
    let errors: Vec<String> = validator()?
        .iter_errors(badge)
        .map(|error| format!("{}: {error}", error.instance_path()))
        .collect();
    if errors.is_empty() {
        return Ok(());
    }
    Err(errors.join("\n").into())
}

fn real_export() -> Result<(), Failed> {
    let folder = support::data("frameworks").ok_or("the frameworks are not there")?;
    let text = support::read(&folder.join("27-4014.00.json"))?;
    let framework = ler_me::import(text.as_bytes()).map_err(|f| format!("{f:?}"))?;
    let ratings: Vec<serde_json::Value> = framework
        .statements()
        .filter(|(level, _)| level.id != "advanced")
        .map(|(level, one)| serde_json::json!({"statement": level.key(one).to_string(), "met": true}))
        .collect();
    let document = serde_json::json!({
        "framework": {"soc": framework.key, "version": framework.version},
        "learner": {"name": "Ada Example", "email": "ada@example.org"},
        "assessor": {"name": "R. Assessor"},
        "assessedAt": "2026-11-19T16:30:00Z",
        "ratings": ratings,
    });
    let assessment = document::read(&Json::from(&document), &framework)
        .and_then(|document| document.decide(&framework, &LevelPolicy::default()))
        .map_err(|f| format!("{f:?}"))?;
    let badge = badge(&framework, &assessment, Some("https://badges.example"));
    assert_eq!(findings(&badge), Vec::<String>::new());
    let narrative = badge.pointer("/credentialSubject/achievement/criteria/narrative");
    let narrative = narrative.and_then(|n| n.as_str()).unwrap_or_default();
    assert!(narrative.contains("© EBSCOed"), "{narrative}");
    assert!(narrative.contains("CC BY 4.0"), "{narrative}");
    schema_finds_nothing(&badge)
}

/// One fault at a time: where the official schema refuses, so do our rules, at the same place or
/// above it.
fn schema_and_rules_agree() -> Result<(), Failed> {
    let sound = sample_badge(Some("https://badges.example"));
    let faults: [(&str, Option<serde_json::Value>); 18] = [
        ("/id", None),
        ("/issuer", None),
        ("/validFrom", None),
        ("/validFrom", Some("yesterday".into())),
        ("/issuer/type", Some(serde_json::json!(["Person"]))),
        (
            "/credentialSubject/type",
            Some(serde_json::json!(["Subject"])),
        ),
        ("/credentialSubject/achievement", None),
        ("/credentialSubject/achievement/name", None),
        ("/credentialSubject/achievement/description", None),
        ("/credentialSubject/achievement/criteria", None),
        (
            "/credentialSubject/achievement/achievementType",
            Some("Trophy".into()),
        ),
        (
            "/credentialSubject/achievement/resultDescription/0/name",
            None,
        ),
        (
            "/credentialSubject/achievement/resultDescription/0/rubricCriterionLevel/1/id",
            None,
        ),
        ("/credentialSubject/achievement/alignment/0/targetUrl", None),
        ("/credentialSubject/identifier/0/hashed", Some("yes".into())),
        ("/credentialSubject/identifier/0/extra", Some("x".into())),
        ("/credentialSubject/result/0/achievedLevel", Some(7.into())),
        ("/credentialSchema/0/type", None),
    ];
    let validator = validator()?;
    for (place, value) in faults {
        let mut badge = sound.clone();
        let (parent, name) = place.rsplit_once('/').ok_or("a pointer")?;
        let object = badge
            .pointer_mut(parent)
            .and_then(serde_json::Value::as_object_mut)
            .ok_or_else(|| format!("nothing at {parent}"))?;
        match value {
            Some(value) => object.insert(name.to_owned(), value),
            None => object.remove(name),
        };
        assert!(
            !validator.is_valid(&badge),
            "the schema takes the fault at {place}"
        );
        let found = ijson::parse(badge.to_string().as_bytes())
            .map(|json| preflight::check(&json, DID, Contexts::on_board()))?;
        let near = found.iter().any(|f| place.starts_with(f.pointer.as_str()));
        assert!(near, "our rules take the fault at {place}: {found:?}");
    }
    Ok(())
}
