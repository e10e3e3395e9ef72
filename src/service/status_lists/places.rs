//! Places for new credentials: drawn at random, so that their order tells nothing of the order of
//! issuing (Bitstring Status List 1.0, section 5.3), and never given twice.
//!
//! That a place is free is only likely when it is drawn; the commit that gives it makes sure
//! ([`take`](crate::records::status_list::take)). A place whose commit fails stays unused until
//! the bits are read anew.

use super::List;
use super::bits::{Bits, ENTRIES, FULL};
use crate::audit::{Act, object};
use crate::clock::timestamp;
use crate::credential::profile::IssuerProfile;
use crate::digest::hexadecimal;
use crate::mapping::address::Addresses;
use crate::records::audit;
use crate::records::issuer::IssuerRecord;
use crate::records::status_list::{self as records, ListState, StatusListRecord, StatusPlace};
use crate::service::{Actor, Service, ServiceError};
use crate::store::Commit;
use std::sync::PoisonError;

impl Service {
    /// A place for one new credential of `issuer` in a list of each of these purposes,
    /// in their order; none where it has no public URL. They are the credential's once they
    /// are [taken](crate::records::status_list::take) in the commit that issues it.
    ///
    /// # Errors
    /// [`ServiceError::Store`] and [`ServiceError::Record`]. A list that had to be begun stays.
    pub fn draw_status_places(
        &self,
        issuer: &IssuerRecord,
        purposes: &[&'static str],
    ) -> Result<Vec<StatusPlace>, ServiceError> {
        if issuer.profile.public_url.is_none() {
            return Ok(Vec::new());
        }
        let draw = |purpose: &&'static str| self.draw_place(issuer, purpose);
        purposes.iter().map(draw).collect()
    }

    fn draw_place(
        &self,
        issuer: &IssuerRecord,
        purpose: &'static str,
    ) -> Result<StatusPlace, ServiceError> {
        loop {
            let current = records::current(self.store(), &issuer.profile.did, purpose)?;
            if let Some(record) = current.filter(|record| record.state == ListState::Open) {
                let list = self.list_of(&record)?;
                if let Some(index) = self.draw_index(&list)? {
                    return Ok(StatusPlace {
                        purpose: record.purpose,
                        list: record.number,
                        url: record.url,
                        index,
                    });
                }
            }
            self.begin_list(issuer, purpose)?;
        }
    }

    /// A free place of `list`; `None` when it is full.
    fn draw_index(&self, list: &List) -> Result<Option<u32>, ServiceError> {
        list.with_bits(self, |bits| {
            if bits.count() >= FULL {
                // Places that were drawn in vain are free again: only what is given fills a list.
                bits.count_again(self.store(), &list.record)?;
            }
            if bits.count() >= FULL {
                return Ok(None);
            }
            let index = self.draw_free(bits);
            bits.take(index);
            Ok(Some(index))
        })?
    }

    /// Draws until a place is free. The number of places is a power of two: the low bits of a
    /// random number are each of them equally often.
    fn draw_free(&self, bits: &Bits) -> u32 {
        const { assert!(ENTRIES.is_power_of_two()) };
        loop {
            let mut random = [0; 4];
            self.random(&mut random);
            let index = u32::from_be_bytes(random) % ENTRIES;
            if !bits.is_taken(index) {
                return index;
            }
        }
    }

    /// Begins a list for `issuer`, unless another one has just done so.
    fn begin_list(&self, issuer: &IssuerRecord, purpose: &str) -> Result<(), ServiceError> {
        let beginning = &self.status_lists.beginning;
        let _alone = beginning.lock().unwrap_or_else(PoisonError::into_inner);
        let before = records::current(self.store(), &issuer.profile.did, purpose)?;
        if let Some(open) = before.as_ref().filter(|list| list.state == ListState::Open) {
            let list = self.list_of(open)?;
            if list.with_bits(self, |bits| bits.count())? < FULL {
                return Ok(());
            }
        }
        let mut record = self.new_list(issuer, purpose)?;
        let about = object("status-list", &record.name);
        let entry = self
            .entry(&Actor::Proofmark, Act::StatusListCreate, about)
            .of_issuer(issuer.profile.slug.as_str());
        record.entry = Some(entry.hash());
        let mut commit = records::create(Commit::new(), &record, before.as_ref());
        if let Some(open) = before.filter(|list| list.state == ListState::Open) {
            let full = StatusListRecord {
                state: ListState::Full,
                ..open.clone()
            };
            commit = records::replace(commit, &open, &full);
        }
        // Whoever else begins lists here waits for this one; a name that is there already is drawn
        // anew by the next round.
        let begun = self.store().commit(audit::append(commit, &entry))?;
        if begun.is_ok() {
            self.list_of(&record)?;
        }
        Ok(())
    }

    /// A list with a name that tells nothing but its purpose.
    fn new_list(
        &self,
        issuer: &IssuerRecord,
        purpose: &str,
    ) -> Result<StatusListRecord, ServiceError> {
        let profile = &issuer.profile;
        let mut random = [0; 4];
        self.random(&mut random);
        let name = format!("{purpose}-{}", hexadecimal(&random));
        let named = (profile.slug != IssuerProfile::DEFAULT_SLUG).then_some(profile.slug.as_str());
        Ok(StatusListRecord {
            number: records::next_number(self.store())?,
            url: Addresses::new(profile.public_url.as_deref(), named).status_list(&name),
            name,
            issuer: profile.did.clone(),
            slug: profile.slug.clone(),
            purpose: purpose.to_owned(),
            created: timestamp(self.now()),
            state: ListState::Open,
            entry: None,
        })
    }
}
