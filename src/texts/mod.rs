//! The catalogue: every text that people read on a page, in a letter or on a certificate, in every
//! language that there is.
//!
//! One file a language, written in Fluent 1.0 (`en.ftl` first; what another lacks is said in
//! English), in sections by where the texts stand. Another language is one more file and one more
//! row in [`Language`]. Names and other words of people are put in by [`Message::with`]; what of
//! them is written from right to left is set apart, so that it does not turn the sentence around it
//! (Unicode Standard Annex 9, section 2.7).
//!
//! Which language somebody reads is told by `Accept-Language` (RFC 9110, section 12.5.4; RFC 4647,
//! section 3.4: lookup). What the texts are said in, HTML or plain text, is left to others.

#[cfg(test)]
mod tests;

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};
use fluent_langneg::{NegotiationStrategy, negotiate_languages, parse_accepted_languages};
use std::fmt;
use std::sync::LazyLock;
use unic_langid::LanguageIdentifier;

type Bundle = FluentBundle<FluentResource>;

/// A language in which there are texts.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
pub enum Language {
    /// English.
    #[default]
    English,
    /// German.
    German,
    /// Spanish.
    Spanish,
}

impl Language {
    /// All of them.
    pub const ALL: [Language; 3] = [Language::English, Language::German, Language::Spanish];

    /// Its language tag (RFC 5646).
    pub fn tag(self) -> &'static str {
        match self {
            Language::English => "en",
            Language::German => "de",
            Language::Spanish => "es",
        }
    }

    /// Its name in itself.
    pub fn name(self) -> &'static str {
        match self {
            Language::English => "English",
            Language::German => "Deutsch",
            Language::Spanish => "Español",
        }
    }

    /// The language with this tag.
    pub fn tagged(tag: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|known| known.tag() == tag)
    }

    /// The language that suits `accepted` best: the value of the header field `Accept-Language`.
    pub fn accepted(accepted: &str) -> Self {
        let known: Vec<LanguageIdentifier> = Self::ALL
            .iter()
            .filter_map(|one| one.tag().parse().ok())
            .collect();
        let asked = parse_accepted_languages(accepted);
        let found = negotiate_languages(&asked, &known, None, NegotiationStrategy::Lookup);
        let tag = found.first().map(|one| one.language.as_str());
        tag.and_then(Self::tagged).unwrap_or_default()
    }

    fn source(self) -> &'static str {
        match self {
            Language::English => include_str!("en.ftl"),
            Language::German => include_str!("de.ftl"),
            Language::Spanish => include_str!("es.ftl"),
        }
    }

    fn bundle(self) -> &'static Bundle {
        static ENGLISH: LazyLock<Bundle> = LazyLock::new(|| bundle(Language::English));
        static GERMAN: LazyLock<Bundle> = LazyLock::new(|| bundle(Language::German));
        static SPANISH: LazyLock<Bundle> = LazyLock::new(|| bundle(Language::Spanish));
        match self {
            Language::English => &ENGLISH,
            Language::German => &GERMAN,
            Language::Spanish => &SPANISH,
        }
    }
}

/// The texts of `language`. A message that is written wrongly is missing; that none is, is tested.
fn bundle(language: Language) -> Bundle {
    let resource = match FluentResource::try_new(language.source().to_owned()) {
        Ok(resource) | Err((resource, _)) => resource,
    };
    let locale = language.tag().parse::<LanguageIdentifier>();
    let mut bundle = FluentBundle::new_concurrent(locale.into_iter().collect());
    // Texts are set apart where they need it, see `isolated`.
    bundle.set_use_isolating(false);
    bundle.add_resource_overriding(resource);
    bundle
}

/// The texts in one language.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Texts {
    language: Language,
}

impl Texts {
    /// The texts in `language`.
    pub fn in_language(language: Language) -> Self {
        Self { language }
    }

    /// Their language.
    pub fn language(self) -> Language {
        self.language
    }

    /// The language's tag, for the attribute `lang`.
    pub fn tag(self) -> &'static str {
        self.language.tag()
    }

    /// The message `id`, which may want values yet.
    pub fn say(self, id: &'static str) -> Message {
        Message {
            language: self.language,
            id,
            values: Vec::new(),
        }
    }

    /// Whether there is a message `id`.
    pub fn knows(self, id: &str) -> bool {
        self.language.bundle().has_message(id) || Language::default().bundle().has_message(id)
    }
}

/// What is put into a message.
#[derive(Debug, Clone, PartialEq)]
pub enum Value {
    /// Words.
    Text(String),
    /// A number, which decides about plural forms.
    Count(usize),
}

impl From<&str> for Value {
    fn from(text: &str) -> Self {
        Value::Text(isolated(text))
    }
}

impl From<String> for Value {
    fn from(text: String) -> Self {
        text.as_str().into()
    }
}

impl From<&String> for Value {
    fn from(text: &String) -> Self {
        text.as_str().into()
    }
}

impl From<Message> for Value {
    fn from(message: Message) -> Self {
        Value::Text(message.to_string())
    }
}

impl From<usize> for Value {
    fn from(count: usize) -> Self {
        Value::Count(count)
    }
}

impl From<&usize> for Value {
    fn from(count: &usize) -> Self {
        Value::Count(*count)
    }
}

/// A message, with what is put into it. It is said when it is displayed.
#[derive(Debug, Clone, PartialEq)]
pub struct Message {
    language: Language,
    id: &'static str,
    values: Vec<(&'static str, Value)>,
}

impl Message {
    /// The same message with `value` where it names `name`.
    #[must_use]
    pub fn with(mut self, name: &'static str, value: impl Into<Value>) -> Self {
        self.values.push((name, value.into()));
        self
    }

    /// What it says in `language`, where it is said there.
    fn said_in(&self, language: Language) -> Option<String> {
        let bundle = language.bundle();
        let pattern = bundle.get_message(self.id)?.value()?;
        let mut values = FluentArgs::new();
        for (name, value) in &self.values {
            values.set(
                *name,
                match value {
                    Value::Text(text) => FluentValue::from(text.as_str()),
                    Value::Count(count) => FluentValue::from(*count),
                },
            );
        }
        let said = bundle.format_pattern(pattern, Some(&values), &mut Vec::new());
        Some(said.into_owned())
    }
}

impl fmt::Display for Message {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let said = self
            .said_in(self.language)
            .or_else(|| self.said_in(Language::default()));
        f.write_str(said.as_deref().unwrap_or(self.id))
    }
}

/// `text`, set apart between marks (FIRST STRONG ISOLATE, POP DIRECTIONAL ISOLATE) where it holds
/// what is written from right to left or marks that change the direction.
fn isolated(text: &str) -> String {
    let turns = |c: char| {
        matches!(c,
            '\u{0590}'..='\u{08ff}' | '\u{fb1d}'..='\u{fdff}' | '\u{fe70}'..='\u{feff}'
            | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}'
            | '\u{10800}'..='\u{10fff}' | '\u{1e800}'..='\u{1efff}')
    };
    match text.chars().any(turns) {
        true => format!("\u{2068}{text}\u{2069}"),
        false => text.to_owned(),
    }
}
