//! Counts the tokens of a document and how deep its brackets nest, without building anything.

/// What can be known of a document before it is parsed.
#[derive(Debug, Default)]
pub(super) struct Shape {
    /// Tokens; just above the limit when there are more.
    pub(super) tokens: usize,
    /// Brackets open at once, at most.
    pub(super) nesting: usize,
}

/// Reads `document` up to its end or to the first limit that it passes. Malformed text is left to the parser.
pub(super) fn measure(document: &str, max_tokens: usize, max_nesting: usize) -> Shape {
    let mut shape = Shape::default();
    let mut open: usize = 0;
    let mut rest = document.as_bytes();
    while let Some((&first, tail)) = rest.split_first() {
        let length = match first {
            b' ' | b'\t' | b'\r' | b'\n' | b',' | 0xEF | 0xBB | 0xBF => {
                rest = tail;
                continue;
            }
            b'#' => {
                rest = &rest[end_of_line(rest)..];
                continue;
            }
            b'"' => string(rest),
            b'.' if rest.starts_with(b"...") => 3,
            _ if is_word(first) || first == b'-' => 1 + tail.iter().take_while(|&&byte| is_word(byte)).count(),
            _ => 1,
        };
        match first {
            b'{' | b'(' | b'[' => open += 1,
            b'}' | b')' | b']' => open = open.saturating_sub(1),
            _ => {}
        }
        shape.tokens += 1;
        shape.nesting = shape.nesting.max(open);
        if shape.tokens > max_tokens || shape.nesting > max_nesting {
            break;
        }
        rest = &rest[length..];
    }
    shape
}

/// A name, or a number with its sign, point and exponent.
fn is_word(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte == b'_'
}

fn end_of_line(rest: &[u8]) -> usize {
    rest.iter().position(|byte| matches!(byte, b'\n' | b'\r')).unwrap_or(rest.len())
}

/// Length of the string or block string that `rest` begins with, quotes included.
fn string(rest: &[u8]) -> usize {
    let (quotes, ends_at_line): (&[u8], bool) =
        if rest.starts_with(b"\"\"\"") { (b"\"\"\"", false) } else { (b"\"", true) };
    let mut at = quotes.len();
    while at < rest.len() {
        match rest[at] {
            b'\\' if ends_at_line => at += 2,
            b'\\' if rest[at..].starts_with(b"\\\"\"\"") => at += 4,
            b'\n' | b'\r' if ends_at_line => return at,
            b'"' if rest[at..].starts_with(quotes) => return at + quotes.len(),
            _ => at += 1,
        }
    }
    rest.len()
}
