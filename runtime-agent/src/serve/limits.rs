//! Limits of a request: the smaller of what it asks for and what the agent allows.

use preheat_formats::protocol::Limits;

/// Most output that fits a response frame.
pub const MAX_OUTPUT: u64 = 64 << 20;

/// 0 is no limit for time and memory.
pub fn effective(asked: &Limits, allowed: &Limits) -> Limits {
    Limits {
        time_ms: smaller(asked.time_ms, allowed.time_ms),
        memory_bytes: smaller(asked.memory_bytes, allowed.memory_bytes),
        output_bytes: asked.output_bytes.min(allowed.output_bytes).min(MAX_OUTPUT),
    }
}

fn smaller(a: u64, b: u64) -> u64 {
    match (a, b) {
        (0, limit) | (limit, 0) => limit,
        (a, b) => a.min(b),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_smaller_limit_holds_and_zero_is_none() {
        let allowed = Limits { time_ms: 0, memory_bytes: 100, output_bytes: 1 << 40 };
        let asked = Limits { time_ms: 7, memory_bytes: 0, output_bytes: 1 << 41 };
        let both = effective(&asked, &allowed);
        assert_eq!(both, Limits { time_ms: 7, memory_bytes: 100, output_bytes: MAX_OUTPUT });
        assert_eq!(effective(&both, &both), both);
    }
}
