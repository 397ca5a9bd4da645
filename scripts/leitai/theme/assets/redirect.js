// Goes on to the page named in data-target and keeps the anchor of the shared link.
window.location.replace(document.documentElement.getAttribute("data-target") + window.location.hash);
