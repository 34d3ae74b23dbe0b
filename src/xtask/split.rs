//! Cuts the main wasm of a release at the functions of `chunk!` (src/ui/chunk.rs). Trunk does not run the splitter, so
//! its wasm and glue are replaced: cargo's own output, which has kept its relocations, is cut, the main part goes
//! through wasm-bindgen, and all parts of one build carry the same hash in their names: they fit only each other.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use sha2::{Digest, Sha256};

use crate::dist::optimise;
use crate::process::{Failure, Repository, at, logged};
use crate::slim::without_lines;

/// The splitter's name for the script that loads the chunks.
const LOADER: &str = "__wasm_split.js";
/// What two or more chunks share is often less than a kilobyte; parts below this size lie together with others that are
/// wanted at the same time.
const SMALL: usize = 16 * 1024;
/// Chunks below this size are not optimised again, which takes a second each.
const WORTHWHILE: usize = 8 * 1024;

/// One part of the program that is fetched when it is needed.
struct Chunk {
    /// Name that the splitter gave: `split_<chunk>`, or `chunk_<number>` for what several chunks share.
    name: String,
    content: Vec<u8>,
}

/// Replaces Trunk's wasm and glue in `dist` by the main wasm, its glue, the loader and `dist/chunks/`.
pub(crate) fn split(repository: &Repository, dist: &Path) -> Result<(), Failure> {
    let target = std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| repository.path("target"), PathBuf::from);
    let whole = target.join("wasm32-unknown-unknown/release/app.wasm");
    let work = repository.path("target/split");
    if work.exists() {
        at(&work, fs::remove_dir_all(&work))?;
    }
    let tools = repository.tools().join("bin");
    let mut splitter = repository.command(tools.join("wasm-split-cli"));
    splitter.arg(&whole).arg(&work).args(["--target", "web", "--out-name", "app"]);
    run(repository, "wasm-split", &mut splitter)?;
    let mut bindgen = repository.command(tools.join("wasm-bindgen"));
    bindgen.args(["--target", "web", "--no-typescript", "--keep-lld-exports", "--out-name", "app", "--out-dir"]).arg(work.join("main"));
    run(repository, "wasm-bindgen", bindgen.arg(work.join("app.wasm")))?;

    let main = work.join("main/app_bg.wasm");
    optimise(repository, &main)?;
    let mut chunks = Vec::new();
    for entry in at(&work, fs::read_dir(&work))? {
        let path = entry?.path();
        let name = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        if path.extension().is_some_and(|extension| extension == "wasm") && name != "app" {
            let mut content = without_custom_sections(&at(&path, fs::read(&path))?);
            // In the many small ones there is nothing to win.
            if content.len() >= WORTHWHILE {
                optimise(repository, &path)?;
                content = at(&path, fs::read(&path))?;
            }
            chunks.push(Chunk { name, content });
        }
    }
    chunks.sort_by(|one, other| one.name.cmp(&other.name));
    let main = at(&main, fs::read(&main))?;
    let read = |path: PathBuf| at(&path, fs::read_to_string(&path));
    publish(dist, &main, &read(work.join("main/app.js"))?, &read(work.join(LOADER))?, &chunks)?;
    println!(
        "   {} kB of the program stay in the main wasm, {} kB in chunks",
        main.len() / 1000,
        chunks.iter().map(|chunk| chunk.content.len()).sum::<usize>() / 1000
    );
    Ok(())
}

/// A module without names and other notes for tools, which take most of a small chunk.
fn without_custom_sections(module: &[u8]) -> Vec<u8> {
    let (mut kept, mut rest) = module.split_at(module.len().min(8));
    let mut result = kept.to_vec();
    while let Some((&id, after)) = rest.split_first() {
        // The length as LEB128: seven bits a byte, the lowest first.
        let length = after.iter().take(5).position(|byte| byte & 0x80 == 0).map_or(0, |last| last + 1);
        let size = after[..length].iter().rev().fold(0, |sum, byte| sum << 7 | usize::from(byte & 0x7f));
        (kept, rest) = rest.split_at(rest.len().min(1 + length + size));
        if id != 0 {
            result.extend_from_slice(kept);
        }
    }
    result
}

fn run(repository: &Repository, name: &str, command: &mut std::process::Command) -> Result<(), Failure> {
    if logged(repository, name, command)? {
        return Ok(());
    }
    Err(Failure::Program(format!("{name} stopped: the reason is in target/logs/{name}.log.")))
}

/// Writes the files under their final names and mends the addresses in the page.
fn publish(dist: &Path, main: &[u8], glue: &str, loader: &str, chunks: &[Chunk]) -> Result<(), Failure> {
    let mut digest = Sha256::new();
    digest.update(main);
    for text in [glue, loader] {
        digest.update(text);
    }
    for chunk in chunks {
        digest.update(&chunk.content);
    }
    let hash = &format!("{:x}", digest.finalize())[..16];
    let (glue_name, wasm_name, loader_name) = (format!("app-{hash}.js"), format!("app-{hash}_bg.wasm"), format!("app-{hash}_chunks.js"));

    let page_path = dist.join("index.html");
    let page = at(&page_path, fs::read_to_string(&page_path))?;
    let old = trunk_name(&page).ok_or_else(|| Failure::Check("index.html names no glue script: see pattern_script in Trunk.toml.".into()))?;
    for name in [format!("{old}.js"), format!("{old}_bg.wasm")] {
        let path = dist.join(name);
        at(&path, fs::remove_file(&path))?;
    }
    let preload = format!("<link rel=\"modulepreload\" href=\"./{loader_name}\"></head>");
    write(&page_path, page.replace(old, &format!("app-{hash}")).replacen("</head>", &preload, 1).as_bytes())?;

    let folder = dist.join("chunks");
    at(&folder, fs::create_dir_all(&folder))?;
    let mut small = BTreeMap::<String, Vec<u8>>::new();
    let original = loader;
    let mut loader = loader.replace("\"./app.js\"", &format!("\"./{glue_name}\""));
    for chunk in chunks {
        let address = if chunk.name.starts_with("chunk_") && chunk.content.len() < SMALL {
            let file = format!("small_{}-{hash}.bin", company(original, &chunk.name));
            let together = small.entry(file.clone()).or_default();
            let begin = together.len();
            together.extend_from_slice(&chunk.content);
            format!("\"chunks/{file}\", {begin}, {}", together.len())
        } else {
            let file = format!("{}-{hash}.wasm", chunk.name.trim_start_matches("split_").replace("chunk_", "shared_"));
            write(&folder.join(&file), &chunk.content)?;
            format!("\"chunks/{file}\"")
        };
        loader = loader.replace(&splitter_fetch(&chunk.name), &format!("part({address})"));
    }
    if loader.contains("fetch(") {
        return Err(Failure::Check(
            "The loader of the chunks is not of the expected form: compare target/split/__wasm_split.js with src/xtask/split.rs.".into(),
        ));
    }
    for (file, together) in &small {
        write(&folder.join(file), together)?;
    }
    write(&dist.join(wasm_name), main)?;
    write(&dist.join(&glue_name), glue.replace(&format!("from \"./{LOADER}\""), &format!("from \"./{loader_name}\"")).as_bytes())?;
    write(&dist.join(loader_name), format!("import {{ part }} from \"./parts.js\";\n{}", without_lines(&loader, "/*")).as_bytes())
}

/// Name of the small parts that a shared part lies together with: after the chunk that fetches it first in ordinary use
/// (pictures of steps, then the rules of the pillar on the screen; the rules of performance and of links use those of all
/// pillars). What the steps of pillar 1 need, with which everybody begins, lies apart from the rest, and what only one of their
/// tools needs apart from what they share: a step fetches its own tool alone.
fn company(loader: &str, name: &str) -> String {
    let rank = |user: &&str| match *user {
        "pictures" => 0,
        "rules_performance" | "rules_links" => 3,
        "rules_goals" => 1,
        rules if rules.starts_with("rules_") => 2,
        tool if is_tool(tool) => 4,
        "record" | "document" | "documents_goals" => 5,
        _ => 6,
    };
    // The splitter names the users of a part in a comment before it.
    let before = loader.split_once(&format!("\nconst __{name} = ")).map_or("", |(before, _)| before);
    let users = before.lines().last().unwrap_or_default().trim_start_matches("/*").trim_end_matches("*/");
    let users: Vec<&str> = users.split(',').map(str::trim).filter(|user| !user.is_empty()).collect();
    let first = users.iter().copied().min_by_key(rank).unwrap_or("rest");
    let tools: Vec<&str> = users.iter().copied().filter(|user| is_tool(user)).collect();
    let is_first = !tools.is_empty() || users.iter().any(|user| ["rules_goals", "rules_links"].contains(user));
    match (is_tool(first), tools.len()) {
        (true, 2..) => "goals".to_owned(),
        (false, _) if is_first => format!("{first}_first"),
        _ => first.to_owned(),
    }
}

/// Whether a chunk holds a tool of a step of pillar 1.
fn is_tool(chunk: &str) -> bool {
    chunk.starts_with("goals_")
}

/// The splitter's own way to fetch a chunk, which trusts the host to name the type and cannot read a part of a file.
fn splitter_fetch(name: &str) -> String {
    format!(
        "() => {{\n    const src = fetch(new URL(\"./{name}.wasm\", import.meta.url));\n    src.catch(() => {{}});\n    return async (imports) => (WebAssembly.instantiateStreaming(src, imports));\n}}\n"
    )
}

/// `app-<hash>` from `data-glue="./app-<hash>.js"`.
fn trunk_name(page: &str) -> Option<&str> {
    page.split_once("data-glue=\"./")?.1.split_once(".js\"").map(|(name, _)| name)
}

fn write(path: &Path, content: &[u8]) -> Result<(), Failure> {
    at(path, fs::write(path, content))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn custom_sections_go_and_all_else_stays() {
        let long = [&[0, 0x83, 0x01][..], &[7; 131]].concat();
        let module = [b"\0asm\x01\0\0\0", &[0, 2, 9, 9][..], &[1, 3, 1, 2, 3], &long, &[3, 1, 4]].concat();
        assert_eq!(without_custom_sections(&module), [b"\0asm\x01\0\0\0", &[1, 3, 1, 2, 3][..], &[3, 1, 4]].concat());
        assert_eq!(without_custom_sections(b"\0asm"), b"\0asm");
    }

    #[test]
    fn the_page_names_the_glue_that_trunk_wrote() {
        assert_eq!(trunk_name("<script data-glue=\"./app-1f.js\" data-wasm=\"./app-1f_bg.wasm\">"), Some("app-1f"));
        assert_eq!(trunk_name("<script src=\"start.js\">"), None);
    }

    #[test]
    fn small_parts_lie_with_those_that_are_wanted_at_the_same_time() {
        let of = |users: &str| company(&format!("\n/* {users} */\nconst __chunk_3 = makeLoad();"), "chunk_3");
        assert_eq!(of("gallery, rules_plan"), "rules_plan");
        assert_eq!(of("goals_set, pictures, rules_links"), "pictures_first");
        assert_eq!(of("document, goals_set"), "goals_set");
        assert_eq!(of("goals_run, goals_set"), "goals");
        assert_eq!(of("documents_goals, goals_set"), "goals_set");
        assert_eq!(of("goals_run, pictures"), "pictures_first");
        assert_eq!(of("documents_goals, pictures, rules_plan"), "pictures");
        assert_eq!(company("", "chunk_3"), "rest");
    }

    /// The text of the pinned splitter; a newer one that fetches in another way must be seen here, not by users.
    #[test]
    fn the_loader_is_rewritten_or_refused() {
        let dist = std::env::temp_dir().join(format!("shizhu-split-{}", std::process::id()));
        fs::create_dir_all(&dist).expect("a folder");
        let prepare = || {
            fs::write(dist.join("index.html"), "<head><script data-glue=\"./app-0.js\" data-wasm=\"./app-0_bg.wasm\"></script></head>")
                .expect("a page");
            fs::write(dist.join("app-0.js"), "").expect("glue");
            fs::write(dist.join("app-0_bg.wasm"), "").expect("wasm");
        };
        let chunks = [Chunk { name: "chunk_3".into(), content: vec![1; 5] }, Chunk { name: "split_gallery".into(), content: vec![2; 9] }];
        let glue = "import * as import1 from \"./__wasm_split.js\"\n{ \"./__wasm_split.js\": import1 }";
        let loader = format!(
            "import {{ initSync }} from \"./app.js\";\n/* gallery, rules_plan */\nconst __chunk_3 = makeLoad({});\nmakeLoad({})",
            splitter_fetch("chunk_3"),
            splitter_fetch("split_gallery")
        );
        prepare();
        publish(&dist, b"main", glue, &loader, &chunks).expect("written");
        let page = fs::read_to_string(dist.join("index.html")).expect("the page");
        let name = trunk_name(&page).expect("a name").to_owned();
        let hash = name.trim_start_matches("app-");
        assert!(page.contains(&format!("href=\"./{name}_chunks.js\"")) && !page.contains("app-0"), "{page}");
        assert!(!dist.join("app-0.js").exists() && dist.join(format!("chunks/gallery-{hash}.wasm")).is_file());
        // The glue hands the loader over under the name that the wasm imports it by.
        let glue = fs::read_to_string(dist.join(format!("{name}.js"))).expect("the glue");
        assert_eq!(glue, format!("import * as import1 from \"./{name}_chunks.js\"\n{{ \"./__wasm_split.js\": import1 }}"));
        let written = fs::read_to_string(dist.join(format!("{name}_chunks.js"))).expect("the loader");
        assert!(
            written.contains(&format!("part(\"chunks/small_rules_plan-{hash}.bin\", 0, 5)"))
                && written.contains(&format!("part(\"chunks/gallery-{hash}.wasm\")"))
        );
        prepare();
        assert!(publish(&dist, b"main", &glue, &loader.replace("src.catch", "other.catch"), &chunks).is_err());
        fs::remove_dir_all(&dist).expect("removed");
    }
}
