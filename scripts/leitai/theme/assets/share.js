// Hands on addresses: a control per row of a ranking, and one wherever a page asks for it with data-share.
(function () {
  "use strict";

  var CHAIN = "M3.9 12a3.1 3.1 0 0 1 3.1-3.1h4V7H7a5 5 0 0 0 0 10h4v-1.9H7A3.1 3.1 0 0 1 3.9 12M8 13h8v-2H8zm9-6h-4v1.9h4"
    + "a3.1 3.1 0 0 1 0 6.2h-4V17h4a5 5 0 0 0 0-10";
  var onPhone = Boolean(navigator.share) && matchMedia("(pointer: coarse)").matches;
  var verb = onPhone ? "分享" : "复制";
  var said = document.createElement("p");

  function say(text) {
    said.textContent = "";
    setTimeout(function () { said.textContent = text; }, 50); // the same words twice are still announced
    clearTimeout(say.timer);
    say.timer = setTimeout(function () { said.textContent = ""; }, 6000);
  }

  // Where the clipboard is refused, as by old browsers and from disk.
  function copyBySelection(text) {
    var field = document.createElement("textarea");
    var focused = document.activeElement;
    field.value = text;
    field.className = "lt-unseen";
    document.body.appendChild(field);
    field.select();
    var done = false;
    try {
      done = document.execCommand("copy");
    } catch (refused) { /* then the reader is shown the address */ }
    field.remove();
    if (focused) focused.focus();
    say(done ? "已复制" : "请自行复制：" + text);
  }

  function copy(text) {
    if (!navigator.clipboard || !navigator.clipboard.writeText) return copyBySelection(text);
    navigator.clipboard.writeText(text).then(
      function () { say("已复制"); },
      function () { copyBySelection(text); }
    );
  }

  function handOn(title, url, before) {
    if (!onPhone) return copy((before || "") + url);
    navigator.share({ title: title, url: url }).catch(function (refused) {
      if (refused.name !== "AbortError") copy(url);
    });
  }

  function chain() {
    var svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
    var path = document.createElementNS("http://www.w3.org/2000/svg", "path");
    svg.setAttribute("viewBox", "0 0 24 24");
    svg.setAttribute("aria-hidden", "true");
    path.setAttribute("d", CHAIN);
    svg.appendChild(path);
    return svg;
  }

  function button(css, action) {
    var made = document.createElement("button");
    made.type = "button";
    made.className = css;
    made.addEventListener("click", action);
    return made;
  }

  function offerRow(row) {
    var head = row.querySelector("th");
    var name = head.textContent;
    var control = button("lt-copy", function () {
      var page = location.href.split("#")[0].split("?")[0];
      handOn(document.title + "：" + name, page + "#" + row.id);
    });
    control.setAttribute("aria-label", verb + name + "这一行的链接");
    control.appendChild(chain());
    head.appendChild(control);
  }

  function offerPage(place) {
    var control = button("lt-share-page", function () { handOn(document.title, location.href); });
    control.textContent = verb + "本页链接";
    place.appendChild(control);
  }

  function offerPrint(place) {
    var control = button("lt-share-page", function () { window.print(); });
    control.textContent = "打印";
    place.insertBefore(control, place.firstChild); // in sight where the line moves sideways
  }

  // The line about a unit that is sent on, with the address of its row.
  function offerLine(place) {
    var row = place.closest("tr").previousElementSibling;
    var control = button("lt-share-page", function () {
      var page = location.href.split("#")[0].split("?")[0];
      handOn(place.getAttribute("data-send"), page + "#" + row.id, place.getAttribute("data-send") + "\n");
    });
    control.textContent = verb + "这一行";
    place.appendChild(control);
  }

  said.className = "lt-said";
  said.setAttribute("role", "status");
  said.setAttribute("aria-live", "polite");
  document.body.appendChild(said);
  document.querySelectorAll(".lt-ranking tbody tr[id]").forEach(offerRow);
  document.querySelectorAll("[data-share]").forEach(offerPage);
  document.querySelectorAll("[data-print]").forEach(offerPrint);
  document.querySelectorAll("[data-send]").forEach(offerLine);
})();
