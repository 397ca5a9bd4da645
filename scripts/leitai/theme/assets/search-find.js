// Finds pages by any two or more neighbouring characters. How the index is written, and why this finds
// exactly the literal substrings, is told in publish/search/index.py and segments.py; find.py there is the same in Python.
(function () {
  "use strict";
  const GOING_ON = 40;
  const LAST = 93;
  const BITS = 5;
  const LEAST = 2;
  const IN_ROOT = 8;
  const BEFORE = 20;
  const AFTER = 70;
  const EXACT_NAME = 0;
  const IN_NAME = 1;
  const IN_OTHER_NAME = 1.5;
  const IN_TEXT = 2;
  const OFTEN = 3;
  const AT_ONCE = 3; // segments, and
  const LISTS_AT_ONCE = 6; // of positions
  const files = {};
  const folder = window.leitaiSearchRoot + "search/";
  let opened = null;

  function loadScript(name, path) {
    return new Promise(function (resolve, reject) {
      const script = document.createElement("script");
      script.src = folder + path;
      script.onload = () => resolve(window.leitaiSearchData[name]);
      script.onerror = () => reject(new Error(path));
      document.head.appendChild(script);
    });
  }

  function load(folderName, name) {
    const path = folderName + "/" + name;
    files[path] = files[path] || loadScript(name, path + ".js");
    return files[path];
  }

  // The index itself is small and always read afresh; it names the folders of all other files by what they hold.
  function openIndex() {
    opened = opened || loadScript("index", "index.js?t=" + Date.now()).then(unpack);
    return opened;
  }

  function unpack(index) {
    let first = 0;
    const segments = index.segments.map(function (part, number) {
      const segment = { number: number, version: part[0], kind: part[1], pages: part[2], first: first };
      first += part[2];
      return segment;
    });
    return Object.assign({}, index, { segments: segments });
  }

  // What a segment says of its pages: where each begins in its text, how long its names are, what to show of it.
  function openSegment(segment) {
    segment.opened = segment.opened || load(segment.version, "head").then(function (head) {
      const starts = [0];
      decode(head.lengths).forEach((length, page) => starts.push(starts[page] + length));
      const numbers = decode(head.heads);
      const heads = [];
      for (let at = 0; at < numbers.length; at += 1 + numbers[at]) {
        heads.push(numbers.slice(at + 1, at + 1 + numbers[at]));
      }
      return Object.assign({}, segment, { starts: starts, heads: heads, rows: head.rows, pairs: head.pairs });
    });
    return segment.opened;
  }

  function decode(text) {
    const numbers = [];
    let number = 0;
    let place = 0;
    for (let at = 0; at < text.length; at += 1) {
      const code = text.charCodeAt(at);
      number |= (code - (code < LAST ? GOING_ON : LAST)) << place;
      place += BITS;
      if (code >= LAST) {
        numbers.push(number);
        number = 0;
        place = 0;
      }
    }
    return numbers;
  }

  // ASCII letters in one case, ASCII in one width, blanks, quotation marks and minus of one kind; the length stays.
  function fold(text) {
    return text
      .replace(/[\uff01-\uff5e]/g, (wide) => String.fromCharCode(wide.charCodeAt(0) - 0xfee0))
      .replace(/[\u3000\u00a0]/g, " ")
      .replace(/[\u2018\u2019]/g, "'")
      .replace(/[\u201c\u201d]/g, '"')
      .replace(/\u2212/g, "-")
      .replace(/[A-Z]/g, (letter) => letter.toLowerCase());
  }

  // Quotation marks around a whole question are no part of it.
  function wordsOf(query) {
    const asked = fold(query).trim().replace(/^(["'])(.+)\1$/, "$2");
    return asked.split(/\s+/).filter((word) => word.length >= LEAST);
  }

  // How many of the sorted things are not above the one asked for, less one: the place it belongs to.
  function placeIn(count, isAbove) {
    let low = 0;
    let high = count;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (isAbove(middle)) {
        high = middle;
      } else {
        low = middle + 1;
      }
    }
    return low - 1;
  }

  // What the index, or a segment of it, has written of a pair, in ascending order.
  function numbersOf(part, pair) {
    const file = placeIn(part.pairs.length / 2, (at) => part.pairs.substr(2 * at, 2) > pair);
    return load(part.version, "pairs/" + Math.max(file, 0)).then(function (pairs) {
      let number = 0;
      const written = Object.prototype.hasOwnProperty.call(pairs, pair) ? pairs[pair] : "";
      return decode(written).map((step) => (number += step));
    });
  }

  // The pairs that cover a word, by where they stand in it.
  function offsetsIn(word) {
    const offsets = [];
    for (let at = 0; at + 1 < word.length; at += 2) {
      offsets.push(at);
    }
    if (word.length % 2) {
      offsets.push(word.length - 2);
    }
    return offsets;
  }

  // A number that the root has of a pair tells the page, how often it has the pair, up to four times, and whether in a name.
  function pageOf(number) {
    return Math.floor(number / IN_ROOT);
  }

  function isNamed(number) {
    return number % 2 === 1;
  }

  function countOf(number) {
    return 1 + ((number % IN_ROOT) >> 1);
  }

  function pairsIn(words) {
    return [...new Set(words.flatMap((word) => Array.from({ length: word.length - 1 }, (_, at) => word.substr(at, 2))))];
  }

  // The pages that hold every pair of some words: page → how often the rarest of them, and whether all in names.
  async function pagesWithAll(index, words) {
    const lists = await Promise.all(pairsIn(words).map((pair) => numbersOf(index, pair)));
    lists.sort((a, b) => a.length - b.length);
    const first = new Map(lists[0].map((number) => [pageOf(number), { count: countOf(number), isNamed: isNamed(number) }]));
    return lists.slice(1).reduce(withPair, first);
  }

  function withPair(pages, numbers) {
    const both = new Map();
    numbers.forEach(function (number) {
      const known = pages.get(pageOf(number));
      if (known) {
        both.set(pageOf(number), { count: Math.min(known.count, countOf(number)), isNamed: known.isNamed && isNamed(number) });
      }
    });
    return both;
  }

  // The segments of some pages: those with one that has all in names first, then the first of each kind.
  function segmentsOf(index, pages) {
    const named = new Map();
    pages.forEach(function (holds, page) {
      const segment = segmentOf(index, page);
      named.set(segment, named.get(segment) || holds.isNamed);
    });
    const turns = {};
    const places = [...named.keys()].map(function (segment) {
      turns[segment.kind] = (turns[segment.kind] || 0) + 1;
      return { segment: segment, isLater: Number(!named.get(segment)), turn: turns[segment.kind] };
    });
    places.sort((a, b) => a.isLater - b.isLater || a.turn - b.turn || a.segment.number - b.segment.number);
    return places.map((place) => place.segment);
  }

  // What the first segments are likely to have, told by the root and by names: no text is opened for it.
  async function likelyHits(index, pages, words) {
    const segments = await Promise.all(segmentsOf(index, pages).slice(0, AT_ONCE).map(openSegment));
    return segments.flatMap(function (segment) {
      const mine = [...pages.keys()].filter((page) => page >= segment.first && page < segment.first + segment.pages);
      return mine.map(function (page) {
        const row = segment.rows[page - segment.first];
        const names = [row[1], ...row[3]].map(fold);
        return merged(page, words.map((word) => ({ tier: tierInNames(names, word), count: pages.get(page).count, at: null })));
      });
    });
  }

  function tierInNames(names, word) {
    return Math.min(...names.map((name, at) => (name === word ? EXACT_NAME : name.includes(word) ? tierOfName(at) : IN_TEXT)));
  }

  function tierOfName(at) {
    return at ? IN_OTHER_NAME : IN_NAME;
  }

  // Where a word stands in a segment: where the pairs that cover it stand side by side.
  async function positionsOf(segment, word) {
    const lists = await Promise.all(
      offsetsIn(word).map((at) => numbersOf(segment, word.substr(at, 2)).then((list) => list.map((p) => p - at)))
    );
    lists.sort((a, b) => a.length - b.length);
    return lists.reduce(common);
  }

  function common(few, many) {
    let at = 0;
    return few.filter(function (number) {
      while (many[at] < number) {
        at += 1;
      }
      return many[at] === number;
    });
  }

  // The pages of a segment that hold a word: page → how well, how often, and where first in the segment's text.
  async function pagesWithWord(closed, word) {
    const segment = await openSegment(closed);
    const positions = await positionsOf(segment, word);
    const found = new Map();
    let page = 0;
    positions.forEach(function (position) {
      while (segment.starts[page + 1] <= position) {
        page += 1;
      }
      const number = segment.first + page;
      const offset = position - segment.starts[page];
      const hit = found.get(number) || { tier: IN_TEXT, count: 0, at: null };
      const tier = tierOf(segment.heads[page], offset, word.length);
      hit.tier = Math.min(hit.tier, tier);
      hit.count += 1;
      hit.at = hit.at === null && tier === IN_TEXT ? position : hit.at;
      found.set(number, hit);
    });
    return found;
  }

  function tierOf(names, offset, length) {
    let start = 0;
    for (let at = 0; at < names.length; at += 1) {
      if (offset < start + names[at]) {
        return offset === start && length === names[at] ? EXACT_NAME : tierOfName(at);
      }
      start += names[at] + 1;
    }
    return IN_TEXT;
  }

  function segmentOf(index, page) {
    return index.segments[placeIn(index.segments.length, (at) => index.segments[at].first > page)];
  }

  function kindOf(index, page) {
    return segmentOf(index, page).kind;
  }

  function isForEditors(index, page) {
    return kindOf(index, page) === index.kinds[index.kinds.length - 1];
  }

  async function hitsIn(segment, words) {
    const found = await Promise.all(words.map((word) => pagesWithWord(segment, word)));
    const pages = [...found[0].keys()].filter((page) => found.every((f) => f.has(page)));
    return pages.map((page) => merged(page, found.map((f) => f.get(page))));
  }

  // Every page that holds all words, by kind: names first, then pages that say it often, then the newest. `onFirst` gets what is
  // likely; then the segments are asked a few at a time, until `isOver`.
  async function find(query, onFirst, isOver) {
    const index = await openIndex();
    const words = wordsOf(query);
    const pages = words.length ? await pagesWithAll(index, words) : new Map();
    if (onFirst && pages.size) {
      await onFirst(Object.assign(resultOf(index, words, await likelyHits(index, pages, words)), { isPartial: true }));
    }
    const segments = segmentsOf(index, pages);
    const lists = words.reduce((sum, word) => sum + offsetsIn(word).length, 0);
    const few = Math.max(1, Math.min(AT_ONCE, Math.floor(LISTS_AT_ONCE / lists)));
    const hits = [];
    for (let at = 0; at < segments.length && !(isOver && isOver()); at += few) {
      const found = await Promise.all(segments.slice(at, at + few).map((segment) => hitsIn(segment, words)));
      found.forEach((more) => hits.push(...more));
    }
    return resultOf(index, words, hits);
  }

  function resultOf(index, words, hits) {
    hits.sort((a, b) => a.tier - b.tier || b.count - a.count || a.page - b.page);
    return { words: words, count: hits.length, groups: grouped(index, hits) };
  }

  // The kinds in the order of their best hits; pages of no kind of their own after those that have one, the editors' last.
  function grouped(index, hits) {
    const groups = new Map();
    const last = index.kinds.slice(-2);
    const lateness = (group) => last.indexOf(group.kind);
    hits.forEach(function (hit) {
      const kind = kindOf(index, hit.page);
      groups.set(kind, groups.get(kind) || { kind: kind, hits: [], inTitles: 0, inNames: 0 });
      groups.get(kind).hits.push(hit);
      groups.get(kind).inTitles += hit.isInTitle;
      groups.get(kind).inNames += hit.isInName;
    });
    return [...groups.values()].sort(
      (a, b) => isForEditors(index, a.hits[0].page) - isForEditors(index, b.hits[0].page) ||
        a.hits[0].tier - b.hits[0].tier || lateness(a) - lateness(b)
    );
  }

  function merged(page, hits) {
    const inText = hits.find((hit) => hit.at !== null);
    return {
      page: page,
      isInTitle: hits.every((hit) => hit.tier <= IN_NAME),
      isInName: hits.some((hit) => hit.tier < IN_TEXT),
      tier: hits.reduce((sum, hit) => sum + hit.tier, 0),
      count: Math.min(OFTEN, ...hits.map((hit) => hit.count)),
      at: inText ? inText.at : null,
    };
  }

  // What a reader sees of a hit: the page's address, title, period, other names, and its first words, or, unless it `isFirst` to
  // be told, the text around.
  async function describe(hit, isFirst) {
    const index = await openIndex();
    const segment = await openSegment(segmentOf(index, hit.page));
    const page = hit.page - segment.first;
    const row = segment.rows[page];
    const around = isFirst || hit.at === null ? { anchor: "", text: row[6] && row[6] + "…" } : await textAround(index, segment, page, hit.at);
    return {
      url: window.leitaiSearchRoot + row[0] + (around.anchor ? "#" + around.anchor : ""),
      title: row[1],
      period: row[2],
      names: row[3],
      isDemo: row[4],
      answer: row[5],
      text: around.text.trim().replace(/\n+/g, "　"),
    };
  }

  async function textAround(index, segment, page, at) {
    const start = segment.starts[page] + segment.heads[page].reduce((sum, length) => sum + length + 1, 0);
    const end = segment.starts[page + 1] - 1;
    const from = Math.max(start, at - BEFORE);
    const to = Math.min(end, from + BEFORE + AFTER);
    const first = Math.floor(from / index.textPerFile);
    const last = Math.floor(Math.max(from, to - 1) / index.textPerFile);
    const numbers = first === last ? [first] : [first, last];
    const texts = await Promise.all(numbers.map((number) => load(segment.version, "text/" + number)));
    const base = first * index.textPerFile;
    const text = texts.map((file) => file[0]).join("").slice(from - base, to - base);
    return {
      anchor: anchorAt(texts, at - base, index.textPerFile),
      text: (from > start ? "…" : "") + text.trim() + (to < end ? "…" : ""),
    };
  }

  // The nearest place before a position that a link can go to.
  function anchorAt(texts, position, size) {
    const file = texts[Math.floor(position / size)];
    const before = file[1].filter((anchor) => anchor[0] <= position % size);
    return before.length ? before[before.length - 1][1] : "";
  }

  window.leitaiSearch = {
    openIndex: openIndex, load: load, find: find, describe: describe, fold: fold, wordsOf: wordsOf,
    numbersOf: numbersOf, pageOf: pageOf, isNamed: isNamed, countOf: countOf,
    pairsIn: pairsIn, decode: decode, kindOf: kindOf, isForEditors: isForEditors,
  };
})();
