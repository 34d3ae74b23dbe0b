// Runs before anything else, in any browser: classic script, ES5 only, no wasm.
// 1. Sets the theme before the first paint. 2. Limits what may become HTML or a script's address. 3. Turns every way in
// which the start can go wrong into a page that says what to do, in both languages. 4. Shows the page for a stopped program
// ("shizhu-panic").
(function () {
  'use strict';
  var root = document.documentElement;

  // Without this script the page itself says after a while that something is wrong (boot.css).
  root.className += ' shizhu-boot';

  try {
    var theme = window.localStorage.getItem('shizhu-theme');
    root.setAttribute('data-theme', theme === 'light' || theme === 'dark' ? theme : 'auto');
  } catch (denied) {
    root.setAttribute('data-theme', 'auto');
  }

  // Leptos builds static parts of a view from HTML templates, so that `trusted-types 'none'` is too strict. This only
  // policy lets plain markup through and nothing that could act, and as addresses of scripts and workers only files of
  // this app; what the program makes itself (blob:) is left to the content security policy.
  if (window.trustedTypes && window.trustedTypes.createPolicy) {
    var ACTIVE = /<\s*(script|iframe|frame|object|embed|base|meta|link|style|template)\b|<[^>]*([\s"'\/]on[a-z]+\s*=|javascript:)/i;
    window.trustedTypes.createPolicy('default', {
      createHTML: function (text) { return ACTIVE.test(text) ? null : text; },
      createScriptURL: function (text) {
        var url = new URL(text, document.baseURI);
        return url.protocol === 'blob:' || url.href.indexOf(new URL('.', location.href).href) === 0 ? text : null;
      }
    });
  }

  var MESSAGES = {
    file: [
      ['十柱要通过网址打开', '浏览器不允许从文件夹直接运行本程序。把整个文件夹放到任意网站空间，或在本机启动一个静态网站服务，再用 http 网址打开；需要双击就能打开时，使用发布包里的单文件版。'],
      ['Shizhu needs a web address', 'Browsers do not run this program straight from a folder. Put the whole folder on any web host, or start a static web server on this computer, and open its http address. To open it by a double click, take the single-file edition of the release.']
    ],
    inside: [
      ['用系统浏览器打开', '微信、钉钉、QQ 等应用内的浏览器常常不保存数据，也不能下载文件。复制下面的网址，粘贴到 Chrome、Edge 或 Safari 打开；也可以点右上角菜单，选“在浏览器打开”。'],
      ['Open it in the system browser', 'The browsers inside WeChat, DingTalk, QQ and similar apps often keep no data and cannot download files. Copy the address below and open it in Chrome, Edge or Safari, or choose “Open in browser” in the menu at the top right.']
    ],
    browser: [
      ['浏览器版本太旧', '更新浏览器后再打开：Chrome 或 Edge 109 以上、Firefox 115 以上、Safari 16.4 以上。使用 360、QQ 等双核浏览器时，切换到“极速模式”。'],
      ['This browser is too old', 'Update it and open the page again: Chrome or Edge 109, Firefox 115, Safari 16.4 or newer. In a dual-engine browser switch to the fast (Chromium) mode.']
    ],
    wasm: [
      ['浏览器关闭了 WebAssembly', '十柱要用到 WebAssembly。在浏览器设置中打开它（苹果设备上为本网站关闭“锁定模式”），然后刷新。'],
      ['WebAssembly is switched off', 'Shizhu runs on WebAssembly. Turn it on in the browser settings (on Apple devices, turn off Lockdown Mode for this site), then reload.']
    ],
    policy: [
      ['网站的安全策略不允许 WebAssembly', '把下面的诊断信息发给网站管理员：响应头 Content-Security-Policy 的 script-src 里要加上 \'wasm-unsafe-eval\'。改好后刷新。'],
      ['The site\'s security policy forbids WebAssembly', 'Send the diagnostics below to whoever runs this site: script-src in the Content-Security-Policy header needs \'wasm-unsafe-eval\'. Reload once that is done.']
    ],
    type: [
      ['服务器给程序文件标错了类型', '浏览器因此拒绝运行。把下面的文件名发给网站管理员：.js 文件要以 text/javascript 发送，.css 以 text/css 发送。改好后刷新。'],
      ['The server sends a program file with the wrong type', 'The browser refuses to run it. Send the file name below to whoever runs this site: .js must be sent as text/javascript and .css as text/css. Reload once that is done.']
    ],
    missing: [
      ['有一个程序文件没有下载下来', '检查网络后刷新。如果仍然这样，把下面的文件名告诉网站管理员：整个文件夹需要重新上传一次。'],
      ['A program file did not arrive', 'Check the connection and reload. If it happens again, give the file name below to whoever runs this site: the whole folder needs to be uploaded again.']
    ],
    frame: [
      ['框架不允许应用启动', '放置本页的框架带有 sandbox，浏览器因此没有把程序文件交给它。在新窗口中打开，或请放置框架的人在 sandbox 里加上 allow-same-origin 和 allow-scripts。'],
      ['The frame does not let the app start', 'The frame around this page has the attribute sandbox, so the browser gave it no program files. Open the page in a new window, or ask whoever placed the frame to add allow-same-origin and allow-scripts to sandbox.']
    ],
    newer: [
      ['数据来自更新的版本', '本浏览器里的数据由更新版本的十柱写入。这个版本没有打开它，也没有改动任何内容。刷新，看看新版本是否已经可用；需要用到数据时先导出。'],
      ['The data come from a newer version', 'A newer version of Shizhu has written the data in this browser. This version has not opened them and has changed nothing. Reload to see whether the newer version is there, or export the data if you need them now.']
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

  // For the way into another browser.
  function addressToCopy() {
    var place = element('p', '', null, 'boot-actions');
    var field = element('input', '', place, 'boot-diagnostics');
    field.value = location.href;
    field.readOnly = true;
    field.id = 'shizhu-address';
    field.setAttribute('aria-label', '网址 · Address');
    button('复制网址 · Copy the address', place, function (node) { copy(location.href, field, node); });
    return place;
  }

  // Remembered for this visit only, so that the next one is warned again.
  function stay() {
    try { window.sessionStorage.setItem('shizhu-stay', '1'); } catch (denied) { /* Then the address says it. */ }
    if (readStay()) location.reload();
    else location.search = '?stay';
  }

  function readStay() {
    try { if (window.sessionStorage.getItem('shizhu-stay')) return true; } catch (denied) { /* See stay. */ }
    return location.search.indexOf('stay') > 0;
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
    shown = true;
    // At once: scripts that follow see that there is nothing to start.
    root.className += ' shizhu-stopped';
    if (document.body) build(code, detail);
    else document.addEventListener('DOMContentLoaded', function () { build(code, detail); });
  }

  // Ways on for those who have data here, and for those who mend what went wrong.
  function help(page, actions, text) {
    var rescue = element('a', '导出数据 · Export data', actions, 'boot-button');
    rescue.href = 'rescue.html';
    var label = element('label', '诊断信息（不含你的数据） · Diagnostics (none of your data)', page);
    var area = element('textarea', text, page, 'boot-diagnostics');
    button('复制诊断信息 · Copy diagnostics', actions, function (node) { copy(text, area, node); });
    label.htmlFor = area.id = 'shizhu-diagnostics';
    area.readOnly = true;
    area.rows = 6;
  }

  function build(code, detail) {
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
    if (code === 'inside' || code === 'browser') page.appendChild(addressToCopy());
    var actions = element('p', '', page, 'boot-actions');
    if (code === 'inside') button('仍在这里打开 · Open it here anyway', actions, stay);
    else button('刷新 · Reload', actions, function () { window.shizhuBoot.reload(); });
    // Where nothing has gone wrong there is nothing to rescue or to diagnose.
    if (code !== 'inside') help(page, actions, diagnostics(code, detail));
    document.body.appendChild(page);
    heading.focus();
  }

  window.shizhuBoot = { show: show, explain: explain, reload: function () { location.reload(); } };

  // A frame with sandbox takes the page's origin away, and the browser then withholds program files whatever the network does.
  function absent() { return window.origin === 'null' && location.protocol !== 'file:' ? 'frame' : 'missing'; }

  // Finds out why a script or style was refused: the host may send it with a type that browsers do not run.
  function explain(url) {
    if (location.protocol === 'file:') { show('file', url); return; }
    var request = new XMLHttpRequest();
    request.onloadend = function () {
      var type = request.getResponseHeader('content-type') || '';
      var right = /\.css([?#]|$)/.test(url) ? /^text\/css/i : /^(text|application)\/(x-)?javascript/i;
      // A page in place of the file means that the file is not there.
      if (request.status === 200 && !right.test(type) && !/^text\/html/i.test(type)) show('type', url + '\nContent-Type: ' + type);
      else show(absent(), url + (request.status ? '\nHTTP ' + request.status + ' ' + type : ''));
    };
    request.open('GET', url);
    request.send();
  }

  // Sent by the program: it has panicked; what is stored is of a newer version; a file that it cannot do without did not arrive.
  window.addEventListener('shizhu-panic', function (event) { show('stopped', event.detail); });
  window.addEventListener('shizhu-newer', function (event) { show('newer', event.detail); });
  window.addEventListener('shizhu-missing', function (event) { show(absent(), event.detail); });

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
    if (!target || shown) return;
    if (target.tagName === 'SCRIPT' && target.src) explain(target.src);
    else if (target.tagName === 'LINK' && target.rel === 'stylesheet') explain(target.href);
  }, true);
  document.addEventListener('securitypolicyviolation', function (event) {
    if (event.blockedURI === 'wasm-eval') show('policy', event.originalPolicy);
  });

  var INSIDE = /MicroMessenger|wxwork|DingTalk|Lark\/|Feishu|\bQQ\/|Weibo|AliApp/i;
  var portable = root.hasAttribute('data-portable');
  if (location.protocol === 'file:' && !portable) show('file', '');
  else if (INSIDE.test(navigator.userAgent) && window.top === window && !readStay()) show('inside', '');
  else if (typeof WebAssembly !== 'object' && 'noModule' in document.createElement('script')) show('wasm', '');
  else if (typeof WebAssembly !== 'object' || !('noModule' in document.createElement('script')) || !window.structuredClone ||
    !window.HTMLDialogElement || !('inert' in HTMLElement.prototype) || !Array.prototype.findLast ||
    !CSS.supports('container-type: inline-size')) show('browser', '');

  window.setTimeout(function () {
    var slow = document.getElementById('boot-slow');
    if (slow) slow.hidden = false;
  }, 8000);
})();
