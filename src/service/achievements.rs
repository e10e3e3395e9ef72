//! The achievements that stand behind credentials: one of each issuer for each framework version.
//!
//! Whoever publishes them needs the names and addresses that credentials use, and finds them here.

pub use crate::mapping::address::path;
pub use crate::mapping::case::rubric_level_identifier;
pub use crate::mapping::markdown::{Piece, paragraphs};
pub use crate::mapping::{Addresses, framework_name};

use super::{Service, ServiceError};
use crate::credential::open_badge::Achievement;
use crate::framework::Framework;
use crate::mapping;
use crate::records::issuer::IssuerRecord;

/// An achievement, and the rule that decides its levels.
#[derive(Debug, Clone)]
pub struct StandingAchievement {
    /// The achievement, as credentials have it that were decided by the standing rule.
    pub achievement: Achievement,
    /// That rule, as a sentence.
    pub rule: String,
}

impl Service {
    /// The achievement of `issuer` for `framework` under the rule that holds now: the framework's
    /// own policy; else the issuer's; else the standard one. A credential that was decided by
    /// another rule states that itself.
    ///
    /// # Errors
    /// [`ServiceError::Store`] and [`ServiceError::Record`].
    pub fn standing_achievement(
        &self,
        issuer: &IssuerRecord,
        framework: &Framework,
    ) -> Result<StandingAchievement, ServiceError> {
        let rule = self.standing_policy(framework)?.sentence(framework);
        Ok(StandingAchievement {
            achievement: mapping::achievement(framework, &issuer.profile, Some(&rule)),
            rule,
        })
    }
}
