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
  const SORT_WEIGHT = 2.2;
  const LIST_WEIGHT = 1.8;
  const GATHERING_WEIGHT = 0.6;
  const NEWEST_WEIGHT = 1.2;
  const LONG = 8; // times as long as is usual: a page that holds nearly everything answers nearly nothing
  const ASKS_FOR_PLACE = /排名|得分|几分|分数|成绩|表现|情况|短板|强项|弱|差|好|升|降|掉|跌|涨|变化|走势|趋势|进步|退步|前[一二三几]|还差|追|简报|对比|为[什啥]/;
  // All of a sort, not one: the list is wanted.
  const ASKS_FOR_LIST = /所有|全部|全体|一览|列表|目录|清单|汇总|历次|历年|各次|各期|往期|有哪些|哪些|几[个次场项]|多少[个次场项]/;
  // These pages say again what others say.
  const GATHERING = /^facts|index\.html$|\/by-/;
  let opened = null;

  // Where the parts of a question are found, and what each weighs: the rarer the more, in names by how rare it is there.
  function lookUp(index, names, parts) {
    const weigh = (weight, count) => weight * Math.log(1 + names.urls.length / Math.max(count, 1));
    return Promise.all(parts.map(async function (part) {
      const pages = await search.pagesWithPair(index, part.pair);
      const named = [...pages.values()].filter(search.isNamed).length;
      return Object.assign({}, part, { pages: pages, weight: weigh(part.weight, pages.size), inName: weigh(part.weight, named) });
    }));
  }

  // Each page that has some of them: what these weigh together, in its names apart, and the letters that they cover.
  function sharers(parts, lengthOf) {
    const pages = new Set(parts.flatMap((part) => [...part.pages.keys()]));
    const usual = [...pages].reduce((sum, page) => sum + lengthOf(page), 0) / Math.max(pages.size, 1);
    const known = new Map([...pages].map((page) => [page, { page: page, score: 0, named: 0, pairs: 0, letters: 0, isSpoken: false, at: null }]));
    parts.forEach((part) => part.pages.forEach(function (holds, page) {
      const hit = known.get(page);
      hit.score += part.weight * (part.isGroup ? 1 : often(search.countOf(holds), lengthOf(page) / usual));
      hit.named += search.isNamed(holds) ? part.inName : 0;
      hit.pairs += search.isNamed(holds);
      hit.letters |= part.letters;
      hit.isSpoken = hit.isSpoken || Boolean(part.isGroup);
    }));
    return [...known.values()];
  }

  // The pages that share most with a question, in names more still, and more where it says what sort of page it wants. A page
  // that has no word of a group and few of its letters shares nothing.
  async function nearest(index, names, question) {
    const parts = await lookUp(index, names, question.parts);
    const lengths = search.decode(names.lengths);
    const newest = question.isDated ? new Set() : newestOf(names.urls);
    const least = LEAST_COVERED * bits(question.letters);
    const hits = sharers(parts, (page) => lengths[2 * page]).filter(
      (hit) => !search.isForEditors(index, hit.page) && (hit.isSpoken || bits(hit.letters) >= least)
    );
    hits.forEach(function (hit) {
      const whole = Math.min(1, (hit.pairs + 1) / lengths[2 * hit.page + 1]);
      hit.score += NAME_WEIGHT * hit.named * (1 + whole);
      hit.score *= fitness(question, names.urls[hit.page]) * (newest.has(hit.page) ? NEWEST_WEIGHT : 1);
    });
    hits.sort((a, b) => b.score - a.score || a.page - b.page);
    const leastScore = hits.length ? hits[0].score * LEAST_SHARE : 0;
    return {
      words: parts.filter((part) => part.pages.size && !part.isGroup).map((part) => part.pair),
      hits: hits.filter((hit, at) => at < FEW || hit.score >= leastScore).slice(0, NEAREST),
    };
  }

  // The pages of the newest period of those that come again each period; within a kind the newest is first.
  function newestOf(urls) {
    const first = {};
    const pages = new Set();
    urls.forEach(function (url, page) {
      const [, folder, period] = /^(rankings|status|meetings)\/(\d{4}[^/.]+)/.exec(url) || [];
      first[folder] = first[folder] || period;
      if (folder && first[folder] === period) {
        pages.add(page);
      }
    });
    return pages;
  }

  // How much it tells that a page has a pair so often: less each time, and less where the page is very long.
  function often(count, length) {
    return Math.sqrt(count / Math.max(1, length / LONG));
  }

  function bits(number) {
    return number ? 1 + bits(number & (number - 1)) : 0;
  }

  // How well an address fits the sort of page that a question asks for, and whether it asks for all of them.
  function fitness(question, url) {
    const sort = question.sort;
    const isSort = !sort || sort.test(url);
    const isList = isSort && ASKS_FOR_LIST.test(question.asked) && url.endsWith("index.html");
    const isGathering = !isList && !(sort && isSort) && GATHERING.test(url);
    return (sort && isSort ? SORT_WEIGHT : 1) * (isList ? LIST_WEIGHT : 1) * (isGathering ? GATHERING_WEIGHT : 1);
  }

  // The things whose id, pinyin or first letters were typed, or whose name has one character otherwise or more of them.
  function meant(named, text) {
    const typed = text.replace(/[^0-9a-z]/g, "");
    const isTyped = typed.length > 1 && typed === text.replace(/ /g, "");
    const fits = isTyped ? (thing) => fit(thing[2], typed) : (thing) => likeness(thing[1], text);
    const found = named.map((thing) => ({ page: thing[0], at: null, fit: fits(thing) }));
    return found.filter((hit) => hit.fit > 0).sort((a, b) => b.fit - a.fit || a.page - b.page);
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

  function shortened(name, text) {
    const at = [...text].reduce((from, letter) => (from < 0 ? from : name.indexOf(letter, from) + 1 || -1), 0);
    const share = text.length / name.length;
    return at > 0 && text.length >= LEAST_SHORTENED && share >= LEAST_OF_NAME ? share : 0;
  }

  // The units whose place or score is asked for, whose names are most of the question, or with one of which it begins; their pages answer in their first line.
  function askedFor(all, asked, text) {
    const isIn = (name) => name.length > 1 && text.includes(name);
    const units = all.filter((unit) => unit[1].some(isIn));
    const names = units.flatMap((thing) => thing[1]).sort((a, b) => b.length - a.length);
    const rest = names.reduce((left, name) => left.split(name).join(""), text).replace(/[ 和与跟]/g, "");
    const isAbout = names.some((name) => text.startsWith(name));
    return isAbout || ASKS_FOR_PLACE.test(asked) || 2 * rest.length <= text.length ? units.map((thing) => ({ page: thing[0], at: null })) : [];
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
    opened = opened || Promise.all(["names", "thesaurus"].map((name) => search.load(index.version, name))).then(function ([names, thesaurus]) {
      const units = names.named.filter((thing) => search.kindOf(index, thing[0]) === "单位");
      const language = search.languageOf(names.simplified, thesaurus, units.flatMap((unit) => unit[1]));
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
    const question = search.read(query, language);
    const { asked, text } = question;
    const taken = new Set(pages.map((hit) => hit.page));
    const answers = askedFor(units, asked, text).slice(0, FEW);
    const isAnswer = (hit) => answers.some((answer) => answer.page === hit.page);
    const suggested = isNamed ? [] : meant(names.named, text).filter((hit) => !isAnswer(hit)).slice(0, FEW);
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
