//! Claim links: an issuer makes one for credentials of a learner, and whoever has it becomes that
//! learner, once.
//!
//! The token in the link is 256 random bits, shown once; on record is its hash, until the link is
//! used, withdrawn or over. Using it is one commit with an expectation, so that of many at once one
//! succeeds. What was used, withdrawn, is over or never was answers alike. Looking at a link uses
//! nothing up: scanners of mail look at links.
//!
//! After a restore no link that was made before works any more: the backup cannot know which of them
//! were used since.

use super::learners::unopened;
use super::my_record::{HeldCredential, HeldStanding};
use super::{Actor, Caller, Service, ServiceError};
use crate::audit::{Act, object};
use crate::clock::{parse_timestamp, timestamp};
use crate::digest::sha256_hex;
use crate::finding::Finding;
use crate::picture::qr::Qr;
use crate::records::claim::{self as records, ClaimRecord, Details, End, NewClaim, Purpose};
use crate::records::credential::{Found, State};
use crate::records::{audit, learner};
use crate::store::Commit;
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use time::Duration;

pub use crate::records::claim::Sent;

/// How many days a link works where nobody says.
pub const DAYS: u16 = 30;
/// How many days it works at most.
pub const MAX_DAYS: u16 = 90;
/// How many credentials one link is for, at most.
pub const MAX_CREDENTIALS: usize = 50;
/// How many bytes the text of a token has: 32 bytes in base64url.
const TOKEN_TEXT: usize = 43;
/// How often a change begins again after somebody else committed first.
const ATTEMPTS: usize = 16;
/// So many links go into one commit when all are withdrawn.
const TOGETHER: usize = 200;

/// A link that was made just now.
#[derive(Clone, PartialEq, Eq)]
pub struct MadeClaim {
    /// Its id.
    pub id: String,
    /// The secret in it, shown this once.
    pub token: String,
    /// The link itself; only its path where there is no public URL.
    pub link: String,
    /// From when on it works no more.
    pub expires: String,
    /// The id of the learner.
    pub learner: String,
}

/// What can be known of a link before it is used.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ClaimOffer {
    /// The name of the issuer who made it.
    pub issuer: String,
    /// From when on it works no more.
    pub expires: String,
}

/// A link that was used just now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Redeemed {
    /// The slug of the issuer.
    pub issuer: String,
    /// The id of the learner whom it made its user.
    pub learner: String,
    /// The ids of the credentials that it is about.
    pub credentials: Vec<String>,
}

/// A link as its issuer sees it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ClaimView {
    /// Its id.
    pub id: String,
    /// The id of the learner.
    pub learner: String,
    /// The ids of the credentials that it is about.
    pub credentials: Vec<String>,
    /// When it was made.
    pub created: String,
    /// From when on it works no more.
    pub expires: String,
    /// Whether it works.
    pub state: ClaimState,
    /// Where it was sent to and when, each time.
    pub sent: Vec<Sent>,
}

/// What a link for a credential can be made of, and what was made before.
#[derive(Debug, Clone, PartialEq)]
pub struct ClaimBasis {
    /// The id of the credential that was asked about.
    pub chosen: String,
    /// The id of its learner.
    pub learner: String,
    /// The learner's name, as the latest assessment has it.
    pub name: Option<String>,
    /// Everything that the learner holds and that was not revoked.
    pub credentials: Vec<HeldCredential>,
    /// The addresses under which they were assessed, the latest first.
    pub addresses: Vec<String>,
    /// The links that were made before, the newest first.
    pub claims: Vec<ClaimView>,
}

/// Whether a link works.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ClaimState {
    /// It does.
    Open,
    /// It was used, at this time.
    Redeemed(String),
    /// It was taken back, at this time.
    Withdrawn(String),
    /// Its time is over.
    Expired,
}

impl Service {
    /// Makes a link for credentials of one learner of the caller's issuer, which works for `days`
    /// days.
    ///
    /// # Errors
    /// [`ServiceError::NotFound`] for a credential that is not here, also when it is another
    /// issuer's; [`ServiceError::Invalid`] when there are none, too many, or the time is too long;
    /// [`ServiceError::Refused`] when they are several learners', nobody's, or revoked.
    pub fn make_claim(
        &self,
        caller: &Caller,
        credentials: &[String],
        days: Option<u16>,
    ) -> Result<MadeClaim, ServiceError> {
        let days = checked_days(credentials, days)?;
        let (learner, ids) = self.claimable(caller, credentials)?;
        let details = Details {
            credentials: ids,
            sent: Vec::new(),
        };
        let lifetime = Duration::days(days.into());
        let actor = &caller.actor;
        self.make_link(actor, &learner, Purpose::Claim, &details, lifetime)
    }

    /// A new link for a learner.
    pub(super) fn make_link(
        &self,
        actor: &Actor,
        learner: &str,
        purpose: Purpose,
        details: &Details,
        lifetime: Duration,
    ) -> Result<MadeClaim, ServiceError> {
        self.may_enter()?;
        let mut bytes = [0; 32];
        self.random(&mut bytes);
        let token = URL_SAFE_NO_PAD.encode(bytes);
        let expires = timestamp(self.now() + lifetime);
        for _ in 0..ATTEMPTS {
            let known = self.learner_named(learner)?;
            let issuer = self.issuer_of_learner(learner)?;
            let id = self.next_key().to_string();
            let act = match purpose {
                Purpose::Claim => Act::ClaimCreate,
                Purpose::Enter => Act::EntryLinkCreate,
            };
            let entry = self.entry(actor, act, object("claim", &id));
            let entry = entry.of_issuer(issuer.as_str());
            let new = NewClaim {
                id: id.clone(),
                purpose,
                issuer: &issuer,
                learner,
                token: hash(&token),
                created: timestamp(self.now()),
                expires: expires.clone(),
                entry: entry.hash(),
            };
            let record = self.draw(|rng| new.seal(details, &known.key, rng));
            let mut commit = records::create(known.add_to(Commit::new()), &record);
            if purpose == Purpose::Enter {
                commit = self.without_old_entries(commit, learner)?;
            }
            if self.store().commit(audit::append(commit, &entry))?.is_ok() {
                let path = match purpose {
                    Purpose::Claim => format!("/claim/{token}"),
                    Purpose::Enter => format!("/record/enter/{token}"),
                };
                return Ok(MadeClaim {
                    id,
                    link: self.public_address(&path),
                    token,
                    expires,
                    learner: learner.to_owned(),
                });
            }
        }
        Err(busy())
    }

    /// Removes in `commit` the links by which a learner entered or could have: those that are over.
    fn without_old_entries(&self, commit: Commit, learner: &str) -> Result<Commit, ServiceError> {
        let mut all = records::of_learner(self.store(), learner)?;
        all.retain(|one| one.purpose == Purpose::Enter && !self.works(one));
        Ok(all.iter().fold(commit, records::delete))
    }

    /// What a claim link offers.
    ///
    /// # Errors
    /// [`ServiceError::NotFound`] where it does not work, for whatever reason.
    pub fn look_at_claim(&self, token: &str) -> Result<ClaimOffer, ServiceError> {
        let record = self.working(token, Purpose::Claim)?;
        self.offer(record)
    }

    /// What a link to enter offers.
    ///
    /// # Errors
    /// As [`Service::look_at_claim`].
    pub fn look_at_entry(&self, token: &str) -> Result<ClaimOffer, ServiceError> {
        let record = self.working(token, Purpose::Enter)?;
        self.offer(record)
    }

    fn offer(&self, record: ClaimRecord) -> Result<ClaimOffer, ServiceError> {
        Ok(ClaimOffer {
            issuer: self.issuer(&record.issuer)?.profile.name,
            expires: record.expires,
        })
    }

    /// Uses a claim link up.
    ///
    /// # Errors
    /// [`ServiceError::NotFound`] where it does not work, for whatever reason: used, withdrawn,
    /// over, unknown, or because somebody else was faster.
    pub fn redeem_claim(&self, token: &str) -> Result<Redeemed, ServiceError> {
        self.redeem(token, Purpose::Claim, Act::ClaimRedeem)
    }

    /// Uses a link to enter up.
    ///
    /// # Errors
    /// As [`Service::redeem_claim`].
    pub fn redeem_entry(&self, token: &str) -> Result<Redeemed, ServiceError> {
        self.redeem(token, Purpose::Enter, Act::EntryLinkRedeem)
    }

    fn redeem(&self, token: &str, purpose: Purpose, act: Act) -> Result<Redeemed, ServiceError> {
        self.may_enter()?;
        for _ in 0..ATTEMPTS {
            // Whoever was faster has used it up, and then it does not work any more; or has noted
            // where it was sent to, and then it does.
            let before = self.working(token, purpose)?;
            let details = self.details_of(&before)?;
            let actor = Actor::Learner(before.learner.clone());
            let entry = self
                .entry(&actor, act, object("claim", &before.id))
                .of_issuer(before.issuer.as_str())
                .after(before.entry.clone());
            let end = End::Redeemed(timestamp(self.now()));
            let after = before.ended(end, entry.hash());
            let commit = records::replace(Commit::new(), &before, &after);
            if self.store().commit(audit::append(commit, &entry))?.is_ok() {
                return Ok(Redeemed {
                    issuer: before.issuer,
                    learner: before.learner,
                    credentials: details.credentials,
                });
            }
        }
        Err(busy())
    }

    /// Takes back a claim link of the caller's issuer. Again changes nothing.
    ///
    /// # Errors
    /// [`ServiceError::NotFound`], also when it is another issuer's; [`ServiceError::Refused`] when
    /// it was used before.
    pub fn withdraw_claim(&self, caller: &Caller, id: &str) -> Result<(), ServiceError> {
        self.may_enter()?;
        for _ in 0..ATTEMPTS {
            let before = self.own_claim(caller, id)?;
            match before.end {
                Some(End::Withdrawn(_)) => return Ok(()),
                Some(End::Redeemed(at)) => {
                    return Err(ServiceError::Refused {
                        rule: "claim-redeemed",
                        detail: format!(
                            "this link was used at {at}; what the learner took cannot be taken \
                             back with it. Revoke the credential if it is wrong"
                        ),
                    });
                }
                None => {}
            }
            let commit = self.withdrawing(Commit::new(), &before, &caller.actor);
            if self.store().commit(commit)?.is_ok() {
                return Ok(());
            }
        }
        Err(busy())
    }

    fn withdrawing(&self, commit: Commit, before: &ClaimRecord, actor: &Actor) -> Commit {
        let entry = self
            .entry(actor, Act::ClaimWithdraw, object("claim", &before.id))
            .of_issuer(before.issuer.as_str())
            .after(before.entry.clone());
        let end = End::Withdrawn(timestamp(self.now()));
        let after = before.ended(end, entry.hash());
        audit::append(records::replace(commit, before, &after), &entry)
    }

    /// Takes back every link that works: in a store that was restored from a backup nobody knows
    /// which of them were used since.
    ///
    /// # Errors
    /// Those of the store.
    pub(super) fn withdraw_all_claims(&self) -> Result<(), ServiceError> {
        let mut after = None;
        loop {
            let page = records::list(self.store(), after, TOGETHER)?;
            let open = page.records.iter().filter(|one| one.end.is_none());
            let commit = open.fold(Commit::new(), |commit, one| {
                self.withdrawing(commit, one, &Actor::Proofmark)
            });
            if !commit.is_empty() && self.store().commit(commit)?.is_err() {
                return Err(busy());
            }
            after = page.next;
            if after.is_none() {
                return Ok(());
            }
        }
    }

    /// What a link for the credential `id` of the caller's issuer can be made of.
    ///
    /// # Errors
    /// Those of [`Service::make_claim`].
    pub fn claim_basis(&self, caller: &Caller, id: &str) -> Result<ClaimBasis, ServiceError> {
        let (learner, mut ids) = self.claimable(caller, &[id.to_owned()])?;
        let record = self.my_record(&caller.issuer, &learner)?;
        let frameworks = record.frameworks.into_iter();
        let held = frameworks
            .flat_map(|one| one.credentials)
            .chain(record.others);
        let held = held.filter(|one| one.standing != HeldStanding::Revoked);
        Ok(ClaimBasis {
            chosen: ids.pop().unwrap_or_default(),
            name: record.name,
            credentials: held.collect(),
            addresses: self.learner_addresses(caller, &learner)?,
            claims: self.claims_of(caller, &learner)?,
            learner,
        })
    }

    /// The claim links that were made for a learner of the caller's issuer, the newest first.
    ///
    /// # Errors
    /// [`ServiceError::NotFound`], also when they are another issuer's; [`ServiceError::Erased`].
    pub fn claims_of(
        &self,
        caller: &Caller,
        learner: &str,
    ) -> Result<Vec<ClaimView>, ServiceError> {
        self.own_learner(learner, caller)?;
        let mut all = records::of_learner(self.store(), learner)?;
        all.retain(|one| one.purpose == Purpose::Claim);
        all.iter().rev().map(|one| self.view(one)).collect()
    }

    /// The claim link `id` of the caller's issuer.
    ///
    /// # Errors
    /// [`ServiceError::NotFound`], also when it is another issuer's.
    pub fn claim(&self, caller: &Caller, id: &str) -> Result<ClaimView, ServiceError> {
        self.view(&self.own_claim(caller, id)?)
    }

    fn view(&self, record: &ClaimRecord) -> Result<ClaimView, ServiceError> {
        let details = self.details_of(record)?;
        Ok(ClaimView {
            id: record.id.clone(),
            learner: record.learner.clone(),
            credentials: details.credentials,
            created: record.created.clone(),
            expires: record.expires.clone(),
            state: match &record.end {
                Some(End::Redeemed(at)) => ClaimState::Redeemed(at.clone()),
                Some(End::Withdrawn(at)) => ClaimState::Withdrawn(at.clone()),
                None if self.works(record) => ClaimState::Open,
                None => ClaimState::Expired,
            },
            sent: details.sent,
        })
    }

    pub(super) fn details_of(&self, record: &ClaimRecord) -> Result<Details, ServiceError> {
        let key = self.learner_key(&record.learner)?;
        let opened = record.open(&key);
        opened.map_err(|_| unopened("claim", &record.id))
    }

    pub(super) fn own_claim(&self, caller: &Caller, id: &str) -> Result<ClaimRecord, ServiceError> {
        let found = match id.contains('/') {
            true => None,
            false => records::find(self.store(), id)?,
        };
        found
            .filter(|one| one.issuer == caller.issuer && one.purpose == Purpose::Claim)
            .ok_or_else(|| ServiceError::NotFound {
                what: "claim link",
                name: id.to_owned(),
                near: Vec::new(),
            })
    }

    /// The link with this token, where it works.
    pub(super) fn working(
        &self,
        token: &str,
        purpose: Purpose,
    ) -> Result<ClaimRecord, ServiceError> {
        // What cannot be a token is looked for all the same: nobody learns what one looks like from
        // how long an answer takes.
        let found = records::by_token(self.store(), &hash(token))?;
        found
            .filter(|one| token.len() == TOKEN_TEXT && one.purpose == purpose && self.works(one))
            .ok_or_else(unknown_link)
    }

    fn works(&self, record: &ClaimRecord) -> bool {
        let expires = parse_timestamp(&record.expires);
        record.end.is_none() && expires.is_some_and(|expires| self.now() < expires)
    }

    /// The learner of these credentials of the caller's issuer, and their ids, each once.
    fn claimable(
        &self,
        caller: &Caller,
        credentials: &[String],
    ) -> Result<(String, Vec<String>), ServiceError> {
        let mut found: Vec<Found> = Vec::with_capacity(credentials.len());
        for id in credentials {
            let one = self.find_credential(id, &caller.issuer)?;
            if one.is_erased() {
                return Err(ServiceError::Erased);
            }
            if one.record.state == State::Revoked {
                let detail = format!("{} was revoked; there is nothing to claim", one.record.id);
                return Err(refused("claim-revoked", detail));
            }
            if !found.iter().any(|known| known.place == one.place) {
                found.push(one);
            }
        }
        let mut learners = found.iter().map(|one| one.record.learner.as_deref());
        let learner = learners.next().flatten().ok_or_else(|| {
            let detail = "this credential was issued before learners came on record, so nobody can \
                          be let in by a link to it; reissue it";
            refused("claim-nobodys", detail.to_owned())
        })?;
        if learners.any(|other| other != Some(learner)) {
            let detail = "a link lets one learner in, and these credentials are several learners'; \
                          make a link for each";
            return Err(refused("claim-several-learners", detail.to_owned()));
        }
        let learner = learner.to_owned();
        Ok((
            learner,
            found.into_iter().map(|one| one.record.id).collect(),
        ))
    }

    fn issuer_of_learner(&self, learner: &str) -> Result<String, ServiceError> {
        let known = learner::find(self.store(), learner)?;
        let known = known.filter(|known| known.erased.is_none());
        known.map(|known| known.issuer).ok_or(ServiceError::Erased)
    }

    /// The address of `path` where the public reaches this deployment; `path` where it does not.
    pub(super) fn public_address(&self, path: &str) -> String {
        let base = self.settings().public_url.as_deref().unwrap_or_default();
        format!("{}{path}", base.trim_end_matches('/'))
    }
}

/// A link as a QR code (ISO/IEC 18004): a drawing, `title` says what it is. `None` where no code can
/// hold it.
pub fn code(link: &str, title: &str) -> Option<String> {
    Qr::of(link).ok().map(|code| code.svg(title))
}

/// What stands for a token on record.
fn hash(token: &str) -> String {
    sha256_hex(&[b"claim\n", token.as_bytes()])
}

fn checked_days(credentials: &[String], days: Option<u16>) -> Result<u16, ServiceError> {
    let mut findings = Vec::new();
    if credentials.is_empty() || credentials.len() > MAX_CREDENTIALS {
        let detail = format!("a link is for 1 to {MAX_CREDENTIALS} credentials");
        findings.push(Finding::new("/credentials", "out-of-range", detail));
    }
    let days = days.unwrap_or(DAYS);
    if !(1..=MAX_DAYS).contains(&days) {
        let detail = format!("a link works for 1 to {MAX_DAYS} days, not {days}");
        findings.push(Finding::new("/days", "out-of-range", detail));
    }
    match findings.is_empty() {
        true => Ok(days),
        false => Err(ServiceError::Invalid {
            what: "the claim link",
            findings,
        }),
    }
}

/// The one answer to links that do not work.
pub(super) fn unknown_link() -> ServiceError {
    ServiceError::NotFound {
        what: "link",
        name: "that works".to_owned(),
        near: Vec::new(),
    }
}

pub(super) fn refused(rule: &'static str, detail: String) -> ServiceError {
    ServiceError::Refused { rule, detail }
}

pub(super) fn busy() -> ServiceError {
    ServiceError::Conflict {
        problem: "busy",
        detail: "others keep changing this at the same time; try again".to_owned(),
        findings: Vec::new(),
    }
}
