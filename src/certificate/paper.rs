//! The page as PDF (ISO 32000), by `krilla`: PDF/A-3 in its accessible profile (ISO 19005-3, level
//! A), with the credential as an associated file (ISO 32000-2, 14.13).
//!
//! The relationship is *Data*: the page is drawn from what the credential states (ISO 32000-2, table
//! 43). The attachment is not compressed, so that even a reader that knows little finds it.

use super::page::{Block, HEIGHT, Role, WIDTH, blocks};
use super::{Attached, Certificate, CertificateError, Words};
use crate::picture::raster;
use krilla::configure::{Archival, ConfigurationBuilder};
use krilla::embed::{AssociationKind, EmbeddedFile, MimeType};
use krilla::geom::Size;
use krilla::metadata::{DateTime, Metadata};
use krilla::page::PageSettings;
use krilla::tagging::{Artifact, ArtifactType, ContentTag, Node, Tag, TagGroup, TagTree};
use krilla::{Document, SerializeSettings};
use krilla_svg::{SurfaceExt, SvgSettings};
use std::num::NonZeroU16;
use time::OffsetDateTime;

/// How a page is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Written {
    /// Its text as text: it can be searched, copied and listened to.
    AsText,
    /// As shapes: for the text that no font can be written for.
    AsShapes,
}

/// The certificate as PDF, with the credential attached.
///
/// # Errors
/// [`CertificateError`] when it cannot be written.
pub fn pdf(
    certificate: &Certificate<'_>,
    words: &Words<'_>,
    attached: Attached<'_>,
) -> Result<Vec<u8>, CertificateError> {
    let blocks = blocks(certificate, words);
    written(&blocks, words, attached, certificate, Written::AsText)
        .or_else(|_| written(&blocks, words, attached, certificate, Written::AsShapes))
}

fn written(
    blocks: &[Block],
    words: &Words<'_>,
    attached: Attached<'_>,
    certificate: &Certificate<'_>,
    how: Written,
) -> Result<Vec<u8>, CertificateError> {
    let level = match how {
        Written::AsText => Archival::A3_A,
        Written::AsShapes => Archival::A3_B,
    };
    let configuration = ConfigurationBuilder::new().with_archival_validator(level);
    let configuration = configuration.finish();
    let mut document = Document::new_with(SerializeSettings {
        configuration: configuration.map_err(|error| defect(&error))?,
        ..SerializeSettings::default()
    });
    draw(&mut document, blocks, words, how)?;
    document.set_metadata(metadata(certificate, words, attached.signed));
    let file = EmbeddedFile {
        path: attached.name.to_owned(),
        mime_type: MimeType::new(attached.media_type),
        description: Some(words.attachment.to_owned()),
        association_kind: AssociationKind::Data,
        data: attached.bytes.to_vec().into(),
        modification_date: Some(date(attached.signed)),
        compress: Some(false),
        location: None,
    };
    let embedded = document.embed_file(file);
    embedded.ok_or_else(|| CertificateError("the credential cannot be attached".to_owned()))?;
    document.finish().map_err(|error| defect(&error))
}

/// Draws the blocks, each with what it is.
fn draw(
    document: &mut Document,
    blocks: &[Block],
    words: &Words<'_>,
    how: Written,
) -> Result<(), CertificateError> {
    let size = Size::from_wh(WIDTH, HEIGHT);
    let (Some(size), Some(settings)) = (size, PageSettings::from_wh(WIDTH, HEIGHT)) else {
        return Err(CertificateError("the page has no size".to_owned()));
    };
    let mut tags = TagTree::new().with_lang(Some(words.language.to_owned()));
    let mut page = document.start_page_with(settings);
    let mut surface = page.surface();
    for block in blocks {
        let tree = raster::tree(&block.svg).map_err(|error| defect(&error))?;
        let adornment = block.role == Role::Adornment;
        let mark = surface.start_tagged(match adornment {
            true => ContentTag::Artifact(Artifact::with_kind(ArtifactType::Other)),
            false => ContentTag::Other,
        });
        let settings = SvgSettings {
            embed_text: how == Written::AsText,
            ..SvgSettings::default()
        };
        let drawn = surface.draw_svg(&tree, size, settings);
        surface.end_tagged();
        drawn.ok_or_else(|| CertificateError("a part of it cannot be drawn".to_owned()))?;
        if let Some(group) = group(&block.role) {
            tags.push(with(group, mark.into()));
        }
    }
    surface.finish();
    page.finish();
    document.set_tag_tree(tags);
    Ok(())
}

fn group(role: &Role) -> Option<TagGroup> {
    Some(match role {
        Role::Adornment => return None,
        Role::Heading(rank) => {
            let rank = NonZeroU16::new(*rank).unwrap_or(NonZeroU16::MIN);
            TagGroup::new(Tag::Hn(rank, None))
        }
        Role::Paragraph => TagGroup::new(Tag::P),
        Role::Figure(alt) => TagGroup::new(Tag::Figure(Some(alt.clone()))),
    })
}

fn with(mut group: TagGroup, content: Node) -> TagGroup {
    group.push(content);
    group
}

/// What the file says of itself.
fn metadata(certificate: &Certificate<'_>, words: &Words<'_>, signed: OffsetDateTime) -> Metadata {
    let short =
        |text: &str| crate::picture::text::drawable(text, crate::picture::text::Glyphs::All);
    let title = format!(
        "{}: {} – {}",
        short(words.heading),
        short(certificate.title),
        short(certificate.level)
    );
    Metadata::new()
        .title(title)
        .language(words.language.to_owned())
        .authors(vec![short(certificate.issuer)])
        .creator("Proofmark".to_owned())
        .producer("Proofmark".to_owned())
        .creation_date(date(signed))
        .document_id(certificate.id.to_owned())
}

fn date(at: OffsetDateTime) -> DateTime {
    let at = at.to_offset(time::UtcOffset::UTC);
    DateTime::new(u16::try_from(at.year()).unwrap_or_default())
        .month(at.month().into())
        .day(at.day())
        .hour(at.hour())
        .minute(at.minute())
        .second(at.second())
        .utc_offset_hour(0)
        .utc_offset_minute(0)
}

fn defect(error: &impl std::fmt::Debug) -> CertificateError {
    CertificateError(format!("{error:?}"))
}
