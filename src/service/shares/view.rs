//! What a link shows: a value that holds the chosen and nothing else, so that no page made from it
//! can show more.
//!
//! What was achieved is read from the documents that were signed; evidence from the assessment; the
//! ladder of levels from the framework on record; the state of each credential from its record, at
//! this moment.

use super::Shows;
use crate::assessment::{Assessment, Rating};
use crate::clock::{parse_timestamp, timestamp};
use crate::credential::facts::{Facts, StatementFact};
use crate::framework::{Framework, FrameworkId, beyond_title};
use crate::records::credential::{CredentialRecord, Found, MadeFrom, State};
use crate::records::issuer::{IssuerRecord, KeyState};
use crate::records::share::{ShareBody, ShareRecord};
use crate::records::{assessment, framework};
use crate::service::carry::Taken;
use crate::service::take::ways_of;
use crate::service::{Service, ServiceError, facts};
use time::OffsetDateTime;

/// What a link shows, to whoever has it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SharedView {
    /// What it is for, in the learner's words.
    pub purpose: String,
    /// The learner's name, where it is shown.
    pub name: Option<String>,
    /// Who issued all this.
    pub issuer: SharedIssuer,
    /// The credentials, in the order that the learner chose. One that is on record no more is left
    /// out.
    pub credentials: Vec<SharedCredential>,
    /// What the learner chose to show.
    pub shows: Shows,
    /// Whether search engines may take the page up.
    pub indexed: bool,
    /// Until when the link leads here (RFC 3339).
    pub expires: String,
    /// When the states of the credentials were looked at: now (RFC 3339).
    pub looked: String,
}

/// Who issued something.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SharedIssuer {
    /// The name for people.
    pub name: String,
    /// Its site, where that is an address on the web.
    pub url: Option<String>,
    /// Its DID.
    pub did: String,
    /// What names it here.
    pub slug: String,
}

/// A credential that is shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SharedCredential {
    /// Its form: `open-badge`, `clr`, …
    pub form: String,
    /// What is to be thought of it now.
    pub standing: Standing,
    /// From when it is valid (RFC 3339).
    pub valid_from: Option<String>,
    /// Until when (RFC 3339).
    pub valid_until: Option<String>,
    /// The levels that it states: one for a badge, several for a record, none where it is about
    /// something else.
    pub levels: Vec<SharedLevel>,
    /// Its id, where documents are shown.
    pub id: Option<String>,
    /// As what it can be taken along, where documents are shown.
    pub documents: Vec<Taken>,
}

/// What is to be thought of a credential.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    /// Its issuer stands by it.
    Valid,
    /// It is not valid yet.
    NotYet,
    /// Its issuer stands by it, and a later one took its place.
    Superseded,
    /// It was valid up to a day that is past.
    Expired,
    /// Its issuer does not stand by it for now.
    Suspended,
    /// Others may hold the key that it is signed with: nobody can tell whether it is genuine.
    Compromised,
    /// Its issuer took it back.
    Revoked,
}

/// A level that was reached.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct SharedLevel {
    /// The name of the achievement.
    pub achievement: Option<String>,
    /// What was assessed against.
    pub framework: Option<SharedFramework>,
    /// The label of the level.
    pub level: Option<String>,
    /// Its place, from 1 (lowest), and how many there are, where that is said.
    pub rank: Option<(usize, usize)>,
    /// The ladder of levels, low to high; empty where it is not known.
    pub ladder: Vec<Rung>,
    /// The statements that were met, where they are shown.
    pub statements: Vec<SharedStatement>,
    /// Evidence that stands at no statement here.
    pub evidence: Vec<SharedEvidence>,
    /// Who assessed.
    pub assessor: Option<String>,
    /// When (RFC 3339).
    pub assessed_at: Option<String>,
    /// By which rule the level is reached.
    pub rule: Option<String>,
    /// Whose text the framework is.
    pub credit: Option<String>,
}

/// A framework.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct SharedFramework {
    /// Its name for people.
    pub name: Option<String>,
    /// Its version.
    pub version: Option<String>,
    /// Its address, where that is one on the web.
    pub url: Option<String>,
    /// What names it here, where it is on record.
    pub on_record: Option<FrameworkId>,
    /// The language of its words (RFC 5646), where it says so.
    pub language: Option<String>,
}

/// A level on the ladder.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rung {
    /// What names it in the framework.
    pub id: String,
    /// Its label.
    pub label: String,
    /// Whether it is the one that was reached.
    pub is_reached: bool,
}

/// A statement that was met.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SharedStatement {
    /// Its short title.
    pub title: String,
    /// What its text says beyond the title.
    pub text: Option<String>,
    /// Its address, where that is one on the web.
    pub url: Option<String>,
    /// What shows that it was met, where evidence is shown.
    pub evidence: Vec<SharedEvidence>,
}

/// Something that shows that a statement was met.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SharedEvidence {
    /// Its address, `https` or `http`.
    pub url: String,
    /// Its name.
    pub name: Option<String>,
    /// How it shows what it shows.
    pub narrative: Option<String>,
}

impl Standing {
    /// What is to be thought of the credential of `issuer` at this moment: the worst that can be
    /// said.
    pub fn of(record: &CredentialRecord, issuer: &IssuerRecord, now: OffsetDateTime) -> Self {
        let instant = |text: &Option<String>| text.as_deref().and_then(parse_timestamp);
        match record.state {
            State::Revoked => return Standing::Revoked,
            _ if is_compromised(record, issuer) => return Standing::Compromised,
            State::Suspended => return Standing::Suspended,
            State::Current => {}
        }
        if instant(&record.valid_until).is_some_and(|until| until <= now) {
            Standing::Expired
        } else if instant(&record.valid_from).is_some_and(|from| from > now) {
            Standing::NotYet
        } else if record.superseded_by.is_some() {
            Standing::Superseded
        } else {
            Standing::Valid
        }
    }

    /// Whether its issuer stands by it now.
    pub fn is_good(self) -> bool {
        matches!(self, Standing::Valid | Standing::Superseded)
    }
}

/// Whether each of its signatures counts for nothing, because others may hold the key.
fn is_compromised(record: &CredentialRecord, issuer: &IssuerRecord) -> bool {
    let counts_for_nothing = |method: &str, created: &str| {
        let mut keys = issuer.keys.iter();
        let key = keys.find(|key| key.verification_method == method);
        key.is_some_and(|key| {
            let since = key.revoked.as_deref().and_then(parse_timestamp);
            let made = parse_timestamp(created);
            key.state == KeyState::Compromised
                && (since.is_none() || made.is_none() || made >= since)
        })
    };
    !record.secured.is_empty()
        && (record.secured.iter())
            .all(|one| counts_for_nothing(&one.verification_method, &one.created))
}

impl SharedView {
    /// The level whose picture stands for the whole: that of the first credential, while its issuer
    /// stands by it and the framework is on record.
    pub fn pictured(&self) -> Option<(&FrameworkId, &str)> {
        let first = self.credentials.first();
        let first = first.filter(|one| one.standing.is_good())?;
        first.levels.first()?.on_record()
    }
}

impl SharedLevel {
    /// The framework and the level as they are on record.
    pub fn on_record(&self) -> Option<(&FrameworkId, &str)> {
        let framework = self.framework.as_ref()?.on_record.as_ref()?;
        let reached = self.ladder.iter().find(|rung| rung.is_reached)?;
        Some((framework, &reached.id))
    }
}

impl Service {
    /// What the link shows at this moment.
    pub(super) fn shown(
        &self,
        record: &ShareRecord,
        body: &ShareBody,
    ) -> Result<SharedView, ServiceError> {
        let issuer = self.issuer(&record.issuer)?;
        // Names and evidence are not even read where they are not shown.
        let assessments = match body.shows.name || body.shows.evidence {
            true => self.assessments_by_id(&record.learner)?,
            false => Vec::new(),
        };
        let mut credentials = Vec::new();
        for id in &body.credentials {
            if let Some(found) = self.credential_held_by(id, &record.learner)? {
                credentials.push(self.shown_credential(
                    &found,
                    &issuer,
                    body.shows,
                    &assessments,
                )?);
            }
        }
        let latest = assessments.iter().max_by_key(|(_, one)| one.assessed_at);
        let name = latest.map(|(_, one)| one.learner.name.clone());
        Ok(SharedView {
            purpose: body.purpose.clone(),
            name: name.filter(|_| body.shows.name),
            issuer: SharedIssuer {
                name: issuer.profile.name.clone(),
                url: issuer.profile.url.clone().and_then(on_the_web),
                did: issuer.profile.did.clone(),
                slug: issuer.profile.slug.clone(),
            },
            credentials,
            shows: body.shows,
            indexed: body.indexed,
            expires: record.expires.clone(),
            looked: timestamp(self.now()),
        })
    }

    /// The learner's assessments, with their ids.
    fn assessments_by_id(&self, learner: &str) -> Result<Vec<(String, Assessment)>, ServiceError> {
        let found = assessment::of_learner(self.store(), learner)?;
        let opened = found.iter().map(|found| {
            let record = self.open_assessment(found)?;
            Ok((record.id, record.assessment))
        });
        opened.collect()
    }

    fn shown_credential(
        &self,
        found: &Found,
        issuer: &IssuerRecord,
        shows: Shows,
        assessments: &[(String, Assessment)],
    ) -> Result<SharedCredential, ServiceError> {
        let record = &found.record;
        let body = self.open_credential(found)?;
        let signed = body.signed.first().map(Vec::as_slice);
        // One that states no level is shown with its state and dates alone.
        let facts = facts::read(signed.unwrap_or_default()).unwrap_or_default();
        let mut levels = Vec::new();
        for facts in facts {
            let basis = basis_of(&facts, record, assessments).filter(|_| shows.evidence);
            levels.push(self.shown_level(facts, shows, basis)?);
        }
        Ok(SharedCredential {
            form: record.form.clone(),
            standing: Standing::of(record, issuer, self.now()),
            valid_from: record.valid_from.clone(),
            valid_until: record.valid_until.clone(),
            levels,
            id: shows.document.then(|| record.id.clone()),
            documents: match shows.document {
                true => ways_of(record),
                false => Vec::new(),
            },
        })
    }

    fn shown_level(
        &self,
        facts: Facts,
        shows: Shows,
        basis: Option<&Assessment>,
    ) -> Result<SharedLevel, ServiceError> {
        let known = match &facts.framework {
            Some(fact) => {
                let (key, version) = (fact.key.as_deref(), fact.version.as_deref());
                match key.zip(version) {
                    Some((key, version)) => framework::find(self.store(), key, version)?,
                    None => None,
                }
            }
            None => None,
        };
        let met = basis.map_or(&[][..], |basis| &basis.ratings).iter();
        let mut met: Vec<&Rating> = met.filter(|rating| rating.met).collect();
        let statements = match shows.statements {
            true => facts.statements,
            false => Vec::new(),
        };
        let statements = statements
            .into_iter()
            .map(|fact| shown_statement(fact, &mut met))
            .collect();
        Ok(SharedLevel {
            achievement: facts.achievement.and_then(|one| one.name),
            ladder: known.as_ref().map_or_else(Vec::new, |known| {
                ladder(known, facts.level.as_ref().and_then(|level| level.rank))
            }),
            rank: facts
                .level
                .as_ref()
                .and_then(|level| level.rank.zip(level.of)),
            level: facts.level.map(|level| level.name),
            credit: known.as_ref().map(Framework::credit),
            framework: facts.framework.map(|fact| SharedFramework {
                name: fact.name,
                version: fact.version,
                url: fact.url.and_then(on_the_web),
                on_record: known.as_ref().map(Framework::id),
                language: known
                    .as_ref()
                    .and_then(Framework::language)
                    .map(str::to_owned),
            }),
            statements,
            evidence: evidence_of(&met),
            assessor: facts.assessor.and_then(|one| one.name),
            assessed_at: facts.assessed_at,
            rule: facts.rule,
        })
    }

    /// The label of the level that a credential was made from, where it is on record.
    pub(super) fn label_of(&self, from: &MadeFrom) -> Result<Option<String>, ServiceError> {
        let (key, version) = (&from.framework, &from.framework_version);
        let known = framework::find(self.store(), key, version)?;
        let level = known.as_ref().and_then(|known| known.level(&from.level));
        Ok(level.map(|level| level.label.clone()))
    }
}

/// The assessment behind what a credential states: the one that it was made from, or, in a record of
/// several, the one of the same framework, level and time.
fn basis_of<'a>(
    facts: &Facts,
    record: &CredentialRecord,
    assessments: &'a [(String, Assessment)],
) -> Option<&'a Assessment> {
    let of_these_facts = |one: &Assessment| {
        let framework = facts.framework.as_ref();
        let is = |mine: &str, stated: Option<&String>| stated.is_some_and(|text| text == mine);
        is(
            &one.framework.key,
            framework.and_then(|one| one.key.as_ref()),
        ) && is(
            &one.framework.version,
            framework.and_then(|one| one.version.as_ref()),
        ) && is(&timestamp(one.assessed_at), facts.assessed_at.as_ref())
    };
    let mut all = assessments.iter();
    let found = match &record.made_from {
        Some(from) => all.find(|(id, _)| *id == from.assessment),
        None => all.find(|(_, one)| of_these_facts(one)),
    };
    found.map(|(_, one)| one)
}

/// The statement, with the evidence of those ratings that are about it; these are taken from `met`.
fn shown_statement(fact: StatementFact, met: &mut Vec<&Rating>) -> SharedStatement {
    let about_it = |rating: &&Rating| fact.identifier.as_ref() == Some(&rating.id);
    let (own, others) = std::mem::take(met).into_iter().partition(about_it);
    *met = others;
    SharedStatement {
        evidence: evidence_of(&own),
        text: fact
            .text
            .as_deref()
            .and_then(|text| beyond_title(&fact.title, text))
            .map(str::to_owned),
        title: fact.title,
        url: on_the_web(fact.url),
    }
}

fn evidence_of(ratings: &[&Rating]) -> Vec<SharedEvidence> {
    let evidence = ratings.iter().flat_map(|rating| &rating.evidence);
    let shown = evidence.filter_map(|one| {
        Some(SharedEvidence {
            url: on_the_web(one.url.clone())?,
            name: one.name.clone(),
            narrative: one.narrative.clone(),
        })
    });
    shown.collect()
}

fn ladder(framework: &Framework, rank: Option<usize>) -> Vec<Rung> {
    let levels = framework.levels.iter().zip(1..);
    let rungs = levels.map(|(level, place)| Rung {
        id: level.id.clone(),
        label: level.label.clone(),
        is_reached: rank == Some(place),
    });
    rungs.collect()
}

/// `address`, where a browser can go there: what others wrote into a credential may be anything.
fn on_the_web(address: String) -> Option<String> {
    let url = url::Url::parse(&address).ok()?;
    let on_the_web = matches!(url.scheme(), "http" | "https") && url.host().is_some();
    on_the_web.then_some(address)
}
