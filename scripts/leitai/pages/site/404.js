(function () {
  var folders = location.pathname.split("/").slice(0, -1), ways = document.querySelector("ul");
  function lead(root) {
    document.querySelectorAll("[data-to]").forEach(function (link) { link.href = root + link.getAttribute("data-to"); });
    ways.hidden = false;
  }
  function look() {
    var root = folders.join("/") + "/", script = document.createElement("script");
    script.src = root + "assets/leitai.js";
    script.onload = function () { lead(root); };
    script.onerror = function () { if (folders.pop() !== undefined && folders.length) look(); };
    document.head.appendChild(script);
  }
  look();
})();
