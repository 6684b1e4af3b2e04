"use strict";
// Find as you type: disagreements, statements, quotations, people, dates, events, and the words of the reports.

const MOST_FOUND = 7; // of each kind
const GROUPS = [["Disagreements", ["Disagreement", "Update"]], ["Statements", ["Statement"]], ["Said", ["Utterance"]], ["People, states, places", null], ["Dates", ["Date"]], ["Events", ["Event"]]];
const LABEL = 170; // characters of a label; of a longer one the part is shown that holds what was found
const SNIPPET = 60; // characters before it
let index = null;
const folded = new Map();

/** A character as it is compared: small, without accent, plain quotation marks. One for one, so that places stay. */
function fold(character) {
  const plain = { "’": "'", "‘": "'", "“": '"', "”": '"', "\n": " " }[character];
  return plain || character.normalize("NFD")[0].toLowerCase()[0] || " ";
}

/** A text as it is compared; its characters are those of `text` by code point. */
function plain(text) {
  return /^[\x20-\x7e]*$/.test(text) ? text.toLowerCase() : Array.from(text, fold).join("");
}

function buildIndex() {
  const rows = Object.entries(DATA.items).filter(([, item]) => item.kind !== "Lineage").map(([id, item]) => {
    const said = item.kind === "Utterance" ? [...new Set(placesOf(item).map((at) => words(...at)))].join(" / ") : "";
    const label = said ? `${item.label}: ${said}` : item.label;
    return { id, kind: item.kind, label, text: plain(`${label} ${item.also || ""}`) };
  });
  const named = new Set(GROUPS.flatMap(([, kinds]) => kinds || []));
  return GROUPS.map(([name, kinds]) => [name, rows.filter((row) => (kinds ? kinds.includes(row.kind) : !named.has(row.kind)))]);
}

/** The first place of `wanted` in each report's words. */
function inReports(wanted) {
  const found = [];
  for (let number = 0; number < DATA.reports.length && found.length < MOST_FOUND; number++) {
    const report = DATA.reports[number];
    if (report.text === null) continue;
    if (!folded.has(number)) folded.set(number, plain(report.text));
    const start = folded.get(number).indexOf(wanted);
    if (start < 0) continue;
    const end = start + wanted.length;
    const [before, after] = around(number, start, end, 60);
    found.push({ place: [number, start, end], label: `${report.outlet}: ${before}${words(number, start, end)}${after}` });
  }
  return found;
}

/** What matches: rows by kind, then places in the reports' words. */
function search(wanted) {
  index = index || buildIndex();
  const whole = plain(wanted.trim());
  const parts = whole.split(/\s+/);
  const groups = index.map(([name, rows]) => {
    const held = [];
    for (const row of rows) if (held.length < MOST_FOUND && parts.every((part) => row.text.includes(part))) held.push(row);
    return [name, held];
  });
  return [...groups, ["In the reports", inReports(whole)]].filter(([, rows]) => rows.length);
}

/** A label around what was found, the words found marked. */
function labelNodes(label, wanted) {
  const parts = plain(wanted.trim()).split(/\s+/).filter(Boolean);
  const list = Array.from(label);
  const text = plain(label);
  const first = Math.min(...parts.map((part) => text.indexOf(part)).filter((at) => at >= 0), list.length);
  const from = list.length > LABEL && first > LABEL - SNIPPET && first < list.length ? first - SNIPPET : 0;
  const shown = list.slice(from, from + LABEL);
  const compared = text.slice(from, from + LABEL);
  const spans = parts.flatMap((part) => { const at = compared.indexOf(part); return at < 0 ? [] : [[at, at + part.length]]; });
  const nodes = stretches(shown.length, spans).flatMap(([low, high, over]) => {
    const inner = textNodes(shown.slice(low, high).join("").replace(/\s/g, " "));
    return over.length ? [el("mark", {}, ...inner)] : inner;
  });
  return [from ? "…" : "", ...nodes, from + LABEL < list.length ? "…" : ""];
}

function startFind() {
  const input = byId("find");
  const box = byId("found");
  let options = [];
  let chosen = -1;

  function close() {
    box.hidden = true;
    input.setAttribute("aria-expanded", "false");
    input.removeAttribute("aria-activedescendant");
  }
  function choose(next) {
    if (options[chosen]) options[chosen].element.setAttribute("aria-selected", "false");
    chosen = (next + options.length) % options.length;
    options[chosen].element.setAttribute("aria-selected", "true");
    options[chosen].element.scrollIntoView({ block: "nearest" });
    input.setAttribute("aria-activedescendant", options[chosen].element.id);
  }
  function go(row) {
    close();
    openedBy = input;
    const hash = row.place ? `r-${DATA.reports[row.place[0]].id}:${row.place[1]}-${row.place[2]}` : row.id;
    goTo(hash);
  }
  function show() {
    box.replaceChildren();
    options = [];
    chosen = -1;
    if (input.value.trim().length < 2) return close();
    for (const [name, rows] of search(input.value)) {
      const group = el("div", { role: "group", "aria-label": name }, el("div", { class: "group", "aria-hidden": "true" }, name));
      for (const row of rows) {
        const element = el("div", { role: "option", id: `found-${options.length}`, "aria-selected": "false" }, ...labelNodes(row.label, input.value));
        element.addEventListener("mousedown", (event) => { event.preventDefault(); go(row); });
        options.push({ row, element });
        group.append(element);
      }
      box.append(group);
    }
    if (!options.length) box.append(el("p", { class: "none" }, "Nothing holds these words."));
    box.hidden = false;
    input.setAttribute("aria-expanded", "true");
    tell(`${options.length} found`);
  }
  input.addEventListener("input", show);
  input.addEventListener("focus", show);
  input.addEventListener("blur", close);
  input.addEventListener("keydown", (event) => {
    if (event.key === "ArrowDown" && options.length) choose(chosen + 1);
    else if (event.key === "ArrowUp" && options.length) choose(chosen < 0 ? -1 : chosen - 1);
    else if (event.key === "Enter" && options.length) go(options[Math.max(0, chosen)].row);
    else if (event.key === "Escape") { input.value = ""; close(); input.blur(); }
    else return;
    event.preventDefault();
    event.stopPropagation();
  });
}
