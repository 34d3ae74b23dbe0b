//! `make run`: a development build that is rebuilt on every change, served on this machine.

use std::fs;
use std::thread;
use std::time::{Duration, Instant};

use crate::process::{Failure, Repository, at};
use crate::serve::{self, Site};
use crate::setup;

/// `run [--port N]`.
pub(crate) fn command(repository: &Repository, arguments: &[String]) -> Result<(), Failure> {
    let port = match arguments {
        [] => 8080,
        [option, port] if option == "--port" => port
            .parse()
            .map_err(|_| Failure::Usage(format!("{port:?} is no port: give a number from 0 to 65535, for example `make run PORT=8080`.")))?,
        _ => return Err(Failure::Usage("run [--port N]".into())),
    };
    // The port is taken before the long work, so that a conflict shows at once.
    let listener = serve::bind(port)?;
    let site = Site { folder: repository.path("target/run"), base: "/".into(), headers: Vec::new() };
    let address = serve::address(&listener, &site)?;
    setup::for_run(repository)?;
    at(&site.folder, fs::create_dir_all(&site.folder))?;
    let begin = Instant::now();
    eprintln!("── development build (some minutes the first time, seconds later) ──");
    if !trunk(repository, "build", &site).status()?.success() {
        return Err(Failure::Program("The app does not build: mend what the compiler names above, then run make again.".into()));
    }
    eprintln!("── built in {:.0} s ──", begin.elapsed().as_secs_f64());
    thread::spawn({
        let site = site.clone();
        move || serve::serve(listener, &site)
    });
    println!("\n  Shizhu runs at {address}\n  Changes are rebuilt as they are saved; reload the page to see them. Ctrl+C ends.\n");
    let mut watch = trunk(repository, "watch", &site);
    for path in ["src", "style", "public", "index.html"] {
        watch.arg("--watch").arg(path);
    }
    // Ctrl+C ends the watcher in good order. Should it break, the last build stays served.
    if watch.status()?.success() {
        return Ok(());
    }
    eprintln!("The watcher has stopped: changes are not rebuilt any more.");
    loop {
        thread::sleep(Duration::from_secs(3600));
    }
}

fn trunk(repository: &Repository, action: &str, site: &Site) -> std::process::Command {
    let mut command = repository.command(repository.tools().join("bin/trunk"));
    // Trunk refuses to start with the usual value 1 of NO_COLOR.
    command.args([action, "--dist"]).arg(&site.folder).env_remove("NO_COLOR");
    command
}
