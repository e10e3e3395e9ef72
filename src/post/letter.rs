//! A letter: one recipient, a subject, plain text (RFC 5322, RFC 2045).
//!
//! Nothing that came from outside can add a line to its head or a recipient to its envelope: an
//! address is one that assessments take, a subject and a name are one line without control
//! characters, and whatever is not ASCII is encoded (RFC 2047).

use super::PostError;
use crate::assessment::is_email;
use crate::config::MailSender;
use lettre::message::header::ContentType;
use lettre::message::{Mailbox, Message};
use lettre::{Address, address::AddressError};
use std::time::{Duration, SystemTime};
use time::OffsetDateTime;
use uuid::Uuid;

/// The longest subject, in bytes.
const MAX_SUBJECT: usize = 400;

/// A letter, checked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Letter {
    to: Address,
    subject: String,
    text: String,
    date: OffsetDateTime,
    id: Uuid,
}

/// What cannot be a letter. Whoever gave the part that it names is at fault.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum LetterError {
    /// The recipient is no e-mail address.
    #[error("this is not an e-mail address that letters can be sent to")]
    Address,
    /// The subject has more than one line, control characters, nothing in it, or is far too long.
    #[error("a subject is one line of text")]
    Subject,
}

impl Letter {
    /// A letter to `to`. `date` is when it is written, `id` names it among all letters (RFC 5322,
    /// section 3.6.4).
    ///
    /// # Errors
    /// [`LetterError`].
    pub fn new(
        to: &str,
        subject: &str,
        text: &str,
        date: OffsetDateTime,
        id: Uuid,
    ) -> Result<Self, LetterError> {
        let to = to.trim();
        if !is_email(to) {
            return Err(LetterError::Address);
        }
        let to: Result<Address, AddressError> = to.parse();
        let subject = subject.trim();
        let is_line = !subject.is_empty()
            && subject.len() <= MAX_SUBJECT
            && !subject.chars().any(is_line_breaking);
        if !is_line {
            return Err(LetterError::Subject);
        }
        Ok(Self {
            to: to.map_err(|_| LetterError::Address)?,
            subject: subject.to_owned(),
            text: text.to_owned(),
            date,
            id,
        })
    }

    /// What names it among all letters.
    pub(super) fn id(&self) -> Uuid {
        self.id
    }

    /// When it was written.
    pub(super) fn date(&self) -> OffsetDateTime {
        self.date
    }

    /// The letter as mail from `sender`.
    ///
    /// # Errors
    /// [`PostError::Unwritable`].
    pub(super) fn message(&self, sender: &MailSender) -> Result<Message, PostError> {
        let unwritable = |detail: &dyn std::fmt::Display| PostError::Unwritable(detail.to_string());
        let address: Address = sender
            .address
            .parse()
            .map_err(|error: AddressError| unwritable(&error))?;
        let domain = address.domain().to_owned();
        let from = Mailbox::new(sender.name.clone(), address);
        let seconds = u64::try_from(self.date.unix_timestamp()).unwrap_or_default();
        Message::builder()
            .from(from)
            .to(Mailbox::new(None, self.to.clone()))
            .subject(self.subject.as_str())
            .date(SystemTime::UNIX_EPOCH + Duration::from_secs(seconds))
            .message_id(Some(format!("<{}@{domain}>", self.id)))
            .header(ContentType::TEXT_PLAIN)
            .body(self.text.clone())
            .map_err(|error| unwritable(&error))
    }
}

/// Whether a character could end a line, or turn what stands behind it around. Isolates end where
/// what they set apart does.
fn is_line_breaking(c: char) -> bool {
    c.is_control() || matches!(c, '\u{2028}' | '\u{2029}' | '\u{202a}'..='\u{202e}')
}

#[cfg(test)]
mod tests {
    use super::*;
    use time::macros::datetime;

    fn letter(to: &str, subject: &str, text: &str) -> Result<Letter, LetterError> {
        let date = datetime!(2026-11-20 10:00 UTC);
        Letter::new(to, subject, text, date, Uuid::from_u128(7))
    }

    fn sender(text: &str) -> MailSender {
        text.parse().unwrap()
    }

    #[test]
    fn nothing_from_outside_adds_a_line_to_the_head() {
        for to in [
            "ada@example.org\r\nBcc: eve@example.org",
            "ada@example.org\nSubject: x",
            "ada@example.org, eve@example.org",
            "ada@example.org,eve@example.org",
            "Ada <ada@example.org>",
            "<ada@example.org>",
            "ada@example.org\0",
            "ada",
            "",
        ] {
            assert_eq!(
                letter(to, "Your badge", "x"),
                Err(LetterError::Address),
                "{to:?}"
            );
        }
        for subject in [
            "Your badge\r\nBcc: eve@example.org",
            "Your badge\nX: y",
            "Your\rbadge",
            "Your\0badge",
            "Your\u{2028}badge",
            "Your \u{202e}egdab",
            " ",
        ] {
            let refused = letter("ada@example.org", subject, "x");
            assert_eq!(refused, Err(LetterError::Subject), "{subject:?}");
        }
    }

    #[test]
    fn a_letter_has_one_recipient_and_says_what_it_was_given() {
        let text = "Grüße\nhttps://badges.example/claim/x\n.\nBcc: eve@example.org\n";
        let letter = letter("ada@example.org", "Ihr Abzeichen: Größe", text).unwrap();
        let message = letter
            .message(&sender("Schüle, \"A\" <badges@school.example>"))
            .unwrap();
        assert_eq!(message.envelope().to().len(), 1);
        let mail = String::from_utf8(message.formatted()).unwrap();
        let (head, _) = mail.split_once("\r\n\r\n").unwrap();
        assert!(head.contains("To: ada@example.org\r\n"), "{head}");
        assert!(head.contains("Message-ID: <00000000-0000-0000-0000-000000000007@school.example>"));
        assert!(
            head.contains("Date: Fri, 20 Nov 2026 10:00:00 +0000"),
            "{head}"
        );
        assert!(!head.contains("Bcc"), "{head}");
        assert!(head.is_ascii(), "{head}");
    }
}
