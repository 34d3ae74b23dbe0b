// Copies of the workspaces outside IndexedDB, made beside the page: a worker, plain JavaScript, bytes only. The browser can
// lose all databases of an address at once; what lies in the origin private file system survives that.
//
// Two generations per workspace, `shizhu/<id>/1.copy` and `2.copy`: line 1 describes the copy, line 2 lists its parts
// [store, key, length], the rest are the stored bytes. The older generation is overwritten, read again and compared; a good
// copy is never replaced by an unreadable or empty one, nor without a question by one of less than half its records.
'use strict';
const FORMAT = 'shizhu-copy';
const VERSION = 1;
const ROOT = 'shizhu';
const DATABASE = 'shizhu-w-';
const STORES = ['meta', 'journal', 'pages', 'blobs'];
const FOLDERS = 'shizhu-folders';
const decoder = new TextDecoder('utf-8', { fatal: true });
const encoder = new TextEncoder();

/** A reason that the page knows by its code. */
class Trouble extends Error {
  constructor(code, message = code) {
    super(message);
    this.code = code;
  }
}

const finished = (request) => new Promise((resolve, reject) => {
  request.onsuccess = () => resolve(request.result);
  request.onerror = () => reject(request.error);
});

const completed = (transaction) => new Promise((resolve, reject) => {
  transaction.oncomplete = () => resolve();
  transaction.onabort = () => reject(transaction.error ?? new Trouble('aborted'));
});

/** Opens a database; without `create` only one that is there, else null. */
const open = (name, version, create) => new Promise((resolve, reject) => {
  const request = indexedDB.open(name, version);
  request.onupgradeneeded = () => {
    if (create) create(request.result);
    else request.transaction.abort();
  };
  request.onblocked = () => reject(new Trouble('blocked'));
  request.onsuccess = () => {
    request.result.onversionchange = () => request.result.close();
    resolve(request.result);
  };
  request.onerror = () => {
    if (!create && request.error?.name === 'AbortError') resolve(null);
    else reject(request.error);
  };
});

const parse = (bytes) => JSON.parse(decoder.decode(bytes));

async function root(create = true) {
  if (!navigator.storage?.getDirectory) throw new Trouble('unavailable');
  const top = await navigator.storage.getDirectory().catch((reason) => {
    throw new Trouble('unavailable', String(reason));
  });
  return top.getDirectoryHandle(ROOT, { create });
}

/** Does work that only one may do at a time; where another is at it, answers `{busy: true}`, or waits for its turn. */
function alone(workspace, work, wait = false) {
  if (!navigator.locks) return work();
  return navigator.locks.request(`shizhu-copy-${workspace}`, { ifAvailable: !wait }, (lock) => (lock ? work() : { busy: true }));
}

const hash = async (bytes) => [...new Uint8Array(await crypto.subtle.digest('SHA-256', bytes))].map((byte) => byte.toString(16).padStart(2, '0')).join('');

async function write(folder, name, chunks) {
  const handle = await folder.getFileHandle(name, { create: true });
  if (handle.createSyncAccessHandle) {
    const access = await handle.createSyncAccessHandle();
    try {
      access.truncate(0);
      let at = 0;
      for (const chunk of chunks) at += access.write(chunk, { at });
      access.flush();
    } finally {
      access.close();
    }
    return;
  }
  const stream = await handle.createWritable();
  for (const chunk of chunks) await stream.write(chunk);
  await stream.close();
}

/** The bytes of a file; null if it is not there. */
async function bytesOf(folder, name) {
  const handle = await folder.getFileHandle(name).catch(() => null);
  return handle ? new Uint8Array(await (await handle.getFile()).arrayBuffer()) : null;
}

/** The first line of a copy, with its size; null where there is none. */
async function head(folder, name) {
  try {
    const file = await (await folder.getFileHandle(name)).getFile();
    const start = new Uint8Array(await file.slice(0, 65536).arrayBuffer());
    const description = parse(start.subarray(0, start.indexOf(10)));
    return description.format === FORMAT && description.version <= VERSION ? { ...description, file: name, bytes: file.size } : null;
  } catch {
    return null;
  }
}

/** The generations of a workspace, newest first. */
async function generations(folder) {
  const found = (await Promise.all(['1.copy', '2.copy'].map((name) => head(folder, name)))).filter(Boolean);
  return found.sort((one, other) => other.generation - one.generation);
}

/** A copy read whole; throws if it is not what was written. */
async function read(folder, description) {
  const bytes = await bytesOf(folder, description.file);
  const first = bytes.indexOf(10) + 1;
  const second = bytes.indexOf(10, first) + 1;
  if (await hash(bytes.subarray(first)) !== description.sha256) throw new Trouble('corrupt');
  let at = second;
  return parse(bytes.subarray(first, second)).map(([store, key, length]) => ({ store, key, value: bytes.slice(at, (at += length)) }));
}

/** Everything stored of a workspace in one reading transaction, restore points left out; null if there is no database. */
async function stored(workspace) {
  const database = await open(DATABASE + workspace);
  if (!database) return null;
  try {
    const stores = STORES.filter((name) => database.objectStoreNames.contains(name));
    if (stores.length === 0) return null;
    const transaction = database.transaction(stores, 'readonly');
    const parts = await Promise.all(stores.map(async (store) => {
      const source = transaction.objectStore(store);
      const [keys, values] = await Promise.all([finished(source.getAllKeys()), finished(source.getAll())]);
      return keys.map((key, index) => ({ store, key, value: values[index] }));
    }));
    const kept = parts.flat().filter(({ store, key }) => store !== 'blobs' || !String(key).startsWith('point/'));
    if (kept.some(({ value }) => !(value instanceof Uint8Array))) throw new Trouble('unreadable');
    return { version: database.version, parts: kept };
  } finally {
    database.close();
  }
}

/** How many records are stored: those at the mark, and what the journal behind it adds and takes away. */
function count(parts) {
  const mark = parts.find(({ store, key }) => store === 'meta' && key === 'mark');
  const { journal = 0, records = 0 } = mark ? parse(mark.value) : {};
  let sum = records;
  for (const part of parts) {
    if (part.store !== 'journal' || part.key <= journal) continue;
    const { diff } = parse(part.value);
    sum += (diff.added?.length ?? 0) - (diff.removed?.length ?? 0);
  }
  return Math.max(0, sum);
}

async function entryOf(workspace) {
  const database = await open('shizhu');
  if (!database) return null;
  try {
    const value = await finished(database.transaction('workspaces').objectStore('workspaces').get(workspace));
    return value ? parse(value) : null;
  } finally {
    database.close();
  }
}

const told = ({ workspace, entry, at_ms, records, bytes }) => ({ workspace, name: entry?.name ?? '', at_ms, records, bytes });

const actions = {
  /** The newest copy of every workspace. */
  async list() {
    const folder = await root();
    const copies = [];
    for await (const [, handle] of folder.entries()) {
      if (handle.kind !== 'directory') continue;
      const [newest] = await generations(handle);
      if (newest) copies.push(told(newest));
    }
    return { copies: copies.sort((one, other) => other.at_ms - one.at_ms) };
  },

  /**
   * Copies a workspace. `force` answers the question with yes and leaves this one copy alone: what was erased must not
   * stay in an older one. It waits for a copy under way, which may have been read before the erasing.
   */
  keep({ workspace, force }) {
    return alone(workspace, async () => {
      const now = await stored(workspace);
      if (!now) throw new Trouble('gone');
      const folder = await (await root()).getDirectoryHandle(workspace, { create: true });
      const [newest, older] = await generations(folder);
      let records;
      try {
        records = count(now.parts);
      } catch (reason) {
        throw new Trouble('unreadable', String(reason));
      }
      if (newest && !force && records * 2 < newest.records) return { smaller: true, records, kept: told(newest) };
      const index = encoder.encode(`${JSON.stringify(now.parts.map(({ store, key, value }) => [store, key, value.length]))}\n`);
      const rest = new Uint8Array(now.parts.reduce((sum, { value }) => sum + value.length, index.length));
      rest.set(index);
      let at = index.length;
      for (const { value } of now.parts) {
        rest.set(value, at);
        at += value.length;
      }
      const sha256 = await hash(rest);
      const other = newest?.file === '1.copy' ? '2.copy' : '1.copy';
      if (newest?.sha256 === sha256) {
        if (force) await folder.removeEntry(other).catch(() => {});
        return { kept: told(newest), unchanged: true };
      }
      const name = other;
      const description = {
        format: FORMAT,
        version: VERSION,
        workspace,
        at_ms: Date.now(),
        generation: Math.max(newest?.generation ?? 0, older?.generation ?? 0) + 1,
        records,
        database_version: now.version,
        entry: await entryOf(workspace).catch(() => null),
        sha256,
      };
      await write(folder, name, [encoder.encode(`${JSON.stringify(description)}\n`), rest]);
      const written = await head(folder, name);
      if (!written) throw new Trouble('unwritten');
      await read(folder, written);
      if (force) await folder.removeEntry(name === '1.copy' ? '2.copy' : '1.copy').catch(() => {});
      return { kept: told(written) };
    }, force);
  },

  /** Puts a copy back as the database it was made of, and into the list. Never over anything that is there. */
  restore({ workspace }) {
    return alone(workspace, async () => {
      const folder = await (await root()).getDirectoryHandle(workspace);
      let found = null;
      let description = null;
      for (description of await generations(folder)) {
        found = await read(folder, description).catch(() => null);
        if (found) break;
      }
      if (!found) throw new Trouble('corrupt');
      const database = await open(DATABASE + workspace, description.database_version, (fresh) => {
        for (const store of STORES) if (!fresh.objectStoreNames.contains(store)) fresh.createObjectStore(store, { autoIncrement: store === 'journal' });
      });
      try {
        const transaction = database.transaction(STORES, 'readwrite', { durability: 'strict' });
        const counts = await Promise.all(STORES.map((store) => finished(transaction.objectStore(store).count())));
        if (counts.some((number) => number > 0)) throw new Trouble('not_empty');
        for (const { store, key, value } of found) transaction.objectStore(store).put(value, key);
        await completed(transaction);
      } finally {
        database.close();
      }
      const entry = { id: workspace, name: workspace, created_ms: description.at_ms, archived: false, deleted_ms: null, demo: false, ...description.entry };
      const list = await open('shizhu');
      if (!list) throw new Trouble('gone');
      try {
        const transaction = list.transaction('workspaces', 'readwrite', { durability: 'strict' });
        transaction.objectStore('workspaces').put(encoder.encode(JSON.stringify({ ...entry, opened_ms: Date.now(), record_count: description.records })), workspace);
        await completed(transaction);
      } finally {
        list.close();
      }
      const channel = new BroadcastChannel('shizhu-list');
      channel.postMessage('changed');
      channel.close();
      return { kept: told(description) };
    });
  },

  /** Deletes the copies of a workspace, also one that is being made: it waits for it. */
  async forget({ workspace }) {
    await alone(workspace, async () => (await root()).removeEntry(workspace, { recursive: true }), true).catch((reason) => {
      if (reason.name !== 'NotFoundError') throw reason;
    });
    const database = await folders();
    const transaction = database.transaction('folders', 'readwrite');
    transaction.objectStore('folders').delete(workspace);
    await completed(transaction);
    database.close();
    return {};
  },

  /** Reads or with `value` sets the generation id. */
  async canary({ value }) {
    const folder = await root();
    if (value) await write(folder, 'canary', [encoder.encode(value)]);
    const bytes = await bytesOf(folder, 'canary');
    return { value: bytes?.length ? decoder.decode(bytes) : null };
  },

  /** Marks this tab as one in which the workspace is open; says how many tabs have it open. */
  async tabs({ workspace }) {
    if (!navigator.locks) return { tabs: null };
    const name = `shizhu-tab-${workspace}`;
    if (present !== workspace) {
      leave?.();
      present = workspace;
      await new Promise((entered) => {
        navigator.locks.request(name, { mode: 'shared' }, () => new Promise((release) => {
          leave = release;
          entered();
        }));
      });
    }
    const { held } = await navigator.locks.query();
    return { tabs: held.filter((lock) => lock.name === name).length };
  },

  /** Notes the folder that the user has chosen for a workspace. */
  async link({ workspace, handle }) {
    const database = await folders();
    const transaction = database.transaction('folders', 'readwrite');
    if (handle) transaction.objectStore('folders').put(handle, workspace);
    else transaction.objectStore('folders').delete(workspace);
    await completed(transaction);
    database.close();
    return {};
  },

  /** The linked folder of a workspace: its name, whether it may be written, and the handle itself. */
  async linked({ workspace }) {
    const handle = await linked(workspace);
    if (!handle) return { folder: null };
    const permission = handle.queryPermission ? await handle.queryPermission({ mode: 'readwrite' }) : 'granted';
    return { folder: handle.name, allowed: permission === 'granted', handle };
  },

  /** Writes a file into the linked folder and clears away older ones: three of today, one of each of ten days before. */
  async file({ workspace, stem, stamp, text }) {
    const folder = await linked(workspace);
    if (!folder) throw new Trouble('gone');
    const name = `${stem}_${stamp}.shizhu.json`;
    const handle = await folder.getFileHandle(name, { create: true });
    const bytes = encoder.encode(text);
    const stream = await handle.createWritable();
    await stream.write(bytes);
    await stream.close();
    if ((await handle.getFile()).size !== bytes.length) throw new Trouble('unwritten');
    await clear(folder, stem, stamp.slice(0, 10));
    return { name };
  },
};

let present = null;
let leave = null;

const folders = () => open(FOLDERS, 1, (fresh) => fresh.createObjectStore('folders'));

async function linked(workspace) {
  const database = await folders();
  try {
    return await finished(database.transaction('folders').objectStore('folders').get(workspace));
  } finally {
    database.close();
  }
}

async function clear(folder, stem, today) {
  const days = new Map();
  for await (const [name] of folder.entries()) {
    const rest = name.startsWith(`${stem}_`) ? name.slice(stem.length + 1) : '';
    const day = /^(\d{4}-\d\d-\d\d)_\d{4}\.shizhu\.json$/.exec(rest)?.[1];
    if (day) days.set(day, [...(days.get(day) ?? []), name]);
  }
  const recent = [...days.keys()].sort().reverse().slice(0, 11);
  for (const [day, names] of days) {
    const most = !recent.includes(day) ? 0 : day === today ? 3 : 1;
    for (const name of names.sort().reverse().slice(most)) await folder.removeEntry(name);
  }
}

self.onmessage = async ({ data: { number, action, ...rest } }) => {
  try {
    const { handle, ...answer } = await actions[action](rest);
    self.postMessage({ number, answer: JSON.stringify(answer), handle: handle ?? null });
  } catch (reason) {
    const name = reason?.name ?? 'Error';
    const code = reason instanceof Trouble ? reason.code : name === 'QuotaExceededError' ? 'quota' : 'failed';
    self.postMessage({ number, code, message: `${name}: ${reason?.message ?? reason}` });
  }
};
