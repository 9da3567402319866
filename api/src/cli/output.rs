//! What a command says to its user; the log is for the operator.

/// Writes to standard output, and ends quietly when its reader has gone (`quipu schema | head`).
pub(super) fn say(text: &str) -> anyhow::Result<()> {
    use std::io::{ErrorKind, Write};
    match writeln!(std::io::stdout(), "{text}") {
        Err(error) if error.kind() != ErrorKind::BrokenPipe => Err(error.into()),
        _ => Ok(()),
    }
}
