//! What a level looks like: the provider's own picture where there is one, else ours.
//!
//! A picture belongs to an issuer, a framework version and a level. Drawing one as pixels takes some
//! hundredths of a second, so those that were asked for last are kept, up to a number of bytes.

use super::{Caller, Service, ServiceError};
use crate::audit::{Act, object};
use crate::carrier::Carrier;
use crate::clock::timestamp;
use crate::digest::sha256_hex;
use crate::framework::{Framework, FrameworkId};
use crate::picture::badge::{Badge, Viewer};
use crate::picture::raster;
use crate::picture::{OwnPicture, PictureError, own};
use crate::records::audit;
use crate::records::picture::{self as records, Found, PictureKind, PictureRecord};
use crate::store::Commit;
use crate::texts::Texts;
use lru::LruCache;
use std::sync::{Arc, Mutex, PoisonError};

pub use crate::picture::own::MAX_BYTES;

/// The side of the square raster, in pixels.
const SIDE: u32 = 600;
/// The longer side of the wide one.
const WIDE_SIDE: u32 = 1200;
/// How many bytes the rasters that are kept take together: some five hundred of them.
const KEPT_BYTES: usize = 16 << 20;

/// Which picture of a level is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Look {
    /// The badge as a drawing (SVG).
    Drawing,
    /// The badge as pixels (PNG).
    Pixels,
    /// The wide picture that goes with a link (PNG; Open Graph protocol). It is always ours.
    Wide,
}

/// A picture of a level.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LevelPicture {
    /// Its bytes.
    pub bytes: Arc<[u8]>,
    /// Its media type.
    pub media_type: &'static str,
    /// Whether it was made by others: a drawing of theirs must not be shown as a document.
    pub is_own: bool,
}

/// The rasters that were asked for last.
pub(super) struct Rasters(Mutex<Kept>);

/// Rasters by the digest of what they were drawn from.
struct Kept {
    rasters: LruCache<String, Arc<[u8]>>,
    /// How many bytes they take together.
    bytes: usize,
}

impl Default for Rasters {
    fn default() -> Self {
        // Its bound is in bytes, and kept by us.
        Self(Mutex::new(Kept {
            rasters: LruCache::unbounded(),
            bytes: 0,
        }))
    }
}

impl Rasters {
    /// The raster of `svg`, kept or made. The drawing itself tells one from another.
    fn of(&self, svg: &str, side: u32) -> Result<Arc<[u8]>, PictureError> {
        let name = sha256_hex(&[svg.as_bytes(), &side.to_be_bytes()]);
        let lock = || self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(kept) = lock().rasters.get(&name) {
            return Ok(Arc::clone(kept));
        }
        // Two who ask for the same at once draw it twice; nobody waits for another's drawing.
        let made: Arc<[u8]> = raster::png(svg, side)?.into();
        let mut kept = lock();
        kept.bytes += made.len();
        if let Some(same) = kept.rasters.put(name, Arc::clone(&made)) {
            kept.bytes -= same.len();
        }
        while kept.bytes > KEPT_BYTES && kept.rasters.len() > 1 {
            if let Some((_, oldest)) = kept.rasters.pop_lru() {
                kept.bytes -= oldest.len();
            }
        }
        Ok(made)
    }
}

impl Service {
    /// The picture of the level `level` of a framework version, as the issuer named `issuer` gives
    /// it. `None` for the drawing of a level whose own picture is a bitmap: there is none.
    ///
    /// # Errors
    /// [`ServiceError::NotFound`] when there is no such issuer, framework or level.
    pub fn level_picture(
        &self,
        issuer: &str,
        framework: &FrameworkId,
        level: &str,
        look: Look,
        texts: Texts,
    ) -> Result<Option<LevelPicture>, ServiceError> {
        let issuer = self.issuer(issuer)?;
        let framework = self.framework(&framework.key, Some(&framework.version))?;
        let profile = &issuer.profile;
        if look != Look::Wide
            && let Some(own) = self.own_picture(&profile.slug, &framework, level)?
        {
            return Ok(own_look(&own, look));
        }
        let dated = framework.version.clone();
        let drawn = Level::of(&framework, level, texts)?;
        let badge = drawn.badge(&framework, &profile.name, &dated);
        Ok(Some(self.drawn(&badge, look)?))
    }

    /// A picture of ours.
    pub(super) fn drawn(
        &self,
        badge: &Badge<'_>,
        look: Look,
    ) -> Result<LevelPicture, ServiceError> {
        let (bytes, media_type) = match look {
            Look::Drawing => {
                let svg = badge.square(Viewer::Browser);
                (svg.into_bytes().into(), Carrier::Svg.media_type())
            }
            Look::Pixels => {
                let svg = badge.square(Viewer::Raster);
                (self.raster(&svg, SIDE)?, Carrier::Png.media_type())
            }
            Look::Wide => {
                let svg = badge.wide(Viewer::Raster);
                (self.raster(&svg, WIDE_SIDE)?, Carrier::Png.media_type())
            }
        };
        Ok(LevelPicture {
            bytes,
            media_type,
            is_own: false,
        })
    }

    fn raster(&self, svg: &str, side: u32) -> Result<Arc<[u8]>, ServiceError> {
        self.rasters.of(svg, side).map_err(refused)
    }

    /// The provider's own picture of a level, where there is one.
    pub(super) fn own_picture(
        &self,
        issuer: &str,
        framework: &Framework,
        level: &str,
    ) -> Result<Option<Found>, ServiceError> {
        let found = records::find(self.store(), issuer, &framework.id(), level)?;
        Ok(found.filter(|found| found.record.kind.is_some()))
    }

    /// Sets the caller's own picture of a level; our own drawing is shown no more.
    ///
    /// # Errors
    /// [`ServiceError::Invalid`] with everything that is wrong with the picture;
    /// [`ServiceError::NotFound`] when there is no such framework or level.
    pub fn set_picture(
        &self,
        caller: &Caller,
        framework: &FrameworkId,
        level: &str,
        bytes: &[u8],
    ) -> Result<PictureRecord, ServiceError> {
        let picture = own::check(bytes).map_err(refused)?;
        self.change_picture(caller, framework, level, Some(&picture))
    }

    /// Takes the caller's own picture of a level away; ours is shown again. Where there is none,
    /// nothing is done.
    ///
    /// # Errors
    /// [`ServiceError::NotFound`] when there is no such framework or level.
    pub fn remove_picture(
        &self,
        caller: &Caller,
        framework: &FrameworkId,
        level: &str,
    ) -> Result<(), ServiceError> {
        let known = self.framework(&framework.key, Some(&framework.version))?;
        named(&known, level)?;
        if self.own_picture(&caller.issuer, &known, level)?.is_some() {
            self.change_picture(caller, framework, level, None)?;
        }
        Ok(())
    }

    fn change_picture(
        &self,
        caller: &Caller,
        framework: &FrameworkId,
        level: &str,
        picture: Option<&OwnPicture>,
    ) -> Result<PictureRecord, ServiceError> {
        self.may_enter()?;
        self.issuer(&caller.issuer)?;
        let known = self.framework(&framework.key, Some(&framework.version))?;
        named(&known, level)?;
        let digest = picture.map(|picture| sha256_hex(&[&picture.bytes]));
        loop {
            let before = records::find(self.store(), &caller.issuer, framework, level)?;
            if let (Some(before), Some(digest)) = (&before, &digest)
                && before.record.digest == *digest
            {
                return Ok(before.record.clone());
            }
            let act = match picture {
                Some(_) => Act::PictureSet,
                None => Act::PictureRemove,
            };
            let about = format!("{}/{framework}/{level}", caller.issuer);
            let previous = before.as_ref().map(|before| before.record.entry.clone());
            let entry = self
                .entry(&caller.actor, act, object("picture", &about))
                .of_issuer(&caller.issuer)
                .with_digests(digest.iter().cloned().collect())
                .after(previous);
            let record = PictureRecord {
                issuer: caller.issuer.clone(),
                framework: framework.clone(),
                level: level.to_owned(),
                kind: picture.map(kind),
                length: picture.map_or(0, |picture| picture.bytes.len()),
                digest: digest.clone().unwrap_or_default(),
                at: timestamp(self.now()),
                entry: entry.hash(),
            };
            let bytes = picture.map_or(&[][..], |picture| &picture.bytes);
            let raster = picture.and_then(|picture| picture.raster.as_deref());
            let raster = raster.unwrap_or_default();
            let commit = records::put(Commit::new(), before.as_ref(), &record, bytes, raster);
            if self.store().commit(audit::append(commit, &entry))?.is_ok() {
                return Ok(record);
            }
        }
    }
}

fn kind(picture: &OwnPicture) -> PictureKind {
    match picture.carrier {
        Carrier::Svg => PictureKind::Svg,
        Carrier::Png | Carrier::Pdf => PictureKind::Png,
    }
}

/// The own picture as it is looked at.
fn own_look(own: &Found, look: Look) -> Option<LevelPicture> {
    let (picture, raster) = own.bytes();
    let is_drawing = own.record.kind == Some(PictureKind::Svg);
    let (bytes, media_type) = match (look, is_drawing) {
        (Look::Drawing, true) => (picture, Carrier::Svg.media_type()),
        (Look::Drawing, false) => return None,
        (_, true) => (raster, Carrier::Png.media_type()),
        (_, false) => (picture, Carrier::Png.media_type()),
    };
    Some(LevelPicture {
        bytes: bytes.into(),
        media_type,
        is_own: true,
    })
}

fn named<'f>(
    framework: &'f Framework,
    level: &str,
) -> Result<(usize, &'f crate::framework::Level), ServiceError> {
    let mut levels = framework.levels.iter().enumerate();
    let known = levels.find(|(_, one)| one.id == level);
    known.ok_or_else(|| ServiceError::NotFound {
        what: "level",
        name: level.to_owned(),
        near: framework.levels.iter().map(|one| one.id.clone()).collect(),
    })
}

/// A level as a badge shows it.
pub(super) struct Level {
    pub(super) label: String,
    pub(super) rank: usize,
    pub(super) levels: usize,
    /// Its place in words.
    pub(super) place: String,
}

impl Level {
    fn of(framework: &Framework, level: &str, texts: Texts) -> Result<Self, ServiceError> {
        let (rank, level) = named(framework, level)?;
        let label = level.label.clone();
        Ok(Self::at(label, rank + 1, framework.levels.len(), texts))
    }

    /// The `rank`th (from 1) of so many.
    pub(super) fn at(label: String, rank: usize, levels: usize, texts: Texts) -> Self {
        let place = texts.say("picture-place");
        let place = place.with("rank", rank).with("levels", levels);
        Self {
            label,
            rank,
            levels,
            place: place.to_string(),
        }
    }

    fn badge<'b>(&'b self, framework: &'b Framework, issuer: &'b str, dated: &'b str) -> Badge<'b> {
        self.titled(&framework.occupation.title, issuer, dated)
    }

    /// The badge of the level under this title.
    pub(super) fn titled<'b>(
        &'b self,
        title: &'b str,
        issuer: &'b str,
        dated: &'b str,
    ) -> Badge<'b> {
        Badge {
            title,
            level: &self.label,
            rank: self.rank,
            levels: self.levels,
            place: &self.place,
            issuer,
            dated,
        }
    }
}

/// Why a picture is not taken, or cannot be drawn.
fn refused(error: PictureError) -> ServiceError {
    match error {
        PictureError::Refused(findings) => ServiceError::Invalid {
            what: "the picture",
            findings,
        },
        PictureError::TooMuch(detail) => ServiceError::Refused {
            rule: "too-long",
            detail,
        },
        PictureError::Defect(detail) => ServiceError::Defect(detail),
    }
}
