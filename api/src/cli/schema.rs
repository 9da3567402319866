//! `quipu schema`

use super::output::say;

/// Prints the SDL.
pub(super) fn run() -> anyhow::Result<()> {
    say(crate::schema::sdl().trim_end())
}
