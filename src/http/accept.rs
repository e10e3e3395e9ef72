//! Which of several media types a client wants (RFC 9110, sections 12.4.2 and 12.5.1).

use axum::http::{HeaderMap, header};

/// The one of `offers` that the request likes best; the first of equals. All are equal without
/// the header field `Accept`, and `None` when it excludes each.
pub(super) fn preferred<'o>(headers: &HeaderMap, offers: &[&'o str]) -> Option<&'o str> {
    let fields = headers.get_all(header::ACCEPT);
    let texts: Vec<&str> = fields
        .iter()
        .filter_map(|field| field.to_str().ok())
        .collect();
    let ranges: Vec<Range<'_>> = texts
        .iter()
        .flat_map(|text| text.split(','))
        .filter_map(Range::read)
        .collect();
    if ranges.is_empty() {
        return offers.first().copied();
    }
    let mut best: Option<(&str, u16)> = None;
    for offer in offers {
        let weight = weight(&ranges, offer);
        if weight > best.map_or(0, |(_, weight)| weight) {
            best = Some((offer, weight));
        }
    }
    best.map(|(offer, _)| offer)
}

/// Whether the request names the media type `offer` itself, not only by a wildcard.
pub(super) fn names(headers: &HeaderMap, offer: &str) -> bool {
    let fields = headers.get_all(header::ACCEPT);
    let mut texts = fields.iter().filter_map(|field| field.to_str().ok());
    texts.any(|text| {
        let mut ranges = text.split(',').filter_map(Range::read);
        ranges.any(|range| range.name.eq_ignore_ascii_case(offer) && range.weight > 0)
    })
}

/// The weight of `offer` in thousandths: that of the most specific range it falls in.
fn weight(ranges: &[Range<'_>], offer: &str) -> u16 {
    let fitting = ranges
        .iter()
        .filter_map(|range| Some((range.fits(offer)?, range.weight)));
    fitting
        .max_by_key(|(precision, _)| *precision)
        .map_or(0, |(_, weight)| weight)
}

struct Range<'t> {
    name: &'t str,
    weight: u16,
}

impl<'t> Range<'t> {
    fn read(text: &'t str) -> Option<Self> {
        let mut parts = text.split(';').map(str::trim);
        let name = parts.next().filter(|name| name.contains('/'))?;
        let weight = parts.find_map(|part| {
            let value = part
                .strip_prefix("q=")
                .or_else(|| part.strip_prefix("Q="))?;
            Some(value.parse::<f32>().unwrap_or(0.0))
        });
        #[allow(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "clamped to 0 to 1000"
        )]
        let weight = (weight.unwrap_or(1.0).clamp(0.0, 1.0) * 1000.0) as u16;
        Some(Self { name, weight })
    }

    /// How precisely this range names `offer`, if it does.
    fn fits(&self, offer: &str) -> Option<u8> {
        if self.name.eq_ignore_ascii_case(offer) {
            return Some(2);
        }
        let (kind, rest) = self.name.split_once('/')?;
        let same_kind = offer.split_once('/')?.0.eq_ignore_ascii_case(kind);
        match (kind, rest) {
            ("*", "*") => Some(0),
            (_, "*") if same_kind => Some(1),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const OFFERS: [&str; 2] = ["application/did+json", "application/json"];

    fn chosen(accept: &str) -> Option<&'static str> {
        let mut headers = HeaderMap::new();
        headers.insert(header::ACCEPT, accept.parse().unwrap());
        preferred(&headers, &OFFERS)
    }

    #[test]
    fn the_heavier_and_the_more_specific_win() {
        assert_eq!(preferred(&HeaderMap::new(), &OFFERS), Some(OFFERS[0]));
        assert_eq!(chosen("*/*"), Some(OFFERS[0]));
        assert_eq!(chosen("application/json"), Some(OFFERS[1]));
        assert_eq!(
            chosen("application/json;q=0.5, application/*;q=0.4"),
            Some(OFFERS[1])
        );
        assert_eq!(chosen("application/did+json;q=0, */*"), Some(OFFERS[1]));
        assert_eq!(chosen("text/html"), None);
        assert_eq!(chosen("*/*;q=0"), None);
    }

    #[test]
    fn a_wildcard_names_nothing() {
        let mut headers = HeaderMap::new();
        headers.insert(header::ACCEPT, "*/*, text/plain".parse().unwrap());
        assert!(names(&headers, "text/plain"));
        assert!(!names(&headers, "application/vc"));
    }
}
