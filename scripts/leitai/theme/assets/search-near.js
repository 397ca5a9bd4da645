// Answers questions as people put them. What is found as it stands comes first; where that is little, the question
// is read again: with simplified characters, periods spelled as on the pages, and everyday words taken for those of the
// pages (publish/search/thesaurus.txt). Then come the page whose name, pinyin or id was meant, and the pages that share most with it.
(function () {
  "use strict";
  const search = window.leitaiSearch;
  const FEW = 3;
  const NEAREST = 12;
  const SHOWN_NEAR = 6;
  const LEAST_SHARE = 0.45;
  const LEAST_COVERED = 0.3;
  const NAME_WEIGHT = 0.8;
  const LEAST_TYPED = 3;
  const LEAST_MISTYPED = 3;
  const LEAST_SHORTENED = 4;
  const LEAST_OF_NAME = 0.25;
  const SORT_WEIGHT = 0.3;
  const LIST_WEIGHT = 1.8;
  const GATHERING_WEIGHT = 0.6;
  const NEWEST_WEIGHT = 1.2;
  const AGAIN_WEIGHT = 0.9;
  const LONG = 8; // times as long as is usual: a page that holds nearly everything answers nearly nothing
  const PLACES = ["单位", "排名"]; // kinds of pages that tell the place of a unit
  // All of a sort, not one: the list is wanted.
  const ASKS_FOR_LIST = /所有|全部|全体|一览|列表|目录|清单|汇总|历次|历年|各次|各期|往期|有哪些|哪些|几[个次场项]|多少[个次场项]/;
  const LIST = 0; // sorts of pages, as in sorts.py
  const GATHERING = 1;
  const NEWEST = 2;
  let opened = null;

  // Where the parts of a question are found, and what each weighs: the rarer the more, in names by how rare it is there.
  function lookUp(index, names, parts) {
    const weigh = (weight, count) => weight * Math.log(1 + names.ofPages.length / Math.max(count, 1));
    return Promise.all(parts.map(async function (part) {
      const numbers = await search.numbersOf(index, part.pair);
      const named = numbers.filter(search.isNamed).length;
      return Object.assign({}, part, { numbers: numbers, weight: weigh(part.weight, numbers.length), inName: weigh(part.weight, named) });
    }));
  }

  // What each page, by its number, shares with a question: the letters that it covers, a bit each, whether it has a word of a
  // group, what the parts that it has weigh together, in its names apart, and how many are in its names.
  function shares(parts, names) {
    const count = names.ofPages.length;
    const shared = { letters: new Int32Array(count), isSpoken: new Uint8Array(count), score: new Float64Array(count), named: new Float64Array(count), pairs: new Uint8Array(count) };
    parts.forEach((part) => part.numbers.forEach((number) => { shared.letters[search.pageOf(number)] |= part.letters; }));
    const lengths = names.lengths.filter((_, at) => at % 2 === 0 && shared.letters[at / 2]);
    const usual = lengths.reduce((sum, length) => sum + length, 0) / Math.max(lengths.length, 1);
    parts.forEach((part) => part.numbers.forEach(function (number) {
      const page = search.pageOf(number);
      shared.score[page] += part.weight * (part.isGroup ? 1 : often(search.countOf(number), names.lengths[2 * page] / usual));
      shared.isSpoken[page] |= Number(part.isGroup || 0);
      if (search.isNamed(number)) {
        shared.named[page] += part.inName;
        shared.pairs[page] += 1;
      }
    }));
    return shared;
  }

  // The pages that share most with a question, in names more still, and more where it says what sort of page it wants. A page
  // that has no word of a group and few of its letters shares nothing.
  async function nearest(index, names, question) {
    const parts = await lookUp(index, names, question.parts);
    const shared = shares(parts, names);
    const least = LEAST_COVERED * bits(question.letters);
    const fitting = names.sorts.map((sorts) => fitness(question, names, sorts));
    const hits = [];
    shared.letters.forEach(function (letters, page) {
      if (letters && (shared.isSpoken[page] || bits(letters) >= least) && !search.isForEditors(index, page)) {
        const whole = Math.min(1, (shared.pairs[page] + 1) / names.lengths[2 * page + 1]);
        const score = shared.score[page] + NAME_WEIGHT * shared.named[page] * (1 + whole);
        hits.push({ page: page, at: null, score: score * fitting[names.ofPages[page]] });
      }
    });
    const best = inTurn(hits, names).slice(0, NEAREST);
    return {
      words: parts.filter((part) => part.numbers.length && !part.isGroup).map((part) => part.pair),
      hits: best.filter((hit, at) => at < FEW || hit.score >= best[0].score * LEAST_SHARE),
    };
  }

  // The best first; each further page of just the same sorts counts less, so that one sort doesn't fill the list.
  function inTurn(hits, names) {
    const byScore = (a, b) => b.score - a.score || a.page - b.page;
    const before = new Map();
    const weighed = hits.sort(byScore).map(function (hit) {
      const sorts = names.ofPages[hit.page];
      before.set(sorts, before.has(sorts) ? before.get(sorts) * AGAIN_WEIGHT : 1);
      return Object.assign({}, hit, { score: hit.score * before.get(sorts) });
    });
    return weighed.sort(byScore);
  }

  // How much it tells that a page has a pair so often: less each time, and less where the page is very long.
  function often(count, length) {
    return Math.sqrt(count / Math.max(1, length / LONG));
  }

  function bits(number) {
    return number ? 1 + bits(number & (number - 1)) : 0;
  }

  // How well the sorts that a page is of fit those that a question asks for, and whether it asks for all of them. A sort of few
  // pages is asked for more surely than one of many.
  function fitness(question, names, sorts) {
    const asked = question.sorts.filter((one) => sorts.includes(one.sort));
    const isList = (asked.length || !question.sorts.length) && ASKS_FOR_LIST.test(question.asked) && sorts.includes(LIST);
    const isGathering = !isList && !asked.length && sorts.includes(GATHERING);
    const isNewest = !question.isDated && sorts.includes(NEWEST);
    const weights = asked.map((one) => 1 + SORT_WEIGHT * one.share * Math.log(names.ofPages.length / names.sizes[one.sort]));
    return Math.max(1, ...weights) * (isList ? LIST_WEIGHT : 1) * (isGathering ? GATHERING_WEIGHT : 1) * (isNewest ? NEWEST_WEIGHT : 1);
  }

  // How many pages are of each sort.
  function sizesOf(sorts, ofPages) {
    const sizes = [];
    ofPages.forEach((number) => sorts[number].forEach((sort) => { sizes[sort] = (sizes[sort] || 0) + 1; }));
    return sizes;
  }

  // The things whose id, pinyin or first letters were typed, or whose name has one character otherwise or more of them; else
  // those of which the text has such a name among other words (义务市排名): what could be many things is none of them.
  async function meant(index, names, text, typed) {
    const fits = typed ? (forms) => fit(forms, typed) : (written) => likeness(written, text);
    const things = typed ? (await typedAs(index, names, typed)).forms : names.named;
    const found = things.map(([page, ...forms]) => ({ page: page, at: null, fit: fits(forms) })).filter((hit) => hit.fit > 0);
    const within = typed || found.length ? [] : mistypedIn(names.named, text);
    return [...found, ...(within.length > FEW ? [] : within)].sort((a, b) => b.fit - a.fit || a.page - b.page);
  }

  // A question that is put in letters alone, without blanks; "" for others.
  function lettersOf(query) {
    const typed = search.fold(query).replace(/[ '-]/g, "");
    return /^[0-9a-z]{2,}$/.test(typed) ? typed : "";
  }

  // What may be typed and begins with the same letter.
  async function typedAs(index, names, typed) {
    return names.typed.includes(typed[0]) ? search.load(index.version, "typed/" + typed[0]) : { forms: [], words: {} };
  }

  // Letters as the words whose pinyin they are, the longest first; "" where some of them are of none.
  async function inWords(index, names, typed) {
    const { words } = await typedAs(index, names, typed);
    let length = typed.length;
    while (length && !Object.prototype.hasOwnProperty.call(words, typed.slice(0, length))) {
      length -= 1;
    }
    const rest = length && length < typed.length ? await inWords(index, names, typed.slice(length)) : "";
    return length && (rest || length === typed.length) ? words[typed.slice(0, length)] + rest : "";
  }

  function fit(forms, typed) {
    const begins = typed.length >= LEAST_TYPED && forms.some((form) => form.startsWith(typed));
    return forms.includes(typed) ? 2 : Number(begins);
  }

  // A name with one character otherwise, else how much of a longer name its characters are, in their order (隐患整改).
  function likeness(names, text) {
    const likest = names.map((name) => (differsByOne(name, text) ? 1 : shortened(name, text)));
    return text.length >= LEAST_MISTYPED ? Math.max(...likest) : 0;
  }

  // The things of which a text has a name with one character changed, the longest name first. A character of a name that stands
  // there as it is (示例乡镇八) isn't taken for a slip in another's; of three characters only the title of a page counts.
  function mistypedIn(named, text) {
    const isRight = new Array(text.length).fill(false);
    named.forEach(([, ...names]) => names.forEach(function (name) {
      for (let at = text.indexOf(name); at >= 0; at = text.indexOf(name, at + 1)) isRight.fill(true, at, at + name.length);
    }));
    const counts = (name, at) => name.length > LEAST_MISTYPED || (name.length === LEAST_MISTYPED && at === 0);
    const longest = (names) => Math.max(0, ...names.filter(counts).filter((name) => hasMistyped(name, text, isRight)).map((name) => name.length));
    return named.map(([page, ...names]) => ({ page: page, at: null, fit: longest(names) })).filter((hit) => hit.fit > 0);
  }

  function hasMistyped(name, text, isRight) {
    for (let at = 0; at + name.length <= text.length; at += 1) {
      let wrong = 0;
      for (let place = 0; place < name.length && wrong < 2; place += 1) {
        if (name[place] !== text[at + place]) wrong += text[at + place] === " " || isRight[at + place] ? 2 : 1;
      }
      if (wrong === 1) return true;
    }
    return false;
  }

  function shortened(name, text) {
    const share = text.length / name.length;
    let at = text.length >= LEAST_SHORTENED && share >= LEAST_OF_NAME && share <= 1 ? 0 : -1;
    for (let place = 0; at >= 0 && place < text.length; place += 1) {
      at = name.indexOf(text[place], at) + 1 || -1;
    }
    return at > 0 ? share : 0;
  }

  // The units that a question names: where it asks for their place, is little more than their names, or begins with one. Their
  // pages answer in their first line.
  function askedFor(all, question, isPlace) {
    const { text } = question;
    const isIn = (name) => name.length > 1 && text.includes(name);
    const units = all.filter(([, ...names]) => names.some(isIn));
    const names = units.flatMap(([, ...ofUnit]) => ofUnit).sort((a, b) => b.length - a.length);
    const rest = names.reduce((left, name) => left.split(name).join(""), text).replace(/[ 和与跟]/g, "");
    const isAbout = names.some((name) => text.startsWith(name));
    return isAbout || isPlace || 2 * rest.length <= text.length ? units.map(([page]) => ({ page: page, at: null })) : [];
  }

  // Whether a question asks for pages that tell the place of a unit.
  function asksForPlace(index, names, question) {
    const first = index.segments.filter((segment) => PLACES.includes(segment.kind)).map((segment) => segment.first);
    return first.some((page) => question.sorts.some((one) => names.sorts[names.ofPages[page]].includes(one.sort)));
  }

  // One character changed, left out, too many, or two neighbours exchanged.
  function differsByOne(name, text) {
    if (Math.abs(name.length - text.length) > 1 || name === text) {
      return false;
    }
    let at = 0;
    while (name[at] === text[at]) {
      at += 1;
    }
    const rests = [[1, 1], [1, 0], [0, 1]].map((step) => [name.slice(at + step[0]), text.slice(at + step[1])]);
    const exchanged = name[at] === text[at + 1] && name[at + 1] === text[at] && name.slice(at + 2) === text.slice(at + 2);
    return exchanged || rests.some((rest) => rest[0] === rest[1]);
  }

  // The names, those of units among them, and the language of questions; made once.
  function openNames(index) {
    opened = opened || Promise.all(["names", "thesaurus"].map((name) => search.load(index.version, name))).then(function ([written, thesaurus]) {
      const ofPages = search.decode(written.ofPages);
      const names = Object.assign({}, written, { lengths: search.decode(written.lengths), ofPages: ofPages, sizes: sizesOf(written.sorts, ofPages) });
      const units = names.named.filter(([page]) => search.kindOf(index, page) === "单位");
      const language = search.languageOf(names, thesaurus, units.flatMap(([, ...ofUnit]) => ofUnit));
      return { names: names, units: units, language: language };
    });
    return opened;
  }

  // The groups of `find`; where no name is among them, what was meant before them; where they are few, what is near behind.
  async function ask(query, onFirst, isOver) {
    const exact = await search.find(query, onFirst, isOver);
    const index = await search.openIndex();
    const pages = exact.groups.flatMap((group) => group.hits);
    const isNamed = pages.some((hit) => hit.isInName);
    const isFew = pages.filter((hit) => !search.isForEditors(index, hit.page)).length < FEW;
    if (!exact.words.length || isNamed && !isFew) {
      return exact;
    }
    const { names, units, language } = await openNames(index);
    const typed = lettersOf(query);
    const question = search.read((typed && await inWords(index, names, typed)) || query, language);
    const isPlace = asksForPlace(index, names, question);
    const taken = new Set(pages.map((hit) => hit.page));
    const answers = question.isDated ? [] : askedFor(units, question, isPlace).slice(0, FEW); // what a unit's page answers is of now
    const isAnswer = (hit) => answers.some((answer) => answer.page === hit.page);
    const suggested = isNamed ? [] : (await meant(index, names, question.text, typed)).filter((hit) => !isAnswer(hit)).slice(0, FEW);
    [...answers, ...suggested].forEach((hit) => taken.add(hit.page));
    const near = isFew ? await nearest(index, names, question) : { words: [], hits: [] };
    const groups = [
      { kind: "问到的单位", hits: answers, inNames: 0 },
      { kind: "是不是要找", hits: suggested, inNames: 0 },
      ...exact.groups,
      { kind: "最接近的", hits: near.hits.filter((hit) => !taken.has(hit.page)), inNames: 0, few: SHOWN_NEAR },
    ];
    return {
      words: pages.length ? exact.words : near.words,
      count: exact.count,
      groups: groups.filter((group) => group.hits.length),
    };
  }

  search.ask = ask;
})();
