//! From a request to its answer: the row of the table, who calls, the body, the handler, and the
//! headers that every answer bears.

use super::answer::Answer;
use super::call::Call;
use super::edge::HeadFlaw;
use super::face::Face;
use super::pages::form::Form;
use super::pages::public;
use super::pages::trouble::Asked;
use super::problem::Problem;
use super::routes::{Access, BodyRule, Route, routes};
use super::{accept, auth, body, case, peer};
use axum::Router;
use axum::body::Body;
use axum::extract::rejection::RawPathParamsRejection;
use axum::extract::{RawPathParams, Request};
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderName, HeaderValue, Method, Response, header};
use axum::routing::any;
use std::collections::BTreeMap;
use std::future::{Future, poll_fn};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::pin::pin;
use std::sync::Arc;
use std::task::Poll;
use std::time::Instant;

type Parameters = Result<RawPathParams, RawPathParamsRejection>;

/// The router of the table of routes.
pub fn router(face: Arc<Face>) -> Router {
    let mut paths: BTreeMap<&str, Vec<&'static Route>> = BTreeMap::new();
    for route in routes() {
        paths.entry(route.path).or_default().push(route);
    }
    let mut router = Router::new();
    for (path, rows) in paths {
        let (face, rows) = (Arc::clone(&face), Arc::<[&Route]>::from(rows));
        let answer = move |parameters: Parameters, request: Request| {
            respond(
                Arc::clone(&face),
                Arc::clone(&rows),
                parameters.ok(),
                request,
            )
        };
        router = router.route(path, any(answer));
    }
    router
        .fallback(move |request: Request| respond(Arc::clone(&face), Arc::from([]), None, request))
}

/// The response to a request for a path that has these rows.
async fn respond(
    face: Arc<Face>,
    rows: Arc<[&'static Route]>,
    parameters: Option<RawPathParams>,
    request: Request,
) -> Response<Body> {
    let with_body = request.method() != Method::HEAD;
    let is_case = case::is_case(request.uri().path());
    // Rows of one path are for the same callers, or for none of them from other web pages.
    let access = match is_public(&rows) {
        true => Some(Access::Public),
        false => rows
            .iter()
            .map(|row| row.access)
            .find(|one| *one != Access::Public),
    };
    // An address that does not exist is for whoever asks.
    let lost = rows.is_empty() && accept::names(request.headers(), "text/html");
    let access = access.or(lost.then_some(Access::Page));
    let asked = access.filter(|access| access.is_for_people());
    let asked = asked.map(|access| Asked::new(access, &request));
    let told = |problem: Problem, face: &Face| match asked {
        Some(asked) => asked.answer(problem, face),
        None if is_case => case::answer(problem, face),
        None => problem.into_answer(face),
    };
    let answering = caught(answer(&face, &rows, parameters, request));
    let answer = match answering.await {
        Some(Ok(answer)) => answer,
        Some(Err(problem)) => told(problem, &face),
        None => told(Problem::panicked(), &face),
    };
    let mut response = answer.into_response(with_body);
    protect(response.headers_mut(), access);
    response
}

async fn answer(
    face: &Arc<Face>,
    rows: &[&'static Route],
    parameters: Option<RawPathParams>,
    request: Request,
) -> Result<Answer, Problem> {
    let (parts, body) = request.into_parts();
    check_head(face, &parts)?;
    if rows.is_empty() {
        let base = face.service.settings().public_url.as_deref();
        if let Some(elsewhere) = public::spelling::without_slash(&parts.uri, base) {
            return Ok(elsewhere);
        }
        return Err(Problem::no_route(parts.uri.path()));
    }
    let parameters = parameters
        .ok_or_else(|| Problem::bad_request("bad-path", "the path is not percent-encoded UTF-8"))?;
    let Some(row) = row(rows, &parts.method) else {
        return other_method(rows, &parts);
    };
    let client = peer::client(&parts, &face.limits.trusted_proxies);
    if row.is_rated() {
        let rated = face.rates.take(client, Instant::now());
        rated.map_err(Problem::too_often)?;
    }
    if row.is_door {
        let tried = face.doors.take(client, Instant::now());
        tried.map_err(Problem::too_often)?;
    }
    let admitted = auth::admit(face, row.access, &parts).await?;
    let long = body::place_for_long(face, row, body::longest(&body)).await?;
    let held = body::read(face, row, &parts.headers, body).await?;
    let form = match row.body {
        BodyRule::Form(_) => Form::read(&parts.headers, &held.bytes)?,
        _ => Form::default(),
    };
    if matches!(row.body, BodyRule::Form(_)) {
        auth::check_form(admitted.session.as_ref(), &form)?;
    }
    let call = Call {
        face: Arc::clone(face),
        method: parts.method,
        path: parts.uri.path().to_owned(),
        caller: admitted.key,
        session: admitted.session,
        client,
        parameters: owned(&parameters),
        query: parts.uri.query().unwrap_or_default().to_owned(),
        headers: parts.headers,
        body: held.bytes,
        form,
        _held: held.permit,
        _long: long,
    };
    let handler = row.handler;
    let lane = row.lane.for_body(call.body.len());
    let handling = face.lanes.run(lane, move || handler(&call));
    match tokio::time::timeout(face.limits.handler, handling).await {
        Ok(outcome) => outcome?,
        Err(_) => Err(Problem::timed_out()),
    }
}

/// The row for a method; `HEAD` is `GET` without the body (RFC 9110, section 9.3.2).
fn row(rows: &[&'static Route], method: &Method) -> Option<&'static Route> {
    let method = match *method {
        Method::HEAD => &Method::GET,
        _ => method,
    };
    rows.iter().copied().find(|row| row.method == method)
}

/// The answer to a method that has no row: a preflight for what is public, else a problem.
fn other_method(rows: &[&'static Route], parts: &Parts) -> Result<Answer, Problem> {
    let allowed = methods(rows);
    if parts.method == Method::OPTIONS && is_public(rows) {
        return Ok(Answer::empty()
            .with(header::ALLOW, &allowed)
            .with(header::ACCESS_CONTROL_ALLOW_METHODS, &allowed)
            .with(header::ACCESS_CONTROL_ALLOW_HEADERS, "Accept, Content-Type")
            .with(header::ACCESS_CONTROL_MAX_AGE, "86400"));
    }
    Err(Problem::method(parts.method.as_str(), &allowed))
}

/// Whether a path is for anybody: all its rows are.
fn is_public(rows: &[&'static Route]) -> bool {
    !rows.is_empty() && rows.iter().all(|row| row.access == Access::Public)
}

/// The methods that a path answers, for `Allow`.
fn methods(rows: &[&'static Route]) -> String {
    let mut names: Vec<&str> = rows.iter().map(|row| row.method.as_str()).collect();
    if names.contains(&"GET") {
        names.push("HEAD");
    }
    if is_public(rows) {
        names.push("OPTIONS");
    }
    names.join(", ")
}

/// Refuses a request whose head is too large, or in which the edge found a flaw.
fn check_head(face: &Face, parts: &Parts) -> Result<(), Problem> {
    match parts.extensions.get() {
        Some(HeadFlaw::TwoLengths) => return Err(Problem::ambiguous()),
        Some(HeadFlaw::NotOneHost) => return Err(Problem::not_one_host()),
        None => {}
    }
    let target = parts
        .uri
        .path_and_query()
        .map_or(0, |text| text.as_str().len());
    if target > face.limits.target_bytes {
        return Err(Problem::target_too_long(face.limits.target_bytes));
    }
    let fields = parts.headers.iter();
    let bytes: usize = fields
        .map(|(name, value)| name.as_str().len() + value.len() + 4)
        .sum();
    if bytes > face.limits.header_bytes {
        return Err(Problem::headers_too_large(face.limits.header_bytes));
    }
    Ok(())
}

fn owned(parameters: &RawPathParams) -> Vec<(String, String)> {
    let pairs = parameters.iter();
    pairs
        .map(|(name, value)| (name.to_owned(), value.to_owned()))
        .collect()
}

/// The headers that every answer bears. What is public may be read by any web page, without
/// credentials. Pages tell no other site where somebody comes from; to this site they do, because
/// without it older browsers would not say of a form that it comes from here (Fetch, section 3.2);
/// unless their addresses are secrets.
fn protect(headers: &mut HeaderMap, access: Option<Access>) {
    let mut set = |name: HeaderName, value: &'static str| {
        headers.insert(name, HeaderValue::from_static(value));
    };
    set(header::X_CONTENT_TYPE_OPTIONS, "nosniff");
    if access == Some(Access::Public) {
        set(header::ACCESS_CONTROL_ALLOW_ORIGIN, "*");
    }
    let referrer = match access.is_some_and(Access::is_for_people) {
        true => "same-origin",
        false => "no-referrer",
    };
    headers
        .entry(header::REFERRER_POLICY)
        .or_insert(HeaderValue::from_static(referrer));
    headers
        .entry(header::CACHE_CONTROL)
        .or_insert(HeaderValue::from_static("no-store"));
}

/// The outcome of `future`; `None` when it panicked.
async fn caught<F: Future>(future: F) -> Option<F::Output> {
    let mut future = pin!(future);
    poll_fn(move |context| {
        // After a panic the future is not polled again, so nobody sees it half done.
        match catch_unwind(AssertUnwindSafe(|| future.as_mut().poll(context))) {
            Ok(poll) => poll.map(Some),
            Err(_) => Poll::Ready(None),
        }
    })
    .await
}
