//! Bytes to text: by byte order mark, by validity, then by what the bytes look like.

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{BIG5, Encoding, GB18030, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};

use crate::fault::ReadError;

/// Encodings that the user may choose, in the order of the list.
const OFFERED: &[&Encoding] = &[UTF_8, UTF_16LE, UTF_16BE, GB18030, BIG5, WINDOWS_1252];
/// Bytes looked at for a guess.
const SAMPLE: usize = 64 * 1024;

/// A text with the name of its encoding; whether it began with a byte order mark.
pub(crate) struct Decoded {
    pub(crate) text: String,
    pub(crate) encoding: &'static str,
    pub(crate) marked: bool,
}

/// Decodes; `wanted` is the name of an encoding chosen by the user.
pub(crate) fn decode(bytes: &[u8], wanted: Option<&str>) -> Result<Decoded, ReadError> {
    let mark = Encoding::for_bom(bytes);
    let chosen = wanted.and_then(|name| OFFERED.iter().find(|encoding| encoding.name() == name)).copied();
    let encoding = chosen.or(mark.map(|(encoding, _)| encoding)).unwrap_or_else(|| guess(bytes));
    let sample = bytes.get(..bytes.len().min(SAMPLE)).unwrap_or_default();
    if encoding != UTF_16LE && encoding != UTF_16BE && sample.contains(&0) {
        return Err(ReadError::Unknown);
    }
    let (text, _, _) = encoding.decode(bytes);
    Ok(Decoded { text: text.into_owned(), encoding: encoding.name(), marked: mark.is_some() })
}

fn guess(bytes: &[u8]) -> &'static Encoding {
    if std::str::from_utf8(bytes).is_ok() && !bytes.contains(&0) {
        return UTF_8;
    }
    let sample = bytes.get(..bytes.len().min(SAMPLE) & !1).unwrap_or_default();
    let zeros = |offset: usize| sample.iter().skip(offset).step_by(2).filter(|byte| **byte == 0).count() * 10;
    let pairs = sample.len() / 2;
    // In UTF-16 the other byte of every digit, comma and line end is zero.
    if pairs > 1 && zeros(1) >= pairs && zeros(1) > zeros(0) {
        return UTF_16LE;
    }
    if pairs > 1 && zeros(0) >= pairs {
        return UTF_16BE;
    }
    let (text, failed) = GB18030.decode_without_bom_handling(bytes);
    let chinese = text.chars().filter(|sign| ('\u{4e00}'..='\u{9fff}').contains(sign)).count();
    let other = text
        .chars()
        .filter(|sign| !sign.is_ascii() && !('\u{3000}'..='\u{9fff}').contains(sign) && !('\u{ff00}'..='\u{ffef}').contains(sign))
        .count();
    if !failed && chinese > other * 2 {
        return GB18030;
    }
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(bytes, true);
    let found = detector.guess(Some(b"cn"), Utf8Detection::Deny);
    if found == encoding_rs::GBK { GB18030 } else { found }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(bytes: &[u8], encoding: &str, text: &str) {
        let decoded = decode(bytes, None).unwrap();
        assert_eq!((decoded.encoding, decoded.text.as_str()), (encoding, text));
    }

    #[test]
    fn encodings_are_found() {
        let text = "客户,金额\n北京益瑞,1200\n上海,30\n";
        check(text.as_bytes(), "UTF-8", text);
        check(format!("\u{feff}{text}").as_bytes(), "UTF-8", text);
        check(&GB18030.encode(text).0, "gb18030", text);
        let little: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
        let big: Vec<u8> = text.encode_utf16().flat_map(u16::to_be_bytes).collect();
        check(&little, "UTF-16LE", text);
        check(&big, "UTF-16BE", text);
        check(&[vec![0xff, 0xfe], little].concat(), "UTF-16LE", text);
        check("name;café\nZoë;1\n".chars().map(|sign| sign as u32 as u8).collect::<Vec<u8>>().as_slice(), "windows-1252", "name;café\nZoë;1\n");
    }

    #[test]
    fn bytes_of_no_text_are_refused() {
        assert!(matches!(decode(&[1, 0, 2, 3, 0, 0, 0, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9], Some("UTF-8")), Err(ReadError::Unknown)));
    }
}
