//! A small static file server for development and browser tests: threads, no dependency, this machine only.

use std::fs;
use std::io::{BufRead, BufReader, Write};
use std::net::{TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::thread;
use std::time::Duration;

use crate::process::Failure;

/// What is served, and where below the host.
#[derive(Debug, Clone)]
pub(crate) struct Site {
    /// Folder with the files.
    pub(crate) folder: PathBuf,
    /// Path in front of every address, beginning and ending with a slash.
    pub(crate) base: String,
    /// Headers added to every answer, as `Name: value`.
    pub(crate) headers: Vec<String>,
}

/// `serve DIR PORT [--base /path] [--header 'Name: value']`.
pub(crate) fn command(arguments: &[String]) -> Result<(), Failure> {
    let usage = || Failure::Usage("serve DIR PORT [--base /path] [--header 'Name: value']".into());
    let mut site = Site { folder: PathBuf::new(), base: "/".into(), headers: Vec::new() };
    let mut plain = Vec::new();
    let mut rest = arguments.iter();
    while let Some(argument) = rest.next() {
        match argument.as_str() {
            "--base" => site.base = format!("/{}/", rest.next().ok_or_else(usage)?.trim_matches('/')).replace("//", "/"),
            "--header" => site.headers.push(rest.next().ok_or_else(usage)?.clone()),
            _ => plain.push(argument),
        }
    }
    let [folder, port] = plain[..] else { return Err(usage()) };
    site.folder = PathBuf::from(folder);
    if !site.folder.is_dir() {
        return Err(Failure::Setup(format!("There is no folder {folder}: run `make build` first.")));
    }
    let listener = bind(port.parse().map_err(|_| usage())?)?;
    println!("Serving {folder} at {}", address(&listener, &site)?);
    serve(listener, &site);
    Ok(())
}

/// Takes the port, or says in one sentence that someone else has it.
pub(crate) fn bind(port: u16) -> Result<TcpListener, Failure> {
    TcpListener::bind(("127.0.0.1", port)).map_err(|error| match error.kind() {
        std::io::ErrorKind::AddrInUse => Failure::Setup(format!(
            "Port {port} is in use by another program: stop it, or take another port, for example `make run PORT={}`.",
            port.checked_add(1).unwrap_or(8081)
        )),
        std::io::ErrorKind::PermissionDenied => {
            Failure::Setup(format!("Port {port} is reserved for the system: take one above 1023, for example `make run PORT=8080`."))
        }
        _ => Failure::Setup(format!("Port {port} cannot be opened: {error}.")),
    })
}

/// The address to open in a browser.
pub(crate) fn address(listener: &TcpListener, site: &Site) -> Result<String, Failure> {
    Ok(format!("http://127.0.0.1:{}{}", listener.local_addr()?.port(), site.base))
}

/// Answers until the program ends.
pub(crate) fn serve(listener: TcpListener, site: &Site) {
    let site = Arc::new(site.clone());
    for stream in listener.incoming().flatten() {
        let site = Arc::clone(&site);
        // A browser that goes away in the middle of an answer is no fault of the server.
        thread::spawn(move || drop(answer(stream, &site)));
    }
}

fn answer(mut stream: TcpStream, site: &Site) -> std::io::Result<()> {
    stream.set_read_timeout(Some(Duration::from_secs(10)))?;
    stream.set_nodelay(true)?;
    let mut reader = BufReader::new(stream.try_clone()?);
    let mut request = String::new();
    reader.read_line(&mut request)?;
    let mut header = String::new();
    while reader.read_line(&mut header)? > 2 {
        header.clear();
    }
    let mut words = request.split_whitespace();
    let (method, target) = (words.next().unwrap_or_default(), words.next().unwrap_or_default());
    let (status, kind, body) = match method {
        "GET" | "HEAD" => content(site, target),
        _ => ("405 Method Not Allowed", "text/plain", b"Only GET and HEAD.\n".to_vec()),
    };
    let mut head = format!(
        "HTTP/1.1 {status}\r\nContent-Type: {kind}\r\nContent-Length: {}\r\nCache-Control: no-cache\r\nX-Content-Type-Options: nosniff\r\nConnection: close\r\n",
        body.len()
    );
    if status.starts_with("308") {
        head.push_str(&format!("Location: {}\r\n", site.base));
    }
    for line in &site.headers {
        head.push_str(line);
        head.push_str("\r\n");
    }
    head.push_str("\r\n");
    stream.write_all(head.as_bytes())?;
    if method == "GET" {
        stream.write_all(&body)?;
    }
    stream.flush()
}

fn content(site: &Site, target: &str) -> (&'static str, &'static str, Vec<u8>) {
    let missing = ("404 Not Found", "text/plain; charset=utf-8", b"Not found.\n".to_vec());
    let path = target.split(['?', '#']).next().unwrap_or_default();
    if path.len() + 1 == site.base.len() && site.base.starts_with(path) {
        return ("308 Permanent Redirect", "text/plain", Vec::new());
    }
    let Some(file) = path.strip_prefix(&site.base).and_then(|below| locate(&site.folder, below)) else { return missing };
    match fs::read(&file) {
        Ok(body) => ("200 OK", media_type(&file), body),
        Err(_) => missing,
    }
}

/// The file of an address below the base; none outside the folder, also not through a link.
fn locate(folder: &Path, below: &str) -> Option<PathBuf> {
    let decoded = percent_decode(below)?;
    if decoded.contains(['\0', '\\']) || decoded.split('/').any(|part| part == ".." || part == ".") || decoded.starts_with('/') {
        return None;
    }
    let mut file = folder.join(decoded);
    if file.is_dir() {
        file.push("index.html");
    }
    let (file, folder) = (file.canonicalize().ok()?, folder.canonicalize().ok()?);
    (file.starts_with(folder) && file.is_file()).then_some(file)
}

fn percent_decode(text: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.bytes();
    while let Some(byte) = rest.next() {
        if byte == b'%' {
            let digits = [rest.next()?, rest.next()?];
            bytes.push(u8::from_str_radix(std::str::from_utf8(&digits).ok()?, 16).ok()?);
        } else {
            bytes.push(byte);
        }
    }
    String::from_utf8(bytes).ok()
}

fn media_type(file: &Path) -> &'static str {
    match file.extension().and_then(|extension| extension.to_str()).unwrap_or_default() {
        "html" => "text/html; charset=utf-8",
        "js" | "mjs" => "text/javascript; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "json" => "application/json; charset=utf-8",
        "wasm" => "application/wasm",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "jpg" | "jpeg" => "image/jpeg",
        "webp" => "image/webp",
        "ico" => "image/x-icon",
        "woff2" => "font/woff2",
        "webmanifest" => "application/manifest+json",
        "pdf" => "application/pdf",
        "txt" | "md" => "text/plain; charset=utf-8",
        _ => "application/octet-stream",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Read;

    fn site() -> Site {
        Site { folder: PathBuf::from(env!("CARGO_MANIFEST_DIR")), base: "/a/b/".into(), headers: vec!["X-Test: yes".into()] }
    }

    fn check(target: &str, status: &str) {
        assert!(content(&site(), target).0.starts_with(status), "{target} should be {status}");
    }

    #[test]
    fn only_files_below_the_base_are_served() {
        check("/a/b/main.rs", "200");
        check("/a/b/main.rs?x=1", "200");
        check("/a/b/%6dain.rs", "200");
        check("/a/b", "308");
        check("/a/b/", "404");
        check("/main.rs", "404");
        check("/a/b/none.rs", "404");
    }

    #[test]
    fn no_way_leads_out_of_the_folder() {
        for target in
            ["/a/b/../Cargo.toml", "/a/b/%2e%2e/xtask/main.rs", "/a/b/..%2fmodel/lib.rs", "/a/b//etc/passwd", "/a/b/%00", "/a/b/%zz", "/a/b/x\\y"]
        {
            check(target, "404");
        }
    }

    #[test]
    fn wasm_has_its_type() {
        assert_eq!(media_type(Path::new("a.wasm")), "application/wasm");
        assert_eq!(media_type(Path::new("a.unknown")), "application/octet-stream");
    }

    #[test]
    fn an_answer_is_complete_and_carries_extra_headers() {
        let listener = bind(0).expect("a free port");
        let port = listener.local_addr().expect("address").port();
        thread::spawn(move || serve(listener, &site()));
        let ask = |request: &str| {
            let mut stream = TcpStream::connect(("127.0.0.1", port)).expect("connection");
            stream.write_all(request.as_bytes()).expect("request");
            let mut text = String::new();
            stream.read_to_string(&mut text).expect("answer");
            text
        };
        let get = ask("GET /a/b/Cargo.toml HTTP/1.1\r\nHost: x\r\n\r\n");
        assert!(get.starts_with("HTTP/1.1 200 OK") && get.contains("X-Test: yes") && get.contains("name = \"xtask\""), "{get}");
        let head = ask("HEAD /a/b/Cargo.toml HTTP/1.1\r\n\r\n");
        assert!(head.starts_with("HTTP/1.1 200 OK") && !head.contains("xtask"), "{head}");
        assert!(ask("POST /a/b/ HTTP/1.1\r\n\r\n").starts_with("HTTP/1.1 405"));
    }

    #[test]
    fn a_taken_port_is_named_with_the_way_out() {
        let listener = bind(0).expect("a free port");
        let port = listener.local_addr().expect("address").port();
        let text = bind(port).expect_err("taken").to_string();
        assert!(text.contains(&format!("Port {port} is in use")) && text.contains("PORT="), "{text}");
    }
}
