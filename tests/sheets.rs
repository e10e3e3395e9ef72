//! Rating sheets: drafts, the lock, signing off once, the blind second rating, settling, and that
//! nothing is left of a sheet when its learner is erased.

#![allow(clippy::unwrap_used, reason = "a panic is how a test fails")]

#[path = "support/deployment.rs"]
mod deployment;

use proofmark::assessment::{Kappa, LevelPolicy};
use proofmark::framework::{self, Framework, StatementKey};
use proofmark::service::fsck::Fsck;
use proofmark::service::keyring::Keyring;
use proofmark::service::learners::KnownBy;
use proofmark::service::sheets::{
    NewSheet, Settled, Sheet, SheetState, Shown, Side, Sketch, comparison, decision,
    settled_ratings, statement_of,
};
use proofmark::service::{Actor, Caller, Service, ServiceError};
use serde_json::{Value, json};
use std::sync::Barrier;
use tempfile::TempDir;

const TWO: &str = r#"{"assessors": 2}"#;

/// A deployment with the sample framework under this policy.
fn begin(policy: &str) -> (TempDir, Service, Framework) {
    let folder = tempfile::tempdir().unwrap();
    let service = deployment::open(folder.path());
    let policy: LevelPolicy = serde_json::from_str(policy).unwrap();
    service
        .import_framework(framework::SAMPLE, Some(&policy), &Actor::CommandLine)
        .unwrap();
    let framework = service.frameworks(None, 1).unwrap().records.remove(0);
    (folder, service, framework)
}

fn who(name: &str) -> Caller {
    Caller::new("default", Actor::ApiKey(name.to_owned()))
}

fn ada(framework: &Framework) -> NewSheet {
    NewSheet {
        framework: framework.id(),
        name: "Ada Example".to_owned(),
        email: Some("ada@example.org".to_owned()),
        did: None,
    }
}

/// Every statement of the framework, rated as `met` says.
fn rate(framework: &Framework, met: impl Fn(&str, u32) -> Option<bool>) -> Vec<Sketch> {
    let sketch = |(level, statement): (&framework::Level, &framework::Statement)| Sketch {
        statement: level.key(statement),
        met: met(&level.id, statement.position),
        evidence: Vec::new(),
        remark: String::new(),
    };
    framework.statements().map(sketch).collect()
}

fn below_advanced(level: &str, _: u32) -> Option<bool> {
    Some(level != "advanced")
}

fn save(service: &Service, caller: &Caller, sheet: &Sheet, ratings: Vec<Sketch>) -> Sheet {
    let head = &sheet.head;
    service
        .save_sheet(caller, &head.id, head.revision, ratings)
        .unwrap()
}

fn sign_off(service: &Service, caller: &Caller, sheet: &Sheet) -> Sheet {
    let head = &sheet.head;
    service.sign_off(caller, &head.id, head.revision).unwrap()
}

/// The slug of what was refused: the rule, the contradiction, the first finding.
fn slug<T: std::fmt::Debug>(done: Result<T, ServiceError>) -> &'static str {
    match done.unwrap_err() {
        ServiceError::Refused { rule, .. } => rule,
        ServiceError::Conflict { problem, .. } => problem,
        ServiceError::Invalid { findings, .. } => findings[0].problem,
        ServiceError::NotFound { .. } => "not-found",
        other => panic!("{other}"),
    }
}

fn is_sound(service: &Service, folder: &TempDir) {
    service.tend_at_last().unwrap();
    let keyring = Keyring::new(folder.path().join("keys"));
    let report = service
        .check_everything(&Fsck {
            signatures: true,
            keyring: Some(&keyring),
            held: &[],
        })
        .unwrap();
    assert_eq!(report.faults, []);
    assert_eq!(report.unchecked, Vec::<String>::new());
}

#[test]
fn a_draft_survives_a_restart_and_becomes_one_assessment() {
    let (folder, service, framework) = begin("{}");
    let (rita, sam) = (who("rita"), who("sam"));
    let sheet = service
        .begin_sheet(&rita, "R. Rita", &ada(&framework))
        .unwrap();
    assert_eq!((sheet.head.revision, sheet.mine), (1, Some(Side::First)));
    let mut ratings = rate(&framework, below_advanced);
    ratings[0].evidence = vec![Shown {
        url: "not an address".to_owned(),
        ..Shown::default()
    }];
    ratings[1].remark = "ask again".to_owned();
    let sheet = save(&service, &rita, &sheet, ratings.clone());
    let decided = decision(&framework, &sheet.body.policy, &sheet.body.first.ratings);
    assert_eq!(decided.achieved.as_deref(), Some("proficient"));
    // The same again is no change.
    let again = save(&service, &rita, &sheet, ratings.clone());
    assert_eq!(again.head.revision, 2);
    drop(service);

    let service = deployment::open(folder.path());
    let sheet = service.sheet(&rita, &again.head.id).unwrap();
    assert_eq!(sheet.body.first.ratings, ratings[..]);
    let refused = service.sign_off(&rita, &sheet.head.id, 2).unwrap_err();
    let ServiceError::Invalid { findings, .. } = refused else {
        panic!("{refused}");
    };
    assert_eq!(findings.len(), 1);
    let about = statement_of(&findings[0], &sheet.body.first.ratings).unwrap();
    assert_eq!(about.statement.to_string(), "emerging/1");

    ratings[0].evidence[0].url = "https://school.example/e/1".to_owned();
    let sheet = save(&service, &rita, &sheet, ratings);
    assert_eq!(
        slug(service.sign_off(&sam, &sheet.head.id, 3)),
        "not-your-sheet"
    );
    let done = sign_off(&service, &rita, &sheet);
    assert_eq!(done.head.state, SheetState::Recorded);
    // The same form again, of the same revision.
    let twice = sign_off(&service, &rita, &sheet);
    assert_eq!(twice.head.assessment, done.head.assessment);
    let record = service
        .assessment(done.head.assessment.as_deref().unwrap(), "default")
        .unwrap();
    assert_eq!(record.assessment.assessor.name, "R. Rita");
    assert_eq!(record.assessment.decision, decided);
    assert_eq!(record.assessment.ratings.len(), 40);
    let learners = service.find_learners(&rita, &known_by()).unwrap();
    assert_eq!(learners.len(), 1);
    assert_eq!(
        slug(service.delete_sheet(&rita, &done.head.id, 4, true)),
        "sheet-recorded"
    );
    assert_eq!(
        slug(service.sheet(&Caller::new("other", rita.actor.clone()), &done.head.id)),
        "not-found"
    );
    is_sound(&service, &folder);
}

fn known_by() -> KnownBy {
    KnownBy {
        id: None,
        email: Some("ada@example.org".to_owned()),
    }
}

#[test]
fn whoever_saves_what_is_stale_overwrites_nothing() {
    let (folder, service, framework) = begin("{}");
    let rita = who("rita");
    let sheet = service
        .begin_sheet(&rita, "R. Rita", &ada(&framework))
        .unwrap();
    let first = save(&service, &rita, &sheet, rate(&framework, |_, _| Some(true)));
    let id = &sheet.head.id;
    let stale = service.save_sheet(&rita, id, 1, rate(&framework, |_, _| Some(false)));
    assert_eq!(slug(stale), "sheet-changed");
    assert_eq!(slug(service.sign_off(&rita, id, 1)), "sheet-changed");
    assert_eq!(
        slug(service.delete_sheet(&rita, id, 1, false)),
        "sheet-changed"
    );
    assert_eq!(service.sheet(&rita, id).unwrap(), first);
    assert_eq!(
        slug(service.delete_sheet(&who("sam"), id, 2, false)),
        "not-your-sheet"
    );
    service.delete_sheet(&rita, id, 2, false).unwrap();
    assert_eq!(slug(service.sheet(&rita, id)), "not-found");
    assert!(
        service
            .sheets(&rita, true, None, 10)
            .unwrap()
            .records
            .is_empty()
    );
    is_sound(&service, &folder);
}

/// Twenty threads sign off the same sheet at once.
#[test]
fn signing_off_many_times_at_once_is_one_assessment() {
    let (folder, service, framework) = begin("{}");
    let rita = who("rita");
    let sheet = service
        .begin_sheet(&rita, "R. Rita", &ada(&framework))
        .unwrap();
    let sheet = save(&service, &rita, &sheet, rate(&framework, below_advanced));
    let gate = Barrier::new(20);
    let ids: Vec<String> = std::thread::scope(|scope| {
        let threads: Vec<_> = (0..20)
            .map(|_| {
                scope.spawn(|| {
                    gate.wait();
                    sign_off(&service, &rita, &sheet).head.assessment.unwrap()
                })
            })
            .collect();
        threads.into_iter().map(|one| one.join().unwrap()).collect()
    });
    assert!(ids.iter().all(|id| *id == ids[0]));
    let learner = service.find_learners(&rita, &known_by()).unwrap().remove(0);
    let export = service.export_learner(&rita, &learner).unwrap();
    assert_eq!(export["assessments"].as_array().unwrap().len(), 1);
    assert_eq!(export["sheets"][0]["state"], "recorded");
    is_sound(&service, &folder);
}

#[test]
fn nobody_assesses_themselves_and_the_people_are_read_strictly() {
    let (_folder, service, framework) = begin("{}");
    let rita = who("rita");
    let myself = service.begin_sheet(&rita, "ADA@example.org", &ada(&framework));
    assert_eq!(slug(myself), "self-assessment");
    let nobody = NewSheet {
        name: String::new(),
        email: None,
        ..ada(&framework)
    };
    let ServiceError::Invalid { findings, .. } =
        service.begin_sheet(&rita, "R. Rita", &nobody).unwrap_err()
    else {
        panic!("it is refused");
    };
    assert_eq!(findings.len(), 2, "{findings:?}");
    let sheet = service
        .begin_sheet(&rita, "R. Rita", &ada(&framework))
        .unwrap();
    let unknown = Sketch {
        statement: StatementKey::try_from("expert/1".to_owned()).unwrap(),
        met: Some(true),
        evidence: Vec::new(),
        remark: String::new(),
    };
    let wrong = service.save_sheet(&rita, &sheet.head.id, 1, vec![unknown]);
    assert_eq!(slug(wrong), "unknown-statement");
    // Nothing rated is nothing to sign off; evidence for what is not rated would be lost.
    assert_eq!(
        slug(service.sign_off(&rita, &sheet.head.id, 1)),
        "no-ratings"
    );
    let mut only = rate(&framework, |_, _| None);
    only[3].evidence = vec![shown("https://school.example/e", "")];
    let sheet = save(&service, &rita, &sheet, only);
    let lost = service.sign_off(&rita, &sheet.head.id, 2);
    assert_eq!(slug(lost), "evidence-without-rating");
}

/// Two people in two sessions: what one says is not in what the other gets.
#[test]
fn the_second_rates_blind_and_both_settle() {
    let (folder, service, framework) = begin(TWO);
    let (rita, sam, tom) = (who("rita"), who("sam"), who("tom"));
    let sheet = service
        .begin_sheet(&rita, "R. Rita", &ada(&framework))
        .unwrap();
    let id = sheet.head.id.clone();
    let mut ratings = rate(&framework, below_advanced);
    ratings[0].evidence = vec![shown("https://school.example/rita", "planted by rita")];
    ratings[1].remark = "planted by rita".to_owned();
    let sheet = save(&service, &rita, &sheet, ratings);
    assert_eq!(
        slug(service.take_sheet(&sam, &id, "S. Sam")),
        "sheet-not-waiting"
    );
    let told = |caller: &Caller| format!("{:?}", service.sheet(caller, &id).unwrap());
    assert!(told(&rita).contains("planted by rita"));
    assert!(!told(&sam).contains("planted by rita"));
    let sheet = sign_off(&service, &rita, &sheet);
    assert_eq!(
        (sheet.head.state, sheet.may_take),
        (SheetState::Waiting, false)
    );
    assert_eq!(
        slug(service.take_sheet(&rita, &id, "R. Rita II")),
        "same-assessor"
    );
    assert_eq!(
        slug(service.take_sheet(&sam, &id, "r. rita")),
        "same-assessor"
    );
    assert_eq!(
        slug(service.take_sheet(&sam, &id, "ada@example.org")),
        "self-assessment"
    );
    assert!(service.sheet(&sam, &id).unwrap().may_take);
    let second = service.take_sheet(&sam, &id, "S. Sam").unwrap();
    assert_eq!(service.take_sheet(&sam, &id, "S. Sam").unwrap(), second);
    assert_eq!(
        slug(service.take_sheet(&tom, &id, "T. Tom")),
        "sheet-not-waiting"
    );
    assert_eq!(second.withheld, [Side::First]);
    let mut ratings = rate(&framework, |level, position| match (level, position) {
        ("proficient", 1) => Some(false),
        ("proficient", 2) => None,
        ("advanced", 1) => Some(true),
        _ => Some(level != "advanced"),
    });
    ratings[0].evidence = vec![shown("https://school.example/sam", "planted by sam")];
    ratings[20].evidence = vec![shown("https://school.example/no", "why it is not met")];
    let second = save(&service, &sam, &second, ratings);
    for caller in [&sam, &tom] {
        assert!(!told(caller).contains("planted by rita"));
        let list = service.sheets(caller, true, None, 10).unwrap().records;
        assert!(!format!("{list:?}").contains("planted by rita"));
    }
    for caller in [&rita, &tom] {
        assert!(!told(caller).contains("planted by sam"));
    }
    assert!(comparison(&framework, &second).is_none());
    // Who has signed off changes nothing any more.
    let late = service.save_sheet(&rita, &id, second.head.revision, Vec::new());
    assert_eq!(slug(late), "not-your-sheet");
    let both = sign_off(&service, &sam, &second);
    assert_eq!(
        (both.head.state, both.may_settle),
        (SheetState::Settling, true)
    );
    assert!(told(&rita).contains("planted by sam") && told(&sam).contains("planted by rita"));

    let compared = comparison(&framework, &both).unwrap();
    let differ: Vec<String> = compared
        .differences
        .iter()
        .map(|one| one.statement.to_string())
        .collect();
    assert_eq!(differ, ["proficient/1", "proficient/2", "advanced/1"]);
    // 39 pairs: 28 both met, 9 both not met, one each way. By hand: p_o = 37/39; rows 29, 10 and
    // columns 29, 10 give p_e = (841 + 100)/1521; kappa = (1443 - 941)/(1521 - 941) = 0.8655.
    let Kappa::Is(kappa) = compared.agreement.kappa() else {
        panic!("there is variance");
    };
    assert!((kappa - 502.0 / 580.0).abs() < 1e-12, "{kappa}");

    let revision = both.head.revision;
    assert_eq!(
        slug(service.record_settled(&rita, &id, revision)),
        "not-settled"
    );
    let choose = |statement: &str, side| Settled {
        statement: StatementKey::try_from(statement.to_owned()).unwrap(),
        side,
    };
    let other = vec![choose("emerging/1", Side::First)];
    assert_eq!(
        slug(service.settle_sheet(&rita, &id, revision, other)),
        "nothing-to-settle"
    );
    let all = vec![
        choose("proficient/1", Side::Second),
        choose("proficient/2", Side::First),
        choose("advanced/1", Side::First),
    ];
    assert_eq!(
        slug(service.settle_sheet(&tom, &id, revision, all.clone())),
        "not-your-sheet"
    );
    let settled = service.settle_sheet(&rita, &id, revision, all).unwrap();
    let ratings = settled_ratings(&framework, &settled.body);
    assert_eq!(ratings.len(), 40);
    let done = service
        .record_settled(&sam, &id, settled.head.revision)
        .unwrap();
    let again = service
        .record_settled(&rita, &id, settled.head.revision)
        .unwrap();
    assert_eq!(again.head.assessment, done.head.assessment);
    let record = service
        .assessment(done.head.assessment.as_deref().unwrap(), "default")
        .unwrap();
    let assessment = record.assessment;
    assert_eq!(assessment.assessor.name, "R. Rita");
    assert_eq!(assessment.second_assessor.unwrap().name, "S. Sam");
    assert_eq!(assessment.agreement, Some(compared.agreement));
    assert_eq!(assessment.decision.achieved.as_deref(), Some("proficient"));
    let urls = |place: usize| -> Vec<&str> {
        let evidence = assessment.ratings[place].evidence.iter();
        evidence.map(|one| one.url.as_str()).collect()
    };
    assert_eq!(
        urls(0),
        ["https://school.example/rita", "https://school.example/sam"]
    );
    assert_eq!(urls(20), ["https://school.example/no"]);
    assert!(!assessment.ratings[20].met);
    is_sound(&service, &folder);
}

fn shown(url: &str, narrative: &str) -> Shown {
    Shown {
        url: url.to_owned(),
        name: String::new(),
        narrative: narrative.to_owned(),
    }
}

#[test]
fn a_sheet_is_handed_over_to_somebody_who_has_not_seen_what_they_must_not() {
    let (folder, service, framework) = begin(TWO);
    let (rita, sam, tom, admin) = (who("rita"), who("sam"), who("tom"), who("admin"));
    let sheet = service
        .begin_sheet(&rita, "R. Rita", &ada(&framework))
        .unwrap();
    let id = sheet.head.id.clone();
    save(&service, &rita, &sheet, rate(&framework, below_advanced));
    let over = |revision, to: &Caller, name| {
        service.hand_over_sheet(&admin, &id, revision, &to.actor, name)
    };
    assert_eq!(slug(over(1, &sam, "S. Sam")), "sheet-changed");
    assert_eq!(slug(over(2, &sam, "ada@example.org")), "self-assessment");
    over(2, &sam, "S. Sam").unwrap();
    assert_eq!(slug(service.sign_off(&rita, &id, 3)), "not-your-sheet");
    let sheet = service.sheet(&sam, &id).unwrap();
    assert_eq!(sheet.body.first.ratings.len(), 40);
    let sheet = sign_off(&service, &sam, &sheet);
    assert_eq!(sheet.head.state, SheetState::Waiting);
    assert_eq!(slug(over(4, &tom, "T. Tom")), "sheet-not-open");
    // Who had the sheet before has seen the first ratings.
    assert_eq!(
        slug(service.take_sheet(&rita, &id, "R. Rita")),
        "same-assessor"
    );
    service.take_sheet(&tom, &id, "T. Tom").unwrap();
    assert_eq!(slug(over(5, &rita, "R. Rita")), "same-assessor");
    assert_eq!(slug(over(5, &sam, "S. Sam")), "same-assessor");
    over(5, &admin, "A. Admin").unwrap();
    is_sound(&service, &folder);
}

#[test]
fn a_document_that_names_one_is_refused_where_two_must_assess() {
    let (_folder, service, _) = begin(TWO);
    let mut document: Value = serde_json::from_slice(proofmark::assessment::SAMPLE).unwrap();
    let assess =
        |document: &Value| service.assess(document.to_string().as_bytes(), &who("rita"), None);
    assert_eq!(slug(assess(&document)), "second-assessor-missing");
    document["secondAssessor"] = json!({"name": "S. Second"});
    assert!(assess(&document).unwrap().new);
}

#[test]
fn nothing_is_left_of_a_sheet_when_its_learner_is_erased() {
    let (folder, service, framework) = begin("{}");
    let rita = who("rita");
    let sheet = service
        .begin_sheet(&rita, "R. Rita", &ada(&framework))
        .unwrap();
    save(&service, &rita, &sheet, rate(&framework, below_advanced));
    let learner = service.find_learners(&rita, &known_by()).unwrap();
    service.erase_learners(&rita, &learner).unwrap();
    assert_eq!(slug(service.sheet(&rita, &sheet.head.id)), "not-found");
    assert!(
        service
            .sheets(&rita, true, None, 10)
            .unwrap()
            .records
            .is_empty()
    );
    assert!(
        service
            .sheets(&rita, false, None, 10)
            .unwrap()
            .records
            .is_empty()
    );
    is_sound(&service, &folder);
}
