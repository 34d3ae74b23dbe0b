//! `make browsers`: smoke flows in Firefox ESR and WebKitGTK, against the release in dist/. Not part of `make test`.

use crate::process::{Failure, Repository, stream};
use crate::setup;
use crate::test::build_release;

/// `browsers [Firefox|WebKit]`.
pub(crate) fn command(repository: &Repository, arguments: &[String]) -> Result<(), Failure> {
    setup::other_browsers(repository)?;
    setup::browser_test_packages(repository)?;
    if !repository.path("dist/files.json").is_file() && std::env::var_os("DIST").is_none() {
        build_release(repository)?;
    }
    // WebKitGTK needs a screen; the virtual one is as good as any.
    let mut command = repository.command("xvfb-run");
    command.args(["-a", "-s", "-screen 0 1280x900x24"]).arg(repository.tools().join("node/bin/node")).arg("browsers/smoke.ts").args(arguments);
    command.current_dir(repository.path("tests/e2e")).env("XTASK", std::env::current_exe()?).env_remove("NO_COLOR");
    if stream(repository, "browsers", &mut command, |_| true)?.success {
        Ok(())
    } else {
        Err(Failure::Check("Not every flow went through; see above.".into()))
    }
}
