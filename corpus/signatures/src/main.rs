//! A ledger of signed entries. Reads one order per line:
//!
//!     ed25519 NAME SECRET WORDS...      opens an account with an Ed25519 key
//!     secp256k1 NAME SECRET WORDS...    the same with an ECDSA key; keys are digests of the secret words
//!     pay FROM TO AMOUNT NOTE...        an entry that FROM signs
//!     forge FROM TO AMOUNT NOTE...      an entry signed for another amount: the check must refuse it
//!
//! Each entry names the digest of the one before. Writes the public keys, then for each entry its signature and whether it
//! holds, checked as a reader would who has the public keys only, and at the end the balances. Signing and checking are
//! ed25519-dalek's and k256's.

use std::collections::BTreeMap;
use std::io::{self, Read, Write};
use std::process::ExitCode;

use ed25519_dalek::Signer as _;
use k256::ecdsa::signature::Verifier as _;
use sha2::{Digest, Sha256};

/// Both parts of a key; the public one is made again from its bytes, as a reader gets it.
enum Key {
    Ed25519(ed25519_dalek::SigningKey, ed25519_dalek::VerifyingKey),
    Secp256k1(k256::ecdsa::SigningKey, k256::ecdsa::VerifyingKey),
}

#[derive(Default)]
struct Ledger {
    keys: BTreeMap<String, Key>,
    balances: BTreeMap<String, i64>,
    last: [u8; 32],
}

fn main() -> ExitCode {
    let mut ledger = Ledger::default();
    warm();
    let mut request = String::new();
    let result = io::stdin()
        .read_to_string(&mut request)
        .map_err(|error| format!("stdin cannot be read: {error}"))
        .and_then(|_| ledger.all(&request))
        .and_then(|report| {
            let written = io::stdout().write_all(report.as_bytes());
            written.map_err(|error| format!("stdout cannot be written: {error}"))
        });
    match result {
        Ok(()) => ExitCode::SUCCESS,
        Err(message) => {
            eprintln!("signatures: {message}");
            ExitCode::FAILURE
        }
    }
}

/// k256 makes the multiples of its base point at first use: one signature is used up before the request comes.
fn warm() {
    if let Ok(key) = Key::secp256k1(&[1; 32]) {
        let signature = key.sign(b"warm");
        assert!(key.holds(b"warm", &signature), "a signature holds");
    }
}

impl Ledger {
    fn all(&mut self, request: &str) -> Result<String, String> {
        let mut report = String::new();
        for (number, line) in request.lines().enumerate() {
            report += &self.order(line).map_err(|error| format!("line {}: {error}", number + 1))?;
        }
        for (name, balance) in &self.balances {
            report += &format!("balance {name} {balance}\n");
        }
        Ok(report)
    }

    fn order(&mut self, line: &str) -> Result<String, String> {
        let words: Vec<&str> = line.splitn(5, ' ').collect();
        match words.as_slice() {
            ["ed25519", name, secret @ ..] => self.open(name, secret, Key::ed25519),
            ["secp256k1", name, secret @ ..] => self.open(name, secret, Key::secp256k1),
            ["pay", from, to, amount, note] => self.entry(from, to, amount, note, 0),
            ["forge", from, to, amount, note] => self.entry(from, to, amount, note, 1000),
            _ => Err("no such order, or words are missing".to_owned()),
        }
    }

    fn open(
        &mut self,
        name: &str,
        secret: &[&str],
        make: fn(&[u8; 32]) -> Result<Key, String>,
    ) -> Result<String, String> {
        let key = make(&Sha256::digest(secret.join(" ")).into())?;
        let line = format!("account {name} {}\n", hex(&key.public()));
        self.keys.insert(name.to_owned(), key);
        self.balances.insert(name.to_owned(), 0);
        Ok(line)
    }

    /// `more`: by how much the amount that is booked differs from the one that is signed.
    fn entry(
        &mut self,
        from: &str,
        to: &str,
        amount: &str,
        note: &str,
        more: i64,
    ) -> Result<String, String> {
        let key = self.keys.get(from).ok_or(format!("there is no account '{from}'"))?;
        let amount: i64 = amount.parse().map_err(|_| format!("'{amount}' is no amount"))?;
        let text = |amount| format!("{}|{from}|{to}|{amount}|{note}", hex(&self.last));
        let signature = key.sign(text(amount).as_bytes());
        let booked = text(amount + more);
        if !key.holds(booked.as_bytes(), &signature) {
            return Ok(format!("refused {from} {to} {}\n", amount + more));
        }
        self.last = Sha256::digest(&booked).into();
        *self.balances.get_mut(from).expect("accounts with a key have a balance") -= amount;
        *self.balances.get_mut(to).ok_or(format!("there is no account '{to}'"))? += amount;
        Ok(format!("entry {}\n", hex(&signature)))
    }
}

impl Key {
    fn ed25519(secret: &[u8; 32]) -> Result<Key, String> {
        let key = ed25519_dalek::SigningKey::from_bytes(secret);
        let public = ed25519_dalek::VerifyingKey::from_bytes(key.verifying_key().as_bytes())
            .map_err(|error| error.to_string())?;
        Ok(Key::Ed25519(key, public))
    }

    fn secp256k1(secret: &[u8; 32]) -> Result<Key, String> {
        let key = k256::ecdsa::SigningKey::from_bytes(&(*secret).into())
            .map_err(|error| error.to_string())?;
        let point = key.verifying_key().to_sec1_point(true);
        let public = k256::ecdsa::VerifyingKey::from_sec1_bytes(point.as_bytes())
            .map_err(|error| error.to_string())?;
        Ok(Key::Secp256k1(key, public))
    }

    fn public(&self) -> Vec<u8> {
        match self {
            Key::Ed25519(_, public) => public.as_bytes().to_vec(),
            Key::Secp256k1(_, public) => public.to_sec1_point(true).as_bytes().to_vec(),
        }
    }

    fn sign(&self, message: &[u8]) -> Vec<u8> {
        match self {
            Key::Ed25519(key, _) => key.sign(message).to_vec(),
            Key::Secp256k1(key, _) => {
                let signature: k256::ecdsa::Signature = key.sign(message);
                signature.to_bytes().to_vec()
            }
        }
    }

    fn holds(&self, message: &[u8], signature: &[u8]) -> bool {
        match self {
            Key::Ed25519(_, public) => ed25519_dalek::Signature::from_slice(signature)
                .is_ok_and(|signature| public.verify_strict(message, &signature).is_ok()),
            Key::Secp256k1(_, public) => k256::ecdsa::Signature::from_slice(signature)
                .is_ok_and(|signature| public.verify(message, &signature).is_ok()),
        }
    }
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}
