// Small helps for reading; every page is complete without them.
(function () {
  "use strict";

  function offerScheme() {
    var button = document.querySelector(".lt-scheme");
    if (!button) return;
    button.hidden = false;
    button.addEventListener("click", function () {
      var root = document.documentElement;
      var next = root.getAttribute("data-scheme") === "dark" ? "light" : "dark";
      root.setAttribute("data-scheme", next);
      try {
        localStorage.setItem("leitai-scheme", next);
      } catch (refused) { /* the choice then lasts for this page */ }
    });
  }

  // On a phone the tabs scroll: the section that is open must be in sight.
  function showOpenTab() {
    var open = document.querySelector(".lt-tabs [aria-current]");
    var row = document.querySelector(".lt-tabs");
    if (open && row) row.scrollLeft = open.offsetLeft - (row.clientWidth - open.offsetWidth) / 2;
  }

  // A chosen row is also marked in charts and in the other tables; what isn't of the same unit steps back.
  function markChosen() {
    var chosen = decodeURIComponent(location.hash.slice(1));
    var row = chosen && document.getElementById(chosen);
    var isRow = Boolean(row) && row.nodeName === "TR";
    document.querySelectorAll(".lt-ranking tr[id]").forEach(function (other) {
      other.classList.toggle("chosen", other === row);
    });
    document.querySelectorAll("[data-unit]").forEach(function (part) {
      part.classList.toggle("chosen", isRow && part.getAttribute("data-unit") === chosen);
    });
    var article = document.querySelector("article");
    if (article) article.classList.toggle("lt-focus", isRow && Boolean(article.querySelector("[data-unit].chosen")));
  }

  // Where there is room the whole text is open: only a phone begins with its parts closed.
  function openParts() {
    if (!window.matchMedia("(min-width: 40em)").matches) return;
    document.querySelectorAll(".lt-part").forEach(function (part) { part.open = true; });
    var named = document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (named && !named.closest("table")) named.scrollIntoView();
  }

  // Older browsers don't open the section that an address names.
  function openNamed() {
    var named = document.getElementById(decodeURIComponent(location.hash.slice(1)));
    for (var box = named && named.parentNode; box; box = box.parentNode) {
      if (box.nodeName === "DETAILS" && !box.open) {
        box.open = true;
        named.scrollIntoView();
      }
    }
  }

  // A tap anywhere on a row opens it; a second one closes it.
  function offerRows() {
    document.querySelectorAll(".lt-ranking tbody").forEach(function (body) {
      body.parentNode.addEventListener("click", function (event) {
        var row = event.target.closest("tbody tr[id]");
        if (!row || event.target.closest("button") || !row.nextElementSibling) return;
        if (!row.nextElementSibling.classList.contains("lt-below")) return;
        var name = event.target.closest("a");
        if (name && row.id !== location.hash.slice(1)) return;
        event.preventDefault();
        location.hash = row.id === location.hash.slice(1) ? "rows" : row.id;
      });
    });
  }

  // On paper every section is open; browsers that show closed ones in print by the style sheet don't need this.
  function openForPaper() {
    document.querySelectorAll("details.lt-fold").forEach(function (section) { section.open = true; });
  }

  // A unit's page can be chosen as "mine": the home page of this browser then leads there.
  function offerMine() {
    var place = document.querySelector("[data-unit-page]");
    if (!place) return;
    var unit = { id: place.getAttribute("data-unit-page"), name: place.getAttribute("data-name"), group: place.getAttribute("data-group") };
    var button = document.createElement("button");
    button.type = "button";
    button.className = "lt-share-page";

    function isMine() {
      try {
        return (JSON.parse(localStorage.getItem("leitai-unit")) || {}).id === unit.id;
      } catch (refused) {
        return false;
      }
    }

    function label() {
      button.textContent = isMine() ? "取消“我的单位”" : "设为我的单位";
    }

    button.addEventListener("click", function () {
      try {
        if (isMine()) localStorage.removeItem("leitai-unit");
        else localStorage.setItem("leitai-unit", JSON.stringify(unit));
      } catch (refused) { /* a browser that keeps nothing */ }
      label();
    });
    label();
    place.appendChild(button);
  }

  offerScheme();
  offerMine();
  showOpenTab();
  offerRows();
  openParts();
  openNamed();
  markChosen();
  window.addEventListener("hashchange", openNamed);
  window.addEventListener("beforeprint", openForPaper);
  window.addEventListener("hashchange", markChosen);
})();
