// What is new since this reader's last visit, and the reader's own unit: both known to this browser only.
(function () {
  "use strict";

  var mine = document.querySelector("[data-mine]");
  var updates = document.querySelectorAll("[data-updates] [data-day]");

  function stored(key) {
    try {
      return localStorage.getItem(key);
    } catch (refused) { /* a browser that keeps nothing */ }
    return null;
  }

  function store(key, value) {
    try {
      localStorage.setItem(key, value);
    } catch (refused) { /* then nothing is marked next time */ }
  }

  function element(tag, text, css) {
    var made = document.createElement(tag);
    made.textContent = text;
    made.className = css || "";
    return made;
  }

  function link(text, address) {
    var made = element("a", text);
    made.href = address;
    return made;
  }

  // The first visit marks nothing: everything would be new.
  function markNew() {
    var newest = "", seen = stored("leitai-seen");
    updates.forEach(function (item) {
      var day = item.getAttribute("data-day");
      if (day > newest) newest = day;
      if (seen && day > seen) item.insertBefore(element("b", "新", "lt-new"), item.firstChild);
    });
    if (newest) store("leitai-seen", newest);
  }

  function showMine() {
    var unit = null;
    try {
      unit = JSON.parse(stored("leitai-unit"));
    } catch (broken) { /* as if none were chosen */ }
    if (!mine || !unit || !/^[\w-]+$/.test(unit.id)) return;
    mine.textContent = "我的单位：";
    mine.appendChild(link(unit.name, "units/" + unit.id + ".html"));
    if (/^[\w-]+$/.test(unit.group || "")) {
      mine.appendChild(document.createTextNode("　"));
      mine.appendChild(link("最新一期的名次", "rankings/latest/" + unit.group + ".html#" + unit.id));
    }
    mine.hidden = false;
  }

  markNew();
  showMine();
})();
