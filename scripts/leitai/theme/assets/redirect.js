// Goes on to the page named in data-target; the anchor of the shared link wins over the target's own.
var target = document.documentElement.getAttribute("data-target");
window.location.replace(window.location.hash ? target.split("#")[0] + window.location.hash : target);
