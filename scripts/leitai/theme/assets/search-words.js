// Reads a question: what it says in the words of the pages, and what sort of page it asks for.
(function () {
  "use strict";
  const search = window.leitaiSearch;
  const DIGITS = "〇一二三四五六七八九";
  const QUARTER = "第?([一二三四1-4])季度?";
  const FIRST_SIGN = 0xe000; // of the groups, as in thesaurus.py
  const LETTERS = 31; // of a question that count as covered or not
  const GROUP_MOST = 3; // pairs that a group weighs as much as
  const BESIDE_WEIGHT = 0.5; // of a pair within a word that speaks of a group, or across the border of one
  // How people say the newest period of a kind (0), or the one before it (1); "year" is the year of the newest quarter.
  const RELATIVE = [
    [/上一?个?季度?|上一?期/g, "quarter", 1],
    [/[本这当]一?个?季度?|最[新近]一?个?季度?/g, "quarter", 0],
    [/上一?个?月/g, "month", 1],
    [/[本这]一?个?月|最[新近]一个?月/g, "month", 0],
    [/前年/g, "year", 2],
    [/去年|上一?年|上个年度/g, "year", 1],
    [/今年|[本这]一?年/g, "year", 0],
  ];
  const ASKING = /请问|帮我|给我|发我|查一?下|一下|看一?看|想看|想知道|我[想要]|一份|一张|怎么样|怎么办|怎么|怎样|如何|为什么|为啥|多少|哪[些个几里]|是哪|什么|现在|目前|有没有|是不是|能不能|可以|应该|我们|咱们|谁|的|了|吗|呢|第[一二三四](?![季次届批版])/g;

  // With simplified characters, blanks for punctuation and periods as pages spell them, also those said from the newest ones.
  function spelled(query, language) {
    let text = [...search.fold(query)].map((letter) => language.simplified.get(letter) || letter).join("").replace(/([哪这那])儿/g, "$1里");
    RELATIVE.forEach(([words, kind, before]) => { text = text.replace(words, (said) => language.newest[kind][before] || said); });
    text = text.replace(/[〇零一二三四五六七八九]{4}(?=年)/g, (year) => [...year].map(digit).join(""));
    text = text.replace(/[〇零一二三四五六七八九]{2}(?=年)/g, (year) => [...year].map(digit).join(""));
    text = text.replace(/(^|\D)(\d\d)(?=年)/g, (_, before, year) => before + "20" + year);
    text = text.replace(/(\d{4})年?(?:q|第?(?=[一二三四1-4]季))([1-4一二三四])(?:季度?)?/g, (_, year, quarter) => quarterOf(year + "年", quarter));
    text = text.replace(new RegExp("(^|[^年])" + QUARTER, "g"), (_, before, quarter) => quarterOf(before, quarter));
    text = text.replace(/第([一二三四五六七八九])(?=[次届批])/g, (said, number) => said + " 第" + digit(number));
    text = text.replace(/(十[一二]?|[一二三四五六七八九])月/g, (_, month) => monthOf(month) + "月");
    return text.replace(/[^0-9a-z%.\u3400-\u9fff]+/g, " ").trim();
  }

  // The newest periods of each kind, and the years from the one of the newest quarter back.
  function withYears(newest) {
    const year = parseInt((newest.quarter || newest.month || newest.year || [""])[0], 10);
    const years = [0, 1, 2].map((before) => (year ? year - before + "年" : ""));
    return Object.assign({ quarter: [], month: [] }, newest, { year: years });
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

  function pairsOf(text) {
    const pairs = new Map();
    for (let at = 0; at < text.length; at += 2) {
      pairs.set(text[at], text[at + 1]);
    }
    return pairs;
  }

  // Words → the numbers of the groups that have them; a name has none, and hides the words in it.
  function groupsByWord(thesaurus, names) {
    const groups = new Map(names.map((name) => [name, []]));
    thesaurus.forEach((group, number) => group[0].split(" ").forEach(function (word) {
      if (groups.has(word)) {
        groups.get(word).push(number);
      } else {
        groups.set(word, [number]);
      }
    }));
    return groups;
  }

  // The words that stand in a text and in no longer one there: where, how long, and the numbers of their groups.
  function spokenIn(text, groups) {
    const longest = Math.max(...[...groups.keys()].map((word) => word.length));
    const spoken = [];
    let end = 0;
    for (let at = 0; at < text.length; at += 1) {
      let length = Math.min(longest, text.length - at);
      while (length && !groups.has(text.substr(at, length))) {
        length -= 1;
      }
      if (length && at + length > end) {
        spoken.push({ at: at, length: length, groups: groups.get(text.substr(at, length)) });
        end = at + length;
      }
    }
    return spoken;
  }

  // The letters from a place on, a bit each.
  function letters(at, length) {
    let mask = 0;
    for (let place = at; place < Math.min(at + length, LETTERS); place += 1) {
      mask |= 1 << place;
    }
    return mask;
  }

  function lettersOf(text) {
    return [...text].reduce((mask, letter, at) => mask | (letter === " " ? 0 : letters(at, 1)), 0);
  }

  function pairParts(text, spoken) {
    const places = Array.from({ length: Math.max(text.length - 1, 0) }, (_, at) => at).filter((at) => !text.substr(at, 2).includes(" "));
    return places.map((at) => ({ pair: text.substr(at, 2), letters: letters(at, 2), weight: isBeside(at, spoken) ? BESIDE_WEIGHT : 1 }));
  }

  function isBeside(at, spoken) {
    return spoken.some((word) => (word.groups.length && word.at <= at && at + 2 <= word.at + word.length) || word.at === at + 1 || word.at + word.length === at + 1);
  }

  function groupParts(spoken) {
    return spoken.flatMap((word) => word.groups.map((group) => ({
      pair: String.fromCharCode(FIRST_SIGN + group).repeat(2),
      letters: letters(word.at, word.length),
      weight: Math.min(GROUP_MOST, Math.max(1, word.length - 1)),
      isGroup: true,
    })));
  }

  // Each pair once, for all places where it stands.
  function merged(parts) {
    const byPair = new Map();
    parts.forEach(function (part) {
      const known = byPair.get(part.pair) || part;
      byPair.set(part.pair, Object.assign({}, part, { letters: known.letters | part.letters, weight: Math.max(known.weight, part.weight) }));
    });
    return [...byPair.values()];
  }

  // The sorts of page asked for, and how much: the longer the word that asks for one.
  function sortsAskedFor(spoken, thesaurus) {
    const asked = spoken.flatMap((word) => word.groups.map((group) => ({ sort: thesaurus[group][1], length: word.length }))).filter((one) => one.sort >= 0);
    const longest = Math.max(...asked.map((one) => one.length));
    return asked.map((one) => ({ sort: one.sort, share: one.length / longest }));
  }

  // What may be asked in, made once: traditional characters → simplified, and words → groups.
  function languageOf(known, thesaurus, names) {
    return { simplified: pairsOf(known.simplified), newest: withYears(known.newest), thesaurus: thesaurus, groups: groupsByWord(thesaurus, names) };
  }

  // A question: `asked` as spelled, `text` without words that only ask. `parts` are the pairs of characters to look for, those
  // of the text and those that stand for groups: a group weighs as much as the pairs of the word that speaks of it. `letters`
  // are those that a page may have. `sorts` are the numbers of the sorts of page asked for.
  function read(query, language) {
    const asked = spelled(query, language);
    const text = asked.replace(ASKING, (word) => " ".repeat(word.length));
    const spoken = spokenIn(asked, language.groups);
    return {
      asked: asked,
      text: text.replace(/ +/g, " ").trim(),
      isDated: /\d|季度/.test(asked),
      parts: merged([...pairParts(text, spoken), ...groupParts(spoken)]),
      letters: spoken.reduce((mask, word) => mask | letters(word.at, word.length), lettersOf(text)),
      sorts: sortsAskedFor(spoken, language.thesaurus),
    };
  }

  search.languageOf = languageOf;
  search.read = read;
})();
