// Keeps one whole release on this device, so that the app opens without a network, and never mixes two releases.
// The build writes the release's name, version and files with their hashes into the next line. As it stands here, in a
// development build, this worker clears away what a release under the same address has left.
const RELEASE = null;

const scope = new URL(self.registration.scope);
const CACHE = `shizhu-${RELEASE?.name}-${scope.pathname}`;
/** Tells that the host no longer has this release and that everything comes from the network until the next one is in. */
const GAVE_UP = address('shizhu-gave-up');
/** How many files are fetched at once. */
const AT_ONCE = 6;
/** Types that hosts often get wrong; the browser refuses some files without them. */
const TYPES = { css: 'text/css', html: 'text/html; charset=utf-8', js: 'text/javascript', json: 'application/json', svg: 'image/svg+xml', wasm: 'application/wasm' };

function address(name) {
  return new URL(name, scope).href;
}

/** Caches of this app at this address; another copy under another path has its own. */
function isOurs(cache) {
  return cache.startsWith('shizhu-') && cache.slice(cache.indexOf('-/') + 1) === scope.pathname;
}

async function hash(bytes) {
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** An answer to keep: no redirect, no encoding of the way here, the type that the file needs. */
function keepable(name, response, bytes) {
  const headers = new Headers(response.headers);
  headers.delete('content-encoding');
  headers.delete('content-length');
  const type = TYPES[name.split('.').at(-1)];
  if (type) headers.set('content-type', type);
  return new Response(bytes, { headers });
}

/** The host has another file under this name than this release. */
class OtherRelease extends Error {}

/** A file of this release from the host, past the browser's own cache if that holds another one. */
async function download(name) {
  for (const cache of ['no-cache', 'reload']) {
    const response = await fetch(address(name), { cache });
    if (response.status === 404 || response.status === 410) throw new OtherRelease(`${name}: HTTP ${response.status}`);
    if (!response.ok) throw new Error(`${name}: HTTP ${response.status}`);
    const bytes = await response.arrayBuffer();
    if ((await hash(bytes)) === RELEASE.files[name]) return keepable(name, response, bytes);
  }
  throw new OtherRelease(`${name}: not the file of this release`);
}

/** The same file as an earlier release has kept it. */
async function keptBefore(name) {
  for (const cache of await caches.keys()) {
    if (cache === CACHE || !isOurs(cache)) continue;
    const response = await (await caches.open(cache)).match(address(name));
    if (!response) continue;
    const bytes = await response.arrayBuffer();
    if ((await hash(bytes)) === RELEASE.files[name]) return keepable(name, response, bytes);
  }
  return null;
}

/** Fetches whatever is missing. What is there stays when this fails, so that the next try goes on from it. */
async function complete() {
  const cache = await caches.open(CACHE);
  const present = new Set((await cache.keys()).map((request) => request.url));
  const missing = Object.keys(RELEASE.files).filter((name) => !present.has(address(name)));
  const queue = missing.values();
  const work = async () => {
    for (const name of queue) await cache.put(address(name), (await keptBefore(name)) ?? (await download(name)));
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  await cache.delete(GAVE_UP);
}

async function tell(message) {
  for (const client of await self.clients.matchAll({ type: 'window', includeUncontrolled: true })) client.postMessage(message);
}

self.addEventListener('install', (event) => {
  if (!RELEASE) {
    event.waitUntil(self.skipWaiting());
    return;
  }
  // Failing here leaves the release that is in use whole and in charge.
  event.waitUntil(
    complete().catch(async (reason) => {
      await tell({ type: 'install-failed', reason: String(reason.message) });
      throw reason;
    }),
  );
});

async function activate() {
  for (const cache of await caches.keys()) if (isOurs(cache) && cache !== CACHE) await caches.delete(cache);
  if (RELEASE) return self.clients.claim();
  await self.registration.unregister();
  for (const client of await self.clients.matchAll({ type: 'window' })) await client.navigate(client.url);
}

self.addEventListener('activate', (event) => event.waitUntil(activate()));

/** The file that a request asks for, by its path below the scope; none for what is not of this release. */
function nameOf(request) {
  const url = new URL(request.url);
  if (!RELEASE || request.method !== 'GET' || url.origin !== scope.origin || !url.pathname.startsWith(scope.pathname)) return null;
  const name = decodeURIComponent(url.pathname.slice(scope.pathname.length)) || 'index.html';
  return Object.hasOwn(RELEASE.files, name) ? name : null;
}

/** A file of the release: kept, or put back, or from the host as it is now. */
async function answer(request, name) {
  let cache;
  try {
    cache = await caches.open(CACHE);
    const found = await cache.match(address(name));
    if (found) return found;
    if (await cache.match(GAVE_UP)) return fetch(request);
  } catch {
    // Storage that fails must not stand between the page and its files.
    return fetch(request);
  }
  try {
    const fresh = await download(name);
    await cache.put(address(name), fresh.clone()).catch(() => {});
    return fresh;
  } catch (reason) {
    if (!(reason instanceof OtherRelease)) return fetch(request);
    // Half of this release and half of the next would not fit together: the host's whole one it is.
    await caches.delete(CACHE);
    await (await caches.open(CACHE)).put(GAVE_UP, new Response(''));
    return fetch(request);
  }
}

self.addEventListener('fetch', (event) => {
  const { request } = event;
  const name = nameOf(request);
  if (name !== null) event.respondWith(answer(request, name));
  else if (RELEASE && request.mode === 'navigate') {
    // An address that never was a file: without a network it leads to the app, whose files lie beside its own page.
    event.respondWith(fetch(request).catch(() => Response.redirect(scope.href)));
  }
});

self.addEventListener('message', (event) => {
  const [port] = event.ports;
  switch (event.data?.type) {
    case 'activate':
      event.waitUntil(self.skipWaiting());
      break;
    case 'who':
      port?.postMessage({ name: RELEASE?.name, version: RELEASE?.version });
      break;
    case 'complete':
      event.waitUntil(
        complete().then(
          () => port?.postMessage({ complete: true }),
          (reason) => port?.postMessage({ complete: false, reason: String(reason.message) }),
        ),
      );
      break;
    case 'tabs':
      event.waitUntil(
        self.clients.matchAll({ type: 'window', includeUncontrolled: true }).then((clients) => {
          port?.postMessage({ tabs: clients.filter((client) => client.frameType === 'top-level').map((client) => client.url) });
        }),
      );
      break;
    default:
  }
});
