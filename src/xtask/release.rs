//! `make release`: the archive for those who run a site: the app, a start page, samples for hosts, the single-file edition,
//! licences, checksums. The same files make the same archive, byte by byte.

use std::fs;
use std::io::{Cursor, Write};
use std::path::Path;

use sha2::{Digest, Sha256};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipWriter};

use crate::dist::{files, name_in};
use crate::process::{Failure, Repository, at};
use crate::seal::VERSION;
use crate::test::build_release;
use crate::{licences, portable};

/// A file of the archive: its path below the archive's folder, and its content.
type Member = (String, Vec<u8>);

/// `release [DIR]`: of the release in dist/, which is built first, or of a build in another folder.
pub(crate) fn command(repository: &Repository, arguments: &[String]) -> Result<(), Failure> {
    let dist = match arguments {
        [] => {
            build_release(repository)?;
            repository.path("dist")
        }
        [dist] => Path::new(dist).to_owned(),
        _ => return Err(Failure::Usage("release [DIR]".into())),
    };
    let name = format!("shizhu-{VERSION}");
    let archive = pack(&name, &with_checksums(members(repository, &dist)?))?;
    let folder = repository.path("target/release-archive");
    at(&folder, fs::create_dir_all(&folder))?;
    let file = folder.join(format!("{name}.zip"));
    at(&file, fs::write(&file, &archive))?;
    let sum = folder.join(format!("{name}.zip.sha256"));
    at(&sum, fs::write(&sum, format!("{:x}  {name}.zip\n", Sha256::digest(&archive))))?;
    println!("{} kB in {}", archive.len() / 1000, file.display());
    Ok(())
}

fn members(repository: &Repository, dist: &Path) -> Result<Vec<Member>, Failure> {
    let read = |name: &str| at(&repository.path(name), fs::read(repository.path(name)));
    let start = String::from_utf8_lossy(&read("public/release/start.html")?).replace("{version}", VERSION);
    let mut members = vec![
        ("START.html".to_owned(), start.into_bytes()),
        ("LICENSE-MIT".to_owned(), read("LICENSE-MIT")?),
        ("LICENSE-APACHE".to_owned(), read("LICENSE-APACHE")?),
        ("LICENCES.txt".to_owned(), licences::text(repository)?.into_bytes()),
        (format!("shizhu-{VERSION}.html"), portable::page(dist)?.into_bytes()),
    ];
    for (folder, prefix) in [(dist.to_owned(), "dist"), (repository.path("public/hosting"), "hosting")] {
        for file in files(&folder)? {
            members.push((format!("{prefix}/{}", name_in(&folder, &file)), at(&file, fs::read(&file))?));
        }
    }
    Ok(members)
}

/// The members in order, and the list of their checksums, which `sha256sum -c` reads.
fn with_checksums(mut members: Vec<Member>) -> Vec<Member> {
    members.sort();
    let sums: String = members.iter().map(|(name, content)| format!("{:x}  {name}\n", Sha256::digest(content))).collect();
    members.push(("SHA256SUMS".to_owned(), sums.into_bytes()));
    members
}

/// A zip without times, owners or system of the machine that made it.
fn pack(folder: &str, members: &[Member]) -> Result<Vec<u8>, Failure> {
    let options = SimpleFileOptions::default()
        .compression_method(CompressionMethod::Deflated)
        .compression_level(Some(9))
        .last_modified_time(DateTime::default())
        .unix_permissions(0o644);
    let failed = |error: zip::result::ZipError| Failure::Program(format!("the archive: {error}"));
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in members {
        archive.start_file(format!("{folder}/{name}"), options).map_err(failed)?;
        archive.write_all(content)?;
    }
    Ok(archive.finish().map_err(failed)?.into_inner())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_files_make_the_same_archive_with_checksums() {
        let members = || with_checksums(vec![("b.txt".to_owned(), b"two".to_vec()), ("a.txt".to_owned(), b"one".to_vec())]);
        let archive = pack("shizhu", &members()).expect("an archive");
        assert_eq!(archive, pack("shizhu", &members()).expect("again"));
        let sums = String::from_utf8(members().pop().expect("sums").1).expect("text");
        assert_eq!(sums.lines().map(|line| line.split("  ").nth(1)).collect::<Vec<_>>(), [Some("a.txt"), Some("b.txt")]);
        assert!(sums.starts_with(&format!("{:x}", Sha256::digest(b"one"))), "{sums}");
    }
}
