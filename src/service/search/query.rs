//! What is looked for, and where a page begins.

use crate::clock::parse_timestamp;
use crate::finding::Finding;
use crate::id::first_uuid_at;
use crate::records::credential::{self as records, State};
use crate::records::learner;
use crate::records::register::{Entry, Listed, Span};
use crate::service::learners::KnownBy;
use crate::service::{Caller, Service, ServiceError};
use time::OffsetDateTime;
use uuid::Uuid;

/// Which credentials are looked for: those of which all that is given here is so.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct CredentialQuery {
    /// How their issuer stands to them.
    pub state: Option<State>,
    /// Whether another took their place.
    pub superseded: Option<bool>,
    /// Their form: `open-badge`, `clr`, `ler-rs`, `hr-open-ler-rs`, `given`.
    pub form: Option<String>,
    /// The key of the framework.
    pub framework: Option<String>,
    /// The framework's version.
    pub version: Option<String>,
    /// The id of the level.
    pub level: Option<String>,
    /// The first moment at which they came on record: an XSD dateTimeStamp, or a date alone.
    pub from: Option<String>,
    /// The end of that time, which is not in it; of a date alone, the end of the day.
    pub to: Option<String>,
    /// Whose they are: a DID, an e-mail address, or the id of the learner on record.
    pub learner: Option<String>,
    /// The id of a credential, with or without `urn:uuid:`, or part of its name.
    pub text: Option<String>,
}

/// Where a page begins.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Cursor {
    /// Behind this one, towards older ones.
    Older(String),
    /// Before this one, towards newer ones.
    Newer(String),
}

impl Cursor {
    pub(super) fn older_than(one: &Listed) -> Self {
        Self::Older(one.order.clone())
    }

    pub(super) fn newer_than(one: &Listed) -> Self {
        Self::Newer(one.order.clone())
    }

    pub(super) fn order(&self) -> &str {
        match self {
            Self::Older(order) | Self::Newer(order) => order,
        }
    }

    /// The cursor that is written so; `None` where none is.
    pub fn parse(text: &str) -> Option<Self> {
        let (side, order) = text.split_once('.')?;
        let known = !order.is_empty()
            && order.len() <= 40
            && order
                .bytes()
                .all(|byte| byte.is_ascii_hexdigit() || byte == b'-');
        match side {
            "older" if known => Some(Self::Older(order.to_owned())),
            "newer" if known => Some(Self::Newer(order.to_owned())),
            _ => None,
        }
    }
}

impl std::fmt::Display for Cursor {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Older(order) => write!(f, "older.{order}"),
            Self::Newer(order) => write!(f, "newer.{order}"),
        }
    }
}

impl CredentialQuery {
    /// Whether everything is asked for.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

/// A query that is understood.
pub(super) struct Filter<'q> {
    query: &'q CredentialQuery,
    /// The part of a name, in small letters.
    name: Option<String>,
    from: Option<String>,
    to: Option<String>,
    /// Where what is looked for is found.
    pub(super) source: Source,
}

/// Where what is looked for is found.
pub(super) enum Source {
    /// Anywhere in the register.
    Register,
    /// Among these, by their order, the oldest first.
    These(Vec<String>),
}

impl<'q> Filter<'q> {
    pub(super) fn of(
        service: &Service,
        caller: &Caller,
        query: &'q CredentialQuery,
    ) -> Result<Self, ServiceError> {
        let from = bound("/from", query.from.as_deref(), false)?;
        let to = bound("/to", query.to.as_deref(), true)?;
        let text = query.text.as_deref().map(str::trim);
        let text = text.filter(|text| !text.is_empty());
        let id = text.and_then(as_id);
        let source = match (&id, query.learner.as_deref()) {
            (Some(id), _) => {
                let found = records::find(service.store(), id)?;
                let found = found.filter(|found| found.record.issuer == caller.issuer);
                let orders = found.map(|found| records::order_of(&found.place));
                Source::These(orders.into_iter().collect())
            }
            (None, Some(learner)) => Source::These(held(service, caller, learner)?),
            (None, None) => Source::Register,
        };
        let name = text.filter(|_| id.is_none()).map(str::to_lowercase);
        Ok(Self {
            query,
            name,
            from,
            to,
            source,
        })
    }

    /// Whether every entry within the span is taken.
    pub(super) fn takes_all(&self) -> bool {
        let query = self.query;
        let asked = [&query.form, &query.framework, &query.version, &query.level];
        query.state.is_none()
            && query.superseded.is_none()
            && self.name.is_none()
            && asked.iter().all(|asked| asked.is_none())
    }

    pub(super) fn takes(&self, entry: &Entry) -> bool {
        let query = self.query;
        let is = |asked: &Option<String>, known: Option<&str>| {
            asked.is_none() || asked.as_deref() == known
        };
        query.state.is_none_or(|state| state == entry.state)
            && query
                .superseded
                .is_none_or(|asked| asked == entry.superseded)
            && is(&query.form, Some(&entry.form))
            && is(&query.framework, entry.framework.as_deref())
            && is(&query.version, entry.version.as_deref())
            && is(&query.level, entry.level.as_deref())
            && self.name.as_deref().is_none_or(|part| {
                let name = entry.name.as_deref().unwrap_or_default();
                name.to_lowercase().contains(part)
            })
    }

    pub(super) fn span(&self) -> Span<'_> {
        (self.from.as_deref(), self.to.as_deref())
    }

    pub(super) fn spans(&self, order: &str) -> bool {
        self.from.as_deref().is_none_or(|from| from <= order)
            && self.to.as_deref().is_none_or(|to| order < to)
    }
}

/// The id of a credential that `text` is, where it can be one.
fn as_id(text: &str) -> Option<String> {
    match Uuid::try_parse(text) {
        Ok(id) => Some(id.urn().to_string()),
        // An id that a caller gave is a URL.
        Err(_) => text.contains(":").then(|| text.to_owned()),
    }
    .filter(|id| !id.contains(char::is_whitespace))
}

/// What orders the credentials that learners who are known so hold, the oldest first.
fn held(service: &Service, caller: &Caller, named: &str) -> Result<Vec<String>, ServiceError> {
    let named = named.trim();
    let ids = if Uuid::try_parse(named).is_ok() {
        let known = learner::find(service.store(), named)?;
        let own = known.filter(|record| record.issuer == caller.issuer);
        own.into_iter().map(|record| record.id).collect()
    } else {
        let email = named.contains('@').then(|| named.to_owned());
        let known_by = KnownBy {
            id: Some(named.to_owned()),
            email,
        };
        service.find_learners(caller, &known_by)?
    };
    let mut orders = Vec::new();
    for id in ids {
        orders.extend(records::order_held_by(service.store(), &id)?);
    }
    orders.sort_unstable();
    orders.dedup();
    Ok(orders)
}

/// Where a time begins or ends in the order of credentials.
fn bound(
    pointer: &'static str,
    asked: Option<&str>,
    end: bool,
) -> Result<Option<String>, ServiceError> {
    let Some(asked) = asked.map(str::trim).filter(|asked| !asked.is_empty()) else {
        return Ok(None);
    };
    let day = parse_timestamp(&format!("{asked}T00:00:00Z"));
    let day = day.and_then(|day| match end {
        true => day.checked_add(time::Duration::DAY),
        false => Some(day),
    });
    let at: Option<OffsetDateTime> = day.or_else(|| parse_timestamp(asked));
    match at {
        Some(at) => Ok(Some(first_uuid_at(at).to_string())),
        None => {
            let detail = format!(
                "{asked:?} is neither a date, such as 2026-01-31, nor a date and time, such as \
                 2026-01-31T00:00:00Z"
            );
            Err(ServiceError::Invalid {
                what: "the search",
                findings: vec![Finding::new(pointer, "not-a-date", detail)],
            })
        }
    }
}
