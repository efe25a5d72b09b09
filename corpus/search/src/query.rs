//! Queries: each part of one gives scores to documents (BM25), demands or forbids them.

use std::collections::{BTreeMap, BTreeSet};

use fst::automaton::{Automaton, Str};
use fst::{IntoStreamer, Streamer};
use levenshtein_automata::{DFA, Distance, LevenshteinAutomatonBuilder, SINK_STATE};

use crate::index::Index;

/// The tables of Levenshtein automata for distances of one and two.
pub struct Searcher([LevenshteinAutomatonBuilder; 2]);

/// A word within some distance, as fst's automata.
struct Misspelt(DFA);

impl Automaton for Misspelt {
    type State = u32;

    fn start(&self) -> u32 {
        self.0.initial_state()
    }

    fn is_match(&self, &state: &u32) -> bool {
        matches!(self.0.distance(state), Distance::Exact(_))
    }

    fn can_match(&self, &state: &u32) -> bool {
        state != SINK_STATE
    }

    fn accept(&self, &state: &u32, byte: u8) -> u32 {
        self.0.transition(state, byte)
    }
}

/// How often a document has what a part of a query looks for.
type Found = BTreeMap<usize, f64>;

impl Searcher {
    pub fn new() -> Self {
        Searcher([1, 2].map(|distance| LevenshteinAutomatonBuilder::new(distance, true)))
    }

    /// Documents and their scores in thousandths, best first.
    pub fn search(&self, index: &Index, query: &str) -> Result<Vec<(usize, u64)>, String> {
        let mut scores = BTreeMap::<usize, f64>::new();
        let (mut demanded, mut forbidden) = (None::<BTreeSet<usize>>, BTreeSet::new());
        for part in parts(query) {
            let (sign, part) = match part.split_at_checked(1) {
                Some((sign @ ("+" | "-"), rest)) => (sign, rest),
                _ => ("", part),
            };
            let found = self.find(index, part)?;
            if sign == "-" {
                forbidden.extend(found.into_keys());
                continue;
            }
            if sign == "+" {
                let with: BTreeSet<usize> = found.keys().copied().collect();
                demanded = Some(match demanded {
                    Some(before) => before.intersection(&with).copied().collect(),
                    None => with,
                });
            }
            for (document, score) in weigh(index, &found) {
                *scores.entry(document).or_default() += score;
            }
        }
        scores.retain(|document, _| {
            !forbidden.contains(document)
                && demanded.as_ref().is_none_or(|demanded| demanded.contains(document))
        });
        // Logarithms differ in their last bits between platforms; an order must not depend on those.
        let mut hits: Vec<_> = scores
            .into_iter()
            .map(|(document, score)| (document, (score * 1000.0).round() as u64))
            .collect();
        hits.sort_by_key(|&(document, score)| (std::cmp::Reverse(score), document));
        Ok(hits)
    }

    fn find(&self, index: &Index, part: &str) -> Result<Found, String> {
        if let Some(phrase) = part.strip_prefix('"') {
            return Ok(neighbours(index, phrase.trim_end_matches('"')));
        }
        let mut found = Found::new();
        if let Some(prefix) = part.strip_suffix('*') {
            let prefix = prefix.to_lowercase();
            collect(index, Str::new(&prefix).starts_with(), |_| 1.0, &mut found);
        } else if let Some((word, distance)) = part.split_once('~') {
            let automata = match distance {
                "1" => &self.0[0],
                "2" => &self.0[1],
                _ => return Err(format!("'{part}': a distance is 1 or 2")),
            };
            let dfa = automata.build_dfa(&index.stem(word));
            let weight = |term: &[u8]| match dfa.eval(term) {
                Distance::Exact(distance) => 1.0 / f64::from(1 + distance),
                Distance::AtLeast(_) => 0.0,
            };
            collect(index, Misspelt(automata.build_dfa(&index.stem(word))), weight, &mut found);
        } else if let Some(term) = index.term(&index.stem(part)) {
            for posting in index.postings(term) {
                found.insert(posting.document, posting.positions.len() as f64);
            }
        }
        Ok(found)
    }
}

/// What all terms that an automaton accepts find.
fn collect(
    index: &Index,
    automaton: impl Automaton,
    weight: impl Fn(&[u8]) -> f64,
    found: &mut Found,
) {
    let mut stream = index.terms().search(automaton).into_stream();
    while let Some((term, number)) = stream.next() {
        let weight = weight(term);
        for posting in index.postings(number) {
            *found.entry(posting.document).or_default() += weight * posting.positions.len() as f64;
        }
    }
}

/// Where words follow each other.
fn neighbours(index: &Index, phrase: &str) -> Found {
    let mut places: Option<BTreeSet<(usize, u32)>> = None;
    for (offset, word) in (0..).zip(phrase.split_whitespace()) {
        let mut here = BTreeSet::new();
        if let Some(term) = index.term(&index.stem(word)) {
            for posting in index.postings(term) {
                let starts =
                    posting.positions.iter().filter_map(|position| position.checked_sub(offset));
                here.extend(starts.map(|start| (posting.document, start)));
            }
        }
        places = Some(match places {
            Some(before) => before.intersection(&here).copied().collect(),
            None => here,
        });
    }
    let mut found = Found::new();
    for (document, _) in places.unwrap_or_default() {
        *found.entry(document).or_default() += 1.0;
    }
    found
}

/// BM25 with its usual constants.
fn weigh(index: &Index, found: &Found) -> Vec<(usize, f64)> {
    let documents = index.lengths.len() as f64;
    let mean = index.lengths.iter().sum::<usize>() as f64 / documents;
    let with = found.len() as f64;
    let rarity = (1.0 + (documents - with + 0.5) / (with + 0.5)).ln();
    let score = |document: usize, count: f64| {
        let length = index.lengths[document] as f64 / mean;
        rarity * count * 2.2 / (count + 1.2 * (0.25 + 0.75 * length))
    };
    found.iter().map(|(&document, &count)| (document, score(document, count))).collect()
}

/// The parts of a query, which blanks separate; those in quotes are one.
fn parts(query: &str) -> Vec<&str> {
    let (mut parts, mut start, mut quoted) = (Vec::new(), 0, false);
    for (at, letter) in query.char_indices() {
        match letter {
            '"' => quoted = !quoted,
            ' ' if !quoted => {
                parts.push(&query[start..at]);
                start = at + 1;
            }
            _ => {}
        }
    }
    parts.push(&query[start..]);
    parts.retain(|part| !part.is_empty());
    parts
}
