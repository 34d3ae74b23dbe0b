// Lists and exports every workspace of this browser without the program, in plain JavaScript; and clears this device when
// that is confirmed. Nothing else here writes.
// Where the databases are gone, the copies outside of them (public/keeper.js) are listed instead.
// Layout (src/store): database "shizhu" with the registry "workspaces"; one database "shizhu-w-<id>" per workspace with
// "meta", "pages" and "journal", whose values are JSON as UTF-8 bytes.
(() => {
  'use strict';
  const REGISTRY = 'shizhu';
  const PREFIX = 'shizhu-w-';
  const state = document.getElementById('state');
  const decoder = new TextDecoder('utf-8', { fatal: true });

  try {
    const theme = localStorage.getItem('shizhu-theme');
    if (theme === 'light' || theme === 'dark') document.documentElement.dataset.theme = theme;
  } catch { /* Storage may be denied; the system's theme holds. */ }

  const tell = (place, chinese, english) => {
    const translation = document.createElement('span');
    translation.lang = 'en';
    translation.textContent = ` ${english}`;
    place.replaceChildren(chinese, translation);
  };
  const say = (chinese, english) => tell(state, chinese, english);

  const finished = (request) => new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });

  // Opens a database only if it exists: an upgrade means that it was not there, so the creation is rolled back.
  const open = (name) => new Promise((resolve, reject) => {
    const request = indexedDB.open(name);
    const timer = setTimeout(() => reject(new Error(`${name}: no answer within 15 s`)), 15000);
    request.onupgradeneeded = () => request.transaction.abort();
    request.onblocked = () => reject(new Error(`${name}: blocked by another tab`));
    request.onsuccess = () => {
      clearTimeout(timer);
      request.result.onversionchange = () => request.result.close();
      resolve(request.result);
    };
    request.onerror = () => {
      clearTimeout(timer);
      if (request.error && request.error.name === 'AbortError') resolve(null);
      else reject(request.error);
    };
  });

  // Bytes that are no JSON are kept as base64, so that nothing is lost.
  const plain = (value) => {
    const bytes = value instanceof Uint8Array ? value : value instanceof ArrayBuffer ? new Uint8Array(value) : null;
    if (!bytes) return value;
    try {
      return JSON.parse(decoder.decode(bytes));
    } catch {
      let text = '';
      for (let start = 0; start < bytes.length; start += 8192) text += String.fromCharCode(...bytes.subarray(start, start + 8192));
      return { base64: btoa(text) };
    }
  };

  const rows = async (database, store) => {
    if (!database.objectStoreNames.contains(store)) return [];
    const source = database.transaction(store, 'readonly').objectStore(store);
    const [keys, values] = await Promise.all([finished(source.getAllKeys()), finished(source.getAll())]);
    return keys.map((key, index) => ({ key, value: plain(values[index]) }));
  };

  const registered = async () => {
    const database = await open(REGISTRY).catch(() => null);
    if (!database) return new Map();
    try {
      return new Map((await rows(database, 'workspaces')).map(({ key, value }) => [String(key), value]));
    } finally {
      database.close();
    }
  };

  const workspaces = async () => {
    const registry = await registered();
    const ids = new Set(registry.keys());
    if (indexedDB.databases) {
      for (const { name } of await indexedDB.databases().catch(() => [])) if (name && name.startsWith(PREFIX)) ids.add(name.slice(PREFIX.length));
    }
    return [...ids].map((id) => ({ id, registry: registry.get(id) ?? null }));
  };

  const read = async ({ id, registry }) => {
    const database = await open(PREFIX + id);
    if (!database) return null;
    try {
      const meta = await rows(database, 'meta');
      const pages = await rows(database, 'pages');
      const journal = await rows(database, 'journal');
      return { format: 'shizhu-rescue', version: 1, exported_at: new Date().toISOString(), workspace: { id, registry, meta }, pages, journal };
    } finally {
      database.close();
    }
  };

  // The newest copy of each workspace in the origin private file system that reads whole.
  const copies = async () => {
    if (!navigator.storage || !navigator.storage.getDirectory) return [];
    const top = await navigator.storage.getDirectory().catch(() => null);
    const root = top && (await top.getDirectoryHandle('shizhu').catch(() => null));
    const found = [];
    if (!root) return found;
    for await (const [id, folder] of root.entries()) {
      if (folder.kind !== 'directory') continue;
      const generations = [];
      for await (const [, handle] of folder.entries()) {
        const copy = await copied(id, handle).catch(() => null);
        if (copy) generations.push(copy);
      }
      generations.sort((one, other) => other.generation - one.generation);
      if (generations[0]) found.push(generations[0]);
    }
    return found;
  };

  const copied = async (id, handle) => {
    const bytes = new Uint8Array(await (await handle.getFile()).arrayBuffer());
    const first = bytes.indexOf(10) + 1;
    const second = bytes.indexOf(10, first) + 1;
    const head = JSON.parse(decoder.decode(bytes.subarray(0, first)));
    const content = { meta: [], pages: [], journal: [], blobs: [] };
    let at = second;
    for (const [store, key, length] of JSON.parse(decoder.decode(bytes.subarray(first, second)))) content[store].push({ key, value: plain(bytes.subarray(at, (at += length))) });
    const exported = { format: 'shizhu-rescue', version: 1, exported_at: new Date(head.at_ms).toISOString(), workspace: { id, registry: head.entry, meta: content.meta }, pages: content.pages, journal: content.journal };
    return { id, registry: head.entry, generation: head.generation, records: head.records, copy: exported };
  };

  const title = (workspace) => (workspace.registry && workspace.registry.name) || workspace.id;

  const download = (workspace, content) => {
    const address = URL.createObjectURL(new Blob([JSON.stringify(content)], { type: 'application/json' }));
    const link = document.createElement('a');
    link.href = address;
    link.download = `${title(workspace).replace(/[\\/:*?"<>|\u0000-\u001f]/g, '_').slice(0, 60)}-${content.exported_at.slice(0, 10)}.shizhu-rescue.json`;
    document.body.append(link);
    link.click();
    link.remove();
    setTimeout(() => URL.revokeObjectURL(address), 60000);
  };

  // Returns whether a file was offered.
  const save = async (workspace) => {
    try {
      const content = workspace.copy ?? (await read(workspace));
      if (content) {
        download(workspace, content);
        say(`已导出“${title(workspace)}”。`, `Exported “${title(workspace)}”.`);
        return true;
      }
      say(`“${title(workspace)}”在本浏览器中没有数据。`, `This browser holds no data of “${title(workspace)}”.`);
    } catch (reason) {
      say(`“${title(workspace)}”读不出来：${reason}。关闭其他十柱标签页后再导出。`, `“${title(workspace)}” could not be read: ${reason}. Close other tabs of Shizhu and export again.`);
    }
    return false;
  };

  const list = (found) => {
    const body = document.querySelector('#list tbody');
    for (const workspace of found) {
      const row = body.insertRow();
      row.insertCell().textContent = title(workspace);
      const content = row.insertCell();
      content.textContent = '…';
      if (workspace.copy) content.textContent = `副本，${workspace.records} 条记录，${workspace.copy.exported_at} · Copy, ${workspace.records} records`;
      else read(workspace).then(
        (data) => {
          const records = data ? data.pages.reduce((sum, page) => sum + ((page.value && page.value.records) || []).length, 0) : 0;
          content.textContent = data ? `${records} 条记录，${data.journal.length} 步修改 · ${records} records, ${data.journal.length} changes` : '空 · Empty';
        },
        (reason) => { content.textContent = String(reason); },
      );
      const button = document.createElement('button');
      button.type = 'button';
      button.className = 'boot-button';
      button.textContent = '导出 · Export';
      button.setAttribute('aria-label', `导出 · Export ${title(workspace)}`);
      button.addEventListener('click', () => save(workspace));
      row.insertCell().append(button);
    }
    document.getElementById('list').hidden = false;
    const all = document.getElementById('all');
    all.hidden = found.length < 2;
    all.addEventListener('click', async () => {
      let saved = 0;
      for (const workspace of found) if (await save(workspace)) saved += 1;
      say(`已导出 ${saved} 个，共 ${found.length} 个。`, `Exported ${saved} of ${found.length}.`);
    });
  };

  const start = async () => {
    if (!window.indexedDB) {
      say('本浏览器不允许本页读取保存的数据。退出无痕模式后再打开。', 'This browser does not let the page read stored data. Leave private browsing and open it again.');
      return;
    }
    const found = await workspaces();
    const held = await Promise.all(found.map((workspace) => read(workspace).then((content) => content && content.pages.length + content.journal.length > 0, () => true)));
    const present = new Set(found.filter((_, index) => held[index]).map(({ id }) => id));
    const outside = (await copies().catch(() => [])).filter(({ id }) => !present.has(id));
    for (const copy of outside) {
      const at = found.findIndex(({ id }) => id === copy.id);
      if (at >= 0) found.splice(at, 1, copy);
      else found.push(copy);
    }
    if (found.length === 0) {
      say('本浏览器中没有工作区。用当时编辑数据的浏览器和网址打开本页。', 'There is no workspace in this browser. Open this page in the browser, and under the address, where the data was edited.');
      return;
    }
    const reveal = () => {
      list(found);
      say(`找到 ${found.length} 个工作区。`, `Found ${found.length} ${found.length === 1 ? 'workspace' : 'workspaces'}.`);
    };
    if (!presenting()) {
      reveal();
      return;
    }
    // An audience must not read the names of other clients here.
    say('正在演示，工作区先不列出。', 'A presentation is running, so the workspaces are not listed yet.');
    const button = document.getElementById('reveal');
    button.hidden = false;
    button.addEventListener('click', () => {
      button.hidden = true;
      reveal();
    }, { once: true });
  };

  const presenting = () => {
    try {
      return localStorage.getItem('shizhu-presenting') !== null;
    } catch {
      return false;
    }
  };

  // --- clearing ---

  const isOurs = (name) => typeof name === 'string' && name.startsWith('shizhu');

  const databases = async () => {
    // Browsers that do not list databases know at least those of the registry; the registry itself is deleted last.
    const known = new Set([...(await registered()).keys()].map((id) => PREFIX + id));
    if (indexedDB.databases) for (const { name } of await indexedDB.databases().catch(() => [])) if (isOurs(name)) known.add(name);
    if (!indexedDB.databases) {
      const registry = await open(REGISTRY).catch(() => null);
      if (registry) {
        registry.close();
        known.add(REGISTRY);
      }
    }
    known.delete(REGISTRY) && known.add(REGISTRY);
    return [...known];
  };

  const privateFiles = async () => {
    if (!navigator.storage || !navigator.storage.getDirectory) return [];
    const names = [];
    const top = await navigator.storage.getDirectory().catch(() => null);
    if (top) for await (const name of top.keys()) if (isOurs(name)) names.push(name);
    return names;
  };

  const keptKeys = () => {
    try {
      return [localStorage, sessionStorage].flatMap((storage) => Object.keys(storage).filter(isOurs));
    } catch {
      return [];
    }
  };

  const ownWorkers = async () => {
    if (!navigator.serviceWorker) return [];
    const folder = new URL('.', location.href).href;
    return (await navigator.serviceWorker.getRegistrations().catch(() => [])).filter(({ scope }) => scope === folder);
  };

  const offlineFiles = async () => (window.caches ? (await caches.keys().catch(() => [])).filter(isOurs) : []);

  // Every place where something can lie, with how its things are found and deleted; in the order of deleting.
  const PLACES = [
    ['workers', '离线服务', 'Offline service', ownWorkers, (worker) => worker.unregister()],
    ['caches', '离线文件', 'Files for offline use', offlineFiles, (name) => caches.delete(name)],
    ['files', '浏览器外的副本', 'Copies outside the database', privateFiles, async (name) => (await navigator.storage.getDirectory()).removeEntry(name, { recursive: true })],
    ['databases', '数据库', 'Databases', databases, (name) => new Promise((resolve, reject) => {
      const request = indexedDB.deleteDatabase(name);
      request.onsuccess = () => resolve();
      request.onerror = () => reject(request.error);
      request.onblocked = () => reject(new Error('another tab'));
    })],
    ['settings', '设置', 'Settings', async () => keptKeys(), (key) => {
      localStorage.removeItem(key);
      sessionStorage.removeItem(key);
    }],
  ];

  // Shows what lies where, and returns how many things that are.
  const count = async () => {
    const body = document.querySelector('#held tbody');
    const rows = [];
    let sum = 0;
    for (const [id, chinese, english, find] of PLACES) {
      const found = await find();
      sum += found.length;
      const row = document.createElement('tr');
      row.dataset.place = id;
      tell(row.insertCell(), chinese, english);
      row.insertCell().textContent = String(found.length);
      rows.push(row);
    }
    body.replaceChildren(...rows);
    return sum;
  };

  const clear = async () => {
    const done = document.getElementById('cleared');
    const troubles = [];
    for (const [, , , find, remove] of PLACES) {
      for (const thing of await find()) await Promise.resolve(thing).then(remove).catch((reason) => troubles.push(String(reason)));
    }
    const left = await count();
    if (left > 0) {
      tell(done, `还剩 ${left} 项没有删除：${troubles.join('；') || '其他标签页又写入了'}。关闭其他十柱标签页，再清除一次。`, `${left} left: ${troubles.join('; ') || 'another tab has written again'}. Close all other tabs of Shizhu and clear once more.`);
      return;
    }
    document.getElementById('list').hidden = true;
    document.getElementById('all').hidden = true;
    tell(done, `${new Date().toLocaleString()}：全部清除，逐处重新数过，都是 0。现在可以关闭本页；再打开十柱会从空白开始。`, `${new Date().toLocaleString()}: everything is cleared; each place was counted again and holds nothing. You can close this page; opening Shizhu starts from nothing.`);
    say('全部清除，见页尾。', 'Everything is cleared; see the end of the page.');
  };

  const offerClearing = async () => {
    const word = document.getElementById('clear-word');
    const button = document.getElementById('clear-now');
    const confirmed = () => ['清除', 'clear'].includes(word.value.trim().toLowerCase());
    word.addEventListener('input', () => { button.disabled = !confirmed(); });
    button.addEventListener('click', async () => {
      if (!confirmed()) return;
      button.disabled = true;
      await clear();
      word.value = '';
    });
    await count();
    if (/clear/.test(location.hash)) document.getElementById('clear').scrollIntoView();
  };

  offerClearing().catch(() => {});
  start().catch((reason) => say(`读取时停下了：${reason}。重新启动浏览器后再试。`, `Reading stopped: ${reason}. Restart the browser and try again.`));
})();
