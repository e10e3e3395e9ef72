//! The console's desk through the router: issuing with a preview, searching what was issued, doing
//! something to one or many, long work; and who may.

use crate::bench::{ASSESSMENT, Bench, limits};
use crate::browser::Browser;
use axum::http::StatusCode;
use proofmark::credential::profile::StatusChoice;
use proofmark::digest::sha256_hex;
use proofmark::records::credential::{CredentialRecord, State};
use proofmark::records::job::JobState;
use proofmark::records::person::{self, PersonRecord, Role};
use proofmark::records::session::{self, SessionRecord, SignedIn};
use proofmark::service::issuers::IssuerChange;
use proofmark::service::search::CredentialQuery;
use proofmark::service::{Actor, Caller};
use proofmark::store::{Commit, Store};
use serde_json::{Value, json};
use time::Duration;

fn caller() -> Caller {
    Caller::new("default", Actor::CommandLine)
}

/// A deployment in which credentials can be revoked and suspended, with an assessment.
async fn bench() -> (Bench, String) {
    let bench = Bench::new();
    let both = IssuerChange {
        status: Some(StatusChoice::Both),
        ..IssuerChange::default()
    };
    bench.service.change_issuer(&caller(), &both).unwrap();
    let assessment = bench.assessed().await;
    (bench, assessment)
}

/// Records an assessment of the learner of this name.
fn assess(bench: &Bench, name: &str) -> String {
    bench.clock.forward(Duration::seconds(1));
    let mut document: Value = serde_json::from_str(ASSESSMENT).unwrap();
    document["learner"] = json!({ "name": name, "email": format!("{name}@example.org") });
    let text = document.to_string();
    let recorded = bench.service.assess(text.as_bytes(), &caller(), None);
    recorded.unwrap().record.id
}

/// A browser in which somebody with this role is signed in.
async fn browser_of(bench: &Bench, role: Role) -> Browser<'_> {
    let token = format!("{role:?}-token");
    let now = "2026-11-20T10:00:00Z".to_owned();
    let person = PersonRecord {
        id: format!("{role:?}"),
        provider: "https://id.example".to_owned(),
        subject: format!("{role:?}"),
        issuer: "default".to_owned(),
        name: "Somebody".to_owned(),
        email: None,
        role: Some(role),
        created: now.clone(),
        entry: None,
    };
    let session = SessionRecord {
        hash: sha256_hex(&[b"session\n", token.as_bytes()]),
        issuer: "default".to_owned(),
        who: SignedIn::Person(person.id.clone()),
        created: now.clone(),
        seen: now,
    };
    let commit = session::create(person::create(Commit::new(), &person), &session);
    bench.store.commit(commit).unwrap().unwrap();
    Browser::with_token(bench, &token, "/console").await
}

fn issued(bench: &Bench) -> Vec<CredentialRecord> {
    let all = CredentialQuery::default();
    let page = bench.service.search_records(&caller(), &all, None, 200);
    page.unwrap().records
}

fn state(bench: &Bench, id: &str) -> State {
    bench.service.credential(id, "default").unwrap().state
}

/// The value of the hidden field `name` on a page.
fn hidden(page: &str, name: &str) -> String {
    let (_, rest) = page
        .split_once(&format!("name=\"{name}\" value=\""))
        .unwrap();
    rest.split('"').next().unwrap().to_owned()
}

fn short(id: &str) -> &str {
    id.strip_prefix("urn:uuid:").unwrap()
}

#[tokio::test]
async fn an_assessment_is_previewed_issued_once_and_found() {
    let (bench, assessment) = bench().await;
    let browser = Browser::admin(&bench).await;
    let waiting = browser.get("/console/issue").await;
    assert!(waiting.text().contains("Ada Example"), "{}", waiting.text());
    let before = bench
        .store
        .scan(&proofmark::store::Scan::prefix("").limit(10_000));
    let before = before.unwrap().records.len();
    for forms in [
        "",
        "&form=clr&form=ler-rs&form=hr-open-ler-rs&form=open-badge",
    ] {
        let link = format!("/console/issue?assessment={assessment}&preview=yes{forms}");
        let page = browser.get(&link).await;
        assert_eq!(page.status, StatusCode::OK, "{}", page.text());
        for shown in [
            "A School",
            "Ada Example",
            "As an employer will see it",
            "name=\"once\"",
        ] {
            assert!(
                page.text().contains(shown),
                "{forms}: {shown}: {}",
                page.text()
            );
        }
    }
    // Looking changed nothing.
    let after = bench
        .store
        .scan(&proofmark::store::Scan::prefix("").limit(10_000));
    assert_eq!(after.unwrap().records.len(), before);
    let once = hidden(
        browser
            .get(&format!(
                "/console/issue?assessment={assessment}&preview=yes"
            ))
            .await
            .text(),
        "once",
    );
    let fields = [
        ("assessment", assessment.as_str()),
        ("once", once.as_str()),
        ("form", "open-badge"),
        ("until", "2030-05-31"),
        ("again", "yes"),
    ];
    let first = browser.post("/console/issue", &fields).await;
    assert_eq!(first.status, StatusCode::SEE_OTHER, "{}", first.text());
    let second = browser.post("/console/issue", &fields).await;
    let place = first.header("location").to_owned();
    assert_eq!(second.header("location"), place);
    let all = issued(&bench);
    assert_eq!(all.len(), 1);
    assert_eq!(all[0].valid_until.as_deref(), Some("2030-05-31T23:59:59Z"));
    assert_eq!(place, format!("/console/credentials/{}", short(&all[0].id)));
    let page = browser.get(&place).await;
    for shown in [
        all[0].id.as_str(),
        "Ada Example",
        "/console/credentials/claim?id=",
        "/audit/inclusion?digest=",
        "eddsa-rdfc-2022",
    ] {
        assert!(page.text().contains(shown), "{shown}: {}", page.text());
    }
    let signed = browser.get(&format!("{place}/signed")).await;
    let bytes = bench.service.signed_credential(&all[0].id, "default", None);
    assert_eq!(signed.body, bytes.unwrap().bytes);
    assert!(signed.header("content-disposition").ends_with(".json\""));
    let picture = browser.get(&format!("{place}/as/svg")).await;
    assert_eq!(picture.header("content-type"), "image/svg+xml");
    assert!(
        picture
            .header("content-security-policy")
            .contains("sandbox")
    );
    assert!(
        !browser
            .get("/console/issue")
            .await
            .text()
            .contains("Ada Example")
    );
}

#[tokio::test]
async fn what_cannot_be_issued_is_told_on_the_page() {
    let (bench, _) = bench().await;
    let browser = Browser::admin(&bench).await;
    let assessment = assess(&bench, "bob");
    for (query, why) in [
        ("&proof=vc-jwt", "DID"),
        ("&proof=nonsense", "nonsense"),
        ("&form=hr-open-ler-rs&proof=eddsa-rdfc-2022", "JSON Schema"),
        ("&until=2020-01-01", "valid"),
    ] {
        let link = format!("/console/issue?assessment={assessment}&preview=yes{query}");
        let page = browser.get(&link).await;
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY, "{query}");
        assert!(page.text().contains("role=\"alert\""), "{query}");
        assert!(page.text().contains(why), "{query}: {}", page.text());
    }
    let fields = [("assessment", assessment.as_str()), ("proof", "vc-jwt")];
    let page = browser.post("/console/issue", &fields).await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(issued(&bench).is_empty());
    let missing = browser.get("/console/issue?assessment=none").await;
    assert_eq!(missing.status, StatusCode::NOT_FOUND);
}

/// Issues for learners of these names by way of the page, and the job that it makes.
async fn issue_for(bench: &Bench, browser: &Browser<'_>, names: &[&str]) -> Vec<String> {
    let assessments: Vec<String> = names.iter().map(|name| assess(bench, name)).collect();
    let page = browser.get("/console/issue").await;
    let job = hidden(page.text(), "job");
    let mut fields = vec![("job", job.as_str()), ("form", "open-badge")];
    fields.extend(assessments.iter().map(|id| ("assessment", id.as_str())));
    let answer = browser.post("/console/issue/many", &fields).await;
    assert_eq!(
        answer.header("location"),
        format!("/console/jobs/{job}"),
        "{}",
        answer.text()
    );
    let again = browser.post("/console/issue/many", &fields).await;
    assert_eq!(again.header("location"), answer.header("location"));
    let waiting = browser.get(answer.header("location")).await;
    assert!(waiting.text().contains("http-equiv=\"refresh\""));
    while bench.service.go_on_with_jobs().unwrap() {}
    let done = browser.get(answer.header("location")).await;
    assert!(
        !done.text().contains("http-equiv=\"refresh\""),
        "{}",
        done.text()
    );
    let job = bench.service.job(&job, "default").unwrap();
    assert_eq!(
        (job.done as usize, job.state),
        (names.len(), JobState::Finished)
    );
    let (outcomes, _) = bench
        .service
        .job_outcomes(&job, None, 100, |_| true)
        .unwrap();
    outcomes
        .into_iter()
        .map(|(_, one)| one.made[0].clone())
        .collect()
}

#[tokio::test]
async fn a_selection_and_all_that_match_are_changed_by_a_job() {
    let (bench, _) = bench().await;
    let browser = Browser::admin(&bench).await;
    let ids = issue_for(&bench, &browser, &["a", "b", "c", "d"]).await;
    let list = browser.get("/console/credentials").await;
    for id in &ids {
        assert!(list.text().contains(short(id)), "{}", list.text());
    }
    // Two of them, chosen one by one.
    let link = format!(
        "/console/credentials/confirm?act=suspend&id={}&id={}&id={}",
        short(&ids[0]),
        short(&ids[1]),
        short(&ids[1])
    );
    let page = browser.get(&link).await;
    assert!(
        page.text().contains("Suspend 2 credentials?"),
        "{}",
        page.text()
    );
    let job = hidden(page.text(), "job");
    let fields = [
        ("act", "suspend"),
        ("job", job.as_str()),
        ("id", short(&ids[0])),
        ("id", short(&ids[1])),
        ("reason", ""),
    ];
    let without = browser.post("/console/credentials/acts", &fields).await;
    assert_eq!(without.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(without.text().contains("aria-invalid=\"true\""));
    assert_eq!(hidden(without.text(), "job"), job);
    let mut fields = fields;
    fields[4].1 = "under review";
    let answer = browser.post("/console/credentials/acts", &fields).await;
    assert_eq!(answer.header("location"), format!("/console/jobs/{job}"));
    while bench.service.go_on_with_jobs().unwrap() {}
    assert_eq!(state(&bench, &ids[0]), State::Suspended);
    assert_eq!(state(&bench, &ids[2]), State::Current);
    let suspended = browser.get("/console/credentials?state=suspended").await;
    assert!(suspended.text().contains(short(&ids[1])));
    assert!(!suspended.text().contains(short(&ids[2])));
    // All that are valid; what is issued after the question is not among them.
    let link = "/console/credentials/confirm?act=revoke&all=yes&state=current";
    let page = browser.get(link).await;
    assert!(
        page.text().contains("Revoke 2 credentials?"),
        "{}",
        page.text()
    );
    assert!(page.text().contains("This is final."));
    let (job, newest) = (hidden(page.text(), "job"), hidden(page.text(), "newest"));
    let late = issue_for(&bench, &browser, &["late"]).await;
    let fields = [
        ("act", "revoke"),
        ("job", job.as_str()),
        ("all", "yes"),
        ("newest", newest.as_str()),
        ("state", "current"),
        ("reason", "all wrong"),
    ];
    let answer = browser.post("/console/credentials/acts", &fields).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.text());
    while bench.service.go_on_with_jobs().unwrap() {}
    let states: Vec<State> = ids.iter().map(|id| state(&bench, id)).collect();
    use State::{Current, Revoked, Suspended};
    assert_eq!(states, [Suspended, Suspended, Revoked, Revoked]);
    assert_eq!(state(&bench, &late[0]), Current);
    let jobs = browser.get("/console/jobs").await;
    assert!(jobs.text().contains(&format!("/console/jobs/{job}")));
    // What cannot be done is told with its reason.
    let fields = [
        ("act", "suspend"),
        ("id", short(&ids[2])),
        ("id", short(&late[0])),
        ("reason", "r"),
    ];
    let answer = browser.post("/console/credentials/acts", &fields).await;
    while bench.service.go_on_with_jobs().unwrap() {}
    let page = browser.get(answer.header("location")).await;
    assert!(
        page.text().contains("revocation-permanent"),
        "{}",
        page.text()
    );
}

#[tokio::test]
async fn one_credential_is_changed_at_once_and_reissued_once() {
    let (bench, _) = bench().await;
    let browser = Browser::admin(&bench).await;
    let ids = issue_for(&bench, &browser, &["a", "b"]).await;
    let fields = [("act", "suspend"), ("id", short(&ids[0])), ("reason", "r")];
    let answer = browser.post("/console/credentials/acts", &fields).await;
    let place = format!("/console/credentials/{}", short(&ids[0]));
    assert_eq!(answer.header("location"), place);
    assert_eq!(state(&bench, &ids[0]), State::Suspended);
    let fields = [("act", "reinstate"), ("id", short(&ids[0]))];
    browser.post("/console/credentials/acts", &fields).await;
    assert_eq!(state(&bench, &ids[0]), State::Current);
    let page = browser.get(&place).await;
    assert!(page.text().contains("Reinstated"), "{}", page.text());
    let link = format!(
        "/console/credentials/confirm?act=reissue&id={}",
        short(&ids[1])
    );
    let job = hidden(browser.get(&link).await.text(), "job");
    let fields = [
        ("act", "reissue"),
        ("job", job.as_str()),
        ("id", short(&ids[1])),
        ("reason", "a slip"),
    ];
    let first = browser.post("/console/credentials/acts", &fields).await;
    let second = browser.post("/console/credentials/acts", &fields).await;
    assert_eq!(first.status, StatusCode::SEE_OTHER, "{}", first.text());
    assert_eq!(first.header("location"), second.header("location"));
    assert_eq!(issued(&bench).len(), 3);
    assert_eq!(state(&bench, &ids[1]), State::Revoked);
    // Nothing chosen, nothing to do, nothing that is there.
    for (query, status) in [
        ("act=revoke", 400),
        ("act=burn&id=x", 400),
        ("", 400),
        ("act=revoke&id=00000000-0000-4000-8000-000000000000", 404),
        ("act=revoke&all=yes&text=nothing", 400),
    ] {
        let page = browser
            .get(&format!("/console/credentials/confirm?{query}"))
            .await;
        assert_eq!(page.status.as_u16(), status, "{query}");
    }
}

#[tokio::test]
async fn roles_see_and_do_what_is_theirs() {
    let (bench, assessment) = bench().await;
    let ids = issue_for(&bench, &Browser::admin(&bench).await, &["a"]).await;
    let place = format!("/console/credentials/{}", short(&ids[0]));
    let confirm = format!(
        "/console/credentials/confirm?act=revoke&id={}",
        short(&ids[0])
    );
    for (role, acts, issues) in [
        (Role::Assessor, false, false),
        (Role::Auditor, false, false),
        (Role::Issuer, true, true),
    ] {
        let browser = browser_of(&bench, role).await;
        let list = browser.get("/console/credentials").await;
        assert_eq!(list.status, StatusCode::OK, "{role:?}");
        assert_eq!(list.text().contains("type=\"checkbox\""), acts, "{role:?}");
        let page = browser.get(&place).await;
        assert_eq!(page.text().contains("value=\"revoke\""), acts, "{role:?}");
        assert_eq!(page.text().contains("/claim?id="), issues, "{role:?}");
        let asked = browser.get(&confirm).await;
        assert_eq!(asked.status == StatusCode::OK, acts, "{role:?}");
        let issue = browser
            .get(&format!("/console/issue?assessment={assessment}"))
            .await;
        assert_eq!(issue.status == StatusCode::OK, issues, "{role:?}");
        if !acts {
            let fields = [("act", "revoke"), ("id", short(&ids[0])), ("reason", "r")];
            let answer = browser.post("/console/credentials/acts", &fields).await;
            assert_eq!(answer.status, StatusCode::FORBIDDEN, "{role:?}");
            let fields = [("assessment", assessment.as_str()), ("form", "open-badge")];
            for path in ["/console/issue", "/console/issue/many"] {
                let answer = browser.post(path, &fields).await;
                assert_eq!(answer.status, StatusCode::FORBIDDEN, "{role:?}");
            }
        }
    }
    assert_eq!(state(&bench, &ids[0]), State::Current);
    assert_eq!(issued(&bench).len(), 1);
}

#[tokio::test]
async fn what_is_not_there_and_what_is_anothers_answer_alike() {
    let (bench, _) = bench().await;
    let other = bench
        .service
        .create_issuer(&Actor::CommandLine, "other", &IssuerChange::default());
    other.unwrap();
    let ids = issue_for(&bench, &Browser::admin(&bench).await, &["a"]).await;
    let job = bench
        .service
        .jobs("default", None, 1)
        .unwrap()
        .records
        .remove(0);
    let key = bench.key("other", proofmark::records::api_key::Scope::Admin);
    let stranger = Browser::new(&bench);
    stranger.post("/sign-in", &[("key", &key)]).await;
    let none = "00000000-0000-4000-8000-000000000000";
    for [theirs, nowhere] in [
        [short(&ids[0]), none].map(|id| format!("/console/credentials/{id}")),
        [short(&ids[0]), none].map(|id| format!("/console/credentials/{id}/signed")),
        [short(&ids[0]), none].map(|id| format!("/console/credentials/{id}/as/png")),
        [job.id.as_str(), none].map(|id| format!("/console/jobs/{id}")),
    ] {
        let (one, two) = (stranger.get(&theirs).await, stranger.get(&nowhere).await);
        assert_eq!(
            (one.status, two.status),
            (StatusCode::NOT_FOUND, StatusCode::NOT_FOUND)
        );
        let part = |page: &str| page.split('/').nth(3).unwrap().to_owned();
        let (a, b) = (part(&theirs), part(&nowhere));
        assert_eq!(one.text().replace(&a, "x"), two.text().replace(&b, "x"));
    }
    let list = stranger.get("/console/credentials").await;
    assert!(!list.text().contains(short(&ids[0])));
    let cancel = stranger
        .post(&format!("/console/jobs/{}/cancel", job.id), &[])
        .await;
    assert_eq!(cancel.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn the_list_is_paged_and_the_interface_for_programs_searches_too() {
    let bench = Bench::with(limits());
    bench.assessed().await;
    let browser = Browser::admin(&bench).await;
    let names: Vec<String> = (0..30).map(|n| format!("learner-{n}")).collect();
    let assessments: Vec<String> = names.iter().map(|name| assess(&bench, name)).collect();
    let mut fields = vec![("form", "open-badge")];
    fields.extend(assessments.iter().map(|id| ("assessment", id.as_str())));
    browser.get("/console/issue").await;
    browser.post("/console/issue/many", &fields).await;
    while bench.service.go_on_with_jobs().unwrap() {}
    let first = browser.get("/console/credentials?form=open-badge").await;
    assert_eq!(first.text().matches("name=\"id\"").count(), 25);
    assert!(!first.text().contains("rel=\"prev\""));
    let link = |page: &str, rel: &str| {
        let (before, _) = page.split_once(&format!("\" rel=\"{rel}\"")).unwrap();
        before
            .rsplit('"')
            .next()
            .unwrap()
            .replace("&amp;", "&")
            .replace("&#38;", "&")
    };
    let second = browser.get(&link(first.text(), "next")).await;
    assert_eq!(
        second.text().matches("name=\"id\"").count(),
        5,
        "{}",
        second.text()
    );
    let back = browser.get(&link(second.text(), "prev")).await;
    assert_eq!(back.text().matches("name=\"id\"").count(), 25);
    let wrong = browser.get("/console/credentials?at=nowhere").await;
    assert_eq!(wrong.status, StatusCode::BAD_REQUEST);
    for (query, count) in [
        ("limit=7", 7),
        ("learner=learner-3@example.org", 1),
        ("state=revoked", 0),
        (
            "state=current&superseded=false&form=open-badge&limit=200",
            30,
        ),
        ("text=nothing+of+the+kind", 0),
        ("from=2026-11-21", 0),
        ("to=2026-11-20&limit=100", 30),
    ] {
        let reply = bench.get(&format!("/api/v1/credentials?{query}")).await;
        assert_eq!(reply.status, StatusCode::OK, "{query}: {}", reply.text());
        let page = reply.json();
        crate::bench::fits(&page, "CredentialPage");
        assert_eq!(
            page["credentials"].as_array().unwrap().len(),
            count,
            "{query}"
        );
    }
    let page = bench.get("/api/v1/credentials?limit=20").await.json();
    let next = page["next"].as_str().unwrap();
    let rest = bench
        .get(&format!("/api/v1/credentials?limit=20&after={next}"))
        .await
        .json();
    assert_eq!(rest["credentials"].as_array().unwrap().len(), 10);
    for wrong in ["state=good", "superseded=1", "from=today", "colour=red"] {
        let reply = bench.get(&format!("/api/v1/credentials?{wrong}")).await;
        assert!(reply.status.is_client_error(), "{wrong}");
    }
}
