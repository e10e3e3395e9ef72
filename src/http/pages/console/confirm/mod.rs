//! What is final is done when it was confirmed: a page that says what follows, and asks.
//!
//! The form of the page that began it is sent; this page holds its fields, and sends them again with
//! the word that it is meant.

use super::Tab;
use crate::http::answer::Answer;
use crate::http::call::Call;
use crate::http::pages::{Shell, show};
use crate::http::problem::Problem;
use crate::texts::{Message, Texts};
use askama::Template;
use axum::http::StatusCode;

/// The page.
#[derive(Debug, Template)]
#[template(path = "pages/console/confirm/page.html")]
pub(in crate::http) struct ConfirmPage {
    pub t: Texts,
    pub shell: Shell,
    /// What it is about.
    pub about: Vec<String>,
    /// What follows.
    pub follows: Vec<String>,
    /// The fields that are sent again.
    pub held: Vec<(&'static str, String)>,
    /// What has to be typed.
    pub word: Option<String>,
    /// Whether something else was typed.
    pub wrong: bool,
    /// Where it is sent.
    pub action: String,
    /// The text of the button.
    pub submit: String,
    /// The link to where one came from.
    pub back: String,
}

/// Whether the form was confirmed, and with `word` where one has to be typed.
pub(in crate::http) fn confirmed(call: &Call, word: Option<&str>) -> bool {
    let form = call.form();
    let meant = form.text("confirmed") == Some("yes");
    meant && word.is_none_or(|word| form.filled("word") == Some(word))
}

impl ConfirmPage {
    /// A page titled `title`, which sends to `action` and leads back to `back`, both paths of this
    /// site; `submit` is what its button says.
    pub(in crate::http) fn new(
        call: &Call,
        tab: Tab,
        title: Message,
        (action, back): (&str, &str),
        submit: Message,
    ) -> Result<Self, Problem> {
        let shell = Shell::console(call, &title.to_string(), tab)?;
        Ok(Self {
            t: call.texts(),
            action: shell.at(action),
            back: shell.at(back),
            shell,
            about: Vec::new(),
            follows: Vec::new(),
            held: Vec::new(),
            word: None,
            wrong: false,
            submit: submit.to_string(),
        })
    }

    /// The same page, about this.
    pub(in crate::http) fn about(mut self, what: impl ToString) -> Self {
        self.about.push(what.to_string());
        self
    }

    /// The same page, which says that this follows.
    pub(in crate::http) fn follows(mut self, what: Message) -> Self {
        self.follows.push(what.to_string());
        self
    }

    /// The same page, which sends the fields `names` again as they came.
    pub(in crate::http) fn holding(mut self, call: &Call, names: &[&'static str]) -> Self {
        for name in names {
            if let Some(value) = call.form().text(name) {
                self.held.push((name, value.to_owned()));
            }
        }
        self
    }

    /// The same page, on which `word` has to be typed.
    pub(in crate::http) fn typing(mut self, call: &Call, word: &str) -> Self {
        self.wrong = call.form().text("word").is_some();
        self.word = Some(word.to_owned());
        self
    }

    /// Asks.
    pub(in crate::http) fn ask(self, call: &Call) -> Result<Answer, Problem> {
        show(call, StatusCode::OK, &self)
    }
}

#[cfg(test)]
impl crate::http::pages::samples::Sample for ConfirmPage {
    fn sample(text: &str) -> Self {
        use crate::http::pages::samples::link;
        Self {
            t: Texts::default(),
            shell: Shell::sample(text),
            about: vec![text.to_owned()],
            follows: vec![text.to_owned()],
            held: vec![("key", text.to_owned())],
            word: Some(text.to_owned()),
            wrong: true,
            action: link(text),
            submit: text.to_owned(),
            back: link(text),
        }
    }
}
