"use strict";
// Reports: their characters by code point, and a text cut into stretches by what was made of it.

const DATA = JSON.parse(byId("data").textContent);
const IDS = Object.keys(DATA.items); // spans name an item by its number
const CONTEXT = 200; // code points shown on either side of a passage

/** The item of an id, or null. */
function itemOf(id) {
  return Object.hasOwn(DATA.items, id) ? DATA.items[id] : null;
}

/** What was made of a report's text, rows of [start, length, kind, note, ...items]: each start is stored as the step from the last. */
function spansOf(number) {
  let start = 0;
  return DATA.spans[number].map(([step, ...rest]) => [(start += step), ...rest]);
}

/** Passages [report, start, end] of a row of numbers. */
function places(row) {
  return Array.from({ length: row.length / 3 }, (_, n) => row.slice(3 * n, 3 * n + 3));
}

/** All passages of an item. */
function placesOf(item) {
  return item.groups ? item.groups.flatMap((group) => places(group.at)) : places(item.at || []);
}

// Offsets count code points, strings count UTF-16 units: where they differ, the text is kept as an array of characters.
const characters = new Map();

/** Characters start:end (code points) of a report's text; "" where only excerpts are held and none covers it. */
function words(number, start, end) {
  const report = DATA.reports[number];
  if (report.text === null) {
    const held = (report.excerpts || []).find(([from, text]) => from <= start && end <= from + Array.from(text).length);
    return held ? Array.from(held[1]).slice(start - held[0], end - held[0]).join("") : "";
  }
  if (!characters.has(number)) {
    const astral = /[\ud800-\udbff]/.test(report.text);
    characters.set(number, astral ? Array.from(report.text) : null);
  }
  const list = characters.get(number);
  return list ? list.slice(Math.max(0, start), end).join("") : report.text.slice(Math.max(0, start), end);
}

/** Length of a report's text in code points. */
function lengthOf(number) {
  const report = DATA.reports[number];
  if (report.text === null) return Math.max(0, ...(report.excerpts || []).map(([from, text]) => from + Array.from(text).length));
  words(number, 0, 0);
  const list = characters.get(number);
  return list ? list.length : report.text.length;
}

/** What stands before and after a passage in its paragraph, cut between words. */
function around(number, start, end, most = CONTEXT) {
  let before = words(number, start - most, start);
  let after = words(number, end, end + most);
  const cutBefore = start > most && !before.includes("\n");
  const cutAfter = end + most < lengthOf(number) && !after.includes("\n");
  before = before.split("\n").pop();
  after = after.split("\n")[0];
  if (cutBefore) before = `… ${before.replace(/^\S*\s/, "")}`;
  if (cutAfter) after = `${after.replace(/\s\S*$/, "")} …`;
  return [before, after];
}

/** Cut 0:length at every start and end of `spans`: [from, to, spans that cover it]. One sweep over sorted edges. */
function stretches(length, spans) {
  const edges = [...new Set([0, length, ...spans.flatMap(([start, end]) => [start, end])])].filter((e) => e <= length).sort((a, b) => a - b);
  const out = [];
  let open = [];
  let next = 0;
  const sorted = [...spans].sort((a, b) => a[0] - b[0]);
  for (let i = 0; i + 1 < edges.length; i++) {
    open = open.filter((span) => span[1] > edges[i]);
    while (next < sorted.length && sorted[next][0] <= edges[i]) {
      if (sorted[next][1] > edges[i]) open.push(sorted[next]);
      next++;
    }
    out.push([edges[i], edges[i + 1], [...open]]);
  }
  return out;
}
