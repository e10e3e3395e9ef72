//! The facts in a record (CLR 2.0) or a presentation: those of every credential that it holds.

use super::Facts;
use crate::credential::parts::{Form, Role, parts};
use crate::ijson::Json;

/// What the credentials inside state, in their order. Until when is each credential's own.
pub(super) fn read(record: &Json<'_>) -> Vec<Facts> {
    let inside = parts(record, usize::MAX).parts.into_iter();
    inside
        .filter(|part| part.role == Role::Credential)
        .flat_map(|part| match part.form {
            Form::Embedded(credential) => super::read(credential),
            Form::Token(_) => Vec::new(),
        })
        .collect()
}
