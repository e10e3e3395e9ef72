//! Whole verifications over real sockets: the credential by its address, the issuer's keys and the
//! status list from servers on this machine, through the one resolver that opens connections.

use super::support::verifying::NOW;
use super::web::{Authority, Book, Server, answer, path_of};
use super::*;
use proofmark::clock::FixedClock;
use proofmark::resolver::{Closed, FetchError, Network, NetworkSettings, Resolver};
use proofmark::service::verify::{
    KnownDocuments, Question, TrustedIssuers, Turns, Verifier, VerifyError,
};
use proofmark::status::{Bitstring, MIN_ENTRIES, problem};
use std::collections::HashMap;
use std::process::{Command, Output, Stdio};
use std::sync::Mutex;
use time::macros::datetime;

/// What a server answers, by path: a status line, a header and a body. It can be told after the
/// server has its port, which its documents name.
#[derive(Clone, Default)]
struct Pages(Arc<Mutex<HashMap<String, Page>>>);

type Page = (&'static str, String, String);

impl Pages {
    fn put(&self, path: &str, body: impl ToString) {
        let page = ("200 OK", "Content-Type: application/json".to_owned());
        let mut pages = self.0.lock().unwrap();
        pages.insert(path.to_owned(), (page.0, page.1, body.to_string()));
    }

    fn redirect(&self, path: &str, to: &str) {
        let page = ("302 Found", format!("Location: {to}"), String::new());
        self.0.lock().unwrap().insert(path.to_owned(), page);
    }

    fn serve(&self) -> impl Fn(&str, &mut dyn web::Conversation) + Send + Sync + 'static {
        let pages = self.clone();
        move |head, stream| {
            let found = pages.0.lock().unwrap().get(path_of(head)).cloned();
            match found {
                Some((status, header, body)) => answer(stream, status, &[&header], body),
                None => answer(stream, "404 Not Found", &[], "nothing here"),
            }
        }
    }
}

fn paths(server: &Server) -> Vec<String> {
    let heads = server.heads();
    heads.iter().map(|head| path_of(head).to_owned()).collect()
}

fn network(settings: NetworkSettings, names: Book) -> Network {
    let now = FixedClock(parse_timestamp(NOW).unwrap());
    Network::new(settings, Box::new(names), Box::new(now))
}

/// As in development.
fn open_inwards() -> Network {
    let settings = NetworkSettings {
        loopback: true,
        ..NetworkSettings::default()
    };
    network(settings, Book::default())
}

fn ask(resolver: &dyn Resolver, question: &Question) -> Result<Report, VerifyError> {
    let verifier = Verifier {
        documents: &KnownDocuments::default(),
        resolver,
        trusted: &TrustedIssuers::default(),
        clock: &FixedClock(parse_timestamp(NOW).unwrap()),
        turns: &Turns::new(1),
    };
    verifier.verify(question)
}

fn ask_about(resolver: &dyn Resolver, document: &Value) -> Report {
    ask(resolver, &Question::about(document.to_string())).unwrap()
}

fn entry(list: &str) -> Value {
    json!({
        "type": "BitstringStatusListEntry",
        "statusPurpose": "revocation",
        "statusListIndex": "7",
        "statusListCredential": list
    })
}

fn list(url: &str, signer: &TestSigner, revoked: bool) -> Value {
    let mut bits = Bitstring::new(MIN_ENTRIES).unwrap();
    bits.set(7, revoked).unwrap();
    let list = json!({
        "@context": [CREDENTIALS_V2],
        "id": url,
        "type": ["VerifiableCredential", "BitstringStatusListCredential"],
        "issuer": did(signer),
        "credentialSubject": {
            "type": "BitstringStatusList",
            "statusPurpose": "revocation",
            "encodedList": bits.encode()
        }
    });
    jcs(&list, signer)
}

fn badge_with(signer: &TestSigner, list: &str) -> Value {
    jcs(
        &with(badge_by(signer), |b| b["credentialStatus"] = entry(list)),
        signer,
    )
}

/// A school of the web: its server with TLS, what it serves, and who may reach it.
struct School {
    server: Server,
    pages: Pages,
    network: Network,
    signer: TestSigner,
    origin: String,
}

impl School {
    fn open() -> Self {
        let authority = Authority::new();
        let tls = authority.certify("localhost", datetime!(2099-01-01 0:00 UTC));
        let pages = Pages::default();
        let server = Server::https(tls, pages.serve());
        let port = server.address.port();
        let settings = NetworkSettings {
            loopback: true,
            authorities: Some(vec![authority.der()]),
            ..NetworkSettings::default()
        };
        let id = format!("did:web:localhost%3A{port}");
        let signer = TestSigner::new([7; 32], &format!("{id}#key"));
        pages.put(
            "/.well-known/did.json",
            super::status::did_document(&id, &signer),
        );
        let origin = format!("https://localhost:{port}");
        let list_url = format!("{origin}/status");
        pages.put("/status", list(&list_url, &signer, false));
        pages.put("/badge", badge_with(&signer, &list_url));
        Self {
            server,
            pages,
            network: network(settings, Book::default()),
            signer,
            origin,
        }
    }

    fn url(&self, path: &str) -> String {
        format!("{}{path}", self.origin)
    }

    fn ask(&self, path: &str) -> Result<Report, VerifyError> {
        ask(&self.network, &Question::about_url(self.url(path)))
    }
}

#[test]
fn a_credential_its_issuers_keys_and_its_status_are_fetched_each_once() {
    let school = School::open();
    let report = school.ask("/badge").unwrap();
    is_valid(&report);
    assert_eq!(report.url, Some(school.url("/badge")));
    let all = ["/badge", "/.well-known/did.json", "/status"];
    assert_eq!(paths(&school.server), all);
    // Again: the keys and the list are at hand for a while, the credential is asked for anew.
    is_valid(&school.ask("/badge").unwrap());
    assert_eq!(paths(&school.server)[3..], ["/badge"]);
}

#[test]
fn what_a_server_says_is_believed_as_far_as_it_is_signed() {
    let school = School::open();
    let revoked = list(&school.url("/status"), &school.signer, true);
    school.pages.put("/status", revoked);
    let report = school.ask("/badge").unwrap();
    fails(&report, CheckId::Status, Outcome::Failed, problem::REVOKED);
    // Another's list in its place.
    let school = School::open();
    let theirs = list(&school.url("/status"), &stranger(), false);
    school.pages.put("/status", theirs);
    let report = school.ask("/badge").unwrap();
    let unknown = Outcome::CouldNotTell;
    fails(&report, CheckId::Status, unknown, problem::VERIFICATION);
    // Another's keys in the place of the school's.
    let school = School::open();
    let theirs = TestSigner::new([9; 32], school.signer.verification_method());
    let document = super::status::did_document(&did(&theirs), &theirs);
    school.pages.put("/.well-known/did.json", document);
    let report = school.ask("/badge").unwrap();
    let problem = "https://w3id.org/security#PROOF_VERIFICATION_ERROR";
    fails(&report, CheckId::Proof, Outcome::Failed, problem);
    // And a document of another id.
    let school = School::open();
    let other = super::status::did_document("did:web:other.example", &school.signer);
    school.pages.put("/.well-known/did.json", other);
    let report = school.ask("/badge").unwrap();
    assert_eq!(report.verdict, Verdict::CouldNotBeChecked);
    assert_eq!(only_fault(&report).id, CheckId::IssuerKey);
}

#[test]
fn a_link_may_have_moved_and_an_issuers_documents_may_not() {
    let school = School::open();
    school.pages.redirect("/old", "/badge");
    let report = school.ask("/old").unwrap();
    is_valid(&report);
    // It says where it was found in the end.
    assert_eq!(report.url, Some(school.url("/badge")));
    for place in 0..4 {
        let (from, to) = (format!("/{place}"), format!("/{}", place + 1));
        school.pages.redirect(&from, &to);
    }
    school.pages.redirect("/4", "/badge");
    let error = school.ask("/0").unwrap_err();
    assert!(error.to_string().contains("too often"), "{error}");

    let school = School::open();
    let list = list(&school.url("/status"), &school.signer, false);
    school.pages.put("/moved", list);
    school.pages.redirect("/status", "/moved");
    let report = school.ask("/badge").unwrap();
    let unknown = Outcome::CouldNotTell;
    let told = fails(&report, CheckId::Status, unknown, problem::RETRIEVAL);
    assert!(told.contains("leads elsewhere"), "{told}");
    assert!(!paths(&school.server).contains(&"/moved".to_owned()));

    let school = School::open();
    school.pages.redirect("/.well-known/did.json", "/elsewhere");
    let report = school.ask("/badge").unwrap();
    let problem = own_problem("redirect-not-allowed");
    let told = fails(&report, CheckId::IssuerKey, unknown, &problem);
    assert!(told.contains("leads elsewhere"), "{told}");
    assert!(!paths(&school.server).contains(&"/elsewhere".to_owned()));
}

#[test]
fn without_a_network_what_needs_others_could_not_be_checked() {
    let school = School::open();
    let url = school.url("/status");
    let of_the_web = badge_with(&school.signer, &url);
    let unknown = Outcome::CouldNotTell;
    let report = ask_about(&Closed, &of_the_web);
    let told = fails(
        &report,
        CheckId::IssuerKey,
        unknown,
        &own_problem("offline"),
    );
    assert!(told.contains("does not use the network"), "{told}");
    let own_key = badge_with(&super::school(), &url);
    let report = ask_about(&Closed, &own_key);
    let told = fails(&report, CheckId::Status, unknown, problem::RETRIEVAL);
    assert!(told.contains("does not use the network"), "{told}");
    let question = Question::about_url(school.url("/badge"));
    let error = ask(&Closed, &question).unwrap_err();
    assert!(matches!(
        error,
        VerifyError::NotFetched(FetchError::Closed { .. })
    ));
    is_valid(&ask_about(&Closed, &jcs(&badge(), &super::school())));
    assert_eq!(school.server.connections(), 0);
}

/// Badges inside one presentation, each with a list of its own.
fn many_lists(urls: &[String]) -> Value {
    let credentials: Vec<Value> = urls.iter().map(|url| badge_with(&school(), url)).collect();
    let unsigned = json!({
        "@context": [CREDENTIALS_V2],
        "type": ["VerifiablePresentation"],
        "holder": did(&stranger()),
        "verifiableCredential": credentials
    });
    jcs_for(&unsigned, &stranger(), "authentication", &json!({}))
}

#[test]
fn one_verification_opens_eight_connections_at_most() {
    let pages = Pages::default();
    let server = Server::http(pages.serve());
    let port = server.address.port();
    let urls = |count: usize| -> Vec<String> {
        let hosts = ["a", "b", "c"];
        let places = (0..count).map(|place| (hosts[place % 3], place));
        places
            .map(|(host, place)| format!("http://{host}.localhost:{port}/{place}"))
            .collect()
    };
    for (place, url) in urls(10).iter().enumerate() {
        pages.put(&format!("/{place}"), list(url, &school(), false));
    }
    is_valid(&ask_about(&open_inwards(), &many_lists(&urls(8))));
    assert_eq!(server.connections(), 8);
    let report = ask_about(&open_inwards(), &many_lists(&urls(10)));
    assert_eq!(report.verdict, Verdict::CouldNotBeChecked);
    assert_eq!(server.connections(), 16);
    let verdicts: Vec<Verdict> = report.parts.iter().map(|p| p.report.verdict).collect();
    let expected = [
        [Verdict::Valid; 8].as_slice(),
        &[Verdict::CouldNotBeChecked; 2],
    ]
    .concat();
    assert_eq!(verdicts, expected);
    let reason = report.parts[9].report.reason().unwrap();
    assert!(
        reason.detail.contains("eight documents"),
        "{}",
        reason.detail
    );
}

#[test]
fn nothing_inside_is_asked_and_the_report_says_so() {
    let canary = Server::canary();
    let port = canary.address.port();
    let names = Book::default()
        .with("inside.example", &["127.0.0.1"])
        .with("both.example", &["192.0.2.1", "10.0.0.1"]);
    let closed = network(NetworkSettings::default(), names);
    let unknown = Outcome::CouldNotTell;
    for url in [
        canary.url("/status"),
        format!("https://127.0.0.1:{port}/status"),
        format!("https://localhost:{port}/status"),
        format!("https://[::1]:{port}/status"),
        "https://inside.example/status".to_owned(),
        "https://both.example/status".to_owned(),
        "https://169.254.169.254/latest/meta-data".to_owned(),
        "https://2130706433/status".to_owned(),
        "http://school.example/status".to_owned(),
        "file:///etc/passwd".to_owned(),
    ] {
        let report = ask_about(&closed, &badge_with(&school(), &url));
        let told = fails(&report, CheckId::Status, unknown, problem::RETRIEVAL);
        assert!(told.contains("may not be fetched"), "{url}: {told}");
        let error = ask(&closed, &Question::about_url(url)).unwrap_err();
        assert!(matches!(
            error,
            VerifyError::NotFetched(FetchError::NotAllowed { .. })
        ));
    }
    let id = format!("did:web:localhost%3A{port}");
    let inside = TestSigner::new([7; 32], &format!("{id}#key"));
    let report = ask_about(&closed, &jcs(&badge_by(&inside), &inside));
    let problem = own_problem("url-not-allowed");
    fails(&report, CheckId::IssuerKey, unknown, &problem);
    assert_eq!(canary.connections(), 0);
    // The same place may be asked where that is set.
    let report = ask_about(
        &open_inwards(),
        &badge_with(&school(), &canary.url("/status")),
    );
    assert_eq!(report.verdict, Verdict::CouldNotBeChecked);
    assert_eq!(canary.connections(), 1);
}

/// The program, with these arguments.
fn program(arguments: &[&str]) -> Output {
    let folder = tempfile::tempdir().unwrap();
    let mut command = Command::new(env!("CARGO_BIN_EXE_proofmark"));
    for (name, _) in std::env::vars_os() {
        if name.to_string_lossy().starts_with("PROOFMARK_") {
            command.env_remove(name);
        }
    }
    command
        .args(arguments)
        .current_dir(folder.path())
        .stdin(Stdio::null())
        .output()
        .unwrap()
}

#[test]
fn the_program_fetches_what_it_may_and_says_what_it_may_not() {
    let pages = Pages::default();
    let server = Server::http(pages.serve());
    let (badge, status) = (server.url("/badge"), server.url("/status"));
    pages.put("/badge", badge_with(&school(), &status));
    pages.put("/status", list(&status, &school(), false));
    let run = |flags: &[&str], exit: i32| {
        let all: Vec<&str> = ["verify", &badge].iter().chain(flags).copied().collect();
        let output = program(&all);
        let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).unwrap();
        let told = format!("{}{}", text(&output.stdout), text(&output.stderr));
        assert_eq!(output.status.code(), Some(exit), "{told}");
        // Lines are broken where the window ends.
        let words: Vec<&str> = told.split_whitespace().collect();
        words.join(" ")
    };
    let told = run(&["--insecure-loopback"], 0);
    assert!(told.starts_with("✓ valid: Carpentry"), "{told}");
    assert_eq!(paths(&server), ["/badge", "/status"]);
    let told = run(&[], 2);
    assert!(told.contains("may not be fetched"), "{told}");
    let told = run(&["--offline", "--insecure-loopback"], 2);
    assert!(told.contains("does not use the network"), "{told}");
    assert_eq!(server.connections(), 2);
    pages.put("/status", list(&status, &school(), true));
    let told = run(&["--insecure-loopback"], 1);
    assert!(
        told.starts_with("✗ not valid: status: the issuer has revoked the credential"),
        "{told}"
    );
    pages.redirect("/status", "/elsewhere");
    let told = run(&["--insecure-loopback"], 3);
    assert!(
        told.starts_with("? could not be checked: status: "),
        "{told}"
    );
}
