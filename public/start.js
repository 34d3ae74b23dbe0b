// Loads the program: the glue script and the wasm file are named by the build on this script's own tag.
// Everything that can go wrong here ends in a page of boot.js, never in a blank screen.

const tag = document.querySelector('script[data-glue]');
const address = (name) => new URL(name, document.baseURI).href;

/** A fault with the code of the page that explains it. */
class Fault extends Error {
  constructor(code, detail) {
    super(detail);
    this.code = code;
  }
}

async function download(url) {
  let response;
  try {
    response = await fetch(url);
  } catch {
    // One more try past the cache: a broken connection is the most frequent reason.
    response = await fetch(url, { cache: 'reload' }).catch((reason) => {
      throw new Fault('missing', `${url}: ${reason}`);
    });
  }
  if (!response.ok) throw new Fault('missing', `${url}: HTTP ${response.status}`);
  if ((response.headers.get('content-type') ?? '').startsWith('application/wasm')) return response;
  // Some hosts name no or the wrong type: the bytes decide. A page in place of the file means that it is not there.
  const bytes = await response.arrayBuffer();
  const magic = new Uint8Array(bytes, 0, Math.min(4, bytes.byteLength));
  if (magic.join() !== '0,97,115,109') throw new Fault('missing', `${url}: ${response.headers.get('content-type')}`);
  return bytes;
}

// The smallest module with what the program's own needs of the browser: two results, sign extension, reference types, bulk
// memory, saturating conversion.
const NEEDED = Uint8Array.of(0, 97, 115, 109, 1, 0, 0, 0, 1, 12, 2, 96, 1, 111, 2, 127, 127, 96, 0, 2, 127, 127, 3, 2, 1, 0, 5, 3, 1, 0, 1, 10, 27, 1, 25, 0, 65, 0, 65, 0, 65, 0, 252, 11, 0, 65, 0, 192, 68, 0, 0, 0, 0, 0, 0, 0, 0, 252, 2, 11);

/** Why a module was not taken: the site's policy, the browser, or a file that was damaged on its way. */
function refused(reason) {
  const text = String(reason);
  if (/content security policy|unsafe-eval|by CSP/i.test(text)) return new Fault('policy', text);
  return new Fault(WebAssembly.validate(NEEDED) ? 'missing' : 'browser', `${tag.dataset.wasm}: ${text}`);
}

async function start() {
  const glue = address(tag.dataset.glue);
  const program = download(address(tag.dataset.wasm));
  // Both downloads run at once; a rejection here is reported by the await below.
  program.catch(() => {});
  // The single-file edition brings the glue script along.
  const { default: init } = await (window.shizhuPortable?.glue ?? import(glue)).catch((reason) => {
    throw reason instanceof SyntaxError ? new Fault('browser', `${glue}: ${reason}`) : new Fault('script', glue);
  });
  const module = await program;
  try {
    await init({ module_or_path: module });
  } catch (reason) {
    if (reason instanceof WebAssembly.CompileError || reason instanceof WebAssembly.LinkError) throw refused(reason);
    throw reason;
  }
}

// Where boot.js has already explained why the program cannot run here, nothing is loaded. The program itself takes the
// opening page (#boot) away as soon as it has something better to show.
if (!document.documentElement.classList.contains('shizhu-stopped')) {
  start().catch((reason) => {
    if (reason.code === 'script') window.shizhuBoot.explain(reason.message);
    else window.shizhuBoot.show(reason.code ?? 'stopped', reason.stack ?? String(reason));
  });
}
