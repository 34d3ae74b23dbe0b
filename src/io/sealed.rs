//! The envelope of an encrypted file (decisions.md 23). It states how the key is made and how the content is cut and
//! compressed; every chunk is authenticated together with this statement, its number, and whether it is the last, so
//! that nothing can be changed, exchanged or cut off unseen. The ciphering itself is the browser's.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use model::{Json, Object};
use serde_json::json;

use crate::fault::{Fault, short};
use crate::json::{MAX_BYTES, parse};

/// What the header of an encrypted file calls the format.
pub const FORMAT: &str = "shizhu-encrypted";
/// The version of the envelope that this code writes, and the newest it reads.
pub const VERSION: u32 = 1;
/// Rounds of PBKDF2 with SHA-256 of the files that this code writes.
pub const ROUNDS: u32 = 600_000;
/// Fewest rounds of a file that is read: with less, phrases are guessed too quickly.
const LEAST_ROUNDS: u32 = 100_000;
/// Most rounds of a file that is read: more would only keep the browser busy.
const MOST_ROUNDS: u32 = 5_000_000;
/// Bytes of content in a chunk.
pub const CHUNK: usize = 1024 * 1024;
/// Largest chunk of a file that is read, and the bytes that the cipher adds to each.
const MOST_CHUNK: usize = 4 * CHUNK;
const TAG: usize = 16;
/// Bytes of the salt and of the part of the nonce that is the file's own.
pub const SALT: usize = 16;
/// See [`SALT`].
pub const NONCE: usize = 8;

/// Every code that [`Envelope::read`] and the deciphering can give.
pub const CODES: &[&str] = &[
    "bundle.sealed_version",
    "bundle.sealed_key",
    "bundle.sealed_rounds",
    "bundle.sealed_salt",
    "bundle.sealed_cipher",
    "bundle.sealed_chunk_size",
    "bundle.sealed_compression",
    "bundle.sealed_chunks",
    "bundle.sealed_chunk",
    "bundle.sealed_passphrase",
    "bundle.sealed_damaged",
    "bundle.sealed_too_large",
];

/// So many bytes of a file tell whether it is encrypted.
pub const HEAD: usize = 200;

/// Whether a file that begins so is an encrypted one.
pub fn is_sealed(head: &[u8]) -> bool {
    let mark = format!("\"{FORMAT}\"");
    let head = head.get(..head.len().min(HEAD)).unwrap_or_default();
    head.windows(mark.len()).any(|part| part == mark.as_bytes())
}

/// An encrypted file as it is read and written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Envelope {
    /// Rounds of PBKDF2 with SHA-256.
    pub rounds: u32,
    /// Salt of the key.
    pub salt: [u8; SALT],
    /// Beginning of the nonce of every chunk.
    pub nonce: [u8; NONCE],
    /// Bytes of content in a chunk.
    pub chunk: usize,
    /// The content was compressed with gzip before.
    pub gzip: bool,
    /// Ciphered chunks, each with its tag.
    pub chunks: Vec<Vec<u8>>,
}

impl Envelope {
    /// What every chunk is authenticated with.
    fn statement(&self) -> Json {
        json!({
            "format": FORMAT,
            "version": VERSION,
            "key": { "name": "PBKDF2", "hash": "SHA-256", "rounds": self.rounds, "salt": STANDARD.encode(self.salt) },
            "cipher": { "name": "AES-256-GCM", "nonce": STANDARD.encode(self.nonce), "chunk": self.chunk },
            "compression": if self.gzip { "gzip" } else { "none" },
        })
    }

    /// The nonce of a chunk: that of the file and the number of the chunk.
    pub fn nonce_of(&self, index: u32) -> [u8; NONCE + 4] {
        let mut nonce = [0; NONCE + 4];
        nonce[..NONCE].copy_from_slice(&self.nonce);
        nonce[NONCE..].copy_from_slice(&index.to_be_bytes());
        nonce
    }

    /// What a chunk is authenticated with besides its content.
    pub fn additional_data(&self, index: u32, last: bool) -> Vec<u8> {
        let mut data = self.statement().to_string().into_bytes();
        data.extend(index.to_be_bytes());
        data.push(u8::from(last));
        data
    }

    /// The file as text.
    pub fn write(&self) -> String {
        let mut out = self.statement().to_string();
        out.pop();
        out.push_str(",\"chunks\":[");
        for (index, chunk) in self.chunks.iter().enumerate() {
            out.push_str(if index == 0 { "\n\"" } else { ",\n\"" });
            STANDARD.encode_string(chunk, &mut out);
            out.push('"');
        }
        out.push_str("\n]}\n");
        out
    }

    /// Reads an encrypted file; `None` if it is none.
    ///
    /// # Errors
    /// What is wrong with it. Parameters beyond the limits are refused before any work is done.
    pub fn read(bytes: &[u8]) -> Option<Result<Self, Fault>> {
        if !is_sealed(bytes) {
            return None;
        }
        Some(parse(bytes).and_then(|json| read(&json)))
    }
}

fn object<'a>(json: &'a Json, name: &str, code: &'static str) -> Result<&'a Object, Fault> {
    json.get(name).and_then(Json::as_object).ok_or_else(|| Fault::new(code))
}

fn bytes<const N: usize>(part: &Object, name: &str, code: &'static str) -> Result<[u8; N], Fault> {
    let decoded = part.get(name).and_then(Json::as_str).and_then(|text| STANDARD.decode(text).ok());
    decoded.and_then(|bytes| bytes.try_into().ok()).ok_or_else(|| Fault::new(code))
}

fn read(json: &Json) -> Result<Envelope, Fault> {
    let version = json.get("version").and_then(Json::as_u64);
    if version != Some(u64::from(VERSION)) {
        let said = json.get("version").map(|value| short(&value.to_string())).unwrap_or_default();
        return Err(Fault::new("bundle.sealed_version").with("version", said).with("supported", VERSION));
    }
    let key = object(json, "key", "bundle.sealed_key")?;
    if key.get("name") != Some(&json!("PBKDF2")) || key.get("hash") != Some(&json!("SHA-256")) {
        return Err(Fault::new("bundle.sealed_key"));
    }
    let rounds = key.get("rounds").and_then(Json::as_u64).and_then(|rounds| u32::try_from(rounds).ok());
    let rounds = rounds.filter(|rounds| (LEAST_ROUNDS..=MOST_ROUNDS).contains(rounds));
    let rounds = rounds.ok_or_else(|| Fault::new("bundle.sealed_rounds").with("least", LEAST_ROUNDS).with("most", MOST_ROUNDS))?;
    let cipher = object(json, "cipher", "bundle.sealed_cipher")?;
    if cipher.get("name") != Some(&json!("AES-256-GCM")) {
        return Err(Fault::new("bundle.sealed_cipher"));
    }
    let chunk = cipher.get("chunk").and_then(Json::as_u64).and_then(|size| usize::try_from(size).ok());
    let chunk = chunk.filter(|size| (1..=MOST_CHUNK).contains(size)).ok_or_else(|| Fault::new("bundle.sealed_chunk_size"))?;
    let gzip = match json.get("compression").and_then(Json::as_str) {
        Some("gzip") => true,
        Some("none") => false,
        _ => return Err(Fault::new("bundle.sealed_compression")),
    };
    let list = json.get("chunks").and_then(Json::as_array).filter(|list| !list.is_empty() && list.len() <= MAX_BYTES / chunk.max(1024) + 1);
    let mut chunks = Vec::new();
    for (index, item) in list.ok_or_else(|| Fault::new("bundle.sealed_chunks"))?.iter().enumerate() {
        let decoded = item.as_str().and_then(|text| STANDARD.decode(text).ok());
        let fits = |bytes: &Vec<u8>| (TAG..=chunk + TAG).contains(&bytes.len());
        chunks.push(decoded.filter(fits).ok_or_else(|| Fault::new("bundle.sealed_chunk").with("number", index + 1))?);
    }
    let (salt, nonce) = (bytes(key, "salt", "bundle.sealed_salt")?, bytes(cipher, "nonce", "bundle.sealed_cipher")?);
    Ok(Envelope { rounds, salt, nonce, chunk, gzip, chunks })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn envelope() -> Envelope {
        Envelope { rounds: ROUNDS, salt: [7; SALT], nonce: [9; NONCE], chunk: CHUNK, gzip: true, chunks: vec![vec![1; 40], vec![2; 17]] }
    }

    fn check(change: impl Fn(&mut Json), code: &str) {
        let mut json: Json = serde_json::from_str(&envelope().write()).unwrap();
        change(&mut json);
        let fault = Envelope::read(json.to_string().as_bytes()).unwrap().unwrap_err();
        assert_eq!(fault.code, code);
        assert!(CODES.contains(&code));
    }

    #[test]
    fn an_envelope_comes_back() {
        let written = envelope().write();
        assert_eq!(Envelope::read(written.as_bytes()), Some(Ok(envelope())));
        assert_eq!(Envelope::read(b"{\"format\":\"shizhu\"}"), None);
    }

    #[test]
    fn parameters_beyond_the_limits_are_refused_before_any_work() {
        check(|json| json["version"] = json!(2), "bundle.sealed_version");
        check(|json| json["key"]["rounds"] = json!(4_000_000_000_u64), "bundle.sealed_rounds");
        check(|json| json["key"]["rounds"] = json!(1), "bundle.sealed_rounds");
        check(|json| json["key"]["name"] = json!("MD5"), "bundle.sealed_key");
        check(|json| json["key"] = json!(null), "bundle.sealed_key");
        check(|json| json["key"]["salt"] = json!("AA=="), "bundle.sealed_salt");
        check(|json| json["cipher"]["name"] = json!("none"), "bundle.sealed_cipher");
        check(|json| json["cipher"]["chunk"] = json!(1_u64 << 40), "bundle.sealed_chunk_size");
        check(|json| json["compression"] = json!("zip"), "bundle.sealed_compression");
        check(|json| json["chunks"] = json!([]), "bundle.sealed_chunks");
        check(|json| json["chunks"][1] = json!("***"), "bundle.sealed_chunk");
        check(|json| json["chunks"][1] = json!("AA=="), "bundle.sealed_chunk");
    }

    #[test]
    fn each_chunk_is_bound_to_its_place_and_to_the_statement() {
        let envelope = envelope();
        assert_ne!(envelope.nonce_of(0), envelope.nonce_of(1));
        assert_ne!(envelope.additional_data(0, false), envelope.additional_data(0, true));
        assert_ne!(envelope.additional_data(0, false), envelope.additional_data(1, false));
        let weaker = Envelope { rounds: LEAST_ROUNDS, ..envelope.clone() };
        assert_ne!(envelope.additional_data(0, false), weaker.additional_data(0, false));
    }
}
