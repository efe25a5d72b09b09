//! Progress on stderr, only when that is a terminal, and gone when the work is done.

use std::io::IsTerminal;

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

/// One line of progress.
pub struct Progress {
    bar: ProgressBar,
}

impl Progress {
    /// A spinner with a message.
    pub fn start(message: impl Into<String>) -> Progress {
        let target = if std::io::stderr().is_terminal() {
            ProgressDrawTarget::stderr()
        } else {
            ProgressDrawTarget::hidden()
        };
        let bar = ProgressBar::with_draw_target(None, target);
        bar.set_style(style("{spinner} {msg}"));
        bar.set_message(message.into());
        bar.enable_steady_tick(std::time::Duration::from_millis(100));
        Progress { bar }
    }

    pub fn say(&self, message: impl Into<String>) {
        self.bar.set_message(message.into());
    }

    /// Shows how far the work is; from the first call on, as a bar.
    pub fn set(&self, done: usize, total: usize) {
        if self.bar.length() != Some(total as u64) {
            self.bar.set_length(total as u64);
            self.bar.set_style(style("{spinner} {msg} {bar:30} {pos}/{len}"));
        }
        self.bar.set_position(done as u64);
    }
}

fn style(template: &str) -> ProgressStyle {
    ProgressStyle::with_template(template).expect("the template is right").progress_chars("━╸ ")
}

impl Drop for Progress {
    fn drop(&mut self) {
        self.bar.finish_and_clear();
    }
}
