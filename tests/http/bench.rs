//! A deployment in memory, its HTTP face, and a client for it.

use axum::Router;
use axum::body::Body;
use axum::http::{HeaderMap, Method, Request, StatusCode, header};
use proofmark::clock::{Clock, parse_timestamp};
use proofmark::http::{Face, Limits, openapi_document, router};
use proofmark::id::SeededRng;
use proofmark::identity::{Protection, Unlock};
use proofmark::records::api_key::Scope;
use proofmark::service::keyring::Keyring;
use proofmark::service::{Actor, Caller};
use proofmark::service::{Service, ServiceSettings};
use proofmark::store::{Commit, Conflict, Memory, Page, Scan, Sink, Store, StoreError};
use serde_json::{Value, json};
use std::sync::{Arc, Condvar, Mutex};
use std::time::Duration;
use time::OffsetDateTime;
use tower::ServiceExt;

pub const FRAMEWORK: &str = include_str!("../../schemas/sample-framework.json");
pub const ASSESSMENT: &str = include_str!("../../schemas/sample-assessment.json");

/// A deployment and its face.
pub struct Bench {
    pub face: Arc<Face>,
    pub service: Arc<Service>,
    pub store: Arc<Trying>,
    pub router: Router,
    /// A key that may do everything.
    pub admin: String,
    /// What the deployment takes for now.
    pub clock: Arc<Hands>,
    /// What the operator was told.
    pub faults: Arc<Mutex<Vec<String>>>,
    _keys: tempfile::TempDir,
}

/// A clock that is set by hand.
pub struct Hands(Mutex<OffsetDateTime>);

impl Hands {
    #[allow(dead_code, reason = "most tests need no time to pass")]
    pub fn forward(&self, time: time::Duration) {
        *self.0.lock().unwrap() += time;
    }
}

impl Clock for Hands {
    fn now(&self) -> OffsetDateTime {
        *self.0.lock().unwrap()
    }
}

/// What a store does when it is probed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Mood {
    #[default]
    Well,
    /// There is no room on its disk.
    Full,
    /// It panics.
    Panicking,
    /// It waits until it is well again.
    Stuck,
}

/// A store in memory that can be made to fail.
#[derive(Default)]
pub struct Trying {
    memory: Memory,
    mood: Mutex<Mood>,
    changed: Condvar,
    waiting: Mutex<usize>,
    waits: Condvar,
}

impl Trying {
    pub fn set(&self, mood: Mood) {
        *self.mood.lock().unwrap() = mood;
        self.changed.notify_all();
    }

    /// Returns when so many probes are stuck.
    pub fn wait_until_stuck(&self, count: usize) {
        let waiting = self.waiting.lock().unwrap();
        drop(
            self.waits
                .wait_while(waiting, |waiting| *waiting < count)
                .unwrap(),
        );
    }

    fn stuck(&self) {
        *self.waiting.lock().unwrap() += 1;
        self.waits.notify_all();
        let mood = self.mood.lock().unwrap();
        drop(
            self.changed
                .wait_while(mood, |mood| *mood == Mood::Stuck)
                .unwrap(),
        );
        *self.waiting.lock().unwrap() -= 1;
    }

    fn full() -> StoreError {
        StoreError::Full {
            path: "/secret/place".into(),
            free: 1,
            needed: 2,
        }
    }
}

/// Makes a store well again when a test ends, however it ends: nothing waits for ever.
pub struct WellAtTheEnd(pub Arc<Trying>);

impl Drop for WellAtTheEnd {
    fn drop(&mut self) {
        self.0.set(Mood::Well);
    }
}

impl Store for Trying {
    fn get(&self, key: &[u8]) -> Result<Option<Vec<u8>>, StoreError> {
        // Reads that concern keys go on, so that requests come as far as their handlers.
        let mood = *self.mood.lock().unwrap();
        if !key.starts_with(b"api-key/") {
            match mood {
                Mood::Panicking => panic!("a secret of the store"),
                Mood::Stuck => self.stuck(),
                Mood::Well | Mood::Full => {}
            }
        }
        self.memory.get(key)
    }

    fn scan(&self, scan: &Scan) -> Result<Page, StoreError> {
        if *self.mood.lock().unwrap() == Mood::Stuck {
            self.stuck();
        }
        self.memory.scan(scan)
    }

    fn commit(&self, commit: Commit) -> Result<Result<(), Conflict>, StoreError> {
        match *self.mood.lock().unwrap() {
            Mood::Full => Err(Self::full()),
            _ => self.memory.commit(commit),
        }
    }

    fn health(&self) -> Result<(), StoreError> {
        match *self.mood.lock().unwrap() {
            Mood::Full => Err(Self::full()),
            _ => Ok(()),
        }
    }

    fn copy(&self, sink: &mut Sink<'_>) -> Result<(), StoreError> {
        self.memory.copy(sink)
    }

    fn rewrite(&self) -> Result<(), StoreError> {
        self.memory.rewrite()
    }
}

/// Limits that do not get in the way, and no memory of probes.
pub fn limits() -> Limits {
    Limits {
        probe: Duration::ZERO,
        ..Limits::default()
    }
}

impl Bench {
    /// A deployment that can sign.
    pub fn new() -> Self {
        Self::with(limits())
    }

    pub fn with(limits: Limits) -> Self {
        Self::changed(limits, |service| service)
    }

    /// A deployment that can sign, with something about its service changed.
    pub fn changed(limits: Limits, change: impl FnOnce(Service) -> Service) -> Self {
        let keys = tempfile::tempdir().unwrap();
        let bench = Self::over(limits, keys, change);
        let opened = bench
            .service
            .open_issuer(
                &Keyring::new(bench._keys.path().join("keys")),
                Unlock {
                    passphrase: None,
                    plain_allowed: true,
                },
                Some(Protection::PlainForDevelopment),
            )
            .unwrap();
        assert_eq!(opened.locked, None);
        bench
    }

    /// A deployment without an issuer.
    pub fn unopened(limits: Limits, keys: tempfile::TempDir) -> Self {
        Self::over(limits, keys, |service| service)
    }

    fn over(
        limits: Limits,
        keys: tempfile::TempDir,
        change: impl FnOnce(Service) -> Service,
    ) -> Self {
        let store = Arc::new(Trying::default());
        let now = parse_timestamp("2026-11-20T10:00:00Z").unwrap();
        let clock = Arc::new(Hands(Mutex::new(now)));
        let service = Service::new(
            Arc::clone(&store) as Arc<dyn Store>,
            Arc::clone(&clock) as Arc<dyn Clock>,
            Box::new(SeededRng::new(7)),
            ServiceSettings {
                public_url: Some("https://school.example".to_owned()),
                issuer_name: Some("A School".to_owned()),
                ..ServiceSettings::default()
            },
        );
        let service = Arc::new(change(service));
        let admin = service
            .create_api_key(
                &Caller::new("default", Actor::CommandLine),
                vec![Scope::Admin],
            )
            .unwrap();
        let faults = Arc::new(Mutex::new(Vec::new()));
        let told = Arc::clone(&faults);
        let log = move |fault: &str| told.lock().unwrap().push(fault.to_owned());
        let face = Arc::new(Face::with_fault_log(Arc::clone(&service), limits, log));
        Self {
            router: router(Arc::clone(&face)),
            face,
            service,
            store,
            admin: admin.token,
            clock,
            faults,
            _keys: keys,
        }
    }

    pub fn key(&self, issuer: &str, scope: Scope) -> String {
        self.service
            .create_api_key(&Caller::new(issuer, Actor::CommandLine), vec![scope])
            .unwrap()
            .token
    }

    pub async fn send(&self, request: Request<Body>) -> Reply {
        let response = self.router.clone().oneshot(request).await.unwrap();
        let (parts, body) = response.into_parts();
        let body = axum::body::to_bytes(body, usize::MAX).await.unwrap();
        Reply {
            status: parts.status,
            headers: parts.headers,
            body: body.to_vec(),
        }
    }

    /// A request with the admin's key.
    pub fn request(&self, method: Method, path: &str) -> axum::http::request::Builder {
        Request::builder()
            .method(method)
            .uri(path)
            .header(header::AUTHORIZATION, format!("Bearer {}", self.admin))
    }

    pub async fn get(&self, path: &str) -> Reply {
        self.send(self.request(Method::GET, path).body(Body::empty()).unwrap())
            .await
    }

    pub async fn post(&self, path: &str, body: impl Into<Body>) -> Reply {
        let request = self
            .request(Method::POST, path)
            .header(header::CONTENT_TYPE, "application/json");
        self.send(request.body(body.into()).unwrap()).await
    }

    /// Imports the sample framework and records the sample assessment; its id.
    pub async fn assessed(&self) -> String {
        let imported = self.post("/api/v1/frameworks", FRAMEWORK).await;
        assert_eq!(imported.status, StatusCode::CREATED, "{}", imported.text());
        let recorded = self.post("/api/v1/assessments", ASSESSMENT).await;
        assert_eq!(recorded.status, StatusCode::CREATED, "{}", recorded.text());
        recorded.json()["id"].as_str().unwrap().to_owned()
    }
}

/// Fails unless `answer` has the shape that the OpenAPI document gives to `name`.
pub fn fits(answer: &Value, name: &str) {
    let mut schema = serde_json::to_value(openapi_document()).unwrap();
    schema["$ref"] = json!(format!("#/components/schemas/{name}"));
    let schemas = schema["components"]["schemas"].as_object_mut().unwrap();
    assert!(schemas.contains_key(name), "there is no schema {name}");
    for (name, object) in schemas {
        // What a schema does not know would be an answer that the document is silent about; only
        // problems have members of their own.
        if name != "Problem" && object["properties"].is_object() {
            object["additionalProperties"] = json!(false);
        }
    }
    let validator = jsonschema::validator_for(&schema).unwrap();
    let errors: Vec<String> = validator
        .iter_errors(answer)
        .map(|error| format!("{}: {error}", error.instance_path()))
        .collect();
    assert!(errors.is_empty(), "{name}: {errors:?} in {answer}");
}

/// What came back.
pub struct Reply {
    pub status: StatusCode,
    pub headers: HeaderMap,
    pub body: Vec<u8>,
}

impl Reply {
    pub fn text(&self) -> &str {
        std::str::from_utf8(&self.body).unwrap()
    }

    pub fn json(&self) -> Value {
        serde_json::from_slice(&self.body).unwrap()
    }

    pub fn header(&self, name: &str) -> &str {
        self.headers
            .get(name)
            .map_or("", |value| value.to_str().unwrap())
    }

    /// Checks that this is a problem document of this status and kind, and gives it.
    pub fn problem(&self, status: u16, slug: &str) -> Value {
        assert_eq!(self.status.as_u16(), status, "{}", self.text());
        assert_eq!(self.header("content-type"), "application/problem+json");
        let problem = self.json();
        assert_eq!(problem["status"], status);
        assert_eq!(problem["type"], format!("urn:proofmark:problem:{slug}"));
        assert!(problem["title"].is_string() && problem["detail"].is_string());
        problem
    }

    /// Checks that this is an error of CASE with this status and code minor, and gives it.
    pub fn status_info(&self, status: u16, code: Option<&str>) -> Value {
        assert_eq!(self.status.as_u16(), status, "{}", self.text());
        assert_eq!(self.header("content-type"), "application/json");
        let info = self.json();
        fits(&info, "ImsxStatusInfo");
        assert_eq!(info["imsx_severity"], "error");
        let value = &info["imsx_codeMinor"]["imsx_codeMinorField"][0]["imsx_codeMinorFieldValue"];
        assert_eq!(value.as_str(), code, "{info}");
        info
    }
}
