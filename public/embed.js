// Shows a view of Shizhu in a page of yours:
//   <script src="https://host/app/embed.js" defer></script>
//   <shizhu-embed page="p/1" lang="zh-CN" min-height="480"></shizhu-embed>
// No dependencies. Attributes, methods, events and messages: embed/README.md beside this file.
(() => {
  'use strict';
  const base = new URL('.', document.currentScript ? document.currentScript.src : document.baseURI);
  // The keys of the address (io::embed::PARAMETERS); each is an attribute of the element.
  const KEYS = ['store', 'mode', 'nav', 'lang', 'theme', 'bordered', 'titled', 'toolbar', 'density', 'ws', 'only', 'accent', 'font'];
  const ANSWERS = { load: 'loaded', get: 'data' };
  const WAIT = 15000;
  /** The version of the messages that this script speaks. */
  const PROTOCOL = 1;
  const WORDS = {
    zh: { title: '十柱', loading: '正在打开…', late: '没有打开。', other: '这段 embed.js 与应用的版本不一致，没有打开。请从应用自己的地址引入 embed.js。', link: '在新窗口打开' },
    en: { title: 'Shizhu', loading: 'Opening…', late: 'It did not open.', other: 'This embed.js and the app are of different versions, so it did not open. Load embed.js from the address of the app itself.', link: 'Open in a new window' },
  };
  let count = 0;

  class ShizhuEmbed extends HTMLElement {
    static observedAttributes = ['page', 'mode', 'lang', 'theme'];

    #frame = null;
    #ns = '';
    #ready = null;
    #settle = null;
    #asked = new Map();
    #seer = null;
    #timer = 0;
    #listen = (event) => this.#receive(event);

    connectedCallback() {
      this.#ns = this.getAttribute('ns') || `shizhu-${++count}-${Math.random().toString(36).slice(2, 8)}`;
      this.#ready = new Promise((resolve, reject) => { this.#settle = { resolve, reject }; });
      // Who never asks for readiness need not hear of its failure twice: the event and the page tell it.
      this.#ready.catch(() => {});
      this.style.display = this.style.display || 'block';
      this.style.minHeight = `${Number(this.getAttribute('min-height')) || 320}px`;
      this.#note(this.#words.loading);
      addEventListener('message', this.#listen);
      if (!('IntersectionObserver' in window)) return void this.#open();
      this.#seer = new IntersectionObserver((seen) => seen.some((entry) => entry.isIntersecting) && this.#open(), { rootMargin: '500px' });
      this.#seer.observe(this);
    }

    disconnectedCallback() {
      removeEventListener('message', this.#listen);
      this.#seer?.disconnect();
      clearTimeout(this.#timer);
      for (const { reject } of this.#asked.values()) reject(new Error('E_CLOSED'));
      this.#asked.clear();
      this.#settle?.reject(new Error('E_CLOSED'));
      this.#frame = null;
      this.replaceChildren();
    }

    attributeChangedCallback(name, before, after) {
      if (!this.#frame || before === after || after === null) return;
      (name === 'page' ? this.navigate(after) : this.set({ [name]: after })).catch(() => {});
    }

    /** Settles when the frame shows its first page. */
    get ready() { return this.#ready; }
    /** Gives the frame its data (store=host): the text or object of a workspace file. */
    load(workspace, options = {}) { return this.#ask('load', { workspace, ...options }); }
    /** Reads: what 'workspace' | 'artefact' | 'summary', format 'json' | 'html' | 'csv' | 'svg'. */
    get(what, format = 'json') { return this.#ask('get', { what, format }).then((payload) => payload.data); }
    /** Changes theme, lang, mode or cssVars. */
    set(values) { return this.#ask('set', values); }
    /** Shows a page, for example 'home' or 'p/3'. */
    navigate(page) { return this.#ask('navigate', { page }); }
    /** Saves what is being typed. */
    flush() { return this.#ask('flush', {}); }
    ping() { return this.#ask('ping', {}); }

    get #words() { return WORDS[(this.getAttribute('lang') || document.documentElement.lang || 'zh').startsWith('en') ? 'en' : 'zh']; }
    get #address() {
      const url = new URL(base);
      url.searchParams.set('embed', '1');
      url.searchParams.set('ns', this.#ns);
      for (const key of KEYS) if (this.hasAttribute(key)) url.searchParams.set(key, this.getAttribute(key));
      url.hash = `/${(this.getAttribute('page') || 'home').replace(/^[#/]+/, '')}`;
      return url;
    }

    #note(text, link) {
      const note = document.createElement('p');
      note.setAttribute('role', 'status');
      note.style.cssText = 'margin:0;padding:24px;font:14px/1.6 system-ui,sans-serif;opacity:.75';
      note.textContent = text;
      if (link) {
        const anchor = Object.assign(document.createElement('a'), { href: link, target: '_blank', rel: 'noopener', textContent: this.#words.link });
        note.append(' ', anchor);
      }
      // A frame that is moved would load itself again.
      this.querySelector('[role=status]')?.remove();
      this.prepend(note);
    }

    #open() {
      this.#seer?.disconnect();
      if (this.#frame) return;
      const frame = document.createElement('iframe');
      frame.title = this.getAttribute('title') || this.#words.title;
      frame.src = this.#address.href;
      frame.allow = 'fullscreen; clipboard-write; storage-access';
      frame.style.cssText = 'display:block;width:100%;border:0;height:0';
      this.#frame = frame;
      this.append(frame);
      this.#timer = setTimeout(() => {
        this.#fail('E_TIMEOUT', this.#words.late);
        this.#emit('error', { code: 'E_TIMEOUT', message: this.#words.late, retryable: true });
      }, WAIT);
    }

    /** The frame will answer nothing: says so in its place, with the way to open it by itself. */
    #fail(code, words) {
      clearTimeout(this.#timer);
      const open = new URL(this.#address);
      open.search = '';
      this.#note(words, open.href);
      this.#settle.reject(Object.assign(new Error(words), { code }));
    }

    #post(type, payload, id) {
      this.#frame?.contentWindow?.postMessage({ app: 'shizhu', v: PROTOCOL, ns: this.#ns, type, id, payload }, base.origin);
    }

    async #ask(type, payload) {
      await this.#ready;
      const id = `${this.#ns}-${++count}`;
      return new Promise((resolve, reject) => {
        this.#asked.set(id, { resolve, reject, answer: ANSWERS[type] });
        this.#post(type, payload, id);
      });
    }

    #emit(type, detail) {
      this.dispatchEvent(new CustomEvent(`shizhu:${type}`, { detail, bubbles: true }));
    }

    #receive({ source, origin, data }) {
      if (!this.#frame || source !== this.#frame.contentWindow || origin !== base.origin || data?.app !== 'shizhu' || data.ns !== this.#ns) return;
      const { type, payload = {}, re } = data;
      if (type === 'hello') {
        this.#post('init', { protocol: PROTOCOL });
      } else if (type === 'ready') {
        clearTimeout(this.#timer);
        this.querySelector('[role=status]')?.remove();
        if (!this.#frame.style.height || this.#frame.style.height === '0px') this.#frame.style.height = this.style.minHeight;
        this.#settle.resolve(payload);
      } else if (type === 'resize' && this.getAttribute('height') !== 'fixed') {
        this.#frame.style.height = `${Math.max(payload.height, Number(this.getAttribute('min-height')) || 0)}px`;
      } else if (type === 'error' && (payload.code === 'E_INCOMPLETE' || (payload.code === 'E_PROTOCOL' && !re))) {
        const other = payload.code === 'E_PROTOCOL';
        // The frame would greet again and be answered the same.
        if (other) removeEventListener('message', this.#listen);
        this.#fail(payload.code, other ? this.#words.other : this.#words.late);
        this.#frame.style.height = this.style.minHeight;
      } else if (type === 'scroll-to') {
        scrollTo({ top: this.#frame.getBoundingClientRect().top + scrollY + payload.top - 80, behavior: 'smooth' });
      }
      const asked = re && this.#asked.get(re);
      if (asked) {
        this.#asked.delete(re);
        if (type === 'error') asked.reject(Object.assign(new Error(payload.message), { code: payload.code, retryable: payload.retryable }));
        else asked.resolve(payload);
      }
      this.#emit(type, payload);
    }
  }

  if (!customElements.get('shizhu-embed')) customElements.define('shizhu-embed', ShizhuEmbed);
})();
