//! The table of routes against the router and the OpenAPI document: nothing more, nothing less.

use crate::bench::{Bench, Reply};
use axum::body::Body;
use axum::http::{Method, Request, StatusCode, header};
use proofmark::http::openapi_document;
use proofmark::http::routes::{Access, BodyRule, Route, routes};
use proofmark::records::api_key::Scope;
use serde_json::Value;
use std::collections::BTreeSet;

const SCOPES: [Scope; 6] = [
    Scope::Admin,
    Scope::Read,
    Scope::Import,
    Scope::Assess,
    Scope::Issue,
    Scope::Status,
];

/// An address of a route.
fn address(route: &Route) -> String {
    route.path.replace(['{', '}'], "")
}

/// Whether errors there are those of CASE.
fn is_case(path: &str) -> bool {
    path.starts_with("/ims/case/")
}

async fn ask(bench: &Bench, route: &Route, authorization: Option<&str>) -> Reply {
    let mut request = Request::builder()
        .method(route.method.clone())
        .uri(address(route));
    if let Some(text) = authorization {
        request = request.header(header::AUTHORIZATION, text);
    }
    let body = match route.body {
        BodyRule::None => Body::empty(),
        _ => Body::from("{}"),
    };
    bench.send(request.body(body).unwrap()).await
}

/// Whether an answer comes from a handler, and not from the absence of one.
fn answered(reply: &Reply) -> bool {
    !matches!(
        reply.status,
        StatusCode::UNAUTHORIZED | StatusCode::FORBIDDEN | StatusCode::METHOD_NOT_ALLOWED
    ) && !reply.text().contains("/openapi.json tells what there is")
        && reply.status != StatusCode::INTERNAL_SERVER_ERROR
}

#[tokio::test]
async fn every_row_answers_to_those_it_is_for_and_to_nobody_else() {
    let bench = Bench::new();
    for route in routes() {
        let name = format!("{} {}", route.method, route.path);
        let needed = match route.access {
            Access::Needs(needed) => needed,
            Access::Public | Access::Page => {
                let reply = ask(&bench, route, None).await;
                // Whoever cannot be let in at a door is told so by its handler.
                let told = reply.status == StatusCode::FORBIDDEN && route.access == Access::Page;
                assert!(told || answered(&reply), "{name}: {}", reply.text());
                continue;
            }
            // Who gets in there, and who does not, is in `sessions`.
            Access::Learner | Access::Console(_) => continue,
        };
        let none = ask(&bench, route, None).await;
        none.problem(401, "not-authenticated");
        assert_eq!(
            none.header("www-authenticate"),
            r#"Bearer realm="proofmark""#
        );
        for scope in SCOPES {
            let key = bench.key("default", scope);
            let reply = ask(&bench, route, Some(&format!("Bearer {key}"))).await;
            if scope == needed || scope == Scope::Admin {
                assert!(answered(&reply), "{name} with {scope:?}: {}", reply.text());
            } else {
                reply.problem(403, "scope-missing");
                assert!(
                    reply
                        .header("www-authenticate")
                        .contains("insufficient_scope"),
                    "{name}"
                );
            }
        }
    }
}

#[tokio::test]
async fn a_key_counts_only_in_its_header() {
    let bench = Bench::new();
    let key = &bench.admin;
    let good = bench.get("/api/v1/frameworks").await;
    assert_eq!(good.status, StatusCode::OK);
    let in_query = Request::get(format!("/api/v1/frameworks?access_token={key}"));
    let reply = bench.send(in_query.body(Body::empty()).unwrap()).await;
    reply.problem(401, "not-authenticated");

    let mut changed = key.clone();
    let last = if changed.pop() == Some('A') { 'B' } else { 'A' };
    changed.push(last);
    for wrong in [
        changed,
        "pm_".to_owned(),
        "pm_12345678".to_owned(),
        "pm_é2345678".to_owned(),
        String::new(),
    ] {
        let request = Request::get("/api/v1/frameworks").header(
            header::AUTHORIZATION,
            format!("Bearer {wrong}").into_bytes(),
        );
        let reply = bench.send(request.body(Body::empty()).unwrap()).await;
        reply.problem(401, "not-authenticated");
        assert!(
            reply.header("www-authenticate").contains("invalid_token"),
            "{wrong}"
        );
    }
    let basic =
        Request::get("/api/v1/frameworks").header(header::AUTHORIZATION, format!("Basic {key}"));
    let reply = bench.send(basic.body(Body::empty()).unwrap()).await;
    reply.problem(401, "not-authenticated");
    let small =
        Request::get("/api/v1/frameworks").header(header::AUTHORIZATION, format!("bearer {key}"));
    let reply = bench.send(small.body(Body::empty()).unwrap()).await;
    assert_eq!(reply.status, StatusCode::OK);
    let twice = bench
        .request(Method::GET, "/api/v1/frameworks")
        .header(header::AUTHORIZATION, format!("Bearer {key}"));
    let reply = bench.send(twice.body(Body::empty()).unwrap()).await;
    reply.problem(401, "not-authenticated");
}

#[tokio::test]
async fn what_is_not_in_the_table_does_not_exist() {
    let bench = Bench::new();
    for path in [
        "/api/v1",
        "/api/v1/frameworks/",
        "/api/v1/keys/",
        "/metrics",
        "//healthz",
        "/ims/case",
    ] {
        bench.get(path).await.problem(404, "not-found");
    }
    let person = Request::get("/no-such-page").header(header::ACCEPT, "text/html,*/*;q=0.8");
    let page = bench.send(person.body(Body::empty()).unwrap()).await;
    assert_eq!(page.status, StatusCode::NOT_FOUND);
    assert!(page.text().contains("<h1>"), "{}", page.text());
    for path in [
        "/ims/case/v1p1",
        "/ims/case/v1p1/CFThings",
        "/ims/case/v1p0/CFDocuments",
    ] {
        let reply = bench.get(path).await;
        reply.status_info(404, Some("unknownobject"));
    }
    for route in routes() {
        let others = ["DELETE", "PUT", "PATCH", "TRACE", "CONNECT", "QUERY"];
        let answers = |method: &&str| {
            let same = routes().iter().filter(|one| one.path == route.path);
            same.into_iter().any(|one| one.method == **method)
        };
        let others = others.into_iter().filter(|other| !answers(other));
        for method in others {
            let request = bench
                .request(method.parse().unwrap(), &address(route))
                .header("X-HTTP-Method-Override", route.method.as_str());
            let reply = bench.send(request.body(Body::empty()).unwrap()).await;
            match is_case(route.path) {
                _ if route.access.is_for_people() => assert_eq!(reply.status, 405),
                true => drop(reply.status_info(405, None)),
                false => drop(reply.problem(405, "method-not-allowed")),
            }
            assert!(reply.header("allow").contains(route.method.as_str()));
        }
    }
}

#[tokio::test]
async fn every_answer_bears_the_headers_that_protect_it() {
    let bench = Bench::new();
    let paths = [
        "/healthz",
        "/nothing",
        "/api/v1/frameworks",
        "/.well-known/did.json",
        "/ims/case/v1p1/CFDocuments",
    ];
    for path in paths {
        let reply = bench.get(path).await;
        assert_eq!(reply.header("x-content-type-options"), "nosniff", "{path}");
        assert_eq!(reply.header("referrer-policy"), "no-referrer", "{path}");
        let kept = path.contains("did.json");
        assert_eq!(reply.header("cache-control") == "no-store", !kept, "{path}");
        assert_eq!(reply.header("access-control-allow-credentials"), "");
    }
    for route in routes() {
        let reply = ask(&bench, route, None).await;
        let origin = reply.header("access-control-allow-origin");
        let expected = if route.access == Access::Public {
            "*"
        } else {
            ""
        };
        assert_eq!(origin, expected, "{}", route.path);

        let request = Request::options(address(route)).header(header::ORIGIN, "https://x.example");
        let preflight = bench.send(request.body(Body::empty()).unwrap()).await;
        if route.access == Access::Public {
            assert_eq!(preflight.status, StatusCode::NO_CONTENT);
            let methods = preflight.header("access-control-allow-methods");
            assert!(methods.contains(route.method.as_str()));
        } else if route.access.is_for_people() {
            assert_eq!(preflight.status, 405, "{}", route.path);
        } else {
            preflight.problem(405, "method-not-allowed");
        }
    }
}

#[tokio::test]
async fn head_is_get_without_the_body() {
    let bench = Bench::new();
    for path in [
        "/healthz",
        "/openapi.json",
        "/api/v1/frameworks",
        "/nothing",
    ] {
        let whole = bench.get(path).await;
        let head = bench
            .request(Method::HEAD, path)
            .body(Body::empty())
            .unwrap();
        let head = bench.send(head).await;
        assert_eq!(head.status, whole.status, "{path}");
        assert!(head.body.is_empty());
        assert_eq!(head.header("content-length"), whole.body.len().to_string());
        assert_eq!(head.header("content-type"), whole.header("content-type"));
    }
    let request = bench
        .request(Method::HEAD, "/api/v1/verify")
        .body(Body::empty())
        .unwrap();
    assert_eq!(
        bench.send(request).await.status,
        StatusCode::METHOD_NOT_ALLOWED
    );
}

fn operations(document: &Value) -> impl Iterator<Item = (&String, &String, &Value)> {
    let paths = document["paths"].as_object().unwrap();
    paths.iter().flat_map(|(path, item)| {
        let item = item.as_object().unwrap();
        item.iter()
            .map(move |(method, operation)| (path, method, operation))
    })
}

#[tokio::test]
async fn the_openapi_document_has_the_rows_of_the_table() {
    let served = Bench::new().get("/openapi.json").await.json();
    assert_eq!(served, serde_json::to_value(openapi_document()).unwrap());
    let described: BTreeSet<String> = operations(&served)
        .map(|(path, method, _)| format!("{} {path}", method.to_uppercase()))
        .collect();
    let name = |route: &Route| format!("{} {}", route.method, route.path);
    let all: BTreeSet<String> = routes().iter().map(name).collect();
    assert_eq!(all.len(), routes().len(), "two rows are alike");
    // Pages that are for people alone are no part of what programs may rely on.
    let for_programs = |route: &&Route| !route.access.is_for_people();
    let table: BTreeSet<String> = routes().iter().filter(for_programs).map(name).collect();
    assert_eq!(described, table);
    for route in routes().iter().filter(for_programs) {
        let operation = &served["paths"][route.path][route.method.as_str().to_lowercase()];
        let security = operation["security"].as_array();
        assert_eq!(
            security.is_some(),
            route.access != Access::Public,
            "{}",
            route.path
        );
        assert_eq!(
            operation["requestBody"].is_object(),
            route.body != BodyRule::None
        );
        assert_eq!(
            operation["responses"]["401"].is_object(),
            route.access != Access::Public
        );
    }
}

/// Every `$ref` below `value`.
fn references<'v>(value: &'v Value, found: &mut Vec<&'v str>) {
    match value {
        Value::Object(members) => {
            found.extend(members.get("$ref").and_then(Value::as_str));
            members.values().for_each(|value| references(value, found));
        }
        Value::Array(elements) => elements.iter().for_each(|value| references(value, found)),
        _ => {}
    }
}

/// OpenAPI 3.1: what the specification's tables say is required, and what it says must be unique
/// or must exist.
#[test]
fn the_openapi_document_has_the_shape_of_one() {
    let document = serde_json::to_value(openapi_document()).unwrap();
    assert_eq!(document["openapi"], "3.1.0");
    assert!(document["info"]["title"].is_string() && document["info"]["version"].is_string());
    let mut ids = BTreeSet::new();
    for (path, method, operation) in operations(&document) {
        assert!(path.starts_with('/'), "{path}");
        assert!(
            ["get", "post", "put", "delete"].contains(&method.as_str()),
            "{method}"
        );
        assert!(
            ids.insert(operation["operationId"].as_str().unwrap()),
            "{path}"
        );
        let responses = operation["responses"].as_object().unwrap();
        for (status, response) in responses {
            let status: u16 = status.parse().unwrap();
            assert!(response["description"].is_string(), "{path} {status}");
            // None of these bears anything: RFC 9110, sections 15.3.5 and 15.4.
            if [204, 303, 304, 307, 308].contains(&status) {
                assert!(response.get("content").is_none(), "{path}");
                continue;
            }
            let types = response["content"].as_object().unwrap();
            assert_eq!(
                types.contains_key("application/problem+json"),
                status >= 400 && !is_case(path)
            );
            let schema = &types.values().next().unwrap()["schema"]["$ref"];
            assert_eq!(
                schema == "#/components/schemas/ImsxStatusInfo",
                status >= 400 && is_case(path)
            );
        }
        let answers = |class: char| responses.keys().any(|status| status.starts_with(class));
        assert!(answers('2') || answers('3'), "{path}");
        assert!(responses.contains_key("500"));
        let parameters = operation["parameters"]
            .as_array()
            .cloned()
            .unwrap_or_default();
        let in_path: BTreeSet<&str> = parameters
            .iter()
            .filter(|parameter| parameter["in"] == "path")
            .inspect(|parameter| assert_eq!(parameter["required"], true))
            .map(|parameter| parameter["name"].as_str().unwrap())
            .collect();
        let named: BTreeSet<&str> = path
            .split('/')
            .filter_map(|segment| segment.strip_prefix('{')?.strip_suffix('}'))
            .collect();
        assert_eq!(in_path, named, "{path}");
        for parameter in &parameters {
            assert!(parameter["schema"].is_object(), "{path}");
        }
        for requirement in operation["security"].as_array().into_iter().flatten() {
            for name in requirement.as_object().unwrap().keys() {
                assert_eq!(
                    document["components"]["securitySchemes"][name]["scheme"],
                    "bearer"
                );
            }
        }
    }
    let mut found = Vec::new();
    references(&document, &mut found);
    assert!(!found.is_empty());
    for reference in found {
        let pointer = reference.strip_prefix('#').unwrap();
        assert!(
            document.pointer(pointer).is_some(),
            "{reference} leads nowhere"
        );
    }
}
