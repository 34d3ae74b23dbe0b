//! Sizes of the release against the written budget. kB are 1000 bytes.

use std::collections::BTreeSet;
use std::fs;
use std::io::Write;
use std::path::Path;

use crate::dist::{files, name_in};
use crate::process::{Failure, Repository, at};

/// The part of the program that every start fetches, brotli; the rest lies in chunks (README, Size).
const MAIN_WASM: u64 = 700_000;
/// Everything fetched until a step of pillar 1 is usable, with which everybody begins, brotli. The aim is 900 kB; what is above
/// it is the way back to where one was, the marks of single values taken from an example, and the ways from numbers that are
/// worked out to their records.
const FIRST_USE: u64 = 918_000;
/// The same for the most expensive pillar. The alerts of pillar 5 may watch values of every pillar, so its rules need
/// those of all. With 100,000 records the indexes by key and the search that narrows are worth their 10 kB, and figures that
/// lead to just the records they count theirs; Back that leads to where one was is worth 3.
const ANY_PILLAR: u64 = 1_165_000;
/// A single chunk, brotli: what a page that is opened for the first time may keep its reader waiting for.
const CHUNK: u64 = 90_000;

/// The worker that reads and writes tables and documents, brotli; fetched when one is asked for.
const EXPORTER: u64 = 900_000;

/// One file as a host sends it.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Sizes {
    name: String,
    raw: u64,
    gzip: u64,
    brotli: u64,
}

/// Prints the table and fails above the budget.
pub(crate) fn command(repository: &Repository) -> Result<(), Failure> {
    let dist = repository.path("dist");
    if !dist.join("index.html").is_file() {
        return Err(Failure::Setup("There is no release in dist/: run `make build` first.".into()));
    }
    let table = measure_all(&dist)?;
    println!("{:>12} {:>12} {:>12}  file of dist/ (bytes)", "raw", "gzip", "brotli");
    for line in &table {
        println!("{:>12} {:>12} {:>12}  {}", line.raw, line.gzip, line.brotli, line.name);
    }
    let loader = table.iter().find(|line| line.name.ends_with("_chunks.js")).map(|line| dist.join(&line.name));
    let loader = loader.map_or_else(|| Ok(String::new()), |path| at(&path, fs::read_to_string(&path)))?;
    let structure = |folder: &str| {
        let path = dist.join("content").join(folder).join("steps.json");
        at(&path, fs::read_to_string(&path))
    };
    let mut over = Vec::new();
    for (what, size, budget) in totals(&table, &loader, &structure)? {
        println!("{what}: {:.1} kB brotli of {} kB", size as f64 / 1000.0, budget / 1000);
        if size > budget {
            over.push(format!("{what} is {} bytes above the budget", size - budget));
        }
    }
    if over.is_empty() {
        Ok(())
    } else {
        Err(Failure::Check(format!("{}: make it smaller or change src/xtask/size.rs with a reason.", over.join("; "))))
    }
}

/// Sizes with the place of their file in the list.
type Measured = Result<Vec<(usize, Sizes)>, Failure>;

/// Measures on two cores at once: the best compression takes minutes on one.
fn measure_all(dist: &Path) -> Result<Vec<Sizes>, Failure> {
    let files = files(dist)?;
    let every_second = |first: usize| -> Measured {
        files.iter().enumerate().skip(first).step_by(2).map(|(index, file)| Ok((index, measure(dist, file)?))).collect()
    };
    let (here, beside) = std::thread::scope(|scope| {
        let beside = scope.spawn(|| every_second(1));
        (every_second(0), beside.join().unwrap_or_else(|_| Err(Failure::Program("measuring stopped".into()))))
    });
    let mut all = here?;
    all.extend(beside?);
    all.sort_by_key(|(index, _)| *index);
    Ok(all.into_iter().map(|(_, sizes)| sizes).collect())
}

fn measure(dist: &Path, file: &Path) -> Result<Sizes, Failure> {
    let content = at(file, fs::read(file))?;
    let mut gzip = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
    gzip.write_all(&content)?;
    let mut brotli = Vec::new();
    let parameters = brotli::enc::BrotliEncoderParams { quality: 11, lgwin: 22, ..Default::default() };
    brotli::BrotliCompress(&mut content.as_slice(), &mut brotli, &parameters)?;
    let length = |bytes: &[u8]| bytes.len() as u64;
    Ok(Sizes { name: name_in(dist, file), raw: length(&content), gzip: length(&gzip.finish()?), brotli: length(&brotli) })
}

/// The budgeted sums: name, size, budget.
fn totals(table: &[Sizes], loader: &str, structure: &dyn Fn(&str) -> Result<String, Failure>) -> Result<Vec<(&'static str, u64, u64)>, Failure> {
    let sum = |wanted: &dyn Fn(&str) -> bool| table.iter().filter(|line| wanted(&line.name)).map(|line| line.brotli).sum::<u64>();
    let largest = |sizes: Vec<u64>| sizes.into_iter().max().unwrap_or(0);
    let wasm = sum(&is_main_wasm);
    if wasm == 0 {
        return Err(Failure::Check("dist/ holds no wasm of the app: run `make build` again.".into()));
    }
    let program = wasm + sum(&|name| !is_main_wasm(name) && is_program(name));
    let language = largest(table.iter().filter(|line| line.name.starts_with("lang/")).map(|line| line.brotli).collect());
    // Files directly in content/ serve all pillars: those with a language in one language, the others once. The sounds of
    // characters are fetched when somebody searches.
    let is_shared = |name: &str| name.strip_prefix("content/").is_some_and(|rest| !rest.contains('/') && rest != "pinyin.json");
    let shared: Vec<&Sizes> = table.iter().filter(|line| is_shared(&line.name)).collect();
    let of_language = |language: &str| shared.iter().filter(|line| line.name.ends_with(language)).map(|line| line.brotli).sum::<u64>();
    let (chinese, english) = (of_language(".zh-CN.json"), of_language(".en.json"));
    let general = shared.iter().map(|line| line.brotli).sum::<u64>() - chinese.min(english);
    // A pillar needs its structure, the larger of its languages, the rules that it names, and what a step draws with:
    // pictures, or its own tools. Folders of pillars begin with their number.
    let mut folders: Vec<&str> =
        table.iter().filter_map(|line| line.name.strip_prefix("content/")?.split_once('/')).map(|(folder, _)| folder).collect();
    folders.retain(|folder| folder.starts_with(|character: char| character.is_ascii_digit()));
    folders.dedup();
    let mut of_pillars = Vec::new();
    for folder in folders {
        let inside = |name: &str| name.strip_prefix("content/").and_then(|rest| rest.strip_prefix(folder)).is_some_and(|rest| rest.starts_with('/'));
        let texts = table.iter().filter(|line| inside(&line.name) && !line.name.ends_with("/steps.json")).map(|line| line.brotli).collect();
        let content = sum(&|name| inside(name) && name.ends_with("/steps.json")) + largest(texts);
        let own = folder.split_once('-').map_or(folder, |(_, name)| name);
        let structure = structure(folder)?;
        let named = |rules: &str| pillars::uses_rules(own, &structure, rules);
        let rules = chunks(table).filter(|(name, _)| name.strip_prefix("rules_").is_some_and(named)).flat_map(|(name, _)| fetched_with(loader, name));
        let rules: BTreeSet<&str> = rules.collect();
        // Steps without views of the content language draw with tools of their own alone.
        let has_views = structure.contains("\"view\"");
        let draws = |name: &str| (has_views && name == "pictures") || name.strip_prefix(own).is_some_and(|rest| rest.starts_with('_'));
        let steps = chunks(table).filter(|(name, _)| draws(name));
        let program = steps.map(|(name, _)| {
            let fetched: BTreeSet<&str> = rules.iter().copied().chain(fetched_with(loader, name)).collect();
            sum(&|file| fetched.contains(file))
        });
        of_pillars.push(content + largest(program.collect()));
    }
    let exporter = sum(&|name| name.starts_with("exporter") && name.ends_with(".wasm"));
    let step = |of_pillar: u64| program + language + general + of_pillar;
    let of_first = of_pillars.first().copied().unwrap_or(0);
    let chunk = largest(chunks(table).map(|(_, size)| size).collect());
    Ok(vec![
        ("main wasm", wasm, MAIN_WASM),
        ("everything until a step of pillar 1 is usable", step(of_first), FIRST_USE),
        ("everything until a step of any pillar is usable", step(largest(of_pillars)), ANY_PILLAR),
        ("largest chunk", chunk, CHUNK),
        ("worker for tables and documents", exporter, EXPORTER),
    ])
}

/// The files that the loader fetches for a chunk: its own, and those of the parts that it shares with others.
fn fetched_with<'a>(loader: &'a str, chunk: &str) -> Vec<&'a str> {
    let file = |line: &'a str| line.split_once("part(\"").and_then(|(_, rest)| rest.split('"').next());
    let line = |begin: &str| loader.lines().find(|line| line.starts_with(begin));
    // `export const __wasm_split_load_<chunk> = wrapAsyncCb(makeLoad(part("<file>"), [__chunk_1, __chunk_2]));`
    let own = line(&format!("export const __wasm_split_load_{chunk} ="));
    let names = own.into_iter().flat_map(|line| line.split(|character: char| !character.is_ascii_alphanumeric() && character != '_'));
    let shared = names.filter(|name| name.starts_with("__chunk_")).filter_map(|name| line(&format!("const {name} =")).and_then(file));
    own.and_then(file).into_iter().chain(shared).collect()
}

/// Name without hash and size of each chunk.
fn chunks(table: &[Sizes]) -> impl Iterator<Item = (&str, u64)> {
    table.iter().filter_map(|line| Some((line.name.strip_prefix("chunks/")?.rsplit_once('-')?.0, line.brotli)))
}

fn is_main_wasm(name: &str) -> bool {
    name.starts_with("app-") && name.ends_with("_bg.wasm")
}

/// Files that the first page always fetches: page, boot, glue, styles.
fn is_program(name: &str) -> bool {
    let glue = name.starts_with("snippets/") || (name.starts_with("app-") && name.ends_with(".js"));
    let style = !name.contains('/') && name.ends_with(".css");
    glue || style || ["index.html", "boot.js", "start.js", "parts.js", "icon.svg"].contains(&name)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn file(name: &str, brotli: u64) -> Sizes {
        Sizes { name: name.into(), raw: brotli, gzip: brotli, brotli }
    }

    #[test]
    fn the_first_use_counts_one_language_one_pillar_and_the_chunks_of_a_step() {
        let table = [
            file("app-1_bg.wasm", 1000),
            file("app-1.js", 100),
            file("chunks/gallery-1.wasm", 900),
            file("chunks/goals_set-1.wasm", 200),
            file("chunks/pictures-1.wasm", 300),
            file("chunks/rules_goals-1.wasm", 80),
            file("chunks/rules_links-1.wasm", 8),
            file("chunks/rules_plan-1.wasm", 105),
            file("chunks/shared_7-1.wasm", 40),
            file("chunks/shared_9-1.wasm", 70),
            file("chunks/small-1.bin", 50),
            file("tokens-1.css", 10),
            file("index.html", 1),
            file("rescue.js", 7000),
            file("lang/en.json", 20),
            file("lang/zh-CN.json", 30),
            file("content/01-goals/steps.json", 2),
            file("content/01-goals/en.json", 3),
            file("content/01-goals/zh-CN.json", 4),
            file("content/02-plan/steps.json", 1),
            file("content/02-plan/en.json", 1),
            file("content/demo/en.json", 9000),
            file("content/glossary.json", 5),
            file("content/pillars.en.json", 6),
            file("content/pillars.zh-CN.json", 7),
        ];
        let loader = "const __chunk_7 = makeLoad(part(\"chunks/shared_7-1.wasm\"), []);\nconst __chunk_8 = makeLoad(part(\"chunks/small-1.bin\", 0, 9), []);\nexport const __wasm_split_load_pictures = wrapAsyncCb(makeLoad(part(\"chunks/pictures-1.wasm\"), [__chunk_7, __chunk_8]));\nexport const __wasm_split_load_rules_goals = wrapAsyncCb(makeLoad(part(\"chunks/rules_goals-1.wasm\"), [__chunk_7]));\nexport const __wasm_split_load_rules_links = wrapAsyncCb(makeLoad(part(\"chunks/rules_links-1.wasm\"), []));\nexport const __wasm_split_load_rules_plan = wrapAsyncCb(makeLoad(part(\"chunks/rules_plan-1.wasm\"), []));\nexport const __wasm_split_load_goals_set = wrapAsyncCb(makeLoad(part(\"chunks/goals_set-1.wasm\"), []));";
        let structure = |folder: &str| Ok(if folder == "01-goals" { "{\"where\": \"=links.sum\"}" } else { "{\"view\": \"board\"}" }.to_owned());
        let totals = totals(&table, loader, &structure).expect("a wasm");
        assert_eq!(totals[0].1, 1000);
        let program = 1000 + 100 + 10 + 1 + 30 + 5 + 7;
        assert_eq!(totals[1].1, program + 2 + 4 + 200 + 80 + 40 + 8);
        assert_eq!(totals[2].1, program + 1 + 1 + 300 + 40 + 50 + 105);
        assert_eq!(totals[3].1, 900);
    }

    #[test]
    fn a_release_without_wasm_is_refused() {
        assert!(totals(&[file("index.html", 1)], "", &|_| Ok(String::new())).is_err());
    }
}
