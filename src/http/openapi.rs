//! `/openapi.json`: the OpenAPI 3.1 document, made from the table of routes and the types of the
//! answers, so that it cannot say something else than the code.

use super::answer::{Answer, JSON};
use super::auth::scope_name;
use super::call::Call;
use super::case;
use super::described::{text, with_schema};
use super::problem::{self, ProblemDocument};
use super::routes::{Access, BodyRule, Lane, Route, routes};
use axum::http::{Method, header};
use std::sync::LazyLock;
use utoipa::ToSchema;
use utoipa::openapi::content::ContentBuilder;
use utoipa::openapi::path::{Operation, OperationBuilder, ParameterBuilder, ParameterIn};
use utoipa::openapi::response::ResponseBuilder;
use utoipa::openapi::security::{HttpAuthScheme, HttpBuilder, SecurityRequirement, SecurityScheme};
use utoipa::openapi::{
    ComponentsBuilder, HttpMethod, Info, InfoBuilder, License, OpenApi, OpenApiBuilder, Paths, Ref,
    RefOr, Required, Schema,
};

pub(super) use super::described::Described;

/// The name of the security scheme.
const API_KEY: &str = "apiKey";

static DOCUMENT: LazyLock<Vec<u8>> = LazyLock::new(|| {
    // Maps, lists, strings and numbers always have a JSON form.
    serde_json::to_vec(&document()).unwrap_or_default()
});

pub(super) fn serve(_: &Call) -> Result<Answer, problem::Problem> {
    Ok(Answer::verbatim(JSON, DOCUMENT.as_slice())
        .with(header::CACHE_CONTROL, "public, max-age=300"))
}

pub(super) fn describe() -> Described {
    Described::new("openapi", "This document").gives_object(200, "An OpenAPI 3.1 document")
}

/// The OpenAPI document of the table of routes.
pub fn document() -> OpenApi {
    let (paths, mut schemas) = described(routes().iter(), "");
    schemas.extend(with_schema::<ProblemDocument>());
    let key = HttpBuilder::new()
        .scheme(HttpAuthScheme::Bearer)
        .bearer_format("pm_…")
        .description(Some(
            "An API key, bound to one issuer. Each operation names the scope it needs; a key with \
             the scope `admin` may do everything",
        ));
    let components = ComponentsBuilder::new()
        .schemas_from_iter(schemas)
        .security_scheme(API_KEY, SecurityScheme::Http(key.build()));
    let info = InfoBuilder::new()
        .title("Proofmark")
        .version(env!("CARGO_PKG_VERSION"))
        .description(Some(
            "Issues Open Badges 3.0, CLR 2.0 and LER-RS credentials from assessments against competency frameworks, \
             and verifies any such credential.",
        ))
        .license(Some(License::new(env!("CARGO_PKG_LICENSE"))));
    OpenApiBuilder::new()
        .info(info.build())
        .paths(paths)
        .components(Some(components.build()))
        .build()
}

/// The OpenAPI document of the public rows below `base`, with paths from there on.
pub(super) fn document_below(base: &str, info: Info) -> OpenApi {
    let rows = routes().iter().filter(|route| route.path.starts_with(base));
    let (paths, schemas) = described(rows, base);
    let components = ComponentsBuilder::new().schemas_from_iter(schemas);
    OpenApiBuilder::new()
        .info(info)
        .paths(paths)
        .components(Some(components.build()))
        .build()
}

/// What rows of the table say of themselves, with the schemas that they refer to.
fn described(
    rows: impl Iterator<Item = &'static Route>,
    base: &str,
) -> (Paths, Vec<(String, RefOr<Schema>)>) {
    let mut paths = Paths::new();
    let mut schemas = Vec::new();
    for route in rows {
        let Some(describe) = route.described else {
            continue;
        };
        let (operation, described) = describe().finish();
        schemas.extend(described);
        if case::is_case(route.path) {
            schemas.extend(with_schema::<case::StatusInfo>());
        }
        let operation = general(route, operation);
        let path = route.path.strip_prefix(base).unwrap_or(route.path);
        paths.add_path_operation(path, vec![http_method(&route.method)], operation);
    }
    (paths, schemas)
}

/// What follows from the row of the table: the key it needs, the parameters of its path, and the
/// problems that it shares with others.
fn general(route: &Route, operation: OperationBuilder) -> Operation {
    let mut operation = operation;
    for name in path_parameters(route.path) {
        let parameter = ParameterBuilder::new()
            .name(name)
            .parameter_in(ParameterIn::Path)
            .required(Required::True)
            .schema(Some(text()));
        operation = operation.parameter(parameter);
    }
    let mut problems = vec![(400, "The request cannot be understood")];
    if let Access::Needs(scope) = route.access {
        let scope = SecurityRequirement::new(API_KEY, [scope_name(scope)]);
        operation = operation.security(scope);
        problems.push((
            401,
            "There is no API key with the request, or it is not known",
        ));
        problems.push((403, "The key does not have the scope"));
    }
    if route.body != BodyRule::None {
        problems.push((408, "The body did not arrive in time"));
        problems.push((415, "The body is not in a media type that is taken here"));
    }
    if route.is_rated() {
        problems.push((
            429,
            "Too many such requests came from the client's address; `Retry-After` says when to \
             try again",
        ));
    }
    let in_case = case::is_case(route.path);
    if in_case {
        problems.push((404, "There is no such record, or the identifier is no UUID"));
        problems.push((
            429,
            "There is too much to do; `Retry-After` says when to try again",
        ));
    }
    problems.push((413, "The body is too large"));
    problems.push((414, "The address is too long"));
    problems.push((431, "The header fields are too large"));
    problems.push((500, "A defect of Proofmark"));
    if route.lane != Lane::Here {
        problems.push((
            503,
            "It is not possible now; `Retry-After` says when to try again",
        ));
    }
    let mut operation = operation.build();
    for (status, description) in problems {
        // What the handler says of itself is more precise.
        let responses = &mut operation.responses.responses;
        let response = || match in_case {
            true => case::status_response(description).into(),
            false => problem_response(description).into(),
        };
        responses.entry(status.to_string()).or_insert_with(response);
    }
    operation
}

/// The response that is a problem document.
pub(super) fn problem_response(description: &str) -> ResponseBuilder {
    let schema = Ref::from_schema_name(ProblemDocument::name());
    let content = ContentBuilder::new().schema(Some(schema)).build();
    ResponseBuilder::new()
        .description(description)
        .content(problem::MEDIA_TYPE, content)
}

fn path_parameters(path: &str) -> impl Iterator<Item = &str> {
    path.split('/')
        .filter_map(|segment| segment.strip_prefix('{')?.strip_suffix('}'))
}

fn http_method(method: &Method) -> HttpMethod {
    match *method {
        Method::POST => HttpMethod::Post,
        Method::PUT => HttpMethod::Put,
        Method::PATCH => HttpMethod::Patch,
        Method::DELETE => HttpMethod::Delete,
        _ => HttpMethod::Get,
    }
}
