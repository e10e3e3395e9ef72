//! Somebody with a browser: it keeps cookies, sends forms as this site's pages do, and knows the
//! token that those hold.

use crate::bench::{Bench, Reply};
use axum::body::Body;
use axum::http::{Method, Request, header};
use std::collections::BTreeMap;
use std::sync::Mutex;

/// A browser.
pub struct Browser<'b> {
    bench: &'b Bench,
    cookies: Mutex<BTreeMap<String, String>>,
    csrf: Mutex<String>,
}

/// A file in a form: its field, its name, its bytes.
#[allow(dead_code, reason = "the pages that take files are not all here")]
pub type File<'f> = (&'f str, &'f str, &'f [u8]);

impl<'b> Browser<'b> {
    /// A browser in which nobody is signed in.
    pub fn new(bench: &'b Bench) -> Self {
        Self {
            bench,
            cookies: Mutex::default(),
            csrf: Mutex::default(),
        }
    }

    /// A browser in which the holder of the admin key is signed in.
    pub async fn admin(bench: &'b Bench) -> Self {
        let browser = Self::new(bench);
        let reply = browser.post("/sign-in", &[("key", &bench.admin)]).await;
        assert_eq!(reply.status, 303, "{}", reply.text());
        browser.get("/console").await;
        browser
    }

    /// A browser that already has a session with this token; the page at `path` is opened.
    pub async fn with_token(bench: &'b Bench, token: &str, path: &str) -> Self {
        let browser = Self::new(bench);
        browser.keep("__Host-proofmark", token);
        browser.get(path).await;
        browser
    }

    pub fn keep(&self, name: &str, value: &str) {
        let mut cookies = self.cookies.lock().unwrap();
        cookies.insert(name.to_owned(), value.to_owned());
    }

    pub fn cookie(&self, name: &str) -> Option<String> {
        self.cookies.lock().unwrap().get(name).cloned()
    }

    /// What this site's forms held on the last page that had one.
    pub fn csrf(&self) -> String {
        self.csrf.lock().unwrap().clone()
    }

    pub async fn get(&self, path: &str) -> Reply {
        self.send(self.request(Method::GET, path), Body::empty())
            .await
    }

    /// Sends a form as a page of this site does.
    pub async fn post(&self, path: &str, fields: &[(&str, &str)]) -> Reply {
        let csrf = self.csrf();
        let mut form = url::form_urlencoded::Serializer::new(String::new());
        form.append_pair("csrf", &csrf).extend_pairs(fields);
        let request = self
            .request(Method::POST, path)
            .header("sec-fetch-site", "same-origin")
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
        self.send(request, Body::from(form.finish())).await
    }

    /// Sends a form with files.
    #[allow(dead_code, reason = "the pages that take files are not all here")]
    pub async fn upload(&self, path: &str, fields: &[(&str, &str)], files: &[File<'_>]) -> Reply {
        let mut body = Vec::new();
        let csrf = self.csrf();
        for (name, value) in [("csrf", csrf.as_str())].iter().chain(fields) {
            let head = format!(
                "--x-x\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n"
            );
            body.extend_from_slice(head.as_bytes());
        }
        for (field, name, bytes) in files {
            let head = format!(
                "--x-x\r\nContent-Disposition: form-data; name=\"{field}\"; filename=\"{name}\"\r\n\
                 Content-Type: application/octet-stream\r\n\r\n"
            );
            body.extend_from_slice(head.as_bytes());
            body.extend_from_slice(bytes);
            body.extend_from_slice(b"\r\n");
        }
        body.extend_from_slice(b"--x-x--\r\n");
        let request = self
            .request(Method::POST, path)
            .header("sec-fetch-site", "same-origin")
            .header(header::CONTENT_TYPE, "multipart/form-data; boundary=x-x");
        self.send(request, Body::from(body)).await
    }

    /// A request with the cookies.
    pub fn request(&self, method: Method, path: &str) -> axum::http::request::Builder {
        let request = Request::builder()
            .method(method)
            .uri(path)
            .header(header::HOST, "school.example")
            .header(header::ACCEPT, "text/html");
        let cookies = self.cookies.lock().unwrap();
        let pairs: Vec<String> = cookies
            .iter()
            .map(|(name, value)| format!("{name}={value}"))
            .collect();
        match pairs.is_empty() {
            true => request,
            false => request.header(header::COOKIE, pairs.join("; ")),
        }
    }

    pub async fn send(&self, request: axum::http::request::Builder, body: Body) -> Reply {
        let reply = self.bench.send(request.body(body).unwrap()).await;
        for field in reply.headers.get_all(header::SET_COOKIE) {
            let field = field.to_str().unwrap();
            let (pair, rest) = field.split_once(';').unwrap();
            let (name, value) = pair.split_once('=').unwrap();
            match rest.contains("Max-Age=0") {
                true => drop(self.cookies.lock().unwrap().remove(name)),
                false => self.keep(name, value),
            }
        }
        let page = String::from_utf8_lossy(&reply.body);
        if let Some((_, rest)) = page.split_once("name=\"csrf\" value=\"") {
            let token = rest.split('"').next().unwrap_or_default();
            *self.csrf.lock().unwrap() = token.to_owned();
        }
        reply
    }
}
