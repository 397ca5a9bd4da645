// The case library: facet links combine, with the state in the address: ?theme=mediation&level=county&q=调解&view=list
// Everything is read from the page itself; without this script each link leads to a page of its own.
(function () {
  "use strict";

  var lists = [].slice.call(document.querySelectorAll(".lt-shelf .lt-library"));
  if (!lists.length) return;
  var cards = [].slice.call(document.querySelectorAll(".lt-shelf .lt-library > li"));
  var leads = document.querySelector(".lt-leads"); // folded: hardly more than names
  var links = [].slice.call(document.querySelectorAll("[data-facet]"));
  var said = document.querySelector(".lt-shelf__said");
  var chosenHint = document.querySelector(".lt-facets__chosen");
  var box = document.querySelector(".lt-facets");
  var facets = links.reduce(function (known, link) {
    var key = link.getAttribute("data-facet");
    return known.indexOf(key) < 0 ? known.concat(key) : known;
  }, []);
  var state = {};

  function holds(card, key, value) {
    return (" " + card.getAttribute("data-" + key) + " ").indexOf(" " + value + " ") >= 0;
  }

  // One value of each facet at a time; the facet `except` is left out, to count what its other values would show.
  function matches(card, except) {
    return facets.every(function (key) {
      return key === except || !state[key] || holds(card, key, state[key]);
    }) && (!state.q || card.textContent.indexOf(state.q) >= 0);
  }

  function address(changed) {
    var query = new URLSearchParams();
    facets.concat("q", "view").forEach(function (key) {
      var value = key in changed ? changed[key] : state[key];
      if (value) query.set(key, value);
    });
    return location.pathname + (String(query) ? "?" + query : "");
  }

  function toggled(link) {
    var changed = {}, key = link.getAttribute("data-facet"), value = link.getAttribute("data-value");
    changed[key] = state[key] === value ? "" : value;
    return changed;
  }

  function readAddress() {
    var query = new URLSearchParams(location.search);
    facets.concat("q", "view").forEach(function (key) { state[key] = query.get(key) || ""; });
  }

  function showLink(link) {
    var key = link.getAttribute("data-facet"), value = link.getAttribute("data-value");
    var chosen = state[key] === value;
    var count = cards.filter(function (card) { return matches(card, key) && holds(card, key, value); }).length;
    link.querySelector(".lt-count").textContent = count;
    if (chosen) link.setAttribute("aria-current", "true");
    else link.removeAttribute("aria-current");
    if (count || chosen) link.href = address(toggled(link));
    else link.removeAttribute("href");
  }

  // Leads open by themselves only where the choice leaves nothing better.
  function showLeads(shown) {
    if (!leads) return;
    var left = cards.filter(function (card) { return !card.hidden && leads.contains(card); }).length;
    leads.hidden = !left;
    leads.querySelector(".lt-count").textContent = left;
    if (left && left === shown) leads.open = true;
  }

  function words() {
    return links.filter(function (link) {
      return link.hasAttribute("aria-current");
    }).map(function (link) {
      return link.firstElementChild.textContent;
    }).concat(state.q ? "“" + state.q + "”" : []).join("、");
  }

  function show() {
    cards.forEach(function (card) { card.hidden = !matches(card); });
    links.forEach(showLink);
    lists.forEach(function (list) { list.classList.toggle("lt-library--list", state.view === "list"); });
    var shown = cards.filter(function (card) { return !card.hidden; }).length;
    showLeads(shown);
    said.textContent = words() ? shown + "/" + cards.length + " 篇：" + words() : "共 " + cards.length + " 篇";
    chosenHint.textContent = words() ? "：" + words() + "，" + shown + " 篇" : "";
    clear.hidden = !words();
    clear.href = address(facets.concat("q").reduce(function (all, key) { all[key] = ""; return all; }, {}));
    views.forEach(function (view) {
      view.setAttribute("aria-pressed", String(view.value === (state.view || "cards")));
    });
    if (input.value.trim() !== state.q) input.value = state.q;
  }

  function go(target, replace) {
    try {
      history[replace ? "replaceState" : "pushState"](null, "", target);
    } catch (refused) {
      location.href = target; // some browsers fix the address of a page from disk
      return;
    }
    readAddress();
    show();
  }

  function plainClick(event) {
    return !event.defaultPrevented && !event.button && !event.ctrlKey && !event.metaKey && !event.shiftKey;
  }

  function follow(event) {
    if (!plainClick(event) || !event.currentTarget.hasAttribute("href")) return;
    event.preventDefault();
    go(event.currentTarget.getAttribute("href"));
    if (event.currentTarget === clear) said.focus();
  }

  function made(tag, attributes, text) {
    var element = document.createElement(tag);
    Object.keys(attributes).forEach(function (name) { element.setAttribute(name, attributes[name]); });
    element.textContent = text;
    return element;
  }

  var head = document.querySelector(".lt-shelf__head");
  var clear = head.appendChild(made("a", { "class": "lt-shelf__clear" }, "清除筛选"));
  var tools = head.appendChild(made("div", { "class": "lt-shelf__tools" }, ""));
  var label = tools.appendChild(made("label", {}, "含有 "));
  var input = label.appendChild(made("input", { type: "search", autocomplete: "off" }, ""));
  var views = [["cards", "卡片"], ["list", "列表"]].map(function (view) {
    var button = tools.appendChild(made("button", { type: "button", value: view[0], "class": "lt-view" }, view[1]));
    button.addEventListener("click", function () {
      go(address({ view: view[0] === "list" ? "list" : "" }), true);
    });
    return button;
  });
  said.tabIndex = -1;
  input.addEventListener("input", function () { go(address({ q: input.value.trim() }), true); });
  links.concat(clear).forEach(function (link) { link.addEventListener("click", follow); });
  window.addEventListener("popstate", function () { readAddress(); show(); });
  if (window.matchMedia("(max-width: 60em)").matches) box.open = false;
  readAddress();
  show();
})();
