//! How dates, addresses and hashes are written, where a member's value has to be one.

/// Whether an address could run or carry code when somebody opens it.
pub(super) fn runs_code(link: &str) -> bool {
    let scheme = link.trim_start().split(':').next().unwrap_or_default();
    ["javascript", "data", "file", "vbscript", "blob"]
        .iter()
        .any(|wrong| scheme.eq_ignore_ascii_case(wrong))
}

/// Whether `text` has the form of an e-mail address.
pub(super) fn is_email(text: &str) -> bool {
    let parts = text.rsplit_once('@');
    parts.is_some_and(|(user, host)| {
        let plain = |part: &str| !part.is_empty() && !part.contains(char::is_whitespace);
        plain(user) && plain(host)
    })
}

/// A year; a year and a month, a day of the year, or a week with its day or without, with `-`
/// between the parts or without.
pub(super) fn is_partial_date(text: &str) -> bool {
    let unsigned = text.strip_prefix(['+', '-']).unwrap_or(text);
    let Some((year, rest)) = unsigned.split_at_checked(4) else {
        return false;
    };
    let parts: Vec<&str> = match rest.strip_prefix('-') {
        Some(rest) => rest.split('-').collect(),
        None if rest.is_empty() => Vec::new(),
        None if rest.len() == 4 => {
            let middle = if rest.starts_with('W') { 3 } else { 2 };
            let halves = rest.split_at_checked(middle);
            halves.map_or_else(Vec::new, |(left, right)| vec![left, right])
        }
        None => vec![rest],
    };
    let number = |text: &str, digits: usize, most: u16| {
        text.len() == digits
            && text.bytes().all(|byte| byte.is_ascii_digit())
            && text
                .parse()
                .is_ok_and(|number: u16| (1..=most).contains(&number))
    };
    let week = |text: &str| {
        text.strip_prefix('W')
            .is_some_and(|week| number(week, 2, 53))
    };
    year.bytes().all(|byte| byte.is_ascii_digit())
        && match parts[..] {
            [] => rest.is_empty(),
            [one] => number(one, 2, 12) || number(one, 3, 366) || week(one),
            [one, day] if week(one) => number(day, 1, 7),
            [month, day] => number(month, 2, 12) && number(day, 2, 31),
            _ => false,
        }
}

/// Whether `text` is a day of the calendar.
pub(super) fn is_date(text: &str) -> bool {
    let format = time::macros::format_description!("[year]-[month]-[day]");
    time::Date::parse(text, format).is_ok()
}

/// Whether `text` is a hash with its algorithm, or an identity that is not hashed.
pub(super) fn is_identity_hash(text: &str) -> bool {
    let digits = match text.split_once('$') {
        Some(("sha256", digits)) if digits.len() == 64 => digits,
        Some(("md5", digits)) if digits.len() == 32 => digits,
        Some(("sha256" | "md5", _)) => return false,
        // Not hashed: the identity itself.
        _ => return !text.is_empty(),
    };
    digits.bytes().all(|b| b.is_ascii_hexdigit())
}

/// Whether `text` has the form of a compact JWS.
pub(super) fn is_compact_jws(text: &str) -> bool {
    let parts: Vec<&str> = text.split('.').collect();
    let url_safe = |b: u8| b.is_ascii_alphanumeric() || b == b'-' || b == b'_';
    parts.len() == 3
        && !parts[0].is_empty()
        && !parts[2].is_empty()
        && parts.iter().all(|part| part.bytes().all(url_safe))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_may_be_partial() {
        for sound in [
            "2026",
            "2026-11",
            "202611",
            "2026-11-20",
            "20261120",
            "2026-W47",
            "2026-W47-5",
            "2026W475",
            "2026-324",
            "2026324",
            "-0044-03-15",
        ] {
            assert!(is_partial_date(sound), "{sound}");
        }
        for wrong in [
            "",
            "26",
            "2026-",
            "2026-13",
            "2026-00",
            "2026-11-32",
            "2026-11-20-1",
            "2026-W54",
            "2026-W47-8",
            "2026-367",
            "20é6",
            "2026é",
            "soon",
        ] {
            assert!(!is_partial_date(wrong), "{wrong}");
        }
    }

    #[test]
    fn what_runs_code_is_told_by_its_scheme() {
        assert!(runs_code(" JavaScript:alert(1)") && runs_code("data:text/html,x"));
        assert!(!runs_code("https://a.example/javascript:x") && !runs_code("urn:data:x"));
    }
}
