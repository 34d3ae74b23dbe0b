//! `make portable`: the whole app as one HTML file that opens by double click. Scripts and styles stand in the page, allowed
//! by their hashes and nothing else; everything that the app fetches stands in it as compressed data (public/portable.js).
//! A release carries the page with empty places, which the app fills by itself when a workspace is handed over
//! (src/app/handover).

use std::collections::BTreeMap;
use std::fs;
use std::io::Write;
use std::path::Path;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD as BASE64;
use flate2::{Compression, GzBuilder};
use io::handover;
use io::portable::{TEMPLATE, fill, place, places};
use sha2::{Digest, Sha256};

use crate::bundle::bundle;
use crate::dist::{files, name_in};
use crate::process::{Failure, Repository, at};
use crate::seal::release_of;
use crate::test::build_release;

/// Files that only a host needs; pages, scripts and styles are put in by their tags, the page itself by its own place.
const LEFT_OUT: &[&str] = &["files.json", "_headers", "manifest.webmanifest", "embed.json", "embed.js", TEMPLATE];
const LEFT_OUT_FOLDERS: &[&str] = &["icons/", "screenshots/", "embed/"];
/// What runs before the program and answers what it fetches.
const UNPACKER: &str = include_str!("../../public/portable.js");

/// `portable [DIR FILE]`: of the release in dist/, which is built first, or of a build in another folder.
pub(crate) fn command(repository: &Repository, arguments: &[String]) -> Result<(), Failure> {
    let (dist, file) = match arguments {
        [] => {
            build_release(repository)?;
            let dist = repository.path("dist");
            let release = at(&dist, fs::read_to_string(dist.join("index.html")))?;
            let version = release_of(&release).and_then(|release| release.split('+').next()).unwrap_or("0").to_owned();
            (dist, repository.path(format!("target/portable/shizhu-{version}.html")))
        }
        [dist, file] => (Path::new(dist).to_owned(), Path::new(file).to_owned()),
        _ => return Err(Failure::Usage("portable [DIR FILE]".into())),
    };
    if let Some(folder) = file.parent() {
        at(folder, fs::create_dir_all(folder))?;
    }
    let text = page(&dist)?;
    at(&file, fs::write(&file, &text))?;
    println!("{} kB in {}", text.len() / 1000, file.display());
    Ok(())
}

/// Puts the page with empty places beside the other files of a build.
pub(crate) fn write_template(dist: &Path) -> Result<(), Failure> {
    let file = dist.join(TEMPLATE);
    at(&file, fs::write(&file, template(dist)?))
}

/// The page with everything inside.
pub(crate) fn page(dist: &Path) -> Result<String, Failure> {
    let template = template(dist)?;
    let mut packed = BTreeMap::new();
    for name in places(&template) {
        // No time and no system in the header: the same files make the same page.
        let mut gzip = GzBuilder::new().mtime(0).operating_system(255).write(Vec::new(), Compression::best());
        match name {
            TEMPLATE => gzip.write_all(template.as_bytes())?,
            handover::FACTS | handover::WORKSPACE => continue,
            name => gzip.write_all(&at(&dist.join(name), fs::read(dist.join(name)))?)?,
        }
        packed.insert(name, gzip.finish()?);
    }
    Ok(fill(&template, &|name| packed.get(name).map(Vec::as_slice)))
}

/// The page with an empty place for each file that is fetched while the app runs, and for a workspace that is handed over.
fn template(dist: &Path) -> Result<String, Failure> {
    let read = |name: &str| at(&dist.join(name), fs::read_to_string(dist.join(name)));
    let source = read("index.html")?;
    let mut builder = Builder { scripts: Vec::new(), styles: Vec::new(), read: &read };
    let head_and_body = builder.inline(&source)?;
    let rescue = builder.rescue(&read("rescue.html")?)?;
    let data = empty(dist)?;
    let page = head_and_body.replacen("<html ", "<html data-portable ", 1).replacen("</body>", &format!("{rescue}{data}</body>"), 1);
    let policy = format!(
        "default-src 'none'; script-src 'wasm-unsafe-eval' {}; style-src {}; img-src data: blob:; worker-src blob:; object-src 'none'; base-uri 'none'; form-action 'none'; require-trusted-types-for 'script'; trusted-types default",
        builder.scripts.join(" "),
        builder.styles.join(" "),
    );
    replace_policy(&page, &policy)
}

struct Builder<'a> {
    /// Hashes of the scripts in the page.
    scripts: Vec<String>,
    /// Hashes of the styles in the page.
    styles: Vec<String>,
    read: &'a dyn Fn(&str) -> Result<String, Failure>,
}

impl Builder<'_> {
    /// The page with the files of its tags in their place.
    fn inline(&mut self, source: &str) -> Result<String, Failure> {
        let mut page = String::new();
        let mut rest = source;
        while let Some(start) = rest.find('<') {
            let end = rest[start..].find('>').map_or(rest.len(), |end| start + end + 1);
            let (text, tag) = (&rest[..start], &rest[start..end]);
            rest = &rest[end..];
            page.push_str(text);
            match tag_name(tag) {
                "script" => {
                    rest = rest.trim_start().strip_prefix("</script>").ok_or_else(|| Failure::Check(format!("{tag} is not closed at once.")))?;
                    page.push_str(&self.script_of(tag)?);
                }
                "link" => page.push_str(&self.link(tag)?),
                _ => page.push_str(tag),
            }
        }
        page.push_str(rest);
        Ok(page)
    }

    fn script_of(&mut self, tag: &str) -> Result<String, Failure> {
        let name = attribute(tag, "src").unwrap_or_default().trim_start_matches("./");
        let text = (self.read)(name)?;
        if let Some(glue) = attribute(tag, "data-glue") {
            let glue_name = glue.trim_start_matches("./");
            // Nobody can import from inside a page: the glue script hands itself over before the start script runs.
            let modules = bundle(&[glue_name], self.read)? + &format!("window.shizhuPortable.arrived(modules[\"{glue_name}\"]);\n");
            let start = bundle(&[name], self.read)?;
            let named = |name: &str| attribute(tag, name).map_or_else(String::new, |value| format!(" {name}=\"{value}\""));
            let attributes = ["data-glue", "data-wasm", "data-worker"].map(named).concat();
            return Ok(format!("{}\n{}", self.script(" type=\"module\"", &modules)?, self.script(&format!(" type=\"module\"{attributes}"), &start)?));
        }
        if attribute(tag, "type") == Some("module") {
            return self.script(" type=\"module\"", &text);
        }
        // What runs first also needs the unpacker, before any module asks for a file.
        let script = self.script("", &text)?;
        if name == "boot.js" { Ok(format!("{script}\n{}", self.script("", UNPACKER)?)) } else { Ok(script) }
    }

    fn script(&mut self, attributes: &str, text: &str) -> Result<String, Failure> {
        if text.contains("</script") || text.contains("<!--") {
            return Err(Failure::Check("A script holds </script or <!--, which would end it inside a page: write it in parts.".into()));
        }
        self.scripts.push(hash(text));
        Ok(format!("<script{attributes}>{text}</script>"))
    }

    fn link(&mut self, tag: &str) -> Result<String, Failure> {
        let href = attribute(tag, "href").unwrap_or_default().trim_start_matches("./");
        match attribute(tag, "rel") {
            Some("stylesheet") => {
                let text = (self.read)(href)?;
                self.styles.push(hash(&text));
                Ok(format!("<style>{text}</style>"))
            }
            Some("icon") => Ok(format!("<link rel=\"icon\" href=\"data:image/svg+xml;base64,{}\">", BASE64.encode((self.read)(href)?))),
            // Nothing to preload, nothing to install.
            _ => Ok(String::new()),
        }
    }

    /// The page that exports data without the program: its body as a template, its script to be run on demand.
    fn rescue(&mut self, page: &str) -> Result<String, Failure> {
        let body = page.split_once("<body>").and_then(|(_, rest)| rest.split_once("</body>")).map(|(body, _)| body);
        let body = body.ok_or_else(|| Failure::Check("rescue.html has no body.".into()))?;
        let script = format!("window.shizhuPortable.rescue = () => {{\n{}\n}};\n", (self.read)("rescue.js")?);
        Ok(format!("<template id=\"shizhu-rescue\">{body}</template>\n{}\n", self.script("", &script)?))
    }
}

/// A place for everything that is fetched while the app runs, in the order of names. The scripts of workers are there at once.
fn empty(dist: &Path) -> Result<String, Failure> {
    let mut data = String::new();
    for file in files(dist)? {
        let name = name_in(dist, &file);
        if is_worker(&name) {
            data.push_str(&worker(dist, &name)?);
            continue;
        }
        let inlined = !name.contains('/') && [".html", ".css", ".js", ".svg"].iter().any(|ending| name.ends_with(ending));
        if !inlined && !LEFT_OUT.contains(&name.as_str()) && !LEFT_OUT_FOLDERS.iter().any(|folder| name.starts_with(folder)) {
            data.push_str(&place(&name));
        }
    }
    for name in [TEMPLATE, handover::FACTS, handover::WORKSPACE] {
        data.push_str(&place(name));
    }
    Ok(data)
}

/// Scripts that run in a worker: the keeper of copies, and what Trunk writes to load the second program.
fn is_worker(name: &str) -> bool {
    name == "keeper.js" || (name.starts_with("exporter") && name.ends_with("_loader.js"))
}

/// The script of a worker. It can import nothing from inside a page, so the loader is replaced by the glue script itself,
/// which waits for its program (public/portable.js).
fn worker(dist: &Path, name: &str) -> Result<String, Failure> {
    let read = |name: &str| at(&dist.join(name), fs::read_to_string(dist.join(name)));
    let Some(stem) = name.strip_suffix("_loader.js") else {
        return Ok(format!("<script type=\"text/plain\" data-name=\"{name}\">{}</script>\n", BASE64.encode(read(name)?)));
    };
    let glue = format!("{stem}.js");
    // From the disk only classic scripts become workers, which know no `import.meta`.
    let script =
        bundle(&[&glue], &read)?.replace("import.meta.url", "location.href") + &format!("{WAIT_FOR_PROGRAM}modules[\"{glue}\"].default{REST}");
    Ok(format!("<script type=\"text/plain\" data-name=\"{name}\" data-program=\"{stem}_bg.wasm\">{}</script>\n", BASE64.encode(script)))
}

/// The first message brings the program; those after it are for the program.
const WAIT_FOR_PROGRAM: &str = "addEventListener('message', (event) => {\n  event.stopImmediatePropagation();\n  ";
const REST: &str = "({ module_or_path: event.data });\n}, { once: true });\n";

fn replace_policy(page: &str, policy: &str) -> Result<String, Failure> {
    let start = "Content-Security-Policy\" content=\"";
    let (before, rest) = page.split_once(start).ok_or_else(|| Failure::Check("index.html has no content security policy.".into()))?;
    let (_, after) = rest.split_once('"').ok_or_else(|| Failure::Check("index.html: the policy has no end.".into()))?;
    Ok(format!("{before}{start}{policy}\"{after}"))
}

fn hash(text: &str) -> String {
    format!("'sha256-{}'", BASE64.encode(Sha256::digest(text)))
}

fn tag_name(tag: &str) -> &str {
    tag[1..].split(|character: char| !character.is_ascii_alphanumeric()).next().unwrap_or_default()
}

fn attribute<'a>(tag: &'a str, name: &str) -> Option<&'a str> {
    tag.split_once(&format!(" {name}=\""))?.1.split_once('"').map(|(value, _)| value)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sample() -> std::path::PathBuf {
        let dist = std::env::temp_dir().join(format!("shizhu-portable-{}", std::process::id()));
        fs::create_dir_all(dist.join("lang")).expect("folder");
        let index = concat!(
            "<!DOCTYPE html>\n<html lang=\"zh-CN\"><head><meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'self'\">",
            "<link rel=\"icon\" href=\"icon.svg\"><link rel=\"manifest\" href=\"manifest.webmanifest\"><script src=\"boot.js\"></script>",
            "<link rel=\"stylesheet\" href=\"./a.css\" integrity=\"x\"/>",
            "<script type=\"module\" src=\"start.js\" data-worker=\"exporter-1_loader.js\" data-glue=\"./app.js\" data-wasm=\"./app_bg.wasm\"></script>",
            "<link rel=\"modulepreload\" href=\"./app.js\"></head><body><p>1 &lt; 2</p></body></html>"
        );
        let rescue = "<html><body><p id=\"state\"></p></body></html>";
        for (name, text) in [
            ("index.html", index),
            ("rescue.html", rescue),
            ("rescue.js", "(() => {})();"),
            ("boot.js", "boot();"),
            ("start.js", "start();"),
            ("app.js", "export { initSync, init as default };"),
            ("a.css", "p{}"),
            ("icon.svg", "<svg/>"),
            ("app_bg.wasm", "\0asm"),
            ("lang/en.json", "{}"),
            ("exporter-1_loader.js", "import './exporter-1.js'"),
            ("exporter-1.js", "export { init as default };"),
            ("exporter-1_bg.wasm", "\0asm"),
            ("keeper.js", "keep();"),
            ("manifest.webmanifest", "{}"),
        ] {
            fs::write(dist.join(name), text).expect("file");
        }
        dist
    }

    #[test]
    fn the_page_holds_everything_and_allows_only_its_own_scripts() {
        let dist = sample();
        let page = page(&dist).expect("a page");
        write_template(&dist).expect("written");
        assert_eq!(page, super::page(&dist).expect("again"), "the same files, the same page");
        fs::remove_dir_all(dist).expect("removed");
        let policy = page.split_once("content=\"").and_then(|(_, rest)| rest.split_once('"')).expect("a policy").0;
        assert!(page.contains("\nstart();\n") && page.contains("window.shizhuPortable.arrived(modules[\"app.js\"]);"), "{page}");
        for text in ["boot();", UNPACKER] {
            assert!(page.contains(&format!(">{text}</script>")) && policy.contains(&hash(text)), "{text} in {page}");
        }
        assert_eq!(policy.matches("'sha256-").count(), 5 + 1, "five scripts and one style: {policy}");
        assert!(page.contains("data-worker=\"exporter-1_loader.js\""), "{page}");
        assert!(
            page.contains("data-name=\"exporter-1_loader.js\" data-program=\"exporter-1_bg.wasm\"") && page.contains("data-name=\"keeper.js\""),
            "{page}"
        );
        assert!(!policy.contains("'self'") && !policy.contains("unsafe-inline"), "{policy}");
        assert!(!page.contains("src=") && !page.contains("integrity") && !page.contains("manifest") && !page.contains("modulepreload"), "{page}");
        assert!(
            page.contains("data-name=\"app_bg.wasm\">H4sI")
                && page.contains("data-name=\"lang/en.json\">H4sI")
                && page.contains("<html data-portable lang"),
            "{page}"
        );
        assert!(page.contains("data-name=\"portable.txt\">H4sI") && page.contains("data-name=\"handover.json\"></script>"), "{page}");
    }

    #[test]
    fn a_script_that_would_end_itself_is_refused() {
        let read = |_: &str| Ok(String::new());
        let mut builder = Builder { scripts: Vec::new(), styles: Vec::new(), read: &read };
        assert!(builder.script("", "const a = '</script>';").is_err());
    }
}
