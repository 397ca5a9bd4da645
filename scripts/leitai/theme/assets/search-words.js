// Reads a question: what it says in the words of the pages, and what sort of page it asks for.
(function () {
  "use strict";
  const search = window.leitaiSearch;
  const DIGITS = "〇一二三四五六七八九";
  const QUARTER = "第?([一二三四1-4])季度?";
  const FIRST_SIGN = 0xe000; // of the groups, as in thesaurus.py
  const LETTERS = 31; // of a question that count as covered or not
  const GROUP_WEIGHT = window.GW || 1;
  const GROUP_MOST = window.GM || 3;
  const WITHIN_WEIGHT = window.WW || 0.5;
  const ACROSS_WEIGHT = window.AW || 0.5;
  const ASKING = /请问|帮我|给我|发我|查一?下|一下|看一?看|想看|想知道|我[想要]|一份|一张|怎么样|怎么办|怎么|怎样|如何|为什么|为啥|多少|哪[些个几里]|是哪|什么|现在|目前|有没有|是不是|能不能|可以|应该|我们|咱们|谁|的|了|吗|呢/g;

  // With simplified characters, blanks for punctuation and periods as pages spell them.
  function spelled(query, simplified) {
    let text = [...search.fold(query)].map((letter) => simplified.get(letter) || letter).join("");
    text = text.replace(/[〇零一二三四五六七八九]{4}(?=年)/g, (year) => [...year].map(digit).join(""));
    text = text.replace(/(\d{4})年?(?:q|第?(?=[一二三四1-4]季))([1-4一二三四])(?:季度?)?/g, (_, year, quarter) => quarterOf(year + "年", quarter));
    text = text.replace(new RegExp("(^|[^年])" + QUARTER, "g"), (_, before, quarter) => quarterOf(before, quarter));
    text = text.replace(/第([一二三四五六七八九])(?=[次届批])/g, (said, number) => said + " 第" + digit(number));
    text = text.replace(/(十[一二]?|[一二三四五六七八九])月/g, (_, month) => monthOf(month) + "月");
    return text.replace(/[^0-9a-z%.\u3400-\u9fff]+/g, " ").trim();
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

  // Words → the groups that have them, by number.
  function groupsByWord(thesaurus) {
    const groups = new Map();
    thesaurus.forEach((group, number) => group[0].split(" ").forEach((word) => groups.set(word, [...(groups.get(word) || []), number])));
    return groups;
  }

  // The words of groups that stand in a text and in no longer one: where, how long, and the numbers of their groups.
  function spokenOf(text, thesaurus) {
    const groups = groupsByWord(thesaurus);
    const longest = Math.max(0, ...[...groups.keys()].map((word) => word.length));
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

  function letters(at, length) {
    let mask = 0;
    for (let place = at; place < Math.min(at + length, LETTERS); place += 1) {
      mask |= 1 << place;
    }
    return mask;
  }

  // `asked` is the question as spelled, `text` is without words that only ask. `parts` are the pairs of characters that are
  // looked for, those of the text and those that stand for groups, each with what it weighs and the letters that it covers, a
  // bit each: a group weighs as much as the pairs of the word that speaks of it, and a pair across the border of such a word less.
  // `sort` is the pattern of the addresses asked for: what the longest word says that asks for some.
  function read(query, simplified, thesaurus) {
    const asked = spelled(query, pairsOf(simplified));
    const text = asked.replace(ASKING, (word) => " ".repeat(word.length));
    const spoken = spokenOf(asked, thesaurus);
    const parts = new Map();
    function add(pair, at, length, weight, isGroup) {
      const known = parts.get(pair) || { pair: pair, letters: 0, weight: 0, isGroup: isGroup };
      parts.set(pair, Object.assign(known, { letters: known.letters | letters(at, length), weight: Math.max(known.weight, weight) }));
    }
    for (let at = 0; at + 1 < text.length; at += 1) {
      if (!/ /.test(text.substr(at, 2))) {
        add(text.substr(at, 2), at, 2, weightOf(at, spoken), false);
      }
    }
    spoken.forEach((word) => word.groups.forEach((group) =>
      add(String.fromCharCode(FIRST_SIGN + group).repeat(2), word.at, word.length, Math.min(GROUP_MOST, Math.max(1, word.length - 1)) * GROUP_WEIGHT, true)));
    const sorts = spoken.flatMap((word) => word.groups.map((group) => ({ group: group, length: word.length, pattern: thesaurus[group][1] })));
    const asksFor = sorts.filter((sort) => sort.pattern).sort((a, b) => b.length - a.length || a.group - b.group);
    const filled = [...text].reduce((mask, letter, at) => mask | (letter === " " ? 0 : letters(at, 1)), 0);
    return {
      asked: asked,
      text: text.replace(/ +/g, " ").trim(),
      parts: [...parts.values()],
      letters: spoken.reduce((mask, word) => mask | letters(word.at, word.length), filled),
      sort: asksFor.length ? new RegExp(asksFor[0].pattern) : null,
    };
  }

  function weightOf(at, spoken) {
    const isWithin = spoken.some((word) => word.at <= at && at + 2 <= word.at + word.length);
    const isAcross = spoken.some((word) => word.at === at + 1 || word.at + word.length === at + 1);
    return isWithin ? WITHIN_WEIGHT : isAcross ? ACROSS_WEIGHT : 1;
  }

  search.read = read;
})();
