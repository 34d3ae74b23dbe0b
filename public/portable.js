// Only in the single-file edition (make portable): answers what the program fetches from the data in the page, hands over the
// glue script, and shows the page for exporting data, which is another file in a folder on a host.
(() => {
  'use strict';
  const TYPES = { json: 'application/json', js: 'text/javascript', wasm: 'application/wasm' };
  const portable = { rescue: null };
  portable.glue = new Promise((resolve) => {
    portable.arrived = resolve;
  });
  window.shizhuPortable = portable;

  /** The path of an address below the page, as it is named in the data. */
  const nameOf = (input) => {
    const url = new URL(input instanceof Request ? input.url : String(input), location.href);
    const folder = new URL('.', location.href).href;
    return url.href.startsWith(folder) ? decodeURIComponent(url.href.slice(folder.length).split(/[?#]/)[0]) : null;
  };

  const pieceOf = (type, name) => name && document.querySelector(`script[type="${type}"][data-name="${CSS.escape(name)}"]`);
  const bytesOf = (piece) => Uint8Array.from(atob(piece.textContent), (character) => character.charCodeAt(0));

  const inPlace = (name) => {
    const piece = pieceOf('application/gzip', name);
    // An empty place is a file that was left out.
    if (!piece?.textContent) return new Response('', { status: 404 });
    const plain = new Blob([bytesOf(piece)]).stream().pipeThrough(new DecompressionStream('gzip'));
    return new Response(plain, { headers: { 'content-type': TYPES[name.split('.').at(-1)] ?? 'application/octet-stream' } });
  };

  const outside = window.fetch.bind(window);
  window.fetch = async (input, options) => {
    // The page's own files are of a moment of its own (blob:) and pass.
    if (/^(blob|data):/.test(String(input))) return outside(input, options);
    return inPlace(nameOf(input));
  };

  // A worker starts from its script in the page; its program, if it has one, follows as the first message.
  const Outside = window.Worker;
  window.Worker = function Worker(address, options) {
    const piece = pieceOf('text/plain', nameOf(address));
    if (!piece) return new Outside(address, options);
    const worker = new Outside(URL.createObjectURL(new Blob([bytesOf(piece)], { type: 'text/javascript' })), { ...options, type: 'classic' });
    const { program } = piece.dataset;
    if (program) inPlace(program).arrayBuffer().then((bytes) => worker.postMessage(bytes, [bytes]));
    return worker;
  };

  // A link to the export page of a folder leads to the one inside.
  document.addEventListener('click', (event) => {
    const link = event.target instanceof Element ? event.target.closest('a[href^="rescue.html"], a[href="./"]') : null;
    if (!link) return;
    event.preventDefault();
    location.hash = link.getAttribute('href') === './' ? '' : '#rescue';
    location.reload();
  }, true);

  if (location.hash === '#rescue') {
    document.documentElement.classList.add('shizhu-stopped');
    document.addEventListener('DOMContentLoaded', () => {
      document.documentElement.classList.remove('shizhu-stopped');
      document.documentElement.classList.add('rescue');
      document.body.replaceChildren(document.getElementById('shizhu-rescue').content.cloneNode(true));
      portable.rescue();
    });
  }
})();
