//! Records of what a learner holds: everything, or what is chosen.

use super::house::{House, caller, json, request, rule, sample, secured, told, with_sample};
use super::{Test, ensure, named};
use libtest_mimic::{Failed, Trial};
use proofmark::credential::MAX_PARTS;
use proofmark::proof::SecuringPlan;
use proofmark::service::ServiceError;
use proofmark::service::facts;
use proofmark::service::issue::{Form, GivenRequest, IssueRequest, RecordRequest};
use proofmark::service::learners::KnownBy;
use proofmark::service::lifecycle::StatusAct;
use serde_json::{Value, json as value};

const PUBLIC: Option<&str> = Some("https://badges.example");

pub fn trials() -> Vec<Trial> {
    let tests: [(&str, Test); 9] = [
        ("everything that a learner holds", everything),
        ("a chosen part is partial", part),
        ("what no longer holds is left out", left_out),
        ("what is not there is refused", refused),
        ("a learner known by an address alone", by_address),
        ("a résumé of everything", as_resume),
        (
            "badges that the caller wrote are held too",
            written_by_others,
        ),
        ("another record each time", each_time_anew),
        ("no more than can be verified", too_many),
    ];
    named("records", &tests)
}

/// The sample at two levels, assessed at two times, each with its badge; and whose they are.
fn two_badges(house: &House) -> Result<(String, Vec<String>), Failed> {
    let mut ids = Vec::new();
    for (level, at) in [
        ("emerging", "2026-01-02T03:04:05Z"),
        ("proficient", "2026-06-07T08:09:10Z"),
    ] {
        let mut document = sample();
        let members = document.as_object_mut().ok_or("no object")?;
        members.remove("ratings");
        members.insert("level".to_owned(), value!(level));
        members.insert("assessedAt".to_owned(), value!(at));
        let assessment = house.assess(&document)?;
        let issued = house
            .issue(&request(&assessment, &[Form::OpenBadge]))
            .map_err(told)?;
        ids.push(issued[0].id.clone());
    }
    Ok((learner(house)?, ids))
}

fn learner(house: &House) -> Result<String, Failed> {
    let known_by = KnownBy {
        id: sample()["learner"]["did"].as_str().map(str::to_owned),
        email: sample()["learner"]["email"].as_str().map(str::to_owned),
    };
    let found = house
        .service
        .find_learners(&caller(), &known_by)
        .map_err(told)?;
    found.into_iter().next().ok_or_else(|| "nobody".into())
}

fn record(learner: &str, form: Form) -> RecordRequest {
    RecordRequest {
        learner: learner.to_owned(),
        credentials: Vec::new(),
        form,
        proofs: Vec::new(),
        valid_until: None,
        resume: None,
    }
}

fn made(house: &House, request: &RecordRequest) -> Result<Value, Failed> {
    let issued = house
        .service
        .issue_record(request, &caller(), None)
        .map_err(told)?;
    house.is_valid(&issued[0].name, &issued[0].bytes)?;
    json(&issued[0])
}

/// The ids of the credentials in a record.
fn inside(record: &Value) -> Vec<String> {
    let held = record["credentialSubject"]["verifiableCredential"].as_array();
    held.into_iter()
        .flatten()
        .map(|one| one["id"].as_str().unwrap_or_default().to_owned())
        .collect()
}

fn house() -> Result<(House, String, Vec<String>), Failed> {
    let house = House::new(PUBLIC);
    house.import(&serde_json::from_slice(proofmark::framework::SAMPLE)?)?;
    let (learner, ids) = two_badges(&house)?;
    Ok((house, learner, ids))
}

fn everything() -> Result<(), Failed> {
    let (house, learner, ids) = house()?;
    let record = made(&house, &record(&learner, Form::Clr))?;
    ensure(inside(&record) == ids, "something is missing")?;
    ensure(
        record["partial"] == value!(false),
        "everything is not partial",
    )?;
    let subject = &record["credentialSubject"];
    // One ladder for both: four levels, three steps between them, each a part of the whole.
    let count = |name: &str| subject[name].as_array().map_or(0, Vec::len);
    ensure(
        (count("achievement"), count("association")) == (4, 7),
        "the ladder",
    )?;
    let levels = facts::read(record.to_string().as_bytes())?;
    let levels: Vec<_> = levels
        .into_iter()
        .filter_map(|one| one.level?.rank)
        .collect();
    ensure(levels == [1, 3], format!("{levels:?}"))
}

fn part() -> Result<(), Failed> {
    let (house, learner, ids) = house()?;
    let request = RecordRequest {
        credentials: vec![ids[1].clone()],
        ..record(&learner, Form::Clr)
    };
    let record = made(&house, &request)?;
    ensure(inside(&record) == ids[1..], "another part")?;
    ensure(record["partial"] == value!(true), "a part is partial")
}

fn left_out() -> Result<(), Failed> {
    let (house, learner, ids) = house()?;
    house
        .service
        .change_status(&ids[0], StatusAct::Revoke, Some("wrong"), &caller())
        .map_err(told)?;
    let whole = made(&house, &record(&learner, Form::Clr))?;
    ensure(inside(&whole) == ids[1..], "the revoked one is inside")?;
    ensure(
        whole["partial"] == value!(false),
        "what is revoked is nothing to know",
    )?;
    let chosen = RecordRequest {
        credentials: vec![ids[0].clone()],
        ..record(&learner, Form::Clr)
    };
    let refused = rule(house.service.issue_record(&chosen, &caller(), None))?;
    ensure(refused == "holds-no-more", refused)
}

fn refused() -> Result<(), Failed> {
    let (house, learner, ids) = house()?;
    let issue = |request: &RecordRequest| house.service.issue_record(request, &caller(), None);
    let badge = rule(issue(&record(&learner, Form::OpenBadge)))?;
    ensure(badge == "no-record", badge)?;
    let past = RecordRequest {
        valid_until: Some("2020-01-01T00:00:00Z".to_owned()),
        ..record(&learner, Form::Clr)
    };
    let past = rule(issue(&past))?;
    ensure(past == "valid-until", past)?;
    let proof = RecordRequest {
        proofs: SecuringPlan::list(["eddsa-rdfc-2022"])?,
        ..record(&learner, Form::HrOpenLerRs)
    };
    let proof = rule(issue(&proof))?;
    ensure(proof == "proof-not-possible", proof)?;
    let unknown = RecordRequest {
        credentials: vec!["urn:uuid:00000000-0000-4000-8000-000000000000".to_owned()],
        ..record(&learner, Form::Clr)
    };
    let unknown = issue(&unknown);
    ensure(
        matches!(unknown, Err(ServiceError::NotFound { .. })),
        format!("{unknown:?}"),
    )?;
    let nobody = issue(&record("00000000-0000-4000-8000-000000000000", Form::Clr));
    ensure(
        matches!(nobody, Err(ServiceError::NotFound { .. })),
        format!("{nobody:?}"),
    )?;
    for id in &ids {
        let act = StatusAct::Revoke;
        house
            .service
            .change_status(id, act, Some("wrong"), &caller())
            .map_err(told)?;
    }
    let nothing = rule(issue(&record(&learner, Form::Clr)))?;
    ensure(nothing == "nothing-to-hold", nothing)
}

/// Each badge has a salt of its own: the record knows the learner in each of these ways, so that a
/// reader sees that all are about one person.
fn by_address() -> Result<(), Failed> {
    let house = House::new(PUBLIC);
    house.import(&serde_json::from_slice(proofmark::framework::SAMPLE)?)?;
    for at in ["2026-01-02T03:04:05Z", "2026-06-07T08:09:10Z"] {
        let mut document = sample();
        document["learner"] = value!({"name": "Ada Example", "email": "ada@example.org"});
        document["assessedAt"] = value!(at);
        let assessment = house.assess(&document)?;
        house
            .issue(&request(&assessment, &[Form::OpenBadge]))
            .map_err(told)?;
    }
    let record = made(&house, &record(&learner(&house)?, Form::Clr))?;
    let known = record["credentialSubject"]["identifier"].as_array();
    ensure(
        known.map_or(0, Vec::len) == 2,
        "the learner is known in two ways",
    )?;
    ensure(
        record["credentialSubject"].get("id").is_none(),
        "nobody gave an id",
    )
}

fn as_resume() -> Result<(), Failed> {
    let (house, learner, _) = house()?;
    for form in [Form::LerRs, Form::HrOpenLerRs] {
        let resume = made(&house, &record(&learner, form))?;
        let stated = facts::read(resume.to_string().as_bytes())?;
        let levels: Vec<_> = stated
            .into_iter()
            .filter_map(|one| one.level?.rank)
            .collect();
        ensure(levels == [1, 3], format!("{levels:?}"))?;
    }
    Ok(())
}

fn written_by_others() -> Result<(), Failed> {
    let (house, assessment) = with_sample(PUBLIC)?;
    let issued = house
        .issue(&request(&assessment, &[Form::OpenBadge]))
        .map_err(told)?;
    let mut given = json(&issued[0])?;
    let members = given.as_object_mut().ok_or("no object")?;
    members.remove("proof");
    members.remove("credentialStatus");
    members.insert(
        "id".to_owned(),
        value!("urn:uuid:11111111-2222-4333-8444-555555555555"),
    );
    let mut plain = given.clone();
    plain["id"] = value!("urn:uuid:11111111-2222-4333-8444-666666666666");
    plain["type"] = value!(["VerifiableCredential"]);
    plain["@context"] = value!(["https://www.w3.org/ns/credentials/v2"]);
    plain["credentialSubject"] = value!({"id": given["credentialSubject"]["id"]});
    for name in ["credentialSchema", "awardedDate", "evidence", "image"] {
        plain.as_object_mut().ok_or("no object")?.remove(name);
    }
    plain["issuer"] = plain["issuer"]["id"].clone();
    for credential in [&given, &plain] {
        let request = GivenRequest {
            credential: credential.to_string().into_bytes(),
            proof: SecuringPlan::standard(),
            status: None,
        };
        house
            .service
            .issue_given(&request, &caller(), None)
            .map_err(told)?;
    }
    let all = made(&house, &record(&learner(&house)?, Form::Clr))?;
    // The plain credential is no badge, and no part of a record of achievements.
    ensure(inside(&all).len() == 2, format!("{:?}", inside(&all)))?;
    ensure(
        all["partial"] == value!(false),
        "what is no badge is left out",
    )?;
    let chosen = RecordRequest {
        credentials: vec![plain["id"].as_str().unwrap_or_default().to_owned()],
        ..record(&learner(&house)?, Form::Clr)
    };
    let refused = rule(house.service.issue_record(&chosen, &caller(), None))?;
    ensure(refused == "no-badge", refused)
}

fn too_many() -> Result<(), Failed> {
    let (house, assessment) = with_sample(PUBLIC)?;
    for _ in 0..=MAX_PARTS {
        let anew = IssueRequest {
            again: true,
            ..secured(&assessment, &[Form::OpenBadge], &["eddsa-jcs-2022"])
        };
        house.issue(&anew).map_err(told)?;
    }
    let all = record(&learner(&house)?, Form::Clr);
    let refused = rule(house.service.issue_record(&all, &caller(), None))?;
    ensure(refused == "too-many-credentials", refused)
}

fn each_time_anew() -> Result<(), Failed> {
    let (house, learner, _) = house()?;
    let (one, two) = (
        made(&house, &record(&learner, Form::Clr))?,
        made(&house, &record(&learner, Form::Clr))?,
    );
    ensure(one["id"] != two["id"], "the same record")?;
    // What holds badges is not held itself, nor counted as something left out.
    ensure(
        inside(&two).len() == 2 && two["partial"] == value!(false),
        "records hold records",
    )?;
    let assessment = house.assess(&sample())?;
    let both = IssueRequest {
        again: true,
        ..request(&assessment, &[Form::Clr])
    };
    let clr = house.issue(&both).map_err(told)?;
    ensure(
        json(&clr[0])?["partial"] == value!(true),
        "two more badges are known",
    )
}
