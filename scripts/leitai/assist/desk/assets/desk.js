/* What a page does by itself: show the end of a job, say that there is something new, name the files that were chosen. All of it works without. */
(function () {
  "use strict";
  var body = document.body;
  var version = body.getAttribute("data-version");
  var busy = body.getAttribute("data-busy");
  var isTouched = false;
  var isWaiting = /^\/jobs\//.test(location.pathname) && busy !== "-1";

  /* A page that renewed itself would lose what was typed, or the button that was just pressed. */
  ["input", "submit"].forEach(function (name) {
    document.addEventListener(name, function () { isTouched = true; });
  });

  function ask() {
    var request = new XMLHttpRequest();
    request.open("GET", "/state");
    request.onload = function () {
      if (request.status === 200) { compare(JSON.parse(request.responseText)); }
    };
    request.onloadend = function () { setTimeout(ask, isWaiting ? 500 : 2000); };
    request.send();
  }

  function compare(now) {
    var isNew = String(now.version) !== version || String(now.busy) !== busy;
    if (!isNew) { if (isWaiting) { renew(); } return; }
    if (isTouched) { document.getElementById("changed").hidden = false; return; }
    location.reload();
  }

  /* The lines of a job that still runs, without losing the place on the page */
  function renew() {
    var request = new XMLHttpRequest();
    request.open("GET", location.pathname);
    request.responseType = "document";
    request.onload = function () {
      var theirs = request.response && request.response.querySelector(".said");
      var ours = document.querySelector(".said");
      if (theirs && ours) { ours.parentNode.replaceChild(theirs, ours); }
      else if (theirs) { document.querySelector("main").appendChild(theirs); }
    };
    request.send();
  }

  Array.prototype.forEach.call(document.querySelectorAll(".drop"), function (box) {
    var input = box.querySelector("input");
    var list = document.createElement("span");
    list.className = "chosen";
    list.setAttribute("role", "status");
    box.appendChild(list);
    input.addEventListener("change", function () {
      list.textContent = Array.prototype.map.call(input.files, function (file) { return file.name; }).join("、");
    });
    ["dragenter", "dragover"].forEach(function (name) {
      box.addEventListener(name, function () { box.classList.add("over"); });
    });
    ["dragleave", "drop"].forEach(function (name) {
      box.addEventListener(name, function () { box.classList.remove("over"); });
    });
  });

  setTimeout(ask, isWaiting ? 300 : 2000);
})();
