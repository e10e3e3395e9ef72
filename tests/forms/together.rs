//! All forms of an assessment in one commit; the badge inside is the badge on record.

use super::house::{House, caller, json, request, rule, secured, told, with_sample};
use super::{Test, ensure, named};
use libtest_mimic::{Failed, Trial};
use proofmark::credential::ler_rs::Resume;
use proofmark::ijson::Json;
use proofmark::records::credential::Why;
use proofmark::records::idempotency::IdempotencyKey;
use proofmark::service::ServiceError;
use proofmark::service::issue::{Form, InPlaceOf, IssueRequest};
use proofmark::service::lifecycle::StatusAct;
use proofmark::store::{Commit, Conflict, Memory, Page, Scan, Sink, Store, StoreError};
use serde_json::{Value, json as value};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

const PUBLIC: Option<&str> = Some("https://badges.example");

pub fn trials() -> Vec<Trial> {
    let tests: [(&str, Test); 11] = [
        ("one commit makes all of them", one_commit),
        ("a commit that fails makes none of them", none),
        ("the answer stands in the order that was asked for", order),
        ("the badge inside is the one on record", same_badge),
        ("what is issued again is the same", same_again),
        (
            "a badge that only a token secures is secured anew to be held",
            from_token,
        ),
        ("a revoked badge is held by nothing", revoked),
        ("a form is secured only as it can be", possible_proofs),
        ("an idempotency key answers all forms again", idempotent),
        ("parts of a résumé are carried and known again", with_resume),
        ("a record is corrected and its badge is not", reissued),
    ];
    named("together", &tests)
}

/// Counts commits; fails from the one at `from` on.
struct Counting {
    memory: Memory,
    commits: AtomicUsize,
    from: AtomicUsize,
}

impl Counting {
    fn new() -> Arc<Self> {
        Arc::new(Self {
            memory: Memory::new(),
            commits: AtomicUsize::new(0),
            from: AtomicUsize::new(usize::MAX),
        })
    }

    fn count(&self) -> usize {
        self.commits.load(Ordering::SeqCst)
    }
}

impl Store for Counting {
    fn get(&self, key: &[u8]) -> Result<Option<Vec<u8>>, StoreError> {
        self.memory.get(key)
    }

    fn scan(&self, scan: &Scan) -> Result<Page, StoreError> {
        self.memory.scan(scan)
    }

    fn commit(&self, commit: Commit) -> Result<Result<(), Conflict>, StoreError> {
        let before = self.commits.fetch_add(1, Ordering::SeqCst);
        if before >= self.from.load(Ordering::SeqCst) {
            return Err(StoreError::TooLarge {
                what: "value",
                length: 1,
                limit: 0,
            });
        }
        self.memory.commit(commit)
    }

    fn health(&self) -> Result<(), StoreError> {
        self.memory.health()
    }

    fn copy(&self, sink: &mut Sink<'_>) -> Result<(), StoreError> {
        self.memory.copy(sink)
    }

    fn rewrite(&self) -> Result<(), StoreError> {
        self.memory.rewrite()
    }
}

fn counted() -> Result<(House, Arc<Counting>, String), Failed> {
    let store = Counting::new();
    let house = House::over(store.clone(), None);
    house.import(&serde_json::from_slice(proofmark::framework::SAMPLE)?)?;
    let assessment = house.assess(&super::house::sample())?;
    Ok((house, store, assessment))
}

fn one_commit() -> Result<(), Failed> {
    let (house, store, assessment) = counted()?;
    let before = store.count();
    let issued = house
        .issue(&request(&assessment, &Form::ALL))
        .map_err(told)?;
    ensure(
        store.count() == before + 1,
        format!("{} commits", store.count() - before),
    )?;
    let mut ids: Vec<&str> = issued.iter().map(|one| one.id.as_str()).collect();
    ids.dedup();
    ensure(ids.len() == 4, "each form is a credential of its own")
}

fn none() -> Result<(), Failed> {
    let (house, store, assessment) = counted()?;
    store.from.store(store.count(), Ordering::SeqCst);
    let failed = house.issue(&request(&assessment, &Form::ALL));
    ensure(
        matches!(failed, Err(ServiceError::Store(_))),
        format!("{failed:?}"),
    )?;
    let page = house
        .service
        .credentials("default", None, 100)
        .map_err(told)?;
    ensure(page.records.is_empty(), "something is on record")
}

fn order() -> Result<(), Failed> {
    let (house, assessment) = with_sample(PUBLIC)?;
    let forms = [Form::LerRs, Form::OpenBadge, Form::HrOpenLerRs, Form::Clr];
    let issued = house.issue(&request(&assessment, &forms)).map_err(told)?;
    let answered: Vec<&str> = issued.iter().map(|one| one.form.as_str()).collect();
    ensure(answered == forms.map(Form::name), format!("{answered:?}"))
}

fn same_badge() -> Result<(), Failed> {
    let (house, assessment) = with_sample(PUBLIC)?;
    let badge = house
        .issue(&request(&assessment, &[Form::OpenBadge]))
        .map_err(told)?;
    let later = house
        .issue(&request(
            &assessment,
            &[Form::Clr, Form::LerRs, Form::HrOpenLerRs],
        ))
        .map_err(told)?;
    let badge = json(&badge[0])?;
    let clr = json(&later[0])?;
    ensure(
        clr["credentialSubject"]["verifiableCredential"] == value!([badge]),
        "the record holds another badge",
    )?;
    for one in &later[1..] {
        let text = String::from_utf8_lossy(&one.bytes).into_owned();
        let proof = badge["proof"]["proofValue"].as_str().unwrap_or_default();
        ensure(
            text.contains(proof),
            format!("{} holds another badge", one.form),
        )?;
    }
    let page = house
        .service
        .credentials("default", None, 100)
        .map_err(told)?;
    ensure(page.records.len() == 4, "another badge was made")
}

fn same_again() -> Result<(), Failed> {
    let (house, assessment) = with_sample(PUBLIC)?;
    let request = request(&assessment, &Form::ALL);
    let first = house.issue(&request).map_err(told)?;
    let second = house.issue(&request).map_err(told)?;
    for (first, second) in first.iter().zip(&second) {
        ensure(first.bytes == second.bytes && second.already, &*first.form)?;
    }
    let anew = IssueRequest {
        again: true,
        ..request
    };
    let third = house.issue(&anew).map_err(told)?;
    for (first, third) in first.iter().zip(&third) {
        ensure(first.id != third.id && !third.already, &*first.form)?;
        house.is_valid(&third.form, &third.bytes)?;
    }
    Ok(())
}

fn from_token() -> Result<(), Failed> {
    let (house, assessment) = with_sample(PUBLIC)?;
    let badge = secured(&assessment, &[Form::OpenBadge], &["vc-jwt"]);
    let badge = house.issue(&badge).map_err(told)?;
    let clr = house
        .issue(&request(&assessment, &[Form::Clr]))
        .map_err(told)?;
    let held = json(&clr[0])?;
    let held = held.pointer("/credentialSubject/verifiableCredential/0/id");
    ensure(
        held == Some(&value!(badge[0].id)),
        "another credential is held",
    )?;
    house.is_valid("clr", &clr[0].bytes)?;
    let record = house
        .service
        .credential(&badge[0].id, "default")
        .map_err(told)?;
    let proofs: Vec<&str> = record
        .secured
        .iter()
        .map(|one| one.proof.as_str())
        .collect();
    ensure(
        proofs == ["vc-jwt", "eddsa-rdfc-2022"],
        format!("{proofs:?}"),
    )
}

fn revoked() -> Result<(), Failed> {
    let (house, assessment) = with_sample(PUBLIC)?;
    let badge = house
        .issue(&request(&assessment, &[Form::OpenBadge]))
        .map_err(told)?;
    house
        .service
        .change_status(&badge[0].id, StatusAct::Revoke, Some("wrong"), &caller())
        .map_err(told)?;
    let refused = rule(house.issue(&request(&assessment, &[Form::Clr])))?;
    ensure(refused == "revoked", refused)
}

fn possible_proofs() -> Result<(), Failed> {
    let (house, assessment) = with_sample(PUBLIC)?;
    for proofs in [
        &["eddsa-rdfc-2022"][..],
        &["eddsa-rdfc-2022+eddsa-jcs-2022"],
        &["eddsa-jcs-2022", "eddsa-rdfc-2022"],
    ] {
        let request = secured(&assessment, &[Form::HrOpenLerRs], proofs);
        let refused = rule(house.issue(&request))?;
        ensure(refused == "proof-not-possible", refused)?;
    }
    let page = house
        .service
        .credentials("default", None, 100)
        .map_err(told)?;
    ensure(page.records.is_empty(), "something is on record")?;
    for form in Form::ALL {
        let proofs: &[&str] = match form {
            Form::HrOpenLerRs => &["eddsa-jcs-2022", "vc-jwt"],
            _ => &[
                "eddsa-rdfc-2022",
                "eddsa-jcs-2022",
                "eddsa-rdfc-2022+eddsa-jcs-2022",
                "vc-jwt",
            ],
        };
        let issued = house
            .issue(&secured(&assessment, &[form], proofs))
            .map_err(told)?;
        for one in issued {
            house.is_valid(&format!("{} {}", one.form, one.proof), &one.bytes)?;
        }
    }
    Ok(())
}

fn idempotent() -> Result<(), Failed> {
    let (house, assessment) = with_sample(PUBLIC)?;
    let request = IssueRequest {
        again: true,
        ..request(&assessment, &Form::ALL)
    };
    let key = IdempotencyKey {
        caller: "one",
        key: "two",
    };
    let issue = || {
        house
            .service
            .issue(&request, &caller(), Some(key))
            .map_err(told)
    };
    let (first, second) = (issue()?, issue()?);
    let bytes = |all: &[proofmark::service::issue::Issued]| -> Vec<Vec<u8>> {
        all.iter().map(|one| one.bytes.clone()).collect()
    };
    ensure(bytes(&first) == bytes(&second), "another answer")
}

fn resume(text: &Value) -> Result<Resume, Failed> {
    Resume::parse(&Json::from(text)).map_err(|findings| format!("{findings:?}").into())
}

fn with_resume() -> Result<(), Failed> {
    let (house, assessment) = with_sample(PUBLIC)?;
    let education = value!({"educationAndLearnings": [{"institution": {"name": "A College"}}]});
    let asked = |resume: Option<Resume>, form| IssueRequest {
        resume,
        ..request(&assessment, &[form])
    };
    let first = asked(Some(resume(&education)?), Form::LerRs);
    let issued = house.issue(&first).map_err(told)?;
    let carried = json(&issued[0])?;
    ensure(
        carried["credentialSubject"]["educationAndLearnings"] == education["educationAndLearnings"],
        "it is not carried",
    )?;
    house.is_valid("with a résumé", &issued[0].bytes)?;
    let again = house.issue(&first).map_err(told)?;
    ensure(
        again[0].bytes == issued[0].bytes,
        "the same again is another",
    )?;
    let other = value!({"educationAndLearnings": [{"institution": {"name": "B College"}}]});
    let refused = rule(house.issue(&asked(Some(resume(&other)?), Form::LerRs)))?;
    ensure(refused == "already-issued", refused)?;
    let refused = rule(house.issue(&asked(Some(resume(&other)?), Form::Clr)))?;
    ensure(refused == "resume-without-form", refused)
}

fn reissued() -> Result<(), Failed> {
    let (house, assessment) = with_sample(PUBLIC)?;
    let both = [Form::OpenBadge, Form::Clr];
    let issued = house.issue(&request(&assessment, &both)).map_err(told)?;
    let request = IssueRequest {
        again: true,
        in_place_of: Some(InPlaceOf {
            id: issued[1].id.clone(),
            why: Why::Reissue,
            reason: Some("a typing error".to_owned()),
        }),
        ..request(&assessment, &[Form::Clr])
    };
    let corrected = house.issue(&request).map_err(told)?;
    house.is_valid("the correction", &corrected[0].bytes)?;
    let held = json(&corrected[0])?;
    let held = held.pointer("/credentialSubject/verifiableCredential/0/id");
    ensure(held == Some(&value!(issued[0].id)), "another badge is held")?;
    let before = house
        .service
        .credential(&issued[1].id, "default")
        .map_err(told)?;
    let after = before.superseded_by.map(|after| after.id);
    ensure(
        after.as_ref() == Some(&corrected[0].id),
        "it is not superseded",
    )
}
