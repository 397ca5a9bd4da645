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
  markChosen();
  window.addEventListener("hashchange", markChosen);
})();
