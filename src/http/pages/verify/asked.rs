//! What was handed in, and what is expected of it: the form's fields, with what is wrong with each.

use super::MOST;
use crate::http::call::Call;
use crate::http::pages::form::Form;
use crate::service::verify::{Expectations, Input, MAX_CREDENTIAL_BYTES};
use crate::texts::Message;
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use std::collections::HashSet;
use url::Url;

/// How much of a text is put back into its field.
const MOST_KEPT: usize = 256 << 10;

/// How much is sent back with the page, so that a button can have it checked once more.
const MOST_AGAIN: usize = 1 << 20;

/// The longest expectation, in bytes.
const LONGEST_EXPECTATION: usize = 300;

/// How much of a file's name is shown.
const LONGEST_NAME: usize = 120;

/// A field of the form.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Field {
    /// The text of a credential.
    Text,
    /// Files.
    Files,
    /// A photograph.
    Photo,
    /// Links.
    Links,
    /// What is expected.
    Expect,
}

/// What is wrong with a field.
#[derive(Debug, Clone)]
pub(super) struct Fault {
    pub field: Field,
    pub message: Message,
    /// What a program said about it, in English. It may repeat what was handed in.
    pub detail: Option<String>,
}

/// What should be given.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) enum Give {
    /// A page.
    #[default]
    Page,
    /// A table for spreadsheets.
    Table,
    /// A receipt.
    Receipt,
}

/// A document that is to be checked.
#[derive(Debug, Clone)]
pub(super) struct Item {
    /// What it is called: the file's name, the link, or nothing.
    pub name: String,
    /// From where it came.
    pub field: Field,
    pub input: Input,
}

/// What somebody wrote into the form, to be put back into it.
#[derive(Debug, Clone, Default)]
pub(super) struct Kept {
    pub text: String,
    pub links: String,
    pub issuer: String,
    pub framework: String,
    pub level: String,
    pub email: String,
}

impl Kept {
    /// A form in which only this link is filled in.
    pub(super) fn link(url: String) -> Self {
        Self {
            links: url,
            ..Self::default()
        }
    }

    fn of(form: &Form) -> Self {
        let field = |name| form.filled(name).unwrap_or_default().to_owned();
        let short = |text: String| match text.len() > MOST_KEPT {
            true => String::new(),
            false => text,
        };
        Self {
            text: short(field("text")),
            links: short(field("links")),
            issuer: field("issuer"),
            framework: field("framework"),
            level: field("level"),
            email: field("email"),
        }
    }

    /// Whether anything is expected.
    pub(super) fn expects(&self) -> bool {
        let all = [&self.issuer, &self.framework, &self.level, &self.email];
        all.iter().any(|text| !text.is_empty())
    }

    fn expectations(&self) -> Expectations {
        let given = |text: &String| (!text.is_empty()).then(|| text.clone());
        let mut expect = Expectations {
            issuer: given(&self.issuer),
            level_at_least: given(&self.level),
            learner_email: given(&self.email),
            ..Expectations::default()
        };
        if let Some(framework) = given(&self.framework) {
            expect.expect_framework(&framework);
        }
        expect
    }
}

/// What was handed in.
#[derive(Debug)]
pub(super) struct Asked {
    pub items: Vec<Item>,
    pub expect: Expectations,
    pub give: Give,
    pub kept: Kept,
}

/// A form that cannot be answered.
pub(super) struct Refused {
    pub kept: Kept,
    pub faults: Vec<Fault>,
}

impl Asked {
    /// Reads the form of `call`.
    ///
    /// # Errors
    /// All that is wrong with it, and what was written into it.
    pub(super) fn read(call: &Call) -> Result<Self, Box<Refused>> {
        let (form, t) = (call.form(), call.texts());
        let kept = Kept::of(form);
        let mut faults = Vec::new();
        let mut fault = |field, message| {
            faults.push(Fault {
                field,
                message,
                detail: None,
            });
        };
        let mut items: Vec<Item> = written(form).into_iter().collect();
        items.extend(uploaded(form));
        items.extend(again(form));
        for (number, line) in lines(form) {
            match is_link(line) {
                true => items.push(Item::link(line)),
                false => fault(
                    Field::Links,
                    t.say("verify-fault-link").with("line", number),
                ),
            }
        }
        let long = |item: &Item| matches!(&item.input, Input::Bytes(bytes) if bytes.len() > MAX_CREDENTIAL_BYTES);
        if let Some(item) = items.iter().find(|item| long(item)) {
            fault(
                item.field,
                t.say("verify-fault-large").with("name", &item.name),
            );
        }
        if items.len() > MOST {
            let field = items.last().map_or(Field::Files, |item| item.field);
            fault(field, t.say("verify-fault-many").with("most", MOST));
        }
        let all = [&kept.issuer, &kept.framework, &kept.level, &kept.email];
        if all.iter().any(|text| text.len() > LONGEST_EXPECTATION) {
            fault(Field::Expect, t.say("verify-fault-long"));
        }
        if items.is_empty() && faults.is_empty() {
            faults.push(Fault {
                field: Field::Text,
                message: t.say("verify-fault-empty"),
                detail: None,
            });
        }
        if !faults.is_empty() {
            return Err(Box::new(Refused { kept, faults }));
        }
        Ok(Self {
            items,
            expect: kept.expectations(),
            give: match form.text("give") {
                Some("csv") => Give::Table,
                Some("receipt") => Give::Receipt,
                _ => Give::Page,
            },
            kept,
        })
    }

    /// What a form holds that has all of this checked once more; `None` where it is too much.
    pub(super) fn again(&self) -> Option<Again> {
        let mut again = Again::default();
        let mut length = 0;
        for item in &self.items {
            match &item.input {
                Input::Url(url) => again.links.push(url.clone()),
                Input::Bytes(bytes) => {
                    length += bytes.len();
                    if length > MOST_AGAIN {
                        return None;
                    }
                    again
                        .documents
                        .push((item.name.clone(), URL_SAFE_NO_PAD.encode(bytes)));
                }
            }
        }
        Some(again)
    }
}

/// Documents that are to be checked once more.
#[derive(Debug, Clone, Default)]
pub(super) struct Again {
    /// Names and bytes, in base64url.
    pub documents: Vec<(String, String)>,
    pub links: Vec<String>,
}

impl Item {
    fn link(url: &str) -> Self {
        Self {
            name: url.to_owned(),
            field: Field::Links,
            input: Input::Url(url.to_owned()),
        }
    }
}

/// What was written into the field for a credential's text: that, or a link.
fn written(form: &Form) -> Option<Item> {
    let text = form.filled("text")?;
    if is_link(text) {
        return Some(Item {
            field: Field::Text,
            ..Item::link(text)
        });
    }
    Some(Item {
        name: String::new(),
        field: Field::Text,
        input: Input::Bytes(text.as_bytes().to_vec()),
    })
}

fn uploaded(form: &Form) -> impl Iterator<Item = Item> {
    let files = form.files("files").map(|file| (Field::Files, file));
    let photos = form.files("photo").map(|file| (Field::Photo, file));
    files.chain(photos).map(|(field, file)| Item {
        name: file.name.chars().take(LONGEST_NAME).collect(),
        field,
        input: Input::Bytes(file.bytes.to_vec()),
    })
}

/// What a page sent back.
fn again(form: &Form) -> impl Iterator<Item = Item> {
    let documents = form.all("again").zip(form.all("again-name"));
    documents.filter_map(|(document, name)| {
        Some(Item {
            name: name.chars().take(LONGEST_NAME).collect(),
            field: Field::Files,
            input: Input::Bytes(URL_SAFE_NO_PAD.decode(document).ok()?),
        })
    })
}

/// The lines of the field for links, each once, with their numbers from 1.
fn lines(form: &Form) -> Vec<(usize, &str)> {
    let mut seen = HashSet::new();
    let lines = form
        .text("links")
        .unwrap_or_default()
        .lines()
        .map(str::trim);
    let numbered = lines.enumerate().map(|(place, line)| (place + 1, line));
    numbered
        .filter(|(_, line)| !line.is_empty() && seen.insert(*line))
        .take(MOST + 1)
        .collect()
}

/// Whether `text` is the address of something on the web, and nothing else.
pub(super) fn is_link(text: &str) -> bool {
    let plain = !text.contains(char::is_whitespace);
    let url = Url::parse(text).ok().filter(|_| plain);
    url.is_some_and(|url| matches!(url.scheme(), "https" | "http") && url.has_host())
}

#[cfg(test)]
impl crate::http::pages::samples::Sample for Kept {
    fn sample(text: &str) -> Self {
        Self {
            text: text.to_owned(),
            links: text.to_owned(),
            issuer: text.to_owned(),
            framework: text.to_owned(),
            level: text.to_owned(),
            email: text.to_owned(),
        }
    }
}

#[cfg(test)]
impl crate::http::pages::samples::Sample for Again {
    fn sample(text: &str) -> Self {
        Self {
            documents: vec![(text.to_owned(), URL_SAFE_NO_PAD.encode(text))],
            links: vec![text.to_owned()],
        }
    }
}
