// Small helps for reading; every page is complete without them.
(function () {
  "use strict";

  // Content beside a wide table is announced only when the table really scrolls.
  function markScrollable() {
    document.querySelectorAll(".lt-scroll").forEach(function (box) {
      box.classList.toggle("lt-scroll--wide", box.scrollWidth > box.clientWidth + 1);
    });
  }

  window.addEventListener("resize", markScrollable);
  document.addEventListener("DOMContentLoaded", markScrollable);
})();
