//! Filters: `title~'sound' AND language='en'` (CASE 1.1, REST binding, filtering).
//!
//! A comparison is the name of a member, one of `=` `!=` `>` `>=` `<` `<=` `~` (contains, whatever
//! the case), and a value in single quotation marks; one within the value is written twice.
//! Comparisons are joined by `AND` and `OR`, of which `AND` binds more tightly.

use super::member::Member;
use serde_json::{Map, Value};
use std::cmp::Ordering;

/// A filter: one of these must hold wholly.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Filter(Vec<Vec<Comparison>>);

#[derive(Debug, PartialEq, Eq)]
struct Comparison {
    member: Member,
    predicate: Predicate,
    value: String,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Predicate {
    Equal,
    NotEqual,
    Greater,
    GreaterOrEqual,
    Less,
    LessOrEqual,
    Contains,
}

/// The longer ones first, since the shorter ones begin them.
const PREDICATES: [(&str, Predicate); 7] = [
    ("!=", Predicate::NotEqual),
    (">=", Predicate::GreaterOrEqual),
    ("<=", Predicate::LessOrEqual),
    ("=", Predicate::Equal),
    (">", Predicate::Greater),
    ("<", Predicate::Less),
    ("~", Predicate::Contains),
];

impl Filter {
    /// The filter in `text`; an error says what is wrong with it.
    pub fn read(text: &str) -> Result<Self, String> {
        let mut any = vec![Vec::new()];
        let mut rest = text.trim();
        loop {
            let (comparison, after) = Comparison::read(rest)?;
            if let Some(all) = any.last_mut() {
                all.push(comparison);
            }
            if after.is_empty() {
                return Ok(Self(any));
            }
            let (word, after) = after.split_once(char::is_whitespace).unwrap_or((after, ""));
            match word {
                "AND" => {}
                "OR" => any.push(Vec::new()),
                _ => {
                    return Err(format!(
                        "AND, OR or the end is wanted where {word:?} stands"
                    ));
                }
            }
            rest = after.trim_start();
        }
    }

    /// Whether it holds for a document.
    pub fn holds(&self, record: &Map<String, Value>) -> bool {
        let mut any = self.0.iter();
        any.any(|all| all.iter().all(|comparison| comparison.holds(record)))
    }
}

impl Comparison {
    /// The comparison at the beginning of `text`, and what stands behind it.
    fn read(text: &str) -> Result<(Self, &str), String> {
        let end = text.find(|c: char| !(c.is_ascii_alphanumeric() || c == '.'));
        let (name, rest) = text.split_at(end.unwrap_or(text.len()));
        let member =
            Member::read(name).ok_or_else(|| format!("{name:?} is no member of a CFDocument"))?;
        let rest = rest.trim_start();
        let mut predicates = PREDICATES.into_iter();
        let found = predicates.find_map(|(sign, predicate)| {
            let rest = rest.strip_prefix(sign)?;
            Some((predicate, rest.trim_start()))
        });
        let (predicate, rest) =
            found.ok_or_else(|| format!("one of = != > >= < <= ~ is wanted behind {name}"))?;
        let (value, rest) = quoted(rest)
            .ok_or_else(|| format!("a value in single quotation marks is wanted for {name}"))?;
        let comparison = Self {
            member,
            predicate,
            value,
        };
        Ok((comparison, rest.trim_start()))
    }

    /// Of a list one element is enough; a member that is not there equals nothing.
    fn holds(&self, record: &Map<String, Value>) -> bool {
        let texts = self.member.texts(record);
        let any = |wanted: fn(Ordering) -> bool| {
            let mut texts = texts.iter();
            texts.any(|text| wanted(self.member.compare(text, &self.value)))
        };
        match self.predicate {
            Predicate::Equal => any(Ordering::is_eq),
            Predicate::NotEqual => !any(Ordering::is_eq),
            Predicate::Greater => any(Ordering::is_gt),
            Predicate::GreaterOrEqual => any(Ordering::is_ge),
            Predicate::Less => any(Ordering::is_lt),
            Predicate::LessOrEqual => any(Ordering::is_le),
            Predicate::Contains => {
                let wanted = self.value.to_lowercase();
                let mut texts = texts.iter();
                texts.any(|text| text.to_lowercase().contains(&wanted))
            }
        }
    }
}

/// The value in quotation marks at the beginning of `text`, and what stands behind it.
fn quoted(text: &str) -> Option<(String, &str)> {
    let mut rest = text.strip_prefix('\'')?;
    let mut value = String::new();
    loop {
        let (part, after) = rest.split_once('\'')?;
        value.push_str(part);
        match after.strip_prefix('\'') {
            Some(after) => {
                value.push('\'');
                rest = after;
            }
            None => return Some((value, after)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn holds(filter: &str) -> bool {
        let document = json!({
            "identifier": "de661c6b-8833-5693-a6e5-c168a7767fde",
            "title": "Bäcker's Handwork",
            "language": "de",
            "subject": ["Baking", "Trade"],
            "licenseURI": {"title": "CC BY", "uri": "https://x.example/cc"},
            "lastChangeDateTime": "2026-05-15T12:38:45+02:00",
        });
        let filter = Filter::read(filter).unwrap();
        filter.holds(document.as_object().unwrap())
    }

    #[test]
    fn each_predicate_holds_and_does_not() {
        for (yes, no) in [
            ("language='de'", "language='DE'"),
            ("language!='en'", "language!='de'"),
            ("language>'da'", "language>'de'"),
            ("language>='de'", "language>='df'"),
            ("language<'df'", "language<'de'"),
            ("language<='de'", "language<='da'"),
            ("title~'bÄCKER''S'", "title~'butcher'"),
            ("subject='Trade'", "subject='Tra'"),
            ("subject!='Sound'", "subject!='Baking'"),
            ("notes!='x'", "notes='x'"),
            ("licenseURI.title='CC BY'", "licenseURI.uri='CC BY'"),
            ("licenseURI~'cc by'", "licenseURI~'gpl'"),
        ] {
            assert!(holds(yes), "{yes}");
            assert!(!holds(no), "{no}");
        }
    }

    #[test]
    fn moments_are_compared_as_moments() {
        assert!(holds("lastChangeDateTime='2026-05-15T10:38:45Z'"));
        assert!(holds("lastChangeDateTime>'2026-05-15T11:38:45+02:00'"));
        assert!(holds("lastChangeDateTime>='2026-05-15'"));
        assert!(!holds("lastChangeDateTime>'2026-05-16'"));
    }

    #[test]
    fn and_binds_more_tightly_than_or() {
        assert!(holds("language='de' AND subject='Baking'"));
        assert!(!holds("language='de' AND subject='Sound'"));
        assert!(holds("language='de' OR language='en' AND subject='Sound'"));
        assert!(!holds("language='en' OR language='de' AND subject='Sound'"));
        assert!(holds("  language = 'en'  OR  title ~ 'hand' "));
        assert!(holds("title='Bäcker''s Handwork' OR title=' AND '"));
    }

    #[test]
    fn what_is_no_filter_is_refused_with_the_reason() {
        for (text, told) in [
            ("", "\"\" is no member"),
            ("color='red'", "\"color\" is no member"),
            ("title.uri='x'", "\"title.uri\" is no member"),
            ("licenseURI.color='x'", "no member"),
            ("title", "is wanted behind title"),
            ("title is 'x'", "is wanted behind title"),
            ("title=x", "single quotation marks"),
            ("title=\"x\"", "single quotation marks"),
            ("title='x", "single quotation marks"),
            ("title='x' XOR title='y'", "where \"XOR\" stands"),
            ("title='x' AND", "\"\" is no member"),
            ("title='x'title='y'", "AND, OR or the end"),
        ] {
            let error = Filter::read(text).unwrap_err();
            assert!(error.contains(told), "{text}: {error}");
        }
    }
}
