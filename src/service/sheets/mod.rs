//! Rating sheets: assessments that are being made, from the first mark to the record.
//!
//! | file | its part |
//! | --- | --- |
//! | `change` | changing a sheet: who may, whether it is still what they saw, the audit entry |
//! | `rating` | saving ratings, signing off, the second assessor |
//! | `settling` | where two differ: whose rating holds |
//! | `document` | the assessment document that a sheet stands for |
//!
//! A sheet is a draft: what is typed into it is kept as it is, sound or not. It becomes an
//! assessment by the same verb as any document, read as strictly, in the same commit that closes
//! the sheet, so that one sheet is one assessment however often it is signed off.
//!
//! Where the policy asks for two assessors, neither is given the other's ratings before both have
//! signed off; nor is anybody else, because they might be the second.

mod change;
mod document;
mod rating;
mod settling;

pub use settling::{comparison, settled_ratings};

pub use crate::records::sheet::{
    Part, Rater, Settled, SheetBody, SheetHead, SheetState, Shown, Side, Sketch,
};

use super::learners::KnownBy;
use super::{Caller, Service, ServiceError};
use crate::assessment::{self, Assessor, LevelDecision, LevelPolicy};
use crate::audit::{Act, object};
use crate::clock::timestamp;
use crate::finding::Finding;
use crate::framework::{Framework, FrameworkId};
use crate::records::sheet::{self as records, Found};
use crate::records::{Page, audit, person};
use crate::service::learners::unopened;
use crate::service::sessions::{Right, Role};
use crate::store::Commit;
use serde_json::json;

/// What a sheet is called in errors.
const WHAT: &str = "the rating sheet";

/// A sheet that is to be begun.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewSheet {
    /// The framework that is assessed against.
    pub framework: FrameworkId,
    /// The learner's name.
    pub name: String,
    /// An e-mail address of theirs.
    pub email: Option<String>,
    /// A DID of theirs.
    pub did: Option<String>,
}

/// A sheet as somebody may see it.
#[derive(Debug, Clone, PartialEq)]
pub struct Sheet {
    /// What is known of it without its contents.
    pub head: SheetHead,
    /// What it says, without what must not be seen: see [`Sheet::withheld`].
    pub body: SheetBody,
    /// Whose part it is to work on now, if it is the viewer's.
    pub mine: Option<Side>,
    /// The parts whose ratings were left out.
    pub withheld: Vec<Side>,
    /// Whether the viewer may begin the second part.
    pub may_take: bool,
    /// Whether the viewer is one of the two who settle.
    pub may_settle: bool,
}

impl Sheet {
    /// What `side` says, as far as the viewer may see it.
    pub fn part(&self, side: Side) -> Option<&Part> {
        match side {
            Side::First => Some(&self.body.first),
            Side::Second => self.body.second.as_ref(),
        }
    }

    /// The part that is the viewer's to work on now.
    pub fn my_part(&self) -> Option<&Part> {
        self.part(self.mine?)
    }
}

impl Service {
    /// Begins a sheet, to be rated by the caller, whose name is `rater`.
    ///
    /// # Errors
    /// [`ServiceError::Invalid`] with everything that is wrong with what was entered, also where
    /// learner and assessor are one person; [`ServiceError::NotFound`] when the framework is not
    /// on record.
    pub fn begin_sheet(
        &self,
        caller: &Caller,
        rater: &str,
        new: &NewSheet,
    ) -> Result<Sheet, ServiceError> {
        self.may_enter()?;
        let framework = self.framework(&new.framework.key, Some(&new.framework.version))?;
        self.check_not_withdrawn(&framework.id())?;
        let policy = self.standing_policy(&framework)?;
        let (learner, rater) = self.people_of(&framework, &policy, caller, rater, new)?;
        let known_by = KnownBy {
            id: learner.did.clone(),
            email: learner.email.clone(),
        };
        let body = SheetBody {
            framework: framework.id(),
            learner,
            policy,
            first: Part {
                rater,
                earlier: Vec::new(),
                ratings: Vec::new(),
                signed: None,
            },
            second: None,
            settled: Vec::new(),
        };
        for _ in 0..change::ATTEMPTS {
            let learner = self.learner(&caller.issuer, &known_by)?;
            let id = self.next_key().to_string();
            let entry = self
                .entry(&caller.actor, Act::SheetBegin, object("sheet", &id))
                .of_issuer(&caller.issuer);
            let now = timestamp(self.now());
            let head = SheetHead {
                id,
                issuer: caller.issuer.clone(),
                learner: learner.id.clone(),
                state: SheetState::Open,
                revision: 1,
                created: now.clone(),
                changed: now,
                assessment: None,
                entry: entry.hash(),
            };
            let commit = learner.add_to(Commit::new());
            let commit = self.draw(|rng| records::create(commit, &head, &body, &learner.key, rng));
            if self.store().commit(audit::append(commit, &entry))?.is_ok() {
                return Ok(as_seen_by(&caller.actor.to_string(), head, body));
            }
        }
        Err(change::busy())
    }

    /// Who assesses whom, read as strictly as an assessment document is.
    fn people_of(
        &self,
        framework: &Framework,
        policy: &LevelPolicy,
        caller: &Caller,
        rater: &str,
        new: &NewSheet,
    ) -> Result<(assessment::Learner, Rater), ServiceError> {
        let mut learner = json!({ "name": new.name });
        if let Some(email) = &new.email {
            learner["email"] = json!(email);
        }
        if let Some(did) = &new.did {
            learner["did"] = json!(did);
        }
        let document = json!({
            "framework": document::reference(framework),
            "learner": learner,
            "assessor": { "name": rater },
            "assessedAt": timestamp(self.now()),
            "level": framework.levels.first().map(|level| &level.id),
        });
        let read = document::read(&document, framework)?;
        let rater = Rater {
            actor: caller.actor.to_string(),
            name: read.assessor.name,
        };
        self.check_not_the_learner(&read.learner, &caller.actor, &rater.name)?;
        let findings = policy.check(framework);
        match findings.is_empty() {
            true => Ok((read.learner, rater)),
            false => Err(ServiceError::Invalid {
                what: "the level policy",
                findings,
            }),
        }
    }

    /// Nobody assesses themselves: neither under the name that was typed nor as whom they signed
    /// in.
    fn check_not_the_learner(
        &self,
        learner: &assessment::Learner,
        actor: &super::Actor,
        name: &str,
    ) -> Result<(), ServiceError> {
        let assessor = Assessor {
            name: name.to_owned(),
            id: None,
        };
        let address = self.address_of(actor)?;
        if learner.is_named_by(&assessor) || learner.is_known_by(address.as_deref()) {
            let detail = "the assessor is the learner, and nobody assesses themselves";
            return Err(ServiceError::Invalid {
                what: WHAT,
                findings: vec![Finding::new("/assessor", "self-assessment", detail)],
            });
        }
        Ok(())
    }

    /// The sheet named `id`, as the caller may see it.
    ///
    /// # Errors
    /// [`ServiceError::NotFound`], also when it is another issuer's.
    pub fn sheet(&self, caller: &Caller, id: &str) -> Result<Sheet, ServiceError> {
        let found = self.sheet_on_record(caller, id)?;
        let body = self.open_sheet(&found)?;
        Ok(as_seen_by(&caller.actor.to_string(), found.head, body))
    }

    /// A page of the issuer's sheets, the newest first: those that are no assessments yet, or all.
    ///
    /// # Errors
    /// [`ServiceError::Key`] when the deployment's key is not unlocked.
    pub fn sheets(
        &self,
        caller: &Caller,
        unfinished: bool,
        after: Option<Vec<u8>>,
        limit: usize,
    ) -> Result<Page<Sheet>, ServiceError> {
        let page = match unfinished {
            true => records::unfinished(self.store(), &caller.issuer, after, limit)?,
            false => records::list(self.store(), &caller.issuer, after, limit)?,
        };
        let actor = caller.actor.to_string();
        let mut sheets = Vec::with_capacity(page.records.len());
        for found in page.records {
            match self.open_sheet(&found) {
                Ok(body) => sheets.push(as_seen_by(&actor, found.head, body)),
                // Their learner is being erased.
                Err(ServiceError::Erased) => {}
                Err(error) => return Err(error),
            }
        }
        Ok(Page {
            records: sheets,
            next: page.next,
        })
    }

    /// The e-mail address of a member of staff who acts, as far as it is known.
    pub(super) fn address_of(&self, actor: &super::Actor) -> Result<Option<String>, ServiceError> {
        let super::Actor::Person(id) = actor else {
            return Ok(None);
        };
        Ok(person::find(self.store(), id)?.and_then(|person| person.email))
    }

    /// The members of staff of the caller's issuer whose role lets them assess: their ids and names.
    ///
    /// # Errors
    /// [`ServiceError::Store`] and [`ServiceError::Record`].
    pub fn assessors(&self, caller: &Caller) -> Result<Vec<(String, String)>, ServiceError> {
        let all = person::all(self.store())?.into_iter();
        let may = |role: Option<Role>| role.is_some_and(|role| role.may(Right::Assess));
        Ok(all
            .filter(|one| one.issuer == caller.issuer && may(one.role))
            .map(|one| (one.id, one.name))
            .collect())
    }

    fn sheet_on_record(&self, caller: &Caller, id: &str) -> Result<Found, ServiceError> {
        records::find(self.store(), &caller.issuer, id)?.ok_or_else(|| ServiceError::NotFound {
            what: "rating sheet",
            name: id.to_owned(),
            near: Vec::new(),
        })
    }

    pub(super) fn open_sheet(&self, found: &Found) -> Result<SheetBody, ServiceError> {
        let key = self.learner_key(&found.head.learner)?;
        let opened = found.open(&key);
        opened.map_err(|_| unopened("sheet", &found.head.id))
    }
}

/// The level that follows from what was entered so far.
pub fn decision(framework: &Framework, policy: &LevelPolicy, ratings: &[Sketch]) -> LevelDecision {
    assessment::decide(framework, &document::ratings(framework, ratings), policy)
}

/// The statement that a finding of an assessment document made from `ratings` is about, where it is
/// about one.
pub fn statement_of<'s>(finding: &Finding, ratings: &'s [Sketch]) -> Option<&'s Sketch> {
    let place = finding.pointer.strip_prefix("/ratings/")?;
    let place: usize = place.split('/').next()?.parse().ok()?;
    ratings.iter().filter(|one| one.met.is_some()).nth(place)
}

/// A sheet without what `actor` must not see.
fn as_seen_by(actor: &str, head: SheetHead, mut body: SheetBody) -> Sheet {
    let open = matches!(head.state, SheetState::Settling | SheetState::Recorded);
    let mut withheld = Vec::new();
    let mut withhold = |side: Side, part: &mut Part| {
        if !open && part.rater.actor != actor {
            part.ratings = Vec::new();
            withheld.push(side);
        }
    };
    withhold(Side::First, &mut body.first);
    if let Some(second) = &mut body.second {
        withhold(Side::Second, second);
    }
    let first = body.first.rater.actor == actor;
    let second = body.second.as_ref();
    let second = second.is_some_and(|part| part.rater.actor == actor);
    let has_seen = first || body.first.earlier.iter().any(|one| one == actor);
    Sheet {
        mine: match head.state {
            SheetState::Open if first => Some(Side::First),
            SheetState::Second if second => Some(Side::Second),
            _ => None,
        },
        may_take: head.state == SheetState::Waiting && !has_seen,
        may_settle: head.state == SheetState::Settling && (first || second),
        head,
        body,
        withheld,
    }
}
