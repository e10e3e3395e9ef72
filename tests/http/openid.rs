//! Signing in by OpenID Connect, against a provider of the test's own: rows O20, O21, J19 and B14 of
//! the attack table, each with its twin that passes.

use crate::bench::{Bench, Reply, limits};
use crate::web::{Book, Conversation, Hands, Server, answer, path_of};
use axum::body::Body;
use axum::http::{Request, StatusCode, header};
use base64::Engine;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use openssl::ec::{EcGroup, EcKey};
use openssl::ecdsa::EcdsaSig;
use openssl::hash::MessageDigest;
use openssl::nid::Nid;
use openssl::pkey::{PKey, Private};
use openssl::rsa::Rsa;
use openssl::sign::Signer;
use proofmark::records::person::Role;
use proofmark::resolver::{Network, NetworkSettings};
use proofmark::service::sign_in::OpenIdClient;
use proofmark::service::{Actor, Caller};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use std::collections::HashMap;
use std::sync::{Arc, Mutex};
use url::Url;

const CLIENT: &str = "proofmark";
const SECRET: &str = "s3cret & more";
const BACK: &str = "https://school.example/sign-in/openid/back";
/// The bench's clock: 2026-11-20T10:00:00Z.
const NOW: i64 = 1_795_168_800;

type Twist = Box<dyn Fn(&mut Value, &mut Value) + Send + Sync>;

/// What the provider knows and does.
struct Script {
    issuer: String,
    /// Sign-ins that were granted, by their codes.
    granted: HashMap<String, Granted>,
    subject: String,
    email: String,
    /// Changes the head and the claims of a token.
    twist: Twist,
    signs_with: Algorithm,
    /// What the metadata says besides.
    more: Value,
    /// The forms that were sent to the token endpoint, with their `Authorization`.
    asked: Vec<(String, HashMap<String, String>)>,
}

struct Granted {
    nonce: String,
    challenge: String,
    redirect: String,
    used: bool,
}

#[derive(Clone, Copy, PartialEq)]
enum Algorithm {
    Rs256,
    Es256,
    EdDsa,
    /// RS256 with a key that is not the provider's.
    Stranger,
    /// HS256 with the client's secret.
    Hs256,
    None,
}

struct Keys {
    rsa: PKey<Private>,
    ec: EcKey<Private>,
    ed: PKey<Private>,
    stranger: PKey<Private>,
}

struct Provider {
    _server: Server,
    script: Arc<Mutex<Script>>,
}

fn encode(bytes: impl AsRef<[u8]>) -> String {
    URL_SAFE_NO_PAD.encode(bytes)
}

impl Keys {
    fn new() -> Self {
        let rsa = || PKey::from_rsa(Rsa::generate(2048).unwrap()).unwrap();
        let p256 = EcGroup::from_curve_name(Nid::X9_62_PRIME256V1).unwrap();
        Self {
            rsa: rsa(),
            ec: EcKey::generate(&p256).unwrap(),
            ed: PKey::generate_ed25519().unwrap(),
            stranger: rsa(),
        }
    }

    fn published(&self) -> Value {
        let rsa = self.rsa.rsa().unwrap();
        let mut context = openssl::bn::BigNumContext::new().unwrap();
        let form = openssl::ec::PointConversionForm::UNCOMPRESSED;
        let group = self.ec.group();
        let point = self.ec.public_key().to_bytes(group, form, &mut context);
        let point = point.unwrap();
        json!({"keys": [
            {"kty": "RSA", "use": "sig", "kid": "rsa",
             "n": encode(rsa.n().to_vec()), "e": encode(rsa.e().to_vec())},
            {"kty": "EC", "use": "sig", "kid": "ec", "crv": "P-256",
             "x": encode(&point[1..33]), "y": encode(&point[33..])},
            {"kty": "OKP", "use": "sig", "kid": "ed", "crv": "Ed25519",
             "x": encode(self.ed.raw_public_key().unwrap())},
        ]})
    }

    fn sign(&self, algorithm: Algorithm, text: &[u8]) -> Vec<u8> {
        let with = |key: &PKey<Private>| {
            let mut signer = Signer::new(MessageDigest::sha256(), key).unwrap();
            signer.update(text).unwrap();
            signer.sign_to_vec().unwrap()
        };
        match algorithm {
            Algorithm::Rs256 => with(&self.rsa),
            Algorithm::Stranger => with(&self.stranger),
            Algorithm::Hs256 => with(&PKey::hmac(SECRET.as_bytes()).unwrap()),
            Algorithm::EdDsa => {
                let mut signer = Signer::new_without_digest(&self.ed).unwrap();
                signer.sign_oneshot_to_vec(text).unwrap()
            }
            Algorithm::Es256 => {
                let signature = EcdsaSig::sign(&Sha256::digest(text), &self.ec).unwrap();
                let r = signature.r().to_vec_padded(32).unwrap();
                [r, signature.s().to_vec_padded(32).unwrap()].concat()
            }
            Algorithm::None => Vec::new(),
        }
    }
}

impl Provider {
    fn new() -> Self {
        let script = Arc::new(Mutex::new(Script {
            issuer: String::new(),
            granted: HashMap::new(),
            subject: "u-17".to_owned(),
            email: "grace@school.example".to_owned(),
            twist: Box::new(|_, _| ()),
            signs_with: Algorithm::Rs256,
            more: json!({}),
            asked: Vec::new(),
        }));
        let (told, keys) = (Arc::clone(&script), Keys::new());
        let server = Server::http(move |head, stream| {
            let mut script = told.lock().unwrap();
            let (status, document) = match path_of(head) {
                "/realm/.well-known/openid-configuration" => ("200 OK", script.metadata()),
                "/realm/keys" => ("200 OK", keys.published()),
                "/realm/token" => script.token(&keys, head, &body(head, stream)),
                _ => ("404 Not Found", json!({})),
            };
            let kind = "Content-Type: application/json";
            answer(stream, status, &[kind], document.to_string());
        });
        script.lock().unwrap().issuer = server.url("/realm");
        Self {
            _server: server,
            script,
        }
    }

    fn change(&self, change: impl FnOnce(&mut Script)) {
        change(&mut self.script.lock().unwrap());
    }

    fn twist(&self, twist: impl Fn(&mut Value, &mut Value) + Send + Sync + 'static) {
        self.change(|script| script.twist = Box::new(twist));
    }

    /// A deployment that people sign in to here.
    fn bench(&self) -> Bench {
        let issuer = self.script.lock().unwrap().issuer.clone();
        Bench::changed(limits(), |service| {
            let settings = NetworkSettings {
                loopback: true,
                ..NetworkSettings::default()
            };
            let names = Box::new(Book::default());
            let network = Network::new(settings, names, Box::new(Hands::new()));
            service
                .fetching_with(Arc::new(network))
                .signing_in_by(OpenIdClient {
                    issuer,
                    client_id: CLIENT.to_owned(),
                    client_secret: Some(SECRET.to_owned().into()),
                    name: "The school".to_owned(),
                })
        })
    }

    /// Somebody signs in there with the browser that was sent to `address`; the parameters with
    /// which it comes back.
    fn grant(&self, address: &str) -> Vec<(String, String)> {
        let asked = Url::parse(address).unwrap();
        let asked: HashMap<String, String> = asked.query_pairs().into_owned().collect();
        assert_eq!(asked["response_type"], "code");
        assert_eq!(asked["client_id"], CLIENT);
        assert_eq!(asked["redirect_uri"], BACK);
        assert_eq!(asked["code_challenge_method"], "S256");
        assert!(asked["scope"].split(' ').any(|scope| scope == "openid"));
        let mut script = self.script.lock().unwrap();
        let code = format!("code-{}", script.granted.len());
        let granted = Granted {
            nonce: asked["nonce"].clone(),
            challenge: asked["code_challenge"].clone(),
            redirect: asked["redirect_uri"].clone(),
            used: false,
        };
        script.granted.insert(code.clone(), granted);
        vec![
            ("code".to_owned(), code),
            ("state".to_owned(), asked["state"].clone()),
            ("session_state".to_owned(), "something else".to_owned()),
        ]
    }
}

impl Script {
    fn metadata(&self) -> Value {
        let at = |path: &str| format!("{}{path}", self.issuer);
        let mut metadata = json!({
            "issuer": self.issuer,
            "authorization_endpoint": at("/authorize"),
            "token_endpoint": at("/token"),
            "jwks_uri": at("/keys"),
            "response_types_supported": ["code"],
            "subject_types_supported": ["public"],
            "id_token_signing_alg_values_supported": ["RS256", "ES256", "EdDSA", "HS256", "none"],
        });
        for (name, value) in self.more.as_object().unwrap() {
            metadata[name] = value.clone();
        }
        metadata
    }

    fn token(&mut self, keys: &Keys, head: &str, body: &[u8]) -> (&'static str, Value) {
        let form: HashMap<String, String> =
            url::form_urlencoded::parse(body).into_owned().collect();
        let authorization = head
            .lines()
            .find_map(|line| line.split_once(": "))
            .and_then(|_| {
                head.lines()
                    .find(|l| l.to_lowercase().starts_with("authorization:"))
            })
            .map(|line| line.split_once(": ").unwrap().1.to_owned());
        self.asked
            .push((authorization.unwrap_or_default(), form.clone()));
        let refused = ("400 Bad Request", json!({"error": "invalid_grant"}));
        let Some(granted) = self.granted.get_mut(&form["code"]) else {
            return refused;
        };
        let challenge = encode(Sha256::digest(form["code_verifier"].as_bytes()));
        if granted.used
            || granted.challenge != challenge
            || granted.redirect != form["redirect_uri"]
            || form["grant_type"] != "authorization_code"
        {
            return refused;
        }
        granted.used = true;
        let mut claims = json!({
            "iss": self.issuer,
            "sub": self.subject,
            "aud": CLIENT,
            "exp": NOW + 300,
            "iat": NOW,
            "nonce": granted.nonce,
            "name": "Grace Example",
            "email": self.email,
        });
        let (name, kid) = match self.signs_with {
            Algorithm::Rs256 | Algorithm::Stranger => ("RS256", "rsa"),
            Algorithm::Es256 => ("ES256", "ec"),
            Algorithm::EdDsa => ("EdDSA", "ed"),
            Algorithm::Hs256 => ("HS256", "rsa"),
            Algorithm::None => ("none", "rsa"),
        };
        let mut header = json!({"alg": name, "kid": kid});
        (self.twist)(&mut header, &mut claims);
        let text = format!(
            "{}.{}",
            encode(header.to_string()),
            encode(claims.to_string())
        );
        let signature = keys.sign(self.signs_with, text.as_bytes());
        let token = format!("{text}.{}", encode(signature));
        let answer = json!({"access_token": "x", "token_type": "Bearer", "id_token": token});
        ("200 OK", answer)
    }
}

fn body(head: &str, stream: &mut dyn Conversation) -> Vec<u8> {
    let length = head.lines().find_map(|line| {
        let (name, value) = line.split_once(':')?;
        name.eq_ignore_ascii_case("content-length")
            .then(|| value.trim().parse().unwrap())
    });
    let mut body = vec![0; length.unwrap_or(0)];
    stream.read_exact(&mut body).unwrap();
    body
}

/// A browser: it keeps cookies.
#[derive(Clone, Default)]
struct Browser(HashMap<String, String>);

impl Browser {
    async fn get(&mut self, bench: &Bench, path: &str) -> Reply {
        let cookies: Vec<String> = self.0.iter().map(|(n, v)| format!("{n}={v}")).collect();
        let request = Request::get(path).header(header::COOKIE, cookies.join("; "));
        let reply = bench.send(request.body(Body::empty()).unwrap()).await;
        for cookie in reply.headers.get_all(header::SET_COOKIE) {
            let cookie = cookie.to_str().unwrap();
            let (pair, rest) = cookie.split_once(';').unwrap();
            let (name, value) = pair.split_once('=').unwrap();
            assert!(name.starts_with("__Host-"), "{cookie}");
            for wanted in ["Path=/", "HttpOnly", "SameSite=Lax", "Secure"] {
                assert!(rest.contains(wanted), "{cookie}");
            }
            match value.is_empty() {
                true => self.0.remove(name),
                false => self.0.insert(name.to_owned(), value.to_owned()),
            };
        }
        reply
    }

    /// Goes to the provider; where that is.
    async fn leave(&mut self, bench: &Bench, next: &str) -> String {
        let path = format!("/sign-in/openid?{}", query([("next", next)]));
        let reply = self.get(bench, &path).await;
        assert_eq!(reply.status, StatusCode::SEE_OTHER, "{}", reply.text());
        reply.header("location").to_owned()
    }

    async fn come_back(&mut self, bench: &Bench, with: &[(String, String)]) -> Reply {
        let with = with
            .iter()
            .map(|(name, value)| (name.as_str(), value.as_str()));
        let path = format!("/sign-in/openid/back?{}", query(with));
        self.get(bench, &path).await
    }

    /// All of it.
    async fn sign_in(&mut self, bench: &Bench, provider: &Provider) -> Reply {
        let with = provider.grant(&self.leave(bench, "/console").await);
        self.come_back(bench, &with).await
    }

    fn has_session(&self) -> bool {
        self.0.contains_key("__Host-proofmark")
    }
}

fn query<'t>(pairs: impl IntoIterator<Item = (&'t str, &'t str)>) -> String {
    let mut query = url::form_urlencoded::Serializer::new(String::new());
    query.extend_pairs(pairs).finish()
}

fn operator() -> Caller {
    Caller::new("default", Actor::CommandLine)
}

fn people(bench: &Bench) -> usize {
    bench.service.people("default").unwrap().len()
}

/// Nobody was let in, and nobody came on record.
#[track_caller]
fn refused(bench: &Bench, browser: &Browser, reply: &Reply, why: &str) {
    assert_eq!(
        reply.status,
        StatusCode::FORBIDDEN,
        "{why}: {}",
        reply.text()
    );
    assert!(reply.header("content-type").starts_with("text/html"));
    assert!(!browser.has_session(), "{why}");
    assert_eq!(people(bench), 0, "{why}");
}

#[tokio::test]
async fn somebody_new_waits_for_a_role_and_is_then_let_in() {
    let provider = Provider::new();
    let bench = provider.bench();
    let mut browser = Browser::default();
    let page = browser.get(&bench, "/sign-in").await;
    assert!(page.text().contains("Sign in with The school"));
    let reply = browser.sign_in(&bench, &provider).await;
    assert_eq!(reply.status, StatusCode::OK);
    assert!(reply.text().contains("Grace Example") && !browser.has_session());

    let person = bench.service.people("default").unwrap().remove(0);
    assert_eq!((person.subject.as_str(), person.role), ("u-17", None));
    let set = |role| bench.service.set_role(&operator(), &person.id, role);
    set(Some(Role::Auditor)).unwrap();
    let with = provider.grant(&browser.leave(&bench, "/console?a=b").await);
    let reply = browser.come_back(&bench, &with).await;
    assert_eq!(reply.status, StatusCode::SEE_OTHER);
    assert_eq!(reply.header("location"), "/console?a=b");
    assert_eq!(people(&bench), 1);
    let console = browser.get(&bench, "/console").await;
    assert_eq!(console.status, StatusCode::OK);
    assert!(console.text().contains("Grace Example"));

    // What is taken away counts from the next request on.
    set(None).unwrap();
    let gone = browser.get(&bench, "/console").await;
    assert_eq!(gone.status, StatusCode::SEE_OTHER);
}

#[tokio::test]
async fn the_code_is_changed_by_whoever_began_and_proves_to_be_this_client() {
    let provider = Provider::new();
    let bench = provider.bench();
    Browser::default().sign_in(&bench, &provider).await;
    let script = provider.script.lock().unwrap();
    let (authorization, form) = &script.asked[0];
    let encoded =
        |text: &str| -> String { url::form_urlencoded::byte_serialize(text.as_bytes()).collect() };
    let basic = STANDARD.encode(format!("{}:{}", encoded(CLIENT), encoded(SECRET)));
    assert_eq!(*authorization, format!("Basic {basic}"));
    assert_eq!(form["redirect_uri"], BACK);
    assert_eq!(form["code_verifier"].len(), 43);
    assert!(!form.contains_key("client_secret"));
    // Neither the secret nor the code is told to anybody.
    let faults = bench.faults.lock().unwrap();
    assert!(faults.is_empty(), "{faults:?}");
}

#[tokio::test]
async fn a_token_of_each_algorithm_of_public_keys_is_taken_and_no_other() {
    for algorithm in [Algorithm::Rs256, Algorithm::Es256, Algorithm::EdDsa] {
        let provider = Provider::new();
        provider.change(|script| script.signs_with = algorithm);
        let bench = provider.bench();
        let reply = Browser::default().sign_in(&bench, &provider).await;
        assert_eq!(reply.status, StatusCode::OK, "{}", reply.text());
        assert_eq!(people(&bench), 1);
    }
    let provider = Provider::new();
    let bench = provider.bench();
    for algorithm in [Algorithm::None, Algorithm::Hs256, Algorithm::Stranger] {
        provider.change(|script| script.signs_with = algorithm);
        let mut browser = Browser::default();
        let reply = browser.sign_in(&bench, &provider).await;
        refused(&bench, &browser, &reply, "signature");
    }
}

#[tokio::test]
async fn a_token_that_is_not_for_this_sign_in_lets_nobody_in() {
    let provider = Provider::new();
    let bench = provider.bench();
    let twists: [(&str, Twist); 17] = [
        (
            "iss",
            Box::new(|_, c| c["iss"] = json!("https://other.example")),
        ),
        (
            "iss, a slash more",
            Box::new(|_, c| {
                c["iss"] = json!(format!("{}/", c["iss"].as_str().unwrap()));
            }),
        ),
        ("aud", Box::new(|_, c| c["aud"] = json!("another"))),
        (
            "no aud",
            Box::new(|_, c| drop(c.as_object_mut().unwrap().remove("aud"))),
        ),
        (
            "several, no azp",
            Box::new(|_, c| c["aud"] = json!([CLIENT, "another"])),
        ),
        ("azp", Box::new(|_, c| c["azp"] = json!("another"))),
        ("nonce", Box::new(|_, c| c["nonce"] = json!("another"))),
        (
            "no nonce",
            Box::new(|_, c| drop(c.as_object_mut().unwrap().remove("nonce"))),
        ),
        ("expired", Box::new(|_, c| c["exp"] = json!(NOW - 61))),
        (
            "from the future",
            Box::new(|_, c| c["iat"] = json!(NOW + 62)),
        ),
        (
            "no sub",
            Box::new(|_, c| drop(c.as_object_mut().unwrap().remove("sub"))),
        ),
        ("empty sub", Box::new(|_, c| c["sub"] = json!(""))),
        (
            "long sub",
            Box::new(|_, c| c["sub"] = json!("a".repeat(256))),
        ),
        (
            "an access token",
            Box::new(|h, _| h["typ"] = json!("at+jwt")),
        ),
        ("a credential", Box::new(|h, _| h["typ"] = json!("vc+jwt"))),
        ("critical", Box::new(|h, _| h["crit"] = json!(["b64"]))),
        ("kid", Box::new(|h, _| h["kid"] = json!("another"))),
    ];
    for (why, twist) in twists {
        provider.change(|script| script.twist = twist);
        let mut browser = Browser::default();
        let reply = browser.sign_in(&bench, &provider).await;
        refused(&bench, &browser, &reply, why);
        // What the provider sent is nobody's to read.
        assert!(!reply.text().contains("another"), "{why}");
    }
    provider.twist(|header, claims| {
        header["typ"] = json!("JWT");
        claims["aud"] = json!(["another", CLIENT]);
        claims["azp"] = json!(CLIENT);
        claims["exp"] = json!(NOW - 30);
    });
    let reply = Browser::default().sign_in(&bench, &provider).await;
    assert_eq!(reply.status, StatusCode::OK, "{}", reply.text());
}

#[tokio::test]
async fn what_comes_back_comes_once_to_the_browser_that_began() {
    let provider = Provider::new();
    let bench = provider.bench();
    let mut browser = Browser::default();
    let with = provider.grant(&browser.leave(&bench, "/console").await);
    let without = |name: &str| -> Vec<(String, String)> {
        let others = with.iter().filter(|(known, _)| known != name);
        others.cloned().collect()
    };
    // Each of these keeps its own copy of the cookie.
    let mut other = Browser::default();
    other.leave(&bench, "/console").await;
    let doubled = [with.clone(), vec![with[1].clone()]].concat();
    for (why, mut browser, with) in [
        ("another browser", other, with.clone()),
        ("no browser", Browser::default(), with.clone()),
        ("no state", browser.clone(), without("state")),
        ("the state twice", browser.clone(), doubled),
    ] {
        let reply = browser.come_back(&bench, &with).await;
        refused(&bench, &browser, &reply, why);
    }
    let mut again = browser.clone();
    let reply = browser.come_back(&bench, &with).await;
    assert_eq!(reply.status, StatusCode::OK);
    let reply = again.come_back(&bench, &with).await;
    assert_eq!(reply.status, StatusCode::FORBIDDEN);
    assert!(reply.text().contains("used already"));
    assert_eq!(provider.script.lock().unwrap().asked.len(), 1);
}

#[tokio::test]
async fn a_code_of_another_sign_in_is_worth_nothing() {
    let provider = Provider::new();
    let bench = provider.bench();
    let (mut mine, mut theirs) = (Browser::default(), Browser::default());
    let stolen = provider.grant(&theirs.leave(&bench, "/").await);
    let mut with = provider.grant(&mine.leave(&bench, "/").await);
    with[0] = stolen[0].clone();
    let reply = mine.come_back(&bench, &with).await;
    refused(&bench, &mine, &reply, "code injection");
    let no_code = provider.grant(&mine.leave(&bench, "/").await).split_off(1);
    let reply = mine.come_back(&bench, &no_code).await;
    refused(&bench, &mine, &reply, "no code");
    // A code that was used already.
    assert_eq!(
        theirs.come_back(&bench, &stolen).await.status,
        StatusCode::OK
    );
    let mut with = provider.grant(&mine.leave(&bench, "/").await);
    with[0] = stolen[0].clone();
    let reply = mine.come_back(&bench, &with).await;
    assert_eq!(reply.status, StatusCode::FORBIDDEN);
    assert_eq!(people(&bench), 1);
}

#[tokio::test]
async fn an_answer_of_another_issuer_is_a_mix_up() {
    let provider = Provider::new();
    provider.change(|script| {
        script.more = json!({"authorization_response_iss_parameter_supported": true});
    });
    let bench = provider.bench();
    let issuer = provider.script.lock().unwrap().issuer.clone();
    for named in [None, Some("https://other.example".to_owned())] {
        let mut browser = Browser::default();
        let mut with = provider.grant(&browser.leave(&bench, "/").await);
        with.extend(named.map(|named| ("iss".to_owned(), named)));
        let reply = browser.come_back(&bench, &with).await;
        refused(&bench, &browser, &reply, "mix-up");
    }
    assert!(provider.script.lock().unwrap().asked.is_empty());
    let mut browser = Browser::default();
    let mut with = provider.grant(&browser.leave(&bench, "/").await);
    with.push(("iss".to_owned(), issuer));
    assert_eq!(
        browser.come_back(&bench, &with).await.status,
        StatusCode::OK
    );
}

#[tokio::test]
async fn whoever_turns_back_at_the_provider_is_told() {
    let provider = Provider::new();
    let bench = provider.bench();
    for (error, shown) in [
        ("access_denied", "access_denied"),
        ("<script>alert(1)</script>", "an error"),
    ] {
        let mut browser = Browser::default();
        let mut with = provider.grant(&browser.leave(&bench, "/").await);
        with[0] = ("error".to_owned(), error.to_owned());
        let reply = browser.come_back(&bench, &with).await;
        refused(&bench, &browser, &reply, error);
        assert!(reply.text().contains(shown) && !reply.text().contains("<script>alert"));
    }
}

#[tokio::test]
async fn nobody_is_led_elsewhere_afterwards() {
    let provider = Provider::new();
    let bench = provider.bench();
    Browser::default().sign_in(&bench, &provider).await;
    let person = bench.service.people("default").unwrap().remove(0);
    let role = Some(Role::Issuer);
    bench
        .service
        .set_role(&operator(), &person.id, role)
        .unwrap();
    for (next, to) in [
        ("/console/people", "/console/people"),
        ("//evil.example", "/console"),
        ("/\\evil.example", "/console"),
        ("https://evil.example/", "/console"),
        ("/a\r\nSet-Cookie: b=c", "/console"),
        ("javascript:alert(1)", "/console"),
    ] {
        let mut browser = Browser::default();
        let with = provider.grant(&browser.leave(&bench, next).await);
        let reply = browser.come_back(&bench, &with).await;
        assert_eq!(reply.header("location"), to, "{next}");
        assert!(browser.has_session());
    }
}

#[tokio::test]
async fn somebody_else_with_the_same_address_is_somebody_else() {
    let provider = Provider::new();
    let bench = provider.bench();
    Browser::default().sign_in(&bench, &provider).await;
    let first = bench.service.people("default").unwrap().remove(0);
    let role = Some(Role::Admin);
    bench
        .service
        .set_role(&operator(), &first.id, role)
        .unwrap();
    provider.change(|script| script.subject = "u-18".to_owned());
    provider.twist(|_, claims| claims["email_verified"] = json!(true));
    let mut browser = Browser::default();
    let reply = browser.sign_in(&bench, &provider).await;
    assert!(!browser.has_session() && reply.text().contains("Waiting for a role"));
    assert_eq!(people(&bench), 2);
    // The same person by another address is the same person.
    provider.change(|script| {
        script.subject = "u-17".to_owned();
        script.email = "g@elsewhere.example".to_owned();
    });
    let mut browser = Browser::default();
    browser.sign_in(&bench, &provider).await;
    assert!(browser.has_session());
    assert_eq!(people(&bench), 2);
}

#[tokio::test]
async fn a_provider_that_is_not_what_it_should_be_is_not_used() {
    for more in [
        json!({"issuer": "https://other.example"}),
        json!({"authorization_endpoint": "http://login.example/authorize"}),
        json!({"authorization_endpoint": "javascript:alert(1)"}),
        json!({"jwks_uri": "http://10.0.0.1/keys"}),
        json!({"jwks_uri": "http://school.example/keys"}),
        json!({"response_types_supported": 7}),
    ] {
        let provider = Provider::new();
        provider.change(|script| script.more = more.clone());
        let bench = provider.bench();
        let mut browser = Browser::default();
        let reply = browser.get(&bench, "/sign-in/openid").await;
        refused(&bench, &browser, &reply, &more.to_string());
        assert_eq!(bench.faults.lock().unwrap().len(), 1, "{more}");
    }
    // A token endpoint inside is never sent the code.
    let provider = Provider::new();
    provider.change(|script| script.more = json!({"token_endpoint": "http://10.0.0.1/token"}));
    let bench = provider.bench();
    let mut browser = Browser::default();
    let reply = browser.sign_in(&bench, &provider).await;
    refused(&bench, &browser, &reply, "token endpoint");
}

#[tokio::test]
async fn without_a_provider_there_is_no_such_way_in() {
    let bench = Bench::new();
    for path in ["/sign-in/openid", "/sign-in/openid/back?code=a&state=b"] {
        let reply = Browser::default().get(&bench, path).await;
        assert_eq!(reply.status, StatusCode::NOT_FOUND, "{path}");
    }
    let page = Browser::default().get(&bench, "/sign-in").await;
    assert!(!page.text().contains("/sign-in/openid"));
}

#[tokio::test]
async fn nobody_takes_away_the_last_way_in() {
    let provider = Provider::new();
    let bench = provider.bench();
    Browser::default().sign_in(&bench, &provider).await;
    let person = bench.service.people("default").unwrap().remove(0);
    let service = &bench.service;
    let key = service.api_keys().unwrap().remove(0).id;
    let revoke = || service.revoke_api_key_of_several(&operator(), &key);
    assert!(
        revoke()
            .unwrap_err()
            .to_string()
            .contains("nobody would be an admin")
    );
    let set = |role| service.set_role(&operator(), &person.id, role);
    set(Some(Role::Admin)).unwrap();
    revoke().unwrap();
    for role in [None, Some(Role::Issuer)] {
        let error = set(role).unwrap_err();
        assert!(error.to_string().contains("nobody would be an admin"));
    }
    assert!(
        service
            .person(&Caller::new("other", Actor::CommandLine), &person.id)
            .is_err()
    );
}
