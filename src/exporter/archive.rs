//! A spreadsheet is an archive. Before anything of it is believed, it is inflated once into nothing, counting: archives
//! that blow up, lie about their sizes or hold too many files are refused while they are small.

use std::io::{Cursor, Read};

use zip::ZipArchive;

use crate::fault::ReadError;

/// Files in one archive.
const FILES: usize = 10_000;
/// Bytes of all files together once inflated.
const BYTES: u64 = 512 * 1024 * 1024;
/// How many times larger than the archive its content may be, beyond the first 16 MB.
const RATIO: u64 = 200;
const ALWAYS: u64 = 16 * 1024 * 1024;

/// Counts what the archive holds.
pub(crate) fn inspect(bytes: &[u8]) -> Result<(), ReadError> {
    let damaged = |error: zip::result::ZipError| ReadError::Damaged(error.to_string());
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(damaged)?;
    if archive.len() > FILES {
        return Err(ReadError::TooLarge { what: "files", limit: FILES as u64 });
    }
    let limit = (bytes.len() as u64).saturating_mul(RATIO).clamp(ALWAYS, BYTES);
    let mut left = limit;
    for index in 0..archive.len() {
        let file = archive.by_index(index).map_err(|error| match error {
            zip::result::ZipError::UnsupportedArchive(reason) if reason.contains("assword") => ReadError::Encrypted,
            other => damaged(other),
        })?;
        let strings = file.name_raw().ends_with(b"haredStrings.xml");
        let (count, head) = inflate(file, left)?;
        left -= count;
        if strings {
            believable(&head, count)?;
        }
    }
    Ok(())
}

/// Inflates into nothing; the number of bytes and the first of them.
fn inflate(file: impl Read, left: u64) -> Result<(u64, Vec<u8>), ReadError> {
    let mut head = Vec::new();
    let mut buffer = vec![0; 64 * 1024];
    let mut count = 0_u64;
    let mut limited = file.take(left + 1);
    loop {
        let read = limited.read(&mut buffer).map_err(|error| ReadError::Damaged(error.to_string()))?;
        if read == 0 {
            return Ok((count, head));
        }
        if head.is_empty() {
            head.extend_from_slice(buffer.get(..read.min(4096)).unwrap_or_default());
        }
        count += read as u64;
        if count > left {
            return Err(ReadError::TooLarge { what: "bytes", limit: BYTES });
        }
    }
}

/// The list of strings says how many it holds, and room is made for so many before they are read.
fn believable(head: &[u8], bytes: u64) -> Result<(), ReadError> {
    let text = String::from_utf8_lossy(head);
    for part in text.split("ount=").skip(1) {
        let digits: String = part.trim_start_matches(['"', '\'']).chars().take_while(char::is_ascii_digit).collect();
        if digits.len() > 18 || digits.parse::<u64>().unwrap_or_default() > bytes {
            return Err(ReadError::Damaged("sharedStrings".to_owned()));
        }
    }
    Ok(())
}
