//! The page with the form: what was handed in stays in its fields when something is wrong with it.

use super::asked::{Fault, Field, Kept};
use crate::http::call::Call;
use crate::http::pages::Shell;
use crate::texts::Texts;
use askama::Template;

/// The page.
#[derive(Debug, Template)]
#[template(path = "pages/verify/form/page.html")]
pub(super) struct FormPage {
    pub t: Texts,
    pub shell: Shell,
    pub kept: Kept,
    pub faults: Vec<Fault>,
}

impl FormPage {
    pub(super) fn new(call: &Call, kept: Kept) -> Self {
        let t = call.texts();
        let mut shell = Shell::open(call, &t.say("verify-title").to_string())
            .about(&t.say("verify-lead").to_string());
        // Whoever looks for it may find it, but for what somebody else filled in.
        shell.unlisted = !kept.links.is_empty();
        Self {
            t,
            shell,
            kept,
            faults: Vec::new(),
        }
    }

    /// The same page, with what is wrong.
    pub(super) fn with(mut self, faults: Vec<Fault>) -> Self {
        self.faults = faults;
        self.shell.unlisted = true;
        self
    }

    /// What is wrong with a field.
    fn of(&self, field: &str) -> Vec<&Fault> {
        let named = |fault: &&Fault| name(fault.field) == field;
        self.faults.iter().filter(named).collect()
    }

    /// Whether something is wrong with a field.
    fn is_wrong(&self, field: &str) -> bool {
        !self.of(field).is_empty()
    }
}

/// The name of a field, which is its id too.
fn name(field: Field) -> &'static str {
    match field {
        Field::Text => "text",
        Field::Files => "files",
        Field::Photo => "photo",
        Field::Links => "links",
        Field::Expect => "expect",
    }
}

#[cfg(test)]
impl crate::http::pages::samples::Sample for FormPage {
    fn sample(text: &str) -> Self {
        let t = Texts::default();
        let fault = |field| Fault {
            field,
            message: t.say("verify-fault-large").with("name", text),
            detail: Some(text.to_owned()),
        };
        let fields = [
            Field::Text,
            Field::Files,
            Field::Photo,
            Field::Links,
            Field::Expect,
        ];
        Self {
            t,
            shell: Shell::sample(text),
            kept: Kept::sample(text),
            faults: fields.map(fault).to_vec(),
        }
    }
}
