//! Work that only computes, beside a runtime whose workers have requests waiting.

use tokio::runtime::{Handle, RuntimeFlavor};
use tokio::task::block_in_place;

/// Runs what takes long without waiting for anything: the other requests of the worker go to another one meanwhile.
pub(super) fn aparte<T>(trabajo: impl FnOnce() -> T) -> T {
    match Handle::try_current().map(|runtime| runtime.runtime_flavor()) {
        Ok(RuntimeFlavor::MultiThread) => block_in_place(trabajo),
        // A runtime of one thread, or none, has nobody to give them to.
        _ => trabajo(),
    }
}
