//! Public addresses: where the things that a credential names can be looked up.
//!
//! Frameworks belong to the deployment, achievements to an issuer. Without a public URL the same
//! things are `urn:uuid:` (version 5) over the path. An address that was signed once never
//! changes its meaning.

use crate::credential::profile::IssuerProfile;
use crate::id::path_uuid;
use std::fmt::Write;

/// Builds addresses on one public URL, or on none.
#[derive(Debug, Clone, Copy)]
pub struct Addresses<'a> {
    /// The public URL without a slash at its end.
    public_url: Option<&'a str>,
    /// The issuer's slug; `None` for the default issuer.
    issuer: Option<&'a str>,
}

impl<'a> Addresses<'a> {
    /// The addresses of an issuer's credentials; `issuer` is `None` for the default issuer.
    pub fn new(public_url: Option<&'a str>, issuer: Option<&'a str>) -> Self {
        Self {
            public_url: public_url.map(|url| url.trim_end_matches('/')),
            issuer,
        }
    }

    /// The addresses that the credentials of `issuer` use.
    pub fn of(issuer: &'a IssuerProfile) -> Self {
        let slug = issuer.slug.as_str();
        let named = (slug != IssuerProfile::DEFAULT_SLUG).then_some(slug);
        Self::new(issuer.public_url.as_deref(), named)
    }

    /// A framework version.
    pub fn framework(&self, key: &str, version: &str) -> String {
        self.shared(&["frameworks", key, version])
    }

    /// A level of a framework.
    pub fn level(&self, key: &str, version: &str, level: &str) -> String {
        self.shared(&["frameworks", key, version, "levels", level])
    }

    /// A statement of a framework: the `position`th (from 1) of `level`.
    pub fn statement(&self, key: &str, version: &str, level: &str, position: usize) -> String {
        let position = position.to_string();
        self.shared(&["frameworks", key, version, "statements", level, &position])
    }

    /// The issuer's achievement for a framework version.
    pub fn achievement(&self, key: &str, version: &str) -> String {
        self.issuers(&["achievements", key, version])
    }

    /// How that achievement is earned.
    pub fn criteria(&self, key: &str, version: &str) -> String {
        self.issuers(&["achievements", key, version, "criteria"])
    }

    /// The result description of that achievement.
    pub fn result(&self, key: &str, version: &str) -> String {
        self.issuers(&["achievements", key, version, "result"])
    }

    /// A rubric level of that achievement.
    pub fn achievement_level(&self, key: &str, version: &str, level: &str) -> String {
        self.issuers(&["achievements", key, version, "levels", level])
    }

    /// The picture of a level as the issuer gives it, as PNG.
    pub fn level_picture(&self, key: &str, version: &str, level: &str) -> String {
        let part = ["achievements", key, version, "levels", level, "picture.png"];
        self.issuers(&part)
    }

    /// A status list of the issuer.
    pub fn status_list(&self, name: &str) -> String {
        self.issuers(&["status", name])
    }

    /// An assessor who gave no address: known by name to this issuer.
    pub fn assessor(&self, issuer_did: &str, name: &str) -> String {
        urn(&path(&["issuers", issuer_did, "assessors", name]))
    }

    /// A CASE record of the framework: `class` is the collection that it stands in (`CFItems`),
    /// `identifier` its UUID. Without a public URL it is the UUID itself, as a URN.
    pub fn case(&self, class: &str, identifier: &str) -> String {
        match self.public_url {
            Some(_) => self.shared(&["ims", "case", "v1p1", class, identifier]),
            None => format!("urn:uuid:{identifier}"),
        }
    }

    /// A part of a CASE record that has no address of its own in CASE's interface.
    pub fn case_part(&self, class: &str, identifier: &str, part: &str) -> String {
        match self.public_url {
            Some(_) => format!("{}#{part}", self.case(class, identifier)),
            None => format!("urn:uuid:{part}"),
        }
    }

    fn shared(&self, segments: &[&str]) -> String {
        self.address(&path(segments))
    }

    fn issuers(&self, segments: &[&str]) -> String {
        let own = path(segments);
        match self.issuer {
            Some(slug) => self.address(&(path(&["issuers", slug]) + &own)),
            None => self.address(&own),
        }
    }

    fn address(&self, path: &str) -> String {
        match self.public_url {
            Some(url) => format!("{url}{path}"),
            None => urn(path),
        }
    }
}

fn urn(path: &str) -> String {
    path_uuid(path).urn().to_string()
}

/// `/a/b/c`, each segment percent-encoded but for what RFC 3986 lets stand in one (section 3.3).
pub fn path(segments: &[&str]) -> String {
    let mut path = String::new();
    for segment in segments {
        path.push('/');
        for byte in segment.bytes() {
            let plain = byte.is_ascii_alphanumeric() || b"-._~!$&'()*+,;=:@".contains(&byte);
            if plain {
                path.push(char::from(byte));
            } else {
                // Writing into a string cannot fail.
                let _ = write!(path, "%{byte:02X}");
            }
        }
    }
    path
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_stand_on_the_public_url() {
        let default = Addresses::new(Some("https://badges.example/"), None);
        assert_eq!(
            default.statement("27-4014.00", "v.26.05", "proficient", 3),
            "https://badges.example/frameworks/27-4014.00/v.26.05/statements/proficient/3"
        );
        assert_eq!(
            default.criteria("27-4014.00", "v 1/2"),
            "https://badges.example/achievements/27-4014.00/v%201%2F2/criteria"
        );
        let other = Addresses::new(Some("https://badges.example"), Some("night-school"));
        assert_eq!(
            other.result("k", "1"),
            "https://badges.example/issuers/night-school/achievements/k/1/result"
        );
        assert_eq!(
            other.framework("k", "1"),
            "https://badges.example/frameworks/k/1"
        );
    }

    #[test]
    fn without_a_public_url_they_are_uuids_that_never_change() {
        let none = Addresses::new(None, None);
        assert_eq!(
            none.framework("27-4014.00", "v.26.05"),
            urn("/frameworks/27-4014.00/v.26.05")
        );
        assert_ne!(none.level("k", "1", "a"), none.level("k", "1", "b"));
    }
}
