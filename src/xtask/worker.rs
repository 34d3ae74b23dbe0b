//! The files of the worker get their content into their names, as Trunk does it for the program itself: a browser that
//! keeps files can then never pair an old worker with a new program.

use std::fs;
use std::path::Path;

use sha2::{Digest, Sha256};

use crate::process::{Failure, at};

const LOADER: &str = "exporter_loader.js";
const GLUE: &str = "exporter.js";
const WASM: &str = "exporter_bg.wasm";
const PAGE: &str = "index.html";
/// Where the page names the program; the name of the worker comes beside it.
const TAG: &str = " data-glue=\"";

/// Renames the files of the worker in `dist` and names the result in the page. Doing it twice gives the same result.
pub(crate) fn name_by_content(dist: &Path) -> Result<(), Failure> {
    if !dist.join(LOADER).is_file() {
        return Ok(());
    }
    let read = |name: &str| at(&dist.join(name), fs::read(dist.join(name)));
    let hash = Sha256::new().chain_update(read(LOADER)?).chain_update(read(GLUE)?).chain_update(read(WASM)?).finalize();
    let hash: String = hash.iter().take(8).map(|byte| format!("{byte:02x}")).collect();
    let [loader, glue, wasm] = [format!("exporter-{hash}_loader.js"), format!("exporter-{hash}.js"), format!("exporter-{hash}_bg.wasm")];
    let text = |name: &str| at(&dist.join(name), fs::read_to_string(dist.join(name)));
    let write = |name: &str, text: String| at(&dist.join(name), fs::write(dist.join(name), text));
    write(&loader, replaced(&text(LOADER)?, LOADER, GLUE, &glue)?)?;
    write(&glue, replaced(&text(GLUE)?, GLUE, WASM, &wasm)?)?;
    at(&dist.join(WASM), fs::rename(dist.join(WASM), dist.join(&wasm)))?;
    for old in [LOADER, GLUE] {
        at(&dist.join(old), fs::remove_file(dist.join(old)))?;
    }
    write(PAGE, with_worker(&text(PAGE)?, &loader)?)
}

fn replaced(text: &str, file: &str, from: &str, to: &str) -> Result<String, Failure> {
    if !text.contains(from) {
        return Err(Failure::Check(format!("{file} does not name {from}: what Trunk writes has changed, see src/xtask/worker.rs.")));
    }
    Ok(text.replace(from, to))
}

/// The page with the worker named beside the program.
fn with_worker(page: &str, loader: &str) -> Result<String, Failure> {
    let (before, after) = page.split_once(TAG).ok_or_else(|| Failure::Check(format!("{PAGE} has no{TAG}…\": see pattern_script in Trunk.toml.")))?;
    Ok(format!("{before} data-worker=\"{loader}\"{TAG}{after}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_page_names_the_worker() {
        let page = with_worker("<script src=\"start.js\" data-glue=\"a.js\"></script>", "w.js").expect("a tag");
        assert_eq!(page, "<script src=\"start.js\" data-worker=\"w.js\" data-glue=\"a.js\"></script>");
        assert!(with_worker("<p>", "w.js").is_err());
        assert!(replaced("nothing", "a", "b.js", "c.js").is_err());
    }
}
