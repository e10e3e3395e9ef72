//! What is at an address: a framework version with its standing, or where it went.
//!
//! What was withdrawn sends on to the same thing in the version that took its place: a level of the
//! same id, a statement of the same words; else to that version as a whole. Where there is none, it
//! is gone.

use super::gone;
use super::visit::{Stop, Visit};
use crate::framework::{Framework, FrameworkId, Level};
use crate::records::framework_standing::{Standing, StandingRecord};
use crate::records::issuer::IssuerRecord;
use crate::service::ServiceError;

/// What of a framework version is asked for.
#[derive(Debug, Clone, Copy)]
pub(super) enum Thing<'t> {
    /// All of it.
    Framework,
    /// The level of this id.
    Level(&'t str),
    /// The statement at this place: level and position.
    Statement(&'t str, u32),
    /// The achievement of the issuer of this slug, and what of it.
    Achievement(&'t str, &'t [&'t str]),
}

/// A framework version that is shown.
pub(in crate::http) struct Found {
    pub framework: Framework,
    /// Its standing, where it was superseded.
    pub standing: Option<StandingRecord>,
    /// The version that took its place.
    pub successor: Option<FrameworkId>,
}

impl Visit<'_> {
    /// The framework version that the path names, of which `thing` is asked for.
    pub(super) fn found(&self, thing: Thing<'_>) -> Result<Found, Stop> {
        let (key, version) = (self.name("key")?, self.name("version")?);
        let framework = self.service().framework(key, Some(version))?;
        let standing = self.service().framework_standing(&framework.id())?;
        let successor = match &standing {
            Some(standing) => self.service().standing_successor(standing)?,
            None => None,
        };
        match standing {
            Some(standing) if standing.state == Standing::Withdrawn => match &successor {
                Some(successor) => Err(self.sent_on(&framework, successor, thing)?),
                None => Err(Stop::Answer(gone::answer(self, &framework, &standing)?)),
            },
            standing => Ok(Found {
                framework,
                standing,
                successor,
            }),
        }
    }

    /// The issuer whose achievement the path names; the default one where it names none.
    pub(super) fn issuer(&self, slug: &str) -> Result<IssuerRecord, ServiceError> {
        self.service().issuer(slug)
    }

    fn sent_on(
        &self,
        from: &Framework,
        successor: &FrameworkId,
        thing: Thing<'_>,
    ) -> Result<Stop, Stop> {
        let to = self
            .service()
            .framework(&successor.key, Some(&successor.version))?;
        let links = &self.links;
        let target = match thing {
            Thing::Achievement(slug, part) => {
                let there = match part {
                    ["levels", level, ..] => to.level(level).is_some(),
                    _ => true,
                };
                links.achievement(slug, successor, if there { part } else { &[] })
            }
            Thing::Level(id) => match to.level(id) {
                Some(level) => links.level(&to, level),
                None => links.framework(successor),
            },
            Thing::Statement(level, position) => match same_words(from, &to, level, position) {
                Some((level, position)) => links.statement(&to, level, position),
                None => links.framework(successor),
            },
            Thing::Framework => links.framework(successor),
        };
        Ok(self.moved(&target))
    }
}

/// The statement of `to` that says what the one at `position` of `level` says in `from`: at the
/// level of the same id where it stands there, else at the lowest that has it.
fn same_words<'t>(
    from: &Framework,
    to: &'t Framework,
    level: &str,
    position: u32,
) -> Option<(&'t Level, u32)> {
    let words = &from.level(level)?.statement(position)?.digest;
    let mut same = to.statements().filter(|(_, one)| one.digest == *words);
    let first = same.next()?;
    let chosen = match first.0.id == level {
        true => first,
        false => same.find(|(other, _)| other.id == level).unwrap_or(first),
    };
    Some((chosen.0, chosen.1.position))
}
