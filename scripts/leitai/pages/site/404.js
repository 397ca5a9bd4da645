(function () {
  var folders = location.pathname.split("/").slice(0, -1), ways = document.querySelector("ul");
  function lead(root) {
    document.querySelectorAll("[data-to]").forEach(function (link) { link.href = root + link.getAttribute("data-to"); });
    ways.hidden = false;
    ask(root + "search.html?q=");
  }
  function ask(search) {
    var form = document.createElement("form"), field = document.createElement("input"), button = document.createElement("button");
    form.setAttribute("role", "search");
    field.type = "search";
    field.placeholder = "单位、指标、做法、会议";
    field.setAttribute("aria-label", "检索");
    button.textContent = "检索";
    form.appendChild(field);
    form.appendChild(button);
    form.addEventListener("submit", function (event) {
      event.preventDefault();
      location.href = search + encodeURIComponent(field.value);
    });
    ways.parentNode.insertBefore(form, ways);
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
