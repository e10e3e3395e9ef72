//! How a handler describes itself for the OpenAPI document: in a few words beside its code.

use super::answer::JSON;
use super::call::MAX_PAGE;
use super::openapi::problem_response;
use std::collections::BTreeMap;
use utoipa::ToSchema;
use utoipa::openapi::content::{Content, ContentBuilder};
use utoipa::openapi::header::HeaderBuilder;
use utoipa::openapi::path::{OperationBuilder, ParameterBuilder, ParameterIn};
use utoipa::openapi::request_body::RequestBodyBuilder;
use utoipa::openapi::response::ResponseBuilder;
use utoipa::openapi::schema::{AnyOfBuilder, ObjectBuilder, Type};
use utoipa::openapi::{Ref, RefOr, Required, Schema};

/// An operation of the OpenAPI document, save what follows from its row in the table of routes.
pub(super) struct Described {
    pub(super) operation: OperationBuilder,
    /// The schemas that the operation refers to.
    pub(super) schemas: Vec<(String, RefOr<Schema>)>,
    body: Option<RequestBodyBuilder>,
    responses: BTreeMap<u16, ResponseBuilder>,
}

impl Described {
    /// An operation with its name and what it does, as a sentence.
    pub(super) fn new(id: &str, summary: &str) -> Self {
        Self {
            operation: OperationBuilder::new()
                .operation_id(Some(id))
                .summary(Some(summary)),
            schemas: Vec::new(),
            body: None,
            responses: BTreeMap::new(),
        }
    }

    /// The operation, complete.
    pub(super) fn finish(self) -> (OperationBuilder, Vec<(String, RefOr<Schema>)>) {
        let responses = self.responses.into_iter();
        let body = self.body.map(RequestBodyBuilder::build);
        let operation = self.operation.request_body(body);
        let operation = responses.fold(operation, |operation, (status, response)| {
            operation.response(status.to_string(), response)
        });
        (operation, self.schemas)
    }

    /// It takes a JSON document of the type `T`.
    pub(super) fn takes<T: ToSchema>(mut self, description: &str) -> Self {
        self.schemas.extend(with_schema::<T>());
        let schema = Ref::from_schema_name(T::name());
        self.body(description, &[JSON], schema)
    }

    /// It takes a JSON object that is described elsewhere.
    pub(super) fn takes_object(self, description: &str) -> Self {
        self.body(description, &[JSON], object())
    }

    /// It takes a JSON object that is described elsewhere, or one of the type `T`.
    pub(super) fn takes_object_or<T: ToSchema>(mut self, description: &str) -> Self {
        self.schemas.extend(with_schema::<T>());
        let either = AnyOfBuilder::new()
            .item(object())
            .item(Ref::from_schema_name(T::name()));
        self.body(description, &[JSON], Schema::AnyOf(either.build()))
    }

    /// It takes any text.
    pub(super) fn takes_text(self, description: &str) -> Self {
        self.body(description, &["application/vc", JSON, "text/plain"], any())
    }

    /// It takes a file of one of these media types.
    pub(super) fn takes_file(self, description: &str, media_types: &[&str]) -> Self {
        self.body(description, media_types, any())
    }

    /// It takes a document of the type `T` in this media type too.
    pub(super) fn also_takes<T: ToSchema>(mut self, media_type: &'static str) -> Self {
        self.schemas.extend(with_schema::<T>());
        let content = content(Ref::from_schema_name(T::name()));
        let body = self.body.take().unwrap_or_default();
        self.body = Some(body.content(media_type, content));
        self
    }

    fn body(
        mut self,
        description: &str,
        media_types: &[&str],
        schema: impl Into<RefOr<Schema>>,
    ) -> Self {
        let schema = schema.into();
        let mut body = RequestBodyBuilder::new()
            .description(Some(description))
            .required(Some(Required::True));
        for media_type in media_types {
            body = body.content(*media_type, content(schema.clone()));
        }
        self.body = Some(body);
        self
    }

    /// It looks at the header field `name`.
    pub(super) fn header(self, name: &str, description: &str) -> Self {
        self.parameter(name, ParameterIn::Header, description, text())
    }

    /// It looks at the text parameter `name` of the query.
    pub(super) fn query_text(self, name: &str, description: &str) -> Self {
        self.parameter(name, ParameterIn::Query, description, text())
    }

    /// It looks at the whole number `name` of the query, `least` or more.
    pub(super) fn query_count(self, name: &str, description: &str, least: usize) -> Self {
        let count = ObjectBuilder::new()
            .schema_type(Type::Integer)
            .minimum(Some(least));
        self.parameter(name, ParameterIn::Query, description, count)
    }

    /// It gives pages.
    pub(super) fn paged(self) -> Self {
        let limit = ObjectBuilder::new()
            .schema_type(Type::Integer)
            .minimum(Some(1))
            .maximum(Some(MAX_PAGE));
        let after = "The `next` of the page before; the first page without it";
        self.query_text("after", after).parameter(
            "limit",
            ParameterIn::Query,
            "How many records the page has at most",
            limit,
        )
    }

    fn parameter(
        mut self,
        name: &str,
        place: ParameterIn,
        description: &str,
        schema: impl Into<RefOr<Schema>>,
    ) -> Self {
        let parameter = ParameterBuilder::new()
            .name(name)
            .parameter_in(place)
            .required(Required::False)
            .description(Some(description))
            .schema(Some(schema));
        self.operation = self.operation.parameter(parameter);
        self
    }

    /// It answers with a JSON document of the type `T`.
    pub(super) fn gives<T: ToSchema>(mut self, status: u16, description: &str) -> Self {
        self.schemas.extend(with_schema::<T>());
        let schema = Ref::from_schema_name(T::name());
        let response = ResponseBuilder::new().description(description);
        self.respond(status, response.content(JSON, content(schema)))
    }

    /// It answers with nothing but the status.
    pub(super) fn gives_nothing(self, status: u16, description: &str) -> Self {
        self.respond(status, ResponseBuilder::new().description(description))
    }

    /// It answers with a JSON object that is described elsewhere.
    pub(super) fn gives_object(self, status: u16, description: &str) -> Self {
        self.gives_object_as(status, description, &[JSON])
    }

    /// The same under several media types.
    pub(super) fn gives_object_as(
        self,
        status: u16,
        description: &str,
        media_types: &[&str],
    ) -> Self {
        let response = ResponseBuilder::new().description(description);
        let response = media_types.iter().fold(response, |response, media_type| {
            response.content(*media_type, content(object()))
        });
        self.respond(status, response)
    }

    /// It answers with text.
    pub(super) fn gives_text(self, status: u16, description: &str) -> Self {
        let response = ResponseBuilder::new().description(description);
        self.respond(status, response.content("text/plain", content(text())))
    }

    /// The answer with this status may also come in these media types.
    pub(super) fn also_gives(mut self, status: u16, media_types: &[&str]) -> Self {
        let response = self.responses.remove(&status).unwrap_or_default();
        let response = media_types.iter().fold(response, |response, media_type| {
            response.content(*media_type, content(any()))
        });
        self.respond(status, response)
    }

    /// The answer with this status may also be a JSON document of the type `T`.
    pub(super) fn also_gives_document<T: ToSchema>(mut self, status: u16) -> Self {
        self.schemas.extend(with_schema::<T>());
        let schema = Ref::from_schema_name(T::name());
        let response = self.responses.remove(&status).unwrap_or_default();
        self.respond(status, response.content(JSON, content(schema)))
    }

    /// The answer with this status has the header field `name`.
    pub(super) fn with_header(mut self, status: u16, name: &str, description: &str) -> Self {
        let response = self.responses.remove(&status).unwrap_or_default();
        let header = HeaderBuilder::new()
            .schema(Some(text()))
            .description(Some(description));
        self.respond(status, response.header(name, header.build()))
    }

    /// It answers with a problem document.
    pub(super) fn fails(self, status: u16, description: &str) -> Self {
        self.respond(status, problem_response(description))
    }

    fn respond(mut self, status: u16, response: ResponseBuilder) -> Self {
        self.responses.insert(status, response);
        self
    }
}

/// The schema of `T` and of all it refers to, with their names.
pub(super) fn with_schema<T: ToSchema>() -> Vec<(String, RefOr<Schema>)> {
    let mut schemas = vec![(T::name().into_owned(), T::schema())];
    T::schemas(&mut schemas);
    schemas
}

/// The schema of a string.
pub(super) fn text() -> ObjectBuilder {
    ObjectBuilder::new().schema_type(Type::String)
}

/// The schema of an object.
fn object() -> ObjectBuilder {
    ObjectBuilder::new().schema_type(Type::Object)
}

/// The schema of anything.
fn any() -> Schema {
    Schema::Object(
        ObjectBuilder::new()
            .schema_type(utoipa::openapi::schema::SchemaType::AnyValue)
            .build(),
    )
}

fn content(schema: impl Into<RefOr<Schema>>) -> Content {
    ContentBuilder::new().schema(Some(schema)).build()
}
