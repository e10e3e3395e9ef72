//! Where things are: the addresses that are signed into credentials, and the links between pages.

use crate::credential::profile::IssuerProfile;
use crate::framework::{Framework, FrameworkId, Level};
use crate::service::achievements::Addresses;
use crate::service::achievements::path;

/// Builds links and addresses of what belongs to the deployment.
#[derive(Debug, Clone, Copy)]
pub(in crate::http) struct Links<'a> {
    /// The public URL, where there is one.
    public_url: Option<&'a str>,
    /// Its path without a slash at the end: before every link, so that pages work below a path too.
    base: &'a str,
}

impl<'a> Links<'a> {
    pub(in crate::http) fn new(public_url: Option<&'a str>) -> Self {
        let public_url = public_url.map(|url| url.trim_end_matches('/'));
        let behind_host = public_url
            .and_then(|url| url.split_once("://"))
            .and_then(|(_, rest)| rest.find('/').map(|place| &rest[place..]));
        Self {
            public_url,
            base: behind_host.unwrap_or_default(),
        }
    }

    /// What stands before the path of every link.
    pub(in crate::http) fn base(&self) -> &'a str {
        self.base
    }

    /// A link within this site.
    pub(in crate::http) fn to(&self, segments: &[&str]) -> String {
        format!("{}{}", self.base, path(segments))
    }

    /// The whole address of a link within this site; `None` without a public URL.
    pub(in crate::http) fn whole(&self, link: &str) -> Option<String> {
        let origin = self.public_url?.strip_suffix(self.base)?;
        Some(format!("{origin}{link}"))
    }

    /// The addresses in credentials, of what belongs to the deployment.
    pub(in crate::http) fn addresses(&self) -> Addresses<'a> {
        Addresses::new(self.public_url, None)
    }

    pub(in crate::http) fn framework(&self, id: &FrameworkId) -> String {
        self.to(&["frameworks", &id.key, &id.version])
    }

    pub(in crate::http) fn level(&self, framework: &Framework, level: &Level) -> String {
        let (key, version) = (&framework.key, &framework.version);
        self.to(&["frameworks", key, version, "levels", &level.id])
    }

    pub(in crate::http) fn statement(
        &self,
        framework: &Framework,
        level: &Level,
        position: u32,
    ) -> String {
        let (key, version) = (&framework.key, &framework.version);
        let position = position.to_string();
        let segments = [
            "frameworks",
            key,
            version,
            "statements",
            &level.id,
            &position,
        ];
        self.to(&segments)
    }

    /// The CASE record of `kind` (`CFDocuments`, `CFItems`) with this identifier (CASE 1.1, section
    /// 3: the REST binding).
    pub(in crate::http) fn case(&self, kind: &str, identifier: &str) -> String {
        self.to(&["ims", "case", "v1p1", kind, identifier])
    }

    /// A part of the achievement of the issuer named `slug` for a framework version.
    pub(in crate::http) fn achievement(
        &self,
        slug: &str,
        id: &FrameworkId,
        part: &[&str],
    ) -> String {
        let own = [
            &["achievements", id.key.as_str(), id.version.as_str()],
            part,
        ]
        .concat();
        match slug {
            IssuerProfile::DEFAULT_SLUG => self.to(&own),
            slug => self.to(&[&["issuers", slug], own.as_slice()].concat()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_stand_below_the_path_of_the_public_url() {
        let plain = Links::new(Some("https://badges.example/"));
        assert_eq!(plain.to(&["frameworks"]), "/frameworks");
        assert_eq!(
            plain.whole("/frameworks").as_deref(),
            Some("https://badges.example/frameworks")
        );
        let below = Links::new(Some("https://badges.example/a/b/"));
        assert_eq!(below.to(&["frameworks", "x y"]), "/a/b/frameworks/x%20y");
        assert_eq!(
            below.whole(&below.to(&["frameworks"])).as_deref(),
            Some("https://badges.example/a/b/frameworks")
        );
        let nowhere = Links::new(None);
        assert_eq!(nowhere.to(&["frameworks"]), "/frameworks");
        assert_eq!(nowhere.whole("/frameworks"), None);
    }
}
