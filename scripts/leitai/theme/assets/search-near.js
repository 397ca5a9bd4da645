// Answers questions as people put them. What is found as it stands comes first; where that is little, the question
// is read again: with simplified characters, blanks for punctuation, periods spelled as on the pages and without
// words that only ask. Then come the page whose name, pinyin or id was meant, and the pages that share most with it.
(function () {
  "use strict";
  const search = window.leitaiSearch;
  const FEW = 3;
  const NEAREST = 12;
  const MOST_SEGMENTS = 16;
  const SHOWN_NEAR = 6;
  const LEAST_SHARE = 0.45;
  const LEAST_OF_QUESTION = 0.25;
  const IN_TEXT = 2;
  const NAME_WEIGHT = 1;
  const LEAST_TYPED = 3;
  const LEAST_MISTYPED = 3;
  const LEAST_SHORTENED = 4;
  const LEAST_OF_NAME = 0.25;
  const DIGITS = "〇一二三四五六七八九";
  const QUARTER = "第?([一二三四1-4])季度?";
  const SORT_WEIGHT = 2.2;
  const LIST_WEIGHT = 1.8;
  const GATHERING_WEIGHT = 0.6;
  const OFTEN = 4;
  const LONG = 8; // times as long as is usual: a page that holds nearly everything answers nearly nothing
  const ASKING = /请问|帮我|给我|发我|查一?下|一下|看一?看|想看|想知道|我[想要]|一份|一张|怎么样|怎么办|怎么|怎样|如何|为什么|为啥|多少|哪[些个几里]|是哪|什么|现在|目前|有没有|是不是|能不能|可以|应该|我们|咱们|谁|的|了|吗|呢/g;
  const OTHER_WORDS = [
    [/排?第几名?|名次|排行榜?|排位|排老几|榜首|榜单|头名|冠军|第一名|前[一二两三四五十\d]+名|第一(?![季期版次批届步家所个])|垫底|倒数|末位|最后一名|谁最?[干做搞]?得?最?[好差强弱]/g, "排名 "],
    [/一?步步?(?:怎么)?算出?来?/g, " 逐步计算 "],
    [/(?:怎么样?|怎样|如何)[算打计评]分?/g, " 计分 "],
    [/没有?[报交填]|漏报|迟[报交]|晚[报交]|催报/g, "未报 报送情况 "],
    [/超期|过期|拖着/g, "逾期"],
    [/没有?(?:办[完结成好]|完成|做完|兑现)/g, "逾期 办了没有 "],
    [/谁(?:搞|办|主办|组织|负责|管)的?/g, " 谁负责 主办 "],
    [/改过|改了|改成|改动|修改|改数|动过/g, " 更正 "],
    [/一[页张]纸|单页/g, " 简报 "],
    [/管用|有效|有用|灵不灵|证明/g, " 前后数据 证据 "],
    [/篡改|造假|作假|动手脚/g, " 封存 校验 "],
    [/比一比|哪个靠前|谁靠前|谁强|谁更/g, " 对比 "],
    [/没有?成功|没有?成效|没有?效果|失败/g, "没有见效 失败 "],
    [/(?:几个|哪[几些]个?|多少个)(县|区|市|乡镇|街道|单位)/g, " 有哪些$1 参评单位 "],
    [/进步|退步|上升最|下降最|升得最|降得最/g, "$& 排名 进位 "],
    [/花钱|花费|费用|多少钱|省钱/g, "投入 "],
    [/真的|真实|假的|编的|可信|靠谱|官方/g, " 演示数据 "],
    [/什么意思|什么叫|是什么|何谓|含义/g, " 术语 "],
  ];
  const ASKS_FOR_PLACE = /排名|得分|几分|分数|成绩|表现|情况|短板|强项|弱|差|好|升|降|掉|跌|涨|变化|走势|趋势|进步|退步|前[一二三几]|还差|追|简报|对比|为[什啥]/;
  // All of a sort, not one: the list is wanted.
  const ASKS_FOR_LIST = /所有|全部|全体|一览|列表|目录|清单|汇总|历次|历年|各次|各期|往期|有哪些|哪些|几[个次场项]|多少[个次场项]/;
  // These pages say again what others say.
  const GATHERING = /^facts|index\.html$|\/by-/;
  // What a question says of the sort of page that it wants, and the addresses of that sort; the first that fits counts.
  const SORTS = [
    [/简报/, /-briefs/], [/通报/, /-notice/], [/逐步计算/, /-steps/], [/晒拼创|晒进度|拼实绩|创一流/, /-arena/],
    [/术语/, /^glossary|^indicators\//], [/演示/, /^about|^glossary/], [/报送/, /^status\//], [/归档|存档|档案|打包|压缩|全年/, /^archive\//], [/办法.*[版变]/, /^methods\//], [/更正/, /^ledgers\/corrections/], [/奖/, /^ledgers\/rewards/],
    [/任务|进度|工期/, /^ledgers\/tasks/], [/落实|承诺|答应|决议|决定/, /^ledgers\/promises/], [/学走|学过|学得|推广|采用|照搬|照做/, /^cases\/adoption/], [/下载|表格|excel|csv|字段/, /^data\//],
    [/证据/, /^cases\//], [/出处|来源|依据/, /^facts/], [/封存/, /^archive\//], [/对比|比较/, /^compare/], [/计分|规定|规则|权重|并列|取整|否决|扣分|加分/, /^methods\//], [/排名|得分|多少分/, /^rankings\/[^/]+\/[^/-]+\.html/], [/做法|经验|案例/, /^cases\//],
    [/有哪些[县区市乡街单]/, /^units\//], [/台账|问题|整改|销号|隐患/, /^ledgers\//], [/指标|哪.*最?[高低好差多少]|[高低好差多少]的是哪/, /^indicators\//], [/办法|考核/, /^methods\//], [/会/, /^meetings\//],
  ];

  // The question in the words of the pages; `asked` still has the words that only ask.
  function plain(query, simplified) {
    let text = [...search.fold(query)].map((letter) => simplified.get(letter) || letter).join("");
    text = text.replace(/[〇零一二三四五六七八九]{4}(?=年)/g, (year) => [...year].map(digit).join(""));
    text = text.replace(/(\d{4})年?(?:q|第?(?=[一二三四1-4]季))([1-4一二三四])(?:季度?)?/g, (_, year, quarter) => quarterOf(year + "年", quarter));
    text = text.replace(new RegExp("(^|[^年])" + QUARTER, "g"), (_, before, quarter) => quarterOf(before, quarter));
    text = text.replace(/第([一二三四五六七八九])(?=[次届批])/g, (said, number) => said + " 第" + digit(number));
    text = text.replace(/(十[一二]?|[一二三四五六七八九])月/g, (_, month) => monthOf(month) + "月");
    OTHER_WORDS.forEach((pair) => (text = text.replace(pair[0], pair[1])));
    return { asked: text, words: text.replace(ASKING, " ").replace(/[^0-9a-z%.\u3400-\u9fff]+/g, " ").trim() };
  }

  function digit(letter) {
    return letter === "零" ? 0 : DIGITS.indexOf(letter);
  }

  function quarterOf(before, quarter) {
    return before + "第" + (DIGITS[quarter] || quarter) + "季度";
  }

  function monthOf(month) {
    return month[0] === "十" ? 10 + (month[1] ? digit(month[1]) : 0) : digit(month);
  }

  // For each page, how much of the question it shares: the rarer a pair of characters the more, in names more still,
  // and more where the question says what sort of page it wants. Pages that share little of it, and no two words, are none.
  async function sharing(index, asked, text) {
    const pairs = [...new Set(text.split(" ").flatMap((word) => [...word].slice(1).map((_, at) => word.substr(at, 2))))];
    const holding = await Promise.all(pairs.map((pair) => search.segmentsOf(index, pair)));
    const segments = sharingMost(index, holding);
    const found = await Promise.all(pairs.map((pair, at) => pagesIn(segments.filter((s) => holding[at].has(s.number)), pair)));
    const pages = segments.reduce((sum, segment) => sum + segment.pages, 0);
    const rarities = found.map((hits) => Math.log(1 + pages / Math.max(hits.size, 1)));
    const lengths = [...new Map(found.flatMap((hits) => [...hits].map((hit) => [hit[0], hit[1].length]))).values()];
    const usual = lengths.reduce((sum, length) => sum + length, 0) / Math.max(lengths.length, 1);
    const scores = new Map();
    found.forEach(function (hits, at) {
      hits.forEach(function (hit, page) {
        const known = scores.get(page) || { page: page, score: 0, named: 0, pairs: 0, first: at, last: at, at: null, heads: hit.heads, url: hit.url };
        known.score += rarities[at] * often(hit.count, hit.length / usual);
        known.named += hit.tier < IN_TEXT ? rarities[at] : 0;
        known.pairs += hit.tier < IN_TEXT;
        known.last = at;
        known.at = known.at === null && hit.tier === IN_TEXT ? hit.at : known.at;
        scores.set(page, known);
      });
    });
    scores.forEach(function (hit) {
      const whole = Math.min(1, (hit.pairs + 1) / Math.min(...hit.heads));
      hit.score += NAME_WEIGHT * hit.named * (1 + whole);
      hit.score *= fitness(asked, hit.url);
    });
    const least = LEAST_OF_QUESTION * rarities.reduce((sum, rarity) => sum + rarity, 0);
    const hits = [...scores.values()].filter((hit) => hit.score >= least || hit.last - hit.first > 1);
    return { words: pairs.filter((_, at) => found[at].size), hits: hits };
  }

  // The segments that have most of some pairs, rare ones above all.
  function sharingMost(index, holding) {
    const rarities = holding.map((numbers) => Math.log(1 + index.segments.length / Math.max(numbers.size, 1)));
    const shared = (segment) => rarities.reduce((sum, rarity, at) => sum + (holding[at].has(segment.number) ? rarity : 0), 0);
    const scored = index.segments.map((segment) => ({ segment: segment, score: shared(segment) }));
    scored.sort((a, b) => b.score - a.score || a.segment.number - b.segment.number);
    return scored.slice(0, MOST_SEGMENTS).map((found) => found.segment);
  }

  function pagesIn(segments, pair) {
    const found = Promise.all(segments.map((segment) => search.pagesWithWord(segment, pair)));
    return found.then((parts) => new Map([].concat(...parts.map((part) => [...part]))));
  }

  // How much it tells that a page has a pair so often: less each time, and less where the page is very long.
  function often(count, length) {
    return Math.sqrt(Math.min(count, OFTEN) / Math.max(1, length / LONG));
  }

  // How well an address fits the sort of page that a question asks for, and whether it asks for all of them.
  function fitness(asked, url) {
    const sort = SORTS.find((pair) => pair[0].test(asked));
    const isSort = !sort || sort[1].test(url);
    const isList = isSort && ASKS_FOR_LIST.test(asked) && url.endsWith("index.html");
    const isGathering = !isList && !(sort && isSort) && GATHERING.test(url);
    return (sort && isSort ? SORT_WEIGHT : 1) * (isList ? LIST_WEIGHT : 1) * (isGathering ? GATHERING_WEIGHT : 1);
  }

  async function nearest(index, asked, text) {
    const found = await sharing(index, asked, text);
    const hits = found.hits.filter((hit) => !search.isForEditors(index, hit.page));
    hits.sort((a, b) => b.score - a.score || a.page - b.page);
    const least = hits.length ? hits[0].score * LEAST_SHARE : 0;
    return { words: found.words, hits: hits.filter((hit, at) => at < FEW || hit.score >= least).slice(0, NEAREST) };
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
    const likest = names.map((name) => (differsByOne(search.fold(name), text) ? 1 : shortened(search.fold(name), text)));
    return text.length >= LEAST_MISTYPED ? Math.max(...likest) : 0;
  }

  function shortened(name, text) {
    const at = [...text].reduce((from, letter) => (from < 0 ? from : name.indexOf(letter, from) + 1 || -1), 0);
    const share = text.length / name.length;
    return at > 0 && text.length >= LEAST_SHORTENED && share >= LEAST_OF_NAME ? share : 0;
  }

  // The units whose place or score is asked for, whose names are most of the question, or with one of which it begins; their pages answer in their first line.
  function askedFor(index, named, asked, text) {
    const isIn = (name) => name.length > 1 && text.includes(search.fold(name));
    const units = named.filter((thing) => search.kindOf(index, thing[0]) === "单位" && thing[1].some(isIn));
    const names = units.flatMap((thing) => thing[1]).sort((a, b) => b.length - a.length);
    const rest = names.reduce((left, name) => left.split(search.fold(name)).join(""), text).replace(/[ 和与跟]/g, "");
    const isAbout = names.some((name) => text.startsWith(search.fold(name)));
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

  function pairsOf(text) {
    const pairs = new Map();
    for (let at = 0; at < text.length; at += 2) {
      pairs.set(text[at], text[at + 1]);
    }
    return pairs;
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
    const names = await search.load(index.version, "names");
    const { asked, words: text } = plain(query, pairsOf(names.simplified));
    const taken = new Set(pages.map((hit) => hit.page));
    const answers = askedFor(index, names.named, asked, text).slice(0, FEW);
    const isAnswer = (hit) => answers.some((answer) => answer.page === hit.page);
    const suggested = isNamed ? [] : meant(names.named, text).filter((hit) => !isAnswer(hit)).slice(0, FEW);
    [...answers, ...suggested].forEach((hit) => taken.add(hit.page));
    const near = isFew ? await nearest(index, asked, text) : { words: [], hits: [] };
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
