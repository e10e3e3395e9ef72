//! Members of staff who sign in by OpenID Connect: put on record when they first come, and allowed
//! what an admin says.
//!
//! Somebody is known by the provider and its subject alone: an address proves nothing (OpenID
//! Connect Core 1.0, section 5.7). Nobody can take away the last way to be an admin, of which there
//! are two kinds: a person with that role, and an admin API key.

use super::sign_in::SignedIn;
use super::{Actor, Caller, Service, ServiceError};
use crate::audit::{Act, object};
use crate::clock::timestamp;
use crate::credential::profile::IssuerProfile;
use crate::id::random_uuid;
use crate::records::api_key::{self, Scope};
use crate::records::audit;
use crate::records::person::{self as records, Role};
use crate::records::session::SignedIn as Sitting;
use crate::store::Commit;
use std::sync::PoisonError;

pub use crate::records::person::PersonRecord;

/// How often a change begins again after somebody else committed first.
const ATTEMPTS: usize = 8;

/// What becomes of somebody who signed in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Welcome {
    /// They are in: the token of their session.
    In(String),
    /// They are on record, and nobody has said yet what they may do.
    Waiting(Box<PersonRecord>),
}

impl Service {
    /// Lets in somebody who signed in at the provider; whoever is new is put on record, for the
    /// default issuer and without a role.
    ///
    /// # Errors
    /// [`ServiceError::Store`] and [`ServiceError::Record`]; [`ServiceError::Conflict`] while others
    /// keep changing them.
    pub fn welcome(&self, who: &SignedIn) -> Result<Welcome, ServiceError> {
        let person = self.person_who_came(who)?;
        match person.role {
            None => Ok(Welcome::Waiting(Box::new(person))),
            Some(_) => {
                let sitting = Sitting::Person(person.id.clone());
                Ok(Welcome::In(self.begin_session(&person.issuer, sitting)?))
            }
        }
    }

    fn person_who_came(&self, who: &SignedIn) -> Result<PersonRecord, ServiceError> {
        self.may_enter()?;
        let called = who.name.as_ref().or(who.email.as_ref());
        let name = called.unwrap_or(&who.subject).clone();
        for _ in 0..ATTEMPTS {
            let known = records::known_as(self.store(), &who.provider, &who.subject)?;
            let Some(before) = known else {
                let person = self.new_person(who, &name);
                let entry = self
                    .entry(
                        &Actor::Person(person.id.clone()),
                        Act::PersonCreate,
                        object("person", &person.id),
                    )
                    .of_issuer(&person.issuer);
                let person = PersonRecord {
                    entry: Some(entry.hash()),
                    ..person
                };
                let commit = records::create(Commit::new(), &person);
                if self.store().commit(audit::append(commit, &entry))?.is_ok() {
                    return Ok(person);
                }
                continue;
            };
            let after = PersonRecord {
                name: name.clone(),
                email: who.email.clone(),
                ..before.clone()
            };
            if after == before {
                return Ok(before);
            }
            let commit = records::replace(Commit::new(), &before, &after);
            if self.store().commit(commit)?.is_ok() {
                return Ok(after);
            }
        }
        Err(busy())
    }

    fn new_person(&self, who: &SignedIn, name: &str) -> PersonRecord {
        PersonRecord {
            id: self.draw(random_uuid).to_string(),
            issuer: IssuerProfile::DEFAULT_SLUG.to_owned(),
            provider: who.provider.clone(),
            subject: who.subject.clone(),
            name: name.to_owned(),
            email: who.email.clone(),
            role: None,
            created: timestamp(self.now()),
            entry: None,
        }
    }

    /// All members of staff of the issuer named `issuer`, by name; those without a role first.
    ///
    /// # Errors
    /// [`ServiceError::Store`] and [`ServiceError::Record`].
    pub fn people(&self, issuer: &str) -> Result<Vec<PersonRecord>, ServiceError> {
        let mut people = records::all(self.store())?;
        people.retain(|person| person.issuer == issuer);
        people.sort_by(|left, right| {
            let order = |person: &PersonRecord| (person.role, person.name.to_lowercase());
            order(left).cmp(&order(right))
        });
        Ok(people)
    }

    /// The member of staff `id` of the caller's issuer.
    ///
    /// # Errors
    /// [`ServiceError::NotFound`], also when they are another issuer's.
    pub fn person(&self, caller: &Caller, id: &str) -> Result<PersonRecord, ServiceError> {
        let found = records::find(self.store(), id)?;
        let own = found.filter(|person| person.issuer == caller.issuer);
        own.ok_or_else(|| ServiceError::NotFound {
            what: "person",
            name: id.to_owned(),
            near: Vec::new(),
        })
    }

    /// Says what the member of staff `id` may do; `None` takes away what they might. It counts from
    /// their next request on. The same again changes nothing.
    ///
    /// # Errors
    /// [`ServiceError::NotFound`]; [`ServiceError::Refused`] when nobody would be an admin any more.
    pub fn set_role(
        &self,
        caller: &Caller,
        id: &str,
        role: Option<Role>,
    ) -> Result<PersonRecord, ServiceError> {
        self.may_enter()?;
        let ways = self.ways_in.lock();
        let _alone = ways.unwrap_or_else(PoisonError::into_inner);
        for _ in 0..ATTEMPTS {
            let before = self.person(caller, id)?;
            if before.role == role {
                return Ok(before);
            }
            if before.role == Some(Role::Admin) {
                self.check_other_way_in(&caller.issuer, id)?;
            }
            let entry = self
                .entry(&caller.actor, Act::PersonChange, object("person", id))
                .of_issuer(&caller.issuer)
                .after(before.entry.clone());
            let after = PersonRecord {
                role,
                entry: Some(entry.hash()),
                ..before.clone()
            };
            let commit = records::replace(Commit::new(), &before, &after);
            if self.store().commit(audit::append(commit, &entry))?.is_ok() {
                return Ok(after);
            }
        }
        Err(busy())
    }

    /// Takes back an API key as [`Service::revoke_api_key`] does, unless nobody would be an admin
    /// then.
    ///
    /// # Errors
    /// As there; [`ServiceError::Refused`].
    pub fn revoke_api_key_of_several(&self, caller: &Caller, id: &str) -> Result<(), ServiceError> {
        let ways = self.ways_in.lock();
        let _alone = ways.unwrap_or_else(PoisonError::into_inner);
        let known = api_key::find(self.store(), id)?;
        if known.is_some_and(|key| key.revoked.is_none() && key.may(Scope::Admin)) {
            self.check_other_way_in(&caller.issuer, id)?;
        }
        self.revoke_api_key(caller, id)
    }

    /// Whether somebody could still be an admin of `issuer` without the person or key `without`.
    fn check_other_way_in(&self, issuer: &str, without: &str) -> Result<(), ServiceError> {
        let admins = records::all(self.store())?;
        let person = admins.iter().any(|person| {
            person.issuer == issuer && person.role == Some(Role::Admin) && person.id != without
        });
        let keys = api_key::all(self.store())?;
        let key = keys.iter().any(|key| {
            key.issuer == issuer
                && key.revoked.is_none()
                && key.may(Scope::Admin)
                && key.id != without
        });
        if person || key {
            return Ok(());
        }
        Err(ServiceError::Refused {
            rule: "last-way-in",
            detail: "nobody would be an admin any more. Give somebody else that role, or make \
                     another admin API key, first"
                .to_owned(),
        })
    }
}

fn busy() -> ServiceError {
    ServiceError::Conflict {
        problem: "busy",
        detail: "others keep changing this person at the same time; try again".to_owned(),
        findings: Vec::new(),
    }
}
