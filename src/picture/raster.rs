//! SVG as pixels: PNG, by `resvg`. Nothing but the drawing and our own letters goes in: no fonts of
//! the machine, no files, no addresses, no bitmaps.

use super::fonts;
use crate::finding::Finding;
use resvg::tiny_skia::{Pixmap, Transform};
use resvg::usvg::{Group, ImageHrefResolver, Node, Options, Paint, Path, Tree};

/// No side of a raster is longer, in pixels.
pub const LONGEST_SIDE: u32 = 2400;

/// What the drawing of a picture may take: shapes, each layer and each dashed line counted as many.
const MOST_WORK: usize = 20_000;
/// A layer is a picture of its own that is laid over the others.
const LAYER: usize = 200;
/// Dashes are lines of their own.
const DASHED: usize = 500;
/// Elements nest at most so deep.
const MOST_DEPTH: usize = 64;

/// Why a picture was not drawn.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum PictureError {
    /// The picture may not be used: whoever chose it is at fault. All that is wrong is listed.
    #[error("{}", .0.iter().map(ToString::to_string).collect::<Vec<_>>().join("; "))]
    Refused(Vec<Finding>),
    /// What was to be drawn does not go into a picture, such as a text into a QR code: whoever
    /// asked is at fault.
    #[error("{0}")]
    TooMuch(String),
    /// A drawing of our own came out wrong: our defect.
    #[error("a picture cannot be drawn: {0}")]
    Defect(String),
}

/// `svg` as PNG, its longer side `side` pixels long. Its background stays as transparent as it is.
///
/// # Errors
/// [`PictureError::Refused`] where the drawing is none, or asks for more work than is given to one;
/// [`PictureError::Defect`] where it cannot be written.
pub fn png(svg: &str, side: u32) -> Result<Vec<u8>, PictureError> {
    let tree = tree(svg)?;
    check_work(&tree)?;
    let (width, height) = (tree.size().width(), tree.size().height());
    #[allow(clippy::cast_precision_loss, reason = "a few thousand")]
    let scale = side.clamp(1, LONGEST_SIDE) as f32 / width.max(height);
    #[allow(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "at least 1, and at most the longest side"
    )]
    let pixels = |length: f32| (length * scale).round().max(1.0) as u32;
    let mut pixmap = Pixmap::new(pixels(width), pixels(height))
        .ok_or_else(|| PictureError::Defect("it has no size".to_owned()))?;
    let transform = Transform::from_scale(scale, scale);
    resvg::render(&tree, transform, &mut pixmap.as_mut());
    let png = pixmap.encode_png();
    png.map_err(|error| PictureError::Defect(error.to_string()))
}

/// The drawing as it was read: with our letters, and with nothing from elsewhere.
pub(crate) fn tree(svg: &str) -> Result<Tree, PictureError> {
    let options = Options {
        font_family: "DejaVu Sans".to_owned(),
        fontdb: fonts::database(),
        image_href_resolver: ImageHrefResolver {
            resolve_data: Box::new(|_, _, _| None),
            resolve_string: Box::new(|_, _| None),
        },
        ..Options::default()
    };
    let read = Tree::from_str(svg, &options);
    read.map_err(|error| refused("svg-undrawable", format!("it cannot be drawn: {error}")))
}

/// Refuses what would take long to draw.
fn check_work(tree: &Tree) -> Result<(), PictureError> {
    let mut work = 0;
    if group_work(tree.root(), 0, &mut work) {
        return Ok(());
    }
    let detail = "drawing it would take too long: too many shapes, layers or dashed lines, or \
                  filters or patterns, which are not drawn here";
    Err(refused("svg-costly", detail.to_owned()))
}

/// Adds up what `group` takes; `false` as soon as it is too much.
fn group_work(group: &Group, depth: usize, work: &mut usize) -> bool {
    if depth > MOST_DEPTH || !group.filters().is_empty() {
        return false;
    }
    if group.should_isolate() {
        *work += LAYER;
    }
    for part in [
        group.clip_path().map(|clip| clip.root()),
        group.mask().map(|mask| mask.root()),
    ] {
        *work += LAYER * usize::from(part.is_some());
        if part.is_some_and(|part| !group_work(part, depth + 1, work)) {
            return false;
        }
    }
    group.children().iter().all(|node| {
        *work += 1;
        *work <= MOST_WORK
            && match node {
                Node::Group(group) => group_work(group, depth + 1, work),
                Node::Path(path) => path_work(path, work),
                Node::Text(text) => group_work(text.flattened(), depth + 1, work),
                // None is resolved, so there is none.
                Node::Image(_) => false,
            }
    })
}

fn path_work(path: &Path, work: &mut usize) -> bool {
    *work += path.data().len() / 16;
    let paints = [
        path.fill().map(|fill| fill.paint()),
        path.stroke().map(|stroke| stroke.paint()),
    ];
    let dashed = path
        .stroke()
        .is_some_and(|stroke| stroke.dasharray().is_some());
    *work += DASHED * usize::from(dashed);
    let pattern = |paint: &&Paint| matches!(paint, Paint::Pattern(_));
    paints.iter().flatten().all(|paint| !pattern(paint))
}

pub(super) fn refused(problem: &'static str, detail: String) -> PictureError {
    PictureError::Refused(vec![Finding::new("", problem, detail)])
}
