//! The facts in a résumé (HR Open LER-RS), from its own members.

use super::Facts;
use crate::ijson::Json;

/// What `resume` states of assessed levels.
pub(super) fn read(_resume: &Json<'_>) -> Vec<Facts> {
    Vec::new()
}
