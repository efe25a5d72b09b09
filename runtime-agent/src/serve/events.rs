//! What has happened besides answers, kept until somebody asks: a manager routes and repairs by it. So many as one is likely to
//! ask for; of older ones only the number stays.

use std::collections::VecDeque;
use std::time::{SystemTime, UNIX_EPOCH};

use preheat_formats::protocol::{Event, Events, Happening, Hit, Outcome};

/// As many as are kept.
const MOST: usize = 256;

/// See the module's documentation.
#[derive(Debug, Default)]
pub struct EventLog {
    kept: VecDeque<Event>,
    dropped: u64,
}

impl EventLog {
    pub fn note(&mut self, what: Happening) {
        if self.kept.len() == MOST {
            self.kept.pop_front();
            self.dropped += 1;
        }
        let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
        self.kept.push_back(Event { unix_time_ms: now.as_millis() as u64, what });
    }

    /// What the end of a request says of limits.
    pub fn note_outcome(&mut self, outcome: &Outcome) {
        let hit = match outcome {
            Outcome::TimeLimit => Hit::Time,
            Outcome::OutputLimit => Hit::Output,
            Outcome::Exit(_) | Outcome::Trap { .. } | Outcome::Died { .. } => return,
        };
        self.note(Happening::LimitHit(hit));
    }

    /// All since the last time.
    pub fn take(&mut self) -> Events {
        Events { list: self.kept.drain(..).collect(), dropped: std::mem::take(&mut self.dropped) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_latest_are_kept_and_others_counted() {
        let mut log = EventLog::default();
        for number in 0..MOST + 3 {
            log.note(Happening::Refused { why: number.to_string() });
        }
        log.note_outcome(&Outcome::Exit(3));
        log.note_outcome(&Outcome::TimeLimit);
        let events = log.take();
        assert_eq!((events.list.len(), events.dropped), (MOST, 4));
        assert_eq!(events.list[0].what, Happening::Refused { why: "4".into() });
        assert_eq!(events.list[MOST - 1].what, Happening::LimitHit(Hit::Time));
        assert!(events.list.windows(2).all(|pair| pair[0].unix_time_ms <= pair[1].unix_time_ms));
        assert_eq!(log.take(), Events::default());
    }
}
