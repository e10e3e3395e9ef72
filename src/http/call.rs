//! A request as handlers see it: authenticated, within its limits, its body read.

use super::face::Face;
use super::pages::cookies;
use super::pages::form::Form;
use super::pages::links::Links;
use super::problem::Problem;
use crate::finding::near_misses;
use crate::records::api_key::ApiKeyRecord;
use crate::service::sessions::Session;
use crate::service::{Actor, Caller, Service};
use crate::texts::Texts;
use axum::body::Bytes;
use axum::http::{HeaderMap, HeaderName, Method};
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use std::net::IpAddr;
use std::sync::Arc;
use tokio::sync::OwnedSemaphorePermit;

/// How many records a page has when nobody says.
const PAGE: usize = 50;
/// How many records a page has at most.
pub(super) const MAX_PAGE: usize = 200;

/// A request.
pub struct Call {
    pub(super) face: Arc<Face>,
    pub(super) method: Method,
    /// The path, as it was sent.
    pub(super) path: String,
    /// The key it came with; public routes look at none.
    pub(super) caller: Option<ApiKeyRecord>,
    /// The session it belongs to; routes for anybody look at none.
    pub(super) session: Option<Session>,
    /// The address of who sent it, as far as it is known.
    pub(super) client: Option<IpAddr>,
    /// What stands in the path where the route has names, percent-decoded.
    pub(super) parameters: Vec<(String, String)>,
    /// The query, as it was sent.
    pub(super) query: String,
    pub(super) headers: HeaderMap,
    pub(super) body: Bytes,
    /// The form in the body, where the route takes one.
    pub(super) form: Form,
    /// Keeps the body counted as long as it is held.
    pub(super) _held: Option<OwnedSemaphorePermit>,
    /// Keeps a long document's place among the long ones.
    pub(super) _long: Option<OwnedSemaphorePermit>,
}

/// Which page of a list is asked for.
pub(super) struct PageAsked {
    pub(super) after: Option<Vec<u8>>,
    pub(super) limit: usize,
}

impl Call {
    pub(super) fn service(&self) -> &Service {
        &self.face.service
    }

    /// The key it came with. Only a route that needs a scope may ask.
    pub(super) fn caller(&self) -> Result<&ApiKeyRecord, Problem> {
        let missing = || Problem::defect("a public route asked for its caller");
        self.caller.as_ref().ok_or_else(missing)
    }

    /// The session it belongs to. Only a route that needs one may ask.
    pub(super) fn session(&self) -> Result<&Session, Problem> {
        let missing = || Problem::defect("a route without a session asked for it");
        self.session.as_ref().ok_or_else(missing)
    }

    /// The form it brought.
    pub(super) fn form(&self) -> &Form {
        &self.form
    }

    /// The texts in the language that it wants.
    pub(super) fn texts(&self) -> Texts {
        cookies::texts(&self.headers)
    }

    /// Where things are on this site.
    pub(super) fn links(&self) -> Links<'_> {
        Links::new(self.service().settings().public_url.as_deref())
    }

    /// The path and the query, where they are an address that can be visited again.
    pub(super) fn address(&self) -> Option<String> {
        let looks = matches!(self.method, Method::GET | Method::HEAD);
        looks.then(|| match self.query.as_str() {
            "" => self.path.clone(),
            query => format!("{}?{query}", self.path),
        })
    }

    /// Who acts: whoever is signed in, or the holder of the key it came with, for their issuer.
    pub(super) fn acting(&self) -> Result<Caller, Problem> {
        if let Some(session) = &self.session {
            return Ok(session.caller());
        }
        let key = self.caller()?;
        let actor = Actor::ApiKey(key.id.clone());
        Ok(Caller::new(key.issuer.as_str(), actor))
    }

    /// What stands in the path for `name`.
    pub(super) fn parameter(&self, name: &str) -> Result<&str, Problem> {
        let mut parameters = self.parameters.iter();
        let found = parameters.find(|(known, _)| known == name);
        found
            .map(|(_, value)| value.as_str())
            .ok_or_else(|| Problem::defect(format!("the route has no parameter {name}")))
    }

    /// The text of a header field; a problem when it stands twice or is no visible ASCII.
    pub(super) fn header(&self, name: &HeaderName) -> Result<Option<&str>, Problem> {
        let mut values = self.headers.get_all(name).iter();
        let Some(value) = values.next() else {
            return Ok(None);
        };
        match (value.to_str(), values.next()) {
            (Ok(text), None) => Ok(Some(text)),
            _ => Err(Problem::bad_request(
                "bad-header",
                format!("the header field {name} must stand once, in visible ASCII characters"),
            )),
        }
    }

    /// The values of the query's parameters `known`, in their order. Others are refused, with
    /// what they may be meant for.
    pub(super) fn query<const N: usize>(
        &self,
        known: [&str; N],
    ) -> Result<[Option<String>; N], Problem> {
        let mut values = [const { None }; N];
        for (name, value) in url::form_urlencoded::parse(self.query.as_bytes()) {
            let Some(place) = known.iter().position(|known| *known == name) else {
                return Err(unknown_parameter(&name, &known));
            };
            if values[place].replace(value.into_owned()).is_some() {
                let detail = format!("the query has the parameter {name:?} twice");
                return Err(Problem::bad_request("bad-query", detail));
            }
        }
        Ok(values)
    }

    /// Which page is asked for, by `after` and `limit`.
    pub(super) fn page(&self) -> Result<PageAsked, Problem> {
        let [after, limit] = self.query(["after", "limit"])?;
        PageAsked::of(after, limit)
    }
}

impl PageAsked {
    /// The page that these two ask for.
    pub(super) fn of(after: Option<String>, limit: Option<String>) -> Result<Self, Problem> {
        let bad = |detail: String| Problem::bad_request("bad-query", detail);
        let after = after.map(|cursor| place_of(&cursor));
        let limit = match limit {
            None => PAGE,
            Some(text) => text
                .parse()
                .ok()
                .filter(|limit| (1..=MAX_PAGE).contains(limit))
                .ok_or_else(|| bad(format!("limit={text} is not a number from 1 to {MAX_PAGE}")))?,
        };
        Ok(PageAsked {
            after: after.transpose()?,
            limit,
        })
    }
}

/// Where the next page begins, for `after`.
pub(super) fn cursor(next: Option<Vec<u8>>) -> Option<String> {
    next.map(|key| URL_SAFE_NO_PAD.encode(key))
}

/// Where the page begins whose `after` is `cursor`.
pub(super) fn place_of(cursor: &str) -> Result<Vec<u8>, Problem> {
    URL_SAFE_NO_PAD.decode(cursor).map_err(|_| {
        let detail = format!("after={cursor} is not the `next` of a page");
        Problem::bad_request("bad-query", detail)
    })
}

fn unknown_parameter(name: &str, known: &[&str]) -> Problem {
    let near = near_misses(name, known.iter().copied());
    let hint = match (near.first(), known) {
        (Some(near), _) => format!("did you mean {near:?}?"),
        (None, []) => "there are none here".to_owned(),
        (None, known) => format!("known here: {}", known.join(", ")),
    };
    let detail = format!("the query parameter {name:?} is not known; {hint}");
    Problem::bad_request("bad-query", detail)
}
