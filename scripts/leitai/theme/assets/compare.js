// Two units of one group side by side, from LEITAI_COMPARE; which ones is in the address: #a=yiwu&b=lanxi
(function () {
  "use strict";

  var groups = window.LEITAI_COMPARE || [];
  var place = document.querySelector("[data-compare]");
  if (!place || !groups.length) return;
  var first = chooser("lt-compare-a", "单位");
  var second = chooser("lt-compare-b", "和谁比");
  var said = element("p", "", "lt-compare-said");
  var holder = element("div", "", "lt-table lt-compact lt-compared");

  function element(tag, text, css) {
    var made = document.createElement(tag);
    if (text) made.textContent = text;
    if (css) made.className = css;
    return made;
  }

  function chooser(id, words) {
    var label = element("label", words);
    var select = element("select");
    label.htmlFor = select.id = id;
    select.addEventListener("change", remember);
    label.appendChild(select);
    place.appendChild(label);
    return select;
  }

  function option(unit) {
    var made = element("option", unit.name);
    made.value = unit.id;
    return made;
  }

  function fillFirst() {
    groups.forEach(function (group) {
      var box = element("optgroup");
      box.label = group.name;
      group.units.forEach(function (unit) { box.appendChild(option(unit)); });
      first.appendChild(box);
    });
  }

  function fillSecond(group, chosen) {
    second.textContent = "";
    group.units.forEach(function (unit) {
      if (unit !== chosen) second.appendChild(option(unit));
    });
  }

  function unitOf(group, id) {
    return group.units.filter(function (unit) { return unit.id === id; })[0];
  }

  // The pair that an address names; what it doesn't name, or can't be compared, is the next best in the ranking.
  function pair(wanted) {
    var group = groups.filter(function (one) { return unitOf(one, wanted.get("a")); })[0] || groups[0];
    var a = unitOf(group, wanted.get("a")) || group.units[0];
    var others = group.units.filter(function (unit) { return unit !== a; });
    var b = others.filter(function (unit) { return unit.id === wanted.get("b"); })[0] || others[0];
    return { group: group, a: a, b: b };
  }

  function remember() {
    location.replace("#a=" + first.value + "&b=" + second.value); // hashchange draws
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
  function difference(shown, more, a, b) {
    if (a === null || b === null) return "—";
    var digits = Math.max(places(a), places(b));
    var gap = (Number(a) - Number(b)).toFixed(digits);
    if (Number(gap) === 0) return "相同";
    return (Number(gap) > 0 ? shown.a.name : shown.b.name) + more + comma(gap.replace("-", "")) + " 分";
  }

  function ranksApart(shown) {
    var gap = shown.b.rank - shown.a.rank;
    if (gap === 0) return "并列";
    return (gap > 0 ? shown.a.name : shown.b.name) + "靠前 " + Math.abs(gap) + " 名";
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

  function pointsLine(shown, name, note, a, b, values) {
    return line(name, note, [
      cell(points(a), values[0], "lt-number"),
      cell(points(b), values[1], "lt-number"),
      cell(difference(shown, "多 ", a, b))
    ]);
  }

  function lines(shown) {
    var a = shown.a, b = shown.b, group = shown.group;
    var made = [
      line("名次", "共 " + group.size + " 个单位", [cell(rankOf(a), a.change, "lt-number"), cell(rankOf(b), b.change, "lt-number"), cell(ranksApart(shown))]),
      pointsLine(shown, "总分", "", a.score, b.score, [])
    ];
    [["加分", "bonus"], ["扣分", "deduction"]].forEach(function (extra) {
      if (a[extra[1]] !== null || b[extra[1]] !== null) {
        made.push(pointsLine(shown, extra[0], "", a[extra[1]], b[extra[1]], []));
      }
    });
    group.indicators.forEach(function (indicator, at) {
      var values = [a.values[at], b.values[at]];
      made.push(pointsLine(shown, indicator.name, "满分 " + indicator.full, a.points[at], b.points[at], values));
    });
    return made;
  }

  function table(shown) {
    var made = element("table", "", "lt-data");
    var head = element("thead"), row = element("tr"), body = element("tbody");
    var title = shown.group.period + "：" + shown.a.name + "和" + shown.b.name;
    made.appendChild(element("caption", title + "。每格上面是所得分值，下面是填报的数值。"));
    [["项目", ""], [shown.a.name, "lt-number"], [shown.b.name, "lt-number"], ["得分之差", ""]].forEach(function (column) {
      var th = element("th", column[0], column[1]);
      th.scope = "col";
      row.appendChild(th);
    });
    head.appendChild(row);
    lines(shown).forEach(function (tr) { body.appendChild(tr); });
    made.appendChild(head);
    made.appendChild(body);
    return made;
  }

  function draw() {
    var shown = pair(new URLSearchParams(location.hash.slice(1)));
    first.value = shown.a.id;
    fillSecond(shown.group, shown.a);
    second.value = shown.b.id;
    var total = difference(shown, "的总分多 ", shown.a.score, shown.b.score);
    said.textContent = shown.group.period + "，" + (total === "相同" ? "两个单位总分相同" : total) + "；"
      + ranksApart(shown) + "。" + (shown.group.additive ? "" : "办法按几何平均合成，所得分值不能逐项相加。");
    holder.textContent = "";
    holder.appendChild(table(shown));
  }

  said.setAttribute("role", "status");
  place.appendChild(said);
  place.appendChild(holder);
  fillFirst();
  window.addEventListener("hashchange", draw);
  draw();
})();
