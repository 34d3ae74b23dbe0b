//! Encrypts files with a passphrase and opens them again, by the browser's own ciphers (decisions.md 23). The form of
//! the file is that of `io::sealed`.

use io::Fault;
use io::sealed::{CHUNK, Envelope, NONCE, ROUNDS, SALT};
use js_sys::{Array, Function, Object, Promise, Reflect, Uint8Array};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{Crypto, CryptoKey, SubtleCrypto};

/// Most bytes that come out of an encrypted file.
const MOST: usize = 256 * 1024 * 1024;

/// The browser's ciphers; browsers give them only to pages from a secure origin.
fn ciphers() -> Option<(Crypto, SubtleCrypto)> {
    let crypto = web_sys::window()?.crypto().ok()?;
    let subtle = Reflect::get(&crypto, &JsValue::from_str("subtle")).ok().filter(JsValue::is_object)?;
    Some((crypto, subtle.unchecked_into()))
}

/// Whether files can be encrypted here.
pub(crate) fn can_seal() -> bool {
    ciphers().is_some()
}

fn object(entries: &[(&str, JsValue)]) -> Object {
    let object = Object::new();
    for (name, value) in entries {
        // Setting a property of a fresh object always succeeds.
        let _ = Reflect::set(&object, &JsValue::from_str(name), value);
    }
    object
}

fn array(bytes: &[u8]) -> JsValue {
    Uint8Array::from(bytes).into()
}

fn to_bytes(value: &JsValue) -> Vec<u8> {
    Uint8Array::new(value).to_vec()
}

async fn key(subtle: &SubtleCrypto, passphrase: &str, salt: &[u8], rounds: u32) -> Result<CryptoKey, JsValue> {
    let phrase = Uint8Array::from(passphrase.as_bytes());
    let usages = |names: &[&str]| -> JsValue { names.iter().map(|name| JsValue::from_str(name)).collect::<Array>().into() };
    let raw = JsFuture::from(subtle.import_key_with_str("raw", &phrase, "PBKDF2", false, &usages(&["deriveKey"]))?).await?;
    let how = object(&[("name", "PBKDF2".into()), ("hash", "SHA-256".into()), ("salt", array(salt)), ("iterations", rounds.into())]);
    let what = object(&[("name", "AES-GCM".into()), ("length", 256.into())]);
    let derived = subtle.derive_key_with_object_and_object(&how, raw.unchecked_ref(), &what, false, &usages(&["encrypt", "decrypt"]))?;
    Ok(JsFuture::from(derived).await?.unchecked_into())
}

fn parameters(envelope: &Envelope, index: u32, last: bool) -> Object {
    object(&[("name", "AES-GCM".into()), ("iv", array(&envelope.nonce_of(index))), ("additionalData", array(&envelope.additional_data(index, last)))])
}

/// These bytes compressed with gzip; `None` where the browser does not offer it.
pub(crate) async fn compress(bytes: &[u8]) -> Option<Vec<u8>> {
    through("CompressionStream", bytes, usize::MAX).await.ok()
}

/// Encrypts a file; `None` where the browser does not offer it.
pub(crate) async fn seal(plain: &[u8], passphrase: &str) -> Option<String> {
    let (crypto, subtle) = ciphers()?;
    let (content, gzip) = match compress(plain).await {
        Some(compressed) => (compressed, true),
        // An older browser: the file is larger, and as safe.
        None => (plain.to_vec(), false),
    };
    let mut random = [0; SALT + NONCE];
    crypto.get_random_values_with_u8_array(&mut random).ok()?;
    let (mut salt, mut nonce) = ([0; SALT], [0; NONCE]);
    salt.copy_from_slice(&random[..SALT]);
    nonce.copy_from_slice(&random[SALT..]);
    let mut envelope = Envelope { rounds: ROUNDS, salt, nonce, chunk: CHUNK, gzip, chunks: Vec::new() };
    let key = key(&subtle, passphrase, &salt, ROUNDS).await.ok()?;
    let count = content.len().div_ceil(CHUNK);
    for (index, chunk) in content.chunks(CHUNK).enumerate() {
        let parameters = parameters(&envelope, u32::try_from(index).ok()?, index + 1 == count);
        let promise = subtle.encrypt_with_object_and_js_u8_array(&parameters, &key, &Uint8Array::from(chunk)).ok()?;
        envelope.chunks.push(to_bytes(&JsFuture::from(promise).await.ok()?));
    }
    Some(envelope.write())
}

/// Opens an encrypted file.
///
/// # Errors
/// A wrong passphrase, a file that was changed or cut off, content without end, a browser without ciphers.
pub(crate) async fn open(envelope: &Envelope, passphrase: &str) -> Result<Vec<u8>, Fault> {
    let (_, subtle) = ciphers().ok_or_else(|| Fault::new("bundle.sealed_insecure"))?;
    let key = key(&subtle, passphrase, &envelope.salt, envelope.rounds).await.map_err(|_| Fault::new("bundle.sealed_passphrase"))?;
    let mut content = Vec::new();
    for (index, chunk) in envelope.chunks.iter().enumerate() {
        let wrong = || match index {
            0 => Fault::new("bundle.sealed_passphrase"),
            _ => Fault::new("bundle.sealed_damaged").with("number", index + 1),
        };
        let parameters = parameters(envelope, u32::try_from(index).map_err(|_| wrong())?, index + 1 == envelope.chunks.len());
        let promise = subtle.decrypt_with_object_and_js_u8_array(&parameters, &key, &Uint8Array::from(chunk.as_slice())).map_err(|_| wrong())?;
        content.extend(to_bytes(&JsFuture::from(promise).await.map_err(|_| wrong())?));
    }
    if !envelope.gzip {
        return Ok(content);
    }
    through("DecompressionStream", &content, MOST).await.map_err(|_| Fault::new("bundle.sealed_too_large").with("limit", MOST / (1024 * 1024)))
}

/// Sends bytes through one of the browser's transforming streams; an error if it is missing or gives more than `most`.
async fn through(transformer: &str, bytes: &[u8], most: usize) -> Result<Vec<u8>, JsValue> {
    let get = |from: &JsValue, name: &str| Reflect::get(from, &JsValue::from_str(name));
    let call = |from: &JsValue, name: &str, arguments: &Array| get(from, name)?.dyn_into::<Function>()?.apply(from, arguments);
    let constructor: Function = get(&js_sys::global(), transformer)?.dyn_into()?;
    let transformer = Reflect::construct(&constructor, &Array::of1(&"gzip".into()))?;
    let blob = web_sys::Blob::new_with_u8_array_sequence(&Array::of1(&Uint8Array::from(bytes)))?;
    let stream = call(&call(&blob, "stream", &Array::new())?, "pipeThrough", &Array::of1(&transformer))?;
    let reader = call(&stream, "getReader", &Array::new())?;
    let mut out = Vec::new();
    loop {
        let part = JsFuture::from(call(&reader, "read", &Array::new())?.dyn_into::<Promise>()?).await?;
        if get(&part, "done")?.is_truthy() {
            return Ok(out);
        }
        out.extend(to_bytes(&get(&part, "value")?));
        if out.len() > most {
            // Nobody reads on; the browser lets go of the rest.
            let _ = call(&reader, "cancel", &Array::new());
            return Err(JsValue::NULL);
        }
    }
}
