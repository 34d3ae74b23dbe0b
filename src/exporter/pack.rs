//! Several files as one archive: all workspaces at once.

use std::io::{Cursor, Write};

use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

use crate::fault::ReadError;

/// The archive of these files, which lie one behind the other in `bytes`.
///
/// # Errors
/// When the lengths do not fit the bytes or the archive cannot be written.
pub(crate) fn pack(files: &[(String, u64)], bytes: &[u8], progress: &mut dyn FnMut(u64, u64)) -> Result<Vec<u8>, ReadError> {
    let damaged = |reason: &dyn std::fmt::Display| ReadError::Damaged(reason.to_string());
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    let mut rest = bytes;
    for (index, (name, length)) in files.iter().enumerate() {
        let length = usize::try_from(*length).map_err(|error| damaged(&error))?;
        let (content, others) = rest.split_at_checked(length).ok_or_else(|| damaged(name))?;
        rest = others;
        archive
            .start_file(name.as_str(), SimpleFileOptions::default().compression_method(CompressionMethod::Deflated))
            .map_err(|error| damaged(&error))?;
        archive.write_all(content).map_err(|error| damaged(&error))?;
        progress(index as u64 + 1, files.len() as u64);
    }
    archive.finish().map(Cursor::into_inner).map_err(|error| damaged(&error))
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Read;

    #[test]
    fn files_come_out_as_they_went_in() {
        let files = [("甲.shizhu.json".to_owned(), 3), ("乙.shizhu.json".to_owned(), 4)];
        let mut steps = 0;
        let packed = pack(&files, b"onetwo!", &mut |_, _| steps += 1).unwrap();
        let mut archive = zip::ZipArchive::new(Cursor::new(packed)).unwrap();
        let mut read = |name: &str| {
            let mut text = String::new();
            archive.by_name(name).unwrap().read_to_string(&mut text).unwrap();
            text
        };
        assert_eq!((read("甲.shizhu.json"), read("乙.shizhu.json"), steps), ("one".to_owned(), "two!".to_owned(), 2));
        assert!(pack(&files, b"on", &mut |_, _| {}).is_err());
    }
}
