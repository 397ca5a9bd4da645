// Units of one group side by side in any period. LEITAI_COMPARE lists groups, units and periods; the figures of a period are a
// script of their own, loaded when asked for. What is shown is in the address: #a=yiwu&b=lanxi&period=2019Q3
(function () {
  "use strict";

  var MOST = 4, KEYS = ["a", "b", "c", "d"];
  var groups = window.LEITAI_COMPARE || [];
  var rankings = window.LEITAI_RANKINGS = {}; // by the address of their script
  var place = document.querySelector("[data-compare]");
  if (!place || !groups.length) return;
  var base = place.getAttribute("data-compare");
  var choosers = element("div", "", "lt-compare-choose");
  var doubts = element("p", "", "lt-note");
  var said = element("p", "", "lt-compare-said");
  var holder = element("div", "", "lt-table lt-compact lt-compared");
  var shown; // what the page shows now, or is loading

  function element(tag, text, css) {
    var made = document.createElement(tag);
    if (text) made.textContent = text;
    if (css) made.className = css;
    return made;
  }

  function byId(list, id) {
    return list.filter(function (one) { return one.id === id; })[0];
  }

  function groupOf(unitId) {
    return groups.filter(function (group) { return byId(group.units, unitId); })[0];
  }

  // What an address asks for: the units of one group without doubles, a period, and what can't be had, in words.
  function asked(wanted) {
    var said = [], ids = [], group = byId(groups, wanted.get("group"));
    KEYS.forEach(function (key) {
      var id = wanted.get(key);
      if (!id) return;
      var home = groupOf(id);
      group = group || home;
      if (!home) said.push("地址里的“" + id + "”不是这里能对比的单位");
      else if (home !== group) said.push(byId(home.units, id).name + "不在“" + group.name + "”里");
      else if (ids.indexOf(id) >= 0) said.push("地址里“" + byId(home.units, id).name + "”写了两次");
      else ids.push(id);
    });
    group = group || groups[0];
    var period = byId(group.periods, wanted.get("period"));
    if (wanted.get("period") && !period) said.push("“" + group.name + "”没有“" + wanted.get("period") + "”这一期能对比的排名");
    return { group: group, period: period || group.periods[0], ids: ids, doubts: said };
  }

  function load(address, then) {
    if (rankings[address]) return then();
    var script = element("script");
    script.src = base + address;
    script.onload = then;
    script.onerror = function () { said.textContent = "这一期的数据没有取到，请刷新后再试。"; };
    document.head.appendChild(script);
  }

  function remember(ids, period) {
    var parts = ids.map(function (id, at) { return KEYS[at] + "=" + id; });
    if (period !== shown.group.periods[0].id) parts.push("period=" + period);
    location.replace("#" + parts.join("&")); // hashchange draws
  }

  // A list to choose from, kept while the page lives, so that the keyboard's place isn't lost.
  function chooser(number, words, options, value, change) {
    var id = "lt-compare-" + number, select = document.getElementById(id);
    if (!select) {
      var label = element("label", words);
      select = element("select");
      label.htmlFor = select.id = id;
      label.appendChild(select);
      choosers.appendChild(label);
    }
    select.textContent = "";
    options.forEach(function (made) { select.appendChild(made); });
    select.value = value;
    select.onchange = function () { change(select.value); };
  }

  function option(value, text) {
    var made = element("option", text);
    made.value = value;
    return made;
  }

  function everyUnit() {
    return groups.map(function (group) {
      var box = element("optgroup");
      box.label = group.name;
      group.units.forEach(function (unit) { box.appendChild(option(unit.id, unit.name)); });
      return box;
    });
  }

  function drawChoosers(units, period) {
    var ids = units.map(function (unit) { return unit.id; });
    var periods = shown.group.periods.map(function (one) { return option(one.id, one.title); });
    choosers.querySelectorAll("label").forEach(function (label, at) {
      if (at > Math.min(ids.length, MOST - 1) + 1) choosers.removeChild(label);
    });
    chooser("period", "期间", periods, period.id, function (id) { remember(ids, id); });
    chooser(0, "单位", everyUnit(), ids[0], function (id) {
      remember(groupOf(id) === shown.group ? [id].concat(ids.slice(1).filter(function (one) { return one !== id; })) : [id], period.id);
    });
    for (var at = 1; at < Math.min(ids.length + 1, MOST); at += 1) drawOther(at, ids, period);
  }

  function drawOther(at, ids, period) {
    var others = shown.ranking.units.filter(function (unit) { return unit.id === ids[at] || ids.indexOf(unit.id) < 0; });
    var options = others.map(function (unit) { return option(unit.id, unit.name); });
    if (at > 1) options.unshift(option("", "（不加）"));
    chooser(at, at === 1 ? "和谁比" : "再加一个", options, ids[at] || "", function (id) {
      var next = ids.slice();
      if (id) next[at] = id;
      else next.splice(at, 1);
      remember(next, period.id);
    });
  }

  function comma(text) {
    var parts = text.split(".");
    if (parts[0].replace("-", "").length > 4) parts[0] = parts[0].replace(/\B(?=(\d{3})+$)/g, ",");
    return parts.join(".");
  }

  function places(text) {
    return (text.split(".")[1] || "").length;
  }

  // Published numbers have few digits, so their difference is exact to the places that they are printed with.
  function difference(units, more, numbers) {
    var a = numbers[0], b = numbers[1];
    if (a === null || b === null) return "—";
    var digits = Math.max(places(a), places(b));
    var gap = (Number(a) - Number(b)).toFixed(digits);
    if (Number(gap) === 0) return "相同";
    return units[Number(gap) > 0 ? 0 : 1].name + more + comma(gap.replace("-", "")) + " 分";
  }

  function ranksApart(units) {
    var gap = units[1].rank - units[0].rank;
    if (gap === 0) return "并列";
    return units[gap > 0 ? 0 : 1].name + "靠前 " + Math.abs(gap) + " 名";
  }

  function rankOf(unit) {
    return "第" + unit.rank + "名" + (unit.tied ? "（并列）" : "");
  }

  function points(text) {
    return text === null ? "—" : comma(text);
  }

  function cell(text, note, css) {
    var made = element("td", text, css);
    if (note) made.appendChild(element("small", note));
    return made;
  }

  function line(name, note, cells) {
    var row = element("tr");
    var head = element("th", name);
    head.scope = "row";
    if (note) head.appendChild(element("small", note));
    row.appendChild(head);
    cells.forEach(function (made) { row.appendChild(made); });
    return row;
  }

  // One line of the table; of two units the last column says who has more.
  function pointsLine(units, name, note, numbers, notes) {
    var cells = numbers.map(function (number, at) { return cell(points(number), notes[at], "lt-number"); });
    if (units.length === 2) cells.push(cell(difference(units, "多 ", numbers)));
    return line(name, note, cells);
  }

  function lines(units) {
    var ranking = shown.ranking;
    var ranks = units.map(function (unit) { return cell(rankOf(unit), unit.change, "lt-number"); });
    if (units.length === 2) ranks.push(cell(ranksApart(units)));
    var made = [
      line("名次", "共 " + ranking.size + " 个单位", ranks),
      pointsLine(units, "总分", "", units.map(function (unit) { return unit.score; }), [])
    ];
    [["加分", "bonus"], ["扣分", "deduction"]].forEach(function (extra) {
      var numbers = units.map(function (unit) { return unit[extra[1]]; });
      if (numbers.some(function (number) { return number !== null; })) made.push(pointsLine(units, extra[0], "", numbers, []));
    });
    ranking.indicators.forEach(function (indicator, at) {
      var numbers = units.map(function (unit) { return unit.points[at]; });
      var values = units.map(function (unit) { return unit.values[at]; });
      made.push(pointsLine(units, indicator.name, "满分 " + indicator.full, numbers, values));
    });
    return made;
  }

  function table(units, period) {
    var made = element("table", "", "lt-data");
    var head = element("thead"), row = element("tr"), body = element("tbody");
    var names = units.map(function (unit) { return unit.name; });
    made.appendChild(element("caption", period.title + "：" + names.join("、") + "。每格上面是所得分值，下面是填报的数值。"));
    var columns = [["项目", ""]].concat(names.map(function (name) { return [name, "lt-number"]; }));
    if (units.length === 2) columns.push(["分值之差", ""]);
    columns.forEach(function (column) {
      var th = element("th", column[0], column[1]);
      th.scope = "col";
      row.appendChild(th);
    });
    head.appendChild(row);
    lines(units).forEach(function (tr) { body.appendChild(tr); });
    made.appendChild(head);
    made.appendChild(body);
    return made;
  }

  function summary(units, period) {
    var extra = shown.ranking.additive ? "" : "办法按几何平均合成，或有的维度规定了最低、最高分，各项所得分值不能逐项相加。";
    if (units.length > 2) {
      return period.title + "：" + units.map(function (unit) {
        return unit.name + rankOf(unit) + "，" + points(unit.score) + " 分";
      }).join("；") + "。" + extra;
    }
    var total = difference(units, "的总分多 ", units.map(function (unit) { return unit.score; }));
    return period.title + "，" + (total === "相同" ? "两个单位总分相同" : total) + "；" + ranksApart(units) + "。" + extra;
  }

  // The units that the address names and the period ranks, filled up to two by the ranking's order.
  function drawRanking() {
    var ranking = shown.ranking = rankings[shown.period.data], all = ranking.units, left = shown.doubts.slice();
    var units = shown.ids.map(function (id) {
      var unit = byId(all, id);
      if (!unit) left.push(byId(shown.group.units, id).name + "在" + shown.period.title + "没有名次");
      return unit;
    }).filter(Boolean);
    for (var at = 0; units.length < 2 && at < all.length; at += 1) {
      if (units.indexOf(all[at]) < 0) units.push(all[at]);
    }
    doubts.textContent = left.length ? left.join("；") + "。" : "";
    drawChoosers(units, shown.period);
    said.textContent = summary(units, shown.period);
    holder.textContent = "";
    holder.appendChild(table(units, shown.period));
  }

  function draw() {
    var now = shown = asked(new URLSearchParams(location.hash.slice(1)));
    load(now.period.data, function () { if (shown === now) drawRanking(); });
  }

  said.setAttribute("role", "status");
  doubts.setAttribute("role", "status");
  [choosers, doubts, said, holder].forEach(function (part) { place.appendChild(part); });
  window.addEventListener("hashchange", draw);
  draw();
})();
