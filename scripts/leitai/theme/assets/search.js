// Opens the search on demand: nothing of it is loaded before the first click on 检索 or the key "/".
(function () {
  "use strict";
  const root = document.currentScript.src.replace(/assets\/search\.js.*$/, "");
  const parts = ["assets/search-find.js", "assets/search-words.js", "assets/search-near.js", "assets/search-box.js"];
  let loading = null;

  function loadScript(path) {
    return new Promise(function (resolve, reject) {
      const script = document.createElement("script");
      script.src = root + path;
      script.onload = resolve;
      script.onerror = reject;
      document.head.appendChild(script);
    });
  }

  // The parts of the search, loaded once and in order.
  function load() {
    loading = loading || parts.reduce((before, part) => before.then(() => loadScript(part)), Promise.resolve());
    return loading;
  }

  function open() {
    load().then(() => window.leitaiSearchBox.open());
  }

  function isTyping(element) {
    return element.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(element.tagName);
  }

  window.leitaiSearchRoot = root;

  document.addEventListener("click", function (event) {
    const link = event.target.closest("[data-search]");
    if (link && !event.ctrlKey && !event.metaKey && !event.shiftKey) {
      event.preventDefault();
      open();
    }
  });

  document.addEventListener("keydown", function (event) {
    const plain = !event.ctrlKey && !event.metaKey && !event.altKey;
    if (event.key === "/" && plain && !isTyping(event.target)) {
      event.preventDefault();
      open();
    }
  });

  document.addEventListener("DOMContentLoaded", function () {
    const holder = document.querySelector("[data-search-page]");
    if (holder) {
      load().then(() => window.leitaiSearchBox.fill(holder));
    }
  });
})();
