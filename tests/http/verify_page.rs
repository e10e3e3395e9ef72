//! The employer's page: every form of credential and every verdict, several at once, receipts, and
//! that nothing of a forgery stands on it as a fact.

use crate::bench::{ASSESSMENT, Bench, Reply, fits, limits};
use crate::browser::Browser;
use crate::keys::TestSigner;
use crate::pictures;
use crate::signing::{
    JCS, RDFC, credential, did, issued, issuer, options_with, presentation, presented, signed,
    stranger, with,
};
use crate::web::{Book, Hands, Server, answer};
use axum::http::StatusCode;
use proofmark::carrier::{self, Existing};
use proofmark::credential::profile::StatusChoice;
use proofmark::http::{Limits, Peer};
use proofmark::identity::Signer as _;
use proofmark::resolver::{Network, NetworkSettings};
use proofmark::service::issuers::IssuerChange;
use proofmark::service::{Actor, Caller};
use serde_json::{Value, json};
use std::sync::Arc;

/// What stands before the folded text of a document that nothing proves.
const UNPROVEN: &str = "Show its text, which nothing proves";

/// A deployment that reads what other servers on this machine have.
fn online(limits: Limits) -> Bench {
    let settings = NetworkSettings {
        loopback: true,
        ..NetworkSettings::default()
    };
    let network = Network::new(settings, Box::new(Book::default()), Box::new(Hands::new()));
    Bench::changed(limits, |service| service.fetching_with(Arc::new(network)))
}

/// A deployment whose credentials can be revoked and suspended, with an assessment.
async fn school() -> (Bench, String) {
    let bench = Bench::new();
    let change = IssuerChange {
        status: Some(StatusChoice::Both),
        ..IssuerChange::default()
    };
    let caller = Caller::new("default", Actor::CommandLine);
    bench.service.change_issuer(&caller, &change).unwrap();
    let assessment = bench.assessed().await;
    (bench, assessment)
}

/// What this deployment issues: its id, and its text.
async fn issue(bench: &Bench, assessment: &str, form: &str, proof: &str) -> (String, String) {
    let body = json!({"assessment": assessment, "as": [form], "proofs": [proof]});
    let reply = bench.post("/api/v1/credentials", body.to_string()).await;
    assert_eq!(reply.status, StatusCode::CREATED, "{}", reply.text());
    let one = &reply.json()["credentials"][0];
    let text = match &one["credential"] {
        Value::String(token) => token.clone(),
        json => json.to_string(),
    };
    (one["id"].as_str().unwrap().to_owned(), text)
}

async fn check(bench: &Bench, text: &str) -> Reply {
    Browser::new(bench)
        .upload("/verify", &[("text", text)], &[])
        .await
}

/// The verdict of the page: what its heading says first.
fn verdict(reply: &Reply) -> &'static str {
    let text = reply.text();
    assert_eq!(reply.status, StatusCode::OK, "{text}");
    let heading = text
        .split("<h1")
        .nth(1)
        .unwrap()
        .split("</h1>")
        .next()
        .unwrap();
    for word in ["Not valid", "Could not be checked", "Valid"] {
        if heading.contains(word) {
            return word;
        }
    }
    panic!("no verdict in {heading}");
}

fn has(reply: &Reply, words: &str) {
    assert!(
        reply.text().contains(words),
        "no {words:?} in {}",
        reply.text()
    );
}

fn lacks(reply: &Reply, words: &str) {
    assert!(
        !reply.text().contains(words),
        "{words:?} in {}",
        reply.text()
    );
}

/// Every one of `words` stands behind the warning that nothing proves it, and nowhere else.
fn only_unproven(reply: &Reply, words: &[&str]) {
    only_behind(reply, UNPROVEN, words);
}

fn only_behind(reply: &Reply, warning: &str, words: &[&str]) {
    let text = reply.text();
    let folded = text
        .find(warning)
        .unwrap_or_else(|| panic!("nothing is folded: {text}"));
    for word in words {
        let first = text.find(word);
        assert!(
            first.is_none_or(|place| place > folded),
            "{word:?} in {text}"
        );
    }
}

#[tokio::test]
async fn the_form_says_what_it_takes_and_opens_no_link_by_itself() {
    let bench = online(limits());
    let browser = Browser::new(&bench);
    let page = browser.get("/verify").await;
    assert_eq!(page.status, StatusCode::OK);
    assert!(
        page.header("content-security-policy")
            .contains("form-action 'self'")
    );
    assert_eq!(page.header("access-control-allow-origin"), "");
    for name in [
        "text",
        "files",
        "photo",
        "links",
        "issuer",
        "framework",
        "level",
        "email",
    ] {
        has(&page, &format!("<label for=\"{name}\">"));
        has(&page, &format!(" name=\"{name}\""));
    }
    has(&page, "accept=\"image/*\" capture=\"environment\"");
    let server = Server::canary();
    let url = server.url("/badge");
    let page = browser.get(&format!("/verify?url={url}")).await;
    has(&page, &url);
    has(&page, "noindex");
    assert_eq!(server.connections(), 0);
    let odd = browser
        .get("/verify?url=%22%3E%3Cscript%3Ealert(1)%3C%2Fscript%3E")
        .await;
    lacks(&odd, "<script>alert");
}

#[tokio::test]
async fn page_style_and_script_are_small_altogether() {
    let bench = Bench::new();
    let browser = Browser::new(&bench);
    let page = browser.get("/verify").await;
    let assets: Vec<String> = page
        .text()
        .split('"')
        .filter(|text| text.starts_with("/assets/"))
        .map(str::to_owned)
        .collect();
    assert!(assets.len() >= 2, "{assets:?}");
    let mut bytes = page.body.len();
    for asset in assets {
        let asset = browser.get(&asset).await;
        assert_eq!(asset.status, StatusCode::OK);
        bytes += asset.body.len();
    }
    assert!(bytes < 60_000, "{bytes} bytes");
}

#[tokio::test]
async fn every_form_of_credential_is_told_first_and_explained() {
    let (bench, assessment) = school().await;
    for (form, proof, kind) in [
        ("open-badge", RDFC, "An Open Badge"),
        ("open-badge", JCS, "An Open Badge"),
        ("open-badge", "vc-jwt", "An Open Badge"),
        ("clr", RDFC, "A learner record (CLR)"),
        ("clr", "vc-jwt", "A learner record (CLR)"),
        ("ler-rs", RDFC, "A résumé of learning and employment"),
        ("ler-rs", JCS, "A résumé of learning and employment"),
    ] {
        let (_, text) = issue(&bench, &assessment, form, proof).await;
        let page = check(&bench, &text).await;
        assert_eq!(verdict(&page), "Valid", "{form} {proof}: {}", page.text());
        for words in [
            kind,
            "Proficient",
            "in force",
            "It is an issuer of this service itself",
            "statements met",
        ] {
            has(&page, words);
        }
        has(&page, "class=\"verdict good\"");
        lacks(&page, "which nothing proves");
    }
    let (_, badge) = issue(&bench, &assessment, "open-badge", RDFC).await;
    let json: Value = serde_json::from_str(&badge).unwrap();
    let picture = carrier::bake(badge.as_bytes(), &pictures::png(), Existing::Keep).unwrap();
    let vector = carrier::bake(badge.as_bytes(), pictures::SVG.as_bytes(), Existing::Keep).unwrap();
    let browser = Browser::new(&bench);
    for (name, bytes) in [("badge.png", &picture), ("badge.svg", &vector)] {
        let page = browser
            .upload("/verify", &[], &[("files", name, bytes)])
            .await;
        assert_eq!(verdict(&page), "Valid", "{}", page.text());
        has(&page, name);
        has(&page, json["name"].as_str().unwrap());
        // The ladder with its rungs, and the one that was reached.
        has(&page, "level 3 of 4");
        has(&page, "step-3 here\" aria-current=\"true\"");
        has(&page, "The rule by which a level is reached");
    }
    let shown = presentation(&[json]);
    let page = check(&bench, &presented(&shown, RDFC).to_string()).await;
    assert_eq!(verdict(&page), "Valid", "{}", page.text());
    has(&page, "1 credential inside");
    has(&page, "not about whoever shows it");
}

#[tokio::test]
async fn every_state_in_a_credentials_life_is_told() {
    let (bench, assessment) = school().await;
    let (id, text) = issue(&bench, &assessment, "open-badge", RDFC).await;
    let path = format!("/api/v1/credentials/{id}/status");
    for (act, verdict_then, words) in [
        ("suspend", "Not valid", "Its issuer has suspended it"),
        ("reinstate", "Valid", "It is genuine"),
        ("revoke", "Not valid", "Its issuer has revoked it"),
    ] {
        let body = json!({"act": act, "reason": "it is so"}).to_string();
        assert_eq!(bench.post(&path, body).await.status, StatusCode::OK);
        bench.service.tend_at_last().unwrap();
        let page = check(&bench, &text).await;
        assert_eq!(verdict(&page), verdict_then, "{act}: {}", page.text());
        has(&page, words);
        // Its proof is right: what it said may be told.
        has(&page, "What was achieved");
    }
    let ended = with(&credential(), "validUntil", json!("2026-11-19T11:00:00Z"));
    let early = with(&credential(), "validFrom", json!("2027-01-01T00:00:00Z"));
    for (document, words) in [(ended, "It has expired"), (early, "It is not in force yet")] {
        let page = check(&bench, &issued(&document, RDFC).to_string()).await;
        assert_eq!(verdict(&page), "Not valid");
        has(&page, words);
    }
}

#[tokio::test]
async fn what_could_not_be_checked_is_never_called_good_or_bad() {
    let bench = Bench::new();
    let unknown = options_with(RDFC, "cryptosuite", json!("bbs-2023"));
    let elsewhere = with(&credential(), "issuer", json!("did:web:elsewhere.example"));
    let method = json!("did:web:elsewhere.example#key");
    let elsewhere = signed(
        &elsewhere,
        &options_with(JCS, "verificationMethod", method),
        &issuer(),
    );
    let listed = with(
        &credential(),
        "credentialStatus",
        json!({
            "type": "BitstringStatusListEntry", "statusPurpose": "revocation",
            "statusListIndex": "1", "statusListCredential": "https://elsewhere.example/status/1"
        }),
    );
    for (document, words) in [
        (
            signed(&credential(), &unknown, &issuer()),
            "It is signed in a way that is not known here",
        ),
        (elsewhere, "Its issuer’s keys could not be had"),
        (
            issued(&listed, RDFC),
            "Whether its issuer has taken it back could not be found out",
        ),
    ] {
        let page = check(&bench, &document.to_string()).await;
        assert_eq!(verdict(&page), "Could not be checked", "{}", page.text());
        has(&page, words);
        has(&page, "class=\"verdict warn\"");
    }
}

/// Words that stand in the forgeries alone.
const WORDS: [&str; 4] = ["Zebra-Name", "zebra.example", "Zebra-Person", "Zebra-Thing"];

/// Forgeries whose every word is one that can be looked for.
fn forgeries() -> Vec<Value> {
    let mut honest = issued(&credential(), RDFC);
    honest["name"] = json!("Zebra-Name");
    let named = with(&credential(), "issuer", json!("did:web:zebra.example"));
    // Signed by somebody, in the name of another.
    let by_stranger = signed(
        &named,
        &options_with(
            RDFC,
            "verificationMethod",
            json!(stranger().verification_method()),
        ),
        &stranger(),
    );
    let mut unsigned = credential();
    unsigned["credentialSubject"]["name"] = json!("Zebra-Person");
    let mut wordy = issued(&credential(), RDFC);
    wordy["Zebra-Thing"] = json!("Zebra-Name");
    let mut malformed = issued(&credential(), RDFC);
    malformed["validFrom"] = json!("Zebra-Name");
    let mut inside = credential();
    inside["name"] = json!("Zebra-Name");
    inside["proof"] = json!({"type": "Zebra-Thing"});
    vec![honest, by_stranger, unsigned, wordy, malformed, inside]
}

#[tokio::test]
async fn nothing_of_a_forgery_stands_on_the_page_as_a_fact() {
    let bench = Bench::new();
    for forgery in forgeries() {
        let page = check(&bench, &forgery.to_string()).await;
        assert_ne!(verdict(&page), "Valid", "{forgery}");
        has(&page, "nothing that stands in it is shown here as a fact");
        only_unproven(&page, &WORDS);
        lacks(&page, "What was achieved");
        // Behind the warning the text itself can be read.
        assert!(
            WORDS.iter().any(|word| page.text().contains(word)),
            "{}",
            page.text()
        );
    }
    // Inside something that is right as well.
    for forgery in forgeries() {
        let shown = presented(&presentation(&[forgery]), JCS).to_string();
        let page = check(&bench, &shown).await;
        assert_ne!(verdict(&page), "Valid");
        only_behind(&page, "Show its text, ", &WORDS);
    }
    // A table of several, and of it for spreadsheets.
    let files: Vec<(String, Vec<u8>)> = forgeries()
        .iter()
        .enumerate()
        .map(|(place, one)| (format!("{place}.json"), one.to_string().into_bytes()))
        .collect();
    let files: Vec<(&str, &str, &[u8])> = files
        .iter()
        .map(|(name, bytes)| ("files", name.as_str(), bytes.as_slice()))
        .collect();
    let browser = Browser::new(&bench);
    for fields in [&[][..], &[("give", "csv")]] {
        let page = browser.upload("/verify", fields, &files).await;
        assert_eq!(page.status, StatusCode::OK, "{}", page.text());
        for word in WORDS {
            lacks(&page, word);
        }
    }
}

#[tokio::test]
async fn what_is_expected_is_answered_below_the_verdict() {
    let (bench, assessment) = school().await;
    let (_, text) = issue(&bench, &assessment, "open-badge", RDFC).await;
    let sample: Value = serde_json::from_str(ASSESSMENT).unwrap();
    let email = sample["learner"]["email"].as_str().unwrap();
    let browser = Browser::new(&bench);
    let ask = async |text: &str, level: &str, email: &str| {
        let fields = [
            ("text", text),
            ("issuer", "did:web:school.example"),
            ("level", level),
            ("email", email),
        ];
        browser.post("/verify", &fields).await
    };
    let page = ask(&text, "Developing", email).await;
    assert_eq!(verdict(&page), "Valid");
    assert_eq!(
        page.text().matches("</span> yes</span>").count(),
        3,
        "{}",
        page.text()
    );
    has(&page, "At least the level Developing");
    let page = ask(&text, "Advanced", "eve@example.org").await;
    assert_eq!(
        page.text().matches("</span> no</span>").count(),
        2,
        "{}",
        page.text()
    );
    let mut forged: Value = serde_json::from_str(&text).unwrap();
    forged["name"] = json!("Zebra-Name");
    let page = ask(&forged.to_string(), "Developing", email).await;
    assert_eq!(
        page.text().matches("</span> cannot tell</span>").count(),
        3,
        "{}",
        page.text()
    );
    only_unproven(&page, &["Zebra-Name"]);
}

#[tokio::test]
async fn several_give_a_table_and_one_for_spreadsheets() {
    let (bench, assessment) = school().await;
    let (_, badge) = issue(&bench, &assessment, "open-badge", RDFC).await;
    let mut forged: Value = serde_json::from_str(&badge).unwrap();
    forged["name"] = json!("Zebra-Name");
    let forged = forged.to_string();
    let hostile = with(
        &credential(),
        "name",
        json!("=HYPERLINK(\"https://evil.example\")\t;=1+1"),
    );
    let hostile = with(
        &hostile,
        "issuer",
        json!({"id": did(&issuer()), "name": "@SUM(1)\n-2"}),
    );
    let hostile = issued(&hostile, RDFC).to_string();
    let browser = Browser::new(&bench);
    let files: [(&str, &str, &[u8]); 4] = [
        ("files", "badge.json", badge.as_bytes()),
        ("files", "=cmd|' /C calc'!A0.json", forged.as_bytes()),
        ("files", "hostile.json", hostile.as_bytes()),
        ("files", "letter.txt", b"Dear employer"),
    ];
    let page = browser.upload("/verify", &[], &files).await;
    assert_eq!(page.status, StatusCode::OK, "{}", page.text());
    has(&page, "<h1>4 documents</h1>");
    has(&page, "2 of 4 are valid.");
    for words in [
        "badge.json",
        "of this service",
        "unknown here",
        "cannot be read as a credential",
    ] {
        has(&page, words);
    }
    let table = browser.upload("/verify", &[("give", "csv")], &files).await;
    assert_eq!(
        table.header("content-type"),
        "text/csv; charset=utf-8; header=present"
    );
    assert!(
        table
            .header("content-disposition")
            .starts_with("attachment")
    );
    assert_eq!(table.header("cache-control"), "no-store");
    let text = table.text().strip_prefix('\u{feff}').unwrap();
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .from_reader(text.as_bytes());
    let rows: Vec<csv::StringRecord> = reader.records().map(Result::unwrap).collect();
    assert_eq!(rows.len(), 5);
    for cell in rows.iter().flatten() {
        for part in cell.split(';') {
            assert!(
                !part.trim().starts_with(['=', '+', '-', '@', '\t']),
                "{cell:?}"
            );
        }
        assert!(!cell.contains(['\n', '\t']), "{cell:?}");
    }
    assert_eq!(&rows[1][1], "Valid");
    assert_eq!(&rows[1][3], "Proficient");
    assert_eq!((&rows[2][1], &rows[2][2]), ("Not valid", ""));
    assert_eq!(&rows[3][1], "Valid");
    assert!(rows[3][2].starts_with("'=HYPERLINK"), "{:?}", rows[3]);
    // Each cell stands in quotation marks.
    assert!(
        text.lines()
            .all(|line| line.starts_with('"') && line.ends_with('"'))
    );

    // The page brings what its button sends once more.
    let again: Vec<(&str, &str)> = fields(&page);
    let once_more = browser
        .upload("/verify", &[&again[..], &[("give", "csv")]].concat(), &[])
        .await;
    assert_eq!(once_more.text(), table.text());
}

/// The hidden fields of the page's own form.
fn fields(page: &Reply) -> Vec<(&str, &str)> {
    let value = |tag: &'static str| {
        move |text: &'_ str| -> Option<(usize, usize)> {
            let place = text.find(tag)? + tag.len();
            Some((place, place + text[place..].find('"')?))
        }
    };
    let inputs = page.text().split("<input type=\"hidden\"").skip(1);
    inputs
        .filter_map(|input| {
            let input = input.split("/>").next().unwrap();
            let (from, to) = value("name=\"")(input)?;
            let (start, end) = value("value=\"")(input)?;
            Some((&input[from..to], &input[start..end]))
        })
        .filter(|(name, _)| *name != "csrf")
        .map(|(name, text)| match text.contains('&') {
            // File names in the test are the only texts with marks that are written otherwise.
            true => (name, "=cmd|' /C calc'!A0.json"),
            false => (name, text),
        })
        .collect()
}

#[tokio::test]
async fn a_receipt_says_what_was_checked_and_is_no_credential() {
    let (bench, assessment) = school().await;
    let (id, text) = issue(&bench, &assessment, "open-badge", RDFC).await;
    let browser = Browser::new(&bench);
    let page = browser
        .post(
            "/verify",
            &[("text", text.as_str()), ("email", "Ada@example.org")],
        )
        .await;
    let again = fields(&page);
    let given = browser
        .upload(
            "/verify",
            &[&again[..], &[("give", "receipt")]].concat(),
            &[],
        )
        .await;
    assert!(
        given
            .header("content-disposition")
            .contains("verification-receipt.json")
    );
    let receipt = given.json();
    fits(&receipt, "SignedReceipt");
    let found = &receipt["receipt"]["verification"];
    assert_eq!(receipt["receipt"]["iss"], "did:web:school.example");
    assert_eq!(found["verdict"], "valid", "{receipt}");
    assert_eq!(found["document"]["id"], id);
    assert_eq!(
        found["document"]["sha256"],
        proofmark::digest::sha256_hex(&[text.as_bytes()])
    );
    assert!(found["checks"].as_array().unwrap().len() >= 9);
    // Nobody's name and no address stand in it.
    let sample: Value = serde_json::from_str(ASSESSMENT).unwrap();
    let name = sample["learner"]["name"].as_str().unwrap();
    for personal in [name, "example.org", "Ada"] {
        assert!(
            !given.text().contains(personal),
            "{personal} in {}",
            given.text()
        );
    }
    let digest = found["expectations"][0]["wantedDigest"].as_str().unwrap();
    let salt = receipt["receipt"]["jti"].as_str().unwrap();
    let expected = proofmark::digest::sha256_hex(&[b"Ada@example.org", salt.as_bytes()]);
    assert_eq!(digest, format!("sha256${expected}"));

    // Shown again: as the file, and as the token.
    let token = receipt["token"].as_str().unwrap();
    for shown in [given.text(), token] {
        let page = check(&bench, shown).await;
        assert_eq!(page.status, StatusCode::OK);
        has(&page, "A receipt of this service");
        has(&page, &id);
        lacks(&page, "<h1>Valid");
    }
    let (head, signature) = token.rsplit_once('.').unwrap();
    let other = if signature.starts_with('A') { "B" } else { "A" };
    let forged = format!("{head}.{other}{}", &signature[1..]);
    let page = check(&bench, &forged).await;
    has(&page, "No receipt of this service");
    lacks(&page, &id);
    // Another deployment knows nothing about it.
    let elsewhere = Bench::changed(limits(), |service| service);
    let by_other = crate::signing::token(
        &json!({"alg": "EdDSA", "typ": "verification-receipt+jwt", "kid": issuer().verification_method()}),
        &receipt["receipt"],
        &issuer(),
    );
    let page = check(&elsewhere, &by_other).await;
    has(&page, "A receipt of somebody else");
    lacks(&page, &id);

    // No verifier of credentials takes it for one (J19, O34).
    for path in ["/api/v1/verify", "/credentials/verify"] {
        let body = match path {
            "/api/v1/verify" => json!({"credential": token}),
            _ => json!({"verifiableCredential": token}),
        };
        let reply = bench.post(path, body.to_string()).await;
        assert!(
            !reply.text().contains("\"valid\"") && !reply.text().contains("\"verified\":true"),
            "{}",
            reply.text()
        );
    }
    let report = bench
        .post("/api/v1/verify", json!({"credential": token}).to_string())
        .await
        .json();
    assert_eq!(report["verdict"], "not-valid", "{report}");
    assert_eq!(report["credential"], Value::Null);
    assert!(
        report
            .to_string()
            .contains("is not the type of a credential"),
        "{report}"
    );
}

#[tokio::test]
async fn programs_are_given_receipts_too_and_of_a_forgery_nothing_stands_in_one() {
    let (bench, assessment) = school().await;
    let (_, text) = issue(&bench, &assessment, "clr", RDFC).await;
    let path = "/api/v1/verify/receipt";
    let reply = bench.post(path, text.clone()).await;
    assert_eq!(reply.status, StatusCode::OK, "{}", reply.text());
    fits(&reply.json(), "SignedReceipt");
    assert_eq!(
        reply.json()["receipt"]["verification"]["parts"]
            .as_array()
            .unwrap()
            .len(),
        1
    );
    for forgery in forgeries() {
        let reply = bench.post(path, forgery.to_string()).await;
        assert_eq!(reply.status, StatusCode::OK, "{}", reply.text());
        fits(&reply.json(), "SignedReceipt");
        assert_ne!(reply.json()["receipt"]["verification"]["verdict"], "valid");
        for word in WORDS {
            assert!(!reply.text().contains(word), "{}", reply.text());
        }
    }
    bench.post(path, "nothing").await.problem_type(400);
}

impl Reply {
    /// Checks that this is a problem of this status.
    fn problem_type(&self, status: u16) {
        assert_eq!(self.status.as_u16(), status, "{}", self.text());
        assert_eq!(self.header("content-type"), "application/problem+json");
    }
}

#[tokio::test]
async fn without_a_key_there_is_a_verdict_and_no_receipt() {
    let bench = Bench::unopened(limits(), tempfile::tempdir().unwrap());
    let text = issued(&credential(), RDFC).to_string();
    let fields = [("text", text.as_str()), ("give", "receipt")];
    let page = Browser::new(&bench).post("/verify", &fields).await;
    assert_eq!(verdict(&page), "Valid");
    has(&page, "No receipt can be given just now");
}

#[tokio::test]
async fn what_is_wrong_with_a_form_is_told_at_its_field_and_the_text_stays() {
    let bench = online(limits());
    let browser = Browser::new(&bench);
    let heic = b"\0\0\0\x18ftypheic\0\0\0\0mif1heic";
    let gif = b"GIF89a\x01\0\x01\0";
    let plain = pictures::png();
    let missing = Server::http(|_, stream| answer(stream, "404 Not Found", &[], ""));
    let html = Server::http(|_, stream| {
        answer(stream, "200 OK", &["Content-Type: text/html"], "<p>");
    });
    let (gone, page_link) = (missing.url("/badge"), html.url("/badge"));
    let many: Vec<String> = (0..51).map(|n| format!("https://a.example/{n}")).collect();
    let many = many.join("\n");
    type Case<'c> = (
        Vec<(&'c str, &'c str)>,
        Vec<(&'c str, &'c str, &'c [u8])>,
        &'c str,
        &'c str,
    );
    let cases: Vec<Case<'_>> = vec![
        (vec![], vec![], "text", "There is nothing to check yet"),
        (
            vec![("text", "Dear Zebra")],
            vec![],
            "text",
            "cannot be read as a credential",
        ),
        (
            vec![("text", "{\"a\":")],
            vec![],
            "text",
            "cannot be read as a credential",
        ),
        (
            vec![],
            vec![("photo", "IMG_1.HEIC", heic)],
            "photo",
            "in the format HEIC",
        ),
        (
            vec![],
            vec![("files", "a.gif", gif)],
            "files",
            "in the format GIF",
        ),
        (
            vec![],
            vec![("files", "a.png", &plain)],
            "files",
            "There is no credential in this file",
        ),
        (
            vec![],
            vec![("photo", "a.jpg", b"\xff\xd8\xff\xe0")],
            "photo",
            "no QR code in this picture",
        ),
        (
            vec![("links", "https://ok.example/a\nftp://no")],
            vec![],
            "links",
            "Line 2 is not a link",
        ),
        (
            vec![("links", &many)],
            vec![],
            "links",
            "more than 50 at once",
        ),
        (
            vec![("links", &gone)],
            vec![],
            "links",
            "its server answers with 404",
        ),
        (
            vec![("links", &page_link)],
            vec![],
            "links",
            "leads to a page for people",
        ),
        (
            vec![("links", "https://nobody.example/x")],
            vec![],
            "links",
            "is not known",
        ),
        (
            vec![("links", "https://10.0.0.1/x")],
            vec![],
            "links",
            "nothing is fetched from",
        ),
        (
            vec![("text", &gone)],
            vec![],
            "text",
            "its server answers with 404",
        ),
    ];
    for (fields, files, field, words) in cases {
        let page = browser.upload("/verify", &fields, &files).await;
        assert_eq!(
            page.status,
            StatusCode::UNPROCESSABLE_ENTITY,
            "{words}: {}",
            page.text()
        );
        assert!(page.header("content-type").starts_with("text/html"));
        has(&page, words);
        has(
            &page,
            &format!("aria-describedby=\"{field}-hint {field}-error\" aria-invalid=\"true\""),
        );
        has(&page, &format!("id=\"{field}-error\""));
        for (_, value) in fields.iter().filter(|(_, value)| !value.contains('"')) {
            has(&page, value.lines().next().unwrap());
        }
    }
    let long = "x".repeat(301);
    let page = browser
        .post("/verify", &[("text", "{}"), ("level", &long)])
        .await;
    has(&page, "may have 300 characters at most");
    let large = vec![b'x'; (5 << 20) + 1];
    let page = browser
        .upload("/verify", &[], &[("files", "large.json", &large)])
        .await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    has(&page, "“large.json” is larger than 5 MB");
    let page = browser
        .upload("/verify", &[], &[("files", "l", &vec![0; 6 << 20])])
        .await;
    assert_eq!(page.status, StatusCode::PAYLOAD_TOO_LARGE);
    assert!(page.header("content-type").starts_with("text/html"));
}

#[tokio::test]
async fn a_link_is_opened_and_several_links_give_a_table() {
    let bench = online(limits());
    let credential = issued(&credential(), RDFC).to_string();
    let server = Server::http(move |_, stream| {
        answer(
            stream,
            "200 OK",
            &["Content-Type: application/json"],
            &credential,
        );
    });
    let browser = Browser::new(&bench);
    let page = browser
        .post("/verify", &[("links", &server.url("/1"))])
        .await;
    assert_eq!(verdict(&page), "Valid");
    let links = format!("{}\n\n{}\n{0}\n", server.url("/1"), server.url("/2"));
    let page = browser.post("/verify", &[("links", &links)]).await;
    has(&page, "<h1>2 documents</h1>");
    has(&page, "2 of 2 are valid.");
    has(&page, &server.url("/2"));
}

#[tokio::test]
async fn each_document_counts_as_one_verification() {
    let bench = Bench::with(Limits {
        verify_rate: 3,
        ..limits()
    });
    let text = issued(&credential(), RDFC).to_string();
    let file = |name: &'static str| ("files", name, text.as_bytes());
    let browser = Browser::new(&bench);
    let files = [
        file("1.json"),
        file("2.json"),
        file("3.json"),
        file("4.json"),
    ];
    let page = browser.upload("/verify", &[], &files).await;
    assert_eq!(page.status, StatusCode::OK, "{}", page.text());
    has(&page, "3 of 4 are valid.");
    has(&page, "too much was asked in one minute");
    let page = browser.upload("/verify", &[("text", &text)], &[]).await;
    assert_eq!(page.status, StatusCode::TOO_MANY_REQUESTS);
    assert!(page.header("content-type").starts_with("text/html"));
    assert_eq!(page.header("access-control-allow-origin"), "");
    assert_eq!(page.header("cache-control"), "no-store");
    assert!(!page.header("retry-after").is_empty());
}

#[tokio::test]
async fn a_hostile_issuer_signs_texts_and_nothing_else() {
    let bench = Bench::new();
    let script = "</pre><script>alert(1)</script>";
    let school = TestSigner::did_key([7; 32]);
    let badge = json!({
        "@context": [
            "https://www.w3.org/ns/credentials/v2",
            "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json"
        ],
        "id": "urn:uuid:3f9d1c1e-6a55-4b35-9d3e-0c8b1b5c8f4e",
        "type": ["VerifiableCredential", "OpenBadgeCredential"],
        "name": script,
        "issuer": {"id": did(&school), "type": ["Profile"], "name": script, "url": "https://user:pass@evil.example/"},
        "validFrom": "2026-11-19T10:00:00Z",
        "evidence": [{
            "id": "javascript:alert(1)", "type": ["Evidence"], "name": script, "narrative": script
        }],
        "credentialSubject": {
            "id": "did:example:learner",
            "type": ["AchievementSubject"],
            "achievement": {
                "id": "urn:uuid:9f0d7a52-5a5b-4a0e-8f61-3f2f3a5c0b11",
                "type": ["Achievement"],
                "name": script,
                "description": script,
                "criteria": {"id": "https://evil.example/'onclick=alert(1)", "narrative": script}
            }
        }
    });
    let page = check(&bench, &issued(&badge, RDFC).to_string()).await;
    has(&page, "What was achieved");
    lacks(&page, "<script>alert");
    lacks(&page, "href=\"javascript");
    lacks(&page, "user:pass@evil.example/\"");
    has(&page, "Nobody here vouches for this issuer");
    has(&page, "It calls itself");
}

#[tokio::test]
async fn only_this_sites_own_form_may_ask() {
    let bench = Bench::new();
    let request = axum::http::Request::post("/verify")
        .header("host", "school.example")
        .header("origin", "https://evil.example")
        .header("sec-fetch-site", "cross-site")
        .header("content-type", "application/x-www-form-urlencoded")
        .extension(Peer("192.0.2.1".parse().unwrap()))
        .body(axum::body::Body::from("text=x"))
        .unwrap();
    let reply = bench.send(request).await;
    assert_eq!(reply.status, StatusCode::FORBIDDEN, "{}", reply.text());
}

/// A picture of the code of `text`, as a screenshot shows it.
fn code(text: &str) -> Vec<u8> {
    const SCALE: usize = 6;
    const QUIET: usize = 4;
    let code = proofmark::picture::qr::Qr::of(text).unwrap();
    let side = (code.width + 2 * QUIET) * SCALE;
    let dark = |x: u32, y: u32| {
        let module = |at: u32| {
            (at as usize / SCALE)
                .checked_sub(QUIET)
                .filter(|at| *at < code.width)
        };
        match (module(x), module(y)) {
            (Some(x), Some(y)) => code.modules[y * code.width + x],
            _ => false,
        }
    };
    let side = u32::try_from(side).unwrap();
    let picture = image::GrayImage::from_fn(side, side, |x, y| {
        image::Luma([if dark(x, y) { 0 } else { 255 }])
    });
    let mut bytes = std::io::Cursor::new(Vec::new());
    picture
        .write_to(&mut bytes, image::ImageFormat::Png)
        .unwrap();
    bytes.into_inner()
}

#[tokio::test]
async fn a_photographed_code_leads_to_the_credential() {
    let bench = online(limits());
    let credential = issued(&credential(), JCS).to_string();
    let body = credential.clone();
    let server = Server::http(move |_, stream| {
        answer(stream, "200 OK", &["Content-Type: application/json"], &body);
    });
    let url = server.url("/badge");
    let page_link = format!(
        "https://school.example/verify?url={}",
        url.replace(':', "%3A")
    );
    let browser = Browser::new(&bench);
    for text in [&url, &page_link, &credential] {
        let picture = code(text);
        let page = browser
            .upload("/verify", &[], &[("photo", "IMG_1.png", &picture)])
            .await;
        assert_eq!(verdict(&page), "Valid", "{text}: {}", page.text());
        has(&page, "The QR code says");
    }
    let other = code("WIFI:S:zebra;;");
    let page = browser
        .upload("/verify", &[], &[("photo", "IMG_1.png", &other)])
        .await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    has(&page, "It says: WIFI:S:zebra;;");
}
