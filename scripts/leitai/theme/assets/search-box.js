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

  // A found page as an option: a link with title, marks, other names and the text around the words.
  function optionFor(hit, words) {
    const parts = [make("span", { class: "lt-search__title" }, marked(hit.title, words))];
    if (hit.isDemo) {
      parts.push(make("span", { class: "lt-search__demo" }, ["演示数据"]));
    }
    if (hit.period && !hit.title.includes(hit.period)) {
      parts.push(make("span", { class: "lt-search__period" }, [hit.period]));
    }
    const names = hit.names.filter((name) => nextWord(search.fold(name), words, 0));
    if (names.length) {
      parts.push(make("span", { class: "lt-search__names" }, ["别的说法：", ...marked(names.join("、"), words)]));
    }
    if (hit.answer) {
      parts.push(make("span", { class: "lt-search__answer" }, [hit.answer]));
    }
    if (hit.text) {
      parts.push(make("span", { class: "lt-search__text" }, marked(hit.text, words)));
    }
    return make("a", { role: "option", href: hit.url, tabindex: "-1", "aria-selected": "false" }, parts);
  }

  // The results of one kind; `showMore` is called for those that are not shown yet.
  function groupFor(group, words, id, showMore) {
    const heading = make("div", { class: "lt-search__kind", id: id, role: "presentation" }, [
      group.kind, make("small", {}, [" " + group.count + " 条"]),
    ]);
    const found = group.shown.map((hit) => optionFor(hit, words));
    const rest = group.count - group.shown.length;
    if (rest > 0) {
      const attributes = { role: "option", class: "lt-search__more", "aria-selected": "false" };
      const more = make("div", attributes, ["还有 " + rest + " 条"]);
      more.addEventListener("click", () => showMore(group.kind));
      found.push(more);
    }
    return make("div", { role: "group", "aria-labelledby": id }, [heading, ...found]);
  }

  // What to say to a query, and the groups to show, `limits` of each kind. `onFirst` gets as much, with the first words of
  // each page, while the rest is looked for, until `isOver`.
  async function answer(query, limits, onFirst, isOver) {
    const result = await search.ask(query, (first) => described(query, first, limits).then(onFirst), isOver);
    return described(query, result, limits);
  }

  async function described(query, result, limits) {
    const groups = await Promise.all(
      result.groups.map(async (group) => ({
        kind: group.kind,
        count: group.hits.length,
        shown: await Promise.all(group.hits.slice(0, limits[group.kind] || fewOf(group)).map((hit) => search.describe(hit, result.isPartial))),
      }))
    );
    return { text: sentenceFor(query.trim(), result), words: result.words, groups: groups };
  }

  // Titles come first over all kinds, then what readers call a page: what only says the words waits where the kind has names that hold them.
  function fewOf(group) {
    return group.few || Math.min(group.inTitles || group.inNames || SHOWN, SHOWN);
  }

  function sentenceFor(query, result) {
    if (!query) {
      return "";
    }
    if (!search.wordsOf(query).length) {
      return "请输入两个字以上。";
    }
    if (result.isPartial) {
      return "还在找……";
    }
    if (result.count) {
      return "找到 " + result.count + " 页。";
    }
    const other = result.groups.length ? "，下面是最接近的。" : "。可以少写几个字，或用空格隔开几个词。";
    return "没有找到“" + query + "”" + other;
  }

  function failed(error) {
    window.console.error(error);
    return { text: "检索数据没有载入，请刷新本页再试。", words: [], groups: [] };
  }

  // Of an option, without the place on the page, which is told later; "" for one that shows more.
  function addressOf(option) {
    return (option.getAttribute("href") || "").split("#")[0];
  }

  // Safari ends a composition before the key that ended it; 229 says that the key belonged to it all the same.
  function isComposing(event) {
    return event.isComposing || event.keyCode === 229;
  }

  // One field with its list. `mode`: "dialog" or "page".
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
    let options = [];
    let active = -1;
    let limits = {};
    let turn = 0;
    list.hidden = true;
    link.hidden = mode === "page";
    [input, status, list, link].forEach((part) => holder.appendChild(part));

    // The marked option, counted round the ends of the list.
    function activate(number) {
      if (options.length) {
        active = (number + options.length) % options.length;
        options.forEach((option, at) => option.setAttribute("aria-selected", String(at === active)));
        input.setAttribute("aria-activedescendant", options[active].id);
        options[active].scrollIntoView({ block: "nearest" });
      }
    }

    function show(found) {
      status.textContent = found.text;
      list.textContent = "";
      found.groups.forEach((group, at) =>
        list.appendChild(groupFor(group, found.words, id + "-kind-" + at, showMore))
      );
      options = [...list.querySelectorAll("[role=option]")];
      options.forEach((option, at) => option.setAttribute("id", id + "-" + at));
      active = -1;
      list.hidden = options.length === 0;
      input.setAttribute("aria-expanded", String(options.length > 0));
      input.removeAttribute("aria-activedescendant");
    }

    function showMore(kind) {
      const before = active;
      limits[kind] = (limits[kind] || SHOWN) + MORE;
      input.focus();
      refresh().then(() => before >= 0 && activate(before));
    }

    // Only the latest question is answered; the option that is marked stays marked when more is found.
    async function refresh() {
      const query = input.value;
      turn += 1;
      const mine = turn;
      let isAnswered = false;
      const isOver = () => mine !== turn;
      list.setAttribute("aria-busy", "true");
      link.href = page + "?q=" + encodeURIComponent(query.trim());
      const first = (found) => isOver() || isAnswered || show(found);
      const found = await answer(query, limits, first, isOver).catch(failed);
      isAnswered = true;
      if (!isOver()) {
        const marked = active >= 0 ? addressOf(options[active]) : null;
        show(found);
        list.setAttribute("aria-busy", "false");
        const again = options.findIndex((option) => marked && addressOf(option) === marked);
        if (again >= 0) {
          activate(again);
        }
        remember(query);
      }
    }

    function run() {
      limits = {};
      return refresh();
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
      if (active >= 0) {
        options[active].click();
      } else if (mode === "dialog") {
        window.location.href = link.href;
      }
    }

    input.addEventListener("input", (event) => event.isComposing || run());
    input.addEventListener("compositionend", run);
    input.addEventListener("keydown", function (event) {
      const keys = {
        ArrowDown: () => activate(active + 1),
        ArrowUp: () => activate(Math.max(active, 0) - 1),
        Enter: choose,
      };
      if (keys[event.key] && !isComposing(event)) {
        event.preventDefault();
        keys[event.key]();
      }
    });
    return { input: input, link: link, run: run };
  }

  function close() {
    dialog.overlay.hidden = true;
    dialog.input.blur(); // a hidden field may keep the focus for a moment, and with it the key "/"
    dialog.before.focus({ preventScroll: true });
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
    window.addEventListener("hashchange", () => overlay.hidden || close()); // a result on this very page
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
    box.run();
  }

  window.leitaiSearchBox = { open: open, fill: fill, fewOf: fewOf };
})();
