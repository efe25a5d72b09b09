//! Progress on stderr: where that is a terminal a bar, gone when the work is done; elsewhere, if the work
//! takes long, a line every few seconds. What is being done is told by whoever does it.

use std::fmt::Display;
use std::io::{IsTerminal, Write};
use std::sync::mpsc::{RecvTimeoutError, Sender, channel};
use std::sync::{Arc, OnceLock};
use std::thread::JoinHandle;
use std::time::Duration;

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use preheat_pipeline::observer::{Observer, Task, Watching};

use crate::output::say;

/// How much is said about work that goes on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Speech {
    /// Nothing, anywhere.
    Quiet,
    /// A bar on a terminal, else a line as often as this.
    Every(Duration),
}

impl Default for Speech {
    fn default() -> Speech {
        Speech::Every(Duration::from_secs(5))
    }
}

static SPEECH: OnceLock<Speech> = OnceLock::new();

/// Chooses for the whole process, before any work begins; the first choice holds.
pub fn choose(speech: Speech) {
    SPEECH.get_or_init(|| speech);
}

/// What was chosen.
fn speech() -> Speech {
    SPEECH.get().copied().unwrap_or_default()
}

/// Work that goes on until this is dropped.
pub struct Progress {
    bar: ProgressBar,
    _now_and_then: Option<NowAndThen>,
}

impl Progress {
    /// Says what is being done; on a terminal with a spinner.
    pub fn start(message: impl Into<String>) -> Progress {
        let speech = speech();
        let on_terminal = std::io::stderr().is_terminal() && speech != Speech::Quiet;
        let target = match on_terminal {
            true => ProgressDrawTarget::stderr(),
            false => ProgressDrawTarget::hidden(),
        };
        // Hidden, it still knows how far the work is.
        let bar = ProgressBar::with_draw_target(None, target);
        bar.set_style(style("{spinner} {msg}"));
        bar.set_message(message.into());
        let shown = bar.clone();
        let now_and_then = match speech {
            Speech::Every(_) if on_terminal => {
                NowAndThen::start(Duration::from_millis(100), move || shown.tick())
            }
            Speech::Every(interval) => NowAndThen::start(interval, lines(shown, std::io::stderr())),
            Speech::Quiet => None,
        };
        Progress { bar, _now_and_then: now_and_then }
    }

    /// Names what is counted.
    pub fn of(self, unit: &'static str) -> Progress {
        self.bar.set_prefix(unit);
        self
    }

    /// Says what is being done now; it begins now.
    pub fn say(&self, message: impl Into<String>) {
        self.bar.set_message(message.into());
        self.bar.reset_elapsed();
    }

    /// Shows how far the work is; from the first call on, as a bar.
    pub fn set(&self, done: usize, total: usize) {
        if self.bar.length() != Some(total as u64) {
            self.bar.set_length(total as u64);
            self.bar.set_style(style("{spinner} {msg} {bar:30} {pos}/{len} {prefix}"));
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

impl Task for Progress {
    fn reached(&self, done: usize, of: usize) {
        self.set(done, of);
    }
}

/// The terminal as an observer.
struct Terminal;

/// Tells whoever sits at the terminal.
pub fn terminal() -> Watching {
    Arc::new(Terminal)
}

impl Observer for Terminal {
    fn begin(&self, what: String, units: &'static str) -> Box<dyn Task> {
        Box::new(Progress::start(what).of(units))
    }

    fn remark(&self, text: &dyn Display) {
        say(text);
    }

    fn was_interrupted(&self) {
        if std::io::stderr().is_terminal() {
            let _ = std::io::stderr().write_all(b"\r\x1b[K");
        }
    }

    fn wants_silence(&self) -> bool {
        speech() == Speech::Quiet
    }
}

/// A thread that does something at intervals, until this is dropped.
struct NowAndThen {
    end: Option<Sender<()>>,
    thread: Option<JoinHandle<()>>,
}

impl NowAndThen {
    /// None where no thread can be had: work is done without words then.
    fn start(interval: Duration, mut act: impl FnMut() + Send + 'static) -> Option<NowAndThen> {
        let (end, ended) = channel();
        let thread = std::thread::Builder::new().name("progress".into());
        let repeat = move || {
            while ended.recv_timeout(interval) == Err(RecvTimeoutError::Timeout) {
                act();
            }
        };
        let thread = thread.spawn(repeat).ok()?;
        Some(NowAndThen { end: Some(end), thread: Some(thread) })
    }
}

impl Drop for NowAndThen {
    fn drop(&mut self) {
        drop(self.end.take());
        // So that nothing is said about work that is over.
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}

/// Writes a line.
fn lines(bar: ProgressBar, mut out: impl Write) -> impl FnMut() {
    // Where stderr cannot be written there is nobody to tell.
    move || drop(writeln!(out, "{}", line(&bar)))
}

/// `preheat: compiling x.wasm: 1200 of 4500 functions, 35 s`
fn line(bar: &ProgressBar) -> String {
    let so_far = bar.length().map_or_else(String::new, |total| {
        let text = format!(": {} of {total} {}", bar.position(), bar.prefix());
        text.trim_end().to_owned()
    });
    format!("preheat: {}{so_far}, {} s", bar.message(), bar.elapsed().as_secs())
}

#[cfg(test)]
mod tests {
    use std::sync::Mutex;

    use super::*;

    #[derive(Clone, Default)]
    struct Said(Arc<Mutex<Vec<u8>>>);

    impl Write for Said {
        fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
            self.0.lock().unwrap().write(bytes)
        }

        fn flush(&mut self) -> std::io::Result<()> {
            Ok(())
        }
    }

    fn hidden(message: &str) -> Progress {
        let bar = ProgressBar::with_draw_target(None, ProgressDrawTarget::hidden());
        bar.set_message(message.to_owned());
        Progress { bar, _now_and_then: None }
    }

    #[test]
    fn a_line_says_what_how_far_and_how_long() {
        let progress = hidden("compiling x.wasm").of("functions");
        assert_eq!(line(&progress.bar), "preheat: compiling x.wasm, 0 s");
        progress.set(1200, 4500);
        assert_eq!(line(&progress.bar), "preheat: compiling x.wasm: 1200 of 4500 functions, 0 s");
        let progress = hidden("counting requests");
        progress.set(2, 9);
        assert_eq!(line(&progress.bar), "preheat: counting requests: 2 of 9, 0 s");
    }

    #[test]
    fn long_work_says_lines_and_short_work_and_finished_work_says_none() {
        let said = Said::default();
        let progress = hidden("at work");
        let shown = progress.bar.clone();
        let said_lines =
            NowAndThen::start(Duration::from_millis(10), lines(shown.clone(), said.clone()));
        while said.0.lock().unwrap().iter().filter(|byte| **byte == b'\n').count() < 3 {
            std::thread::sleep(Duration::from_millis(1));
        }
        drop(said_lines);
        let text = String::from_utf8(said.0.lock().unwrap().clone()).unwrap();
        assert!(text.lines().all(|line| line == "preheat: at work, 0 s"), "{text}");
        std::thread::sleep(Duration::from_millis(50));
        assert_eq!(said.0.lock().unwrap().len(), text.len(), "it went on after the end");

        let short = Said::default();
        drop(NowAndThen::start(Duration::from_secs(5), lines(shown, short.clone())));
        assert!(short.0.lock().unwrap().is_empty());
    }
}
