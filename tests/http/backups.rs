//! Backups that are asked for over HTTP: made, durable, whole; by whoever may.

use crate::bench::{Bench, fits, limits};
use axum::body::Body;
use axum::http::{Method, Request, StatusCode, header};
use proofmark::digest::sha256_hex;
use proofmark::http::Limits;
use proofmark::identity::Unlock;
use proofmark::records::api_key::Scope;
use proofmark::service::Service;
use proofmark::service::backup::{Later, Restoring, restore};
use proofmark::service::issuers::IssuerChange;
use proofmark::service::keyring::Keyring;
use std::fs;
use std::os::unix::fs::PermissionsExt as _;
use std::time::Duration;

fn bench(folder: &tempfile::TempDir) -> Bench {
    let backups = folder.path().join("backups");
    Bench::changed(limits(), |service: Service| service.backing_up_in(backups))
}

async fn post(bench: &Bench) -> crate::bench::Reply {
    let request = bench.request(Method::POST, "/api/v1/backups");
    bench.send(request.body(Body::empty()).unwrap()).await
}

#[tokio::test]
async fn a_backup_is_made_and_can_be_restored() {
    let folder = tempfile::tempdir().unwrap();
    let bench = bench(&folder);
    bench.assessed().await;
    let reply = post(&bench).await;
    assert_eq!(reply.status, StatusCode::CREATED, "{}", reply.text());
    let answer = reply.json();
    fits(&answer, "BackupAnswer");
    assert_eq!(answer["file"], "proofmark-2026-11-20T100000Z.backup");
    let again = post(&bench).await.json();
    assert_eq!(again["file"], "proofmark-2026-11-20T100000Z-2.backup");
    let backups = folder.path().join("backups");
    assert_eq!(fs::read_dir(&backups).unwrap().count(), 2);
    let mode = fs::metadata(&backups).unwrap().permissions().mode();
    assert_eq!(mode & 0o777, 0o700);
    let file = backups.join(answer["file"].as_str().unwrap());
    let bytes = fs::read(&file).unwrap();
    assert_eq!(answer["bytes"], bytes.len());
    assert_eq!(answer["sha256"], sha256_hex(&[&bytes]));
    let restored = restore(&Restoring {
        file: &file,
        unlock: Unlock {
            passphrase: None,
            plain_allowed: true,
        },
        data: &folder.path().join("data"),
        keys: &Keyring::new(folder.path().join("keys")),
        later: Some(Later::AcceptLoss),
    });
    let restored = restored.unwrap();
    assert_eq!(answer["records"], restored.records);
    // Who asked for it is in the audit log.
    let entries = bench.service.check_audit(&[]).unwrap();
    assert_eq!(entries.faults, []);
}

#[tokio::test]
async fn only_an_admin_makes_backups() {
    let folder = tempfile::tempdir().unwrap();
    let bench = bench(&folder);
    let send = async |key: Option<String>| {
        let mut request = Request::post("/api/v1/backups");
        if let Some(key) = key {
            request = request.header(header::AUTHORIZATION, format!("Bearer {key}"));
        }
        bench.send(request.body(Body::empty()).unwrap()).await
    };
    send(None).await.problem(401, "not-authenticated");
    for scope in [Scope::Read, Scope::Issue, Scope::Import, Scope::Assess] {
        let key = bench.key("default", scope);
        send(Some(key)).await.problem(403, "scope-missing");
    }
    let actor = proofmark::service::Actor::CommandLine;
    let other = IssuerChange::default();
    bench
        .service
        .create_issuer(&actor, "nursing", &other)
        .unwrap();
    let key = bench.key("nursing", Scope::Admin);
    send(Some(key)).await.problem(422, "whole-deployment");
    assert!(!folder.path().join("backups").exists());
}

#[tokio::test]
async fn without_a_folder_the_operator_is_told() {
    let bench = Bench::new();
    post(&bench).await.problem(503, "backup");
    let faults = bench.faults.lock().unwrap();
    assert!(faults.iter().any(|fault| fault.contains("none was set")));
}

#[tokio::test]
async fn a_backup_that_nobody_waits_for_is_finished() {
    let folder = tempfile::tempdir().unwrap();
    let backups = folder.path().join("backups");
    let limits = Limits {
        handler: Duration::from_nanos(1),
        ..limits()
    };
    let chosen = backups.clone();
    let bench = Bench::changed(limits, |service| service.backing_up_in(chosen));
    let reply = post(&bench).await;
    assert_eq!(reply.status, StatusCode::SERVICE_UNAVAILABLE);
    let file = backups.join("proofmark-2026-11-20T100000Z.backup");
    while !file.exists() {
        tokio::task::yield_now().await;
    }
    let unlock = Unlock {
        passphrase: None,
        plain_allowed: true,
    };
    restore(&Restoring {
        file: &file,
        unlock,
        data: &folder.path().join("data"),
        keys: &Keyring::new(folder.path().join("keys")),
        later: Some(Later::AcceptLoss),
    })
    .unwrap();
}
