//! Time as an argument.
//!
//! No other file reads the system's clock: whatever needs the time takes a [`Clock`], so that a
//! whole signed credential can be a snapshot in a test.

use time::OffsetDateTime;
use time::format_description::well_known::Rfc3339;
use time::macros::{datetime, format_description};

/// Tells the time.
pub trait Clock: Send + Sync {
    /// The present instant, UTC.
    fn now(&self) -> OffsetDateTime;
}

/// The operating system's clock.
#[derive(Debug, Clone, Copy, Default)]
pub struct SystemClock;

impl Clock for SystemClock {
    #[allow(
        clippy::disallowed_methods,
        reason = "this is the one place that reads the clock"
    )]
    fn now(&self) -> OffsetDateTime {
        OffsetDateTime::now_utc()
    }
}

/// A clock that stands still, for reproducible output.
#[derive(Debug, Clone, Copy)]
pub struct FixedClock(pub OffsetDateTime);

impl Clock for FixedClock {
    fn now(&self) -> OffsetDateTime {
        self.0
    }
}

/// `instant` in UTC, cut to whole seconds, as an XSD `dateTimeStamp`: `2026-11-20T10:00:00Z`. An
/// instant whose offset leads beyond the years that four digits can write stands at their end.
///
/// Whole seconds because a VC-JWT's `nbf` counts seconds and must equal `validFrom` (Open Badges
/// 3.0, section 8.2.4).
pub fn timestamp(instant: OffsetDateTime) -> String {
    let latest = datetime!(9999-12-31 23:59:59 UTC);
    let utc = instant
        .checked_to_offset(time::UtcOffset::UTC)
        .unwrap_or(latest);
    let format = format_description!("[year]-[month]-[day]T[hour]:[minute]:[second]Z");
    // Only years beyond four digits cannot be formatted, and those are never made.
    utc.format(format).unwrap_or_default()
}

/// Reads an XSD `dateTimeStamp` (XSD 1.1 part 2, section 3.4.28): an RFC 3339 date-time whose
/// offset is required. `None` when `text` is not one.
pub fn parse_timestamp(text: &str) -> Option<OffsetDateTime> {
    // XSD wants the capital letters; RFC 3339 would take small ones and a space.
    if text.as_bytes().get(10) != Some(&b'T') || text.ends_with('z') {
        return None;
    }
    OffsetDateTime::parse(text, &Rfc3339).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_timestamp_is_cut_to_seconds_and_read_back() {
        let instant = parse_timestamp("2026-11-20T11:00:00.75+01:00").unwrap();
        assert_eq!(timestamp(instant), "2026-11-20T10:00:00Z");
    }

    #[test]
    fn an_instant_at_the_end_of_time_is_no_panic() {
        let instant = parse_timestamp("9999-12-31T23:59:59-10:00").unwrap();
        assert_eq!(timestamp(instant), "9999-12-31T23:59:59Z");
    }

    #[test]
    fn an_offset_is_required() {
        assert!(parse_timestamp("2026-11-20T10:00:00").is_none());
        assert!(parse_timestamp("2026-11-20").is_none());
        assert!(parse_timestamp("2026-02-30T10:00:00Z").is_none());
        assert!(parse_timestamp("2026-11-20 10:00:00Z").is_none());
    }
}
