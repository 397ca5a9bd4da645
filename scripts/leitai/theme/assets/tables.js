// Sorting (by sortable.min.js) and filtering of tables, with the state in the address: ?sort=score&dir=desc&q=义乌
(function () {
  "use strict";

  var parameters = new URLSearchParams(location.search);
  var tables = [].slice.call(document.querySelectorAll("table.sortable"));

  function remember(name, value) {
    if (value) parameters.set(name, value);
    else parameters.delete(name);
    var query = parameters.toString();
    try {
      history.replaceState(null, "", location.pathname + (query ? "?" + query : "") + location.hash);
    } catch (refused) { /* some browsers fix the address of a page from disk */ }
  }

  function headers(table) {
    return [].slice.call(table.tHead.rows[0].cells).filter(function (cell) {
      return cell.hasAttribute("data-key");
    });
  }

  // The button takes the heading's words, unless they are a link already.
  function addButton(cell) {
    var button = document.createElement("button");
    var name = cell.getAttribute("data-name");
    button.type = "button";
    button.className = "lt-sort";
    button.setAttribute("aria-label", "按“" + name + "”排序");
    if (cell.firstChild && cell.firstChild.nodeType === Node.TEXT_NODE) button.appendChild(cell.firstChild);
    cell.insertBefore(button, cell.querySelector("small"));
    button.addEventListener("click", function (event) {
      var table = cell.closest("table");
      if (table.hasAttribute("data-rows")) {
        event.stopPropagation();
        load(table, function () { button.click(); });
        return;
      }
      // The first click shows the greatest numbers, but the first ranks and names (sortable.min.js then turns round).
      if (!cell.hasAttribute("aria-sort") && !/lt-(number|change)/.test(cell.className)) {
        cell.setAttribute("aria-sort", "descending");
      }
    });
  }

  function sortBy(cell, direction) {
    cell.setAttribute("aria-sort", direction === "asc" ? "descending" : "ascending"); // a click turns it round
    cell.querySelector(".lt-sort").click();
  }

  function rememberSort(event) {
    var sorted = event.target.tHead.querySelector("[aria-sort]");
    remember("sort", sorted.getAttribute("data-key"));
    remember("dir", sorted.getAttribute("aria-sort") === "ascending" ? "asc" : "desc");
  }

  function restoreSort() {
    var wanted = parameters.get("sort");
    tables.some(function (table) {
      return headers(table).some(function (cell) {
        if (cell.getAttribute("data-key") !== wanted) return false;
        for (var box = table; box; box = box.parentNode) if (box.nodeName === "DETAILS") box.open = true;
        table.addEventListener("sort-end", showNamed, { once: true });
        sortBy(cell, parameters.get("dir"));
        return true;
      });
    });
  }

  function rowsOf(table) {
    return [].slice.call(table.tBodies[0].rows).filter(function (row) {
      return !row.classList.contains("lt-below");
    });
  }

  function below(row) {
    var next = row.nextElementSibling;
    return next && next.classList.contains("lt-below") ? next : null;
  }

  // What a cell is ordered by: as the page says, else its own first text, as a number in a column of numbers.
  function orderOf(cell) {
    var first = cell.querySelector("a, .lt-sort") || cell;
    var text = (first.firstChild ? first.firstChild.textContent : "").trim();
    if (!cell.classList.contains("lt-number")) return text;
    var plain = text.replace(/,/g, "").replace("\u2212", "-").replace("+", "");
    return plain !== "" && isFinite(plain) ? plain : "";
  }

  // Before sorting, what stands below rows is taken out, and cells learn their order.
  function prepare(event) {
    var table = event.target, column = table.tHead.querySelector("[aria-sort]").cellIndex;
    table.leitaiBelow = rowsOf(table).map(function (row) { return [row, below(row)]; });
    table.leitaiBelow.forEach(function (pair) {
      var cell = pair[0].cells[column];
      if (!cell.hasAttribute("data-sort")) cell.setAttribute("data-sort", orderOf(cell));
      if (pair[1]) pair[1].remove();
    });
  }

  function putBack(event) {
    event.target.leitaiBelow.forEach(function (pair) {
      if (pair[1]) pair[0].parentNode.insertBefore(pair[1], pair[0].nextSibling);
    });
  }

  var GLANCE = 12;
  var WINDOW = 200; // rows of a very long table that are shown at once

  // A long table goes on on further pages; asked to sort or filter, it loads all of its rows, once.
  function load(table, then) {
    var script = document.createElement("script");
    if (!table.hasAttribute("data-rows")) return then();
    script.src = table.getAttribute("data-rows");
    script.onload = function () {
      var opened = rowsOf(table).map(function (row) { return [row.id, below(row)]; });
      table.tBodies[0].innerHTML = window.leitaiRows[table.getAttribute("data-table")].join("");
      opened.forEach(function (pair) {
        var row = pair[1] && document.querySelector('.lt-data tr[id="' + pair[0] + '"]');
        if (row) row.parentNode.insertBefore(pair[1], row.nextSibling);
      });
      table.removeAttribute("data-rows");
      var further = document.querySelector('.lt-further[data-of="' + table.getAttribute("data-table") + '"]');
      if (further) further.remove();
      then();
    };
    document.head.appendChild(script);
  }

  function showWindow(table) {
    var shown = 0;
    rowsOf(table).forEach(function (row) {
      if (!row.hidden) shown += 1;
      row.classList.toggle("lt-beyond", !row.hidden && shown > WINDOW && row.id !== location.hash.slice(1));
    });
  }

  function filterRows(words, said) {
    var shown = 0, all = 0;
    tables.forEach(function (table, position) {
      rowsOf(table).forEach(function (row) {
        var head = row.querySelector("th");
        row.hidden = words !== "" && head.textContent.indexOf(words) < 0;
        if (below(row)) below(row).hidden = row.hidden;
        if (position === 0) {
          all += 1;
          shown += row.hidden ? 0 : 1;
        }
      });
      showWindow(table);
    });
    said.textContent = words ? shown + "/" + all + " 行" : "";
  }

  function inRanking(id) {
    return '.lt-ranking tr[id="' + id + '"], .lt-index [id="' + id + '"]';
  }

  // The way to the row of the unit that this browser keeps as "mine", on this page or a further one.
  function wayToMine() {
    var mine = null;
    var way = document.createElement("a");
    try {
      mine = JSON.parse(localStorage.getItem("leitai-unit"));
    } catch (refused) { /* a browser that keeps nothing */ }
    if (!mine || !document.querySelector(inRanking(mine.id))) return null;
    way.href = "#" + mine.id;
    way.textContent = "我的单位：" + mine.name;
    return way;
  }

  // What is seen at a glance needs no filter; an address that filters is served anyway.
  function addFilter() {
    var few = parameters.get("q") ? 3 : GLANCE;
    var first = tables.filter(function (table) { return rowsOf(table).length > few; })[0];
    if (!first) return;
    var box = document.createElement("div");
    var label = document.createElement("label");
    var input = document.createElement("input");
    var said = document.createElement("output");
    box.className = "lt-filter";
    label.textContent = "按名称筛选";
    label.htmlFor = input.id = "lt-filter";
    input.type = "search";
    input.autocomplete = "off";
    input.value = parameters.get("q") || "";
    input.addEventListener("input", function () {
      remember("q", input.value.trim());
      load(first, function () { filterRows(input.value.trim(), said); });
    });
    box.appendChild(label);
    box.appendChild(input);
    box.appendChild(said);
    var mine = wayToMine();
    if (mine) box.appendChild(mine);
    var table = first.closest(".lt-table");
    table.parentNode.insertBefore(box, table);
    if (input.value) load(first, function () { filterRows(input.value.trim(), said); });
  }

  // The row that the address names is in sight, wherever sorting moved it and whatever was filtered.
  function showNamed() {
    var row = document.getElementById(location.hash.slice(1));
    if (row && row.closest(".lt-index")) return location.replace(row.href); // on a further page
    if (!row || row.nodeName !== "TR") return;
    if (row.hidden) {
      var input = document.getElementById("lt-filter");
      input.value = "";
      input.dispatchEvent(new Event("input"));
    }
    row.scrollIntoView({ block: below(row) ? "start" : "center" });
  }

  // A box scrolls, holds its table's head and takes the focus only where the table is too wide for it.
  function markWide() {
    document.querySelectorAll(".lt-scroll").forEach(function (box) {
      var wide = box.scrollWidth > box.clientWidth + 1;
      box.classList.toggle("lt-scroll--wide", wide);
      box.classList.toggle("lt-scroll--fits", !wide);
      box.tabIndex = wide ? 0 : -1;
    });
  }

  tables.forEach(function (table) {
    headers(table).forEach(addButton);
    table.addEventListener("sort-start", prepare);
    table.addEventListener("sort-end", putBack);
    table.addEventListener("sort-end", rememberSort);
    table.addEventListener("sort-end", function () { showWindow(table); });
  });
  if (parameters.get("sort")) restoreSort();
  addFilter();
  if (parameters.get("q") || document.querySelector('.lt-index [id="' + location.hash.slice(1) + '"]')) showNamed();
  markWide();
  window.addEventListener("hashchange", showNamed);
  window.addEventListener("resize", markWide);
  document.addEventListener("toggle", markWide, true);
})();
