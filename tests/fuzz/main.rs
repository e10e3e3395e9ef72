//! The fuzz targets as tests: each over its corpus, and over some thousands of mutations of it that
//! are the same every time.
//!
//! The search for new inputs is libFuzzer's: `tests/fuzz/run`. What it finds becomes a file in
//! `corpus`, once it is mended.

mod targets;

use std::fs;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;

/// Mutations a target.
const MUTATIONS: usize = 10_000;
/// No mutation is longer.
const LONGEST: usize = 16_384;

/// A generator of numbers that look random (Marsaglia's xorshift).
struct Random(u64);

impl Random {
    /// A number below `end`, which is not 0.
    fn below(&mut self, end: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 >> 11) as usize % end
    }
}

/// The files of a target's corpus, in the order of their names.
fn corpus(target: &str) -> Vec<Vec<u8>> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fuzz/corpus");
    let entries = fs::read_dir(folder.join(target)).expect("a corpus");
    let mut files: Vec<_> = entries.map(|entry| entry.expect("a file").path()).collect();
    files.sort();
    files
        .iter()
        .map(|file| fs::read(file).expect("a file"))
        .collect()
}

/// `input` with one thing done to it: a bit, a byte, a piece gone or doubled, or a piece of `other`
/// in it.
fn mutate(input: &mut Vec<u8>, other: &[u8], random: &mut Random) {
    if input.is_empty() {
        input.extend_from_slice(other);
        return;
    }
    let place = random.below(input.len());
    let end = place + 1 + random.below((input.len() - place).min(32));
    match random.below(6) {
        0 => input[place] ^= 1 << random.below(8),
        1 => input[place] = b"\0\"\\{}[],:.#%@-0u9\x80\xff"[random.below(19)],
        2 => input.insert(place, random.below(256) as u8),
        3 => drop(input.drain(place..end)),
        4 => {
            let piece = input[place..end].to_vec();
            input.splice(place..place, piece);
        }
        _ => {
            let start = random.below(other.len().max(1)).min(other.len());
            let length = random.below(64).min(other.len() - start);
            let piece = other[start..start + length].to_vec();
            input.splice(place..place, piece);
        }
    }
    input.truncate(LONGEST);
}

/// Runs `target` over its corpus and mutations of it; a panic is told with the input.
fn run(target: &str) {
    let bodies = targets::TARGETS.into_iter();
    let (_, body) = bodies
        .into_iter()
        .find(|body| body.0 == target)
        .expect("a target");
    let check = |input: &[u8]| {
        let outcome = catch_unwind(AssertUnwindSafe(|| body(input)));
        assert!(
            outcome.is_ok(),
            "{target}: {:?}",
            String::from_utf8_lossy(input)
        );
    };
    let corpus = corpus(target);
    assert!(!corpus.is_empty());
    for input in &corpus {
        check(input);
    }
    let mut random = Random(0x9e37_79b9_7f4a_7c15);
    for _ in 0..MUTATIONS {
        let mut input = corpus[random.below(corpus.len())].clone();
        for _ in 0..=random.below(4) {
            let other = &corpus[random.below(corpus.len())];
            mutate(&mut input, other, &mut random);
        }
        check(&input);
    }
}

/// A test for each target, by its name.
macro_rules! tests {
    ($($test:ident: $target:literal),+ $(,)?) => {
        $(#[test]
        fn $test() {
            run($target);
        })+

        /// A target without a test, or a corpus without a target, would be forgotten.
        #[test]
        fn every_target_is_tested() {
            let mut tested = vec![$($target),+];
            tested.sort_unstable();
            assert_eq!(tested, targets::TARGETS.map(|target| target.0));
            let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fuzz/corpus");
            let names = fs::read_dir(folder).expect("the corpus").map(|entry| entry.expect("a folder").file_name());
            let mut names: Vec<_> = names.map(|name| name.into_string().expect("a name")).collect();
            names.sort_unstable();
            assert_eq!(names, tested);
        }
    };
}

tests! {
    bits: "bits",
    case: "case",
    did: "did",
    json: "json",
    linked_data: "linked-data",
    multikey: "multikey",
    pdf: "pdf",
    png: "png",
    status: "status",
    svg: "svg",
    token: "token",
}
