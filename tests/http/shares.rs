//! Sharing in a browser: what whoever gets a link is sent, byte for byte, and what the learner does.

use crate::bench::{ASSESSMENT, Bench, FRAMEWORK, Reply};
use crate::browser::Browser;
use axum::body::Body;
use axum::http::{Request, StatusCode, header};
use proofmark::credential::profile::StatusChoice;
use proofmark::service::issuers::IssuerChange;
use proofmark::service::learners::KnownBy;
use proofmark::service::lifecycle::StatusAct;
use proofmark::service::shares::{Share, ShareRequest, Shows, USUAL};
use proofmark::service::{Actor, Caller};
use serde_json::{Value, json};
use time::Duration;

const NAME: &str = "Planted Qwyzzle";
const PURPOSE: &str = "For the planted workshop";
const BROWSER: &str = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0";

const NONE: Shows = Shows {
    name: false,
    statements: false,
    evidence: false,
    document: false,
};
const ALL: Shows = Shows {
    name: true,
    statements: true,
    evidence: true,
    document: true,
};

fn staff() -> Caller {
    Caller::new("default", Actor::CommandLine)
}

/// A deployment in which somebody holds a badge.
struct Held {
    bench: Bench,
    learner: Caller,
    credential: String,
}

impl Held {
    async fn new() -> Self {
        let bench = Bench::new();
        let imported = bench.post("/api/v1/frameworks", FRAMEWORK).await;
        assert_eq!(imported.status, StatusCode::CREATED, "{}", imported.text());
        let both = IssuerChange {
            status: Some(StatusChoice::Both),
            ..IssuerChange::default()
        };
        bench.service.change_issuer(&staff(), &both).unwrap();
        let (learner, credential) = hold(&bench, NAME, "planted.qwyzzle@example.org").await;
        Self {
            bench,
            learner,
            credential,
        }
    }

    fn wish(&self, shows: Shows) -> ShareRequest {
        ShareRequest {
            purpose: PURPOSE.to_owned(),
            credentials: vec![self.credential.clone()],
            shows,
            expires: self.bench.service.usual_end_of_share(),
            indexed: false,
        }
    }

    fn share(&self, shows: Shows) -> Share {
        let wish = self.wish(shows);
        self.bench.service.make_share(&self.learner, &wish).unwrap()
    }

    async fn look(&self, share: &Share) -> Reply {
        look(&self.bench, &format!("/s/{}", share.token), BROWSER).await
    }

    /// The learner's browser, with `page` open.
    async fn browser(&self, page: &str) -> Browser<'_> {
        let id = id_of(&self.learner);
        let token = self.bench.service.sign_in_learner("default", id).unwrap();
        Browser::with_token(&self.bench, &token, page).await
    }

    fn views(&self) -> u64 {
        self.bench.service.shares(&self.learner).unwrap()[0].views
    }
}

async fn hold(bench: &Bench, name: &str, email: &str) -> (Caller, String) {
    let mut document: Value = serde_json::from_str(ASSESSMENT).unwrap();
    document["learner"] = json!({ "name": name, "email": email });
    let recorded = bench
        .post("/api/v1/assessments", document.to_string())
        .await;
    let wish = json!({"assessment": recorded.json()["id"], "as": ["open-badge"]});
    let issued = bench.post("/api/v1/credentials", wish.to_string()).await;
    let known_by = KnownBy {
        id: None,
        email: Some(email.to_owned()),
    };
    let id = bench.service.find_learners(&staff(), &known_by).unwrap();
    let learner = Caller::new("default", Actor::Learner(id[0].clone()));
    let issued = issued.json();
    let credential = issued["credentials"][0]["id"].as_str().unwrap();
    (learner, credential.to_owned())
}

fn id_of(learner: &Caller) -> &str {
    match &learner.actor {
        Actor::Learner(id) => id,
        other => panic!("{other}"),
    }
}

async fn look(bench: &Bench, path: &str, agent: &str) -> Reply {
    let request = Request::get(path).header(header::USER_AGENT, agent);
    bench.send(request.body(Body::empty()).unwrap()).await
}

/// Everything that was sent: the status, the header fields, the body.
fn sent(reply: &Reply) -> String {
    format!("{} {:?}\n{}", reply.status, reply.headers, reply.text())
}

/// What of `text` a page shows, which writes some characters otherwise.
fn on_a_page(text: &str) -> String {
    text.replace('&', "&#38;")
        .replace('<', "&#60;")
        .replace('>', "&#62;")
        .replace('"', "&#34;")
        .replace('\'', "&#39;")
}

#[tokio::test]
async fn what_is_not_shown_is_nowhere_in_the_response() {
    let held = Held::new().await;
    let document: Value = serde_json::from_str(ASSESSMENT).unwrap();
    let evidence = &document["ratings"][4 + 10]["evidence"][0];
    assert_eq!(evidence["name"], "Truing stand log");
    let met: Vec<String> = {
        let view = held
            .bench
            .service
            .preview_share(&held.learner, &held.wish(ALL));
        let statements = view.unwrap().credentials[0].levels[0].statements.clone();
        let texts = statements.into_iter().map(|one| one.text.unwrap());
        texts.collect()
    };
    assert!(met.len() > 10);
    for bits in 0..8 {
        let shows = Shows {
            name: bits & 1 != 0,
            statements: bits & 2 != 0,
            evidence: bits & 4 != 0,
            document: bits == 7,
        };
        let share = held.share(shows);
        let reply = held.look(&share).await;
        assert_eq!(reply.status, StatusCode::OK, "{}", reply.text());
        let sent = sent(&reply);
        let holds = |text: &str| sent.contains(&on_a_page(text)) || sent.contains(text);
        assert_eq!(holds("Qwyzzle"), shows.name, "{shows:?}");
        for member in ["url", "name", "narrative"] {
            let text = evidence[member].as_str().unwrap();
            assert_eq!(holds(text), shows.evidence, "{text} {shows:?}");
        }
        for text in &met {
            assert_eq!(holds(text), shows.statements, "{text} {shows:?}");
        }
        assert_eq!(holds("/documents/"), shows.document, "{shows:?}");
        // Never: what the learner is known by, and what could be looked up.
        for hidden in [
            "example.org",
            "sha256$",
            id_of(&held.learner),
            &share.id,
            &held.credential,
        ] {
            assert!(!holds(hidden), "{hidden} {shows:?}");
        }
        // Always.
        for shown in [
            PURPOSE,
            "A School",
            "Proficient",
            "R. Assessor",
            "2026-11-19",
        ] {
            assert!(holds(shown), "{shown} {shows:?}");
        }
        // What others copy when the link is posted.
        let social = sent.split("<meta property=").skip(1);
        let social: Vec<&str> = social
            .map(|rest| rest.split("/>").next().unwrap())
            .collect();
        assert!(social.len() >= 5, "{social:?}");
        for line in &social {
            assert!(
                !line.contains("Qwyzzle") && !line.contains(PURPOSE),
                "{line}"
            );
        }
        let address = format!("https://school.example/s/{}", share.token);
        assert!(social.iter().any(|line| line.contains(&address)));
        assert!(social.iter().any(|line| line.contains("Proficient")));
    }
}

#[tokio::test]
async fn the_page_is_kept_by_nobody_and_found_by_no_search() {
    let held = Held::new().await;
    let reply = held.look(&held.share(NONE)).await;
    assert_eq!(reply.header("x-robots-tag"), "noindex, nofollow");
    assert!(reply.text().contains("name=\"robots\" content=\"noindex"));
    assert_eq!(reply.header("referrer-policy"), "no-referrer");
    assert_eq!(reply.header("cache-control"), "no-store");
    assert!(!reply.headers.contains_key("set-cookie"));
    let policy = reply.header("content-security-policy");
    assert!(policy.contains("frame-ancestors 'none'"), "{policy}");

    let wish = ShareRequest {
        indexed: true,
        ..held.wish(NONE)
    };
    let listed = held.bench.service.make_share(&held.learner, &wish).unwrap();
    let reply = held.look(&listed).await;
    assert_eq!(reply.header("x-robots-tag"), "");
    assert!(!reply.text().contains("name=\"robots\""));
    assert_eq!(reply.header("cache-control"), "no-store");
}

#[tokio::test]
async fn documents_leave_as_they_were_signed_where_they_are_shown() {
    let held = Held::new().await;
    let share = held.share(ALL);
    let page = held.look(&share).await;
    let place = format!("/s/{}/documents/1/json", share.token);
    assert!(page.text().contains(&format!("href=\"{place}\"")));
    let document = look(&held.bench, &place, BROWSER).await;
    let signed = held
        .bench
        .service
        .signed_credential(&held.credential, "default", None)
        .unwrap();
    assert_eq!(document.body, signed.bytes);
    assert_eq!(document.header("content-type"), "application/vc");
    assert_eq!(document.header("x-robots-tag"), "noindex, nofollow");
    assert_eq!(
        document.header("content-disposition"),
        "attachment; filename=\"bicycle-repairers-proficient.json\""
    );
    for kind in ["png", "svg", "pdf"] {
        let file = format!("/s/{}/documents/1/{kind}", share.token);
        assert!(page.text().contains(&format!("href=\"{file}\"")));
        let file = look(&held.bench, &file, BROWSER).await;
        assert_eq!(file.status, StatusCode::OK, "{kind}");
        assert!(file.header("content-disposition").starts_with("attachment"));
        assert!(file.header("content-security-policy").contains("sandbox"));
    }
    let other = held.share(Shows {
        document: false,
        ..ALL
    });
    let nowhere = look(&held.bench, "/s/x", BROWSER).await;
    for token in [&share.token, &other.token] {
        for rest in ["1/jwt", "0/json", "2/json", "x/json", "-1/json", "1/exe"] {
            let place = format!("/s/{token}/documents/{rest}");
            assert_same(&look(&held.bench, &place, BROWSER).await, &nowhere);
        }
    }
    let place = format!("/s/{}/documents/1/json", other.token);
    assert_same(&look(&held.bench, &place, BROWSER).await, &nowhere);
}

/// Both say the same, but for the address that the choice of a language leads back to.
fn assert_same(reply: &Reply, other: &Reply) {
    assert_eq!(reply.status, other.status);
    assert_eq!(reply.headers, other.headers);
    assert_eq!(reply.text(), other.text());
}

#[tokio::test]
async fn the_picture_of_a_link_shows_the_level_alone() {
    let held = Held::new().await;
    let share = held.share(ALL);
    let page = held.look(&share).await;
    let place = format!("/s/{}/picture.png", share.token);
    let tag = format!("og:image\" content=\"https://school.example{place}\"");
    assert!(page.text().contains(&tag), "{}", page.text());
    let picture = look(&held.bench, &place, "LinkedInBot/1.0").await;
    assert_eq!(picture.header("content-type"), "image/png");
    assert_eq!(picture.header("x-robots-tag"), "noindex, nofollow");
    assert_eq!(picture.header("cache-control"), "no-store");
    // The same bytes as for anybody else with this level: nothing of the learner is in them.
    let public = "/achievements/49-3091.00/v.26.11/levels/proficient/picture-wide.png";
    let public = look(&held.bench, public, BROWSER).await;
    assert_eq!(picture.body, public.body);
    let by = staff();
    let revoke = StatusAct::Revoke;
    let service = &held.bench.service;
    service
        .change_status(&held.credential, revoke, Some("x"), &by)
        .unwrap();
    let page = held.look(&share).await;
    assert!(!page.text().contains("og:image"));
    let nowhere = look(&held.bench, "/s/x", BROWSER).await;
    assert_same(&look(&held.bench, &place, BROWSER).await, &nowhere);
}

#[tokio::test]
async fn a_link_that_leads_nowhere_answers_alike_whatever_the_reason() {
    let held = Held::new().await;
    let unknown = look(&held.bench, &format!("/s/{}", "A".repeat(43)), BROWSER).await;
    assert_eq!(unknown.status, StatusCode::NOT_FOUND);
    assert_eq!(unknown.header("x-robots-tag"), "noindex, nofollow");
    assert!(unknown.text().contains("This link leads nowhere"));
    assert!(!unknown.text().contains("AAAA"));
    for strange in ["/s/x", "/s/%00", "/s/..%2F..%2Fshare", "/s/%F0%9F%8E%93"] {
        assert_same(&look(&held.bench, strange, BROWSER).await, &unknown);
    }
    let long = format!("/s/{}", "a".repeat(4000));
    assert_same(&look(&held.bench, &long, BROWSER).await, &unknown);
    let (back, over, erased) = (held.share(ALL), held.share(ALL), held.share(ALL));
    let browser = held.browser("/record/shares").await;
    let taken = browser
        .post(&format!("/record/shares/{}/take-back", back.id), &[])
        .await;
    assert_eq!(taken.status, StatusCode::SEE_OTHER);
    assert_eq!(taken.header("location"), "/record/shares");
    assert_same(&held.look(&back).await, &unknown);
    assert_eq!(held.look(&over).await.status, StatusCode::OK);
    held.bench.clock.forward(USUAL + Duration::seconds(1));
    assert_same(&held.look(&over).await, &unknown);
    let late = held.share(ALL);
    assert_eq!(held.look(&late).await.status, StatusCode::OK);
    let id = id_of(&held.learner).to_owned();
    held.bench.service.erase_learners(&staff(), &[id]).unwrap();
    assert_same(&held.look(&erased).await, &unknown);
    assert_same(&held.look(&late).await, &unknown);
}

#[tokio::test]
async fn what_is_taken_back_by_its_issuer_is_never_shown_as_good() {
    let held = Held::new().await;
    let share = held.share(ALL);
    let good = held.look(&share).await;
    assert!(good.text().contains("state good\">Valid"));
    let revoke = |act| {
        let by = staff();
        let service = &held.bench.service;
        service
            .change_status(&held.credential, act, Some("a planted reason"), &by)
            .unwrap();
    };
    for (act, word) in [
        (StatusAct::Suspend, "Suspended"),
        (StatusAct::Revoke, "Revoked"),
    ] {
        revoke(act);
        let page = held.look(&share).await;
        let text = page.text();
        assert!(text.contains(&format!("state bad\">{word}")), "{text}");
        assert!(!text.contains("state good") && !text.contains("planted reason"));
        let title = text.split("og:title\" content=\"").nth(1).unwrap();
        assert!(title.starts_with("Shared credentials\""), "{title}");
    }
    let browser = held.browser("/record/shares").await;
    let link = browser.get(&format!("/record/shares/{}", share.id)).await;
    assert!(!link.text().contains("linkedin.com"));
}

#[tokio::test(flavor = "multi_thread")]
async fn looks_by_people_are_counted() {
    let held = Held::new().await;
    let share = held.share(NONE);
    let place = format!("/s/{}", share.token);
    let mut looks = tokio::task::JoinSet::new();
    for _ in 0..50 {
        let router = held.bench.router.clone();
        let request = Request::get(&place).header(header::USER_AGENT, BROWSER);
        let request = request.body(Body::empty()).unwrap();
        looks.spawn(tower::ServiceExt::oneshot(router, request));
    }
    for reply in looks.join_all().await {
        assert_eq!(reply.unwrap().status(), StatusCode::OK);
    }
    held.bench.service.tend().unwrap();
    assert_eq!(held.views(), 50);

    // Programs, looks beforehand, heads, and the learner.
    for agent in [
        "",
        "LinkedInBot/1.0 (compatible; Mozilla/5.0)",
        "facebookexternalhit/1.1",
        "Slackbot-LinkExpanding 1.0",
        "WhatsApp/2.23",
    ] {
        let reply = look(&held.bench, &place, agent).await;
        assert_eq!(reply.status, StatusCode::OK, "{agent}");
    }
    let browser = held.browser("/record/shares").await;
    let own = |name: &'static str, value: &'static str| {
        let request = browser.request(axum::http::Method::GET, &place);
        request
            .header(header::USER_AGENT, BROWSER)
            .header(name, value)
    };
    browser.send(own("x-own", "1"), Body::empty()).await;
    for ahead in ["sec-purpose", "purpose"] {
        let request = Request::get(&place)
            .header(header::USER_AGENT, BROWSER)
            .header(ahead, "prefetch");
        held.bench.send(request.body(Body::empty()).unwrap()).await;
    }
    let head = Request::head(&place).header(header::USER_AGENT, BROWSER);
    held.bench.send(head.body(Body::empty()).unwrap()).await;
    assert_eq!(held.views(), 50);

    // Another learner who is signed in is somebody like everybody.
    let (bob, _) = hold(&held.bench, "Bob", "bob@example.net").await;
    let service = &held.bench.service;
    let token = service.sign_in_learner("default", id_of(&bob)).unwrap();
    let other = Browser::with_token(&held.bench, &token, "/record/shares").await;
    let request = other.request(axum::http::Method::GET, &place);
    let request = request.header(header::USER_AGENT, BROWSER);
    other.send(request, Body::empty()).await;
    assert_eq!(held.views(), 51);
}

#[tokio::test]
async fn a_learner_makes_a_link_after_seeing_what_others_will_see() {
    let held = Held::new().await;
    let browser = held.browser("/record/shares/new").await;
    let form = browser
        .get(&format!(
            "/record/shares/new?credential={}",
            held.credential
        ))
        .await;
    assert!(form.text().contains("checked=\"checked\""));
    assert!(
        form.text().contains("value=\"2027-02-18\""),
        "{}",
        form.text()
    );
    let fields = [
        ("credential", held.credential.as_str()),
        ("purpose", PURPOSE),
        ("until", "2027-02-18"),
        ("name", "yes"),
    ];
    let preview = browser.post("/record/shares/preview", &fields).await;
    assert_eq!(preview.status, StatusCode::OK, "{}", preview.text());
    assert!(preview.text().contains(NAME) && preview.text().contains("R. Assessor"));
    assert!(!preview.text().contains("Truing stand log"));
    let service = &held.bench.service;
    assert_eq!(service.shares(&held.learner), Ok(Vec::new()), "not yet");
    let changed = browser.post("/record/shares/new", &fields).await;
    assert!(changed.text().contains(PURPOSE));
    let made = browser.post("/record/shares", &fields).await;
    assert_eq!(made.status, StatusCode::SEE_OTHER, "{}", made.text());
    let share = service.shares(&held.learner).unwrap().remove(0);
    assert_eq!(share.expires, "2027-02-18T23:59:59Z");
    let place = format!("/record/shares/{}", share.id);
    assert_eq!(made.header("location"), place);
    let link = browser.get(&place).await;
    let address = format!("https://school.example/s/{}", share.token);
    assert!(link.text().contains(&address));
    assert!(link.text().contains("src=\"data:image/svg+xml;base64,"));
    let linkedin = "https://www.linkedin.com/profile/add?startTask=CERTIFICATION_NAME&#38;name=";
    assert!(link.text().contains(linkedin), "{}", link.text());
    assert!(!link.text().contains("certId"), "its id is not shown");
    let list = browser.get("/record/shares").await;
    assert!(list.text().contains(PURPOSE) && list.text().contains("nobody has looked yet"));
    held.look(&share).await;
    let list = browser.get("/record/shares").await;
    assert!(list.text().contains("looked at once, last on 2026-11-20"));
    let all = browser.post("/record/shares/take-back", &[]).await;
    assert_eq!(all.status, StatusCode::SEE_OTHER);
    assert_eq!(held.look(&share).await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn a_form_that_is_not_filled_in_rightly_comes_back_with_what_is_wrong() {
    let held = Held::new().await;
    let browser = held.browser("/record/shares/new").await;
    let fields = [
        ("purpose", " "),
        ("until", "yesterday"),
        ("document", "yes"),
        ("credential", "urn:uuid:nothing"),
    ];
    for place in ["/record/shares/preview", "/record/shares"] {
        let reply = browser.post(place, &fields).await;
        assert_eq!(reply.status, StatusCode::UNPROCESSABLE_ENTITY);
        for id in ["credentials", "purpose", "until", "document"] {
            let error = format!("class=\"error\" id=\"{id}-error\"");
            assert!(reply.text().contains(&error), "{id}");
        }
        assert!(
            reply
                .text()
                .contains("aria-describedby=\"until-hint until-error\"")
        );
    }
    assert_eq!(held.bench.service.shares(&held.learner), Ok(Vec::new()));
}

#[tokio::test]
async fn nobody_sees_or_takes_back_what_another_shares() {
    let held = Held::new().await;
    let share = held.share(ALL);
    let (bob, _) = hold(&held.bench, "Bob", "bob@example.net").await;
    let service = &held.bench.service;
    let token = service.sign_in_learner("default", id_of(&bob)).unwrap();
    let browser = Browser::with_token(&held.bench, &token, "/record/shares/new").await;
    let list = browser.get("/record/shares").await;
    assert!(!list.text().contains(PURPOSE));
    let place = format!("/record/shares/{}", share.id);
    let other = browser.get(&place).await;
    assert_eq!(other.status, StatusCode::NOT_FOUND);
    assert!(!other.text().contains(PURPOSE));
    let (form, take_back) = (browser.get("/record/shares/new").await, "take-back");
    assert_eq!(form.status, StatusCode::OK);
    browser.post(&format!("{place}/{take_back}"), &[]).await;
    browser.post("/record/shares/take-back", &[]).await;
    let fields = [
        ("credential", held.credential.as_str()),
        ("purpose", PURPOSE),
        ("until", "2027-02-18"),
    ];
    let stolen = browser.post("/record/shares/preview", &fields).await;
    assert_eq!(stolen.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(held.look(&share).await.status, StatusCode::OK);

    // Without a session, and with a form of another site.
    let nobody = Browser::new(&held.bench);
    for place in [place.as_str(), "/record/shares", "/record/shares/new"] {
        let reply = nobody.get(place).await;
        assert_eq!(reply.status, StatusCode::SEE_OTHER, "{place}");
        assert_eq!(reply.header("location"), "/record/enter");
    }
    let owner = held.browser("/record/shares").await;
    let request = owner
        .request(axum::http::Method::POST, &format!("{place}/take-back"))
        .header("sec-fetch-site", "same-origin")
        .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
    let forged = owner.send(request, Body::from("csrf=0")).await;
    assert_eq!(forged.status, StatusCode::FORBIDDEN);
    assert_eq!(held.look(&share).await.status, StatusCode::OK);
}

#[tokio::test]
async fn a_hostile_purpose_stays_a_text() {
    let held = Held::new().await;
    let browser = held.browser("/record/shares/new").await;
    for purpose in [
        "<script>alert(1)</script>",
        "\"><img src=x onerror=alert(1)>",
        "' onfocus='alert(1)' autofocus='",
        "{{ 7 * 7 }}",
        "javascript:alert(1)",
        "\u{202e}txet neddih",
        "=HYPERLINK(\"https://evil.example\")",
        "</title><meta http-equiv=\"refresh\" content=\"0;url=//evil.example\">",
    ] {
        let fields = [
            ("credential", held.credential.as_str()),
            ("purpose", purpose),
            ("until", "2027-02-18"),
        ];
        let made = browser.post("/record/shares", &fields).await;
        assert_eq!(made.status, StatusCode::SEE_OTHER, "{}", made.text());
        let mut shares = held.bench.service.shares(&held.learner).unwrap();
        shares.retain(|share| made.header("location").ends_with(&share.id));
        let share = shares.remove(0);
        let own = browser.get(made.header("location")).await;
        let list = browser.get("/record/shares").await;
        for page in [&own, &list, &held.look(&share).await] {
            assert_eq!(page.status, StatusCode::OK);
            assert!(page.text().contains(&on_a_page(purpose)), "{purpose}");
            for harm in ["<script>alert", "<img src=x", "<meta http-equiv"] {
                assert!(!page.text().contains(harm), "{purpose}");
            }
        }
    }
}
