//! The index: which words are where.

use std::collections::BTreeMap;
use std::str::FromStr;

use fst::Map;
use rust_stemmers::{Algorithm, Stemmer};

pub struct Index {
    stemmer: Stemmer,
    /// Each term with its number.
    terms: Map<Vec<u8>>,
    /// For each term the documents that have it, and where.
    postings: Vec<Vec<Posting>>,
    /// How many words each document has.
    pub lengths: Vec<usize>,
}

pub struct Posting {
    pub document: usize,
    pub positions: Vec<u32>,
}

#[derive(Clone, Copy)]
pub enum Language {
    English,
    German,
    Spanish,
}

impl FromStr for Language {
    type Err = String;

    fn from_str(name: &str) -> Result<Self, String> {
        match name {
            "english" => Ok(Language::English),
            "german" => Ok(Language::German),
            "spanish" => Ok(Language::Spanish),
            _ => Err(format!("'{name}' is not a language")),
        }
    }
}

impl Index {
    pub fn new(language: Language, documents: &[(&str, String)]) -> Result<Self, fst::Error> {
        let stemmer = Stemmer::create(match language {
            Language::English => Algorithm::English,
            Language::German => Algorithm::German,
            Language::Spanish => Algorithm::Spanish,
        });
        let mut terms = BTreeMap::<String, Vec<Posting>>::new();
        let mut lengths = Vec::new();
        for (document, (title, text)) in documents.iter().enumerate() {
            let mut length = 0;
            for (position, word) in words(title).chain(words(text)).enumerate() {
                length += 1;
                let postings = terms.entry(stemmer.stem(&word).into_owned()).or_default();
                match postings.last_mut() {
                    Some(last) if last.document == document => last.positions.push(position as u32),
                    _ => postings.push(Posting { document, positions: vec![position as u32] }),
                }
            }
            lengths.push(length);
        }
        let map = Map::from_iter(terms.keys().zip(0..))?;
        Ok(Index { stemmer, terms: map, postings: terms.into_values().collect(), lengths })
    }

    /// How many bytes their fst has is not the same with 32 and with 64 bits.
    pub fn terms(&self) -> &Map<Vec<u8>> {
        &self.terms
    }

    pub fn stem(&self, word: &str) -> String {
        words(word).map(|word| self.stemmer.stem(&word).into_owned()).collect()
    }

    pub fn postings(&self, term: u64) -> &[Posting] {
        &self.postings[term as usize]
    }

    pub fn term(&self, stem: &str) -> Option<u64> {
        self.terms.get(stem)
    }
}

/// The words of a text in small letters.
fn words(text: &str) -> impl Iterator<Item = String> {
    text.split(|letter: char| !letter.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(str::to_lowercase)
}
