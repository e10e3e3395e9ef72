//! `CFDocuments`: all frameworks, in pages, sorted, filtered, and with the members that are wanted
//! (CASE 1.1, REST binding: pagination, sorting, filtering, field selection).

use super::super::answer::Answer;
use super::super::call::Call;
use super::super::openapi::Described;
use super::super::problem::Problem;
use super::filter::Filter;
use super::member::{MEMBERS, Member, REQUIRED};
use crate::finding::near_misses;
use crate::service::catalog::CaseDocument;
use axum::http::{HeaderName, header};
use serde_json::{Map, Value, json};
use std::cmp::Ordering;
use std::sync::Arc;
use url::form_urlencoded::Serializer;

/// How many documents a page has when nobody says, as the specification has it.
const PAGE: usize = 100;

/// How many a page has at most, whatever is asked for.
const MAX_PAGE: usize = 1_000;

/// How many there are on all pages together.
const TOTAL: HeaderName = HeaderName::from_static("x-total-count");

/// What is asked for.
struct Asked {
    limit: usize,
    offset: usize,
    sort: Option<Member>,
    descending: bool,
    filter: Option<Filter>,
    /// All members where it is `None`.
    fields: Option<Vec<Member>>,
    /// The parameters that are the same on each page.
    same: Vec<(&'static str, String)>,
}

pub(in crate::http) fn list(call: &Call) -> Result<Answer, Problem> {
    let asked = Asked::read(call)?;
    let mut documents = call.service().case_documents()?;
    if let Some(filter) = &asked.filter {
        documents.retain(|document| filter.holds(&document.record));
    }
    documents.sort_by(|one, other| asked.order(one, other));
    let total = documents.len();
    let page: Vec<Value> = documents
        .iter()
        .skip(asked.offset)
        .take(asked.limit)
        .map(|document| asked.selected(&document.record).into())
        .collect();
    if page.is_empty() {
        // The specification's set has at least one document.
        let detail = format!("none of {total} CFDocuments is at offset {}", asked.offset);
        let problem = Problem::no_case_record(&detail).header(TOTAL, total.to_string());
        return Err(match asked.links(call, total) {
            Some(links) => problem.header(header::LINK, links),
            None => problem,
        });
    }
    let answer = super::published(call, &json!({ "CFDocuments": page }))?
        .with(TOTAL, &total.to_string())
        .with(
            header::ACCESS_CONTROL_EXPOSE_HEADERS,
            "ETag, Link, X-Total-Count",
        );
    Ok(match asked.links(call, total) {
        Some(links) => answer.with(header::LINK, &links),
        None => answer,
    })
}

pub(in crate::http) fn describe() -> Described {
    let what = "All frameworks: a CFDocumentSet; of several versions with one identifier, the \
                latest";
    Described::new("getAllCFDocuments", what)
        .query_count(
            "limit",
            "How many documents the page has at most; 100 when nothing is said, never more than \
             1000",
            1,
        )
        .query_count("offset", "How many documents stand before the page", 0)
        .query_text(
            "sort",
            "The member by which they are sorted; a dot leads into a link (`licenseURI.title`)",
        )
        .query_text("orderBy", "`asc`, the lowest first, or `desc`")
        .query_text(
            "filter",
            "Which documents: `title~'sound' AND language='en'`, with = != > >= < <= ~, AND and OR",
        )
        .query_text(
            "fields",
            "The members that are wanted, separated by commas; those that every CFDocument has \
             are always given",
        )
        .gives_object(200, "A page of them, in the form of CASE 1.1")
        .with_header(
            200,
            "X-Total-Count",
            "How many there are on all pages together",
        )
        .with_header(200, "Link", "The pages `first`, `prev`, `next` and `last`")
        .gives_nothing(304, "The client has it already")
}

impl Asked {
    fn read(call: &Call) -> Result<Self, Problem> {
        let names = ["limit", "offset", "sort", "orderBy", "filter", "fields"];
        let [limit, offset, sort, order, filter, fields] = call.query(names)?;
        let number = |name: &str, text: Option<&String>, least: usize, usual: usize| {
            let Some(text) = text else {
                return Ok(usual);
            };
            let number = text.parse().ok().filter(|number| *number >= least);
            number.ok_or_else(|| {
                bad_selection(format!("{name}={text} is not a number from {least} on"))
            })
        };
        Ok(Self {
            limit: number("limit", limit.as_ref(), 1, PAGE)?.min(MAX_PAGE),
            offset: number("offset", offset.as_ref(), 0, 0)?,
            sort: sort.as_deref().map(sorting).transpose()?,
            descending: descending(order.as_deref())?,
            filter: filter.as_deref().map(filtering).transpose()?,
            fields: fields.as_deref().map(selection).transpose()?,
            same: [
                ("sort", sort),
                ("orderBy", order),
                ("filter", filter),
                ("fields", fields),
            ]
            .into_iter()
            .filter_map(|(name, value)| Some((name, value?)))
            .collect(),
        })
    }

    /// Documents without the member by which they are sorted come last; those that are alike in it
    /// are in the order of their identifiers, so that pages never overlap.
    fn order(&self, one: &Arc<CaseDocument>, other: &Arc<CaseDocument>) -> Ordering {
        let directed = |order: Ordering| match self.descending {
            true => order.reverse(),
            false => order,
        };
        let identifiers = one.identifier.cmp(&other.identifier);
        let Some(member) = self.sort else {
            return directed(identifiers);
        };
        let texts = (member.texts(&one.record), member.texts(&other.record));
        let order = match (texts.0.first(), texts.1.first()) {
            (Some(one), Some(other)) if member.is_moment() => directed(member.compare(one, other)),
            (Some(one), Some(other)) => {
                let folded = one.to_lowercase().cmp(&other.to_lowercase());
                directed(folded.then_with(|| one.cmp(other)))
            }
            (one, other) => one.is_none().cmp(&other.is_none()),
        };
        order.then(identifiers)
    }

    /// The members of a document that are wanted, and those that its class requires.
    fn selected(&self, record: &Map<String, Value>) -> Map<String, Value> {
        let Some(fields) = &self.fields else {
            return record.clone();
        };
        let wanted = |name: &str| {
            REQUIRED.contains(&name) || fields.iter().any(|field| field.name() == name)
        };
        let members = record.iter().filter(|(name, _)| wanted(name));
        members
            .map(|(name, value)| (name.clone(), value.clone()))
            .collect()
    }

    /// The header field `Link` (RFC 8288): how to go on from this page. `None` where there is none.
    fn links(&self, call: &Call, total: usize) -> Option<String> {
        let last = total.checked_sub(1)? / self.limit * self.limit;
        let next = self.offset.saturating_add(self.limit);
        let mut pages = vec![("first", 0, self.limit)];
        if self.offset > 0 && self.offset < total {
            // The page before may be shorter than the others, and never overlaps this one.
            let limit = self.limit.min(self.offset);
            pages.push(("prev", self.offset - limit, limit));
        }
        if next < total {
            pages.push(("next", next, self.limit));
        }
        pages.push(("last", last, self.limit));
        let links = pages.into_iter().map(|(relation, offset, limit)| {
            let mut query = Serializer::new(String::new());
            query.append_pair("limit", &limit.to_string());
            query.append_pair("offset", &offset.to_string());
            query.extend_pairs(&self.same);
            let address = super::discovery::server_url(call);
            format!(
                "<{address}/CFDocuments?{}>; rel=\"{relation}\"",
                query.finish()
            )
        });
        Some(links.collect::<Vec<_>>().join(", "))
    }
}

fn sorting(text: &str) -> Result<Member, Problem> {
    Member::read(text).ok_or_else(|| bad_sort(unknown_member(text)))
}

fn descending(text: Option<&str>) -> Result<bool, Problem> {
    match text {
        None | Some("asc") => Ok(false),
        Some("desc") => Ok(true),
        Some(other) => Err(bad_sort(format!("orderBy={other} is neither asc nor desc"))),
    }
}

fn filtering(text: &str) -> Result<Filter, Problem> {
    Filter::read(text).map_err(|told| bad_selection(format!("the filter cannot be read: {told}")))
}

fn selection(text: &str) -> Result<Vec<Member>, Problem> {
    let names = text.split(',').map(str::trim);
    let members = names.map(|name| {
        // A link is given whole.
        let member = Member::read(name).filter(|_| !name.contains('.'));
        member.ok_or_else(|| bad_selection(unknown_member(name)))
    });
    members.collect()
}

fn unknown_member(text: &str) -> String {
    match near_misses(text, MEMBERS).first() {
        Some(near) => format!("{text:?} is no member of a CFDocument; did you mean {near:?}?"),
        None => format!("{text:?} is no member of a CFDocument"),
    }
}

fn bad_sort(detail: String) -> Problem {
    Problem::bad_request("invalid-sort-field", detail)
}

fn bad_selection(detail: String) -> Problem {
    Problem::bad_request("invalid-selection-field", detail)
}
