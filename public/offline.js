// Offline use, updates and installing, apart from the program, so that a release that does not start can still be replaced.
// The program follows the event "shizhu-offline" (detail: the state as JSON), answers "shizhu-flush" by storing what is typed,
// keeps its save state in <html data-save>, imports the file of "shizhu-file", and sends "shizhu-offline-do" (detail: hello,
// update, install).

const root = document.documentElement;
/** Name of the release that this page is; a development build has none. */
const release = document.querySelector('meta[name="shizhu-release"]')?.content ?? '';
/** How long tabs may take to store what is typed. */
const SETTLE_MS = 10_000;
/** How long the other tabs are waited for; a tab that the browser has frozen does not answer, and nobody types there. */
const ANSWER_MS = 4_000;
/** How long a page stays covered when nothing comes of the update. */
const COVER_MS = 20_000;
const CHECK_MS = 3_600_000;
const VISIT_MS = 3_600_000;
const CHANNEL = `shizhu-update-${new URL('.', location.href).pathname}`;

const state = {
  /** ready, preparing, failed; or why there is none: development, embedded, file, insecure, unsupported. */
  offline: 'preparing',
  /** What kept this device from getting ready. */
  reason: '',
  /** Version that waits. */
  update: '',
  /** Another tab has updated already: this page only has to follow. */
  behind: false,
  /** The update is under way. */
  updating: false,
  /** Why it was put off: composing, presenting, unsaved, memory, slow. */
  refused: '',
  /** The reason lies in another tab. */
  elsewhere: false,
  /** How it can be installed: prompt, ios, or not. */
  install: '',
  /** Times that the app was opened. */
  visits: 0,
};

function tell(name, detail) {
  window.dispatchEvent(new CustomEvent(name, { detail }));
}

function change(values) {
  Object.assign(state, values);
  tell('shizhu-offline', JSON.stringify(state));
}

const wait = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds));
const framed = window.top !== window;
const standalone = () => matchMedia('(display-mode: standalone)').matches || navigator.standalone === true;

/** Asks a worker and waits for its answer. */
function ask(worker, type, limit = ANSWER_MS) {
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = ({ data }) => resolve(data);
    setTimeout(() => resolve(null), limit);
    worker.postMessage({ type }, [port2]);
  });
}

// Installing ------------------------------------------------------------------------------------

let prompt = null;
/** The program listens. */
let following = false;

function offerInstall() {
  if (framed || standalone()) return change({ install: '' });
  const ios = /iPad|iPhone|iPod/.test(navigator.userAgent) || (navigator.platform === 'MacIntel' && navigator.maxTouchPoints > 1);
  return change({ install: prompt ? 'prompt' : ios ? 'ios' : '' });
}

window.addEventListener('beforeinstallprompt', (event) => {
  event.preventDefault();
  prompt = event;
  offerInstall();
});

window.addEventListener('appinstalled', () => {
  prompt = null;
  change({ install: '' });
});

async function install() {
  const asked = prompt;
  // The browser takes each prompt once.
  prompt = null;
  if (asked) await asked.prompt().catch(() => {});
  offerInstall();
}

/** Files that the installed app is opened with wait here until the program runs. */
const files = [];

window.launchQueue?.setConsumer(async (launch) => {
  for (const handle of launch.files ?? []) files.push(await handle.getFile());
  handOver();
});

/** Gives the first file to the program; an import is confirmed one at a time. */
function handOver() {
  if (following && files.length > 0) tell('shizhu-file', files.shift());
}

/** Counts a visit; several tabs and reloads within an hour are one. */
function countVisit() {
  try {
    const [count, at] = (localStorage.getItem('shizhu-visits') ?? '0 0').split(' ').map(Number);
    const fresh = Date.now() - at > VISIT_MS;
    state.visits = fresh ? count + 1 : count;
    if (fresh) localStorage.setItem('shizhu-visits', `${state.visits} ${Date.now()}`);
  } catch {
    // Without storage nothing is offered.
  }
}

// Updating --------------------------------------------------------------------------------------

let composing = false;
let registration = null;
let cover = null;
let uncovering = 0;
const tab = crypto.getRandomValues(new Uint32Array(1))[0];
const channel = typeof BroadcastChannel === 'function' ? new BroadcastChannel(CHANNEL) : null;

window.addEventListener('compositionstart', () => { composing = true; }, true);
window.addEventListener('compositionend', () => { composing = false; }, true);

/** Why this page must not be reloaded now. */
function busy() {
  if (composing) return 'composing';
  if (document.fullscreenElement || root.dataset.mode === 'present') return 'presenting';
  return { failed: 'unsaved', memory: 'memory' }[root.dataset.save] ?? '';
}

/** Has everything stored that is typed; answers why it is not. */
async function settle() {
  if (composing) return 'composing';
  tell('shizhu-flush');
  for (const end = Date.now() + SETTLE_MS; ; ) {
    // What is being stored shows within a moment.
    await wait(50);
    const reason = busy();
    if (reason) return reason;
    if (root.dataset.save !== 'saving') return '';
    if (Date.now() > end) return 'unsaved';
  }
}

/** Covers the page, so that nothing can be typed between saving and reloading. */
function hide() {
  if (cover) return;
  for (const child of document.body.children) child.inert = true;
  cover = document.createElement('div');
  cover.className = 'boot-cover';
  cover.id = 'shizhu-updating';
  cover.setAttribute('role', 'status');
  const english = document.createElement('span');
  english.lang = 'en';
  english.textContent = 'Updating, everything is saved…';
  cover.append('内容已保存，正在更新… ', english);
  document.body.append(cover);
  uncovering = setTimeout(uncover, COVER_MS);
}

function uncover() {
  if (!cover) return;
  clearTimeout(uncovering);
  cover.remove();
  cover = null;
  for (const child of document.body.children) child.inert = false;
  if (state.updating) change({ updating: false, refused: 'slow', elsewhere: false });
}

/** The other tabs that have answered: null while they are storing, then the reason against a reload or ''. */
const others = new Map();

/** Has all other tabs store what is typed and wait; answers why one of them must not be reloaded. */
async function gather() {
  const worker = registration?.active;
  if (!channel || !worker) return '';
  const pages = [new URL('./', location.href).pathname, new URL('index.html', location.href).pathname];
  const open = ((await ask(worker, 'tabs'))?.tabs ?? []).filter((url) => pages.includes(new URL(url).pathname));
  others.clear();
  channel.postMessage({ type: 'prepare', tab });
  for (const begin = Date.now(); ; await wait(50)) {
    const reasons = [...others.values()];
    const reason = reasons.find(Boolean);
    if (reason) return reason;
    const all = reasons.length >= open.length - 1 || Date.now() - begin > ANSWER_MS;
    if (all && !reasons.includes(null)) return '';
    if (Date.now() - begin > ANSWER_MS + SETTLE_MS) return 'unsaved';
  }
}

function refuse(reason, elsewhere) {
  channel?.postMessage({ type: 'cancel', tab });
  change({ updating: false, refused: reason, elsewhere });
  uncover();
}

/** Stores, gathers the other tabs, puts the new release in charge and reloads; all tabs go together. */
async function update() {
  if (state.updating) return;
  change({ updating: true, refused: '', elsewhere: false });
  const reason = await settle();
  if (reason) return refuse(reason, false);
  if (state.behind || !registration?.waiting) return location.reload();
  hide();
  const other = await gather();
  if (other) return refuse(other, true);
  const worker = registration.waiting;
  if (!worker) return location.reload();
  worker.addEventListener('statechange', () => {
    if (worker.state !== 'activated') return;
    channel?.postMessage({ type: 'go', tab });
    location.reload();
  });
  worker.postMessage({ type: 'activate' });
}

channel?.addEventListener('message', async ({ data }) => {
  if (data.tab === tab) return;
  if (data.type === 'prepare') {
    channel.postMessage({ type: 'answer', tab, reason: null });
    const reason = await settle();
    if (!reason) hide();
    channel.postMessage({ type: 'answer', tab, reason });
  } else if (data.type === 'answer') others.set(data.tab, data.reason);
  else if (data.type === 'cancel') uncover();
  else if (data.type === 'go' && cover) location.reload();
});

/** Shows that a release waits. A page that no worker serves yet has nothing to update from. */
async function offerUpdate() {
  const worker = registration.waiting;
  if (!worker || !registration.active) return;
  const found = await ask(worker, 'who');
  if (found?.name && found.name !== release) change({ update: found.version, behind: false });
}

/** Another release serves this page than the one it came from. */
async function compare() {
  const worker = navigator.serviceWorker.controller;
  const found = worker && (await ask(worker, 'who'));
  if (found?.name && found.name !== release && !registration?.waiting) change({ update: found.version, behind: true });
}

// Offline ---------------------------------------------------------------------------------------

/** Why this page has no offline layer; none if it can. */
function obstacle() {
  if (location.protocol === 'file:' || 'portable' in root.dataset) return 'file';
  if (!release) return 'development';
  if (framed) return 'embedded';
  if (!window.isSecureContext) return 'insecure';
  return navigator.serviceWorker ? '' : 'unsupported';
}

/** Waits for the program, which the first visit must not slow down; also when it has stopped. */
async function started() {
  while (document.getElementById('boot') && !root.classList.contains('shizhu-stopped')) await wait(250);
}

async function watch() {
  const controlled = navigator.serviceWorker.controller !== null;
  navigator.serviceWorker.addEventListener('message', ({ data }) => {
    if (data?.type === 'install-failed' && state.offline !== 'ready') change({ offline: 'failed', reason: data.reason });
  });
  navigator.serviceWorker.addEventListener('controllerchange', async () => {
    if (cover) return location.reload();
    // The first worker takes over a page that came from the host; that changes nothing.
    if (!controlled && !state.update) return compare();
    const reason = await settle();
    if (!reason) return location.reload();
    return change({ behind: true, update: state.update || '…' });
  });
  registration = await navigator.serviceWorker.register('service-worker.js', { updateViaCache: 'none' });
  // A browser under test may hand out nothing.
  if (!registration) return change({ offline: 'unsupported' });
  registration.addEventListener('updatefound', () => {
    const worker = registration.installing;
    worker?.addEventListener('statechange', () => { if (worker.state === 'installed') offerUpdate(); });
  });
  await offerUpdate();
  const look = () => registration.update().catch(() => {});
  setInterval(look, CHECK_MS);
  window.addEventListener('online', look);
  const worker = (await navigator.serviceWorker.ready).active;
  const found = await ask(worker, 'complete', 120_000);
  change(found?.complete ? { offline: 'ready', reason: '' } : { offline: 'failed', reason: found?.reason ?? '' });
  return compare();
}

window.addEventListener('shizhu-offline-do', ({ detail }) => {
  if (detail === 'update') update();
  else if (detail === 'install') install();
  else {
    following = true;
    change({});
    handOver();
  }
});

// The reload of a page that has stopped: a newer release may mend what went wrong.
window.shizhuBoot.reload = async () => {
  await Promise.race([registration?.update().catch(() => {}), wait(ANSWER_MS)]);
  // What was found is fetched first; a slow network must not keep the page from being loaded anew.
  const found = registration?.installing;
  const fetched = new Promise((resolve) => found?.addEventListener('statechange', resolve, { once: true }));
  if (found) await Promise.race([fetched, wait(20_000)]);
  registration?.waiting?.postMessage({ type: 'activate' });
  if (registration?.waiting) await wait(1_000);
  location.reload();
};

async function start() {
  countVisit();
  offerInstall();
  const reason = obstacle();
  if (reason) return change({ offline: reason });
  await started();
  return watch().catch((refusal) => change({ offline: 'failed', reason: String(refusal.message ?? refusal) }));
}

start();
