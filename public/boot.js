// Runs before anything else, in any browser: classic script, ES5 only, no wasm.
// 1. Sets the theme before the first paint. 2. Limits what may become HTML. 3. Turns every way in which the start can go
// wrong into a page that says what to do, in both languages. 4. Shows the page for a stopped program ("shizhu-panic").
(function () {
  'use strict';
  var root = document.documentElement;

  try {
    var theme = window.localStorage.getItem('shizhu-theme');
    root.setAttribute('data-theme', theme === 'light' || theme === 'dark' ? theme : 'auto');
  } catch (denied) {
    root.setAttribute('data-theme', 'auto');
  }

  // Leptos builds static parts of a view from HTML templates, so that `trusted-types 'none'` is too strict. This only
  // policy lets plain markup through and nothing that could act; scripts and their addresses stay forbidden.
  if (window.trustedTypes && window.trustedTypes.createPolicy) {
    var ACTIVE = /<\s*(script|iframe|frame|object|embed|base|meta|link|style|template)\b|<[^>]*([\s"'\/]on[a-z]+\s*=|javascript:)/i;
    window.trustedTypes.createPolicy('default', {
      createHTML: function (text) { return ACTIVE.test(text) ? null : text; }
    });
  }

  var MESSAGES = {
    file: [
      ['十柱要通过网址打开', '浏览器不允许从文件夹直接运行本程序。把整个文件夹放到任意网站空间，或在本机启动一个静态网站服务，再用 http 网址打开。'],
      ['Shizhu needs a web address', 'Browsers do not run this program straight from a folder. Put the whole folder on any web host, or start a static web server on this computer, and open its http address.']
    ],
    browser: [
      ['浏览器版本太旧', '更新浏览器后再打开：Chrome 或 Edge 109 以上、Firefox 115 以上、Safari 16.4 以上。使用 360、QQ 等双核浏览器时，切换到“极速模式”。'],
      ['This browser is too old', 'Update it and open the page again: Chrome or Edge 109, Firefox 115, Safari 16.4 or newer. In a dual-engine browser switch to the fast (Chromium) mode.']
    ],
    wasm: [
      ['浏览器关闭了 WebAssembly', '十柱要用到 WebAssembly。在浏览器设置中打开它（苹果设备上为本网站关闭“锁定模式”），然后刷新。'],
      ['WebAssembly is switched off', 'Shizhu runs on WebAssembly. Turn it on in the browser settings (on Apple devices, turn off Lockdown Mode for this site), then reload.']
    ],
    missing: [
      ['有一个程序文件没有下载下来', '检查网络后刷新。如果仍然这样，把下面的文件名告诉网站管理员：整个文件夹需要重新上传一次。'],
      ['A program file did not arrive', 'Check the connection and reload. If it happens again, give the file name below to whoever runs this site: the whole folder needs to be uploaded again.']
    ],
    stopped: [
      ['程序意外停止', '显示过“已保存”的内容都还在本浏览器里。刷新后可以继续；如果再次停止，先导出数据，再把诊断信息发给维护者。'],
      ['The program stopped unexpectedly', 'Everything that was shown as saved is still in this browser. Reload to go on. If it stops again, export your data first, then send the diagnostics to the maintainer.']
    ]
  };

  var shown = false;

  function element(name, text, parent, className) {
    var node = document.createElement(name);
    if (text) node.appendChild(document.createTextNode(text));
    if (className) node.className = className;
    if (parent) parent.appendChild(node);
    return node;
  }

  function button(label, parent, action) {
    var node = element('button', label, parent, 'boot-button');
    node.type = 'button';
    node.addEventListener('click', function () { action(node); });
    return node;
  }

  function diagnostics(code, detail) {
    return [
      'Shizhu: ' + code,
      String(detail || ''),
      'Page: ' + location.pathname + location.hash,
      'Browser: ' + navigator.userAgent,
      'Time: ' + new Date().toISOString()
    ].join('\n');
  }

  function copy(text, area, node) {
    function done() { node.textContent = '已复制 · Copied'; }
    function byHand() {
      area.focus();
      area.select();
      try { if (document.execCommand('copy')) done(); } catch (refused) { /* The text stays selected, to be copied by hand. */ }
    }
    if (navigator.clipboard && navigator.clipboard.writeText) navigator.clipboard.writeText(text).then(done, byHand);
    else byHand();
  }

  // Replaces whatever is on the page. The first reason wins: what follows is only its consequence.
  function show(code, detail) {
    if (shown) return;
    if (!document.body) { document.addEventListener('DOMContentLoaded', function () { show(code, detail); }); return; }
    shown = true;
    root.className += ' shizhu-stopped';
    var page = element('main', '', null, 'boot-message');
    page.id = 'shizhu-stopped';
    page.setAttribute('data-code', code);
    var texts = MESSAGES[code] || MESSAGES.stopped;
    var heading = element('h1', texts[0][0], page);
    heading.tabIndex = -1;
    element('p', texts[0][1], page);
    var english = element('div', '', page);
    english.lang = 'en';
    element('h2', texts[1][0], english);
    element('p', texts[1][1], english);
    var actions = element('p', '', page, 'boot-actions');
    button('刷新 · Reload', actions, function () { location.reload(); });
    var rescue = element('a', '导出数据 · Export data', actions, 'boot-button');
    rescue.href = 'rescue.html';
    var text = diagnostics(code, detail);
    var label = element('label', '诊断信息（不含你的数据） · Diagnostics (none of your data)', null);
    var area = element('textarea', text, null, 'boot-diagnostics');
    button('复制诊断信息 · Copy diagnostics', actions, function (node) { copy(text, area, node); });
    label.htmlFor = area.id = 'shizhu-diagnostics';
    area.readOnly = true;
    area.rows = 6;
    page.appendChild(label);
    page.appendChild(area);
    document.body.appendChild(page);
    heading.focus();
  }

  window.shizhuBoot = { show: show };

  // Sent by the program: it has panicked; a file that it cannot do without did not arrive.
  window.addEventListener('shizhu-panic', function (event) { show('stopped', event.detail); });
  window.addEventListener('shizhu-missing', function (event) { show('missing', event.detail); });

  // A trap in the wasm stops the program for good, also where no panic hook ran (stack overflow, out of memory).
  function isTrap(reason) {
    return !!reason && typeof WebAssembly === 'object' && reason instanceof WebAssembly.RuntimeError;
  }
  window.addEventListener('unhandledrejection', function (event) {
    if (isTrap(event.reason)) show('stopped', event.reason.stack || event.reason.message);
  });
  window.addEventListener('error', function (event) {
    if (isTrap(event.error)) show('stopped', event.error.stack || event.message);
    // Resources report at the element itself: seen only in the capturing phase.
    var target = event.target;
    if (target && target.tagName === 'SCRIPT' && target.src) show(location.protocol === 'file:' ? 'file' : 'missing', target.src);
  }, true);

  if (location.protocol === 'file:') show('file', '');
  else if (typeof WebAssembly !== 'object' && 'noModule' in document.createElement('script')) show('wasm', '');
  else if (typeof WebAssembly !== 'object' || !('noModule' in document.createElement('script')) || !window.structuredClone ||
    !window.HTMLDialogElement || !('inert' in HTMLElement.prototype) || !Array.prototype.findLast) show('browser', '');

  window.setTimeout(function () {
    var slow = document.getElementById('boot-slow');
    if (slow) slow.hidden = false;
  }, 8000);
})();
