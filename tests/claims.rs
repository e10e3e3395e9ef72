//! Claim links and the letters they travel in: single use, expiry, withdrawal, who may see what, and
//! that nothing about people stands in clear.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

#[path = "support/deployment.rs"]
#[allow(dead_code, reason = "this target uses its part")]
mod deployment;

use mail_parser::{Message, MessageParser};
use proofmark::clock::Clock;
use proofmark::config::{MailSender, MailServer};
use proofmark::id::OsRng;
use proofmark::identity::{Protection, Unlock};
use proofmark::post::{Folder, Letter, Password, Post, PostError, Smtp};
use proofmark::proof::SecuringPlan;
use proofmark::service::backup::{Later, Restoring, restore};
use proofmark::service::carry::Taken;
use proofmark::service::claims::{ClaimState, MadeClaim};
use proofmark::service::fsck::Fsck;
use proofmark::service::issue::{Form, IssueRequest};
use proofmark::service::keyring::Keyring;
use proofmark::service::lifecycle::StatusAct;
use proofmark::service::my_record::HeldStanding;
use proofmark::service::{Actor, Caller, Service, ServiceError, ServiceSettings};
use proofmark::store::Memory;
use proofmark::texts::Texts;
use proofmark::{assessment, framework};
use serde_json::{Value, json};
use std::io::{BufRead as _, BufReader, Write as _};
use std::net::{TcpListener, TcpStream};
use std::os::unix::fs::PermissionsExt as _;
use std::path::Path;
use std::sync::{Arc, Barrier, Mutex};
use std::thread;
use time::OffsetDateTime;
use time::macros::datetime;
use uuid::Uuid;
use zeroize::Zeroizing;

const EMAIL: &str = "planted.qwyzzle@example.org";

/// A clock that is set by hand.
#[derive(Clone)]
struct Hands(Arc<Mutex<OffsetDateTime>>);

impl Hands {
    fn forward(&self, time: time::Duration) {
        *self.0.lock().unwrap() += time;
    }
}

impl Clock for Hands {
    fn now(&self) -> OffsetDateTime {
        *self.0.lock().unwrap()
    }
}

/// A deployment in memory whose letters go into a folder.
struct Place {
    service: Arc<Service>,
    clock: Hands,
    folder: tempfile::TempDir,
}

impl Place {
    fn new() -> Self {
        Self::changed(|service, folder| {
            let from = "A School <badges@school.example>"
                .parse::<MailSender>()
                .unwrap();
            service.posting_with(Arc::new(Folder::new(folder.join("mail"), from)))
        })
    }

    fn changed(change: impl FnOnce(Service, &Path) -> Service) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let clock = Hands(Arc::new(Mutex::new(datetime!(2026-11-20 10:00 UTC))));
        let settings = ServiceSettings {
            public_url: Some("https://badges.example".to_owned()),
            issuer_name: Some("A School".to_owned()),
            ..ServiceSettings::default()
        };
        let store = Arc::new(Memory::new());
        let service = Service::new(store, Arc::new(clock.clone()), Box::new(OsRng), settings);
        let service = change(service, folder.path());
        open_issuer(&service, folder.path());
        Self {
            service: Arc::new(service),
            clock,
            folder,
        }
    }

    /// The letters so far, the first first.
    fn letters(&self) -> Vec<Vec<u8>> {
        let folder = self.folder.path().join("mail");
        let Ok(files) = std::fs::read_dir(folder) else {
            return Vec::new();
        };
        let mut paths: Vec<_> = files.map(|file| file.unwrap().path()).collect();
        paths.sort();
        paths
            .iter()
            .map(|path| std::fs::read(path).unwrap())
            .collect()
    }
}

fn open_issuer(service: &Service, folder: &Path) {
    let unlock = Unlock {
        passphrase: None,
        plain_allowed: true,
    };
    let plain = Some(Protection::PlainForDevelopment);
    let opened = service.open_issuer(&Keyring::new(folder.join("keys")), unlock, plain);
    assert_eq!(opened.unwrap().locked, None);
    service
        .import_framework(framework::SAMPLE, None, &Actor::CommandLine)
        .unwrap();
}

fn caller() -> Caller {
    Caller::new("default", Actor::CommandLine)
}

fn assess(service: &Service, name: &str, email: &str, did: Option<&str>) -> (String, String) {
    let mut document: Value = serde_json::from_slice(assessment::SAMPLE).unwrap();
    document["learner"] = json!({ "name": name, "email": email });
    if let Some(did) = did {
        document["learner"]["did"] = json!(did);
    }
    document["assessedAt"] = json!("2026-11-01T10:00:00Z");
    let recorded = service.assess(document.to_string().as_bytes(), &caller(), None);
    let record = recorded.unwrap().record;
    (record.id, record.learner.unwrap())
}

fn issue(service: &Service, assessment: &str, proofs: &[&str]) -> String {
    let request = IssueRequest {
        assessment: assessment.to_owned(),
        forms: vec![Form::OpenBadge],
        proofs: SecuringPlan::list(proofs.iter().copied()).unwrap(),
        valid_until: None,
        again: false,
        resume: None,
        in_place_of: None,
    };
    let issued = service.issue(&request, &caller(), None).unwrap();
    issued[0].id.clone()
}

/// Somebody who was assessed and has a badge: their id, and the badge's.
fn learner(service: &Service, name: &str, email: &str, did: Option<&str>) -> (String, String) {
    let (assessment, learner) = assess(service, name, email, did);
    (learner, issue(service, &assessment, &["eddsa-jcs-2022"]))
}

fn claim(service: &Service, credential: &str) -> MadeClaim {
    let ids = [credential.to_owned()];
    service.make_claim(&caller(), &ids, None).unwrap()
}

/// The links in a letter that lead there.
fn links(mail: &[u8], path: &str) -> Vec<String> {
    let letter = MessageParser::default().parse(mail).unwrap();
    let text = letter.body_text(0).unwrap().into_owned();
    let lines = text.lines().map(str::trim);
    let start = format!("https://badges.example{path}");
    lines
        .filter_map(|line| line.strip_prefix(&start).map(str::to_owned))
        .collect()
}

fn sound(service: &Service) {
    let report = service
        .check_everything(&Fsck {
            signatures: false,
            keyring: None,
            held: &[],
        })
        .unwrap();
    assert!(report.is_sound(), "{:?}", report.faults);
}

#[test]
fn of_fifty_who_use_a_link_at_once_one_gets_in() {
    let place = Place::new();
    let (ada, badge) = learner(&place.service, "Ada", EMAIL, None);
    for _ in 0..5 {
        let made = claim(&place.service, &badge);
        let start = Arc::new(Barrier::new(50));
        let threads: Vec<_> = (0..50)
            .map(|_| {
                let (service, start) = (Arc::clone(&place.service), Arc::clone(&start));
                let token = made.token.clone();
                thread::spawn(move || {
                    start.wait();
                    service.redeem_claim(&token)
                })
            })
            .collect();
        let outcomes: Vec<_> = threads.into_iter().map(|one| one.join().unwrap()).collect();
        let (let_in, refused): (Vec<_>, Vec<_>) = outcomes.into_iter().partition(Result::is_ok);
        assert_eq!((let_in.len(), refused.len()), (1, 49));
        let redeemed = let_in[0].as_ref().unwrap();
        assert_eq!(
            (&redeemed.learner, &redeemed.credentials[0]),
            (&ada, &badge)
        );
        let first = refused[0].as_ref().unwrap_err();
        assert!(refused.iter().all(|one| one.as_ref().unwrap_err() == first));
        let state = place.service.claim(&caller(), &made.id).unwrap().state;
        assert!(matches!(state, ClaimState::Redeemed(_)));
    }
    sound(&place.service);
}

#[test]
fn what_does_not_work_answers_alike_whatever_the_reason() {
    let place = Place::new();
    let service = &place.service;
    let (_, badge) = learner(service, "Ada", EMAIL, None);
    let [used, withdrawn, expired, open] = [(); 4].map(|()| claim(service, &badge));
    service.redeem_claim(&used.token).unwrap();
    service.withdraw_claim(&caller(), &withdrawn.id).unwrap();
    service.withdraw_claim(&caller(), &withdrawn.id).unwrap();
    // Looking uses nothing up.
    for _ in 0..3 {
        let offer = service.look_at_claim(&open.token).unwrap();
        assert_eq!(offer.issuer, "A School");
        assert_eq!(offer.expires, "2026-12-20T10:00:00Z");
    }
    place
        .clock
        .forward(time::Duration::days(30) - time::Duration::SECOND);
    assert!(service.look_at_claim(&expired.token).is_ok());
    place.clock.forward(time::Duration::SECOND);
    let unknown = "A".repeat(43);
    let expected = service.redeem_claim(&unknown).unwrap_err();
    assert!(matches!(expected, ServiceError::NotFound { .. }));
    for token in [
        used.token.as_str(),
        &withdrawn.token,
        &expired.token,
        &open.token[..42],
        &format!("{}A", open.token),
        "",
        "../../x",
    ] {
        assert_eq!(service.redeem_claim(token).unwrap_err(), expected);
        assert_eq!(service.look_at_claim(token).unwrap_err(), expected);
        assert_eq!(service.redeem_entry(token).unwrap_err(), expected);
    }
    let states: Vec<ClaimState> = [&used, &withdrawn, &expired]
        .map(|one| service.claim(&caller(), &one.id).unwrap().state)
        .to_vec();
    assert!(matches!(
        &states[..],
        [
            ClaimState::Redeemed(_),
            ClaimState::Withdrawn(_),
            ClaimState::Expired
        ]
    ));
    let late = service.withdraw_claim(&caller(), &used.id).unwrap_err();
    assert!(matches!(
        late,
        ServiceError::Refused {
            rule: "claim-redeemed",
            ..
        }
    ));
    sound(service);
}

#[test]
fn a_link_is_for_one_learner_of_ones_own_issuer_and_not_for_ever() {
    let place = Place::new();
    let service = &place.service;
    let (_, ada) = learner(service, "Ada", EMAIL, None);
    let (_, bob) = learner(service, "Bob", "bob@example.org", None);
    let refused = |ids: &[&String], days: Option<u16>| {
        let ids: Vec<String> = ids.iter().map(|id| (*id).clone()).collect();
        service.make_claim(&caller(), &ids, days).err().unwrap()
    };
    let several = refused(&[&ada, &bob], None);
    let rule = "claim-several-learners";
    assert!(matches!(several, ServiceError::Refused { rule: found, .. } if found == rule));
    for days in [Some(0), Some(91)] {
        assert!(matches!(
            refused(&[&ada], days),
            ServiceError::Invalid { .. }
        ));
    }
    assert!(matches!(refused(&[], None), ServiceError::Invalid { .. }));
    let unknown = "urn:uuid:00000000-0000-4000-8000-000000000000".to_owned();
    assert!(matches!(
        refused(&[&unknown], None),
        ServiceError::NotFound { .. }
    ));
    let other = Caller::new("other", Actor::CommandLine);
    let foreign = service.make_claim(&other, std::slice::from_ref(&ada), None);
    assert!(matches!(foreign, Err(ServiceError::NotFound { .. })));
    let made = claim(service, &ada);
    for error in [
        service.withdraw_claim(&other, &made.id).unwrap_err(),
        service.claim(&other, &made.id).unwrap_err(),
        service.claims_of(&other, &made.learner).unwrap_err(),
        service
            .send_claim(&other, &made.token, None, Texts::default())
            .unwrap_err(),
    ] {
        assert!(matches!(error, ServiceError::NotFound { .. }), "{error}");
    }
    let long = service
        .make_claim(&caller(), std::slice::from_ref(&ada), Some(90))
        .unwrap();
    assert_eq!(long.expires, "2027-02-18T10:00:00Z");
    // The same credential twice is one.
    let twice = service
        .make_claim(&caller(), &[ada.clone(), ada.clone()], None)
        .unwrap();
    assert_eq!(
        service.claim(&caller(), &twice.id).unwrap().credentials,
        std::slice::from_ref(&ada)
    );
    service
        .change_status(&bob, StatusAct::Revoke, Some("a mistake"), &caller())
        .unwrap();
    let revoked = refused(&[&bob], None);
    assert!(matches!(
        revoked,
        ServiceError::Refused {
            rule: "claim-revoked",
            ..
        }
    ));
}

#[test]
fn a_claim_link_goes_by_letter_to_an_address_of_its_learner_alone() {
    let place = Place::new();
    let service = &place.service;
    let (ada, badge) = learner(service, "Ada", EMAIL, None);
    let made = claim(service, &badge);
    let t = Texts::default();
    let elsewhere = service.send_claim(&caller(), &made.token, Some("eve@example.org"), t);
    assert!(matches!(
        elsewhere,
        Err(ServiceError::Refused {
            rule: "address-not-theirs",
            ..
        })
    ));
    assert!(place.letters().is_empty());
    let sent = service.send_claim(&caller(), &made.token, None, t).unwrap();
    assert_eq!(sent.to, EMAIL);
    service
        .send_claim(&caller(), &made.token, Some(&EMAIL.to_uppercase()), t)
        .unwrap();
    let letters = place.letters();
    assert_eq!(letters.len(), 2);
    let mail: Message<'_> = MessageParser::default().parse(&letters[0]).unwrap();
    assert_eq!(mail.subject(), Some("Your credential from A School"));
    assert_eq!(
        mail.from().unwrap().first().unwrap().address(),
        Some("badges@school.example")
    );
    assert_eq!(
        mail.from().unwrap().first().unwrap().name(),
        Some("A School")
    );
    let to = mail.to().unwrap();
    assert_eq!(to.iter().count(), 1);
    assert!(mail.cc().is_none() && mail.bcc().is_none());
    assert_eq!(
        links(&letters[0], "/claim/"),
        std::slice::from_ref(&made.token)
    );
    let view = &service.claims_of(&caller(), &ada).unwrap()[0];
    assert_eq!(view.sent.len(), 2);
    // Nobody but the owner reads it.
    let folder = place.folder.path().join("mail");
    assert_eq!(
        folder.metadata().unwrap().permissions().mode() & 0o777,
        0o700
    );
    for file in std::fs::read_dir(folder).unwrap() {
        assert_eq!(
            file.unwrap().metadata().unwrap().permissions().mode() & 0o777,
            0o600
        );
    }
    let export = service.export_learner(&caller(), &ada).unwrap();
    assert_eq!(export["claims"][0]["sent"][0]["to"], EMAIL);
    assert!(!export.to_string().contains(&made.token));
    // Noting where it was sent does not stand in the way of using it.
    service.redeem_claim(&made.token).unwrap();
    sound(service);
}

#[test]
fn without_post_letters_are_refused_with_what_to_do() {
    let place = Place::changed(|service, _| service);
    let (_, badge) = learner(&place.service, "Ada", EMAIL, None);
    let made = claim(&place.service, &badge);
    let t = Texts::default();
    let asked = place.service.ask_entry(EMAIL, t).unwrap_err();
    let sent = place
        .service
        .send_claim(&caller(), &made.token, None, t)
        .unwrap_err();
    for error in [asked, sent] {
        assert!(matches!(
            error,
            ServiceError::Refused {
                rule: "no-post",
                ..
            }
        ));
        assert!(error.to_string().contains("smtp-url"), "{error}");
    }
}

#[test]
fn whoever_asks_by_an_address_gets_links_by_letter_and_one_answer() {
    let place = Place::new();
    let service = &place.service;
    let (ada, _) = learner(service, "Ada", EMAIL, Some("did:example:ada"));
    let (eve, _) = learner(service, "Eve", EMAIL, Some("did:example:eve"));
    let t = Texts::default();
    let known = service.ask_entry(&EMAIL.to_uppercase(), t);
    let unknown = service.ask_entry("nobody@example.org", t);
    assert_eq!((known, unknown), (Ok(()), Ok(())));
    assert!(
        place.letters().is_empty(),
        "the answer does not wait for the search"
    );
    assert_eq!(service.deliver(), Vec::<String>::new());
    let letters = place.letters();
    assert_eq!(letters.len(), 1);
    let tokens = links(&letters[0], "/record/enter/");
    assert_eq!(tokens.len(), 2);
    let mut who: Vec<String> = tokens
        .iter()
        .map(|token| service.redeem_entry(token).unwrap().learner)
        .collect();
    who.sort();
    let mut expected = [ada.clone(), eve];
    expected.sort();
    assert_eq!(who, expected);
    assert!(
        tokens
            .iter()
            .all(|token| service.redeem_entry(token).is_err())
    );
    // A link to enter is no claim link, and works for half an hour.
    place.clock.forward(time::Duration::SECOND);
    service.ask_entry(EMAIL, t).unwrap();
    service.deliver();
    let token = links(&place.letters()[1], "/record/enter/").remove(0);
    assert!(service.look_at_claim(&token).is_err());
    assert!(service.look_at_entry(&token).is_ok());
    place.clock.forward(time::Duration::minutes(30));
    assert!(service.look_at_entry(&token).is_err());
    // No more than three in an hour.
    for _ in 0..5 {
        service.ask_entry(EMAIL, t).unwrap();
    }
    service.deliver();
    assert_eq!(place.letters().len(), 3);
    assert!(service.claims_of(&caller(), &ada).unwrap().is_empty());
    for wrong in [
        "",
        "nobody",
        "a@b.example\r\nBcc: eve@example.org",
        "a@b.example, c@d.example",
    ] {
        let refused = service.ask_entry(wrong, t).unwrap_err();
        assert!(matches!(refused, ServiceError::Invalid { .. }), "{wrong:?}");
    }
    sound(service);
}

#[test]
fn a_learner_sees_what_is_theirs_and_what_is_missing() {
    let place = Place::new();
    let service = &place.service;
    let (assessment, ada) = assess(service, "Ada", EMAIL, Some("did:example:ada"));
    let badge = issue(service, &assessment, &["eddsa-jcs-2022", "vc-jwt"]);
    let (bob, _) = learner(service, "Bob", "bob@example.org", None);
    let record = service.my_record("default", &ada).unwrap();
    assert_eq!(record.name.as_deref(), Some("Ada"));
    assert_eq!(record.frameworks.len(), 1);
    let held = &record.frameworks[0];
    let latest = held.latest.as_ref().unwrap();
    assert_eq!(latest.achieved.as_deref(), Some("Proficient"));
    assert!(latest.next.as_ref().is_some_and(|next| next.further > 0));
    assert!(!latest.met.is_empty());
    assert_eq!(latest.rungs.iter().filter(|rung| rung.achieved).count(), 1);
    assert_eq!(held.credentials[0].standing, HeldStanding::Current);
    assert_eq!(held.credentials[0].id, badge);
    let ways = service.ways_to_take("default", &ada, &badge).unwrap();
    assert_eq!(ways.len(), Taken::ALL.len());
    let t = Texts::default();
    for taken in ways {
        let carried = service.take("default", &ada, &badge, taken, t).unwrap();
        let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || "-.".contains(c);
        assert!(
            carried.file_name.chars().all(plain),
            "{}",
            carried.file_name
        );
        assert!(!carried.bytes.is_empty());
        let foreign = service.take("default", &bob, &badge, taken, t).unwrap_err();
        assert!(matches!(foreign, ServiceError::NotFound { .. }));
    }
    let foreign = service.my_credential("default", &bob, &badge).unwrap_err();
    let nowhere = service
        .my_credential("default", &ada, "urn:uuid:1")
        .unwrap_err();
    assert!(matches!(foreign, ServiceError::NotFound { .. }));
    assert!(matches!(nowhere, ServiceError::NotFound { .. }));
    assert!(service.my_record("other", &ada).is_err());
    service
        .change_status(&badge, StatusAct::Revoke, Some("a mistake"), &caller())
        .unwrap();
    let held = service.my_credential("default", &ada, &badge).unwrap();
    assert_eq!(held.standing, HeldStanding::Revoked);
}

fn bytes_below(folder: &Path) -> Vec<u8> {
    let mut all = Vec::new();
    for file in std::fs::read_dir(folder).unwrap() {
        let path = file.unwrap().path();
        match path.is_dir() {
            true => all.extend(bytes_below(&path)),
            false => all.extend(std::fs::read(path).unwrap()),
        }
    }
    all
}

fn holds(bytes: &[u8], text: &str) -> bool {
    bytes
        .windows(text.len())
        .any(|window| window == text.as_bytes())
}

#[test]
fn the_store_holds_neither_addresses_nor_tokens_and_forgets_with_the_learner() {
    let folder = tempfile::tempdir().unwrap();
    let service = deployment::open(folder.path());
    service
        .import_framework(framework::SAMPLE, None, &Actor::CommandLine)
        .unwrap();
    let mail = folder.path().join("mail");
    let from: MailSender = "badges@school.example".parse().unwrap();
    let service = service.posting_with(Arc::new(Folder::new(&mail, from)));
    let (ada, badge) = learner(&service, "Planted Qwyzzle-Name", EMAIL, None);
    let [open, used] = [(); 2].map(|()| claim(&service, &badge));
    service
        .send_claim(&caller(), &open.token, None, Texts::default())
        .unwrap();
    service.redeem_claim(&used.token).unwrap();
    service.ask_entry(EMAIL, Texts::default()).unwrap();
    service.deliver();
    service.tend_at_last().unwrap();
    sound(&service);
    let data = bytes_below(&folder.path().join("data"));
    for secret in [EMAIL, "Qwyzzle", open.token.as_str(), &used.token] {
        assert!(!holds(&data, secret), "{secret}");
    }
    service
        .erase_learners(&caller(), std::slice::from_ref(&ada))
        .unwrap();
    assert!(service.look_at_claim(&open.token).is_err());
    assert!(service.redeem_claim(&open.token).is_err());
    sound(&service);
    drop(service);
    let data = bytes_below(&folder.path().join("data"));
    assert!(!holds(&data, &format!("claim-of/{ada}")));
    assert!(!holds(&data, "claim-token/"));
}

#[test]
fn after_a_restore_no_earlier_link_works() {
    let folder = tempfile::tempdir().unwrap();
    let backup = folder.path().join("one.backup");
    let (used, unused) = {
        let service = deployment::open(folder.path());
        service
            .import_framework(framework::SAMPLE, None, &Actor::CommandLine)
            .unwrap();
        let (_, badge) = learner(&service, "Ada", EMAIL, None);
        let [used, unused] = [(); 2].map(|()| claim(&service, &badge));
        service.tend_at_last().unwrap();
        back_up(&service, folder.path(), &backup);
        service.redeem_claim(&used.token).unwrap();
        (used, unused)
    };
    let restored = folder.path().join("restored");
    let keys = Keyring::new(restored.join("keys"));
    let unlock = Unlock {
        passphrase: None,
        plain_allowed: true,
    };
    let report = restore(&Restoring {
        file: &backup,
        unlock,
        data: &restored.join("data"),
        keys: &keys,
        later: Some(Later::AcceptLoss),
    })
    .unwrap();
    assert_eq!(report.faults, Vec::<String>::new());
    let service = deployment::open(&restored);
    for token in [&used.token, &unused.token] {
        assert!(service.look_at_claim(token).is_err());
        assert!(service.redeem_claim(token).is_err());
    }
    let state = service.claim(&caller(), &used.id).unwrap().state;
    assert!(matches!(state, ClaimState::Withdrawn(_)));
    sound(&service);
}

/// A backup that needs no more than plain keys.
fn back_up(service: &Service, folder: &Path, file: &Path) {
    let keyring = Keyring::new(folder.join("keys"));
    let plain = Protection::PlainForDevelopment;
    service
        .backup(&Actor::CommandLine, &keyring, plain, file)
        .unwrap();
}

/// What a mail server was told, and what it is to answer to the recipient.
struct Server {
    url: String,
    heard: Arc<Mutex<Vec<String>>>,
}

impl Server {
    /// Answers one connection after the other; `recipient` to RCPT.
    fn new(recipient: &'static str) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let url = format!("smtp://{}", listener.local_addr().unwrap());
        let heard = Arc::<Mutex<Vec<String>>>::default();
        let kept = Arc::clone(&heard);
        thread::spawn(move || {
            for stream in listener.incoming() {
                let _ = converse(stream.unwrap(), &kept, recipient);
            }
        });
        Self { url, heard }
    }
}

/// A conversation as RFC 5321 has it.
fn converse(stream: TcpStream, heard: &Mutex<Vec<String>>, recipient: &str) -> std::io::Result<()> {
    let mut write = stream.try_clone()?;
    let mut say = |line: &str| write.write_all(format!("{line}\r\n").as_bytes());
    let mut lines = BufReader::new(stream).lines();
    say("220 mail.example ESMTP")?;
    while let Some(line) = lines.next() {
        let line = line?;
        heard.lock().unwrap().push(line.clone());
        match line.get(..4).unwrap_or_default() {
            "EHLO" => {
                say("250-mail.example")?;
                say("250-AUTH PLAIN LOGIN")?;
                say("250 8BITMIME")?;
            }
            "AUTH" => say("235 welcome")?,
            "RCPT" => say(recipient)?,
            "DATA" => {
                say("354 go on")?;
                for line in lines.by_ref() {
                    let line = line?;
                    let over = line == ".";
                    heard.lock().unwrap().push(line);
                    if over {
                        break;
                    }
                }
                say("250 taken")?;
            }
            "QUIT" => {
                say("221 bye")?;
                return Ok(());
            }
            _ => say("250 well")?,
        }
    }
    Ok(())
}

fn letter(to: &str, text: &str) -> Letter {
    let date = datetime!(2026-11-20 10:00 UTC);
    Letter::new(to, "Your credential", text, date, Uuid::from_u128(1)).unwrap()
}

fn smtp(url: &str, password: Option<&str>) -> Smtp {
    let server: MailServer = url.parse().unwrap();
    let password = password.map(|text| Password::new(Zeroizing::new(text.to_owned())));
    let from = "A School <badges@school.example>".parse().unwrap();
    Smtp::new(&server, password.as_ref(), from).unwrap()
}

#[test]
fn a_mail_server_gets_the_letter_and_one_recipient() {
    let server = Server::new("250 known");
    let url = server
        .url
        .replace("smtp://", "smtp://ada%40school.example@");
    let text = "Grüße\n.\n..two dots\nRCPT TO:<eve@example.org>\n";
    smtp(&url, Some("a secret"))
        .send(&letter("ada@example.org", text))
        .unwrap();
    let heard = server.heard.lock().unwrap().join("\r\n");
    assert!(
        heard.contains("MAIL FROM:<badges@school.example>"),
        "{heard}"
    );
    assert!(heard.contains("RCPT TO:<ada@example.org>"), "{heard}");
    let (head, body) = heard.split_once("DATA\r\n").unwrap();
    assert_eq!(head.matches("RCPT TO").count(), 1);
    let auth = head
        .lines()
        .find(|line| line.starts_with("AUTH PLAIN"))
        .unwrap();
    assert!(
        auth.len() > "AUTH PLAIN ".len() && !auth.contains("secret"),
        "{auth}"
    );
    // As RFC 5321, section 4.5.2, has it: a leading dot is doubled on the way.
    let body = body
        .rsplit_once("\r\n.\r\n")
        .unwrap()
        .0
        .replace("\r\n..", "\r\n.");
    let mail = MessageParser::default().parse(body.as_bytes()).unwrap();
    assert_eq!(mail.subject(), Some("Your credential"));
    assert_eq!(mail.body_text(0).unwrap().replace("\r\n", "\n"), text);
}

#[test]
fn what_a_mail_server_refuses_is_told_without_the_address() {
    let server = Server::new("550 ada@example.org is not known here");
    let refused = smtp(&server.url, None)
        .send(&letter("ada@example.org", "x"))
        .unwrap_err();
    assert!(matches!(refused, PostError::Refused(_)), "{refused}");
    assert!(refused.to_string().contains("550"), "{refused}");
    assert!(!refused.to_string().contains("ada@"), "{refused}");
    let nobody = TcpListener::bind("127.0.0.1:0")
        .unwrap()
        .local_addr()
        .unwrap();
    let closed = smtp(&format!("smtp://{nobody}"), None).send(&letter("ada@example.org", "x"));
    assert!(matches!(closed, Err(PostError::Unreachable(_))));
}
