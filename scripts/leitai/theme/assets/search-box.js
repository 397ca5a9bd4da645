// The search as readers meet it: a field with a list of results, in a dialog or on search.html.
// Roles and keys follow the combobox pattern of the ARIA Authoring Practices.
(function () {
  "use strict";
  const SHOWN = 3;
  const MORE = 20;
  const search = window.leitaiSearch;
  const page = window.leitaiSearchRoot + "search.html";
  let dialog = null;

  function make(tag, attributes, children) {
    const element = document.createElement(tag);
    Object.keys(attributes || {}).forEach((name) => element.setAttribute(name, attributes[name]));
    (children || []).forEach((child) =>
      element.appendChild(typeof child === "string" ? document.createTextNode(child) : child)
    );
    return element;
  }

  // A text as nodes, with each word in <mark>.
  function marked(text, words) {
    const folded = search.fold(text);
    const nodes = [];
    let at = 0;
    while (at < text.length) {
      const next = nextWord(folded, words, at);
      if (!next) {
        break;
      }
      nodes.push(text.slice(at, next.start), make("mark", {}, [text.slice(next.start, next.end)]));
      at = next.end;
    }
    return nodes.concat([text.slice(at)]);
  }

  function nextWord(folded, words, from) {
    return words
      .map((word) => ({ start: folded.indexOf(word, from), end: folded.indexOf(word, from) + word.length }))
      .filter((place) => place.start >= 0)
      .sort((a, b) => a.start - b.start || b.end - a.end)[0];
  }

  // One field with its list. `mode`: "dialog" or "page"; gives back the field.
  function build(holder, mode) {
    const id = "lt-search-" + mode;
    const input = make("input", {
      type: "text", inputmode: "search", id: id, class: "lt-search__input", placeholder: "检索：两个字以上，空格隔开多个词",
      "aria-label": "检索全站", role: "combobox", "aria-expanded": "false", "aria-controls": id + "-list",
      "aria-autocomplete": "list", autocomplete: "off", autocapitalize: "off", spellcheck: "false",
      enterkeyhint: "search",
    });
    const status = make("p", { class: "lt-search__status", role: "status" });
    const list = make("div", { class: "lt-search__list", id: id + "-list", role: "listbox", "aria-label": "检索结果" });
    const link = make("a", { class: "lt-search__link", href: page }, ["在单独一页查看，地址可以转发"]);
    const state = { shown: {}, active: -1, turn: 0 };
    list.hidden = true;
    link.hidden = mode === "page";
    [input, status, list, link].forEach((part) => holder.appendChild(part));

    function options() {
      return [...list.querySelectorAll("[role=option]")];
    }

    // The marked option, counted round the ends of the list.
    function activate(number) {
      const all = options();
      if (all.length) {
        state.active = (number + all.length) % all.length;
        all.forEach((option, at) => option.setAttribute("aria-selected", String(at === state.active)));
        input.setAttribute("aria-activedescendant", all[state.active].id);
        all[state.active].scrollIntoView({ block: "nearest" });
      }
    }

    function optionFor(hit, words, number) {
      const parts = [make("span", { class: "lt-search__title" }, marked(hit.title, words))];
      if (hit.isDemo) {
        parts.push(make("span", { class: "lt-search__demo" }, ["演示数据"]));
      }
      if (hit.period && !hit.title.includes(hit.period)) {
        parts.push(make("span", { class: "lt-search__period" }, [hit.period]));
      }
      const names = hit.names.filter((name) => nextWord(search.fold(name), words, 0));
      if (names.length) {
        parts.push(make("span", { class: "lt-search__names" }, ["又称：", ...marked(names.join("、"), words)]));
      }
      parts.push(make("span", { class: "lt-search__text" }, marked(hit.text, words)));
      const attributes = { role: "option", id: id + "-" + number, href: hit.url, tabindex: "-1", "aria-selected": "false" };
      return make("a", attributes, parts);
    }

    function moreOption(kind, rest, number) {
      const attributes = { role: "option", id: id + "-" + number, class: "lt-search__more", tabindex: "-1" };
      const option = make("div", Object.assign(attributes, { "aria-selected": "false" }), ["还有 " + rest + " 条"]);
      option.addEventListener("click", function () {
        state.shown[kind] = (state.shown[kind] || SHOWN) + MORE;
        const active = state.active;
        run(false).then(() => activate(active));
        input.focus();
      });
      return option;
    }

    async function groupOf(group, words, counter) {
      const hits = group.hits.slice(0, state.shown[group.kind] || SHOWN);
      const shown = await Promise.all(hits.map(search.describe));
      return function () {
        const label = id + "-kind-" + counter.next;
        const rest = group.hits.length - hits.length;
        const heading = make("div", { class: "lt-search__kind", id: label, role: "presentation" }, [
          group.kind, make("small", {}, [" " + group.hits.length + " 条"]),
        ]);
        const found = shown.map((hit) => optionFor(hit, words, counter.next++));
        const more = rest > 0 ? [moreOption(group.kind, rest, counter.next++)] : [];
        return make("div", { role: "group", "aria-labelledby": label }, [heading, ...found, ...more]);
      };
    }

    function say(text, groups) {
      status.textContent = text;
      list.textContent = "";
      groups.forEach((group) => list.appendChild(group));
      list.hidden = groups.length === 0;
      input.setAttribute("aria-expanded", String(groups.length > 0));
      input.removeAttribute("aria-activedescendant");
      list.setAttribute("aria-busy", "false");
      state.active = -1;
    }

    async function answer(query) {
      const result = await search.find(query);
      const counter = { next: 0 };
      const makers = await Promise.all(result.groups.map((group) => groupOf(group, result.words, counter)));
      const groups = () => makers.map((maker) => maker());
      if (!query.trim()) {
        return ["", () => []];
      }
      if (!result.words.length) {
        return ["请输入两个字以上。", () => []];
      }
      const text = result.count ? "找到 " + result.count + " 页。" : "没有找到“" + query.trim() + "”。可以少写几个字，或用空格隔开几个词。";
      return [text, groups];
    }

    // Only the latest question is answered.
    async function run(isNew) {
      const turn = (state.turn += 1);
      const query = input.value;
      list.setAttribute("aria-busy", "true");
      link.href = page + "?q=" + encodeURIComponent(query.trim());
      if (isNew) {
        state.shown = {};
      }
      const found = await answer(query).catch(function (error) {
        window.console.error(error);
        return ["检索数据没有载入，请刷新本页再试。", () => []];
      });
      if (turn === state.turn) {
        say(found[0], found[1]());
        remember(query);
      }
    }

    // The question belongs to the address; from disk some browsers refuse to change it.
    function remember(query) {
      if (mode === "page") {
        try {
          window.history.replaceState(null, "", query.trim() ? "?q=" + encodeURIComponent(query.trim()) : "?");
        } catch (error) {
          link.hidden = false;
        }
      }
    }

    function choose() {
      const all = options();
      if (state.active >= 0) {
        all[state.active].click();
      } else if (mode === "dialog") {
        window.location.href = link.href;
      }
    }

    input.addEventListener("input", (event) => event.isComposing || run(true));
    input.addEventListener("compositionend", () => run(true));
    input.addEventListener("keydown", function (event) {
      const keys = { ArrowDown: () => activate(state.active + 1), ArrowUp: () => activate(Math.max(state.active, 0) - 1), Enter: choose };
      if (keys[event.key] && !event.isComposing) {
        event.preventDefault();
        keys[event.key]();
      }
    });
    return { input: input, link: link, run: run };
  }

  function close() {
    dialog.overlay.hidden = true;
    dialog.input.blur(); // a hidden field may keep the focus for a moment, and with it the key "/"
    dialog.before.focus();
  }

  // Tab stays inside the dialog.
  function goRound(stops, step) {
    const next = stops.indexOf(document.activeElement) + step;
    stops[(next + stops.length) % stops.length].focus();
  }

  function makeDialog() {
    const sheet = make("div", { class: "lt-search__sheet" });
    const box = build(sheet, "dialog");
    const overlay = make("div", { class: "lt-search lt-search--overlay", role: "dialog", "aria-modal": "true", "aria-label": "站内检索" }, [sheet]);
    const button = make("button", { type: "button", class: "lt-search__close" }, ["关闭"]);
    box.input.insertAdjacentElement("afterend", button);
    document.body.appendChild(overlay);
    button.addEventListener("click", close);
    overlay.addEventListener("click", (event) => event.target === overlay && close());
    overlay.addEventListener("keydown", function (event) {
      if (event.key === "Escape") {
        close();
      } else if (event.key === "Tab") {
        event.preventDefault();
        goRound([box.input, button, box.link], event.shiftKey ? -1 : 1);
      }
    });
    return { overlay: overlay, input: box.input, before: null };
  }

  function open() {
    const before = document.activeElement;
    dialog = dialog || makeDialog();
    if (dialog.overlay.hidden || !dialog.before) {
      dialog.before = before;
    }
    dialog.overlay.hidden = false;
    dialog.input.focus();
    dialog.input.select();
    search.openIndex().catch(() => null); // said when the first question finds no answer
  }

  // The search page: the same field, with the question of its address.
  function fill(holder) {
    const box = build(holder, "page");
    box.input.value = new URLSearchParams(window.location.search).get("q") || "";
    box.input.focus();
    box.run(true);
  }

  window.leitaiSearchBox = { open: open, fill: fill };
})();
