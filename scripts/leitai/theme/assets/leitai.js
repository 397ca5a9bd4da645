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

  // A shared row is also marked in the chart beside the table.
  function markChosen() {
    var chosen = location.hash.slice(1);
    document.querySelectorAll(".lt-chart [data-unit]").forEach(function (line) {
      line.classList.toggle("chosen", line.getAttribute("data-unit") === chosen);
    });
  }

  offerScheme();
  showOpenTab();
  markChosen();
  window.addEventListener("hashchange", markChosen);
})();
