//! The developers' helper: `cargo xtask <command>`. Native, knows no browser code.
//! The Makefile calls it; everything that needs no cargo to exist lives here.

mod browsers;
mod bundle;
mod coverage;
mod dist;
mod licences;
mod pinyin;
mod portable;
mod process;
mod release;
mod run;
mod scan;
mod seal;
mod serve;
mod setup;
mod size;
mod slim;
mod split;
mod test;
mod worker;

use std::process::ExitCode;

use process::{Failure, Repository};

const HELP: &str = "cargo xtask <command>

  setup run|build|test      install what is missing for `make run`, `make build`, `make test`
  run [--port N]            development build, watched, served on 127.0.0.1 (default 8080)
  build                     release in dist/
  dist                      finish a release of Trunk: chunks, wasm-opt, checks, service worker, dist/files.json
  seal DIR [VERSION]        only the last part of it, for a build in another folder
  portable [DIR FILE]       one HTML file with everything inside
  release [DIR]             the archive for those who run a site, in target/release-archive/
  browsers                  smoke flows in Firefox ESR and WebKitGTK
  serve DIR PORT [--base /path] [--header 'Name: value']
                            static files on 127.0.0.1; PORT 0 takes a free one
  size                      raw, gzip and brotli sizes of dist/ against the budget
  coverage [--links] [P01]  requirement ids: what carries them, which test asserts them
  pinyin                    the table of sounds that search uses, from its crate
  test                      every check and test there is
  e2e [arguments]           browser tests against dist/, arguments go to Playwright
  bench [arguments]         times beside Dexie and the plain calls of IndexedDB; SIZES=1000,10000 measures fewer
  soak                      the long counts
  screenshots               pictures of the screens in target/screenshots/";

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let (command, rest) = match arguments.split_first() {
        Some((command, rest)) => (command.as_str(), rest),
        None => ("help", &[][..]),
    };
    let repository = Repository::here();
    let result = match command {
        "setup" => setup::command(&repository, rest),
        "run" => run::command(&repository, rest),
        "build" => test::build_release(&repository),
        "dist" => dist::finish(&repository),
        "seal" => seal::command(rest),
        "portable" => portable::command(&repository, rest),
        "release" => release::command(&repository, rest),
        "browsers" => browsers::command(&repository, rest),
        "serve" => serve::command(rest),
        "size" => size::command(&repository),
        "coverage" => coverage::command(&repository, rest),
        "pinyin" => pinyin::command(&repository),
        "test" => test::command(&repository),
        "e2e" => test::browser_tests(&repository, rest),
        "bench" => test::bench(&repository, rest),
        "soak" => test::soak(&repository),
        "screenshots" => test::screenshots(&repository),
        "help" | "--help" | "-h" => {
            println!("{HELP}");
            Ok(())
        }
        other => Err(Failure::Usage(format!("There is no command {other:?}.\n\n{HELP}"))),
    };
    match result {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            eprintln!("{failure}");
            ExitCode::FAILURE
        }
    }
}
