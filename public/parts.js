// Fetches the program: the main wasm at the start (start.js), its chunks when they are needed (the loader that the build
// writes). Hosts that name no or the wrong type are taken as they are; the bytes decide.

const address = (name) => new URL(name, import.meta.url).href;
/** Files of which several parts are read, fetched once. */
const shared = new Map();
/** The files of all chunks, in the order in which the loader names them. */
const known = new Set();

/** A fault with the code of the page that explains it. */
export class Fault extends Error {
  constructor(code, detail) {
    super(detail);
    this.code = code;
  }
}

async function answer(url) {
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
  return response;
}

/** A wasm file, as a response that can be compiled while it arrives, or as bytes. */
export async function download(name) {
  const url = address(name);
  const response = await answer(url);
  if ((response.headers.get('content-type') ?? '').startsWith('application/wasm')) return response;
  const bytes = await response.arrayBuffer();
  const magic = new Uint8Array(bytes, 0, Math.min(4, bytes.byteLength));
  // A page in place of the file means that it is not there.
  if (magic.join() !== '0,97,115,109') throw new Fault('missing', `${url}: ${response.headers.get('content-type')}`);
  return bytes;
}

function sharedFile(name) {
  let bytes = shared.get(name);
  if (!bytes) {
    bytes = answer(address(name)).then((response) => response.arrayBuffer());
    shared.set(name, bytes);
    bytes.catch(() => shared.delete(name));
  }
  return bytes;
}

/** How the loader fetches one part of the program: a file of its own, or the bytes from `begin` to `end` of one. */
export function part(name, begin, end) {
  known.add(name);
  return () => {
    const source = begin === undefined ? download(name) : sharedFile(name).then((bytes) => bytes.slice(begin, end));
    // Whoever waits for the part hears of it; other parts may still be on their way then.
    source.catch(() => {});
    return async (imports) => {
      const content = await source;
      return content instanceof Response ? WebAssembly.instantiateStreaming(content, imports) : WebAssembly.instantiate(content, imports);
    };
  };
}

/** Brings all chunks into the browser's cache, one after another, while nothing else is to be done. */
export function prefetch() {
  if (navigator.connection?.saveData) return;
  const names = [...known];
  // A service worker keeps all parts on the device anyway, and is not to be kept busy: a newer one waits until it is idle.
  const kept = () => Boolean(navigator.serviceWorker?.controller);
  const idle = window.requestIdleCallback ?? ((work) => setTimeout(work, 200));
  const next = () => {
    const name = names.shift();
    // What does not arrive now is fetched when it is needed; only then somebody must hear of it.
    if (name && !kept()) fetch(address(name), { priority: 'low' }).then((response) => response.arrayBuffer()).then(() => idle(next), () => {});
  };
  setTimeout(() => idle(next), 3000);
}
