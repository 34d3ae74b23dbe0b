//! `make test`: every check and test there is, as phases with times, added up to one line of counts.
//! Tools that later phases need are installed in the background while native code is tested.

use std::fs;
use std::process::Command;
use std::sync::mpsc::{Sender, channel};
use std::thread;
use std::time::{Duration, Instant};

use serde_json::Value;

use crate::process::{Failure, Repository, at, stream};
use crate::{coverage, dist, setup, size};

const WASM: &str = "wasm32-unknown-unknown";
/// Left out of native work: the program calls what `store` has for the browser alone. It is linted with the release and
/// tested in the browser; whatever can be tested natively belongs into the crates below it.
const BROWSER_ONLY: &str = "app";

/// Passed and failed tests, and what is to be said again at the end: a check without tests of its own counts as one.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
struct Counts {
    passed: u64,
    failed: u64,
    /// Names of the tests that failed or needed a second try.
    notes: Vec<String>,
}

impl Counts {
    fn of_check(holds: bool) -> Self {
        Self { passed: u64::from(holds), failed: u64::from(!holds), notes: Vec::new() }
    }

    /// What a program of tests reported; a bad end without a failed test, and no test at all, count as failed.
    fn of_tests(passed: u64, failed: u64, success: bool, notes: Vec<String>) -> Self {
        let silent = failed == 0 && (!success || passed == 0);
        Self { passed, failed: failed + u64::from(silent), notes }
    }
}

/// One phase that has run.
struct Phase {
    name: String,
    duration: Duration,
    counts: Counts,
}

impl Phase {
    /// Does the work; a failure counts as one failed check and is said again at the end.
    fn run(name: &str, work: impl FnOnce() -> Result<Counts, Failure>) -> Self {
        let begin = Instant::now();
        let counts = work().unwrap_or_else(|failure| {
            println!("{failure}");
            Counts { notes: vec![failure.text().to_owned()], ..Counts::of_check(false) }
        });
        println!("   {name}: {} passed, {} failed, {:.1} s", counts.passed, counts.failed, begin.elapsed().as_secs_f64());
        Self { name: name.into(), duration: begin.elapsed(), counts }
    }

    fn check(name: &str, work: impl FnOnce() -> Result<(), Failure>) -> Self {
        Self::run(name, || work().map(|()| Counts::of_check(true)))
    }

    fn holds(&self) -> bool {
        self.counts.failed == 0
    }
}

/// So many names are said again at the end.
const NOTES: usize = 12;

/// The phases that have run.
#[derive(Default)]
struct Report {
    phases: Vec<Phase>,
}

impl Report {
    fn phase(&mut self, name: &str, work: impl FnOnce() -> Result<Counts, Failure>) -> bool {
        println!("\n── {name} ──");
        let phase = Phase::run(name, work);
        let holds = phase.holds();
        self.phases.push(phase);
        holds
    }

    fn check(&mut self, name: &str, work: impl FnOnce() -> Result<(), Failure>) -> bool {
        self.phase(name, || work().map(|()| Counts::of_check(true)))
    }

    /// Prints the times, the names of what failed and, as the last line, the counts.
    fn close(&self, begin: Instant) -> Result<(), Failure> {
        println!("\n── times ──");
        for Phase { name, duration, counts } in &self.phases {
            println!("{:>8.1} s  {name:<34} {} passed, {} failed", duration.as_secs_f64(), counts.passed, counts.failed);
        }
        println!("{:>8.1} s  in all", begin.elapsed().as_secs_f64());
        let notes: Vec<String> =
            self.phases.iter().flat_map(|phase| phase.counts.notes.iter().map(move |note| format!("{}: {note}", phase.name))).collect();
        for note in notes.iter().take(NOTES) {
            println!("  {note}");
        }
        if notes.len() > NOTES {
            println!("  and {} more", notes.len() - NOTES);
        }
        let sum = |part: fn(&Counts) -> u64| self.phases.iter().map(|phase| part(&phase.counts)).sum::<u64>();
        let (passed, failed) = (sum(|counts| counts.passed), sum(|counts| counts.failed));
        println!("{passed} passed, {failed} failed");
        if failed == 0 { Ok(()) } else { Err(Failure::Check(format!("{failed} tests or checks failed; they are named above."))) }
    }
}

/// Everything. What needs one core for long (tools, the release's fat link) runs beside what uses both.
pub(crate) fn command(repository: &Repository) -> Result<(), Failure> {
    let begin = Instant::now();
    let mut report = Report::default();
    // Needs root rights and asks nothing later: a machine that lacks them hears it in the first second.
    if !report.check("system packages", || setup::system_packages(repository).and_then(|()| setup::components(repository))) {
        return report.close(begin);
    }
    let (tools_done, tools_ready) = channel();
    let beside = thread::scope(|scope| {
        let beside = scope.spawn(move || release_phases(repository, &tools_done));
        report.check("format", || cargo(repository, "format", &["fmt", "--all", "--check", "--", "-l"]));
        report.phase("native tests, linted", || native_tests(repository));
        report.check("coverage", || coverage::command(repository, &[]));
        // The sender is dropped without a word when the tools could not be installed, which is a failed phase of its own.
        if tools_ready.recv().is_ok() {
            report.phase("storage tests in Chromium, linted", || storage_tests(repository));
        }
        if !beside.is_finished() {
            println!("\n── waiting for the release ──");
        }
        beside.join()
    });
    let whole = beside.is_ok();
    report.phases.extend(beside.unwrap_or_default());
    if !whole {
        report.check("release", || Err(Failure::Program("the thread that builds the release stopped".into())));
    }
    if repository.path("dist/files.json").is_file() && report.phases.iter().any(|phase| phase.name == RELEASE && phase.holds()) {
        report.phase("browser tests", || run_playwright(repository, "playwright.config.ts", &[]));
    }
    report.close(begin)
}

const RELEASE: &str = "release build, linted, beside the others";

/// Tools, release and its size, each only when the one before succeeded; says when the tools are there.
fn release_phases(repository: &Repository, tools_done: &Sender<()>) -> Vec<Phase> {
    let mut phases =
        vec![Phase::check("tools, beside the others", || setup::browser_test_packages(repository).and_then(|()| setup::for_build(repository)))];
    if phases.iter().all(Phase::holds) {
        // Nobody listens any more when the program ends.
        let _ = tools_done.send(());
        phases.push(Phase::check(RELEASE, || build_release_with(repository, linted)));
    }
    if phases.iter().all(Phase::holds) {
        phases.push(Phase::check("size", || size::command(repository)));
    }
    phases
}

/// The word by which clippy parts the arguments that it is handed in the environment; its name is clippy's own.
const CLIPPY_SEPARATOR: &str = "__CLIPPY_HACKERY__";

/// Lets clippy compile the crates of the workspace, so that they are linted and built at once: apart, each takes as long as
/// the other. A lint that does not hold fails the build.
fn linted(command: &mut Command) {
    let arguments: String = ["-D", "warnings"].iter().flat_map(|argument| [argument, CLIPPY_SEPARATOR]).collect();
    command.env("RUSTC_WORKSPACE_WRAPPER", "clippy-driver").env("CLIPPY_ARGS", arguments);
}

/// The release in dist/, with all tools it needs.
pub(crate) fn build_release(repository: &Repository) -> Result<(), Failure> {
    build_release_with(repository, |_| {})
}

fn build_release_with(repository: &Repository, prepare: fn(&mut Command)) -> Result<(), Failure> {
    setup::for_build(repository)?;
    let begin = Instant::now();
    eprintln!("── release build (several minutes from nothing) ──");
    let mut command = repository.command(repository.tools().join("bin/trunk"));
    command.args(["build", "--release", "--features", "split"]).env_remove("NO_COLOR");
    prepare(&mut command);
    succeed("the release build", stream(repository, "release", &mut command, |_| true)?.success)?;
    dist::finish(repository)?;
    eprintln!("── release in dist/ after {:.0} s ──", begin.elapsed().as_secs_f64());
    Ok(())
}

/// `e2e [arguments]`: the browser tests against the release that lies in dist/.
pub(crate) fn browser_tests(repository: &Repository, arguments: &[String]) -> Result<(), Failure> {
    prepare_browser(repository)?;
    let counts = run_playwright(repository, "playwright.config.ts", arguments)?;
    println!("{} passed, {} failed", counts.passed, counts.failed);
    succeed("the browser tests", counts.failed == 0)
}

/// `screenshots`: pictures of every screen, theme and language.
pub(crate) fn screenshots(repository: &Repository) -> Result<(), Failure> {
    prepare_browser(repository)?;
    let counts = run_playwright(repository, "screenshots.config.ts", &[])?;
    println!("Pictures and contact sheets are in target/screenshots/.");
    succeed("taking the pictures", counts.failed == 0)
}

/// `bench [arguments]`: import, opening, edits, export and filter beside Dexie and the plain calls of IndexedDB, and how
/// quickly the program answers; target/bench.json holds the figures.
pub(crate) fn bench(repository: &Repository, arguments: &[String]) -> Result<(), Failure> {
    prepare_browser(repository)?;
    let counts = run_playwright(repository, "bench.config.ts", arguments)?;
    succeed("the measurement", counts.failed == 0)
}

/// What is counted natively in long runs: files out and in, broken ones, merges, steps and storage.
const LONG_TESTS: &[&str] = &["bundle", "merge", "table", "table_hostile"];
const LONG_CRATES: &[&str] = &["io", "model", "store"];
/// Browser tests with long counts.
const LONG_SPECS: &[&str] =
    &["specs/kills.spec.ts", "specs/tabs.spec.ts", "specs/large.spec.ts", "specs/accessibility.spec.ts", "specs/layout.spec.ts"];

/// `soak`: the long counts. `SOAK=20` kills 20 browsers and 40 renderers in each of five phases and lets tabs edit for a
/// minute; `PROPTEST_CASES` sets the cases of each property.
pub(crate) fn soak(repository: &Repository) -> Result<(), Failure> {
    let begin = Instant::now();
    let mut report = Report::default();
    let cases = std::env::var("PROPTEST_CASES").unwrap_or_else(|_| "10000".into());
    let rounds = std::env::var("SOAK").unwrap_or_else(|_| "20".into());
    report.phase("native tests, long", || {
        let mut command = repository.cargo();
        command.args(["test", "--package", "tests", "--no-fail-fast"]);
        command.args(LONG_TESTS.iter().flat_map(|name| ["--test", name]));
        // The figures are printed, also those of tests that pass.
        command.args(["--", "--nocapture"]).envs([("PROPTEST_CASES", cases.as_str()), ("SHIZHU_SOAK", "1")]);
        cargo_tests(repository, "soak-native", &mut command)
    });
    report.phase("properties, long", || {
        let mut command = repository.cargo();
        command.args(["test", "--no-fail-fast"]);
        command.args(LONG_CRATES.iter().flat_map(|name| ["--package", name]));
        command.env("PROPTEST_CASES", &cases);
        cargo_tests(repository, "soak-properties", &mut command)
    });
    if report.check("release", || prepare_browser(repository)) {
        report.phase("browser tests, long", || {
            let specs: Vec<String> = LONG_SPECS.iter().map(|name| (*name).to_owned()).collect();
            run_playwright_with(repository, "playwright.config.ts", &specs, &[("SOAK", &rounds)])
        });
    }
    report.close(begin)
}

fn prepare_browser(repository: &Repository) -> Result<(), Failure> {
    setup::system_packages(repository)?;
    setup::browser_test_packages(repository)?;
    if repository.path("dist/files.json").is_file() { Ok(()) } else { build_release(repository) }
}

fn cargo(repository: &Repository, name: &str, arguments: &[&str]) -> Result<(), Failure> {
    succeed(&format!("cargo {}", arguments.join(" ")), stream(repository, name, repository.cargo().args(arguments), |_| true)?.success)
}

fn succeed(what: &str, success: bool) -> Result<(), Failure> {
    if success { Ok(()) } else { Err(Failure::Program(format!("{what} did not succeed; see above."))) }
}

fn native_tests(repository: &Repository) -> Result<Counts, Failure> {
    let mut command = repository.cargo();
    command.args(["test", "--workspace", "--exclude", BROWSER_ONLY, "--no-fail-fast"]);
    linted(&mut command);
    cargo_tests(repository, "native-tests", &mut command)
}

fn storage_tests(repository: &Repository) -> Result<Counts, Failure> {
    let mut command = repository.cargo();
    // The runner finds the browser's flags in webdriver.json of the crate.
    command.args(["test", "--package", "store", "--target", WASM, "--lib", "--tests", "--no-fail-fast"]);
    command.env("CHROMEDRIVER", std::env::var("CHROMEDRIVER").unwrap_or_else(|_| "/usr/bin/chromedriver".into()));
    command.env("WASM_BINDGEN_TEST_TIMEOUT", "300");
    linted(&mut command);
    cargo_tests(repository, "storage-tests", &mut command)
}

fn cargo_tests(repository: &Repository, name: &str, command: &mut Command) -> Result<Counts, Failure> {
    let finished = stream(repository, name, command, |line| !(line.is_empty() || line.ends_with("... ok") || line.starts_with("running ")))?;
    let (passed, failed) = test_results(&finished.output);
    let failures = finished.output.lines().filter_map(|line| line.strip_prefix("test ")?.strip_suffix(" ... FAILED")).map(str::to_owned).collect();
    Ok(Counts::of_tests(passed, failed, finished.success, failures))
}

/// Adds up the lines `test result: …`; ignored tests count as failed.
fn test_results(output: &str) -> (u64, u64) {
    let mut sums = (0, 0);
    for line in output.lines().filter(|line| line.starts_with("test result:")) {
        let number = |word: &str| {
            let before = line.split(';').find(|part| part.trim_end().ends_with(word))?;
            before.split_whitespace().rev().nth(1)?.parse::<u64>().ok()
        };
        sums.0 += number("passed").unwrap_or(0);
        sums.1 += number("failed").unwrap_or(0) + number("ignored").unwrap_or(0);
    }
    sums
}

fn run_playwright(repository: &Repository, configuration: &str, arguments: &[String]) -> Result<Counts, Failure> {
    run_playwright_with(repository, configuration, arguments, &[])
}

fn run_playwright_with(repository: &Repository, configuration: &str, arguments: &[String], environment: &[(&str, &str)]) -> Result<Counts, Failure> {
    let folder = repository.path("tests/e2e");
    let results = repository.path("target/browser-tests.json");
    if results.exists() {
        at(&results, fs::remove_file(&results))?;
    }
    let mut command = repository.command(repository.tools().join("node/bin/node"));
    command.arg("node_modules/@playwright/test/cli.js").args(["test", "--config", configuration]).args(arguments).current_dir(folder);
    // A free port each time, so that two working copies can be tested at once.
    let port = crate::serve::bind(0)?.local_addr()?.port();
    command.env("E2E_PORT", port.to_string()).envs(environment.iter().copied());
    command.env("XTASK", std::env::current_exe()?).env("RESULTS", &results).env("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1").env_remove("NO_COLOR");
    let finished = stream(repository, "browser-tests", &mut command, |_| true)?;
    let text = fs::read_to_string(&results).unwrap_or_default();
    let (passed, failed) = playwright_results(&text);
    Ok(Counts::of_tests(passed, failed, finished.success, playwright_names(&text)))
}

/// So many tests may need a second try on a busy machine; Playwright names them at its end. More are a fault of theirs.
const SECOND_TRIES: u64 = 3;

/// Counts of Playwright's JSON report; skipped tests count as failed, and those that needed a second try where they are many.
fn playwright_results(report: &str) -> (u64, u64) {
    let json: Value = serde_json::from_str(report).unwrap_or_default();
    let number = |name: &str| json["stats"][name].as_u64().unwrap_or(0);
    let (again, failed) = (number("flaky"), number("unexpected") + number("skipped"));
    if again <= SECOND_TRIES { (number("expected") + again, failed) } else { (number("expected"), failed + again) }
}

/// File, line and title of each test that did not simply pass, with Playwright's word for it.
fn playwright_names(report: &str) -> Vec<String> {
    let json: Value = serde_json::from_str(report).unwrap_or_default();
    let mut names = Vec::new();
    collect_names(&json, &mut names);
    names
}

/// Suites hold suites and specs; a spec holds its tests.
fn collect_names(suite: &Value, names: &mut Vec<String>) {
    let list = |value: &Value, name: &str| value[name].as_array().cloned().unwrap_or_default();
    for spec in list(suite, "specs") {
        for status in list(&spec, "tests").iter().filter_map(|test| test["status"].as_str()).filter(|status| *status != "expected") {
            names.push(format!(
                "{status}: {}:{} {}",
                spec["file"].as_str().unwrap_or_default(),
                spec["line"],
                spec["title"].as_str().unwrap_or_default()
            ));
        }
    }
    for inner in list(suite, "suites") {
        collect_names(&inner, names);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(output: &str, expected: (u64, u64)) {
        assert_eq!(test_results(output), expected, "{output}");
    }

    #[test]
    fn results_are_added_up_and_ignored_tests_count_as_failed() {
        check("", (0, 0));
        check("test result: ok. 12 passed; 0 failed; 0 ignored; 0 measured; 0 filtered out; finished in 0.00s\n", (12, 0));
        check("test result: ok. 3 passed; 0 failed; 2 ignored; 0 measured\nx\ntest result: FAILED. 1 passed; 4 failed; 0 ignored\n", (4, 6));
    }

    #[test]
    fn the_browsers_report_counts_skipped_tests_and_many_second_tries_as_failed() {
        assert_eq!(playwright_results("{\"stats\":{\"expected\":5,\"unexpected\":1,\"flaky\":1,\"skipped\":2}}"), (6, 3));
        assert_eq!(playwright_results("{\"stats\":{\"expected\":5,\"unexpected\":0,\"flaky\":4,\"skipped\":0}}"), (5, 4));
        assert_eq!(playwright_results("nothing"), (0, 0));
    }

    #[test]
    fn what_did_not_simply_pass_is_named() {
        let report = serde_json::json!({"suites": [{"specs": [], "suites": [{"specs": [
            {"title": "opens", "file": "smoke.spec.ts", "line": 5, "tests": [{"status": "expected"}]},
            {"title": "keeps", "file": "smoke.spec.ts", "line": 9, "tests": [{"status": "unexpected"}]},
        ]}]}]});
        assert_eq!(playwright_names(&report.to_string()), ["unexpected: smoke.spec.ts:9 keeps"]);
    }

    #[test]
    fn silence_is_no_success() {
        let failed_of = |passed, failed, success| Counts::of_tests(passed, failed, success, Vec::new()).failed;
        assert_eq!(failed_of(3, 0, true), 0);
        assert_eq!(failed_of(3, 0, false), 1);
        assert_eq!(failed_of(0, 0, true), 1);
        assert_eq!(failed_of(2, 2, false), 2);
    }
}
