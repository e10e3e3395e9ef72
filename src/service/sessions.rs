//! Sessions: somebody signed in with a browser, as a member of staff or as a learner.
//!
//! A session is a token of 256 random bits in a cookie; on record is its hash. It ends eight hours
//! after it began, after half an hour without use, when somebody signs out, and as soon as what it
//! rests on does: the API key, the person's role, the learner's record.

use super::{Actor, Caller, Service, ServiceError};
use crate::audit::{Act, object};
use crate::clock::{parse_timestamp, timestamp};
use crate::digest::sha256_hex;
use crate::records::api_key::Scope;
use crate::records::session::{self as records, SessionRecord, SignedIn};
use crate::records::{api_key, audit, learner, person};
use crate::store::Commit;
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use time::Duration;

pub use crate::records::person::Role;

/// How long a session lasts at most.
pub const LONGEST: Duration = Duration::hours(8);
/// How long it lasts without use.
const IDLE: Duration = Duration::minutes(30);
/// How often that it was in use is written down.
const SEEN_EVERY: Duration = Duration::minutes(1);

/// Something that a role allows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Right {
    /// Looking at frameworks, learners, assessments and credentials.
    Look,
    /// Importing frameworks, and saying what became of them.
    Frameworks,
    /// Assessing.
    Assess,
    /// Issuing.
    Issue,
    /// Revoking, suspending, reinstating.
    Status,
    /// Looking at the audit log.
    Audit,
    /// Everything else: keys, people, the issuer's profile, erasing.
    Admin,
}

impl Right {
    /// All of them.
    pub const ALL: [Right; 7] = [
        Right::Look,
        Right::Frameworks,
        Right::Assess,
        Right::Issue,
        Right::Status,
        Right::Audit,
        Right::Admin,
    ];
}

impl Role {
    /// Whether it allows this.
    pub fn may(self, right: Right) -> bool {
        match self {
            Role::Admin => true,
            Role::Issuer => !matches!(right, Right::Audit | Right::Admin),
            Role::Assessor => matches!(right, Right::Look | Right::Assess),
            Role::Auditor => matches!(right, Right::Look | Right::Audit),
        }
    }
}

/// Somebody is signed in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Session {
    /// The slug of the issuer for which they are.
    pub issuer: String,
    /// Who it is.
    pub who: Who,
    /// What every form of theirs holds, so that no other site can send it for them.
    pub csrf: String,
}

/// Who is signed in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Who {
    /// A member of staff.
    Staff {
        /// As the audit log has them.
        actor: Actor,
        /// Their name; `None` for the holder of an API key.
        name: Option<String>,
        /// What they may do.
        role: Role,
    },
    /// A learner.
    Learner {
        /// The learner's id.
        id: String,
    },
}

impl Session {
    /// Whether they may do what `right` stands for. A learner may nothing of it.
    pub fn may(&self, right: Right) -> bool {
        match &self.who {
            Who::Staff { role, .. } => role.may(right),
            Who::Learner { .. } => false,
        }
    }

    /// The learner's id, where it is a learner.
    pub fn learner(&self) -> Option<&str> {
        match &self.who {
            Who::Learner { id } => Some(id),
            Who::Staff { .. } => None,
        }
    }

    /// Who acts.
    pub fn caller(&self) -> Caller {
        let actor = match &self.who {
            Who::Staff { actor, .. } => actor.clone(),
            Who::Learner { id } => Actor::Learner(id.clone()),
        };
        Caller::new(self.issuer.as_str(), actor)
    }
}

/// The hash under which the session of a token is on record.
fn session_hash(token: &str) -> String {
    sha256_hex(&[b"session\n", token.as_bytes()])
}

/// What forms of the session of a token hold. Nobody learns the token from it.
fn csrf(token: &str) -> String {
    sha256_hex(&[b"csrf\n", token.as_bytes()])[..32].to_owned()
}

impl Service {
    /// Signs in whoever holds the API key `key`, which must be an admin key; the session's token,
    /// or `None` where it is not such a key.
    ///
    /// # Errors
    /// [`ServiceError::Store`] and [`ServiceError::Record`].
    pub fn sign_in_with_key(&self, key: &str) -> Result<Option<String>, ServiceError> {
        let known = self.authenticate(key.trim())?;
        match known.filter(|known| known.may(Scope::Admin)) {
            Some(known) => {
                let who = SignedIn::ApiKey(known.id);
                Ok(Some(self.begin_session(&known.issuer, who)?))
            }
            None => Ok(None),
        }
    }

    /// Signs in the learner `id` of the issuer named `issuer`, who has proved to be it; the
    /// session's token.
    ///
    /// # Errors
    /// [`ServiceError::Store`] and [`ServiceError::Record`].
    pub fn sign_in_learner(&self, issuer: &str, id: &str) -> Result<String, ServiceError> {
        self.begin_session(issuer, SignedIn::Learner(id.to_owned()))
    }

    pub(super) fn begin_session(
        &self,
        issuer: &str,
        who: SignedIn,
    ) -> Result<String, ServiceError> {
        self.may_enter()?;
        let mut bytes = [0; 32];
        self.random(&mut bytes);
        let token = URL_SAFE_NO_PAD.encode(bytes);
        let now = timestamp(self.now());
        let record = SessionRecord {
            hash: session_hash(&token),
            issuer: issuer.to_owned(),
            who,
            created: now.clone(),
            seen: now,
        };
        let mut commit = records::create(Commit::new(), &record);
        // Sessions that are over go whenever one begins.
        for old in records::all(self.store())? {
            if self.is_over(&old) {
                commit = records::delete(commit, &old.hash);
            }
        }
        let signed_in = match &record.who {
            SignedIn::ApiKey(id) => Some((Actor::ApiKey(id.clone()), object("api-key", id))),
            SignedIn::Person(id) => Some((Actor::Person(id.clone()), object("person", id))),
            SignedIn::Learner(_) => None,
        };
        if let Some((actor, object)) = signed_in {
            let entry = self.entry(&actor, Act::SignIn, object).of_issuer(issuer);
            commit = audit::append(commit, &entry);
        }
        match self.store().commit(commit)? {
            Ok(()) => Ok(token),
            Err(_) => Err(ServiceError::Defect(
                "two session tokens are alike".to_owned(),
            )),
        }
    }

    /// The session of a token; `None` where there is none, or none any more.
    ///
    /// # Errors
    /// [`ServiceError::Store`] and [`ServiceError::Record`].
    pub fn session(&self, token: &str) -> Result<Option<Session>, ServiceError> {
        let Some(record) = records::find(self.store(), &session_hash(token))? else {
            return Ok(None);
        };
        if self.is_over(&record) {
            return Ok(None);
        }
        let Some(who) = self.who(&record)? else {
            return Ok(None);
        };
        self.note_seen(&record)?;
        Ok(Some(Session {
            issuer: record.issuer,
            who,
            csrf: csrf(token),
        }))
    }

    /// Ends the session of a token, where there is one.
    ///
    /// # Errors
    /// [`ServiceError::Store`].
    pub fn sign_out(&self, token: &str) -> Result<(), ServiceError> {
        // Whoever was faster has ended it.
        let _ = self
            .store()
            .commit(records::delete(Commit::new(), &session_hash(token)))?;
        Ok(())
    }

    fn is_over(&self, record: &SessionRecord) -> bool {
        let now = self.now();
        let is_past = |text: &str, limit: Duration| {
            parse_timestamp(text).is_none_or(|then| now - then > limit)
        };
        is_past(&record.created, LONGEST) || is_past(&record.seen, IDLE)
    }

    /// Whose session it is, if what it rests on still holds.
    fn who(&self, record: &SessionRecord) -> Result<Option<Who>, ServiceError> {
        Ok(match &record.who {
            SignedIn::ApiKey(id) => {
                let key = api_key::find(self.store(), id)?;
                let good = key.is_some_and(|key| key.revoked.is_none() && key.may(Scope::Admin));
                good.then(|| Who::Staff {
                    actor: Actor::ApiKey(id.clone()),
                    name: None,
                    role: Role::Admin,
                })
            }
            SignedIn::Person(id) => {
                let person = person::find(self.store(), id)?;
                person.and_then(|person| {
                    Some(Who::Staff {
                        actor: Actor::Person(id.clone()),
                        role: person.role?,
                        name: Some(person.name),
                    })
                })
            }
            SignedIn::Learner(id) => {
                let learner = learner::find(self.store(), id)?;
                let known = learner.is_some_and(|learner| learner.wrapped.is_some());
                known.then(|| Who::Learner { id: id.clone() })
            }
        })
    }

    /// Writes down that a session is in use, now and then.
    fn note_seen(&self, record: &SessionRecord) -> Result<(), ServiceError> {
        let now = self.now();
        let lately = |then| now - then < SEEN_EVERY;
        if parse_timestamp(&record.seen).is_some_and(lately) || self.may_enter().is_err() {
            return Ok(());
        }
        let after = SessionRecord {
            seen: timestamp(now),
            ..record.clone()
        };
        // Another request of the same session has written it, or the session was ended.
        let _ = self
            .store()
            .commit(records::replace(Commit::new(), record, &after))?;
        Ok(())
    }
}
