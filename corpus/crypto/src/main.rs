//! A post office that seals messages. Reads one order per line, fields between bars:
//!
//!     key NAME pbkdf2 ROUNDS|SALT|PASSWORD        derives 32 bytes
//!     key NAME scrypt LOG_N R P|SALT|PASSWORD
//!     seal aes NAME|ASSOCIATED DATA|TEXT          AES-256-GCM
//!     seal chacha NAME|ASSOCIATED DATA|TEXT       ChaCha20-Poly1305
//!     mac NAME|TEXT                               HMAC-SHA-256
//!     digest 256|TEXT                             SHA-256 or SHA-512
//!
//! and writes a line in hexadecimal for each. What is sealed is opened again, and what was changed must not open. Nonces
//! count the messages of the request: a response depends on its request only. All of it is RustCrypto's.

use std::collections::BTreeMap;
use std::io::{self, Read, Write};
use std::process::ExitCode;

use aes_gcm::Aes256Gcm;
use chacha20poly1305::ChaCha20Poly1305;
use chacha20poly1305::aead::consts::U12;
use chacha20poly1305::aead::{Aead, Payload};
use hmac::{Hmac, KeyInit, Mac};
use sha2::{Digest, Sha256, Sha512};

type Key = [u8; 32];

#[derive(Default)]
struct Office {
    keys: BTreeMap<String, Key>,
    messages: u64,
}

fn main() -> ExitCode {
    let mut office = Office::default();
    let mut request = String::new();
    if let Err(error) = io::stdin().read_to_string(&mut request) {
        eprintln!("crypto: stdin cannot be read: {error}");
        return ExitCode::FAILURE;
    }
    let mut response = String::new();
    for (number, line) in request.lines().enumerate() {
        match office.order(line) {
            Ok(answer) => {
                response += &answer;
                response.push('\n');
            }
            Err(error) => {
                eprintln!("crypto: line {}: {error}", number + 1);
                return ExitCode::FAILURE;
            }
        }
    }
    match io::stdout().write_all(response.as_bytes()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("crypto: stdout cannot be written: {error}");
            ExitCode::FAILURE
        }
    }
}

impl Office {
    fn order(&mut self, line: &str) -> Result<String, String> {
        let mut fields = line.split('|');
        let order: Vec<&str> = fields.next().unwrap_or("").split(' ').collect();
        let texts: Vec<&str> = fields.collect();
        match (order.as_slice(), texts.as_slice()) {
            (["key", name, "pbkdf2", rounds], [salt, password]) => {
                let mut key = Key::default();
                let rounds = number(rounds)?;
                pbkdf2::pbkdf2_hmac::<Sha256>(
                    password.as_bytes(),
                    salt.as_bytes(),
                    rounds,
                    &mut key,
                );
                Ok(self.keep(name, key))
            }
            (["key", name, "scrypt", log_n, r, p], [salt, password]) => {
                let log_n = u8::try_from(number(log_n)?).map_err(|_| "log n is too large")?;
                let params = scrypt::Params::new(log_n, number(r)?, number(p)?)
                    .map_err(|error| error.to_string())?;
                let mut key = Key::default();
                scrypt::scrypt(password.as_bytes(), salt.as_bytes(), &params, &mut key)
                    .map_err(|error| error.to_string())?;
                Ok(self.keep(name, key))
            }
            (["seal", "aes", name], [data, text]) => {
                let cipher = Aes256Gcm::new(&self.key(name)?.into());
                seal_and_open(&cipher, self.nonce(), data, text)
            }
            (["seal", "chacha", name], [data, text]) => {
                let cipher = ChaCha20Poly1305::new(&self.key(name)?.into());
                seal_and_open(&cipher, self.nonce(), data, text)
            }
            (["mac", name], [text]) => {
                let mut mac = <Hmac<Sha256> as KeyInit>::new_from_slice(&self.key(name)?)
                    .map_err(|error| error.to_string())?;
                mac.update(text.as_bytes());
                Ok(format!("mac {}", hex(&mac.finalize().into_bytes())))
            }
            (["digest", "256"], [text]) => Ok(format!("sha256 {}", hex(&Sha256::digest(text)))),
            (["digest", "512"], [text]) => Ok(format!("sha512 {}", hex(&Sha512::digest(text)))),
            _ => Err("no such order, or not its number of fields".to_owned()),
        }
    }

    /// Keeps a key and tells its digest, never the key.
    fn keep(&mut self, name: &str, key: Key) -> String {
        self.keys.insert(name.to_owned(), key);
        format!("key {name} {}", hex(&Sha256::digest(key)[..8]))
    }

    fn key(&self, name: &str) -> Result<Key, String> {
        self.keys.get(name).copied().ok_or_else(|| format!("there is no key '{name}' yet"))
    }

    fn nonce(&mut self) -> [u8; 12] {
        self.messages += 1;
        let mut nonce = *b"mail........";
        nonce[4..].copy_from_slice(&self.messages.to_be_bytes());
        nonce
    }
}

/// Seals, opens, and tries to open what was changed on the way.
fn seal_and_open<C: Aead<NonceSize = U12>>(
    cipher: &C,
    nonce: [u8; 12],
    data: &str,
    text: &str,
) -> Result<String, String> {
    let (nonce, aad) = (nonce.into(), data.as_bytes());
    let sealed = cipher
        .encrypt(&nonce, Payload { msg: text.as_bytes(), aad })
        .map_err(|_| "the message cannot be sealed")?;
    let opened = cipher
        .decrypt(&nonce, Payload { msg: &sealed, aad })
        .map_err(|_| "the seal does not open")?;
    if opened != text.as_bytes() {
        return Err("another message comes out of the seal".to_owned());
    }
    let mut changed = sealed.clone();
    changed[text.len() / 2] ^= 1;
    if cipher.decrypt(&nonce, Payload { msg: &changed, aad }).is_ok() {
        return Err("a changed message was taken for good".to_owned());
    }
    // The tag is the end; the text may be long.
    let (body, tag) = sealed.split_at(text.len());
    let shown = hex(&body[..body.len().min(24)]);
    Ok(format!("sealed {} {shown} {}", body.len(), hex(tag)))
}

fn number(word: &str) -> Result<u32, String> {
    word.parse().map_err(|_| format!("'{word}' is not a number"))
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}
