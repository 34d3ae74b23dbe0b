// Loads the program: the glue script and the wasm file are named by the build on this script's own tag.
// Everything that can go wrong here ends in a page of boot.js, never in a blank screen.

import { Fault, download, prefetch } from './parts.js';

const tag = document.querySelector('script[data-glue]');
const address = (name) => new URL(name, document.baseURI).href;

// The smallest module with what the program's own needs of the browser: two results, sign extension, reference types, bulk
// memory, saturating conversion.
const NEEDED = Uint8Array.of(0, 97, 115, 109, 1, 0, 0, 0, 1, 12, 2, 96, 1, 111, 2, 127, 127, 96, 0, 2, 127, 127, 3, 2, 1, 0, 5, 3, 1, 0, 1, 10, 27, 1, 25, 0, 65, 0, 65, 0, 65, 0, 252, 11, 0, 65, 0, 192, 68, 0, 0, 0, 0, 0, 0, 0, 0, 252, 2, 11);

/** Why a module was not taken: the site's policy, the browser, or a file that was damaged on its way. */
function refused(reason) {
  const text = String(reason);
  if (/content security policy|unsafe-eval|by CSP/i.test(text)) return new Fault('policy', text);
  return new Fault(WebAssembly.validate(NEEDED) ? 'missing' : 'browser', `${tag.dataset.wasm}: ${text}`);
}

/**
 * A frame on another site has a storage of its own. Where the reader has asked for the one of the app opened by itself
 * (src/app/embed/access.rs) and the browser hands it out, the program finds it in the usual places.
 */
async function firstParty() {
  if (window.top === window || sessionStorage.getItem('shizhu-access') !== '1') return;
  const handle = await document.requestStorageAccess({ indexedDB: true, BroadcastChannel: true, locks: true });
  const put = (target, name, value) => Object.defineProperty(target, name, { value, configurable: true });
  put(window, 'indexedDB', handle.indexedDB);
  // The tabs must hear of each other wherever they stand, and only one may write checkpoints.
  put(window, 'BroadcastChannel', function BroadcastChannel(name) { return handle.BroadcastChannel(name); });
  put(navigator, 'locks', handle.locks);
  document.documentElement.dataset.storage = 'first-party';
}

/** A browser that gives frames no storage refuses this, too: the program then says that it keeps nothing. */
function forget() {
  try { sessionStorage.removeItem('shizhu-access'); } catch { /* There is nothing to forget. */ }
}

async function start() {
  const glue = address(tag.dataset.glue);
  const program = download(tag.dataset.wasm);
  // Both downloads run at once; a rejection here is reported by the await below.
  program.catch(() => {});
  // The single-file edition brings the glue script along.
  const { default: init } = await (window.shizhuPortable?.glue ?? import(glue)).catch((reason) => {
    throw reason instanceof SyntaxError ? new Fault('browser', `${glue}: ${reason}`) : new Fault('script', glue);
  });
  const module = await program;
  // A browser that has changed its mind leaves the frame its own storage, and the frame says so.
  await firstParty().catch(forget);
  try {
    await init({ module_or_path: module });
  } catch (reason) {
    if (reason instanceof WebAssembly.CompileError || reason instanceof WebAssembly.LinkError) throw refused(reason);
    throw reason;
  }
  prefetch();
}

// Where boot.js has already explained why the program cannot run here, nothing is loaded. The program itself takes the
// opening page (#boot) away as soon as it has something better to show.
if (!document.documentElement.classList.contains('shizhu-stopped')) {
  start().catch((reason) => {
    if (reason.code === 'script') window.shizhuBoot.explain(reason.message);
    else window.shizhuBoot.show(reason.code ?? 'stopped', reason.stack ?? String(reason));
  });
}
