//! Who is told how work goes on. The stages say what they do; how that looks, and whether anybody sees it, is
//! an observer's affair.

use std::fmt::Display;
use std::sync::Arc;

/// Told from several threads.
pub trait Observer: Send + Sync {
    /// Work begins that may take long, on so many `units` if it can be counted; it goes on until what is
    /// given back is dropped.
    fn begin(&self, what: String, units: &'static str) -> Box<dyn Task>;

    /// Something that the user should know and that is no error.
    fn remark(&self, text: &dyn Display);

    /// A process that worked for us was ended, whatever it was showing.
    fn was_interrupted(&self);

    /// Whether programs that are started for us should say nothing of their own either.
    fn wants_silence(&self) -> bool;
}

/// Work that goes on.
pub trait Task: Send + Sync {
    /// How far it is.
    fn reached(&self, done: usize, of: usize);
}

/// An observer that whoever works for somebody carries along.
pub type Watching = Arc<dyn Observer>;

/// For whoever tells nobody.
#[derive(Debug, Clone, Copy, Default)]
pub struct Nobody;

impl Nobody {
    pub fn watching() -> Watching {
        Arc::new(Nobody)
    }
}

impl Observer for Nobody {
    fn begin(&self, _: String, _: &'static str) -> Box<dyn Task> {
        Box::new(Nobody)
    }

    fn remark(&self, _: &dyn Display) {}

    fn was_interrupted(&self) {}

    fn wants_silence(&self) -> bool {
        true
    }
}

impl Task for Nobody {
    fn reached(&self, _: usize, _: usize) {}
}

impl std::fmt::Debug for dyn Observer {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("an observer")
    }
}
