//! Which words two texts have in common: the longest common subsequence of their words.

/// So many words of each are compared at most; longer texts are told as wholly other.
const MOST: usize = 400;

/// A piece of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::http) struct Piece {
    pub text: String,
    /// Whether the other text does not have it.
    pub is_other: bool,
}

/// Both texts in pieces: what each has that the other has not is told.
pub(super) fn compared(was: &str, is: &str) -> (Vec<Piece>, Vec<Piece>) {
    let (old, new) = (words(was), words(is));
    if old.len() > MOST || new.len() > MOST {
        return (whole(was), whole(is));
    }
    let common = common(&old, &new);
    let in_old: Vec<usize> = common.iter().map(|(old, _)| *old).collect();
    let in_new: Vec<usize> = common.iter().map(|(_, new)| *new).collect();
    (pieces(&old, &in_old), pieces(&new, &in_new))
}

fn whole(text: &str) -> Vec<Piece> {
    vec![Piece {
        text: text.to_owned(),
        is_other: true,
    }]
}

/// The words of a text, each with the white space behind it.
fn words(text: &str) -> Vec<&str> {
    text.split_inclusive(char::is_whitespace).collect()
}

/// The places of the words that both have, in their order.
fn common(old: &[&str], new: &[&str]) -> Vec<(usize, usize)> {
    let same = |left: &str, right: &str| left.trim_end() == right.trim_end();
    // The length of the longest common subsequence of what follows each pair of places.
    let mut longest = vec![vec![0_u32; new.len() + 1]; old.len() + 1];
    for (i, left) in old.iter().enumerate().rev() {
        for (j, right) in new.iter().enumerate().rev() {
            longest[i][j] = match same(left, right) {
                true => longest[i + 1][j + 1] + 1,
                false => longest[i + 1][j].max(longest[i][j + 1]),
            };
        }
    }
    let (mut i, mut j) = (0, 0);
    let mut common = Vec::new();
    while let (Some(left), Some(right)) = (old.get(i), new.get(j)) {
        if same(left, right) {
            common.push((i, j));
            i += 1;
            j += 1;
        } else if longest[i + 1][j] >= longest[i][j + 1] {
            i += 1;
        } else {
            j += 1;
        }
    }
    common
}

/// The words as pieces; those at the places `common` are common.
fn pieces(words: &[&str], common: &[usize]) -> Vec<Piece> {
    let mut pieces: Vec<Piece> = Vec::new();
    for (place, word) in words.iter().enumerate() {
        let is_other = common.binary_search(&place).is_err();
        match pieces.last_mut() {
            Some(last) if last.is_other == is_other => last.text.push_str(word),
            _ => pieces.push(Piece {
                text: (*word).to_owned(),
                is_other,
            }),
        }
    }
    pieces
}

#[cfg(test)]
mod tests {
    use super::*;

    fn marked(pieces: &[Piece]) -> String {
        let shown = pieces.iter().map(|piece| match piece.is_other {
            true => format!("[{}]", piece.text),
            false => piece.text.clone(),
        });
        shown.collect()
    }

    #[test]
    fn the_words_that_changed_are_told() {
        for (was, is, old, new) in [
            ("a b c", "a b c", "a b c", "a b c"),
            (
                "reads a plan",
                "reads the plan",
                "reads [a ]plan",
                "reads [the ]plan",
            ),
            ("a b", "a b c", "a b", "a b [c]"),
            ("", "new", "", "[new]"),
            ("x y", "y x", "[x ]y ", "y [x]"),
        ] {
            let (before, after) = compared(was, is);
            assert_eq!(marked(&before).trim_end(), old.trim_end(), "{was} / {is}");
            assert_eq!(marked(&after), new, "{was} / {is}");
        }
    }

    #[test]
    fn nothing_of_either_text_is_lost() {
        let long = "word ".repeat(MOST + 1);
        for (was, is) in [("  a\tb\n", "b  a"), (long.as_str(), "short")] {
            let (before, after) = compared(was, is);
            let text = |pieces: Vec<Piece>| pieces.into_iter().map(|p| p.text).collect::<String>();
            assert_eq!((text(before), text(after)), (was.to_owned(), is.to_owned()));
        }
    }
}
