//! Searching what was issued: by the register ([`crate::records::register`]), the newest first, a
//! page at a time.
//!
//! A page costs a bounded amount of work whatever is on record: where few credentials are what is
//! looked for, a page may have few or none, and says where to go on. Credentials that are issued
//! while somebody pages come before the first page; nothing is shown twice and nothing is left out.

mod filling;
mod query;

pub(super) use filling::Filling;
pub use query::{CredentialQuery, Cursor};

use super::{Caller, Service, ServiceError};
use crate::records::Page;
use crate::records::credential::{self as records, CredentialRecord, Found};
use crate::records::register::{self, Entry, Listed, Side};
use query::{Filter, Source};

/// How many entries are looked at for one page, at most.
pub const LOOKED_AT: usize = 5000;
/// How many are read at once where not all of them are shown.
const CHUNK: usize = 500;

/// A page of what was found.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct CredentialsFound {
    /// The credentials, the newest first.
    pub listed: Vec<Listed>,
    /// Where older ones are; `None` where there are no more.
    pub older: Option<Cursor>,
    /// Where newer ones are; `None` where this page begins with the newest.
    pub newer: Option<Cursor>,
    /// How many credentials were looked at.
    pub looked_at: usize,
}

impl Service {
    /// A page of up to `limit` credentials of the caller's issuer that `query` asks for, from
    /// `cursor` on.
    ///
    /// # Errors
    /// [`ServiceError::Invalid`] for a query that cannot be; [`ServiceError::Key`] when a learner is
    /// looked for by what they are known by and the deployment's key is not unlocked;
    /// [`ServiceError::Store`] and [`ServiceError::Record`].
    pub fn search_credentials(
        &self,
        caller: &Caller,
        query: &CredentialQuery,
        cursor: Option<&Cursor>,
        limit: usize,
    ) -> Result<CredentialsFound, ServiceError> {
        self.fill_register()?;
        let filter = Filter::of(self, caller, query)?;
        let mut found = match &filter.source {
            Source::Register => self.in_register(caller, &filter, cursor, limit)?,
            Source::These(orders) => self.among(caller, &filter, orders, cursor, limit)?,
        };
        if matches!(cursor, Some(Cursor::Newer(_))) {
            found.listed.reverse();
            let further = found.older.take();
            found.newer = further.map(|furthest| Cursor::Newer(furthest.order().to_owned()));
            // Where one came from there is always more.
            found.older = found.listed.last().map(Cursor::older_than);
        } else if cursor.is_some() {
            found.newer = found.listed.first().map(Cursor::newer_than);
        }
        Ok(found)
    }

    /// The records of a page of credentials, as [`Service::search_credentials`] finds them behind the
    /// one at the place `after`; and the place behind which the next page begins.
    ///
    /// # Errors
    /// As for [`Service::search_credentials`].
    pub fn search_records(
        &self,
        caller: &Caller,
        query: &CredentialQuery,
        after: Option<&[u8]>,
        limit: usize,
    ) -> Result<Page<CredentialRecord>, ServiceError> {
        let cursor = after.map(|place| Cursor::Older(records::order_of(place)));
        let found = self.search_credentials(caller, query, cursor.as_ref(), limit)?;
        let mut page = Page {
            records: Vec::new(),
            next: found.older.map(|older| records::place_at(older.order())),
        };
        for one in found.listed {
            let found = records::at(self.store(), &records::place_at(&one.order))?;
            page.records.extend(found.map(|found| found.record));
        }
        Ok(page)
    }

    /// The credentials of the caller's issuer that `query` asks for, the newest first, among those
    /// up to `newest`; no more than `most`, and whether there are more.
    ///
    /// # Errors
    /// As for [`Service::search_credentials`].
    pub fn matching_credentials(
        &self,
        caller: &Caller,
        query: &CredentialQuery,
        newest: Option<&str>,
        most: usize,
    ) -> Result<(Vec<Listed>, bool), ServiceError> {
        let mut all = Vec::new();
        // One that comes right behind the newest that counts.
        let mut cursor = newest.map(|newest| Cursor::Older(format!("{newest}~")));
        loop {
            let page = self.search_credentials(caller, query, cursor.as_ref(), most + 1)?;
            all.extend(page.listed);
            if all.len() > most || page.older.is_none() {
                break;
            }
            cursor = page.older;
        }
        let more = all.len() > most;
        all.truncate(most);
        Ok((all, more))
    }

    /// What the register has, away from the cursor: newer ones come in reverse.
    fn in_register(
        &self,
        caller: &Caller,
        filter: &Filter<'_>,
        cursor: Option<&Cursor>,
        limit: usize,
    ) -> Result<CredentialsFound, ServiceError> {
        let mut found = CredentialsFound::default();
        let newer = matches!(cursor, Some(Cursor::Newer(_)));
        let mut at = cursor.map(|cursor| cursor.order().to_owned());
        // Much of what is read may be shown, or little: the more was read in vain, the more at once.
        let mut much = limit.saturating_add(1);
        loop {
            let side = match (&at, newer) {
                (Some(order), true) => Side::After(order),
                (order, _) => Side::Before(order.as_deref()),
            };
            let chunk = match filter.takes_all() {
                true => limit - found.listed.len(),
                false => much.min(CHUNK),
            };
            much = much.saturating_mul(2);
            let chunk = chunk.min(LOOKED_AT - found.looked_at);
            let (read, more) =
                register::walk(self.store(), &caller.issuer, filter.span(), side, chunk)?;
            for one in read {
                if found.listed.len() == limit {
                    // It was not looked at yet: the next page begins with it.
                    found.older = found.listed.last().map(Cursor::older_than);
                    return Ok(found);
                }
                found.looked_at += 1;
                at = Some(one.order.clone());
                if filter.takes(&one.entry) {
                    found.listed.push(one);
                }
            }
            let full = found.listed.len() >= limit || found.looked_at >= LOOKED_AT;
            if full || !more {
                found.older = at.filter(|_| more).map(Cursor::Older);
                return Ok(found);
            }
        }
    }

    /// What the register has of the credentials that `orders` name, the oldest first.
    fn among(
        &self,
        caller: &Caller,
        filter: &Filter<'_>,
        orders: &[String],
        cursor: Option<&Cursor>,
        limit: usize,
    ) -> Result<CredentialsFound, ServiceError> {
        let within = |order: &&String| match cursor {
            None => filter.spans(order),
            Some(Cursor::Older(bound)) => **order < *bound && filter.spans(order),
            Some(Cursor::Newer(bound)) => **order > *bound && filter.spans(order),
        };
        let orders = orders.iter().filter(within);
        let nearest: Box<dyn Iterator<Item = &String>> = match cursor {
            Some(Cursor::Newer(_)) => Box::new(orders),
            _ => Box::new(orders.rev()),
        };
        let mut found = CredentialsFound::default();
        for order in nearest {
            if found.listed.len() == limit || found.looked_at == LOOKED_AT {
                return Ok(found);
            }
            found.looked_at += 1;
            // Not there where it is another issuer's.
            let there = register::at(self.store(), &caller.issuer, order)?;
            found.older = Some(Cursor::Older(order.clone()));
            found
                .listed
                .extend(there.filter(|one| filter.takes(&one.entry)));
        }
        found.older = None;
        Ok(found)
    }

    /// What the learner holds of `issuer`, the oldest first, as far as what the register says of it
    /// is `wanted`. What the register does not have yet may be it too.
    pub(super) fn held_where(
        &self,
        issuer: &str,
        learner: &str,
        wanted: impl Fn(&Entry) -> bool,
    ) -> Result<Vec<Found>, ServiceError> {
        let mut held = Vec::new();
        for order in records::order_held_by(self.store(), learner)? {
            let place = records::place_at(&order);
            let entry = register::find(self.store(), issuer, &place)?;
            if entry.is_none_or(|entry| wanted(&entry)) {
                held.extend(records::at(self.store(), &place)?);
            }
        }
        Ok(held)
    }
}
