// MiniSearch and FlexSearch with pairs of characters as tokens, in Node: what they find, and their index's bytes.
// node search_peers.js FOLDER_OF_PACKAGES < {"texts": […], "queries": […]} > {"MiniSearch": …, "FlexSearch": …}
"use strict";
const fs = require("fs");
const path = require("path");
const peer = require("module").createRequire(path.resolve(process.argv[2], "package.json"));

const MiniSearch = peer("minisearch");
const { Index } = peer("flexsearch");
const input = JSON.parse(fs.readFileSync(0, "utf-8"));

function pairs(text) {
  const words = text.split(/\s+/);
  return words.flatMap((word) => [...Array(Math.max(word.length - 1, 0)).keys()].map((at) => word.slice(at, at + 2)));
}

function miniSearch() {
  const index = new MiniSearch({ fields: ["text"], tokenize: pairs, processTerm: (term) => term });
  index.addAll(input.texts.map((text, id) => ({ id: id, text: text })));
  const options = { combineWith: "AND", prefix: false, fuzzy: false };
  const found = input.queries.map((query) => index.search(query, options).map((hit) => hit.id));
  return { found: found, bytes: Buffer.byteLength(JSON.stringify(index)) };
}

function flexSearch() {
  const index = new Index({ encode: pairs, tokenize: "strict", cache: false });
  input.texts.forEach((text, id) => index.add(id, text));
  const found = input.queries.map((query) => index.search(query, { limit: input.texts.length, suggest: false }));
  let bytes = 0;
  index.export((key, data) => { bytes += data ? Buffer.byteLength(String(data)) : 0; });
  return { found: found, bytes: bytes };
}

process.stdout.write(JSON.stringify({ MiniSearch: miniSearch(), FlexSearch: flexSearch() }));
