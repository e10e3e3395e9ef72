//! Framework versions that were superseded or withdrawn: what stays, what leads on, what is gone.

use crate::bench::{ASSESSMENT, Bench, FRAMEWORK, Reply, fits};
use crate::public::{page, visit};
use axum::http::StatusCode;
use proofmark::records::api_key::Scope;
use proofmark::service::fsck::Fsck;
use serde_json::{Value, json};

const OLD: &str = "/frameworks/49-3091.00/v.26.11";
const NEW: &str = "/frameworks/49-3091.00/v.27.01";

/// Imports a later version, in which the statements of the level `proficient` stand the other way
/// round and the level `advanced` is called otherwise.
async fn import_later(bench: &Bench) {
    let mut export: Value = serde_json::from_str(FRAMEWORK).unwrap();
    export["framework"]["version"] = json!("v.27.01");
    let levels = export["framework"]["levels"].as_object_mut().unwrap();
    let statements = levels["proficient"]["statements"].as_array_mut().unwrap();
    statements.reverse();
    let mut advanced = levels.shift_remove("advanced").unwrap();
    advanced["statements"][0] = json!("Other words");
    levels.insert("expert".to_owned(), advanced);
    let imported = bench.post("/api/v1/frameworks", export.to_string()).await;
    assert_eq!(imported.status, StatusCode::CREATED, "{}", imported.text());
}

async fn stand(bench: &Bench, version: &str, change: Value) -> Reply {
    let path = format!("/api/v1/frameworks/49-3091.00/{version}/standing");
    bench.post(&path, change.to_string()).await
}

fn later() -> Value {
    json!({ "key": "49-3091.00", "version": "v.27.01" })
}

fn sound(bench: &Bench) {
    let report = bench.service.check_everything(&Fsck::default()).unwrap();
    assert_eq!(report.faults, []);
}

async fn issue(bench: &Bench, assessment: &str) -> Reply {
    let request =
        json!({ "assessment": assessment, "as": ["open-badge"], "proofs": ["eddsa-jcs-2022"] });
    bench.post("/api/v1/credentials", request.to_string()).await
}

#[tokio::test]
async fn a_superseded_version_stays_and_tells_of_its_successor() {
    let bench = Bench::new();
    let assessment = bench.assessed().await;
    assert_eq!(issue(&bench, &assessment).await.status, StatusCode::CREATED);
    import_later(&bench).await;
    let before = visit(&bench, OLD, "application/json").await.json();
    let change = json!({ "state": "superseded", "successor": later(), "reason": "Newer <tools>." });
    let done = stand(&bench, "v.26.11", change.clone()).await;
    assert_eq!(done.status, StatusCode::OK, "{}", done.text());
    fits(&done.json(), "FrameworkStanding");
    // The same again changes nothing.
    assert_eq!(stand(&bench, "v.26.11", change).await.json(), done.json());

    let mut after = visit(&bench, OLD, "application/json").await.json();
    let members = after.as_object_mut().unwrap();
    let successor = members.shift_remove("supersededBy").unwrap();
    assert_eq!(successor["id"], format!("https://school.example{NEW}"));
    assert_eq!(
        members.shift_remove("supersededBecause").unwrap(),
        "Newer <tools>."
    );
    assert!(members.shift_remove("supersededAt").is_some());
    assert_eq!(after, before);
    for part in ["", "/levels/advanced", "/statements/advanced/1"] {
        let reply = page(&bench, &format!("{OLD}{part}")).await;
        assert_eq!(reply.status, StatusCode::OK);
        let link = format!("<{NEW}>; rel=\"successor-version\"");
        assert!(reply.header("link").contains(&link));
        assert!(reply.text().contains("A newer version took the place"));
        assert!(reply.text().contains("Newer &#60;tools&#62;."));
    }
    let achievement = page(&bench, "/achievements/49-3091.00/v.26.11").await;
    assert!(
        achievement
            .header("link")
            .contains("/achievements/49-3091.00/v.27.01>; rel=\"successor-version\"")
    );

    // It is assessed against and issued on as before.
    let mut other: Value = serde_json::from_str(ASSESSMENT).unwrap();
    other["assessedAt"] = json!("2026-11-18T10:00:00Z");
    let recorded = bench.post("/api/v1/assessments", other.to_string()).await;
    assert_eq!(recorded.status, StatusCode::CREATED, "{}", recorded.text());
    let id = recorded.json()["id"].as_str().unwrap().to_owned();
    assert_eq!(issue(&bench, &id).await.status, StatusCode::CREATED);
    let refused = stand(&bench, "v.26.11", json!({ "state": "withdrawn" })).await;
    refused.problem(409, "credentials-issued");
    sound(&bench);
}

#[tokio::test]
async fn a_withdrawn_version_leads_to_the_same_in_its_successor() {
    let bench = Bench::new();
    let assessment = bench.assessed().await;
    import_later(&bench).await;
    let identifier = visit(
        &bench,
        &format!("{OLD}/statements/proficient/2"),
        "application/json",
    )
    .await;
    let identifier = identifier.json()["identifier"].as_str().unwrap().to_owned();
    let change = json!({ "state": "withdrawn", "successor": later() });
    let done = stand(&bench, "v.26.11", change).await;
    assert_eq!(done.status, StatusCode::OK, "{}", done.text());
    for (from, to) in [
        (OLD.to_owned(), NEW.to_owned()),
        (format!("{OLD}?format=json"), format!("{NEW}?format=json")),
        (
            format!("{OLD}/levels/proficient"),
            format!("{NEW}/levels/proficient"),
        ),
        (format!("{OLD}/levels/advanced"), NEW.to_owned()),
        (
            format!("{OLD}/statements/proficient/2"),
            format!("{NEW}/statements/proficient/9"),
        ),
        (
            format!("{OLD}/statements/{identifier}"),
            format!("{NEW}/statements/proficient/9"),
        ),
        (
            format!("{OLD}/statements/advanced/2"),
            format!("{NEW}/statements/expert/2"),
        ),
        (format!("{OLD}/statements/advanced/1"), NEW.to_owned()),
        (
            "/achievements/49-3091.00/v.26.11/criteria".to_owned(),
            "/achievements/49-3091.00/v.27.01/criteria".to_owned(),
        ),
        (
            "/achievements/49-3091.00/v.26.11/levels/advanced".to_owned(),
            "/achievements/49-3091.00/v.27.01".to_owned(),
        ),
    ] {
        let reply = page(&bench, &from).await;
        assert_eq!(reply.status, StatusCode::PERMANENT_REDIRECT, "{from}");
        assert_eq!(reply.header("location"), to, "{from}");
        let there = page(&bench, &to).await;
        assert_eq!(there.status, StatusCode::OK, "{to}");
    }
    // Nothing is made on it any more.
    let again = bench.post("/api/v1/assessments", ASSESSMENT).await;
    let told = again.problem(422, "framework-withdrawn");
    assert!(
        told["detail"]
            .as_str()
            .unwrap()
            .contains("49-3091.00@v.27.01")
    );
    issue(&bench, &assessment)
        .await
        .problem(422, "framework-withdrawn");
    // It is for good.
    let back = stand(
        &bench,
        "v.26.11",
        json!({ "state": "superseded", "successor": later() }),
    )
    .await;
    back.problem(409, "framework-withdrawn");
    let listed = visit(&bench, "/frameworks", "application/json")
        .await
        .json();
    assert_eq!(listed["frameworks"].as_array().unwrap().len(), 1);
    sound(&bench);
}

#[tokio::test]
async fn a_withdrawn_version_without_successor_is_gone() {
    let bench = Bench::new();
    bench.assessed().await;
    let change = json!({ "state": "withdrawn", "reason": "A slip." });
    let done = stand(&bench, "v.26.11", change).await;
    assert_eq!(done.status, StatusCode::OK, "{}", done.text());
    for path in [
        OLD,
        &format!("{OLD}/levels/proficient"),
        &format!("{OLD}/statements/proficient/2"),
        "/achievements/49-3091.00/v.26.11/result",
    ] {
        let html = page(&bench, path).await;
        assert_eq!(html.status, StatusCode::GONE, "{path}");
        assert!(html.text().contains("withdrawn on 2026-11-20"));
        assert!(html.text().contains("A slip."));
        assert!(
            html.header("content-security-policy")
                .contains("default-src 'none'")
        );
        let told = visit(&bench, path, "application/json").await;
        let told = told.problem(410, "framework-withdrawn");
        assert_eq!(told["reason"], "A slip.");
    }
    let versions = page(&bench, "/frameworks/49-3091.00").await;
    assert!(versions.text().contains("withdrawn"));
    sound(&bench);
}

#[tokio::test]
async fn what_cannot_be_is_refused() {
    let bench = Bench::new();
    bench.assessed().await;
    import_later(&bench).await;
    let old = json!({ "key": "49-3091.00", "version": "v.26.11" });
    let none = stand(&bench, "v.26.11", json!({ "state": "superseded" })).await;
    none.problem(422, "successor-missing");
    let itself = stand(
        &bench,
        "v.26.11",
        json!({ "state": "superseded", "successor": old }),
    )
    .await;
    itself.problem(422, "successor-circle");
    let unknown =
        json!({ "state": "superseded", "successor": { "key": "49-3091.00", "version": "v.0" } });
    stand(&bench, "v.26.11", unknown)
        .await
        .problem(404, "not-found");
    stand(&bench, "v.0", json!({ "state": "withdrawn" }))
        .await
        .problem(404, "not-found");
    let reason = json!({ "state": "withdrawn", "reason": "two\nlines" });
    stand(&bench, "v.26.11", reason)
        .await
        .problem(422, "invalid");
    stand(&bench, "v.26.11", json!({ "state": "lost" }))
        .await
        .problem(422, "invalid");
    stand(
        &bench,
        "v.26.11",
        json!({ "state": "withdrawn", "more": 1 }),
    )
    .await
    .problem(422, "invalid");
    let done = stand(
        &bench,
        "v.26.11",
        json!({ "state": "superseded", "successor": later() }),
    )
    .await;
    assert_eq!(done.status, StatusCode::OK);
    let back = stand(
        &bench,
        "v.27.01",
        json!({ "state": "superseded", "successor": old }),
    )
    .await;
    back.problem(422, "successor-circle");
    let key = bench.key("default", Scope::Import);
    let request = axum::http::Request::post("/api/v1/frameworks/49-3091.00/v.26.11/standing")
        .header("authorization", format!("Bearer {key}"))
        .header("content-type", "application/json");
    let reply = bench.send(request.body("{}".into()).unwrap()).await;
    reply.problem(403, "scope-missing");
    sound(&bench);
}
